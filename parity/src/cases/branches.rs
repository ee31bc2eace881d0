//! Branches of Firefox's source that no other case takes, found by reading it from function to function.

use mint::{Builder, CertificateStatus, Criticality, Key, Name, der, extension, oid};

use super::status::{DAY_BEFORE, fresh, response, revoked};
use super::{At, Cases, Fault, replace};
use crate::near::near;
use crate::recipe::{Made, Recipe, expired, not_critical, recipe, wide};

pub(super) fn cases(cases: &mut Cases) {
    responses(cases);
    responders(cases);
    unusual_responders(cases);
    questions(cases);
    cases.at(At::Leaf, "branch", FORMS);
    cases.at(At::Intermediate, "branch", FORMS);
    cases.in_leaf("branch", LOCATIONS);
    cases.in_leaf("branch", LEAF_KEYS);
    rsa_by_its_other_name(cases);
    issuers(cases);
    timestamps(cases);
    sizes(cases);
    twins(cases);
}

fn stapled(name: &str, staple: impl FnOnce(&Made) -> Vec<u8> + 'static) -> Recipe {
    recipe(format!("branch/{name}")).finish(|made| made.staple = Some(staple(made)))
}

/// `DigestAlgorithmIdentifier`, and the end of `VerifyEncodedOCSPResponse`.
fn responses(cases: &mut Cases) {
    const SHA1: &[u8] = &[6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0];
    const UNKNOWN: [u8; 9] = [6, 5, 0x2b, 0x0e, 3, 2, 0x1b, 5, 0];
    const UNKNOWN_WITH_OCTETS: [u8; 9] = [6, 5, 0x2b, 0x0e, 3, 2, 0x1b, 4, 0];
    let of_digest = |name, digest: [u8; 9]| {
        stapled(name, move |m| {
            let response = response(m);
            response
                .tbs(move |data| replace(data, SHA1, &digest))
                .issue()
        })
    };
    cases.add(of_digest("unknown-digest", UNKNOWN).misses(&["firefox/R-3"]));
    cases.add(
        of_digest("unknown-digest-with-parameters", UNKNOWN_WITH_OCTETS).fires(&["firefox/R-3"]),
    );
    const SCTS: &str = "1.3.6.1.4.1.11129.2.4.5";
    let with_scts = |name, status, value: Vec<u8>| {
        stapled(name, move |m| {
            let response = response(m).status(status);
            let scts = extension::extension(SCTS, false, &value);
            response.single_extension(scts).issue()
        })
    };
    let list = der::octet_string(&[0, 0]);
    let good = || CertificateStatus::Good;
    cases.add(with_scts("timestamps", good(), list.clone()).misses(&["firefox/R-3"]));
    for (name, value) in [
        ("timestamps-of-another-type", der::null()),
        ("timestamps-and-more", [list, der::null()].concat()),
    ] {
        cases.add(with_scts(name, good(), value).fires(&["firefox/R-3"]));
    }
    cases.add(
        with_scts("timestamps-of-another-type-revoked", revoked(), der::null())
            .fires(&["firefox/R-3"]),
    );
}

/// `GetCertTrust` of a responder: `CERT_NewTempCertificate` takes in no second certificate of an issuer and serial number.
fn responders(cases: &mut Cases) {
    let by = |name, serial: fn(&Made) -> Vec<u8>| {
        stapled(name, move |m| {
            let responder = wide(m.issuer().leaf(&["responder.example"]))
                .extended_key_usage(&[oid::OCSP_SIGNING])
                .serial(&serial(m))
                .issue();
            let response = response(m).status(revoked());
            response.responder(&responder).issue()
        })
    };
    let of_leaf = by("responder-with-the-serial-of-the-leaf", |m| {
        m.leaf.serial.clone()
    });
    cases.add(of_leaf.fires(&["firefox/P-2"]));
    let of_root = by("responder-with-the-serial-of-the-root", |m| {
        m.root.serial.clone()
    });
    cases.add(of_root.fires(&["firefox/P-2"]).intermediates(0));
    let of_intermediate = by("responder-with-the-serial-of-the-intermediate", |m| {
        m.issuer().serial.clone()
    });
    cases.add(of_intermediate.misses(&["firefox/P-2"]));
}

