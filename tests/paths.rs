//! Path building: which candidates there are, in which order, why each failed, how much work it takes; and that a resumable
//! run comes to the same report however its signatures are answered.

use std::collections::BTreeSet;

use certlens::path::limit;
use certlens::signature::{Answer, TaskId, verify};
use certlens::{Data, Outcome, Part, Report, Run, Step, ValidationRequest, Verdict};
use mint::extension::{BasicConstraints, KeyUsage};
use mint::{Criticality, Issued, Key, oid};

#[path = "checks/ask.rs"]
#[allow(dead_code)] // the other suite's part
mod ask;
mod common;
#[path = "common/holds.rs"]
mod holds;
#[path = "checks/sound.rs"]
mod sound;

use ask::{A_SECOND_AGO, ask, intermediate, leaf, root};

#[track_caller]
fn judge(request: &ValidationRequest) -> Report {
    let report = holds::validate(request, &Data::default()).expect("a well-formed request");
    sound::assert_sound(&report, "paths");
    report
}

/// The errors of each path.
fn faults(report: &Report) -> Vec<Vec<(&'static str, Option<usize>)>> {
    let errors = |path: &certlens::report::PathReport| {
        let errors = path.findings.iter().filter(|f| f.outcome == Outcome::Error);
        errors.map(|f| (f.id, f.certificate)).collect()
    };
    report.paths.iter().map(errors).collect()
}

fn chains(report: &Report) -> Vec<&[usize]> {
    let chains = report.paths.iter().map(|path| path.certificates.as_slice());
    chains.collect()
}

/// Another certificate of the same CA.
fn again(ca: mint::Builder, number: usize) -> Issued {
    let [.., high, low] = number.to_be_bytes();
    ca.serial(&[1, high, low]).issue()
}

// Which candidates there are.

/// One CA, cross-signed by two roots: any path will do.
#[test]
fn cross_signs_one_expired_one_good() {
    let (old, new) = (mint::root("Old Root"), mint::root("New Root"));
    let by_old = old.ca("CA").not_after(A_SECOND_AGO).issue();
    let by_new = new.ca("CA").issue();
    let leaf = by_new.leaf(&["example.com"]).issue();
    for sent in [[&leaf, &by_old, &by_new], [&leaf, &by_new, &by_old]] {
        let report = judge(&ask(&sent, &[&old, &new]));
        assert_eq!(report.verdict, Verdict::Trusted);
        let expired = sent.iter().position(|c| c.der == by_old.der);
        assert_eq!(
            faults(&report),
            [vec![], vec![("certificate-expired", expired)]]
        );
    }
    let report = judge(&ask(&[&leaf, &by_old, &by_new], &[&old]));
    assert_eq!(report.code, Some("certificate-expired"));
    assert_eq!(
        faults(&report),
        [
            vec![("certificate-expired", Some(1))],
            vec![("issuer-not-found", Some(2))]
        ]
    );
}

/// Two CAs with one key, named differently: only the name in the leaf leads on.
#[test]
fn a_shared_key() {
    let key = || Key::p256("shared");
    let a = root().ca("A").key(key()).issue();
    let b = root().ca("B").key(key()).issue();
    let leaf = a.leaf(&["example.com"]).issue();
    let report = judge(&ask(&[&leaf, &b, &a], &[&root()]));
    assert_eq!(chains(&report), [[0, 2, 3]]);
    assert_eq!(report.verdict, Verdict::Trusted);
}

/// One name, two keys: the key decides, whatever the order.
#[test]
fn one_name_with_two_keys() {
    let real = intermediate().issue();
    let other = intermediate().key(Key::p256("other")).issue();
    let leaf = real.leaf(&["example.com"]).issue();
    for (sent, good) in [([&leaf, &real, &other], 1), ([&leaf, &other, &real], 2)] {
        let report = judge(&ask(&sent, &[&root()]));
        assert_eq!(chains(&report), [&[0, good, 3][..], &[0, 3 - good]]);
        assert_eq!(
            faults(&report),
            [vec![], vec![("signature-invalid", Some(0))]]
        );
    }
}

