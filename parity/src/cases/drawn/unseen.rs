//! Certificates that Chromium cannot read among others of their CA: to it they are not there, so that a path ends below one where no
//! other leads on, and which of several such ends counts turns on their order. What tells one end from another is a signature of an
//! algorithm that is not known. Drawn with a fixed seed; none is dropped.

use mint::{Builder, Criticality, Issued, Key, Name, der, oid, random::Random};

use crate::cases::Cases;
use crate::recipe::{Made, recipe, wide};

const DRAWN: u64 = 60;
const SEED: u64 = 0x2026_1129_0001;
const ROWS: &[&str] = &["chrome/candidates", "chrome/best-failed-path"];
/// CAs between the leaf and the root.
const LEVELS: usize = 3;

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        let mut random = Random::nth(SEED, number);
        cases.add(
            recipe(format!("unseen/{number:03}"))
                .fires(ROWS)
                .intermediates(0)
                .finish(move |m| make(m, &mut random)),
        );
    }
}

fn make(m: &mut Made, r: &mut Random) {
    let names: Vec<Name> = (0..=LEVELS)
        .map(|n| m.name(&format!("Level {n}")))
        .collect();
    let keys: Vec<Key> = names.iter().map(|name| Key::p256(name.der())).collect();
    let mut number = 0;
    let mut ca = |level: usize, r: &mut Random| -> Issued {
        number += 1;
        let issuer = match r.below(8) {
            0 => level,
            1 if level > 1 => level - 2,
            _ => level.saturating_sub(1),
        };
        let issuer = mint::ca(names[issuer].clone())
            .key(keys[issuer].clone())
            .issue();
        // The newest is tried first: no two are of one day.
        let b = wide(issuer.ca(names[level].clone()))
            .key(keys[level].clone())
            .not_before(&format!("2021-01-{number:02}T00:00:00Z"));
        flawed(b, r).issue()
    };
    let root = ca(0, r);
    let mut sent: Vec<Vec<u8>> = Vec::new();
    for level in 1..=LEVELS {
        for _ in 0..1 + r.below(3) {
            sent.push(ca(level, r).der);
        }
    }
    for end in (1..sent.len()).rev() {
        let with = r.below(end + 1);
        sent.swap(end, with);
    }
    let issuer = mint::ca(names[LEVELS].clone())
        .key(keys[LEVELS].clone())
        .issue();
    m.new_leaf(&issuer, |b| b);
    m.chain.truncate(1);
    m.anchors.clear();
    match r.below(3) {
        0 => m.anchors.push(root.der),
        1 => sent.push(root.der),
        _ => {}
    }
    m.chain.extend(sent);
}

fn flawed(b: Builder, r: &mut Random) -> Builder {
    let b = match r.below(3) {
        0 => b.algorithm(der::sequence(&[der::oid("1.2.3.4")])),
        _ => b,
    };
    match r.below(5) {
        0 | 1 => b.extension(oid::KEY_USAGE, Criticality::Critical, der::null()),
        _ => b,
    }
}
