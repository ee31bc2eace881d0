//! What verifying a signature costs, so that work can be bounded whatever keys an attacker chooses. Counted from what is
//! asked, never measured: the same question costs the same everywhere.

use super::key::{Curve, PublicKey};

/// Units of cost in a millisecond of WebAssembly (Node 20, opt-level 3), roughly: the numbers below were measured there. Since then RSA and
/// ECDSA have come to take a third of it; the numbers stay, as what is judged depends on them.
pub const PER_MILLISECOND: u64 = 10;

/// Octets of a message that cost one unit to digest.
const OCTETS: u64 = 8 * 1024;

/// The cost of asking whether a key made the signature of a message of `length` octets. Whether the signature is good, or of
/// the key's kind at all, does not count.
pub fn cost(key: &PublicKey, length: usize) -> u64 {
    let key = match key {
        PublicKey::Rsa { bits, exponent } | PublicKey::RsaPss { bits, exponent, .. } => {
            rsa(u64::from(*bits), *exponent)
        }
        PublicKey::Ec { curve, .. } => match curve {
            Curve::P256 => 15,
            Curve::P384 => 60,
            Curve::P521 => 80,
        },
        PublicKey::Ed25519 => 5,
        PublicKey::MlDsa44 => 5,
        PublicKey::MlDsa65 => 8,
        PublicKey::MlDsa87 => 12,
    };
    key.saturating_add(length as u64 / OCTETS)
}

/// A multiplication takes the square of the size; there is one for each bit of the exponent and for each that is set, and what
/// is done once for a key takes as long as 80. RSA-2048 with exponent 65537: 7; RSA-16384 with the largest exponent: 800.
fn rsa(bits: u64, exponent: u64) -> u64 {
    let multiplications = u64::from(64 - exponent.leading_zeros() + exponent.count_ones());
    2 + bits
        .saturating_mul(bits)
        .saturating_mul(80 + multiplications)
        * 6
        / (100 * 2048 * 2048)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_keys_exponents_and_messages_cost_more() {
        let rsa = |bits, exponent| PublicKey::Rsa { bits, exponent };
        for (cheap, dear) in [
            ((rsa(2048, 65537), 0), (rsa(4096, 65537), 0)),
            ((rsa(4096, 65537), 0), (rsa(16_384, 65537), 0)),
            ((rsa(16_384, 65537), 0), (rsa(16_384, 0x1_ffff_ffff), 0)),
            ((PublicKey::Ed25519, 0), (PublicKey::Ed25519, 1 << 20)),
        ] {
            assert!(
                cost(&cheap.0, cheap.1) < cost(&dear.0, dear.1),
                "{cheap:?} {dear:?}"
            );
        }
        // None is free.
        for key in [
            rsa(1, 3),
            rsa(1024, 3),
            PublicKey::Ed25519,
            PublicKey::MlDsa44,
        ] {
            assert!(cost(&key, 0) > 0, "{key:?}");
        }
    }
}
