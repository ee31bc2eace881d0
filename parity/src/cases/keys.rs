//! Keys, their sizes and encodings; signature algorithms and theirs.

use mint::{Builder, Hash, Key, Pss, Scheme, der, oid};

use super::{At, Cases, Fault};
use crate::recipe::{Recipe, recipe};

pub(super) fn cases(cases: &mut Cases) {
    kinds(cases);
    cases.everywhere("key-form", SPKIS);
    cases.in_cas("key-form", LONGEST);
    signatures(cases);
    cases.everywhere("signature-form", FORMS);
    wrong(cases);
}

const RSA: &[&str] = &["chrome/rsa-key"];

fn kinds(cases: &mut Cases) {
    for at in [At::Leaf, At::Intermediate, At::Root] {
        for bits in [512, 768, 1016, 1017, 1023, 1024, 2041, 2048, 3072] {
            let recipe = recipe(format!("key/{at}-rsa-{bits}"));
            let small = bits < 1024;
            let recipe = match small {
                true => recipe.fires(RSA).fires(&["chrome/weak-anywhere"]),
                false => recipe.misses(RSA).misses(&["chrome/weak-anywhere"]),
            };
            // Firefox rounds up to whole octets.
            let recipe = match bits <= 1016 {
                true => recipe.fires(&["firefox/K-5"]),
                false => recipe.misses(&["firefox/K-5"]),
            };
            let recipe = match bits {
                1017 | 1023 | 2041 => recipe.fires(&["firefox/K-6"]),
                1016 | 1024 => recipe.misses(&["firefox/K-6"]),
                _ => recipe,
            };
            let recipe = match (at, bits) {
                (At::Leaf, ..1023) => recipe.fires(&["firefox/K-7"]),
                (At::Leaf, 1023..) => recipe.misses(&["firefox/K-7"]),
                _ => recipe,
            };
            cases.add(at.change(recipe, move |b| b.key(Key::rsa(bits, 1))));
        }
        type Make = fn(&'static str) -> Key;
        let curves: [(&str, Make, bool); 4] = [
            ("p256", |seed| Key::p256(seed), true),
            ("p384", |seed| Key::p384(seed), true),
            ("p521", |seed| Key::p521(seed), true),
            ("ed25519", |seed| Key::ed25519(seed), false),
        ];
        for (name, make, usual) in curves {
            let recipe = recipe(format!("key/{at}-{name}"));
            let recipe = match usual {
                true => recipe.misses(&[
                    "chrome/ec-key",
                    "chrome/ed25519",
                    "firefox/K-1",
                    "firefox/K-3",
                ]),
                false => recipe.fires(&["chrome/ed25519", "firefox/K-1"]),
            };
            let recipe = match (at, name) {
                (At::Leaf, "p256" | "p384") => {
                    recipe.misses(&["chrome/leaf-key-type", "firefox/K-8"])
                }
                (At::Leaf, "p521") => recipe.fires(&["chrome/leaf-key-type"]),
                (At::Leaf, _) => recipe.fires(&["chrome/leaf-key-type", "firefox/K-8"]),
                _ => recipe,
            };
            cases.add(at.change(recipe, move |b| b.key(make("parity keys"))));
        }
    }
    // No key of anybody's, but of a real one's form and size; its server has nothing to sign with that a browser offers.
    cases.add(
        recipe("key/leaf-dsa-1024")
            .fires(&[
                "chrome/ed25519",
                "chrome/leaf-key-type",
                "firefox/K-1",
                "firefox/K-8",
            ])
            .leaf(|b| b.spki(dsa(128)))
            .finish(|made| made.key = Some(dsa_pkcs8())),
    );
    for (name, bits) in [("768", 768), ("1024", 1024)] {
        let recipe = recipe(format!("key/untrusted-root-rsa-{name}"))
            .root(move |b| b.key(Key::rsa(bits, 1)))
            .finish(|made| {
                made.anchors.clear();
                made.chain.push(made.root.der.clone());
            });
        let rows: &[&str] = &["chrome/weak-anywhere"];
        cases.add(if bits < 1024 {
            recipe.fires(rows)
        } else {
            recipe.misses(rows)
        });
    }
}

fn ec(curve: &str, point: &[u8]) -> Vec<u8> {
    let algorithm = der::sequence(&[der::oid(oid::EC_PUBLIC_KEY), der::oid(curve)]);
    der::sequence(&[algorithm, der::bit_string(point)])
}

/// An RSA key's SPKI with these parameters.
fn rsa(parameters: &[u8]) -> Vec<u8> {
    let algorithm = der::sequence(&[der::oid(oid::RSA_ENCRYPTION), parameters.to_vec()]);
    der::sequence(&[algorithm, der::bit_string(&Key::rsa(2048, 1).public_key())])
}

/// The RSA key with its SPKI written otherwise.
fn with_rsa(b: Builder, spki: Vec<u8>) -> Builder {
    b.key(Key::rsa(2048, 1)).spki(spki)
}

/// A P-256 key, the same in all of these.
fn p256() -> Key {
    Key::p256("parity key forms")
}

fn with_p256(b: Builder, spki: fn(&[u8]) -> Vec<u8>) -> Builder {
    let key = p256();
    let spki = spki(&key.public_key());
    b.key(key).spki(spki)
}

/// A public key of `openssl ecparam -name secp224r1 -genkey`.
const P224: &str = "04cd49f2b1549e183e8b5cc44e801d6739868278d1cdb25b2a914ee96a252db6f4db9ffdaa062e9608c1f5f44020c304c69c0115689095e17d";
/// A public key of `openssl ecparam -name secp256k1 -genkey`.
const SECP256K1: &str = "040bb60a32b86c60d8433b4faaaa6b059393c91aeb8caaacb6aecacb52f1db456912df2f07094cdca5cfd145e51ec67b87522f7b0a0b133ad321007e46e262e988";
/// ECParameters of P-256 written out, of `openssl ecparam -name prime256v1 -param_enc explicit`.
const EXPLICIT_P256: &str = "3081f7020101302c06072a8648ce3d0101022100ffffffff00000001000000000000000000000000ffffffffffffffffffffffff305b0420ffffffff00000001000000000000000000000000fffffffffffffffffffffffc04205ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b031500c49d360886e704936a6678e1139d26b7819f7e900441046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551020101";

fn hex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal"))
        .collect()
}

