//! Every chain of our own that the real Chromium was asked about, judged under `chrome`: the same verdict and the same code,
//! and the same answer to whether the page lets one go on. The verdicts are recorded in `parity/verdicts/chromium.json`, with
//! the version of the browser; `cargo xtask parity` records them anew.

#[path = "common/asked.rs"]
mod asked;
mod common;
#[path = "common/holds.rs"]
mod holds;

use std::collections::BTreeMap;

use certlens::Verdict;
use common::data;
use parity::case::Case;
use rayon::prelude::*;

/// What is known to differ, and why.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "staple/revoked-signed-with-sha1",
        "Chrome verifies SHA-1 under a response; here it is not verified, so that the response says nothing, and a finding tells why",
    ),
    ("tls/message-of-100-kib", TOO_LONG),
    ("tls/message-of-129-kib", TOO_LONG),
    (
        "envelope/018-leaf",
        "the algorithm stands before the signed part, as in a key; a server sends that as its certificate, but bytes without a label \
        are told as no certificate here, and the next certificate counts as the leaf",
    ),
];

const TOO_LONG: &str = "Chrome takes no more than 100 KiB of certificates; here they are judged, as more may be given than a server sends";

#[test]
fn every_recorded_case_is_judged_as_chromium_judged_it() {
    let record = parity::record::read("chromium").expect("the record");
    let known: BTreeMap<&str, &str> = DIFFERENT.iter().copied().collect();
    let data = data();
    let difference = |case: &Case| {
        let line = &record.verdicts[&case.id];
        assert_eq!(line.question, parity::record::digest(case), "{}", case.id);
        let report =
            holds::validate(&asked::request(case, "chrome"), &data).expect("a well-formed request");
        assert_eq!(report.verdict == Verdict::Trusted, report.code.is_none());
        let proceeds = line.proceed.filter(|_| line.code.is_some());
        let is_same = report.code == line.code.as_deref()
            && proceeds.is_none_or(|proceeds| report.overridable == Some(proceeds));
        let is_known = known.contains_key(case.id.as_str());
        (is_same == is_known).then(|| {
            format!(
                "{}: Chromium {:?} {proceeds:?}, certlens {:?} {:?}: {}",
                case.id, line.code, report.code, report.overridable, report.summary
            )
        })
    };
    let cases = parity::cases::recorded();
    let differences: Vec<String> = cases.par_iter().filter_map(difference).collect();
    assert!(cases.len() >= 1_700, "{}", cases.len());
    assert!(
        differences.is_empty(),
        "{} of {} differ:\n{}",
        differences.len(),
        cases.len(),
        differences.join("\n")
    );
}
