//! Host names against subjectAltName.

use mint::{Criticality, GeneralName, Name, der, extension, oid};

use super::Cases;
use crate::recipe::{Recipe, host_of, not_critical, recipe};

pub(super) fn cases(cases: &mut Cases) {
    for (name, host, names, fires, misses) in TABLE {
        cases.add(
            recipe(format!("host/{name}"))
                .fires(fires)
                .misses(misses)
                .host(*host)
                .leaf(move |b| b.san(names.iter().copied())),
        );
    }
    forms(cases);
    common_names(cases);
}

type Row = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

const NAME: &[&str] = &["chrome/san-only", "firefox/H-1"];
const CASE: &[&str] = &["chrome/letter-case", "firefox/H-6"];
const DOT: &[&str] = &["chrome/trailing-dot", "firefox/H-7"];
const SYNTAX: &[&str] = &["chrome/host-syntax", "firefox/H-8"];
const WILD: &[&str] = &["chrome/wildcard-form", "firefox/H-5"];
const SUFFIX: &[&str] = &["chrome/wildcard-suffix"];
const IP: &[&str] = &["chrome/ip-host", "firefox/H-9"];
const IDN: &[&str] = &["chrome/idn", "firefox/H-10"];
const BAD: &[&str] = &["chrome/bad-san-entry", "firefox/H-3"];