/// `GetCertTrust` of a responder that NSS cannot decode, and `CheckRSAPublicKeyModulusSizeInBits` of one.
fn unusual_responders(cases: &mut Cases) {
    const ROWS: &[&str] = &["firefox/R-3"];
    let by = |name: &str, status: CertificateStatus, change: fn(Builder) -> Builder| {
        stapled(&format!("responder-{name}"), move |m| {
            let responder = wide(m.issuer().leaf(&["responder.example"]));
            let responder = change(responder.extended_key_usage(&[oid::OCSP_SIGNING]));
            let response = response(m).status(status);
            response.responder(&responder.issue()).issue()
        })
    };
    let algorithm = |b: Builder| {
        let algorithm = [der::oid("1.2.840.10045.4.3.2"), der::null(), der::null()];
        b.algorithm(der::sequence(&algorithm))
    };
    cases.add(by("with-a-longer-algorithm", revoked(), algorithm).fires(ROWS));
    let key = |b: Builder| {
        let algorithm = [der::oid("1.2.840.10045.2.1"), der::null(), der::null()];
        b.spki(of_algorithm(&algorithm, &[4]))
    };
    cases.add(by("with-a-longer-key", revoked(), key).fires(ROWS));
    let rsa_1024 = |b: Builder| b.key(Key::rsa(1024, 1));
    cases.add(by("with-rsa-1024", revoked(), rsa_1024).fires(ROWS));
    cases.add(by("with-rsa-1024-good", CertificateStatus::Good, rsa_1024).misses(ROWS));
    let rsa_1016 = |b: Builder| b.key(Key::rsa(1016, 1));
    cases.add(by("with-rsa-1016", revoked(), rsa_1016).fires(ROWS));
}

/// `CreateEncodedOCSPRequest`: a longer serial number has no room.
fn questions(cases: &mut Cases) {
    const ROWS: &[&str] = &["firefox/R-5"];
    let asked = |b: Builder| b.authority_information_access(&[(oid::OCSP, "http://127.0.0.1:9/")]);
    let case = |name: &str, octets: usize| {
        recipe(format!("branch/question-{name}")).leaf(move |b| b.serial(&vec![1; octets]))
    };
    cases.add(case("of-60-octets", 60).misses(ROWS).leaf(asked));
    cases.add(case("of-61-octets", 61).fires(ROWS).leaf(asked));
    cases.add(case("nobody-asks", 61).misses(ROWS));
    cases.add(case("expired", 61).misses(ROWS).leaf(asked).leaf(expired));
    cases.add(case("short-lived", 61).misses(ROWS).leaf(asked).leaf(|b| {
        b.not_before(&near(DAY_BEFORE))
            .not_after(&near("2026-11-27T12:00:00Z"))
    }));
    cases.add(
        case("answered", 61)
            .misses(ROWS)
            .leaf(asked)
            .finish(|m| m.staple = Some(response(m).issue())),
    );
    cases.add(
        case("answered-long-ago", 61)
            .fires(ROWS)
            .leaf(asked)
            .finish(|m| {
                let old = response(m)
                    .this_update("2026-01-01T00:00:00Z")
                    .next_update("2026-02-01T00:00:00Z");
                m.staple = Some(old.issue());
            }),
    );
    cases.add(
        case("of-61-octets-and-wrong-host", 61)
            .fires(ROWS)
            .leaf(asked)
            .host("other.branch.example"),
    );
}

