//! Facts to the report: verdict, cause, findings with words, paths. The only module that makes prose and the shape of what is
//! serialised (`shape`).

mod certificate;
mod extension_fields;
mod prose;
mod scts;
mod shape;
mod summary;
mod table;

use std::sync::Arc;

pub use certificate::{
    AlgorithmInfo, AttributeInfo, CertificateContents, CertificateInfo, ExtensionInfo,
};
pub use certificate::{Fingerprints, NameInfo, PublicKeyInfo};
pub use extension_fields::ExtensionField;
pub use prose::Fix;
pub use scts::SctInfo;
pub use shape::{
    CheckDescription, CheckOutcome, DataVersion, Finding, InputItem, Inspection, PathReport,
    Report, Versions,
};
pub use table::{Codes, Reference};

use crate::asked_time::AskedTime;
use crate::browser;
use crate::certificate::Contents;
use crate::checks::Conformance;
use crate::data::DataName;
use crate::finding::{Check, Family, Fault, Record, Said};
use crate::judgement::{Decision, Judged, Outcome, Verdict, outcome, outcome_beside};
use crate::name::Host;
use crate::oid::{Oid, known};
use crate::path::{End, Role};
use crate::pool::{Pool, Source};
use crate::profile::{BrowserName, Standing};
use crate::public_suffix::{self, PublicSuffixes};
use crate::request::{Purpose, Terms};
use crate::sorted::{Set, sort_by_key};
use crate::time::Time;
use crate::trust::StoreHeader;

/// Paths that are reported in full.
pub const MOST_PATHS: usize = 32;
/// Certificates in them all, each counted once for each path; the first path is always reported.
const MOST_CERTIFICATES_IN_PATHS: usize = 256;

/// Describes a check.
pub fn describe(check: Check) -> CheckDescription {
    let row = table::row(check);
    CheckDescription {
        id: check.id(),
        title: row.title,
        explanation: row.meaning,
        reference: row.reference,
        codes: row.codes,
    }
}

/// Faults beside the path, each with the certificate that it is about. No verdict rests on them.
pub(crate) type Beside = Vec<(Arc<Fault>, Option<usize>)>;

/// All that a report is made from.
pub(crate) struct Facts<'a> {
    pub(crate) pool: &'a Pool,
    pub(crate) terms: &'a Terms,
    pub(crate) leaf: usize,
    /// Best first.
    pub(crate) paths: Vec<Judged>,
    /// What the browser shows, where the profile stands for one.
    pub(crate) decision: Option<Decision>,
    pub(crate) beside: Beside,
    /// The leaf is a CA's, for want of another, and names no host.
    pub(crate) is_leaf_missing: bool,
    /// What was asked of certificates alone.
    pub(crate) conformance: Conformance,
    pub(crate) items: &'a [InputItem],
    pub(crate) store: Option<&'a StoreHeader>,
}

/// Puts the report together.
pub(crate) fn report(mut facts: Facts<'_>) -> Report {
    let mut conformance = std::mem::take(&mut facts.conformance);
    let (pool, terms, paths) = (facts.pool, facts.terms, &facts.paths);
    let writer = Writer::new(pool, terms, Some(facts.leaf));
    let best = paths.first();
    let verdict = best.map_or(Verdict::Rejected, |path| path.verdict);
    let path_reports: Vec<PathReport> = paths
        .iter()
        .take(most_paths(paths))
        .map(|path| writer.path(path))
        .collect();
    let of_best = path_reports.first().map(|path| path.findings.clone());
    let findings = all_findings(of_best.unwrap_or_default(), verdict, &facts, &writer);
    let code = match &facts.decision {
        Some(decision) => decision.code,
        None => findings
            .first()
            .filter(|finding| finding.outcome == Outcome::Error)
            .map(|finding| finding.id),
    };
    let not_judged = best.map(|path| writer.not_judged(path)).unwrap_or_default();
    let data = data_versions(terms, facts.store);
    let stale_data = data
        .iter()
        .filter(|version| is_stale(&version.date, &terms.time))
        .map(|version| version.name)
        .collect();
    Report {
        verdict,
        code: code.filter(|_| verdict == Verdict::Rejected),
        summary: summary::summary(&writer, best, findings.first(), &not_judged),
        overridable: facts
            .decision
            .as_ref()
            .and_then(|decision| decision.is_overridable),
        valid_until: best
            .filter(|path| path.verdict == Verdict::Trusted)
            .and_then(|path| writer.valid_until(path)),
        profile: terms.profile.id,
        purpose: terms.purpose,
        hostname: terms.host.as_ref().map(ToString::to_string),
        time: terms.time.for_field(),
        leaf: Some(facts.leaf),
        certificates: (0..pool.entries().len())
            .filter_map(|index| writer.certificate(index, best, &mut conformance))
            .collect(),
        findings,
        not_judged,
        paths_omitted: paths.len().saturating_sub(path_reports.len()),
        paths: path_reports,
        input: facts.items.to_vec(),
        versions: Versions {
            engine: env!("CARGO_PKG_VERSION"),
            profile: terms.profile.version,
            browser: terms.profile.browser.map(|browser| browser.version),
            data,
        },
        stale_data,
        holds: terms.time.span(), // the last two: all questions were asked
        decided: terms.time.decided(),
    }
}

