//! A certificate for showing: every field, decoded. What an extension says comes from `extension_fields`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::extension_fields::{self, ExtensionField};
use super::scts::{self, SctInfo};
use super::{Finding, source_name};
use crate::certificate::{Algorithm, Contents, Extension};
use crate::input::Position;
use crate::name::DistinguishedName;
use crate::pool::Entry;
use crate::signature::sha1;
use crate::text::{hex, visible_short};
use crate::time::Time;
use crate::transparency::LogList;

/// Extensions listed of a certificate; real ones have a dozen. The certificate's DER, which is in the report, has all.
const MOST_EXTENSIONS: usize = 100;
/// Octets shown of a value in hexadecimal; a signature of ML-DSA-87 has 4,627.
const MOST_OCTETS: usize = 16 * 1024;
/// Characters shown of a name or of a value in it.
const MOST_CHARACTERS: usize = 16 * 1024;
/// Attributes listed of a name.
const MOST_ATTRIBUTES: usize = 100;

/// A certificate with all that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CertificateInfo {
    /// Its index in the report.
    pub index: usize,
    /// What it was in the best path: `leaf`, `intermediate`, `root` (it ends the path, issued itself and is not trusted), `anchor`, or `none`:
    /// it is not part of it.
    pub role: &'static str,
    /// Where it came from: `certificates`, `fetched` or `anchors`, of the request, or `store`.
    pub source: &'static str,
    /// The index of an earlier certificate with the same bytes.
    pub duplicate_of: Option<usize>,
    /// At which index a server sends it, as far as is known.
    #[serde(skip)]
    pub(crate) sent: Option<usize>,
    /// A short name for people: the subject's common name, or what else identifies it. Safe to show.
    pub label: String,
    /// Where in the input it was found; `None` for a store's anchor.
    pub position: Option<Position>,
    /// Base64 of the bytes as they were given.
    pub der: String,
    /// In bytes.
    pub size: usize,
    /// `None`: the bytes could not be decoded as a certificate; `findings` says why and where.
    pub contents: Option<CertificateContents>,
    /// Digests.
    pub fingerprints: Fingerprints,
    /// What its own bytes give rise to.
    pub findings: Vec<Finding>,
}

/// Digests, lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Fingerprints {
    /// Of the whole certificate.
    pub sha256: String,
    /// Of the whole certificate; for looking it up, not for trusting it.
    pub sha1: String,
    /// Of SubjectPublicKeyInfo.
    pub spki_sha256: Option<String>,
}

/// A certificate's fields.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CertificateContents {
    /// 1, 2 or 3; otherwise the encoded number plus one, or [`VERSION_NOT_ONE_OCTET`](crate::certificate::VERSION_NOT_ONE_OCTET).
    pub version: i64,
    /// Hexadecimal, lower case, as encoded (two's complement), without separators.
    pub serial_number: String,
    /// What it is signed with.
    pub signature_algorithm: AlgorithmInfo,
    /// Who issued it.
    pub issuer: NameInfo,
    /// From when it is valid; `None`: not readable as a time.
    pub not_before: Option<Time>,
    /// Until when, that second included.
    pub not_after: Option<Time>,
    /// Whom it names.
    pub subject: NameInfo,
    /// Its key.
    pub public_key: PublicKeyInfo,
    /// Subject and issuer are the same name.
    pub self_issued: bool,
    /// In encoded order, at most a hundred.
    pub extensions: Vec<ExtensionInfo>,
    /// How many more there are.
    pub extensions_omitted: usize,
    /// Of the extension with signed certificate timestamps.
    pub scts: Vec<SctInfo>,
    /// Hexadecimal.
    pub signature: String,
}

/// An algorithm.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AlgorithmInfo {
    /// Dotted numbers.
    pub oid: String,
    /// Its name, or the dotted numbers.
    pub name: String,
    /// The parameters' DER, hexadecimal.
    pub parameters: Option<String>,
}

/// A distinguished name.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NameInfo {
    /// RFC 4514, most specific part first; safe to show. Empty for an empty name.
    pub text: String,
    /// In encoded order.
    pub attributes: Vec<AttributeInfo>,
}

/// An attribute of a name.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AttributeInfo {
    /// Dotted numbers.
    pub oid: String,
    /// The type's name.
    pub name: String,
    /// Safe to show.
    pub value: String,
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PublicKeyInfo {
    /// Its algorithm.
    pub algorithm: AlgorithmInfo,
    /// Size in bits of modulus or curve; `None`: not known.
    pub bits: Option<u32>,
    /// Its curve.
    pub curve: Option<&'static str>,
    /// RSA's public exponent, decimal.
    pub exponent: Option<String>,
    /// subjectPublicKey, hexadecimal.
    pub key: String,
}

