//! Each row of the two tables that binds a browser's own roots only has a case that fires it and a near miss, judged by the whole
//! engine. The rows are those of [`parity::rows::OWN_ROOTS`]; that no row of the tables is in neither list, `parity/tests/` prove.

use std::collections::BTreeSet;

use certlens::{Check, Data, Hostname, Part, Standing, StoreName, Tls, ValidationRequest};
use mint::{Builder, Issued, Key, Sct, extension::KeyUsage, sct_list, with_scts};

use super::{
    FIREFOX_TRANSPARENCY, HOST, ISSUED, NOW, SCT, TRANSPARENCY, holds, leaf, load_store, root, sct,
    scts, time, unchanged,
};

const DATE: Option<&str> = Some("NET::ERR_CERT_DATE_INVALID");
const AUTHORITY: Option<&str> = Some("NET::ERR_CERT_AUTHORITY_INVALID");
const CHROME_CT: Option<&str> = Some(TRANSPARENCY);
const FIREFOX_CT: Option<&str> = Some(FIREFOX_TRANSPARENCY);

/// A question, and the code that the source says is shown: what the browsers say of such cases, `tests/parity_built_in.rs` compares.
struct Asked {
    request: ValidationRequest,
    data: Data,
    code: Option<&'static str>,
}

/// Under a root of ours that is judged as built in.
fn asked(profile: &str, leaf: &Issued, code: Option<&'static str>) -> Asked {
    Asked {
        request: super::request(profile, leaf),
        data: super::data(),
        code,
    }
}

fn chrome(leaf: &Issued, code: Option<&'static str>) -> Asked {
    asked("chrome", leaf, code)
}

fn firefox(leaf: &Issued, code: Option<&'static str>) -> Asked {
    asked("firefox", leaf, code)
}

impl Asked {
    fn at(mut self, now: &str) -> Self {
        self.request.time = time(now);
        self
    }

    fn host(mut self, host: &str) -> Self {
        self.request.hostname = Hostname::Name(host.to_owned());
        self
    }

    fn local(mut self) -> Self {
        self.request.trust.anchors_as = Standing::Local;
        self
    }

    fn root(mut self, root: &Issued) -> Self {
        self.request.trust.anchors = vec![Part::Text(root.pem())];
        self
    }

    fn scts(mut self, list: Vec<u8>) -> Self {
        self.request.scts = vec![list];
        self
    }

    fn ocsp(mut self, response: Vec<u8>) -> Self {
        self.request.ocsp = vec![Part::Bytes(response)];
        self
    }

    fn tls(mut self, version: Tls) -> Self {
        self.request.tls = version;
        self
    }

    /// The root comes from the browser's store, on these terms, and from nowhere else.
    fn stored(mut self, root: &Issued, terms: &str) -> Self {
        self.request.trust.anchors = Vec::new();
        self.stored_too(root, terms)
    }

    /// The root comes from the browser's store as well.
    fn stored_too(mut self, root: &Issued, terms: &str) -> Self {
        let (store, name) = match self.request.profile.as_deref() {
            Some("chrome") => ("chrome", StoreName::Chrome),
            _ => ("mozilla", StoreName::Mozilla),
        };
        load_store(&mut self.data, store, root, terms);
        self.request.trust.store = name.into();
        self
    }
}

/// A leaf with enough SCTs, changed.
fn good(change: impl Fn(Builder) -> Builder) -> Issued {
    let root = root();
    let make = || change(root.leaf(&[HOST]).not_before(ISSUED));
    with_scts(make, &root, &scts())
}

fn good_for(names: &[&str]) -> Issued {
    good(|leaf| leaf.san(names.iter().copied()))
}

/// A year, with SCTs of these logs.
fn logged(scts: &[Sct]) -> Issued {
    leaf(365, scts, unchanged)
}

fn of(logs: &[&str]) -> Vec<Sct> {
    logs.iter().map(|log| sct(log, SCT)).collect()
}

fn with_index(logs: &[&str]) -> Vec<Sct> {
    of(logs).into_iter().map(|sct| sct.leaf_index(7)).collect()
}