/// Decoys of the right name and another key, all before the CA that the leaf's key identifier names.
#[test]
fn decoys_with_other_key_identifiers_are_tried_last() {
    let real = intermediate().issue();
    let leaf = real.leaf(&["example.com"]).issue();
    let decoys: Vec<Issued> = (0..20)
        .map(|n| intermediate().key(Key::p256(format!("decoy {n}"))).issue())
        .collect();
    let mut sent = vec![&leaf];
    sent.extend(&decoys);
    sent.push(&real);
    let run = run(&ask(&sent, &[&root()]));
    assert_eq!(run.report.verdict, Verdict::Trusted);
    assert_eq!(chains(&run.report)[0], [0, 21, 22]);
    assert_eq!(run.report.paths.len(), 21, "each decoy is a candidate");
    assert!(run.first.contains(&run.of(0, 21)), "asked for at once");
}

#[test]
fn a_loop_of_two_and_a_way_out_of_it() {
    let (a, b) = (mint::root("A"), mint::root("B"));
    let leaf = a.leaf(&["example.com"]).issue();
    let (a_by_b, b_by_a) = (b.ca("A").issue(), a.ca("B").issue());
    let report = judge(&ask(&[&leaf, &a_by_b, &b_by_a], &[&root()]));
    assert_eq!(chains(&report), [[0, 1, 2]]);
    assert_eq!(faults(&report), [[("path-loop", Some(2))]]);
    let b_by_root = root().ca("B").issue();
    let report = judge(&ask(&[&leaf, &a_by_b, &b_by_a, &b_by_root], &[&root()]));
    assert_eq!(report.verdict, Verdict::Trusted);
    assert_eq!(chains(&report), [&[0, 1, 3, 4][..], &[0, 1, 2]]);
}

/// The root's new key, certified by its old one (RFC 4210 §4.4), which alone is trusted.
#[test]
fn a_self_issued_key_rollover() {
    let old = root();
    let new_key = || Key::p256("new key");
    let new = mint::ca("Example Root CA").key(new_key()).issue();
    let new_with_old = old.ca("Example Root CA").key(new_key()).issue();
    let leaf = new.leaf(&["example.com"]).issue();
    let report = judge(&ask(&[&leaf, &new_with_old, &new], &[&old]));
    assert_eq!(report.verdict, Verdict::Trusted);
    assert_eq!(chains(&report)[0], [0, 1, 3]);
    let report = judge(&ask(&[&leaf, &new], &[&old]));
    assert_eq!(report.code, Some("anchor-name-reused"));
}

#[test]
fn any_order_duplicates_and_superfluous_certificates() {
    let (leaf, ca, root) = (leaf().issue(), intermediate().issue(), root());
    let other = mint::root("Another Root CA");
    for sent in [
        vec![&leaf, &ca],
        vec![&ca, &leaf],
        vec![&root, &ca, &leaf],
        vec![&leaf, &leaf, &ca, &ca, &leaf],
        vec![&ca, &ca, &leaf, &leaf],
        vec![&other, &ca, &leaf, &root, &other],
    ] {
        let report = judge(&ask(&sent, &[&root]));
        let what: Vec<_> = report.certificates.iter().map(|c| &c.label).collect();
        assert_eq!(report.verdict, Verdict::Trusted, "{what:?}");
        assert_eq!(
            report.paths.len(),
            1,
            "{what:?}: a duplicate is no candidate"
        );
        let first_leaf = sent.iter().position(|c| c.der == leaf.der);
        assert_eq!(report.leaf, first_leaf, "{what:?}");
    }
}

/// The leaf given by hand is the second of two equal certificates.
#[test]
fn a_duplicate_as_the_leaf() {
    let alone = mint::leaf(&["example.com"]).issue();
    for (anchors, verdict) in [
        (vec![], Verdict::Rejected),
        (vec![&alone], Verdict::Trusted),
    ] {
        let mut request = ask(&[&alone, &alone], &anchors);
        request.leaf = Some(1);
        let report = judge(&request);
        assert_eq!(report.verdict, verdict);
        assert_eq!(
            chains(&report),
            [[1]],
            "a certificate is not its own issuer"
        );
    }
    let mut request = ask(
        &[&leaf().issue(), &intermediate().issue(), &leaf().issue()],
        &[&root()],
    );
    request.leaf = Some(2);
    let report = judge(&request);
    assert_eq!(
        (report.verdict, chains(&report)),
        (Verdict::Trusted, vec![&[2, 1, 3][..]])
    );
}

