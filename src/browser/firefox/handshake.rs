//! What becomes of a server's key in the TLS handshake, before its certificate is judged (NSS `lib/ssl/ssl3con.c`). The codes
//! are those of recorded verdicts (`key/leaf-…`, `key-form/leaf-…`).

use super::algorithms::RSA_PSS;
use super::reader::{Input, Reading, tag};
use super::{Code, keys};
use crate::signature::{KeyRefusal, PublicKey};

/// RSA by its name in X.509 (2.5.8.1.1).
const RSA_X500: &[u8] = &[0x55, 8, 1, 1];
/// DSA.
const DSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1];
/// DSA by its older name (`SEC_OID_SDN702_DSA_SIGNATURE`).
const DSA_OIW: &[u8] = &[0x2b, 14, 3, 2, 12];
/// X25519, which makes no signatures.
const X25519: &[u8] = &[0x2b, 0x65, 0x6e];
/// Ed25519.
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
/// ML-DSA-44, -65 and -87 with 3 and 17 to 19 after it; ML-KEM-512, -768 and -1024, which make no signatures, with 4 and 1 to 3.
const NIST: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4];
/// P-256, P-384 and P-521. NSS knows smaller ones too, which are too weak.
const CURVES: [&[u8]; 3] = [
    &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
    &[0x2b, 0x81, 4, 0, 0x22],
    &[0x2b, 0x81, 4, 0, 0x23],
];

/// Curves that NSS has no use for, though it knows that they are long enough (`SECKEY_ECParamsToKeySize`): secp256k1, SECG's and X9.62's
/// over binary fields, and Curve25519 by three names.
fn is_long(curve: &[u8]) -> bool {
    matches!(
        curve,
        [0x2b, 0x81, 4, 0, 10 | 16 | 17 | 36..=39]
            | [0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 0, 16..=20]
            | [0x2b, 6, 1, 4, 1, 0xda, 0x47, 15, 1]
            | [0x2b, 0x65, 0x6e | 0x70]
    )
}

/// Why there is no connection with this key. `read`: what our own reading makes of it.
pub(crate) fn refusal(
    spki: Input<'_>,
    read: Option<&Result<PublicKey, KeyRefusal>>,
) -> Option<Code> {
    let (oid, parameters, unused, key) = parts(spki).ok()?;
    let is_unusable = matches!(read, Some(Err(refusal)) if keys::is_useless(refusal));
    match oid.bytes {
        keys::RSA | RSA_X500 if rsa_numbers(key).is_none() => Some(Code::ExtractPublicKeyFailure),
        RSA_X500 => None, // mozilla::pkix refuses it
        // mozilla::pkix takes it, but NSS makes no key of it (`RSA_MAX_MODULUS_BITS`).
        keys::RSA if matches!(read, Some(Err(KeyRefusal::ModulusTooLarge { .. }))) => {
            Some(Code::InvalidKey)
        }
        // Nobody can sign with these, so that the handshake fails where it is shown that the server has the key.
        keys::RSA => match keys::check(spki, 0) {
            Ok(_) => is_unusable,
            Err(refusal) => refusal.code == Code::InvalidIntegerEncoding,
        }
        .then_some(Code::BadSignature),
        keys::EC => match (parameters, key.bytes) {
            (Some((tag::OID, curve)), [form, ..]) if !curve.bytes.is_empty() => match form {
                _ if is_long(curve.bytes) => Some(Code::BadCertificate),
                // Of a curve that NSS does not know the size is not known either.
                _ if !CURVES.contains(&curve.bytes) => Some(Code::WeakServerCertKey),
                2 | 3 => None,
                _ => (unused == 0 && is_unusable).then_some(Code::BadSignature),
            },
            _ => Some(Code::ExtractPublicKeyFailure),
        },
        // Firefox offers no scheme for it, so that a server that has the key has nothing to sign with; one that is too short to
        // be anybody's is sent all the same.
        DSA | DSA_OIW => match dsa_prime(parameters, key) {
            Some(prime) if bits_of(prime) >= 512 => Some(Code::NoCypherOverlap),
            Some(_) => Some(Code::WeakServerCertKey),
            None => Some(Code::ExtractPublicKeyFailure),
        },
        ED25519 | X25519 if parameters.is_some() || key.bytes.is_empty() => {
            Some(Code::ExtractPublicKeyFailure)
        }
        RSA_PSS | ED25519 => Some(Code::NoCypherOverlap),
        X25519 => Some(Code::LibraryFailure),
        [prefix @ .., 3, 17..=19] if prefix == NIST => Some(Code::NoCypherOverlap),
        [prefix @ .., 4, 1..=3] if prefix == NIST => Some(Code::LibraryFailure),
        _ => Some(Code::ExtractPublicKeyFailure),
    }
}

