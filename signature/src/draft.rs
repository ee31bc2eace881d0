//! The key of a CA that is made up. It is 1: known to everybody, so that nobody can mistake what it signs for more than a
//! draft. The only thing that is ever signed here.

use p256::ecdsa::Signature;
use p256::elliptic_curve::ops::Reduce;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{AffinePoint, FieldBytes, Scalar};

use super::digest::sha256;

/// ecdsa-with-SHA256 by the made-up CA's key, as DER: FIPS 186-5 §6.4.1 with 1 for the secret number of each signature too,
/// so that R is the base point and `s = e + r`. The crate's own signing, which keeps secrets, is large.
pub fn sign_draft(message: &[u8]) -> Vec<u8> {
    let base = AffinePoint::GENERATOR.to_sec1_point(false);
    let r = base.x().copied().map(|x| Scalar::reduce(&x));
    let r = r.unwrap_or(Scalar::ONE); // only the point at infinity has no x
    let e = Scalar::reduce(&FieldBytes::from(sha256(message)));
    match Signature::from_scalars(r, e + r) {
        Ok(signature) => signature.to_der().as_bytes().to_vec(),
        Err(_) => unreachable!("SHA-256 would have to give -r"),
    }
}

/// The made-up CA's public key: P-256's base point, uncompressed.
pub fn draft_point() -> Vec<u8> {
    AffinePoint::GENERATOR
        .to_sec1_point(false)
        .as_bytes()
        .to_vec()
}
