//! The keys that mozilla::pkix takes (`pkixcheck.cpp`, `CheckSubjectPublicKeyInfo`).

use super::Code;
use super::algorithms::Kind;
use super::reader::{Input, Reading, Refusal, bad_der, tag};
use crate::oid::Oid;
use crate::signature::KeyRefusal;

/// A key of a kind that Firefox takes, as far as it judges it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The size as Firefox counts it: whole bytes of the modulus, times eight.
    Rsa { bits: u32 },
    /// P-256, P-384 or P-521.
    Ec,
}

/// RSA keys and signatures: what Firefox wants, and what it makes do with below roots that are not its own
/// (`CertVerifier.cpp`, `MIN_RSA_BITS`, `MIN_RSA_BITS_WEAK`).
pub(super) const RSA_BITS: u32 = 2048;
pub(super) const RSA_BITS_WEAK: u32 = 1024;

/// rsaEncryption.
pub(super) const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
/// id-ecPublicKey.
pub(super) const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
/// Named curves and the length of a coordinate.
const CURVES: &[(&[u8], usize)] = &[
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7], 32),
    (&[0x2b, 0x81, 4, 0, 0x22], 48),
    (&[0x2b, 0x81, 4, 0, 0x23], 66),
];

/// No signature verifies with such a key. Keys beyond the sizes that we verify with are not meant.
pub(crate) fn is_useless(refusal: &KeyRefusal) -> bool {
    !matches!(refusal, KeyRefusal::ModulusTooLarge { .. })
}

/// What NSS does not take for a key, though mozilla::pkix does: a point that is none, an exponent that makes no signature.
pub(super) fn is_none(refusal: &KeyRefusal) -> bool {
    !matches!(
        refusal,
        KeyRefusal::ModulusEven
            | KeyRefusal::ModulusTooLarge { .. }
            | KeyRefusal::ExponentEven
            | KeyRefusal::ExponentTooLarge
    )
}

/// Whether a key is of the kind that an algorithm is for, and the signature of its form (`VerifySignedData`). The two numbers of an
/// ECDSA signature are read before the key's kind is asked, and must have room in it (`EncodedECDSASignatureToRawPoint`).
pub(super) fn fits(kind: Kind, spki: Input<'_>, signature: Input<'_>) -> Result<(), Code> {
    let bits = match check(spki, 0) {
        Ok(Key::Rsa { bits }) => Some(bits),
        _ => None,
    };
    match (kind, bits) {
        (Kind::Ecdsa, _) => {
            let octets = longer_number(signature).map_err(|_| Code::BadSignature)?;
            match bits {
                Some(bits) if octets as u32 * 16 > bits => Err(Code::BadSignature),
                Some(_) => Err(Code::InvalidKey),
                None => Ok(()),
            }
        }
        (_, None) => Err(Code::InvalidKey),
        (_, Some(_)) if signature.bytes.is_empty() => Err(Code::InvalidArgs),
        (_, Some(_)) => Ok(()),
    }
}

/// `ECDSASigValue`: how many octets the longer number has.
fn longer_number(signature: Input<'_>) -> Reading<usize> {
    let mut numbers = signature.only(tag::SEQUENCE)?.reader();
    let octets = numbers.positive_integer()?.max(numbers.positive_integer()?);
    numbers.end()?;
    Ok(octets)
}

/// What the algorithm is called, with its curve.
pub(crate) fn algorithm(spki: Input<'_>) -> String {
    let names = || {
        let mut algorithm = spki
            .only(tag::SEQUENCE)?
            .reader()
            .expect(tag::SEQUENCE)?
            .reader();
        let name = Oid::from_content(algorithm.expect(tag::OID)?.bytes).label();
        let curve = algorithm
            .expect(tag::OID)
            .map(|oid| Oid::from_content(oid.bytes).label());
        Ok::<_, Refusal>(curve.map_or(name.clone(), |curve| format!("{name}, {curve}")))
    };
    names().unwrap_or_default()
}

