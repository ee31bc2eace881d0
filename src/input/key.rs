//! From a private key to the SubjectPublicKeyInfo of its public key, so that it can be compared with certificates.
//! What comes out holds nothing of the secret.

use zeroize::Zeroizing;

use super::der;
use crate::signature::{Curve, ed25519_public_key, public_point};

const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const RSASSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];
const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
const P521: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x23];

/// A private key's family and, where it could be had, the DER of its SubjectPublicKeyInfo.
#[derive(Debug, PartialEq)]
pub(super) struct PublicHalf {
    /// "RSA", "EC", "Ed25519"; empty: another or not readable.
    pub(super) algorithm: &'static str,
    /// RFC 5280 §4.1.2.7; empty: not derived.
    pub(super) spki: Vec<u8>,
}

const NONE: PublicHalf = PublicHalf {
    algorithm: "",
    spki: Vec::new(),
};

/// Reads PKCS#8 (RFC 5958 §2), PKCS#1 (RFC 8017 A.1.2) and SEC 1 (RFC 5915 §3). At most one scalar multiplication.
pub(super) fn public_half(private_key: &[u8]) -> PublicHalf {
    let Some((outer, _)) = der::read_tag(private_key, der::SEQUENCE) else {
        return NONE;
    };
    let Some((_version, rest)) = der::read_tag(outer.value, der::INTEGER) else {
        return NONE;
    };
    match der::read(rest) {
        Some((algorithm, rest)) if algorithm.tag == der::SEQUENCE => {
            pkcs8(algorithm.whole, algorithm.value, rest)
        }
        Some((modulus, _)) if modulus.tag == der::INTEGER => rsa(&rsa_algorithm(), outer.value),
        Some((secret, rest)) if secret.tag == der::OCTET_STRING => ec(None, secret.value, rest),
        _ => NONE,
    }
}

/// Whether all of a private key is there: no element of it is cut off, nor of the structure that PKCS#8 has around it
/// (RFC 5958 §2).
pub(super) fn is_whole(private_key: &[u8]) -> bool {
    let fields = der::read_tag(private_key, der::SEQUENCE).map(|(outer, _)| outer.value);
    let secret = der::elements(fields.unwrap_or_default())
        .take(3)
        .find(|field| {
            field.tag == der::OCTET_STRING && field.value.first() == Some(&der::SEQUENCE)
        });
    is_filled(private_key) && secret.is_none_or(|secret| is_filled(secret.value))
}

/// Whether `bytes` begin with a SEQUENCE that whole elements fill.
fn is_filled(bytes: &[u8]) -> bool {
    let Some((outer, _)) = der::read_tag(bytes, der::SEQUENCE) else {
        return false;
    };
    let filled: usize = der::elements(outer.value).map(|field| field.size).sum();
    outer.is_complete() && filled == outer.value.len()
}

/// RSAPublicKey (RFC 8017 A.1.1) as SubjectPublicKeyInfo; `None` where it is no such thing.
pub(super) fn rsa_public_key(rsa_public_key: &[u8]) -> Option<Vec<u8>> {
    let (outer, _) =
        der::read_tag(rsa_public_key, der::SEQUENCE).filter(|(outer, _)| outer.is_complete())?;
    let tags = der::elements(outer.value)
        .take(3)
        .map(|tlv| (tlv.tag, tlv.is_complete()));
    tags.eq([(der::INTEGER, true); 2])
        .then(|| subject_public_key_info(&rsa_algorithm(), outer.whole))
}

fn pkcs8(algorithm: &[u8], identifier: &[u8], rest: &[u8]) -> PublicHalf {
    let Some(((oid, parameters), (inner, _))) =
        der::read_tag(identifier, der::OID).zip(der::read_tag(rest, der::OCTET_STRING))
    else {
        return NONE;
    };
    match oid.value {
        RSA_ENCRYPTION | RSASSA_PSS => match der::read_tag(inner.value, der::SEQUENCE) {
            Some((key, _)) => rsa(algorithm, key.value),
            None => PublicHalf {
                algorithm: "RSA",
                ..NONE
            },
        },
        EC_PUBLIC_KEY => {
            let secret = der::read_tag(inner.value, der::SEQUENCE)
                .and_then(|(key, _)| der::read_tag(key.value, der::INTEGER))
                .and_then(|(_, rest)| der::read_tag(rest, der::OCTET_STRING));
            let curve = der::read_tag(parameters, der::OID).map(|(curve, _)| curve.value);
            match secret {
                Some((secret, rest)) => ec(curve, secret.value, rest),
                None => PublicHalf {
                    algorithm: "EC",
                    ..NONE
                },
            }
        }
        ED25519 => ed25519(algorithm, inner.value),
        _ => NONE,
    }
}

fn rsa_algorithm() -> Vec<u8> {
    let oid = der::write(der::OID, &[RSA_ENCRYPTION]);
    der::write(der::SEQUENCE, &[&oid, &[0x05, 0x00]])
}

