//! Each rule with a case that breaks it and a near miss. Expected values come from the browsers' sources, by hand.

use std::collections::BTreeSet;

use mint::{Issued, Key, Sct, root};

use super::*;
use crate::asked_time::AskedTime;
use crate::checks::baseline_requirements::CAPS;
use crate::checks::transparency;
use crate::finding::Said;
use crate::input::{Position, State};
use crate::pool::{Given, Pool, Source};
use crate::transparency::policy::{Response, chrome, firefox};
use crate::transparency::tests::{leaf as logged_leaf, logs, sct, seen, time};
use crate::transparency::{Brought, limit};

const NOW: &str = "2026-10-10T00:00:00Z";

/// What a rule said of its certificates.
fn said(ask: impl FnOnce(&mut Records), rule: Check) -> Vec<Said> {
    let mut records = Records::default();
    ask(&mut records);
    let of_rule = records.0.into_iter().filter(|record| record.check == rule);
    of_rule.map(|record| record.said).collect()
}

/// Broken, passed, not applicable or not checked: the first answer.
fn word(ask: impl FnOnce(&mut Records), rule: Check) -> &'static str {
    match said(ask, rule).first() {
        Some(Said::Broken(_)) => "broken",
        Some(Said::Passed) => "passed",
        Some(Said::NotApplicable) => "not applicable",
        Some(Said::NotChecked) => "not checked",
        None => "silent",
    }
}

fn read(issued: &Issued) -> Certificate {
    Certificate::read(issued.der.clone())
}

fn link(certificate: &Certificate, place: usize) -> Link<'_> {
    let role = match place {
        0 => Role::Leaf,
        _ => Role::Intermediate,
    };
    let contents = certificate.contents.as_ref().unwrap();
    Link {
        place,
        index: place,
        role,
        is_self_issued: contents.is_self_issued(),
        contents,
    }
}

fn set(change: impl FnOnce(&mut ConstraintSet)) -> ConstraintSet {
    let mut set = ConstraintSet::default();
    change(&mut set);
    set
}

