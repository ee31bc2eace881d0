//! Bad input: every cut and every changed byte of a real certificate, and things that are no certificates. An answer each
//! time: a rejected report for a broken certificate, misuse for what is none; never a panic.

mod common;

use certlens::{Data, ErrorCode, Part, Report, StoreName, ValidationRequest, Verdict, validate};
use common::{RealChain, data, real_chains, request};

fn chain() -> RealChain {
    real_chains()
        .into_iter()
        .find(|chain| chain.id == "online::cloudflare.com")
        .expect("the chain is there")
}

fn judge(request: &ValidationRequest, data: &Data) -> Report {
    validate(request, data).expect("a broken certificate is a report, not misuse")
}

#[test]
fn every_prefix_of_the_leaf_is_rejected() {
    let (chain, data) = (chain(), data());
    for end in 1..chain.certificates[0].len() {
        let mut certificates = chain.certificates.clone();
        certificates[0].truncate(end);
        let report = judge(
            &request(
                &certificates,
                &chain.host,
                chain.time,
                Some(StoreName::Mozilla),
            ),
            &data,
        );
        assert_eq!(report.verdict, Verdict::Rejected, "cut at {end}");
        assert!(report.code.is_some(), "cut at {end}");
        assert_eq!(report.leaf, Some(0), "cut at {end}");
    }
}

/// One bit of every byte, and every byte set to other values at a stride: the signature covers all of it, so no changed
/// certificate may pass.
#[test]
fn every_changed_byte_of_the_leaf_is_rejected() {
    let (chain, data) = (chain(), data());
    for index in 0..chain.certificates[0].len() {
        for change in [0x01, 0x80, 0xff] {
            let mut certificates = chain.certificates.clone();
            certificates[0][index] ^= change;
            let request = request(
                &certificates,
                &chain.host,
                chain.time,
                Some(StoreName::Mozilla),
            );
            match validate(&request, &data) {
                Ok(report) => assert_eq!(
                    report.verdict,
                    Verdict::Rejected,
                    "byte {index} ^ {change:02x}"
                ),
                // A first byte that is no SEQUENCE: the part is not recognised, and another certificate may be judged.
                Err(error) => panic!("byte {index} ^ {change:02x}: {error}"),
            }
        }
    }
}

/// An intermediate may be broken without harm only where the path does not need it.
#[test]
fn a_broken_certificate_beside_the_path_hides_nothing() {
    let (chain, data) = (chain(), data());
    let mut certificates = chain.certificates.clone();
    certificates.push(chain.certificates[1][..200].to_vec());
    let report = judge(
        &request(
            &certificates,
            &chain.host,
            chain.time,
            Some(StoreName::Mozilla),
        ),
        &data,
    );
    assert_eq!(report.verdict, Verdict::Trusted);
    assert!(report.findings.iter().any(|finding| finding.id == "certificate-unreadable" && finding.certificate == Some(2)));
}

#[test]
fn private_keys_beside_what_is_no_certificate_are_named() {
    let key = mint::root("Root").leaf(&["example.com"]).issue().key_pem();
    let csr = mint::csr(&["example.com"]).pem();
    for (text, named) in [
        (csr.clone(), ""),
        (format!("{csr}{key}"), "A private key is in it too"),
        (
            format!("{key}{csr}{key}"),
            "There is no certificate in the input, but a private key.",
        ),
        (format!("{csr}{key}{key}"), "2 private keys are in it too"),
    ] {
        let mut request = request(&[], "example.com", chain().time, None);
        request.certificates = vec![Part::Text(text)];
        let error = validate(&request, &Data::default()).expect_err("no certificate");
        assert_eq!(error.code, ErrorCode::NoCertificate);
        assert!(error.to_string().contains(named), "{error}");
        assert_eq!(
            error.to_string().contains("private key"),
            !named.is_empty(),
            "{error}"
        );
    }
}

