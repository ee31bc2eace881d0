//! Joins the rooms: input → pool → paths → checks → verdicts, resumably. A [`Run`] says which signatures it must know, is
//! given answers from wherever, and goes on until it is done; what is unanswered is never true.

mod beside;
mod inspect;
mod intake;
mod leaf;

use std::sync::Arc;

pub use self::inspect::inspect;
pub(crate) use self::inspect::inspect_leaf;
use self::intake::{Intake, PrivateKey};
use crate::browser::{self, SeenBy};
use crate::certificate::Contents;
use crate::checks::{self, Memo, Path};
use crate::data::Data;
use crate::finding::{Fault, Record};
use crate::input::Unloadable;
use crate::judgement::{self, Judged, Verdict};
use crate::path::{self, Answers, Candidate, Found, Ledger};
use crate::pool::{Entry, Pool, Source};
use crate::profile::Standing;
use crate::report::{self, Facts, InputItem, Report};
use crate::request::{Error, ErrorCode, Policy, Purpose, Revocation, Terms, ValidationRequest};
use crate::revocation::{self, Evidence, Statuses};
use crate::signature::{Answer, Answered, Task, TaskId};
use crate::sorted::sort_by_key;
use crate::time::Time;
use crate::transparency::{Brought, SctList, Submission};
use crate::trust::{Store, StoreHeader};

/// A validation under way, for who verifies signatures elsewhere: in other threads, by a cache or by hardware.
///
/// ```
/// use certlens::{Data, Run, Step, ValidationRequest, Verdict, signature};
///
/// # let root = mint::root("Example Root CA");
/// # let (chain_pem, root_pem) = (root.leaf(&["example.com"]).issue().pem(), root.pem());
/// let request = ValidationRequest::new(chain_pem, "example.com", "2026-06-01T12:00:00Z".parse()?)
///     .with_profile("rfc5280")
///     .with_anchor(root_pem);
/// let mut run = Run::new(&request, &Data::default())?;
/// let report = loop {
///     if let Step::Done(report) = run.step() {
///         break report;
///     }
///     let answers: Vec<_> = run
///         .tasks()
///         .iter()
///         .map(|(id, task)| (*id, signature::verify(task)))
///         .collect();
///     for (id, answer) in answers {
///         run.answer(id, answer);
///     }
/// };
/// assert_eq!(report.verdict, Verdict::Trusted);
/// # Ok::<(), certlens::Error>(())
/// ```
#[derive(Debug)]
pub struct Run {
    pool: Pool,
    submission: Option<Submission>,
    terms: Terms,
    leaf: usize,
    /// The request says which it is.
    is_leaf_given: bool,
    /// A CA's stands in its place.
    is_leaf_missing: bool,
    evidence: Evidence,
    items: Vec<InputItem>,
    unloadable: Vec<Unloadable>,
    private_keys: Vec<PrivateKey>,
    store: Option<StoreHeader>,
    answers: Answers,
    /// See [`path::search`].
    may_stand_below: Vec<u8>,
}

/// How far a [`Run`] has come.
#[derive(Debug)]
pub enum Step {
    /// The report.
    Done(Box<Report>),
    /// These must be answered first, with [`Run::answer`].
    Need(Vec<TaskId>),
}

impl Run {
    /// Takes in a request.
    ///
    /// # Errors
    /// Misuse only, see [`ErrorCode`]; a bad certificate is a report.
    pub fn new(request: &ValidationRequest, data: &Data) -> Result<Self, Error> {
        let mut intake = Intake::default();
        let certificates = intake.take(&request.certificates, Source::Certificates)?;
        let fetched = intake.take(&request.fetched, Source::Fetched)?;
        let anchors = intake.take(&request.trust.anchors, Source::Anchors)?;
        let mut evidence = Evidence::default();
        let beside = &request.certificates;
        intake.take_evidence(&request.crls, "crls", beside, &mut evidence)?;
        intake.take_evidence(&request.ocsp, "ocsp", beside, &mut evidence)?;
        if certificates.is_empty() {
            return Err(intake.no_certificate());
        }
        let terms = Terms::of(request, data)?;
        if terms.profile.browser.is_some() {
            // Neither browser fetches CRLs: Chrome's `net/cert/cert_verify_proc_builtin.cc` does where an enterprise's policy
            // asks for it, Firefox never. To say that one refuses for a CRL which the caller has would be wrong.
            evidence.forget_crls();
        }
        let store = terms.store.map(|name| loaded(data, name)).transpose()?;
        let count = certificates.len();
        let mut pool = Pool::default();
        pool.add(certificates, Source::Certificates);
        pool.add(fetched, Source::Fetched);
        let leaf = leaf::asked(request, &pool, count)?;
        pool.link_anchors(leaf, anchors, store);
        pool.order_issuers(&terms.time);
        intake.note_other_keys(pool.spki(leaf));
        let Intake {
            items,
            unloadable,
            private_keys,
            ..
        } = intake;
        let is_leaf_missing = leaf::is_missing(request, &pool, leaf, &terms, &private_keys);
        let store = store.map(|store| store.header().clone());
        let submission = Self::submission(&pool, leaf, &terms, &evidence);
        let may_stand_below = may_stand_below(&pool, leaf, &terms);
        Ok(Self {
            may_stand_below,
            submission,
            pool,
            terms,
            leaf,
            is_leaf_given: request.leaf.is_some(),
            is_leaf_missing,
            evidence,
            items,
            unloadable,
            private_keys,
            store,
            answers: Answers::default(),
        })
    }

