//! The one door to cryptography: which scheme and which key are meant, whether a signature is valid, and digests.
//!
//! Knows the algorithms and their encodings. Knows nothing of certificates, and does not judge: whether a scheme or a
//! key is good enough for somebody is for the profiles to say. Nothing else in the engine uses a crate for cryptography.
//!
//! Verification needs no randomness and leaks nothing worth hiding: all that comes in is public, so time may depend on it.
//!
//! # Cost
//!
//! Linear in the message; beyond that, bounded by the largest key that is accepted. [`cost()`] has the numbers.

mod answered;
mod cost;
mod cursor;
mod digest;
mod draft;
mod key;
mod oids;
mod platform;
mod private;
mod rsa;
mod scheme;
mod verify;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod vectors;

pub use answered::Answered;
pub use cost::{PER_MILLISECOND, cost};
pub use digest::{sha1, sha256, sha384, sha512};
pub use draft::{draft_point, sign_draft};
pub use key::{
    Curve, KeyRefusal, MAX_EXPONENT_BITS, MAX_MODULUS_BITS, PointForm, PublicKey, parse_public_key,
};
pub use platform::{PlatformTask, for_platform};
pub use private::{ed25519_public_key, public_point};
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

/// What identifies a [`Task`]: a SHA-256 of all its fields ([`Task::id`]), or of digests that stand for them, as the path
/// search makes it: it has those of certificates and keys at hand.
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
    /// The key is for other schemes (see [`PublicKey::fits`]).
    Mismatch,
}

