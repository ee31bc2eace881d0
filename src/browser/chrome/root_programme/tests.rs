//! Each rule with a case that breaks it and a near miss. Expected values come from the browser's source, by hand.

use mint::{Sct, root};

use super::*;
use crate::checks::CAPS;
use crate::checks::testing::{link, read, word};
use crate::finding::Said;
use crate::transparency::tests::{leaf as logged_leaf, logs, sct, seen, time};
use crate::transparency::{Brought, limit};

const NOW: &str = "2026-10-10T00:00:00Z";

fn set(change: impl FnOnce(&mut ConstraintSet)) -> ConstraintSet {
    let mut set = ConstraintSet::default();
    change(&mut set);
    set
}

/// What Chrome's constraints say of a leaf for a.example with these SCTs.
fn constrained(sets: &[ConstraintSet], scts: &[Sct], at: &str) -> &'static str {
    let ca = root("CA");
    let leaf = logged_leaf(&ca, 100, scts);
    let seen = seen(&leaf, &ca, Brought::default(), at);
    let (anchor, leaf, logs) = (read(&ca), read(&leaf), logs());
    let timestamps = Timestamps {
        seen: &seen,
        logs: Some(&logs),
        time: &AskedTime::new(time(at)),
    };
    word(
        |records| {
            let open = root_constraints(1, &anchor, sets, link(&leaf, 0), timestamps, records);
            let is_open =
                matches!(records.0.last(), Some(record) if record.said == Said::NotChecked);
            assert_eq!(open.is_some(), is_open);
        },
        Check::RootConstraintViolated,
    )
}

#[test]
fn one_set_of_a_roots_constraints_must_hold_completely() {
    let march = "2026-03-01T01:00:00Z";
    let scts = [sct("a", march), sct("b", "2026-04-01T00:00:00Z")];
    // As the Chrome Root Store writes them: the date binds from a version on.
    let until_from = |date: &str, version: &str| {
        [
            set(|set| {
                set.sct_not_after = Some(time(date));
                set.min_version = Version::parse(version);
            }),
            set(|set| set.max_version_exclusive = Version::parse(version)),
        ]
    };
    let until = |date: &str| until_from(date, "153.0.8010.0");
    let ask = |sets: &[ConstraintSet]| constrained(sets, &scts, NOW);
    assert_eq!(ask(&[]), "not applicable");
    assert_eq!(ask(&until(march)), "passed", "at or before");
    assert_eq!(ask(&until("2026-03-01T00:59:59Z")), "broken");
    for (version, expected) in [("156.0.8078.0", "broken"), ("156.0.8078.1", "passed")] {
        let early = until_from("2026-03-01T00:59:59Z", version);
        assert_eq!(ask(&early), expected, "{version}");
    }
    assert_eq!(
        constrained(&until(march), &[], NOW),
        "broken",
        "no SCT at all"
    );
    // An SCT of a retired log does not count, nor one of an unknown log.
    for log in ["r", "unknown"] {
        let found = constrained(&until(march), &[sct(log, march)], NOW);
        assert_eq!(found, "broken", "{log}");
    }
    // All SCTs must be later.
    let after = |date: &str| [set(|set| set.sct_all_after = Some(time(date)))];
    assert_eq!(ask(&after("2026-03-01T00:59:59Z")), "passed");
    assert_eq!(ask(&after(march)), "broken");
    assert_eq!(
        constrained(&after("2026-01-01T00:00:00Z"), &[], NOW),
        "broken"
    );
    // One of too many may be early.
    let many = |count| vec![sct("a", march); count];
    let begin = after("2026-01-01T00:00:00Z");
    for (count, expected) in [
        (limit::SIGNATURES, "passed"),
        (limit::SIGNATURES + 1, "broken"),
    ] {
        assert_eq!(constrained(&begin, &many(count), NOW), expected);
    }
    // Names.
    let names = |base: &str| [set(|set| set.permitted_dns_names = vec![base.to_owned()])];
    assert_eq!(ask(&names("example")), "passed");
    assert_eq!(ask(&names("a.example")), "passed");
    assert_eq!(ask(&names("b.example")), "broken");
    // No half of two sets makes a whole.
    let halves = [
        set(|set| {
            set.permitted_dns_names = vec!["b.example".to_owned()];
            set.sct_not_after = Some(time(march));
        }),
        set(|set| {
            set.permitted_dns_names = vec!["a.example".to_owned()];
            set.sct_not_after = Some(time("2026-01-01T00:00:00Z"));
        }),
    ];
    assert_eq!(ask(&halves), "broken");
}

