//! Finds every candidate path from the leaf to a trust anchor, best first, within a budget of work. Knows names,
//! identities and the answers about signatures; judges nothing else: a candidate with faults is still a candidate.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::pool::{Entry, Pool};
use crate::signature::{self, Answer, Task, TaskId, sha256};

/// Limits of the search. They count work that the input causes, never time, so that the same input gives the same report
/// everywhere.
pub mod limit {
    /// Certificates below the anchor. Real paths have at most five; NIST's longest test has seven.
    pub const DEPTH: usize = 32;
    /// Distinct signatures; rustls-webpki allows 100.
    pub const SIGNATURES: usize = 100;
    /// What they may cost in all, in the units of [`crate::signature::cost`]: a third of a second in WebAssembly, for 55 keys
    /// of P-384 or five of RSA with 16,384 bits and the largest exponent. A search that takes unanswered signatures for valid asks for some that it
    /// turns out not to need, for less than half as much again (see [`super::search`]).
    pub const SIGNATURE_COST: u64 = 3_300;
    /// Issuers looked at. rustls-webpki allows 200,000 path-building calls, Chrome 20 steps.
    pub const STEPS: usize = 20_000;
    /// Candidates kept to be judged.
    pub const CANDIDATES: usize = 256;
    /// Certificates that they have in all, each counted once for each path that it is in, and again for each
    /// [`JUDGED_OCTETS`] of its size: every rule reads a certificate anew in every path.
    pub const JUDGED: usize = 2_048;
    /// See [`JUDGED`].
    pub const JUDGED_OCTETS: usize = 16 * 1024;
}

/// What is known of signatures. What is not in it is not known, and never taken for valid.
pub type Answers = BTreeMap<TaskId, Answer>;

/// What is known of one certificate's signature under one issuer's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// It verifies.
    Valid,
    /// It does not.
    Invalid,
    /// It cannot be verified: the algorithm is refused or the issuer's key unusable. The reason is a fault of its own.
    Unverifiable,
    /// The budget was used up before it was asked.
    NotChecked,
    /// It has been asked and not answered yet.
    Pending,
}

/// Why a candidate goes no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Its last certificate is a trust anchor.
    Anchor,
    /// The last certificate's key did not make the signature below it.
    SignatureInvalid,
    /// Its last certificate names itself as its issuer and is no trust anchor.
    SelfIssued,
    /// No certificate with the last one's issuer's name is known.
    NoIssuer,
    /// All issuers of the last certificate stand in the path already.
    Loop,
    /// It has [`limit::DEPTH`] certificates.
    TooLong,
}

/// A sequence of certificates from the leaf, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Indices into the pool; the leaf first.
    pub chain: Vec<usize>,
    /// The last certificate, where it is a trust anchor; whether its key made the signature below it is for `end` to say.
    pub anchor: Option<usize>,
    /// Where it ends.
    pub end: End,
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Found {
    /// In the order found, which is best first at each step.
    pub candidates: Vec<Candidate>,
    /// The limit that ended the search early, by name.
    pub limit: Option<(&'static str, usize)>,
    /// Signatures that must be answered before the candidates mean anything: (certificate, issuer).
    pub needs: Vec<(TaskId, usize, usize)>,
    edges: BTreeMap<(usize, usize), Edge>,
}

impl Found {
    /// What is known of `child`'s signature under `issuer`'s key.
    pub fn edge(&self, child: usize, issuer: usize) -> Edge {
        self.edges
            .get(&(child, issuer))
            .copied()
            .unwrap_or(Edge::NotChecked)
    }
}

/// Searches from `leaf`. Signatures that `answers` does not hold are taken for valid while searching, so that one round
/// asks for as many as possible, and are listed in `needs`: only when there are none is the result final.
pub fn search(pool: &Pool, leaf: usize, answers: &Answers) -> Found {
    let mut search = Search {
        pool,
        answers,
        found: Found::default(),
        asked: BTreeSet::new(),
        ordered: BTreeMap::new(),
        steps: 0,
        cost: 0,
        judged: 0,
    };
    let mut chain = vec![leaf];
    if pool.get(leaf).is_some_and(|entry| entry.anchor.is_some()) {
        search.push_anchored(&chain);
    } else {
        search.extend(&mut chain);
    }
    search.ask_for_little();
    search.found
}

struct Search<'a> {
    pool: &'a Pool,
    answers: &'a Answers,
    found: Found,
    asked: BTreeSet<TaskId>,
    ordered: BTreeMap<usize, Rc<[usize]>>,
    steps: usize,
    cost: u64,
    judged: usize,
}

