//! What is said of how a browser reads was asked: each phrase with which certlens says what Chrome's or Firefox's reader stops
//! at was said of a case to which the browser's own answer is recorded (and agrees: `tests/parity_chrome.rs`,
//! `tests/parity_firefox.rs`). What rests on source instead says so, see `rests_on_source` in `src/finding.rs`.

#[path = "common/asked.rs"]
mod asked;
mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use certlens::{Finding, validate};
use parity::case::Case;
use rayon::prelude::*;

/// Phrases in the readers' sources that are never shown as what the reader stops at.
const NOT_SHOWN: &[(&str, &str)] = &[
    (
        "it is not a SEQUENCE",
        "then it is not taken for a certificate",
    ),
    ("TLS does not reach the key", "only the error is shown"),
    ("TLS does not read keyUsage", "only the error is shown"),
    ("not a list of policies", "asked of what was read before"),
    (
        "not an AlgorithmIdentifier",
        "told as algorithms that differ, or as one that is not supported",
    ),
    (" '()*+,-./:=?", "no phrase"),
    ("Firefox 153 ESR", "no phrase"),
    ("{name}, {curve}", "no phrase"),
    ("a dNSName that is none", "told as a mismatch of names"),
    ("a TLS feature that the handshake lacks", "told as that"),
    (
        "a signature algorithm that Firefox does not know",
        "told as that",
    ),
    (
        "a key that is neither RSA nor EC",
        "told as a key that is not supported",
    ),
    (
        "an elliptic curve other than P-256, P-384 and P-521",
        "told as a key that is not supported",
    ),
    ("an RSA key that is too short", "told as that"),
    ("an empty key", "told as a malformed key"),
    ("a NULL with content", "told as a malformed key"),
];

/// The readers' sources, up to their tests.
fn phrases(profile: &str) -> BTreeSet<String> {
    let files: Vec<String> = match profile {
        "chrome" => vec!["src/browser/chrome/reading.rs".to_owned()],
        _ => {
            let folder = fs::read_dir("src/browser/firefox")
                .expect("the tests run in the project's directory");
            let paths = folder.map(|entry| entry.expect("readable").path());
            // What the programme asks is not read by Firefox's reader.
            let others = ["tests.rs", "root_programme.rs"];
            let is_reader = |path: &PathBuf| !others.iter().any(|other| path.ends_with(other));
            let files = paths.filter(|path| path.is_file() && is_reader(path));
            files.map(|path| path.display().to_string()).collect()
        }
    };
    let mut phrases = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("readable");
        let text = text.split("#[cfg(test)]").next().expect("a first part");
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            // Odd pieces stand between quotation marks; no phrase holds one.
            let quoted = line.split('"').skip(1).step_by(2);
            let quoted =
                quoted.map(|text| text.replace("\\u{201c}", "“").replace("\\u{201d}", "”"));
            phrases.extend(quoted.filter(|text| text.contains(' ')));
        }
    }
    phrases
}

/// What a reader stopped at, where that is what a finding tells.
fn phrase(finding: Finding) -> Option<String> {
    let details = serde_json::to_value(&finding.details).expect("details are data");
    let phrase = match finding.id {
        "chrome-cannot-read" | "firefox-cannot-read" => &details["rule"],
        "ocsp-staple-refused" => &details["problem"],
        _ => return None,
    };
    phrase.as_str().map(str::to_owned)
}

#[test]
fn what_a_reader_stops_at_was_asked() {
    let data = common::data();
    for (profile, browser) in [("chrome", "chromium"), ("firefox", "firefox")] {
        let record = parity::record::read(browser).expect("the record");
        let was_asked = |case: &&Case| {
            let line = &record.verdicts[&case.id];
            line.unanswered.is_none() && line.question == parity::record::digest(case)
        };
        let said: BTreeSet<String> = parity::cases::recorded()
            .par_iter()
            .filter(was_asked)
            .filter_map(|case| validate(&asked::request(case, profile), &data).ok())
            .flat_map_iter(|report| report.findings.into_iter().filter_map(phrase))
            .collect();
        assert!(said.len() > 40, "{profile}: {said:?}");
        let hidden = |phrase: &&String| NOT_SHOWN.iter().any(|(known, _)| known == phrase);
        let phrases = phrases(profile);
        let unasked: Vec<_> = phrases
            .difference(&said)
            .filter(|phrase| !hidden(phrase))
            .collect();
        assert!(unasked.is_empty(), "{profile}: {unasked:#?}");
    }
}
