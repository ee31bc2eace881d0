//! The name that a client visits, and the DNS names in certificates that match it (RFC 9525 §6; RFC 5280 §4.2.1.6).

use std::net::IpAddr;

use super::{idna, punycode};

/// The host that a client wanted to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A DNS name in A-labels, lower case, without the root's dot.
    Dns(String),
    /// An IP address: it only ever matches an iPAddress entry.
    Ip(IpAddr),
}

/// Why a text is not a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostError {
    /// There is nothing.
    Empty,
    /// A URL, a name with a port, or a certificate's subject: only the name is wanted. Holds the name that was probably meant.
    NotOnlyAName(String),
    /// What is wrong with it.
    Invalid(&'static str),
}

impl Host {
    /// Reads a DNS name (in A-labels or U-labels, any case, with or without the final dot), an IPv4 or an IPv6 address
    /// (with or without brackets).
    ///
    /// Internationalised names become A-labels by UTS #46 non-transitional processing, as in browsers. Underscores, and
    /// hyphens at the ends of labels, are let through: such hosts are visited, and whether a certificate may name them is the
    /// certificate's question.
    pub fn parse(text: &str) -> Result<Self, HostError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(HostError::Empty);
        }
        Self::parse_alone(text).map_err(|problem| {
            let mut meant = [name_within(text), common_name(text)].into_iter();
            let meant = meant.find(|meant| *meant != text && Self::parse_alone(meant).is_ok());
            match meant {
                Some(meant) => HostError::NotOnlyAName(meant.to_owned()),
                None => HostError::Invalid(problem),
            }
        })
    }

    fn parse_alone(text: &str) -> Result<Self, &'static str> {
        let unbracketed = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        if let Ok(address) = unbracketed.unwrap_or(text).parse::<IpAddr>()
            && (unbracketed.is_none() || address.is_ipv6())
        {
            return Ok(Self::Ip(address));
        }
        if text.contains('*') {
            return Err("it is a wildcard, which is no host; give a name that it covers");
        }
        let ascii = idna::to_ascii(text)
            .ok_or("it is not a valid internationalised domain name (UTS #46)")?;
        let name = ascii.strip_suffix('.').unwrap_or(&ascii).to_owned();
        match visited_name_problem(&name) {
            Some(problem) => Err(problem),
            None => Ok(Self::Dns(name)),
        }
    }
}

impl std::fmt::Display for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Dns(name) => f.write_str(name),
            Self::Ip(address) => write!(f, "{address}"),
        }
    }
}

/// The host in a URL, before a port or path, or as an entry of a certificate's names is written: without brackets and zone.
fn name_within(text: &str) -> &str {
    let is_scheme = |before: &str| before.bytes().all(|b| b.is_ascii_alphabetic() || b == b':');
    let rest = match text.split_once('/') {
        Some((before, rest))
            if is_scheme(before) && (before.ends_with(':') || rest.starts_with('/')) =>
        {
            rest.trim_start_matches('/')
        }
        _ => text,
    };
    let host = before(rest, &['/', '?', '#']);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.strip_prefix("DNS:").unwrap_or(host);
    if let Some(bracketed) = host.strip_prefix('[') {
        return before(bracketed, &[']', '%']);
    }
    let host = before(host, &['%']);
    match host.parse::<IpAddr>() {
        Ok(_) => host,
        Err(_) => before(host, &[':']),
    }
}

/// The value after `CN=` in a distinguished name as openssl or a browser writes it; empty: there is none.
fn common_name(text: &str) -> &str {
    let mut marks = ["CN=", "CN = ", "cn="].iter();
    let named = marks.find_map(|mark| text.split_once(mark));
    named.map_or("", |(_, name)| before(name, &[',', '/', '+', ';']).trim())
}

/// What stands before the first of these.
fn before<'a>(text: &'a str, ends: &[char]) -> &'a str {
    text.split(ends).next().unwrap_or_default()
}

/// A dNSName that can match hosts: a name, or `*.` and a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DnsPattern {
    wildcard: bool,
    /// Lower case, without the wildcard label.
    name: String,
}

