//! The search beside an exact judge of its own, over graphs of certificates made by chance: many keys to a name, cross-signs, loops,
//! and faults such that most paths fail. Whether a valid path exists, however many there are, is found without walking them.

use std::collections::BTreeSet;

use certlens::{Data, ValidationRequest, Verdict, validate};
use mint::extension::BasicConstraints;
use mint::random::Random;
use mint::{Builder, Issued, Key, oid};

#[path = "checks/ask.rs"]
#[allow(dead_code)] // the other suite's part
mod ask;

use ask::{A_SECOND_AGO, ask};

/// A name and a key.
type Identity = (usize, usize);

/// What a certificate of a graph says. Valid by default.
#[derive(Clone, Debug)]
struct Ca {
    subject: Identity,
    issuer: Identity,
    is_forged: bool,
    is_expired: bool,
    is_no_ca: bool,
    forbids_leaf: bool,
    path_len: Option<usize>,
    is_anchor: bool,
    has_key_ids: bool,
}

fn key((name, key): Identity) -> Key {
    Key::p256(format!("{name}/{key}"))
}

/// What issues by this name and key.
fn issuer(identity: Identity) -> Issued {
    let key = key(identity);
    Issued {
        der: Vec::new(),
        subject: format!("CA {}", identity.0).as_str().into(),
        serial: Vec::new(),
        key_id: Some(key.id().to_vec()),
        key,
    }
}

impl Ca {
    fn new(subject: Identity, issuer: Identity) -> Self {
        Self {
            subject,
            issuer,
            is_forged: false,
            is_expired: false,
            is_no_ca: false,
            forbids_leaf: false,
            path_len: None,
            is_anchor: false,
            has_key_ids: true,
        }
    }

    fn is_self_issued(&self) -> bool {
        self.subject.0 == self.issuer.0
    }

    fn issue(&self, number: usize) -> Issued {
        let name = format!("CA {}", self.subject.0);
        let mut ca: Builder = issuer(self.issuer).ca(name.as_str()).key(key(self.subject));
        ca = ca.serial(&[1, 2, 3, 4, 5, 6, number as u8]);
        if self.is_forged {
            ca = ca.signed_with(Key::p256("nobody"));
        }
        if self.is_expired {
            ca = ca.not_after(A_SECOND_AGO);
        }
        if let Some(length) = self.path_len {
            ca = ca.basic_constraints(BasicConstraints::CaWithPathLen(length as i64));
        }
        if self.is_no_ca {
            ca = ca.without(oid::BASIC_CONSTRAINTS);
        }
        if self.forbids_leaf {
            ca = ca.name_constraints(&[], &["example.com"]);
        }
        if !self.has_key_ids {
            ca = ca
                .without(oid::AUTHORITY_KEY_IDENTIFIER)
                .without(oid::SUBJECT_KEY_IDENTIFIER);
        }
        ca.issue()
    }
}

/// Whether the leaf, issued by 0/0, has a valid path. A path that meets an identity twice can be cut short between the two and
/// breaks no rule that it kept before, so that it is enough to know which certificate may stand above how many that count.
fn has_path(graph: &[Ca]) -> bool {
    let mut seen = BTreeSet::new();
    let mut queue = vec![((0, 0), 0)];
    while let Some((by, count)) = queue.pop() {
        for (index, ca) in graph.iter().enumerate() {
            let is_fit = ca.subject == by
                && (ca.is_anchor || !ca.is_expired && !ca.is_no_ca)
                && !ca.forbids_leaf
                && ca.path_len.is_none_or(|length| count <= length);
            if !is_fit {
                continue;
            }
            if ca.is_anchor {
                return true;
            }
            let count = count + usize::from(!ca.is_self_issued());
            if !ca.is_forged && count <= graph.len() && seen.insert((index, count)) {
                queue.push((ca.issuer, count));
            }
        }
    }
    false
}

fn request(graph: &[Ca]) -> ValidationRequest {
    let issued: Vec<Issued> = graph
        .iter()
        .enumerate()
        .map(|(n, ca)| ca.issue(n))
        .collect();
    let leaf = issuer((0, 0)).leaf(&["example.com"]).issue();
    let (mut sent, mut anchors) = (vec![&leaf], Vec::new());
    for (ca, issued) in graph.iter().zip(&issued) {
        match ca.is_anchor {
            true => anchors.push(issued),
            false => sent.push(issued),
        }
    }
    ask(&sent, &anchors)
}

/// Layers, each with several certificates; an issuer is mostly of the next one.
fn graph(random: &mut Random) -> Vec<Ca> {
    let count = 7 + random.below(23);
    let layers = 2 + random.below(7);
    let keys = [1, 1, 1, 2, 3][random.below(5)];
    let faults = [0, 2, 4, 8][random.below(4)];
    let kinds = random.next();
    let strays = [4, 10, 1000][random.below(3)];
    let mut graph: Vec<Ca> = (0..count)
        .map(|n| {
            let layer = n % layers;
            let mut above = layer + 1;
            if random.one_in(strays) {
                above = random.below(layers + 1);
            }
            let mut ca = Ca::new((layer, random.below(keys)), (above, random.below(keys)));
            ca.has_key_ids = !random.one_in(3);
            let is_top = layer + 1 == layers;
            ca.is_anchor = is_top && n + layers >= count;
            if faults > 0 && !random.one_in(faults) || is_top && !random.one_in(3) {
                match random.below(6) {
                    0 if kinds & 1 == 0 => ca.is_forged = !ca.is_anchor,
                    1 if kinds & 2 == 0 => ca.is_expired = true,
                    2 if kinds & 4 == 0 => ca.is_no_ca = true,
                    3 if kinds & 8 == 0 => ca.forbids_leaf = true,
                    _ if kinds & 16 == 0 => ca.path_len = Some(random.below(layers)),
                    _ => {}
                }
            }
            ca
        })
        .collect();
    // An anchor that is forged is an anchor all the same; one that leads on too.
    if random.one_in(4) {
        let place = random.below(graph.len());
        graph[place].is_anchor = true;
    }
    graph
}

/// Graphs whose valid path was hidden behind hundreds of others while fewer than 25 certificates were not looked at alone, and one
/// where path lengths hid it.
const HIDDEN: [u64; 9] = [292, 311, 1466, 1696, 1697, 1742, 1954, 2531, 2539];

/// `GRAPHS=6000 SEED=2 cargo test --test graphs` asks more of them.
#[test]
fn a_valid_path_is_found_where_there_is_one() {
    let number = |name, otherwise| {
        let given = std::env::var(name).ok();
        given.map_or(otherwise, |text| text.parse().expect("a number"))
    };
    let (count, seed) = (number("GRAPHS", 150), number("SEED", 1));
    let mut valid = 0;
    for nth in (0..count).chain(HIDDEN) {
        let graph = graph(&mut Random::nth(seed, nth));
        let report = validate(&request(&graph), &Data::default()).expect("well-formed");
        let expected = has_path(&graph);
        let is_trusted = report.verdict == Verdict::Trusted;
        assert_eq!(is_trusted, expected, "{nth} of seed {seed}: {graph:#?}");
        valid += u64::from(expected);
    }
    assert!(valid > count / 4 && valid < count * 3 / 4, "{valid}");
}
