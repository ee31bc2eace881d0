//! How the octets of a signature are made, and RSA keys of unusual sizes and exponents: what verifies by arithmetic and is written
//! otherwise than usual.

use mint::{Builder, Hash, Key, Scheme, der, oid};

use super::{At, Cases};
use crate::recipe::{Recipe, recipe};

const ROWS: &[&str] = &[
    "chrome/signatures",
    "firefox/S-1",
    "firefox/S-4",
    "firefox/S-5",
];

pub(super) fn cases(cases: &mut Cases) {
    ecdsa(cases);
    pkcs1(cases);
    pss(cases);
    rsa_keys(cases);
    other_kinds(cases);
}

/// The certificate that is signed with this key.
fn signed(
    id: String,
    at: At,
    key: Key,
    change: impl FnOnce(Builder) -> Builder + 'static,
) -> Recipe {
    let recipe = recipe(id).fires(ROWS);
    match at {
        At::Leaf => recipe.intermediate(move |b| b.key(key)).leaf(change),
        _ => recipe.root(move |b| b.key(key)).intermediate(change),
    }
}

/// r and s, as the content of their INTEGERs.
fn numbers(signature: &[u8]) -> [Vec<u8>; 2] {
    let elements = super::elements(signature);
    let [r, s] = &elements[..] else {
        panic!("two numbers")
    };
    [r, s].map(|number| der::split(number).1.to_vec())
}

/// How a value is written anew.
type Rewrite = fn([Vec<u8>; 2]) -> Vec<u8>;

fn pair(r: &[u8], s: &[u8]) -> Vec<u8> {
    der::sequence(&[der::tlv(2, r), der::tlv(2, s)])
}

/// The order of P-256.
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6,
    0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// The order less this number, or more by it: 33 octets.
fn of_order(number: &[u8], is_less: bool) -> Vec<u8> {
    let mut result = [&[0][..], &ORDER].concat();
    let mut carry = 0_i16;
    for at in (0..33).rev() {
        let back = 32 - at;
        let own = number
            .len()
            .checked_sub(back + 1)
            .map_or(0, |at| number[at]);
        let own = if is_less {
            -i16::from(own)
        } else {
            i16::from(own)
        };
        let sum = i16::from(result[at]) + own + carry;
        result[at] = sum.rem_euclid(256) as u8;
        carry = sum.div_euclid(256);
    }
    result
}

/// Without zeros that it need not have.
fn minimal(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    let rest = &number[zeros.min(number.len() - 1)..];
    match rest[0] >= 0x80 {
        true => [&[0], rest].concat(),
        false => rest.to_vec(),
    }
}

fn ecdsa(cases: &mut Cases) {
    let forms: &[(&str, Rewrite)] = &[
        ("r-superfluous-zero", |[r, s]| {
            pair(&[&[0], &r[..]].concat(), &s)
        }),
        ("s-superfluous-zero", |[r, s]| {
            pair(&r, &[&[0], &s[..]].concat())
        }),
        ("without-sign-octets", |[r, s]| {
            let bare = |number: &[u8]| {
                number
                    .iter()
                    .copied()
                    .skip_while(|octet| *octet == 0)
                    .collect::<Vec<_>>()
            };
            pair(&bare(&r), &bare(&s))
        }),
        ("long-length", |[r, s]| {
            der::with_long_length(&pair(&r, &s), 1)
        }),
        ("long-length-inside", |[r, s]| {
            der::sequence(&[der::with_long_length(&der::tlv(2, &r), 1), der::tlv(2, &s)])
        }),
        ("indefinite-length", |[r, s]| {
            der::with_indefinite_length(&pair(&r, &s))
        }),
        ("third-number", |[r, s]| {
            der::sequence(&[der::tlv(2, &r), der::tlv(2, &s), der::integer(1)])
        }),
        ("one-number", |[r, _]| der::sequence(&[der::tlv(2, &r)])),
        ("bare", |[r, s]| {
            let full = |number: &[u8]| {
                let number: Vec<u8> = number
                    .iter()
                    .copied()
                    .skip_while(|octet| *octet == 0)
                    .collect();
                [vec![0; 32 - number.len()], number].concat()
            };
            [full(&r), full(&s)].concat()
        }),
        ("s-other-half", |[r, s]| {
            pair(&r, &minimal(&of_order(&s, true)))
        }),
        ("s-beyond-order", |[r, s]| {
            pair(&r, &minimal(&of_order(&s, false)))
        }),
        ("r-beyond-order", |[r, s]| {
            pair(&minimal(&of_order(&r, false)), &s)
        }),
        ("s-order", |[r, _]| pair(&r, &minimal(&ORDER))),
        ("r-zero", |[_, s]| pair(&[0], &s)),
        ("both-zero", |_| pair(&[0], &[0])),
        ("both-one", |_| pair(&[1], &[1])),
        ("r-empty", |[_, s]| pair(&[], &s)),
        ("s-negative", |[r, s]| pair(&r, &[&[0xff], &s[..]].concat())),
        ("set", |[r, s]| {
            der::set(&[der::tlv(2, &r), der::tlv(2, &s)])
        }),
        ("right", |[r, s]| pair(&r, &s)),
    ];
    for at in [At::Leaf, At::Intermediate] {
        for (name, rewrite) in forms {
            let rewrite = *rewrite;
            let id = format!("ecdsa-value/{at}-{name}");
            let key = Key::p256(&id);
            cases.add(signed(id, at, key, move |b| {
                b.signature(move |signature| *signature = rewrite(numbers(signature)))
            }));
        }
    }
    for (name, key) in [
        ("p384", Key::p384("ecdsa value")),
        ("p521", Key::p521("ecdsa value")),
    ] {
        for (form, rewrite) in &forms[..3] {
            let rewrite = *rewrite;
            cases.add(signed(
                format!("ecdsa-value/{name}-{form}"),
                At::Leaf,
                key.clone(),
                move |b| b.signature(move |signature| *signature = rewrite(numbers(signature))),
            ));
        }
    }
}

