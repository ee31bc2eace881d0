//! What a log signs (RFC 6962 §3.2): the certificate, or the precertificate that it was before it had SCTs.

use crate::certificate::{Certificate, Contents};
use crate::der::{Tag, Tree, tlv};
use crate::oid::known;

use super::sct::Sct;

/// LogEntryType with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry<'a> {
    /// `x509_entry`: the certificate as it is.
    Certificate(&'a [u8]),
    /// `precert_entry`: SHA-256 of the issuer's SubjectPublicKeyInfo, and [`precertificate_tbs`].
    Precertificate {
        issuer_key_hash: [u8; 32],
        tbs: &'a [u8],
    },
}

/// The bytes under the signature of an SCT; `None` where the entry is longer than its length can say (2^24 - 1).
///
/// ```text
/// digitally-signed struct {
///     Version sct_version;
///     SignatureType signature_type = certificate_timestamp;
///     uint64 timestamp;
///     LogEntryType entry_type;
///     select(entry_type) {
///         case x509_entry: ASN.1Cert;
///         case precert_entry: PreCert;
///     } signed_entry;
///    CtExtensions extensions;
/// };
/// ```
pub(super) fn message(sct: &Sct, entry: Entry<'_>) -> Option<Vec<u8>> {
    let (kind, issuer_key_hash, body) = match &entry {
        Entry::Certificate(der) => (0_u16, &[][..], *der),
        Entry::Precertificate {
            issuer_key_hash,
            tbs,
        } => (1, issuer_key_hash.as_slice(), *tbs),
    };
    let [0, length @ ..] = u32::try_from(body.len()).ok()?.to_be_bytes() else {
        return None;
    };
    let extensions_length = u16::try_from(sct.extensions.len()).ok()?;
    let mut message = vec![0, 0];
    message.extend(sct.timestamp.to_be_bytes());
    message.extend(kind.to_be_bytes());
    message.extend(issuer_key_hash);
    message.extend(length);
    message.extend(body);
    message.extend(extensions_length.to_be_bytes());
    message.extend(&sct.extensions);
    Some(message)
}

/// The TBSCertificate of the precertificate. RFC 6962 §3.2: "it is also possible to reconstruct this TBSCertificate from the
/// final certificate by extracting the TBSCertificate from it and deleting the SCT extension." All other bytes stay as they
/// are; the three lengths around the extension are written anew. `None` where there is no such extension.
pub(super) fn precertificate_tbs(
    certificate: &Certificate,
    contents: &Contents,
) -> Option<Vec<u8>> {
    let whole = contents.tbs.clone();
    let tree = Tree::read(&certificate.der, whole);
    let tbs = tree.root()?;
    let fields: Vec<_> = tbs.children().collect();
    let (wrapper, before) = fields.split_last()?;
    if !wrapper.is(Tag::context(3, true)) {
        return None;
    }
    let list = wrapper.children().next()?;
    let is_list = |extension: &crate::der::Element<'_>| {
        let oid = extension.children().next();
        oid.is_some_and(|oid| oid.content() == known::SCT_LIST)
    };
    let all: Vec<_> = list.children().collect();
    let kept: Vec<u8> = all
        .iter()
        .filter(|extension| !is_list(extension))
        .flat_map(|extension| extension.bytes().iter().copied())
        .collect();
    if !all.iter().any(is_list) {
        return None;
    }
    let mut body: Vec<u8> = before
        .iter()
        .flat_map(|field| field.bytes().iter().copied())
        .collect();
    // RFC 5280 §4.1: "Extensions ::= SEQUENCE SIZE (1..MAX)": without any other, the field goes too.
    if !kept.is_empty() {
        body.extend(tlv(0xa3, &[&tlv(0x30, &[&kept])]));
    }
    Some(tlv(0x30, &[&body]))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_precertificate_is_the_certificate_without_its_scts() {
        use mint::{Criticality, root};
        let ca = root("CA");
        let tbs = |builder: mint::Builder| {
            let certificate = Certificate::read(builder.serial(&[5]).issue().der);
            let contents = certificate.contents.as_ref().unwrap();
            let tbs = certificate.bytes(&contents.tbs).to_vec();
            (precertificate_tbs(&certificate, contents), tbs)
        };
        let leaf = || ca.leaf(&["a.example"]);
        let list = "1.3.6.1.4.1.11129.2.4.2";
        let (none, plain) = tbs(leaf());
        assert_eq!(none, None, "there is nothing to take away");
        // Short and long lists, so that each of the lengths above takes more octets than without.
        for size in [1, 100, 300, 70_000] {
            let value = mint::der::octet_string(&vec![9; size]);
            let with = leaf().extension(list, Criticality::NotCritical, value.clone());
            assert_eq!(tbs(with).0.as_ref(), Some(&plain), "{size}, at the end");
            let between = leaf()
                .without(mint::oid::SUBJECT_ALT_NAME)
                .extension(list, Criticality::NotCritical, value)
                .san(["a.example"]);
            assert_eq!(tbs(between).0.as_ref(), Some(&plain), "{size}, in between");
        }
        let only =
            leaf()
                .without_extensions()
                .extension(list, Criticality::NotCritical, vec![4, 0]);
        assert_eq!(tbs(only).0, Some(tbs(leaf().without_extensions()).1));
    }
}
