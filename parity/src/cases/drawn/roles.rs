//! What each certificate of a chain may be used for, drawn at random: basicConstraints, keyUsage, extendedKeyUsage and version,
//! in CAs and leaf, with one or another of them trusted. Drawn with a fixed seed; none is dropped.

use mint::{
    Builder, Criticality, Key, der,
    extension::{self, BasicConstraints, KeyUsage},
    oid,
    random::Random,
};

use crate::cases::Cases;
use crate::recipe::{Recipe, ca_name, recipe};

const DRAWN: u64 = 700;
const SEED: u64 = 0x2026_1127_0004;
const ROWS: &[&str] = &[
    "chrome/basic-constraints",
    "chrome/path-length",
    "chrome/ca-key-usage",
    "chrome/eku",
    "firefox/CA-2",
    "firefox/CA-4",
];

fn with_criticality(b: Builder, oid: &str, random: &mut Random) -> Builder {
    let criticality = match random.one_in(2) {
        true => Criticality::Critical,
        false => Criticality::NotCritical,
    };
    b.criticality(oid, criticality)
}

const CA_CONSTRAINTS: &[Option<BasicConstraints>] = &[
    None,
    Some(BasicConstraints::Ca),
    Some(BasicConstraints::CaWithPathLen(0)),
    Some(BasicConstraints::CaWithPathLen(0)),
    Some(BasicConstraints::CaWithPathLen(1)),
    Some(BasicConstraints::CaWithPathLen(1)),
    Some(BasicConstraints::CaWithPathLen(2)),
    Some(BasicConstraints::NotCa),
    Some(BasicConstraints::NotCaWithPathLen(0)),
    Some(BasicConstraints::NotCaWithPathLen(1)),
];

fn constraints(b: Builder, random: &mut Random) -> Builder {
    match *random.choose(CA_CONSTRAINTS) {
        None => b.without(oid::BASIC_CONSTRAINTS),
        Some(value) => with_criticality(b.basic_constraints(value), oid::BASIC_CONSTRAINTS, random),
    }
}

const USAGES: &[&[KeyUsage]] = &[
    &[],
    &[KeyUsage::KeyCertSign],
    &[KeyUsage::KeyCertSign, KeyUsage::DigitalSignature],
    &[KeyUsage::KeyCertSign, KeyUsage::KeyAgreement],
    &[KeyUsage::CrlSign],
    &[KeyUsage::DigitalSignature],
    &[KeyUsage::NonRepudiation],
    &[KeyUsage::KeyEncipherment],
    &[KeyUsage::KeyAgreement],
    &[KeyUsage::DigitalSignature, KeyUsage::KeyEncipherment],
    &[KeyUsage::EncipherOnly],
    &[KeyUsage::DecipherOnly],
];

fn usages(b: Builder, random: &mut Random) -> Builder {
    if random.one_in(6) {
        return b.without(oid::KEY_USAGE);
    }
    let list = *random.choose(USAGES);
    if list.is_empty() && !random.one_in(4) {
        return b;
    }
    with_criticality(b.key_usage(list), oid::KEY_USAGE, random)
}

const PURPOSES: &[&[&str]] = &[
    &[oid::SERVER_AUTH],
    &[oid::SERVER_AUTH, oid::CLIENT_AUTH],
    &[oid::CLIENT_AUTH],
    &[oid::ANY_EXTENDED_KEY_USAGE],
    &[oid::ANY_EXTENDED_KEY_USAGE, oid::CLIENT_AUTH],
    &[oid::ANY_EXTENDED_KEY_USAGE, oid::SERVER_AUTH],
    &[oid::OCSP_SIGNING],
    &[oid::OCSP_SIGNING, oid::SERVER_AUTH],
    &[oid::OCSP_SIGNING, oid::ANY_EXTENDED_KEY_USAGE],
    &["2.16.840.1.113730.4.1"],  // Netscape's step up
    &["1.3.6.1.4.1.311.10.3.3"], // Microsoft's server gated crypto
    &["1.3.6.1.5.5.7.3.3"],
    &["1.3.6.1.5.5.7.3.4", oid::SERVER_AUTH],
    &[oid::SERVER_AUTH, oid::SERVER_AUTH],
    &["1.2.3.4"],
];

fn purposes(b: Builder, random: &mut Random) -> Builder {
    if random.one_in(8) {
        return b.without(oid::EXTENDED_KEY_USAGE);
    }
    let list = *random.choose(PURPOSES);
    with_criticality(b.extended_key_usage(list), oid::EXTENDED_KEY_USAGE, random)
}

fn version(b: Builder, random: &mut Random) -> Builder {
    let b = match random.one_in(2) {
        true => b.without_extensions(),
        false => b,
    };
    b.version(*random.choose(&[0, 1, 2, 3]))
}

fn rsa(b: Builder, _: &mut Random) -> Builder {
    b.key(Key::rsa(2048, 1))
}

/// A keyUsage of three bits, one of them perhaps beyond those that have names.
fn odd_usage(b: Builder, random: &mut Random) -> Builder {
    let octets = der::named_bits(&[0, 5, random.below(12) as u8]);
    b.extension(oid::KEY_USAGE, Criticality::Critical, octets)
}

fn feature(b: Builder, random: &mut Random) -> Builder {
    let feature = extension::tls_feature(&[random.below(20) as i64]);
    b.extension(oid::TLS_FEATURE, Criticality::NotCritical, feature)
}

/// A change, once in so many times.
type Change = (usize, fn(Builder, &mut Random) -> Builder);

const OF_CA: &[Change] = &[(3, constraints), (5, usages), (4, purposes), (24, version)];
const OF_LEAF: &[Change] = &[
    (4, rsa),
    (4, constraints),
    (3, usages),
    (3, purposes),
    (24, version),
    (24, odd_usage),
    (24, feature),
];

fn changed(changes: &'static [Change], mut random: Random) -> impl FnOnce(Builder) -> Builder {
    move |b| {
        let change = |b, (limit, change): &Change| match random.one_in(*limit) {
            true => change(b, &mut random),
            false => b,
        };
        changes.iter().fold(b, change)
    }
}

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        cases.add(drawn(number, Random::nth(SEED, number)));
    }
}

fn drawn(number: u64, mut random: Random) -> Recipe {
    let id = format!("drawn-roles/{number:03}");
    let intermediates = random.below(4);
    let mut recipe = recipe(&id).fires(ROWS).intermediates(intermediates);
    if random.one_in(2) {
        recipe = recipe.root(changed(OF_CA, Random::new(random.next())));
    }
    for index in 0..intermediates {
        recipe = recipe.intermediate_at(index, changed(OF_CA, Random::new(random.next())));
        if random.one_in(6) {
            let issuer = match index {
                0 => "Root".to_owned(),
                _ => format!("Intermediate {index}"),
            };
            let name = ca_name(&id, &issuer);
            recipe = recipe.intermediate_at(index, |b| b.subject(name));
        }
    }
    recipe = recipe.leaf(changed(OF_LEAF, Random::new(random.next())));
    let (who, drawn) = (random.below(10), random.next() as usize);
    recipe.finish(move |m| match who {
        0 => m.anchors = vec![m.leaf.der.clone()],
        1 | 2 if !m.intermediates.is_empty() => {
            let of = drawn % m.intermediates.len();
            m.anchors = vec![m.intermediates[of].der.clone()];
        }
        3 if !m.intermediates.is_empty() => {
            let of = drawn % m.intermediates.len();
            m.anchors.push(m.intermediates[of].der.clone());
        }
        4 => m.chain.push(m.root.der.clone()),
        _ => {}
    })
}