/// The block of PKCS #1 v1.5 with these octets instead of a DigestInfo.
fn block(info: &[u8]) -> Vec<u8> {
    let padding = vec![0xff; 256 - info.len() - 3];
    [&[0, 1], &padding[..], &[0], info].concat()
}

fn info(algorithm: &[Vec<u8>], digest: &[u8]) -> Vec<u8> {
    der::sequence(&[der::sequence(algorithm), der::octet_string(digest)])
}

/// The signed part of a certificate is not at hand where its signature is changed: both changes meet here.
fn with_block(b: Builder, key: Key, make: impl Fn(&[u8]) -> Vec<u8> + 'static) -> Builder {
    let seen = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let kept = std::rc::Rc::clone(&seen);
    b.tbs(move |tbs| kept.borrow_mut().clone_from(tbs))
        .signature(move |signature| {
            let digest = Hash::Sha256.digest(&seen.borrow());
            *signature = key.sign_block(&make(&digest));
        })
}

const SHA256: &str = "2.16.840.1.101.3.4.2.1";

fn pkcs1(cases: &mut Cases) {
    type Make = fn(&[u8]) -> Vec<u8>;
    let forms: &[(&str, Make)] = &[
        ("usual", |digest| {
            block(&info(&[der::oid(SHA256), der::null()], digest))
        }),
        ("parameters-absent", |digest| {
            block(&info(&[der::oid(SHA256)], digest))
        }),
        ("parameters-empty", |digest| {
            block(&info(&[der::oid(SHA256), der::sequence(&[])], digest))
        }),
        ("other-digest-named", |digest| {
            block(&info(
                &[der::oid("2.16.840.1.101.3.4.2.2"), der::null()],
                digest,
            ))
        }),
        ("digest-alone", block),
        ("trailing-octets", |digest| {
            block(&[&info(&[der::oid(SHA256), der::null()], digest)[..], &[0, 0]].concat())
        }),
        ("trailing-element", |digest| {
            let algorithm = der::sequence(&[der::oid(SHA256), der::null()]);
            block(&der::sequence(&[
                algorithm,
                der::octet_string(digest),
                der::null(),
            ]))
        }),
        ("long-length", |digest| {
            block(&der::with_long_length(
                &info(&[der::oid(SHA256), der::null()], digest),
                1,
            ))
        }),
        ("short-padding", |digest| {
            let info = info(&[der::oid(SHA256), der::null()], digest);
            let mut block = [&[0, 1], &[0xff; 8][..], &[0], &info].concat();
            block.resize(256, 0);
            block
        }),
        ("type-two", |digest| {
            let mut block = block(&info(&[der::oid(SHA256), der::null()], digest));
            block[1] = 2;
            block
        }),
        ("padding-broken", |digest| {
            let mut block = block(&info(&[der::oid(SHA256), der::null()], digest));
            block[20] = 0xfe;
            block
        }),
    ];
    for (name, make) in forms {
        let (make, key) = (*make, Key::rsa(2048, 1));
        cases.add(signed(
            format!("pkcs1-block/{name}"),
            At::Leaf,
            key.clone(),
            move |b| with_block(b, key, make),
        ));
    }
    let key = Key::rsa(2048, 1);
    let modulus = super::elements(&key.public_key()).remove(0);
    // Less than 2048 bits, so that the sum may have them: it is left as it is where it would have more.
    cases.add(signed(
        "pkcs1-block/number-beyond-modulus".to_owned(),
        At::Leaf,
        key,
        move |b| {
            b.signature(move |signature| {
                let modulus = &der::split(&modulus).1[1..];
                let mut carry = 0;
                for (octet, more) in signature.iter_mut().zip(modulus).rev() {
                    let sum = u16::from(*octet) + u16::from(*more) + carry;
                    (*octet, carry) = (sum as u8, sum >> 8);
                }
                if carry > 0 {
                    signature.insert(0, 1);
                }
            })
        },
    ));
}

