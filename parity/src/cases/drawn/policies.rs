//! Policies, mappings and constraints drawn at random for every certificate of a chain: whether a policy is left where one is
//! required. Drawn with a fixed seed; none is dropped.

use mint::{Builder, Criticality, oid, random::Random};

use crate::cases::Cases;
use crate::recipe::{Recipe, ca_name, recipe};

const DRAWN: u64 = 500;
const SEED: u64 = 0x2026_1127_0003;
const ROWS: &[&str] = &["chrome/policies", "chrome/policy-mappings", "firefox/PO-1"];

const POLICIES: &[&str] = &[
    "1.3.6.1.4.1.32473.7.1",
    "1.3.6.1.4.1.32473.7.2",
    "1.3.6.1.4.1.32473.7.3",
];

fn policy(random: &mut Random) -> &'static str {
    match random.one_in(5) {
        true => oid::ANY_POLICY,
        false => random.choose::<&str>(POLICIES),
    }
}

fn policies(b: Builder, random: &mut Random) -> Builder {
    let mut list: Vec<&str> = (0..=random.below(3)).map(|_| policy(random)).collect();
    if !random.one_in(40) {
        list.sort_unstable();
        list.dedup();
    }
    let critical = random.one_in(4);
    let b = b.policies(&list);
    match critical {
        true => b.criticality(oid::CERTIFICATE_POLICIES, Criticality::Critical),
        false => b,
    }
}

/// From a policy to another; now and then anyPolicy on a side.
fn mappings(b: Builder, random: &mut Random) -> Builder {
    let side = |random: &mut Random| match random.one_in(40) {
        true => oid::ANY_POLICY,
        false => random.choose::<&str>(POLICIES),
    };
    let list: Vec<_> = (0..=random.below(3))
        .map(|_| (side(random), side(random)))
        .collect();
    let critical = random.one_in(12);
    let b = b.policy_mappings(&list);
    match critical {
        true => b,
        false => b.criticality(oid::POLICY_MAPPINGS, Criticality::NotCritical),
    }
}

fn constraints(b: Builder, random: &mut Random) -> Builder {
    let skip = |random: &mut Random| (!random.one_in(3)).then(|| random.below(3) as i64);
    let (explicit, mapping) = (skip(random), skip(random));
    let explicit = match (explicit, mapping) {
        (None, None) => Some(0),
        _ => explicit,
    };
    b.policy_constraints(explicit, mapping)
}

fn ca(mut random: Random) -> impl FnOnce(Builder) -> Builder {
    move |mut b| {
        if !random.one_in(6) {
            b = policies(b, &mut random);
        }
        if random.one_in(3) {
            b = mappings(b, &mut random);
        }
        if random.one_in(3) {
            b = constraints(b, &mut random);
        }
        if random.one_in(5) {
            b = b.inhibit_any_policy(random.below(3) as i64);
        }
        b
    }
}

fn leaf(mut random: Random) -> impl FnOnce(Builder) -> Builder {
    move |mut b| {
        if !random.one_in(8) {
            b = policies(b, &mut random);
        }
        if random.one_in(16) {
            b = constraints(b, &mut random);
        }
        if random.one_in(16) {
            b = b.inhibit_any_policy(0);
        }
        if random.one_in(16) {
            b = mappings(b, &mut random);
        }
        b
    }
}

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        cases.add(drawn(number, Random::nth(SEED, number)));
    }
}

fn drawn(number: u64, mut random: Random) -> Recipe {
    let id = format!("drawn-policies/{number:03}");
    let intermediates = 1 + random.below(3);
    let mut recipe = recipe(&id).fires(ROWS).intermediates(intermediates);
    if random.one_in(2) {
        recipe = recipe.root(ca(Random::new(random.next())));
    }
    for index in 0..intermediates {
        recipe = recipe.intermediate_at(index, ca(Random::new(random.next())));
        // A certificate that a CA issued to itself does not count.
        if index > 0 && random.one_in(5) {
            let name = ca_name(&id, &format!("Intermediate {index}"));
            recipe = recipe.intermediate_at(index, |b| b.subject(name));
        }
    }
    recipe.leaf(leaf(Random::new(random.next())))
}
