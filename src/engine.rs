//! Joins the rooms: input → pool → paths → checks → verdicts, resumably. A [`Run`] says which signatures it must know, is
//! given answers from wherever, and goes on until it is done; what is unanswered is never true.

use crate::checks::{self, Asked, Path};
use crate::finding::{Check, Fault, Records};
use crate::input::{self, Item, Kind, Part};
use crate::oid::Oid;
use crate::path::{self, Answers, Candidate, Edge, End, Found};
use crate::pool::{Given, Pool, Source};
use crate::profile::{Role, Severity};
use crate::report::{self, InputItem, Inspection, Outcome, Report, Verdict, source_name};
use crate::request::{Error, ErrorCode, Terms, ValidationRequest};
use crate::signature::{Answer, Task, TaskId};
use crate::text::visible_short;
use crate::trust::{Data, Store, StoreHeader};

/// One candidate path, judged.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) candidate: Candidate,
    pub(crate) records: Records,
    /// The user-constrained-policy-set.
    pub(crate) policies: Option<Vec<Oid>>,
    pub(crate) verdict: Verdict,
}

impl Judged {
    /// The trust anchor's index, where the path ends at one.
    pub(crate) fn anchor(&self) -> Option<usize> {
        self.candidate.anchor
    }

    /// What a certificate is in this path.
    pub(crate) fn role(&self, certificate: Option<usize>) -> Role {
        let place = certificate.and_then(|index| {
            self.candidate
                .chain
                .iter()
                .position(|other| *other == index)
        });
        match place {
            None => Role::None,
            Some(0) => Role::Leaf,
            Some(_) if self.anchor() == certificate => Role::Anchor,
            Some(_) => Role::Intermediate,
        }
    }
}

/// All that a report is made from.
pub(crate) struct Judgement<'a> {
    pub(crate) pool: &'a Pool,
    pub(crate) terms: &'a Terms,
    pub(crate) leaf: usize,
    /// Best first.
    pub(crate) paths: Vec<Judged>,
    /// Faults of the input as a whole, beside the path: these never decide.
    pub(crate) beside: Vec<(Fault, Option<usize>)>,
    pub(crate) items: &'a [InputItem],
    pub(crate) store: Option<&'a StoreHeader>,
}

/// A validation under way.
#[derive(Debug)]
pub struct Run {
    pool: Pool,
    terms: Terms,
    leaf: usize,
    items: Vec<InputItem>,
    private_keys: Vec<PrivateKey>,
    store: Option<StoreHeader>,
    answers: Answers,
}