/// `fields`: version, modulus, publicExponent and the secrets (RFC 8017 A.1.2).
fn rsa(algorithm: &[u8], fields: &[u8]) -> PublicHalf {
    let mut fields = der::elements(fields);
    let (_version, modulus, exponent) = (fields.next(), fields.next(), fields.next());
    // Traditional DSA keys are six integers, RSA's nine.
    if fields
        .next()
        .and(fields.next())
        .and(fields.next())
        .and(fields.next())
        .is_none()
    {
        return NONE;
    }
    let spki = match (modulus, exponent) {
        (Some(modulus), Some(exponent))
            if modulus.tag == der::INTEGER && exponent.tag == der::INTEGER =>
        {
            let public_key = der::write(der::SEQUENCE, &[modulus.whole, exponent.whole]);
            subject_public_key_info(algorithm, &public_key)
        }
        _ => Vec::new(),
    };
    PublicHalf {
        algorithm: "RSA",
        spki,
    }
}

/// `rest`: what follows the secret in ECPrivateKey: tag 0 the curve, tag 1 the public point; both may be missing.
fn ec(curve: Option<&[u8]>, secret: &[u8], rest: &[u8]) -> PublicHalf {
    let tagged = |n| {
        let mut fields = der::elements(rest).take(2);
        let field = fields.find(|field| field.tag == der::context(n))?;
        der::read(field.value).map(|(inner, _)| inner)
    };
    let stated = tagged(0)
        .filter(|oid| oid.tag == der::OID)
        .map(|oid| oid.value);
    let embedded = tagged(1)
        .filter(|point| point.tag == der::BIT_STRING && point.is_complete())
        .and_then(|point| point.value.strip_prefix(&[0]));
    let spki = curve.or(stated).and_then(|curve| {
        let point = match embedded {
            Some(point) => point.to_vec(),
            None => derive_point(curve, secret)?,
        };
        let [ec_public_key, curve] = [
            der::write(der::OID, &[EC_PUBLIC_KEY]),
            der::write(der::OID, &[curve]),
        ];
        let algorithm = der::write(der::SEQUENCE, &[&ec_public_key, &curve]);
        Some(subject_public_key_info(&algorithm, &point))
    });
    PublicHalf {
        algorithm: "EC",
        spki: spki.unwrap_or_default(),
    }
}

/// The uncompressed public point; `None` where the curve is another or the secret out of range.
fn derive_point(curve: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
    let curve = match curve {
        P256 => Curve::P256,
        P384 => Curve::P384,
        P521 => Curve::P521,
        _ => return None,
    };
    public_point(curve, secret)
}

/// `inner`: CurvePrivateKey, an OCTET STRING in the octet string (RFC 8410 §7).
fn ed25519(algorithm: &[u8], inner: &[u8]) -> PublicHalf {
    let seed = der::read_tag(inner, der::OCTET_STRING)
        .and_then(|(seed, _)| <[u8; 32]>::try_from(seed.value).ok())
        .map(Zeroizing::new);
    let spki = seed.map(|seed| subject_public_key_info(algorithm, &ed25519_public_key(&seed)));
    PublicHalf {
        algorithm: "Ed25519",
        spki: spki.unwrap_or_default(),
    }
}

fn subject_public_key_info(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    let bits = der::write(der::BIT_STRING, &[&[0], key]);
    der::write(der::SEQUENCE, &[algorithm, &bits])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::samples;

    #[test]
    fn the_public_half_is_what_openssl_says() {
        // (private key, algorithm, its public key as openssl pkey -pubout writes it)
        let cases = [
            ("rsa-pkcs8", "RSA", "rsa-public"),
            ("rsa-pkcs1", "RSA", "rsa-public"),
            ("p256-pkcs8", "EC", "p256-public"),
            ("p256-sec1", "EC", "p256-public"),
            ("p256-sec1-nopublic", "EC", "p256-public"),
            ("p384", "EC", "p384-public"),
            ("p521", "EC", "p521-public"),
            ("ed25519", "Ed25519", "ed25519-public"),
        ];
        for (private, algorithm, public) in cases {
            let half = public_half(&samples::key(private));
            assert_eq!(half.algorithm, algorithm, "{private}");
            assert_eq!(half.spki, samples::key(public), "{private}");
        }
    }

    #[test]
    fn what_is_no_readable_private_key_has_no_public_half() {
        for name in ["encrypted", "certificate", "rsa-public", "rsa-public-pkcs1"] {
            assert_eq!(
                public_half(&samples::key(name)).spki,
                Vec::<u8>::new(),
                "{name}"
            );
        }
        let zero_secret = [
            &[0x30, 0x2f, 2, 1, 1, 4, 0x20][..],
            &[0; 32],
            &[0xa0, 0x0a, 6, 8],
            P256,
        ]
        .concat();
        assert_eq!(public_half(&zero_secret).spki, Vec::<u8>::new());
    }

    #[test]
    fn an_rsa_public_key_becomes_subject_public_key_info() {
        let public = samples::key("rsa-public-pkcs1");
        assert_eq!(rsa_public_key(&public), Some(samples::key("rsa-public")));
        assert_eq!(rsa_public_key(&public[..public.len() - 1]), None);
        assert_eq!(rsa_public_key(&samples::key("rsa-pkcs1")), None);
    }

    #[test]
    fn no_damage_makes_it_panic() {
        for name in ["rsa-pkcs1", "p256-sec1", "ed25519"] {
            let key = samples::key(name);
            for index in 0..key.len() {
                let mut flipped = key.clone();
                flipped[index] ^= 0xff;
                public_half(&flipped);
                public_half(&key[..index]);
            }
        }
    }
}