/// As a server sends them beside a certificate.
fn delivered(leaf: &Issued, logs: &[&str]) -> Vec<u8> {
    let scts = of(logs).into_iter();
    sct_list(
        &scts
            .map(|sct| sct.for_certificate(leaf))
            .collect::<Vec<_>>(),
    )
}

fn in_ocsp(leaf: &Issued, logs: &[&str]) -> Vec<u8> {
    let list = mint::der::octet_string(&delivered(leaf, logs));
    let extension = mint::extension::extension("1.3.6.1.4.1.11129.2.4.5", false, &list);
    let response = root().ocsp(leaf).this_update("2026-10-09T00:00:00Z");
    let response = response.next_update("2026-10-12T00:00:00Z");
    response.single_extension(extension).issue()
}

/// As long as what begins on that day may be valid.
fn of_200_days(builder: Builder) -> Builder {
    builder
        .not_before("2026-03-15T00:00:00Z")
        .not_after("2026-10-01T00:00:00Z")
}

fn above_200_days(builder: Builder) -> Builder {
    of_200_days(builder).not_after("2026-10-01T00:00:01Z")
}

fn old_staple(leaf: &Issued) -> Vec<u8> {
    let response = root().ocsp(leaf).this_update("2026-05-01T00:00:00Z");
    response.next_update("2026-05-08T00:00:00Z").issue()
}

/// OneCRL with one serial number of our root's.
fn one_crl(data: &mut Data, serial: &[u8]) {
    use base64::Engine as _;
    let base64 = |bytes: &[u8]| base64::prelude::BASE64_STANDARD.encode(bytes);
    let header = r#"{"format":1,"data":"onecrl","source":"s","date":"2026-10-02","dateBasis":"b","licence":"l","count":1}"#;
    let (issuer, serial) = (base64(root().subject.der()), base64(serial));
    let text = format!("{header}\n{{\"issuer\":\"{issuer}\",\"serialNumbers\":[\"{serial}\"]}}\n");
    data.load(text.as_bytes()).expect("a list");
}

