//! How a CertID names the issuer of the certificate that it is about (RFC 6960 §4.1.1): by digests of its name and key.

use std::cell::OnceCell;
use std::ops::Range;

use crate::certificate::Certificate;
use crate::der::{Tag, Tree};
use crate::signature::{sha1, sha256, sha384, sha512};

type Hash = fn(&[u8]) -> Vec<u8>;

/// The hash algorithms that a CertID may name its issuer with: content octets of the OID, and the function.
#[rustfmt::skip]
pub(super) const HASHES: [(&[u8], Hash); 4] = [
    (&[0x2b, 14, 3, 2, 26], |bytes| sha1(bytes).to_vec()),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1], |bytes| sha256(bytes).to_vec()),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2], |bytes| sha384(bytes).to_vec()),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3], |bytes| sha512(bytes).to_vec()),
];

/// By what a CertID names who issued a certificate: digests of the issuer's Name as the certificate has it, and of the issuer's key
/// (the content of subjectPublicKey).
pub(crate) struct IssuerDigests<'a> {
    /// In the order of [`HASHES`]; empty where nobody would ask.
    names: &'a [Vec<u8>],
    key: &'a [u8],
    /// Each made once, when it is asked for.
    keys: [OnceCell<Vec<u8>>; HASHES.len()],
}

impl<'a> IssuerDigests<'a> {
    pub(super) fn new(names: &'a [Vec<u8>], key: &'a [u8]) -> Self {
        let keys = Default::default();
        Self { names, key, keys }
    }

    /// Those by the hash algorithm with this OID's content octets, of the name and of the key; `None`: no such algorithm is known.
    pub(crate) fn by(&self, oid: &[u8]) -> Option<(&[u8], &[u8])> {
        let at = HASHES.iter().position(|(known, _)| *known == oid)?;
        let (name, key) = (self.names.get(at)?, self.keys.get(at)?);
        let hash = |(_, hash): &(_, Hash)| hash(self.key);
        let key = key.get_or_init(|| HASHES.get(at).map(hash).unwrap_or_default());
        Some((name, key))
    }
}

/// Where the issuer's Name stands in a certificate, whole TLV: CertID hashes its encoding.
pub(super) fn issuer_name(certificate: &Certificate) -> Range<usize> {
    let tree = Tree::read(&certificate.der, 0..certificate.der.len());
    let tbs = tree.root().and_then(|root| root.children().next());
    let mut fields = match tbs {
        Some(tbs) => tbs.children(),
        None => return 0..0,
    };
    fields.take_if(Tag::context(0, true));
    fields.nth(2).map_or(0..0, |issuer| issuer.range()) // after serialNumber and signature
}