impl Search<'_> {
    /// All that was decided before the first unanswered signature is final, so that one is needed for certain. What else is
    /// asked for is a guess, and the guesses of all rounds must stay bounded without a memory of them: each round has at
    /// least one answer more than the one before, so that a share of 1/4, 1/16, 1/36 … of the budget is less than half of it
    /// in all. A chain such as servers send is asked for in the first round.
    fn ask_for_little(&mut self) {
        let round = self.answers.len() as u64 + 1;
        let mut left = limit::SIGNATURE_COST / 4 / (round * round);
        let pool = self.pool;
        let mut is_first = true;
        self.found.needs.retain(|(_, child, issuer)| {
            let cost = cost(pool, *child, *issuer);
            left = left.saturating_sub(cost);
            std::mem::take(&mut is_first) || left > 0
        });
    }

    /// Whether a candidate may be kept; the first always is.
    fn is_room_for(&mut self, chain: &[usize]) -> bool {
        let length = |index: &usize| {
            self.pool
                .get(*index)
                .map_or(0, |entry| entry.certificate.der.len())
        };
        let weight: usize = chain
            .iter()
            .map(|index| 1 + length(index) / limit::JUDGED_OCTETS)
            .sum();
        self.judged = self.judged.saturating_add(weight);
        if self.found.candidates.len() >= limit::CANDIDATES {
            self.stop_at("candidates", limit::CANDIDATES);
            return false;
        }
        if self.judged > limit::JUDGED && !self.found.candidates.is_empty() {
            self.stop_at("certificates judged", limit::JUDGED);
            return false;
        }
        true
    }

    fn push(&mut self, chain: &[usize], end: End) {
        if self.is_room_for(chain) {
            let is_anchor = |index: &usize| {
                self.pool
                    .get(*index)
                    .is_some_and(|entry| entry.anchor.is_some())
            };
            let (chain, anchor) = (chain.to_vec(), chain.last().copied().filter(is_anchor));
            self.found.candidates.push(Candidate { chain, anchor, end });
        }
    }

    /// A path that reaches an anchor. Where neither the anchor's names nor a key identifier tell whether it signed itself,
    /// its signature is asked for: conformance turns on it, the path does not.
    fn push_anchored(&mut self, chain: &[usize]) {
        self.push(chain, End::Anchor);
        let Some(&anchor) = chain.last() else { return };
        let is_open = |entry: &Entry| {
            entry.contents().is_some()
                && !entry.is_self_issued
                && entry.authority_key_identifier.is_none()
        };
        if self.pool.get(anchor).is_some_and(is_open) {
            self.edge(anchor, anchor);
        }
    }

    fn stop_at(&mut self, name: &'static str, value: usize) {
        self.found.limit.get_or_insert((name, value));
    }

    fn is_over(&self) -> bool {
        self.found
            .limit
            .is_some_and(|(name, _)| !name.starts_with("signature"))
    }

    /// Tries every issuer of the last certificate of `chain`.
    fn extend(&mut self, chain: &mut Vec<usize>) {
        let Some(&child) = chain.last() else { return };
        let issuers = self.ordered_issuers(child);
        let mut looped = false;
        let mut tried = false;
        let mut led_on = false;
        for &issuer in issuers.iter() {
            if self.is_over() {
                return;
            }
            self.steps += 1;
            if self.steps > limit::STEPS {
                self.stop_at("steps", limit::STEPS);
                return;
            }
            if chain.iter().any(|index| self.same_identity(*index, issuer)) {
                looped = true;
                continue;
            }
            tried = true;
            let edge = self.edge(child, issuer);
            chain.push(issuer);
            if edge == Edge::Invalid {
                self.push(chain, End::SignatureInvalid);
            } else {
                led_on = true;
                if self
                    .pool
                    .get(issuer)
                    .is_some_and(|entry| entry.anchor.is_some())
                {
                    self.push_anchored(chain);
                } else if chain.len() > limit::DEPTH {
                    self.push(chain, End::TooLong);
                } else {
                    self.extend(chain);
                }
            }
            chain.pop();
        }
        if !led_on {
            let self_issued = self
                .pool
                .get(child)
                .is_some_and(|entry| entry.is_self_issued);
            if self_issued && self.edge(child, child) != Edge::Invalid {
                self.push(chain, End::SelfIssued);
            } else if looped && !self_issued {
                self.push(chain, End::Loop);
            } else if !tried {
                self.push(chain, End::NoIssuer);
            } // else each issuer tried is a candidate that says why
        }
    }

    fn same_identity(&self, a: usize, b: usize) -> bool {
        let identity = |index| self.pool.get(index).and_then(|entry| entry.identity);
        a == b || (identity(a).is_some() && identity(a) == identity(b))
    }

    /// What is known of a signature; asks for it where nothing is.
    fn edge(&mut self, child: usize, issuer: usize) -> Edge {
        if let Some(edge) = self.found.edges.get(&(child, issuer)) {
            return *edge;
        }
        let edge = self.look_up(child, issuer);
        self.found.edges.insert((child, issuer), edge);
        edge
    }

    fn look_up(&mut self, child: usize, issuer: usize) -> Edge {
        let Some(id) = task_id(self.pool, child, issuer) else {
            return Edge::Unverifiable;
        };
        let is_new = !self.asked.contains(&id);
        if is_new {
            if self.asked.len() >= limit::SIGNATURES {
                self.stop_at("signatures", limit::SIGNATURES);
                return Edge::NotChecked;
            }
            let cost = self.cost.saturating_add(cost(self.pool, child, issuer));
            if cost > limit::SIGNATURE_COST {
                self.stop_at("signature cost", limit::SIGNATURE_COST as usize);
                return Edge::NotChecked;
            }
            self.cost = cost;
        }
        self.asked.insert(id);
        match self.answers.get(&id) {
            Some(Answer::Valid) => Edge::Valid,
            Some(_) => Edge::Invalid,
            None => {
                if is_new {
                    self.found.needs.push((id, child, issuer));
                }
                Edge::Pending
            }
        }
    }

    /// The issuers of `child`, the likeliest first: trust anchors and matching key identifiers before others (as BoringSSL
    /// orders them), then as [`Pool::order_issuers`] has them.
    fn ordered_issuers(&mut self, child: usize) -> Rc<[usize]> {
        if let Some(issuers) = self.ordered.get(&child) {
            return issuers.clone();
        }
        let wanted = self.pool.get(child);
        let wanted = wanted.and_then(|entry| entry.authority_key_identifier.as_deref());
        let mut issuers: Vec<usize> = self.pool.issuers(child).to_vec();
        issuers.sort_by_cached_key(|issuer| {
            let entry = self.pool.get(*issuer);
            let is_anchor = entry.is_some_and(|entry| entry.anchor.is_some());
            let own = entry.and_then(|entry| entry.subject_key_identifier.as_deref());
            match (
                is_anchor,
                wanted.zip(own).map(|(wanted, own)| wanted == own),
            ) {
                (true, Some(true)) => 0_u8,
                (true, None) => 1,
                (false, Some(true)) => 2,
                (false, None) => 3,
                (true, Some(false)) => 4,
                (false, Some(false)) => 5,
            }
        });
        let issuers: Rc<[usize]> = issuers.into();
        self.ordered.insert(child, issuers.clone());
        issuers
    }
}

