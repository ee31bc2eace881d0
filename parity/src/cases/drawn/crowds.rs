//! Up to eight certificates of CAs of one name, with up to twelve keys, under up to five roots of one name: which of them a browser
//! tries, and when it has tried enough. Drawn with a fixed seed; none is dropped.

use mint::{GeneralName, Issued, Key, Name, oid, random::Random};

use super::estates::spelled;
use crate::cases::Cases;
use crate::recipe::{Made, expired, host_of, recipe, wide};

const DRAWN: u64 = 30;
const SEED: u64 = 0x2026_1127_0013;
const ROWS: &[&str] = &[
    "chrome/candidates",
    "chrome/loops",
    "firefox/PB-8",
    "firefox/PB-9",
];

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        let mut random = Random::nth(SEED, number);
        let id = format!("crowd/{number:03}");
        let host = host_of(&id);
        let visited = if random.one_in(8) {
            "other.crowd.example".to_owned()
        } else {
            host.clone()
        };
        cases.add(
            recipe(id)
                .fires(ROWS)
                .intermediates(0)
                .host(visited)
                .finish(move |m| make(m, &host, &mut random)),
        );
    }
}

fn make(m: &mut Made, host: &str, r: &mut Random) {
    let levels = 1 + r.below(2);
    let names: Vec<Name> = (0..=levels)
        .map(|n| m.name(&format!("Level {n}")))
        .collect();
    let keys: Vec<Vec<Key>> = names
        .iter()
        .map(|name| {
            (0..12)
                .map(|n: u8| Key::p256([name.der(), &[n]].concat()))
                .collect()
        })
        .collect();
    let mut made: Vec<Vec<Issued>> = Vec::new();
    for level in 0..=levels {
        let most = if level == levels { 8 } else { 5 };
        let count = 1 + r.below(most);
        let mut list: Vec<Issued> = Vec::new();
        for number in 0..count {
            let key = keys[level][r.below(12)].clone();
            let issuer = match level {
                0 => None,
                _ if r.one_in(8) && !list.is_empty() => Some(r.choose(&list).clone()),
                _ if r.one_in(10) => None,
                _ => Some(r.choose(&made[level - 1]).clone()),
            };
            let mut b = match &issuer {
                Some(issuer) => issuer.ca(names[level].clone()),
                None => mint::ca(names[level].clone()),
            };
            b = wide(b).key(key).serial(&[0x41, level as u8, number as u8]);
            b = match r.below(16) {
                0 => b.without(oid::SUBJECT_KEY_IDENTIFIER),
                1 => b.subject_key_id(b"another"),
                2 => b.without(oid::AUTHORITY_KEY_IDENTIFIER),
                3 => b.not_before("2021-01-01T00:00:00Z"),
                4 => b
                    .not_before("2022-01-01T00:00:00Z")
                    .not_after("2040-01-01T00:00:00Z"),
                5 => expired(b),
                6 => b.without(oid::BASIC_CONSTRAINTS),
                7 => b.version(1),
                8 => b.san([GeneralName::dns("x.example")]),
                9 => b.subject(spelled(&names[level], r)),
                _ => b,
            };
            list.push(b.issue());
        }
        made.push(list);
    }
    let issuer = r.choose(&made[levels]).clone();
    let mut b = wide(issuer.leaf(&[host]));
    b = match r.below(12) {
        0 => expired(b),
        1 => b.without(oid::AUTHORITY_KEY_IDENTIFIER),
        2 => b.authority_key_id(b"another"),
        3 => b.extended_key_usage(&[oid::CLIENT_AUTH]),
        4 => b.subject(names[levels].clone()),
        _ => b,
    };
    let leaf = b.issue();
    m.anchors = vec![r.choose(&made[0]).der.clone()];
    if r.one_in(2) {
        let more = r.choose(&made[0]).der.clone();
        if !m.anchors.contains(&more) {
            m.anchors.push(more);
        }
    }
    if r.one_in(4) {
        m.anchors.push(r.choose(&made[levels]).der.clone());
    }
    let mut sent: Vec<Vec<u8>> = made[1..].iter().flatten().map(|c| c.der.clone()).collect();
    if r.one_in(3) {
        sent.extend(made[0].iter().map(|c| c.der.clone()));
    }
    for end in (1..sent.len()).rev() {
        let with = r.below(end + 1);
        sent.swap(end, with);
    }
    m.chain = vec![leaf.der.clone()];
    m.chain.extend(sent);
    m.leaf = leaf;
}
