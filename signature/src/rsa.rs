//! RSA signatures, by the crate `rsa`.

use const_oid::AssociatedOid;
use p256::ecdsa::signature::Verifier;
use sha2::digest::{Digest, FixedOutputReset};
use sha2::{Sha256, Sha384, Sha512};

use super::key::{MAX_MODULUS_BITS, RsaKey};
use super::scheme::Hash;

/// In bytes: the crate's own limit is for the moduli that it accepts by itself.
const MAX_SIGNATURE_SIZE: usize = MAX_MODULUS_BITS as usize / 8;

/// RSASSA-PKCS1-v1_5-VERIFY (RFC 8017 §8.2.2): the padding is made again and compared whole, so it has exactly one form.
/// A DigestInfo without the hash's NULL parameters, which Appendix A.2.4 requires, is refused (as by BoringSSL).
pub(super) fn verify_pkcs1(key: &RsaKey<'_>, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
    match hash {
        Hash::Sha256 => pkcs1::<Sha256>(key, message, signature),
        Hash::Sha384 => pkcs1::<Sha384>(key, message, signature),
        Hash::Sha512 => pkcs1::<Sha512>(key, message, signature),
    }
}

/// RSASSA-PSS-VERIFY (RFC 8017 §8.1.2), with MGF1 over the same hash.
pub(super) fn verify_pss(
    key: &RsaKey<'_>,
    hash: Hash,
    salt_length: u32,
    message: &[u8],
    signature: &[u8],
) -> bool {
    match hash {
        Hash::Sha256 => pss::<Sha256>(key, salt_length, message, signature),
        Hash::Sha384 => pss::<Sha384>(key, salt_length, message, signature),
        Hash::Sha512 => pss::<Sha512>(key, salt_length, message, signature),
    }
}

fn pkcs1<D: Digest + AssociatedOid>(key: &RsaKey<'_>, message: &[u8], signature: &[u8]) -> bool {
    let (Some(key), Ok(signature)) = (
        public_key(key),
        rsa::pkcs1v15::Signature::from_bytes_with_max_len(signature, MAX_SIGNATURE_SIZE),
    ) else {
        return false;
    };
    rsa::pkcs1v15::VerifyingKey::<D>::new(key)
        .verify(message, &signature)
        .is_ok()
}

fn pss<D: Digest + FixedOutputReset>(
    key: &RsaKey<'_>,
    salt_length: u32,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let (Some(key), Ok(signature), Ok(salt_length)) = (
        public_key(key),
        rsa::pss::Signature::from_bytes_with_max_len(signature, MAX_SIGNATURE_SIZE),
        usize::try_from(salt_length),
    ) else {
        return false;
    };
    rsa::pss::VerifyingKey::<D>::new_with_salt_len(key, salt_length)
        .verify(message, &signature)
        .is_ok()
}

fn public_key(key: &RsaKey<'_>) -> Option<rsa::PublicKey> {
    rsa::PublicKey::new_with_size_limits(
        rsa::BoxedUint::from_be_slice_vartime(key.modulus),
        rsa::BoxedUint::from(key.exponent),
        0..=MAX_MODULUS_BITS as usize,
    )
    .ok()
}
