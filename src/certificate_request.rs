//! A certificate request (CSR): what it asks for, whether it is signed with the key that it asks for, and a draft of the
//! certificate that a CA would make of it (`draft`), so that it can be judged before anybody is asked (the pre-check).
//! Knows PKCS #10 (RFC 2986); judges nothing but the request's own signature.

mod draft;

use serde::Serialize;

use crate::der::{Element, Tag, Tree, tag};
use crate::input::{Kind, Part, read};
use crate::oid::Oid;
use crate::request::Purpose;
use crate::signature::{Answer, Scheme, Task, parse_public_key, sha256, verify};
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
        draft: encode(draft::draft(&request, time, purpose)),
        issuer: encode(draft::issuer()),
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
}

fn extension_oid(extension: Element<'_>) -> Option<Oid> {
    let oid = extension.children().take_if(tag::OID)?;
    Some(Oid::from_content(oid.content()))
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
