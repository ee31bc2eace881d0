//! Validity periods.

use super::{Cases, Fault};
use crate::near::near;
use crate::recipe::{expired, not_yet_valid, recipe};

const LEAF: &[&str] = &["chrome/period", "firefox/V-1"];
const CA: &[&str] = &["chrome/period", "firefox/V-2"];
const ROOT: &[&str] = &["chrome/expired-root", "firefox/V-2", "firefox/PB-11"];

const FAULTS: &[Fault] = &[
    ("expired", &[], &[], expired),
    ("not-yet-valid", &[], &[], not_yet_valid),
    ("ended-with-unix-time", &[], &[], |b| {
        b.not_before("1970-01-01T00:00:00Z")
            .not_after("1970-01-01T00:00:01Z")
    }),
    ("begins-in-9999", &[], &[], |b| {
        b.not_before("9999-01-01T00:00:00Z")
            .not_after("9999-12-31T23:59:59Z")
    }),
];

pub(super) fn cases(cases: &mut Cases) {
    for (at, rows) in [
        (super::At::Leaf, LEAF),
        (super::At::Intermediate, CA),
        (super::At::Root, ROOT),
    ] {
        for (name, _, _, change) in FAULTS {
            let recipe = recipe(format!("validity/{at}-{name}")).fires(rows);
            cases.add(at.change(recipe, *change));
        }
        let recipe = recipe(format!("validity/{at}-within")).misses(rows);
        cases.add(at.change(recipe, |b| {
            b.not_before("2025-01-01T00:00:00Z")
                .not_after("2030-01-01T00:00:00Z")
        }));
    }
    cases.add(
        recipe("validity/leaf-for-years")
            .fires(&["firefox/V-3"])
            .leaf(|b| {
                b.not_before("2020-01-01T00:00:00Z")
                    .not_after("2044-01-01T00:00:00Z")
            }),
    );
    cases.add(
        recipe("validity/leaf-outlives-intermediate")
            .fires(&["firefox/V-5", "chrome/not-checked"])
            .intermediate(|b| b.not_after("2040-01-01T00:00:00Z")),
    );
    cases.add(
        recipe("validity/leaf-within-intermediate")
            .misses(&["firefox/V-5", "chrome/not-checked", "firefox/V-3"])
            .leaf(|b| {
                b.not_before(&near("2026-06-01T00:00:00Z"))
                    .not_after(&near("2027-06-01T00:00:00Z"))
            }),
    );
    cases.add(
        recipe("validity/expired-and-untrusted")
            .fires(&["chrome/no-trusted-path"])
            .leaf(expired)
            .finish(|made| made.anchors.clear()),
    );
    cases.add(
        recipe("validity/expired-intermediate-and-untrusted")
            .fires(&["chrome/no-trusted-path"])
            .intermediate(expired)
            .finish(|made| made.anchors.clear()),
    );
    cases.add(
        recipe("validity/expired-and-trusted")
            .misses(&["chrome/no-trusted-path"])
            .leaf(expired),
    );
    cases.add(
        recipe("validity/all-expired")
            .fires(&["chrome/period", "firefox/V-1", "firefox/V-2"])
            .root(expired)
            .intermediate(expired)
            .leaf(expired),
    );
    cases.add(
        recipe("validity/intermediate-expired-leaf-not-yet-valid")
            .fires(CA)
            .intermediate(expired)
            .leaf(not_yet_valid),
    );
}
