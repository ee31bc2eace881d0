//! A certificate for showing: every field, decoded. What rules ask for comes from the model, the rest from `shown`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::scts::{self, SctInfo};
use super::{Finding, shown, source_name};
use crate::certificate::{Algorithm, Contents, Extension, ExtensionValue};
use crate::input::Position;
use crate::name::{DistinguishedName, GeneralName};
use crate::oid::Oid;
use crate::pool::Entry;
use crate::signature::sha1;
use crate::text::{hex, visible_short};
use crate::time::Time;
use crate::transparency::LogList;

/// Extensions listed of a certificate; real ones have a dozen. The certificate's DER, which is in the report, has all.
const MOST_EXTENSIONS: usize = 100;
/// Values listed of one field of an extension; the largest real certificates have some hundreds of names.
const MOST_VALUES: usize = 1_000;
/// Octets shown of a value in hexadecimal; a signature of ML-DSA-87 has 4,627.
const MOST_OCTETS: usize = 16 * 1024;
/// Characters shown of a name or of a value in it.
const MOST_CHARACTERS: usize = 16 * 1024;
/// Attributes listed of a name.
const MOST_ATTRIBUTES: usize = 100;

/// A certificate with all that is known of it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateInfo {
    /// Its index in the report.
    pub index: usize,
    /// What it was in the best path.
    pub role: &'static str,
    /// Where it came from.
    pub source: &'static str,
    /// The index of an earlier certificate with the same bytes.
    pub duplicate_of: Option<usize>,
    /// At which index a server sends it, as far as is known.
    #[serde(skip)]
    pub(crate) sent: Option<usize>,
    /// A short name for people.
    pub label: String,
    /// Where in the input it was found.
    pub position: Option<Position>,
    /// Base64 of the bytes.
    pub der: String,
    /// Their count.
    pub size: usize,
    /// `None`: not readable.
    pub contents: Option<CertificateContents>,
    /// Digests.
    pub fingerprints: Fingerprints,
    /// What its own bytes give rise to.
    pub findings: Vec<Finding>,
}

/// Digests, lower-case hexadecimal.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fingerprints {
    /// Of the whole certificate.
    pub sha256: String,
    /// Of the whole certificate; for looking it up, not for trusting it.
    pub sha1: String,
    /// Of SubjectPublicKeyInfo.
    pub spki_sha256: Option<String>,
}

/// A certificate's fields.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateContents {
    /// 1, 2 or 3; otherwise the encoded number plus one, or [`VERSION_NOT_ONE_OCTET`](crate::certificate::VERSION_NOT_ONE_OCTET).
    pub version: i64,
    /// Hexadecimal, as encoded.
    pub serial_number: String,
    /// What it is signed with.
    pub signature_algorithm: AlgorithmInfo,
    /// Who issued it.
    pub issuer: NameInfo,
    /// From when it is valid.
    pub not_before: Option<Time>,
    /// Until when.
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
#[derive(Clone, Debug, Serialize)]
pub struct AlgorithmInfo {
    /// Dotted numbers.
    pub oid: String,
    /// Its name, or the dotted numbers.
    pub name: String,
    /// The parameters' DER, hexadecimal.
    pub parameters: Option<String>,
}

/// A distinguished name.
#[derive(Clone, Debug, Serialize)]
pub struct NameInfo {
    /// RFC 4514.
    pub text: String,
    /// In encoded order.
    pub attributes: Vec<AttributeInfo>,
}

/// An attribute of a name.
#[derive(Clone, Debug, Serialize)]
pub struct AttributeInfo {
    /// Dotted numbers.
    pub oid: String,
    /// The type's name.
    pub name: String,
    /// Safe to show.
    pub value: String,
}

/// A public key.
#[derive(Clone, Debug, Serialize)]
pub struct PublicKeyInfo {
    /// Its algorithm.
    pub algorithm: AlgorithmInfo,
    /// Its size.
    pub bits: Option<u32>,
    /// Its curve.
    pub curve: Option<&'static str>,
    /// RSA's public exponent, decimal.
    pub exponent: Option<String>,
    /// subjectPublicKey, hexadecimal.
    pub key: String,
}

/// An extension.
#[derive(Clone, Debug, Serialize)]
pub struct ExtensionInfo {
    /// Dotted numbers.
    pub oid: String,
    /// Its name in its standard.
    pub name: String,
    /// Whether who does not know it must refuse the certificate.
    pub critical: bool,
    /// Where it begins in the certificate.
    pub offset: usize,
    /// extnValue's content, hexadecimal.
    pub value: String,
    /// What it says.
    pub fields: Vec<ExtensionField>,
}

