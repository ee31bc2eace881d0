//! Certificate policies.

use mint::{Builder, Criticality, der, extension, oid};

use super::{Cases, Fault};
use crate::recipe::{critical, not_critical, recipe};

const A: &str = "1.3.6.1.4.1.32473.7.1";
const B: &str = "1.3.6.1.4.1.32473.7.2";

pub(super) fn cases(cases: &mut Cases) {
    cases.everywhere("policies-form", FORMS);
    cases.in_cas("policies-form", CA_FORMS);
    trees(cases);
}

const FORM: &[&str] = &["chrome/policies-form"];
const NONE: &[&str] = &["firefox/PO-1"];

/// CertificatePolicies of one policy with one qualifier.
fn qualified(policy: &str, qualifier: &str, value: Vec<u8>) -> Vec<u8> {
    let qualifier = der::sequence(&[der::oid(qualifier), value]);
    der::sequence(&[der::sequence(&[
        der::oid(policy),
        der::sequence(&[qualifier]),
    ])])
}

const CPS: &str = "1.3.6.1.5.5.7.2.1";
const USER_NOTICE: &str = "1.3.6.1.5.5.7.2.2";

const FORMS: &[Fault] = &[
    (
        "empty",
        &["chrome/policies-form", "firefox/PO-1"],
        &[],
        |b| not_critical(oid::CERTIFICATE_POLICIES, der::sequence(&[]))(b),
    ),
    (
        "not-a-sequence",
        &["chrome/policies-form", "firefox/PO-1"],
        &[],
        |b| not_critical(oid::CERTIFICATE_POLICIES, der::null())(b),
    ),
    ("same-twice", FORM, &[], |b| b.policies(&[A, A])),
    ("two", &[], FORM, |b| b.policies(&[A, B])),
    ("qualifiers-empty", FORM, &[], |b| {
        let value = der::sequence(&[der::sequence(&[der::oid(A), der::sequence(&[])])]);
        not_critical(oid::CERTIFICATE_POLICIES, value)(b)
    }),
    ("cps", &[], FORM, |b| {
        not_critical(
            oid::CERTIFICATE_POLICIES,
            qualified(A, CPS, der::ia5("http://a.example/")),
        )(b)
    }),
    ("user-notice", &[], FORM, |b| {
        not_critical(
            oid::CERTIFICATE_POLICIES,
            qualified(A, USER_NOTICE, der::sequence(&[])),
        )(b)
    }),
    ("unknown-qualifier", &[], FORM, |b| {
        not_critical(
            oid::CERTIFICATE_POLICIES,
            qualified(A, "1.2.3", der::null()),
        )(b)
    }),
    (
        "unknown-qualifier-critical",
        &["chrome/critical"],
        &["firefox/P-12"],
        |b| {
            critical(
                oid::CERTIFICATE_POLICIES,
                qualified(A, "1.2.3", der::null()),
            )(b)
        },
    ),
    ("cps-critical", &[], &["chrome/critical"], |b| {
        critical(
            oid::CERTIFICATE_POLICIES,
            qualified(A, CPS, der::ia5("http://a.example/")),
        )(b)
    }),
    ("any-with-unknown-qualifier", FORM, &[], |b| {
        not_critical(
            oid::CERTIFICATE_POLICIES,
            qualified(oid::ANY_POLICY, "1.2.3", der::null()),
        )(b)
    }),
    ("any-with-cps", &[], FORM, |b| {
        let value = qualified(oid::ANY_POLICY, CPS, der::ia5("http://a.example/"));
        not_critical(oid::CERTIFICATE_POLICIES, value)(b)
    }),
    (
        "constraints-empty",
        &["chrome/policy-constraints-form", "firefox/PO-1"],
        &[],
        |b| critical(oid::POLICY_CONSTRAINTS, der::sequence(&[]))(b),
    ),
    (
        "constraints-256",
        &["chrome/small-integers", "firefox/PO-1"],
        &[],
        |b| b.policy_constraints(Some(256), None),
    ),
    (
        "constraints-255",
        &[],
        &["chrome/small-integers", "chrome/policy-constraints-form"],
        |b| b.policy_constraints(Some(255), None),
    ),
    (
        "inhibit-mapping-256",
        &["chrome/small-integers", "firefox/PO-1"],
        &[],
        |b| b.policy_constraints(None, Some(256)),
    ),
    (
        "inhibit-any-256",
        &["chrome/small-integers", "firefox/PO-1"],
        &[],
        |b| b.inhibit_any_policy(256),
    ),
    ("inhibit-any-255", &[], &["chrome/small-integers"], |b| {
        b.inhibit_any_policy(255)
    }),
    (
        "inhibit-any-negative",
        &["chrome/small-integers", "firefox/PO-1"],
        &[],
        |b| b.inhibit_any_policy(-1),
    ),
    (
        "mappings-empty",
        &["chrome/policy-constraints-form"],
        &["firefox/P-12"],
        |b| not_critical(oid::POLICY_MAPPINGS, der::sequence(&[]))(b),
    ),
];

