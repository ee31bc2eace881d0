//! BetterTLS: name constraints in every combination, and paths to be found among ones that fail. All cases of the sample
//! under `rfc5280`; each must agree.

mod common;

use certlens::{Data, Hostname, Part, Time, ValidationRequest, Verdict, validate};
use common::{Limbo, LimboCase, conformance};

fn request(case: &LimboCase) -> ValidationRequest {
    let time = case.validation_time.as_deref().expect("has a time");
    let host = case.expected_peer_name.as_ref().expect("has a name");
    let mut request = ValidationRequest::new(
        &case.peer_certificate,
        &host.value,
        Time::parse_rfc3339(time).expect("RFC 3339"),
    );
    let text = |pem: &String| Part::Text(pem.clone());
    request
        .certificates
        .extend(case.untrusted_intermediates.iter().map(text));
    request.leaf = Some(0);
    request.trust.anchors = case.trusted_certs.iter().map(text).collect();
    request.profile = Some("rfc5280".to_owned());
    assert!(matches!(request.hostname, Hostname::Name(_)));
    request
}

#[test]
fn every_case_agrees() {
    let limbo: Limbo = serde_json::from_slice(&conformance("limbo-bettertls-sample.json.gz"))
        .expect("has limbo's form");
    assert_eq!(limbo.testcases.len(), 1663);
    let disagreements: Vec<String> = limbo
        .testcases
        .iter()
        .filter_map(|case| {
            let report = validate(&request(case), &Data::default()).expect("a well-formed request");
            let expected = match case.expected_result.as_str() {
                "SUCCESS" => Verdict::Trusted,
                "FAILURE" => Verdict::Rejected,
                other => panic!("{}: {other}", case.id),
            };
            let (id, summary) = (&case.id, &report.summary);
            (report.verdict != expected).then(|| format!("{id}: {summary} ({:?})", report.code))
        })
        .collect();
    assert!(
        disagreements.is_empty(),
        "{} of 1663 disagree:\n{}",
        disagreements.len(),
        disagreements.join("\n")
    );
}
