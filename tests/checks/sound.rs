//! What holds for every report, whatever was asked.

use std::collections::BTreeMap;

use certlens::{Check, Finding, Outcome, Report, Verdict};

/// Panics, naming `case`, where the report contradicts itself or the contract of pkg/index.d.ts.
#[track_caller]
pub(crate) fn assert_sound(report: &Report, case: &str) {
    verdict_follows(report, case);
    paths_agree(report, case);
    sorted(&report.findings, case);
    indices_exist(report, case);
    let json = serde_json::to_string(report).expect("serialises");
    let read_back: serde_json::Value = serde_json::from_str(&json).expect("is JSON");
    let value = serde_json::to_value(report).expect("serialises");
    assert_eq!(read_back, value, "{case}: JSON");
}

/// Trusted: no error, and nothing unchecked that could be one. Rejected: the code names the first error.
#[track_caller]
fn verdict_follows(report: &Report, case: &str) {
    let first = report.findings.iter().find(|f| f.outcome == Outcome::Error);
    if report.verdict == Verdict::Rejected {
        assert!(
            report.code.is_some(),
            "{case}: rejected without a reason: {}",
            report.summary
        );
        assert_eq!(report.code, first.map(|f| f.id), "{case}: the code");
        assert_eq!(report.valid_until, None, "{case}");
        return;
    }
    assert_eq!((report.code, first.map(|f| f.id)), (None, None), "{case}");
    let best = &report.paths[0];
    for check in &best.checks {
        let is_anchor = check.certificate == best.anchor;
        let may_stay_unchecked = match check.id {
            Check::CertificateRevoked => true,
            Check::HostnameMismatch | Check::SubjectAlternativeNameMissing => {
                report.hostname.is_none()
            }
            // Faults of an anchor's own certificate are warnings at most (src/profile/rfc5280.rs).
            Check::IssuerNotCa | Check::AnchorOutOfDate | Check::ValidityInverted => is_anchor,
            _ => false,
        };
        assert!(
            check.outcome != Outcome::NotChecked || may_stay_unchecked,
            "{case}: trusted though {check:?}"
        );
    }
}

/// Best first; each check speaks with one voice about one certificate; each finding of a path is one of its checks; the
/// report's findings hold all of the best path's.
#[track_caller]
fn paths_agree(report: &Report, case: &str) {
    assert!(!report.paths.is_empty(), "{case}: no path was judged");
    for (place, path) in report.paths.iter().enumerate() {
        let what = format!("{case}, path {place}");
        let mut said: BTreeMap<_, Outcome> = BTreeMap::new();
        for check in &path.checks {
            let before = *said
                .entry((check.id.id(), check.certificate))
                .or_insert(check.outcome);
            assert_eq!(before, check.outcome, "{what}: {check:?}");
        }
        for finding in &path.findings {
            let recorded = said.get(&(finding.id, finding.certificate));
            assert_eq!(recorded, Some(&finding.outcome), "{what}: {}", finding.id);
        }
        let findings = path.findings.iter().map(|f| (f.id, f.certificate));
        let findings: std::collections::BTreeSet<_> = findings.collect();
        for ((id, certificate), outcome) in &said {
            let speaks = *outcome <= Outcome::Info;
            let is_found = findings.contains(&(*id, *certificate));
            assert_eq!(speaks, is_found, "{what}: {id} {certificate:?} {outcome:?}");
        }
        let has_error = said.values().any(|outcome| *outcome == Outcome::Error);
        assert!(
            !has_error || path.verdict == Verdict::Rejected,
            "{what}: trusted with an error"
        );
        assert!(
            path.verdict == Verdict::Rejected || path.anchor == path.certificates.last().copied(),
            "{what}: trusted without an anchor"
        );
        sorted(&path.findings, &what);
    }
    let verdicts: Vec<bool> = report
        .paths
        .iter()
        .map(|path| path.verdict != Verdict::Trusted)
        .collect();
    assert!(verdicts.is_sorted(), "{case}: the best path is not first");
    assert_eq!(report.verdict, report.paths[0].verdict, "{case}");
    for finding in &report.paths[0].findings {
        let is_told = |other: &Finding| {
            (other.id, other.certificate, other.outcome)
                == (finding.id, finding.certificate, finding.outcome)
        };
        assert!(
            report.findings.iter().any(is_told),
            "{case}: {} is not told",
            finding.id
        );
    }
}

/// Errors, warnings, infos; within each by the table's order, then by certificate.
#[track_caller]
fn sorted(findings: &[Finding], case: &str) {
    let key = |f: &Finding| (f.outcome, Check::from_id(f.id), f.certificate);
    assert!(
        findings.is_sorted_by_key(key),
        "{case}: findings are not sorted"
    );
    assert!(
        findings.iter().all(|f| f.outcome <= Outcome::Info),
        "{case}: a finding that is none"
    );
}

#[track_caller]
fn indices_exist(report: &Report, case: &str) {
    let count = report.certificates.len();
    let path_findings = report.paths.iter().flat_map(|path| &path.findings);
    let own_findings = report.certificates.iter().flat_map(|info| &info.findings);
    let findings = report
        .findings
        .iter()
        .chain(path_findings)
        .chain(own_findings);
    let indices = report
        .paths
        .iter()
        .flat_map(|path| path.certificates.iter().copied())
        .chain(report.leaf)
        .chain(findings.filter_map(|finding| finding.certificate))
        .chain(report.input.iter().filter_map(|item| item.certificate));
    assert!(indices.max() < Some(count), "{case}: no such certificate");
    for (index, info) in report.certificates.iter().enumerate() {
        assert_eq!(info.index, index, "{case}");
        assert!(
            info.duplicate_of.is_none_or(|first| first < index),
            "{case}"
        );
    }
    for path in &report.paths {
        assert_eq!(path.certificates.first().copied(), report.leaf, "{case}");
        assert!(
            path.anchor.is_none() || path.anchor == path.certificates.last().copied(),
            "{case}: the anchor is not the last"
        );
        let distinct: std::collections::BTreeSet<_> = path.certificates.iter().collect();
        assert_eq!(
            distinct.len(),
            path.certificates.len(),
            "{case}: a certificate stands twice in a path"
        );
    }
}