/// One thing an extension says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExtensionField {
    /// What it is.
    pub label: String,
    /// Safe to show.
    pub values: Vec<String>,
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
        fields: fields(&extension.value).unwrap_or_else(|| {
            shown::fields(
                extension.oid.content(),
                certificate.bytes(&extension.content),
            )
        }),
    }
}

pub(super) fn field(label: &str, mut values: Vec<String>) -> ExtensionField {
    let count = values.len();
    if count > MOST_VALUES {
        values.truncate(MOST_VALUES);
        values.push(and_more(count));
    }
    ExtensionField {
        label: label.to_owned(),
        values,
    }
}

/// What the model knows of an extension; `None`: nothing.
fn fields(value: &ExtensionValue) -> Option<Vec<ExtensionField>> {
    let number = |number: &Option<u64>| {
        number
            .map(|number| number.to_string())
            .into_iter()
            .collect::<Vec<_>>()
    };
    Some(match value {
        ExtensionValue::BasicConstraints(constraints) => {
            let ca = if constraints.ca { "yes" } else { "no" };
            let mut fields = vec![field("Certificate authority", vec![ca.to_owned()])];
            if constraints.path_len.is_some() {
                fields.push(field("Path length", number(&constraints.path_len)));
            }
            fields
        }
        ExtensionValue::KeyUsage(usage) => {
            vec![field(
                "Usages",
                usage.names().into_iter().map(str::to_owned).collect(),
            )]
        }
        ExtensionValue::ExtendedKeyUsage(purposes) => {
            vec![field("Purposes", purposes.iter().map(Oid::label).collect())]
        }
        ExtensionValue::SubjectAltName(names) | ExtensionValue::IssuerAltName(names) => {
            by_form(names)
        }
        ExtensionValue::NameConstraints(constraints) => {
            let list = |names: &[GeneralName]| {
                names
                    .iter()
                    .map(|name| format!("{}: {}", name.form(), name.shown()))
                    .collect::<Vec<_>>()
            };
            [
                ("Permitted", list(&constraints.permitted)),
                ("Excluded", list(&constraints.excluded)),
            ]
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(label, values)| field(label, values))
            .collect()
        }
        ExtensionValue::CertificatePolicies(policies) => {
            vec![field("Policies", policies.iter().map(Oid::label).collect())]
        }
        ExtensionValue::PolicyMappings(mappings) => {
            let values = mappings
                .iter()
                .map(|(issuer, subject)| format!("{} → {}", issuer.label(), subject.label()));
            vec![field("Mappings", values.collect())]
        }
        ExtensionValue::PolicyConstraints(constraints) => vec![
            field(
                "Explicit policy needed after",
                number(&constraints.require_explicit_policy),
            ),
            field(
                "No policy mapping after",
                number(&constraints.inhibit_policy_mapping),
            ),
        ],
        ExtensionValue::InhibitAnyPolicy(after) => {
            vec![field("No anyPolicy after", vec![after.to_string()])]
        }
        ExtensionValue::AuthorityKeyIdentifier {
            key_identifier: Some(id),
            ..
        }
        | ExtensionValue::SubjectKeyIdentifier(id) => vec![field("Key identifier", vec![hex(id)])],
        ExtensionValue::AuthorityKeyIdentifier { .. }
        | ExtensionValue::AuthorityInfoAccess { .. }
        | ExtensionValue::Other => return None,
        ExtensionValue::Malformed => return Some(Vec::new()),
    })
}

/// Said after as many values as are listed.
fn and_more(count: usize) -> String {
    format!("… and {} more", count.saturating_sub(MOST_VALUES))
}

/// One field for each form of name, in the order of first appearance.
fn by_form(names: &[GeneralName]) -> Vec<ExtensionField> {
    let mut fields: Vec<(ExtensionField, usize)> = Vec::new();
    for name in names {
        let label = match name {
            GeneralName::Dns(_) => "DNS names",
            GeneralName::Ip(_) => "IP addresses",
            GeneralName::Email(_) => "E-mail addresses",
            GeneralName::Uri(_) => "URIs",
            GeneralName::Directory(_) => "Directory names",
            other => other.form(),
        };
        match fields.iter_mut().find(|(field, _)| field.label == label) {
            Some((field, count)) => {
                *count += 1;
                if *count <= MOST_VALUES {
                    field.values.push(name.shown());
                }
            }
            None => fields.push((field(label, vec![name.shown()]), 1)),
        }
    }
    let fields = fields.into_iter().map(|(mut field, count)| {
        if count > MOST_VALUES {
            field.values.push(and_more(count));
        }
        field
    });
    fields.collect()
}
