//! Does the leaf name the host: `X509Certificate::VerifyHostname` (net/cert/x509_certificate.cc).

use crate::checks::{Path, host_name};
use crate::finding::{Check, Fault, Records};
use crate::name::{GeneralName, Host};
use crate::public_suffix::PublicSuffixes;
use crate::text::visible_short;

/// Records whether a dNSName or iPAddress matches, and, where only a wildcard below a public suffix would, that.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    let Some(leaf) = path.leaf() else {
        let first = path.candidate.chain.first().copied();
        return records.not_checked(Check::HostnameMismatch, first);
    };
    let index = Some(leaf.index);
    let Some(host) = &path.terms.host else {
        records.not_checked(Check::HostnameMismatch, index);
        return records.broken(Fault::HostnameNotChecked {}, None);
    };
    records.passed(Check::HostnameNotChecked, None);
    let Some(names) = leaf.contents.subject_alt_names() else {
        // The common name is not looked at, whatever the root (x509_certificate.cc).
        records.broken(host_name::names_missing(host, Some(leaf.contents)), index);
        return records.not_checked(Check::HostnameMismatch, index);
    };
    records.passed(Check::SubjectAlternativeNameMissing, index);
    let suffixes = path.terms.public_suffixes.as_deref();
    let matched = may_match(host) && names.iter().any(|name| matches(name, host, suffixes));
    if matched {
        records.passed(Check::WildcardOnPublicSuffix, index);
        return records.passed(Check::HostnameMismatch, index);
    }
    match names.iter().find_map(|name| suffix_wildcard(name, host)) {
        Some((entry, suffix)) => {
            records.broken(Fault::WildcardOnPublicSuffix { entry, suffix }, index)
        }
        None => records.passed(Check::WildcardOnPublicSuffix, index),
    }
    records.broken(host_name::mismatch(host, names), index);
}

/// `IsCanonicalizedHostCompliant` (net/base/url_util.cc), of what is a host at all: the last label begins with a letter or a digit.
fn may_match(host: &Host) -> bool {
    let Host::Dns(name) = host else { return true };
    let last = name.rfind('.').map_or(0, |dot| dot + 1);
    !matches!(name.as_bytes().get(last), Some(b'-' | b'_'))
}

fn matches(name: &GeneralName, host: &Host, suffixes: Option<&PublicSuffixes>) -> bool {
    match (name, host) {
        (GeneralName::Ip(octets), Host::Ip(std::net::IpAddr::V4(host))) => {
            octets.as_slice() == host.octets()
        }
        (GeneralName::Ip(octets), Host::Ip(std::net::IpAddr::V6(host))) => {
            octets.as_slice() == host.octets()
        }
        (GeneralName::Dns(entry), Host::Dns(host)) => {
            let Some((label, domain)) = presented(entry) else {
                return false;
            };
            let (reference_label, reference_domain) = split(host);
            domain == reference_domain
                && (label == reference_label || label == "*" && allows_wildcards(host, suffixes))
        }
        _ => false,
    }
}

/// A dNSName entry in lower case without a final dot, split; `None`: it is passed over.
fn presented(entry: &[u8]) -> Option<(String, String)> {
    let text = std::str::from_utf8(entry).ok()?.to_ascii_lowercase();
    if text.is_empty() || text.contains('\0') {
        return None;
    }
    let text = text.strip_suffix('.').unwrap_or(&text);
    let (label, domain) = split(text);
    Some((label.to_owned(), domain.to_owned()))
}

/// The first label, and what follows it with its dot.
fn split(name: &str) -> (&str, &str) {
    match name.find('.') {
        Some(at) => name.split_at(at),
        None => (name, ""),
    }
}

/// A wildcard never stands for a name directly below a registry's suffix, by ICANN's section of the list, unknown top-level
/// domains included; nor for a name of digits alone.
fn allows_wildcards(host: &str, suffixes: Option<&PublicSuffixes>) -> bool {
    let (_, domain) = split(host);
    let Some(domain) = domain.strip_prefix('.') else {
        return false;
    };
    // The registry length of a host that is itself a suffix is 0: co.uk is let match *.uk.
    let is_suffix = |name| suffixes.is_none_or(|list| list.is_registry_suffix(name));
    let is_registry_controlled = is_suffix(domain) && !is_suffix(host);
    !is_registry_controlled && !host.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// A wildcard entry that would match but for the suffix below it.
fn suffix_wildcard(name: &GeneralName, host: &Host) -> Option<(String, String)> {
    let (GeneralName::Dns(entry), Host::Dns(host)) = (name, host) else {
        return None;
    };
    let (label, domain) = presented(entry)?;
    let is_it = label == "*" && domain == split(host).1;
    is_it.then(|| {
        let suffix = domain.trim_start_matches('.').to_owned();
        (
            visible_short(&format!("*{domain}"), 200),
            visible_short(&suffix, 200),
        )
    })
}
