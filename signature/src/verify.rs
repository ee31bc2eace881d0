//! The verification of one signature, by RustCrypto's crates; RSA's is in `rsa.rs`.

use ml_dsa::MlDsaParams;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::signature::hazmat::PrehashVerifier;

use super::digest::{sha256, sha384, sha512};
use super::key::Key;
use super::rsa;
use super::scheme::{Hash, Scheme};

/// Whether `signature` is one of `message` by `key`. False where the key is none for that scheme.
pub(super) fn is_valid(key: &Key<'_>, scheme: Scheme, message: &[u8], signature: &[u8]) -> bool {
    match (scheme, key) {
        (Scheme::RsaPkcs1(hash), Key::Rsa(key)) => rsa::verify_pkcs1(key, hash, message, signature),
        (Scheme::RsaPss { hash, salt_length }, Key::Rsa(key) | Key::RsaPss(key, _)) => {
            rsa::verify_pss(key, hash, salt_length, message, signature)
        }
        (Scheme::Ecdsa(hash), Key::P256(key, _)) => {
            ecdsa::<p256::ecdsa::DerSignature>(key, hash, message, signature)
        }
        (Scheme::Ecdsa(hash), Key::P384(key, _)) => {
            ecdsa::<p384::ecdsa::DerSignature>(key, hash, message, signature)
        }
        (Scheme::Ecdsa(hash), Key::P521(key, _)) => {
            ecdsa::<p521::ecdsa::DerSignature>(key, hash, message, signature)
        }
        (Scheme::Ed25519, Key::Ed25519(key)) => ed25519(key, message, signature),
        (Scheme::MlDsa44, Key::MlDsa44(key)) => ml_dsa::<ml_dsa::MlDsa44>(key, message, signature),
        (Scheme::MlDsa65, Key::MlDsa65(key)) => ml_dsa::<ml_dsa::MlDsa65>(key, message, signature),
        (Scheme::MlDsa87, Key::MlDsa87(key)) => ml_dsa::<ml_dsa::MlDsa87>(key, message, signature),
        _ => false,
    }
}

/// FIPS 186-5 §6.4.2, over the DER of Ecdsa-Sig-Value (RFC 3279 §2.2.3). The leftmost bits of a digest that is longer
/// than the curve's order are used; a high `s` is as good as a low one.
fn ecdsa<S>(key: &impl PrehashVerifier<S>, hash: Hash, message: &[u8], signature: &[u8]) -> bool
where
    S: for<'a> TryFrom<&'a [u8]>,
{
    let Ok(signature) = S::try_from(signature) else {
        return false;
    };
    let verified = match hash {
        Hash::Sha256 => key.verify_prehash(&sha256(message), &signature),
        Hash::Sha384 => key.verify_prehash(&sha384(message), &signature),
        Hash::Sha512 => key.verify_prehash(&sha512(message), &signature),
    };
    verified.is_ok()
}

/// RFC 8032 §5.1.7, by the equation without the cofactor, `[S]B = R + [k]A`, which BoringSSL and OpenSSL use too;
/// `S` must be less than the order and `R` canonical. The crate's "strict" form would refuse, beyond the standard, an `R`
/// of small order; keys of small order, with which a signature proves nothing, are refused when they are read.
fn ed25519(key: &ed25519_dalek::VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    ed25519_dalek::Signature::from_slice(signature)
        .is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

/// ML-DSA.Verify (FIPS 204 §5.3) with an empty context.
fn ml_dsa<P: MlDsaParams>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let (Ok(key), Ok(signature)) = (
        ml_dsa::EncodedVerifyingKey::<P>::try_from(key),
        ml_dsa::Signature::<P>::try_from(signature),
    ) else {
        return false;
    };
    ml_dsa::VerifyingKey::<P>::decode(&key).verify_with_context(message, &[], &signature)
}
