//! The 14 chains that real servers sent, under both stores: trusted as they were, and rejected for the true reason, named at
//! the right certificate, when one thing about them is changed.

mod common;
#[path = "common/holds.rs"]
mod holds;

use certlens::asked_time::AskedTime;
use certlens::certificate::Certificate;
use certlens::path::{Answers, Ledger};
use certlens::pool::{Given, Pool, Source};
use certlens::signature::{sha256, verify};
use certlens::transparency::policy::{Compliance, Reason, Response, chrome, firefox};
use certlens::transparency::{Brought, SctList, Seen, Status, Submission};
use certlens::{Data, Outcome, Report, StoreName, Time, ValidationRequest, Verdict};
use common::{RealChain, data, real_chains, request};

const STORES: [StoreName; 2] = [StoreName::Chrome, StoreName::Mozilla];

fn judge(request: &ValidationRequest, data: &Data) -> Report {
    holds::validate(request, data).expect("a well-formed request")
}

/// Each chain under each store.
fn for_each(check: impl Fn(&RealChain, StoreName, &Data)) {
    let data = data();
    for chain in real_chains() {
        for store in STORES {
            check(&chain, store, &data);
        }
    }
}

#[track_caller]
fn assert_rejected(report: &Report, id: &str, certificate: usize, what: &str) {
    let errors: Vec<_> = report
        .findings
        .iter()
        .filter(|f| f.outcome == Outcome::Error)
        .map(|f| (f.id, f.certificate))
        .collect();
    assert_eq!(
        (report.verdict, report.code),
        (Verdict::Rejected, Some(id)),
        "{what}: {errors:?}"
    );
    assert!(
        errors.contains(&(id, Some(certificate))),
        "{what}: {errors:?}"
    );
}

#[test]
fn trusted_under_both_stores() {
    for_each(|chain, store, data| {
        let report = judge(
            &request(&chain.certificates, &chain.host, chain.time, Some(store)),
            data,
        );
        assert_eq!(
            report.verdict,
            Verdict::Trusted,
            "{} {store:?}: {}",
            chain.id,
            report.summary
        );
        assert!(
            report
                .findings
                .iter()
                .all(|finding| finding.outcome != Outcome::Error),
            "{}",
            chain.id
        );
    });
}

#[test]
fn another_host_name() {
    for_each(|chain, store, data| {
        let report = judge(
            &request(
                &chain.certificates,
                "certlens.example",
                chain.time,
                Some(store),
            ),
            data,
        );
        assert_rejected(&report, "hostname-mismatch", 0, &chain.id);
    });
}

#[test]
fn a_time_after_expiry_and_a_time_before() {
    for_each(|chain, store, data| {
        let info = judge(
            &request(&chain.certificates, &chain.host, chain.time, Some(store)),
            data,
        );
        let leaf = info.certificates[0]
            .contents
            .as_ref()
            .expect("a readable leaf");
        let after = Time::from_unix(leaf.not_after.expect("a notAfter").unix() + 1);
        let report = judge(
            &request(&chain.certificates, &chain.host, after, Some(store)),
            data,
        );
        assert_rejected(&report, "certificate-expired", 0, &chain.id);
        let before = Time::from_unix(leaf.not_before.expect("a notBefore").unix() - 1);
        let report = judge(
            &request(&chain.certificates, &chain.host, before, Some(store)),
            data,
        );
        assert_rejected(&report, "certificate-not-yet-valid", 0, &chain.id);
        for edge in [leaf.not_after, leaf.not_before].into_iter().flatten() {
            let report = judge(
                &request(&chain.certificates, &chain.host, edge, Some(store)),
                data,
            );
            assert_eq!(
                report.verdict,
                Verdict::Trusted,
                "{} at {edge}: both ends are inclusive",
                chain.id
            );
        }
    });
}

/// One bit in the middle of the signature; its length and form stay.
fn with_flipped_signature_bit(certificate: &[u8]) -> Vec<u8> {
    let mut changed = certificate.to_vec();
    let place = changed.len() - 20;
    changed[place] ^= 1;
    changed
}

#[test]
fn one_bit_changed_in_the_leafs_signature() {
    for_each(|chain, store, data| {
        let mut certificates = chain.certificates.clone();
        certificates[0] = with_flipped_signature_bit(&certificates[0]);
        let report = judge(
            &request(&certificates, &chain.host, chain.time, Some(store)),
            data,
        );
        assert_rejected(&report, "signature-invalid", 0, &chain.id);
    });
}

