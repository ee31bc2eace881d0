//! What TLS makes of the leaf before the verifier sees it (b:`ssl/ssl_cert.cc`, `ssl/ssl_x509.cc`).

use super::elements::{
    BIT_STRING, BOOLEAN, Elements, INTEGER, OCTET_STRING, OID, Read, SEQUENCE, all, bit_string,
    only,
};
use crate::certificate::Certificate;
use crate::oid::known;
use crate::transparency::read_list;

/// The leaf's keyUsage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyUsage {
    /// There is no keyUsage.
    Absent,
    /// TLS cannot read it.
    Unreadable,
    /// Its first octet.
    Bits(u8),
}

/// `ssl_cert_skip_to_spki`: whether TLS can reach the leaf's key, which ends the handshake where not.
pub(crate) fn reaches_key(certificate: &Certificate) -> bool {
    let key = to_key(certificate.der.as_slice());
    key.is_ok_and(|mut fields| matches!(fields.take_if(SEQUENCE), Ok(Some(_))))
}

/// tbsCertificate from subjectPublicKeyInfo on.
fn to_key(der: &[u8]) -> Read<Elements<'_>> {
    const RULE: &str = "TLS does not reach the key";
    let mut outer = all(der);
    let certificate = outer.take(SEQUENCE, RULE)?;
    outer.finish(RULE)?;
    let tbs = certificate.children().take(SEQUENCE, RULE)?;
    let mut fields = tbs.children();
    fields.take_if(0xa0)?;
    fields.take(INTEGER, RULE)?;
    for _ in ["signature", "issuer", "validity", "subject"] {
        fields.take(SEQUENCE, RULE)?;
    }
    Ok(fields)
}

/// `ssl_cert_check_key_usage`.
pub(crate) fn key_usage(certificate: &Certificate) -> KeyUsage {
    let bits = || -> Read<Option<u8>> {
        const RULE: &str = "TLS does not read keyUsage";
        let mut fields = to_key(certificate.der.as_slice())?;
        fields.take(SEQUENCE, RULE)?;
        fields.take_if(0x81)?;
        fields.take_if(0x82)?;
        let Some(outer) = fields.take_if(0xa3)? else {
            return Ok(None);
        };
        let mut extensions = outer.children().take(SEQUENCE, RULE)?.children();
        while !extensions.is_empty() {
            let mut parts = extensions.take(SEQUENCE, RULE)?.children();
            let oid = parts.take(OID, RULE)?;
            parts.take_if(BOOLEAN)?;
            let value = parts.take(OCTET_STRING, RULE)?;
            parts.finish(RULE)?;
            if oid.bytes() == known::KEY_USAGE {
                let bits = only(value.children(), BIT_STRING, RULE)?;
                bit_string(bits)?;
                return Ok(Some(bits.bytes().get(1).copied().unwrap_or(0)));
            }
        }
        Ok(None)
    };
    match bits() {
        Ok(Some(bits)) => KeyUsage::Bits(bits),
        Ok(None) => KeyUsage::Absent,
        Err(_) => KeyUsage::Unreadable,
    }
}

/// `ssl_is_sct_list_valid` (b:`ssl/extensions.cc`): what is wrong with a list of SCTs in the handshake, which ends it. Entries are not
/// read; where one is no SCT, it only does not count.
pub(crate) fn scts_problem(lists: &[Vec<u8>]) -> Option<&'static str> {
    lists.iter().find_map(|list| read_list(list).fault())
}
