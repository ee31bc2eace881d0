//! Does the certificate name the host that was visited (RFC 9525 §6, RFC 5280 §4.2.1.6). The common name is never used: RFC
//! 9525 §2 ended that, and no browser does it.

use super::Path;
use crate::certificate::Contents;
use crate::finding::{Check, Fault, Records};
use crate::name::{DnsPattern, GeneralName, Host};
use crate::oid::known;
use crate::text::visible_short;

/// Names listed in a finding; the certificate's own page has them all.
const MOST_NAMES: usize = 20;

/// Compares the host with subjectAltName: DNS names with dNSName entries, addresses with iPAddress entries, never across.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    let Some(leaf) = path.leaf() else {
        records.not_checked(
            Check::HostnameMismatch,
            path.candidate.chain.first().copied(),
        );
        return;
    };
    let index = Some(leaf.index);
    let names = leaf.contents.subject_alt_names();
    match names {
        Some(names) => unusable_names(names, index, records),
        None => records.not_applicable(Check::SubjectAlternativeNameUnusable, index),
    }
    let Some(host) = &path.terms.host else {
        records.not_checked(Check::SubjectAlternativeNameMissing, index);
        records.not_checked(Check::HostnameMismatch, index);
        return records.broken(Fault::HostnameNotChecked {}, None);
    };
    records.passed(Check::HostnameNotChecked, None);
    let has_extension = || leaf.contents.extension(known::SUBJECT_ALT_NAME).is_some();
    let Some(names) = names else {
        if has_extension() {
            // It is there and cannot be read, which is a fault of its own.
            records.passed(Check::SubjectAlternativeNameMissing, index);
            return records.not_checked(Check::HostnameMismatch, index);
        }
        records.broken(names_missing(host, Some(leaf.contents)), index);
        return records.not_checked(Check::HostnameMismatch, index);
    };
    records.passed(Check::SubjectAlternativeNameMissing, index);
    let is_named = names.iter().any(|name| matches(name, host));
    let fault = (!is_named).then(|| mismatch(host, names));
    records.judge(Check::HostnameMismatch, index, fault);
}

/// The fault of a leaf none of whose names is the host's.
pub(crate) fn mismatch(host: &Host, names: &[GeneralName]) -> Fault {
    let comparable = names
        .iter()
        .filter(|name| matches!(name, GeneralName::Dns(_) | GeneralName::Ip(_)));
    let shown: Vec<String> = comparable
        .clone()
        .take(MOST_NAMES)
        .map(GeneralName::shown)
        .collect();
    let more = comparable.count() - shown.len();
    Fault::HostnameMismatch {
        hostname: host.to_string(),
        names: shown,
        more,
    }
}

/// The fault of a leaf without subjectAltName.
pub(crate) fn names_missing(host: &Host, leaf: Option<&Contents>) -> Fault {
    let common_name = leaf.and_then(|contents| contents.subject.common_name());
    Fault::SubjectAlternativeNameMissing {
        hostname: host.to_string(),
        common_name: common_name.map(|name| visible_short(&name, 200)),
    }
}

/// Whether a certificate lists the host.
pub(crate) fn is_listed(host: &Host, contents: &Contents) -> bool {
    let names = contents.subject_alt_names().unwrap_or_default();
    names.iter().any(|name| matches(name, host))
}

fn matches(name: &GeneralName, host: &Host) -> bool {
    match (name, host) {
        (GeneralName::Dns(entry), Host::Dns(host)) => {
            DnsPattern::parse(entry).is_ok_and(|entry| entry.matches(host))
        }
        (GeneralName::Ip(octets), Host::Ip(std::net::IpAddr::V4(host))) => {
            octets.as_slice() == host.octets()
        }
        (GeneralName::Ip(octets), Host::Ip(std::net::IpAddr::V6(host))) => {
            octets.as_slice() == host.octets()
        }
        _ => false,
    }
}

/// Entries that can't match any host: often the reason of a mismatch.
fn unusable_names(names: &[GeneralName], index: Option<usize>, records: &mut Records) {
    let problem = |name: &GeneralName| match name {
        GeneralName::Dns(entry) => DnsPattern::parse(entry).err(),
        GeneralName::Ip(octets) if !matches!(octets.len(), 4 | 16) => {
            Some("an IP address has 4 or 16 octets")
        }
        _ => None,
    };
    let faults = names.iter().filter_map(|name| {
        Some(Fault::SubjectAlternativeNameUnusable {
            problem: problem(name)?,
            entry: visible_short(&name.shown(), 200),
        })
    });
    records.judge_each(Check::SubjectAlternativeNameUnusable, index, faults);
}
