//! A certificate request (CSR): what it asks for, whether it is signed with the key that it asks for, and a draft of the
//! certificate that a CA would make of it, so that it can be judged before anybody is asked (the pre-check).
//!
//! The draft is issued by a CA that is made up here. Its key is published (`signature::sign_draft`), so nobody trusts it; whoever judges
//! a draft gives that CA's certificate as an anchor of their own. The draft has the subject, the key and the extensions that
//! the request asks for, and of its own accord what every CA adds: dates, key identifier, purpose, a policy, an address.
//! Knows PKCS #10 (RFC 2986); judges nothing but the request's own signature.

use serde::Serialize;

use crate::der::{Element, Tag, Tree, tag, tlv};
use crate::input::{Kind, Part, read};
use crate::oid::{Oid, known};
use crate::request::Purpose;
use crate::signature::{
    Answer, Scheme, Task, draft_point, parse_public_key, sha1, sha256, sign_draft, verify,
};
use crate::text::hex;
use crate::time::Time;

/// What is to be known of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateRequestInfo {
    /// Whether it is signed with the key that it carries, which proves that the asker has the private half.
    pub signature: RequestSignature,
    /// What it is signed with.
    pub signed_with: String,
    /// SHA-256 of its SubjectPublicKeyInfo, hexadecimal: equal to a certificate's, the two belong together.
    pub spki_sha256: String,
    /// Whether a key that was given with it is the one that it carries; `None`: no key was given that could be compared.
    pub key_matches: Option<bool>,
    /// The extensions that it asks for, as dotted numbers.
    pub extensions: Vec<String>,
    /// Its other attributes, by name; a challengePassword's value is not among them.
    pub attributes: Vec<String>,
    /// Base64 of the certificate that a CA would make of it.
    pub draft: String,
    /// Base64 of the certificate of the made-up CA that issued the draft.
    pub issuer: String,
}

/// What became of a request's own signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestSignature {
    /// Made with the private half of the key in the request.
    Valid,
    /// Not made with it, or changed since.
    Invalid,
    /// Of an algorithm that is not verified here.
    NotChecked,
}

/// Reads the first request among `parts`; `None` where there is none that can be read. The draft is valid for 90 days from
/// `time` and for `purpose`.
pub fn certificate_request(
    parts: &[Part],
    time: Time,
    purpose: Purpose,
) -> Option<CertificateRequestInfo> {
    let items = read(parts);
    let mut info = items
        .iter()
        .filter(|item| item.kind == Kind::CertificateRequest)
        .find_map(|item| describe(&item.der, time, purpose))?;
    // Of a private key `read` gives the public half alone, empty where it could not be had.
    let keys: Vec<String> = items
        .iter()
        .filter(|item| {
            matches!(item.kind, Kind::PrivateKey | Kind::PublicKey) && !item.der.is_empty()
        })
        .map(|item| hex(&sha256(&item.der)))
        .collect();
    info.key_matches = (!keys.is_empty()).then(|| keys.contains(&info.spki_sha256));
    Some(info)
}

fn describe(der: &[u8], time: Time, purpose: Purpose) -> Option<CertificateRequestInfo> {
    use base64::Engine as _;
    let tree = Tree::read(der, 0..der.len());
    let request = Request::read(&tree)?;
    let encode = |bytes: Vec<u8>| base64::engine::general_purpose::STANDARD.encode(bytes);
    let (signature, signed_with) = request.signature();
    Some(CertificateRequestInfo {
        signature,
        signed_with,
        spki_sha256: hex(&sha256(request.spki.bytes())),
        key_matches: None,
        extensions: request
            .extensions
            .iter()
            .filter_map(|extension| Some(extension_oid(*extension)?.dotted()))
            .collect(),
        attributes: request.attributes.iter().map(Oid::label).collect(),
        draft: encode(request.draft(time, purpose)),
        issuer: encode(issuer()),
    })
}

/// The SubjectPublicKeyInfo of a request in DER.
pub(crate) fn public_key(der: &[u8]) -> Option<Vec<u8>> {
    let tree = Tree::read(der, 0..der.len());
    Some(Request::read(&tree)?.spki.bytes().to_vec())
}

/// CertificationRequest (RFC 2986 §4).
struct Request<'t> {
    info: Element<'t>,
    subject: Element<'t>,
    spki: Element<'t>,
    /// Of the attribute extensionRequest (RFC 2985 §5.4.2).
    extensions: Vec<Element<'t>>,
    /// The types of the other attributes.
    attributes: Vec<Oid>,
    algorithm: Element<'t>,
    /// The content of the BIT STRING, without the octet that counts unused bits.
    signature: &'t [u8],
}

const EXTENSION_REQUEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 14];