/// Name, host visited, subjectAltName, rows fired, rows just missed.
const TABLE: &[Row] = &[
    ("exact", "a.host.example", &["a.host.example"], &[], NAME),
    (
        "second-of-two",
        "b.host.example",
        &["a.host.example", "b.host.example"],
        &[],
        NAME,
    ),
    ("other", "c.host.example", &["a.host.example"], NAME, &[]),
    ("parent", "host.example", &["a.host.example"], NAME, &[]),
    ("child", "x.a.host.example", &["a.host.example"], NAME, &[]),
    ("prefix", "aa.host.example", &["a.host.example"], NAME, &[]),
    (
        "san-upper-case",
        "upper.host.example",
        &["UPPER.Host.Example"],
        CASE,
        &[],
    ),
    (
        "san-letter-differs",
        "upper.host.example",
        &["UPPES.Host.Example"],
        NAME,
        CASE,
    ),
    (
        "wildcard-upper-case",
        "w.upper.host.example",
        &["*.UPPER.host.example"],
        CASE,
        &[],
    ),
    (
        "visited-with-dot",
        "dot.host.example.",
        &["dot.host.example"],
        DOT,
        &[],
    ),
    (
        "san-with-dot",
        "dot2.host.example",
        &["dot2.host.example."],
        DOT,
        &[],
    ),
    (
        "both-with-dot",
        "dot3.host.example.",
        &["dot3.host.example."],
        DOT,
        &[],
    ),
    (
        "san-with-two-dots",
        "dot4.host.example",
        &["dot4.host.example.."],
        &[],
        DOT,
    ),
    (
        "wildcard-with-dot",
        "w.dot5.host.example",
        &["*.dot5.host.example."],
        DOT,
        &[],
    ),
    (
        "underscore-label",
        "a_b.host.example",
        &["a_b.host.example"],
        &["chrome/host-syntax", "firefox/H-4"],
        &[],
    ),
    (
        "underscore-first",
        "_a.host.example",
        &["_a.host.example"],
        &["chrome/host-syntax", "firefox/H-4"],
        &[],
    ),
    (
        "underscore-under-wildcard",
        "_a.under.host.example",
        &["*.under.host.example"],
        WILD,
        &[],
    ),
    (
        "hyphen-first",
        "-a.host.example",
        &["-a.host.example"],
        SYNTAX,
        &["firefox/H-4"],
    ),
    (
        "hyphen-last",
        "a-.host.example",
        &["a-.host.example"],
        SYNTAX,
        &["firefox/H-4"],
    ),
    (
        "hyphen-first-under-wildcard",
        "-a.hyphen.host.example",
        &["*.hyphen.host.example"],
        SYNTAX,
        &[],
    ),
    (
        "hyphen-inside",
        "a-b.host.example",
        &["a-b.host.example"],
        &[],
        SYNTAX,
    ),
    (
        "label-of-63",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.host.example",
        &["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.host.example"],
        &[],
        &["chrome/host-syntax", "firefox/H-4"],
    ),
    (
        "san-label-of-64",
        "a.host64.example",
        &[
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.host64.example",
            "a.host64.example",
        ],
        &["firefox/H-4"],
        &[],
    ),
    (
        "numeric-last-label-in-san",
        "a.host.example",
        &["a.123", "a.host.example"],
        &["firefox/H-4"],
        &["chrome/bad-san-entry"],
    ),
    (
        "single-label",
        "singlelabel",
        &["singlelabel"],
        &["firefox/H-11"],
        &[],
    ),
    (
        "localhost",
        "localhost",
        &["localhost"],
        &["firefox/H-11"],
        &[],
    ),
    (
        "single-label-other",
        "singlelabel",
        &["otherlabel"],
        NAME,
        &["firefox/H-11"],
    ),
    (
        "wildcard",
        "a.wild.host.example",
        &["*.wild.host.example"],
        &["firefox/H-5"],
        &["chrome/wildcard-form", "chrome/wildcard-suffix"],
    ),
    (
        "wildcard-two-labels",
        "a.b.wild.host.example",
        &["*.wild.host.example"],
        WILD,
        &[],
    ),
    (
        "wildcard-no-label",
        "wild.host.example",
        &["*.wild.host.example"],
        WILD,
        &[],
    ),
    (
        "wildcard-in-middle",
        "a.b.wild.host.example",
        &["a.*.wild.host.example"],
        WILD,
        &[],
    ),
    (
        "wildcard-partial-left",
        "fa.wild.host.example",
        &["f*.wild.host.example"],
        WILD,
        &[],
    ),
    (
        "wildcard-partial-right",
        "af.wild.host.example",
        &["*f.wild.host.example"],
        WILD,
        &[],
    ),
    (
        "wildcard-twice",
        "a.b.wild.host.example",
        &["*.*.wild.host.example"],
        WILD,
        &[],
    ),
    ("wildcard-alone", "wildcardalone", &["*"], WILD, &[]),
    (
        "wildcard-for-single-label",
        "a.wildtld",
        &["*.wildtld"],
        WILD,
        &[],
    ),
    (
        "wildcard-below-two-labels",
        "a.two.example",
        &["*.two.example"],
        &["firefox/H-5"],
        SUFFIX,
    ),
    (
        "wildcard-below-unknown-suffix",
        "a.example",
        &["*.example"],
        &["chrome/wildcard-suffix", "firefox/H-5"],
        &[],
    ),
    (
        "wildcard-below-co-uk",
        "parity.co.uk",
        &["*.co.uk"],
        SUFFIX,
        &["firefox/H-5"],
    ),
    (
        "wildcard-below-parity-co-uk",
        "a.parity.co.uk",
        &["*.parity.co.uk"],
        &[],
        SUFFIX,
    ),
    (
        "wildcard-below-private-suffix",
        "parity.github.io",
        &["*.github.io"],
        &[],
        SUFFIX,
    ),
    (
        "wildcard-below-blogspot",
        "parity.blogspot.com",
        &["*.blogspot.com"],
        &[],
        SUFFIX,
    ),
    (
        "wildcard-below-rule-with-wildcard",
        "parity.foo.ck",
        &["*.foo.ck"],
        SUFFIX,
        &[],
    ),
    (
        "wildcard-below-exception",
        "a.www.ck",
        &["*.www.ck"],
        &[],
        SUFFIX,
    ),
    (
        "wildcard-at-rule-with-wildcard",
        "foo.ck",
        &["*.ck"],
        &["chrome/wildcard-quirk"],
        &[],
    ),
    (
        "wildcard-for-a-suffix-itself",
        "co.uk",
        &["*.uk"],
        &["chrome/wildcard-quirk", "firefox/H-5"],
        &[],
    ),
    (
        "wildcard-below-com",
        "parity.com",
        &["*.com"],
        &["chrome/wildcard-suffix", "firefox/H-5"],
        &["chrome/wildcard-quirk"],
    ),
    (
        "wildcard-and-exact",
        "parity2.co.uk",
        &["*.co.uk", "parity2.co.uk"],
        &[],
        &["chrome/wildcard-suffix", "firefox/H-5"],
    ),
    (
        "a-label",
        "xn--bcher-kva.host.example",
        &["xn--bcher-kva.host.example"],
        &[],
        IDN,
    ),
    (
        "u-label-visited",
        "bücher.host.example",
        &["xn--bcher-kva.host.example"],
        IDN,
        &[],
    ),
    (
        "u-label-in-san",
        "xn--bcher-kva.u.host.example",
        &["bücher.u.host.example"],
        &[
            "chrome/idn",
            "chrome/san-form",
            "firefox/H-4",
            "firefox/H-10",
        ],
        &[],
    ),
    (
        "a-label-under-wildcard",
        "xn--bcher-kva.wild2.host.example",
        &["*.wild2.host.example"],
        &["chrome/wildcard-xn", "firefox/H-5"],
        &[],
    ),
    (
        "wildcard-inside-a-label",
        "xn--bcher-kva.wild3.host.example",
        &["xn--*.wild3.host.example"],
        WILD,
        &["chrome/wildcard-xn"],
    ),
    ("ipv4", "192.0.2.7", &["192.0.2.7"], &[], IP),
    ("ipv4-other", "192.0.2.8", &["192.0.2.7"], IP, &[]),
    ("ipv4-loopback", "127.0.0.1", &["127.0.0.1"], &[], IP),
    ("ipv6", "2001:db8::7", &["2001:db8::7"], &[], IP),
    ("ipv6-other", "2001:db8::8", &["2001:db8::7"], IP, &[]),
    (
        "ipv4-san-mapped",
        "192.0.2.9",
        &["::ffff:192.0.2.9"],
        IP,
        &[],
    ),
    (
        "ipv6-mapped-san-ipv4",
        "::ffff:192.0.2.10",
        &["192.0.2.10"],
        IP,
        &[],
    ),
    (
        "ipv4-and-name",
        "192.0.2.11",
        &["a.host.example", "192.0.2.11"],
        &[],
        IP,
    ),
    (
        "name-and-ip-only-san",
        "ip-only.host.example",
        &["192.0.2.12"],
        NAME,
        &[],
    ),
    (
        "empty-entry-before",
        "e.host.example",
        &["", "e.host.example"],
        BAD,
        &[],
    ),
    (
        "empty-entry-after",
        "e2.host.example",
        &["e2.host.example", ""],
        &[],
        BAD,
    ),
    (
        "space-entry-before",
        "e3.host.example",
        &["e 3", "e3.host.example"],
        BAD,
        &[],
    ),
    (
        "nul-entry-before",
        "e4.host.example",
        &["e4.host.example\0.evil.example", "e4.host.example"],
        BAD,
        &[],
    ),
    (
        "nul-entry-alone",
        "e5.host.example",
        &["e5.host.example\0.evil.example"],
        NAME,
        BAD,
    ),
    (
        "slash-entry-before",
        "e6.host.example",
        &["https:/e6.host.example", "e6.host.example"],
        BAD,
        &[],
    ),
    (
        "port-entry-before",
        "e7.host.example",
        &["e7.host.example:443", "e7.host.example"],
        BAD,
        &[],
    ),
    (
        "port-entry-alone",
        "e8.host.example",
        &["e8.host.example:443"],
        NAME,
        BAD,
    ),
    (
        "leading-dot-entry",
        "e9.host.example",
        &[".host.example", "e9.host.example"],
        BAD,
        &[],
    ),
    (
        "two-dots-entry",
        "e10.host.example",
        &["e10..host.example", "e10.host.example"],
        BAD,
        &[],
    ),
    (
        "uri-and-mail-beside",
        "e11.host.example",
        &["https://x.example/", "a@x.example", "e11.host.example"],
        &[],
        BAD,
    ),
    (
        "uri-alone",
        "e12.host.example",
        &["https://e12.host.example/"],
        NAME,
        &[],
    ),
];