/// The findings of the best path with those beside it; of errors the cause stands first, with what may explain it.
fn all_findings(
    of_best: Vec<Finding>,
    verdict: Verdict,
    facts: &Facts<'_>,
    writer: &Writer<'_>,
) -> Vec<Finding> {
    let mut findings = of_best;
    findings.extend(facts.beside.iter().map(|(fault, certificate)| {
        let outcome = outcome_beside(fault.check(), verdict, facts.terms.profile);
        writer.finding(fault, outcome, *certificate, Role::None)
    }));
    sort(&mut findings);
    let decision = facts.decision.as_ref();
    if let Some(cause) = decision.and_then(|decision| decision.cause) {
        // What the browser names comes first, among the errors.
        sort_by_key(&mut findings, |finding| {
            let is_cause = (finding.details.check(), finding.certificate) == cause;
            !(is_cause && finding.outcome == Outcome::Error)
        });
    }
    let cure = findings
        .split_first()
        .and_then(|(cause, others)| others.iter().find(|other| cures(other, cause, facts)))
        .map(|cure| (cure.certificate, cure.explanation.clone(), cure.fix.clone()));
    if facts.is_leaf_missing {
        let of_leaf = findings.iter_mut().skip(1);
        of_leaf
            .filter(|finding| finding.certificate == Some(facts.leaf) && is_of_server(finding))
            .for_each(prose::say_it_stands_in);
    }
    if let Some(cause) = findings
        .first_mut()
        .filter(|first| first.outcome == Outcome::Error)
    {
        if let Some((certificate, explanation, fix)) = cure {
            cause.fix = fix;
            if certificate != cause.certificate {
                cause.explanation = format!("{} {explanation}", cause.explanation);
            }
        }
        if facts.is_leaf_missing {
            let leaf = writer.label(facts.leaf);
            prose::say_what_is_missing(cause, &leaf, facts.terms.purpose);
        }
        let standing = browser::standing(facts.pool, facts.terms, Some(facts.leaf));
        let browser = facts.terms.profile.browser.map(|browser| browser.name);
        if browser == Some(BrowserName::Chrome) && standing == Some(Standing::Local) {
            prose::say_what_trusts_a_leaf(cause);
        }
        say_what_was_read(cause, facts.items);
    }
    findings
}

/// Whether another finding tells better what to do about the cause.
fn cures(other: &Finding, cause: &Finding, facts: &Facts<'_>) -> bool {
    let is_same = other.certificate == cause.certificate;
    match (&*cause.details, &*other.details) {
        // Where a browser only says that it can't read it.
        (fault, Fault::DerTruncated { offset: 0, .. }) => is_same && is_of_bytes(fault.check()),
        (Fault::ChromeCannotRead { .. }, Fault::SubjectEmptyWithoutCriticalNames { .. }) => is_same,
        // The right one is there.
        (
            Fault::HostnameMismatch { .. } | Fault::SubjectAlternativeNameMissing { .. },
            Fault::CertificateUnused { relation: "wanted" },
        ) => true,
        (Fault::CertificateExpired { .. }, Fault::CertificateUnused { relation: "newer" }) => {
            let newer = other
                .certificate
                .and_then(|index| facts.pool.contents(index));
            let ends = newer.and_then(|contents| contents.not_after);
            let is_current = ends.is_some_and(|ends| !facts.terms.time.is_after(ends));
            cause.certificate == Some(facts.leaf) && is_current
        }
        _ => false,
    }
}

/// What is asked of a server's certificate, and means nothing of a CA's that was judged in its place.
fn is_of_server(finding: &Finding) -> bool {
    matches!(
        finding.details.check(),
        Check::HostnameMismatch | Check::SubjectAlternativeNameMissing | Check::LeafIsCa
    )
}

/// The bytes cannot be read, by us or by a browser.
fn is_of_bytes(check: Check) -> bool {
    matches!(check.family(), Family::Encoding | Family::BrowserReading)
}

/// Where a certificate cannot be read or its signature does not fit, its text often tells why.
fn say_what_was_read(cause: &mut Finding, items: &[InputItem]) {
    let check = cause.details.check();
    let may_tell = is_of_bytes(check) || check == Check::SignatureInvalid;
    let mut items = items.iter().filter(|item| item.certificate.is_some());
    let item = items.find(|item| item.certificate == cause.certificate);
    if let Some(remarks) = item.filter(|_| may_tell).and_then(InputItem::remarks) {
        let remarks = crate::text::visible_short(remarks, 400);
        let said = format!(" When its text was read, this was noted: {remarks}.");
        cause.explanation.push_str(&said);
    }
}

