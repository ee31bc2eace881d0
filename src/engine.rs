//! Joins the rooms: input → pool → paths → checks → verdicts, resumably. A [`Run`] says which signatures it must know, is
//! given answers from wherever, and goes on until it is done; what is unanswered is never true.

use crate::asked_time::AskedTime;
use crate::browser::{self, SeenBy};
use crate::certificate::subject_key;
use crate::certificate_request;
use crate::checks::{self, Asked, Path};
use crate::data::Data;
use crate::finding::{Fault, Record};
use crate::input::{self, Item, Kind, Part, Position, State, Unloadable};
use crate::judgement::{self, Judged, Verdict};
use crate::name::{GeneralName, Host};
use crate::path::{self, Answers, Candidate, Found, Ledger};
use crate::pool::{Entry, Given, Pool, Source};
use crate::profile::Standing;
use crate::report::{self, CertificateInfo, Facts, InputItem, Inspection, Report, source_name};
use crate::request::{Error, ErrorCode, Policy, Purpose, Revocation, Terms, ValidationRequest};
use crate::revocation::{self, Evidence, Statuses};
use crate::signature::{Answer, Answered, PublicKey, Task, TaskId, parse_public_key};
use crate::sorted::{Map, sort_by_key};
use crate::text::visible_short;
use crate::time::Time;
use crate::transparency::{Brought, Submission};
use crate::trust::{Store, StoreHeader};

/// A validation under way.
#[derive(Debug)]
pub struct Run {
    pool: Pool,
    submission: Option<Submission>,
    terms: Terms,
    leaf: usize,
    /// The request says which it is.
    is_leaf_given: bool,
    evidence: Evidence,
    items: Vec<InputItem>,
    unloadable: Vec<Unloadable>,
    private_keys: Vec<PrivateKey>,
    store: Option<StoreHeader>,
    answers: Answers,
}