/// subjectAltName in forms of its own.
fn forms(cases: &mut Cases) {
    let mut add = |name: &str,
                   fires: &[&'static str],
                   misses: &[&'static str],
                   value: fn(&str) -> Vec<u8>| {
        let id = format!("san-form/{name}");
        let host = host_of(&id);
        cases.add(
            recipe(id)
                .fires(fires)
                .misses(misses)
                .leaf(move |b| not_critical(oid::SUBJECT_ALT_NAME, value(&host))(b)),
        );
    };
    let form: &[&str] = &["chrome/san-form", "firefox/H-2"];
    add("empty", form, &[], |_| der::sequence(&[]));
    add("not-a-sequence", form, &[], |_| der::null());
    add("trailing-element", form, &[], |host| {
        [list(host, &[]), der::null()].concat()
    });
    add("unknown-tag-after", form, &[], |host| {
        list(host, &[GeneralName::from_der(der::primitive(9, b"x"))])
    });
    add("unknown-tag-before", form, &[], |host| {
        before(host, GeneralName::from_der(der::primitive(9, b"x")))
    });
    add("universal-tag-before", form, &[], |host| {
        before(host, GeneralName::from_der(der::utf8("x")))
    });
    add(
        "ip-of-five-octets-after",
        &["chrome/san-form"],
        &["firefox/H-2"],
        |host| list(host, &[GeneralName::ip(&[1, 2, 3, 4, 5])]),
    );
    add(
        "ip-of-five-octets-before",
        &["chrome/san-form"],
        &["firefox/H-2"],
        |host| before(host, GeneralName::ip(&[1, 2, 3, 4, 5])),
    );
    add("ip-of-sixteen-octets", &[], form, |host| {
        list(host, &[GeneralName::ip(&[9; 16])])
    });
    add(
        "not-ascii-before",
        &["chrome/san-form", "firefox/H-3"],
        &[],
        |host| before(host, GeneralName::dns("bücher.example")),
    );
    add(
        "mail-not-ascii",
        &["chrome/san-form"],
        &["firefox/H-2"],
        |host| before(host, GeneralName::email("ü@a.example")),
    );
    add(
        "uri-not-ascii",
        &["chrome/san-form"],
        &["firefox/H-2"],
        |host| before(host, GeneralName::uri("https://ü.example")),
    );
    add(
        "directory-not-a-sequence",
        &["chrome/san-form"],
        &["firefox/H-2"],
        |host| {
            before(
                host,
                GeneralName::from_der(der::constructed(4, &der::null())),
            )
        },
    );
    add("directory", &[], form, |host| {
        before(host, GeneralName::directory("Somebody"))
    });
    add("registered-id", &[], form, |host| {
        before(host, GeneralName::registered_id("1.2.3"))
    });
    add("other-name", &[], form, |host| {
        before(host, GeneralName::other("1.2.3", &der::null()))
    });
    add("x400-and-edi", &[], form, |host| {
        let x400 = GeneralName::from_der(der::constructed(3, &[]));
        let edi = GeneralName::from_der(der::constructed(5, &der::constructed(1, &der::utf8("a"))));
        extension::general_names(&[x400, edi, GeneralName::dns(host)])
    });
    add("dns-constructed", form, &[], |host| {
        before(
            host,
            GeneralName::from_der(der::constructed(2, &der::ia5("a"))),
        )
    });
    add("ip-as-dns", &["chrome/ip-host", "firefox/H-9"], &[], |_| {
        extension::general_names(&[GeneralName::dns("192.0.2.20")])
    });
    cases.add(
        recipe("san-form/ip-text-in-dns")
            .fires(&["chrome/ip-host", "firefox/H-9"])
            .host("192.0.2.21")
            .leaf(|b| b.san([GeneralName::dns("192.0.2.21")])),
    );
    cases.add(
        recipe("san-form/critical")
            .misses(&["chrome/san-form", "firefox/H-2"])
            .leaf(|b| b.criticality(oid::SUBJECT_ALT_NAME, Criticality::Critical)),
    );
    // A thousand names, the right one last.
    let id = "san-form/a-thousand-names";
    cases.add(many(id).misses(&["chrome/san-form", "firefox/H-2"]));
}

fn many(id: &str) -> Recipe {
    let host = host_of(id);
    recipe(id).leaf(move |b| {
        let mut names: Vec<_> = (0..1000)
            .map(|n| GeneralName::dns(&format!("n{n}.host.example")))
            .collect();
        names.push(GeneralName::dns(&host));
        b.san(names)
    })
}

fn list(host: &str, after: &[GeneralName]) -> Vec<u8> {
    let mut names = vec![GeneralName::dns(host)];
    names.extend_from_slice(after);
    extension::general_names(&names)
}

fn before(host: &str, name: GeneralName) -> Vec<u8> {
    extension::general_names(&[name, GeneralName::dns(host)])
}

/// The host in the common name, and what else there is.
fn common_names(cases: &mut Cases) {
    cases.add(
        recipe("common-name/no-san")
            .fires(NAME)
            .leaf(|b| b.without(oid::SUBJECT_ALT_NAME)),
    );
    cases.add(
        recipe("common-name/san-of-mail-only")
            .fires(NAME)
            .leaf(|b| b.san(["a@host.example"])),
    );
    cases.add(
        recipe("common-name/ip-no-san")
            .fires(&["chrome/ip-host", "firefox/H-9"])
            .host("192.0.2.22")
            .leaf(|b| {
                b.subject(Name::common("192.0.2.22"))
                    .without(oid::SUBJECT_ALT_NAME)
            }),
    );
    cases.add(
        recipe("common-name/names-another")
            .misses(NAME)
            .leaf(|b| b.subject("other.example")),
    );
    cases.add(
        recipe("name-independent/wrong-host-and-untrusted")
            .fires(&["chrome/name-independent"])
            .host("other.name.example")
            .finish(|made| made.anchors.clear()),
    );
    cases.add(
        recipe("name-independent/untrusted")
            .misses(&["chrome/name-independent"])
            .finish(|made| made.anchors.clear()),
    );
    cases.add(
        recipe("name-independent/wrong-host-and-expired")
            .fires(&["firefox/H-12", "chrome/name-independent"])
            .host("other.name2.example")
            .leaf(crate::recipe::expired),
    );
    cases.add(
        recipe("name-independent/wrong-host-and-unreadable-time")
            .fires(&["firefox/H-12"])
            .host("other.name3.example")
            .leaf(|b| b.not_before_der(der::utc_time("200101000061Z"))),
    );
    cases.add(
        recipe("name-independent/wrong-host-and-malformed-san-and-expired")
            .misses(&["firefox/H-12"])
            .host("other.name4.example")
            .leaf(|b| crate::recipe::expired(b.san(["bad entry", "*.x", "a.name4.example"]))),
    );
}
