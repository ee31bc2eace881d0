//! Bytes to the model of an X.509 certificate (RFC 5280 §4.1), with every fault found in reading them.
//! Knows what a certificate may hold; knows nothing of paths, trust or time.

mod encoding;
mod extension;
mod read;
mod validity;

use std::ops::Range;
use std::sync::Arc;

pub(crate) use extension::access_descriptions;
pub use extension::{
    BasicConstraints, Extension, ExtensionValue, KeyUsage, NameConstraints, PolicyConstraints,
};
pub(crate) use validity::read_time;

use crate::der::{Tag, Tree};
use crate::finding::Fault;
use crate::name::DistinguishedName;
use crate::oid::Oid;
use crate::signature::{KeyRefusal, PublicKey, Scheme, SchemeRefusal};
use crate::time::Time;

/// Certificates above this size are refused unread, so that one answer never takes long. Real ones have 1 to 10 KB, and
/// browsers refuse more than 64 KB; this leaves room to show what is wrong with a monstrous one.
pub const MAX_SIZE: usize = 4 * 1024 * 1024;

/// A certificate as it was given: its bytes, what could be read of them, and what is wrong with them.
#[derive(Debug)]
pub struct Certificate {
    /// The bytes.
    pub der: Vec<u8>,
    /// What they say; `None` where they are no certificate.
    pub contents: Option<Contents>,
    /// What is wrong with them, in the order found.
    pub faults: Vec<Arc<Fault>>,
}

/// What stands for a version number that is not written in one octet: the largest that JavaScript holds as it is.
pub const VERSION_NOT_ONE_OCTET: i64 = (1 << 53) - 1;

/// The fields of a certificate (RFC 5280 §4.1). Ranges are of [`Certificate::der`].
#[derive(Debug)]
pub struct Contents {
    /// The signed part, whole TLV.
    pub tbs: Range<usize>,
    /// The encoded number plus one: 1, 2 and 3 exist. [`VERSION_NOT_ONE_OCTET`] where it is written otherwise.
    pub version: i64,
    /// Content octets of the INTEGER.
    pub serial: Vec<u8>,
    /// `tbsCertificate.signature`.
    pub inner_algorithm: Algorithm,
    /// `signatureAlgorithm`.
    pub outer_algorithm: Algorithm,
    /// Who issued it.
    pub issuer: DistinguishedName,
    /// Whom it names.
    pub subject: DistinguishedName,
    /// `None`: not readable as a time.
    pub not_before: Option<Time>,
    /// `None`: not readable as a time.
    pub not_after: Option<Time>,
    /// SubjectPublicKeyInfo, whole TLV.
    pub spki: Range<usize>,
    /// The algorithm of SubjectPublicKeyInfo.
    pub key_algorithm: Algorithm,
    /// The content of subjectPublicKey, without the unused-bits octet; empty where it cannot be read.
    pub key_bits: Range<usize>,
    /// The key itself, where it is of a kind that signatures can be verified with.
    pub public_key: Result<PublicKey, KeyRefusal>,
    /// The scheme that `outer_algorithm` names.
    pub scheme: Result<Scheme, SchemeRefusal>,
    /// In encoded order.
    pub extensions: Vec<Extension>,
    /// The content of signatureValue, without the unused-bits octet.
    pub signature: Range<usize>,
}

/// AlgorithmIdentifier (RFC 5280 §4.1.1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Algorithm {
    /// Which algorithm; an OID without octets where that cannot be read.
    pub oid: Oid,
    /// The parameters' whole TLV.
    pub parameters: Option<Vec<u8>>,
}

impl Algorithm {
    /// Its name, or its OID.
    pub fn label(&self) -> String {
        if self.oid.content().is_empty() {
            "(not readable)".to_owned()
        } else {
            self.oid.label()
        }
    }

    /// The same, with its parameters in hexadecimal.
    pub fn described(&self) -> String {
        match &self.parameters {
            Some(parameters) => format!(
                "{} with parameters {}",
                self.label(),
                crate::text::hex(parameters)
            ),
            None => self.label(),
        }
    }
}

impl Certificate {
    /// Reads a certificate. Never fails: what could not be read is in `faults`.
    pub fn read(der: Vec<u8>) -> Self {
        let mut faults = Vec::new();
        let contents = read::read(&der, &mut faults);
        Self {
            der,
            contents,
            faults: faults.into_iter().map(Arc::new).collect(),
        }
    }

