//! Private keys, only as far as to their public halves: to tell whether one belongs to a certificate. What comes out holds
//! nothing of the secret; what goes in is the caller's to wipe.

use super::Curve;

/// The uncompressed public point (SEC 1 §2.3.3) of a secret; `None` where that is out of range.
pub fn public_point(curve: Curve, secret: &[u8]) -> Option<Vec<u8>> {
    let point = match curve {
        Curve::P256 => p256::SecretKey::from_slice(secret)
            .ok()?
            .public_key()
            .to_sec1_bytes(),
        Curve::P384 => p384::SecretKey::from_slice(secret)
            .ok()?
            .public_key()
            .to_sec1_bytes(),
        Curve::P521 => p521::SecretKey::from_slice(secret)
            .ok()?
            .public_key()
            .to_sec1_bytes(),
    };
    Some(point.into_vec())
}

/// The Ed25519 public key of a seed (RFC 8032 §5.1.5).
pub fn ed25519_public_key(seed: &[u8; 32]) -> [u8; 32] {
    ed25519_dalek::SigningKey::from_bytes(seed)
        .verifying_key()
        .to_bytes()
}