const CURVE: &[&str] = &["chrome/ec-key", "firefox/K-3", "chrome/leaf-key-unreadable"];
const RSA_FORM: &[&str] = &["chrome/rsa-key", "firefox/K-2"];

const SPKIS: &[Fault] = &[
    (
        "rsa-null",
        &[],
        &[
            "chrome/rsa-key",
            "firefox/K-2",
            "chrome/leaf-key-unreadable",
        ],
        |b| with_rsa(b, rsa(&der::null())),
    ),
    ("rsa-parameters-absent", RSA_FORM, &[], |b| {
        with_rsa(b, rsa(&[]))
    }),
    ("rsa-numbers-cut", RSA_FORM, &[], |b| {
        let numbers = der::sequence(&[vec![2, 9, 1]]);
        b.spki(der::sequence(&[
            der::sequence(&[der::oid(oid::RSA_ENCRYPTION), der::null()]),
            der::bit_string(&numbers),
        ]))
    }),
    ("rsa-parameters-integer", RSA_FORM, &[], |b| {
        with_rsa(b, rsa(&der::integer(1)))
    }),
    (
        "rsa-pss-key",
        &["chrome/rsa-key", "firefox/K-1"],
        &[],
        |b| {
            let algorithm = der::sequence(&[der::oid(oid::RSASSA_PSS)]);
            let key = der::bit_string(&Key::rsa(2048, 1).public_key());
            with_rsa(b, der::sequence(&[algorithm, key]))
        },
    ),
    ("rsa-negative-modulus", RSA_FORM, &[], |b| {
        let modulus = der::tlv(2, &[0xc1; 256]);
        let key = der::sequence(&[modulus, der::integer(65537)]);
        let algorithm = der::sequence(&[der::oid(oid::RSA_ENCRYPTION), der::null()]);
        with_rsa(b, der::sequence(&[algorithm, der::bit_string(&key)]))
    }),
    (
        "rsa-even-modulus",
        &["chrome/rsa-key"],
        &["firefox/K-2"],
        |b| with_rsa(b, rsa_of(&[0xc2; 256], 65537)),
    ),
    (
        "rsa-exponent-one",
        &["chrome/rsa-key"],
        &["firefox/K-2"],
        |b| with_rsa(b, rsa_of(&[0xc3; 256], 1)),
    ),
    (
        "rsa-16385-bits",
        &["chrome/rsa-key"],
        &["firefox/K-2"],
        |b| with_rsa(b, rsa_of(&[&[1][..], &[0xc1; 2048]].concat(), 65537)),
    ),
    ("p224", CURVE, &[], |b| {
        b.spki(ec("1.3.132.0.33", &hex(P224)))
    }),
    ("secp256k1", CURVE, &[], |b| {
        b.spki(ec("1.3.132.0.10", &hex(SECP256K1)))
    }),
    ("unknown-curve", CURVE, &[], |b| {
        with_p256(b, |point| ec("1.2.840.10045.3.1.99", point))
    }),
    ("empty-curve", CURVE, &[], |b| {
        with_p256(b, |point| {
            let algorithm = der::sequence(&[der::oid(oid::EC_PUBLIC_KEY), der::tlv(6, &[])]);
            der::sequence(&[algorithm, der::bit_string(point)])
        })
    }),
    ("p256-named", &[], CURVE, |b| {
        with_p256(b, |point| ec(oid::SECP256R1, point))
    }),
    ("p256-explicit", CURVE, &[], |b| {
        with_p256(b, |point| {
            let algorithm = der::sequence(&[der::oid(oid::EC_PUBLIC_KEY), hex(EXPLICIT_P256)]);
            der::sequence(&[algorithm, der::bit_string(point)])
        })
    }),
    ("ec-without-curve", CURVE, &[], |b| {
        with_p256(b, |point| {
            let algorithm = der::sequence(&[der::oid(oid::EC_PUBLIC_KEY)]);
            der::sequence(&[algorithm, der::bit_string(point)])
        })
    }),
    ("p256-compressed", &["firefox/K-3"], &[], |b| {
        with_p256(b, |point| {
            let sign = 2 + (point[64] & 1);
            ec(oid::SECP256R1, &[&[sign], &point[1..33]].concat())
        })
    }),
    ("p256-hybrid", &["firefox/K-3", "chrome/ec-key"], &[], |b| {
        with_p256(b, |point| {
            let sign = 6 + (point[64] & 1);
            ec(oid::SECP256R1, &[&[sign], &point[1..]].concat())
        })
    }),
    (
        "p256-too-short",
        &["firefox/K-3", "chrome/ec-key"],
        &[],
        |b| with_p256(b, |point| ec(oid::SECP256R1, &point[..64])),
    ),
    (
        "p256-not-on-curve",
        &["chrome/ec-key"],
        &["firefox/K-3"],
        |b| {
            with_p256(b, |point| {
                let mut point = point.to_vec();
                point[64] ^= 1;
                ec(oid::SECP256R1, &point)
            })
        },
    ),
    ("p256-unused-bits", &["firefox/P-10"], &[], |b| {
        with_p256(b, |point| {
            let algorithm =
                der::sequence(&[der::oid(oid::EC_PUBLIC_KEY), der::oid(oid::SECP256R1)]);
            let mut point = point.to_vec();
            point[64] &= 0xfe;
            der::sequence(&[algorithm, der::bit_string_with_unused(1, &point)])
        })
    }),
    ("p256-all-bits-used", &[], &["firefox/P-10"], |b| {
        with_p256(b, |point| ec(oid::SECP256R1, point))
    }),
    ("unknown-algorithm", &["firefox/K-1"], &[], |b| {
        let algorithm = der::sequence(&[der::oid("1.2.3.4")]);
        b.spki(der::sequence(&[algorithm, der::bit_string(&[1, 2, 3])]))
    }),
    ("dsa", &["firefox/K-1", "chrome/ed25519"], &[], |b| {
        let algorithm = der::sequence(&[
            der::oid(DSA),
            der::sequence(&[der::integer(23), der::integer(11), der::integer(4)]),
        ]);
        let key = der::bit_string(&der::integer(8));
        b.spki(der::sequence(&[algorithm, key]))
    }),
    (
        "trailing-element",
        &["chrome/der", "firefox/P-4"],
        &[],
        |b| {
            with_p256(b, |point| {
                let algorithm =
                    der::sequence(&[der::oid(oid::EC_PUBLIC_KEY), der::oid(oid::SECP256R1)]);
                der::sequence(&[algorithm, der::bit_string(point), der::null()])
            })
        },
    ),
];

