//! DER, and the fields of a certificate up to the extensions.

use mint::{
    Builder, Criticality, der,
    extension::{self, KeyUsage},
    oid,
};

use super::{Cases, Fault, elements, replace};
use crate::recipe::{again, critical, not_critical, recipe};

pub(super) fn cases(cases: &mut Cases) {
    cases.everywhere("der", DER);
    cases.everywhere("version", VERSIONS);
    cases.everywhere("serial-number", SERIAL_NUMBERS);
    cases.everywhere("time", TIMES);
    cases.everywhere("boolean", BOOLEANS);
    cases.everywhere("extension-form", EXTENSION_FORMS);
    outer(cases);
}

fn around_tbs(b: Builder, change: fn(&[u8]) -> Vec<u8>) -> Builder {
    b.tbs(move |tbs| *tbs = change(tbs))
}

const DER: &[Fault] = &[
    (
        "tbs-trailing-element",
        &["chrome/der", "firefox/P-4"],
        &[],
        |b| {
            around_tbs(b, |tbs| {
                der::tlv(0x30, &[der::split(tbs).1, &der::null()].concat())
            })
        },
    ),
    (
        "tbs-long-length",
        &["chrome/der", "firefox/P-4", "firefox/P-1"],
        &[],
        |b| around_tbs(b, |tbs| der::with_long_length(tbs, 1)),
    ),
    (
        "tbs-indefinite-length",
        &["chrome/der", "firefox/P-4"],
        &[],
        |b| around_tbs(b, der::with_indefinite_length),
    ),
    (
        "unique-identifiers",
        &[],
        &["chrome/der", "firefox/P-4"],
        |b| b.after_key(der::primitive(1, &[0, 1, 2, 3])),
    ),
    (
        "algorithm-trailing-element",
        &["chrome/der", "firefox/P-4"],
        &[],
        |b| {
            let ecdsa = der::oid("1.2.840.10045.4.3.2");
            b.algorithm(der::sequence(&[ecdsa, der::null(), der::null()]))
        },
    ),
];

const VERSIONS: &[Fault] = &[
    ("explicit-v1", &["chrome/version"], &["firefox/P-6"], |b| {
        b.tbs(|tbs| replace(tbs, &[0xa0, 3, 2, 1, 2], &[0xa0, 3, 2, 1, 0]))
    }),
    (
        "v1-with-extensions",
        &["chrome/version", "firefox/P-7"],
        &[],
        |b| b.version(1),
    ),
    (
        "v2-with-extensions",
        &["chrome/version", "firefox/P-7"],
        &[],
        |b| b.version(2),
    ),
    ("v4", &["chrome/version"], &["firefox/P-6"], |b| {
        b.version(4)
    }),
    ("v5", &["chrome/version", "firefox/P-6"], &[], |b| {
        b.version(5)
    }),
    ("v301", &["chrome/version", "firefox/P-6"], &[], |b| {
        b.version(301)
    }),
    ("negative", &["chrome/version", "firefox/P-6"], &[], |b| {
        b.version(0)
    }),
    (
        "v1",
        &["firefox/CA-3", "chrome/basic-constraints"],
        &["chrome/version", "firefox/P-7"],
        |b| b.version(1).without_extensions(),
    ),
    (
        "v3-without-extensions",
        &["firefox/CA-3", "chrome/basic-constraints"],
        &["chrome/version", "firefox/P-7"],
        |b| b.without_extensions(),
    ),
    (
        "v2-unique-identifiers",
        &[],
        &["chrome/version", "firefox/P-7"],
        |b| {
            b.version(2)
                .without_extensions()
                .after_key(der::primitive(1, &[0, 7]))
        },
    ),
    (
        "v1-unique-identifiers",
        &["chrome/version", "firefox/P-7"],
        &[],
        |b| {
            b.version(1)
                .without_extensions()
                .after_key(der::primitive(1, &[0, 7]))
        },
    ),
];

