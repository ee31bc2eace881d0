//! The leaf's authorityInfoAccess, as NSS decodes it to find where OCSP is answered (`NSSCertDBTrustDomain.cpp`,
//! `GetOCSPAuthorityInfoAccessLocation`): Firefox refuses a leaf with one that cannot be decoded.

use super::Code;
use super::back_cert::BackCert;
use super::nss;
use super::reader::{Reading, Refusal, tag};
use crate::oid::known;

/// A longer address is refused.
const LONGEST: usize = 1024;
/// uniformResourceIdentifier.
const URI: u8 = 0x86;

/// AuthorityInfoAccessSyntax, and whether it has an address to ask; of the OCSP addresses the first counts. What else stands for a
/// name is not asked about (`CERT_DecodeAuthInfoAccessExtension` of NSS's lib/certdb/xconst.c goes on where it decodes none).
pub(crate) fn check(leaf: &BackCert<'_>) -> Reading<bool> {
    let Some(extension) = leaf.extensions.authority_info_access else {
        return Ok(false);
    };
    let bad = |refusal: Refusal| Refusal {
        code: Code::BadAccessLocation,
        ..refusal
    };
    let mut list = extension.only(tag::SEQUENCE).map_err(bad)?.reader();
    let mut address = None;
    while !list.is_at_end() {
        let mut description = list.expect(tag::SEQUENCE).map_err(bad)?.reader();
        let method = description.expect(tag::OID).map_err(bad)?;
        if method.bytes.is_empty() {
            return Err(refused("an access method without content", method.offset));
        }
        let (tag, location) = nss::any(&mut description).map_err(bad)?;
        description.end().map_err(bad)?;
        if method.bytes == known::OCSP && tag == URI && address.is_none() {
            address = Some(location);
        }
    }
    match address {
        Some(address) if address.bytes.len() > LONGEST || address.bytes.contains(&0) => {
            let rule = "an OCSP address that is too long, or has a NUL in it";
            Err(refused(rule, address.offset))
        }
        address => Ok(address.is_some()),
    }
}

fn refused(rule: &'static str, offset: usize) -> Refusal {
    Refusal {
        code: Code::BadAccessLocation,
        rule,
        offset,
    }
}

#[cfg(test)]
mod tests {
    use super::super::reader::Input;
    use super::*;
    use mint::der;

    #[test]
    fn what_can_be_decoded() {
        let description = |method: &str, tag, location: &[u8]| {
            der::sequence(&[der::sequence(&[der::oid(method), der::tlv(tag, location)])])
        };
        let (ocsp, issuers) = ("1.3.6.1.5.5.7.48.1", "1.3.6.1.5.5.7.48.2");
        for (value, is_good) in [
            (description(ocsp, 0x86, b"http://ocsp.example"), true),
            (description(ocsp, 0x86, &[b'a'; 1024]), true),
            (description(ocsp, 0x86, &[b'a'; 1025]), false),
            (description(issuers, 0x86, &[b'a'; 1025]), true),
            (description(ocsp, 0x86, b"a\0b"), false),
            (description(ocsp, 0x82, b"a\0b"), true),
            (description(ocsp, 0x89, b"a"), true),
            (description(ocsp, 0xa6, b"a\0b"), true),
            (description(issuers, 0xa5, b""), true),
            (description(issuers, 0xa5, b"a"), false),
            (description(issuers, 5, b"a"), false),
            (description(issuers, 0, b""), false),
            (
                der::sequence(&[der::sequence(&[der::tlv(6, b""), der::ia5("a")])]),
                false,
            ),
            (der::sequence(&[]), true),
            (der::sequence(&[der::null()]), false),
            (der::null(), false),
        ] {
            let mut leaf = BackCert::default();
            leaf.extensions.authority_info_access = Some(Input::whole(&value));
            assert_eq!(check(&leaf).is_ok(), is_good, "{value:02x?}");
        }
        assert_eq!(check(&BackCert::default()), Ok(false));
    }
}
