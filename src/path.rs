//! Finds every candidate path from the leaf to a trust anchor, best first, within a budget of work. Knows names,
//! identities and the answers about signatures (`ledger`); judges nothing else: a candidate with faults is still a candidate.

mod ledger;

pub use ledger::{Answers, Edge, Ledger};

use std::cmp::Reverse;
use std::rc::Rc;

use crate::certificate::Contents;
use crate::name::NameComparison;
use crate::pool::{Entry, Pool, Source};
use crate::signature::{Scheme, Task, TaskId, sha256};
use crate::sorted::{Map, sort_by_key};

/// Limits of the search. They count work that the input causes, never time, so that the same input gives the same report
/// everywhere.
pub mod limit {
    /// Certificates below the anchor. Real paths have at most five; NIST's longest test has seven.
    pub const DEPTH: usize = 32;
    /// Distinct signatures; rustls-webpki allows 100.
    pub const SIGNATURES: usize = 100;
    /// What they may cost in all, in the units of [`crate::signature::cost`]: a third of a second in WebAssembly, for 55 keys
    /// of P-384 or four of RSA with 16,384 bits and the largest exponent. A search that takes unanswered signatures for valid asks for some that it
    /// turns out not to need, for less than half as much again (see [`super::search`]).
    pub const SIGNATURE_COST: u64 = 3_300;
    /// What evidence about the paths found may take of both beyond that, so that no number of certificates keeps it from being heard.
    pub const EVIDENCE: usize = 32;
    /// See [`EVIDENCE`].
    pub const EVIDENCE_COST: u64 = 1_100;
    /// Issuers looked at. rustls-webpki allows 200,000 path-building calls, Chrome 20 steps.
    pub const STEPS: usize = 20_000;
    /// Candidates kept to be judged.
    pub const CANDIDATES: usize = 256;
    /// With more certificates than these there may be more paths than [`CANDIDATES`] (fifteen beside the leaf have most where three
    /// each stand in five layers: 243): then each is judged above the leaf, to search without those that no valid path has.
    pub const FEW: usize = 16;
    /// With more than these it is searched so first: signatures would run out on the others.
    pub const MANY: usize = 24;
    /// Certificates that they have in all, each counted once for each path that it is in, and again for each
    /// [`JUDGED_OCTETS`] of its size: every rule reads a certificate anew in every path.
    pub const JUDGED: usize = 2_048;
    /// See [`JUDGED`].
    pub const JUDGED_OCTETS: usize = 16 * 1024;
}

/// In what order the issuers of one certificate are tried, where trust and key identifiers say nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerOrder {
    /// As [`Pool::order_issuers`] has them: what may lead to an anchor now comes first.
    Likeliest,
    /// BoringSSL's, whatever the time is: those that issued themselves, then the newest, then those that end last. What must be
    /// fetched comes after all that is there.
    Chromium,
}

/// The name of the limit [`Rules::iterations`].
pub const ITERATIONS: &str = "iterations";

/// How a judge looks for paths.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// When two names are the same.
    pub names: NameComparison,
    /// Whether a path goes on above a signature that does not verify: the browsers build by names first and verify whole paths
    /// afterwards.
    pub through_invalid_signatures: bool,
    /// Certificates below the anchor.
    pub depth: usize,
    /// Whether NULL parameters of a signature algorithm that has none are let through.
    pub reads_null_parameters: bool,
    /// Whether it asks of certificates that name themselves as their issuer, and are no anchors or are the leaf, if they signed
    /// themselves.
    pub asks_self_signed: bool,
    /// How often the next issuer of any certificate may be asked for, the answer "no more" included; `None`: no limit but
    /// [`limit::STEPS`].
    pub iterations: Option<usize>,
    /// Which of several issuers is tried first.
    pub order: IssuerOrder,
    /// Whether a leaf that is itself an anchor must be issued by an anchor, itself perhaps, so that its own signature counts; and
    /// whether a path ends at an anchor even where one of the same identity stands in it (b:path_builder.cc `GetNextPath`).
    pub verifies_trusted_leaf: bool,
}

/// Whether a certificate takes part in a search. A path through another is told of, and is no step of it.
pub type TakesPart = fn(&Entry) -> bool;

