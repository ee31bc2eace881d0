//! Chains drawn at random: the terms of a root, timestamps, periods, keys and what they may do, names, and which certificates are
//! trusted by whom, in few steps so that they meet.

use mint::extension::{BasicConstraints, KeyUsage};
use mint::random::Random;
use mint::{Builder, CertificateStatus, Criticality, GeneralName, Key, Sct, der, oid, sct_list};

use super::super::{
    BEGIN, Draft, EARLY, END, LATER, LOGGED, at, crossed, delivered, directly_below, draft, fresh,
    old_by, response_with, revoked_by, spoiled, then,
};
use super::{ENFORCED, RETIRED};
use crate::near::{self, near};
use crate::recipe::{ca_name, expired, wide};

/// How many are drawn, with a fixed seed; none is dropped.
const DRAWN: u64 = 100;
const SEED: u64 = 0x2026_1129_0001;

pub(super) fn drafts() -> impl Iterator<Item = Draft> {
    (0..DRAWN).map(drawn)
}

fn drawn(number: u64) -> Draft {
    let mut random = Random::nth(SEED, number);
    let random = &mut random;
    let id = format!("drawn-{number:03}");
    let host = format!("built-in-{id}.built-in.example.com");
    let mut draft = draft(&id).scts(match random.below(6) {
        0 => vec![at("a", LOGGED), at("b", LOGGED)],
        1 => vec![at("a", LOGGED), at("b", LOGGED), at("c", LATER)],
        _ => scts(random, 5),
    });
    let terms = terms(random, &host);
    if !terms.is_empty() {
        draft = draft.terms(&terms.join(","));
    }
    // Half of them have nothing unusual but terms, timestamps and paths.
    let is_plain = random.one_in(2);
    let (sends_scts, is_tls12) = (random.one_in(6), random.one_in(2));
    draft.is_tls12 = is_tls12;
    let (begin, end) = match is_plain && random.one_in(2) {
        true => (near(BEGIN), near(END)),
        false => period(random),
    };
    draft = draft.leaf(move |b| b.not_before(&begin).not_after(&end));
    if !is_plain {
        draft = unusual(random, draft, sends_scts, number);
    } else if sends_scts && is_tls12 {
        draft = with_leaf(draft, |b| b.key(Key::rsa(2048, 1)));
    }
    if random.one_in(8) {
        draft = draft.local_too();
    }
    if random.one_in(8) {
        draft = draft.list(list_form(random));
    }
    draft = trusted(random, draft);
    if random.one_in(5) {
        let (sent, of) = (scts(random, 3), random.below(8));
        draft = draft.finish(move |case, made| {
            let (issuer, leaf) = (&made.intermediate, &made.leaf);
            case.case.staple = Some(match of {
                0 => old_by(issuer, leaf),
                1 => revoked_by(issuer, leaf),
                2 => {
                    let response = fresh(issuer, leaf);
                    response.status(CertificateStatus::Unknown).issue()
                }
                _ => response_with(&sent, issuer, leaf),
            });
        });
    }
    if sends_scts {
        let sent = scts(random, 3);
        draft = draft.finish(move |case, made| case.scts = Some(delivered(&sent, &made.leaf)));
    }
    draft
}

/// The leaf as it is, and this as well.
fn with_leaf(mut draft: Draft, change: impl Fn(Builder) -> Builder + 'static) -> Draft {
    let before = std::mem::replace(&mut draft.leaf, Box::new(|b| b));
    draft.leaf(move |b| change(before(b)))
}

/// Times at which something was logged or began, or a term ends.
const TIMES: [&str; 5] = [
    "2026-11-09T23:59:59Z",
    BEGIN,
    "2026-11-10T00:59:59Z",
    LOGGED,
    LATER,
];

