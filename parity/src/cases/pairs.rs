//! Two and three independent faults at once, all pairs and many triples: which of them a browser shows. Drawn with a fixed seed;
//! none is dropped.

use std::collections::BTreeSet;

use mint::{
    Criticality, Hash, Key, Name, Scheme, der,
    extension::{self, BasicConstraints, KeyUsage},
    oid,
    random::Random,
};

use super::Cases;
use crate::recipe::{Recipe, again, expired, not_critical, not_yet_valid, recipe};

/// Drawn before all the other pairs, whose numbers follow.
const PAIRS: usize = 260;
const TRIPLES: usize = 80;
/// Drawn after them.
const MORE_TRIPLES: usize = 400;

/// A fault that can be added to any recipe. Two of one facet exclude each other.
struct Fault {
    name: &'static str,
    facet: &'static str,
    apply: fn(Recipe) -> Recipe,
}

macro_rules! faults {
    ($($name:literal $facet:literal $apply:expr;)+) => {
        &[$(Fault { name: $name, facet: $facet, apply: $apply }),+]
    };
}

const FAULTS: &[Fault] = faults! {
    "leaf-expired" "leaf-validity" |r| r.leaf(expired);
    "leaf-not-yet-valid" "leaf-validity" |r| r.leaf(not_yet_valid);
    "leaf-time-unreadable" "leaf-validity" |r| r.leaf(|b| b.not_before_der(der::utc_time("200230000000Z")));
    "leaf-inverted" "leaf-validity" |r| r.leaf(|b| {
        b.not_before("2022-01-01T00:00:00Z").not_after("2021-01-01T00:00:00Z")
    });
    "wrong-host" "host" |r| r.host("other.pair.example");
    "no-san" "san" |r| r.leaf(|b| b.without(oid::SUBJECT_ALT_NAME));
    "san-malformed" "san" |r| r.leaf(|b| not_critical(oid::SUBJECT_ALT_NAME, der::null())(b));
    "leaf-client-auth-only" "leaf-eku" |r| r.leaf(|b| b.extended_key_usage(&[oid::CLIENT_AUTH]));
    "leaf-any-usage" "leaf-eku" |r| r.leaf(|b| b.extended_key_usage(&[oid::ANY_EXTENDED_KEY_USAGE]));
    "leaf-eku-empty" "leaf-eku" |r| r.leaf(|b| not_critical(oid::EXTENDED_KEY_USAGE, der::sequence(&[]))(b));
    "leaf-key-encipherment-only" "leaf-ku" |r| r.leaf(|b| b.key_usage(&[KeyUsage::KeyEncipherment]));
    "leaf-cert-sign-only" "leaf-ku" |r| r.leaf(|b| b.key_usage(&[KeyUsage::KeyCertSign]));
    "leaf-ca" "leaf-bc" |r| r.leaf(|b| b.basic_constraints(BasicConstraints::Ca));
    "leaf-unknown-critical" "leaf-critical" |r| r.leaf(|b| b.unknown_extension(Criticality::Critical));
    "leaf-duplicate-extension" "leaf-duplicate" |r| r.leaf(|b| {
        again(oid::BASIC_CONSTRAINTS, der::sequence(&[]))(again(oid::BASIC_CONSTRAINTS, der::sequence(&[]))(b.without(oid::BASIC_CONSTRAINTS)))
    });
    "leaf-empty-subject" "leaf-subject" |r| r.leaf(|b| b.subject(Name::empty()));
    "leaf-sha1" "leaf-signature" |r| r.leaf(|b| b.scheme(Scheme::Ecdsa(Hash::Sha1)));
    "leaf-bad-signature" "leaf-signature" |r| r.leaf(|b| b.signature(|s| *s.last_mut().expect("not empty") ^= 1));
    "leaf-algorithm-mismatch" "leaf-signature" |r| r.leaf(|b| b.inner_algorithm(Scheme::Ecdsa(Hash::Sha512).algorithm()));
    "leaf-must-staple" "leaf-feature" |r| r.leaf(|b| not_critical(oid::TLS_FEATURE, extension::tls_feature(&[5]))(b));
    "leaf-serial-padded" "leaf-serial" |r| r.leaf(|b| b.serial(&[0, 0x41, 7]));
    "leaf-rsa-1016" "leaf-key" |r| r.leaf(|b| b.key(Key::rsa(1016, 1)));
    "intermediate-expired" "intermediate-validity" |r| r.intermediate(expired);
    "intermediate-not-yet-valid" "intermediate-validity" |r| r.intermediate(not_yet_valid);
    "intermediate-not-ca" "intermediate-bc" |r| r.intermediate(|b| b.basic_constraints(BasicConstraints::NotCa));
    "intermediate-no-basic-constraints" "intermediate-bc" |r| r.intermediate(|b| b.without(oid::BASIC_CONSTRAINTS));
    "intermediate-lacks-cert-sign" "intermediate-ku" |r| r.intermediate(|b| b.key_usage(&[KeyUsage::CrlSign]));
    "intermediate-client-auth-only" "intermediate-eku" |r| r.intermediate(|b| b.extended_key_usage(&[oid::CLIENT_AUTH]));
    "intermediate-unknown-critical" "intermediate-critical" |r| r.intermediate(|b| b.unknown_extension(Criticality::Critical));
    "intermediate-constrained-elsewhere" "intermediate-nc" |r| r.intermediate(|b| b.name_constraints(&["other.example"], &[]));
    "intermediate-policy-required" "intermediate-policy" |r| r.intermediate(|b| b.policy_constraints(Some(0), None));
    "intermediate-sha1" "intermediate-signature" |r| r.intermediate(|b| b.scheme(Scheme::Ecdsa(Hash::Sha1)));
    "intermediate-bad-signature" "intermediate-signature" |r| r.intermediate(|b| b.signature(|s| *s.last_mut().expect("not empty") ^= 1));
    "root-expired" "root-validity" |r| r.root(expired);
    "root-path-length" "root-bc" |r| r.root(|b| b.basic_constraints(BasicConstraints::CaWithPathLen(0)));
    "root-not-ca" "root-bc" |r| r.root(|b| b.basic_constraints(BasicConstraints::NotCa));
    "root-client-auth-only" "root-eku" |r| r.root(|b| b.extended_key_usage(&[oid::CLIENT_AUTH]));
    "root-constrained-elsewhere" "root-nc" |r| r.root(|b| b.name_constraints(&["other.example"], &[]));
    "root-lacks-cert-sign" "root-ku" |r| r.root(|b| b.key_usage(&[KeyUsage::CrlSign]));
    "intermediate-missing" "sent" |r| r.finish(|m| m.chain.truncate(1));
    "untrusted" "sent" |r| r.finish(|m| m.anchors.clear());
};