/// Reads a SubjectPublicKeyInfo. `minimum` is of RSA keys, in bits; it is asked before what follows the modulus is read.
pub(crate) fn check(spki: Input<'_>, minimum: u32) -> Reading<Key> {
    let mut info = spki.only(tag::SEQUENCE)?.reader();
    let mut algorithm = info.expect(tag::SEQUENCE)?.reader();
    let bits = info.octets_of_bit_string()?;
    info.end()?;
    let oid = algorithm.expect(tag::OID)?;
    let key = match oid.bytes {
        EC => {
            let curve = algorithm.expect(tag::OID)?;
            let found = CURVES.iter().find(|(known, _)| *known == curve.bytes);
            let (_, coordinate) = found.ok_or(Refusal {
                code: Code::UnsupportedEllipticCurve,
                rule: "an elliptic curve other than P-256, P-384 and P-521",
                offset: curve.offset,
            })?;
            match bits.bytes {
                [] => return Err(bad_der("an empty key", bits.offset)),
                [4, point @ ..] if point.len() == coordinate * 2 => Key::Ec,
                [4, ..] => {
                    return Err(bad_der(
                        "a point of another length than the curve's",
                        bits.offset,
                    ));
                }
                _ => {
                    return Err(Refusal {
                        code: Code::UnsupportedEcPointForm,
                        rule: "a point that is not in uncompressed form",
                        offset: bits.offset,
                    });
                }
            }
        }
        RSA => {
            if !algorithm.expect(tag::NULL)?.bytes.is_empty() {
                return Err(bad_der("a NULL with content", oid.offset));
            }
            let mut key = bits.reader();
            let mut numbers = key.expect(tag::SEQUENCE)?.reader();
            let size = numbers.positive_integer()? as u32 * 8;
            if size < minimum {
                return Err(Refusal {
                    code: Code::InadequateKeySize,
                    rule: "an RSA key that is too short",
                    offset: bits.offset,
                });
            }
            numbers.positive_integer()?; // the exponent's value is not judged
            numbers.end()?;
            key.end()?;
            Key::Rsa { bits: size }
        }
        _ => {
            return Err(Refusal {
                code: Code::UnsupportedKeyAlgorithm,
                rule: "a key that is neither RSA nor EC",
                offset: oid.offset,
            });
        }
    };
    algorithm.end()?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mint::der;

    fn spki(oid: &str, parameters: &[u8], key: &[u8]) -> Vec<u8> {
        let algorithm = der::sequence(&[der::oid(oid), parameters.to_vec()]);
        der::sequence(&[algorithm, der::tlv(3, &[&[0], key].concat())])
    }

    fn rsa(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
        let key = der::sequence(&[der::tlv(2, modulus), der::tlv(2, exponent)]);
        spki("1.2.840.113549.1.1.1", &der::null(), &key)
    }

    fn point(form: u8, length: usize) -> Vec<u8> {
        [&[form], vec![7; length].as_slice()].concat()
    }

    #[test]
    fn rsa_keys_count_in_bytes() {
        let modulus = |first: u8, length: usize| {
            let mut bytes = vec![0x55; length];
            bytes[0] = first;
            if first >= 0x80 {
                [vec![0], bytes].concat()
            } else {
                bytes
            }
        };
        for (modulus, exponent, expected) in [
            (modulus(0x80, 256), &[1, 0, 1][..], Ok(2048)),
            (modulus(0x01, 256), &[1, 0, 1], Ok(2048)), // 2041 bits
            (modulus(0x80, 255), &[1, 0, 1], Err(Code::InadequateKeySize)), // 2040 bits
            (modulus(0x80, 256), &[1], Ok(2048)),
            (modulus(0x80, 256), &[0], Err(Code::InvalidIntegerEncoding)),
            (modulus(0x80, 255), &[0], Err(Code::InadequateKeySize)),
            (
                vec![0x80; 256],
                &[1, 0, 1],
                Err(Code::InvalidIntegerEncoding),
            ),
        ] {
            let found = check(Input::whole(&rsa(&modulus, exponent)), 2048);
            let found = found.map_err(|refusal| refusal.code);
            assert_eq!(found, expected.map(|bits| Key::Rsa { bits }));
        }
    }

    #[test]
    fn kinds_parameters_and_forms() {
        const EC: &str = "1.2.840.10045.2.1";
        let (p256, p521) = (der::oid("1.2.840.10045.3.1.7"), der::oid("1.3.132.0.35"));
        for (bytes, expected) in [
            (spki(EC, &p256, &point(4, 64)), Ok(Key::Ec)),
            (spki(EC, &p521, &point(4, 132)), Ok(Key::Ec)),
            (spki(EC, &p256, &point(4, 63)), Err(Code::BadDer)),
            (
                spki(EC, &p256, &point(2, 32)),
                Err(Code::UnsupportedEcPointForm),
            ),
            (spki(EC, &p256, &[]), Err(Code::BadDer)),
            (spki(EC, &[], &point(4, 64)), Err(Code::BadDer)),
            (
                spki(EC, &[p256.clone(), der::null()].concat(), &point(4, 64)),
                Err(Code::BadDer),
            ),
            (
                spki(EC, &der::oid("1.3.132.0.10"), &point(4, 64)),
                Err(Code::UnsupportedEllipticCurve),
            ),
            (
                spki("1.3.101.112", &[], &[1; 32]),
                Err(Code::UnsupportedKeyAlgorithm),
            ),
            (
                spki("1.2.840.113549.1.1.10", &[], &[1; 32]),
                Err(Code::UnsupportedKeyAlgorithm),
            ),
            (
                spki("1.2.840.113549.1.1.1", &[], &[1; 32]),
                Err(Code::BadDer),
            ),
        ] {
            let found = check(Input::whole(&bytes), 1024).map_err(|refusal| refusal.code);
            assert_eq!(found, expected, "{bytes:02x?}");
        }
    }
}
