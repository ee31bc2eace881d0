//! What binds below a browser's own roots only (what the browsers say of it: `tests/parity_built_in.rs`): each rule is fired through
//! the whole engine, with roots of ours that are judged as the programme's own (`anchorsAs: "built-in"`, or a store made here), and has
//! a near miss. Expected codes come from the browsers' sources and policies, see the checks.

mod common;
#[path = "common/holds.rs"]
mod holds;
#[path = "programmes/rows.rs"]
mod rows;

use certlens::{Data, Part, Report, Standing, StoreChoice, StoreName, Time, ValidationRequest};
use mint::{Builder, CtLog, Issued, Key, Sct, with_scts};

const NOW: &str = "2026-10-10T00:00:00Z";
const HOST: &str = "www.example.com";
const ISSUED: &str = "2026-03-01T00:00:00Z";
const SCT: &str = "2026-03-01T01:00:00Z";

const TRANSPARENCY: &str = "NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED";
const FIREFOX_TRANSPARENCY: &str = "MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY";

fn time(text: &str) -> Time {
    Time::parse_rfc3339(text).expect("RFC 3339")
}

/// Logs of two operators, of which the list is of 2026-10-02: s, t and u are of the newer kind, r is retired.
fn data() -> Data {
    use base64::Engine as _;
    let base64 = |bytes: Vec<u8>| base64::prelude::BASE64_STANDARD.encode(bytes);
    let line = |name: &str, operator: &str| {
        let log = CtLog::new(name);
        let kind = match name {
            "s" | "t" | "u" => "static-ct-api",
            _ => "rfc6962",
        };
        let retired = match name {
            "r" => r#","retiredAt":"2026-06-01T00:00:00Z""#,
            _ => "",
        };
        format!(
            "{{\"name\":\"Log {name}\",\"operator\":\"{operator}\",\"kind\":\"{kind}\",\"id\":\"{}\",\"key\":\"{}\"{retired}}}\n",
            base64(log.id()),
            base64(log.key.spki())
        )
    };
    let header = r#"{"format":1,"data":"ct-logs","source":"s","date":"2026-10-02","dateBasis":"b","licence":"l","count":8}"#;
    let logs = ["a", "c", "e", "t", "u"].map(|name| line(name, "A"));
    let others = ["b", "s", "r"].map(|name| line(name, "B"));
    let lines = [logs.concat(), others.concat()].concat();
    let mut data = common::data();
    data.load(format!("{header}\n{lines}").as_bytes())
        .expect("a list of logs");
    data
}

fn root() -> Issued {
    mint::root("Programme Root CA")
}

fn sct(log: &str, at: &str) -> Sct {
    CtLog::new(log).sct(time(at).unix() as u64 * 1000)
}

fn scts() -> Vec<Sct> {
    ["a", "b", "c"].map(|log| sct(log, SCT)).to_vec()
}

/// A leaf of the root's, of `days` days, with these SCTs.
fn leaf(days: i64, scts: &[Sct], change: fn(Builder) -> Builder) -> Issued {
    let end = Time::from_unix(time(ISSUED).unix() + days * 86_400).to_string();
    let root = root();
    let make = || change(root.leaf(&[HOST]).not_before(ISSUED).not_after(&end));
    match scts {
        [] => make().issue(),
        scts => with_scts(make, &root, scts),
    }
}

fn unchanged(builder: Builder) -> Builder {
    builder
}

fn request(profile: &str, leaf: &Issued) -> ValidationRequest {
    let mut request = ValidationRequest::new(leaf.pem(), HOST, time(NOW));
    request.profile = Some(profile.to_owned());
    request.trust.store = StoreChoice::None;
    request.trust.anchors = vec![Part::Text(root().pem())];
    request.trust.anchors_as = Standing::BuiltIn;
    request
}

fn judge(request: &ValidationRequest) -> Report {
    holds::validate(request, &data()).expect("a well-formed request")
}

fn code(profile: &str, leaf: &Issued) -> Option<&'static str> {
    judge(&request(profile, leaf)).code
}

