//! The names in a server's certificate: which there may be, and how they are written.

use std::borrow::Cow;
use std::net::IpAddr;

use crate::checks::{Link, Path};
use crate::finding::{Check, Fault, Records};
use crate::name::{DnsPattern, GeneralName, Host, is_number};
use crate::oid::known;
use crate::public_suffix::PublicSuffixes;
use crate::sorted::Set;
use crate::text::visible_short;
use crate::time::Time;

/// Asks about subjectAltName and the common name. How a dNSName is written is asked by RFC 5280 already, underscores included
/// (BR §7.1.2.7.12 says the same).
pub(super) fn check(path: &Path<'_>, leaf: Link<'_>, records: &mut Records) {
    let index = Some(leaf.index);
    let names = leaf.contents.subject_alt_names();
    // §7.1.2.7.12: "For Subscriber Certificates, the Subject Alternative Name MUST be present".
    // One that cannot be read is there, and a fault of its own.
    let is_missing = leaf.contents.extension(known::SUBJECT_ALT_NAME).is_none();
    let missing = is_missing.then_some(Fault::ServerNamesMissing {});
    records.judge(Check::ServerNamesMissing, index, missing);
    let names = names.unwrap_or_default();
    forms(leaf.index, names, records);
    let suffixes = path.terms.public_suffixes.as_deref();
    internal(leaf, names, suffixes, records);
    wildcard(path, leaf, names, suffixes, records);
    if is_missing {
        records.not_applicable(Check::CommonNameNotListed, index);
        return records.not_applicable(Check::CommonNameUnmatched, index);
    }
    common_names(leaf, names, records);
}

/// §7.1.2.7.12: dNSName and iPAddress; of all other forms "MUST NOT".
fn forms(index: usize, names: &[GeneralName], records: &mut Records) {
    let others = names
        .iter()
        .filter(|name| !matches!(name, GeneralName::Dns(_) | GeneralName::Ip(_)));
    let faults = others.map(|name| Fault::ServerNameFormNotPermitted {
        form: name.form(),
        entry: visible_short(&name.shown(), 200),
    });
    records.judge_each(Check::ServerNameFormNotPermitted, Some(index), faults);
}

/// §4.2.2: "CAs SHALL NOT issue Certificates containing Internal Names or Reserved IP Addresses". An internal name is one
/// that "does not end with a Top-Level Domain registered in IANA's Root Zone Database"; those are the list's. And since 15 March
/// 2026 (ballot SC-086) no names that stand for addresses.
fn internal(
    leaf: Link<'_>,
    names: &[GeneralName],
    suffixes: Option<&PublicSuffixes>,
    records: &mut Records,
) {
    let index = leaf.index;
    let Some(suffixes) = suffixes else {
        return records.not_checked(Check::ServerNameInternal, Some(index));
    };
    let since = Time::from_utc(2026, 3, 15, 0, 0, 0);
    let binds_reverse = leaf.contents.not_before >= since;
    let problem = |name: &GeneralName| match name {
        GeneralName::Dns(text) => {
            let text = String::from_utf8_lossy(text).to_ascii_lowercase();
            // A final dot is a fault of its own.
            let name = text.strip_suffix('.').unwrap_or(&text);
            let is_reverse = name.ends_with(".in-addr.arpa") || name.ends_with(".ip6.arpa");
            match suffixes.has_top_level_domain(name) {
                false => Some("its last label is no top-level domain"),
                true if is_reverse && binds_reverse => Some("it stands for an IP address"),
                true => None,
            }
        }
        GeneralName::Ip(octets) => is_reserved(octets).then_some(
            "the address is set aside for private networks, documentation or other special uses",
        ),
        _ => None,
    };
    let faults = names.iter().filter_map(|name| {
        problem(name).map(|problem| Fault::ServerNameInternal {
            entry: visible_short(&name.shown(), 200),
            problem,
        })
    });
    records.judge_each(Check::ServerNameInternal, Some(index), faults);
}