pub(super) fn cases(cases: &mut Cases) {
    let mut random = Random::new(0x2026_1126);
    let mut drawn: Vec<Vec<usize>> = Vec::new();
    draw(&mut drawn, &mut random, PAIRS, 2);
    draw(&mut drawn, &mut random, TRIPLES, 3);
    for first in 0..FAULTS.len() {
        for second in first + 1..FAULTS.len() {
            take(&mut drawn, vec![first, second]);
        }
    }
    draw(&mut drawn, &mut random, MORE_TRIPLES, 3);
    for (number, faults) in drawn.iter().enumerate() {
        let names: Vec<_> = faults.iter().map(|fault| FAULTS[*fault].name).collect();
        let family = if faults.len() == 2 { "pair" } else { "triple" };
        let id = format!("{family}/{number:03}-{}", names.join("+"));
        let recipe = recipe(id).fires(&["chrome/rank", "firefox/precedence"]);
        cases.add(
            faults
                .iter()
                .fold(recipe, |recipe, fault| (FAULTS[*fault].apply)(recipe)),
        );
    }
    for fault in FAULTS {
        let recipe =
            recipe(format!("single/{}", fault.name)).misses(&["chrome/rank", "firefox/precedence"]);
        cases.add((fault.apply)(recipe));
    }
}

fn draw(drawn: &mut Vec<Vec<usize>>, random: &mut Random, how_many: usize, size: usize) {
    let end = drawn.len() + how_many;
    while drawn.len() < end {
        let mut faults: Vec<usize> = (0..size).map(|_| random.below(FAULTS.len())).collect();
        faults.sort_unstable();
        take(drawn, faults);
    }
}

/// Where it is new, and no two are of one facet.
fn take(drawn: &mut Vec<Vec<usize>>, faults: Vec<usize>) {
    let facets: BTreeSet<&str> = faults.iter().map(|fault| FAULTS[*fault].facet).collect();
    if facets.len() == faults.len() && !drawn.contains(&faults) {
        drawn.push(faults);
    }
}