impl DnsPattern {
    /// Reads a dNSName entry of a certificate, or says why it can match nothing.
    ///
    /// Preferred name syntax (RFC 1034 §3.5, RFC 1123 §2.1: RFC 5280 §4.2.1.6 asks for it) in A-labels, and underscores,
    /// which certificates of real hosts hold. A wildcard is the whole left-most label (RFC 9525 §6.3): `f*.example.com`,
    /// `*.*.example.com` and a lone `*` match nothing. A final dot is not in preferred name syntax: it matches nothing.
    pub fn parse(entry: &[u8]) -> Result<Self, &'static str> {
        let text = std::str::from_utf8(entry)
            .ok()
            .filter(|text| text.is_ascii());
        let text =
            text.ok_or("it is not ASCII; internationalised names are written as A-labels (xn--…)")?;
        let text = text.to_ascii_lowercase();
        let (wildcard, name) = match text.strip_prefix("*.") {
            Some(name) => (true, name.to_owned()),
            None => (false, text),
        };
        if name.as_bytes().contains(&b'*') {
            return Err("a wildcard must be the whole left-most label and the only one");
        }
        if name.as_bytes().ends_with(b".") {
            return Err("it ends with a dot");
        }
        match dns_name_problem(&name) {
            Some(problem) => Err(problem),
            None => Ok(Self { wildcard, name }),
        }
    }

    /// RFC 9525 §6.3: equal, or the wildcard stands for exactly one label.
    pub fn matches(&self, host: &str) -> bool {
        if !self.wildcard {
            return self.name == host;
        }
        match host.split_once('.') {
            Some((first, rest)) => !first.is_empty() && rest == self.name,
            None => false,
        }
    }

    /// A label has hyphens in its third and fourth places and is no A-label (RFC 5890 §2.3.1), nor what the Baseline Requirements
    /// call a P-label, of whatever version of IDNA.
    pub fn has_reserved_label(&self) -> bool {
        let is_coded = |rest: &[u8]| {
            let text = std::str::from_utf8(rest).ok().and_then(punycode::decode);
            text.is_some_and(|text| !text.iter().all(char::is_ascii))
        };
        labels(&self.name).any(|label| {
            label.get(2..4) == Some(b"--") && !label.strip_prefix(b"xn--").is_some_and(is_coded)
        })
    }
}

/// In bytes, as certificates with hundreds of names are read here.
fn labels(name: &str) -> impl Iterator<Item = &[u8]> {
    name.as_bytes().split(|byte| *byte == b'.')
}

/// What is wrong with a DNS name in a certificate, in lower-case A-labels without a final dot.
fn dns_name_problem(name: &str) -> Option<&'static str> {
    let has_hyphen_at_end = |label: &[u8]| label.starts_with(b"-") || label.ends_with(b"-");
    visited_name_problem(name).or_else(|| {
        labels(name)
            .any(has_hyphen_at_end)
            .then_some("a label begins or ends with a hyphen")
    })
}

/// What is wrong with a name that is visited: it cannot be one at all.
fn visited_name_problem(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("it is empty");
    }
    if name.len() > 253 {
        return Some("it is longer than 253 characters");
    }
    let mut last: &[u8] = &[];
    for label in labels(name) {
        if label.is_empty() {
            return Some("it has an empty label (two dots in a row, or a dot at the beginning)");
        }
        if label.len() > 63 {
            return Some("a label is longer than 63 characters");
        }
        if !label
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        {
            return Some(
                "a label holds a character that is not a letter, digit, hyphen or underscore",
            );
        }
        last = label;
    }
    is_number(last).then_some("its last label is a number, as in an IP address and in no DNS name")
}