#[test]
fn one_bit_changed_in_the_intermediates_signature() {
    for_each(|chain, store, data| {
        let mut certificates = chain.certificates.clone();
        certificates[1] = with_flipped_signature_bit(&certificates[1]);
        let report = judge(
            &request(&certificates, &chain.host, chain.time, Some(store)),
            data,
        );
        if trusted_through_the_store(&report) {
            return assert_eq!(store, StoreName::Chrome, "{}", chain.id);
        }
        assert_rejected(&report, "signature-invalid", 1, &chain.id);
    });
}

/// The Chrome Root Store holds some intermediates as anchors; the report must say that the path ends at one.
fn trusted_through_the_store(report: &Report) -> bool {
    report.verdict == Verdict::Trusted
        && report
            .findings
            .iter()
            .any(|finding| finding.id == "anchor-is-intermediate")
}

#[test]
fn the_intermediate_left_out() {
    let count = std::cell::Cell::new(0);
    for_each(|chain, store, data| {
        let certificates = &chain.certificates[..1];
        let report = judge(
            &request(certificates, &chain.host, chain.time, Some(store)),
            data,
        );
        if trusted_through_the_store(&report) {
            count.set(count.get() + 1);
            return assert_eq!(store, StoreName::Chrome, "{}", chain.id);
        }
        assert_rejected(&report, "issuer-not-found", 0, &chain.id);
    });
    // Those whose issuer is one of the 15 intermediates among the store's anchors.
    assert!((1..14).contains(&count.get()), "{}", count.get());
}

#[test]
fn any_order_and_twice() {
    for_each(|chain, store, data| {
        let mut certificates = chain.certificates.clone();
        certificates.reverse();
        let report = judge(
            &request(&certificates, &chain.host, chain.time, Some(store)),
            data,
        );
        assert_eq!(
            report.verdict,
            Verdict::Trusted,
            "{}: {}",
            chain.id,
            report.summary
        );
        assert_eq!(report.leaf, Some(certificates.len() - 1), "{}", chain.id);
        certificates.extend(chain.certificates.clone());
        let report = judge(
            &request(&certificates, &chain.host, chain.time, Some(store)),
            data,
        );
        assert_eq!(
            report.verdict,
            Verdict::Trusted,
            "{}: {}",
            chain.id,
            report.summary
        );
        assert!(
            report
                .findings
                .iter()
                .any(|finding| finding.id == "certificate-duplicate"),
            "{}",
            chain.id
        );
    });
}

#[test]
fn an_empty_store() {
    let data = data();
    for chain in real_chains() {
        let report = judge(
            &request(&chain.certificates, &chain.host, chain.time, None),
            &data,
        );
        // The certificate at whose issuer the trail ends: the topmost of the longest path.
        let top = *report.paths[0].certificates.last().expect("a path");
        assert!(top > 0, "{}", chain.id);
        assert_rejected(&report, report.code.unwrap_or("none"), top, &chain.id);
        assert!(
            matches!(report.code, Some("issuer-not-found" | "root-not-trusted")),
            "{}: {:?}",
            chain.id,
            report.code
        );
    }
}

/// What is known at a time of the SCTs in a chain's leaf, signatures verified.
fn seen(chain: &RealChain, data: &Data, time: Time) -> Vec<Seen> {
    let logs = data.ct_logs().expect("the list of logs");
    let [leaf, issuer, ..] = chain.certificates.as_slice() else {
        panic!("{}: no issuer was sent", chain.id);
    };
    let leaf = Certificate::read(leaf.clone());
    let issuer = Certificate::read(issuer.clone());
    let key = issuer.contents.as_ref().expect("readable").spki.clone();
    let key = sha256(issuer.bytes(&key));
    let submission = Submission::prepare(
        &leaf,
        &[key],
        Brought::default(),
        SctList::up_to_fault,
        logs,
    );
    let mut answers = Answers::default();
    let mut ledger = Ledger::new(&answers);
    let time = AskedTime::new(time);
    submission.ask(Some(key), &time, &mut ledger);
    let new: Vec<_> = ledger
        .into_needs()
        .iter()
        .map(|(id, task)| (*id, verify(task)))
        .collect();
    for (id, answer) in new {
        answers.insert(id, answer);
    }
    submission.ask(Some(key), &time, &mut Ledger::new(&answers))
}

/// The proof that precertificates are rebuilt to the byte: logs signed them. How many SCTs of logs that are still listed each
/// chain has was counted with OpenSSL.
#[test]
fn the_logs_have_signed_what_the_certificates_were_made_from() {
    let data = data();
    let list_date = data.ct_logs().expect("the list of logs").date();
    for chain in real_chains() {
        let (known, unknown) = match chain.id.as_str() {
            "online::aws.amazon.com" | "online::akamai.com" => (3, 0),
            "online::microsoft.com" | "online::bing.com" => (3, 0),
            "online::amazon.com" | "online::docs.python.org" => (3, 0),
            "online::apple.com" => (1, 3),
            "online::s3.amazonaws.com" | "online::facebook.com" => (0, 3),
            _ => (0, 2),
        };
        let seen = seen(&chain, &data, list_date);
        let count = |status| seen.iter().filter(|seen| seen.status == status).count();
        let found = (count(Status::Valid), count(Status::UnknownLog));
        assert_eq!(found, (known, unknown), "{}: {seen:?}", chain.id);
        assert_eq!(seen.len(), known + unknown, "{}", chain.id);
    }
}