/// Row, a case that fires it, a near miss.
type Pair = (&'static str, Asked, Asked);

fn chromes() -> Vec<Pair> {
    let non_unique = Some("NET::ERR_CERT_NON_UNIQUE_NAME");
    let too_long = Some("NET::ERR_CERT_VALIDITY_TOO_LONG");
    let in_tls = Some("ERR_SSL_KEY_USAGE_INCOMPATIBLE");
    let (without, with) = (logged(&[]), logged(&scts()));
    let old_root = mint::ca("Old Root CA")
        .not_after("2025-01-01T00:00:00Z")
        .issue();
    let below_old = || old_root.leaf(&[HOST]).not_before(ISSUED);
    let below_old = with_scts(below_old, &old_root, &scts());
    let enforced = r#","kind":"additional","enforceExpiry":true,"enforceConstraints":true"#;
    let from_march =
        |seconds: &str| format!(r#","constraints":[{{"sctNotAfter":"2026-03-01T{seconds}Z"}}]"#);
    let (before, at) = (from_march("00:59:59"), from_march("01:00:00"));
    let usage = |key: Key, usage| good(move |leaf| leaf.key(key.clone()).key_usage(&[usage]));
    vec![
        (
            "chrome/local-names",
            chrome(&good_for(&["server.internal"]), non_unique).host("server.internal"),
            chrome(&good_for(&["server.example.com"]), None).host("server.example.com"),
        ),
        (
            "chrome/non-routable",
            chrome(&good_for(&["172.31.255.255"]), non_unique).host("172.31.255.255"),
            chrome(&good_for(&["172.32.0.0"]), None).host("172.32.0.0"),
        ),
        (
            "chrome/built-in-expired",
            chrome(&below_old, None).root(&old_root),
            chrome(&below_old, DATE).root(&old_root).local(),
        ),
        (
            "chrome/additional-anchors",
            chrome(&below_old, DATE).stored(&old_root, enforced),
            chrome(&below_old, None).stored(&old_root, ""),
        ),
        (
            "chrome/both-stores",
            chrome(&below_old, None)
                .root(&old_root)
                .local()
                .stored_too(&old_root, ""),
            chrome(&below_old, DATE).root(&old_root).local(),
        ),
        (
            "chrome/lifetime",
            chrome(&leaf(399, &scts(), unchanged), too_long),
            chrome(&leaf(398, &scts(), unchanged), None),
        ),
        (
            "chrome/lifetime-of-2026",
            chrome(&leaf(0, &scts(), above_200_days), too_long).at("2026-09-30T00:00:00Z"),
            chrome(&leaf(0, &scts(), of_200_days), None).at("2026-09-30T00:00:00Z"),
        ),
        (
            "chrome/ct-required",
            chrome(&without, CHROME_CT),
            chrome(&with, None),
        ),
        (
            "chrome/ct-only-if-valid",
            chrome(&leaf(100, &[], unchanged), DATE),
            chrome(&without, CHROME_CT),
        ),
        (
            "chrome/ct-valid-sct",
            chrome(
                &logged(&[of(&["a", "b"]), vec![sct("c", "2026-10-10T00:00:01Z")]].concat()),
                CHROME_CT,
            ),
            chrome(
                &logged(&[of(&["a", "b"]), vec![sct("c", NOW)]].concat()),
                None,
            ),
        ),
        (
            "chrome/ct-embedded",
            chrome(&logged(&of(&["a", "b"])), CHROME_CT),
            chrome(&with, None),
        ),
        (
            "chrome/ct-tls",
            chrome(&without, None).scts(delivered(&without, &["a", "b"])),
            chrome(&without, CHROME_CT).scts(delivered(&without, &["a", "c"])),
        ),
        (
            "chrome/ct-ocsp",
            chrome(&without, CHROME_CT).ocsp(in_ocsp(&without, &["a", "b"])),
            chrome(&without, None).scts(delivered(&without, &["a", "b"])),
        ),
        (
            "chrome/ct-operator",
            chrome(&logged(&of(&["a", "c", "e"])), CHROME_CT),
            chrome(&logged(&of(&["a", "c", "b"])), None),
        ),
        (
            "chrome/ct-static",
            chrome(&logged(&with_index(&["s", "t", "u"])), None),
            chrome(&logged(&with_index(&["s", "t"])), CHROME_CT),
        ),
        (
            "chrome/ct-stale-list",
            chrome(&without, None).at("2026-12-11T00:00:00Z"),
            chrome(&without, CHROME_CT).at("2026-12-10T23:59:59Z"),
        ),
        (
            "chrome/root-constraints",
            chrome(&with, AUTHORITY).stored(&root(), &before),
            chrome(&with, None).stored(&root(), &at),
        ),
        (
            "chrome/root-constraints-local",
            chrome(&with, None).stored_too(&root(), &before),
            chrome(&with, AUTHORITY).stored(&root(), &before),
        ),
        (
            "chrome/tls-12-key-usage",
            chrome(
                &usage(Key::p256("a leaf's"), KeyUsage::KeyEncipherment),
                in_tls,
            )
            .tls(Tls::V12),
            chrome(
                &usage(Key::p256("a leaf's"), KeyUsage::DigitalSignature),
                None,
            )
            .tls(Tls::V12),
        ),
    ]
}

fn firefoxes() -> Vec<Pair> {
    let domain = Some("SSL_ERROR_BAD_CERT_DOMAIN");
    let small = Some("MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE");
    let distrusted = Some("MOZILLA_PKIX_ERROR_ISSUER_NO_LONGER_TRUSTED");
    let (without, with) = (logged(&[]), logged(&scts()));
    let with_rsa = |bits| good(move |leaf| leaf.key(Key::rsa(bits, 1)));
    let distrust = |date: &str| format!(r#","distrustAfter":"{date}""#);
    let listed = |serial: &[u8], code| {
        let mut asked = firefox(&with, code);
        one_crl(&mut asked.data, serial);
        asked
    };
    let retired = |at: &str| logged(&[of(&["a", "b"]), vec![sct("r", at)]].concat());
    vec![
        (
            "firefox/H-3-built-in",
            firefox(&good_for(&["a..b", HOST]), domain),
            firefox(&good_for(&[HOST, "a..b"]), None),
        ),
        (
            "firefox/K-4",
            firefox(&with_rsa(1024), small),
            firefox(&with_rsa(2048), None),
        ),
        (
            "firefox/R-1",
            listed(&with.serial, Some("SEC_ERROR_REVOKED_CERTIFICATE")),
            listed(&[with.serial.as_slice(), &[1]].concat(), None),
        ),
        (
            "firefox/R-5-built-in",
            firefox(&with, None).ocsp(old_staple(&with)),
            firefox(&with, Some("SEC_ERROR_OCSP_OLD_RESPONSE"))
                .ocsp(old_staple(&with))
                .local(),
        ),
        (
            "firefox/CT-1",
            firefox(&without, FIREFOX_CT),
            firefox(&with, None),
        ),
        (
            "firefox/CT-2",
            firefox(&with, FIREFOX_CT).stored(&root(), &distrust("2026-03-01T00:59:59Z")),
            firefox(&with, None).stored(&root(), &distrust("2026-03-01T01:00:00Z")),
        ),
        (
            "firefox/CT-3",
            firefox(&without, None).ocsp(in_ocsp(&without, &["a", "b"])),
            firefox(&without, FIREFOX_CT).ocsp(in_ocsp(&without, &["a", "c"])),
        ),
        (
            "firefox/CT-4",
            firefox(&logged(&of(&["a", "b"])), FIREFOX_CT),
            firefox(&with, None),
        ),
        (
            "firefox/CT-5",
            firefox(&logged(&of(&["a", "b", "t"])), FIREFOX_CT),
            firefox(&logged(&with_index(&["a", "b", "t"])), None),
        ),
        (
            "firefox/CT-6",
            firefox(&retired("2026-06-01T00:00:00Z"), FIREFOX_CT),
            firefox(&retired("2026-05-31T23:59:59Z"), None),
        ),
        (
            "firefox/D-1",
            firefox(&with, distrusted).stored(&root(), &distrust("2026-02-28T23:59:59Z")),
            firefox(&with, None).stored(&root(), &distrust("2026-03-01T01:00:00Z")),
        ),
    ]
}

#[test]
fn each_row_of_own_roots_is_met_and_just_missed() {
    let pairs: Vec<Pair> = chromes().into_iter().chain(firefoxes()).collect();
    let known: BTreeSet<&str> = parity::rows::OWN_ROOTS
        .iter()
        .map(|(row, _)| *row)
        .collect();
    let paired: BTreeSet<&str> = pairs.iter().map(|(row, ..)| *row).collect();
    assert_eq!(paired, known);
    assert_eq!(pairs.len(), known.len(), "a row has two pairs");
    let mut told = BTreeSet::new();
    for (row, fires, misses) in pairs {
        assert_ne!(fires.code, misses.code, "{row}: nothing is told apart");
        for (what, asked) in [("fires", fires), ("near miss", misses)] {
            let report =
                holds::validate(&asked.request, &asked.data).expect("a well-formed request");
            assert_eq!(report.code, asked.code, "{row}, {what}: {}", report.summary);
            for finding in &report.findings {
                let check = Check::from_id(finding.id).expect("a check's id");
                let is_told = finding.explanation.contains("source and policies alone");
                let rests = check.rests_on_source(row.split('/').next().unwrap_or(row));
                assert_eq!(is_told, rests, "{row}: {}", finding.id);
                told.extend(is_told.then_some(check));
            }
        }
    }
    let marked = Check::ALL.iter().copied();
    let marked = marked.filter(|check| {
        ["chrome", "firefox"]
            .iter()
            .any(|profile| check.rests_on_source(profile))
    });
    assert_eq!(told, marked.collect());
}
