//! SCTs of logs of our own, and what each policy makes of them. Expected values come from the policies' texts.

use mint::{CtLog, Issued, Sct, root, sct_list, with_scts};

use super::policy::{self, Compliance, Missing, Reason, Response, Uncounted};
use super::*;
use crate::path::Answers;

/// The list is of 2026-10-02; times are around it.
const NOW: &str = "2026-10-10T00:00:00Z";

pub(crate) fn time(text: &str) -> Time {
    Time::parse_rfc3339(text).unwrap()
}

pub(crate) fn millis(text: &str) -> u64 {
    milliseconds(time(text))
}

/// Our logs by name: a and b of operator A and B, c of A, d of B and static, r of C, retired on 2026-06-01.
pub(crate) fn logs() -> LogList {
    let line = |name: &str, operator: &str, kind: &str, retired: &str| {
        use base64::Engine as _;
        let base64 = |bytes: Vec<u8>| base64::engine::general_purpose::STANDARD.encode(bytes);
        let log = CtLog::new(name);
        let retired = match retired {
            "" => String::new(),
            time => format!(r#","retiredAt":"{time}""#),
        };
        format!(
            "{{\"name\":\"Log {name}\",\"operator\":\"{operator}\",\"kind\":\"{kind}\",\"id\":\"{}\",\"key\":\"{}\"{retired}}}\n",
            base64(log.id()),
            base64(log.key.spki())
        )
    };
    let lines = [
        line("a", "A", "rfc6962", ""),
        line("b", "B", "rfc6962", ""),
        line("c", "A", "rfc6962", ""),
        line("d", "B", "static-ct-api", ""),
        line("r", "C", "rfc6962", "2026-06-01T00:00:00Z"),
    ];
    let header = r#"{"format":1,"data":"ct-logs","source":"s","date":"2026-10-02","dateBasis":"b","licence":"l","count":5}"#;
    LogList::read(format!("{header}\n{}", lines.concat()).as_bytes()).unwrap()
}

pub(crate) fn sct(log: &str, at: &str) -> Sct {
    CtLog::new(log).sct(millis(at))
}

/// A leaf of `days` days from 2026-03-01 with these SCTs.
pub(crate) fn leaf(issuer: &Issued, days: i64, scts: &[Sct]) -> Issued {
    let end = Time::from_unix(time("2026-03-01T00:00:00Z").unix() + days * 86_400).to_string();
    let make = || {
        let builder = issuer.leaf(&["a.example"]);
        builder.not_before("2026-03-01T00:00:00Z").not_after(&end)
    };
    match scts {
        [] => make().issue(),
        scts => with_scts(make, issuer, scts),
    }
}

/// What is seen of a leaf's SCTs, signatures verified.
pub(crate) fn seen(leaf: &Issued, issuer: &Issued, brought: Brought<'_>, at: &str) -> Vec<Seen> {
    let certificate = Certificate::read(leaf.der.clone());
    let key = crate::signature::sha256(&issuer.key.spki());
    let submission = Submission::prepare(&certificate, &[key], brought, SctList::whole, &logs());
    answered(&submission, Some(key), time(at))
}

/// Asks, answers what is asked, and asks again.
fn answered(submission: &Submission, key: Option<[u8; 32]>, time: Time) -> Vec<Seen> {
    let mut answers = Answers::default();
    loop {
        let mut ledger = Ledger::new(&answers);
        let seen = submission.ask(key, &AskedTime::new(time), &mut ledger);
        let needs = ledger.into_needs();
        if needs.is_empty() {
            return seen;
        }
        let new: Vec<_> = needs
            .iter()
            .map(|(id, task)| (*id, crate::signature::verify(task)))
            .collect();
        for (id, answer) in new {
            answers.insert(id, answer);
        }
    }
}

fn statuses(seen: &[Seen]) -> Vec<Status> {
    seen.iter().map(|seen| seen.status).collect()
}

const MARCH: &str = "2026-03-01T01:00:00Z";

#[test]
fn signatures_are_verified_over_the_precertificate_and_the_issuers_key() {
    let (ca, other) = (root("CA"), root("Other"));
    let embedded = leaf(
        &ca,
        100,
        &[
            sct("a", MARCH),
            sct("b", MARCH).signature(|bytes| *bytes.last_mut().unwrap() ^= 1),
            sct("unknown", MARCH),
            sct("d", MARCH).leaf_index(7),
            sct("a", NOW),
            sct("a", "2026-10-10T00:00:01Z"),
            sct("a", MARCH).version(1),
            sct("a", MARCH).algorithm(4, 1),
            sct("a", MARCH).algorithm(2, 3),
            CtLog::new("a").sct(millis(NOW) + 999),
        ],
    );
    let found = seen(&embedded, &ca, Brought::default(), NOW);
    assert_eq!(
        statuses(&found),
        [
            Status::Valid,
            Status::SignatureInvalid,
            Status::UnknownLog,
            Status::Valid,
            Status::Valid,
            Status::FromTheFuture,
            Status::Undecodable("its version is not 1"),
            Status::SignatureInvalid,
            Status::SignatureInvalid,
            Status::Valid,
        ]
    );
    assert_eq!(found[3].sct.as_ref().unwrap().leaf_index, Ok(Some(7)));
    assert_eq!(found[0].log.as_ref().unwrap().operator, "A");
    assert!(
        found
            .iter()
            .zip(0..)
            .all(|(seen, place)| seen.place == place)
    );
    // The near miss: another CA's key.
    let found = seen(&embedded, &other, Brought::default(), NOW);
    assert_eq!(found[0].status, Status::SignatureInvalid);
    // Nobody in the path issued it.
    let certificate = Certificate::read(embedded.der.clone());
    let submission = Submission::prepare(
        &certificate,
        &[],
        Brought::default(),
        SctList::whole,
        &logs(),
    );
    let found = answered(&submission, None, time(NOW));
    assert_eq!(found[0].status, Status::NotChecked);
}

#[test]
fn delivered_scts_are_over_the_certificate_itself() {
    let ca = root("CA");
    let plain = leaf(&ca, 100, &[]);
    let good = sct("a", MARCH).for_certificate(&plain);
    let swapped = sct("b", MARCH).for_certificate(&leaf(&ca, 101, &[]));
    let tls = [sct_list(&[good.clone(), swapped]), vec![0, 9]];
    let ocsp = [sct_list(&[good])];
    let found = seen(
        &plain,
        &ca,
        Brought {
            tls: &tls,
            ocsp: &ocsp,
        },
        NOW,
    );
    let expected = [
        (Source::Tls, 0, Status::Valid),
        (Source::Tls, 1, Status::SignatureInvalid),
        (
            Source::Tls,
            2,
            Status::Undecodable("the list is longer than what holds it"),
        ),
        (Source::Ocsp, 0, Status::Valid),
    ];
    let found: Vec<_> = found
        .iter()
        .map(|seen| (seen.source, seen.place, seen.status))
        .collect();
    assert_eq!(found, expected);
}

/// The extension of an OCSP answer, as a whole.
fn in_ocsp(list: &[u8]) -> Vec<u8> {
    let value = mint::der::octet_string(list);
    mint::extension::extension("1.3.6.1.4.1.11129.2.4.5", false, &value)
}

#[test]
fn ocsp_answers_about_the_certificate_bring_scts() {
    let (ca, other) = (root("CA"), root("Other"));
    let plain = ca.leaf(&["a.example"]).serial(&[5]).issue();
    let list = sct_list(&[sct("a", MARCH).for_certificate(&plain)]);
    let certificate = Certificate::read(plain.der.clone());
    let contents = certificate.contents.as_ref().unwrap();
    let another_serial = ca.leaf(&["a.example"]).serial(&[6]).issue();
    let another_issuer = other.leaf(&["a.example"]).serial(&[5]).issue();
    for (issuer, about, expected) in [
        (&ca, &plain, vec![list.clone()]),
        (&ca, &another_serial, vec![]),
        (&other, &another_issuer, vec![]),
    ] {
        let response = issuer.ocsp(about).single_extension(in_ocsp(&list)).issue();
        let items = crate::input::read(&[crate::Part::Bytes(response.clone())]);
        let mut evidence = crate::revocation::Evidence::default();
        evidence.add_response(response, items[0].position.clone());
        assert_eq!(evidence.sct_lists(&certificate, contents), expected);
    }
}

#[test]
fn what_is_too_much_is_not_checked() {
    let ca = root("CA");
    let one = sct("a", MARCH);
    let leaf = leaf(&ca, 100, &vec![one; limit::SIGNATURES + 1]);
    let found = seen(&leaf, &ca, Brought::default(), NOW);
    let valid = statuses(&found)
        .iter()
        .filter(|status| **status == Status::Valid)
        .count();
    assert_eq!(valid, limit::SIGNATURES);
    assert_eq!(found.last().unwrap().status, Status::NotChecked);
}

/// Whoever could have what is not met left open by sending more needed no good SCTs.
#[test]
fn too_many_scts_do_not_stand_for_good_ones() {
    let ca = root("CA");
    let forged = sct("a", MARCH).for_certificate(&leaf(&ca, 101, &[]));
    for count in [limit::SIGNATURES, limit::SIGNATURES + 1, limit::SCTS] {
        let lists = vec![sct_list(std::slice::from_ref(&forged)); count];
        let brought = Brought {
            tls: &lists,
            ocsp: &[],
        };
        let seen = seen(&leaf(&ca, 100, &[]), &ca, brought, NOW);
        assert_eq!(policy::all_checked(&seen), count == limit::SIGNATURES);
        for compliance in both(&seen, 100, NOW) {
            assert!(
                matches!(compliance, Compliance::NotMet(_)),
                "{compliance:?}"
            );
        }
    }
}

fn validity(days: i64) -> Option<(Time, Time)> {
    let begin = time("2026-03-01T00:00:00Z");
    Some((begin, Time::from_unix(begin.unix() + days * 86_400)))
}

/// What each policy says of SCTs embedded in a leaf of so many days.
fn embedded(days: i64, scts: &[Sct], at: &str) -> [Compliance; 2] {
    let ca = root("CA");
    let seen = seen(&leaf(&ca, days, scts), &ca, Brought::default(), at);
    both(&seen, days, at)
}

fn both(seen: &[Seen], days: i64, at: &str) -> [Compliance; 2] {
    let (logs, time) = (logs(), AskedTime::new(time(at)));
    [
        policy::chrome(seen, validity(days), &logs, &time).compliance,
        policy::firefox(seen, validity(days), &logs, &time, None, Response::Good).compliance,
    ]
}

fn missing(compliance: &Compliance) -> Option<Missing> {
    match compliance {
        Compliance::NotMet(shortfall) => Some(shortfall.missing),
        _ => None,
    }
}

#[test]
fn embedded_scts_must_be_enough_and_of_two_operators() {
    let a = || sct("a", MARCH);
    let b = || sct("b", MARCH);
    let c = || sct("c", MARCH);
    let d = || sct("d", MARCH).leaf_index(1);
    for (days, scts, expected) in [
        (300, vec![a(), b(), c()], None),
        (300, vec![a(), b(), d()], None),
        (300, vec![], Some(Missing::Any)),
        (300, vec![a(), b()], Some(Missing::Logs)),
        // A second SCT of a log is no second log.
        (
            300,
            vec![a(), b(), sct("b", "2026-03-01T02:00:00Z")],
            Some(Missing::Logs),
        ),
        // 180 days exactly still need two.
        (180, vec![a(), b()], None),
        (181, vec![a(), b()], Some(Missing::Logs)),
        (180, vec![a()], Some(Missing::Logs)),
        (180, vec![a(), c()], Some(Missing::Operator)),
        (180, vec![b(), d()], Some(Missing::Operator)),
        (
            300,
            vec![a(), b(), sct("unknown", MARCH)],
            Some(Missing::Logs),
        ),
        (180, vec![a(), b().version(1)], Some(Missing::Logs)),
    ] {
        let at = "2026-10-02T00:00:00Z";
        for compliance in embedded(days, &scts, at) {
            assert_eq!(missing(&compliance), expected, "{days} {compliance:?}");
        }
    }
}

#[test]
fn a_static_log_counts_with_a_leaf_index_only() {
    let scts = [sct("a", MARCH), sct("d", MARCH)];
    for compliance in embedded(180, &scts, NOW) {
        assert_eq!(missing(&compliance), Some(Missing::Logs));
    }
}

/// Chromium 156, asked: without its index it counts for nothing else (`built-in/issued-by-no-index`).
#[test]
fn a_static_log_tells_when_a_certificate_was_issued_in_any_case() {
    let (early, late) = ("2026-05-01T00:00:00Z", "2026-06-01T00:00:01Z");
    let scts = [sct("a", late), sct("r", early), sct("d", early)];
    let [chrome, _] = embedded(180, &scts, NOW);
    assert_eq!(chrome, Compliance::Met);
}

/// `SignedCertificateTimestamp::DecodeExtensions`.
#[test]
fn extensions_that_are_none_hinder_an_sct_in_firefox_only() {
    for (extensions, expected) in [
        (&[1, 0, 1, 9][..], None),
        (&[1, 0, 2, 9], Some(Missing::Logs)),
        (&[0, 0, 4, 0, 0, 0, 1], Some(Missing::Logs)),
    ] {
        let scts = [sct("a", MARCH), sct("b", MARCH).extensions(extensions)];
        let [chrome, firefox] = embedded(180, &scts, NOW);
        assert_eq!(chrome, Compliance::Met);
        assert_eq!(missing(&firefox), expected, "{extensions:?}");
    }
}

#[test]
fn a_retired_log_counts_for_what_is_from_before_it_was_retired() {
    let late = "2026-06-01T00:00:00Z";
    let before = "2026-05-31T23:59:59Z";
    for (scts, expected) in [
        (vec![sct("a", MARCH), sct("r", before)], None),
        (vec![sct("a", MARCH), sct("r", late)], Some(Missing::Logs)),
        // The certificate is from after the log's end, by the earliest SCT of another log.
        (vec![sct("a", late), sct("r", before)], Some(Missing::Logs)),
        (vec![sct("a", before), sct("r", MARCH)], None),
        // One SCT at least must be of a log that is not retired.
        (
            vec![sct("r", MARCH), sct("r", before)],
            Some(Missing::CurrentLog),
        ),
    ] {
        let [chrome, firefox] = embedded(180, &scts, NOW);
        let is_shown = |compliance: &Compliance| match (missing(compliance), expected) {
            // Without a log that is not retired nothing says when the certificate was issued, so nothing counts at all.
            (Some(Missing::Any), Some(Missing::CurrentLog)) => true,
            (found, expected) => found == expected,
        };
        assert!(
            is_shown(&chrome) && is_shown(&firefox),
            "{chrome:?} {firefox:?} {expected:?}"
        );
    }
}

#[test]
fn delivered_scts_need_no_number_but_two_operators() {
    let ca = root("CA");
    let plain = leaf(&ca, 300, &[]);
    let list = |scts: &[Sct]| {
        let scts: Vec<_> = scts.iter().map(|sct| sct.for_certificate(&plain)).collect();
        vec![sct_list(&scts)]
    };
    let good = list(&[sct("a", MARCH), sct("b", MARCH)]);
    let one = list(&[sct("a", MARCH), sct("c", MARCH)]);
    let retired = list(&[sct("a", MARCH), sct("r", MARCH)]);
    let ask = |tls: &[Vec<u8>], ocsp: &[Vec<u8>]| {
        let found = seen(&plain, &ca, Brought { tls, ocsp }, NOW);
        both(&found, 300, NOW).map(|compliance| compliance == Compliance::Met)
    };
    assert_eq!(ask(&good, &[]), [true, true]);
    assert_eq!(ask(&one, &[]), [false, false]);
    assert_eq!(ask(&retired, &[]), [false, false]);
    // Chrome takes none from OCSP responses; Firefox does.
    assert_eq!(ask(&[], &good), [false, true]);
    // Chrome mixes what came in different ways; Firefox does not.
    let embedded = leaf(&ca, 300, &[sct("b", MARCH)]);
    let tls = vec![sct_list(&[sct("a", MARCH).for_certificate(&embedded)])];
    let brought = Brought {
        tls: &tls,
        ocsp: &[],
    };
    let found = seen(&embedded, &ca, brought, NOW);
    let met = both(&found, 300, NOW).map(|compliance| compliance == Compliance::Met);
    assert_eq!(met, [true, false]);
}

#[test]
fn firefox_counts_no_sct_from_after_a_distrust_date() {
    let ca = root("CA");
    let scts = [sct("a", MARCH), sct("b", MARCH)];
    let found = seen(&leaf(&ca, 100, &scts), &ca, Brought::default(), NOW);
    let logs = logs();
    let ask = |date: &str| {
        policy::firefox(
            &found,
            validity(100),
            &logs,
            &AskedTime::new(time(NOW)),
            Some(time(date)),
            Response::Good,
        )
    };
    assert_eq!(ask(MARCH).compliance, Compliance::Met);
    let late = ask("2026-03-01T00:59:59Z");
    assert_eq!(missing(&late.compliance), Some(Missing::Any));
    assert_eq!(late.uncounted[0], (0, Uncounted::AfterDistrust));
}

#[test]
fn firefox_counts_no_sct_of_a_response_that_is_not_good() {
    let ca = root("CA");
    let leaf = leaf(&ca, 100, &[]);
    let of = |log| sct(log, MARCH).for_certificate(&leaf);
    let brought = Brought {
        tls: &[],
        ocsp: &[sct_list(&["a", "b"].map(of))],
    };
    let found = seen(&leaf, &ca, brought, NOW);
    let (logs, time) = (logs(), AskedTime::new(time(NOW)));
    let ask = |response| policy::firefox(&found, validity(100), &logs, &time, None, response);
    assert_eq!(ask(Response::Good).compliance, Compliance::Met);
    let passed_over = ask(Response::NotGood);
    assert_eq!(missing(&passed_over.compliance), Some(Missing::Any));
    assert_eq!(passed_over.uncounted[0], (0, Uncounted::ResponseNotGood));
}

#[test]
fn what_the_list_cannot_tell_is_not_judged() {
    let enough = [sct("a", MARCH), sct("b", MARCH)];
    let unknown = [sct("a", MARCH), sct("unknown", MARCH)];
    let too_new = Compliance::NotJudged(Reason::ListTooNew);
    let open = Compliance::NotJudged(Reason::LogsMayBeMissing);
    let too_old = Compliance::NotJudged(Reason::ListTooOld);
    for (at, scts, chrome, firefox) in [
        // 70 days before 2026-10-02 is 2026-07-24.
        ("2026-07-23T23:59:59Z", &enough, &too_new, &too_new),
        (
            "2026-07-24T00:00:00Z",
            &enough,
            &Compliance::Met,
            &Compliance::Met,
        ),
        ("2026-07-24T00:00:00Z", &unknown, &open, &open),
        ("2026-10-01T23:59:59Z", &unknown, &open, &open),
        // 70 days after it is 2026-12-11.
        (
            "2026-12-10T23:59:59Z",
            &enough,
            &Compliance::Met,
            &Compliance::Met,
        ),
        ("2026-12-11T00:00:00Z", &enough, &too_old, &too_old),
        ("2026-12-11T00:00:00Z", &unknown, &too_old, &too_old),
    ] {
        let [by_chrome, by_firefox] = embedded(180, scts, at);
        assert_eq!((&by_chrome, &by_firefox), (chrome, firefox), "{at}");
    }
    // From the list's date on a log that is not in it is none, of what has not ended by then: 215 days from March on it has.
    for compliance in embedded(216, &unknown, "2026-10-02T00:00:00Z") {
        assert_eq!(missing(&compliance), Some(Missing::Logs));
    }
    for compliance in embedded(214, &unknown, "2026-10-02T00:00:00Z") {
        assert_eq!(compliance, open);
    }
    // That it has ended does not excuse it from SCTs.
    for compliance in embedded(214, &[], "2026-10-02T00:00:00Z") {
        assert_eq!(missing(&compliance), Some(Missing::Any));
    }
}