    /// Goes on as far as the answers reach.
    pub fn step(&self) -> Step {
        match self.go_on() {
            Ok(report) => Step::Done(Box::new(report)),
            Err(needs) => Step::Need(needs.into_iter().map(|(id, _)| id).collect()),
        }
    }

    /// The report, or what must be answered first.
    pub(crate) fn go_on(&self) -> Result<Report, Vec<(TaskId, Task<'_>)>> {
        let (found, statuses, seen, needs) = self.look();
        match needs.is_empty() {
            true => Ok(report::report(self.judge(&found, &statuses, &seen))),
            false => Err(needs),
        }
    }

    /// The tasks that [`Step::Need`] named, with all that answering them takes.
    pub fn tasks(&self) -> Vec<(TaskId, Task<'_>)> {
        let (.., needs) = self.look();
        needs
    }

    /// Searches for paths, and once those are known asks the evidence about their certificates.
    fn look(&self) -> (Found, Statuses, SeenBy, Vec<(TaskId, Task<'_>)>) {
        let mut ledger = Ledger::new(&self.answers);
        let takes_part = browser::verifier(self.terms.profile).and_then(|its| its.takes_part);
        let mut found = path::search(
            &self.pool,
            self.leaf,
            &mut ledger,
            self.terms.profile.search,
            takes_part,
            &self.may_stand_below,
        );
        ledger.turn_to_evidence();
        let mut statuses = Statuses::default();
        let is_asked = self.terms.revocation != Revocation::Off && !self.evidence.is_empty();
        if is_asked && ledger.needs.is_empty() {
            let verifier = browser::verifier(self.terms.profile);
            let case = revocation::Case {
                pool: &self.pool,
                evidence: &self.evidence,
                terms: &self.terms,
                hear: verifier.and_then(|its| its.hear),
                is_valid: is_valid_for_crl_issuer,
            };
            statuses = revocation::inquire(case, &found.candidates, &mut ledger);
        }
        let mut seen = SeenBy::new();
        if let Some(submission) = self.submission.as_ref().filter(|_| ledger.needs.is_empty()) {
            for candidate in &found.candidates {
                let standing = browser::standing(&self.pool, &self.terms, candidate.anchor);
                let issuer = candidate.chain.get(1).copied();
                if standing == Some(Standing::BuiltIn) && !seen.contains_key(&issuer) {
                    let key = issuer.and_then(|issuer| self.pool.get(issuer)?.key_fingerprint);
                    let scts = submission.ask(key, &self.terms.time, &mut ledger);
                    seen.insert(issuer, scts);
                }
            }
        }
        found.limit = found.limit.or(ledger.limit);
        (found, statuses, seen, ledger.into_needs())
    }

    /// The leaf's SCTs, where there is a list of logs to look them up in.
    fn submission(
        pool: &Pool,
        leaf: usize,
        terms: &Terms,
        evidence: &Evidence,
    ) -> Option<Submission> {
        let logs = terms.browser_data.ct_logs.as_deref()?;
        let entry = pool.get(leaf)?;
        let ocsp = evidence.sct_lists(&entry.certificate, entry.contents()?);
        let issuers = pool.issuers(leaf).iter();
        let keys: Vec<[u8; 32]> = issuers
            .filter_map(|issuer| pool.get(*issuer)?.key_fingerprint)
            .collect();
        let browser = terms.profile.browser.as_ref();
        let take = match browser.is_some_and(|browser| browser.counts_scts_before_fault) {
            true => SctList::up_to_fault,
            false => SctList::whole,
        };
        let brought = Brought {
            tls: &terms.scts,
            ocsp: &ocsp,
        };
        Some(Submission::prepare(
            &entry.certificate,
            &keys,
            brought,
            take,
            logs,
        ))
    }

    /// Takes in the answer to a task.
    pub fn answer(&mut self, id: TaskId, answer: Answer) {
        self.answers.insert(id, answer);
    }

    /// Whether a task was answered with valid.
    pub fn is_valid(&self, id: TaskId) -> bool {
        self.answers.get(&id) == Some(Answer::Valid)
    }

    /// The report that it comes to if these tasks are answered with valid; `None` where others come up then. It goes on without
    /// those answers: the report may be given out once each was checked.
    pub fn assume(&mut self, valid: &[TaskId]) -> Option<Report> {
        let answers = self.answers.clone();
        valid.iter().for_each(|id| self.answer(*id, Answer::Valid));
        let report = self.go_on().ok();
        self.answers = answers;
        report
    }

    /// Answers every task itself, and returns the report.
    pub fn finish(self) -> Report {
        self.finish_by(|_, task| crate::signature::verify(task))
    }

    /// As [`Run::finish`], but verifies only what is not remembered in `known`, and remembers it there.
    pub fn finish_with(self, known: &mut Answered) -> Report {
        self.finish_by(|id, task| known.answer(id, task))
    }

    /// Goes to the end with the answers that `answer` gives. They decide what is trusted: give none that was not checked.
    pub fn finish_by(mut self, mut answer: impl FnMut(TaskId, &Task<'_>) -> Answer) -> Report {
        loop {
            let needs = match self.go_on() {
                Ok(report) => return report,
                Err(needs) => needs,
            };
            let answers: Vec<(TaskId, Answer)> = needs
                .into_iter()
                .map(|(id, task)| (id, answer(id, &task)))
                .collect();
            for (id, answer) in answers {
                self.answer(id, answer);
            }
        }
    }

    fn judge(&self, found: &Found, statuses: &Statuses, seen: &SeenBy) -> Facts<'_> {
        let (pool, terms) = (&self.pool, &self.terms);
        let mut memo = Memo::default();
        let mut paths: Vec<Judged> = found
            .candidates
            .iter()
            .map(|candidate| judged(pool, candidate, found, terms, (statuses, seen), &mut memo))
            .collect();
        let decision = match browser::verifier(terms.profile) {
            None => {
                sort_by_key(&mut paths, |path| judgement::rank(path, found));
                None
            }
            Some(verifier) => {
                let decision = verifier.decide(&browser::Question {
                    pool,
                    terms,
                    found,
                    paths: &paths,
                });
                // The path that explains the verdict comes first; the others keep the browser's order.
                if let Some(best) = paths.get_mut(..=decision.path) {
                    best.rotate_right(1);
                }
                if let Some(best) = paths.first_mut() {
                    best.verdict = decision.verdict;
                }
                Some(decision)
            }
        };
        let mut beside = beside::faults(self, paths.first());
        let of_browser = decision.as_ref().and_then(|decision| decision.limit);
        let of_search = found
            .limit
            .filter(|(name, _)| *name != path::ITERATIONS || is_missed(&paths));
        beside.extend(
            [of_search, of_browser]
                .into_iter()
                .flatten()
                .map(|(limit, value)| (Arc::new(Fault::SearchLimitReached { limit, value }), None)),
        );
        let (items, store) = (self.items.as_slice(), self.store.as_ref());
        Facts {
            is_leaf_missing: self.is_leaf_missing,
            pool,
            terms,
            leaf: self.leaf,
            paths,
            decision,
            beside,
            conformance: memo.conformance,
            items,
            store,
        }
    }
}

/// Whether a limit that is a browser's own hid something from it: what it trusts it had found before, and a path that ends at the limit
/// says so itself.
fn is_missed(paths: &[Judged]) -> bool {
    paths.first().is_none_or(|best| {
        best.verdict == Verdict::Rejected && best.candidate.end != path::End::Stopped
    })
}

/// Asks every rule about a candidate.
fn judged<'a>(
    pool: &'a Pool,
    candidate: &'a Candidate,
    found: &'a Found,
    terms: &'a Terms,
    (statuses, seen): (&'a Statuses, &'a SeenBy),
    memo: &mut Memo<'a>,
) -> Judged {
    let path = Path {
        pool,
        candidate,
        found,
        terms,
        statuses,
        exempts_anchor: browser::exempts_anchor(pool, terms, candidate.anchor),
        seen: seen
            .get(&candidate.chain.get(1).copied())
            .map(Vec::as_slice),
    };
    let own = browser::verifier(terms.profile).map(|verifier| &verifier.own);
    let (records, policies) = checks::judge(&path, own, memo);
    let mut judged = Judged {
        candidate: candidate.clone(),
        records,
        outcomes: Vec::new(),
        policies,
        verdict: Verdict::Rejected,
        evidence_until: evidence_until(candidate, terms, statuses),
    };
    let outcome = |record: &Record| {
        judgement::outcome(record, terms.profile, judged.role(record.certificate))
    };
    judged.outcomes = judged.records.0.iter().map(outcome).collect();
    judged.verdict = judgement::verdict(&judged, terms);
    judged
}

