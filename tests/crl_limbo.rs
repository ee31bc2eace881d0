//! The cases `crl::*` of x509-limbo: their CRLs are evidence that is asked for (`hard` by default, as CRLs are given).

mod common;
#[path = "common/holds.rs"]
mod holds;

use certlens::{Data, Hostname, Part, Report, Time, ValidationRequest, Verdict};
use common::{LimboCase, limbo_core};

fn judge(case: &LimboCase) -> Report {
    let time = case.validation_time.as_deref().expect("has a time");
    let time = Time::parse_rfc3339(time).expect("is RFC 3339");
    let mut request = ValidationRequest::new(&case.peer_certificate, "", time);
    request.profile = Some("rfc5280".to_owned());
    request.hostname = match &case.expected_peer_name {
        Some(name) => Hostname::Name(name.value.clone()),
        None => Hostname::Unchecked,
    };
    let text = |pems: &[String]| pems.iter().cloned().map(Part::Text).collect();
    request.fetched = text(&case.untrusted_intermediates);
    request.trust.anchors = text(&case.trusted_certs);
    request.crls = text(&case.crls);
    holds::validate(&request, &Data::default()).expect("a well-formed request")
}

/// What decides each failure, and the reason that the CRL is not used for.
const CAUSES: [(&str, &str, Option<&str>); 4] = [
    (
        "crl::revoked-certificate-with-crl",
        "certificate-revoked",
        None,
    ),
    (
        "crl::crlnumber-missing",
        "revocation-unknown",
        Some("crl-number-missing"),
    ),
    (
        "crl::crlnumber-critical",
        "revocation-unknown",
        Some("crl-number-critical"),
    ),
    (
        "crl::issuer-missing-crlsign",
        "revocation-unknown",
        Some("signer-may-not-sign"),
    ),
];

#[test]
fn all_agree_for_the_true_reason() {
    let cases: Vec<LimboCase> = limbo_core()
        .into_iter()
        .filter(|case| case.id.starts_with("crl::"))
        .collect();
    assert_eq!(cases.len(), 8, "the suite's cases about CRLs");
    for case in cases {
        let report = judge(&case);
        let cause = CAUSES.iter().find(|(id, ..)| *id == case.id);
        let expected = match case.expected_result.as_str() {
            "SUCCESS" => Verdict::Trusted,
            _ => Verdict::Rejected,
        };
        let said: Vec<String> = report
            .findings
            .iter()
            .map(|f| format!("{} {:?}", f.id, f.details))
            .collect();
        assert_eq!(report.verdict, expected, "{}: {said:#?}", case.id);
        assert_eq!(
            report.code,
            cause.map(|(_, code, _)| *code),
            "{}: {said:#?}",
            case.id
        );
        if let Some((.., Some(reason))) = cause {
            let reason = format!("reason: \"{reason}\"");
            assert!(
                said.iter().any(|text| text.contains(&reason)),
                "{}: {said:#?}",
                case.id
            );
        }
    }
}
