//! Subject names and alternative names (RFC 5280 §4.1.2.6, §4.2.1.6, §4.2.1.7).

use std::net::IpAddr;

use crate::certificate::{Contents, Extension, ExtensionValue, KeyUsage};
use crate::finding::{Check, Fault, Records};
use crate::name::{Attribute, DistinguishedName, DnsPattern, GeneralName, uri};
use crate::oid::known;
use crate::text::visible_short;

/// Asks whether the subject has a name, whether each part of the names is of its type, and whether each alternative name is
/// of its form.
pub(super) fn check(index: usize, contents: &Contents, records: &mut Records) {
    subject(index, contents, records);
    let malformed = malformed_attributes(contents);
    records.judge_each(Check::NameAttributeMalformed, Some(index), malformed);
    let malformed = contents.extensions.iter().flat_map(malformed_names);
    records.judge_each(Check::AlternativeNameMalformed, Some(index), malformed);
}

/// §4.1.2.6: "If the subject is a CA [...], then the subject field MUST be populated with a non-empty distinguished name"; "If the
/// subject is a CRL issuer (e.g., the key usage extension [...] is present and the value of cRLSign is TRUE), then the subject field
/// MUST be populated with a non-empty distinguished name"; and "If subject naming information is present only in the subjectAltName
/// extension [...], then the subject name MUST be an empty sequence and the subjectAltName extension MUST be critical."
fn subject(index: usize, contents: &Contents, records: &mut Records) {
    let is_empty = contents.subject.is_empty();
    let is_issuer = contents.is_ca()
        || contents
            .key_usage()
            .is_some_and(KeyUsage::allows_crl_signing);
    let fault = (is_issuer && is_empty).then_some(Fault::CaSubjectEmpty {});
    records.judge(Check::CaSubjectEmpty, Some(index), fault);
    let names = contents.extension(known::SUBJECT_ALT_NAME);
    let is_named = !is_empty || is_issuer || names.is_some_and(|names| names.critical);
    let fault = (!is_named).then_some(Fault::SubjectEmptyWithoutCriticalNames {
        has_names: names.is_some(),
    });
    records.judge(Check::SubjectEmptyWithoutCriticalNames, Some(index), fault);
}

/// The attributes of subject, issuer and alternative names that are not as they must be.
fn malformed_attributes<'c>(contents: &'c Contents) -> impl Iterator<Item = Fault> {
    let (subject, issuer) = (&contents.subject, &contents.issuer);
    let mut attributes = Vec::new();
    let mut add = |field, name: &'c DistinguishedName| {
        attributes.extend(name.attributes().map(|attribute| (field, attribute)));
    };
    add("subject", subject);
    // The one name of a self-issued certificate is told once.
    if !subject.attributes().eq(issuer.attributes()) {
        add("issuer", issuer);
    }
    for extension in &contents.extensions {
        for name in alternative_names(extension) {
            if let GeneralName::Directory(name) = name {
                add(extension.oid.name().unwrap_or_default(), name);
            }
        }
    }
    let has_address = match contents.subject_alt_names() {
        Some(names) => names
            .iter()
            .any(|name| matches!(name, GeneralName::Email(_))),
        None => contents.extension(known::SUBJECT_ALT_NAME).is_some(), // not known
    };
    attributes
        .into_iter()
        .filter_map(move |(field, attribute)| {
            let is_unlisted = field == "subject"
                && !has_address
                && attribute.oid.content() == known::EMAIL_ADDRESS;
            // §4.1.2.6: "Conforming implementations generating new certificates with electronic mail addresses MUST use the
            // rfc822Name in the subject alternative name extension (Section 4.2.1.6) to describe such identities."
            let unlisted = is_unlisted.then_some("no list of names (SAN) has an rfc822Name");
            let problem = attribute_problem(attribute).or(unlisted)?;
            Some(Fault::NameAttributeMalformed {
                field,
                attribute: visible_short(&attribute.oid.label(), 200),
                problem,
            })
        })
}