#[test]
fn transparency_is_asked_below_built_in_roots() {
    let (without, with) = (leaf(365, &[], unchanged), leaf(365, &scts(), unchanged));
    // Above 180 days both policies want three logs, and always two operators.
    let two = leaf(365, &[sct("a", SCT), sct("b", SCT)], unchanged);
    let one_operator = leaf(180, &[sct("a", SCT), sct("c", SCT)], unchanged);
    let two_short = leaf(180, &[sct("a", SCT), sct("b", SCT)], unchanged);
    for (profile, refused) in [("chrome", TRANSPARENCY), ("firefox", FIREFOX_TRANSPARENCY)] {
        assert_eq!(code(profile, &without), Some(refused), "{profile}");
        assert_eq!(code(profile, &with), None, "{profile}");
        assert_eq!(code(profile, &two), Some(refused), "{profile}");
        // Within the time that the list speaks of, and before these end.
        let at = |leaf: &Issued| {
            let mut request = request(profile, leaf);
            request.time = time("2026-08-20T00:00:00Z");
            judge(&request).code
        };
        assert_eq!(at(&one_operator), Some(refused), "{profile}");
        assert_eq!(at(&two_short), None, "{profile}");
    }
    // Chrome's page lets one go on, Firefox's does not.
    let overridable = |profile, leaf| judge(&request(profile, leaf)).overridable;
    assert_eq!(overridable("chrome", &without), Some(true));
    assert_eq!(overridable("firefox", &without), Some(false));
    let expired = leaf(1, &scts(), unchanged);
    assert_eq!(overridable("firefox", &expired), Some(true));
}

/// The search drops a path that a limit left out, and with it what is asked of paths: then nothing is trusted.
#[test]
fn firefox_trusts_no_chain_that_a_limit_left_out() {
    let intermediate = root().ca("Intermediate").issue();
    let leaf = intermediate.leaf(&[HOST]).not_before(ISSUED);
    let leaf = leaf.without(mint::oid::AUTHORITY_KEY_IDENTIFIER).issue();
    let namesake = |number: usize| {
        let decoy = mint::ca("Intermediate")
            .key(Key::p256("decoy"))
            .issuer("Nobody");
        // What begins last is tried first.
        let decoy = decoy.not_before("2026-06-01T00:00:00Z");
        decoy.san([format!("{number}.example").as_str()]).issue()
    };
    for (count, expected) in [
        (255, FIREFOX_TRANSPARENCY),
        (256, "SEC_ERROR_UNKNOWN_ISSUER"),
    ] {
        let mut request = request("firefox", &leaf);
        request.certificates = [leaf.pem(), intermediate.pem()]
            .into_iter()
            .chain((0..count).map(|number| namesake(number).pem()))
            .map(Part::Text)
            .collect();
        assert_eq!(judge(&request).code, Some(expected), "{count}");
    }
}

#[test]
fn transparency_is_not_asked_below_local_roots() {
    for profile in ["chrome", "firefox"] {
        let mut request = request(profile, &leaf(365, &[], unchanged));
        request.trust.anchors_as = Standing::Local;
        assert_eq!(judge(&request).code, None, "{profile}");
    }
}

/// Long before the list of logs was made, the logs of that time are not known.
#[test]
fn transparency_is_not_judged_long_before_the_lists_date() {
    for profile in ["chrome", "firefox"] {
        let mut request = request(profile, &leaf(365, &[], unchanged));
        request.time = time("2026-04-01T00:00:00Z");
        let report = judge(&request);
        assert_eq!(report.code, None, "{profile}");
        let open = "certificate-transparency-insufficient";
        assert!(report.not_judged.contains(&open), "{profile}");
        let is_told = |id: &str| report.findings.iter().any(|finding| finding.id == id);
        assert!(is_told("transparency-not-judged"), "{profile}");
    }
}

#[test]
fn where_chrome_would_download_the_issuer_its_verdict_says_so() {
    let says = |profile, address: &str| {
        let access = [(mint::oid::CA_ISSUERS, address)];
        let middle = root().ca("Middle CA").issue();
        let leaf = middle.leaf(&[HOST]).not_before(ISSUED);
        let leaf = leaf.authority_information_access(&access).issue();
        let report = judge(&request(profile, &leaf));
        assert!(
            report.summary.contains("“CN=Middle CA”"),
            "{}",
            report.summary
        );
        report.summary.contains("would first try to download it")
    };
    assert!(says("chrome", "http://ca.example/middle.crt"));
    assert!(!says("chrome", "https://ca.example/middle.crt"));
    assert!(!says("firefox", "http://ca.example/middle.crt"));
    assert!(!says("rfc5280", "http://ca.example/middle.crt"));
}