/// An extension.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ExtensionInfo {
    /// Dotted numbers.
    pub oid: String,
    /// Its name in its standard.
    pub name: String,
    /// Whether who does not know it must refuse the certificate.
    pub critical: bool,
    /// Where the Extension begins, in bytes of the certificate.
    pub offset: usize,
    /// extnValue's content, hexadecimal; of more than 16,384 octets the first.
    pub value: String,
    /// What it says.
    pub fields: Vec<ExtensionField>,
}

/// Describes one entry of the pool. `logs`: for the names of the logs of its SCTs.
pub(super) fn describe(
    index: usize,
    entry: &Entry,
    role: &'static str,
    findings: Vec<Finding>,
    logs: Option<&LogList>,
) -> CertificateInfo {
    let certificate = &entry.certificate;
    CertificateInfo {
        index,
        role,
        source: source_name(entry.source),
        duplicate_of: entry.duplicate_of,
        sent: entry.sent,
        label: visible_short(&certificate.label(), 200),
        position: entry.position.clone(),
        der: STANDARD.encode(&certificate.der),
        size: certificate.der.len(),
        contents: entry
            .contents()
            .map(|contents| describe_contents(entry, contents, logs)),
        fingerprints: Fingerprints {
            sha256: hex(&entry.fingerprint),
            sha1: hex(&sha1(&certificate.der)),
            spki_sha256: entry.key_fingerprint.map(|digest| hex(&digest)),
        },
        findings,
    }
}

fn describe_contents(
    entry: &Entry,
    contents: &Contents,
    logs: Option<&LogList>,
) -> CertificateContents {
    let certificate = &entry.certificate;
    let key = contents.public_key.ok();
    CertificateContents {
        version: contents.version,
        serial_number: hex(&contents.serial),
        signature_algorithm: algorithm(&contents.outer_algorithm),
        issuer: name(&contents.issuer),
        not_before: contents.not_before,
        not_after: contents.not_after,
        subject: name(&contents.subject),
        public_key: PublicKeyInfo {
            algorithm: algorithm(&contents.key_algorithm),
            bits: key.and_then(|key| key.bits()),
            curve: key.and_then(|key| key.curve()).map(|curve| curve.name()),
            exponent: key
                .and_then(|key| key.exponent())
                .map(|exponent| exponent.to_string()),
            key: hex_short(certificate.bytes(&contents.key_bits)),
        },
        self_issued: entry.is_self_issued,
        extensions: contents
            .extensions
            .iter()
            .take(MOST_EXTENSIONS)
            .map(|extension| describe_extension(entry, extension))
            .collect(),
        extensions_omitted: contents.extensions.len().saturating_sub(MOST_EXTENSIONS),
        scts: scts::describe(certificate, contents, logs),
        signature: hex_short(certificate.bytes(&contents.signature)),
    }
}

/// Hexadecimal; of what is longer than anything real, the beginning and an ellipsis.
fn hex_short(bytes: &[u8]) -> String {
    match bytes.get(..MOST_OCTETS) {
        Some(beginning) if bytes.len() > MOST_OCTETS => format!("{}…", hex(beginning)),
        _ => hex(bytes),
    }
}

fn algorithm(algorithm: &Algorithm) -> AlgorithmInfo {
    AlgorithmInfo {
        oid: algorithm.oid.dotted(),
        name: algorithm.label(),
        parameters: algorithm.parameters.as_deref().map(hex),
    }
}

fn name(name: &DistinguishedName) -> NameInfo {
    let attributes = name.attributes().take(MOST_ATTRIBUTES);
    let attributes = attributes.map(|attribute| AttributeInfo {
        oid: attribute.oid.dotted(),
        name: attribute.oid.label(),
        value: visible_short(&attribute.shown(), MOST_CHARACTERS),
    });
    NameInfo {
        text: visible_short(&name.text(), MOST_CHARACTERS),
        attributes: attributes.collect(),
    }
}

fn describe_extension(entry: &Entry, extension: &Extension) -> ExtensionInfo {
    let certificate = &entry.certificate;
    ExtensionInfo {
        oid: extension.oid.dotted(),
        name: extension.oid.label(),
        critical: extension.critical,
        offset: extension.offset,
        value: hex_short(certificate.bytes(&extension.content)),
        fields: extension_fields::fields(extension, certificate.bytes(&extension.content)),
    }
}
