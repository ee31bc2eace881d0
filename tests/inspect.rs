//! What is in an input, without judging it; and which of its certificates is taken for the end-entity's.

use certlens::input::Kind;
use certlens::{Data, ErrorCode, Inspection, Outcome, Part, inspect, validate};
use mint::extension::BasicConstraints;
use mint::{Issued, pem};

#[path = "checks/ask.rs"]
#[allow(dead_code)] // the other suite's part
mod ask;

use ask::{ask, intermediate, leaf, root};

fn look(parts: &[Part]) -> Inspection {
    let inspection = inspect(parts).expect("there is something in it");
    for item in &inspection.items {
        assert_eq!(item.certificate.is_some(), item.kind == Kind::Certificate);
        assert!(item.certificate < Some(inspection.certificates.len()));
        assert!(item.position.part < parts.len());
        assert!(!item.note.is_empty());
    }
    for (index, info) in inspection.certificates.iter().enumerate() {
        assert_eq!((info.index, info.role), (index, "none"));
    }
    serde_json::to_string(&inspection).expect("serialises");
    inspection
}

fn text(parts: &[&str]) -> Part {
    Part::Text(parts.concat())
}

fn kinds(inspection: &Inspection) -> Vec<(Kind, Option<usize>)> {
    let kinds = inspection
        .items
        .iter()
        .map(|item| (item.kind, item.certificate));
    kinds.collect()
}

#[test]
fn everything_in_a_mixed_input_in_its_order() {
    let (leaf, root) = (leaf().issue(), root());
    let csr = mint::csr(&["example.com"]).pem();
    let crl = pem("X509 CRL", &root.crl().issue());
    let parts = [
        text(&[
            "what I got:\n",
            &leaf.pem(),
            &csr,
            &leaf.key_pem(),
            &crl,
            "that was all\n",
        ]),
        Part::Bytes(root.der.clone()),
        text(&["nothing here"]),
        Part::Bytes(leaf.der.clone()),
    ];
    let inspection = look(&parts);
    assert_eq!(
        kinds(&inspection),
        [
            (Kind::Certificate, Some(0)),
            (Kind::CertificateRequest, None),
            (Kind::PrivateKey, None),
            (Kind::Crl, None),
            (Kind::Certificate, Some(1)),
            (Kind::Unknown, None),
            (Kind::Certificate, Some(2)),
        ]
    );
    let places: Vec<_> = inspection
        .items
        .iter()
        .map(|i| (i.position.part, i.position.line))
        .collect();
    assert_eq!(
        (places[0], places[4], places[6]),
        ((0, Some(2)), (1, None), (3, None))
    );
    let labels: Vec<_> = inspection
        .certificates
        .iter()
        .map(|c| c.label.as_str())
        .collect();
    assert_eq!(labels, ["example.com", "Example Root CA", "example.com"]);
    let duplicates: Vec<_> = inspection
        .certificates
        .iter()
        .map(|c| c.duplicate_of)
        .collect();
    assert_eq!(duplicates, [None, None, Some(0)]);
    let whole = serde_json::to_string(&inspection).expect("serialises");
    let secret: String = leaf
        .key_pem()
        .lines()
        .nth(1)
        .expect("a line")
        .chars()
        .take(40)
        .collect();
    assert!(!whole.contains(&secret), "a private key is never echoed");
}

#[test]
fn a_broken_certificate_is_one_and_says_why() {
    let root = root();
    let half = pem("CERTIFICATE", &root.der[..root.der.len() / 2]);
    let inspection = look(&[text(&[&half, &root.pem()])]);
    assert_eq!(
        kinds(&inspection),
        [(Kind::Certificate, Some(0)), (Kind::Certificate, Some(1))]
    );
    let [broken, whole] = &inspection.certificates[..] else {
        panic!("two")
    };
    assert!(broken.contents.is_none() && whole.contents.is_some());
    let errors = broken
        .findings
        .iter()
        .filter(|f| f.outcome == Outcome::Error);
    let errors: Vec<_> = errors.map(|f| (f.id, f.certificate)).collect();
    assert!(errors.contains(&("der-truncated", Some(0))), "{errors:?}");
    assert!(
        whole.findings.is_empty(),
        "what cannot be judged alone is not judged"
    );
}

/// Nothing that depends on time, name or trust is said of a certificate alone.
#[test]
fn inspecting_is_not_judging() {
    let expired = mint::leaf(&["example.com"]).not_after(ask::A_SECOND_AGO);
    let weak = expired
        .scheme(mint::Scheme::Ecdsa(mint::Hash::Sha1))
        .issue();
    let inspection = look(&[text(&[&weak.pem()])]);
    assert!(inspection.certificates[0].findings.is_empty());
}

