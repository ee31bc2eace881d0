//! NIST PKITS under `rfc5280`, with each test's own policy inputs; on the tests that succeed, the user-constrained policy set
//! is compared too.

mod common;

use std::collections::BTreeMap;

use base64::Engine;
use certlens::{
    Data, Hostname, Part, Purpose, Report, RequestPolicy, Revocation, Time, ValidationRequest,
    Verdict, validate,
};
use common::conformance;
use serde::Deserialize;

#[derive(Deserialize)]
struct Suite {
    validation_time: String,
    certificates: BTreeMap<String, String>,
    crls: BTreeMap<String, String>,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    title: String,
    trust_anchor: String,
    intermediates: Vec<String>,
    target: String,
    crls: Vec<String>,
    initial_policy_set: Vec<String>,
    initial_explicit_policy: bool,
    initial_policy_mapping_inhibit: bool,
    initial_inhibit_any_policy: bool,
    user_constrained_policy_set: Vec<String>,
    expected_result: String,
}

fn suite() -> Suite {
    let suite: Suite =
        serde_json::from_slice(&conformance("pkits.json.gz")).expect("has the suite's form");
    assert_eq!(suite.tests.len(), 247);
    suite
}

impl Case {
    fn is_success(&self) -> bool {
        match self.expected_result.as_str() {
            "SUCCESS" => true,
            "FAILURE" => false,
            other => panic!("{}: {other}", self.id),
        }
    }

    /// "4.1.4 and 4.1.5 use DSA": an algorithm that this engine leaves out on purpose.
    fn is_dsa(&self) -> bool {
        self.title.contains("DSA")
    }
}

/// The bytes of one of the suite's files.
fn der(files: &BTreeMap<String, String>, name: &str) -> Vec<u8> {
    let der = base64::prelude::BASE64_STANDARD.decode(&files[name]);
    der.expect("base64")
}

fn judge(suite: &Suite, case: &Case) -> Report {
    let part = |name: &String| Part::Bytes(der(&suite.certificates, name));
    let time = Time::parse_rfc3339(&suite.validation_time).expect("RFC 3339");
    let mut request = ValidationRequest::new("", "", time);
    request.certificates = vec![part(&case.target)];
    request
        .certificates
        .extend(case.intermediates.iter().map(part));
    request.leaf = Some(0);
    request.trust.anchors = vec![part(&case.trust_anchor)];
    request.hostname = Hostname::Unchecked;
    request.purpose = Purpose::Any;
    request.profile = Some("rfc5280".to_owned());
    let crl = |name: &String| Part::Bytes(der(&suite.crls, name));
    request.crls = case.crls.iter().map(crl).collect();
    request.revocation = Some(Revocation::Hard);
    request.policy = RequestPolicy {
        initial_policies: Some(case.initial_policy_set.clone()),
        require_explicit: case.initial_explicit_policy,
        inhibit_mapping: case.initial_policy_mapping_inhibit,
        inhibit_any: case.initial_inhibit_any_policy,
    };
    validate(&request, &Data::default()).expect("a well-formed request")
}

/// What disagrees; `None`: nothing.
fn disagreement(suite: &Suite, case: &Case) -> Option<String> {
    let report = judge(suite, case);
    let policies = report.paths[0].policies.as_ref();
    let agrees = match (case.is_success(), case.is_dsa()) {
        (true, false) => {
            report.verdict == Verdict::Trusted
                && policies == Some(&case.user_constrained_policy_set)
        }
        // Refused, and by the algorithm's name.
        (_, true) => {
            let details = report.findings.first().map(|finding| &finding.details);
            let details = serde_json::to_string(&details).expect("details serialise");
            report.verdict == Verdict::Rejected && details.to_lowercase().contains("dsa")
        }
        (false, false) => report.verdict == Verdict::Rejected,
    };
    let (id, title) = (&case.id, &case.title);
    let (summary, code) = (&report.summary, report.code);
    (!agrees).then(|| format!("{id} {title}: {summary} ({code:?}, {policies:?})"))
}

#[test]
fn all_247_tests_agree() {
    let suite = suite();
    let disagreements: Vec<String> = suite
        .tests
        .iter()
        .filter_map(|case| disagreement(&suite, case))
        .collect();
    assert!(
        disagreements.is_empty(),
        "{} of {} disagree:\n{}",
        disagreements.len(),
        suite.tests.len(),
        disagreements.join("\n")
    );
}

/// Of the tests that are refused for DSA, which ones the suite wants to succeed.
#[test]
fn two_tests_that_should_succeed_are_refused_as_dsa() {
    let suite = suite();
    let refused: Vec<&str> = suite
        .tests
        .iter()
        .filter(|case| case.is_dsa() && case.is_success())
        .map(|case| case.id.as_str())
        .collect();
    assert_eq!(refused, ["pkits::4.1.4", "pkits::4.1.5"]);
}