const CA_FORMS: &[Fault] = &[
    (
        "mapping-critical",
        &["firefox/P-12"],
        &["chrome/policy-mappings"],
        |b| b.policies(&[A]).policy_mappings(&[(A, B)]),
    ),
    (
        "mapping",
        &[],
        &["firefox/P-12", "chrome/policy-mappings"],
        |b| mapped(b.policies(&[A]), &[(A, B)]),
    ),
    (
        "mapping-from-any",
        &["chrome/policy-mappings"],
        &["firefox/PO-1"],
        |b| mapped(b.policies(&[A]), &[(oid::ANY_POLICY, B)]),
    ),
    (
        "mapping-to-any",
        &["chrome/policy-mappings"],
        &["firefox/PO-1"],
        |b| mapped(b.policies(&[A]), &[(A, oid::ANY_POLICY)]),
    ),
];

fn mapped(b: Builder, pairs: &[(&str, &str)]) -> Builder {
    b.policy_mappings(pairs)
        .criticality(oid::POLICY_MAPPINGS, Criticality::NotCritical)
}

/// What RFC 5280's policy tree is for: the root, the intermediate and the leaf together.
fn trees(cases: &mut Cases) {
    type Change = fn(Builder) -> Builder;
    const SAME: Change = |b| b;
    const MAPS: Change = |b| {
        b.policies(&[A])
            .policy_mappings(&[(A, B)])
            .policy_constraints(Some(0), None)
    };
    let table: &[(&str, Change, Change, Change, bool)] = &[
        ("none-anywhere", SAME, SAME, SAME, false),
        (
            "required-by-root-none",
            |b| b.policy_constraints(Some(0), None),
            SAME,
            SAME,
            true,
        ),
        (
            "required-by-root-same",
            |b| b.policies(&[A]).policy_constraints(Some(0), None),
            |b| b.policies(&[A]),
            |b| b.policies(&[A]),
            false,
        ),
        (
            "mapped-by-root",
            MAPS,
            |b| b.policies(&[B]),
            |b| b.policies(&[B]),
            false,
        ),
        (
            "mapped-by-root-same",
            MAPS,
            |b| b.policies(&[A]),
            |b| b.policies(&[A]),
            true,
        ),
        (
            "mapped-by-root-of-any",
            |b| {
                b.policy_mappings(&[(A, B)])
                    .policy_constraints(Some(0), None)
            },
            |b| b.policies(&[B]),
            |b| b.policies(&[B]),
            false,
        ),
        (
            "mapped-and-inhibited-by-root",
            |b| {
                b.policies(&[A])
                    .policy_mappings(&[(A, B)])
                    .policy_constraints(Some(0), Some(0))
            },
            |b| b.policies(&[B]),
            |b| b.policies(&[B]),
            false,
        ),
        (
            "required-by-intermediate-none",
            SAME,
            |b| b.policy_constraints(Some(0), None),
            SAME,
            true,
        ),
        (
            "required-by-intermediate-same",
            SAME,
            |b| b.policies(&[A]).policy_constraints(Some(0), None),
            |b| b.policies(&[A]),
            false,
        ),
        (
            "required-by-intermediate-other",
            SAME,
            |b| b.policies(&[A]).policy_constraints(Some(0), None),
            |b| b.policies(&[B]),
            true,
        ),
        (
            "required-by-intermediate-any",
            SAME,
            |b| {
                b.policies(&[oid::ANY_POLICY])
                    .policy_constraints(Some(0), None)
            },
            |b| b.policies(&[B]),
            false,
        ),
        (
            "required-by-intermediate-leaf-any",
            SAME,
            |b| b.policies(&[A]).policy_constraints(Some(0), None),
            |b| b.policies(&[oid::ANY_POLICY]),
            false,
        ),
        (
            "required-after-one",
            SAME,
            |b| b.policies(&[A]).policy_constraints(Some(1), None),
            |b| b.policies(&[B]),
            true,
        ),
        (
            "required-after-two",
            SAME,
            |b| b.policies(&[A]).policy_constraints(Some(2), None),
            |b| b.policies(&[B]),
            false,
        ),
        (
            "not-required-other",
            SAME,
            |b| b.policies(&[A]),
            |b| b.policies(&[B]),
            false,
        ),
        (
            "required-by-leaf-none",
            SAME,
            SAME,
            |b| b.policy_constraints(Some(0), None),
            true,
        ),
        (
            "required-by-leaf-same",
            SAME,
            |b| b.policies(&[A]),
            |b| b.policies(&[A]).policy_constraints(Some(0), None),
            false,
        ),
        (
            "mapped",
            SAME,
            |b| {
                mapped(
                    b.policies(&[A]).policy_constraints(Some(0), None),
                    &[(A, B)],
                )
            },
            |b| b.policies(&[B]),
            false,
        ),
        (
            "mapped-leaf-unmapped",
            SAME,
            |b| {
                mapped(
                    b.policies(&[A]).policy_constraints(Some(0), None),
                    &[(A, B)],
                )
            },
            |b| b.policies(&[A]),
            true,
        ),
        (
            "mapping-inhibited-by-root",
            |b| b.policies(&[A]).policy_constraints(Some(0), Some(0)),
            |b| mapped(b.policies(&[A]), &[(A, B)]),
            |b| b.policies(&[B]),
            true,
        ),
        (
            "mapping-inhibited-later",
            |b| b.policies(&[A]).policy_constraints(Some(0), Some(1)),
            |b| mapped(b.policies(&[A]), &[(A, B)]),
            |b| b.policies(&[B]),
            false,
        ),
        (
            "any-inhibited-by-root",
            |b| {
                b.policies(&[A])
                    .policy_constraints(Some(0), None)
                    .inhibit_any_policy(0)
            },
            |b| b.policies(&[oid::ANY_POLICY]),
            |b| b.policies(&[A]),
            true,
        ),
        (
            "any-inhibited-later",
            |b| {
                b.policies(&[A])
                    .policy_constraints(Some(0), None)
                    .inhibit_any_policy(1)
            },
            |b| b.policies(&[oid::ANY_POLICY]),
            |b| b.policies(&[A]),
            false,
        ),
        (
            "any-inhibited-by-intermediate",
            SAME,
            |b| {
                b.policies(&[A])
                    .policy_constraints(Some(0), None)
                    .inhibit_any_policy(0)
            },
            |b| b.policies(&[oid::ANY_POLICY]),
            true,
        ),
        (
            "any-inhibited-not-required",
            SAME,
            |b| b.policies(&[A]).inhibit_any_policy(0),
            |b| b.policies(&[oid::ANY_POLICY]),
            false,
        ),
        (
            "intermediate-without-policies",
            |b| b.policy_constraints(Some(3), None),
            SAME,
            |b| b.policies(&[A]),
            false,
        ),
        (
            "required-by-root-intermediate-without",
            |b| b.policy_constraints(Some(0), None),
            SAME,
            |b| b.policies(&[A]),
            true,
        ),
    ];
    for (name, root, intermediate, leaf, broken) in table {
        let recipe = recipe(format!("policies/{name}"))
            .root(*root)
            .intermediate(*intermediate)
            .leaf(*leaf);
        let rows: &[&str] = &["chrome/policies"];
        cases.add(if *broken {
            recipe.fires(rows).fires(NONE)
        } else {
            recipe.misses(rows)
        });
    }
    cases.add(
        recipe("policies/none-required-critical-mapping")
            .fires(&["firefox/P-12"])
            .misses(NONE)
            .intermediate(|b| {
                let value = extension::policy_mappings(&[(A, B)]);
                critical(oid::POLICY_MAPPINGS, value)(b.policies(&[A]))
            }),
    );
}
