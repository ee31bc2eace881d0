//! Each check has a case that fires it, at the right certificate and with the right weight, and a near miss that differs in
//! as little as possible and does not. Expected values are written by hand from the rule.

use std::collections::BTreeSet;

use certlens::finding::Family;
use certlens::{Check, Outcome, Report};

#[path = "checks/ask.rs"]
mod ask;
#[path = "checks/certificate.rs"]
mod certificate;
mod common;
#[path = "common/holds.rs"]
mod holds;
#[path = "checks/input.rs"]
mod input;
#[path = "checks/path.rs"]
mod path;
#[path = "checks/revocation.rs"]
mod revocation;
#[path = "checks/sound.rs"]
mod sound;

use ask::Question;

/// One check, asked once.
struct Case {
    check: Check,
    /// What is special about the request.
    name: &'static str,
    ask: fn() -> Question,
    /// Index in the report; `None`: the path or the input as a whole.
    certificate: Option<usize>,
    expected: Expected,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Expected {
    /// A finding of this outcome.
    Fires(Outcome),
    /// No finding; the best path records this.
    Holds(Outcome),
    /// No finding; nothing is recorded, because the check looks at what lies beside the path.
    Silent,
}

/// The check fires.
fn fires(
    check: Check,
    certificate: Option<usize>,
    outcome: Outcome,
    name: &'static str,
    ask: fn() -> Question,
) -> Case {
    let expected = Expected::Fires(outcome);
    Case {
        check,
        name,
        ask,
        certificate,
        expected,
    }
}

/// A near miss: the check passed.
fn passes(
    check: Check,
    certificate: Option<usize>,
    name: &'static str,
    ask: fn() -> Question,
) -> Case {
    let expected = Expected::Holds(Outcome::Passed);
    Case {
        check,
        name,
        ask,
        certificate,
        expected,
    }
}

/// A near miss: there is nothing to look at.
fn not_applicable(
    check: Check,
    certificate: Option<usize>,
    name: &'static str,
    ask: fn() -> Question,
) -> Case {
    let expected = Expected::Holds(Outcome::NotApplicable);
    Case {
        check,
        name,
        ask,
        certificate,
        expected,
    }
}

/// A near miss of a check that looks at what lies beside the path.
fn silent(check: Check, name: &'static str, ask: fn() -> Question) -> Case {
    let expected = Expected::Silent;
    Case {
        check,
        name,
        ask,
        certificate: None,
        expected,
    }
}

fn cases() -> Vec<Case> {
    [
        certificate::encoding(),
        certificate::conformance(),
        certificate::keys_and_algorithms(),
        path::anchors_and_signatures(),
        path::roles(),
        path::times_and_names(),
        revocation::evidence(),
        input::beside_the_path(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn judge(question: &Question, case: &str) -> Report {
    holds::validate(&question.request, &question.data)
        .unwrap_or_else(|error| panic!("{case}: {error}"))
}

/// What a report says of one check.
fn said(report: &Report, check: Check) -> Vec<(Option<usize>, Outcome)> {
    let findings = report.findings.iter().filter(|f| f.id == check.id());
    findings.map(|f| (f.certificate, f.outcome)).collect()
}

#[test]
fn each_case_is_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let name = format!("{}: {}", case.check.id(), case.name);
        let report = judge(&(case.ask)(), &name);
        sound::assert_sound(&report, &name);
        let found = said(&report, case.check);
        let recorded: BTreeSet<Outcome> = report.paths[0]
            .checks
            .iter()
            .filter(|check| check.id == case.check && check.certificate == case.certificate)
            .map(|check| check.outcome)
            .collect();
        let is_right = match case.expected {
            Expected::Fires(outcome) => found.contains(&(case.certificate, outcome)),
            Expected::Holds(outcome) => {
                found.iter().all(|(at, _)| *at != case.certificate)
                    && recorded == BTreeSet::from([outcome])
            }
            Expected::Silent => found.is_empty() && recorded.is_empty(),
        };
        if !is_right {
            let all: Vec<_> = report
                .findings
                .iter()
                .map(|f| (f.id, f.certificate))
                .collect();
            wrong.push(format!(
                "{name}: expected {:?} at {:?}, found {found:?}, recorded {recorded:?}; all: {all:?}",
                case.expected, case.certificate
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_check_has_a_case_that_fires_it_and_a_near_miss() {
    let cases = cases();
    for check in Check::ALL.iter().filter(|check| !is_elsewhere(**check)) {
        let of = |fires: bool| {
            cases.iter().any(|case| {
                case.check == *check && matches!(case.expected, Expected::Fires(_)) == fires
            })
        };
        assert!(of(true), "{} has no case that fires it", check.id());
        assert!(of(false), "{} has no near miss", check.id());
    }
}

/// Rules that have their cases elsewhere, with a test there that none is without: those of RFC 5280 section 4 and of the
/// Baseline Requirements, which weigh differently in each profile, in tests/conformance_rules.rs; what browsers alone ask in
/// the cases of parity/, which the browsers themselves judged, and, where it binds their own roots only, in
/// tests/programmes.rs and [`CASES_OF_PROGRAMMES`].
fn is_elsewhere(check: Check) -> bool {
    use Family::*;
    matches!(
        check.family(),
        Conformance | BaselineRequirements | BrowserReading | RootProgramme
    ) || matches!(
        check,
        Check::TlsKeyNotOffered | Check::TlsFeatureMissing | Check::OcspStapleRefused
    )
}

/// Where the rules of the browsers' root programmes have their cases.
const CASES_OF_PROGRAMMES: [&str; 3] = [
    include_str!("../src/browser/chrome/root_programme/tests.rs"),
    include_str!("../src/browser/firefox/root_programme/tests.rs"),
    include_str!("../src/checks/transparency/tests.rs"),
];

#[test]
fn no_rule_of_root_programmes_is_without_a_case() {
    let is_of_programme = |check: &&Check| check.family() == Family::RootProgramme;
    for rule in Check::ALL.iter().filter(is_of_programme) {
        let name = format!("Check::{rule:?}");
        let is_named = CASES_OF_PROGRAMMES.iter().any(|text| text.contains(&name));
        // Firefox's own reading of constraints asks it: src/browser/firefox/constraints.rs has its cases.
        assert!(
            is_named || *rule == Check::ImposedNameConstraintViolated,
            "{name} has no case"
        );
    }
}

/// What the cases are near to: nothing but revocation is left unchecked, and nothing is found.
#[test]
fn the_default_request_is_trusted_without_a_word() {
    let report = judge(&ask::valid().into(), "default");
    sound::assert_sound(&report, "default");
    assert_eq!(report.verdict, certlens::Verdict::Trusted);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert_eq!(report.not_judged, ["certificate-revoked"]);
}
