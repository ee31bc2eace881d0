//! What is recorded are answers to the questions that are asked now: each case in both records, and nothing else.

use parity::{case::Verdict, cases, record};

#[test]
fn each_case_has_a_verdict_of_each_browser_and_those_of_one_fault_of_each_program() {
    for name in ["firefox", "chromium", "openssl", "node", "go"] {
        let is_browser = ["firefox", "chromium"].contains(&name);
        let cases = cases::recorded().iter();
        let cases: Vec<_> = cases
            .filter(|case| is_browser || cases::is_of_one_fault(case))
            .collect();
        let record = record::read(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let stale: Vec<_> = cases
            .iter()
            .filter(|case| {
                let line = record.verdicts.get(&case.id);
                line.is_none_or(|line| line.question != record::digest(case))
            })
            .map(|case| &case.id)
            .collect();
        assert_eq!(stale, [] as [&String; 0], "{name}: `cargo xtask parity`");
        assert_eq!(record.verdicts.len(), cases.len(), "{name}: cases are gone");
    }
}

/// Unanswered is what a browser refuses to be asked, such as a root that it does not take.
#[test]
fn few_are_unanswered() {
    for name in [
        "firefox",
        "chromium",
        "chromium-built-in",
        "firefox-built-in",
        "firefox-limbo",
        "firefox-real",
    ] {
        let record = record::read(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let unanswered = record
            .verdicts
            .values()
            .filter(|line| matches!(line.verdict(), Verdict::Unanswered(_)));
        let (unanswered, all) = (unanswered.count(), record.verdicts.len());
        assert!(unanswered * 50 < all, "{name}: {unanswered} of {all}");
    }
}

#[test]
fn nothing_changes_between_the_times() {
    assert_eq!(record::TIME, "2026-11-26T07:30:00Z");
    // Days from 1970 to 2026: 56 years, 14 of them leap years; 329 days to 26 November.
    let days = 56 * 365 + 14 + 329;
    assert_eq!(record::TIME_UNIX, days * 86_400 + 7 * 3600 + 1800);
}
