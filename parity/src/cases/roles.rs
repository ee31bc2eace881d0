//! Who may be what: basicConstraints, path length, keyUsage, extendedKeyUsage.

use mint::{
    Builder, Criticality, der,
    extension::{self, BasicConstraints, KeyUsage},
    oid,
};

use super::{Cases, Fault};
use crate::recipe::{critical, not_critical, recipe};

pub(super) fn cases(cases: &mut Cases) {
    cases.in_cas("basic-constraints", BASIC_CONSTRAINTS);
    cases.in_leaf("basic-constraints", LEAF_BASIC_CONSTRAINTS);
    cases.everywhere("basic-constraints-form", BASIC_CONSTRAINTS_FORMS);
    path_length(cases);
    cases.everywhere("key-usage-form", KEY_USAGE_FORMS);
    cases.in_cas("key-usage", CA_KEY_USAGE);
    cases.in_leaf("key-usage", LEAF_KEY_USAGE);
    cases.everywhere("extended-key-usage", EXTENDED_KEY_USAGE);
    cases.in_leaf("extended-key-usage", LEAF_EXTENDED_KEY_USAGE);
    cases.in_cas("extended-key-usage", CA_EXTENDED_KEY_USAGE);
    version_one(cases);
}

const BC: &[&str] = &[
    "chrome/basic-constraints",
    "chrome/anchor-basic-constraints",
    "firefox/CA-2",
];

const BASIC_CONSTRAINTS: &[Fault] = &[
    (
        "absent",
        &["chrome/basic-constraints", "firefox/CA-3"],
        &["chrome/anchor-basic-constraints"],
        |b| b.without(oid::BASIC_CONSTRAINTS),
    ),
    ("not-ca", BC, &[], |b| {
        b.basic_constraints(BasicConstraints::NotCa)
    }),
    ("not-ca-written-out", BC, &[], |b| {
        critical(
            oid::BASIC_CONSTRAINTS,
            der::sequence(&[der::boolean(false)]),
        )(b)
    }),
    ("not-critical", &["chrome/criticality"], BC, |b| {
        b.criticality(oid::BASIC_CONSTRAINTS, Criticality::NotCritical)
    }),
    (
        "key-usage-not-critical",
        &["chrome/criticality"],
        &[],
        |b| b.criticality(oid::KEY_USAGE, Criticality::NotCritical),
    ),
    (
        "both-critical",
        &[],
        &["chrome/criticality", "firefox/CA-3"],
        |b| b,
    ),
];

const LEAF_BASIC_CONSTRAINTS: &[Fault] = &[
    ("ca", &["chrome/leaf-ca", "firefox/CA-5"], &[], |b| {
        b.basic_constraints(BasicConstraints::Ca)
    }),
    (
        "ca-path-length-zero",
        &["chrome/leaf-ca", "firefox/CA-5"],
        &[],
        |b| b.basic_constraints(BasicConstraints::CaWithPathLen(0)),
    ),
    ("not-ca", &[], &["chrome/leaf-ca", "firefox/CA-5"], |b| {
        b.basic_constraints(BasicConstraints::NotCa)
    }),
    (
        "not-ca-path-length",
        &["chrome/explicit-ca-false"],
        &["firefox/CA-1"],
        |b| b.basic_constraints(BasicConstraints::NotCaWithPathLen(0)),
    ),
];

fn path_len(b: Builder, element: Vec<u8>) -> Builder {
    critical(
        oid::BASIC_CONSTRAINTS,
        der::sequence(&[der::boolean(true), element]),
    )(b)
}

