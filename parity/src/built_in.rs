//! What binds below Chrome's own roots alone. A real Chromium is asked of it too: a root store and a list of logs of ours take the
//! place of Google's there, as its component updater would have brought them, and Certificate Transparency is asked for as in
//! Google's builds.

use mint::{
    Builder, CertificateStatus, Criticality, CtLog, GeneralName, Issued, Key, Sct, der,
    extension::KeyUsage, with_scts,
};

use crate::case::Case;
use crate::near::{self, near};
use crate::recipe::{ca_name, host_of, wide};
use crate::record;

/// A case whose anchors are roots of the browser's own.
#[derive(Clone, Debug)]
pub struct BuiltIn {
    /// What is asked.
    pub case: Case,
    /// On what terms the root is trusted: members of its object in a list of roots (`data/chrome.roots`), each after a comma.
    pub terms: String,
    /// The user has added it as well.
    pub is_local_too: bool,
    /// The server speaks TLS 1.2 alone.
    pub is_tls12: bool,
}

impl BuiltIn {
    /// Of all that it asks.
    pub fn digest(&self) -> String {
        let case = record::digest(&self.case);
        let how = format!("{case}{}{}{}", self.terms, self.is_local_too, self.is_tls12);
        record::digest_of(&[], &how)
    }
}

/// A log: name, operator, whether it is a static-ct log, and from when on it is retired.
pub type Log = (&'static str, &'static str, bool, Option<String>);

/// The logs that are known.
pub fn logs() -> Vec<Log> {
    vec![
        ("a", "A", false, None),
        ("b", "B", false, None),
        ("c", "C", false, None),
        ("e", "A", false, None),
        ("s", "B", true, None),
        ("t", "A", true, None),
        ("r", "B", false, Some(near(RETIRED))),
    ]
}

/// An anchor of which all counts that it says.
const ENFORCED: &str = r#""kind":"additional","enforceExpiry":true,"enforceConstraints":true"#;

const RETIRED: &str = "2026-11-16T00:00:00Z";
const BEGIN: &str = "2026-11-10T00:00:00Z";
const END: &str = "2027-02-08T00:00:00Z";
const LOGGED: &str = "2026-11-10T01:00:00Z";
const LATER: &str = "2026-11-20T00:00:00Z";

fn milliseconds(time: &str) -> u64 {
    near::unix(time) as u64 * 1000
}

fn at(log: &str, time: &str) -> Sct {
    CtLog::new(log).sct(milliseconds(time))
}

fn of(logs: &[&str]) -> Vec<Sct> {
    logs.iter().map(|log| at(log, LOGGED)).collect()
}

/// As a leaf index or what stands in its place.
fn placed(extensions: &[u8]) -> Vec<Sct> {
    vec![at("a", LOGGED), at("s", LOGGED).extensions(extensions)]
}

type Change = Box<dyn Fn(Builder) -> Builder>;

struct Draft {
    id: String,
    host: Option<String>,
    root: Change,
    leaf: Change,
    scts: Vec<Sct>,
    terms: String,
    is_local_too: bool,
    is_tls12: bool,
    staple: Option<fn(&Issued, &Issued) -> Vec<u8>>,
}

/// The SCTs of two logs in a stapled response alone.
fn in_response(issuer: &Issued, leaf: &Issued) -> Vec<u8> {
    let scts: Vec<Vec<u8>> = of(&["a", "b"])
        .iter()
        .map(|sct| sct.for_certificate(leaf))
        .collect();
    let list = der::octet_string(&mint::sct_list(&scts));
    let extension = mint::extension::extension("1.3.6.1.4.1.11129.2.4.5", false, &list);
    let response = issuer.ocsp(leaf).this_update(&near("2026-11-25T00:00:00Z"));
    let response = response.next_update(near("2026-12-02T00:00:00Z").as_str());
    response.single_extension(extension).issue()
}