/// The longest modulus that the browsers verify with. In a leaf a server that has not its key would tell nothing.
const LONGEST: &[Fault] = &[("rsa-16384-bits", &[], &["chrome/rsa-key"], |b| {
    with_rsa(b, rsa_of(&[0xc1; 2048], 65537))
})];

/// The SubjectPublicKeyInfo of these numbers.
fn rsa_of(modulus: &[u8], exponent: i64) -> Vec<u8> {
    let key = der::sequence(&[der::unsigned(modulus), der::integer(exponent)]);
    let algorithm = der::sequence(&[der::oid(oid::RSA_ENCRYPTION), der::null()]);
    der::sequence(&[algorithm, der::bit_string(&key)])
}

const DSA: &str = "1.2.840.10040.4.1";

/// SubjectPublicKeyInfo with so many octets in the numbers that matter.
fn dsa(octets: usize) -> Vec<u8> {
    let number = |octets| der::unsigned(&vec![0xad; octets]);
    let parameters = der::sequence(&[number(octets), number(20), number(octets)]);
    let algorithm = der::sequence(&[der::oid(DSA), parameters]);
    der::sequence(&[algorithm, der::bit_string(&number(octets))])
}

/// A private key of which only the kind is told (PKCS #8).
pub fn dsa_pkcs8() -> Vec<u8> {
    let algorithm = der::sequence(&[der::oid(DSA)]);
    der::sequence(&[der::integer(0), algorithm, der::octet_string(&[])])
}