/// An RSAPublicKey's form (`SECKEY_RSAPublicKeyTemplate`).
fn rsa_numbers(key: Input<'_>) -> Option<&[u8]> {
    numbers(key.only(tag::SEQUENCE).ok()?, 2)
}

/// The prime of Dss-Parms, where key and parameters have their form (`SECKEY_DSAPublicKeyTemplate`, `SECKEY_PQGParamsTemplate`).
fn dsa_prime<'a>(parameters: Option<(u8, Input<'a>)>, key: Input<'a>) -> Option<&'a [u8]> {
    numbers(key, 1)?;
    let (tag, parameters) = parameters?;
    numbers(parameters, 3).filter(|_| tag == tag::SEQUENCE)
}

/// The first of so many numbers and nothing else, whatever they are, without a zero that they need not have (`siUnsignedInteger`).
fn numbers(row: Input<'_>, count: usize) -> Option<&[u8]> {
    let mut reader = row.reader();
    let mut first = None;
    for _ in 0..count {
        match reader.expect(tag::INTEGER).ok()?.bytes {
            [] | [0, 0..=0x7f, ..] => return None,
            number => first = first.or(Some(number)),
        }
    }
    reader.end().ok()?;
    first
}

/// `SECKEY_PublicKeyStrengthInBits`.
fn bits_of(number: &[u8]) -> usize {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    let significant = number.get(zeros..).unwrap_or_default();
    let unused = significant.first().map_or(0, |first| first.leading_zeros());
    significant.len() * 8 - unused as usize
}

type Parts<'a> = (Input<'a>, Option<(u8, Input<'a>)>, u8, Input<'a>);

