//! Signed certificate timestamps (RFC 6962 §3.2), by logs whose keys come from names.

use crate::{Builder, Criticality, Hash, Issued, Key, der};

/// SignedCertificateTimestampList in a certificate (§3.3).
const EMBEDDED: &str = "1.3.6.1.4.1.11129.2.4.2";

/// A log.
#[derive(Clone)]
pub struct CtLog {
    /// Its key: the P-256 key of its name.
    pub key: Key,
}

impl CtLog {
    /// The log with this name.
    pub fn new(name: &str) -> Self {
        let key = Key::p256(name);
        Self { key }
    }

    /// LogID: SHA-256 of the key.
    pub fn id(&self) -> Vec<u8> {
        Hash::Sha256.digest(&self.key.spki())
    }

    /// An SCT of this log, `milliseconds` after 1970-01-01T00:00:00Z.
    pub fn sct(&self, milliseconds: u64) -> Sct {
        Sct {
            log: self.clone(),
            version: 0,
            timestamp: milliseconds,
            extensions: Vec::new(),
            algorithm: [4, 3],
            change_signature: None,
        }
    }
}

/// What an SCT shall say. Each method changes one thing.
#[derive(Clone)]
#[must_use = "an SCT exists once it is signed"]
pub struct Sct {
    log: CtLog,
    version: u8,
    timestamp: u64,
    extensions: Vec<u8>,
    algorithm: [u8; 2],
    change_signature: Option<fn(&mut Vec<u8>)>,
}

impl Sct {
    /// The version's number as encoded: 0 is version 1.
    pub fn version(mut self, version: u8) -> Self {
        self.version = version;
        self
    }

    /// CtExtensions, without their length.
    pub fn extensions(mut self, extensions: &[u8]) -> Self {
        self.extensions = extensions.to_vec();
        self
    }

    /// The extension that says where in a static-ct log the certificate stands.
    pub fn leaf_index(self, index: u8) -> Self {
        self.extensions(&[0, 0, 5, 0, 0, 0, 0, index])
    }

    /// HashAlgorithm and SignatureAlgorithm that it names.
    pub fn algorithm(mut self, hash: u8, signature: u8) -> Self {
        self.algorithm = [hash, signature];
        self
    }

    /// Changes the signature after it is made.
    pub fn signature(mut self, change: fn(&mut Vec<u8>)) -> Self {
        self.change_signature = Some(change);
        self
    }

    /// Signs a certificate as it is (`x509_entry`).
    pub fn for_certificate(&self, certificate: &Issued) -> Vec<u8> {
        self.sign(0, &[], &certificate.der)
    }

    /// Signs a precertificate (`precert_entry`): its TBSCertificate without the poison, and its issuer's key.
    pub fn for_precertificate(&self, tbs: &[u8], issuer: &Issued) -> Vec<u8> {
        self.sign(1, &Hash::Sha256.digest(&issuer.key.spki()), tbs)
    }

    fn sign(&self, entry_type: u8, issuer_key_hash: &[u8], entry: &[u8]) -> Vec<u8> {
        let extensions = vector(&self.extensions);
        let signed = [
            &[self.version, 0][..],
            &self.timestamp.to_be_bytes(),
            &[0, entry_type],
            issuer_key_hash,
            &u32::try_from(entry.len()).expect("24 bits").to_be_bytes()[1..],
            entry,
            &extensions,
        ]
        .concat();
        let key = &self.log.key;
        let mut signature = key.sign(key.default_scheme(), &signed);
        if let Some(change) = self.change_signature {
            change(&mut signature);
        }
        [
            &[self.version][..],
            &self.log.id(),
            &self.timestamp.to_be_bytes(),
            &extensions,
            &self.algorithm,
            &vector(&signature),
        ]
        .concat()
    }
}

/// SignedCertificateTimestampList of these SCTs.
pub fn sct_list(scts: &[Vec<u8>]) -> Vec<u8> {
    vector(&scts.iter().flat_map(|sct| vector(sct)).collect::<Vec<_>>())
}

/// The certificate that `make` makes, by `issuer`, with these SCTs embedded as the last extension. It is made without them first:
/// that is the precertificate.
pub fn with_scts(make: impl Fn() -> Builder, issuer: &Issued, scts: &[Sct]) -> Issued {
    with_sct_list(make, issuer, scts, |scts| {
        der::octet_string(&sct_list(scts))
    })
}

/// [`with_scts`], where the extension's value is what `list` makes of the SCTs.
pub fn with_sct_list(
    make: impl Fn() -> Builder,
    issuer: &Issued,
    scts: &[Sct],
    list: impl Fn(&[Vec<u8>]) -> Vec<u8>,
) -> Issued {
    let before = make().issue();
    let tbs = first_element(der::split(&before.der).1);
    let scts: Vec<Vec<u8>> = scts
        .iter()
        .map(|sct| sct.for_precertificate(tbs, issuer))
        .collect();
    make()
        .serial(&before.serial)
        .extension(EMBEDDED, Criticality::NotCritical, list(&scts))
        .issue()
}

/// `opaque x<0..2^16-1>`.
fn vector(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("16 bits");
    [&length.to_be_bytes(), bytes].concat()
}

/// The first of several elements in DER.
fn first_element(elements: &[u8]) -> &[u8] {
    let (header, length) = match elements[1] {
        short if short < 0x80 => (2, usize::from(short)),
        long => {
            let count = usize::from(long & 0x7f);
            let length = &elements[2..2 + count];
            let length = length
                .iter()
                .fold(0, |sum, octet| (sum << 8) | usize::from(*octet));
            (2 + count, length)
        }
    };
    &elements[..header + length]
}