/// What NSS's decoder asks (`lib/util/quickder.c`): of a tag that has NULL's number, and of a unique identifier.
const FORMS: &[Fault] = &[
    (
        "unique-identifier-7-unused-bits",
        &[],
        &["firefox/P-1"],
        |b| b.after_key(der::primitive(1, &[7, 0x80])),
    ),
    (
        "unique-identifier-8-unused-bits",
        &["firefox/P-1"],
        &[],
        |b| b.after_key(der::primitive(1, &[8, 0x80])),
    ),
    (
        "subject-unique-identifier-empty",
        &["firefox/P-1"],
        &[],
        |b| b.after_key(der::primitive(2, &[])),
    ),
];

/// The same in authorityInfoAccess (`GetOCSPAuthorityInfoAccessLocation`) and in a name.
const LOCATIONS: &[Fault] = &[
    ("location-5-empty", &[], &["firefox/R-6"], |b| {
        located(b, &[0xa5, 0])
    }),
    ("location-5", &["firefox/R-6"], &[], |b| {
        located(b, &[0xa5, 1, 7])
    }),
    ("location-0", &["firefox/R-6"], &[], |b| located(b, &[0, 0])),
    ("attribute-5-empty", &[], &["firefox/P-1"], |b| {
        named(b, &[0x85, 0])
    }),
    ("attribute-5", &["firefox/P-1"], &[], |b| {
        named(b, &[0x85, 1, 7])
    }),
];

fn located(b: Builder, location: &[u8]) -> Builder {
    let description = der::sequence(&[der::oid(oid::CA_ISSUERS), location.to_vec()]);
    not_critical(
        oid::AUTHORITY_INFORMATION_ACCESS,
        der::sequence(&[description]),
    )(b)
}

fn named(b: Builder, value: &[u8]) -> Builder {
    b.subject(Name::common("branch").attribute(oid::ORGANIZATION, value.to_vec()))
}