impl<'t> Request<'t> {
    fn read(tree: &'t Tree<'t>) -> Option<Self> {
        let mut outer = tree.root()?.children();
        let (info, algorithm, signature) = (outer.next()?, outer.next()?, outer.next()?);
        let mut fields = info.children();
        fields.take_if(tag::INTEGER)?;
        let subject = fields.take_if(tag::SEQUENCE)?;
        let spki = fields.take_if(tag::SEQUENCE)?;
        let (mut extensions, mut attributes) = (Vec::new(), Vec::new());
        let list = fields.take_if(Tag::context(0, true));
        for attribute in list.iter().flat_map(|list| list.children()) {
            let mut parts = attribute.children();
            let kind = parts.take_if(tag::OID)?.content();
            if kind == EXTENSION_REQUEST {
                let values = parts.take_if(tag::SET)?;
                extensions.extend(values.children().flat_map(|value| value.children()));
            } else {
                attributes.push(Oid::from_content(kind));
            }
        }
        Some(Self {
            info,
            subject,
            spki,
            extensions,
            attributes,
            algorithm,
            signature: signature.content().get(1..).unwrap_or_default(),
        })
    }

    fn signature(&self) -> (RequestSignature, String) {
        let mut parts = self.algorithm.children();
        let oid = parts.take_if(tag::OID).map(|oid| oid.content());
        let name = oid.map_or_else(String::new, |oid| Oid::from_content(oid).label());
        let parameters = parts.next().map(|parameters| parameters.bytes());
        let Ok(scheme) = Scheme::from_algorithm(oid.unwrap_or_default(), parameters) else {
            return (RequestSignature::NotChecked, name);
        };
        if parse_public_key(self.spki.bytes()).is_err() {
            return (RequestSignature::NotChecked, name);
        }
        let answer = verify(&Task {
            scheme,
            spki: self.spki.bytes(),
            message: self.info.bytes(),
            signature: self.signature,
        });
        match answer {
            Answer::Valid => (RequestSignature::Valid, name),
            Answer::Invalid | Answer::Mismatch => (RequestSignature::Invalid, name),
        }
    }

    fn asks_for(&self, oid: &[u8]) -> bool {
        self.extensions
            .iter()
            .any(|extension| extension_oid(*extension).is_some_and(|found| found.content() == oid))
    }

    /// The certificate, with the request's extensions as they stand and those that it leaves to the CA.
    fn draft(&self, time: Time, purpose: Purpose) -> Vec<u8> {
        const NINETY_DAYS: i64 = 90 * 86_400;
        let mut extensions: Vec<Vec<u8>> = self
            .extensions
            .iter()
            .filter(|extension| {
                extension_oid(**extension)
                    .is_none_or(|oid| oid.content() != known::AUTHORITY_KEY_IDENTIFIER)
            })
            .map(|extension| extension.bytes().to_vec())
            .collect();
        let purpose: &[u8] = match purpose {
            Purpose::Client => known::CLIENT_AUTH,
            Purpose::Server | Purpose::Any => known::SERVER_AUTH,
        };
        let key_identifier = sha1(&pretend_spki());
        let address = tlv(0x86, &[b"http://ca.example/ca.crt"]);
        let added = [
            (
                known::AUTHORITY_KEY_IDENTIFIER,
                false,
                tlv(SEQUENCE, &[&tlv(0x80, &[&key_identifier])]),
            ),
            (known::KEY_USAGE, true, vec![3, 2, 7, 0x80]), // digitalSignature
            (
                known::EXTENDED_KEY_USAGE,
                false,
                tlv(SEQUENCE, &[&tlv(OID, &[purpose])]),
            ),
            (
                known::CERTIFICATE_POLICIES,
                false,
                tlv(
                    SEQUENCE,
                    &[&tlv(SEQUENCE, &[&tlv(OID, &[DOMAIN_VALIDATED])])],
                ),
            ),
            (
                known::AUTHORITY_INFO_ACCESS,
                false,
                tlv(
                    SEQUENCE,
                    &[&tlv(SEQUENCE, &[&tlv(OID, &[known::CA_ISSUERS]), &address])],
                ),
            ),
            (
                known::CRL_DISTRIBUTION_POINTS,
                false,
                tlv(
                    SEQUENCE,
                    &[&tlv(
                        SEQUENCE,
                        &[&tlv(
                            0xa0,
                            &[&tlv(0xa0, &[&tlv(0x86, &[b"http://ca.example/ca.crl"])])],
                        )],
                    )],
                ),
            ),
        ];
        for (oid, critical, value) in added {
            if !self.asks_for(oid) {
                extensions.push(extension(oid, critical, &value));
            }
        }
        // A serial number of 16 bytes, positive, that depends on the request alone.
        let mut serial: Vec<u8> = sha256(self.info.bytes()).into_iter().take(16).collect();
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
            self.subject.bytes(),
            self.spki.bytes(),
            &tlv(0xa3, &[&tlv(SEQUENCE, &list)]),
        ])
    }
}