/// The first moment at which evidence about a certificate of the path must be learnt anew, where it must be good.
fn evidence_until(candidate: &Candidate, terms: &Terms, statuses: &Statuses) -> Option<Time> {
    if terms.revocation != Revocation::Hard {
        return None;
    }
    let links = revocation::links(candidate, &terms.profile.search);
    links
        .into_iter()
        .filter_map(|link| statuses.of(link)?.until)
        .min()
}

/// Whether a CRL issuer's path is valid, revocation apart: the purpose was asked of another certificate.
fn is_valid_for_crl_issuer(
    pool: &Pool,
    terms: &Terms,
    found: &Found,
    candidate: &Candidate,
) -> bool {
    judged_alone(pool, candidate, found, terms, Purpose::Any).verdict == Verdict::Trusted
}

/// Asks every rule about a candidate but those of the request's own about its leaf: host name, policies, length, revocation.
fn judged_alone(
    pool: &Pool,
    candidate: &Candidate,
    found: &Found,
    terms: &Terms,
    purpose: Purpose,
) -> Judged {
    let terms = Terms {
        host: None,
        purpose,
        max_intermediates: None,
        policy: Policy::default(),
        revocation: Revocation::Off,
        ..terms.clone()
    };
    let (statuses, seen, mut memo) = (Statuses::default(), SeenBy::new(), Memo::default());
    let told = (&statuses, &seen);
    judged(pool, candidate, found, &terms, told, &mut memo)
}

