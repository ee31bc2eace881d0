//! Does one of the leaf's names match the host (mozpkix `pkixnames.cpp`, `CheckCertHostname`)? Firefox's grammar of names is
//! its own: underscores are let through, wildcards need two labels after them, and a name that breaks the grammar is passed
//! over or ends the search, by whose root it was found under.

use std::net::IpAddr;

use super::back_cert::BackCert;
use super::general_name;
use super::reader::{Input, Reading, bad_der, tag};
use crate::checks::{Path, host_name};
use crate::finding::{Check, Fault, Records};
use crate::name::Host;
use crate::name::constraint::Form;
use crate::text::visible_short;

/// Records whether the leaf names the host.
pub(super) fn check(
    path: &Path<'_>,
    index: Option<usize>,
    leaf: &BackCert<'_>,
    invalid: InvalidNames,
    records: &mut Records,
) {
    let Some(host) = &path.terms.host else {
        records.not_checked(Check::HostnameMismatch, index);
        records.not_checked(Check::SubjectAlternativeNameMissing, index);
        return records.broken(Fault::HostnameNotChecked {}, None);
    };
    records.passed(Check::HostnameNotChecked, None);
    let contents = index.and_then(|index| path.pool.contents(index));
    let Some(names) = leaf.extensions.subject_alt_name else {
        records.broken(host_name::names_missing(host, contents), index);
        return records.not_checked(Check::HostnameMismatch, index);
    };
    records.passed(Check::SubjectAlternativeNameMissing, index);
    let matched = matches(Some(names), host, invalid);
    if is_host(host) && matched == Ok(true) {
        return records.passed(Check::HostnameMismatch, index);
    }
    // A name that breaks the grammar is often the reason.
    if let Err(refusal) = matched {
        records.broken(unusable(names, refusal.offset, refusal.rule), index);
    }
    let names = contents.and_then(|contents| contents.subject_alt_names());
    records.broken(host_name::mismatch(host, names.unwrap_or_default()), index);
}

/// The entry that ended the search.
fn unusable(names: Input<'_>, offset: usize, problem: &'static str) -> Fault {
    let start = offset.saturating_sub(names.offset);
    let rest = names.bytes.get(start..).unwrap_or_default();
    let length = start
        .checked_sub(1)
        .and_then(|length| names.bytes.get(length))
        .copied()
        .unwrap_or_default();
    let entry = rest.get(..usize::from(length)).unwrap_or(rest);
    let entry = visible_short(&String::from_utf8_lossy(entry), 200);
    Fault::SubjectAlternativeNameUnusable { entry, problem }
}

/// What is done with a name that breaks the grammar before a match is found (`HandleInvalidSubjectAlternativeNamesBy`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InvalidNames {
    /// The search ends: under Firefox's own roots.
    Halt,
    /// It is passed over: under roots that were added.
    Skip,
}

