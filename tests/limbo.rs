//! C2SP x509-limbo's core, all 208 cases. The profile follows from the namespace alone (conformance/README.md); there is no
//! other choice by case, and no list of exceptions.

mod common;

use certlens::{Data, Hostname, Part, Purpose, StoreChoice, Time, ValidationRequest, Verdict};
use common::{LimboCase, data, limbo_core};

/// `webpki::` and `online::` are judged by the rules for public CAs, the others by the RFC with its section 4.
fn profile(id: &str) -> &'static str {
    match id.split("::").next() {
        Some("webpki" | "online") => "webpki",
        _ => "rfc5280-strict",
    }
}

fn request(case: &LimboCase) -> ValidationRequest {
    // Cases without a time are judged as of now; the engine has no clock, a test may.
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("after 1970");
    let time = match &case.validation_time {
        Some(time) => Time::parse_rfc3339(time).expect("RFC 3339"),
        None => Time::from_unix(now.as_secs() as i64),
    };
    let parts = |pems: &[String]| pems.iter().cloned().map(Part::Text).collect();
    let mut request = ValidationRequest::new(case.peer_certificate.clone(), "", time);
    request.leaf = Some(0);
    request.fetched = parts(&case.untrusted_intermediates);
    request.crls = parts(&case.crls);
    request.trust.anchors = parts(&case.trusted_certs);
    request.trust.store = StoreChoice::None;
    request.hostname = match &case.expected_peer_name {
        Some(name) => Hostname::Name(name.value.clone()),
        None => Hostname::Unchecked,
    };
    request.purpose = match case.validation_kind.as_str() {
        "SERVER" => Purpose::Server,
        "CLIENT" => Purpose::Client,
        other => panic!("{other}"),
    };
    request.profile = Some(profile(&case.id).to_owned());
    request.max_intermediates = case.max_chain_depth;
    request
}

/// What the engine says instead of what the suite says.
fn difference(case: &LimboCase, data: &Data) -> Option<String> {
    let report = certlens::validate(&request(case), data).expect("a well-formed request");
    let is_expected = match case.expected_result.as_str() {
        "SUCCESS" => report.verdict == Verdict::Trusted,
        "FAILURE" => report.verdict == Verdict::Rejected,
        other => panic!("{other}"),
    };
    let found: Vec<&str> = report.findings.iter().map(|finding| finding.id).collect();
    (!is_expected).then(|| format!("{}: {} ({})", case.id, report.summary, found.join(", ")))
}

#[test]
fn all_208_cases_are_judged_as_the_suite_says() {
    let data = data();
    let cases = limbo_core();
    assert_eq!(cases.len(), 208);
    let differences: Vec<String> = cases
        .iter()
        .filter_map(|case| difference(case, &data))
        .collect();
    assert!(
        differences.is_empty(),
        "{} of {} differ:\n{}",
        differences.len(),
        cases.len(),
        differences.join("\n")
    );
}