/// As Chromium 156 did with each of these (parity/README.md).
#[test]
fn where_chrome_would_download_another_issuer_its_verdict_says_so() {
    let stranger = || mint::root("Stranger Root CA");
    let middle = root().ca("Middle CA").issue();
    let key = || middle.key.clone();
    let made = |builder: Builder| builder.key(key()).issue();
    let says = |profile, sent: &[&Issued], address: &str, change: fn(Builder) -> Builder| {
        let access = [(mint::oid::CA_ISSUERS, address)];
        let leaf = middle.leaf(&[HOST]).not_before(ISSUED);
        let leaf = change(leaf.authority_information_access(&access)).issue();
        let mut request = request(profile, &leaf);
        request
            .certificates
            .extend(sent.iter().map(|issued| Part::Text(issued.pem())));
        let report = judge(&request);
        assert_eq!(report.verdict, certlens::Verdict::Rejected);
        report
            .summary
            .contains("would then try to download another issuer")
    };
    let old = made(
        root()
            .ca("Middle CA")
            .not_before(ISSUED)
            .not_after("2026-09-01T00:00:00Z"),
    );
    let astray = made(stranger().ca("Middle CA"));
    let narrow = made(
        root()
            .ca("Middle CA")
            .name_constraints(&["example.org"], &[]),
    );
    let own = made(mint::ca("Middle CA"));
    let other = root().ca("Middle CA").key(Key::p256("another")).issue();
    let address = "http://ca.example/middle.crt";
    for sent in [
        &[&old][..],
        &[&astray],
        &[&astray, &stranger()],
        &[&narrow],
        &[&own],
        &[&other],
    ] {
        assert!(says("chrome", sent, address, unchanged));
        assert!(!says("chrome", sent, "ldap://ca.example/middle", unchanged));
        assert!(!says("firefox", sent, address, unchanged));
    }
    // Nothing that can be downloaded mends a leaf.
    let expired = |leaf: Builder| leaf.not_after("2026-09-01T00:00:00Z");
    assert!(!says("chrome", &[&middle], address, expired));
    assert!(!says("chrome", &[&middle], address, |leaf| leaf
        .san(["other.example"])));
}

#[test]
fn chrome_takes_398_days_of_what_began_before_15_march_2026_and_no_more() {
    assert_eq!(code("chrome", &leaf(398, &scts(), unchanged)), None);
    let longer = leaf(399, &scts(), unchanged);
    let refused = Some("NET::ERR_CERT_VALIDITY_TOO_LONG");
    assert_eq!(code("chrome", &longer), refused);
    // Firefox has no such limit.
    assert_eq!(code("firefox", &longer), None);
    let mut local = request("chrome", &longer);
    local.trust.anchors_as = Standing::Local;
    assert_eq!(judge(&local).code, None);
}

#[test]
fn every_list_that_a_verdict_rests_on_is_dated() {
    let of_mozilla = ["ct-logs", "onecrl", "firefox-intermediates"];
    for (profile, expected) in [("chrome", &["ct-logs"][..]), ("firefox", &of_mozilla)] {
        let report = judge(&request(profile, &leaf(90, &scts(), unchanged)));
        let lists = report.versions.data.iter().map(|list| list.name);
        let lists: Vec<&str> = lists.filter(|name| *name != "public-suffix-list").collect();
        assert_eq!(lists, expected, "{profile}");
    }
}

#[test]
fn chrome_refuses_names_that_many_could_have() {
    for (host, refused) in [
        ("server.internal", true),
        ("10.0.0.1", true),
        ("intranet", true),
        ("server.example.com", false),
        ("8.8.8.8", false),
    ] {
        let root = root();
        let make = || root.leaf(&[host]).not_before(ISSUED);
        let leaf = with_scts(make, &root, &scts());
        let mut request = request("chrome", &leaf);
        request.hostname = certlens::Hostname::Name(host.to_owned());
        let expected = refused.then_some("NET::ERR_CERT_NON_UNIQUE_NAME");
        assert_eq!(judge(&request).code, expected, "{host}");
        request.trust.anchors_as = Standing::Local;
        assert_eq!(judge(&request).code, None, "{host}");
    }
}