/// `seckey_ExtractPublicKey`, `SECKEY_ECParamsToKeySize`.
const LEAF_KEYS: &[Fault] = &[
    ("key-p256-empty", &["firefox/K-8"], &[], |b| {
        b.spki(ec("1.2.840.10045.3.1.7", &[]))
    }),
    ("key-sect571r1", &["firefox/K-8"], &[], |b| {
        b.spki(ec("1.3.132.0.39", &[4, 1, 1]))
    }),
    ("key-sect233r1", &["firefox/K-7"], &[], |b| {
        b.spki(ec("1.3.132.0.27", &[4, 1, 1]))
    }),
    ("key-x25519", &["firefox/K-8"], &[], |b| {
        b.spki(of_algorithm(&[der::oid("1.3.101.110")], &[9; 32]))
    }),
    ("key-ed25519-with-parameters", &["firefox/K-8"], &[], |b| {
        let algorithm = [der::oid("1.3.101.112"), der::null()];
        b.spki(of_algorithm(&algorithm, &[9; 32]))
    }),
    ("key-rsa-modulus-empty", &["firefox/K-8"], &[], |b| {
        b.spki(rsa(0, &[der::tlv(2, &[]), der::integer(65537)]))
    }),
    ("key-rsa-exponent-empty", &["firefox/K-8"], &[], |b| {
        b.spki(rsa(0, &[der::unsigned(&[0xad; 256]), der::tlv(2, &[])]))
    }),
    (
        "key-rsa-unused-bit",
        &["firefox/P-10"],
        &["firefox/K-8"],
        |b| {
            let numbers = super::elements(&Key::rsa(2048, 1).public_key());
            b.key(Key::rsa(2048, 1)).spki(rsa(1, &numbers))
        },
    ),
    (
        "key-rsa-unused-bit-and-one-number",
        &["firefox/K-8"],
        &[],
        |b| b.spki(rsa(1, &[der::unsigned(&[0xad; 256])])),
    ),
    ("key-ed25519-empty", &["firefox/K-8"], &[], |b| {
        b.spki(of_algorithm(&[der::oid("1.3.101.112")], &[]))
    }),
    ("key-x25519-empty", &["firefox/K-8"], &[], |b| {
        b.spki(of_algorithm(&[der::oid("1.3.101.110")], &[]))
    }),
    ("key-x25519-with-parameters", &["firefox/K-8"], &[], |b| {
        let algorithm = [der::oid("1.3.101.110"), der::null()];
        b.spki(of_algorithm(&algorithm, &[9; 32]))
    }),
    ("key-ml-kem-512", &["firefox/K-8"], &[], |b| {
        b.spki(ml_kem(1, 800))
    }),
    ("key-ml-kem-768", &["firefox/K-8"], &[], |b| {
        b.spki(ml_kem(2, 1184))
    }),
    ("key-ml-kem-1024", &["firefox/K-8"], &[], |b| {
        b.spki(ml_kem(3, 1568))
    }),
    ("key-ml-kem-that-is-none", &["firefox/K-8"], &[], |b| {
        b.spki(ml_kem(4, 1568))
    }),
    ("key-on-curve25519", &["firefox/K-8"], &[], |b| {
        b.spki(ec("1.3.6.1.4.1.11591.15.1", &[9; 32]))
    }),
    ("key-on-ed25519", &["firefox/K-8"], &[], |b| {
        b.spki(ec("1.3.101.112", &[9; 32]))
    }),
    ("key-on-x25519", &["firefox/K-8"], &[], |b| {
        b.spki(ec("1.3.101.110", &[9; 32]))
    }),
    ("key-on-x448", &["firefox/K-7"], &[], |b| {
        b.spki(ec("1.3.101.111", &[9; 56]))
    }),
    ("key-c2tnb239v3", &["firefox/K-7"], &[], |b| {
        b.spki(ec("1.2.840.10045.3.0.13", &[4, 1, 1]))
    }),
    ("key-c2pnb272w1", &["firefox/K-8"], &[], |b| {
        b.spki(ec("1.2.840.10045.3.0.16", &[4, 1, 1]))
    }),
    ("key-c2tnb431r1", &["firefox/K-8"], &[], |b| {
        b.spki(ec("1.2.840.10045.3.0.20", &[4, 1, 1]))
    }),
    (
        "key-dsa-parameters-of-another-type",
        &["firefox/K-8"],
        &[],
        |b| b.spki(dsa(DSA, &[der::null()], der::integer(8))),
    ),
    ("key-dsa-two-parameters", &["firefox/K-8"], &[], |b| {
        b.spki(dsa(
            DSA,
            &[der::unsigned(&[0xad; 128]), der::integer(11)],
            der::integer(8),
        ))
    }),
    (
        "key-dsa-value-of-another-type",
        &["firefox/K-8"],
        &[],
        |b| {
            b.spki(dsa(
                DSA,
                &[der::integer(7), der::integer(11), der::integer(4)],
                der::null(),
            ))
        },
    ),
    ("key-dsa-small", &["firefox/K-7"], &["firefox/K-8"], |b| {
        b.spki(dsa(
            DSA,
            &[der::integer(7), der::integer(11), der::integer(4)],
            der::integer(8),
        ))
    }),
    (
        "key-dsa-small-by-its-older-name",
        &["firefox/K-7"],
        &["firefox/K-8"],
        |b| {
            let numbers = [der::integer(7), der::integer(11), der::integer(4)];
            b.spki(dsa("1.3.14.3.2.12", &numbers, der::integer(8)))
        },
    ),
    ("key-dsa-without-parameters", &["firefox/K-8"], &[], |b| {
        b.spki(of_algorithm(&[der::oid(DSA)], &der::unsigned(&[0xad; 128])))
    }),
];

const DSA: &str = "1.2.840.10040.4.1";

fn of_algorithm(algorithm: &[Vec<u8>], key: &[u8]) -> Vec<u8> {
    der::sequence(&[der::sequence(algorithm), der::bit_string(key)])
}

fn ec(curve: &str, point: &[u8]) -> Vec<u8> {
    of_algorithm(&[der::oid("1.2.840.10045.2.1"), der::oid(curve)], point)
}