/// How many paths are reported: each has a hundred lines for each certificate.
fn most_paths(paths: &[Judged]) -> usize {
    let mut certificates = 0;
    let fit = paths.iter().take(MOST_PATHS).take_while(|path| {
        certificates += path.candidate.chain.len();
        certificates <= MOST_CERTIFICATES_IN_PATHS
    });
    fit.count().max(1)
}

/// What the report rests on: the store, the suffix list, and what the browser brings along.
fn data_versions(terms: &Terms, store: Option<&StoreHeader>) -> Vec<DataVersion> {
    let store = store.map(|header| DataVersion {
        name: header.store.id(),
        date: header.date.clone(),
    });
    let suffixes = terms.public_suffixes.as_ref().map(|list| DataVersion {
        name: public_suffix::NAME,
        date: list.header().date.clone(),
    });
    let of_both = store.into_iter().chain(suffixes);
    of_both.chain(browser_data(terms)).collect()
}

/// The lists that the profile's browser brings along, as far as it looks at them and they were loaded.
fn browser_data(terms: &Terms) -> Vec<DataVersion> {
    let data = &terms.browser_data;
    let logs = data.ct_logs.as_ref().map(|list| list.header());
    let one_crl = data.one_crl.as_ref().map(|list| list.header());
    let intermediates = data.firefox_intermediates.as_ref();
    let intermediates = intermediates.map(|list| list.header());
    let headers = [
        (DataName::CtLogs, logs),
        (DataName::OneCrl, one_crl),
        (DataName::FirefoxIntermediates, intermediates),
    ];
    headers
        .into_iter()
        .filter_map(|(name, header)| {
            Some(DataVersion {
                name: name.id(),
                date: header?.date.clone(),
            })
        })
        .collect()
}

/// The certificates of an inspection: what their own bytes say, under the default profile.
pub(crate) fn certificates_alone(pool: &Pool, terms: &Terms) -> Vec<CertificateInfo> {
    let writer = Writer::new(pool, terms, None);
    let mut conformance = Conformance::default();
    (0..pool.entries().len())
        .filter_map(|index| writer.certificate(index, None, &mut conformance))
        .collect()
}

/// More than 90 whole days after its date.
fn is_stale(date: &str, time: &AskedTime) -> bool {
    let date = Time::parse_rfc3339(&format!("{date}T00:00:00Z"));
    date.is_some_and(|date| !time.is_before_unix(date.unix() + 91 * 86_400))
}

/// Errors, warnings, infos; within each by the table's order, then from the leaf up.
fn sort(findings: &mut [Finding]) {
    sort_by_key(findings, |finding| {
        (
            finding.outcome,
            finding.details.check(),
            finding.certificate,
        )
    });
}

/// What words are made from.
pub(crate) struct Writer<'a> {
    pool: &'a Pool,
    terms: &'a Terms,
    /// What is judged is a client's.
    is_client: bool,
}

impl<'a> Writer<'a> {
    fn new(pool: &'a Pool, terms: &'a Terms, leaf: Option<usize>) -> Self {
        let contents = leaf.and_then(|leaf| pool.contents(leaf));
        let purposes = contents.and_then(|contents| contents.extended_key_usage());
        let lists =
            |oid| purposes.is_some_and(|listed| listed.iter().any(|own| own.content() == oid));
        let is_for_clients = lists(known::CLIENT_AUTH) && !lists(known::SERVER_AUTH);
        let is_client = terms.purpose == Purpose::Client || is_for_clients;
        Self {
            pool,
            terms,
            is_client,
        }
    }

    fn label(&self, index: usize) -> String {
        let label = self
            .pool
            .get(index)
            .map(|entry| entry.certificate.label())
            .unwrap_or_default();
        crate::text::visible_short(&label, 80)
    }

    fn finding(
        &self,
        fault: &Arc<Fault>,
        outcome: Outcome,
        certificate: Option<usize>,
        role: Role,
    ) -> Finding {
        let label = |index| self.label(index);
        let hostname = self.terms.host.as_ref().map(ToString::to_string);
        let suffixes = self.terms.public_suffixes.as_deref();
        let is_public = |list: &PublicSuffixes| match &self.terms.host {
            Some(Host::Dns(name)) => list.has_top_level_domain(name),
            _ => false,
        };
        let contents = certificate.and_then(|index| self.pool.contents(index));
        let names = || {
            let names = contents.and_then(|contents| contents.subject_alt_names());
            names.unwrap_or_default()
        };
        let context = prose::Context {
            label: &label,
            certificate,
            names: &names,
            is_self_issued: contents.is_some_and(Contents::is_self_issued),
            role,
            hostname: hostname.as_deref(),
            is_client: self.is_client,
            profile: self.terms.profile,
            is_public_host: suffixes.is_some_and(is_public),
        };
        let prose = prose::explain(fault, &context);
        let row = table::row(fault.check());
        Finding {
            id: fault.check().id(),
            outcome,
            certificate,
            title: row.title,
            explanation: prose.explanation,
            details: Arc::clone(fault),
            fix: prose.fix,
            reference: row.reference,
            codes: self.codes(fault, certificate, role),
        }
    }