/// What Chrome's constraints say of a leaf for a.example with these SCTs.
fn constrained(sets: &[ConstraintSet], scts: &[Sct], at: &str, version: &str) -> &'static str {
    let ca = root("CA");
    let leaf = logged_leaf(&ca, 100, scts);
    let seen = seen(&leaf, &ca, Brought::default(), at);
    let (anchor, leaf, logs) = (read(&ca), read(&leaf), logs());
    let terms = AnchorTerms {
        constraints: sets.to_vec(),
        ..AnchorTerms::default()
    };
    let facts = Facts {
        seen: &seen,
        logs: Some(&logs),
        time: &AskedTime::new(time(at)),
        version: Version::parse(version).unwrap(),
        lies_within: |name, base| name.ends_with(base),
    };
    word(
        |records| {
            let open = chrome_constraints(1, &anchor, &terms, link(&leaf, 0), facts, records);
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
    let current = "156.0.8078.79";
    let scts = [sct("a", march), sct("b", "2026-04-01T00:00:00Z")];
    // As the Chrome Root Store writes them: the date binds from a version on.
    let until = |date: &str| {
        [
            set(|set| {
                set.sct_not_after = Some(time(date));
                set.min_version = Version::parse("153.0.8010.0");
            }),
            set(|set| set.max_version_exclusive = Version::parse("153.0.8010.0")),
        ]
    };
    let ask = |sets: &[ConstraintSet]| constrained(sets, &scts, NOW, current);
    assert_eq!(ask(&[]), "not applicable");
    assert_eq!(ask(&until(march)), "passed", "at or before");
    assert_eq!(ask(&until("2026-03-01T00:59:59Z")), "broken");
    let early = until("2026-03-01T00:59:59Z");
    assert_eq!(constrained(&early, &scts, NOW, "152.0.9999.9"), "passed");
    assert_eq!(constrained(&early, &scts, NOW, "153.0.8010.0"), "broken");
    assert_eq!(
        constrained(&until(march), &[], NOW, current),
        "broken",
        "no SCT at all"
    );
    // An SCT of a retired log does not count, nor one of an unknown log.
    for log in ["r", "unknown"] {
        let found = constrained(&until(march), &[sct(log, march)], NOW, current);
        assert_eq!(found, "broken", "{log}");
    }
    // All SCTs must be later.
    let after = |date: &str| [set(|set| set.sct_all_after = Some(time(date)))];
    assert_eq!(ask(&after("2026-03-01T00:59:59Z")), "passed");
    assert_eq!(ask(&after(march)), "broken");
    assert_eq!(
        constrained(&after("2026-01-01T00:00:00Z"), &[], NOW, current),
        "broken"
    );
    // One of too many may be early.
    let many = |count| vec![sct("a", march); count];
    let begin = after("2026-01-01T00:00:00Z");
    for (count, expected) in [
        (limit::SIGNATURES, "passed"),
        (limit::SIGNATURES + 1, "broken"),
    ] {
        assert_eq!(constrained(&begin, &many(count), NOW, current), expected);
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
    let current = "156.0.0.0";
    // 70 days before the list's date, 2026-10-02.
    assert_eq!(
        constrained(&until, &march, "2026-07-23T23:59:59Z", current),
        "not checked"
    );
    assert_eq!(
        constrained(&until, &march, "2026-07-24T00:00:00Z", current),
        "broken"
    );
    let unknown = [sct("unknown", "2026-03-01T01:00:00Z")];
    assert_eq!(
        constrained(&until, &unknown, "2026-07-24T00:00:00Z", current),
        "not checked"
    );
    assert_eq!(
        constrained(&until, &unknown, "2026-10-02T00:00:00Z", current),
        "broken"
    );
    // What fails anyway is not open.
    let by_version = [set(|set| {
        set.sct_not_after = Some(time("2026-01-01T00:00:00Z"));
        set.min_version = Version::parse("157");
    })];
    assert_eq!(
        constrained(&by_version, &march, "2026-01-01T00:00:00Z", current),
        "broken"
    );
}

#[test]
fn a_distrust_date_binds_leaves_that_begin_later() {
    let ca = root("CA");
    for (not_before, date, expected) in [
        (
            "2024-11-30T23:59:59Z",
            Some("2024-11-30T23:59:59Z"),
            "passed",
        ),
        (
            "2024-12-01T00:00:00Z",
            Some("2024-11-30T23:59:59Z"),
            "broken",
        ),
        ("2024-12-01T00:00:00Z", None, "not applicable"),
    ] {
        let (anchor, leaf) = (
            read(&ca),
            read(&ca.leaf(&["a.example"]).not_before(not_before).issue()),
        );
        let terms = AnchorTerms {
            distrust_after: date.map(time),
            ..AnchorTerms::default()
        };
        let ask = |records: &mut Records| {
            distrusted_after(1, &anchor, &terms, link(&leaf, 0), records);
        };
        assert_eq!(
            word(ask, Check::RootDistrustedAfter),
            expected,
            "{not_before}"
        );
    }
}

/// OneCRL with one record each: CA's serial number 5, and the name and key of "Listed".
fn list() -> OneCrl {
    use base64::Engine as _;
    let base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let listed = root("Listed");
    let text = format!(
        "{}\n{{\"issuer\":\"{}\",\"serialNumbers\":[\"{}\"]}}\n{{\"subject\":\"{}\",\"keyHashes\":[\"{}\"]}}\n",
        r#"{"format":1,"data":"onecrl","source":"s","date":"2026-11-03","dateBasis":"b","licence":"l","count":2}"#,
        base64(root("CA").subject.der()),
        base64(&[5]),
        base64(listed.subject.der()),
        base64(&crate::signature::sha256(&listed.key.spki())),
    );
    for wrong in [
        text.replace("\"count\":2", "\"count\":3"),
        text.replace("serialNumbers", "keyHashes"),
        text.replace("\"subject\"", "\"issuer\""),
        text.replace("onecrl", "other"),
    ] {
        assert!(OneCrl::read(wrong.as_bytes()).is_err(), "{wrong}");
    }
    OneCrl::read(text.as_bytes()).unwrap()
}

#[test]
fn onecrl_names_certificates_by_serial_number_or_key() {
    let (ca, list) = (root("CA"), list());
    let ask = |issued: &Issued| {
        let certificate = read(issued);
        word(
            |records| one_crl(link(&certificate, 0), &certificate, Some(&list), records),
            Check::CertificateInOnecrl,
        )
    };
    assert_eq!(ask(&ca.ca("Sub").serial(&[5]).issue()), "broken");
    assert_eq!(ask(&ca.ca("Sub").serial(&[6]).issue()), "passed");
    assert_eq!(ask(&root("Other").ca("Sub").serial(&[5]).issue()), "passed");
    assert_eq!(
        ask(&ca.ca("Listed").issue()),
        "broken",
        "subject and key, whoever's"
    );
    assert_eq!(
        ask(&ca.ca("Listed").key(Key::p256("another")).issue()),
        "passed"
    );
    assert_eq!(
        ask(&ca.ca("Sub").key(Key::p256("Listed")).issue()),
        "passed"
    );
    let certificate = read(&ca);
    let none = |records: &mut Records| one_crl(link(&certificate, 0), &certificate, None, records);
    assert_eq!(word(none, Check::CertificateInOnecrl), "not checked");
}

#[test]
fn local_names_are_those_that_many_networks_have() {
    let header = r#"{"format":1,"data":"public-suffix-list","source":"s","date":"2026-01-01","licence":"l","count":2,"icann":2}"#;
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

#[test]
fn rsa_keys_under_public_roots_have_2048_bits() {
    let ca = root("CA");
    for (key, expected) in [
        (Key::rsa(2048, 1), "passed"),
        (Key::rsa(1024, 1), "broken"),
        (Key::p256("x"), "not applicable"),
    ] {
        let leaf = read(&ca.leaf(&["a.example"]).key(key).issue());
        let ask = |records: &mut Records| rsa_key(link(&leaf, 0), records);
        assert_eq!(word(ask, Check::PublicRootKeyTooSmall), expected);
    }
}

#[test]
fn an_intermediate_is_preloaded_by_exactly_its_name_and_key() {
    let sub = root("Root").ca("Sub").issue();
    let of = |issued: &Issued| {
        let mut pool = Pool::default();
        let given = Given {
            der: issued.der.clone(),
            position: Position {
                part: 0,
                offset: 0,
                length: issued.der.len(),
                line: None,
            },
            state: State::Plain,
            subject: None,
        };
        pool.add(vec![given], Source::Certificates);
        pool
    };
    let list = |key: [u8; 32], fingerprint: [u8; 32]| {
        let name = sub.subject.der();
        let header = r#"{"format":1,"data":"firefox-intermediates","source":"s","date":"2026-11-03","dateBasis":"b","licence":"l","count":1}"#;
        let length = u16::try_from(name.len()).unwrap().to_be_bytes();
        let file = [header.as_bytes(), b"\n", &length, name, &key, &fingerprint].concat();
        PreloadedIntermediates::read(&file).unwrap()
    };
    let told = |issued: &Issued, place, lacks_issuer, list: Option<&PreloadedIntermediates>| {
        let pool = of(issued);
        let entry = pool.get(0).unwrap();
        word(
            |records| {
                preloaded(
                    link(&entry.certificate, place),
                    entry,
                    lacks_issuer,
                    list,
                    records,
                )
            },
            Check::IntermediatePreloaded,
        )
    };
    // The issuer of the last certificate.
    let leaf = sub.leaf(&["a.example"]).issue();
    let any = list([1; 32], [1; 32]);
    for (last, expected) in [
        (&leaf, "broken"),
        (&root("Root").leaf(&["a.example"]).issue(), "passed"),
        (&root("Sub"), "passed"),
    ] {
        assert_eq!(told(last, 0, true, Some(&any)), expected);
    }
    assert_eq!(told(&leaf, 0, true, None), "not applicable");
    assert_eq!(told(&leaf, 0, false, Some(&any)), "passed");
    // Another certificate of a CA that was sent.
    let (key, fingerprint) = {
        let pool = of(&sub);
        let entry = pool.get(0).unwrap();
        (entry.key_fingerprint.unwrap(), entry.fingerprint)
    };
    for (key, fingerprint, expected) in [
        (key, [1; 32], "broken"),
        (key, fingerprint, "passed"),
        ([1; 32], [1; 32], "passed"),
    ] {
        assert_eq!(
            told(&sub, 1, false, Some(&list(key, fingerprint))),
            expected
        );
    }
}

/// What is recorded about Certificate Transparency of a leaf with these SCTs, under Chrome's policy and Firefox's.
fn transparency(scts: &[Sct], at: &str) -> [Records; 2] {
    let ca = root("CA");
    let leaf = logged_leaf(&ca, 100, scts);
    let seen = seen(&leaf, &ca, Brought::default(), at);
    let (logs, now) = (logs(), AskedTime::new(time(at)));
    let contents = read(&leaf).contents.unwrap();
    let validity = contents.not_before.zip(contents.not_after);
    let both = [
        chrome(&seen, validity, &logs, &now),
        firefox(&seen, validity, &logs, &now, None, Response::Good),
    ];
    both.map(|assessment| {
        let mut records = Records::default();
        transparency::check(0, &seen, &assessment, None, &logs, &mut records);
        records
    })
}

#[test]
fn transparency_is_recorded_as_the_policies_judge_it() {
    let march = "2026-03-01T01:00:00Z";
    let good = [sct("a", march), sct("b", march)];
    let unknown = [sct("a", march), sct("unknown", march)];
    let with_junk = [sct("a", march), sct("b", march), sct("unknown", march)];
    let rules = [
        Check::CertificateTransparencyInsufficient,
        Check::SctUnusable,
        Check::TransparencyNotJudged,
    ];
    let (broken, passed, none, open) = ("broken", "passed", "not applicable", "not checked");
    for (scts, at, expected) in [
        (&good[..], NOW, [passed, passed, passed]),
        // The leaf had ended before the list was made, so that its logs may have left it.
        (&unknown, NOW, [open, passed, broken]),
        (&good[..1], NOW, [broken, passed, passed]),
        (&with_junk, NOW, [passed, broken, passed]),
        (&[], NOW, [broken, none, passed]),
        (&good, "2026-07-01T00:00:00Z", [open, passed, broken]),
        (&unknown, "2026-07-01T00:00:00Z", [open, passed, broken]),
        (&unknown, "2026-09-01T00:00:00Z", [open, passed, broken]),
        (&good, "2026-09-01T00:00:00Z", [passed, passed, passed]),
        (&good, "2027-01-01T00:00:00Z", [open, passed, broken]),
        (&unknown, "2027-01-01T00:00:00Z", [open, passed, broken]),
    ] {
        for records in transparency(scts, at) {
            let found = rules.map(|rule| {
                let records = records.clone();
                word(|into| *into = records, rule)
            });
            assert_eq!(found, expected, "{at} {}", scts.len());
        }
    }
}

#[test]
fn where_nothing_is_asked_or_known_that_is_recorded() {
    let ask = |records: &mut Records| transparency::without_list(0, records);
    assert_eq!(
        word(ask, Check::CertificateTransparencyInsufficient),
        "not checked"
    );
    assert_eq!(word(ask, Check::TransparencyNotJudged), "broken");
    let ask = |records: &mut Records| transparency::not_required(0, records);
    for rule in [
        Check::CertificateTransparencyInsufficient,
        Check::SctUnusable,
        Check::TransparencyNotJudged,
    ] {
        assert_eq!(word(ask, rule), "not applicable");
    }
}

/// What tests/checks.rs asks of the other rules: this file names every one of these.
#[test]
fn no_rule_of_browsers_is_without_a_case() {
    let text = include_str!("tests.rs");
    let rules: BTreeSet<String> = Check::ALL
        .iter()
        .filter(|check| {
            (Check::CertificateTransparencyInsufficient..=Check::IntermediatePreloaded)
                .contains(check)
        })
        .map(|check| format!("{check:?}"))
        .collect();
    for rule in &rules {
        let uses = text.matches(&format!("Check::{rule}")).count();
        let is_an_end = [
            "CertificateTransparencyInsufficient",
            "IntermediatePreloaded",
        ];
        let named_below = usize::from(is_an_end.contains(&rule.as_str()));
        if rule == "ImposedNameConstraintViolated" {
            continue; // Firefox's own reading of constraints asks it: src/browser/firefox/constraints.rs has its cases
        }
        assert!(uses > named_below, "{rule} has no case");
    }
}