/// Which certificate is signed so, and with which key and scheme.
fn signed(id: String, at: At, key: Key, scheme: Scheme) -> Recipe {
    let recipe = recipe(id);
    match at {
        At::Leaf => recipe
            .intermediate(move |b| b.key(key))
            .leaf(move |b| b.scheme(scheme)),
        At::Intermediate => recipe
            .root(move |b| b.key(key))
            .intermediate(move |b| b.scheme(scheme)),
        At::Root => recipe.root(move |b| b.key(key).scheme(scheme)),
    }
}

fn signatures(cases: &mut Cases) {
    type Row = (&'static str, fn() -> Key, Scheme, bool);
    let pss = |hash, mgf_hash, salt_len, trailer| {
        Scheme::Pss(Pss {
            hash,
            mgf_hash,
            salt_len,
            trailer,
        })
    };
    let table: Vec<Row> = vec![
        (
            "rsa-sha256",
            || Key::rsa(2048, 1),
            Scheme::Pkcs1(Hash::Sha256),
            true,
        ),
        (
            "rsa-sha384",
            || Key::rsa(2048, 1),
            Scheme::Pkcs1(Hash::Sha384),
            true,
        ),
        (
            "rsa-sha512",
            || Key::rsa(2048, 1),
            Scheme::Pkcs1(Hash::Sha512),
            true,
        ),
        (
            "rsa-sha1",
            || Key::rsa(2048, 1),
            Scheme::Pkcs1(Hash::Sha1),
            false,
        ),
        (
            "rsa-md5",
            || Key::rsa(2048, 1),
            Scheme::Pkcs1(Hash::Md5),
            false,
        ),
        (
            "pss-sha256",
            || Key::rsa(2048, 1),
            Scheme::pss(Hash::Sha256),
            true,
        ),
        (
            "pss-sha384",
            || Key::rsa(2048, 1),
            Scheme::pss(Hash::Sha384),
            true,
        ),
        (
            "pss-sha512",
            || Key::rsa(2048, 1),
            Scheme::pss(Hash::Sha512),
            true,
        ),
        (
            "pss-sha1",
            || Key::rsa(2048, 1),
            Scheme::pss(Hash::Sha1),
            false,
        ),
        (
            "pss-short-salt",
            || Key::rsa(2048, 1),
            pss(Hash::Sha256, Hash::Sha256, 20, 1),
            false,
        ),
        (
            "pss-no-salt",
            || Key::rsa(2048, 1),
            pss(Hash::Sha256, Hash::Sha256, 0, 1),
            false,
        ),
        (
            "pss-other-mask",
            || Key::rsa(2048, 1),
            pss(Hash::Sha256, Hash::Sha1, 32, 1),
            false,
        ),
        (
            "pss-other-mask-sha384",
            || Key::rsa(2048, 1),
            pss(Hash::Sha256, Hash::Sha384, 32, 1),
            false,
        ),
        (
            "pss-trailer-2",
            || Key::rsa(2048, 1),
            pss(Hash::Sha256, Hash::Sha256, 32, 2),
            false,
        ),
        (
            "p256-sha384",
            || Key::p256("parity signatures"),
            Scheme::Ecdsa(Hash::Sha384),
            true,
        ),
        (
            "p256-sha512",
            || Key::p256("parity signatures"),
            Scheme::Ecdsa(Hash::Sha512),
            true,
        ),
        (
            "p256-sha1",
            || Key::p256("parity signatures"),
            Scheme::Ecdsa(Hash::Sha1),
            false,
        ),
        (
            "p384-sha256",
            || Key::p384("parity signatures"),
            Scheme::Ecdsa(Hash::Sha256),
            true,
        ),
        (
            "p521-sha512",
            || Key::p521("parity signatures"),
            Scheme::Ecdsa(Hash::Sha512),
            true,
        ),
        (
            "p521-sha256",
            || Key::p521("parity signatures"),
            Scheme::Ecdsa(Hash::Sha256),
            true,
        ),
        (
            "rsa-4096-sha256",
            || Key::rsa(4096, 1),
            Scheme::Pkcs1(Hash::Sha256),
            true,
        ),
    ];
    for at in [At::Leaf, At::Intermediate, At::Root] {
        for (name, key, scheme, good) in &table {
            let id = format!("signature/{at}-{name}");
            let recipe = signed(id, at, key(), *scheme);
            let good = *good || matches!(at, At::Root);
            let recipe = match (at, good) {
                (At::Root, _) => recipe.fires(&["firefox/P-20", "chrome/self-signature"]),
                (_, true) => recipe.misses(&[
                    "chrome/signatures",
                    "firefox/S-1",
                    "chrome/sha1",
                    "chrome/md5",
                    "chrome/attempts",
                    "firefox/S-2",
                    "firefox/S-3",
                    "firefox/P-20",
                    "chrome/self-signature",
                ]),
                (_, false) => match *name {
                    "rsa-sha1" | "p256-sha1" => {
                        recipe.fires(&["chrome/sha1", "firefox/S-2", "chrome/attempts"])
                    }
                    "rsa-md5" => recipe.fires(&["chrome/md5", "firefox/S-3"]),
                    _ => recipe.fires(&["chrome/signatures", "firefox/S-1"]),
                },
            };
            cases.add(recipe);
        }
    }
    for (name, trusted) in [("sha1-and-untrusted", false), ("sha1-and-wrong-host", true)] {
        let recipe = signed(
            format!("signature/{name}"),
            At::Leaf,
            Key::rsa(2048, 1),
            Scheme::Pkcs1(Hash::Sha1),
        );
        cases.add(match trusted {
            true => recipe
                .fires(&["chrome/sha1"])
                .host("other.signature.example"),
            false => recipe
                .fires(&["chrome/sha1", "chrome/no-anchor"])
                .finish(|m| m.anchors.clear()),
        });
    }
    cases.add(
        signed(
            "signature/md5-and-untrusted".to_owned(),
            At::Leaf,
            Key::rsa(2048, 1),
            Scheme::Pkcs1(Hash::Md5),
        )
        .fires(&["chrome/md5"])
        .finish(|m| m.anchors.clear()),
    );
    cases.add(
        signed(
            "signature/md5-and-alone".to_owned(),
            At::Leaf,
            Key::rsa(2048, 1),
            Scheme::Pkcs1(Hash::Md5),
        )
        .misses(&["chrome/md5"])
        .finish(|m| {
            m.anchors.clear();
            m.chain.truncate(1);
        }),
    );
}

/// An algorithm of ECDSA with these parameters.
fn ecdsa(parameters: &[u8]) -> Vec<u8> {
    der::sequence(&[der::oid("1.2.840.10045.4.3.2"), parameters.to_vec()])
}

const FORMS: &[Fault] = &[
    (
        "ecdsa-null",
        &["chrome/signatures"],
        &["firefox/P-18"],
        |b| b.algorithm(ecdsa(&der::null())),
    ),
    (
        "ecdsa-absent",
        &[],
        &["chrome/signatures", "firefox/P-18"],
        |b| b.algorithm(ecdsa(&[])),
    ),
    (
        "ecdsa-integer",
        &["chrome/signatures", "firefox/P-18"],
        &[],
        |b| b.algorithm(ecdsa(&der::integer(1))),
    ),
    (
        "unknown-algorithm",
        &["chrome/md5", "firefox/S-3"],
        &[],
        |b| b.algorithm(der::sequence(&[der::oid("1.2.3.4")])),
    ),
    ("ecdsa-sha224", &["chrome/md5", "firefox/S-3"], &[], |b| {
        b.algorithm(der::sequence(&[der::oid("1.2.840.10045.4.3.1")]))
    }),
    (
        "inner-null-outer-absent",
        &[],
        &["chrome/algorithm-mismatch", "firefox/P-19"],
        |b| b.inner_algorithm(ecdsa(&der::null())),
    ),
    (
        "inner-sha384",
        &["chrome/algorithm-mismatch", "firefox/P-19"],
        &[],
        |b| b.inner_algorithm(Scheme::Ecdsa(Hash::Sha384).algorithm()),
    ),
    (
        "inner-rsa",
        &["chrome/algorithm-mismatch", "firefox/P-19"],
        &[],
        |b| b.inner_algorithm(Scheme::Pkcs1(Hash::Sha256).algorithm()),
    ),
    ("inner-unknown", &["chrome/algorithm-mismatch"], &[], |b| {
        b.inner_algorithm(der::sequence(&[der::oid("1.2.3.4")]))
    }),
    (
        "both-rsa",
        &["chrome/signature-wrong", "firefox/PB-17"],
        &[],
        |b| b.algorithm(Scheme::Pkcs1(Hash::Sha256).algorithm()),
    ),
    (
        "value-wrong",
        &["chrome/signature-wrong", "firefox/PB-17"],
        &[],
        |b| b.signature(|s| *s.last_mut().expect("not empty") ^= 1),
    ),
    (
        "value-empty",
        &["chrome/signature-wrong", "firefox/S-5"],
        &[],
        |b| b.signature(Vec::clear),
    ),
    (
        "value-not-der",
        &["chrome/signature-wrong", "firefox/S-5"],
        &[],
        |b| b.signature(|s| s.fill(0x5a)),
    ),
    (
        "value-trailing-octet",
        &["chrome/signature-wrong", "firefox/S-5"],
        &[],
        |b| b.signature(|s| s.push(0)),
    ),
    (
        "right",
        &[],
        &["chrome/signature-wrong", "firefox/S-5", "firefox/PB-17"],
        |b| b,
    ),
];

fn rsa_issuer(id: &str, change: impl FnOnce(Builder) -> Builder + 'static) -> Recipe {
    recipe(id)
        .intermediate(|b| b.key(Key::rsa(2048, 1)))
        .leaf(change)
}

/// What is particular to RSA signatures.
fn wrong(cases: &mut Cases) {
    let pkcs1 = |parameters: &[u8]| {
        der::sequence(&[der::oid("1.2.840.113549.1.1.11"), parameters.to_vec()])
    };
    let absent = pkcs1(&[]);
    cases.add(
        rsa_issuer("signature-form/rsa-parameters-absent", move |b| {
            b.algorithm(absent)
        })
        .misses(&["chrome/signatures", "firefox/P-18"]),
    );
    let absent = pkcs1(&[]);
    cases.add(
        rsa_issuer("signature-form/rsa-inner-absent-outer-null", move |b| {
            b.inner_algorithm(absent)
        })
        .misses(&["chrome/algorithm-mismatch", "firefox/P-19"]),
    );
    let integer = pkcs1(&der::integer(1));
    cases.add(
        rsa_issuer("signature-form/rsa-parameters-integer", move |b| {
            b.algorithm(integer)
        })
        .fires(&["chrome/signatures", "firefox/P-18"]),
    );
    cases.add(
        rsa_issuer("signature-form/two-sha1-identifiers", |b| {
            b.scheme(Scheme::Pkcs1(Hash::Sha1))
                .inner_algorithm(der::sequence(&[der::oid("1.3.14.3.2.29"), der::null()]))
        })
        .misses(&["chrome/algorithm-mismatch", "firefox/P-19"]),
    );
    cases.add(
        rsa_issuer("signature-form/pss-parameters-absent", |b| {
            b.scheme(Scheme::pss(Hash::Sha1))
                .algorithm(der::sequence(&[der::oid(oid::RSASSA_PSS)]))
        })
        .fires(&["chrome/signatures", "firefox/S-1"]),
    );
    cases.add(
        rsa_issuer("signature-form/pss-trailer-written-out", |b| {
            let Scheme::Pss(usual) = Scheme::pss(Hash::Sha256) else {
                unreachable!("pss makes PSS");
            };
            let parameters = usual.parameters();
            let trailer = der::constructed(3, &der::integer(1));
            let written = der::sequence(&[der::split(&parameters).1.to_vec(), trailer]);
            b.scheme(Scheme::Pss(usual))
                .algorithm(der::sequence(&[der::oid(oid::RSASSA_PSS), written]))
        })
        .fires(&["chrome/signatures", "firefox/S-1"]),
    );
    for (name, change) in [
        (
            "short",
            (|s: &mut Vec<u8>| {
                s.pop();
            }) as fn(&mut Vec<u8>),
        ),
        ("long", |s| s.insert(0, 0)),
        ("wrong", |s| s[100] ^= 1),
    ] {
        cases.add(
            rsa_issuer(&format!("signature-form/rsa-value-{name}"), move |b| {
                b.signature(change)
            })
            .fires(&["chrome/signature-wrong", "firefox/S-4"]),
        );
    }
    cases.add(
        rsa_issuer("signature-form/rsa-right", |b| b)
            .misses(&["chrome/signature-wrong", "firefox/S-4"]),
    );
    cases.add(
        recipe("signature-form/impostor")
            .fires(&["chrome/signature-wrong", "firefox/PB-17"])
            .leaf(|b| b.signed_with(Key::p256("an impostor"))),
    );
    cases.add(
        recipe("signature-form/impostor-below-root")
            .fires(&[
                "chrome/signature-wrong",
                "chrome/checking-order",
                "firefox/PB-17",
            ])
            .intermediate(|b| b.signed_with(Key::p256("an impostor"))),
    );
    cases.add(
        recipe("signature-form/impostor-below-root-and-expired-leaf")
            .fires(&["chrome/checking-order"])
            .intermediate(|b| b.signed_with(Key::p256("an impostor")))
            .leaf(crate::recipe::expired),
    );
    cases.add(
        recipe("signature-form/expired-leaf-client-auth-only")
            .misses(&["chrome/checking-order"])
            .leaf(|b| crate::recipe::expired(b).extended_key_usage(&[oid::CLIENT_AUTH])),
    );
}
