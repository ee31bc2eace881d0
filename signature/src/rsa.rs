//! RSA signatures, by the crate `rsa`.

use std::cell::RefCell;

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
    let Ok(signature) =
        rsa::pkcs1v15::Signature::from_bytes_with_max_len(signature, MAX_SIGNATURE_SIZE)
    else {
        return false;
    };
    rsa::pkcs1v15::VerifyingKey::<D>::new(public_key(key.modulus, key.exponent))
        .verify(message, &signature)
        .is_ok()
}

fn pss<D: Digest + FixedOutputReset>(
    key: &RsaKey<'_>,
    salt_length: u32,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let (Ok(signature), Ok(salt_length)) = (
        rsa::pss::Signature::from_bytes_with_max_len(signature, MAX_SIGNATURE_SIZE),
        usize::try_from(salt_length),
    ) else {
        return false;
    };
    let key = public_key(key.modulus, key.exponent);
    rsa::pss::VerifyingKey::<D>::new_with_salt_len(key, salt_length)
        .verify(message, &signature)
        .is_ok()
}

thread_local! {
    /// The keys asked about last, the newest first.
    static READY: RefCell<Vec<Ready>> = const { RefCell::new(Vec::new()) };
}

/// How many keys are kept ready, at most: a chain has few, and those who issue many certificates have fewer still.
const MAX_READY: usize = 8;

/// A key that the crate has made ready: the numbers that it derives from a modulus take it a tenth of the time of a verification.
/// All of it is public.
struct Ready {
    modulus: Box<[u8]>,
    exponent: u64,
    key: rsa::PublicKey,
}

/// The key as the crate wants it.
fn public_key(modulus: &[u8], exponent: u64) -> rsa::PublicKey {
    READY.with_borrow_mut(|ready| {
        let is_it = |kept: &Ready| *kept.modulus == *modulus && kept.exponent == exponent;
        let found = match ready.iter().position(is_it) {
            Some(at) => ready.remove(at),
            None => make_ready(modulus, exponent),
        };
        let answer = found.key.clone();
        ready.truncate(MAX_READY - 1);
        ready.insert(0, found);
        answer
    })
}

fn make_ready(modulus: &[u8], exponent: u64) -> Ready {
    // That the modulus is odd, and of a size that is let through, has been seen.
    let key = rsa::PublicKey::new_unchecked(
        rsa::BoxedUint::from_be_slice_vartime(modulus),
        rsa::BoxedUint::from(exponent),
    );
    Ready {
        modulus: modulus.into(),
        exponent,
        key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rsa::traits::PublicKeyParts;

    #[test]
    fn the_keys_asked_about_last_are_kept() {
        let moduli: Vec<Vec<u8>> = (0..3 * MAX_READY)
            .map(|number| {
                let last = 2 * number as u8 + 1;
                [&[0xff; 127][..], &[last]].concat()
            })
            .collect();
        let ask = |modulus: &[u8], exponent| {
            let key = public_key(modulus, exponent);
            assert_eq!(*key.n().to_be_bytes(), *modulus);
            assert_eq!(*key.e(), rsa::BoxedUint::from(exponent));
        };
        let kept = |modulus: &[u8]| {
            READY.with_borrow(|ready| ready.iter().any(|kept| *kept.modulus == *modulus))
        };
        for modulus in &moduli {
            ask(modulus, 65_537);
            ask(&moduli[0], 65_537);
            assert!(READY.with_borrow(|ready| ready.len() <= MAX_READY));
        }
        assert!(kept(&moduli[0]) && kept(moduli.last().unwrap()));
        assert!(!kept(&moduli[1]));
        // The same modulus with another exponent is another key.
        ask(&moduli[0], 3);
        ask(&moduli[1], 65_537);
    }
}