/// Whether programs take a text whose last label is this for an IPv4 address, in one of its short forms perhaps (the URL Standard's
/// "ends in a number"): decimal, or hexadecimal after `0x`.
pub(crate) fn is_number(label: &[u8]) -> bool {
    match label {
        [b'0', b'x' | b'X', digits @ ..] => digits.iter().all(u8::is_ascii_hexdigit),
        _ => !label.is_empty() && label.iter().all(u8::is_ascii_digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_hosts_in_every_form() {
        for (text, host) in [
            ("example.com", "example.com"),
            ("EXAMPLE.com.", "example.com"),
            (" example.com\n", "example.com"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
            ("faß.example", "xn--fa-hia.example"),
            ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
            ("localhost", "localhost"),
            ("_dmarc.example.com", "_dmarc.example.com"),
            ("-a.com", "-a.com"),
            ("a.0xg", "a.0xg"),
            ("0x7f.example", "0x7f.example"),
            ("10.0.0.1", "10.0.0.1"),
            ("[2001:DB8::1]", "2001:db8::1"),
            ("::1", "::1"),
        ] {
            assert_eq!(
                Host::parse(text).map(|host| host.to_string()),
                Ok(host.to_owned()),
                "{text}"
            );
        }
        assert!(matches!(Host::parse("10.0.0.1"), Ok(Host::Ip(_))));
    }

    #[test]
    fn says_why_a_text_is_no_host() {
        assert_eq!(Host::parse("  "), Err(HostError::Empty));
        for (text, meant) in [
            ("https://example.com/path", "example.com"),
            ("example.com:8443", "example.com"),
            ("https://user@example.com:443/?q", "example.com"),
            ("https:/example.com/", "example.com"),
            ("https//example.com//", "example.com"),
            ("//example.com", "example.com"),
            ("example.com:https", "example.com"),
            ("DNS:example.com", "example.com"),
            ("https://[2001:db8::1]:8443/x", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("2001:db8::/32", "2001:db8::"),
            ("fe80::1%eth0", "fe80::1"),
            ("[fe80::1%25eth0]", "fe80::1"),
            ("[10.0.0.1]", "10.0.0.1"),
            ("CN=app.example.com", "app.example.com"),
            (
                "subject=C = US, O = Example, CN = app.example.com",
                "app.example.com",
            ),
            (
                "/C=US/O=Example/CN=app.example.com/emailAddress=a@b.com",
                "app.example.com",
            ),
            ("cn=app.example.com,dc=example", "app.example.com"),
            (
                "https://app.example.com/?CN=other.example",
                "app.example.com",
            ),
        ] {
            assert_eq!(
                Host::parse(text),
                Err(HostError::NotOnlyAName(meant.to_owned())),
                "{text}"
            );
        }
        for text in [
            "a..b",
            ".a",
            "1.2.3",
            "127.0.0.0x1",
            "0x7f000001",
            "a.0X",
            "256.1.1.1",
            "a b",
            "*.example.com",
            "https://*.example.com/",
            "https://",
            "https://1.2.3/",
            "xn--a.com",
            "\u{202e}a.com",
        ] {
            assert!(
                matches!(Host::parse(text), Err(HostError::Invalid(_))),
                "{text}: {:?}",
                Host::parse(text)
            );
        }
        let told = |text, word| {
            let problem = Host::parse(text).unwrap_err();
            matches!(problem, HostError::Invalid(problem) if problem.contains(word))
        };
        assert!(told("*.example.com", "wildcard") && !told("a b.example.com", "wildcard"));
        assert!(told("CN=*.example.com", "wildcard") && told("CN=Example Root CA", "label"));
        assert!(Host::parse(&"a.".repeat(128)).is_err());
        assert!(Host::parse(&format!("{}.com", "a".repeat(64))).is_err());
        assert!(Host::parse(&format!("{}.com", "a".repeat(63))).is_ok());
    }

    #[test]
    fn patterns_match_whole_labels_only() {
        for (pattern, host, matches) in [
            ("example.com", "example.com", true),
            ("EXAMPLE.COM", "example.com", true),
            ("example.com", "www.example.com", false),
            ("www.example.com", "example.com", false),
            ("*.example.com", "www.example.com", true),
            ("*.example.com", "xn--bcher-kva.example.com", true),
            ("*.example.com", "example.com", false),
            ("*.example.com", "a.b.example.com", false),
            ("*.com", "example.com", true),
            ("localhost", "localhost", true),
        ] {
            assert_eq!(
                DnsPattern::parse(pattern.as_bytes()).unwrap().matches(host),
                matches,
                "{pattern} {host}"
            );
        }
    }

    #[test]
    fn patterns_that_can_match_nothing_say_why() {
        for entry in [
            "",
            "*",
            "*.",
            "f*.example.com",
            "*f.example.com",
            "*.*.example.com",
            "www.*.com",
            "example.com.",
            ".example.com",
            "a..b",
            "10.0.0.1",
            "bücher.example",
            "a b.com",
            "exa\0mple.com",
            "-a.com",
        ] {
            assert!(DnsPattern::parse(entry.as_bytes()).is_err(), "{entry:?}");
        }
    }
}