fn pss(cases: &mut Cases) {
    let digest = |fields: &[Vec<u8>]| der::sequence(&[&[der::oid(SHA256)], fields].concat());
    let parameters = |hash: &[u8], mask: &[u8], salt: Vec<u8>| {
        let mask = der::sequence(&[der::oid(oid::MGF1), mask.to_vec()]);
        vec![
            der::constructed(0, hash),
            der::constructed(1, &mask),
            der::constructed(2, &salt),
        ]
    };
    let (with, without) = (digest(&[der::null()]), digest(&[]));
    let usual = parameters(&with, &with, der::integer(32));
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("usual", der::sequence(&usual)),
        (
            "hash-without-null",
            der::sequence(&parameters(&without, &with, der::integer(32))),
        ),
        (
            "mask-without-null",
            der::sequence(&parameters(&with, &without, der::integer(32))),
        ),
        (
            "without-null",
            der::sequence(&parameters(&without, &without, der::integer(32))),
        ),
        (
            "salt-padded",
            der::sequence(&parameters(&with, &with, der::tlv(2, &[0, 32]))),
        ),
        (
            "salt-negative",
            der::sequence(&parameters(&with, &with, der::integer(-32))),
        ),
        (
            "salt-33",
            der::sequence(&parameters(&with, &with, der::integer(33))),
        ),
        (
            "trailer-one",
            der::sequence(&[&usual[..], &[der::constructed(3, &der::integer(1))]].concat()),
        ),
        (
            "more",
            der::sequence(&[&usual[..], &[der::null()]].concat()),
        ),
        (
            "no-mask",
            der::sequence(&[usual[0].clone(), usual[2].clone()]),
        ),
        ("no-salt-field", der::sequence(&usual[..2])),
        (
            "other-order",
            der::sequence(&[usual[1].clone(), usual[0].clone(), usual[2].clone()]),
        ),
        ("null", der::null()),
        ("empty", der::sequence(&[])),
        ("absent", Vec::new()),
        (
            "long-length",
            der::with_long_length(&der::sequence(&usual), 1),
        ),
    ];
    for (name, parameters) in forms {
        let algorithm = der::sequence(&[der::oid(oid::RSASSA_PSS), parameters]);
        let recipe = signed(
            format!("pss-parameters/{name}"),
            At::Leaf,
            Key::rsa(2048, 1),
            move |b| b.scheme(Scheme::pss(Hash::Sha256)).algorithm(algorithm),
        );
        cases.add(recipe);
    }
    // One of the two as it should be.
    let algorithm = der::sequence(&[
        der::oid(oid::RSASSA_PSS),
        der::sequence(&parameters(&without, &without, der::integer(32))),
    ]);
    let inner = algorithm.clone();
    cases.add(signed(
        "pss-parameters/inner-without-null".to_owned(),
        At::Leaf,
        Key::rsa(2048, 1),
        move |b| b.scheme(Scheme::pss(Hash::Sha256)).inner_algorithm(inner),
    ));
    cases.add(signed(
        "pss-parameters/inner-another-digest".to_owned(),
        At::Leaf,
        Key::rsa(2048, 1),
        |b| {
            b.scheme(Scheme::pss(Hash::Sha256))
                .inner_algorithm(Scheme::pss(Hash::Sha384).algorithm())
        },
    ));
    // The salt that is there is not the one that is told.
    for (name, salt_len) in [("longer", 64), ("shorter", 0)] {
        cases.add(signed(
            format!("pss-parameters/salt-{name}-than-told"),
            At::Leaf,
            Key::rsa(2048, 1),
            move |b| {
                let Scheme::Pss(usual) = Scheme::pss(Hash::Sha256) else {
                    unreachable!("pss makes PSS")
                };
                let made = Scheme::Pss(mint::Pss { salt_len, ..usual });
                b.scheme(made).algorithm(Scheme::Pss(usual).algorithm())
            },
        ));
    }
}