const BASIC_CONSTRAINTS_FORMS: &[Fault] = &[
    (
        "path-length-127",
        &[],
        &["chrome/small-integers", "firefox/CA-1"],
        |b| path_len(b, der::integer(127)),
    ),
    (
        "path-length-128",
        &["firefox/CA-1"],
        &["chrome/small-integers"],
        |b| path_len(b, der::integer(128)),
    ),
    (
        "path-length-255",
        &["firefox/CA-1"],
        &["chrome/small-integers"],
        |b| path_len(b, der::integer(255)),
    ),
    (
        "path-length-256",
        &["chrome/small-integers", "firefox/CA-1"],
        &[],
        |b| path_len(b, der::integer(256)),
    ),
    (
        "path-length-negative",
        &["chrome/small-integers", "firefox/CA-1"],
        &[],
        |b| path_len(b, der::integer(-1)),
    ),
    (
        "path-length-superfluous-zero",
        &["chrome/small-integers", "firefox/CA-1"],
        &[],
        |b| path_len(b, der::tlv(2, &[0, 5])),
    ),
    ("trailing-element", &["firefox/CA-1"], &[], |b| {
        path_len(b, [der::integer(3), der::null()].concat())
    }),
    ("not-a-sequence", &["firefox/CA-1"], &[], |b| {
        critical(oid::BASIC_CONSTRAINTS, der::null())(b)
    }),
];

fn path_length(cases: &mut Cases) {
    const ROWS: &[&str] = &["chrome/path-length", "firefox/CA-4"];
    let limited = |n| move |b: Builder| b.basic_constraints(BasicConstraints::CaWithPathLen(n));
    for (below, limit) in [(1, 0), (2, 0), (2, 1), (3, 1), (3, 2)] {
        let exceeded = below > limit;
        let case = recipe(format!("path-length/root-{limit}-with-{below}-below"))
            .intermediates(below as usize)
            .root(limited(limit));
        cases.add(if exceeded {
            case.fires(ROWS)
        } else {
            case.misses(ROWS)
        });
        let case = recipe(format!(
            "path-length/intermediate-{limit}-with-{}-below",
            below - 1
        ))
        .intermediates(below as usize)
        .intermediate(limited(limit));
        cases.add(if below - 1 > limit {
            case.fires(ROWS)
        } else {
            case.misses(ROWS)
        });
    }
    cases.add(
        recipe("path-length/zero-above-leaf")
            .misses(ROWS)
            .intermediate(limited(0)),
    );
    cases.add(
        recipe("path-length/root-zero-leaf-below")
            .misses(ROWS)
            .intermediates(0)
            .root(limited(0)),
    );
    cases.add(
        recipe("path-length/root-zero-leaf-is-ca")
            .misses(&["chrome/path-length"])
            .intermediates(0)
            .root(limited(0))
            .leaf(|b| b.basic_constraints(BasicConstraints::Ca)),
    );
    // Self-issued: a new key of the same CA. RFC 5280 leaves it out of the count.
    cases.add(
        recipe("path-length/self-issued-below")
            .fires(&["firefox/CA-4"])
            .misses(&["chrome/path-length"])
            .intermediate(limited(0))
            .finish(|made| {
                let old = made.intermediates[0].clone();
                let new = crate::recipe::wide(old.ca(old.subject.clone()))
                    .key(mint::Key::p256(
                        "the new key of path-length/self-issued-below",
                    ))
                    .issue();
                made.new_leaf(&new, |b| b);
                made.chain = vec![made.leaf.der.clone(), new.der.clone(), old.der.clone()];
            }),
    );
    // By RFC 5280 these are one name; to browsers, which fold ASCII alone or nothing, two.
    cases.add(
        recipe("path-length/self-issued-but-for-case-below")
            .fires(&["chrome/path-length", "firefox/CA-4"])
            .intermediate(move |b| {
                limited(0)(b).subject("\u{c4} path-length/self-issued-but-for-case")
            })
            .finish(|made| {
                let old = made.intermediates[0].clone();
                let new = old.ca("\u{e4} path-length/self-issued-but-for-case");
                let new = crate::recipe::wide(new).issue();
                made.new_leaf(&new, |b| b);
                made.chain = vec![made.leaf.der.clone(), new.der.clone(), old.der.clone()];
            }),
    );
    cases.add(
        recipe("path-length/self-issued-below-unlimited")
            .misses(&["firefox/CA-4"])
            .finish(|made| {
                let old = made.intermediates[0].clone();
                let new = crate::recipe::wide(old.ca(old.subject.clone()))
                    .key(mint::Key::p256(
                        "the new key of path-length/self-issued-unlimited",
                    ))
                    .issue();
                made.new_leaf(&new, |b| b);
                made.chain = vec![made.leaf.der.clone(), new.der.clone(), old.der.clone()];
            }),
    );
}

