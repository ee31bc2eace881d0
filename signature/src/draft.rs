//! The key of a CA that is made up: known to everybody, so that nobody can mistake what it signs for more than a draft. The
//! only thing that is ever signed here.

use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};

/// ecdsa-with-SHA256 by the made-up CA's key, as DER. RFC 6979: no randomness.
pub fn sign_draft(message: &[u8]) -> Vec<u8> {
    let signature: DerSignature = key().sign(message);
    signature.as_bytes().to_vec()
}

/// The made-up CA's public key: a point of P-256, uncompressed.
pub fn draft_point() -> Vec<u8> {
    key()
        .verifying_key()
        .to_sec1_point(false)
        .as_bytes()
        .to_vec()
}

fn key() -> SigningKey {
    let mut seed = [0_u8; 32];
    if let Some(last) = seed.last_mut() {
        *last = 1;
    }
    // 1 is a scalar of the group, so this is always a key.
    match SigningKey::from_slice(&seed) {
        Ok(key) => key,
        Err(_) => unreachable!("one is a private key of P-256"),
    }
}