#[test]
fn what_is_missing_is_named_where_it_is_missing() {
    let top = root().ca("Upper CA").issue();
    let ca = top.ca("Lower CA").issue();
    let leaf = ca.leaf(&["example.com"]).issue();
    for (sent, at) in [
        (vec![&leaf], 0),
        (vec![&leaf, &top], 0),
        (vec![&leaf, &ca], 1),
    ] {
        let report = judge(&ask(&sent, &[&root()]));
        assert_eq!(faults(&report), [[("issuer-not-found", Some(at))]]);
    }
    let mut request = ask(&[&leaf, &ca], &[&root()]);
    request.fetched = vec![Part::Text(top.pem())];
    assert_eq!(
        judge(&request).verdict,
        Verdict::Trusted,
        "known from elsewhere"
    );
}

// Anchors.

#[test]
fn several_anchors_and_anchors_also_sent() {
    let (leaf, ca) = (leaf().issue(), intermediate().issue());
    let other = mint::root("Another Root CA");
    let report = judge(&ask(&[&leaf, &ca], &[&other, &root()]));
    assert_eq!(report.verdict, Verdict::Trusted);
    let labels: Vec<_> = report
        .certificates
        .iter()
        .map(|c| c.label.as_str())
        .collect();
    assert_eq!(
        labels,
        ["example.com", "Example Intermediate CA", "Example Root CA"],
        "an anchor that nothing leads to is not shown"
    );
    let report = judge(&ask(&[&leaf, &ca, &root()], &[&root()]));
    assert_eq!(
        (report.verdict, report.certificates.len()),
        (Verdict::Trusted, 3)
    );
    assert_eq!(chains(&report), [[0, 1, 2]]);
    // Both the root and the intermediate: the path ends at the first anchor it reaches.
    let report = judge(&ask(&[&leaf, &ca], &[&root(), &ca]));
    assert_eq!(
        (report.verdict, chains(&report)),
        (Verdict::Trusted, vec![&[0, 1][..]])
    );
}

/// An anchor with the name and key of the issuer is found though the issuer's certificate that was sent is another.
#[test]
fn a_renewed_anchor() {
    let renewed = again(mint::ca("Example Root CA"), 1);
    let report = judge(&ask(
        &[&leaf().issue(), &intermediate().issue(), &renewed],
        &[&root()],
    ));
    assert_eq!(report.verdict, Verdict::Trusted);
    assert_eq!(chains(&report)[0], [0, 1, 3]);
}

#[test]
fn the_leaf_is_an_anchor() {
    let alone = mint::leaf(&["example.com"]).issue();
    let report = judge(&ask(&[&alone], &[&alone]));
    assert_eq!(
        (report.verdict, report.paths[0].anchor),
        (Verdict::Trusted, Some(0))
    );
    let report = judge(&ask(
        &[&leaf().issue(), &intermediate().issue()],
        &[&leaf().issue()],
    ));
    assert_eq!(
        report.verdict,
        Verdict::Trusted,
        "not self-signed, and no root known"
    );
    assert_eq!(chains(&report), [[0]]);
    // It is trusted, but still judged.
    let expired = mint::leaf(&["example.com"]).not_after(A_SECOND_AGO).issue();
    let report = judge(&ask(&[&expired], &[&expired]));
    assert_eq!(report.code, Some("certificate-expired"));
}

#[test]
fn an_impostor_with_the_real_name() {
    let impostor = mint::ca("Example Root CA")
        .key(Key::p256("impostor"))
        .issue();
    let ca = impostor.ca("Example Intermediate CA").issue();
    let leaf = ca.leaf(&["example.com"]).issue();
    let report = judge(&ask(&[&leaf, &ca, &impostor], &[&root()]));
    assert_eq!(report.code, Some("anchor-name-reused"), "sent along");
    assert!(
        faults(&report).contains(&vec![("signature-invalid", Some(1))]),
        "the real root did not sign it: {:?}",
        faults(&report)
    );
    let report = judge(&ask(&[&leaf, &ca], &[&root()]));
    assert_eq!(
        faults(&report),
        [[("signature-invalid", Some(1))]],
        "not sent along"
    );
}

// Each candidate is kept with its reason.

