//! Leaves that signed themselves and are trusted: what they say of those below an anchor, they say of themselves. A table, and chains
//! drawn with a fixed seed, some of them with another certificate of the leaf's name; none is dropped.

use mint::{
    Builder, Criticality, GeneralName, Key, Name, der,
    extension::{self, BasicConstraints, KeyUsage},
    oid,
    random::Random,
};

use super::Cases;
use crate::recipe::{Made, expired, host_of, recipe, wide};

const ROWS: &[&str] = &["chrome/self-signed-ca-leaf", "firefox/PB-12"];

type Change = fn(Builder, &str) -> Builder;

/// What is said, and whether Chrome holds it against the leaf.
const SAID: &[(&str, bool, Change)] = &[
    ("host-excluded", true, |b, host| {
        b.name_constraints(&[], &[host])
    }),
    ("host-permitted", false, |b, host| {
        b.name_constraints(&[host], &[])
    }),
    ("another-host-permitted", true, |b, _| {
        b.name_constraints(&["other.example"], &[])
    }),
    ("another-host-excluded", false, |b, _| {
        b.name_constraints(&[], &["other.example"])
    }),
    ("subject-excluded", true, |b, host| {
        directories(b, &[], &[Name::common(host)])
    }),
    ("another-subject-permitted", true, |b, _| {
        directories(b, &[Name::common("x")], &[])
    }),
    ("subject-permitted", false, |b, host| {
        directories(b, &[Name::common(host)], &[])
    }),
    ("any-policy-mapped", true, |b, _| {
        b.policy_mappings(&[(oid::ANY_POLICY, "1.2.3")])
    }),
    ("policy-mapped", false, |b, _| {
        b.policies(&["1.2.3"])
            .policy_mappings(&[("1.2.3", "1.2.4")])
    }),
    ("required-policy-mapped", true, |b, _| {
        b.policies(&["1.2.3"])
            .policy_mappings(&[("1.2.3", "1.2.4")])
            .policy_constraints(Some(0), None)
    }),
    ("required-policy-mapped-to-itself", false, |b, _| {
        b.policies(&["1.2.3"])
            .policy_mappings(&[("1.2.3", "1.2.3")])
            .policy_constraints(Some(0), None)
    }),
    ("policy-required-after-one", true, |b, _| {
        b.policy_constraints(Some(1), None)
    }),
    ("policy-required-after-two", false, |b, _| {
        b.policy_constraints(Some(2), None)
    }),
    ("any-policy-required-and-inhibited", true, |b, _| {
        b.policies(&[oid::ANY_POLICY])
            .policy_constraints(Some(0), None)
            .inhibit_any_policy(0)
    }),
    ("any-policy-required", false, |b, _| {
        b.policies(&[oid::ANY_POLICY])
            .policy_constraints(Some(0), None)
    }),
    ("any-policy-inhibited", false, |b, _| {
        b.policies(&[oid::ANY_POLICY]).inhibit_any_policy(0)
    }),
];

fn directories(b: Builder, permitted: &[Name], excluded: &[Name]) -> Builder {
    let [permitted, excluded] = [permitted, excluded].map(|names| {
        let names = names.iter().cloned().map(GeneralName::directory);
        names.collect::<Vec<_>>()
    });
    let value = extension::name_constraints(&permitted, &excluded);
    b.extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value)
}

const DRAWN: u64 = 60;
const SEED: u64 = 0x2026_1128_0003;

pub(super) fn cases(cases: &mut Cases) {
    for (name, is_held, change) in SAID {
        let id = format!("own-anchor/{name}");
        let host = host_of(&id);
        let recipe = recipe(id).intermediates(0);
        let recipe = match is_held {
            true => recipe.fires(ROWS),
            false => recipe.misses(ROWS),
        };
        cases.add(recipe.finish(move |m| {
            let leaf = wide(mint::leaf(&[&host])).without(oid::KEY_USAGE);
            trust(m, change(leaf, &host));
        }));
    }
    for number in 0..DRAWN {
        let mut random = Random::nth(SEED, number);
        let id = format!("own-anchor/{number:03}");
        let host = host_of(&id);
        cases.add(
            recipe(id)
                .fires(ROWS)
                .intermediates(0)
                .finish(move |m| draw(m, &host, &mut random)),
        );
    }
}

fn trust(m: &mut Made, leaf: Builder) {
    let leaf = leaf.issue();
    m.chain = vec![leaf.der.clone()];
    m.anchors = vec![leaf.der.clone()];
    m.leaf = leaf;
}

fn draw(m: &mut Made, host: &str, random: &mut Random) {
    const SIGNS: &[KeyUsage] = &[KeyUsage::DigitalSignature, KeyUsage::KeyCertSign];
    let mut b = wide(mint::leaf(&[host]));
    b = match random.below(4) {
        0 => b.without(oid::KEY_USAGE),
        1 => b.key_usage(SIGNS),
        2 => b.key_usage(SIGNS).basic_constraints(BasicConstraints::Ca),
        _ => b.without(oid::KEY_USAGE).without(oid::EXTENDED_KEY_USAGE),
    };
    for _ in 0..1 + random.below(3) {
        b = match random.below(8) {
            0 => b.extension(
                oid::NAME_CONSTRAINTS,
                Criticality::Critical,
                der::sequence(&[der::null()]),
            ),
            1 => b.policy_constraints(Some(random.below(3) as i64), Some(random.below(3) as i64)),
            2 => b.basic_constraints(BasicConstraints::CaWithPathLen(random.below(2) as i64)),
            3 => b.san([
                GeneralName::dns(host),
                GeneralName::email("user@example.com"),
                GeneralName::ip(&[10, 0, 0, 1]),
            ]),
            _ => random.choose(SAID).2(b, host),
        };
    }
    if random.one_in(8) {
        b = expired(b);
    }
    trust(m, b);
    let is_newer = random.one_in(2);
    let other = |b: Builder| {
        wide(b).not_before(match is_newer {
            true => "2021-01-01T00:00:00Z",
            false => "2019-01-01T00:00:00Z",
        })
    };
    let name = m.leaf.subject.clone();
    match random.below(7) {
        0 => m.chain.push(m.leaf.der.clone()),
        1 => {
            let other = other(mint::ca(name)).key(m.leaf.key.clone()).issue();
            m.chain.push(other.der.clone());
            if random.one_in(2) {
                m.anchors.push(other.der);
            }
        }
        2 => {
            let other = other(mint::ca(name)).key(Key::p256([host, " too"].concat()));
            m.anchors.push(other.issue().der);
        }
        3 => {
            let other = other(m.root.ca(name)).key(m.leaf.key.clone()).issue();
            m.chain.push(other.der);
            if random.one_in(2) {
                m.anchors.push(m.root.der.clone());
            }
        }
        _ => {}
    }
}
