//! What binds below a browser's own roots alone. The real browsers are asked of it too. In Chromium a root store and a list of logs of
//! ours take the place of Google's, as its component updater would have brought them, and Certificate Transparency is asked for as
//! in Google's builds. Firefox takes roots of ours for its own from a module, and the keys of some of its logs are ours in a copy of it.

pub mod chromium;
pub mod firefox;

use mint::random::Random;
use mint::{
    Builder, CertificateStatus, CtLog, GeneralName, Issued, OcspBuilder, Sct, der, sct_list,
    with_sct_list,
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
    /// DER; other roots of the browser's own, without terms.
    pub others: Vec<Vec<u8>>,
    /// DER; roots that the user has added.
    pub added: Vec<Vec<u8>>,
    /// What its list of revoked certificates has.
    pub listed: Vec<Listed>,
    /// DER; intermediates that it has downloaded.
    pub downloaded: Vec<Vec<u8>>,
    /// The list of timestamps that the server sends in the handshake.
    pub scts: Option<Vec<u8>>,
}

/// An entry of OneCRL.
#[derive(Clone, Debug)]
pub enum Listed {
    /// A certificate, by its issuer's name, DER, and its serial number.
    Issued(Vec<u8>, Vec<u8>),
    /// All of a name, DER, and of a key, by its SHA-256.
    Keyed(Vec<u8>, Vec<u8>),
}

impl BuiltIn {
    /// Of all that it asks.
    pub fn digest(&self) -> String {
        let case = record::digest(&self.case);
        let how = format!("{case}{}{}{}", self.terms, self.is_local_too, self.is_tls12);
        let listed = self.listed.iter().flat_map(|listed| match listed {
            Listed::Issued(name, serial) => [vec![0], name.clone(), serial.clone()],
            Listed::Keyed(name, key) => [vec![1], name.clone(), key.clone()],
        });
        let listed: Vec<Vec<u8>> = listed.collect();
        let scts = Vec::from_iter(self.scts.clone());
        let lists = [&self.others, &self.added, &listed, &self.downloaded, &scts];
        let lists = lists.map(Vec::as_slice);
        match lists.iter().all(|list| list.is_empty()) {
            true => record::digest_of(&[], &how),
            false => record::digest_of(&lists, &how),
        }
    }
}

/// A log: name, operator, whether it is a static-ct log, and from when on it is retired.
pub type Log = (&'static str, &'static str, bool, Option<String>);

const BEGIN: &str = "2026-11-10T00:00:00Z";
const END: &str = "2027-02-08T00:00:00Z";
const LOGGED: &str = "2026-11-10T01:00:00Z";
const LATER: &str = "2026-11-20T00:00:00Z";
/// Before any log of ours was retired, whenever it is asked.
const EARLY: &str = "2026-02-20T00:00:00Z";

fn milliseconds(time: &str) -> u64 {
    near::unix(time) as u64 * 1000
}

fn at(log: &str, time: &str) -> Sct {
    CtLog::new(log).sct(milliseconds(time))
}

/// At this time whenever it is asked.
fn then(log: &str, time: &str) -> Sct {
    CtLog::new(log).sct(near::parsed(time) as u64 * 1000)
}

/// Of `among` SCTs about one has each of five faults.
fn spoiled(random: &mut Random, sct: Sct, among: usize) -> Sct {
    match random.below(among) {
        0 => sct.version(1),
        1 => sct.algorithm(4, 1),
        2 => sct.signature(|octets| flip_last(octets)),
        3 => sct.signature(|octets| octets.truncate(octets.len() - 1)),
        4 => sct.extensions(&[0, 0, 5, 0]),
        _ => sct,
    }
}

fn of(logs: &[&str]) -> Vec<Sct> {
    logs.iter().map(|log| at(log, LOGGED)).collect()
}

/// As a leaf index or what stands in its place.
fn placed(extensions: &[u8]) -> Vec<Sct> {
    vec![at("a", LOGGED), at("s", LOGGED).extensions(extensions)]
}

type Change = Box<dyn Fn(Builder) -> Builder>;

type Finish = Box<dyn Fn(&mut BuiltIn, &Made)>;