/// A self-issued certificate whose own signature does not hold, beside another of the same name and key: nothing leads on,
/// and that is said.
#[test]
fn a_broken_self_signature_beside_its_twin() {
    let broken = || mint::leaf(&["example.com"]).signature(|signature| signature[40] ^= 1);
    let twin = mint::leaf(&["example.com"]).serial(&[7]).issue();
    let report = judge(&ask(&[&broken().issue(), &twin], &[]));
    assert_eq!((report.leaf, report.verdict), (Some(0), Verdict::Rejected));
    assert_eq!(faults(&report), [[("issuer-not-found", Some(0))]]);
}

#[test]
fn thirty_two_candidates_are_shown_and_the_others_counted() {
    for (issuers, omitted) in [(31, 0), (32, 0), (33, 1), (40, 8)] {
        let mut sent = vec![leaf().issue()];
        sent.extend((0..issuers).map(|n| again(intermediate(), n)));
        let report = judge(&ask(&sent.iter().collect::<Vec<_>>(), &[&root()]));
        assert_eq!(
            (report.paths.len(), report.paths_omitted),
            (issuers - omitted, omitted)
        );
    }
}

// Work.

/// What a run came to, and the signatures that it asked for.
struct Outcomes {
    report: Report,
    /// In the first round.
    first: Vec<TaskId>,
    asked: BTreeSet<TaskId>,
    answers: Vec<((usize, usize), TaskId)>,
}

impl Outcomes {
    /// The question about a certificate's signature under another's key.
    fn of(&self, child: usize, issuer: usize) -> TaskId {
        let found = self
            .answers
            .iter()
            .find(|(edge, _)| *edge == (child, issuer));
        found.expect("was asked").1
    }
}

/// Which of the report's certificates a task is about.
fn edge(report: &Report, message: &[u8], spki: &[u8]) -> (usize, usize) {
    let der = |index: usize| base64_decode(&report.certificates[index].der);
    let holds = |index: &usize, part: &[u8]| der(*index).windows(part.len()).any(|w| w == part);
    let all = 0..report.certificates.len();
    let child = all
        .clone()
        .find(|index| holds(index, message))
        .expect("the child");
    let issuer = all
        .into_iter()
        .find(|index| holds(index, spki))
        .expect("the issuer");
    (child, issuer)
}

fn base64_decode(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .expect("base64")
}

