//! The 14 chains that real servers sent, under both stores: trusted as they were, and rejected for the true reason, named at
//! the right certificate, when one thing about them is changed.

mod common;

use certlens::{Data, Outcome, Report, StoreName, Time, ValidationRequest, Verdict, validate};
use common::{RealChain, data, real_chains, request};

const STORES: [StoreName; 2] = [StoreName::Chrome, StoreName::Mozilla];

fn judge(request: &ValidationRequest, data: &Data) -> Report {
    validate(request, data).expect("a well-formed request")
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
    let errors: Vec<_> =
        report.findings.iter().filter(|f| f.outcome == Outcome::Error).map(|f| (f.id, f.certificate)).collect();
    assert_eq!((report.verdict, report.code), (Verdict::Rejected, Some(id)), "{what}: {errors:?}");
    assert!(errors.contains(&(id, Some(certificate))), "{what}: {errors:?}");
}

#[test]
fn trusted_under_both_stores() {
    for_each(|chain, store, data| {
        let report = judge(&request(&chain.certificates, &chain.host, chain.time, Some(store)), data);
        assert_eq!(report.verdict, Verdict::Trusted, "{} {store:?}: {}", chain.id, report.summary);
        assert!(report.findings.iter().all(|finding| finding.outcome != Outcome::Error), "{}", chain.id);
    });
}

#[test]
fn another_host_name() {
    for_each(|chain, store, data| {
        let report = judge(&request(&chain.certificates, "certlens.example", chain.time, Some(store)), data);
        assert_rejected(&report, "hostname-mismatch", 0, &chain.id);
    });
}

#[test]
fn a_time_after_expiry_and_a_time_before() {
    for_each(|chain, store, data| {
        let info = judge(&request(&chain.certificates, &chain.host, chain.time, Some(store)), data);
        let leaf = info.certificates[0].contents.as_ref().expect("a readable leaf");
        let after = Time::from_unix(leaf.not_after.expect("a notAfter").unix() + 1);
        let report = judge(&request(&chain.certificates, &chain.host, after, Some(store)), data);
        assert_rejected(&report, "certificate-expired", 0, &chain.id);
        let before = Time::from_unix(leaf.not_before.expect("a notBefore").unix() - 1);
        let report = judge(&request(&chain.certificates, &chain.host, before, Some(store)), data);
        assert_rejected(&report, "certificate-not-yet-valid", 0, &chain.id);
        for edge in [leaf.not_after, leaf.not_before].into_iter().flatten() {
            let report = judge(&request(&chain.certificates, &chain.host, edge, Some(store)), data);
            assert_eq!(report.verdict, Verdict::Trusted, "{} at {edge}: both ends are inclusive", chain.id);
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
        let report = judge(&request(&certificates, &chain.host, chain.time, Some(store)), data);
        assert_rejected(&report, "signature-invalid", 0, &chain.id);
    });
}

#[test]
fn one_bit_changed_in_the_intermediates_signature() {
    for_each(|chain, store, data| {
        let mut certificates = chain.certificates.clone();
        certificates[1] = with_flipped_signature_bit(&certificates[1]);
        let report = judge(&request(&certificates, &chain.host, chain.time, Some(store)), data);
        if trusted_through_the_store(&report) {
            return assert_eq!(store, StoreName::Chrome, "{}", chain.id);
        }
        assert_rejected(&report, "signature-invalid", 1, &chain.id);
    });
}

/// The Chrome Root Store holds some intermediates as anchors; the report must say that the path ends at one.
fn trusted_through_the_store(report: &Report) -> bool {
    report.verdict == Verdict::Trusted && report.findings.iter().any(|finding| finding.id == "anchor-is-intermediate")
}

#[test]
fn the_intermediate_left_out() {
    let count = std::cell::Cell::new(0);
    for_each(|chain, store, data| {
        let certificates = &chain.certificates[..1];
        let report = judge(&request(certificates, &chain.host, chain.time, Some(store)), data);
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
        let report = judge(&request(&certificates, &chain.host, chain.time, Some(store)), data);
        assert_eq!(report.verdict, Verdict::Trusted, "{}: {}", chain.id, report.summary);
        assert_eq!(report.leaf, Some(certificates.len() - 1), "{}", chain.id);
        certificates.extend(chain.certificates.clone());
        let report = judge(&request(&certificates, &chain.host, chain.time, Some(store)), data);
        assert_eq!(report.verdict, Verdict::Trusted, "{}: {}", chain.id, report.summary);
        assert!(report.findings.iter().any(|finding| finding.id == "certificate-duplicate"), "{}", chain.id);
    });
}

#[test]
fn an_empty_store() {
    let data = data();
    for chain in real_chains() {
        let report = judge(&request(&chain.certificates, &chain.host, chain.time, None), &data);
        // The certificate at whose issuer the trail ends: the topmost of the longest path.
        let top = *report.paths[0].certificates.last().expect("a path");
        assert!(top > 0, "{}", chain.id);
        assert_rejected(&report, report.code.unwrap_or("none"), top, &chain.id);
        assert!(matches!(report.code, Some("issuer-not-found" | "root-not-trusted")), "{}: {:?}", chain.id, report.code);
    }
}
