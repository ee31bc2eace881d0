//! Which signatures a platform's own cryptography (WebCrypto, node:crypto) may verify instead of us, and in which form it
//! takes them. Only those are offered to which every platform gives the answer that [`verify`](super::verify()) gives:
//! Wycheproof's vectors go through both doors (`pkg/test/platform.test.js` in Node, `tests/wasm.rs` in browsers).

use super::cursor::{Cursor, tag};
use super::key::{Key, PointForm, RsaKey};
use super::{Scheme, Task};

/// A task in a platform's terms (the names are WebCrypto's).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformTask {
    /// `"ECDSA"`, `"RSASSA-PKCS1-v1_5"` or `"RSA-PSS"`.
    pub algorithm: &'static str,
    /// ECDSA's curve, `"P-256"`.
    pub curve: Option<&'static str>,
    /// `"SHA-256"`, `"SHA-384"` or `"SHA-512"`.
    pub hash: &'static str,
    /// RSA-PSS's, in bytes.
    pub salt_length: Option<u32>,
    /// As WebCrypto takes it: ECDSA's two numbers, each as long as the curve's order, one after the other.
    pub signature: Vec<u8>,
}

/// RSA moduli that every platform takes. Beyond are those that some refuse.
const RSA_BITS: std::ops::RangeInclusive<u32> = 2048..=4096;
/// The exponent that all keys in use have; some platforms refuse others.
const RSA_EXPONENT: u64 = 65_537;

/// The task in a platform's terms; `None`: it must be verified here.
///
/// Left out: what platforms judge differently, or do not all know. Compressed points; RSA keys of unusual size or exponent and
/// those that are restricted to RSASSA-PSS; salts of another length than the hash's; ECDSA signatures that are not DER or whose
/// numbers do not fit; Ed25519 (RFC 8032 lets verifiers differ), ML-DSA.
pub fn for_platform(task: &Task<'_>) -> Option<PlatformTask> {
    let key = Key::read(task.spki).ok()?;
    let offer = |algorithm, curve, hash: super::Hash, salt_length, signature| PlatformTask {
        algorithm,
        curve,
        hash: hash.name(),
        salt_length,
        signature,
    };
    match (task.scheme, &key) {
        (
            Scheme::Ecdsa(hash),
            Key::P256(_, PointForm::Uncompressed)
            | Key::P384(_, PointForm::Uncompressed)
            | Key::P521(_, PointForm::Uncompressed),
        ) => {
            let curve = key.describe().curve()?;
            let signature = fixed_length(task.signature, curve.coordinate_size())?;
            Some(offer("ECDSA", Some(curve.name()), hash, None, signature))
        }
        (Scheme::RsaPkcs1(hash), Key::Rsa(key)) if is_usual(key, task.signature) => {
            let signature = task.signature.to_vec();
            Some(offer("RSASSA-PKCS1-v1_5", None, hash, None, signature))
        }
        (Scheme::RsaPss { hash, salt_length }, Key::Rsa(key))
            if is_usual(key, task.signature) && salt_length == hash.size() =>
        {
            let signature = task.signature.to_vec();
            Some(offer("RSA-PSS", None, hash, Some(salt_length), signature))
        }
        _ => None,
    }
}

/// Whole bytes of a usual size, the usual exponent, and a signature as long as the modulus (RFC 8017 §8.2.2 step 1).
fn is_usual(key: &RsaKey<'_>, signature: &[u8]) -> bool {
    RSA_BITS.contains(&key.bits())
        && key.bits().is_multiple_of(8)
        && key.exponent == RSA_EXPONENT
        && signature.len() == key.modulus.len()
}

/// Ecdsa-Sig-Value (RFC 3279 §2.2.3) as two numbers of `size` bytes each.
fn fixed_length(signature: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut outer = Cursor::new(signature);
    let mut numbers = outer.enter(tag::SEQUENCE).ok()?;
    outer.end().ok()?;
    let (r, s) = (numbers.unsigned().ok()?, numbers.unsigned().ok()?);
    numbers.end().ok()?;
    let mut fixed = Vec::with_capacity(size * 2);
    for number in [r, s] {
        fixed.resize(fixed.len() + size.checked_sub(number.len())?, 0);
        fixed.extend_from_slice(number);
    }
    Some(fixed)
}

#[cfg(test)]
mod tests {
    use super::super::Hash;
    use super::super::testing::{hex, integer, tlv};
    use super::super::vectors::{self, MESSAGE, SIGNATURES};
    use super::*;

    fn offered(scheme: Scheme, spki: &str, signature: &[u8]) -> Option<PlatformTask> {
        for_platform(&Task {
            scheme,
            spki: &hex(spki),
            message: MESSAGE,
            signature,
        })
    }

    #[test]
    fn offers_usual_keys_and_schemes() {
        for (scheme, spki, signature) in SIGNATURES {
            let expected = match scheme {
                Scheme::Ecdsa(_) => Some("ECDSA"),
                Scheme::RsaPkcs1(_) if *spki == vectors::RSA => Some("RSASSA-PKCS1-v1_5"),
                Scheme::RsaPss { hash, salt_length }
                    if *spki == vectors::RSA && *salt_length == hash.size() =>
                {
                    Some("RSA-PSS")
                }
                _ => None,
            };
            let offer = offered(*scheme, spki, &hex(signature));
            assert_eq!(offer.map(|task| task.algorithm), expected, "{scheme:?}");
        }
    }

    #[test]
    fn writes_ecdsa_values_in_fixed_length() {
        let sequence = |r: &[u8], s: &[u8]| tlv(0x30, &[&integer(r), &integer(s)]);
        let offer = |signature: &[u8]| {
            let task = offered(Scheme::Ecdsa(Hash::Sha256), vectors::P256, signature);
            task.map(|task| task.signature)
        };
        let mut fixed = vec![0; 64];
        fixed[31] = 5;
        fixed[63] = 7;
        assert_eq!(offer(&sequence(&[5], &[7])), Some(fixed));
        assert_eq!(offer(&sequence(&[0], &[0])), Some(vec![0; 64]));
        for refused in [
            sequence(&[1; 33], &[7]),
            sequence(&[0x80], &[7]),
            sequence(&[0, 5], &[7]),
            [sequence(&[5], &[7]), vec![0]].concat(),
            Vec::new(),
        ] {
            assert_eq!(offer(&refused), None, "{refused:02x?}");
        }
    }

    #[test]
    fn keeps_rsa_signatures_of_another_length() {
        let (scheme, spki, signature) = SIGNATURES
            .iter()
            .find(|(_, spki, _)| *spki == vectors::RSA)
            .expect("an RSA vector");
        let signature = hex(signature);
        assert!(offered(*scheme, spki, &signature).is_some());
        assert_eq!(offered(*scheme, spki, &signature[1..]), None);
        assert_eq!(
            offered(*scheme, spki, &[&[0], signature.as_slice()].concat()),
            None
        );
    }
}