/// RFC 5280 §6.1 with the engine's own limits.
pub const STANDARD: Rules = Rules {
    names: NameComparison::Rfc5280,
    through_invalid_signatures: false,
    depth: limit::DEPTH,
    reads_null_parameters: false,
    asks_self_signed: false,
    iterations: None,
    order: IssuerOrder::Likeliest,
    verifies_trusted_leaf: false,
};

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
    /// More than [`Rules::depth`] certificates would stand below the anchor.
    TooLong,
    /// No more issuers are asked for ([`Rules::iterations`]).
    Stopped,
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

impl Candidate {
    /// What the certificate at a place is in it; 0 is the leaf.
    pub fn role_at(&self, place: usize) -> Role {
        let is_anchor = self.anchor.is_some() && self.chain.get(place).copied() == self.anchor;
        match place {
            0 => Role::Leaf,
            _ if is_anchor => Role::Anchor,
            _ => Role::Intermediate,
        }
    }

    /// What a certificate is in it, by its index in the pool.
    pub fn role_of(&self, certificate: Option<usize>) -> Role {
        let is_it = |other: &usize| Some(*other) == certificate;
        let place = self.chain.iter().position(is_it);
        place.map_or(Role::None, |place| self.role_at(place))
    }
}

/// What a certificate is in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The first.
    Leaf,
    /// Between leaf and anchor.
    Intermediate,
    /// The trust anchor's own certificate.
    Anchor,
    /// No part of the path, or the path as a whole.
    None,
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Found {
    /// In the order found, which is best first at each step.
    pub candidates: Vec<Candidate>,
    /// The limit that ended the search early, by name.
    pub limit: Option<(&'static str, usize)>,
    edges: Map<(usize, usize), Edge>,
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
/// as possible, and are listed in the ledger's `needs`: only when there are none is the result final. `takes_part`: `None` where all do.
///
/// `may_stand_below`: by index, how many certificates that are not self-issued may stand below that one in a valid path, the leaf
/// whatever it is; empty where that is not known. Where there are many certificates, or too many paths, and an anchor is reached by
/// such paths, nothing else is a candidate: thousands of others would crowd the valid one out.
pub fn search<'a>(
    pool: &'a Pool,
    leaf: usize,
    ledger: &mut Ledger<'a>,
    rules: Rules,
    takes_part: Option<TakesPart>,
    may_stand_below: &[u8],
) -> Found {
    let is_few = pool.entries().len() <= limit::MANY;
    let mut search = Search {
        pool,
        rules,
        takes_part,
        may_stand_below: if is_few { &[] } else { may_stand_below },
        ledger,
        found: Found::default(),
        ordered: Map::new(),
        steps: 0,
        iterations: 0,
        apart: 0,
        below: 1,
        parts: vec![None; pool.entries().len()],
        judged: 0,
    };
    let mut chain = vec![leaf];
    let is_anchor = pool.get(leaf).is_some_and(|entry| entry.anchor.is_some());
    if is_anchor && !rules.verifies_trusted_leaf {
        search.push_anchored(&chain);
    } else {
        search.extend(&mut chain);
        let is_second = match is_few {
            true => search.is_over(),
            false => search.found.candidates.is_empty(),
        };
        if is_second && !may_stand_below.is_empty() {
            let first = std::mem::take(&mut search.found.candidates);
            let limit = search.found.limit.take();
            (search.steps, search.judged) = (0, 0);
            search.may_stand_below = if is_few { may_stand_below } else { &[] };
            search.extend(&mut chain);
            if is_few && search.found.candidates.is_empty() {
                (search.found.candidates, search.found.limit) = (first, limit);
            }
        }
    }
    search.found
}

struct Search<'a, 'l> {
    pool: &'a Pool,
    rules: Rules,
    takes_part: Option<TakesPart>,
    /// See [`search`]. Issuers below which more stand are passed over, and with them whatever reaches no anchor.
    may_stand_below: &'l [u8],
    ledger: &'l mut Ledger<'a>,
    found: Found,
    ordered: Map<usize, Rc<[usize]>>,
    steps: usize,
    iterations: usize,
    /// How many of the chain's certificates stand below the next one, those that issued themselves left out.
    below: u8,
    /// How many certificates of the chain take no part.
    apart: usize,
    /// Which certificates take part, as far as that has been asked.
    parts: Vec<Option<bool>>,
    judged: usize,
}

impl Search<'_, '_> {
    /// Whether a candidate may be kept; the first always is.
    fn is_room_for(&mut self, chain: &[usize]) -> bool {
        self.judged = self.judged.saturating_add(weight(self.pool, chain));
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
        let is_wanted = self.may_stand_below.is_empty() || end == End::Anchor;
        if is_wanted && self.is_room_for(chain) {
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
        let rules = self.rules;
        let verifies = (rules.verifies_trusted_leaf || rules.asks_self_signed) && chain.len() == 1;
        let asks = |entry: &Entry| is_open(entry) || verifies && entry.is_self_issued;
        if self.pool.get(anchor).is_some_and(asks) {
            self.edge(anchor, anchor);
        }
    }

    /// Counts a question for the next issuer; `false`: it is one too many.
    fn iterate(&mut self) -> bool {
        if self.apart > 0 {
            return true;
        }
        self.iterations += 1;
        let is_within = self
            .rules
            .iterations
            .is_none_or(|most| self.iterations <= most);
        if !is_within {
            self.stop_at(ITERATIONS, self.iterations - 1);
        }
        is_within
    }

    fn takes_part(&mut self, index: usize) -> bool {
        let (Some(takes_part), Some(entry)) = (self.takes_part, self.pool.get(index)) else {
            return true;
        };
        match self.parts.get_mut(index) {
            Some(known) => *known.get_or_insert_with(|| takes_part(entry)),
            None => true,
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
        let contents = self.pool.contents(child);
        if self.rules.asks_self_signed && contents.is_some_and(Contents::is_self_issued) {
            self.edge(child, child);
        }
        let issuers = self.ordered_issuers(child);
        let mut looped = false;
        let mut tried = false;
        let mut led_on = false;
        for &issuer in issuers.iter() {
            if self.is_over() {
                return;
            }
            let takes_part = self.takes_part(issuer);
            if takes_part && !self.iterate() {
                return self.push(chain, End::Stopped);
            }
            self.steps += 1;
            if self.steps > limit::STEPS {
                self.stop_at("steps", limit::STEPS);
                return;
            }
            let entry = self.pool.get(issuer);
            let is_anchor = entry.is_some_and(|entry| entry.anchor.is_some());
            let most = self.may_stand_below.get(issuer);
            if most.is_some_and(|most| *most < self.below) {
                continue;
            }
            let ends_here = is_anchor && self.rules.verifies_trusted_leaf;
            if ends_here && chain[..] == [issuer] {
                (tried, led_on) = (true, true);
                self.push_anchored(chain);
                continue;
            }
            let is_like = |index: &usize| self.same_identity(*index, issuer);
            if !ends_here && chain.iter().any(is_like) {
                looped = true;
                continue;
            }
            tried = true;
            let edge = self.edge(child, issuer);
            let counts = u8::from(entry.is_some_and(|entry| !entry.is_self_issued));
            self.below += counts;
            self.apart += usize::from(!takes_part);
            chain.push(issuer);
            if edge == Edge::Invalid && !self.rules.through_invalid_signatures {
                self.push(chain, End::SignatureInvalid);
            } else {
                led_on = true;
                if is_anchor {
                    self.push_anchored(chain);
                } else if chain.len() > self.rules.depth {
                    self.push(chain, End::TooLong);
                } else {
                    self.extend(chain);
                }
            }
            chain.pop();
            self.below -= counts;
            self.apart -= usize::from(!takes_part);
            if self.apart > 0 && edge != Edge::Invalid {
                break; // one path is enough to tell of
            }
        }
        if self.is_over() {
            return;
        }
        if !self.iterate() {
            return self.push(chain, End::Stopped);
        }
        if !led_on {
            self.push_dead_end(chain, child, looped, tried);
        }
    }

    /// A chain from whose last certificate no issuer leads on: whether one stands in the chain already, and whether one was tried.
    fn push_dead_end(&mut self, chain: &[usize], last: usize, looped: bool, tried: bool) {
        let self_issued = self
            .pool
            .get(last)
            .is_some_and(|entry| entry.is_self_issued);
        if self_issued && self.edge(last, last) != Edge::Invalid {
            self.push(chain, End::SelfIssued);
        } else if looped && !self_issued {
            self.push(chain, End::Loop);
        } else if !tried {
            self.push(chain, End::NoIssuer);
        } // else each issuer tried is a candidate that says why
    }

    fn same_identity(&self, a: usize, b: usize) -> bool {
        let known = |index| {
            let entry = self.pool.get(index)?;
            Some((entry.identity?, &entry.contents()?.subject))
        };
        let are_alike = known(a)
            .zip(known(b))
            .is_some_and(|(a, b)| a.0 == b.0 && a.1.matches(b.1, self.rules.names));
        a == b || are_alike
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
        let Some(task) = task(self.pool, child, issuer, self.rules) else {
            return Edge::Unverifiable;
        };
        let Some(id) = task_id(self.pool, child, issuer) else {
            return Edge::Unverifiable;
        };
        let key = || self.pool.contents(issuer)?.public_key.ok();
        let edge = self.ledger.ask_with(id, task, key);
        if let (Edge::NotChecked, Some((name, value))) = (edge, self.ledger.limit) {
            self.stop_at(name, value);
        }
        edge
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
        let rules = self.rules;
        issuers.retain(|issuer| self.pool.names_match(child, *issuer, rules.names));
        sort_by_key(&mut issuers, |issuer| {
            let entry = self.pool.get(*issuer);
            let is_anchor = entry.is_some_and(|entry| entry.anchor.is_some());
            let own = entry.and_then(|entry| entry.subject_key_identifier.as_deref());
            // `TrustAndKeyIdentifierMatchToOrder` of BoringSSL's pki/path_builder.cc.
            let class = match (
                is_anchor,
                wanted.zip(own).map(|(wanted, own)| wanted == own),
            ) {
                (true, Some(true)) => 0_u8,
                (true, None) => 1,
                (false, Some(true)) => 2,
                (false, None) => 3,
                (true, Some(false)) => 4,
                (false, Some(false)) => 5,
            };
            match rules.order {
                IssuerOrder::Likeliest => (false, class, None),
                IssuerOrder::Chromium => {
                    let contents = entry.and_then(Entry::contents);
                    let dates = contents.map(|c| (c.not_before, c.not_after));
                    let is_fetched = entry.is_some_and(|entry| entry.source == Source::Fetched);
                    let is_issued = entry.is_some_and(|entry| !entry.is_self_issued);
                    let place = entry.map(|entry| (entry.anchor_place, *issuer));
                    (
                        is_fetched && !is_anchor,
                        class,
                        Some((is_issued, Reverse(dates), place)),
                    )
                }
            }
        });
        let issuers: Rc<[usize]> = issuers.into();
        self.ordered.insert(child, issuers.clone());
        issuers
    }
}

/// What a path counts for among [`limit::JUDGED`].
pub fn weight(pool: &Pool, chain: &[usize]) -> usize {
    let length = |index: &usize| {
        pool.get(*index)
            .map_or(0, |entry| entry.certificate.der.len())
    };
    let weights = chain
        .iter()
        .map(|index| 1 + length(index) / limit::JUDGED_OCTETS);
    weights.sum()
}

/// What identifies [`task`], made of digests that are computed once for each certificate: hashing a large certificate again
/// for each of a thousand issuers would take seconds.
fn task_id(pool: &Pool, child: usize, issuer: usize) -> Option<TaskId> {
    let (child, issuer) = (pool.get(child)?, pool.get(issuer)?);
    let digests = [child.fingerprint, issuer.key_fingerprint?];
    Some(TaskId(sha256(&digests.concat())))
}

/// The question whether `issuer`'s key made `child`'s signature; `None` where it can't be asked.
pub fn task(pool: &Pool, child: usize, issuer: usize, rules: Rules) -> Option<Task<'_>> {
    let (child, issuer) = (pool.get(child)?, pool.get(issuer)?);
    let (contents, issuer_contents) = (child.contents()?, issuer.contents()?);
    issuer_contents.public_key.as_ref().ok()?;
    Some(Task {
        scheme: scheme(contents, rules)?,
        spki: issuer.certificate.bytes(&issuer_contents.spki),
        message: child.certificate.bytes(&contents.tbs),
        signature: child.certificate.bytes(&contents.signature),
    })
}

fn scheme(contents: &Contents, rules: Rules) -> Option<Scheme> {
    const NULL: &[u8] = &[5, 0];
    let algorithm = &contents.outer_algorithm;
    let is_null = algorithm.parameters.as_deref() == Some(NULL);
    let without = || Scheme::from_algorithm(algorithm.oid.content(), None).ok();
    let read = contents.scheme.ok();
    read.or_else(|| without().filter(|_| rules.reads_null_parameters && is_null))
}
