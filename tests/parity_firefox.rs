//! Every chain of our own that the real Firefox was asked about, judged under `firefox`: the same verdict and the same code.
//! The verdicts are recorded in `parity/verdicts/firefox.json`, with the version of the browser; `cargo xtask parity` records
//! them anew.

use std::collections::BTreeMap;

use certlens::{Data, Hostname, Part, StoreChoice, Time, ValidationRequest, Verdict};
use parity::case::Case;

/// What is known to differ, and why.
const DIFFERENT: &[(&str, &str)] = &[(
    "staple/no-next-update",
    "Firefox was asked six days later than the verdicts are replayed for, and takes such a response for two days",
)];

fn request(case: &Case) -> ValidationRequest {
    let time = Time::parse_rfc3339(parity::record::TIME).expect("RFC 3339");
    let mut request = ValidationRequest::new("", "", time);
    let parts = |certificates: &[Vec<u8>]| certificates.iter().cloned().map(Part::Bytes).collect();
    request.certificates = parts(&case.chain);
    request.leaf = Some(0);
    request.trust.anchors = parts(&case.anchors);
    request.trust.store = StoreChoice::None;
    request.ocsp = case.staple.iter().cloned().map(Part::Bytes).collect();
    request.hostname = Hostname::Name(case.hostname.clone());
    request.profile = Some("firefox".to_owned());
    request
}

/// The code that is shown; `trusted` where the page loads.
fn judged(case: &Case) -> String {
    match certlens::validate(&request(case), &Data::default()) {
        Ok(report) => match report.verdict {
            Verdict::Trusted => "trusted".to_owned(),
            Verdict::Rejected => report.code.unwrap_or("no code").to_owned(),
        },
        Err(error) => format!("{error}"),
    }
}

#[test]
fn every_recorded_case_is_judged_as_firefox_judged_it() {
    let record = parity::record::read("firefox").expect("the record");
    let known: BTreeMap<&str, &str> = DIFFERENT.iter().copied().collect();
    let mut differences = Vec::new();
    let mut counts = [0usize; 3];
    for case in parity::cases::all() {
        let Some(line) = record.verdicts.get(&case.id) else {
            continue;
        };
        if line.unanswered.is_some() || line.question != parity::record::digest(&case) {
            continue;
        }
        // A server of the harness refuses some host names; then Firefox's verifier was asked directly.
        let recorded = match (line.code.as_deref(), line.verifier.as_deref()) {
            (Some("SSL_ERROR_ILLEGAL_PARAMETER_ALERT"), Some(verifier)) => verifier,
            (code, _) => code.unwrap_or("trusted"),
        };
        let judged = judged(&case);
        let is_same_verdict = (judged == "trusted") == (recorded == "trusted");
        counts[0] += 1;
        counts[1] += usize::from(is_same_verdict);
        counts[2] += usize::from(judged == recorded);
        if judged != recorded && !known.contains_key(case.id.as_str()) {
            let mark = if is_same_verdict { " " } else { "!" };
            differences.push(format!(
                "{mark} {}: Firefox {recorded}, here {judged}",
                case.id
            ));
        }
    }
    let [cases, verdicts, codes] = counts;
    eprintln!("{cases} cases: {verdicts} verdicts and {codes} codes agree");
    assert!(
        differences.is_empty(),
        "{} of {cases} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}
