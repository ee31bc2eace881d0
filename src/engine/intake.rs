//! Reads what a request brings, and keeps the account of what was found in it.

use crate::certificate::subject_key;
use crate::certificate_request;
use crate::input::{self, Item, Kind, Part, Position, State, Unloadable};
use crate::pool::{Given, Source};
use crate::report::{InputItem, source_name};
use crate::request::{Error, ErrorCode};
use crate::revocation::Evidence;
use crate::text::visible_short;

/// Certificates in one request, trust anchors not counted. Each costs a quarter of a millisecond in WebAssembly, its part of
/// the report included, so that this many are still answered within a second; no server sends more than a dozen.
const MAX_CERTIFICATES: usize = 1_500;

/// A private key's public half, as SubjectPublicKeyInfo (empty where it could not be had), and where it stands among the items.
#[derive(Debug)]
pub(super) struct PrivateKey {
    pub(super) spki: Vec<u8>,
    pub(super) item: usize,
}

/// Reads inputs and keeps the account of what was found in them.
#[derive(Default)]
pub(super) struct Intake {
    pub(super) items: Vec<InputItem>,
    /// Among the certificates.
    pub(super) unloadable: Vec<Unloadable>,
    pub(super) private_keys: Vec<PrivateKey>,
    /// Of requests and public keys among the certificates: the item's index, and the SubjectPublicKeyInfo.
    pub(super) public_keys: Vec<(usize, Vec<u8>)>,
    pub(super) certificates: usize,
    pub(super) bytes: usize,
    /// Something other than white space was given as `certificates`.
    pub(super) has_text: bool,
}

impl Intake {
    /// The certificates in `parts`. Those of `trust.anchors` get no index: which of them the report shows is known later.
    pub(super) fn take(&mut self, parts: &[Part], source: Source) -> Result<Vec<Given>, Error> {
        self.count_bytes(parts)?;
        let is_blank = |part: &Part| part.as_bytes().iter().all(u8::is_ascii_whitespace);
        self.has_text |= source == Source::Certificates && !parts.iter().all(is_blank);
        let mut given = Vec::new();
        let (items, unloadable) = input::read_strictly(parts);
        if source == Source::Certificates {
            self.unloadable = unloadable;
        }
        for Item {
            kind,
            state,
            der,
            position,
            mut note,
        } in items
        {
            let mut certificate = None;
            let is_anchor = kind == Kind::Certificate && source == Source::Anchors;
            let subject = is_anchor.then(|| subject_key(&der)).flatten();
            let kind = if is_anchor && subject.is_none() {
                note.push_str(" It cannot be decoded, so nothing is trusted through it.");
                Kind::Unknown
            } else {
                kind
            };
            match kind {
                Kind::Certificate => {
                    if source != Source::Anchors {
                        certificate = Some(self.certificates);
                        self.certificates += 1;
                    }
                    if self.certificates > MAX_CERTIFICATES {
                        let message = format!(
                            "The input holds more than {MAX_CERTIFICATES} certificates. A chain has two to five: give only the server's own certificate and the CAs' that belong to it."
                        );
                        return Err(Error::new(ErrorCode::InputTooLarge, message));
                    }
                    given.push(Given {
                        der,
                        position: position.clone(),
                        state,
                        subject,
                    });
                }
                Kind::PrivateKey => self.keep_key(der),
                Kind::PublicKey => self.public_keys.push((self.items.len(), der)),
                Kind::CertificateRequest => {
                    let spki = certificate_request::public_key(&der);
                    self.public_keys
                        .extend(spki.map(|spki| (self.items.len(), spki)));
                }
                _ => {}
            }
            self.note(
                (kind, state),
                source_name(source),
                position,
                certificate,
                note,
            );
        }
        Ok(given)
    }

    /// The evidence in `parts`: CRLs and OCSP responses, whichever of the request's two properties they came in. Of a part that
    /// stands at the same place `beside`, among the certificates, nothing else is said a second time.
    pub(super) fn take_evidence(
        &mut self,
        parts: &[Part],
        source: &'static str,
        beside: &[Part],
        evidence: &mut Evidence,
    ) -> Result<(), Error> {
        self.count_bytes(parts)?;
        let mut part = (usize::MAX, false); // whether it stands beside too
        for Item {
            kind,
            state,
            der,
            position,
            note,
        } in input::read(parts)
        {
            if part.0 != position.part {
                part.0 = position.part;
                part.1 = parts.get(part.0) == beside.get(part.0);
            }
            if part.1 && !matches!(kind, Kind::Crl | Kind::OcspResponse) {
                continue;
            }
            match kind {
                Kind::Crl => evidence.add_crl(der, position.clone()),
                Kind::OcspResponse => evidence.add_response(der, position.clone()),
                Kind::PrivateKey => self.keep_key(der),
                _ => {}
            }
            self.note((kind, state), source, position, None, note);
        }
        Ok(())
    }

