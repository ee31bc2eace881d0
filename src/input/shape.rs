//! Tells what a DER blob is from its outermost elements alone. Reads no field's meaning and judges nothing.

use super::der::{self, Tlv};

/// What a blob looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    Certificate,
    CertificateRequest,
    Crl,
    OcspResponse,
    Pkcs7,
    /// PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 A.1.2), SEC 1 (RFC 5915) or DSA, in the clear.
    PrivateKey,
    /// EncryptedPrivateKeyInfo (RFC 5958 §3).
    EncryptedPrivateKey,
    /// SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    PublicKey,
    /// SignedCertificateTimestampList (RFC 6962 §3.3).
    SignedCertificateTimestamps,
    Pkcs12,
    JavaKeystore,
    /// Surely none of the above, nor what is left of one.
    Other,
    /// None of the above as it stands; a damaged certificate may look so.
    Unclear,
}

const PKCS7_PREFIX: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];

/// The shape of one blob. Blobs that are cut off have a shape as well where what is left of them shows it.
pub(super) fn of(bytes: &[u8]) -> Shape {
    if bytes.starts_with(&[0xfe, 0xed, 0xfe, 0xed]) || bytes.starts_with(&[0xce, 0xce, 0xce, 0xce])
    {
        return Shape::JavaKeystore;
    }
    if is_timestamp_list(bytes) {
        return Shape::SignedCertificateTimestamps;
    }
    if let [der::SEQUENCE, 0x80, inner @ ..] = bytes {
        // BER's indefinite length, which only PKCS#7 and PKCS#12 are seen with.
        return match der::read(inner) {
            Some((oid, _)) if is_pkcs7(&oid) => Shape::Pkcs7,
            Some((version, _)) if version.value == [3] => Shape::Pkcs12,
            _ => Shape::Unclear,
        };
    }
    let Some((outer, _)) = der::read_tag(bytes, der::SEQUENCE) else {
        return Shape::Unclear;
    };
    let Some((first, rest)) = der::read(outer.value) else {
        return Shape::Unclear;
    };
    match first.tag {
        der::SEQUENCE => of_signed_or_key(&first, rest),
        der::INTEGER => of_integer(&first, rest),
        der::ENUMERATED => Shape::OcspResponse,
        der::OID if is_pkcs7(&first) => Shape::Pkcs7,
        der::OID => Shape::Other,
        _ => Shape::Unclear,
    }
}

/// SEQUENCE { SEQUENCE …: a signed structure, or a key behind its algorithm.
fn of_signed_or_key(first: &Tlv<'_>, rest: &[u8]) -> Shape {
    let mut inner = der::elements(first.value).map(|tlv| tlv.tag).take(5).fuse();
    let tags: [Option<u8>; 5] = std::array::from_fn(|_| inner.next());
    const SEQUENCE: Option<u8> = Some(der::SEQUENCE);
    const INTEGER: Option<u8> = Some(der::INTEGER);
    const TIME: [Option<u8>; 2] = [Some(der::UTC_TIME), Some(der::GENERALIZED_TIME)];
    match tags {
        [Some(0xa0), INTEGER, ..] => Shape::Certificate,
        [INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, ..] => Shape::Certificate,
        [INTEGER, SEQUENCE, SEQUENCE, Some(0xa0) | None, ..] if first.is_complete() => {
            Shape::CertificateRequest
        }
        [INTEGER, SEQUENCE, SEQUENCE, time, ..] if TIME.contains(&time) => Shape::Crl,
        [SEQUENCE, SEQUENCE, time, ..] if TIME.contains(&time) => Shape::Crl,
        [Some(der::OID), ..] => match der::read(rest).map(|(second, _)| second.tag) {
            Some(der::OCTET_STRING) => Shape::EncryptedPrivateKey,
            Some(der::BIT_STRING) => Shape::PublicKey,
            _ => Shape::Other,
        },
        _ => Shape::Unclear,
    }
}

