//! NIST PKITS under `rfc5280`, with each test's own policy inputs; on the tests that succeed, the user-constrained policy set
//! is compared too.

mod common;

use std::collections::BTreeMap;

use base64::Engine;
use certlens::{
    Data, Hostname, Part, Purpose, Report, RequestPolicy, Time, ValidationRequest, Verdict,
    validate,
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

    /// `4.13` of `pkits::4.13.27#1`.
    fn section(&self) -> &str {
        let number = self.id.strip_prefix("pkits::").expect("a PKITS test");
        number.rsplit_once('.').expect("has a number").0
    }

    /// "4.1.4 and 4.1.5 use DSA": an algorithm that this engine leaves out on purpose.
    fn is_dsa(&self) -> bool {
        self.title.contains("DSA")
    }

    /// It must fail, and is about what CRLs say: the sections on revocation, distribution points and delta CRLs, the one on
    /// CAs that changed their key (whose failures are revoked certificates), and the tests about cRLSign. Requests carry no
    /// CRLs yet.
    fn needs_revocation(&self) -> bool {
        let is_about_crls = ["4.4", "4.5", "4.14", "4.15"].contains(&self.section())
            || self.title.contains("cRLSign");
        is_about_crls && !self.is_success()
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
fn every_case_agrees_that_needs_no_revocation() {
    let suite = suite();
    let cases: Vec<&Case> = suite.tests.iter().collect();
    let (later, now): (Vec<_>, Vec<_>) = cases.into_iter().partition(|c| c.needs_revocation());
    assert_eq!((now.len(), later.len()), (200, 47));
    let disagreements: Vec<String> = now
        .iter()
        .filter_map(|case| disagreement(&suite, case))
        .collect();
    assert!(
        disagreements.is_empty(),
        "{} of {} disagree:\n{}",
        disagreements.len(),
        now.len(),
        disagreements.join("\n")
    );
}

/// Until CRLs are taken, none of these passes without a word that revocation was not judged; and their CRLs are at hand.
#[test]
fn the_others_say_that_revocation_was_not_judged() {
    let suite = suite();
    for case in suite.tests.iter().filter(|case| case.needs_revocation()) {
        let report = judge(&suite, case);
        let is_open = report.not_judged.contains(&"certificate-revoked");
        assert!(is_open, "{} {}: {}", case.id, case.title, report.summary);
        for crl in &case.crls {
            assert!(!der(&suite.crls, crl).is_empty(), "{crl}");
        }
    }
}
