//! Stapled responses where there is something else to tell of the leaf, or more than one path: what is told then. A table, and chains
//! drawn with fixed seeds; none is dropped.

use mint::{
    Builder, CertificateStatus, Criticality, Hash, Issued, Key, OcspBuilder, Scheme, der,
    extension::{self, BasicConstraints, KeyUsage},
    oid,
    random::Random,
};

use super::Cases;
use super::status::{fresh, response, revoked};
use crate::near::near;
use crate::recipe::{Made, Recipe, expired, host_of, not_critical, not_yet_valid, recipe, wide};

const ROWS: &[&str] = &[
    "chrome/staple",
    "chrome/rank",
    "firefox/R-3",
    "firefox/R-5",
    "firefox/PB-9",
];

pub(super) fn cases(cases: &mut Cases) {
    periods(cases);
    own(cases);
    for number in 0..DRAWN {
        cases.add(faults(number));
    }
    for number in 0..TWINS {
        cases.add(twins(number));
    }
}

/// Of a leaf whose period cannot be read Firefox does not ask if it is revoked; nor of one that has ended.
fn periods(cases: &mut Cases) {
    type Change = fn(Builder) -> Builder;
    type Staple = fn(&Made) -> Vec<u8>;
    const PERIODS: &[(&str, bool, Change)] = &[
        ("inverted", true, |b| {
            b.not_before("2022-01-01T00:00:00Z")
                .not_after("2021-01-01T00:00:00Z")
        }),
        ("unreadable", true, |b| {
            b.not_before_der(der::utc_time("200230000000Z"))
        }),
        ("ended", true, expired),
        ("to-come", false, not_yet_valid),
    ];
    const SAID: &[(&str, Staple)] = &[
        ("good", |m| response(m).issue()),
        ("revoked", |m| response(m).status(revoked()).issue()),
        ("unknown", |m| {
            response(m).status(CertificateStatus::Unknown).issue()
        }),
        ("try-later", |_| OcspBuilder::unsuccessful(3)),
    ];
    for (period, is_left_out, change) in PERIODS {
        for (status, staple) in SAID {
            let recipe = recipe(format!("stapled-path/{period}-{status}"))
                .leaf(change)
                .finish(|m| m.staple = Some(staple(m)));
            cases.add(match is_left_out {
                true => recipe.fires(&["firefox/R-7"]).misses(ROWS),
                false => recipe.fires(ROWS).misses(&["firefox/R-7"]),
            });
        }
        let namesake = recipe(format!("stapled-path/{period}-revoked-namesake-first"))
            .fires(ROWS)
            .leaf(change)
            .finish(|m| {
                m.staple = Some(response(m).status(revoked()).issue());
                let other = wide(m.root.ca(m.issuer().subject.clone()))
                    .key(Key::p256([m.host.as_str(), " too"].concat()))
                    .issue();
                m.chain.insert(1, other.der);
            });
        cases.add(namesake);
    }
}

/// Of a trusted leaf that signed itself Chrome asks as of any other; its own key may sign the answer.
fn own(cases: &mut Cases) {
    for (name, status) in [("good", CertificateStatus::Good), ("revoked", revoked())] {
        let is_revoked = name == "revoked";
        let recipe = recipe(format!("stapled-path/own-anchor-{name}"))
            .intermediates(0)
            .finish(move |m| {
                let leaf = wide(mint::leaf(&[&m.host])).without(oid::KEY_USAGE).issue();
                m.chain = vec![leaf.der.clone()];
                m.anchors = m.chain.clone();
                m.staple = Some(fresh(leaf.ocsp(&leaf)).status(status).issue());
                m.leaf = leaf;
            });
        cases.add(match is_revoked {
            true => recipe.fires(&["chrome/staple"]),
            false => recipe.misses(&["chrome/staple"]),
        });
    }
}

const DRAWN: u64 = 50;
const SEED: u64 = 0x2026_1128_0001;