/// What identifies [`task`], made of digests that are computed once for each certificate: hashing a large certificate again
/// for each of a thousand issuers would take seconds.
fn task_id(pool: &Pool, child: usize, issuer: usize) -> Option<TaskId> {
    task(pool, child, issuer)?;
    let (child, issuer) = (pool.get(child)?, pool.get(issuer)?);
    let digests = [child.fingerprint, issuer.key_fingerprint?];
    Some(TaskId(sha256(&digests.concat())))
}

/// What answering [`task`] costs.
fn cost(pool: &Pool, child: usize, issuer: usize) -> u64 {
    let key = pool
        .contents(issuer)
        .and_then(|contents| contents.public_key.as_ref().ok());
    let signed = pool
        .contents(child)
        .map_or(0, |contents| contents.tbs.len());
    key.map_or(0, |key| signature::cost(key, signed))
}

/// The question whether `issuer`'s key made `child`'s signature; `None` where it can't be asked.
pub fn task(pool: &Pool, child: usize, issuer: usize) -> Option<Task<'_>> {
    let (child, issuer) = (pool.get(child)?, pool.get(issuer)?);
    let (contents, issuer_contents) = (child.contents()?, issuer.contents()?);
    issuer_contents.public_key.as_ref().ok()?;
    Some(Task {
        scheme: contents.scheme.ok()?,
        spki: issuer.certificate.bytes(&issuer_contents.spki),
        message: child.certificate.bytes(&contents.tbs),
        signature: child.certificate.bytes(&contents.signature),
    })
}