#[test]
fn what_is_no_certificate_is_misuse_and_says_what_it_is() {
    let leaf = mint::root("Root").leaf(&["example.com"]).issue();
    let csr = mint::csr(&["example.com"]).issue();
    let crl = "-----BEGIN X509 CRL-----\nMAAA\n-----END X509 CRL-----\n";
    let noise: Vec<u8> = (0..20_000_000u64)
        .map(|i| (i.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8)
        .collect();
    for (what, part, code) in [
        ("nothing", Part::Text(String::new()), ErrorCode::InputEmpty),
        (
            "spaces",
            Part::Text("  \n\t ".to_owned()),
            ErrorCode::InputEmpty,
        ),
        ("no bytes", Part::Bytes(Vec::new()), ErrorCode::InputEmpty),
        (
            "prose",
            Part::Text("hello, is this a certificate?".to_owned()),
            ErrorCode::InputNotUnderstood,
        ),
        ("noise", Part::Bytes(noise), ErrorCode::InputNotUnderstood),
        (
            "a PDF",
            Part::Bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj".to_vec()),
            ErrorCode::InputNotUnderstood,
        ),
        (
            "a private key",
            Part::Text(leaf.key_pem()),
            ErrorCode::NoCertificate,
        ),
        ("a CSR", Part::Bytes(csr), ErrorCode::NoCertificate),
        (
            "a certificate after more than is read",
            Part::Text(crl.repeat(certlens::input::MAX_ITEMS + 1) + &leaf.pem()),
            ErrorCode::InputTooLarge,
        ),
        (
            "no certificate, and all was read",
            Part::Text(crl.repeat(certlens::input::MAX_ITEMS)),
            ErrorCode::NoCertificate,
        ),
        (
            "33 MB",
            Part::Bytes(vec![b' '; 33 << 20]),
            ErrorCode::InputTooLarge,
        ),
    ] {
        let mut request = request(&[], "example.com", chain().time, None);
        request.certificates = vec![part];
        let error = validate(&request, &Data::default()).expect_err(what);
        assert_eq!(error.code, code, "{what}: {error}");
        assert!(
            error.message.len() > 20 && !error.message.contains("PRIVATE KEY-----"),
            "{what}: {error}"
        );
    }
}

#[test]
fn a_truncated_pem_is_a_rejected_certificate() {
    let pem = mint::root("Root").leaf(&["example.com"]).issue().pem();
    for end in (40..pem.len()).step_by(7) {
        let mut request = request(&[], "example.com", chain().time, None);
        request.certificates = vec![Part::Text(pem[..end].to_owned())];
        let report = judge(&request, &Data::default());
        assert_eq!(report.verdict, Verdict::Rejected, "cut at {end}");
    }
}

#[test]
fn a_certificate_of_20_megabytes_is_refused_unread_with_the_limit_named() {
    let mut der = vec![0x30, 0x84, 0x01, 0x31, 0x2d, 0x00];
    der.resize(20_000_000 + 6, 0x30);
    let report = judge(
        &request(&[der], "example.com", chain().time, None),
        &Data::default(),
    );
    assert_eq!(report.code, Some("certificate-too-large"));
}

type Change = fn(mint::Builder) -> mint::Builder;

/// The field of tbsCertificate with this number, counted with the version, in the certificate that is made.
fn with_field(b: mint::Builder, at: usize, to: Vec<u8>) -> mint::Builder {
    b.tbs(move |tbs| {
        let mut tree = mint::tree::Node::read(tbs).expect("not changed yet");
        let fields = tree.children().expect("a SEQUENCE");
        fields[at] = mint::tree::Node::read(&to).expect("an element");
        *tbs = tree.write();
    })
}

/// What cannot be read of a certificate does not keep the rest from being read, nor the certificate from being rejected, whatever
/// it is in the chain.
#[test]
fn a_certificate_that_is_read_in_part_is_rejected() {
    use mint::der;
    let changes: [(&str, Change); 6] = [
        ("nothing", |b| b),
        ("inner algorithm", |b| {
            b.inner_algorithm(der::sequence(&[der::null()]))
        }),
        ("outer algorithm", |b| {
            b.outer_algorithm(der::sequence(&[der::null()]))
        }),
        ("key", |b| with_field(b, 6, der::sequence(&[der::null()]))),
        ("issuer", |b| {
            with_field(b, 3, der::sequence(&[der::null()]))
        }),
        ("subject", |b| {
            with_field(b, 5, der::sequence(&[der::null()]))
        }),
    ];
    let data = data();
    for (what, change) in changes {
        for place in 0..3 {
            let at = |here: usize| if here == place { change } else { |b| b };
            let root = at(2)(mint::ca("Root")).issue();
            let ca = at(1)(root.ca("CA")).issue();
            let leaf = at(0)(ca.leaf(&["a.example"])).issue();
            for profile in ["rfc5280", "rfc5280-strict", "webpki"] {
                let part = |issued: &mint::Issued| Part::Bytes(issued.der.clone());
                let time = certlens::Time::parse_rfc3339("2026-06-01T00:00:00Z").expect("a time");
                let mut request = ValidationRequest::new("", "", time);
                request.profile = Some(profile.to_owned());
                request.certificates = vec![part(&leaf), part(&ca)];
                request.trust.anchors = vec![part(&root)];
                request.hostname = certlens::Hostname::Name("a.example".to_owned());
                let report = judge(&request, &data);
                let expected = match what {
                    "nothing" => Verdict::Trusted,
                    _ => Verdict::Rejected,
                };
                assert_eq!(
                    report.verdict, expected,
                    "{what} at {place}, {profile}: {}",
                    report.summary
                );
                if let Some(read) = report.certificates.first().filter(|_| place == 0) {
                    assert!(read.contents.is_some(), "{what}");
                }
            }
        }
    }
}