const KEY_USAGE_FORMS: &[Fault] = &[
    (
        "no-bit-set",
        &["chrome/key-usage-form", "firefox/KU-3", "firefox/KU-4"],
        &[],
        |b| not_critical(oid::KEY_USAGE, der::bit_string_with_unused(7, &[0]))(b),
    ),
    (
        "no-octet",
        &["chrome/key-usage-form", "firefox/KU-2"],
        &[],
        |b| not_critical(oid::KEY_USAGE, der::bit_string(&[]))(b),
    ),
    (
        "unused-bits-set",
        &["chrome/bit-string", "firefox/KU-2"],
        &[],
        |b| not_critical(oid::KEY_USAGE, der::bit_string_with_unused(2, &[0xff]))(b),
    ),
    (
        "eight-unused-bits",
        &["chrome/bit-string", "firefox/KU-2"],
        &[],
        |b| not_critical(oid::KEY_USAGE, der::bit_string_with_unused(8, &[0x84, 0]))(b),
    ),
    (
        "superfluous-zero-bits",
        &[],
        &["chrome/bit-string", "chrome/key-usage-form", "firefox/KU-2"],
        |b| not_critical(oid::KEY_USAGE, der::bit_string_with_unused(0, &[0x84]))(b),
    ),
    (
        "superfluous-octet",
        &[],
        &["chrome/key-usage-form", "firefox/KU-2"],
        |b| not_critical(oid::KEY_USAGE, der::bit_string_with_unused(0, &[0x84, 0]))(b),
    ),
    (
        "not-a-bit-string",
        &["chrome/key-usage-form", "firefox/KU-2"],
        &[],
        |b| not_critical(oid::KEY_USAGE, der::octet_string(&[0x84]))(b),
    ),
    (
        "decipher-only-too",
        &[],
        &["chrome/key-usage-form", "firefox/KU-2"],
        |b| {
            not_critical(
                oid::KEY_USAGE,
                der::bit_string_with_unused(7, &[0x84, 0x80]),
            )(b)
        },
    ),
];

const CA_KEY_USAGE: &[Fault] = &[
    (
        "lacks-cert-sign",
        &["chrome/ca-key-usage", "firefox/KU-3"],
        &[],
        |b| b.key_usage(&[KeyUsage::CrlSign]),
    ),
    (
        "lacks-cert-sign-not-critical",
        &["chrome/ca-key-usage", "firefox/KU-3"],
        &[],
        |b| {
            b.key_usage(&[KeyUsage::DigitalSignature])
                .criticality(oid::KEY_USAGE, Criticality::NotCritical)
        },
    ),
    (
        "lacks-cert-sign-superfluous-octet",
        &["chrome/ca-key-usage", "firefox/KU-3"],
        &[],
        |b| not_critical(oid::KEY_USAGE, der::bit_string_with_unused(0, &[2, 0]))(b),
    ),
    (
        "lacks-cert-sign-far-bit",
        &["chrome/ca-key-usage", "firefox/KU-3"],
        &[],
        |b| not_critical(oid::KEY_USAGE, der::bit_string_with_unused(3, &[2, 0, 8]))(b),
    ),
    (
        "absent",
        &["firefox/KU-1"],
        &["chrome/ca-key-usage", "firefox/KU-3"],
        |b| b.without(oid::KEY_USAGE),
    ),
    (
        "cert-sign-only",
        &[],
        &["chrome/ca-key-usage", "firefox/KU-3"],
        |b| b.key_usage(&[KeyUsage::KeyCertSign]),
    ),
    (
        "all-bits",
        &[],
        &["chrome/ca-key-usage", "firefox/KU-3"],
        |b| {
            b.key_usage(&[
                KeyUsage::DigitalSignature,
                KeyUsage::NonRepudiation,
                KeyUsage::KeyEncipherment,
                KeyUsage::DataEncipherment,
                KeyUsage::KeyAgreement,
                KeyUsage::KeyCertSign,
                KeyUsage::CrlSign,
                KeyUsage::EncipherOnly,
                KeyUsage::DecipherOnly,
            ])
        },
    ),
];

