//! Finds every candidate path from the leaf to a trust anchor, best first, within a budget of work. Knows names,
//! identities and the answers about signatures; judges nothing else: a candidate with faults is still a candidate.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::certificate::Contents;
use crate::name::Comparison;
use crate::pool::Pool;
use crate::signature::{Answer, Task, TaskId, sha256};
use crate::time::Time;

/// Limits of the search. They count work that the input causes, never time, so that the same input gives the same report
/// everywhere.
pub mod limit {
    /// Certificates below the anchor. Real paths have at most five; NIST's longest test has seven.
    pub const DEPTH: usize = 32;
    /// Distinct signatures. One costs up to 6 ms in WebAssembly (P-384), so this keeps an answer within half a second;
    /// rustls-webpki allows 100. A search that takes unanswered signatures for valid asks for some that it turns out not to
    /// need: at most this many in all are asked for on suspicion, then one at a time, so that no run needs more than twice as
    /// many.
    pub const SIGNATURES: usize = 100;
    /// Issuers looked at. rustls-webpki allows 200,000 path-building calls, Chrome 20 steps.
    pub const STEPS: usize = 20_000;
    /// Candidates kept to be judged.
    pub const CANDIDATES: usize = 256;
}

/// How a judge looks for paths.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// When two names are the same.
    pub names: Comparison,
    /// Whether a path goes on above a signature that does not verify: the browsers build by names first and verify whole paths
    /// afterwards.
    pub through_invalid_signatures: bool,
    /// Certificates below the anchor.
    pub depth: usize,
    /// How often the next issuer of any certificate may be asked for, the answer "no more" included; `None`: no limit but
    /// [`limit::STEPS`].
    pub iterations: Option<usize>,
    /// Whether a leaf that is itself an anchor must have issued itself, and its own signature counts.
    pub verifies_trusted_leaf: bool,
}

/// RFC 5280 §6.1 with the engine's own limits.
pub const STANDARD: Rules = Rules {
    names: Comparison::Rfc5280,
    through_invalid_signatures: false,
    depth: limit::DEPTH,
    iterations: None,
    verifies_trusted_leaf: false,
};

/// What is known of signatures. What is not in it is not known, and never taken for valid.
pub type Answers = BTreeMap<TaskId, Answer>;

/// The account of signatures: what is known, what has been asked for, and what must still be answered. One serves all that a
/// report rests on, so that the budget binds on the whole.
#[derive(Debug)]
pub struct Ledger<'a> {
    answers: &'a Answers,
    asked: BTreeSet<TaskId>,
    /// Signatures that must be answered before anything that was concluded means something.
    pub needs: Vec<(TaskId, Task<'a>)>,
    /// The budget, [`limit::SIGNATURES`], was used up and more were asked for.
    pub is_exhausted: bool,
}

impl<'a> Ledger<'a> {
    /// An account on which nothing has been asked yet.
    pub fn new(answers: &'a Answers) -> Self {
        Self {
            answers,
            asked: BTreeSet::new(),
            needs: Vec::new(),
            is_exhausted: false,
        }
    }

    /// What must be answered next. All that was decided before the first unanswered signature is final, so that one is needed
    /// for certain; the others are asked for on suspicion, within the budget.
    pub fn into_needs(self) -> Vec<(TaskId, Task<'a>)> {
        let mut needs = self.needs;
        let on_suspicion = limit::SIGNATURES.saturating_sub(self.answers.len());
        needs.truncate(on_suspicion.max(1));
        needs
    }

    /// What is known of a signature; asks for it where nothing is.
    pub fn ask(&mut self, id: TaskId, task: Task<'a>) -> Edge {
        let is_new = !self.asked.contains(&id);
        if is_new {
            if self.asked.len() >= limit::SIGNATURES {
                self.is_exhausted = true;
                return Edge::NotChecked;
            }
            self.asked.insert(id);
        }
        match self.answers.get(&id) {
            Some(Answer::Valid) => Edge::Valid,
            Some(_) => Edge::Invalid,
            None => {
                if is_new {
                    self.needs.push((id, task));
                }
                Edge::Pending
            }
        }
    }
}

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

/// Searches from `leaf`. Signatures that are not known are taken for valid while searching, so that one round asks for as many
/// as possible, and are listed in the ledger's `needs`: only when there are none is the result final.
pub fn search<'a>(
    pool: &'a Pool,
    leaf: usize,
    ledger: &mut Ledger<'a>,
    time: Time,
    rules: Rules,
) -> Found {
    let mut search = Search {
        pool,
        rules,
        ledger,
        time,
        found: Found::default(),
        ordered: BTreeMap::new(),
        steps: 0,
        iterations: 0,
    };
    let mut chain = vec![leaf];
    let is_anchor = pool.get(leaf).is_some_and(|entry| entry.anchor.is_some());
    let is_self_issued = pool.contents(leaf).is_some_and(Contents::is_self_issued);
    if is_anchor && (is_self_issued || !rules.verifies_trusted_leaf) {
        search.push_anchored(&chain);
    } else {
        search.extend(&mut chain);
    }
    search.found
}