const SERIAL_NUMBERS: &[Fault] = &[
    (
        "negative",
        &["chrome/serial-number"],
        &["firefox/P-8"],
        |b| b.serial(&[0x80, 1, 2, 3]),
    ),
    ("zero", &["chrome/serial-number"], &["firefox/P-8"], |b| {
        b.serial(&[0])
    }),
    (
        "21-octets",
        &["chrome/serial-number"],
        &["firefox/P-8"],
        |b| b.serial(&[0x41; 21]),
    ),
    (
        "20-octets",
        &[],
        &["chrome/serial-number", "firefox/P-8"],
        |b| b.serial(&[0x41; 20]),
    ),
    (
        "superfluous-zero",
        &["chrome/serial-number", "firefox/P-8"],
        &[],
        |b| b.serial(&[0, 0x41, 2]),
    ),
    (
        "superfluous-ff",
        &["chrome/serial-number", "firefox/P-8"],
        &[],
        |b| b.serial(&[0xff, 0x81, 2]),
    ),
    (
        "empty",
        &["chrome/serial-number", "firefox/P-8"],
        &[],
        |b| b.serial(&[]),
    ),
];

const TIMES: &[Fault] = &[
    ("no-seconds", &["chrome/time", "firefox/P-17"], &[], |b| {
        b.not_before_der(der::utc_time("2001010000Z"))
    }),
    ("no-zone", &["chrome/time", "firefox/P-17"], &[], |b| {
        b.not_before_der(der::utc_time("200101000000"))
    }),
    ("offset", &["chrome/time", "firefox/P-17"], &[], |b| {
        b.not_before_der(der::utc_time("200101000000+0000"))
    }),
    ("fraction", &["chrome/time", "firefox/P-17"], &[], |b| {
        b.not_before_der(der::generalized_time("20200101000000.5Z"))
    }),
    ("second-60", &["firefox/P-17"], &["chrome/time"], |b| {
        b.not_before_der(der::utc_time("200101000060Z"))
    }),
    ("second-61", &["chrome/time", "firefox/P-17"], &[], |b| {
        b.not_before_der(der::utc_time("200101000061Z"))
    }),
    ("hour-24", &["chrome/time", "firefox/P-17"], &[], |b| {
        b.not_before_der(der::utc_time("200101240000Z"))
    }),
    ("february-30", &["chrome/time", "firefox/P-17"], &[], |b| {
        b.not_before_der(der::utc_time("200230000000Z"))
    }),
    (
        "february-29-of-2021",
        &["chrome/time", "firefox/P-17"],
        &[],
        |b| b.not_before_der(der::utc_time("210229000000Z")),
    ),
    (
        "february-29-of-2020",
        &[],
        &["chrome/time", "firefox/P-17"],
        |b| b.not_before_der(der::utc_time("200229000000Z")),
    ),
    (
        "generalized-before-2050",
        &[],
        &["chrome/time", "firefox/P-17"],
        |b| {
            b.not_before_der(der::generalized_time("20200101000000Z"))
                .not_after_der(der::generalized_time("20450101000000Z"))
        },
    ),
    ("year-1950", &["firefox/P-17"], &["chrome/time"], |b| {
        b.not_before_der(der::utc_time("500101000000Z"))
    }),
    ("year-1970", &[], &["chrome/time", "firefox/P-17"], |b| {
        b.not_before_der(der::utc_time("700101000000Z"))
    }),
    ("year-9999", &[], &["chrome/time", "firefox/P-17"], |b| {
        b.not_after_der(der::generalized_time("99991231235959Z"))
    }),
    ("wrong-type", &["chrome/time", "firefox/P-17"], &[], |b| {
        b.not_before_der(der::visible("20200101000000Z"))
    }),
    (
        "ends-before-it-begins",
        &["chrome/validity-inverted", "firefox/P-17"],
        &[],
        |b| {
            b.not_before("2022-01-01T00:00:00Z")
                .not_after("2021-01-01T00:00:00Z")
        },
    ),
    (
        "ends-before-it-begins-in-future",
        &["chrome/validity-inverted", "firefox/P-17"],
        &[],
        |b| {
            b.not_before("2045-01-01T00:00:00Z")
                .not_after("2044-01-01T00:00:00Z")
        },
    ),
    (
        "one-second",
        &[],
        &["chrome/validity-inverted", "firefox/P-17"],
        |b| {
            b.not_before("2021-01-01T00:00:00Z")
                .not_after("2021-01-01T00:00:00Z")
        },
    ),
    (
        "trailing-element",
        &["chrome/der", "firefox/P-17"],
        &[],
        |b| b.not_after_der([der::time("2045-01-01T00:00:00Z"), der::null()].concat()),
    ),
];