fn rsa(unused_bits: u8, numbers: &[Vec<u8>]) -> Vec<u8> {
    let algorithm = der::sequence(&[der::oid("1.2.840.113549.1.1.1"), der::null()]);
    let key = der::sequence(numbers);
    der::sequence(&[algorithm, der::bit_string_with_unused(unused_bits, &key)])
}

fn dsa(name: &str, parameters: &[Vec<u8>], value: Vec<u8>) -> Vec<u8> {
    of_algorithm(&[der::oid(name), der::sequence(parameters)], &value)
}

fn ml_kem(set: u8, octets: usize) -> Vec<u8> {
    of_algorithm(
        &[der::oid(&format!("2.16.840.1.101.3.4.4.{set}"))],
        &vec![9; octets],
    )
}

fn rsa_by_its_other_name(cases: &mut Cases) {
    let key = Key::rsa(2048, 1);
    let algorithm = der::sequence(&[der::oid("2.5.8.1.1"), der::null()]);
    let spki = der::sequence(&[algorithm, der::bit_string(&key.public_key())]);
    cases.add(
        recipe("branch/key-rsa-by-its-x500-name")
            .fires(&["firefox/K-1"])
            .leaf(|b| b.key(key).spki(spki)),
    );
}

/// `CERT_DerNameToAscii`, by which the issuer is compared with a known interceptor's.
fn issuers(cases: &mut Cases) {
    const ROWS: &[&str] = &["firefox/N-1"];
    let of_type = |octets: usize| {
        let attribute = [der::tlv(6, &vec![0x55; octets]), der::utf8("a")];
        der::set(&[der::sequence(&attribute)])
    };
    for (name, rdns) in [
        ("without-attributes", vec![der::set(&[])]),
        ("with-a-type-of-1024-octets", vec![of_type(1024)]),
        ("with-a-type-of-1025-octets", vec![of_type(1025)]),
    ] {
        let issuer = Name::from_der(der::sequence(&rdns));
        cases.add(
            recipe(format!("branch/issuer-{name}"))
                .misses(ROWS)
                .leaf(|b| b.issuer(issuer)),
        );
    }
    // `cert_RFC1485_GetRequiredLen`, of what is a string.
    let of_value = |tag, octets| der::tlv(tag, &vec![b'a'; octets]);
    for (name, value) in [
        ("of-16384-octets", of_value(12, 16_384)),
        ("of-16385-octets", of_value(12, 16_385)),
        ("of-16385-octets-of-ia5string", of_value(22, 16_385)),
        ("of-16385-octets-of-teletexstring", of_value(20, 16_385)),
        ("of-16385-octets-that-are-no-string", of_value(4, 16_385)),
    ] {
        let issuer = Name::empty().attribute(oid::ORGANIZATION, value);
        cases.add(
            recipe(format!("branch/issuer-{name}"))
                .misses(ROWS)
                .leaf(|b| b.issuer(issuer)),
        );
    }
}

/// `NSSCertDBTrustDomain::CheckRevocationByCRLite`, `CTLogVerifier::VerifySignature`: a signature without octets is an error, whatever the
/// root. The log is one of those in `data/ct-logs.data`, Argon2027h1.
fn timestamps(cases: &mut Cases) {
    const LOG: [u8; 32] = [
        0xd6, 0xd5, 0x8d, 0xa9, 0xd0, 0x17, 0x53, 0xf3, 0x6a, 0x4a, 0xa0, 0xc7, 0x57, 0x49, 0x02,
        0xaf, 0xeb, 0xc7, 0xdc, 0x2c, 0xd3, 0x8c, 0xd9, 0xf7, 0x64, 0xc8, 0x0c, 0x89, 0x19, 0x1e,
        0x9f, 0x02,
    ];
    let case = |name: &str, extensions: &'static [u8], signature: &'static [u8]| {
        recipe(format!("branch/timestamp-{name}")).leaf(move |b| {
            let fields = [
                &[0],
                &LOG[..],
                &[0, 0, 1, 0x9c, 0, 0, 0, 0],
                extensions,
                &[4, 3],
                signature,
            ];
            let list = mint::sct_list(&[fields.concat()]);
            not_critical("1.3.6.1.4.1.11129.2.4.2", der::octet_string(&list))(b)
        })
    };
    const ROWS: &[&str] = &["firefox/P-22"];
    cases.add(case("without-a-signature", &[0, 0], &[0, 0]).fires(ROWS));
    cases.add(case("with-a-wrong-signature", &[0, 0], &[0, 1, 7]).misses(ROWS));
    cases.add(case("without-a-signature-that-is-not-read", &[0, 1, 7], &[0, 0]).misses(ROWS));
}