/// Revoked, by a response that is five weeks old and still holds.
fn old_revocation(issuer: &Issued, leaf: &Issued) -> Vec<u8> {
    let response = issuer.ocsp(leaf).this_update(&near("2026-11-11T00:00:00Z"));
    let response = response.next_update(near("2026-12-20T00:00:00Z").as_str());
    let revoked = CertificateStatus::Revoked("2026-06-01T00:00:00Z".to_owned());
    response.status(revoked).issue()
}

fn draft(id: impl Into<String>) -> Draft {
    Draft {
        id: format!("built-in/{}", id.into()),
        host: None,
        root: Box::new(|b| b),
        leaf: Box::new(|b| b),
        scts: of(&["a", "b"]),
        terms: String::new(),
        is_local_too: false,
        is_tls12: false,
        staple: None,
    }
}

impl Draft {
    fn host(mut self, host: &str) -> Self {
        self.host = Some(host.to_owned());
        self
    }

    fn root(mut self, change: impl Fn(Builder) -> Builder + 'static) -> Self {
        self.root = Box::new(change);
        self
    }

    fn leaf(mut self, change: impl Fn(Builder) -> Builder + 'static) -> Self {
        self.leaf = Box::new(change);
        self
    }

    fn named(self, names: Vec<GeneralName>) -> Self {
        self.leaf(move |b| b.san(names.iter().cloned()))
    }

    fn of_period(self, begin: &'static str, end: &'static str) -> Self {
        self.leaf(move |b| b.not_before(begin).not_after(end))
    }

    fn scts(mut self, scts: Vec<Sct>) -> Self {
        self.scts = scts;
        self
    }

    fn terms(mut self, terms: &str) -> Self {
        self.terms = format!(",{terms}");
        self
    }

