//! A draft of the certificate that a CA would make of a request. It has the subject, the key and the extensions that the request
//! asks for, and of its own accord what every CA adds: dates, key identifier, purpose, a policy, an address.
//!
//! It is issued by a CA that is made up here. That CA's key is published (`signature::sign_draft`), so nobody trusts it; whoever
//! judges a draft gives the CA's certificate as an anchor of their own. Reads nothing but the request, and judges nothing.

use super::{Request, extension_oid};
use crate::der::tlv;
use crate::oid::known;
use crate::request::Purpose;
use crate::signature::{draft_point, sha1, sha256, sign_draft};
use crate::time::Time;

const NINETY_DAYS: i64 = 90 * 86_400;

const SEQUENCE: u8 = 0x30;
const OID: u8 = 6;

/// 2.23.140.1.2.1: the subject's control of its names was validated, and nothing else (Baseline Requirements 7.1.6.1).
const DOMAIN_VALIDATED: &[u8] = &[0x67, 0x81, 0x0c, 1, 2, 1];

/// The certificate, with the request's extensions as they stand and those that it leaves to the CA.
pub(super) fn draft(request: &Request<'_>, time: Time, purpose: Purpose) -> Vec<u8> {
    let is_asked_for = |oid: &[u8]| {
        let mut asked = request.extensions.iter();
        asked.any(|extension| extension_oid(*extension).is_some_and(|found| found.content() == oid))
    };
    let mut extensions: Vec<Vec<u8>> = request
        .extensions
        .iter()
        .filter(|extension| {
            extension_oid(**extension)
                .is_none_or(|oid| oid.content() != known::AUTHORITY_KEY_IDENTIFIER)
        })
        .map(|extension| extension.bytes().to_vec())
        .collect();
    for (oid, critical, value) in added(purpose) {
        if !is_asked_for(oid) {
            extensions.push(extension(oid, critical, &value));
        }
    }
    // A serial number of 16 bytes, positive, that depends on the request alone.
    let mut serial: Vec<u8> = sha256(request.info.bytes()).into_iter().take(16).collect();
    if let Some(first) = serial.first_mut() {
        *first = (*first & 0x3f) | 0x40;
    }
    let until = Time::from_unix(time.unix().saturating_add(NINETY_DAYS - 1));
    let list: Vec<&[u8]> = extensions.iter().map(Vec::as_slice).collect();
    sign(&[
        &tlv(0xa0, &[&[2, 1, 2]]),
        &tlv(2, &[&serial]),
        &algorithm(),
        &issuer_name(),
        &validity(time, until),
        request.subject.bytes(),
        request.spki.bytes(),
        &tlv(0xa3, &[&tlv(SEQUENCE, &list)]),
    ])
}

/// What a CA adds where it was not asked for: OID, criticality and value of each extension.
fn added(purpose: Purpose) -> [(&'static [u8], bool, Vec<u8>); 6] {
    let purpose: &[u8] = match purpose {
        Purpose::Client => known::CLIENT_AUTH,
        Purpose::Server | Purpose::Any => known::SERVER_AUTH,
    };
    let key_identifier = tlv(0x80, &[&sha1(&pretend_spki())]);
    let policy = tlv(SEQUENCE, &[&tlv(OID, &[DOMAIN_VALIDATED])]);
    let issuer = tlv(0x86, &[b"http://ca.example/ca.crt"]);
    let access = tlv(SEQUENCE, &[&tlv(OID, &[known::CA_ISSUERS]), &issuer]);
    let crl = tlv(0x86, &[b"http://ca.example/ca.crl"]);
    let point = tlv(SEQUENCE, &[&tlv(0xa0, &[&tlv(0xa0, &[&crl])])]);
    let one = |element: &[u8]| tlv(SEQUENCE, &[element]);
    [
        (known::AUTHORITY_KEY_IDENTIFIER, false, one(&key_identifier)),
        (known::KEY_USAGE, true, vec![3, 2, 7, 0x80]), // digitalSignature
        (known::EXTENDED_KEY_USAGE, false, one(&tlv(OID, &[purpose]))),
        (known::CERTIFICATE_POLICIES, false, one(&policy)),
        (known::AUTHORITY_INFO_ACCESS, false, one(&access)),
        (known::CRL_DISTRIBUTION_POINTS, false, one(&point)),
    ]
}

/// The made-up CA's SubjectPublicKeyInfo.
fn pretend_spki() -> Vec<u8> {
    const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
    const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
    let point = draft_point();
    tlv(
        SEQUENCE,
        &[
            &tlv(SEQUENCE, &[&tlv(OID, &[EC_PUBLIC_KEY]), &tlv(OID, &[P256])]),
            &tlv(3, &[&[0], &point]),
        ],
    )
}

fn issuer_name() -> Vec<u8> {
    let attribute = tlv(
        SEQUENCE,
        &[
            &tlv(OID, &[known::COMMON_NAME]),
            &tlv(12, &[b"A CA that certlens makes up"]),
        ],
    );
    tlv(SEQUENCE, &[&tlv(0x31, &[&attribute])])
}

/// ecdsa-with-SHA256.
fn algorithm() -> Vec<u8> {
    tlv(
        SEQUENCE,
        &[&tlv(OID, &[&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]])],
    )
}

fn validity(from: Time, until: Time) -> Vec<u8> {
    tlv(SEQUENCE, &[&moment(from), &moment(until)])
}

/// UTCTime until 2049, GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5).
fn moment(time: Time) -> Vec<u8> {
    let text: String = time
        .to_string()
        .chars()
        .filter(|c| c.is_ascii_digit())
        .collect();
    match text.get(..4) {
        Some(year) if ("1950".."2050").contains(&year) => {
            tlv(23, &[text.get(2..).unwrap_or_default().as_bytes(), b"Z"])
        }
        _ => tlv(24, &[text.as_bytes(), b"Z"]),
    }
}

fn extension(oid: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let flag: &[u8] = if critical { &[1, 1, 0xff] } else { &[] };
    tlv(SEQUENCE, &[&tlv(OID, &[oid]), flag, &tlv(4, &[value])])
}

/// The made-up CA's own certificate.
pub(super) fn issuer() -> Vec<u8> {
    let spki = pretend_spki();
    let extensions = [
        extension(known::BASIC_CONSTRAINTS, true, &[0x30, 3, 1, 1, 0xff]),
        extension(known::KEY_USAGE, true, &[3, 2, 1, 6]), // keyCertSign, cRLSign
        extension(
            known::SUBJECT_KEY_IDENTIFIER,
            false,
            &tlv(4, &[&sha1(&spki)]),
        ),
    ];
    let extensions: Vec<&[u8]> = extensions.iter().map(Vec::as_slice).collect();
    let name = issuer_name();
    let (from, until) = (Time::from_unix(0), Time::from_unix(253_402_300_799));
    sign(&[
        &tlv(0xa0, &[&[2, 1, 2]]),
        &[2, 1, 1],
        &algorithm(),
        &name,
        &validity(from, until),
        &name,
        &spki,
        &tlv(0xa3, &[&tlv(SEQUENCE, &extensions)]),
    ])
}

/// A Certificate of these fields, signed with the made-up CA's key.
fn sign(fields: &[&[u8]]) -> Vec<u8> {
    let signed = tlv(SEQUENCE, fields);
    let signature = sign_draft(&signed);
    tlv(
        SEQUENCE,
        &[&signed, &algorithm(), &tlv(3, &[&[0], &signature])],
    )
}
