//! Every host that one may visit, against every name that a certificate may hold: written rightly, oddly and wrongly. Then lists of
//! several such names, drawn with a fixed seed; none is dropped.

use mint::{GeneralName, Name, der, oid, random::Random};

use super::Cases;
use crate::recipe::recipe;

const ROWS: &[&str] = &[
    "chrome/san-only",
    "chrome/wildcard-form",
    "chrome/bad-san-entry",
    "firefox/H-1",
    "firefox/H-4",
    "firefox/H-5",
];

const HOSTS: &[(&str, &str)] = &[
    ("name", "a.match.example"),
    ("parent", "match.example"),
    ("child", "b.a.match.example"),
    ("grandchild", "c.b.a.match.example"),
    ("sibling", "ab.match.example"),
    ("dot", "a.match.example."),
    ("a-label", "xn--bcher-kva.match.example"),
    ("underscore", "a_b.match.example"),
    ("hyphens", "a--b.match.example"),
    ("hyphen-last", "a-.match.example"),
    ("digit", "1.match.example"),
    ("single", "match"),
    ("suffix", "co.uk"),
    ("below-suffix", "a.co.uk"),
    ("private-suffix", "github.io"),
    ("below-private-suffix", "a.github.io"),
    ("v4", "10.0.0.1"),
    ("v6", "2001:db8::1"),
    ("v6-of-v4", "::ffff:10.0.0.1"),
];

type Make = fn() -> GeneralName;

macro_rules! dns {
    ($($text:literal)+) => {
        &[$(($text, (|| GeneralName::dns($text)) as Make)),+]
    };
}

const DNS: &[(&str, Make)] = dns!(
    "a.match.example" "A.Match.EXAMPLE" "match.example" "b.a.match.example"
    "*.match.example" "*.MATCH.example" "*.a.match.example" "*.*.match.example" "a.*.example" "b.*.match.example"
    "a*.match.example" "*a.match.example" "*b.match.example" "a*b.match.example" "**.match.example" "*a*.match.example"
    "*" "*." "*.example" "*.*" "*.match" "match" "MATCH" "*.co.uk" "co.uk" "a.co.uk" "*.uk" "*.github.io" "github.io" "*.io"
    "a.match.example." "*.match.example." "a.match.example.." ".a.match.example" ".match.example" "a..match.example"
    "." "" " " "a.match.example " " a.match.example" "a.match.example\0" "a.match.example\0.evil.example"
    "xn--bcher-kva.match.example" "XN--BCHER-KVA.match.example" "xn--*.match.example" "*xn--bcher-kva.match.example"
    "b\u{fc}cher.match.example" "a_b.match.example" "a_*.match.example" "a--b.match.example" "a-.match.example"
    "-a.match.example" "1.match.example" "10.0.0.1" "*.0.0.1" "10.0.0.*" "2001:db8::1" "[2001:db8::1]" "::ffff:10.0.0.1"
    "http://a.match.example" "a.match.example:443" "user@a.match.example" "a.match.example/"
);

const OTHERS: &[(&str, Make)] = &[
    ("ip-v4", || GeneralName::ip(&[10, 0, 0, 1])),
    ("ip-v4-other", || GeneralName::ip(&[10, 0, 0, 2])),
    ("ip-v6", || GeneralName::ip(V6)),
    ("ip-v6-of-v4", || GeneralName::ip(V6_OF_V4)),
    ("ip-range", || {
        GeneralName::ip(&[10, 0, 0, 1, 255, 255, 255, 255])
    }),
    ("ip-short", || GeneralName::ip(&[10, 0, 0])),
    ("ip-empty", || GeneralName::ip(&[])),
    ("ip-as-text", || GeneralName::ip(b"10.0.0.1")),
    ("uri", || GeneralName::uri("https://a.match.example/")),
    ("mail", || GeneralName::email("a.match.example")),
    ("directory", || {
        GeneralName::directory(Name::common("a.match.example"))
    }),
    ("other-name", || {
        GeneralName::other("1.3.6.1.5.5.7.8.7", &der::ia5("a.match.example"))
    }),
    ("registered-id", || GeneralName::registered_id("1.2.3")),
];

const V6: &[u8] = &[0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
const V6_OF_V4: &[u8] = &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 1];

const DRAWN: u64 = 300;
const SEED: u64 = 0x2026_1127_0008;

pub(super) fn cases(cases: &mut Cases) {
    let names: Vec<_> = DNS.iter().chain(OTHERS).collect();
    for (host_name, host) in HOSTS {
        for (number, (_, make)) in names.iter().enumerate() {
            cases.add(
                recipe(format!("host-matrix/{host_name}-{number:02}"))
                    .fires(ROWS)
                    .host(*host)
                    .leaf(|b| b.san([make()])),
            );
        }
        cases.add(
            recipe(format!("host-matrix/{host_name}-in-common-name"))
                .fires(ROWS)
                .host(*host)
                .leaf(|b| b.subject(Name::common(host)).without(oid::SUBJECT_ALT_NAME)),
        );
    }
    for number in 0..DRAWN {
        let mut random = Random::nth(SEED, number);
        let (_, host) = *random.choose(HOSTS);
        let mut list: Vec<GeneralName> = (0..=random.below(4))
            .map(|_| (random.choose(&names).1)())
            .collect();
        if random.one_in(2) {
            let at = random.below(list.len() + 1);
            list.insert(at, GeneralName::from(host.trim_end_matches('.')));
        }
        cases.add(
            recipe(format!("host-list/{number:03}"))
                .fires(ROWS)
                .host(host)
                .leaf(|b| b.san(list)),
        );
    }
}