fn sizes(cases: &mut Cases) {
    // Of RSA keys (`RSA_MAX_MODULUS_BITS` of NSS's lib/freebl).
    for octets in [2048, 2049] {
        let modulus = [&[0x80], vec![0x55; octets - 1].as_slice()].concat();
        let numbers = der::sequence(&[der::unsigned(&modulus), der::integer(65537)]);
        let algorithm = der::sequence(&[der::oid("1.2.840.113549.1.1.1"), der::null()]);
        let spki = der::sequence(&[algorithm, der::bit_string(&numbers)]);
        cases.add(
            recipe(format!("branch/rsa-key-of-{octets}-octets"))
                .fires(&["firefox/PB-17"])
                .intermediate(|b| b.spki(spki))
                .leaf(move |b| {
                    let algorithm = [der::oid("1.2.840.113549.1.1.11"), der::null()];
                    b.algorithm(der::sequence(&algorithm))
                        .signature(move |s| *s = vec![1; octets])
                }),
        );
    }
    // Of certificates: `FindIssuer` passes over what is "probably too big".
    let large: fn(Builder) -> Builder =
        |b| b.extension("1.2.3.4", Criticality::NotCritical, vec![0; 66_000]);
    for at in [At::Intermediate, At::Root] {
        let recipe = recipe(format!("branch/{at}-of-66-kb")).fires(&["firefox/P-3"]);
        cases.add(at.change(recipe, large));
    }
}

/// In what order NSS has two roots of a name that were added (`cert_IsRootCert`, `CERT_SortCBValidity`). The response revokes in the
/// name of the first: with the second before it, two candidates fail differently.
fn twins(cases: &mut Cases) {
    type Change = fn(Builder) -> Builder;
    const PLAIN: Change = |b| b;
    const OTHER_KEY: Change = |b| b.authority_key_id(&[1, 2, 3]);
    for (name, first, second) in [
        (
            "older",
            PLAIN,
            (|b| b.not_before("2019-01-01T00:00:00Z")) as Change,
        ),
        ("newer", PLAIN, |b| b.not_before("2021-01-01T00:00:00Z")),
        ("newer-of-another-key", PLAIN, |b| {
            OTHER_KEY(b.not_before("2021-01-01T00:00:00Z"))
        }),
        ("older-than-one-of-another-key", OTHER_KEY, |b| {
            b.not_before("2019-01-01T00:00:00Z")
        }),
        ("of-2-january-1970", PLAIN, |b| {
            b.not_before("1970-01-02T00:00:00Z")
        }),
        ("of-3-january-1970", PLAIN, |b| {
            b.not_before("1970-01-03T00:00:00Z")
        }),
    ] {
        let recipe = recipe(format!("branch/twin-{name}"))
            .fires(&["firefox/PB-9"])
            .intermediates(0)
            .root(first);
        cases.add(recipe.finish(move |m| {
            let twin = wide(mint::ca(m.root.subject.clone())).key(Key::p256("the twin's key"));
            let twin = second(twin.serial(&[2, name.len() as u8])).issue();
            m.anchors.push(twin.der);
            let response = fresh(m.root.ocsp(&m.leaf)).status(revoked());
            m.staple = Some(response.issue());
        }));
    }
}