/// Answers `task`. What is not proven is [`Answer::Invalid`].
pub fn verify(task: &Task<'_>) -> Answer {
    let Ok(key) = key::Key::read(task.spki) else {
        return Answer::Invalid;
    };
    if !key.describe().fits(task.scheme) {
        return Answer::Mismatch;
    }
    if verify::is_valid(&key, task.scheme, task.message, task.signature) {
        Answer::Valid
    } else {
        Answer::Invalid
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{hex, integer, rsa_spki, tlv};
    use super::vectors::{self, MESSAGE, SIGNATURES};
    use super::*;

    fn signatures() -> impl Iterator<Item = (Scheme, Vec<u8>, Vec<u8>)> {
        SIGNATURES
            .iter()
            .map(|(scheme, spki, signature)| (*scheme, hex(spki), hex(signature)))
    }

    fn answer(scheme: Scheme, spki: &[u8], message: &[u8], signature: &[u8]) -> Answer {
        verify(&Task {
            scheme,
            spki,
            message,
            signature,
        })
    }

    #[test]
    fn accepts_good_signatures_and_no_others() {
        for (scheme, spki, signature) in signatures() {
            assert_eq!(
                answer(scheme, &spki, MESSAGE, &signature),
                Answer::Valid,
                "{scheme:?}"
            );
            assert_eq!(
                answer(scheme, &spki, b"certlen", &signature),
                Answer::Invalid,
                "{scheme:?}"
            );
            for index in 0..signature.len() {
                let mut flipped = signature.clone();
                flipped[index] ^= 0x10;
                assert_eq!(
                    answer(scheme, &spki, MESSAGE, &flipped),
                    Answer::Invalid,
                    "{scheme:?} {index}"
                );
                assert_eq!(
                    answer(scheme, &spki, MESSAGE, &signature[..index]),
                    Answer::Invalid,
                    "{scheme:?} {index}"
                );
            }
            let longer = [signature.as_slice(), &[0]].concat();
            assert_eq!(
                answer(scheme, &spki, MESSAGE, &longer),
                Answer::Invalid,
                "{scheme:?}"
            );
            let padded = [&[0], signature.as_slice()].concat();
            assert_eq!(
                answer(scheme, &spki, MESSAGE, &padded),
                Answer::Invalid,
                "{scheme:?}"
            );
        }
    }

    #[test]
    fn verifies_by_the_stated_scheme_only() {
        for (scheme, spki, signature) in signatures() {
            for (other, _, _) in signatures().filter(|(other, _, _)| *other != scheme) {
                let expected = match parse_public_key(&spki).unwrap().fits(other) {
                    true => Answer::Invalid,
                    false => Answer::Mismatch,
                };
                assert_eq!(
                    answer(other, &spki, MESSAGE, &signature),
                    expected,
                    "{scheme:?} {other:?}"
                );
            }
        }
    }

    #[test]
    fn accepts_no_signature_by_an_unreadable_key() {
        let (scheme, spki, signature) = signatures().next().unwrap();
        for index in 0..spki.len() {
            assert_eq!(
                answer(scheme, &spki[..index], MESSAGE, &signature),
                Answer::Invalid,
                "{index}"
            );
            let mut flipped = spki.clone();
            flipped[index] ^= 1;
            assert_ne!(
                answer(scheme, &flipped, MESSAGE, &signature),
                Answer::Valid,
                "{index}"
            );
        }
    }

    #[test]
    fn accepts_ecdsa_values_in_range_only() {
        let spki = hex(vectors::P256);
        let (_, _, signature) = SIGNATURES[0];
        let signature = p256::ecdsa::Signature::from_der(&hex(signature)).unwrap();
        let (r, s) = signature.split_bytes();
        let (_, other_s) = p256::ecdsa::Signature::from_scalars(*signature.r(), -*signature.s())
            .unwrap()
            .split_bytes();
        let order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        let number = |magnitude: &[u8]| {
            let start = magnitude
                .iter()
                .position(|byte| *byte != 0)
                .unwrap_or(magnitude.len());
            let sign: &[u8] = if magnitude.get(start).is_none_or(|byte| *byte >= 0x80) {
                &[0]
            } else {
                &[]
            };
            integer(&[sign, &magnitude[start..]].concat())
        };
        let high_and_low = [(&r[..], &s[..]), (&r[..], &other_s[..])];
        for (r, s) in high_and_low {
            let signature = tlv(0x30, &[&number(r), &number(s)]);
            assert_eq!(
                answer(Scheme::Ecdsa(Hash::Sha256), &spki, MESSAGE, &signature),
                Answer::Valid
            );
        }
        let zero = [0];
        for (r, s) in [
            (&r[..], &zero[..]),
            (&zero, &s),
            (&r, &order),
            (&order, &s),
            (&zero, &zero),
        ] {
            let signature = tlv(0x30, &[&number(r), &number(s)]);
            assert_eq!(
                answer(Scheme::Ecdsa(Hash::Sha256), &spki, MESSAGE, &signature),
                Answer::Invalid
            );
        }
        let long_form = [
            &[0x30, 0x81, 0x44],
            &tlv(0x30, &[&number(&r), &number(&s)])[2..],
        ]
        .concat();
        assert_eq!(
            answer(Scheme::Ecdsa(Hash::Sha256), &spki, MESSAGE, &long_form),
            Answer::Invalid
        );
    }

    /// An RSA signature `s + n` has the same value as `s`, where it has the same length.
    #[test]
    fn refuses_rsa_values_beyond_the_modulus() {
        let (scheme, spki, signature) = signatures()
            .find(|(_, spki, _)| *spki == hex(vectors::RSA))
            .unwrap();
        let key::Key::Rsa(key) = key::Key::read(&spki).unwrap() else {
            panic!("an RSA key")
        };
        for value in [key.modulus, &[0xff; 256], &[0; 256]] {
            assert_eq!(answer(scheme, &spki, MESSAGE, value), Answer::Invalid);
        }
        assert_eq!(answer(scheme, &spki, MESSAGE, &signature), Answer::Valid);
    }

    #[test]
    fn answers_for_the_smallest_and_the_largest_rsa_keys() {
        let pss = |salt_length| Scheme::RsaPss {
            hash: Hash::Sha512,
            salt_length,
        };
        let schemes = [
            Scheme::RsaPkcs1(Hash::Sha256),
            pss(0),
            pss(64),
            pss(u32::MAX),
        ];
        for modulus in (5..0x80).step_by(2) {
            for scheme in schemes {
                for signature in [&[][..], &[0], &[1], &[0, 1]] {
                    let spki = rsa_spki(&[modulus], &[3]);
                    assert_eq!(
                        answer(scheme, &spki, MESSAGE, signature),
                        Answer::Invalid,
                        "{modulus} {scheme:?}"
                    );
                }
            }
        }
        let spki = rsa_spki(
            &[&[0][..], &[0xff; 2048]].concat(),
            &[1, 0xff, 0xff, 0xff, 0xff],
        );
        for scheme in schemes {
            assert_eq!(
                answer(scheme, &spki, MESSAGE, &[0x7f; 2048]),
                Answer::Invalid,
                "{scheme:?}"
            );
        }
    }
}