fn scts(random: &mut Random, most: usize) -> Vec<Sct> {
    let count = random.below(most + 1);
    let one = |random: &mut Random| {
        let log = *random.choose(&["a", "b", "c", "e", "s", "t", "r", "unknown"]);
        let sct = match random.below(12) {
            0 => then(log, EARLY),
            1 => at(log, RETIRED),
            2 => at(log, "2027-01-30T00:00:00Z"),
            3 => at(log, LATER),
            4 => at(log, random.choose::<&str>(&TIMES)),
            _ => at(log, LOGGED),
        };
        let has_index = matches!(log, "s" | "t") != random.one_in(8);
        let sct = match has_index {
            true => sct.leaf_index(random.below(250) as u8),
            false => sct,
        };
        spoiled(random, sct, 32)
    };
    (0..count).map(|_| one(random)).collect()
}

/// How the list stands in the certificate: with octets after its end, with an empty entry, cut, or without its OCTET STRING.
fn list_form(random: &mut Random) -> fn(&[Vec<u8>]) -> Vec<u8> {
    match random.below(4) {
        0 => |scts| der::octet_string(&[sct_list(scts), vec![7]].concat()),
        1 => |scts| der::octet_string(&sct_list(&[scts, &[Vec::new()]].concat())),
        2 => |scts| {
            let mut list = sct_list(scts);
            list.pop();
            der::octet_string(&list)
        },
        _ => sct_list,
    }
}