/// Firefox verifies timestamps on its way to CRLite, whatever the root (`NSSCertDBTrustDomain::CheckRevocationByCRLite`; asked, with a log
/// that it knows: the case `branch/timestamp-without-a-signature`).
#[test]
fn firefox_refuses_a_timestamp_of_a_known_log_with_an_empty_signature() {
    const REFUSED: Option<&str> = Some("SEC_ERROR_LIBRARY_FAILURE");
    let of = |log: &str| sct(log, SCT).signature(Vec::clear);
    for (sct, expected) in [
        (of("e"), REFUSED),
        (of("no such log"), None),
        (of("e").algorithm(4, 1), None),
        (of("e").extensions(&[1]), None),
        (of("e").version(1), None),
        (sct("e", SCT).signature(|s| s.truncate(1)), None),
    ] {
        let scts: Vec<Sct> = scts().into_iter().chain([sct]).collect();
        let mut request = request("firefox", &leaf(365, &scts, unchanged));
        assert_eq!(judge(&request).code, expected);
        request.trust.anchors_as = Standing::Local;
        assert_eq!(judge(&request).code, expected);
        request.profile = Some("chrome".to_owned());
        assert_eq!(judge(&request).code, None);
    }
    // It comes before the leaf's own faults, but not before those of its path, nor where the leaf has ended.
    let scts: Vec<Sct> = scts().into_iter().chain([of("e")]).collect();
    let mut request = request("firefox", &leaf(365, &scts, unchanged));
    request.hostname = certlens::Hostname::Name("other.example".to_owned());
    assert_eq!(judge(&request).code, REFUSED);
    request.time = time("2027-06-01T00:00:00Z");
    assert_eq!(judge(&request).code, Some("SSL_ERROR_BAD_CERT_DOMAIN"));
    request.hostname = certlens::Hostname::Name(HOST.to_owned());
    request.trust.anchors.clear();
    assert_eq!(judge(&request).code, Some("SEC_ERROR_UNKNOWN_ISSUER"));
}

/// `IsDistrustedCertificateChain` (asked, below a root of ours that Firefox takes for its own).
#[test]
fn firefox_cannot_go_on_below_its_own_roots_where_the_leafs_dates_are_none() {
    let code = |standing, end: &str| {
        let leaf = root()
            .leaf(&[HOST])
            .not_before(ISSUED)
            .not_after(end)
            .issue();
        let mut request = request("firefox", &leaf);
        request.trust.anchors_as = standing;
        judge(&request).code
    };
    let before = "2026-02-01T00:00:00Z";
    assert_eq!(
        code(Standing::BuiltIn, before),
        Some("SEC_ERROR_LIBRARY_FAILURE")
    );
    assert_eq!(
        code(Standing::Local, before),
        Some("SEC_ERROR_INVALID_TIME")
    );
    let ended = "2026-04-01T00:00:00Z";
    assert_eq!(
        code(Standing::BuiltIn, ended),
        Some("SEC_ERROR_EXPIRED_CERTIFICATE")
    );
}

#[test]
fn firefox_wants_2048_bits_below_its_own_roots() {
    let with_key = |bits| {
        let root = root();
        let make = || {
            let leaf = root.leaf(&[HOST]).not_before(ISSUED);
            leaf.key(Key::rsa(bits, 1))
        };
        with_scts(make, &root, &scts())
    };
    let (short, long) = (with_key(1024), with_key(2048));
    let refused = Some("MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE");
    assert_eq!(code("firefox", &short), refused);
    assert_eq!(code("firefox", &long), None);
    let mut local = request("firefox", &short);
    local.trust.anchors_as = Standing::Local;
    assert_eq!(judge(&local).code, None);
}

/// A store with this one root on these terms.
fn load_store(data: &mut Data, store: &str, root: &Issued, terms: &str) {
    let header = format!(
        r#"{{"format":1,"store":"{store}","source":"a test","date":"2026-10-01","licence":"none","count":1,"anchors":[{{"length":{}{terms}}}]}}"#,
        root.der.len()
    );
    data.load(&[header.as_bytes(), b"\n", &root.der].concat())
        .expect("a well-formed store");
}