#[test]
fn sct_based_constraints_are_not_judged_where_the_list_does_not_reach() {
    let until = [set(|set| {
        set.sct_not_after = Some(time("2026-01-01T00:00:00Z"))
    })];
    let march = [sct("a", "2026-03-01T01:00:00Z")];
    // 70 days before the list's date, 2026-10-02.
    assert_eq!(
        constrained(&until, &march, "2026-07-23T23:59:59Z"),
        "not checked"
    );
    assert_eq!(
        constrained(&until, &march, "2026-07-24T00:00:00Z"),
        "broken"
    );
    let unknown = [sct("unknown", "2026-03-01T01:00:00Z")];
    assert_eq!(
        constrained(&until, &unknown, "2026-07-24T00:00:00Z"),
        "not checked"
    );
    assert_eq!(
        constrained(&until, &unknown, "2026-10-02T00:00:00Z"),
        "broken"
    );
    // What fails anyway is not open.
    let by_version = [set(|set| {
        set.sct_not_after = Some(time("2026-01-01T00:00:00Z"));
        set.min_version = Version::parse("157");
    })];
    assert_eq!(
        constrained(&by_version, &march, "2026-01-01T00:00:00Z"),
        "broken"
    );
}

#[test]
fn local_names_are_those_that_many_networks_have() {
    let header = r#"{"format":1,"data":"public-suffix-list","source":"s","date":"2026-01-01","dateBasis":"b","licence":"l","count":2,"icann":2}"#;
    let suffixes = PublicSuffixes::read(format!("{header}\nco.uk\nuk\n").as_bytes()).unwrap();
    for (host, expected) in [
        ("a.uk", "passed"),
        ("uk", "passed"),
        ("a.co.uk", "passed"),
        ("printer", "broken"),
        ("a.local", "broken"),
        ("192.168.1.1", "broken"),
        ("192.169.0.1", "passed"),
        ("100.63.255.255", "passed"),
        ("100.64.0.0", "broken"),
        ("198.20.0.0", "passed"),
        ("198.19.255.255", "broken"),
        ("223.255.255.255", "passed"),
        ("224.0.0.0", "broken"),
        ("2606:4700::1", "passed"),
        ("fe80::1", "broken"),
        ("::1", "broken"),
        ("::ffff:10.0.0.1", "broken"),
        ("::ffff:8.8.8.8", "passed"),
    ] {
        let host_name = Host::parse(host).unwrap();
        let ask = |records: &mut Records| local_name(0, &host_name, Some(&suffixes), records);
        assert_eq!(word(ask, Check::LocalNameOnPublicRoot), expected, "{host}");
    }
    let host = Host::parse("a.uk").unwrap();
    let ask = |records: &mut Records| local_name(0, &host, None, records);
    assert_eq!(word(ask, Check::LocalNameOnPublicRoot), "not checked");
}

#[test]
fn a_leaf_lives_as_long_as_one_that_begins_then_may() {
    let ca = root("CA");
    for (begin, end, expected) in [
        ("2026-01-01T00:00:00Z", "2027-02-03T00:00:00Z", "passed"),
        ("2026-01-01T00:00:00Z", "2027-02-03T00:00:01Z", "broken"),
        // Before 2020 others were allowed more; what has it now has been issued by nobody.
        ("2020-08-31T23:59:59Z", "2021-10-03T23:59:59Z", "passed"),
        ("2020-08-31T23:59:59Z", "2021-10-04T00:00:00Z", "broken"),
        ("2026-03-14T23:59:59Z", "2027-04-16T23:59:59Z", "passed"),
        ("2026-03-15T00:00:00Z", "2026-10-01T00:00:00Z", "passed"),
        ("2026-03-15T00:00:00Z", "2026-10-01T00:00:01Z", "broken"),
        ("2027-03-15T00:00:00Z", "2027-06-23T00:00:00Z", "passed"),
        ("2027-03-15T00:00:00Z", "2027-06-23T00:00:01Z", "broken"),
        ("2029-03-15T00:00:00Z", "2029-05-01T00:00:00Z", "passed"),
        ("2029-03-15T00:00:00Z", "2029-05-01T00:00:01Z", "broken"),
        ("2027-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "broken"),
    ] {
        let leaf = ca.leaf(&["a.example"]).not_before(begin).not_after(end);
        let leaf = read(&leaf.issue());
        let ask = |records: &mut Records| lifetime(link(&leaf, 0), records);
        assert_eq!(word(ask, Check::ValidityTooLong), expected, "{end}");
    }
}

/// Chrome's limits are Chrome's to change, and the Baseline Requirements' the Forum's: neither follows the other by itself.
#[test]
fn chrome_limits_lifetimes_as_the_baseline_requirements_do_since_2020() {
    let midnights = LIMITS.iter().chain(CAPS).map(|(day, _)| *day);
    for (year, month, day) in midnights {
        let midnight = Time::from_utc(year, month, day, 0, 0, 0).unwrap();
        for time in [Time::from_unix(midnight.unix() - 1), midnight] {
            let of_chrome = time.latest(LIMITS).unwrap_or(LIMIT_BEFORE);
            let expected = match time.latest(CAPS) {
                None | Some(825) => 398, // Chrome has no limit of its own for what is over
                Some(days) => days,
            };
            assert_eq!(of_chrome, expected, "{time}");
        }
    }
}