/// A private key of the input: only the public key that belongs to it, and where it was.
#[derive(Debug)]
struct PrivateKey {
    spki: Vec<u8>,
    part: usize,
    line: Option<usize>,
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
        if certificates.is_empty() {
            return Err(intake.no_certificate());
        }
        let terms = Terms::of(request, data)?;
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
        let Intake {
            items,
            private_keys,
            ..
        } = intake;
        let store = store.map(|store| store.header().clone());
        Ok(Self {
            pool,
            terms,
            leaf,
            items,
            private_keys,
            store,
            answers: Answers::new(),
        })
    }

    /// Goes on as far as the answers reach.
    pub fn step(&self) -> Step {
        let found = path::search(&self.pool, self.leaf, &self.answers, self.terms.time);
        if found.needs.is_empty() {
            Step::Done(Box::new(report::report(&self.judge(&found))))
        } else {
            Step::Need(found.needs.iter().map(|(id, ..)| *id).collect())
        }
    }

    /// The tasks that [`Step::Need`] named, with all that answering them takes.
    pub fn tasks(&self) -> Vec<(TaskId, Task<'_>)> {
        let found = path::search(&self.pool, self.leaf, &self.answers, self.terms.time);
        let task = |(id, child, issuer)| Some((id, path::task(&self.pool, child, issuer)?));
        found.needs.into_iter().filter_map(task).collect()
    }

    /// Takes in the answer to a task.
    pub fn answer(&mut self, id: TaskId, answer: Answer) {
        self.answers.insert(id, answer);
    }

    /// Answers every task itself, and returns the report.
    pub fn finish(mut self) -> Report {
        loop {
            if let Step::Done(report) = self.step() {
                return *report;
            }
            let answers: Vec<(TaskId, Answer)> = self
                .tasks()
                .into_iter()
                .map(|(id, task)| (id, crate::signature::verify(&task)))
                .collect();
            for (id, answer) in answers {
                self.answer(id, answer);
            }
        }
    }

    fn judge(&self, found: &Found) -> Judgement<'_> {
        let (pool, terms) = (&self.pool, &self.terms);
        let mut asked = Asked::default();
        let mut paths: Vec<Judged> = found
            .candidates
            .iter()
            .map(|candidate| {
                let path = Path {
                    pool,
                    candidate,
                    found,
                    terms,
                };
                let (records, policies) = checks::judge(&path, &mut asked);
                let mut judged = Judged {
                    candidate: candidate.clone(),
                    records,
                    policies,
                    verdict: Verdict::Rejected,
                };
                judged.verdict = verdict(&judged, terms);
                judged
            })
            .collect();
        paths.sort_by_cached_key(|path| rank(path, found, terms));
        let mut beside = self.beside(paths.first());
        if let Some((limit, value)) = found.limit {
            beside.push((Fault::SearchLimitReached { limit, value }, None));
        }
        let (items, store) = (self.items.as_slice(), self.store.as_ref());
        Judgement {
            pool,
            terms,
            leaf: self.leaf,
            paths,
            beside,
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
        for (index, entry) in self.pool.entries().iter().enumerate() {
            let is_used = chain.contains(&index);
            let fault = match (entry.duplicate_of, entry.contents()) {
                (Some(first), _) => Fault::CertificateDuplicate { first },
                _ if is_used => continue,
                (None, None) => Fault::CertificateUnreadable {
                    problem: entry
                        .certificate
                        .faults
                        .first()
                        .map(|fault| fault.check().id().to_owned())
                        .unwrap_or_default(),
                },
                (None, Some(_)) if entry.source == Source::Certificates => {
                    Fault::CertificateUnused {}
                }
                _ => continue,
            };
            faults.push((fault, Some(index)));
        }
        let sent: Vec<usize> = chain
            .iter()
            .copied()
            .filter(|index| {
                self.pool
                    .get(*index)
                    .is_some_and(|entry| entry.source == Source::Certificates)
            })
            .collect();
        if !sent.is_sorted() {
            faults.push((Fault::CertificatesOutOfOrder { order: sent }, None));
        }
        for item in self.items.iter().filter(|item| item.kind == Kind::Unknown) {
            let position = &item.position;
            let (part, offset, line) = (position.part, position.offset, position.line);
            faults.push((
                Fault::InputNotUnderstood {
                    part,
                    offset,
                    line,
                    problem: item.note.clone(),
                },
                None,
            ));
        }
        let leaf = self.pool.get(self.leaf);
        let leaf_key = leaf.and_then(|leaf| Some(leaf.certificate.bytes(&leaf.contents()?.spki)));
        for PrivateKey { spki, part, line } in &self.private_keys {
            let (part, line) = (*part, *line);
            let fault = match leaf_key {
                Some(key) if !spki.is_empty() && key == spki => {
                    Fault::PrivateKeyMatches { part, line }
                }
                Some(_) if !spki.is_empty() => Fault::PrivateKeyMismatch { part, line },
                _ => Fault::PrivateKeyPresent { part, line },
            };
            faults.push((fault, None));
        }
        faults
    }
}

/// What the profile can do without; a name can stay unchecked only where none was asked about.
fn may_stay_unchecked(check: Check, terms: &Terms) -> bool {
    match check {
        Check::HostnameMismatch | Check::SubjectAlternativeNameMissing => terms.host.is_none(),
        _ => (terms.profile.may_stay_unchecked)(check),
    }
}

/// A path is valid if it reaches a trust anchor and every check that its profile asks for holds: none is broken so that it is
/// an error, and none is unanswered but those that may be, or that would be no error whatever the answer.
fn verdict(path: &Judged, terms: &Terms) -> Verdict {
    let holds = path.records.0.iter().all(|record| {
        let role = path.role(record.certificate);
        match report::outcome(record, terms.profile, role) {
            Outcome::Error => false,
            Outcome::NotChecked => {
                may_stay_unchecked(record.check, terms)
                    || (terms.profile.severity)(record.check, role) != Severity::Error
            }
            _ => true,
        }
    });
    if holds && path.candidate.end == End::Anchor {
        Verdict::Trusted
    } else {
        Verdict::Rejected
    }
}