/// By index, how many certificates may stand below one (see [`path::search`]): none where as the leaf's issuer it breaks a rule that
/// it would break anywhere below the anchor. Empty where there are few certificates or no anchor, and for browsers, which do not look
/// ahead.
fn may_stand_below(pool: &Pool, leaf: usize, terms: &Terms) -> Vec<u8> {
    let entries = pool.entries();
    let has_anchor = entries.iter().any(|entry| entry.anchor.is_some());
    if !has_anchor || entries.len() <= path::limit::FEW || terms.profile.browser.is_some() {
        return Vec::new();
    }
    let mut left = path::limit::JUDGED;
    let most = |(index, entry): (usize, &Entry)| {
        let pair = Candidate {
            chain: vec![leaf, index],
            anchor: None,
            end: path::End::Anchor,
        };
        left = left.saturating_sub(path::weight(pool, &pair.chain));
        let is_unfit = entry.anchor.is_none() && left > 0 && {
            let judged = judged_alone(pool, &pair, &Found::default(), terms, terms.purpose);
            judgement::is_unfit(&judged, index)
        };
        let constraints = entry.contents().and_then(Contents::basic_constraints);
        let length = constraints.and_then(|its| its.path_len.filter(|_| its.ca));
        match is_unfit {
            true => 0,
            false => length.map_or(u8::MAX, |length| length.min(99) as u8 + 1), // no path has more: `path::limit::DEPTH`
        }
    };
    entries.iter().enumerate().map(most).collect()
}

fn loaded(data: &Data, name: crate::trust::StoreName) -> Result<&Store, Error> {
    data.store(name).ok_or_else(|| {
        let message = format!("The store \"{}\" is not loaded.", name.id());
        Error::new(ErrorCode::DataNotLoaded, message)
    })
}