/// §1.6.1: an address "contained in the address block of any entry" of IANA's registries of special-purpose addresses
/// (iana-ipv4-special-registry, iana-ipv6-special-registry; blocks within others of them are left out here); and those that
/// are no host's, such as multicast.
fn is_reserved(octets: &[u8]) -> bool {
    #[rustfmt::skip]
    const IPV4: [([u8; 4], u32); 17] = [
        ([0, 0, 0, 0], 8), ([10, 0, 0, 0], 8), ([100, 64, 0, 0], 10), ([127, 0, 0, 0], 8),
        ([169, 254, 0, 0], 16), ([172, 16, 0, 0], 12), ([192, 0, 0, 0], 24), ([192, 0, 2, 0], 24),
        ([192, 31, 196, 0], 24), ([192, 52, 193, 0], 24), ([192, 88, 99, 0], 24),
        ([192, 168, 0, 0], 16), ([192, 175, 48, 0], 24), ([198, 18, 0, 0], 15),
        ([198, 51, 100, 0], 24), ([203, 0, 113, 0], 24), ([224, 0, 0, 0], 3),
    ];
    // The first 64 bits; the third and fourth are 100::/64 with 100:0:0:1::/64, and 64:ff9b:1::/48.
    #[rustfmt::skip]
    const IPV6: [(u64, u32); 11] = [
        (0x2001_0000 << 32, 23), (0x2001_0db8 << 32, 32), (0x0100 << 48, 63), (0x0064_ff9b_0001 << 16, 48),
        (0x2002 << 48, 16), (0x2620_004f_8000 << 16, 48), (0x3fff << 48, 20), (0x5f00 << 48, 16),
        (0xfc00 << 48, 7), (0xfe80 << 48, 10), (0xff00 << 48, 8),
    ];
    if let Ok(address) = <[u8; 4]>::try_from(octets) {
        let address = u32::from_be_bytes(address);
        let is_in = |(block, bits): &([u8; 4], u32)| {
            (u32::from_be_bytes(*block) ^ address) >> (32 - bits) == 0
        };
        return IPV4.iter().any(is_in);
    }
    let Ok(address) = <[u8; 16]>::try_from(octets).map(u128::from_be_bytes) else {
        return false;
    };
    let (network, is_in_96) = ((address >> 64) as u64, |block| address >> 32 == block);
    // ::/128 and ::1/128, ::ffff:0:0/96, 64:ff9b::/96.
    address <= 1
        || is_in_96(0xffff)
        || is_in_96(0x0064_ff9b << 64)
        || IPV6
            .iter()
            .any(|(block, bits)| (block ^ network) >> (64 - bits) == 0)
}

/// §3.2.2.6: "If the FQDN portion of any Wildcard Domain Name is "registry-controlled" or is a "public suffix", CAs MUST
/// refuse issuance unless the Applicant proves its rightful control of the entire Domain Namespace."
///
/// A verifier cannot see such a proof. The reading that refuses is ours, and it is narrow: it looks only at the entry that
/// matches the host, so that an operator of a suffix is hindered in using such a wildcard, not in having it.
fn wildcard(
    path: &Path<'_>,
    leaf: Link<'_>,
    names: &[GeneralName],
    suffixes: Option<&PublicSuffixes>,
    records: &mut Records,
) {
    let (check, index) = (Check::WildcardOnPublicSuffix, Some(leaf.index));
    let Some(Host::Dns(host)) = &path.terms.host else {
        return records.not_applicable(check, index);
    };
    let Some(suffixes) = suffixes else {
        return records.not_checked(check, index);
    };
    // The part of each matching entry that is a public suffix; None where the entry is a good one.
    let mut matching = names.iter().filter_map(|name| match name {
        GeneralName::Dns(entry) if DnsPattern::parse(entry).is_ok_and(|p| p.matches(host)) => {
            let entry = String::from_utf8_lossy(entry).to_ascii_lowercase();
            let suffix = entry.strip_prefix("*.").map(str::to_owned);
            Some((
                entry,
                suffix.filter(|suffix| suffixes.is_public_suffix(suffix)),
            ))
        }
        _ => None,
    });
    let Some(first) = matching.next() else {
        return records.not_applicable(check, index);
    };
    let all_are_suffixes = first.1.is_some() && matching.all(|(_, suffix)| suffix.is_some());
    let fault = match first {
        (entry, Some(suffix)) if all_are_suffixes => {
            Some(Fault::WildcardOnPublicSuffix { entry, suffix })
        }
        _ => None,
    };
    records.judge(check, index, fault);
}