    /// The bytes at a range of this certificate.
    pub fn bytes(&self, range: &Range<usize>) -> &[u8] {
        self.der.get(range.clone()).unwrap_or_default()
    }

    /// What a person would call it; safe to show.
    pub fn label(&self) -> String {
        let contents = self.contents.as_ref();
        contents
            .and_then(|contents| contents.subject.label())
            .or_else(|| {
                contents.and_then(|contents| {
                    contents
                        .subject_alt_names()?
                        .first()
                        .map(|name| name.shown())
                })
            })
            .unwrap_or_else(|| {
                if contents.is_some() {
                    "(no name)"
                } else {
                    "(not readable)"
                }
                .to_owned()
            })
    }
}

/// The key of the subject's name, read without the rest of the certificate; `None`: the bytes are no certificate.
pub fn subject_key(der: &[u8]) -> Option<Vec<u8>> {
    let tree = Tree::read(der, 0..der.len());
    let tbs = tree.root()?.children().next()?;
    let mut fields = tbs.children();
    fields.take_if(Tag::context(0, true));
    let subject = fields.nth(4)?; // after serialNumber, signature, issuer, validity
    Some(DistinguishedName::read_leniently(subject).key().to_vec())
}

/// Where issuer and subject stand, whole TLVs, for who compares names as bytes; `None`: the bytes are no certificate.
pub(crate) fn name_ranges(der: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    let tree = Tree::read(der, 0..der.len());
    let tbs = tree.root()?.children().next()?;
    let mut fields = tbs.children();
    fields.take_if(Tag::context(0, true));
    let issuer = fields.nth(2)?; // after serialNumber and signature
    let subject = fields.nth(1)?; // after validity
    Some((issuer.range(), subject.range()))
}

macro_rules! accessor {
    ($(#[$doc:meta])* $name:ident -> $type:ty, $pattern:pat => $value:expr) => {
        $(#[$doc])*
        pub fn $name(&self) -> Option<$type> {
            self.extensions.iter().find_map(|extension| match &extension.value { $pattern => Some($value), _ => None })
        }
    };
}

impl Contents {
    /// Subject and issuer are the same name (RFC 5280 §3.2).
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// basicConstraints say that the key may sign certificates (RFC 5280 §4.2.1.9, cA).
    pub fn is_ca(&self) -> bool {
        let constraints = self.basic_constraints();
        constraints.is_some_and(|constraints| constraints.ca)
    }

    /// The extension with this OID's content octets; the first, where there are several.
    pub fn extension(&self, oid: &[u8]) -> Option<&Extension> {
        self.extensions
            .iter()
            .find(|extension| extension.oid.content() == oid)
    }

    accessor!(
        /// RFC 5280 §4.2.1.9.
        basic_constraints -> &BasicConstraints, ExtensionValue::BasicConstraints(value) => value);
    accessor!(
        /// RFC 5280 §4.2.1.3.
        key_usage -> KeyUsage, ExtensionValue::KeyUsage(value) => *value);
    accessor!(
        /// RFC 5280 §4.2.1.12.
        extended_key_usage -> &[Oid], ExtensionValue::ExtendedKeyUsage(value) => value.as_slice());
    accessor!(
        /// RFC 5280 §4.2.1.6.
        subject_alt_names -> &[crate::name::GeneralName], ExtensionValue::SubjectAltName(value) => value.as_slice());
    accessor!(
        /// RFC 5280 §4.2.1.10.
        name_constraints -> &NameConstraints, ExtensionValue::NameConstraints(value) => value);
    accessor!(
        /// RFC 5280 §4.2.1.1: the key identifier.
        authority_key_identifier -> &[u8], ExtensionValue::AuthorityKeyIdentifier { key_identifier: Some(value), .. } => value.as_slice());
    accessor!(
        /// RFC 5280 §4.2.1.2.
        subject_key_identifier -> &[u8], ExtensionValue::SubjectKeyIdentifier(value) => value.as_slice());
    accessor!(
        /// RFC 5280 §4.2.2.1: where the issuer's certificate may be fetched.
        ca_issuers -> &[String], ExtensionValue::AuthorityInfoAccess { ca_issuers: value, .. } => value.as_slice());
}
