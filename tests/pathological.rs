//! Inputs made to take long are answered with counted work, and the limit that was met is named. No time is measured here:
//! `node pkg/bench/pathological.js` does that, in WebAssembly, with the same inputs, which this suite writes to
//! target/pathological.json; pkg/test/pathological.test.js compares the answers.

mod common;
#[path = "pathological/inputs.rs"]
mod inputs;

use certlens::signature::sha256;
use certlens::text::hex;
use certlens::{Data, Part, Report, Time, ValidationRequest, Verdict};
use inputs::{Expected, HOST, Input, TIME, encoded};
use serde::Serialize;

/// One input with the SHA-256 of its answer as computed natively.
#[derive(Serialize)]
struct Case {
    name: String,
    certificates: Vec<String>,
    anchors: Vec<String>,
    hostname: Option<String>,
    time: String,
    answer: String,
}

fn parts(certificates: &[Vec<u8>]) -> Vec<Part> {
    certificates.iter().cloned().map(Part::Bytes).collect()
}

fn request(input: &Input) -> ValidationRequest {
    let mut request =
        ValidationRequest::new("", HOST, Time::parse_rfc3339(TIME).expect("RFC 3339"));
    request.profile = Some("rfc5280".to_owned());
    request.certificates = parts(&input.certificates);
    request.trust.anchors = parts(&input.anchors);
    request
}

fn is_as_expected(expected: Expected, report: &Report) -> bool {
    let has = |id: &str| report.findings.iter().any(|finding| finding.id == id);
    let has_limit = |name: &str| {
        report.findings.iter().any(|finding| {
            let details = serde_json::to_value(&finding.details).expect("details are data");
            finding.id == "search-limit-reached" && details["limit"] == name
        })
    };
    match expected {
        Expected::Limit(name) => has_limit(name),
        Expected::TrustedBefore(name) => report.verdict == Verdict::Trusted && has_limit(name),
        Expected::Finding(id) => has(id),
        Expected::Trusted => report.verdict == Verdict::Trusted && !has("search-limit-reached"),
    }
}

/// Firefox's own search is another than the engine's, with a limit of its own.
#[test]
fn what_firefox_was_not_looked_for_is_told() {
    for (dead_ends, is_found) in [(20, true), (75, false)] {
        let mut request = request(&inputs::good_path_behind(dead_ends));
        request.profile = Some("firefox".to_owned());
        request.trust.store = certlens::StoreChoice::None;
        let report = certlens::validate(&request, &Data::default()).expect("a request");
        assert_eq!(report.verdict == Verdict::Trusted, is_found, "{dead_ends}");
        let limit = Expected::Limit("steps");
        let findings = &report.findings;
        assert_eq!(is_as_expected(limit, &report), !is_found, "{findings:#?}");
    }
}

/// A root and CAs below it, each with a thousand constraints, all but the root with a thousand names.
fn constraints_at_each_level(constrainers: usize) -> ValidationRequest {
    use mint::{Criticality, GeneralName, extension, oid};
    let names = |domain: &str| -> Vec<GeneralName> {
        let name = |number| GeneralName::dns(&format!("n{number}.{domain}"));
        (0..1_000).map(name).collect()
    };
    let constrain = |ca: mint::Builder| {
        let value = extension::name_constraints(&[], &names("b.example"));
        let ca = ca.extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value);
        ca.issue()
    };
    let root = constrain(mint::ca("Root"));
    let mut chain = vec![root];
    for level in 1..constrainers {
        let ca = chain[0].ca(format!("CA {level}").as_str());
        let ca = constrain(ca.san(names("a.example")));
        chain.insert(0, ca);
    }
    let leaf = chain[0].leaf(&[HOST]);
    let mut of_leaf = names("a.example");
    of_leaf.push(GeneralName::dns(HOST));
    chain.insert(0, leaf.san(of_leaf).issue());
    let root = chain.pop().expect("a root");
    let time = Time::parse_rfc3339(TIME).expect("RFC 3339");
    let mut request = ValidationRequest::new("", HOST, time);
    request.certificates = chain.into_iter().map(|it| Part::Bytes(it.der)).collect();
    request.trust.anchors = vec![Part::Bytes(root.der)];
    request.trust.store = certlens::StoreChoice::None;
    request
}

/// A browser's own limit, if it has one, is for two certificates.
#[test]
fn names_and_constraints_at_many_levels_are_too_many() {
    for (profile, most) in [("chrome", 3), ("firefox", 5)] {
        for (constrainers, verdict) in [(most, Verdict::Trusted), (most + 1, Verdict::Rejected)] {
            let mut request = constraints_at_each_level(constrainers);
            request.profile = Some(profile.to_owned());
            let report = certlens::validate(&request, &common::data()).expect("a request");
            assert_eq!(report.verdict, verdict, "{profile} {constrainers}");
            let is_told = is_as_expected(Expected::Finding("name-constraints-too-many"), &report);
            assert_eq!(
                is_told,
                verdict == Verdict::Rejected,
                "{profile} {constrainers}"
            );
        }
    }
}

#[test]
fn inputs_made_to_take_long_meet_a_limit_that_is_named() {
    let data = Data::default();
    let mut cases = Vec::new();
    let mut wrong = Vec::new();
    for input in inputs::all() {
        let request = request(&input);
        let answer = match certlens::validate(&request, &data) {
            Ok(report) => {
                let findings: std::collections::BTreeSet<String> = report
                    .findings
                    .iter()
                    .map(|finding| match finding.id {
                        "search-limit-reached" => format!("{:?}", finding.details),
                        id => id.to_owned(),
                    })
                    .collect();
                if !is_as_expected(input.expected, &report) {
                    wrong.push(format!(
                        "{}: {:?}, {:?}, {findings:?}",
                        input.name, input.expected, report.summary
                    ));
                }
                serde_json::to_string(&report).expect("a report is data")
            }
            Err(error) => {
                wrong.push(format!("{}: {error}", input.name));
                error.to_string()
            }
        };
        cases.push(Case {
            name: input.name.to_owned(),
            certificates: encoded(&input.certificates),
            anchors: encoded(&input.anchors),
            hostname: Some(HOST.to_owned()),
            time: TIME.to_owned(),
            answer: hex(&sha256(answer.as_bytes())),
        });
    }
    // A line each: all of them are more than a JavaScript engine reads as one string.
    let lines = cases
        .iter()
        .map(|case| serde_json::to_string(case).expect("cases are data"));
    let text = lines.collect::<Vec<_>>().join("\n");
    std::fs::write(common::root().join("target/pathological.json"), text)
        .expect("target/ is there");
    assert_eq!(wrong, [] as [String; 0]);
}
