//! What an extension says, for showing. Of those that rules ask for the model knows it; of the rest it is decoded here, and what
//! cannot be has no fields: the report shows its bytes.

use serde::Serialize;

use crate::certificate::{Extension, ExtensionValue, access_descriptions};
use crate::der::{Element, Tag, Tree};
use crate::name::GeneralName;
use crate::oid::{Oid, known};
use crate::text::{hex, visible};
use crate::time::Time;

/// Values listed of one field of an extension; the largest real certificates have some hundreds of names.
const MOST_VALUES: usize = 1_000;

/// One thing an extension says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExtensionField {
    /// What it is.
    pub label: String,
    /// Safe to show.
    pub values: Vec<String>,
}

/// What an extension with this content says.
pub(super) fn fields(extension: &Extension, content: &[u8]) -> Vec<ExtensionField> {
    known_fields(&extension.value)
        .unwrap_or_else(|| decoded_fields(extension.oid.content(), content))
}

/// What the model knows of an extension; `None`: nothing.
fn known_fields(value: &ExtensionValue) -> Option<Vec<ExtensionField>> {
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
        ExtensionValue::CertificatePolicies { policies, .. } => {
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

/// The fields of an extension's content that the model leaves as it is.
fn decoded_fields(oid: &[u8], content: &[u8]) -> Vec<ExtensionField> {
    let tree = Tree::read(content, 0..content.len());
    let Some(root) = tree.root().filter(|_| tree.is_sound()) else {
        return Vec::new();
    };
    match oid {
        known::AUTHORITY_INFO_ACCESS | known::SUBJECT_INFO_ACCESS => access(root),
        known::CRL_DISTRIBUTION_POINTS | known::FRESHEST_CRL => distribution_points(root),
        known::AUTHORITY_KEY_IDENTIFIER => authority_key_identifier(root),
        known::SCT_LIST => timestamps(root.content()),
        known::NETSCAPE_COMMENT => {
            let text = visible(&String::from_utf8_lossy(root.content()));
            vec![field("Comment", vec![text])]
        }
        known::NETSCAPE_CERT_TYPE => netscape_types(root.content()),
        _ => Vec::new(),
    }
}

/// RFC 5280 §4.2.2.1: one field for each description, labelled with its method.
fn access(root: Element<'_>) -> Vec<ExtensionField> {
    let descriptions = access_descriptions(root).unwrap_or_default();
    let described = descriptions
        .into_iter()
        .map(|(method, location)| field(&method.label(), vec![location.shown()]));
    described.collect()
}

/// RFC 5280 §4.2.1.13: the names of all points.
fn distribution_points(root: Element<'_>) -> Vec<ExtensionField> {
    let points = root.children().filter_map(|point| {
        let mut fields = point.children();
        let name = fields.take_if(Tag::context(0, true))?.children().next()?;
        Some(if name.is(Tag::context(0, true)) {
            names(name)
        } else {
            vec!["(relative to the CRL issuer)".to_owned()]
        })
    });
    let points: Vec<String> = points.flatten().collect();
    vec![field("Certificate revocation lists", points)]
}

/// RFC 5280 §4.2.1.1, where it names the issuer's certificate by issuer and serial number.
fn authority_key_identifier(root: Element<'_>) -> Vec<ExtensionField> {
    let mut fields = root.children();
    fields.take_if(Tag::context(0, false));
    let issuer = fields.take_if(Tag::context(1, true)).map(names);
    let serial = fields.take_if(Tag::context(2, false));
    vec![
        field("Issuer", issuer.unwrap_or_default()),
        field(
            "Serial number",
            serial.iter().map(|serial| hex(serial.content())).collect(),
        ),
    ]
}

fn names(parent: Element<'_>) -> Vec<String> {
    let read = parent.children().map(GeneralName::read);
    read.filter_map(|name| Some(name.ok()?.shown())).collect()
}

/// SignedCertificateTimestampList (RFC 6962 §3.3): of each timestamp of version 1 the log and the time.
fn timestamps(list: &[u8]) -> Vec<ExtensionField> {
    let mut fields = Vec::new();
    let mut rest = match length_prefixed(list) {
        Some((list, [])) => list,
        _ => return fields,
    };
    while let Some((timestamp, after)) = length_prefixed(rest) {
        rest = after;
        if let Some(([0], rest)) = timestamp.split_at_checked(1)
            && let Some((log, rest)) = rest.split_at_checked(32)
            && let Some(milliseconds) = rest.first_chunk::<8>()
        {
            let seconds = i64::try_from(u64::from_be_bytes(*milliseconds) / 1000);
            let time = Time::from_unix(seconds.unwrap_or(i64::MAX));
            fields.push(field("Log", vec![hex(log)]));
            fields.push(field("Logged at", vec![time.to_string()]));
        }
    }
    fields
}

/// A vector after its length in two bytes (RFC 8446 §3.4), and what follows it.
fn length_prefixed(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

/// Netscape's certificate types, a BIT STRING whose first bit is "SSL client".
fn netscape_types(bits: &[u8]) -> Vec<ExtensionField> {
    const NAMES: [&str; 8] = [
        "SSL client",
        "SSL server",
        "S/MIME",
        "object signing",
        "(reserved)",
        "SSL CA",
        "S/MIME CA",
        "object signing CA",
    ];
    let byte = bits.get(1).copied().unwrap_or_default();
    let set = NAMES.iter().enumerate();
    let set = set.filter(|(bit, _)| byte & (0x80 >> bit) != 0);
    vec![field(
        "Types",
        set.map(|(_, name)| (*name).to_owned()).collect(),
    )]
}

fn field(label: &str, mut values: Vec<String>) -> ExtensionField {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(oid: &[u8], content: &[u8]) -> Vec<(String, Vec<String>)> {
        let fields = decoded_fields(oid, content);
        fields
            .into_iter()
            .map(|field| (field.label, field.values))
            .collect()
    }

    fn expected(fields: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
        let owned = |values: &[&str]| values.iter().map(ToString::to_string).collect();
        fields
            .iter()
            .map(|(label, values)| (label.to_string(), owned(values)))
            .collect()
    }

    #[test]
    fn shows_timestamps() {
        let mut sct = vec![0];
        sct.extend([0xab; 32]);
        sct.extend(1_700_000_000_123u64.to_be_bytes());
        sct.extend([0, 0, 4, 3, 0, 2, 1, 2]);
        let mut list = vec![
            0x04,
            sct.len() as u8 + 4,
            0,
            sct.len() as u8 + 2,
            0,
            sct.len() as u8,
        ];
        list.extend(&sct);
        let log = "ab".repeat(32);
        assert_eq!(
            shown(known::SCT_LIST, &list),
            expected(&[("Log", &[&log]), ("Logged at", &["2023-11-14T22:13:20Z"])])
        );
        list[3] += 1;
        assert_eq!(shown(known::SCT_LIST, &list), []);
    }

    #[test]
    fn shows_distribution_points() {
        let uri = [&[0x86, 9][..], b"http://a/"].concat();
        let point = [&[0x30, 15, 0xa0, 13, 0xa0, 11][..], &uri].concat();
        let whole = [&[0x30, 17][..], &point].concat();
        let label = "Certificate revocation lists";
        assert_eq!(
            shown(known::CRL_DISTRIBUTION_POINTS, &whole),
            expected(&[(label, &["http://a/"])])
        );
        assert_eq!(shown(known::CRL_DISTRIBUTION_POINTS, &whole[..18]), []);
    }

    #[test]
    fn shows_netscape_types() {
        assert_eq!(
            shown(known::NETSCAPE_CERT_TYPE, &[3, 2, 6, 0x40]),
            expected(&[("Types", &["SSL server"])])
        );
        assert_eq!(
            shown(known::NETSCAPE_CERT_TYPE, &[3, 1, 0]),
            expected(&[("Types", &[])])
        );
    }

    #[test]
    fn shows_the_issuer_that_a_key_identifier_names() {
        let content = [0x30, 7, 0xa1, 2, 0x88, 0, 0x82, 1, 9];
        assert_eq!(
            shown(known::AUTHORITY_KEY_IDENTIFIER, &content)[1],
            ("Serial number".to_owned(), vec!["09".to_owned()])
        );
    }
}
