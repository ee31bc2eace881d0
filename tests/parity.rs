//! What the real browsers said of our own chains, and what the engine says: verdict and code. `cargo xtask parity` asks the
//! browsers; here their recorded answers are replayed.

mod common;

use certlens::{Data, Part, Report, StoreChoice, Time, ValidationRequest, Verdict, validate};
use common::data;
use parity::case::Case;
use parity::record;

/// The cases as they are asked of the engine: the roots are a user's own.
fn judge(case: &Case, profile: &str, data: &Data) -> Report {
    let time = Time::parse_rfc3339(record::TIME).expect("RFC 3339");
    let mut request = ValidationRequest::new("", &case.hostname, time);
    request.certificates = case.chain.iter().cloned().map(Part::Bytes).collect();
    request.leaf = Some(0);
    request.trust.anchors = case.anchors.iter().cloned().map(Part::Bytes).collect();
    request.trust.store = StoreChoice::None;
    request.profile = Some(profile.to_owned());
    request.ocsp = case.staple.iter().cloned().map(Part::Bytes).collect();
    validate(&request, data).expect("a well-formed request")
}

/// The cases on which the engine and the browser differ: (id, browser, engine).
fn differences(
    profile: &str,
    answers: &std::collections::BTreeMap<String, Option<String>>,
) -> Vec<(String, Option<String>, Option<String>)> {
    let data = data();
    let mut differences = Vec::new();
    for case in parity::cases::all() {
        let Some(said) = answers.get(&case.id) else {
            continue;
        };
        let report = judge(&case, profile, &data);
        assert_eq!(report.verdict == Verdict::Trusted, report.code.is_none());
        let code = report.code.map(str::to_owned);
        if code != *said {
            differences.push((case.id, said.clone(), code));
        }
    }
    differences
}

#[test]
fn chrome() {
    let answers = serde_json::from_slice(&std::fs::read("/tmp/chromium.json").unwrap()).unwrap();
    let differences = differences("chrome", &answers);
    for (id, browser, engine) in &differences {
        println!("{id}: {browser:?} / {engine:?}");
    }
    let verdicts = differences
        .iter()
        .filter(|(_, a, b)| a.is_none() != b.is_none())
        .count();
    panic!(
        "{} differ, {verdicts} in the verdict, of {}",
        differences.len(),
        answers.len()
    );
}