/// SEQUENCE { INTEGER …: a private key, a PKCS#12 file, or numbers; a certificate never.
fn of_integer(first: &Tlv<'_>, rest: &[u8]) -> Shape {
    if first.value.len() > 1 {
        return Shape::Other;
    }
    match der::read(rest) {
        Some((second, _)) if second.tag == der::SEQUENCE && first.value == [3] => {
            match der::read(second.value) {
                Some((oid, _)) if is_pkcs7(&oid) => Shape::Pkcs12,
                _ => Shape::PrivateKey,
            }
        }
        Some((second, _)) => match second.tag {
            der::SEQUENCE | der::INTEGER | der::OCTET_STRING => Shape::PrivateKey,
            _ => Shape::Other,
        },
        None => Shape::PrivateKey,
    }
}

fn is_pkcs7(oid: &Tlv<'_>) -> bool {
    oid.tag == der::OID && oid.value.starts_with(PKCS7_PREFIX)
}

/// RFC 6962 §3.3: a length, then SCTs of version 0, each after its length, that fill it exactly.
fn is_timestamp_list(bytes: &[u8]) -> bool {
    /// Version, log id, timestamp, no extensions, algorithms, signature's length (RFC 6962 §3.2).
    const LEAST: usize = 1 + 32 + 8 + 2 + 2 + 2;
    let Some((length, mut rest)) = bytes.split_first_chunk::<2>() else {
        return false;
    };
    if rest.is_empty() || usize::from(u16::from_be_bytes(*length)) != rest.len() {
        return false;
    }
    while let Some((length, after)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length));
        let Some((sct, after)) = after.split_at_checked(length) else {
            return false;
        };
        if length < LEAST || sct.first() != Some(&0) {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::samples;

    #[test]
    fn each_shape_is_told_from_its_neighbours() {
        let sct = [&[0, 49, 0, 47, 0][..], &[1; 46]].concat();
        let long_sct = [&[0, 49, 0, 47, 1][..], &[1; 46]].concat();
        let oid_pkcs7_data = [&[0x06, 0x09][..], PKCS7_PREFIX, &[1]].concat();
        let pkcs12 = der::write(
            der::SEQUENCE,
            &[&[2, 1, 3], &der::write(der::SEQUENCE, &[&oid_pkcs7_data])],
        );
        let cases: &[(&[u8], Shape)] = &[
            (&samples::certificate(), Shape::Certificate),
            (&samples::request(), Shape::CertificateRequest),
            (&samples::crl(), Shape::Crl),
            (&samples::pkcs7(), Shape::Pkcs7),
            (&samples::key("rsa-pkcs8"), Shape::PrivateKey),
            (&samples::key("rsa-pkcs1"), Shape::PrivateKey),
            (&samples::key("p256-sec1"), Shape::PrivateKey),
            (&samples::key("ed25519"), Shape::PrivateKey),
            (&samples::key("encrypted"), Shape::EncryptedPrivateKey),
            (&samples::key("p256-public"), Shape::PublicKey),
            (&pkcs12, Shape::Pkcs12),
            (&sct, Shape::SignedCertificateTimestamps),
            (&long_sct, Shape::Unclear),
            (&[0x30, 0x03, 0x0a, 0x01, 0x06], Shape::OcspResponse),
            (&[0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2], Shape::JavaKeystore),
            (&[0xfe, 0xed, 0xfe, 0xee, 0, 0, 0, 2], Shape::Unclear),
            // An ECDSA signature, an object identifier, nothing, something else.
            (&[0x30, 0x08, 2, 2, 1, 1, 2, 2, 1, 1], Shape::Other),
            (&[0x30, 0x03, 6, 1, 0x2a], Shape::Other),
            (&[0x30, 0x00], Shape::Unclear),
            (&[], Shape::Unclear),
            (&[0x31, 0x00], Shape::Unclear),
        ];
        for (bytes, expected) in cases {
            assert_eq!(of(bytes), *expected, "{bytes:02x?}");
        }
    }

    /// What is left of a private key must never pass for a certificate: it would be shown.
    #[test]
    fn no_prefix_of_a_private_key_with_a_secret_in_it_is_unclear() {
        for name in [
            "rsa-pkcs8",
            "rsa-pkcs1",
            "p256-sec1",
            "p256-pkcs8",
            "ed25519",
        ] {
            let key = samples::key(name);
            for length in 10..key.len() {
                assert_eq!(
                    of(&key[..length]),
                    Shape::PrivateKey,
                    "{name} cut at {length}"
                );
            }
        }
    }
}