/// How a common name stands to the names in subjectAltName.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It is one of them, character for character.
    Listed,
    /// It is none of them, and contradicts none.
    Unmatched,
    /// There are names of its kind, and it is another.
    Contradicts,
}

/// §7.1.4.3: "If present, this attribute MUST contain exactly one entry that is one of the values contained in the
/// Certificate's subjectAltName extension", an IPv4 address in dotted decimals, an IPv6 address as RFC 5952 §4 writes it, a
/// domain name as "a character-for-character copy".
fn common_names(leaf: Link<'_>, names: &[GeneralName], records: &mut Records) {
    let subject = &leaf.contents.subject;
    let listed = SanTexts::of(names);
    let mut not_listed = Vec::new();
    let mut unmatched = Vec::new();
    let attributes = subject.attributes();
    for attribute in attributes.filter(|a| a.oid.content() == known::COMMON_NAME) {
        let text = attribute.text();
        let common_name = visible_short(&attribute.shown(), 200);
        // A value that is no text can be no copy of anything.
        match text.map_or(Standing::Contradicts, |text| standing(&text, &listed)) {
            Standing::Listed => {}
            Standing::Unmatched => unmatched.push(Fault::CommonNameUnmatched { common_name }),
            Standing::Contradicts => not_listed.push(Fault::CommonNameNotListed { common_name }),
        }
    }
    let index = leaf.index;
    records.judge_each(
        Check::CommonNameNotListed,
        Some(index),
        not_listed.into_iter(),
    );
    records.judge_each(
        Check::CommonNameUnmatched,
        Some(index),
        unmatched.into_iter(),
    );
}

/// By the clause's words all but `Listed` is a breach. Ours is the line between the two others: a common name is compared
/// with the entries of its own kind, address or domain name, and contradicts them if it is none of them. There is nothing to
/// contradict where there is no entry of its kind, nor where it is the domain whose wildcard is listed (`example.com` beside
/// `*.example.com`): a verifier never uses a common name, and neither can lead a person to another owner's name.
fn standing(common_name: &str, listed: &SanTexts<'_>) -> Standing {
    let has_kind = match looks_like_address(common_name) {
        true => listed.has_addresses,
        false => listed.has_dns_names,
    };
    if listed.texts.contains(common_name.as_bytes()) {
        Standing::Listed
    } else if has_kind && !listed.wildcard_bases.contains(common_name.as_bytes()) {
        Standing::Contradicts
    } else {
        Standing::Unmatched
    }
}

/// The names of subjectAltName as a common name may repeat them, each looked at once: there may be very many of both.
#[derive(Default)]
struct SanTexts<'a> {
    /// Character for character.
    texts: Set<Cow<'a, [u8]>>,
    /// What follows `*.` in the wildcards.
    wildcard_bases: Set<&'a [u8]>,
    has_dns_names: bool,
    has_addresses: bool,
}

impl<'a> SanTexts<'a> {
    fn of(names: &'a [GeneralName]) -> Self {
        let mut listed = Self::default();
        for name in names {
            match name {
                GeneralName::Dns(entry) => {
                    listed.has_dns_names = true;
                    listed.wildcard_bases.extend(entry.strip_prefix(b"*."));
                    listed.texts.insert(Cow::Borrowed(entry));
                }
                GeneralName::Ip(octets) => {
                    listed.has_addresses = true;
                    let text = address_text(octets).map(String::into_bytes);
                    listed.texts.extend(text.map(Cow::Owned));
                }
                _ => {}
            }
        }
        listed
    }
}

/// Whether a program might take it for an IP address: it holds a colon, or its last label is a number.
fn looks_like_address(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains(':') || is_number(last.as_bytes())
}