/// An extension that nobody knows, whose `critical` has this octet.
fn unknown_with_boolean(octet: u8) -> Vec<u8> {
    let (oid, value) = extension::unknown();
    der::sequence(&[
        der::oid(oid),
        der::tlv(1, &[octet]),
        der::octet_string(&value),
    ])
}

const BOOLEANS: &[Fault] = &[
    ("one", &["chrome/boolean", "firefox/P-5"], &[], |b| {
        b.raw_extension(unknown_with_boolean(1))
    }),
    (
        "false-written-out",
        &["chrome/extension"],
        &["chrome/boolean", "firefox/P-5"],
        |b| b.raw_extension(unknown_with_boolean(0)),
    ),
    ("ca-one", &["chrome/boolean", "firefox/CA-1"], &[], |b| {
        critical(oid::BASIC_CONSTRAINTS, der::sequence(&[der::tlv(1, &[1])]))(b)
    }),
    (
        "ca-false-written-out",
        &["chrome/explicit-ca-false"],
        &["chrome/boolean", "firefox/CA-1"],
        |b| {
            critical(
                oid::BASIC_CONSTRAINTS,
                der::sequence(&[der::boolean(false)]),
            )(b)
        },
    ),
];

const EXTENSION_FORMS: &[Fault] = &[
    (
        "duplicate-unknown",
        &["chrome/extension"],
        &["firefox/P-13"],
        |b| {
            let (oid, value) = extension::unknown();
            again(oid, value.clone())(again(oid, value)(b))
        },
    ),
    (
        "duplicate-key-usage",
        &["chrome/extension", "firefox/P-13"],
        &[],
        |b| {
            again(
                oid::KEY_USAGE,
                extension::key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyCertSign]),
            )(b)
        },
    ),
    (
        "duplicate-extended-key-usage",
        &["chrome/extension", "firefox/P-13"],
        &[],
        |b| {
            again(
                oid::EXTENDED_KEY_USAGE,
                extension::extended_key_usage(&[oid::SERVER_AUTH]),
            )(b.extended_key_usage(&[oid::SERVER_AUTH]))
        },
    ),
    (
        "duplicate-policy-constraints",
        &["chrome/extension"],
        &["firefox/P-13"],
        |b| {
            let value = extension::policy_constraints(Some(9), None);
            again(oid::POLICY_CONSTRAINTS, value.clone())(again(oid::POLICY_CONSTRAINTS, value)(b))
        },
    ),
    (
        "duplicate-subject-key-id",
        &["chrome/extension"],
        &["firefox/P-13"],
        |b| {
            again(
                oid::SUBJECT_KEY_IDENTIFIER,
                extension::subject_key_identifier(b"other"),
            )(b)
        },
    ),
    (
        "unknown-once",
        &[],
        &["chrome/extension", "firefox/P-13", "firefox/P-14"],
        |b| b.unknown_extension(Criticality::NotCritical),
    ),
    ("unknown-empty-value", &[], &["firefox/P-14"], |b| {
        not_critical(oid::EXAMPLE_EXTENSION, Vec::new())(b)
    }),
    (
        "key-usage-empty-value",
        &["firefox/P-14", "chrome/key-usage-form"],
        &[],
        |b| not_critical(oid::KEY_USAGE, Vec::new())(b),
    ),
    (
        "policies-empty-value",
        &["firefox/P-14", "chrome/policies-form"],
        &[],
        |b| not_critical(oid::CERTIFICATE_POLICIES, Vec::new())(b),
    ),
    (
        "empty-list",
        &["chrome/extension", "firefox/P-15"],
        &[],
        |b| b.extensions_field(der::constructed(3, &der::sequence(&[]))),
    ),
    ("no-list", &[], &["chrome/extension", "firefox/P-15"], |b| {
        b.without_extensions()
    }),
    (
        "trailing-element",
        &["chrome/extension", "firefox/P-4"],
        &[],
        |b| {
            let (oid, value) = extension::unknown();
            b.raw_extension(der::sequence(&[
                der::oid(oid),
                der::octet_string(&value),
                der::null(),
            ]))
        },
    ),
    (
        "value-missing",
        &["chrome/extension", "firefox/P-4"],
        &[],
        |b| b.raw_extension(der::sequence(&[der::oid(oid::EXAMPLE_EXTENSION)])),
    ),
    (
        "key-usage-trailing",
        &["chrome/key-usage-form", "firefox/KU-2"],
        &[],
        |b| {
            let bits = extension::key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyCertSign]);
            not_critical(oid::KEY_USAGE, [bits, der::null()].concat())(b)
        },
    ),
    (
        "subject-key-id-not-octets",
        &["chrome/key-identifiers"],
        &[],
        |b| not_critical(oid::SUBJECT_KEY_IDENTIFIER, der::null())(b),
    ),
    (
        "authority-key-id-issuer-without-serial",
        &["chrome/key-identifiers"],
        &["firefox/N-4"],
        |b| {
            let issuer = mint::GeneralName::directory("Somebody");
            let value = der::sequence(&[der::constructed(1, issuer.der())]);
            not_critical(oid::AUTHORITY_KEY_IDENTIFIER, value)(b)
        },
    ),
    (
        "authority-key-id-issuer-and-serial",
        &["firefox/N-4"],
        &["chrome/key-identifiers"],
        |b| {
            let issuer = mint::GeneralName::directory("Somebody");
            let value = extension::authority_issuer_and_serial(issuer, &[1, 2]);
            not_critical(oid::AUTHORITY_KEY_IDENTIFIER, value)(b)
        },
    ),
    (
        "malformed-crl-distribution-points",
        &["chrome/not-parsed"],
        &["firefox/P-11"],
        |b| not_critical(oid::CRL_DISTRIBUTION_POINTS, der::null())(b),
    ),
    (
        "malformed-issuer-alternative-name",
        &["chrome/not-parsed"],
        &["firefox/P-11"],
        |b| not_critical(oid::ISSUER_ALT_NAME, der::null())(b),
    ),
    (
        "malformed-tls-feature",
        &["chrome/not-parsed", "firefox/P-11", "firefox/M-1"],
        &[],
        |b| not_critical(oid::TLS_FEATURE, der::null())(b),
    ),
    (
        "malformed-sct-list",
        &["chrome/not-parsed", "firefox/P-22"],
        &[],
        |b| not_critical("1.3.6.1.4.1.11129.2.4.2", der::null())(b),
    ),
    (
        "sct-list-of-garbage",
        &["chrome/not-parsed"],
        &["firefox/P-22"],
        |b| not_critical("1.3.6.1.4.1.11129.2.4.2", der::octet_string(&[1, 2, 3]))(b),
    ),
    (
        "authority-information-empty",
        &["chrome/authority-information"],
        &["firefox/R-6"],
        |b| not_critical(oid::AUTHORITY_INFORMATION_ACCESS, der::sequence(&[]))(b),
    ),
    (
        "authority-information-not-a-sequence",
        &["chrome/authority-information", "firefox/R-6"],
        &[],
        |b| {
            not_critical(
                oid::AUTHORITY_INFORMATION_ACCESS,
                der::octet_string(&[1, 2, 3]),
            )(b)
        },
    ),
    (
        "authority-information-not-ascii",
        &["chrome/authority-information"],
        &[],
        |b| {
            let uri = mint::GeneralName::from_der(der::primitive(6, "http://é.example".as_bytes()));
            let value = extension::authority_information_access(&[(oid::CA_ISSUERS, uri)]);
            not_critical(oid::AUTHORITY_INFORMATION_ACCESS, value)(b)
        },
    ),
    (
        "authority-information-other-method",
        &[],
        &["chrome/authority-information", "firefox/R-6"],
        |b| b.authority_information_access(&[("1.3.6.1.5.5.7.48.99", "http://a.example/")]),
    ),
];