/// A response, and up to two faults.
fn faults(number: u64) -> Recipe {
    type Fault = fn(Recipe) -> Recipe;
    const FAULTS: &[Fault] = &[
        |r| r,
        |r| r.leaf(expired),
        |r| r.leaf(not_yet_valid),
        |r| r.leaf(|b| b.not_before_der(der::utc_time("200230000000Z"))),
        |r| r.host("other.stapled.example"),
        |r| r.leaf(|b| b.extended_key_usage(&[oid::CLIENT_AUTH])),
        |r| r.leaf(|b| b.key_usage(&[KeyUsage::CrlSign])),
        |r| r.leaf(|b| b.basic_constraints(BasicConstraints::Ca)),
        |r| r.leaf(|b| b.unknown_extension(Criticality::Critical)),
        |r| r.leaf(|b| b.signature(|s| *s.last_mut().expect("not empty") ^= 1)),
        |r| r.leaf(|b| b.scheme(Scheme::Ecdsa(Hash::Sha1))),
        |r| r.leaf(|b| b.serial(&[0x41; 30])),
        |r| {
            r.leaf(|b| {
                b.not_before(&near("2026-11-24T00:00:00Z"))
                    .not_after(&near("2026-12-01T00:00:00Z"))
            })
        },
        |r| r.leaf(|b| b.authority_information_access(&[(oid::OCSP, "http://ocsp.invalid/")])),
        |r| r.leaf(|b| not_critical(oid::AUTHORITY_INFORMATION_ACCESS, der::null())(b)),
        |r| r.leaf(|b| not_critical(oid::TLS_FEATURE, extension::tls_feature(&[5]))(b)),
        |r| r.intermediate(|b| b.name_constraints(&["other.example"], &[])),
        |r| r.intermediate(expired),
        |r| r.intermediate(|b| b.key(Key::rsa(1024, 1))),
        |r| r.root(expired),
        |r| r.finish(|m| m.anchors.clear()),
        |r| r.finish(|m| m.anchors = vec![m.issuer().der.clone()]),
        |r| r.finish(|m| m.anchors.push(m.leaf.der.clone())),
        |r| {
            r.finish(|m| {
                let other = m.other_root("Other").issue();
                let cross = m.cross_sign(&other).issue();
                m.chain.insert(1, cross.der);
                m.anchors.push(other.der);
            })
        },
    ];
    let mut random = Random::nth(SEED, number);
    let (first, second) = (random.below(FAULTS.len()), random.below(FAULTS.len()));
    let mut recipe = FAULTS[first](recipe(format!("stapled-path/{number:03}")).fires(ROWS));
    if first != second {
        recipe = FAULTS[second](recipe);
    }
    recipe.finish(move |m| {
        let status = match random.below(4) {
            0 => CertificateStatus::Good,
            1 => CertificateStatus::Unknown,
            _ => revoked(),
        };
        let response = response(m).status(status);
        let response = match random.below(8) {
            0 => response
                .this_update("2026-01-01T00:00:00Z")
                .next_update("2026-02-01T00:00:00Z"),
            1 => response.next_update(None),
            2 => response.certificate_id_hash(Hash::Sha256),
            3 => response.by_key(),
            4 => response.signature(|s| *s.last_mut().expect("not empty") ^= 1),
            _ => response,
        };
        m.staple = Some(match random.below(8) {
            0 => OcspBuilder::unsuccessful(3),
            _ => response.issue(),
        });
    })
}

const TWINS: u64 = 60;
const SEED_OF_TWINS: u64 = 0x2026_1128_0006;

/// Two or three roots of one name, all trusted: each may have issued the leaf, and one has.
fn twins(number: u64) -> Recipe {
    let mut random = Random::nth(SEED_OF_TWINS, number);
    let id = format!("stapled-twins/{number:03}");
    let host = host_of(&id);
    recipe(id)
        .fires(ROWS)
        .intermediates(0)
        .finish(move |m| make_twins(m, &host, &mut random))
}

fn make_twins(m: &mut Made, host: &str, random: &mut Random) {
    let is_direct = random.one_in(2);
    let mut roots: Vec<Issued> = Vec::new();
    for number in 0..2 + random.below(2) {
        // Those of one year are tried in the order in which they were added.
        let seed = format!("{host} {}", if random.one_in(3) { 0 } else { number });
        let b = m
            .other_root("Root")
            .not_before(&format!("20{}-01-01T00:00:00Z", 12 + random.below(8)))
            .not_after(&format!("20{}-01-01T00:00:00Z", 40 + random.below(8)))
            .key(Key::p256(seed))
            .without(oid::SUBJECT_KEY_IDENTIFIER);
        let b = match random.below(18) {
            0 => expired(b),
            1 => b.extended_key_usage(&[oid::CLIENT_AUTH]),
            2 => b.name_constraints(&["other.example"], &[]),
            3 => b.key_usage(&[KeyUsage::CrlSign]),
            4 => b.basic_constraints(BasicConstraints::CaWithPathLen(0)),
            _ => b,
        };
        roots.push(b.issue());
    }
    let without = |b: Builder| b.without(oid::AUTHORITY_KEY_IDENTIFIER);
    let root = random.choose(&roots).clone();
    let issuer = match is_direct {
        true => root,
        false => without(wide(root.ca(m.name("CA")))).issue(),
    };
    let leaf = without(wide(issuer.leaf(&[host])));
    let leaf = match random.below(8) {
        0 => expired(leaf),
        1 => leaf.extended_key_usage(&[oid::CLIENT_AUTH]),
        _ => leaf,
    };
    let leaf = leaf.issue();
    if !random.one_in(6) {
        let status = match random.below(4) {
            0 => CertificateStatus::Good,
            1 => CertificateStatus::Unknown,
            _ => revoked(),
        };
        m.staple = Some(fresh(issuer.ocsp(&leaf)).status(status).issue());
    }
    m.anchors = roots.iter().map(|root| root.der.clone()).collect();
    m.chain = vec![leaf.der.clone()];
    if !is_direct {
        m.chain.push(issuer.der);
    }
    if random.one_in(2) {
        m.chain.extend(m.anchors.clone());
    }
    m.leaf = leaf;
}
