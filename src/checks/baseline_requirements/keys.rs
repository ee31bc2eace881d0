//! Public keys and signature algorithms: the few that a public CA may use.

use crate::checks::{Link, Path};
use crate::finding::{Check, Fault, Records};
use crate::path::Role;
use crate::signature::{Curve, Hash, PublicKey, Scheme};

/// Asks about the certificate's key, and about the algorithm that it is signed with (not of an anchor).
pub(super) fn check(path: &Path<'_>, link: Link<'_>, records: &mut Records) {
    let (check, index) = (Check::PublicKeyNotPermitted, Some(link.index));
    match link.contents.public_key {
        // What cannot be read, or is of no kind known here, has a fault of its own.
        Err(_) => records.not_checked(check, index),
        Ok(key) => {
            let fault = key_problem(key).map(|problem| Fault::PublicKeyNotPermitted {
                algorithm: key.algorithm_name().to_owned(),
                bits: key.bits(),
                problem,
            });
            records.judge(check, index, fault);
        }
    }
    if link.role != Role::Anchor {
        let issuer = path.candidate.chain.get(link.place + 1);
        let issuer_key = issuer
            .and_then(|issuer| path.pool.contents(*issuer))
            .and_then(|contents| contents.public_key.ok());
        signature_algorithm(link, issuer_key, records);
    }
}

/// §6.1.5: RSA: "the modulus size, when encoded, is at least 2048 bits, and [...] the modulus size, in bits, is evenly
/// divisible by 8"; ECDSA: "a valid point on the NIST P-256, NIST P-384 or NIST P-521 elliptic curve. No other algorithms or
/// key sizes are permitted." §7.1.3.1.1: RSA keys "MUST use" rsaEncryption; "The CA SHALL NOT use a different algorithm,
/// such as the id-RSASSA-PSS".
fn key_problem(key: PublicKey) -> Option<&'static str> {
    match key {
        PublicKey::Rsa { bits, .. } if bits < 2048 => {
            Some("an RSA key must have at least 2048 bits")
        }
        PublicKey::Rsa { bits, .. } if bits % 8 != 0 => {
            Some("the size of an RSA key must be divisible by 8")
        }
        PublicKey::Rsa { .. } | PublicKey::Ec { .. } => None,
        PublicKey::RsaPss { .. } => Some("an RSA key must be marked as rsaEncryption"),
        PublicKey::Ed25519 | PublicKey::MlDsa44 | PublicKey::MlDsa65 | PublicKey::MlDsa87 => {
            Some("only RSA and the curves P-256, P-384 and P-521 are permitted")
        }
    }
}

fn signature_algorithm(link: Link<'_>, issuer_key: Option<PublicKey>, records: &mut Records) {
    let (check, index) = (Check::SignatureAlgorithmNotPermitted, Some(link.index));
    let Ok(scheme) = link.contents.scheme else {
        return records.not_applicable(check, index); // refused by a rule of its own
    };
    let fault = scheme_problem(scheme, issuer_key.and_then(PublicKey::curve)).map(|problem| {
        Fault::SignatureAlgorithmNotPermitted {
            algorithm: link.contents.outer_algorithm.oid.label(),
            problem,
        }
    });
    records.judge(check, index, fault);
}

/// §7.1.3.2.1: RSASSA-PKCS1-v1_5 with SHA-256, SHA-384 or SHA-512, RSASSA-PSS with a salt as long as the digest. §7.1.3.2.2:
/// "If the signing key is P-256, the signature MUST use ECDSA with SHA-256", P-384 with SHA-384, P-521 with SHA-512.
fn scheme_problem(scheme: Scheme, issuer_curve: Option<Curve>) -> Option<&'static str> {
    match (scheme, issuer_curve) {
        (Scheme::RsaPss { hash, salt_length }, _) if salt_length != hash.size() => {
            Some("the salt must be as long as the digest")
        }
        (Scheme::RsaPkcs1(_) | Scheme::RsaPss { .. }, _) => None,
        (Scheme::Ecdsa(Hash::Sha256), Some(Curve::P256) | None)
        | (Scheme::Ecdsa(Hash::Sha384), Some(Curve::P384) | None)
        | (Scheme::Ecdsa(Hash::Sha512), Some(Curve::P521) | None) => None,
        (Scheme::Ecdsa(_), Some(_)) => {
            Some("the digest must be the one that goes with the issuer's curve")
        }
        (Scheme::Ed25519 | Scheme::MlDsa44 | Scheme::MlDsa65 | Scheme::MlDsa87, _) => {
            Some("only RSA and ECDSA signatures are permitted")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::PointForm;

    #[test]
    fn few_keys_are_permitted() {
        let rsa = |bits| PublicKey::Rsa {
            bits,
            exponent: 65537,
        };
        let ec = PublicKey::Ec {
            curve: Curve::P521,
            form: PointForm::Uncompressed,
        };
        let pss = PublicKey::RsaPss {
            bits: 2048,
            exponent: 65537,
            restriction: None,
        };
        for (key, permitted) in [
            (rsa(2040), false),
            (rsa(2048), true),
            (rsa(2052), false),
            (rsa(2056), true),
            (ec, true),
            (pss, false),
            (PublicKey::Ed25519, false),
            (PublicKey::MlDsa65, false),
        ] {
            assert_eq!(key_problem(key).is_none(), permitted, "{key:?}");
        }
    }

    #[test]
    fn a_curve_has_one_digest() {
        let pss = |salt_length| Scheme::RsaPss {
            hash: Hash::Sha256,
            salt_length,
        };
        for (scheme, curve, permitted) in [
            (Scheme::Ecdsa(Hash::Sha256), Some(Curve::P256), true),
            (Scheme::Ecdsa(Hash::Sha384), Some(Curve::P256), false),
            (Scheme::Ecdsa(Hash::Sha256), Some(Curve::P384), false),
            (Scheme::Ecdsa(Hash::Sha512), Some(Curve::P521), true),
            (Scheme::Ecdsa(Hash::Sha512), None, true),
            (Scheme::RsaPkcs1(Hash::Sha384), None, true),
            (pss(32), None, true),
            (pss(20), None, false),
            (Scheme::Ed25519, None, false),
        ] {
            let found = scheme_problem(scheme, curve);
            assert_eq!(found.is_none(), permitted, "{scheme:?} {curve:?}");
        }
    }
}