const TLS_KU: &[&str] = &["chrome/tls-key-usage", "chrome/leaf-key-usage"];

const LEAF_KEY_USAGE: &[Fault] = &[
    ("absent", &["firefox/KU-1"], TLS_KU, |b| {
        b.without(oid::KEY_USAGE)
    }),
    (
        "digital-signature",
        &[],
        &["chrome/tls-key-usage", "firefox/KU-1", "firefox/KU-4"],
        |b| b.key_usage(&[KeyUsage::DigitalSignature]),
    ),
    ("key-encipherment-only", TLS_KU, &["firefox/KU-4"], |b| {
        b.key_usage(&[KeyUsage::KeyEncipherment])
    }),
    ("key-agreement-only", TLS_KU, &["firefox/KU-4"], |b| {
        b.key_usage(&[KeyUsage::KeyAgreement])
    }),
    (
        "cert-sign-only",
        &[
            "chrome/tls-key-usage",
            "chrome/leaf-key-usage",
            "firefox/KU-4",
        ],
        &[],
        |b| b.key_usage(&[KeyUsage::KeyCertSign]),
    ),
    (
        "non-repudiation-only",
        &[
            "chrome/tls-key-usage",
            "chrome/leaf-key-usage",
            "firefox/KU-4",
        ],
        &[],
        |b| b.key_usage(&[KeyUsage::NonRepudiation]),
    ),
    (
        "data-encipherment-only",
        &[
            "chrome/tls-key-usage",
            "chrome/leaf-key-usage",
            "firefox/KU-4",
        ],
        &[],
        |b| b.key_usage(&[KeyUsage::DataEncipherment]),
    ),
    (
        "digital-signature-and-cert-sign",
        &[],
        &["chrome/tls-key-usage", "firefox/KU-4"],
        |b| b.key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyCertSign]),
    ),
    (
        "not-critical-key-encipherment-only",
        TLS_KU,
        &["firefox/KU-4"],
        |b| {
            b.key_usage(&[KeyUsage::KeyEncipherment])
                .criticality(oid::KEY_USAGE, Criticality::NotCritical)
        },
    ),
];

const EKU: &[&str] = &["chrome/eku", "firefox/EK-2"];