/// Runs a request round by round.
fn run(request: &ValidationRequest) -> Outcomes {
    let mut run = Run::new(request, &Data::default()).expect("a well-formed request");
    let (mut asked, mut parts) = (BTreeSet::new(), Vec::new());
    let mut first = Vec::new();
    loop {
        let needed = match run.step() {
            Step::Done(report) => {
                sound::assert_sound(&report, "run");
                let few = parts.len() <= 50;
                let answers = parts.iter().filter(|_| few).map(
                    |(id, message, spki): &(TaskId, Vec<u8>, Vec<u8>)| {
                        (edge(&report, message, spki), *id)
                    },
                );
                let answers = answers.collect();
                return Outcomes {
                    report: *report,
                    first,
                    asked,
                    answers,
                };
            }
            Step::Need(ids) => ids,
        };
        let tasks = run.tasks();
        assert_eq!(needed, tasks.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        parts.extend(
            tasks
                .iter()
                .map(|(id, task)| (*id, task.message.to_vec(), task.spki.to_vec())),
        );
        let answers: Vec<_> = tasks.iter().map(|(id, task)| (*id, verify(task))).collect();
        if asked.is_empty() {
            first = needed;
        }
        for (id, answer) in answers {
            assert!(asked.insert(id), "asked for twice");
            run.answer(id, answer);
        }
    }
}

/// The name of the limit that a report says was reached.
fn limit_reached(report: &Report) -> Option<String> {
    let finding = report
        .findings
        .iter()
        .find(|f| f.id == "search-limit-reached")?;
    let details = serde_json::to_value(&finding.details).expect("serialises");
    details["limit"].as_str().map(str::to_owned)
}

fn refs(list: &[Issued]) -> Vec<&Issued> {
    list.iter().collect()
}

/// The leaf, then `count` certificates, then the real intermediate.
fn with_real_last(decoys: impl Iterator<Item = Issued>) -> Vec<Issued> {
    let real = intermediate().issue();
    let leaf = real.leaf(&["example.com"]).issue();
    std::iter::once(leaf).chain(decoys).chain([real]).collect()
}

#[test]
fn a_thousand_cross_signs_with_one_name_and_one_key() {
    let sent = with_real_last(
        (0..1000).map(|n| again(mint::root("Untrusted").ca("Example Intermediate CA"), n)),
    );
    let run = run(&ask(&refs(&sent), &[&root()]));
    // All have the leaf's key identifier, and the real one is the last; but no other reaches an anchor.
    assert_eq!(run.report.verdict, Verdict::Trusted);
    assert_eq!(limit_reached(&run.report), None);
    assert_eq!(chains(&run.report), [[0, 1001, 1002]]);
    assert_eq!(run.asked.len(), 2, "one key, one signature, and the root's");
    // Where none does, the search ends at its limit.
    let run = self::run(&ask(&refs(&sent), &[&mint::root("Another")]));
    assert_eq!(limit_reached(&run.report).as_deref(), Some("candidates"));
    assert_eq!(run.report.verdict, Verdict::Rejected);
    assert_eq!(
        run.report.paths.len() + run.report.paths_omitted,
        limit::CANDIDATES
    );
    assert_eq!(run.asked.len(), 1, "one key, one signature");
    // The likeliest first: a good path is found whatever follows.
    let newest = intermediate().not_before("2026-01-01T00:00:00Z").issue();
    let sent: Vec<Issued> = sent.into_iter().chain([newest]).collect();
    let run = self::run(&ask(&refs(&sent), &[&root()]));
    assert_eq!(run.report.verdict, Verdict::Trusted);
    assert_eq!(chains(&run.report)[0], [0, 1002, 1003]);
}

/// Five CAs above one another, each with five certificates: 3,125 paths, of which only the last is valid.
#[test]
fn one_good_path_among_thousands() {
    type Change = fn(mint::Builder) -> mint::Builder;
    const FAULTS: [Change; 4] = [
        |ca| ca.without(oid::BASIC_CONSTRAINTS),
        |ca| ca.key_usage(&[KeyUsage::CrlSign]),
        |ca| ca.extended_key_usage(&[oid::CLIENT_AUTH]),
        |ca| ca.unknown_extension(Criticality::Critical),
    ];
    for broken in [None, Some(0), Some(4)] {
        let mut issuer = root();
        let mut sent = Vec::new();
        for layer in 0..5 {
            let good = issuer.ca(format!("CA {layer}").as_str());
            let is_broken = broken == Some(layer);
            let bad = |n: usize| {
                let ca = issuer.ca(format!("CA {layer}").as_str());
                again(FAULTS[n % 4](ca).not_before("2026-01-01T00:00:00Z"), n)
            };
            sent.extend((0..4 + usize::from(is_broken)).map(bad));
            issuer = good.issue();
            sent.extend((!is_broken).then(|| issuer.clone()));
        }
        sent.insert(0, issuer.leaf(&["example.com"]).issue());
        let run = run(&ask(&refs(&sent), &[&root()]));
        let expected = match broken {
            None => Verdict::Trusted,
            Some(_) => Verdict::Rejected,
        };
        assert_eq!(run.report.verdict, expected, "{broken:?}");
        let limit = broken.map(|_| "candidates");
        assert_eq!(limit_reached(&run.report).as_deref(), limit, "{broken:?}");
    }
}

/// Eight CAs above one another, each with a certificate that allows as many below as there are, and two that come first and allow
/// fewer: 6,561 paths, of which one is valid.
#[test]
fn one_path_that_is_short_enough_among_thousands() {
    for is_good in [true, false] {
        let mut issuer = root();
        let mut sent = Vec::new();
        for below in (0..8).rev() {
            let long = i64::from(below) - i64::from(!is_good && below == 4);
            let ca = |length: i64| {
                let ca = issuer.ca(format!("CA {below}").as_str());
                ca.basic_constraints(BasicConstraints::CaWithPathLen(length))
            };
            let short = (0..2).filter(|_| below > 0).map(|n| {
                let ca = ca(i64::from(below) - 1);
                again(ca.not_before("2026-01-01T00:00:00Z"), n)
            });
            sent.extend(short);
            issuer = ca(long).issue();
            sent.push(issuer.clone());
        }
        sent.insert(0, issuer.leaf(&["example.com"]).issue());
        let run = run(&ask(&refs(&sent), &[&root()]));
        let (expected, limit) = match is_good {
            true => (Verdict::Trusted, None),
            false => (Verdict::Rejected, Some("certificates judged")),
        };
        assert_eq!(run.report.verdict, expected);
        assert_eq!(limit_reached(&run.report).as_deref(), limit);
    }
}

#[test]
fn a_thousand_with_one_name_and_different_keys() {
    let keys = (0..1000).map(|n| Key::p256(format!("decoy {n}")));
    let decoys: Vec<Issued> = keys
        .map(|key| {
            intermediate()
                .key(key)
                .not_before("2026-01-01T00:00:00Z")
                .issue()
        })
        .collect();
    let sent = with_real_last(decoys.into_iter());
    let run = run(&ask(&refs(&sent), &[&root()]));
    assert_eq!(
        run.report.verdict,
        Verdict::Trusted,
        "by its key identifier"
    );
    assert_eq!(limit_reached(&run.report).as_deref(), Some("signatures"));
    assert!(
        run.asked.len() <= 2 * limit::SIGNATURES,
        "{}",
        run.asked.len()
    );
}

/// Each decoy's issuers are asked for on suspicion, before it is known that the decoy's key did not sign the leaf.
#[test]
fn suspicion_does_not_multiply_signatures() {
    let upper: Vec<Issued> = (0..120)
        .map(|n| {
            mint::ca("Upper")
                .key(Key::p256(format!("upper {n}")))
                .issue()
        })
        .collect();
    let lower: Vec<Issued> = (0..120)
        .map(|n| {
            upper[0]
                .ca("Lower")
                .key(Key::p256(format!("lower {n}")))
                .issue()
        })
        .collect();
    let leaf = lower[0]
        .leaf(&["example.com"])
        .signed_with(Key::p256("nobody"))
        .issue();
    let sent: Vec<Issued> = [leaf].into_iter().chain(lower).chain(upper).collect();
    let run = run(&ask(&refs(&sent), &[]));
    assert_eq!(run.report.verdict, Verdict::Rejected);
    assert_eq!(limit_reached(&run.report).as_deref(), Some("signatures"));
    assert!(
        run.asked.len() <= 2 * limit::SIGNATURES,
        "{}",
        run.asked.len()
    );
}

#[test]
fn a_mesh_of_thirty() {
    let roots: Vec<Issued> = (0..30).map(|n| mint::root(&format!("CA {n}"))).collect();
    let leaf = roots[0].leaf(&["example.com"]).issue();
    let mut sent = vec![leaf];
    for (n, issuer) in roots.iter().enumerate() {
        let others = (0..30).filter(|other| *other != n);
        sent.extend(others.map(|other| issuer.ca(format!("CA {other}").as_str()).issue()));
    }
    let run = self::run(&ask(&refs(&sent), &[]));
    assert_eq!(run.report.verdict, Verdict::Rejected);
    assert!(limit_reached(&run.report).is_some());
    assert!(
        run.asked.len() <= 2 * limit::SIGNATURES,
        "{}",
        run.asked.len()
    );
    let run = self::run(&ask(&refs(&sent), &[&roots[0]]));
    assert_eq!(
        run.report.verdict,
        Verdict::Trusted,
        "the anchor is tried first"
    );
    assert_eq!(chains(&run.report)[0].len(), 2);
}

#[test]
fn a_chain_of_a_hundred() {
    let mut chain = vec![mint::root("CA 0")];
    for n in 1..100 {
        let next = chain[n - 1].ca(format!("CA {n}").as_str()).issue();
        chain.push(next);
    }
    let leaf = chain[99].leaf(&["example.com"]).issue();
    let sent: Vec<&Issued> = [&leaf]
        .into_iter()
        .chain(chain.iter().skip(1).rev())
        .collect();
    let run = run(&ask(&sent, &[&chain[0]]));
    assert_eq!(run.report.code, Some("path-too-long"));
    assert_eq!(run.asked.len(), limit::DEPTH);
    // As long as it may be: the anchor stands above DEPTH certificates.
    let run = self::run(&ask(&sent, &[&chain[100 - limit::DEPTH]]));
    assert_eq!(run.report.verdict, Verdict::Trusted);
    assert_eq!(chains(&run.report)[0].len(), limit::DEPTH + 1);
    let run = self::run(&ask(&sent, &[&chain[99 - limit::DEPTH]]));
    assert_eq!(
        run.report.code,
        Some("path-too-long"),
        "one more is too many"
    );
}

/// Chrome asks twenty times for an issuer, Firefox follows six CAs, certlens all that have at most thirty-one.
#[test]
fn whoever_stops_names_a_limit_of_its_own() {
    let data = common::data();
    let judged = |profile: &str, intermediates: usize| {
        let mut chain = vec![mint::root("CA 0")];
        for n in 1..=intermediates {
            let next = chain[n - 1].ca(format!("CA {n}").as_str()).issue();
            chain.push(next);
        }
        let leaf = chain[intermediates].leaf(&["example.com"]).issue();
        let above = chain.iter().skip(1).rev();
        let sent: Vec<&Issued> = std::iter::once(&leaf).chain(above).collect();
        let mut request = ask(&sent, &[&chain[0]]);
        request.profile = Some(profile.to_owned());
        holds::validate(&request, &data).expect("a request")
    };
    for (profile, fits, id, said) in [
        ("chrome", 19, "search-limit-reached", "at most 20 times"),
        (
            "firefox",
            6,
            "path-too-long",
            "more than 6 intermediate certificates between the first certificate and a root, the most that Firefox allows",
        ),
        (
            "rfc5280",
            31,
            "path-too-long",
            "more than 31 intermediate certificates between the first certificate and a root, the most that certlens allows",
        ),
    ] {
        let report = judged(profile, fits);
        assert_eq!(report.verdict, Verdict::Trusted, "{profile}");
        let is_limit = |id: &str| ["search-limit-reached", "path-too-long"].contains(&id);
        assert!(
            !report.findings.iter().any(|found| is_limit(found.id)),
            "{profile}: nothing was missed"
        );
        let report = judged(profile, fits + 1);
        let limits: Vec<_> = report
            .findings
            .iter()
            .filter(|found| is_limit(found.id))
            .collect();
        let [found] = limits[..] else {
            panic!("{profile}: {limits:?}")
        };
        assert_eq!((found.id, found.outcome), (id, Outcome::Error), "{profile}");
        assert!(
            found.explanation.contains(said),
            "{profile}: {}",
            found.explanation
        );
    }
}

// The resumable engine.

/// Requests whose search takes several turns.
fn requests() -> Vec<ValidationRequest> {
    let real = intermediate().issue();
    let leaf = real.leaf(&["example.com"]).issue();
    let other = intermediate().key(Key::p256("other")).issue();
    let stranger = mint::root("Stranger").ca("Example Intermediate CA").issue();
    let forged = intermediate()
        .signature(|signature| signature[40] ^= 1)
        .issue();
    let many: Vec<Issued> = (0..150)
        .map(|n| intermediate().key(Key::p256(format!("decoy {n}"))).issue())
        .collect();
    let crowd: Vec<&Issued> = [&leaf].into_iter().chain(&many).collect();
    vec![
        ask(&[&leaf, &real], &[&root()]),
        ask(&[&leaf, &other, &stranger, &real], &[&root()]),
        ask(&[&leaf, &forged], &[&root()]),
        ask(&[&leaf, &other], &[]),
        ask(&crowd, &[&root()]),
    ]
}

/// Which of the signatures that are needed to answer next, in which order.
type Pick = fn(Vec<TaskId>) -> Vec<TaskId>;

/// Answers what is needed in the order that `pick` chooses, one round's tasks or a part of them at a time.
fn finish_by(request: &ValidationRequest, pick: Pick) -> String {
    let mut run = Run::new(request, &Data::default()).expect("a well-formed request");
    loop {
        let picked = match run.step() {
            Step::Done(report) => return serde_json::to_string(&report).expect("serialises"),
            Step::Need(ids) => pick(ids),
        };
        let answers: Vec<_> = picked
            .iter()
            .map(|id| {
                let tasks = run.tasks();
                let (_, task) = tasks
                    .iter()
                    .find(|(other, _)| other == id)
                    .expect("is needed");
                (*id, verify(task))
            })
            .collect();
        for (id, answer) in answers {
            run.answer(id, answer);
        }
    }
}

#[test]
fn the_order_of_answers_changes_nothing() {
    for (number, request) in requests().iter().enumerate() {
        let report = holds::validate(request, &Data::default()).expect("a well-formed request");
        let expected = serde_json::to_string(&report).expect("serialises");
        let orders: [(&str, Pick); 4] = [
            ("all at once", |ids| ids),
            ("in reverse", |ids| ids.into_iter().rev().collect()),
            ("one at a time", |ids| ids.into_iter().take(1).collect()),
            ("the last first", |ids| {
                ids.into_iter().rev().take(1).collect()
            }),
        ];
        for (order, pick) in orders {
            assert_eq!(
                finish_by(request, pick),
                expected,
                "request {number}, {order}"
            );
        }
    }
}

/// Whatever is left unanswered, there is no report yet; whatever is answered with no, that signature is invalid.
#[test]
fn an_answer_withheld_or_denied_is_never_trust() {
    let request = ask(&[&leaf().issue(), &intermediate().issue()], &[&root()]);
    let all = run(&request).asked;
    assert_eq!(all.len(), 2);
    for withheld in &all {
        for denial in [None, Some(Answer::Invalid), Some(Answer::Mismatch)] {
            let mut run = Run::new(&request, &Data::default()).expect("a well-formed request");
            let about = run
                .tasks()
                .into_iter()
                .find(|(id, _)| id == withheld)
                .map(|(_, task)| task.message.to_vec())
                .expect("is needed at once");
            for id in &all {
                match (id == withheld, denial) {
                    (false, _) => run.answer(*id, Answer::Valid),
                    (true, Some(denial)) => run.answer(*id, denial),
                    (true, None) => {}
                }
            }
            match (run.step(), denial) {
                (Step::Need(ids), None) => assert_eq!(ids, [*withheld]),
                (Step::Done(report), Some(_)) => {
                    sound::assert_sound(&report, "denied");
                    let child = base64_decode(&report.certificates[0].der);
                    let is_leaf = child.windows(about.len()).any(|window| window == about);
                    let at = if is_leaf { 0 } else { 1 };
                    assert_eq!(faults(&report), [[("signature-invalid", Some(at))]]);
                }
                (step, _) => panic!("{denial:?}: {step:?}"),
            }
        }
    }
}

/// An answer to a question that was never asked changes nothing.
#[test]
fn answers_to_other_questions_are_of_no_use() {
    let request = ask(&[&leaf().issue(), &intermediate().issue()], &[&root()]);
    let mut run = Run::new(&request, &Data::default()).expect("a well-formed request");
    for byte in 0..=255 {
        run.answer(TaskId([byte; 32]), Answer::Valid);
    }
    assert!(matches!(run.step(), Step::Need(_)));
    let expected = holds::validate(&request, &Data::default()).expect("a well-formed request");
    assert_eq!(
        serde_json::to_string(&run.finish()).expect("serialises"),
        serde_json::to_string(&expected).expect("serialises")
    );
}

/// What is assumed of signatures is the report where it is true, and leaves nothing behind where it is not.
#[test]
fn an_assumption_is_no_answer() {
    let json = |report: &Report| serde_json::to_string(report).expect("serialises");
    let forged = leaf().signed_with(Key::p256("another")).issue();
    for (leaf, is_true) in [(leaf().issue(), true), (forged, false)] {
        let request = ask(&[&leaf, &intermediate().issue()], &[&root()]);
        let expected = holds::validate(&request, &Data::default()).expect("a well-formed request");
        let mut run = Run::new(&request, &Data::default()).expect("a well-formed request");
        let Step::Need(ids) = run.step() else {
            panic!("nothing was asked");
        };
        assert_eq!(ids.len(), 2);
        assert!(
            run.assume(&ids[..1]).is_none(),
            "the other signature is not known"
        );
        let assumed = run.assume(&ids).expect("nothing else is asked");
        assert_eq!(json(&assumed) == json(&expected), is_true);
        assert!(!run.is_valid(ids[0]) && !run.is_valid(ids[1]));
        assert!(matches!(run.step(), Step::Need(again) if again == ids));
        assert_eq!(json(&run.finish()), json(&expected));
    }
}