/// A private key of the input: only the public key that belongs to it, and where it was.
#[derive(Debug)]
struct PrivateKey {
    spki: Vec<u8>,
    input: &'static str,
    part: usize,
    line: Option<usize>,
    damaged: bool,
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
        let leaf = match request.leaf {
            Some(index) if index < count => index,
            Some(index) => {
                let message = format!(
                    "`leaf` is {index}, but `certificates` holds {count}; it counts from 0."
                );
                return Err(Error::new(ErrorCode::RequestInvalid, message));
            }
            None => choose_leaf(&pool, count),
        };
        pool.link_anchors(leaf, anchors, store);
        pool.order_issuers(&terms.time);
        intake.note_other_keys(spki(&pool, leaf));
        let Intake {
            items,
            unloadable,
            private_keys,
            ..
        } = intake;
        let store = store.map(|store| store.header().clone());
        let submission = Self::submission(&pool, leaf, &terms, &evidence);
        Ok(Self {
            submission,
            pool,
            terms,
            leaf,
            is_leaf_given: request.leaf.is_some(),
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
        let brought = Brought {
            tls: &terms.scts,
            ocsp: &ocsp,
        };
        Some(Submission::prepare(
            &entry.certificate,
            &keys,
            brought,
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
        let mut asked = Asked::default();
        let mut paths: Vec<Judged> = found
            .candidates
            .iter()
            .map(|candidate| judged(pool, candidate, found, terms, (statuses, seen), &mut asked))
            .collect();
        let decision = match browser::verifier(terms.profile) {
            None => {
                sort_by_key(&mut paths, |path| judgement::rank(path, found));
                None
            }
            Some(verifier) => {
                let decision = (verifier.decide)(&browser::Asked {
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
        let mut beside = self.beside(paths.first());
        let of_browser = decision.as_ref().and_then(|decision| decision.limit);
        beside.extend(
            [found.limit, of_browser]
                .into_iter()
                .flatten()
                .map(|(limit, value)| (Fault::SearchLimitReached { limit, value }, None)),
        );
        let (items, store) = (self.items.as_slice(), self.store.as_ref());
        let is_leaf_missing =
            !self.is_leaf_given && is_ca_alone(pool, self.leaf, terms.host.as_ref());
        Facts {
            is_leaf_missing,
            pool,
            terms,
            leaf: self.leaf,
            paths,
            decision,
            beside,
            conformance: asked.conformance,
            items,
            store,
        }
    }

    /// What is worth saying of the input beside the path.
    fn beside(&self, best: Option<&Judged>) -> Vec<(Fault, Option<usize>)> {
        let mut faults = Vec::new();
        let chain = best
            .map(|path| path.candidate.chain.as_slice())
            .unwrap_or_default();
        let mut items = self.items.iter().filter(|item| item.certificate.is_some());
        for (index, entry) in self.pool.entries().iter().enumerate() {
            let remarks = items.next().and_then(InputItem::remarks); // in the same order
            let is_used = chain.contains(&index);
            let fault = match (entry.duplicate_of, entry.contents()) {
                // What a client has beside may well be what the server sends too.
                (Some(first), _) if self.sent(first) < entry.sent => {
                    Fault::CertificateDuplicate { first }
                }
                (Some(_), _) => continue,
                _ if is_used => continue,
                (None, None) => {
                    let mut faults = entry.certificate.faults.iter();
                    let id = faults.next().map(|fault| fault.check().id());
                    // What its text tells is said first.
                    Fault::CertificateUnreadable {
                        problem: remarks.or(id).unwrap_or_default().to_owned(),
                    }
                }
                (None, Some(_)) if entry.sent.is_some() => Fault::CertificateUnused {
                    relation: relation(&self.pool, self.leaf, entry),
                },
                _ => continue,
            };
            faults.push((fault, Some(index)));
        }
        let sent: Vec<usize> = chain.iter().filter_map(|index| self.sent(*index)).collect();
        // The first that can be read is the server's own, whatever it is (RFC 8446 §4.4.2).
        let readable = self.pool.entries().iter();
        let readable = readable.filter(|entry| entry.contents().is_some());
        let first = readable.filter_map(|entry| entry.sent).min();
        let is_first = self.is_leaf_given || first.is_none() || sent.first() <= first.as_ref();
        if !sent.is_sorted() || !is_first {
            faults.push((Fault::CertificatesOutOfOrder { order: sent }, None));
        }
        let unused_evidence = self.unused_evidence();
        for item in &self.items {
            let unused = unused_evidence(item);
            let is_told = item.state != State::Useless && is_left_out(item.kind, item.source);
            if unused.is_empty() && !is_told {
                continue;
            }
            let position = &item.position;
            let (part, offset, line) = (position.part, position.offset, position.line);
            faults.push((
                Fault::InputNotUnderstood {
                    input: item.source,
                    part,
                    offset,
                    line,
                    problem: format!("{}{unused}", item.note),
                },
                None,
            ));
        }
        for fault in &self.unloadable {
            let (part, line, problem) = (fault.part, fault.line, fault.problem);
            faults.push((
                Fault::PemUnloadable {
                    part,
                    line,
                    problem,
                },
                None,
            ));
        }
        let leaf_key = spki(&self.pool, self.leaf);
        for PrivateKey {
            spki,
            input,
            part,
            line,
            damaged,
        } in &self.private_keys
        {
            let (part, line) = (*part, *line);
            let fault = match leaf_key {
                Some(key) if !spki.is_empty() && key == spki => {
                    Fault::PrivateKeyMatches { input, part, line }
                }
                Some(key) if !spki.is_empty() => {
                    let mut others = 0..self.pool.entries().len();
                    let owner = others.find(|other| self::spki(&self.pool, *other) == Some(spki));
                    Fault::PrivateKeyMismatch {
                        input,
                        part,
                        line,
                        owner,
                        owner_is_ca: owner.is_some_and(|owner| is_ca(&self.pool, owner)),
                        same_kind: kind(spki) == kind(key),
                    }
                }
                _ => Fault::PrivateKeyPresent {
                    input,
                    part,
                    line,
                    damaged: *damaged,
                },
            };
            faults.push((fault, None));
        }
        faults
    }

    /// At which index the server sends this one.
    fn sent(&self, index: usize) -> Option<usize> {
        self.pool.get(index)?.sent
    }

    /// What is said of evidence among the certificates, where none of its kind was given as evidence.
    fn unused_evidence(&self) -> impl Fn(&InputItem) -> &'static str + use<> {
        let is_given = |kind| {
            let mut items = self.items.iter();
            items.any(|item| item.kind == kind && matches!(item.source, "crls" | "ocsp"))
        };
        let is_off = self.terms.revocation == Revocation::Off;
        let is_browser = self.terms.profile.browser.is_some();
        let has_crls = is_off || is_given(Kind::Crl);
        let has_responses = is_off || is_given(Kind::OcspResponse);
        move |item| match item.kind {
            _ if item.source != "certificates" => "",
            Kind::Crl if has_crls => "",
            Kind::Crl if is_browser => {
                " It was not used: browsers read no CRLs, `rfc5280` and `webpki` judge by them"
            }
            Kind::Crl => " It was not used: give it as evidence (`crls`)",
            Kind::OcspResponse if has_responses => "",
            Kind::OcspResponse if is_browser => {
                " It was not used: browsers look only at one that the server staples (`ocsp`), `rfc5280` and `webpki` judge by it"
            }
            Kind::OcspResponse => " It was not used: give it as evidence (`ocsp`)",
            _ => "",
        }
    }
}

/// Asks every rule about a candidate.
fn judged<'a>(
    pool: &'a Pool,
    candidate: &'a Candidate,
    found: &'a Found,
    terms: &'a Terms,
    (statuses, seen): (&'a Statuses, &'a SeenBy),
    asked: &mut Asked<'a>,
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
    let (records, policies) = checks::judge(&path, own, asked);
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
    let links = revocation::links(candidate);
    links
        .into_iter()
        .filter_map(|link| statuses.of(link)?.until)
        .min()
}

/// Whether a CRL issuer's path is valid, revocation apart: host name, purpose, policies and length were asked of another
/// certificate.
fn is_valid_for_crl_issuer(
    pool: &Pool,
    terms: &Terms,
    found: &Found,
    candidate: &Candidate,
) -> bool {
    let terms = Terms {
        host: None,
        purpose: Purpose::Any,
        max_intermediates: None,
        policy: Policy::default(),
        revocation: Revocation::Off,
        ..terms.clone()
    };
    let (statuses, seen, mut asked) = (Statuses::default(), SeenBy::new(), Asked::default());
    let told = (&statuses, &seen);
    let judged = judged(pool, candidate, found, &terms, told, &mut asked);
    judged.verdict == Verdict::Trusted
}

/// The end-entity certificate among the first `count`: the first that is readable and no CA; else the first unreadable one;
/// else the first CA that issued none of the others; else the first.
fn choose_leaf(pool: &Pool, count: usize) -> usize {
    let readable = |index: &usize| pool.contents(*index).is_some();
    let is_ca = |index: &usize| is_ca(pool, *index);
    let mut children: Map<&[u8], usize> = Map::new();
    for entry in pool.entries().iter().take(count) {
        if let Some(contents) = entry.contents().filter(|_| entry.duplicate_of.is_none()) {
            *children.entry(contents.issuer.key()).or_default() += 1;
        }
    }
    let has_issued = |index: &usize| {
        pool.contents(*index).is_some_and(|contents| {
            let named = children.get(contents.subject.key()).copied();
            named.unwrap_or_default() > usize::from(contents.is_self_issued())
        })
    };
    let mut order = 0..count;
    order
        .find(|index| readable(index) && !is_ca(index) && !has_issued(index))
        .or_else(|| (0..count).find(|index| readable(index) && !is_ca(index)))
        .or_else(|| (0..count).find(|index| !readable(index)))
        .or_else(|| (0..count).find(|index| !has_issued(index)))
        .unwrap_or(0)
}

fn is_ca(pool: &Pool, index: usize) -> bool {
    let constraints = pool
        .contents(index)
        .and_then(|contents| contents.basic_constraints());
    constraints.is_some_and(|constraints| constraints.ca)
}

/// What a certificate is to the leaf, of which it is no issuer: see [`Check::CertificateUnused`](crate::finding::Check).
fn relation(pool: &Pool, leaf: usize, entry: &Entry) -> &'static str {
    let (Some(leaf), Some(contents)) = (pool.get(leaf), entry.contents()) else {
        return "none";
    };
    let name = |entry: &Entry| {
        let names = entry
            .contents()
            .and_then(|contents| contents.subject_alt_names());
        let first = names.and_then(|names| names.first());
        first.map_or_else(|| entry.certificate.label(), GeneralName::shown)
    };
    let ends = |entry: &Entry| entry.contents().map(|contents| contents.not_after);
    let constraints = contents.basic_constraints();
    let is_ca = constraints.is_some_and(|constraints| constraints.ca);
    match ends(entry) > ends(leaf) {
        _ if is_ca || name(entry) != name(leaf) => "none",
        true => "newer",
        false => "older",
    }
}

/// Whether it is a CA's and no host's too, as one that signs itself may be.
fn is_ca_alone(pool: &Pool, index: usize, visited: Option<&Host>) -> bool {
    let Some(contents) = pool.contents(index).filter(|_| is_ca(pool, index)) else {
        return false;
    };
    let mut names = contents.subject_alt_names().unwrap_or_default().iter();
    let is_host = |name: String| match Host::parse(&name) {
        Ok(Host::Dns(name)) if !name.contains('.') => Some(&Host::Dns(name)) == visited,
        host => host.is_ok(),
    };
    !names.any(|name| matches!(name, GeneralName::Dns(_) | GeneralName::Ip(_)))
        && !contents.subject.common_name().is_some_and(is_host)
}

/// A certificate's SubjectPublicKeyInfo.
fn spki(pool: &Pool, index: usize) -> Option<&[u8]> {
    let entry = pool.get(index)?;
    Some(entry.certificate.bytes(&entry.contents()?.spki))
}

/// RSA, elliptic curve, …: which kind of key this is.
fn kind(spki: &[u8]) -> Option<std::mem::Discriminant<PublicKey>> {
    let key = parse_public_key(spki).ok()?;
    Some(std::mem::discriminant(&key))
}

fn loaded(data: &Data, name: crate::trust::StoreName) -> Result<&Store, Error> {
    data.store(name).ok_or_else(|| {
        let message = format!(
            "The store \"{0}\" is not loaded. In a browser: await loadStore(\"{0}\").",
            name.id()
        );
        Error::new(ErrorCode::DataNotLoaded, message)
    })
}

/// Whether nothing is made of what was found in this property of the request: it was not understood, or is of another kind. Among
/// `certificates` people paste whole files; what else these hold stands in the report's `input`.
fn is_left_out(kind: Kind, source: &str) -> bool {
    match kind {
        Kind::Unknown => true,
        // Told by findings of their own, or as what they bundle.
        Kind::PrivateKey | Kind::Pkcs7 => false,
        Kind::Certificate => matches!(source, "crls" | "ocsp"),
        Kind::Crl | Kind::OcspResponse => matches!(source, "fetched" | "anchors"),
        Kind::CertificateRequest | Kind::PublicKey | Kind::SignedCertificateTimestamps => {
            source != "certificates"
        }
    }
}

/// Certificates in one request, trust anchors not counted. Each costs a quarter of a millisecond in WebAssembly, its part of
/// the report included, so that this many are still answered within a second; no server sends more than a dozen.
const MAX_CERTIFICATES: usize = 1_500;

/// Reads inputs and keeps the account of what was found in them.
#[derive(Default)]
struct Intake {
    items: Vec<InputItem>,
    /// Among the certificates.
    unloadable: Vec<Unloadable>,
    private_keys: Vec<PrivateKey>,
    /// Of requests and public keys among the certificates: the item's index, and the SubjectPublicKeyInfo.
    public_keys: Vec<(usize, Vec<u8>)>,
    certificates: usize,
    bytes: usize,
    /// Something other than white space was given as `certificates`.
    has_text: bool,
}

impl Intake {
    /// The certificates in `parts`. Those of `trust.anchors` get no index: which of them the report shows is known later.
    fn take(&mut self, parts: &[Part], source: Source) -> Result<Vec<Given>, Error> {
        self.count_bytes(parts)?;
        let is_blank = |part: &Part| part.as_bytes().iter().all(u8::is_ascii_whitespace);
        self.has_text |= source == Source::Certificates && !parts.iter().all(is_blank);
        let mut given = Vec::new();
        let (items, unloadable) = input::read_strictly(parts);
        if source == Source::Certificates {
            self.unloadable = unloadable;
        }
        for Item {
            kind,
            state,
            der,
            position,
            mut note,
        } in items
        {
            let mut certificate = None;
            let is_anchor = kind == Kind::Certificate && source == Source::Anchors;
            let subject = is_anchor.then(|| subject_key(&der)).flatten();
            let kind = if is_anchor && subject.is_none() {
                note.push_str(" It cannot be decoded, so nothing is trusted through it.");
                Kind::Unknown
            } else {
                kind
            };
            match kind {
                Kind::Certificate => {
                    if source != Source::Anchors {
                        certificate = Some(self.certificates);
                        self.certificates += 1;
                    }
                    if self.certificates > MAX_CERTIFICATES {
                        let message = format!(
                            "The input holds more than {MAX_CERTIFICATES} certificates. A chain has two to five: give only the server's own certificate and the CAs' that belong to it."
                        );
                        return Err(Error::new(ErrorCode::InputTooLarge, message));
                    }
                    given.push(Given {
                        der,
                        position: position.clone(),
                        state,
                        subject,
                    });
                }
                Kind::PrivateKey => self.keep_key(der, state, source_name(source), &position),
                Kind::PublicKey => self.public_keys.push((self.items.len(), der)),
                Kind::CertificateRequest => {
                    let spki = certificate_request::public_key(&der);
                    self.public_keys
                        .extend(spki.map(|spki| (self.items.len(), spki)));
                }
                _ => {}
            }
            self.note(
                (kind, state),
                source_name(source),
                position,
                certificate,
                note,
            );
        }
        Ok(given)
    }

    /// The evidence in `parts`: CRLs and OCSP responses, whichever of the request's two properties they came in. Of a part that
    /// stands at the same place `beside`, among the certificates, nothing else is said a second time.
    fn take_evidence(
        &mut self,
        parts: &[Part],
        source: &'static str,
        beside: &[Part],
        evidence: &mut Evidence,
    ) -> Result<(), Error> {
        self.count_bytes(parts)?;
        let mut part = (usize::MAX, false); // whether it stands beside too
        for Item {
            kind,
            state,
            der,
            position,
            note,
        } in input::read(parts)
        {
            if part.0 != position.part {
                part.0 = position.part;
                part.1 = parts.get(part.0) == beside.get(part.0);
            }
            if part.1 && !matches!(kind, Kind::Crl | Kind::OcspResponse) {
                continue;
            }
            match kind {
                Kind::Crl => evidence.add_crl(der, position.clone()),
                Kind::OcspResponse => evidence.add_response(der, position.clone()),
                Kind::PrivateKey => self.keep_key(der, state, source, &position),
                _ => {}
            }
            self.note((kind, state), source, position, None, note);
        }
        Ok(())
    }

    /// Says of which requests and public keys the key is not the leaf's.
    fn note_other_keys(&mut self, leaf: Option<&[u8]>) {
        let Some(leaf) = leaf else { return };
        for (index, spki) in &self.public_keys {
            if let Some(item) = self.items.get_mut(*index).filter(|_| spki != leaf) {
                item.note
                    .push_str(" Its key is not that of the certificate that was judged.");
            }
        }
    }

    fn keep_key(&mut self, spki: Vec<u8>, state: State, input: &'static str, position: &Position) {
        self.private_keys.push(PrivateKey {
            spki,
            input,
            part: position.part,
            line: position.line,
            damaged: state == State::Damaged,
        });
    }

    fn note(
        &mut self,
        (kind, state): (Kind, State),
        source: &'static str,
        position: Position,
        certificate: Option<usize>,
        mut note: String,
    ) {
        if kind != Kind::Unknown && is_left_out(kind, source) {
            note.push_str(" It is not what is asked for here.");
        }
        self.items.push(InputItem {
            kind,
            state,
            source,
            position,
            certificate,
            note,
        });
    }

    fn count_bytes(&mut self, parts: &[Part]) -> Result<(), Error> {
        self.bytes += parts
            .iter()
            .map(|part| part.as_bytes().len())
            .sum::<usize>();
        if self.bytes > input::MAX_BYTES {
            let message = format!(
                "The input has {} bytes; at most {} are read. Certificates are a few kilobytes each: give only those.",
                self.bytes,
                input::MAX_BYTES
            );
            return Err(Error::new(ErrorCode::InputTooLarge, message));
        }
        Ok(())
    }

    /// Says what the input is instead.
    fn no_certificate(&self) -> Error {
        if !self.has_text {
            return Error::new(
                ErrorCode::InputEmpty,
                "The input is empty. Give a certificate, as PEM text or DER bytes.",
            );
        }
        let items = || {
            self.items
                .iter()
                .filter(|item| item.source == "certificates")
        };
        if items().count() > input::MAX_ITEMS {
            let message = format!(
                "None of the first {} things in the input is a certificate, and the others were not read. Give the certificates alone.",
                input::MAX_ITEMS
            );
            return Error::new(ErrorCode::InputTooLarge, message);
        }
        let known = items().find(|item| item.kind != Kind::Unknown);
        let note = known
            .or(items().next())
            .map(|item| visible_short(&item.note, 400))
            .unwrap_or_default();
        let (what, advice) = match known.map(|item| item.kind) {
            None => {
                let message = format!(
                    "No certificate was found in the input. {note} Paste text that holds -----BEGIN CERTIFICATE-----, or give a DER file."
                );
                return Error::new(ErrorCode::InputNotUnderstood, message);
            }
            Some(Kind::CertificateRequest) => (
                "a certificate signing request (CSR)",
                "It is what a CA is asked with; give the certificate that the CA made of it.",
            ),
            Some(Kind::PrivateKey) => (
                "a private key",
                "Keep it secret: it belongs on the server only. Give the certificate that goes with it.",
            ),
            Some(Kind::PublicKey) => ("a public key", "Give the certificate that contains it."),
            Some(Kind::Crl) => (
                "a certificate revocation list (CRL)",
                "Give the certificate whose validity you want to know.",
            ),
            Some(Kind::OcspResponse) => {
                ("an OCSP response", "Give the certificate that it is about.")
            }
            Some(_) => (
                "something other than a certificate",
                "Give a certificate, as PEM or DER.",
            ),
        };
        let keys = items().filter(|item| item.kind == Kind::PrivateKey);
        let keys = match keys.count() {
            0 => String::new(),
            _ if what == "a private key" => String::new(),
            1 => " A private key is in it too: keep it secret.".to_owned(),
            count => format!(" {count} private keys are in it too: keep them secret."),
        };
        let message =
            format!("There is no certificate in the input, but {what}. {advice} ({note}){keys}");
        Error::new(ErrorCode::NoCertificate, message)
    }
}

/// What is in an input, without judging it.
///
/// # Errors
/// `input-empty` and `input-too-large`.
pub fn inspect(parts: &[Part]) -> Result<Inspection, Error> {
    let mut intake = Intake::default();
    let given = intake.take(parts, Source::Certificates)?;
    if !intake.has_text {
        return Err(intake.no_certificate());
    }
    let mut pool = Pool::default();
    pool.add(given, Source::Certificates);
    Ok(Inspection {
        certificates: described_alone(&pool),
        items: intake.items,
        page: crate::input::error_page::find(parts),
    })
}

/// The end-entity certificate of an input, found as [`Run::new`] finds it, without judging it.
///
/// # Errors
/// As [`Run::new`] for an input without certificates.
pub(crate) fn inspect_leaf(parts: &[Part]) -> Result<CertificateInfo, Error> {
    let mut intake = Intake::default();
    let given = intake.take(parts, Source::Certificates)?;
    let count = given.len();
    let mut pool = Pool::default();
    pool.add(given, Source::Certificates);
    let leaf = choose_leaf(&pool, count);
    described_alone(&pool)
        .into_iter()
        .nth(leaf)
        .ok_or_else(|| intake.no_certificate())
}

fn described_alone(pool: &Pool) -> Vec<CertificateInfo> {
    let terms = Terms {
        host: None,
        time: AskedTime::new(Time::from_unix(0)), // no rule that is asked here looks at it
        purpose: crate::request::Purpose::Any,
        profile: crate::profile::DEFAULT,
        max_intermediates: None,
        policy: Policy::default(),
        store: None,
        public_suffixes: None,
        revocation: Revocation::Off,
        tls: crate::request::Tls::default(),
        is_stapled: false,
        anchors_as: Standing::default(),
        scts: Vec::new(),
        browser_data: crate::request::BrowserData::default(),
    };
    report::certificates_alone(pool, &terms)
}