const EXTENDED_KEY_USAGE: &[Fault] = &[
    (
        "client-auth-only",
        &["chrome/eku", "firefox/EK-2", "firefox/EK-3"],
        &[],
        |b| b.extended_key_usage(&[oid::CLIENT_AUTH]),
    ),
    ("unknown-only", EKU, &[], |b| {
        b.extended_key_usage(&["1.2.3.4"])
    }),
    ("any", &["firefox/EK-2"], &["chrome/eku"], |b| {
        b.extended_key_usage(&[oid::ANY_EXTENDED_KEY_USAGE])
    }),
    ("any-and-server-auth", &[], EKU, |b| {
        b.extended_key_usage(&[oid::ANY_EXTENDED_KEY_USAGE, oid::SERVER_AUTH])
    }),
    (
        "server-auth",
        &[],
        &[
            "chrome/eku",
            "firefox/EK-1",
            "firefox/EK-2",
            "firefox/EK-3",
            "firefox/EK-5",
        ],
        |b| b.extended_key_usage(&[oid::SERVER_AUTH]),
    ),
    ("absent", &["firefox/EK-1"], EKU, |b| {
        b.without(oid::EXTENDED_KEY_USAGE)
    }),
    ("step-up", EKU, &[], |b| {
        b.extended_key_usage(&["2.16.840.1.113730.4.1"])
    }),
    ("microsoft-sgc", EKU, &[], |b| {
        b.extended_key_usage(&["1.3.6.1.4.1.311.10.3.3"])
    }),
    ("server-auth-critical", &[], EKU, |b| {
        b.extended_key_usage(&[oid::SERVER_AUTH])
            .criticality(oid::EXTENDED_KEY_USAGE, Criticality::Critical)
    }),
    ("client-auth-critical", EKU, &[], |b| {
        b.extended_key_usage(&[oid::CLIENT_AUTH])
            .criticality(oid::EXTENDED_KEY_USAGE, Criticality::Critical)
    }),
    ("empty", &["chrome/eku-form", "firefox/EK-5"], &[], |b| {
        not_critical(oid::EXTENDED_KEY_USAGE, der::sequence(&[]))(b)
    }),
    (
        "not-an-oid",
        &["chrome/eku-form", "firefox/EK-5"],
        &[],
        |b| {
            not_critical(
                oid::EXTENDED_KEY_USAGE,
                der::sequence(&[der::oid(oid::SERVER_AUTH), der::null()]),
            )(b)
        },
    ),
    (
        "trailing-element",
        &["chrome/eku-form", "firefox/EK-5"],
        &[],
        |b| {
            let value = extension::extended_key_usage(&[oid::SERVER_AUTH]);
            not_critical(oid::EXTENDED_KEY_USAGE, [value, der::null()].concat())(b)
        },
    ),
    (
        "server-auth-twice",
        &[],
        &["chrome/eku-form", "firefox/EK-5"],
        |b| b.extended_key_usage(&[oid::SERVER_AUTH, oid::SERVER_AUTH]),
    ),
];

const LEAF_EXTENDED_KEY_USAGE: &[Fault] = &[
    ("ocsp-signing-too", &["firefox/EK-4"], EKU, |b| {
        b.extended_key_usage(&[oid::SERVER_AUTH, oid::OCSP_SIGNING])
    }),
    (
        "ocsp-signing-only",
        &["chrome/eku", "firefox/EK-2"],
        &[],
        |b| b.extended_key_usage(&[oid::OCSP_SIGNING]),
    ),
    (
        "code-signing-too",
        &[],
        &["chrome/eku", "firefox/EK-4"],
        |b| b.extended_key_usage(&[oid::SERVER_AUTH, oid::CODE_SIGNING]),
    ),
    (
        "time-stamping-too",
        &[],
        &["chrome/eku", "firefox/EK-4"],
        |b| b.extended_key_usage(&[oid::SERVER_AUTH, "1.3.6.1.5.5.7.3.8"]),
    ),
];

const CA_EXTENDED_KEY_USAGE: &[Fault] = &[
    ("ocsp-signing-too", &[], &["firefox/EK-4"], |b| {
        b.extended_key_usage(&[oid::SERVER_AUTH, oid::OCSP_SIGNING])
    }),
    (
        "code-signing-only",
        &["chrome/eku", "firefox/EK-2", "firefox/EK-3"],
        &[],
        |b| b.extended_key_usage(&[oid::CODE_SIGNING]),
    ),
];

/// What a root of version 1 may do and others may not.
fn version_one(cases: &mut Cases) {
    for version in [1, 2, 3, 4] {
        cases.add(
            recipe(format!(
                "basic-constraints/root-v{version}-without-extensions"
            ))
            .fires(&["firefox/CA-3"])
            .misses(&["chrome/anchor-basic-constraints"])
            .root(move |b| b.version(version).without_extensions()),
        );
    }
    cases.add(
        recipe("basic-constraints/intermediate-v1-and-root-v1")
            .fires(&["firefox/CA-3", "chrome/basic-constraints"])
            .root(|b| b.version(1).without_extensions())
            .intermediate(|b| b.version(1).without_extensions()),
    );
}