    /// What other programs call a fault of this request.
    fn codes(&self, fault: &Fault, certificate: Option<usize>, role: Role) -> Codes {
        let codes = table::codes_of(fault, role);
        let contents = certificate.and_then(|index| self.pool.contents(index));
        match fault {
            // A browser judges no client's certificate.
            _ if self.terms.purpose == Purpose::Client => Codes {
                chrome: None,
                firefox: None,
                ..codes
            },
            // Chrome asks it below its own roots alone.
            Fault::ValidityTooLong { .. } if self.terms.profile.browser.is_none() => {
                Codes::default()
            }
            // Firefox says whether it signed itself.
            Fault::SignatureInvalid { .. } if contents.is_some_and(Contents::is_self_issued) => {
                Codes {
                    firefox: None,
                    ..codes
                }
            }
            _ => codes,
        }
    }

    fn findings(
        &self,
        records: &mut dyn Iterator<Item = &Record>,
        role: impl Fn(Option<usize>) -> Role,
    ) -> Vec<Finding> {
        let mut findings: Vec<Finding> = records
            .filter_map(|record| {
                let Said::Broken(fault) = &record.said else {
                    return None;
                };
                let role = role(record.certificate);
                let outcome = outcome(record, self.terms.profile, role);
                (outcome <= Outcome::Info)
                    .then(|| self.finding(fault, outcome, record.certificate, role))
            })
            .collect();
        sort(&mut findings);
        findings
    }

    fn path(&self, path: &Judged) -> PathReport {
        let checks = path.answers().map(|(record, outcome)| CheckOutcome {
            id: record.check,
            certificate: record.certificate,
            outcome,
        });
        PathReport {
            certificates: path.candidate.chain.clone(),
            anchor: path.anchor(),
            verdict: path.verdict,
            policies: path
                .policies
                .as_ref()
                .map(|policies| policies.iter().map(Oid::dotted).collect()),
            checks: checks.collect(),
            findings: self.findings(&mut path.records.0.iter(), |certificate| {
                path.role(certificate)
            }),
        }
    }

    fn not_judged(&self, path: &Judged) -> Vec<&'static str> {
        let unanswered = path
            .answers()
            .filter(|(_, outcome)| *outcome == Outcome::NotChecked);
        let checks: Set<Check> = unanswered.map(|(record, _)| record.check).collect();
        checks.into_iter().map(Check::id).collect()
    }

    /// The earliest notAfter of the certificates whose validity this verdict rests on, or the end of its evidence if that is
    /// earlier.
    fn valid_until(&self, path: &Judged) -> Option<Time> {
        let chain = &path.candidate.chain;
        let judged = chain
            .iter()
            .filter(|index| path.anchor() != Some(**index) || chain.len() == 1);
        judged
            .filter_map(|index| self.pool.contents(*index)?.not_after)
            .chain(path.evidence_until)
            .min()
    }

    fn certificate(
        &self,
        index: usize,
        best: Option<&Judged>,
        conformance: &mut Conformance,
    ) -> Option<CertificateInfo> {
        let entry = self.pool.get(index)?;
        let role = best.map_or(Role::None, |path| path.role(Some(index)));
        let (own, signed) = conformance.alone(index, &entry.certificate);
        // A root that nobody trusts is no intermediate to whoever reads the report.
        let is_root = best.is_some_and(|path| {
            let candidate = &path.candidate;
            candidate.end == End::SelfIssued && candidate.chain.last() == Some(&index)
        });
        let name = match role {
            Role::Leaf => "leaf",
            Role::Intermediate if is_root => "root",
            Role::Intermediate => "intermediate",
            Role::Anchor => "anchor",
            Role::None => "none",
        };
        let findings = self.findings(&mut own.0.iter().chain(&signed.0), |_| role);
        let logs = self.terms.browser_data.ct_logs.as_deref();
        Some(certificate::describe(index, entry, name, findings, logs))
    }
}

/// As requests and reports name a source.
pub fn source_name(source: Source) -> &'static str {
    match source {
        Source::Certificates => "certificates",
        Source::Fetched => "fetched",
        Source::Anchors => "anchors",
        Source::Store(_) => "store",
    }
}