/// The types of §4.1.2.4 and appendix A.1, for the attributes that these name, and their upper bounds (`ub-common-name` and its
/// like), in characters.
fn attribute_problem(attribute: &Attribute) -> Option<&'static str> {
    let is_one_of = |types: &[u32]| {
        let number = attribute.string_type();
        number.is_some_and(|number| types.contains(&number))
    };
    let content = attribute.oid.content();
    let problem = match content {
        // X520countryName, X520SerialNumber, X520dnQualifier.
        [0x55, 4, 5 | 6 | 46] => {
            (!is_one_of(&[PRINTABLE])).then_some("it must be a PrintableString")
        }
        // X520name (name, surname, givenName, initials, generationQualifier), X520CommonName, X520LocalityName,
        // X520StateOrProvinceName, X520OrganizationName, X520OrganizationalUnitName, X520Title, X520Pseudonym.
        [0x55, 4, 3 | 4 | 7 | 8 | 10 | 11 | 12 | 41..=44 | 65] => {
            (!is_one_of(&[TELETEX, PRINTABLE, UNIVERSAL, UTF8, BMP])).then_some(
                "it must be a DirectoryString: UTF8String, PrintableString, TeletexString, \
                 UniversalString or BMPString",
            )
        }
        known::DOMAIN_COMPONENT | known::EMAIL_ADDRESS => {
            (!is_one_of(&[IA5])).then_some("it must be an IA5String")
        }
        _ => return None,
    };
    let most = match content {
        [0x55, 4, 6] => 2,
        [0x55, 4, 3 | 5 | 10..=12] => 64,
        [0x55, 4, 7 | 8 | 65] => 128,
        known::EMAIL_ADDRESS => 255,
        _ => 32_768,
    };
    let length = || attribute.text().map_or(1, |text| text.chars().count());
    problem.or_else(|| match length() {
        0 => Some("it is empty"),
        1 if most == 2 => Some("a country has two letters"),
        length if length > most => Some("it is longer than it may be"),
        _ => None,
    })
}

const UTF8: u32 = 12;
const PRINTABLE: u32 = 19;
const TELETEX: u32 = 20;
const IA5: u32 = 22;
const UNIVERSAL: u32 = 28;
const BMP: u32 = 30;

fn alternative_names(extension: &Extension) -> &[GeneralName] {
    match &extension.value {
        ExtensionValue::SubjectAltName(names) | ExtensionValue::IssuerAltName(names) => names,
        _ => &[],
    }
}

/// The names of an alternative name extension that are not of their form.
fn malformed_names(extension: &Extension) -> impl Iterator<Item = Fault> {
    alternative_names(extension).iter().filter_map(|name| {
        let problem = problem(name)?;
        Some(Fault::AlternativeNameMalformed {
            extension: extension.oid.label(),
            form: name.form(),
            entry: visible_short(&name.shown(), 200),
            offset: extension.offset,
            problem,
        })
    })
}

/// What §4.2.1.6 does not allow in a name.
fn problem(name: &GeneralName) -> Option<&'static str> {
    match name {
        GeneralName::Dns(text) => dns_problem(text),
        GeneralName::Email(text) => mailbox_problem(text),
        GeneralName::Uri(text) => uri_problem(text),
        GeneralName::Ip(octets) => {
            (!matches!(octets.len(), 4 | 16)).then_some("an IP address has 4 or 16 octets")
        }
        // "MUST NOT issue certificates with subjectAltNames containing empty GeneralName fields".
        GeneralName::Directory(name) => name.is_empty().then_some("it is empty"),
        GeneralName::RegisteredId(oid) => oid.content().is_empty().then_some("it is empty"),
        GeneralName::X400(problem) | GeneralName::EdiParty(problem) => *problem,
        GeneralName::Other(..) => None,
    }
}

/// "The name MUST be in the "preferred name syntax", as specified by Section 3.5 of \[RFC1034\] and as modified by Section 2.1
/// of \[RFC1123\]." So no underscore. Of wildcards "the semantics [...] are not addressed by this specification": a whole
/// left-most label may be one. RFC 9549 and BR §7.1.2.7.12 ask for RFC 5890's labels: of the reserved ones, A-labels alone.
fn dns_problem(text: &[u8]) -> Option<&'static str> {
    match DnsPattern::parse(text) {
        Err(problem) => Some(problem),
        Ok(_) if text.contains(&b'_') => Some("it holds an underscore"),
        Ok(name) if name.has_reserved_label() => {
            Some("a label has hyphens in its third and fourth places and is no A-label")
        }
        Ok(_) => None,
    }
}

/// "an rfc822Name is a "Mailbox" as defined in Section 4.1.2 of \[RFC2821\]": `Local-part "@" Domain`, no comment, no
/// brackets. The domain is a DNS name or an address in square brackets. The local part is a dotted series of atoms or a
/// quoted string, in ASCII (RFC 9598 has another form of name for what is not).
fn mailbox_problem(text: &[u8]) -> Option<&'static str> {
    let Some(at) = text.iter().rposition(|byte| *byte == b'@') else {
        return Some("it has no @");
    };
    let (local, domain) = (
        text.get(..at).unwrap_or_default(),
        text.get(at + 1..).unwrap_or_default(),
    );
    let quoted = local
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""));
    let is_local = match quoted {
        Some(quoted) => is_quoted_content(quoted),
        None => local
            .split(|byte| *byte == b'.')
            .all(|atom| !atom.is_empty() && atom.iter().all(|byte| is_atom_text(*byte))),
    };
    if !is_local {
        return Some("what stands before the @ is no local part of an e-mail address");
    }
    let literal = domain
        .strip_prefix(b"[")
        .and_then(|rest| rest.strip_suffix(b"]"));
    let is_domain = match literal {
        Some(literal) => is_address(literal.strip_prefix(b"IPv6:").unwrap_or(literal)),
        None => !domain.starts_with(b"*") && dns_problem(domain).is_none(),
    };
    (!is_domain).then_some("what stands after the @ is no host")
}