    fn constraints(self, constraints: &str) -> Self {
        self.terms(&format!(r#""constraints":[{constraints}]"#))
    }

    fn staple(mut self, make: fn(&Issued, &Issued) -> Vec<u8>) -> Self {
        self.staple = Some(make);
        self
    }

    fn local_too(mut self) -> Self {
        self.is_local_too = true;
        self
    }

    fn make(self) -> BuiltIn {
        let id = self.id;
        let root = (self.root)(wide(mint::ca(ca_name(&id, "Root")))).issue();
        let intermediate = wide(root.ca(ca_name(&id, "Intermediate"))).issue();
        let own = host_of(&id).replace("parity.example", "built-in.example.com");
        let host = self.host.unwrap_or_else(|| own.clone());
        let make = || {
            let leaf = intermediate.leaf(&[&own]);
            (self.leaf)(leaf.not_before(&near(BEGIN)).not_after(&near(END)))
        };
        let leaf = match self.scts.as_slice() {
            [] => make().issue(),
            scts => with_scts(make, &intermediate, scts),
        };
        BuiltIn {
            case: Case {
                rows: Vec::new(),
                fires: Vec::new(),
                chain: vec![leaf.der.clone(), intermediate.der.clone()],
                key: leaf.key.pkcs8(),
                anchors: vec![root.der],
                hostname: host,
                staple: self.staple.map(|staple| staple(&intermediate, &leaf)),
                id,
            },
            terms: self.terms,
            is_local_too: self.is_local_too,
            is_tls12: self.is_tls12,
        }
    }
}

/// Every case, in an order that does not change.
pub fn all() -> Vec<BuiltIn> {
    let mut drafts = transparency();
    drafts.extend(static_logs());
    drafts.extend(terms());
    drafts.extend(names());
    drafts.extend(periods());
    drafts.extend(tls12());
    drafts.extend(hsts());
    drafts.into_iter().map(Draft::make).collect()
}

fn transparency() -> Vec<Draft> {
    let half_a_year = |seconds: i64| {
        move |b: Builder| b.not_after(&near::later(&near(BEGIN), 180 * 86_400 + seconds))
    };
    let retired = |a: &str, r: &str| vec![at("a", a), at("r", r)];
    let flipped = || {
        at("b", LOGGED).signature(|s| {
            if let Some(last) = s.last_mut() {
                *last ^= 1;
            }
        })
    };
    vec![
        draft("two-logs"),
        draft("no-scts").scts(Vec::new()),
        draft("no-scts-and-added-too").scts(Vec::new()).local_too(),
        draft("scts-in-a-response")
            .scts(Vec::new())
            .staple(in_response),
        draft("revoked-by-an-old-response").staple(old_revocation),
        draft("one-sct").scts(of(&["a"])),
        draft("one-operator").scts(of(&["a", "e"])),
        draft("one-log-twice").scts(vec![at("a", LOGGED), at("a", LATER)]),
        draft("180-days-two-logs").leaf(half_a_year(0)),
        draft("180-days-and-a-second-two-logs").leaf(half_a_year(1)),
        draft("180-days-and-a-second-three-logs")
            .leaf(half_a_year(1))
            .scts(of(&["a", "b", "e"])),
        draft("unknown-log").scts(of(&["a", "unknown"])),
        draft("unknown-log-beside-two").scts(of(&["a", "unknown", "b"])),
        draft("wrong-signature").scts(vec![at("a", LOGGED), flipped()]),
        draft("another-version").scts(vec![at("a", LOGGED), at("b", LOGGED).version(1)]),
        draft("algorithm-of-rsa").scts(vec![at("a", LOGGED), at("b", LOGGED).algorithm(4, 1)]),
        draft("algorithm-of-sha384").scts(vec![at("a", LOGGED), at("b", LOGGED).algorithm(5, 3)]),
        draft("future").scts(vec![at("a", LOGGED), at("b", "2027-01-30T00:00:00Z")]),
        draft("long-before").scts(vec![at("a", "1970-01-01T00:00:00Z"), at("b", LOGGED)]),
        draft("retired-later").scts(retired(LOGGED, LOGGED)),
        draft("retired-as-it-was-made").scts(retired(LOGGED, RETIRED)),
        draft("retired-before").scts(retired(LOGGED, LATER)),
        draft("retired-before-it-was-issued").scts(retired(LATER, LOGGED)),
        draft("retired-alone").scts(vec![at("r", LOGGED), at("r", BEGIN)]),
        draft("retired-before-as-operator").scts(vec![
            at("a", LOGGED),
            at("e", LOGGED),
            at("r", LATER),
        ]),
        draft("no-scts-and-wrong-host")
            .scts(Vec::new())
            .host("other.built-in.example.com"),
        draft("no-scts-and-expired")
            .scts(Vec::new())
            .of_period("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z"),
        draft("no-scts-and-no-server")
            .scts(Vec::new())
            .leaf(|b| b.extended_key_usage(&[mint::oid::CLIENT_AUTH])),
    ]
}

fn static_logs() -> Vec<Draft> {
    const INDEX: &[u8] = &[0, 0, 5, 0, 0, 0, 0, 7];
    let after = |more: &[u8]| [INDEX, more].concat();
    vec![
        draft("static-index").scts(placed(INDEX)),
        draft("static-alone").scts(vec![
            at("s", LOGGED).leaf_index(1),
            at("t", LOGGED).leaf_index(2),
        ]),
        draft("static-no-index").scts(placed(&[])),
        draft("static-index-of-4").scts(placed(&[0, 0, 4, 0, 0, 0, 7])),
        draft("static-index-of-6").scts(placed(&[0, 0, 6, 0, 0, 0, 0, 0, 7])),
        draft("static-index-cut").scts(placed(&[0, 0, 5, 0, 0, 0, 0])),
        draft("static-index-after-another").scts(placed(&[&[1, 0, 1, 9][..], INDEX].concat())),
        draft("static-index-before-another").scts(placed(&after(&[1, 0, 1, 9]))),
        draft("static-index-twice").scts(placed(&after(INDEX))),
        draft("static-index-and-more").scts(placed(&after(&[1]))),
        draft("static-another-alone").scts(placed(&[1, 0, 5, 0, 0, 0, 0, 7])),
        draft("static-no-index-as-operator").scts(of(&["a", "e", "s"])),
        draft("static-no-index-beside-two").scts(of(&["a", "b", "s"])),
        draft("issued-by-no-index").scts(vec![at("a", LATER), at("r", LOGGED), at("t", LOGGED)]),
        draft("classic-malformed-extensions").scts(vec![
            at("a", LOGGED).extensions(&[0, 0, 5, 0]),
            at("b", LOGGED),
        ]),
    ]
}

fn terms() -> Vec<Draft> {
    let time = |name: &str, time: &str| format!(r#"{{"{name}":"{}"}}"#, near(time));
    let not_after = |t: &str| time("sctNotAfter", t);
    let all_after = |t: &str| time("sctAllAfter", t);
    let version = |name: &str, version: &str| format!(r#"{{"{name}":"{version}"}}"#);
    let dns = |names: &str| format!(r#"{{"permittedDnsNames":[{names}]}}"#);
    let two = |a: &str, b: &str| vec![at("a", a), at("b", b)];
    let late = |log: Sct| vec![log, at("a", LATER), at("b", LATER)];
    let before = "2026-11-10T00:59:59Z";
    let named = |id: &str, permitted: &str, host: &str, names: &[&str]| {
        let names = names.iter().map(|name| GeneralName::dns(name)).collect();
        draft(format!("dns-{id}"))
            .host(host)
            .named(names)
            .constraints(&dns(permitted))
    };
    let ended = |b: Builder| {
        b.not_before("2015-01-01T00:00:00Z")
            .not_after("2020-06-01T00:00:00Z")
    };
    let mut drafts = vec![
        draft("sct-not-after").constraints(&not_after(LOGGED)),
        draft("sct-not-after-a-second").constraints(&not_after(before)),
        draft("sct-not-after-one")
            .scts(two(LOGGED, LATER))
            .constraints(&not_after(LOGGED)),
        draft("sct-not-after-retired")
            .scts(late(at("r", LOGGED)))
            .constraints(&not_after(LOGGED)),
        draft("sct-not-after-no-index")
            .scts(late(at("s", LOGGED)))
            .constraints(&not_after(LOGGED)),
        draft("sct-all-after").constraints(&all_after(LOGGED)),
        draft("sct-all-after-a-second").constraints(&all_after(before)),
        draft("sct-all-after-one")
            .scts(two(LOGGED, LATER))
            .constraints(&all_after(LOGGED)),
        draft("sct-all-after-retired")
            .scts(late(at("r", LOGGED)))
            .constraints(&all_after(LOGGED)),
        draft("version-156").constraints(&version("minVersion", "156")),
        draft("version-157").constraints(&version("minVersion", "157")),
        draft("version-below-157").constraints(&version("maxVersionExclusive", "157")),
        draft("version-below-156").constraints(&version("maxVersionExclusive", "156")),
        draft("one-set-of-two").constraints(&format!(
            "{},{}",
            version("minVersion", "157"),
            version("maxVersionExclusive", "157")
        )),
        draft("no-set-of-two").constraints(&format!(
            "{},{}",
            version("minVersion", "157"),
            version("maxVersionExclusive", "156")
        )),
        draft("terms-and-added-too")
            .constraints(&version("minVersion", "157"))
            .local_too(),
        draft("terms-and-no-scts")
            .scts(of(&["a"]))
            .constraints(&version("minVersion", "157")),
        draft("terms-and-expired")
            .of_period("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z")
            .constraints(&version("minVersion", "157")),
        draft("root-expired").root(ended),
        draft("root-expired-and-added-too").root(ended).local_too(),
        draft("root-expired-enforced").root(ended).terms(ENFORCED),
        draft("root-constrained").root(|b| b.name_constraints(&["example.org"], &[])),
        draft("root-constrained-enforced")
            .root(|b| b.name_constraints(&["example.org"], &[]))
            .terms(ENFORCED),
        draft("root-constrained-and-added-too")
            .root(|b| b.name_constraints(&["example.org"], &[]))
            .local_too(),
        draft("dns-address")
            .host("8.8.4.4")
            .named(vec![GeneralName::ip(&[8, 8, 4, 4])])
            .constraints(&dns(r#""example.com""#)),
    ];
    drafts.extend([
        named(
            "inside",
            r#""example.com""#,
            "a.example.com",
            &["a.example.com"],
        ),
        named(
            "itself",
            r#""b.example.com""#,
            "b.example.com",
            &["b.example.com"],
        ),
        named(
            "outside",
            r#""example.org""#,
            "c.example.com",
            &["c.example.com"],
        ),
        named(
            "dot",
            r#"".example.com""#,
            "d.example.com",
            &["d.example.com"],
        ),
        named(
            "dot-itself",
            r#"".e.example.com""#,
            "e.example.com",
            &["e.example.com"],
        ),
        named(
            "capitals",
            r#""EXAMPLE.com""#,
            "f.example.com",
            &["f.Example.COM"],
        ),
        named(
            "wildcard",
            r#""g.example.com""#,
            "x.g.example.com",
            &["*.g.example.com"],
        ),
        named(
            "wildcard-above",
            r#""x.h.example.com""#,
            "x.h.example.com",
            &["*.h.example.com"],
        ),
        named(
            "second-outside",
            r#""example.com""#,
            "i.example.com",
            &["i.example.com", "i.example.org"],
        ),
        named(
            "two",
            r#""example.org","example.com""#,
            "j.example.com",
            &["j.example.com"],
        ),
        named(
            "part-of-a-label",
            r#""ample.com""#,
            "k.example.com",
            &["k.example.com"],
        ),
        named(
            "final-dot",
            r#""example.com""#,
            "l.example.com",
            &["l.example.com."],
        ),
    ]);
    drafts
}

/// Hosts that are not one machine's alone, and their neighbours.
fn names() -> Vec<Draft> {
    let four = [
        [8, 8, 8, 8],
        [10, 0, 0, 7],
        [100, 64, 0, 1],
        [100, 128, 0, 1],
        [127, 9, 9, 9],
        [169, 254, 1, 1],
        [172, 31, 255, 255],
        [172, 32, 0, 0],
        [192, 0, 0, 1],
        [192, 0, 1, 1],
        [192, 88, 98, 1],
        [192, 88, 99, 1],
        [192, 168, 7, 7],
        [198, 17, 255, 255],
        [198, 19, 255, 255],
        [198, 20, 0, 0],
        [198, 51, 100, 1],
        [203, 0, 113, 1],
        [223, 255, 255, 255],
        [224, 0, 0, 1],
    ];
    let six = [
        "2001:db8::1",
        "2606:4700::1111",
        "fe80::1",
        "fc00::1",
        "::1",
        "ff0e::1",
        "::ffff:8.8.8.8",
        "::ffff:192.168.1.1",
        "64:ff9b::808:808",
        "2002:c0a8:101::1",
        "3fff::1",
        "4000::1",
    ];
    let names = [
        "server",
        "server.internal",
        "a.corp",
        "a.test",
        "a.localhost",
        "a.onion",
        "a.example",
        "example",
        "a.invalid",
        "com",
        "co.uk",
        "x.github.io",
        "a.xn--p1ai",
        "1.in-addr.arpa",
        "a.home.arpa",
        "x.ck",
        "www.ck",
        "a_b.com",
    ];
    let four = four.map(|octets| (std::net::IpAddr::from(octets), octets.to_vec()));
    let six = six.map(|text| {
        let address: std::net::Ipv6Addr = text.parse().expect("an address");
        (address.into(), address.octets().to_vec())
    });
    let addresses = four.into_iter().chain(six).enumerate();
    let addresses = addresses.map(|(number, (address, octets))| {
        draft(format!("address-{number:02}"))
            .host(&address.to_string())
            .named(vec![GeneralName::ip(&octets)])
    });
    let names = names.iter().enumerate().map(|(number, name)| {
        draft(format!("name-{number:02}"))
            .host(name)
            .named(vec![GeneralName::dns(name)])
    });
    addresses.chain(names).collect()
}

/// How long a leaf may be valid. What began before 15 March 2026 may be valid until April 2027.
fn periods() -> Vec<Draft> {
    let three = || of(&["a", "b", "c"]);
    let of_days = |days: i64, seconds: i64| {
        move |b: Builder| b.not_after(&near::later(&near(BEGIN), days * 86_400 + seconds))
    };
    vec![
        draft("200-days").scts(three()).leaf(of_days(200, 0)),
        draft("200-days-and-a-second")
            .scts(three())
            .leaf(of_days(200, 1)),
        draft("200-days-and-wrong-host")
            .scts(three())
            .host("other-200.built-in.example.com")
            .leaf(of_days(201, 0)),
        draft("200-days-and-no-scts")
            .scts(Vec::new())
            .leaf(of_days(201, 0)),
        draft("200-days-and-expired")
            .scts(three())
            .of_period("2026-03-15T00:00:00Z", "2026-10-31T00:00:00Z"),
        draft("398-days")
            .scts(three())
            .of_period("2026-03-14T23:59:59Z", "2027-04-16T23:59:59Z"),
        draft("398-days-and-a-second")
            .scts(three())
            .of_period("2026-03-14T23:59:59Z", "2027-04-17T00:00:00Z"),
        draft("292-days-from-15-march")
            .scts(three())
            .of_period("2026-03-15T00:00:00Z", "2027-04-16T00:00:00Z"),
        draft("201-days-and-added-too")
            .scts(three())
            .leaf(of_days(201, 0))
            .local_too(),
    ]
}

/// What TLS 1.2 asks of keyUsage, after the chain is judged.
fn tls12() -> Vec<Draft> {
    let draft = |id: &str| Draft {
        is_tls12: true,
        ..draft(format!("tls-12-{id}"))
    };
    let rsa = |usage: KeyUsage| move |b: Builder| b.key(Key::rsa(2048, 1)).key_usage(&[usage]);
    let ended = |b: Builder| {
        b.not_before("2026-01-01T00:00:00Z")
            .not_after("2026-05-01T00:00:00Z")
    };
    let of_ca = rsa(KeyUsage::KeyCertSign);
    vec![
        draft("p-256"),
        draft("p-384").leaf(|b| b.key(Key::p384("parity keys"))),
        draft("p-521").leaf(|b| b.key(Key::p521("parity keys"))),
        draft("rsa-digital-signature").leaf(rsa(KeyUsage::DigitalSignature)),
        // Where a server has ECDHE too, as nearly all have.
        draft("rsa-key-encipherment").leaf(rsa(KeyUsage::KeyEncipherment)),
        draft("rsa-cert-sign").leaf(of_ca),
        draft("rsa-cert-sign-and-expired").leaf(move |b| ended(of_ca(b))),
        draft("rsa-cert-sign-and-wrong-host")
            .leaf(of_ca)
            .host("other-tls.built-in.example.com"),
        draft("p-256-key-encipherment").leaf(|b| b.key_usage(&[KeyUsage::KeyEncipherment])),
        draft("p-256-key-encipherment-and-expired")
            .leaf(move |b| ended(b.key_usage(&[KeyUsage::KeyEncipherment]))),
        draft("key-usage-unreadable").leaf(|b| {
            b.extension(
                mint::oid::KEY_USAGE,
                Criticality::Critical,
                der::tlv(3, &[9]),
            )
        }),
    ]
}

/// Of an expired leaf: whether one may go on, where a whole top-level domain is under HSTS.
fn hsts() -> Vec<Draft> {
    let ended = |domain: &str| {
        let host = format!("certlens-parity.{domain}");
        let draft = draft(format!("hsts-{domain}")).host(&host);
        draft.leaf(move |b| {
            b.san([GeneralName::dns(&host)])
                .not_before("2026-01-01T00:00:00Z")
                .not_after("2026-05-01T00:00:00Z")
        })
    };
    // The last are under it in part at most.
    let domains = "amazon android app audible azure bank bing boo channel chrome dad day dev eat esq fire fly foo fujitsu gle \
                   gmail google hangout hotmail imdb ing insurance kindle meet meme microsoft mov new nexus office page phd play \
                   prime prof rsvp search silk skype windows xbox xn--cckwcxetd xn--jlq480n2rg youtube zappos zip \
                   blog shop gov edu here gov.uk";
    domains.split(' ').map(ended).collect()
}
