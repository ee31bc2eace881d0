//! Every report names the span of time for which it holds ([`certlens::asked_time`]). Here: that the public suites' reports do so
//! under every profile, and that a span is as wide as it should be where that is plain.

mod common;
#[path = "common/holds.rs"]
mod holds;
#[path = "common/suites.rs"]
mod suites;

use certlens::{Hostname, Part, Time, ValidationRequest};

const PROFILES: [&str; 5] = ["rfc5280", "rfc5280-strict", "webpki", "chrome", "firefox"];

/// Each case under its own profile and one of the others in turn.
#[test]
fn the_suites_reports_hold_for_their_spans() {
    let data = common::data();
    let (mut reports, mut lasting) = (0, 0);
    let suites = suites::all();
    let cases = suites.iter().flat_map(|suite| &suite.cases);
    for (case, other) in cases.zip(PROFILES.iter().cycle()) {
        let own = case.asked.request();
        let mut under_other = own.clone();
        under_other.profile = Some((*other).to_owned());
        // Misuse has no span: browsers do not take every request.
        for report in [own, under_other].map(|request| holds::validate(&request, &data)) {
            reports += usize::from(report.is_ok());
            lasting += usize::from(report.is_ok_and(|report| report.holds.from < report.holds.to));
        }
    }
    assert!(
        reports > 1_000 && lasting > 800,
        "{reports} reports, {lasting} for more than a second"
    );
}

fn time(text: &str) -> Time {
    Time::parse_rfc3339(text).expect("RFC 3339")
}

/// A valid chain, asked about under rfc5280: the root from 2020 to 2040, the CA from 2024 to 2028, the leaf in 2026.
fn request(asked: &str) -> ValidationRequest {
    let root = mint::root("Root"); // 2020-01-01 to 2040-01-01
    let ca = root
        .ca("CA")
        .not_before("2024-01-01T00:00:00Z")
        .not_after("2028-01-01T00:00:00Z")
        .issue();
    let leaf = ca
        .leaf(&["example.com"])
        .not_before("2026-01-01T00:00:00Z")
        .not_after("2026-12-31T23:59:59Z")
        .issue();
    let mut request = ValidationRequest::new(leaf.pem() + &ca.pem(), "example.com", time(asked));
    request.profile = Some("rfc5280".to_owned());
    request.trust.anchors = vec![Part::Text(root.pem())];
    request
}

/// When the report holds, after it was proven that it does.
fn span(request: &ValidationRequest) -> [String; 2] {
    let report = holds::validate(request, &common::data()).expect("a well-formed request");
    [report.holds.from, report.holds.to].map(|time| time.to_string())
}

#[test]
fn a_valid_chains_report_holds_as_long_as_the_chain() {
    let leaf = ["2026-01-01T00:00:00Z", "2026-12-31T23:59:59Z"];
    for asked in [leaf[0], "2026-06-01T12:34:56Z", leaf[1]] {
        assert_eq!(span(&request(asked)), leaf, "{asked}");
        // So does one that is rejected for something else.
        let mut wrong = request(asked);
        wrong.hostname = Hostname::Name("example.org".to_owned());
        assert_eq!(span(&wrong), leaf, "{asked}");
        // A verdict of a browser's, too, and what it brings along is not old yet.
        let mut chrome = request("2026-12-01T00:00:00Z");
        chrome.profile = Some("chrome".to_owned());
        let [from, to] = span(&chrome);
        assert!(from.as_str() <= "2026-12-01T00:00:00Z" && "2026-12-02T00:00:00Z" <= to.as_str());
    }
}

#[test]
fn a_report_that_shows_the_time_holds_for_a_second() {
    for asked in [
        "2025-12-31T23:59:59Z",
        "2023-06-01T00:00:00Z",
        "2027-01-01T00:00:00Z",
        "2050-01-01T00:00:00Z",
    ] {
        assert_eq!(span(&request(asked)), [asked, asked]);
    }
}

#[test]
fn evidence_narrows_the_span_to_its_own() {
    let ca = mint::root("Root").ca("CA").issue(); // the key and the name are those of the request's
    let crl = ca
        .crl()
        .this_update("2026-02-01T00:00:00Z")
        .next_update("2026-08-01T00:00:00Z");
    let with = |crl: Vec<u8>| {
        let mut request = request("2026-06-01T00:00:00Z");
        request.crls = vec![Part::Bytes(crl)];
        span(&request)
    };
    let both = ["2026-02-01T00:00:00Z", "2026-08-01T00:00:00Z"];
    assert_eq!(with(crl.issue()), both);
}