/// The moment at which the suite asks about this chain is the beginning of its leaf's first day; the logs took it in its evening.
#[test]
fn an_sct_may_be_later_than_the_time_asked_for() {
    let data = data();
    let chains = real_chains();
    let chain = chains
        .iter()
        .find(|chain| chain.id.ends_with("::aws.amazon.com"));
    let chain = chain.expect("the chain");
    let later = Time::parse_rfc3339("2025-11-06T23:59:59Z").expect("RFC 3339");
    for (time, expected) in [(chain.time, Status::FromTheFuture), (later, Status::Valid)] {
        let seen = seen(chain, &data, time);
        assert!(seen.iter().all(|seen| seen.status == expected), "{time}");
    }
}

/// The near miss: one octet of the certificate is another.
#[test]
fn a_log_has_signed_no_other_certificate() {
    let data = data();
    let chains = real_chains();
    let chain = chains.iter().find(|chain| chain.id == "online::bing.com");
    let mut chain = chain.expect("a chain with known logs").clone();
    let leaf = &mut chain.certificates[0];
    let at = leaf
        .windows(8)
        .position(|window| window == b"bing.com")
        .expect("its name");
    leaf[at] = b'c';
    let seen = seen(&chain, &data, chain.time);
    assert!(
        seen.iter()
            .all(|seen| seen.status == Status::SignatureInvalid)
    );
}

/// All lie long before the list's date.
#[test]
fn neither_policy_is_judged_by_a_list_that_is_so_much_newer() {
    let data = data();
    let logs = data.ct_logs().expect("the list of logs");
    for chain in real_chains() {
        let seen = seen(&chain, &data, chain.time);
        let validity = Some((chain.time, chain.time));
        let time = AskedTime::new(chain.time);
        for assessment in [
            chrome(&seen, validity, logs, &time),
            firefox(&seen, validity, logs, &time, None, Response::NotGood),
        ] {
            assert_eq!(
                assessment.compliance,
                Compliance::NotJudged(Reason::ListTooNew),
                "{}",
                chain.id
            );
        }
    }
}

/// OneCRL lists an intermediate of amazon.com's chain, and no other of these certificates; both are facts of the list.
#[test]
fn onecrl_lists_one_certificate_of_these_chains() {
    let data = data();
    let list = data.one_crl().expect("OneCRL");
    let mut listed = Vec::new();
    for chain in real_chains() {
        for (index, der) in chain.certificates.iter().enumerate() {
            let certificate = Certificate::read(der.clone());
            let contents = certificate.contents.as_ref().expect("readable");
            if list.lists(&certificate, contents).is_some() {
                listed.push((chain.id.clone(), index));
            }
        }
    }
    assert_eq!(listed.len(), 1, "{listed:?}");
    assert_eq!(listed[0].0, "online::amazon.com");
}

/// The terms of a store's anchors are reachable from the pool.
#[test]
fn the_anchors_of_the_stores_come_with_their_terms() {
    let data = data();
    let (mut constrained, mut distrusted) = (0, 0);
    for chain in real_chains() {
        for store in STORES {
            let given = |der: &Vec<u8>| {
                let items = certlens::input::read(&[certlens::Part::Bytes(der.clone())]);
                let position = items.into_iter().next().expect("a certificate").position;
                Given {
                    der: der.clone(),
                    position,
                    state: certlens::input::State::Plain,
                    subject: None,
                }
            };
            let mut pool = Pool::default();
            let certificates = chain.certificates.iter().map(given).collect();
            pool.add(certificates, Source::Certificates);
            pool.link_anchors(0, Vec::new(), data.store(store));
            for entry in pool.entries() {
                assert_eq!(entry.anchor.is_some(), entry.terms.is_some());
                let Some(terms) = &entry.terms else { continue };
                constrained += usize::from(!terms.constraints.is_empty());
                distrusted += usize::from(terms.distrust_after.is_some());
                assert!(store == StoreName::Chrome || terms.constraints.is_empty());
                assert!(store == StoreName::Mozilla || terms.distrust_after.is_none());
            }
        }
    }
    println!("{constrained} constrained, {distrusted} distrusted");
}