/// Whether a dNSName or iPAddress entry of subjectAltName matches. An error counts as no match
/// (`CheckCertHostnameHelper`), and says why.
pub(crate) fn matches(
    names: Option<Input<'_>>,
    host: &Host,
    invalid: InvalidNames,
) -> Reading<bool> {
    let Some(names) = names else { return Ok(false) };
    let mut entries = names.only(tag::SEQUENCE)?.reader();
    while !entries.is_at_end() {
        let (name, value) = general_name::read(&mut entries)?;
        let is_match = match (name, host) {
            (Form::Dns, Host::Dns(host)) => {
                if is_valid(value.bytes, Role::Presented, Wildcards::Allowed) {
                    dns_matches(value.bytes, host.as_bytes())
                } else if invalid == InvalidNames::Skip {
                    false
                } else {
                    return Err(bad_der("a dNSName that is none", value.offset));
                }
            }
            (Form::Ip, Host::Ip(IpAddr::V4(address))) => value.bytes == address.octets(),
            (Form::Ip, Host::Ip(IpAddr::V6(address))) => value.bytes == address.octets(),
            _ => false,
        };
        if is_match {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether Firefox takes the host for a name at all: labels that begin or end with a hyphen pass, a last label of digits
/// does not, and `::` is no address (`IsValidReferenceDNSID`, `ParseIPv6Address`).
pub(crate) fn is_host(host: &Host) -> bool {
    match host {
        Host::Dns(name) => is_valid(name.as_bytes(), Role::Reference, Wildcards::Forbidden),
        Host::Ip(address) => !(address.is_ipv6() && address.is_unspecified()),
    }
}

/// Whose grammar a name must follow (`IDRole`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The host.
    Reference,
    /// An entry of a certificate.
    Presented,
    /// A constraint: may be empty or begin with a dot.
    Constraint,
}

/// Whether the left-most label may be `*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wildcards {
    Allowed,
    Forbidden,
}

/// `IsValidDNSID`.
pub(crate) fn is_valid(name: &[u8], role: Role, wildcards: Wildcards) -> bool {
    if name.len() > 253 {
        return false;
    }
    if name.is_empty() {
        return role == Role::Constraint;
    }
    let name = match (name.strip_prefix(b"*."), wildcards) {
        // At least two labels stand after the wildcard.
        (Some(rest), Wildcards::Allowed) if rest.contains(&b'.') => rest,
        (Some(_), Wildcards::Allowed) => return false,
        _ => match (name, role) {
            ([b'.', rest @ ..], Role::Constraint) => rest,
            _ => name,
        },
    };
    let name = match (name, role) {
        ([rest @ .., b'.'], Role::Reference) => rest,
        _ => name,
    };
    let mut labels = name.split(|byte| *byte == b'.');
    let last_is_number = labels
        .clone()
        .next_back()
        .is_some_and(|last| last.iter().all(u8::is_ascii_digit));
    !last_is_number && labels.all(|label| is_label(label, role))
}

fn is_label(label: &[u8], role: Role) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-' || *byte == b'_';
    let has_outer_hyphen = label.first() == Some(&b'-') || label.last() == Some(&b'-');
    (1..=63).contains(&label.len())
        && label.iter().all(is_plain)
        && (role == Role::Reference || !has_outer_hyphen)
}