    /// Says of which requests and public keys the key is not the leaf's.
    pub(super) fn note_other_keys(&mut self, leaf: Option<&[u8]>) {
        let Some(leaf) = leaf else { return };
        for (index, spki) in &self.public_keys {
            if let Some(item) = self.items.get_mut(*index).filter(|_| spki != leaf) {
                item.note
                    .push_str(" Its key is not that of the certificate that was judged.");
            }
        }
    }

    /// Before its item is noted.
    fn keep_key(&mut self, spki: Vec<u8>) {
        let item = self.items.len();
        self.private_keys.push(PrivateKey { spki, item });
    }

    fn note(
        &mut self,
        (kind, state): (Kind, State),
        source: &'static str,
        position: Position,
        certificate: Option<usize>,
        mut note: String,
    ) {
        if kind != Kind::Unknown && is_left_out(kind, source) {
            note.push_str(" It is not what is asked for here.");
        }
        self.items.push(InputItem {
            kind,
            state,
            source,
            position,
            certificate,
            note,
        });
    }

    fn count_bytes(&mut self, parts: &[Part]) -> Result<(), Error> {
        self.bytes += parts
            .iter()
            .map(|part| part.as_bytes().len())
            .sum::<usize>();
        if self.bytes > input::MAX_BYTES {
            let message = format!(
                "The input has {} bytes; at most {} are read. Certificates are a few kilobytes each: give only those.",
                self.bytes,
                input::MAX_BYTES
            );
            return Err(Error::new(ErrorCode::InputTooLarge, message));
        }
        Ok(())
    }

    /// Says what the input is instead.
    pub(super) fn no_certificate(&self) -> Error {
        if !self.has_text {
            return Error::new(
                ErrorCode::InputEmpty,
                "The input is empty. Give a certificate, as PEM text or DER bytes.",
            );
        }
        let items = || {
            self.items
                .iter()
                .filter(|item| item.source == "certificates")
        };
        if items().count() > input::MAX_ITEMS {
            let message = format!(
                "None of the first {} things in the input is a certificate, and the others were not read. Give the certificates alone.",
                input::MAX_ITEMS
            );
            return Error::new(ErrorCode::InputTooLarge, message);
        }
        // A key in a binary file that is not read, as a PKCS#12 file is not, is not what was given.
        let file = items().next().filter(|first| first.kind == Kind::Unknown);
        let is_inside = |item: &InputItem| {
            file.is_some_and(|file| {
                let place = &file.position;
                item.kind == Kind::PrivateKey
                    && (place.part, place.line) == (item.position.part, None)
                    && item.position.line.is_none()
            })
        };
        let known = items().find(|item| item.kind != Kind::Unknown && !is_inside(item));
        let note = known
            .or(items().next())
            .map(|item| visible_short(&item.note, 400))
            .unwrap_or_default();
        let keys = items().filter(|item| item.kind == Kind::PrivateKey);
        let keys = match keys.count() {
            0 => String::new(),
            _ if known.is_some_and(|item| item.kind == Kind::PrivateKey) => String::new(),
            1 => " A private key is in it too: keep it secret.".to_owned(),
            count => format!(" {count} private keys are in it too: keep them secret."),
        };
        let (what, advice) = match known.map(|item| item.kind) {
            None => {
                let message = format!(
                    "No certificate was found in the input. {note} Paste text with “BEGIN CERTIFICATE” in it, or give a DER file.{keys}"
                );
                return Error::new(ErrorCode::InputNotUnderstood, message);
            }
            Some(Kind::CertificateRequest) => (
                "a certificate signing request (CSR)",
                "It is what a CA is asked with; give the certificate that the CA made of it.",
            ),
            Some(Kind::PrivateKey) => (
                "a private key",
                "Keep it secret, and replace it if others saw it. Give the certificate that goes with it.",
            ),
            Some(Kind::PublicKey) => ("a public key", "Give the certificate that contains it."),
            Some(Kind::Crl) => (
                "a certificate revocation list (CRL)",
                "Give the certificate whose validity you want to know.",
            ),
            Some(Kind::OcspResponse) => {
                ("an OCSP response", "Give the certificate that it is about.")
            }
            Some(_) => (
                "something other than a certificate",
                "Give a certificate, as PEM or DER.",
            ),
        };
        let message =
            format!("There is no certificate in the input, but {what}. {advice} ({note}){keys}");
        Error::new(ErrorCode::NoCertificate, message)
    }
}

/// Whether nothing is made of what was found in this property of the request: it was not understood, or is of another kind. Among
/// `certificates` people paste whole files; what else these hold stands in the report's `input`.
pub(super) fn is_left_out(kind: Kind, source: &str) -> bool {
    match kind {
        Kind::Unknown => true,
        // Told by findings of their own, or as what they bundle.
        Kind::PrivateKey | Kind::Pkcs7 => false,
        Kind::Certificate => matches!(source, "crls" | "ocsp"),
        Kind::Crl | Kind::OcspResponse => matches!(source, "fetched" | "anchors"),
        Kind::CertificateRequest | Kind::PublicKey | Kind::SignedCertificateTimestamps => {
            source != "certificates"
        }
    }
}
