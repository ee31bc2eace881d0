//! `validate`, which also proves of each report that it holds for its whole span, and its verdict for the whole span of what was
//! decided: suites that judge through it prove so of all their requests.

#![allow(unreachable_pub)] // a module of several suites

use certlens::asked_time::Span;
use certlens::{Data, Error, Report, Time, ValidationRequest, Validator};

/// The report, after it was compared with those for other times of its span.
pub fn validate(request: &ValidationRequest, data: &Data) -> Result<Report, Error> {
    let mut validator = Validator::default(); // remembers signatures, so that each is verified once
    let report = validator.validate(request, data)?;
    let Span { from, to } = report.holds;
    let asked = request.time;
    assert!(from <= asked && asked <= to, "{from} to {to} at {asked}");
    let mut other = request.clone();
    for time in times(from, asked, to) {
        other.time = time;
        let again = validator.validate(&other, data)?;
        assert_eq!(
            json(&report, time),
            json(&again, time),
            "{from} to {to}: at {asked} and at {time}"
        );
        assert_eq!(report.holds, again.holds, "at {asked} and at {time}");
    }
    let Span { from, to } = report.decided;
    assert!(from <= report.holds.from && report.holds.to <= to);
    for time in [from, to]
        .into_iter()
        .filter(|_| report.decided != report.holds)
    {
        other.time = time;
        let again = validator.validate(&other, data)?;
        let decision = |report: &Report| (report.verdict, report.code, report.decided);
        assert_eq!(
            decision(&report),
            decision(&again),
            "{from} to {to}: at {asked} and at {time}"
        );
    }
    Ok(report)
}

/// The ends of a span, what is next to the asked time, and some between, chosen by chance but the same in every run.
fn times(from: Time, asked: Time, to: Time) -> Vec<Time> {
    let (from, asked, to) = (from.unix(), asked.unix(), to.unix());
    let length = to.abs_diff(from).saturating_add(1);
    let mut state = (from as u64) ^ (to as u64).rotate_left(32) ^ (asked as u64);
    let mut by_chance = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        from.saturating_add_unsigned((state >> 11) % length)
    };
    let mut times = vec![from, to, (asked - 1).max(from), (asked + 1).min(to)];
    times.extend([by_chance(), by_chance(), by_chance()]);
    times.retain(|time| *time != asked);
    times.sort_unstable();
    times.dedup();
    times.into_iter().map(Time::from_unix).collect()
}

/// The report with this in its field `time`.
fn json(report: &Report, time: Time) -> String {
    let mut report = report.clone();
    report.time = time;
    serde_json::to_string(&report).expect("a report serialises")
}
