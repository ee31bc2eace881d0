//! Certificate Transparency, for a browser that asks for it: is its policy met, and which SCTs does it not count.
//! The policies themselves are in [`crate::transparency::policy`].

use crate::finding::{Check, Fault, Records};
use crate::text::{hex, visible_short};
use crate::time::Time;
use crate::transparency::policy::{Assessment, Compliance, Uncounted};
use crate::transparency::{LogList, Seen, Status};

/// Whether the terms of the root hold turns on SCTs and is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OpenTerms;

/// All that is asked here.
const RULES: [Check; 3] = [
    Check::CertificateTransparencyInsufficient,
    Check::SctUnusable,
    Check::TransparencyNotJudged,
];

/// SCTs of one certificate that are told of.
const MOST_SCTS: usize = 10;

/// The policy does not bind: the root is none of the browser's own.
pub(crate) fn not_required(leaf: usize, records: &mut Records) {
    RULES
        .iter()
        .for_each(|rule| records.not_applicable(*rule, Some(leaf)));
}

/// Nothing can be said: the list of logs was not loaded.
pub(crate) fn without_list(leaf: usize, records: &mut Records) {
    records.not_checked(Check::CertificateTransparencyInsufficient, Some(leaf));
    records.not_applicable(Check::SctUnusable, Some(leaf));
    let fault = Fault::TransparencyNotJudged {
        reason: "no-list",
        list_date: None,
        unknown_logs: 0,
    };
    records.broken(fault, Some(leaf));
}

/// Records what a policy said of a leaf's SCTs. A policy that is met does not hide that the root's terms, which turn on SCTs
/// too, are open.
pub(crate) fn check(
    leaf: usize,
    seen: &[Seen],
    assessment: &Assessment,
    open: Option<OpenTerms>,
    list: &LogList,
    records: &mut Records,
) {
    let index = Some(leaf);
    let not_judged = |reason| Fault::TransparencyNotJudged {
        reason,
        list_date: Some(list.date()),
        unknown_logs: seen
            .iter()
            .filter(|seen| seen.status == Status::UnknownLog)
            .count(),
    };
    let rule = Check::CertificateTransparencyInsufficient;
    let doubt = match &assessment.compliance {
        Compliance::Met => {
            records.passed(rule, index);
            open.map(|OpenTerms| not_judged("root-terms-open"))
        }
        Compliance::NotJudged(reason) => {
            records.not_checked(rule, index);
            Some(not_judged(reason.id()))
        }
        Compliance::NotMet(shortfall) => {
            records.broken(
                Fault::CertificateTransparencyInsufficient {
                    problem: shortfall.missing.id(),
                    scts: seen.len(),
                    logs: shortfall.logs,
                    needed: shortfall.needed,
                    operators: shortfall
                        .operators
                        .iter()
                        .take(8)
                        .map(|operator| visible_short(operator, 80))
                        .collect(),
                },
                index,
            );
            open.map(|OpenTerms| not_judged("root-terms-open"))
        }
    };
    records.judge(Check::TransparencyNotJudged, index, doubt);
    if seen.is_empty() {
        return records.not_applicable(Check::SctUnusable, index);
    }
    let faults: Vec<Fault> = assessment
        .uncounted
        .iter()
        .filter_map(|(at, why)| Some(unusable(seen.get(*at)?, *why)))
        .take(MOST_SCTS)
        .collect();
    if faults.is_empty() {
        return records.passed(Check::SctUnusable, index);
    }
    faults
        .into_iter()
        .for_each(|fault| records.broken(fault, index));
}

fn unusable(seen: &Seen, why: Uncounted) -> Fault {
    let (reason, problem) = match why {
        Uncounted::Status(Status::Undecodable(problem)) => ("undecodable", Some(problem)),
        Uncounted::Status(Status::UnknownLog) => ("unknown-log", None),
        Uncounted::Status(Status::SignatureInvalid) => ("signature-invalid", None),
        Uncounted::Status(Status::FromTheFuture) => ("from-the-future", None),
        Uncounted::Status(Status::NotChecked | Status::Valid) => ("not-checked", None),
        Uncounted::LogRetired => ("log-retired", None),
        Uncounted::OcspNotTaken => ("ocsp-not-taken", None),
        Uncounted::LeafIndexMissing => ("leaf-index-missing", None),
        Uncounted::AfterDistrust => ("after-distrust", None),
        Uncounted::ResponseNotGood => ("response-not-good", None),
    };
    let sct = seen.sct.as_ref();
    Fault::SctUnusable {
        source: seen.source.id(),
        number: seen.place.saturating_add(1),
        reason,
        problem,
        log: seen.log.as_ref().map(|log| visible_short(&log.name, 120)),
        log_id: sct.map(|sct| hex(&sct.log_id)),
        timestamp: sct
            .map(|sct| Time::from_unix(i64::try_from(sct.timestamp / 1000).unwrap_or(i64::MAX))),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