fn with_terms(store: &str, terms: &str, leaf: &Issued) -> Report {
    with_terms_at(NOW, store, terms, leaf)
}

fn with_terms_at(now: &str, store: &str, terms: &str, leaf: &Issued) -> Report {
    let mut data = data();
    load_store(&mut data, store, &root(), terms);
    let (profile, name) = match store {
        "chrome" => ("chrome", StoreName::Chrome),
        _ => ("firefox", StoreName::Mozilla),
    };
    let mut request = request(profile, leaf);
    request.time = time(now);
    request.trust.anchors = Vec::new();
    request.trust.store = name.into();
    holds::validate(&request, &data).expect("a well-formed request")
}

#[test]
fn chromes_terms_of_a_root_bind() {
    let leaf = leaf(365, &scts(), unchanged);
    let refused = Some("NET::ERR_CERT_AUTHORITY_INVALID");
    for (terms, expected) in [
        ("", None),
        (
            r#","kind":"root","constraints":[{"sctNotAfter":"2026-03-01T00:59:59Z"}]"#,
            refused,
        ),
        (
            r#","kind":"root","constraints":[{"sctNotAfter":"2026-03-01T01:00:00Z"}]"#,
            None,
        ),
        (
            r#","kind":"root","constraints":[{"sctAllAfter":"2026-03-01T01:00:00Z"}]"#,
            refused,
        ),
        (
            r#","kind":"root","constraints":[{"maxVersionExclusive":"156.0.0.0"}]"#,
            refused,
        ),
        (
            r#","kind":"root","constraints":[{"minVersion":"156.0.0.0"}]"#,
            None,
        ),
        (
            r#","kind":"root","constraints":[{"permittedDnsNames":["example.org"]}]"#,
            refused,
        ),
        (
            r#","kind":"root","constraints":[{"permittedDnsNames":["example.org"]},{"permittedDnsNames":["example.com"]}]"#,
            None,
        ),
    ] {
        assert_eq!(with_terms("chrome", terms, &leaf).code, expected, "{terms}");
    }
}

/// A month before the list's date: an SCT of a log that is not listed may be the one that the root's terms ask for, though those
/// of the listed logs suffice for Certificate Transparency.
#[test]
fn terms_that_are_open_are_told_of() {
    const TERMS: &str = r#","kind":"root","constraints":[{"sctNotAfter":"2026-02-01T00:00:00Z"}]"#;
    let with_unknown = [scts(), vec![sct("unknown", SCT)]].concat();
    let told = |now: &str, terms: &str, scts: &[Sct]| {
        let report = with_terms_at(now, "chrome", terms, &leaf(365, scts, unchanged));
        let findings = report.findings.iter();
        let warnings = findings.filter(|finding| finding.id == "transparency-not-judged");
        let is_open = report.not_judged.contains(&"root-constraint-violated");
        (report.code, is_open, warnings.count())
    };
    let before = "2026-09-01T00:00:00Z";
    assert_eq!(told(before, TERMS, &with_unknown), (None, true, 1));
    assert_eq!(told(before, "", &with_unknown), (None, false, 0));
    let refused = Some("NET::ERR_CERT_AUTHORITY_INVALID");
    assert_eq!(told(before, TERMS, &scts()), (refused, false, 0));
    assert_eq!(told(NOW, TERMS, &with_unknown), (refused, false, 0));
}