fn rsa_keys(cases: &mut Cases) {
    type Make = fn() -> Key;
    let keys: &[(&str, Make)] = &[
        ("1025", || Key::rsa(1025, 1)),
        ("2047", || Key::rsa(2047, 1)),
        ("2049", || Key::rsa(2049, 1)),
        ("8192", || Key::rsa(8192, 1)),
        ("exponent-3", || Key::rsa_with_exponent_of(2)),
        ("exponent-33-bits", || Key::rsa_with_exponent_of(33)),
        ("exponent-34-bits", || Key::rsa_with_exponent_of(34)),
        ("exponent-64-bits", || Key::rsa_with_exponent_of(64)),
        ("exponent-81-bits", || Key::rsa_with_exponent_of(81)),
    ];
    for (name, key) in keys {
        for at in At::ALL {
            cases.add(at.change(
                recipe(format!("rsa-key/{at}-{name}")).fires(&["chrome/rsa-key"]),
                |b| b.key(key()),
            ));
        }
        cases.add(signed(
            format!("rsa-key/pss-{name}"),
            At::Leaf,
            key(),
            |b| b.scheme(Scheme::pss(Hash::Sha256)),
        ));
    }
    let spki = |numbers: &[Vec<u8>], more: &[u8]| {
        let algorithm = der::sequence(&[der::oid(oid::RSA_ENCRYPTION), der::null()]);
        let key = [der::sequence(numbers), more.to_vec()].concat();
        der::sequence(&[algorithm, der::bit_string(&key)])
    };
    let numbers = super::elements(&Key::rsa(2048, 1).public_key());
    let (n, e) = (numbers[0].clone(), numbers[1].clone());
    let padded = |number: &[u8]| der::tlv(2, &[&[0], der::split(number).1].concat());
    let forms = [
        ("modulus-padded", spki(&[padded(&n), e.clone()], &[])),
        ("exponent-padded", spki(&[n.clone(), padded(&e)], &[])),
        (
            "third-number",
            spki(&[n.clone(), e.clone(), der::integer(1)], &[]),
        ),
        ("and-more", spki(&[n.clone(), e.clone()], &der::null())),
        (
            "long-length",
            spki(&[n.clone(), der::with_long_length(&e, 1)], &[]),
        ),
        (
            "exponent-even",
            spki(&[n.clone(), der::integer(65536)], &[]),
        ),
        ("exponent-zero", spki(&[n.clone(), der::integer(0)], &[])),
        (
            "exponent-negative",
            spki(&[n.clone(), der::integer(-3)], &[]),
        ),
        ("exponent-the-modulus", spki(&[n.clone(), n], &[])),
    ];
    for at in At::ALL {
        for (name, spki) in &forms {
            let spki = spki.clone();
            let recipe =
                recipe(format!("rsa-key/{at}-{name}")).fires(&["chrome/rsa-key", "firefox/K-2"]);
            cases.add(at.change(recipe, move |b| b.key(Key::rsa(2048, 1)).spki(spki)));
        }
    }
}

/// A signature of one kind under a key of the other.
fn other_kinds(cases: &mut Cases) {
    type Make = fn() -> Key;
    let keys: &[(&str, Make)] = &[
        ("rsa-1024", || Key::rsa(1024, 1)),
        ("rsa-2048", || Key::rsa(2048, 1)),
        ("p256", || Key::p256("other kinds")),
        ("p521", || Key::p521("other kinds")),
    ];
    for at in [At::Leaf, At::Intermediate] {
        for (name, key) in keys {
            let id = |what: &str| format!("other-kind/{at}-{what}-under-{name}");
            let add = |cases: &mut Cases, what: &str, change: fn(Builder) -> Builder| {
                cases.add(signed(id(what), at, key(), change));
            };
            add(cases, "ecdsa", |b| b.signed_with(Key::p256("another")));
            add(cases, "ecdsa-p521", |b| b.signed_with(Key::p521("another")));
            add(cases, "rsa", |b| b.signed_with(Key::rsa(2048, 2)));
            add(cases, "pss", |b| {
                b.signed_with(Key::rsa(2048, 2))
                    .scheme(Scheme::pss(Hash::Sha256))
            });
            add(cases, "ecdsa-of-rsa-octets", |b| {
                b.signed_with(Key::rsa(2048, 2))
                    .algorithm(Scheme::Ecdsa(Hash::Sha256).algorithm())
            });
            add(cases, "rsa-of-ecdsa-octets", |b| {
                b.signed_with(Key::p256("another"))
                    .algorithm(Scheme::Pkcs1(Hash::Sha256).algorithm())
            });
            add(cases, "rsa-empty", |b| {
                b.signed_with(Key::rsa(2048, 2)).signature(Vec::clear)
            });
            add(cases, "pss-empty", |b| {
                b.signed_with(Key::rsa(2048, 2))
                    .scheme(Scheme::pss(Hash::Sha256))
                    .signature(Vec::clear)
            });
            add(cases, "ecdsa-empty", |b| {
                b.signed_with(Key::p256("another")).signature(Vec::clear)
            });
        }
    }
    // A key of an odd number of octets: two numbers of half its length are no other thing there.
    let id = "other-kind/leaf-ecdsa-under-rsa-2049".to_owned();
    cases.add(signed(id, At::Leaf, Key::rsa(2049, 1), |b| {
        b.signed_with(Key::p256("another"))
    }));
}
