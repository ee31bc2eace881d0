//! Each rule with a case that breaks it and a near miss. Expected values come from the browser's source, by hand.

use mint::{Issued, Key, root};

use super::*;
use crate::checks::testing::{link, read, word};
use crate::input::{Position, State};
use crate::pool::{Given, Pool, Source};
use crate::transparency::tests::time;

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