/// Both are valid: equal but for case and the host's final dot, a wildcard standing for exactly one label.
fn dns_matches(presented: &[u8], host: &[u8]) -> bool {
    let host = host.strip_suffix(b".").unwrap_or(host);
    match presented.strip_prefix(b"*") {
        Some(suffix) => {
            let dot = host.iter().position(|byte| *byte == b'.');
            dot.and_then(|dot| host.get(dot..))
                .is_some_and(|rest| rest.eq_ignore_ascii_case(suffix))
        }
        None => presented.eq_ignore_ascii_case(host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mint::der;

    fn names(entries: &[(u8, &[u8])]) -> Vec<u8> {
        let entries: Vec<Vec<u8>> = entries
            .iter()
            .map(|(tag, value)| der::tlv(*tag, value))
            .collect();
        der::sequence(&entries)
    }

    fn is_match(entries: &[(u8, &[u8])], host: &str, invalid: InvalidNames) -> bool {
        let names = names(entries);
        let host = Host::parse(host).expect("a host");
        matches(Some(Input::whole(&names)), &host, invalid) == Ok(true)
    }

    #[test]
    fn names_match() {
        for (entry, host, expected) in [
            ("example.com", "example.com", true),
            ("EXAMPLE.com", "example.COM", true),
            ("example.com", "example.com.", true),
            ("example.com.", "example.com", false),
            ("example.com", "www.example.com", false),
            ("*.example.com", "www.example.com", true),
            ("*.example.com", "example.com", false),
            ("*.example.com", "a.b.example.com", false),
            ("*.example.com", "xn--bcher-kva.example.com", true),
            ("*.example.com", "_x.example.com", true),
            ("*.co.uk", "example.co.uk", true), // no list of public suffixes
            ("*.com", "example.com", false),
            ("f*.example.com", "foo.example.com", false),
            ("*.*.example.com", "a.b.example.com", false),
            ("www.*.com", "www.example.com", false),
            ("a_b.example.com", "a_b.example.com", true),
            ("-a.example.com", "a.example.com", false),
            ("localhost", "localhost", true),
            ("192.0.2.1", "192.0.2.1", false),
        ] {
            let entries = [(0x82, entry.as_bytes())];
            assert_eq!(
                is_match(&entries, host, InvalidNames::Skip),
                expected,
                "{entry} {host}"
            );
        }
    }

    #[test]
    fn addresses_match_byte_for_byte() {
        let v4: &[u8] = &[192, 0, 2, 1];
        let v6: &[u8] = &[0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        let mapped: &[u8] = &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1];
        for (entry, host, expected) in [
            (v4, "192.0.2.1", true),
            (v4, "192.0.2.2", false),
            (mapped, "192.0.2.1", false),
            (v6, "2001:db8::1", true),
            (v6, "[2001:db8::1]", true),
            (&v4[..3], "192.0.2.1", false),
        ] {
            let entries = [(0x87, entry)];
            assert_eq!(
                is_match(&entries, host, InvalidNames::Halt),
                expected,
                "{entry:?} {host}"
            );
        }
    }

    #[test]
    fn an_invalid_name_ends_the_search_under_firefoxs_own_roots_only() {
        type Entry = (u8, &'static [u8]);
        let (bad, good): (Entry, Entry) = ((0x82, b"a b"), (0x82, b"example.com"));
        for (entries, invalid, expected) in [
            ([bad, good], InvalidNames::Halt, false),
            ([bad, good], InvalidNames::Skip, true),
            ([good, bad], InvalidNames::Halt, true),
        ] {
            assert_eq!(is_match(&entries, "example.com", invalid), expected);
        }
        // Of an address it is not asked.
        let entries: [(u8, &[u8]); 2] = [bad, (0x87, &[192, 0, 2, 1])];
        assert!(is_match(&entries, "192.0.2.1", InvalidNames::Halt));
    }

    #[test]
    fn an_unknown_form_ends_the_search_under_every_root() {
        for (tag, expected) in [(0x86, true), (0x89, false), (0xa2, false), (0x30, false)] {
            let entries: [(u8, &[u8]); 2] = [(tag, b""), (0x82, b"example.com")];
            assert_eq!(
                is_match(&entries, "example.com", InvalidNames::Skip),
                expected,
                "{tag:02x}"
            );
        }
        assert!(!is_match(&[], "example.com", InvalidNames::Skip));
        assert_eq!(
            matches(None, &Host::Dns("a".to_owned()), InvalidNames::Skip),
            Ok(false)
        );
    }

    #[test]
    fn grammar_by_role() {
        use Role::{Constraint, Presented, Reference};
        let long_label = "a".repeat(64);
        let long_name = format!("{0}.{0}.{0}.{1}", "a".repeat(63), "a".repeat(62));
        for (name, reference, presented, constraint) in [
            ("", false, false, true),
            (".", false, false, false),
            ("a", true, true, true),
            (".a", false, false, true),
            ("a.", true, false, false),
            ("..a", false, false, false),
            ("a..b", false, false, false),
            ("-a.b", true, false, false),
            ("a-.b", true, false, false),
            ("a_.b", true, true, true),
            ("1.b", true, true, true),
            ("a.1", false, false, false),
            ("a.1.", false, false, false),
            ("a.1-b", true, true, true),
            ("*", false, false, false),
            ("*.", false, false, false),
            ("*.a", false, false, false),
            ("*.a.b", false, true, false),
            ("*.a.b.", false, false, false),
            ("a.*.b", false, false, false),
            ("a b", false, false, false),
            ("b\u{fc}cher.example", false, false, false),
            ("a.b\0c", false, false, false),
            (&long_label[..63], true, true, true),
            (&long_label, false, false, false),
            (&long_name[..253], true, true, true),
            (&long_name, false, false, false),
        ] {
            let found = [Reference, Presented, Constraint].map(|role| {
                let wildcards = match role {
                    Presented => Wildcards::Allowed,
                    _ => Wildcards::Forbidden,
                };
                is_valid(name.as_bytes(), role, wildcards)
            });
            assert_eq!(found, [reference, presented, constraint], "{name}");
        }
    }
}
