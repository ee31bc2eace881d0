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
    /// OCSPRequest (RFC 6960 §4.1.1).
    OcspRequest,
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
        [SEQUENCE, None | Some(0xa2), None, ..] if asks_about_certificates(first) => {
            Shape::OcspRequest
        }
        [Some(der::OID), ..] => match der::read(rest).map(|(second, _)| second.tag) {
            Some(der::OCTET_STRING) => Shape::EncryptedPrivateKey,
            Some(der::BIT_STRING) => Shape::PublicKey,
            _ => Shape::Other,
        },
        _ => Shape::Unclear,
    }
}

/// TBSRequest { requestList { Request { CertID { hashAlgorithm, issuerNameHash, … (RFC 6960 §4.1.1).
fn asks_about_certificates(tbs_request: &Tlv<'_>) -> bool {
    let mut inner = tbs_request.value;
    for _ in 0..3 {
        let Some((tlv, _)) = der::read_tag(inner, der::SEQUENCE) else {
            return false;
        };
        inner = tlv.value;
    }
    let tags = der::elements(inner).map(|tlv| tlv.tag).take(3);
    tags.eq([der::SEQUENCE, der::OCTET_STRING, der::OCTET_STRING])
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

/// Whether bytes without a shape may be what is left of a private key: then they are not shown, whatever their label or
/// place says. Looks for what a key has at its beginning and nothing else has there, wherever one byte or two are wrong.
pub(super) fn resembles_private_key(bytes: &[u8]) -> bool {
    let positions = |count| (0..bytes.len().min(count)).filter_map(|at| bytes.get(at..));
    // A version at once: every private key has one, a certificate has its signed part there.
    let first = der::read_tag(bytes, der::SEQUENCE).and_then(|(outer, _)| der::read(outer.value));
    let is_versioned =
        first.is_some_and(|(first, _)| first.tag == der::INTEGER && first.value.len() <= 1);
    is_versioned || positions(40).any(is_secret_of_algorithm) || positions(12).any(is_secret)
}

/// An algorithm of keys and its parameters, then an OCTET STRING: PKCS#8 (RFC 5958 §2). Behind the same algorithm, a
/// certificate has a BIT STRING or a name.
fn is_secret_of_algorithm(bytes: &[u8]) -> bool {
    let mut algorithms = KEY_ALGORITHMS.iter();
    let Some(after_oid) = algorithms.find_map(|oid| bytes.strip_prefix(*oid)) else {
        return false;
    };
    let is_octets = |rest: &[u8]| rest.first() == Some(&der::OCTET_STRING);
    is_octets(after_oid) || der::read(after_oid).is_some_and(|(_, rest)| is_octets(rest))
}

/// What only a private key has after its version.
fn is_secret(bytes: &[u8]) -> bool {
    match bytes {
        [der::SEQUENCE, _, algorithm @ ..] => is_secret_of_algorithm(algorithm),
        // PKCS#1 and DSA: a large INTEGER (RFC 8017 A.1.2). A serial number has twenty octets.
        [der::INTEGER, 0x81, 0x40..=0xff, ..] | [der::INTEGER, 0x82, ..] => true,
        // SEC 1: an OCTET STRING of the field's size, then [0] or [1] or nothing (RFC 5915 §3).
        [der::OCTET_STRING, length @ 20..=72, secret @ ..] => {
            let after = secret.get(usize::from(*length)..);
            after.is_some_and(|after| matches!(after.first(), None | Some(0xa0 | 0xa1)))
        }
        _ => false,
    }
}

/// Where PEM begins in bytes that are not one whole SEQUENCE. Linear.
pub(super) fn find_pem(bytes: &[u8]) -> Option<usize> {
    const BEGIN: &[u8] = b"-----BEGIN";
    let mut words = bytes.windows(BEGIN.len());
    let begin = || words.position(|word| word == BEGIN);
    (!der::is_sequence(bytes)).then(begin).flatten()
}

/// Where in `bytes` a private key in the clear begins: one that stands behind something else, whose frame is lost or does
/// not fit. Linear.
pub(super) fn find_private_key(bytes: &[u8]) -> Option<usize> {
    let version = (0..bytes.len()).find(|at| bytes.get(*at..).is_some_and(is_version_of_key))?;
    let starts = [4, 3, 2].into_iter().filter_map(|n| version.checked_sub(n));
    let start = starts.filter(|start| {
        let header = bytes.get(*start..version).unwrap_or_default();
        matches!(
            header,
            [der::SEQUENCE, 0x82, _, _] | [der::SEQUENCE, 0x81, _] | [der::SEQUENCE, _]
        )
    });
    Some(start.min().unwrap_or(version))
}

/// A private key's version, which for SEC 1 is 1, and what only a private key has after it.
fn is_version_of_key(bytes: &[u8]) -> bool {
    match bytes {
        [der::INTEGER, 1, 0, der::OCTET_STRING, ..] => false,
        [der::INTEGER, 1, 0 | 1, secret @ ..] => is_secret(secret),
        _ => false,
    }
}

/// Whether bytes without a shape may be what is left of a certificate or of another thing that is public: they begin as it
/// does, or the identifier of a name's attribute or of an extension is in them.
pub(super) fn resembles_certificate(bytes: &[u8]) -> bool {
    matches!(bytes, [der::SEQUENCE, 0x80..=0x84, ..])
        || bytes
            .windows(4)
            .any(|word| matches!(word, [der::OID, 3, 0x55, 0x04 | 0x1d]))
}

/// The identifiers of keys' algorithms, whole: RSA, RSASSA-PSS, EC, DSA, DH, and 1.3.101.110 to 113 (X25519 to Ed448); and
/// of keys' encryption, PBES2 (RFC 8018 §A.4).
const KEY_ALGORITHMS: &[&[u8]] = &[
    &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1],
    &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10],
    &[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1],
    &[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1],
    &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 3, 1],
    &[6, 3, 0x2b, 0x65, 110],
    &[6, 3, 0x2b, 0x65, 111],
    &[6, 3, 0x2b, 0x65, 112],
    &[6, 3, 0x2b, 0x65, 113],
    &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13],
    // ML-DSA-44, -65, -87.
    &[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17],
    &[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 18],
    &[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 19],
];

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
            (&ocsp_request(&[4, 1, 9]), Shape::OcspRequest),
            (&ocsp_request(&[2, 1, 9]), Shape::Unclear),
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

    /// For one certificate; `name_hash` is the CertID's issuerNameHash.
    fn ocsp_request(name_hash: &[u8]) -> Vec<u8> {
        let cert_id: &[&[u8]] = &[&[0x30, 3, 6, 1, 0x2a], name_hash, &[4, 1, 8, 2, 1, 5]];
        (0..4).fold(der::write(der::SEQUENCE, cert_id), |inner, _| {
            der::write(der::SEQUENCE, &[&inner])
        })
    }

    #[test]
    fn a_private_key_is_found_behind_something_else() {
        let certificate = samples::certificate();
        for name in [
            "rsa-pkcs8",
            "rsa-pkcs1",
            "p256-sec1",
            "p256-sec1-nopublic",
            "p256-pkcs8",
            "ed25519",
        ] {
            let key = samples::key(name);
            assert_eq!(find_private_key(&key), Some(0), "{name}");
            let both = [&certificate[..], &key].concat();
            assert_eq!(find_private_key(&both), Some(certificate.len()), "{name}");
            let headless = [&certificate[..], &key[key.len().min(4)..]].concat();
            let found = find_private_key(&headless);
            assert!(
                found.is_none_or(|at| at >= certificate.len()),
                "{name}: {found:?}"
            );
        }
        for name in [
            "certificate",
            "request",
            "crl",
            "pkcs7",
            "rsa-public",
            "rsa-public-pkcs1",
            "p256-public",
            "encrypted",
        ] {
            assert_eq!(find_private_key(&samples::key(name)), None, "{name}");
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