#[test]
fn firefoxs_distrust_after_binds() {
    let leaf = leaf(365, &scts(), unchanged);
    let distrusted =
        |date: &str| with_terms("mozilla", &format!(r#","distrustAfter":"{date}""#), &leaf);
    let refused = Some("MOZILLA_PKIX_ERROR_ISSUER_NO_LONGER_TRUSTED");
    assert_eq!(distrusted("2026-02-28T23:59:59Z").code, refused);
    // The SCTs must be of before the date too, so it lies after them.
    assert_eq!(distrusted("2026-03-01T01:00:00Z").code, None);
    assert_eq!(with_terms("mozilla", "", &leaf).code, None);
}

/// Of Chrome's own roots only name and key count; of one that a user added all that it says of itself.
#[test]
fn an_expired_root_of_chromes_own_is_good_all_the_same() {
    let expired = mint::ca("Old Root CA")
        .not_after("2025-01-01T00:00:00Z")
        .issue();
    let make = || expired.leaf(&[HOST]).not_before(ISSUED);
    let leaf = with_scts(make, &expired, &scts());
    let mut request = request("chrome", &leaf);
    request.trust.anchors = vec![Part::Text(expired.pem())];
    assert_eq!(judge(&request).code, None);
    request.trust.anchors_as = Standing::Local;
    assert_eq!(judge(&request).code, Some("NET::ERR_CERT_DATE_INVALID"));
}

#[test]
fn firefox_may_have_another_certificate_of_an_intermediate() {
    use certlens::signature::sha256;
    let told = |middle: &Issued, sent: &[&Issued], key: [u8; 32]| {
        let name = middle.subject.der();
        let length = u16::try_from(name.len())
            .expect("a short name")
            .to_be_bytes();
        let header = r#"{"format":1,"data":"firefox-intermediates","source":"s","date":"2026-10-02","dateBasis":"b","licence":"l","count":1}"#;
        let list = [header.as_bytes(), b"\n", &length, name, &key, &[1; 32]].concat();
        let mut data = data();
        data.load(&list).expect("a list of intermediates");
        let leaf = middle.leaf(&[HOST]).not_before(ISSUED).issue();
        let mut request = request("firefox", &leaf);
        let more = sent.iter().map(|issued| Part::Text(issued.pem()));
        request.certificates.extend(more);
        let report = holds::validate(&request, &data).expect("a well-formed request");
        let mut findings = report.findings.iter();
        let found = findings.find(|finding| finding.id == "intermediate-preloaded");
        let about = found.map(|finding| {
            (
                finding.certificate,
                finding.explanation.contains("another certificate"),
            )
        });
        (report.code, about)
    };
    let middle = |end| {
        root()
            .ca("Middle CA")
            .not_before("2024-01-01T00:00:00Z")
            .not_after(end)
            .issue()
    };
    let (old, current) = (
        middle("2026-09-01T00:00:00Z"),
        middle("2027-09-01T00:00:00Z"),
    );
    let key = sha256(&old.key.spki());
    let expired = Some("SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE");
    assert_eq!(told(&old, &[&old], key), (expired, Some((Some(1), true))));
    assert_eq!(told(&old, &[&old], [2; 32]), (expired, None));
    assert_eq!(
        told(&current, &[&current], key),
        (Some(FIREFOX_TRANSPARENCY), None)
    );
    let unknown = Some("SEC_ERROR_UNKNOWN_ISSUER");
    assert_eq!(told(&old, &[], key), (unknown, Some((Some(0), false))));
    let stranger = mint::root("Stranger")
        .ca("Middle CA")
        .key(old.key.clone())
        .issue();
    assert_eq!(
        told(&old, &[&stranger], key),
        (unknown, Some((Some(1), true)))
    );
}

/// Chromium 156 loads each of these where it was added in its certificate manager, but the last two (parity/README.md).
#[test]
fn of_a_certificate_that_is_trusted_itself_it_is_told_how_that_counts() {
    let told = |profile, standing, leaf: &Issued| {
        let mut request = request(profile, leaf);
        request.trust.anchors = vec![Part::Text(leaf.pem())];
        request.trust.anchors_as = standing;
        let report = judge(&request);
        assert_eq!(
            report.verdict,
            certlens::Verdict::Rejected,
            "{}",
            report.summary
        );
        report.findings[0]
            .explanation
            .contains("in Chrome's certificate manager")
    };
    let own = || mint::leaf(&[HOST]).not_before(ISSUED);
    let no_ca = own().issue();
    let other = root().leaf(&[HOST]).not_before(ISSUED).issue();
    for leaf in [&no_ca, &other] {
        assert!(told("chrome", Standing::Local, leaf));
        assert!(!told("chrome", Standing::BuiltIn, leaf));
    }
    let expired = mint::ca("Own")
        .san([HOST])
        .not_before("2026-01-01T00:00:00Z")
        .not_after("2026-02-01T00:00:00Z")
        .issue();
    assert!(!told("chrome", Standing::Local, &expired));
    let misnamed = mint::ca("Other")
        .san([HOST.replace("www", "other").as_str()])
        .issue();
    assert!(!told("chrome", Standing::Local, &misnamed));
}