struct Draft {
    id: String,
    host: Option<String>,
    root: Change,
    intermediate: Change,
    leaf: Change,
    scts: Vec<Sct>,
    list: fn(&[Vec<u8>]) -> Vec<u8>,
    terms: String,
    is_local_too: bool,
    is_tls12: bool,
    staple: Option<fn(&Issued, &Issued) -> Vec<u8>>,
    finish: Vec<Finish>,
}

/// The certificates of a case.
struct Made {
    root: Issued,
    intermediate: Issued,
    leaf: Issued,
}

/// As a server sends them beside the leaf.
fn delivered(scts: &[Sct], leaf: &Issued) -> Vec<u8> {
    let scts = scts.iter().map(|sct| sct.for_certificate(leaf));
    sct_list(&scts.collect::<Vec<_>>())
}

/// The SCTs of two logs in a stapled response alone.
fn in_response(issuer: &Issued, leaf: &Issued) -> Vec<u8> {
    response_with(&of(&["a", "b"]), issuer, leaf)
}

/// A response that is good, with these SCTs.
fn response_with(scts: &[Sct], issuer: &Issued, leaf: &Issued) -> Vec<u8> {
    let list = der::octet_string(&delivered(scts, leaf));
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

fn flip_last(der: &mut [u8]) {
    if let Some(last) = der.last_mut() {
        *last ^= 1;
    }
}

/// The leaf, issued by the root itself.
fn directly_below(case: &mut BuiltIn, made: &Made, scts: &[Sct]) {
    let host = case.case.hostname.clone();
    let make = || {
        let leaf = made.root.leaf(&[&host]);
        leaf.not_before(&near(BEGIN)).not_after(&near(END))
    };
    let leaf = mint::with_scts(make, &made.root, scts);
    case.case.key = leaf.key.pkcs8();
    case.case.chain = vec![leaf.der];
}

/// The intermediate, issued by another root as well, that root's certificate sent before or after the first; the root.
fn crossed(case: &mut BuiltIn, made: &Made, is_first: bool) -> Issued {
    let root = wide(mint::ca(ca_name(&case.case.id, "Other Root"))).issue();
    let twin = wide(root.ca(made.intermediate.subject.clone()));
    let twin = twin.key(made.intermediate.key.clone()).issue();
    let at = if is_first { 1 } else { case.case.chain.len() };
    case.case.chain.insert(at, twin.der);
    root
}

fn fresh<'a>(issuer: &'a Issued, leaf: &'a Issued) -> OcspBuilder {
    let response = issuer.ocsp(leaf).this_update(&near("2026-11-25T00:00:00Z"));
    response.next_update(near("2026-12-02T00:00:00Z").as_str())
}

fn revoked_by(issuer: &Issued, leaf: &Issued) -> Vec<u8> {
    let revoked = CertificateStatus::Revoked("2026-06-01T00:00:00Z".to_owned());
    fresh(issuer, leaf).status(revoked).issue()
}

fn old_by(issuer: &Issued, leaf: &Issued) -> Vec<u8> {
    let response = issuer.ocsp(leaf).this_update("2026-05-01T00:00:00Z");
    response.next_update("2026-05-08T00:00:00Z").issue()
}