/// Best first: valid paths; then those whose signatures all hold; those that reach an anchor; those with the fewest errors.
/// Among equals the order in which they were found decides.
fn rank(path: &Judged, found: &Found, terms: &Terms) -> (bool, bool, bool, usize) {
    let chain = &path.candidate.chain;
    let broken_link = chain
        .iter()
        .zip(chain.iter().skip(1))
        .any(|(child, issuer)| found.edge(*child, *issuer) == Edge::Invalid);
    let is_error = |record: &&crate::finding::Record| {
        report::outcome(record, terms.profile, path.role(record.certificate)) == Outcome::Error
    };
    let errors = path.records.0.iter().filter(is_error).count();
    (
        path.verdict != Verdict::Trusted,
        broken_link,
        path.anchor().is_none(),
        errors,
    )
}

/// The end-entity certificate among the first `count`: the first that is readable and no CA; else the first unreadable one;
/// else the first CA that issued none of the others; else the first.
fn choose_leaf(pool: &Pool, count: usize) -> usize {
    let readable = |index: &usize| pool.contents(*index).is_some();
    let is_ca = |index: &usize| {
        let constraints = pool
            .contents(*index)
            .and_then(|contents| contents.basic_constraints());
        constraints.is_some_and(|constraints| constraints.ca)
    };
    let mut children: std::collections::BTreeMap<&[u8], usize> = std::collections::BTreeMap::new();
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

fn loaded(data: &Data, name: crate::trust::StoreName) -> Result<&Store, Error> {
    data.store(name).ok_or_else(|| {
        let message = format!(
            "The store \"{0}\" is not loaded. In a browser: await loadStore(\"{0}\").",
            name.id()
        );
        Error::new(ErrorCode::DataNotLoaded, message)
    })
}

/// Certificates in one request, trust anchors not counted. Each costs a quarter of a millisecond in WebAssembly, its part of
/// the report included, so that this many are still answered within a second; no server sends more than a dozen.
const MAX_CERTIFICATES: usize = 1_500;

/// Reads inputs and keeps the account of what was found in them.
#[derive(Default)]
struct Intake {
    items: Vec<InputItem>,
    private_keys: Vec<PrivateKey>,
    certificates: usize,
    bytes: usize,
    /// Something other than white space was given as `certificates`.
    has_text: bool,
}

impl Intake {
    /// The certificates in `parts`. Those of `trust.anchors` get no index: which of them the report shows is known later.
    fn take(&mut self, parts: &[Part], source: Source) -> Result<Vec<Given>, Error> {
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
        let is_blank = |part: &Part| part.as_bytes().iter().all(u8::is_ascii_whitespace);
        self.has_text |= source == Source::Certificates && !parts.iter().all(is_blank);
        let mut given = Vec::new();
        for Item {
            kind,
            der,
            position,
            mut note,
        } in input::read(parts)
        {
            let mut certificate = None;
            let is_anchor = kind == Kind::Certificate && source == Source::Anchors;
            let kind = if is_anchor && crate::certificate::subject_key(&der).is_none() {
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
                    });
                }
                Kind::PrivateKey => {
                    self.private_keys.push(PrivateKey {
                        spki: der,
                        part: position.part,
                        line: position.line,
                    });
                }
                _ => {}
            }
            self.items.push(InputItem {
                kind,
                source: source_name(source),
                position,
                certificate,
                note,
            });
        }
        Ok(given)
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
        let message =
            format!("There is no certificate in the input, but {what}. {advice} ({note})");
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
    let terms = Terms {
        host: None,
        time: crate::time::Time::from_unix(0), // no rule that is asked here looks at it
        purpose: crate::request::Purpose::Any,
        profile: crate::profile::DEFAULT,
        max_intermediates: None,
        policy: crate::request::Policy::default(),
        store: None,
        public_suffixes: None,
    };
    Ok(Inspection {
        certificates: report::certificates_alone(&pool, &terms),
        items: intake.items,
        page: crate::input::error_page::find(parts),
    })
}