/// The one way of writing an address that the clause allows.
fn address_text(octets: &[u8]) -> Option<String> {
    let v4 = <[u8; 4]>::try_from(octets).map(IpAddr::from).ok();
    let v6 = <[u8; 16]>::try_from(octets).map(IpAddr::from).ok();
    v4.or(v6).map(|address| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dns(name: &str) -> GeneralName {
        GeneralName::Dns(name.as_bytes().to_vec())
    }

    fn ip(address: &str) -> GeneralName {
        GeneralName::Ip(match address.parse().unwrap() {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        })
    }

    #[test]
    fn a_common_name_is_a_copy_or_contradicts_nothing() {
        use Standing::*;
        let email = GeneralName::Email(b"a@example.com".to_vec());
        for (common_name, names, expected) in [
            ("example.com", vec![dns("example.com")], Listed),
            ("*.example.com", vec![dns("*.example.com")], Listed),
            ("example.com", vec![dns("*.example.com")], Unmatched),
            ("Example.com", vec![dns("*.example.com")], Contradicts),
            ("www.example.com", vec![dns("*.example.com")], Contradicts),
            ("Example.com", vec![dns("example.com")], Contradicts),
            ("My server", vec![dns("example.com")], Contradicts),
            ("example.com", vec![ip("192.0.2.1")], Unmatched),
            (
                "example.com",
                vec![ip("192.0.2.1"), dns("a.com")],
                Contradicts,
            ),
            ("example.com", vec![], Unmatched),
            ("a@example.com", vec![email], Unmatched),
            ("192.0.2.1", vec![ip("192.0.2.1")], Listed),
            ("192.0.2.2", vec![ip("192.0.2.1")], Contradicts),
            ("192.0.2.001", vec![ip("192.0.2.1")], Contradicts),
            ("0xC0000201", vec![ip("192.0.2.1")], Contradicts),
            ("192.0.2.1", vec![dns("example.com")], Unmatched),
            ("2001:db8::1", vec![ip("2001:db8::1")], Listed),
            ("2001:DB8::1", vec![ip("2001:db8::1")], Contradicts),
            ("2001:db8:0::1", vec![ip("2001:db8::1")], Contradicts),
        ] {
            assert_eq!(
                standing(common_name, &SanTexts::of(&names)),
                expected,
                "{common_name} {names:?}"
            );
        }
    }

    #[test]
    fn reserved_addresses_are_known() {
        for (address, expected) in [
            ("10.0.0.1", true),
            ("127.0.0.1", true),
            ("100.64.0.1", true),
            ("100.128.0.1", false),
            ("192.0.2.1", true),
            ("192.0.0.8", true),
            ("192.0.1.1", false),
            ("192.31.196.1", true),
            ("192.88.98.1", false),
            ("192.88.99.1", true),
            ("192.175.48.1", true),
            ("198.17.255.255", false),
            ("198.18.0.1", true),
            ("198.20.0.1", false),
            ("8.8.8.8", false),
            ("255.255.255.255", true),
            ("::1", true),
            ("fd00::1", true),
            ("fe80::1", true),
            ("2001:db8::1", true),
            ("2001:db9::1", false),
            ("2001:1ff::1", true),
            ("2001:200::1", false),
            ("::", true),
            ("::2", false),
            ("::ffff:10.0.0.1", true),
            ("::fffe:0:1", false),
            ("64:ff9b::8.8.8.8", true),
            ("64:ff9b:0:1::1", false),
            ("64:ff9b:1::1", true),
            ("100::1", true),
            ("100:0:0:1::1", true),
            ("100:0:0:2::1", false),
            ("2002:808:808::1", true),
            ("2620:4f:8000::1", true),
            ("2620:4f:8001::1", false),
            ("3fff:fff::1", true),
            ("3fff:1000::1", false),
            ("5f00::1", true),
            ("fec0::1", false),
            ("ff02::1", true),
            ("2606:4700::1111", false),
        ] {
            let GeneralName::Ip(octets) = ip(address) else {
                unreachable!()
            };
            assert_eq!(is_reserved(&octets), expected, "{address}");
        }
    }
}
