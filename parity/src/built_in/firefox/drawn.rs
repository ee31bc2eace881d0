//! Chains drawn at random: dates, logs, places of timestamps, keys and roots, in few steps so that they meet.

use mint::random::Random;
use mint::{Key, Sct, der, sct_list};

use super::super::{
    BEGIN, Draft, EARLY, LATER, LOGGED, at, crossed, delivered, draft, old_by, response_with,
    revoked_by, spoiled, then,
};
use super::{RETIRED, must_staple, of_another_by};
use crate::near::{self, near};

/// How many are drawn, with a fixed seed; none is dropped.
const DRAWN: u64 = 200;
const SEED: u64 = 0x2026_1128_0001;

pub(super) fn drafts() -> impl Iterator<Item = Draft> {
    (0..DRAWN).map(drawn)
}

fn drawn(number: u64) -> Draft {
    const TIMES: [&str; 4] = ["2026-11-09T23:59:59Z", BEGIN, LOGGED, LATER];
    let mut random = Random::nth(SEED, number);
    let scts = |random: &mut Random, most: usize| -> Vec<Sct> {
        let count = random.below(most + 1);
        let one = |random: &mut Random| {
            let log = *random.choose(&["a", "b", "c", "e", "s", "t", "r", "unknown"]);
            let sct = match random.below(8) {
                0 => then(log, EARLY),
                1 => then(log, RETIRED),
                2 => at(log, "2027-01-30T00:00:00Z"),
                _ => at(log, random.choose::<&str>(&TIMES)),
            };
            let has_index = matches!(log, "s" | "t") != random.one_in(6);
            let sct = match has_index {
                true => sct.leaf_index(number as u8),
                false => sct,
            };
            spoiled(random, sct, 24)
        };
        (0..count).map(|_| one(random)).collect()
    };
    let mut draft = draft(format!("drawn-{number:03}")).scts(scts(&mut random, 5));
    if random.one_in(4) {
        draft = draft.distrust_after(&near(random.choose::<&str>(&TIMES)));
    }
    let begin = match random.one_in(4) {
        true => EARLY.to_owned(),
        false => near(random.choose::<&str>(&TIMES[..3])),
    };
    let days = *random.choose(&[180, 180, 181, 365]);
    let end = match begin == EARLY {
        true => "2027-02-20T00:00:00Z".to_owned(),
        false => near::later(&begin, days * 86_400 + random.below(2) as i64),
    };
    let small = random.below(32);
    let is_staple_demanded = random.one_in(16);
    draft = draft.leaf(move |b| {
        let b = b.not_before(&begin).not_after(&end);
        let b = if small == 0 {
            b.key(Key::rsa(1024, 1))
        } else {
            b
        };
        if is_staple_demanded {
            must_staple(b)
        } else {
            b
        }
    });
    if small == 1 {
        draft = draft.intermediate(|b| b.key(Key::rsa(1024, 1)));
    }
    if random.one_in(8) {
        draft = draft.local_too();
    }
    if random.one_in(24) {
        let host = format!("other-{number}.built-in.example.com");
        draft = draft.host(&host);
    }
    if random.one_in(6) {
        draft = draft.list(*random.choose(&[
            (|scts| der::octet_string(&[sct_list(scts), vec![7]].concat())) as fn(&[Vec<u8>]) -> _,
            |scts| {
                let (first, others) = scts.split_at(scts.len() / 2);
                let entries = |scts: &[Vec<u8>]| sct_list(scts).split_off(2);
                let entries = [entries(first), vec![0, 0], entries(others)].concat();
                let length = u16::try_from(entries.len()).expect("16 bits");
                der::octet_string(&[&length.to_be_bytes()[..], &entries].concat())
            },
            |scts| {
                let mut list = sct_list(scts);
                list.pop();
                der::octet_string(&list)
            },
        ]));
    }
    if random.one_in(4) {
        let sent = scts(&mut random, 3);
        draft = draft.finish(move |case, made| case.scts = Some(delivered(&sent, &made.leaf)));
    }
    if random.one_in(4) {
        let (sent, of) = (scts(&mut random, 3), random.below(8));
        draft = draft.finish(move |case, made| {
            let (issuer, leaf) = (&made.intermediate, &made.leaf);
            case.case.staple = Some(match of {
                0 => old_by(issuer, leaf),
                1 => of_another_by(issuer, leaf),
                2 => revoked_by(issuer, leaf),
                _ => response_with(&sent, issuer, leaf),
            });
        });
    }
    if random.one_in(6) {
        let (is_first, is_added) = (random.one_in(2), random.one_in(3));
        draft = draft.finish(move |case, made| {
            let root = crossed(case, made, is_first);
            match is_added {
                true => case.added.push(root.der),
                false => case.others.push(root.der),
            }
        });
    }
    draft
}
