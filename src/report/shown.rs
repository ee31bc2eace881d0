//! What extensions say that no rule decides by, for showing only. What cannot be decoded has no fields; the report shows its
//! bytes.

use super::certificate::{ExtensionField, field};
use crate::certificate::access_descriptions;
use crate::der::{Element, Tag, Tree};
use crate::name::GeneralName;
use crate::oid::known;
use crate::text::{hex, visible};
use crate::time::Time;

/// The fields of an extension's content.
pub(super) fn fields(oid: &[u8], content: &[u8]) -> Vec<ExtensionField> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(oid: &[u8], content: &[u8]) -> Vec<(String, Vec<String>)> {
        let fields = fields(oid, content);
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
