//! What is recorded of what the policies say.

use mint::{Sct, root};

use super::*;
use crate::asked_time::AskedTime;
use crate::checks::testing::{read, word};
use crate::transparency::Brought;
use crate::transparency::policy::{Response, chrome, firefox};
use crate::transparency::tests::{leaf as logged_leaf, logs, sct, seen, time};

const NOW: &str = "2026-10-10T00:00:00Z";

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
        check(0, &seen, &assessment, None, &logs, &mut records);
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
    let ask = |records: &mut Records| without_list(0, records);
    assert_eq!(
        word(ask, Check::CertificateTransparencyInsufficient),
        "not checked"
    );
    assert_eq!(word(ask, Check::TransparencyNotJudged), "broken");
    let ask = |records: &mut Records| not_required(0, records);
    for rule in [
        Check::CertificateTransparencyInsufficient,
        Check::SctUnusable,
        Check::TransparencyNotJudged,
    ] {
        assert_eq!(word(ask, rule), "not applicable");
    }
}