fn draft(id: impl Into<String>) -> Draft {
    Draft {
        id: format!("built-in/{}", id.into()),
        host: None,
        root: Box::new(|b| b),
        intermediate: Box::new(|b| b),
        leaf: Box::new(|b| b),
        scts: of(&["a", "b"]),
        list: |scts| der::octet_string(&sct_list(scts)),
        terms: String::new(),
        is_local_too: false,
        is_tls12: false,
        staple: None,
        finish: Vec::new(),
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

    fn intermediate(mut self, change: impl Fn(Builder) -> Builder + 'static) -> Self {
        self.intermediate = Box::new(change);
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

    /// What stands in the certificate as the list of these SCTs.
    fn list(mut self, list: fn(&[Vec<u8>]) -> Vec<u8>) -> Self {
        self.list = list;
        self
    }

    fn terms(mut self, terms: &str) -> Self {
        self.terms = format!(",{terms}");
        self
    }

    /// The root is distrusted from this moment on.
    fn distrust_after(self, time: &str) -> Self {
        self.terms(&format!(r#""distrustAfter":"{time}""#))
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

    /// Changes what is asked, once all is issued.
    fn finish(mut self, finish: impl Fn(&mut BuiltIn, &Made) + 'static) -> Self {
        self.finish.push(Box::new(finish));
        self
    }

    fn make(self) -> BuiltIn {
        let id = self.id;
        let root = (self.root)(wide(mint::ca(ca_name(&id, "Root")))).issue();
        let intermediate = wide(root.ca(ca_name(&id, "Intermediate")));
        let intermediate = (self.intermediate)(intermediate).issue();
        let own = host_of(&id).replace("parity.example", "built-in.example.com");
        let host = self.host.unwrap_or_else(|| own.clone());
        let make = || {
            let leaf = intermediate.leaf(&[&own]);
            (self.leaf)(leaf.not_before(&near(BEGIN)).not_after(&near(END)))
        };
        let leaf = match self.scts.as_slice() {
            [] => make().issue(),
            scts => with_sct_list(make, &intermediate, scts, self.list),
        };
        let made = Made {
            root,
            intermediate,
            leaf,
        };
        let mut case = BuiltIn {
            case: Case {
                rows: Vec::new(),
                fires: Vec::new(),
                chain: vec![made.leaf.der.clone(), made.intermediate.der.clone()],
                key: made.leaf.key.pkcs8(),
                anchors: vec![made.root.der.clone()],
                hostname: host,
                staple: (self.staple).map(|staple| staple(&made.intermediate, &made.leaf)),
                id,
            },
            terms: self.terms,
            is_local_too: self.is_local_too,
            is_tls12: self.is_tls12,
            others: Vec::new(),
            added: Vec::new(),
            listed: Vec::new(),
            downloaded: Vec::new(),
            scts: None,
        };
        self.finish
            .iter()
            .for_each(|finish| finish(&mut case, &made));
        case
    }
}

/// What each browser is asked.
fn both() -> Vec<Draft> {
    let mut drafts = transparency();
    drafts.extend(static_logs());
    drafts.extend(elsewhere());
    drafts.extend(names());
    drafts.extend(periods());
    drafts
}

fn transparency() -> Vec<Draft> {
    let half_a_year = |seconds: i64| {
        move |b: Builder| b.not_after(&near::later(&near(BEGIN), 180 * 86_400 + seconds))
    };
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

/// Timestamps in the handshake and in the response.
fn elsewhere() -> Vec<Draft> {
    let handshake = |id: &str, embedded: &[&str], sent: fn() -> Vec<Sct>| {
        draft(format!("handshake-{id}")).scts(of(embedded)).finish(
            move |case: &mut BuiltIn, made: &Made| case.scts = Some(delivered(&sent(), &made.leaf)),
        )
    };
    let response = |id: &str, embedded: &[&str], scts: fn() -> Vec<Sct>| {
        draft(format!("response-{id}")).scts(of(embedded)).finish(
            move |case: &mut BuiltIn, made: &Made| {
                let response = response_with(&scts(), &made.intermediate, &made.leaf);
                case.case.staple = Some(response);
            },
        )
    };
    let mut drafts = vec![
        draft("handshake-and-response")
            .scts(Vec::new())
            .finish(|case, made| {
                case.scts = Some(delivered(&of(&["a"]), &made.leaf));
                let response = response_with(&of(&["b"]), &made.intermediate, &made.leaf);
                case.case.staple = Some(response);
            }),
        draft("handshake-of-another-certificate")
            .scts(Vec::new())
            .finish(|case, made| {
                case.scts = Some(delivered(&of(&["a", "b"]), &made.intermediate));
            }),
    ];
    for make in [handshake as fn(_, _, _) -> _, response] {
        drafts.extend([
            make("two-logs", &[], || of(&["a", "b"])),
            make("one-log", &[], || of(&["a"])),
            make("one-operator", &[], || of(&["a", "e"])),
            make("one-log-twice", &[], || {
                vec![at("a", LOGGED), at("a", LATER)]
            }),
            make("retired", &[], || vec![at("a", LOGGED), then("r", EARLY)]),
            make("future", &[], || {
                vec![at("a", LOGGED), at("b", "2027-01-30T00:00:00Z")]
            }),
            make("static", &[], || {
                vec![at("a", LOGGED), at("s", LOGGED).leaf_index(3)]
            }),
            make("static-no-index", &[], || of(&["a", "s"])),
            make("one-and-one-embedded", &["a"], || of(&["b"])),
            make("one-and-two-embedded", &["a", "b"], || of(&["c"])),
            make("two-and-one-embedded", &["a"], || of(&["a", "b"])),
        ]);
    }
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
