//! The one door to cryptography: which scheme and which key are meant, whether a signature is valid, and digests.
//!
//! Knows the algorithms and their encodings. Knows nothing of certificates, and does not judge: whether a scheme or a
//! key is good enough for somebody is for the profiles to say. Nothing else in the engine uses a crate for cryptography.
//!
//! Verification needs no randomness and leaks nothing worth hiding: all that comes in is public, so time may depend on it.
//!
//! # Cost
//!
//! Linear in the message; beyond that, bounded by the largest key that is accepted.

mod cursor;
mod digest;
mod key;
mod oids;
mod scheme;
mod verify;

pub use digest::{sha1, sha256, sha384, sha512};
pub use key::{
    Curve, KeyRefusal, MAX_EXPONENT_BITS, MAX_MODULUS_BITS, PointForm, PublicKey, parse_public_key,
};
pub use scheme::{Hash, PssParameters, Scheme, SchemeRefusal};

/// A question: is this a signature of this message by this key?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task<'a> {
    /// How it is said to be signed.
    pub scheme: Scheme,
    /// The signer's key: the whole encoding of a SubjectPublicKeyInfo.
    pub spki: &'a [u8],
    /// What is signed: of a certificate, the whole encoding of its TBSCertificate.
    pub message: &'a [u8],
    /// The signature: the contents of the BIT STRING, without the octet that counts unused bits.
    pub signature: &'a [u8],
}

/// What identifies a [`Task`]: a SHA-256 of all its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub [u8; 32]);

impl Task<'_> {
    /// The same for equal tasks, and for them only, as far as SHA-256 has no collisions. It is not stable between
    /// versions.
    pub fn id(&self) -> TaskId {
        TaskId(sha256(&self.encode()))
    }

    /// All fields, unambiguously: the scheme in a fixed length, then each byte string after its length.
    fn encode(&self) -> Vec<u8> {
        let fields = [self.spki, self.message, self.signature];
        let mut bytes =
            Vec::with_capacity(64 + fields.iter().map(|field| field.len()).sum::<usize>());
        bytes.extend(encode_scheme(self.scheme));
        for field in fields {
            bytes.extend((field.len() as u64).to_be_bytes());
            bytes.extend(field);
        }
        bytes
    }
}

fn encode_scheme(scheme: Scheme) -> [u8; 6] {
    let (kind, hash, salt_length) = match scheme {
        Scheme::RsaPkcs1(hash) => (0, Some(hash), 0),
        Scheme::RsaPss { hash, salt_length } => (1, Some(hash), salt_length),
        Scheme::Ecdsa(hash) => (2, Some(hash), 0),
        Scheme::Ed25519 => (3, None, 0),
        Scheme::MlDsa44 => (4, None, 0),
        Scheme::MlDsa65 => (5, None, 0),
        Scheme::MlDsa87 => (6, None, 0),
    };
    let hash = match hash {
        None => 0,
        Some(Hash::Sha256) => 1,
        Some(Hash::Sha384) => 2,
        Some(Hash::Sha512) => 3,
    };
    let [a, b, c, d] = salt_length.to_be_bytes();
    [kind, hash, a, b, c, d]
}

/// The answer to a [`Task`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The signature is one of that message by that key.
    Valid,
    /// It is not proven to be: it is another's, or none at all, or the key cannot be read (see [`parse_public_key`]).
    Invalid,
    /// The key is for other schemes (see [`Scheme::fits`]).
    Mismatch,
}

/// Answers `task`. What is not proven is [`Answer::Invalid`].
pub fn verify(task: &Task<'_>) -> Answer {
    let Ok(key) = key::Key::read(task.spki) else {
        return Answer::Invalid;
    };
    if !task.scheme.fits(&key.describe()) {
        return Answer::Mismatch;
    }
    if verify::is_valid(&key, task.scheme, task.message, task.signature) {
        Answer::Valid
    } else {
        Answer::Invalid
    }
}
