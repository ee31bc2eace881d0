//! Several certificates of one CA at once, each with a fault of its own, in any order: which paths a browser tries, in what
//! order, and what it says where none of them is good. Drawn with fixed seeds; none is dropped.

use mint::{
    Builder, Criticality, Hash, Issued, Key, Scheme, der,
    extension::{BasicConstraints, KeyUsage},
    oid,
    random::Random,
};

use crate::cases::Cases;
use crate::recipe::{Made, expired, not_critical, not_yet_valid, recipe, wide};

const CROSSED: usize = 400;
const TANGLED: usize = 500;
const ROWS: &[&str] = &[
    "chrome/cross-signs",
    "chrome/best-failed-path",
    "firefox/PB-8",
    "firefox/PB-9",
];

type Change = fn(Builder) -> Builder;

/// What is wrong with a CA's certificate.
const CA_FAULTS: &[(&str, Change)] = &[
    ("sound", |b| b),
    ("expired", expired),
    ("future", not_yet_valid),
    ("not-ca", |b| b.basic_constraints(BasicConstraints::NotCa)),
    ("no-constraints", |b| b.without(oid::BASIC_CONSTRAINTS)),
    ("crl-sign", |b| b.key_usage(&[KeyUsage::CrlSign])),
    ("client", |b| b.extended_key_usage(&[oid::CLIENT_AUTH])),
    ("critical", |b| b.unknown_extension(Criticality::Critical)),
    ("elsewhere", |b| b.name_constraints(&["other.example"], &[])),
    ("policy", |b| b.policy_constraints(Some(0), None)),
    ("path-length", |b| {
        b.basic_constraints(BasicConstraints::CaWithPathLen(0))
    }),
    ("sha1", |b| b.scheme(Scheme::Ecdsa(Hash::Sha1))),
    ("bad-signature", |b| {
        b.signature(|s| *s.last_mut().expect("not empty") ^= 1)
    }),
    ("newer", |b| b.not_before("2023-01-01T00:00:00Z")),
    ("malformed", |b| {
        not_critical(oid::KEY_USAGE, der::null())(b.without(oid::KEY_USAGE))
    }),
];

/// What is wrong with a leaf.
const LEAF_FAULTS: &[(&str, Change)] = &[
    ("good", |b| b),
    ("good", |b| b),
    ("good", |b| b),
    ("expired", expired),
    ("client", |b| b.extended_key_usage(&[oid::CLIENT_AUTH])),
    ("unnamed", |b| b.without(oid::SUBJECT_ALT_NAME)),
    ("cert-sign", |b| b.key_usage(&[KeyUsage::KeyCertSign])),
    ("sha1", |b| b.scheme(Scheme::Ecdsa(Hash::Sha1))),
    ("rsa-1016", |b| b.key(Key::rsa(1016, 1))),
];

/// Dates and key identifiers, which decide what is tried first.
const HINTS: &[Change] = &[
    |b| b,
    |b| b,
    |b| b,
    |b| b.not_before("2021-01-01T00:00:00Z"),
    |b| b.not_before("2022-01-01T00:00:00Z"),
    |b| b.not_after("2040-01-01T00:00:00Z"),
    |b| b.without(oid::AUTHORITY_KEY_IDENTIFIER),
    |b| b.without(oid::SUBJECT_KEY_IDENTIFIER),
    |b| {
        not_critical(oid::SUBJECT_KEY_IDENTIFIER, der::octet_string(b"another"))(
            b.without(oid::SUBJECT_KEY_IDENTIFIER),
        )
    },
];

pub(in crate::cases) fn cases(cases: &mut Cases) {
    crossed(cases);
    tangled(cases);
}

fn one_in(random: &mut Random, n: usize) -> bool {
    random.below(n) == 0
}

fn pick<T: Copy>(random: &mut Random, list: &[T]) -> T {
    list[random.below(list.len())]
}