fn extension_oid(extension: Element<'_>) -> Option<Oid> {
    let oid = extension.children().take_if(tag::OID)?;
    Some(Oid::from_content(oid.content()))
}

const SEQUENCE: u8 = 0x30;
const OID: u8 = 6;

/// 2.23.140.1.2.1: the subject's control of its names was validated, and nothing else (Baseline Requirements 7.1.6.1).
const DOMAIN_VALIDATED: &[u8] = &[0x67, 0x81, 0x0c, 1, 2, 1];

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
fn issuer() -> Vec<u8> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Data, ValidationRequest, Verdict, validate};
    use base64::Engine as _;

    fn at() -> Time {
        Time::from_utc(2026, 6, 1, 0, 0, 0).expect("a time")
    }

    fn look(pem: &str) -> Option<CertificateRequestInfo> {
        certificate_request(&[Part::Text(pem.to_owned())], at(), Purpose::Server)
    }

    fn judged(pem: &str, host: &str, profile: &str) -> crate::Report {
        let info = look(pem).expect("a request");
        let bytes = |text: &str| {
            Part::Bytes(
                base64::engine::general_purpose::STANDARD
                    .decode(text)
                    .expect("base64"),
            )
        };
        let mut request = ValidationRequest::new("", host, at());
        request.certificates = vec![bytes(&info.draft)];
        request.trust.anchors = vec![bytes(&info.issuer)];
        request.profile = Some(profile.to_owned());
        validate(&request, &Data::default()).expect("a report")
    }

    #[test]
    fn a_good_request_makes_a_good_certificate() {
        for key in [
            mint::Key::p256("k"),
            mint::Key::ed25519("k"),
            mint::Key::rsa(2048, 1),
        ] {
            let pem = mint::csr(&["bank.example", "www.bank.example"])
                .key(key)
                .pem();
            let info = look(&pem).expect("a request");
            assert_eq!(
                info.signature,
                RequestSignature::Valid,
                "{}",
                info.signed_with
            );
            assert_eq!(info.extensions, ["2.5.29.17"]);
            let report = judged(&pem, "www.bank.example", "rfc5280-strict");
            assert_eq!(report.verdict, Verdict::Trusted, "{}", report.summary);
            assert_eq!(
                report.valid_until.map(|time| time.to_string()).as_deref(),
                Some("2026-08-29T23:59:59Z")
            );
        }
    }

    #[test]
    fn what_is_missing_shows_in_the_draft() {
        let report = judged(
            &mint::csr(&[]).subject("bank.example").pem(),
            "bank.example",
            "rfc5280",
        );
        assert_eq!(report.code, Some("subject-alternative-name-missing"));
        let report = judged(
            &mint::csr(&["shop.example"]).pem(),
            "bank.example",
            "rfc5280",
        );
        assert_eq!(report.code, Some("hostname-mismatch"));
    }

    #[test]
    fn the_key_of_a_request_is_known() {
        for key in [
            mint::Key::p256("k"),
            mint::Key::ed25519("k"),
            mint::Key::rsa(2048, 1),
        ] {
            let request = mint::csr(&["bank.example"]).key(key.clone()).pem();
            let own = mint::root("R")
                .leaf(&["a.example"])
                .key(key)
                .issue()
                .key_pem();
            let other = mint::root("R")
                .leaf(&["a.example"])
                .key(mint::Key::p256("o"))
                .issue()
                .key_pem();
            let matches =
                |with: &str| look(&format!("{request}{with}")).and_then(|info| info.key_matches);
            assert_eq!(
                (matches(""), matches(&own), matches(&other)),
                (None, Some(true), Some(false))
            );
        }
    }

    #[test]
    fn a_request_that_was_changed_is_not_signed() {
        let mut der = mint::csr(&["bank.example"]).issue();
        let place = der
            .windows(4)
            .position(|window| window == b"bank")
            .expect("the name");
        der[place] = b'r';
        let info = look(&mint::pem("CERTIFICATE REQUEST", &der)).expect("a request");
        assert_eq!(info.signature, RequestSignature::Invalid);
    }

    #[test]
    fn nothing_panics() {
        assert_eq!(look("no request"), None);
        let der = mint::csr(&["bank.example"]).issue();
        for end in 0..der.len() {
            look(&mint::pem("CERTIFICATE REQUEST", &der[..end]));
            let mut changed = der.clone();
            changed[end] ^= 0x7f;
            look(&mint::pem("CERTIFICATE REQUEST", &changed));
        }
    }
}