/// Faults outside of what is signed, and of size.
fn outer(cases: &mut Cases) {
    // Which certificate of the chain: the leaf, the intermediate.
    for (at, which) in ["leaf", "intermediate"].into_iter().enumerate() {
        cases.add(
            recipe(format!("der/{which}-trailing-octet"))
                .fires(&["chrome/der", "firefox/P-4", "firefox/P-1"])
                .finish(move |made| made.chain[at].push(0)),
        );
        cases.add(
            recipe(format!("der/{which}-truncated"))
                .fires(&["chrome/der", "firefox/P-4", "firefox/P-1"])
                .finish(move |made| {
                    made.chain[at].pop();
                }),
        );
        cases.add(
            recipe(format!("der/{which}-outer-long-length"))
                .fires(&["chrome/der", "firefox/P-4", "firefox/P-1"])
                .finish(move |made| made.chain[at] = der::with_long_length(&made.chain[at], 1)),
        );
        cases.add(
            recipe(format!("der/{which}-fourth-element"))
                .fires(&["chrome/der", "firefox/P-4"])
                .finish(move |made| {
                    let contents = der::split(&made.chain[at]).1.to_vec();
                    made.chain[at] = der::sequence(&[contents, der::null()]);
                }),
        );
        cases.add(
            recipe(format!("der/{which}-not-a-certificate"))
                .fires(&["chrome/der", "firefox/P-4", "firefox/P-1"])
                .finish(move |made| made.chain[at] = der::sequence(&[der::null()])),
        );
        for (name, unused, last) in [("unused-bits-zero", 1, 0xfe), ("unused-bits-set", 1, 0xff)] {
            cases.add(
                recipe(format!("der/{which}-signature-{name}"))
                    .fires(&["chrome/bit-string", "firefox/P-9"])
                    .finish(move |made| {
                        let mut parts = elements(&made.chain[at]);
                        let signature = &mut parts[2];
                        signature[2] = unused;
                        let end = signature.len() - 1;
                        signature[end] = signature[end] & 0xfe | last & 1;
                        made.chain[at] = der::sequence(&parts);
                    }),
            );
        }
        for (name, size) in [("over-64-kib", 66_000), ("under-64-kib", 64_000)] {
            let rows: &'static [&'static str] = &["firefox/P-3"];
            let recipe = recipe(format!("der/{which}-{name}"));
            let recipe = if size > 65_535 {
                recipe.fires(rows)
            } else {
                recipe.misses(rows)
            };
            let fill = move |b: Builder| {
                not_critical(oid::EXAMPLE_EXTENSION, der::octet_string(&vec![0; size]))(b)
            };
            cases.add(match at {
                0 => recipe.leaf(fill),
                _ => recipe.intermediate(fill),
            });
        }
    }
    cases.add(
        recipe("der/malformed-superfluous-certificate")
            .fires(&["firefox/P-21", "chrome/der"])
            .finish(|made| made.chain.push(vec![0x30, 1])),
    );
    cases.add(
        recipe("der/malformed-before-intermediate")
            .fires(&["firefox/P-21", "chrome/der"])
            .finish(|made| made.chain.insert(1, der::sequence(&[der::null()]))),
    );
    cases.add(recipe("plain/no-fault").misses(&[
        "chrome/der",
        "chrome/bit-string",
        "chrome/key-identifiers",
        "chrome/not-parsed",
        "chrome/explicit-ca-false",
        "chrome/key-usage-form",
        "chrome/algorithm-mismatch",
        "firefox/P-1",
        "firefox/P-4",
        "firefox/P-9",
        "firefox/P-11",
        "firefox/P-21",
        "firefox/N-4",
        "firefox/M-1",
        "firefox/KU-2",
        "firefox/P-19",
    ]));
    cases.add(recipe("plain/leaf-below-root").intermediates(0));
    cases.add(recipe("plain/two-intermediates").intermediates(2));
}