/// Two or three certificates of the one intermediate, each from a trusted root, another trusted root, an untrusted one, or
/// from itself.
fn crossed(cases: &mut Cases) {
    let mut random = Random::new(0x2026_1126_0001);
    for number in 0..CROSSED {
        let mut parts = Vec::new();
        for _ in 0..2 + random.below(2) {
            let fault = if one_in(&mut random, 3) {
                CA_FAULTS[0]
            } else {
                pick(&mut random, CA_FAULTS)
            };
            parts.push((fault, random.below(4)));
        }
        let (leaf, change) = pick(&mut random, LEAF_FAULTS);
        let is_elsewhere = one_in(&mut random, 6);
        let is_trusted = !one_in(&mut random, 5);
        let words: Vec<String> = parts
            .iter()
            .map(|((name, _), issuer)| {
                format!(
                    "{name}-{}",
                    ["root", "other", "untrusted", "itself"][*issuer]
                )
            })
            .collect();
        let recipe = recipe(format!("crossed/{number:03}-{}+{leaf}", words.join("+")))
            .fires(ROWS)
            .leaf(change);
        let recipe = if is_elsewhere {
            recipe.host("other.crossed.example")
        } else {
            recipe
        };
        cases.add(recipe.finish(move |m| {
            m.chain.truncate(1);
            let other = m.other_root("Other Root").issue();
            let untrusted = m.other_root("Untrusted Root").issue();
            for (((_, change), issuer), number) in parts.iter().zip(1..) {
                let issuer =
                    [Some(&m.root), Some(&other), Some(&untrusted), None][*issuer].cloned();
                let builder = match issuer {
                    Some(issuer) => m.cross_sign(&issuer),
                    None => itself(m.issuer()),
                };
                send(m, change(builder).serial(&[0x41, number]).issue().der);
            }
            let is_used = |which: usize| parts.iter().any(|(_, issuer)| *issuer == which);
            if is_used(1) {
                m.anchors.push(other.der);
            }
            if is_used(2) {
                m.chain.push(untrusted.der);
            }
            if !is_trusted {
                m.anchors.remove(0);
            }
        }));
    }
}

/// Two CAs above the leaf, with up to three certificates each, of which some have another key; all in any order.
fn tangled(cases: &mut Cases) {
    let mut random = Random::new(0x2026_1126_0002);
    for number in 0..TANGLED {
        let (leaf, change) = pick(&mut random, LEAF_FAULTS);
        let hint = pick(&mut random, HINTS);
        let seed = random.next();
        let recipe = recipe(format!("tangled/{number:03}-{leaf}"))
            .fires(ROWS)
            .intermediates(2)
            .leaf(move |b| hint(change(b)));
        let recipe = if one_in(&mut random, 8) {
            recipe.host("other.tangled.example")
        } else {
            recipe
        };
        cases.add(recipe.finish(move |m| tangle(m, &mut Random::new(seed))));
    }
}

fn tangle(m: &mut Made, random: &mut Random) {
    let (upper, lower) = (m.intermediates[0].clone(), m.intermediates[1].clone());
    let other = m.other_root("Other Root").issue();
    let untrusted = m.other_root("Untrusted Root").issue();
    let fault = |random: &mut Random| {
        if one_in(random, 2) {
            CA_FAULTS[0].1
        } else {
            pick(random, CA_FAULTS).1
        }
    };
    let version = |random: &mut Random, of: &Issued, issuer: Option<&Issued>| {
        let builder = match issuer {
            Some(issuer) => wide(issuer.ca(of.subject.clone())).key(of.key.clone()),
            None => itself(of),
        };
        let builder = if one_in(random, 8) {
            builder.key(Key::p256("a namesake"))
        } else {
            builder
        };
        let hint = pick(random, HINTS);
        let [.., a, b, c] = random.next().to_be_bytes();
        let numbered = builder.serial(&[0x41, a, b, c]);
        hint(fault(random)(numbered)).issue()
    };
    m.chain.truncate(1);
    let mut uppers = Vec::new();
    for _ in 0..1 + random.below(3) {
        let issuer = [
            Some(&m.root),
            Some(&m.root),
            Some(&other),
            Some(&untrusted),
            Some(&lower),
            None,
        ][random.below(6)];
        uppers.push(version(random, &upper, issuer));
    }
    let mut sent: Vec<Vec<u8>> = uppers.iter().map(|c| c.der.clone()).collect();
    for _ in 0..1 + random.below(3) {
        let issuer = [
            Some(&uppers[0]),
            Some(&upper),
            Some(&m.root),
            Some(&untrusted),
            None,
        ][random.below(5)];
        sent.push(version(random, &lower, issuer).der);
    }
    if one_in(random, 2) {
        sent.push(untrusted.der.clone());
    }
    if one_in(random, 3) {
        sent.push(m.root.der.clone());
    }
    // Any order.
    for end in (1..sent.len()).rev() {
        let with = random.below(end + 1);
        sent.swap(end, with);
    }
    for der in sent {
        send(m, der);
    }
    if one_in(random, 2) {
        m.anchors.push(other.der);
    }
    if one_in(random, 6) {
        m.anchors.remove(0);
    }
    if one_in(random, 10) {
        m.anchors.push(upper.der);
    }
}

/// The CA's own certificate of itself, which nobody trusts.
fn itself(of: &Issued) -> Builder {
    wide(mint::ca(of.subject.clone())).key(of.key.clone())
}

/// Servers send nothing twice here.
fn send(m: &mut Made, der: Vec<u8>) {
    if !m.chain.contains(&der) {
        m.chain.push(der);
    }
}