/// RFC 2822 §3.2.4.
fn is_atom_text(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// RFC 2821 §4.1.2: printable ASCII, with `"` and `\` behind a backslash only.
fn is_quoted_content(text: &[u8]) -> bool {
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        let byte = match byte {
            b'"' => return false,
            b'\\' => bytes.next(),
            byte => Some(byte),
        };
        if !byte.is_some_and(|byte| matches!(byte, b' '..=b'~')) {
            return false;
        }
    }
    true
}

fn is_address(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.parse::<IpAddr>().is_ok())
}

/// "The name MUST NOT be a relative URI, and it MUST follow the URI syntax and encoding rules specified in \[RFC3986\]. The
/// name MUST include both a scheme [...] and a scheme-specific-part. URIs that include an authority [...] MUST include a
/// fully qualified domain name or IP address as the host."
///
/// A host of one label is let through: whether it is fully qualified cannot be seen.
fn uri_problem(text: &[u8]) -> Option<&'static str> {
    let rest = match uri::parts(text) {
        Ok((_, rest)) => rest,
        Err(problem) => return Some(problem),
    };
    let authority = rest.strip_prefix(b"//")?;
    let authority = authority
        .split(|byte| b"/?#".contains(byte))
        .next()
        .unwrap_or_default();
    let host = authority
        .rsplit(|byte| *byte == b'@')
        .next()
        .unwrap_or_default();
    let is_host = match host.strip_prefix(b"[") {
        Some(rest) => {
            let end = rest.iter().position(|byte| *byte == b']');
            end.and_then(|end| rest.get(..end)).is_some_and(is_address)
        }
        None => {
            let name = host.split(|byte| *byte == b':').next().unwrap_or_default();
            is_address(name) || (!name.starts_with(b"*") && dns_problem(name).is_none())
        }
    };
    (!is_host).then_some("its host is neither a DNS name nor an IP address")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dns_names_are_in_preferred_name_syntax() {
        for name in [
            "example.com",
            "*.example.com",
            "1.example.com",
            "localhost",
            "XN--bcher-kva.example.com",
            "a-b--c.example.com",
        ] {
            assert_eq!(dns_problem(name.as_bytes()), None, "{name}");
        }
        for name in [
            "",
            " ",
            "a_b.example.com",
            "a..b",
            ".example.com",
            "192.0.2.1",
            "*",
            "ab--c.example.com",
            "xn--9.example.com",
            "xn--bcher-.example.com",
        ] {
            assert!(dns_problem(name.as_bytes()).is_some(), "{name}");
        }
    }

    #[test]
    fn mailboxes_are_as_rfc_2821_says() {
        for mailbox in [
            "a@example.com",
            "a.b+c@example.com",
            "*@example.com",
            "\"a b\\\"@\"@example.com",
            "a@[192.0.2.1]",
            "a@[IPv6:2001:db8::1]",
        ] {
            assert_eq!(mailbox_problem(mailbox.as_bytes()), None, "{mailbox}");
        }
        for mailbox in [
            "",
            "a",
            "@example.com",
            "a@",
            "a@b@example.com",
            "a..b@example.com",
            "a b@example.com",
            "\"a\"b\"@example.com",
            "\"a\\\"@example.com",
            "A <a@example.com>",
            "a@*.example.com",
            "a@exa_mple.com",
            "a@[192.0.2]",
            "ä@example.com",
        ] {
            assert!(mailbox_problem(mailbox.as_bytes()).is_some(), "{mailbox}");
        }
    }

    #[test]
    fn uris_are_absolute() {
        for text in [
            "https://example.com/a?b#c",
            "http://u@example.com:80/%20",
            "ldap://[2001:db8::1]/",
            "urn:oid:1.2.3",
            "http://192.0.2.1",
        ] {
            assert_eq!(uri_problem(text.as_bytes()), None, "{text}");
        }
        for text in [
            "",
            "example.com",
            "//example.com/",
            "/a:b",
            "1http://example.com",
            "http:",
            "http:///a",
            "http://exa mple.com",
            "http://example.com/%2",
            "http://*.example.com",
            "http://[::1",
        ] {
            assert!(uri_problem(text.as_bytes()).is_some(), "{text}");
        }
    }
}