struct Search<'a, 'l> {
    pool: &'a Pool,
    rules: Rules,
    ledger: &'l mut Ledger<'a>,
    time: Time,
    found: Found,
    ordered: BTreeMap<usize, Rc<[usize]>>,
    steps: usize,
    iterations: usize,
}

impl Search<'_, '_> {
    fn push(&mut self, chain: &[usize], end: End) {
        if self.found.candidates.len() < limit::CANDIDATES {
            let is_anchor = |index: &usize| {
                self.pool
                    .get(*index)
                    .is_some_and(|entry| entry.anchor.is_some())
            };
            let (chain, anchor) = (chain.to_vec(), chain.last().copied().filter(is_anchor));
            self.found.candidates.push(Candidate { chain, anchor, end });
        } else {
            self.stop_at("candidates", limit::CANDIDATES);
        }
    }

    /// A path that reaches an anchor. Where neither the anchor's names nor a key identifier tell whether it signed itself,
    /// its signature is asked for: conformance turns on it, the path does not.
    fn push_anchored(&mut self, chain: &[usize]) {
        self.push(chain, End::Anchor);
        let Some(&anchor) = chain.last() else { return };
        let is_open = |contents: &Contents| {
            !contents.is_self_issued() && contents.authority_key_identifier().is_none()
        };
        let verifies = self.rules.verifies_trusted_leaf && chain.len() == 1;
        let contents = self.pool.contents(anchor);
        if contents.is_some_and(|c| is_open(c) || verifies && c.is_self_issued()) {
            self.edge(anchor, anchor);
        }
    }

    /// Counts a question for the next issuer; `false`: it is one too many.
    fn iterate(&mut self) -> bool {
        self.iterations += 1;
        let is_within = self
            .rules
            .iterations
            .is_none_or(|most| self.iterations <= most);
        if !is_within {
            self.stop_at("iterations", self.iterations - 1);
        }
        is_within
    }

    fn stop_at(&mut self, name: &'static str, value: usize) {
        self.found.limit.get_or_insert((name, value));
    }

    fn is_over(&self) -> bool {
        self.found
            .limit
            .is_some_and(|(name, _)| name != "signatures")
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
            if !self.iterate() {
                return self.push(chain, End::TooLong);
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
            if edge == Edge::Invalid && !self.rules.through_invalid_signatures {
                self.push(chain, End::SignatureInvalid);
            } else {
                led_on = true;
                if self
                    .pool
                    .get(issuer)
                    .is_some_and(|entry| entry.anchor.is_some())
                {
                    self.push_anchored(chain);
                } else if chain.len() > self.rules.depth {
                    self.push(chain, End::TooLong);
                } else {
                    self.extend(chain);
                }
            }
            chain.pop();
        }
        if self.is_over() || !self.iterate() {
            return;
        }
        if !led_on {
            let self_issued = self
                .pool
                .contents(child)
                .is_some_and(Contents::is_self_issued);
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
        let Some(task) = task(self.pool, child, issuer) else {
            return Edge::Unverifiable;
        };
        let edge = self.ledger.ask(id, task);
        if edge == Edge::NotChecked {
            self.stop_at("signatures", limit::SIGNATURES);
        }
        edge
    }

    /// The issuers of `child`, the likeliest first: trust anchors and matching key identifiers before others (as BoringSSL
    /// orders them), then those valid at the time asked for, then the newest.
    fn ordered_issuers(&mut self, child: usize) -> Rc<[usize]> {
        if let Some(issuers) = self.ordered.get(&child) {
            return issuers.clone();
        }
        let wanted = self
            .pool
            .contents(child)
            .and_then(Contents::authority_key_identifier);
        let mut issuers: Vec<usize> = self.pool.issuers(child).to_vec();
        issuers.retain(|issuer| self.pool.names_match(child, *issuer, self.rules.names));
        issuers.sort_by_key(|issuer| {
            let entry = self.pool.get(*issuer);
            let contents = entry.and_then(|entry| entry.contents());
            let is_anchor = entry.is_some_and(|entry| entry.anchor.is_some());
            let own = contents.and_then(Contents::subject_key_identifier);
            let class = match (
                is_anchor,
                wanted.zip(own).map(|(wanted, own)| wanted == own),
            ) {
                (true, Some(true)) => 0,
                (true, None) => 1,
                (false, Some(true)) => 2,
                (false, None) => 3,
                (true, Some(false)) => 4,
                (false, Some(false)) => 5,
            };
            let (not_before, not_after) =
                contents.map_or((None, None), |c| (c.not_before, c.not_after));
            let is_current = not_before.is_some_and(|t| t <= self.time)
                && not_after.is_some_and(|t| self.time <= t);
            (class, !is_current, std::cmp::Reverse(not_before), *issuer)
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