#[test]
fn what_holds_nothing_is_an_answer_and_nothing_is_misuse() {
    for parts in [
        vec![],
        vec![text(&[""])],
        vec![text(&[" \n\t"]), Part::Bytes(vec![])],
    ] {
        let error = inspect(&parts).expect_err("nothing");
        assert_eq!(error.code, ErrorCode::InputEmpty, "{parts:?}");
    }
    let inspection = look(&[text(&["prose"])]);
    assert_eq!(kinds(&inspection), [(Kind::Unknown, None)]);
    let inspection = look(&[text(&[&leaf().issue().key_pem()])]);
    assert_eq!(kinds(&inspection), [(Kind::PrivateKey, None)]);
    let too_large = Part::Bytes(vec![b' '; (32 << 20) + 1]);
    assert_eq!(
        inspect(&[too_large]).expect_err("too large").code,
        ErrorCode::InputTooLarge
    );
}

/// Which of the certificates sent is judged.
#[test]
fn the_end_entity_certificate_is_found() {
    let (real, ca, root) = (leaf().issue(), intermediate().issue(), root());
    let second = ca.leaf(&["second.example"]).issue();
    let alone = mint::leaf(&["alone.example"]).issue();
    let ca_leaf = ca
        .leaf(&["example.com"])
        .basic_constraints(BasicConstraints::Ca)
        .issue();
    let broken = |issued: &Issued| Issued {
        der: issued.der[..issued.der.len() / 2].to_vec(),
        ..issued.clone()
    };
    // A version 1 root, which does not say that it is a CA, and what it issued.
    let old = mint::ca("Old Root CA")
        .version(1)
        .without_extensions()
        .issue();
    let by_old = old.leaf(&["example.com"]).issue();
    let cases: &[(&str, &[&Issued], usize)] = &[
        ("leaf first", &[&real, &ca, &root], 0),
        ("root first, leaf last", &[&root, &ca, &real], 2),
        ("leaf between", &[&ca, &real, &root], 1),
        ("two leaves: the first", &[&ca, &second, &real], 1),
        ("two leaves, the other order", &[&ca, &real, &second], 1),
        ("a leaf and itself again", &[&ca, &real, &real], 1),
        ("self-signed, and itself again", &[&alone, &alone], 0),
        ("only CAs: the one that issued none", &[&root, &ca], 1),
        ("only a root", &[&root], 0),
        ("only a root, twice", &[&root, &root], 0),
        ("a CA's certificate as the leaf", &[&ca, &ca_leaf], 1),
        ("a root that does not say CA", &[&old, &by_old], 1),
        (
            "broken first, a leaf after it",
            &[&broken(&second), &ca, &real],
            2,
        ),
        ("broken, and CAs", &[&ca, &root, &broken(&real)], 2),
        ("nothing but broken", &[&broken(&real), &broken(&ca)], 0),
    ];
    for (name, sent, expected) in cases {
        let report = validate(&ask(sent, &[&root]), &Data::default()).expect("well-formed");
        assert_eq!(report.leaf, Some(*expected), "{name}");
        let last = sent.len() - 1;
        let mut by_hand = ask(sent, &[&root]);
        by_hand.leaf = Some(last);
        let report = validate(&by_hand, &Data::default()).expect("well-formed");
        assert_eq!(report.leaf, Some(last), "{name}, by hand");
        by_hand.leaf = Some(sent.len());
        let error = validate(&by_hand, &Data::default()).expect_err("there is no such certificate");
        assert_eq!(error.code, ErrorCode::RequestInvalid, "{name}");
    }
}

/// The leaf is one of `certificates`, never of what was fetched or trusted.
#[test]
fn the_end_entity_certificate_is_one_that_was_sent() {
    let mut request = ask(&[&intermediate().issue()], &[&root()]);
    request.fetched = vec![Part::Text(leaf().issue().pem())];
    let report = validate(&request, &Data::default()).expect("well-formed");
    assert_eq!(report.leaf, Some(0));
    request.leaf = Some(1);
    let error = validate(&request, &Data::default()).expect_err("1 was fetched");
    assert_eq!(error.code, ErrorCode::RequestInvalid);
    let mut request = ask(&[], &[&root()]);
    request.fetched = vec![Part::Text(leaf().issue().pem())];
    let error = validate(&request, &Data::default()).expect_err("nothing was sent");
    assert_eq!(error.code, ErrorCode::InputEmpty);
}