/// Members of what the store says of its root.
fn terms(random: &mut Random, host: &str) -> Vec<String> {
    let mut terms = Vec::new();
    if random.one_in(4) {
        terms.push(ENFORCED.to_owned());
    }
    if random.one_in(2) {
        let sets = (0..1 + random.below(3)).map(|_| constraint_set(random, host));
        let sets: Vec<String> = sets.collect();
        terms.push(format!(r#""constraints":[{}]"#, sets.join(",")));
    }
    terms
}

fn constraint_set(random: &mut Random, host: &str) -> String {
    const VERSIONS: [&str; 6] = ["155.9", "156", "156.0.8078", "156.0.8079", "156.1", "157"];
    let mut members = Vec::new();
    let time = |random: &mut Random| near(random.choose::<&str>(&TIMES));
    if random.one_in(2) {
        members.push(format!(r#""sctNotAfter":"{}""#, time(random)));
    }
    if random.one_in(3) {
        members.push(format!(r#""sctAllAfter":"{}""#, time(random)));
    }
    for bound in ["minVersion", "maxVersionExclusive"] {
        if random.one_in(5) {
            members.push(format!(r#""{bound}":"{}""#, random.choose(&VERSIONS)));
        }
    }
    if random.one_in(4) {
        let names = [
            "example.com",
            "built-in.example.com",
            ".built-in.example.com",
            "*.example.com",
            "EXAMPLE.com",
            "example.com.",
            "example.org",
            host,
            "",
            ".",
        ];
        let names = (0..1 + random.below(2)).map(|_| format!(r#""{}""#, random.choose(&names)));
        let names: Vec<String> = names.collect();
        members.push(format!(r#""permittedDnsNames":[{}]"#, names.join(",")));
    }
    format!("{{{}}}", members.join(","))
}

/// When a leaf begins and ends: in most cases as Chromium takes it, or a second off.
fn period(random: &mut Random) -> (String, String) {
    const DAY: i64 = 86_400;
    let second = *random.choose(&[-1, 0, 1]);
    let of_days = |begin: &str, days: i64| {
        let end = near::later(begin, days * DAY + second);
        (begin.to_owned(), end)
    };
    match random.below(10) {
        0 => of_days(&near(BEGIN), 180),
        1 => of_days(&near(BEGIN), 200),
        2 => of_days("2026-03-14T23:59:59Z", 398),
        3 => of_days(&near::later("2026-03-15T00:00:00Z", second), 397),
        4 => (EARLY.to_owned(), "2026-05-01T00:00:00Z".to_owned()),
        5 if random.one_in(3) => (near("2026-12-10T00:00:00Z"), near("2027-01-10T00:00:00Z")),
        6 if random.one_in(3) => (near(END), near(BEGIN)),
        _ => (near(BEGIN), near(END)),
    }
}

/// A leaf, its CAs and its host with something unusual; where timestamps are to be sent, only what OpenSSL's server takes.
fn unusual(random: &mut Random, draft: Draft, sends_scts: bool, number: u64) -> Draft {
    let key = match sends_scts {
        true => (draft.is_tls12 || random.one_in(3)).then(|| Key::rsa(2048, 1)),
        false => key(random),
    };
    let usages = usages(random);
    let extension: fn(Builder) -> Builder = match random.below(40) {
        0 if !sends_scts => |b| b.without(oid::KEY_USAGE),
        1 if !sends_scts => |b| b.extended_key_usage(&[oid::CLIENT_AUTH]),
        2 if !sends_scts => {
            |b| b.extension(oid::KEY_USAGE, Criticality::Critical, der::tlv(3, &[9]))
        }
        3 => |b| b.without(oid::EXTENDED_KEY_USAGE),
        4 => |b| b.basic_constraints(BasicConstraints::Ca),
        _ => |b| b,
    };
    let (names, visited) = names(random, number);
    let mut draft = with_leaf(draft, move |b| {
        let b = match &key {
            Some(key) => b.key(key.clone()),
            None => b,
        };
        let b = match &usages {
            Some(usages) => b.key_usage(usages),
            None => b,
        };
        let b = match names.as_slice() {
            [] => b,
            names => b.san(names.iter().cloned()),
        };
        extension(b)
    });
    if let Some(visited) = visited {
        draft = draft.host(&visited);
    }
    let (intermediate, root) = (ca(random), ca(random));
    draft.intermediate(intermediate).root(root)
}

fn key(random: &mut Random) -> Option<Key> {
    Some(match random.below(16) {
        0 => Key::p384("parity keys"),
        1 if random.one_in(3) => Key::p521("parity keys"),
        2 => Key::rsa(1024, 1),
        3 if random.one_in(2) => Key::rsa(1023, 1),
        4 if random.one_in(2) => Key::rsa(512, 1),
        5 if random.one_in(3) => Key::ed25519("parity keys"),
        6..=8 => Key::rsa(2048, 1),
        9 if random.one_in(2) => Key::ml_dsa_44("parity keys"),
        _ => return None,
    })
}

fn usages(random: &mut Random) -> Option<Vec<KeyUsage>> {
    use KeyUsage::*;
    Some(match random.below(12) {
        0 => vec![KeyCertSign],
        1 => vec![KeyEncipherment],
        2 => vec![DigitalSignature, KeyEncipherment],
        3 => vec![KeyAgreement],
        _ => return None,
    })
}

/// The names in the leaf, none where it has its own, and the host that is visited, where that is another.
fn names(random: &mut Random, number: u64) -> (Vec<GeneralName>, Option<String>) {
    let own = format!("built-in-drawn-{number:03}.built-in.example.com");
    let inside = format!("drawn-{number:03}.internal");
    let address = [8, 8, (number / 250) as u8, (number % 250) as u8];
    let dotted = address.map(|octet| octet.to_string()).join(".");
    let (names, hosts) = match random.below(12) {
        0 => (vec![GeneralName::dns("*.built-in.example.com")], vec![own]),
        1 => {
            let other = GeneralName::dns("other.example.org");
            (vec![GeneralName::dns(&own), other], vec![own])
        }
        2 => {
            let names = vec![GeneralName::dns(&own), GeneralName::ip(&address)];
            (names, vec![own, dotted])
        }
        3 => (vec![GeneralName::dns(&inside)], vec![inside, own]),
        4 if random.one_in(2) => (
            Vec::new(),
            vec![format!("other-{number}.built-in.example.com")],
        ),
        _ => return (Vec::new(), None),
    };
    let visited = random.choose(&hosts).clone();
    (names, Some(visited))
}

fn ca(random: &mut Random) -> fn(Builder) -> Builder {
    match random.below(24) {
        0 => expired,
        1 => |b| b.key(Key::rsa(1024, 1)),
        2 => |b| b.key(Key::rsa(1016, 1)),
        3 => |b| b.name_constraints(&["example.org"], &[]),
        4 => |b| b.basic_constraints(BasicConstraints::CaWithPathLen(0)),
        5 => |b| b.key_usage(&[KeyUsage::DigitalSignature]),
        6 => |b| b.extended_key_usage(&[oid::CLIENT_AUTH]),
        7 => |b| b.extended_key_usage(&[oid::SERVER_AUTH]),
        8 => |b| b.policies(&["1.2.3.4"]).policy_constraints(Some(0), None),
        9 => |b| b.unknown_extension(Criticality::Critical),
        10 => |b| b.basic_constraints(BasicConstraints::NotCa),
        _ => |b| b,
    }
}

/// Which certificates are trusted, and by whom, and what is sent of them.
fn trusted(random: &mut Random, draft: Draft) -> Draft {
    let sent = scts(random, 3);
    let (is_first, is_added, is_other) = (random.one_in(2), random.one_in(2), random.one_in(3));
    match random.below(18) {
        // The intermediate is a root of the browser's own, the one above it one that was added, or nobody's.
        0 | 1 => draft.finish(move |case, made| {
            case.case.anchors = vec![made.intermediate.der.clone()];
            if is_added {
                case.added.push(made.root.der.clone());
            }
            if is_other {
                case.case.chain.push(made.root.der.clone());
            }
        }),
        2 => draft.finish(|case, made| case.added.push(made.intermediate.der.clone())),
        // Two paths.
        3 | 4 => draft.finish(move |case, made| {
            let root = crossed(case, made, is_first);
            match is_added {
                true => case.added.push(root.der),
                false => case.others.push(root.der),
            }
        }),
        // A root of the same name and key, or of the same name alone.
        5 | 6 => draft.finish(move |case, made| {
            let twin = wide(mint::ca(made.root.subject.clone())).not_before("2021-01-01T00:00:00Z");
            let twin = match is_other {
                true => twin.key(Key::p256("another root's")).issue(),
                false => twin.key(made.root.key.clone()).issue(),
            };
            match is_added {
                true => case.added.push(twin.der),
                false => case.others.push(twin.der),
            }
        }),
        7 => draft.finish(move |case, made| directly_below(case, made, &sent)),
        8 => draft.finish(|case, made| case.case.chain.push(made.root.der.clone())),
        9 if is_added => draft.finish(move |case, made| {
            let root = wide(mint::ca(ca_name(&case.case.id, "Nobody's Root"))).issue();
            case.case.anchors = vec![root.der];
            if is_other {
                case.added.push(made.root.der.clone());
            }
        }),
        // Two CAs between root and leaf, one of which may be trusted as well, or instead.
        kind @ (10 | 11) => draft.finish(move |case, made| {
            let upper = wide(made.root.ca(ca_name(&case.case.id, "Upper"))).issue();
            let twin = wide(upper.ca(made.intermediate.subject.clone()));
            let twin = twin.key(made.intermediate.key.clone()).issue();
            if is_first {
                case.case.chain.truncate(1);
            }
            if kind == 11 {
                case.case.anchors = vec![upper.der.clone()];
            }
            if is_added {
                let added = if is_other { &upper } else { &twin };
                case.added.push(added.der.clone());
            }
            case.case.chain.extend([twin.der, upper.der]);
        }),
        // The leaf is trusted itself.
        12 => draft.finish(move |case, made| match is_added {
            true => case.added.push(made.leaf.der.clone()),
            false => case.case.anchors = vec![made.leaf.der.clone()],
        }),
        // Another CA of the intermediate's name comes first.
        13 => draft.finish(move |case, made| {
            let twin = wide(made.root.ca(made.intermediate.subject.clone()));
            let twin = twin.key(Key::p256("another CA's")).issue();
            case.case.chain.insert(1, twin.der.clone());
            if is_added {
                case.added.push(twin.der);
            }
        }),
        _ => draft,
    }
}