/// The algorithm, its parameters by tag and content, how many bits of the key are unused, and the key, those bits with it.
fn parts(spki: Input<'_>) -> Reading<Parts<'_>> {
    let mut info = spki.only(tag::SEQUENCE)?.reader();
    let mut algorithm = info.expect(tag::SEQUENCE)?.reader();
    let oid = algorithm.expect(tag::OID)?;
    let bits = info.expect(tag::BIT_STRING)?;
    let (unused, key) = bits.bytes.split_first().unwrap_or((&0, &[]));
    Ok((oid, algorithm.any().ok(), *unused, Input::whole(key)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::parse_public_key;
    use mint::{Key, der};

    fn refused(spki: &[u8]) -> Option<Code> {
        refusal(Input::whole(spki), Some(&parse_public_key(spki)))
    }

    fn spki(oid: &str, parameters: &[u8], key: &[u8]) -> Vec<u8> {
        let algorithm = der::sequence(&[der::oid(oid), parameters.to_vec()]);
        der::sequence(&[algorithm, der::bit_string(key)])
    }

    #[test]
    fn keys_that_make_no_connection() {
        const EC: &str = "1.2.840.10045.2.1";
        let p256 = der::oid("1.2.840.10045.3.1.7");
        let off_curve = [&[4][..], &[1; 64]].concat();
        let rsa = |modulus: &[u8], exponent: &[u8]| {
            let key = der::sequence(&[der::tlv(2, modulus), der::tlv(2, exponent)]);
            spki("1.2.840.113549.1.1.1", &der::null(), &key)
        };
        let modulus = [&[0x7f][..], &[0x55; 255]].concat();
        let of_bits = |bits: usize| {
            let first: &[u8] = if bits == 16_384 { &[0, 0x80] } else { &[1, 0] };
            [first, &[0x55; 2047]].concat()
        };
        let numbers = der::sequence(&[der::tlv(2, &modulus), der::tlv(2, &[1, 0, 1])]);
        let dsa = |prime: &[u8]| {
            let parameters =
                der::sequence(&[der::tlv(2, prime), der::integer(11), der::integer(4)]);
            spki("1.2.840.10040.4.1", &parameters, &der::integer(8))
        };
        let dsa_parameters = |count| der::sequence(&vec![der::integer(7); count]);
        let with_unused_bit = |numbers: &[Vec<u8>]| {
            let algorithm = der::sequence(&[der::oid("1.2.840.113549.1.1.1"), der::null()]);
            let bits = der::bit_string_with_unused(1, &der::sequence(numbers));
            der::sequence(&[algorithm, bits])
        };
        for (spki, expected) in [
            (Key::p256("a").spki(), None),
            (Key::p384("a").spki(), None),
            (Key::rsa(2048, 1).spki(), None),
            (Key::ed25519("a").spki(), Some(Code::NoCypherOverlap)),
            (
                spki("1.3.101.112", &der::null(), &[1; 32]),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (
                spki("1.3.101.110", &[], &[1; 32]),
                Some(Code::LibraryFailure),
            ),
            (spki(EC, &p256, &off_curve), Some(Code::BadSignature)),
            (spki(EC, &p256, &off_curve[..40]), Some(Code::BadSignature)),
            (
                spki(EC, &der::null(), &off_curve),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (
                spki(EC, &der::oid("1.3.132.0.33"), &off_curve),
                Some(Code::WeakServerCertKey),
            ),
            (
                spki(EC, &der::oid("1.2.840.10045.3.1.1"), &off_curve),
                Some(Code::WeakServerCertKey),
            ),
            (
                spki(EC, &der::oid("1.2.3.4"), &off_curve),
                Some(Code::WeakServerCertKey),
            ),
            (
                spki(EC, &der::tlv(6, &[]), &off_curve),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (spki(EC, &p256, &[]), Some(Code::ExtractPublicKeyFailure)),
            (
                spki(EC, &der::oid("1.3.132.0.39"), &off_curve),
                Some(Code::BadCertificate),
            ),
            (
                spki(EC, &der::oid("1.3.132.0.27"), &off_curve),
                Some(Code::WeakServerCertKey),
            ),
            (
                spki("1.2.840.113549.1.1.1", &der::null(), &[2, 9, 1]),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (
                spki(EC, &der::oid("1.3.132.0.10"), &off_curve),
                Some(Code::BadCertificate),
            ),
            (
                spki("1.2.840.10040.4.1", &der::null(), &[2, 1, 8]),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (dsa(&[0x7f; 64]), Some(Code::WeakServerCertKey)),
            (
                dsa(&[&[0, 0x80][..], &[0; 63]].concat()),
                Some(Code::NoCypherOverlap),
            ),
            (
                spki("1.2.3.4", &der::null(), &[1]),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (rsa(&modulus, &[1, 0, 1]), None),
            (
                spki("2.5.8.1.1", &der::null(), &[2, 9, 1]),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (spki("2.5.8.1.1", &der::null(), &numbers), None),
            (rsa(&of_bits(16_384), &[1, 0, 1]), None),
            (rsa(&of_bits(16_385), &[1, 0, 1]), Some(Code::InvalidKey)),
            (rsa(&modulus, &[1]), Some(Code::BadSignature)),
            (rsa(&[0x80; 256], &[1, 0, 1]), Some(Code::BadSignature)),
            (rsa(&[], &[1, 0, 1]), Some(Code::ExtractPublicKeyFailure)),
            (rsa(&modulus, &[]), Some(Code::ExtractPublicKeyFailure)),
            (
                with_unused_bit(&[der::tlv(2, &modulus), der::integer(3)]),
                None,
            ),
            (
                with_unused_bit(&[der::tlv(2, &modulus)]),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (
                spki("1.3.101.112", &[], &[]),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (
                spki("1.3.101.110", &der::null(), &[1; 32]),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (
                spki("2.16.840.1.101.3.4.4.2", &[], &[1; 1184]),
                Some(Code::LibraryFailure),
            ),
            (
                spki("2.16.840.1.101.3.4.4.4", &[], &[1; 1184]),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (
                spki(EC, &der::oid("1.3.101.110"), &[1; 32]),
                Some(Code::BadCertificate),
            ),
            (
                spki(EC, &der::oid("1.3.101.111"), &[1; 56]),
                Some(Code::WeakServerCertKey),
            ),
            (
                spki(EC, &der::oid("1.2.840.10045.3.0.16"), &off_curve),
                Some(Code::BadCertificate),
            ),
            (
                spki("1.3.14.3.2.12", &dsa_parameters(3), &der::integer(8)),
                Some(Code::WeakServerCertKey),
            ),
            (
                spki("1.2.840.10040.4.1", &dsa_parameters(2), &der::integer(8)),
                Some(Code::ExtractPublicKeyFailure),
            ),
            (
                spki("1.2.840.10040.4.1", &dsa_parameters(3), &der::null()),
                Some(Code::ExtractPublicKeyFailure),
            ),
        ] {
            assert_eq!(refused(&spki), expected, "{spki:02x?}");
        }
    }
}
