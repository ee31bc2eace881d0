//! Each rule about one certificate, of RFC 5280 §4 and of the Baseline Requirements: a chain that breaks it, what each
//! profile makes of that, and a near miss that does not. Certificates are made here.

mod common;
#[path = "common/holds.rs"]
mod holds;

use certlens::finding::Family;
use certlens::{Check, Data, Hostname, Outcome, Part, Report, StoreChoice, Time};
use certlens::{StoreName, ValidationRequest, Verdict};
use mint::extension::{BasicConstraints, KeyUsage};
use mint::{Builder, Criticality, GeneralName, Hash, Issued, Key, Name, Scheme, der, oid};

/// Certificates from the leaf to the root, the host and nothing else.
struct Chain(Vec<Issued>, &'static str);

/// Each maker gets a sound root and the leaf that would be its own, and returns the chain.
type Make = fn() -> Chain;

type Change = fn(Builder) -> Builder;

/// What `rfc5280`, `rfc5280-strict` and `webpki` make of a broken rule.
type Weights = [Option<Outcome>; 3];

const PROFILES: [&str; 3] = ["rfc5280", "rfc5280-strict", "webpki"];
const WARN: Option<Outcome> = Some(Outcome::Warning);
const FAIL: Option<Outcome> = Some(Outcome::Error);
const INFO: Option<Outcome> = Some(Outcome::Info);
/// A fault of §4: told, refused, refused.
const SECTION_4: Weights = [WARN, FAIL, FAIL];
/// The same in an anchor, which the root programme answers for.
const SECTION_4_ANCHOR: Weights = [WARN, FAIL, WARN];
/// A breach that the Baseline Requirements alone know.
const PUBLIC: Weights = [None, None, FAIL];
const PUBLIC_WARNING: Weights = [None, None, WARN];

const HOST: &str = "a.example.com";

/// root -> leaf for [`HOST`].
fn leaf(change: impl FnOnce(Builder) -> Builder) -> Chain {
    leaf_for(&[HOST], HOST, change)
}

fn leaf_for(names: &[&str], host: &'static str, change: impl FnOnce(Builder) -> Builder) -> Chain {
    let root = mint::root("Root");
    let leaf = change(root.leaf(names)).issue();
    Chain(vec![leaf, root], host)
}

/// root -> leaf, the root changed.
fn root(change: impl FnOnce(Builder) -> Builder) -> Chain {
    let root = change(mint::ca("Root")).issue();
    Chain(vec![root.leaf(&[HOST]).issue(), root], HOST)
}

/// root -> intermediate -> leaf, the intermediate changed.
fn intermediate(change: impl FnOnce(Builder) -> Builder) -> Chain {
    let root = mint::root("Root");
    let intermediate = change(root.ca("Intermediate")).issue();
    Chain(
        vec![intermediate.leaf(&[HOST]).issue(), intermediate, root],
        HOST,
    )
}

const SAN: &str = oid::SUBJECT_ALT_NAME;
use Criticality::{Critical, NotCritical};

/// Rule, weights, a chain that breaks it, a near miss. In the order of the table of checks.
const CASES: &[(&str, Weights, Make, Make)] = &[
    (
        "signature-malformed",
        [FAIL, FAIL, FAIL],
        || leaf(|leaf| leaf.signature(|bytes| bytes.push(0))),
        // Another number in the right form: invalid, not malformed.
        || leaf(|leaf| leaf.signature(|bytes| *bytes.last_mut().unwrap() ^= 1)),
    ),
    (
        "validity-time-form",
        SECTION_4,
        || leaf(|leaf| leaf.not_before_der(der::time_generalized("2026-01-01T00:00:00Z"))),
        || leaf(|leaf| leaf.not_after_der(der::time_generalized("2050-01-01T00:00:00Z"))),
    ),
    (
        "ca-subject-empty",
        SECTION_4,
        || intermediate(|ca| ca.subject(Name::empty())),
        || leaf(|leaf| leaf.subject(Name::empty())),
    ),
    (
        "subject-empty-without-critical-names",
        SECTION_4,
        || leaf(|leaf| leaf.subject(Name::empty())),
        || leaf(|leaf| leaf.subject(Name::empty()).criticality(SAN, Critical)),
    ),
    (
        "unique-identifier-present",
        SECTION_4,
        || leaf(|leaf| leaf.after_key(der::primitive(2, &[0, 1]))),
        || leaf(|leaf| leaf),
    ),
    (
        "extension-critical",
        SECTION_4,
        || leaf(|leaf| leaf.criticality(oid::SUBJECT_KEY_IDENTIFIER, Critical)),
        || leaf(|leaf| leaf.criticality(oid::EXTENDED_KEY_USAGE, Critical)),
    ),
    (
        "extension-not-critical",
        SECTION_4_ANCHOR,
        || root(|root| root.criticality(oid::BASIC_CONSTRAINTS, NotCritical)),
        || {
            leaf(|leaf| {
                leaf.basic_constraints(BasicConstraints::NotCa)
                    .criticality(oid::BASIC_CONSTRAINTS, NotCritical)
            })
        },
    ),
    (
        "extension-criticality-unadvised",
        [WARN, WARN, WARN],
        || leaf(|leaf| leaf.criticality(oid::KEY_USAGE, NotCritical)),
        || leaf(|leaf| leaf.criticality(oid::EXTENDED_KEY_USAGE, Critical)),
    ),
    (
        "subject-alternative-name-critical",
        [WARN, WARN, FAIL],
        || leaf(|leaf| leaf.criticality(SAN, Critical)),
        || leaf(|leaf| leaf.subject(Name::empty()).criticality(SAN, Critical)),
    ),
    (
        "name-constraints-not-critical",
        [WARN, FAIL, INFO],
        || {
            intermediate(|ca| {
                ca.name_constraints(&["example.com"], &[])
                    .criticality(oid::NAME_CONSTRAINTS, NotCritical)
            })
        },
        || intermediate(|ca| ca.name_constraints(&["example.com"], &[])),
    ),
    (
        "extension-value-not-allowed",
        SECTION_4,
        || {
            leaf(|leaf| {
                let reasons_only = der::sequence(&[der::primitive(1, &[6, 0x40])]);
                let value = der::sequence(&[reasons_only]);
                leaf.extension(oid::CRL_DISTRIBUTION_POINTS, NotCritical, value)
            })
        },
        || leaf(|leaf| leaf.crl_distribution_points(&["http://example.com/a.crl"])),
    ),
    (
        "authority-key-identifier-missing",
        SECTION_4,
        || leaf(|leaf| leaf.without(oid::AUTHORITY_KEY_IDENTIFIER)),
        || root(|root| root.without(oid::AUTHORITY_KEY_IDENTIFIER)),
    ),
    (
        "subject-key-identifier-missing",
        SECTION_4,
        || intermediate(|ca| ca.without(oid::SUBJECT_KEY_IDENTIFIER)),
        || leaf(|leaf| leaf.without(oid::SUBJECT_KEY_IDENTIFIER)),
    ),
    (
        "ca-key-usage-missing",
        [WARN, WARN, FAIL],
        || intermediate(|ca| ca.without(oid::KEY_USAGE)),
        || leaf(|leaf| leaf.without(oid::KEY_USAGE)),
    ),
    (
        "cert-sign-without-ca",
        SECTION_4,
        || leaf(|leaf| leaf.key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyCertSign])),
        || leaf(|leaf| leaf.key_usage(&[KeyUsage::DigitalSignature, KeyUsage::CrlSign])),
    ),
    (
        "name-attribute-malformed",
        [WARN, FAIL, WARN],
        || {
            leaf(|leaf| {
                leaf.subject(
                    Name::common("a").attribute(oid::ORGANIZATION, der::octet_string(b"Org")),
                )
            })
        },
        || {
            leaf(|leaf| {
                leaf.subject(Name::common("a").attribute(oid::ORGANIZATION, der::printable("Org")))
            })
        },
    ),
    (
        "alternative-name-malformed",
        SECTION_4,
        || leaf_for(&["a_b.example.com"], "a_b.example.com", |leaf| leaf),
        || leaf_for(&["a-b.example.com"], "a-b.example.com", |leaf| leaf),
    ),
    (
        "path-length-meaningless",
        SECTION_4,
        || leaf(|leaf| leaf.basic_constraints(BasicConstraints::NotCaWithPathLen(0))),
        || root(|root| root.basic_constraints(BasicConstraints::CaWithPathLen(0))),
    ),
    (
        "name-constraints-outside-ca",
        SECTION_4,
        || leaf(|leaf| leaf.name_constraints(&["example.com"], &[])),
        || intermediate(|ca| ca.name_constraints(&["example.com"], &[])),
    ),
    (
        "version-not-three",
        PUBLIC,
        || leaf(|leaf| leaf.version(2)),
        || leaf(|leaf| leaf),
    ),
    (
        "serial-number-guessable",
        PUBLIC,
        || leaf(|leaf| leaf.serial(&[0, 0xff, 0, 0, 0, 0])),
        || leaf(|leaf| leaf.serial(&[1, 0, 0, 0, 0, 0])),
    ),
    (
        "public-key-not-permitted",
        PUBLIC,
        || leaf(|leaf| leaf.key(Key::ed25519("a"))),
        || leaf(|leaf| leaf.key(Key::p384("a"))),
    ),
    (
        "signature-algorithm-not-permitted",
        PUBLIC,
        || leaf(|leaf| leaf.scheme(Scheme::Ecdsa(Hash::Sha384))),
        || leaf(|leaf| leaf.scheme(Scheme::Ecdsa(Hash::Sha256))),
    ),
    (
        "validity-too-long",
        PUBLIC,
        // 200 days and one second: both ends count.
        || leaf(|leaf| dated(leaf, "2026-03-15T00:00:00Z", "2026-10-01T00:00:00Z")),
        || leaf(|leaf| dated(leaf, "2026-03-15T00:00:00Z", "2026-09-30T23:59:59Z")),
    ),
    (
        "extended-key-usage-missing",
        PUBLIC,
        || leaf(|leaf| leaf.without(oid::EXTENDED_KEY_USAGE)),
        || leaf(|leaf| leaf.extended_key_usage(&[oid::SERVER_AUTH])),
    ),
    (
        "extended-key-usage-any",
        PUBLIC,
        || leaf(|leaf| leaf.extended_key_usage(&[oid::SERVER_AUTH, oid::ANY_EXTENDED_KEY_USAGE])),
        || leaf(|leaf| leaf.extended_key_usage(&[oid::SERVER_AUTH, oid::CLIENT_AUTH])),
    ),
    (
        "extended-key-usage-not-permitted",
        PUBLIC,
        || leaf(|leaf| leaf.extended_key_usage(&[oid::SERVER_AUTH, oid::EMAIL_PROTECTION])),
        || leaf(|leaf| leaf.extended_key_usage(&[oid::SERVER_AUTH, "2.999.1"])),
    ),
    (
        "key-usage-not-permitted",
        PUBLIC,
        || leaf(|leaf| leaf.key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyEncipherment])),
        || leaf(|leaf| leaf.key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyAgreement])),
    ),
    (
        "extended-key-usage-critical",
        PUBLIC,
        || leaf(|leaf| leaf.criticality(oid::EXTENDED_KEY_USAGE, Critical)),
        || leaf(|leaf| leaf),
    ),
    (
        "root-extended-key-usage",
        PUBLIC,
        || root(|root| root.extended_key_usage(&[oid::SERVER_AUTH])),
        || intermediate(|ca| ca.extended_key_usage(&[oid::SERVER_AUTH])),
    ),
    (
        "intermediate-extended-key-usage-missing",
        PUBLIC_WARNING,
        || intermediate(|ca| ca),
        || intermediate(|ca| ca.extended_key_usage(&[oid::SERVER_AUTH])),
    ),
    (
        "authority-key-identifier-not-plain",
        PUBLIC,
        || root(|root| root.authority_key_id(b"another")),
        || root(|root| root.subject_key_id(b"own").authority_key_id(b"own")),
    ),
    (
        "server-names-missing",
        PUBLIC,
        || leaf(|leaf| leaf.without(SAN)),
        || leaf(|leaf| leaf.san(["other.example.com"])),
    ),
    (
        "server-name-form-not-permitted",
        PUBLIC,
        || leaf_for(&[HOST, "a@example.com"], HOST, |leaf| leaf),
        || leaf_for(&[HOST, "8.8.8.8"], HOST, |leaf| leaf),
    ),
    (
        "server-name-internal",
        PUBLIC_WARNING,
        || leaf_for(&["a.internal"], "a.internal", |leaf| leaf),
        || leaf(|leaf| leaf),
    ),
    (
        "common-name-not-listed",
        PUBLIC,
        || leaf(|leaf| leaf.subject("A.example.com")),
        || leaf(|leaf| leaf.subject(Name::empty().o("Example"))),
    ),
    (
        "common-name-unmatched",
        PUBLIC_WARNING,
        || leaf_for(&["*.example.com"], HOST, |leaf| leaf.subject("example.com")),
        || leaf_for(&["*.example.com"], HOST, |leaf| leaf),
    ),
    (
        "wildcard-on-public-suffix",
        PUBLIC,
        || leaf_for(&["*.co.uk"], "a.co.uk", |leaf| leaf),
        || leaf_for(&["*.co.uk", "a.co.uk"], "a.co.uk", |leaf| leaf),
    ),
    (
        "server-extension-missing",
        PUBLIC_WARNING,
        || leaf(|leaf| leaf),
        || {
            leaf(|leaf| {
                leaf.policies(&[oid::DOMAIN_VALIDATED])
                    .authority_information_access(&[(oid::OCSP, "http://example.com/")])
            })
        },
    ),
];

fn dated(leaf: Builder, not_before: &str, not_after: &str) -> Builder {
    leaf.not_before(not_before).not_after(not_after)
}

fn judge(Chain(certificates, host): &Chain, profile: &str, data: &Data) -> Report {
    let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
    let part = |issued: &Issued| Part::Bytes(issued.der.clone());
    let (root, sent) = certificates.split_last().expect("a chain");
    let mut request = ValidationRequest::new("", *host, time);
    request.certificates = sent.iter().map(part).collect();
    request.leaf = Some(0);
    request.trust.anchors = vec![part(root)];
    request.trust.store = StoreChoice::None;
    request.profile = Some(profile.to_owned());
    holds::validate(&request, data).expect("a well-formed request")
}

fn outcome(report: &Report, id: &str) -> Option<Outcome> {
    let mut found = report.findings.iter().filter(|finding| finding.id == id);
    found.next().map(|finding| finding.outcome)
}

/// A root that nobody trusts is asked for no purposes, which a root must not list; a CA that another signed is.
#[test]
fn a_root_that_is_not_trusted_is_no_intermediate() {
    let data = common::data();
    let asked = |chain: Vec<Issued>, last: Issued| {
        let mut chain = Chain(chain, HOST);
        chain.0.push(last);
        outcome(
            &judge(&chain, "webpki", &data),
            "intermediate-extended-key-usage-missing",
        )
    };
    let (other, unknown) = (mint::root("Other"), mint::root("Unknown"));
    let leaf = unknown.leaf(&[HOST]).issue();
    assert_eq!(asked(vec![leaf, unknown], other.clone()), None);
    let ca = other.ca("CA").issue();
    let leaf = ca.leaf(&[HOST]).issue();
    assert_eq!(asked(vec![leaf, ca], other), WARN);
}

/// Where there is no list of names, that is the fault; where it holds no name of the kind, the common name is told of.
#[test]
fn a_common_name_is_not_missed_in_a_list_that_is_not_there() {
    let data = common::data();
    let told = |chain: &Chain, id| outcome(&judge(chain, "webpki", &data), id);
    let without = leaf(|leaf| leaf.subject(HOST).without(SAN));
    assert_eq!(told(&without, "common-name-unmatched"), None);
    assert_eq!(told(&without, "server-names-missing"), FAIL);
    let of_address = leaf_for(&["8.8.8.8"], "8.8.8.8", |leaf| leaf.subject(HOST));
    assert_eq!(told(&of_address, "common-name-unmatched"), WARN);
}

/// An impostor that signs itself, which Chrome takes for a CA that its trusted namesake signed; and one that this did sign, changed.
#[test]
fn what_signs_itself_points_to_its_own_key() {
    let data = common::data();
    let differ = |ca: Builder| {
        let trusted = mint::ca("Bank CA").subject_key_id(b"trusted").issue();
        let ca = ca.subject_key_id(b"own").key(Key::p256("other")).issue();
        let chain = Chain(vec![ca.leaf(&[HOST]).issue(), ca, trusted], HOST);
        let report = judge(&chain, "chrome", &data);
        let mut findings = report.findings.iter();
        let found = findings.find(|finding| finding.id == "signature-invalid");
        let details = &found.expect("it does not fit").details;
        serde_json::to_value(details).expect("plain data")["keyIdentifiersDiffer"].clone()
    };
    let impostor = mint::ca("Bank CA").without(oid::AUTHORITY_KEY_IDENTIFIER);
    assert_eq!(differ(impostor), true);
    let trusted = mint::ca("Bank CA").subject_key_id(b"trusted").issue();
    let changed = trusted.ca("Bank CA 1");
    assert_eq!(
        differ(changed.signature(|bytes| *bytes.last_mut().unwrap() ^= 1)),
        false
    );
}

#[test]
fn each_rule_fires_where_it_is_broken_and_not_beside() {
    let data = common::data();
    for (id, weights, fires, near_miss) in CASES {
        for (profile, expected) in PROFILES.iter().zip(weights) {
            let report = judge(&fires(), profile, &data);
            assert_eq!(outcome(&report, id), *expected, "{id} {profile}");
            if *expected == FAIL {
                assert_eq!(report.verdict, Verdict::Rejected, "{id} {profile}");
            }
            let report = judge(&near_miss(), profile, &data);
            assert_eq!(outcome(&report, id), None, "{id} {profile}: near miss");
        }
    }
}

#[test]
fn no_rule_of_these_families_lacks_a_case() {
    let families = [Family::Conformance, Family::BaselineRequirements];
    let rules = Check::ALL.iter();
    let rules = rules.filter(|check| families.contains(&check.family()));
    let expected: Vec<&str> = rules.map(|check| check.id()).collect();
    let tested: Vec<&str> = CASES.iter().map(|case| case.0).collect();
    assert_eq!(tested, expected);
}

/// Ballot SC-086 binds what is issued from that day on.
#[test]
fn a_name_that_stands_for_an_address_is_told_since_15_march_2026() {
    const NAME: &str = "1.0.0.127.in-addr.arpa";
    let told = |not_before| {
        let chain = leaf_for(&[NAME], NAME, |leaf| leaf.not_before(not_before));
        outcome(
            &judge(&chain, "webpki", &common::data()),
            "server-name-internal",
        )
    };
    assert_eq!(told("2026-03-15T00:00:00Z"), WARN);
    assert_eq!(told("2026-03-14T23:59:59Z"), None);
}

/// §7.1.2.7.11 of the Baseline Requirements, of what was issued under version 2.
#[test]
fn a_servers_key_usage_goes_with_its_key() {
    use KeyUsage::*;
    let data = common::data();
    let told = |change: &dyn Fn(Builder) -> Builder| {
        let report = judge(&leaf(change), "webpki", &data);
        outcome(&report, "key-usage-not-permitted")
    };
    let ec = |usages: &[KeyUsage]| told(&|leaf| leaf.key_usage(usages));
    assert_eq!(ec(&[DigitalSignature]), None);
    assert_eq!(ec(&[KeyAgreement]), FAIL);
    assert_eq!(ec(&[DigitalSignature, CrlSign]), FAIL);
    assert_eq!(told(&|leaf| leaf.without(oid::KEY_USAGE)), None);
    let rsa = |usages: &[KeyUsage]| told(&|leaf| leaf.key(Key::rsa(2048, 1)).key_usage(usages));
    assert_eq!(rsa(&[KeyEncipherment, DataEncipherment]), None);
    assert_eq!(rsa(&[DigitalSignature, KeyAgreement]), FAIL);
    let since = |date| {
        let usages = [DigitalSignature, KeyEncipherment];
        told(&|leaf| leaf.not_before(date).key_usage(&usages))
    };
    assert_eq!(since("2023-09-15T00:00:00Z"), FAIL);
    assert_eq!(since("2023-09-14T23:59:59Z"), None);
}

/// §4.2.1.2: what a CA's certificate says of its key stands in those that it issues.
#[test]
fn a_certificate_refers_to_its_issuer_as_that_is_written() {
    let data = common::data();
    let told =
        |chain: &Chain, id| PROFILES.map(|profile| outcome(&judge(chain, profile, &data), id));
    let id = "extension-value-not-allowed";
    assert_eq!(
        told(&leaf(|leaf| leaf.authority_key_id(b"other")), id),
        SECTION_4
    );
    let own = |ca: Builder| ca.subject_key_id(b"own");
    assert_eq!(told(&root(own), id), [None; 3]);
    assert_eq!(
        told(&root(|root| root.without(oid::SUBJECT_KEY_IDENTIFIER)), id),
        [None; 3]
    );
}

#[test]
fn a_sound_chain_is_trusted_under_every_profile() {
    let data = common::data();
    for profile in PROFILES {
        let report = judge(&leaf(|leaf| leaf), profile, &data);
        assert_eq!(
            report.verdict,
            Verdict::Trusted,
            "{profile}: {}",
            report.summary
        );
        let report = judge(&intermediate(|ca| ca), profile, &data);
        assert_eq!(
            report.verdict,
            Verdict::Trusted,
            "{profile}: {}",
            report.summary
        );
    }
}

/// RFC 5280 §4.2.1.1 excepts the self-signed: by its names, or by its key where the names say otherwise.
#[test]
fn an_anchor_needs_no_authority_key_identifier_if_its_own_key_signed_it() {
    let id = "authority-key-identifier-missing";
    let data = common::data();
    let own_key = root(|root| root.issuer("Another"));
    assert_eq!(outcome(&judge(&own_key, "rfc5280-strict", &data), id), None);
    let other = mint::root("Another");
    let cross_signed = other
        .ca("Root")
        .without(oid::AUTHORITY_KEY_IDENTIFIER)
        .issue();
    let leaf = cross_signed.leaf(&[HOST]).issue();
    let chain = Chain(vec![leaf, cross_signed], HOST);
    assert_eq!(outcome(&judge(&chain, "rfc5280-strict", &data), id), FAIL);
}

/// The strict profile holds the anchor's own certificate to section 4, except for what only its issuer would need.
#[test]
fn an_anchors_serial_number_and_signature_are_excepted_and_its_validity_is_not() {
    let data = common::data();
    let verdict = |chain: &Chain| judge(chain, "rfc5280-strict", &data).verdict;
    let changes: [(Change, Verdict); 5] = [
        (|root| root.serial(&[0]), Verdict::Trusted),
        (|root| root.signature(|s| s.push(0)), Verdict::Trusted),
        (
            |root| root.scheme(Scheme::Ecdsa(Hash::Sha512)),
            Verdict::Trusted,
        ),
        (
            |root| root.not_after("2026-05-31T00:00:00Z"),
            Verdict::Rejected,
        ),
        (
            |root| root.without(oid::BASIC_CONSTRAINTS),
            Verdict::Rejected,
        ),
    ];
    for (index, (change, expected)) in changes.into_iter().enumerate() {
        assert_eq!(verdict(&root(change)), expected, "{index}");
    }
}

/// The Baseline Requirements profile trusts Mozilla's store where the request names none, and needs its data.
#[test]
fn the_real_chains_are_trusted_under_the_baseline_requirements() {
    let data = common::data();
    for chain in common::real_chains() {
        let mut request = common::request(&chain.certificates, &chain.host, chain.time, None);
        request.profile = Some("webpki".to_owned());
        request.trust.store = StoreChoice::Profile;
        let report = holds::validate(&request, &data).expect("a well-formed request");
        let errors: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.outcome == Outcome::Error)
            .map(|finding| finding.id)
            .collect();
        assert_eq!(report.verdict, Verdict::Trusted, "{}: {errors:?}", chain.id);
        let names: Vec<&str> = report.versions.data.iter().map(|data| data.name).collect();
        assert_eq!(names, ["mozilla", "public-suffix-list"], "{}", chain.id);
    }
}

#[test]
fn the_baseline_requirements_are_not_judged_without_the_public_suffix_list() {
    let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
    let mut request = ValidationRequest::new(mint::root("Root").pem(), HOST, time);
    request.profile = Some("webpki".to_owned());
    request.trust.store = StoreName::Mozilla.into();
    request.hostname = Hostname::Unchecked;
    let error = holds::validate(&request, &Data::default()).expect_err("no data");
    assert_eq!(error.code.id(), "data-not-loaded");
    assert!(holds::validate(&request, &common::data()).is_ok());
}

/// A name that a certificate lists and that matches nothing here: forms that texts cannot say.
#[test]
fn odd_names_are_named() {
    let data = common::data();
    let odd = GeneralName::ip(&[10, 0, 0]);
    let chain = leaf(|leaf| leaf.san([GeneralName::dns(HOST), odd]));
    let report = judge(&chain, "rfc5280-strict", &data);
    assert_eq!(outcome(&report, "alternative-name-malformed"), FAIL);
}

/// Found beside OpenSSL and rustls-webpki: an Extension with another tag than SEQUENCE's was read as one.
#[test]
fn an_extension_is_a_sequence() {
    let data = common::data();
    for tag in [0x70, 0xb0] {
        let mut basic = mint::extension::extension(oid::BASIC_CONSTRAINTS, true, &[0x30, 0x00]);
        let sound = leaf(|leaf| leaf.raw_extension(basic.clone()));
        assert_eq!(judge(&sound, "rfc5280", &data).verdict, Verdict::Trusted);
        basic[0] = tag;
        let chain = leaf(|leaf| leaf.raw_extension(basic));
        let report = judge(&chain, "rfc5280", &data);
        assert_eq!(
            report.code,
            Some("certificate-structure-invalid"),
            "{tag:02x}"
        );
    }
}

/// Found beside OpenSSL: a distribution point's name that is neither of its two forms, and reasons that are no BIT STRING.
/// §6.1 does not read them: told, and refused under `rfc5280-strict`.
#[test]
fn a_distribution_point_is_what_its_definition_says() {
    use mint::extension::{DistributionPoint, PointName, distribution_points};
    let point = |fields: &[Vec<u8>]| der::sequence(&[der::sequence(fields)]);
    let named = |choice: &[u8]| der::constructed(0, choice);
    let uri = der::primitive(6, b"http://crl.example.com/1");
    let full = der::constructed(0, &uri);
    let common_name = || PointName::Relative(oid::COMMON_NAME, der::utf8("1"));
    let relative = || DistributionPoint {
        name: Some(common_name()),
        reasons: vec![1, 6],
        crl_issuer: Vec::new(),
    };
    let for_all = DistributionPoint {
        name: Some(common_name()),
        reasons: Vec::new(),
        crl_issuer: Vec::new(),
    };
    let no_value = der::sequence(&[der::oid(oid::COMMON_NAME)]);
    let full_name = |uri: &str| PointName::Full(vec![GeneralName::uri(uri)]);
    let issued = |issuers: &[&str], name: PointName| {
        distribution_points(&[DistributionPoint {
            name: Some(name),
            reasons: Vec::new(),
            crl_issuer: issuers
                .iter()
                .map(|name| GeneralName::directory(*name))
                .collect(),
        }])
    };
    let cases = [
        (None, distribution_points(&[relative(), for_all])),
        (
            None,
            point(&[named(&full), der::primitive(1, &[7, 0x7f, 0x80])]),
        ),
        // None is for all reasons.
        (WARN, distribution_points(&[relative()])),
        (WARN, point(&[named(&full), der::primitive(1, &[6, 0x40])])),
        // No choice, a third one, and both.
        (WARN, point(&[named(&[])])),
        (WARN, point(&[named(&der::constructed(2, &uri))])),
        (
            WARN,
            point(&[named(&[full.clone(), der::constructed(1, &[])].concat())]),
        ),
        // [1] holds attributes, at least one, each a type and a value.
        (WARN, point(&[named(&der::constructed(1, &uri))])),
        (WARN, point(&[named(&der::constructed(1, &[]))])),
        (WARN, point(&[named(&der::constructed(1, &no_value))])),
        // Eight unused bits.
        (WARN, point(&[named(&full), der::primitive(1, &[8, 0])])),
        // Who issues the CRL: another than the certificate's issuer, by a distinguished name.
        (None, issued(&["CRLs"], full_name("http://example.com/"))),
        (None, issued(&["A", "B"], full_name("http://example.com/"))),
        (WARN, issued(&["Root"], full_name("http://example.com/"))),
        (WARN, point(&[named(&full), der::constructed(2, &uri)])),
        // Relative to one name.
        (None, issued(&["A"], common_name())),
        (WARN, issued(&["A", "B"], common_name())),
        // What is no URI, and an LDAP URI without an entry or an attribute.
        (WARN, issued(&["A"], full_name("crl.example.com/1"))),
        (WARN, issued(&["A"], full_name("http://crl.example.com/ 1"))),
        (None, issued(&["A"], full_name("ldap:///cn=A?b"))),
        (None, issued(&["A"], full_name("LDAP://h/cn=A?b?base?c=*"))),
        (WARN, issued(&["A"], full_name("LDAP://h/?b"))),
        (WARN, issued(&["A"], full_name("ldap://h?b"))),
        (WARN, issued(&["A"], full_name("ldap:///cn=A"))),
        (WARN, issued(&["A"], full_name("ldap:///cn=A??base"))),
    ];
    let data = common::data();
    for (expected, value) in cases {
        let chain =
            leaf(|leaf| leaf.extension(oid::CRL_DISTRIBUTION_POINTS, NotCritical, value.clone()));
        let report = judge(&chain, "rfc5280", &data);
        let told = outcome(&report, "extension-value-not-allowed");
        assert_eq!(told, expected, "{value:02x?}");
        assert_eq!(report.verdict, Verdict::Trusted, "{value:02x?}");
        let strict = judge(&chain, "rfc5280-strict", &data);
        let verdict = strict.code;
        let refused = expected.map(|_| "extension-value-not-allowed");
        assert_eq!(verdict, refused, "{value:02x?}");
    }
}

/// §4.2.2.1 and §4.2.2.2: a URI has a scheme; what is retrieved by LDAP has an entry and attributes. Of OCSP the RFC does not say so.
#[test]
fn a_location_that_is_a_uri_is_a_whole_one() {
    const CA_REPOSITORY: &str = "1.3.6.1.5.5.7.48.5";
    const SUBJECT_INFORMATION_ACCESS: &str = "1.3.6.1.5.5.7.1.11";
    let uri = GeneralName::uri;
    let cases = [
        (None, oid::CA_ISSUERS, uri("http://a_b.example.com/ca.cer")),
        (WARN, oid::CA_ISSUERS, uri("not a uri")),
        (WARN, oid::OCSP, uri("ocsp.example.com")),
        (None, oid::CA_ISSUERS, GeneralName::directory("CA")),
        (None, oid::CA_ISSUERS, uri("ldap:///cn=CA?cACertificate")),
        (WARN, oid::CA_ISSUERS, uri("ldap:///cn=CA")),
        (WARN, CA_REPOSITORY, uri("ldap:///?cACertificate")),
        (None, oid::OCSP, uri("ldap:///cn=CA")),
    ];
    let data = common::data();
    for (expected, method, location) in cases {
        let value = mint::extension::authority_information_access(&[(method, location)]);
        for extension in [
            oid::AUTHORITY_INFORMATION_ACCESS,
            SUBJECT_INFORMATION_ACCESS,
        ] {
            let chain = leaf(|leaf| leaf.extension(extension, NotCritical, value.clone()));
            let told = |profile| {
                let report = judge(&chain, profile, &data);
                outcome(&report, "extension-value-not-allowed")
            };
            assert_eq!(told("rfc5280"), expected, "{extension}: {value:02x?}");
            assert_eq!(told("rfc5280-strict"), expected.and(FAIL));
        }
    }
}

/// §4.2.1.8 and appendix A.1: "SEQUENCE SIZE (1..MAX) OF Attribute", each with at least one value.
#[test]
fn a_directory_attribute_is_a_type_with_values() {
    let kind = der::oid("1.3.6.1.5.5.7.9.4"); // id-pda-countryOfCitizenship
    let attribute = |values: &[&str]| {
        let values: Vec<_> = values.iter().map(|value| der::printable(value)).collect();
        der::sequence(&[kind.clone(), der::set(&values)])
    };
    let cases = [
        (None, der::sequence(&[attribute(&["CH"])])),
        (FAIL, der::sequence(&[attribute(&[])])),
        (
            FAIL,
            der::sequence(&[der::sequence(&[kind.clone(), der::printable("CH")])]),
        ),
        (FAIL, der::sequence(&[])),
        (FAIL, der::set(&[attribute(&["CH"])])),
        (FAIL, Vec::new()),
    ];
    let data = common::data();
    for (expected, value) in cases {
        let chain = leaf(|leaf| leaf.extension("2.5.29.9", NotCritical, value.clone()));
        let report = judge(&chain, "rfc5280-strict", &data);
        let told = outcome(&report, "extension-value-not-allowed");
        assert_eq!(told, expected, "{value:02x?}");
    }
}

/// Appendix A.2: "authorityCertIssuer and authorityCertSerialNumber MUST both be present or both be absent".
#[test]
fn an_issuers_certificate_is_named_by_issuer_and_serial_number() {
    let data = common::data();
    let told = |fields: &[Vec<u8>]| {
        let value = der::sequence(fields);
        let chain = leaf(|leaf| leaf.extension(oid::AUTHORITY_KEY_IDENTIFIER, NotCritical, value));
        let report = judge(&chain, "rfc5280-strict", &data);
        let mut findings = report.findings.into_iter();
        let found = findings.find(|finding| finding.id == "extension-value-not-allowed");
        found.map(|finding| finding.explanation)
    };
    let key = der::primitive(0, &mint::root("Root").key.id());
    let issuer = der::constructed(1, GeneralName::directory("Root").der());
    let serial = der::primitive(2, &[1]);
    assert_eq!(told(&[key.clone(), issuer.clone(), serial.clone()]), None);
    for half in [issuer, serial] {
        let text = told(&[key.clone(), half]).expect("a finding");
        assert!(text.contains("section A.2 "), "{text}");
    }
}

/// §4.2.1.9: critical "in all CA certificates that contain public keys used to validate digital signatures on certificates".
#[test]
fn basic_constraints_of_who_signs_crls_only_need_not_be_critical() {
    let data = common::data();
    let told = |usages: &[KeyUsage]| {
        let chain = leaf(|leaf| {
            leaf.basic_constraints(BasicConstraints::Ca)
                .criticality(oid::BASIC_CONSTRAINTS, NotCritical)
                .key_usage(usages)
        });
        let report = judge(&chain, "rfc5280-strict", &data);
        outcome(&report, "extension-not-critical")
    };
    assert_eq!(told(&[KeyUsage::DigitalSignature, KeyUsage::CrlSign]), None);
    assert_eq!(told(&[KeyUsage::CrlSign, KeyUsage::KeyCertSign]), FAIL);
}

/// §4.2.1.9: "unless the cA boolean is asserted and the key usage extension asserts the keyCertSign bit".
#[test]
fn a_path_length_needs_a_key_usage() {
    let data = common::data();
    let told = |constraints, profile| {
        let chain = intermediate(|ca| ca.basic_constraints(constraints).without(oid::KEY_USAGE));
        let report = judge(&chain, profile, &data);
        (outcome(&report, "path-length-meaningless"), report.verdict)
    };
    let limited = BasicConstraints::CaWithPathLen(0);
    assert_eq!(told(limited, "rfc5280"), (WARN, Verdict::Trusted));
    assert_eq!(told(limited, "rfc5280-strict"), (FAIL, Verdict::Rejected));
    let unlimited = told(BasicConstraints::Ca, "rfc5280-strict");
    assert_eq!(unlimited, (None, Verdict::Trusted));
}

/// §4.1.2.6: "If the subject is a CRL issuer".
#[test]
fn who_signs_crls_has_a_name() {
    let data = common::data();
    let told = |usages: &[KeyUsage]| {
        let chain = leaf(|leaf| {
            leaf.subject(Name::empty())
                .criticality(SAN, Critical)
                .key_usage(usages)
        });
        let report = judge(&chain, "rfc5280-strict", &data);
        outcome(&report, "ca-subject-empty")
    };
    assert_eq!(told(&[KeyUsage::DigitalSignature, KeyUsage::CrlSign]), FAIL);
    assert_eq!(told(&[KeyUsage::DigitalSignature]), None);
}

/// §4.1.2.6: "MUST use the rfc822Name in the subject alternative name extension [...] to describe such identities".
#[test]
fn a_subjects_e_mail_address_is_among_the_alternative_names() {
    let data = common::data();
    let told = |names: Vec<GeneralName>, profile| {
        let address = der::ia5("a@example.com");
        let subject = Name::common("a").attribute(oid::EMAIL_ADDRESS, address);
        let chain = leaf(|leaf| leaf.subject(subject).san(names));
        let report = judge(&chain, profile, &data);
        outcome(&report, "name-attribute-malformed")
    };
    let host = || GeneralName::dns(HOST);
    for (profile, expected) in PROFILES.into_iter().zip([WARN, FAIL, WARN]) {
        assert_eq!(told(vec![host()], profile), expected, "{profile}");
    }
    let listed = vec![host(), GeneralName::email("a@example.com")];
    assert_eq!(told(listed, "rfc5280-strict"), None);
}

/// §4.2.1.4 with RFC 6818 §3: of qualifiers, and of the text that a certificate says about itself.
#[test]
fn a_policy_qualifier_is_what_its_definition_says() {
    const CPS: &str = "1.3.6.1.5.5.7.2.1";
    const NOTICE: &str = "1.3.6.1.5.5.7.2.2";
    let value = |policy: &str, kind: &str, value: Vec<u8>| {
        let qualifier = der::sequence(&[der::oid(kind), value]);
        let policy = der::sequence(&[der::oid(policy), der::sequence(&[qualifier])]);
        der::sequence(&[policy])
    };
    let cps = |text: Vec<u8>| value("2.999.1", CPS, text);
    let notice = |text: Vec<u8>| value("2.999.1", NOTICE, der::sequence(&[text]));
    let numbers = der::sequence(&[der::integer(1)]);
    let reference = der::sequence(&[der::utf8("Organization"), numbers]);
    let (long, too_long) = ("\u{e9}".repeat(200), "e".repeat(201));
    let cases = [
        (None, cps(der::ia5("https://example.com/cps"))),
        (WARN, cps(der::utf8("https://example.com/cps"))),
        (None, notice(der::utf8(&long))),
        (WARN, notice(der::utf8(&too_long))),
        (WARN, notice(der::utf8(""))),
        (None, notice(der::visible(&too_long[1..]))),
        (None, notice(der::bmp(&long))),
        (WARN, notice(der::bmp(&too_long))),
        (WARN, notice(der::ia5("text"))),
        (None, notice(reference.clone())),
        (
            None,
            notice([reference.clone(), der::utf8("text")].concat()),
        ),
        (WARN, notice([der::utf8("text"), reference].concat())),
        (None, value("2.999.1", NOTICE, der::sequence(&[]))),
        (WARN, value("2.999.1", NOTICE, der::utf8("text"))),
        (None, value("2.999.1", "2.999.2", der::null())),
        (WARN, value("2.5.29.32.0", "2.999.2", der::null())),
    ];
    let data = common::data();
    for (expected, value) in cases {
        let policies =
            |leaf: Builder| leaf.extension(oid::CERTIFICATE_POLICIES, NotCritical, value.clone());
        let told = |chain: &Chain, profile| {
            let report = judge(chain, profile, &data);
            outcome(&report, "extension-value-not-allowed")
        };
        let on_leaf = leaf(policies);
        let or_error = expected.and(FAIL);
        assert_eq!(told(&on_leaf, "rfc5280"), expected, "{value:02x?}");
        assert_eq!(told(&on_leaf, "rfc5280-strict"), or_error, "{value:02x?}");
        assert_eq!(told(&on_leaf, "webpki"), or_error, "{value:02x?}");
        // Public intermediates may be older than the programs that look for such faults.
        assert_eq!(told(&intermediate(policies), "webpki"), expected);
    }
}

/// Appendix A.1: upper bounds, in characters whatever the type.
#[test]
fn a_part_of_a_name_has_its_greatest_length() {
    let data = common::data();
    let text = |count| "\u{e9}".repeat(count);
    let cases = [
        (oid::COMMON_NAME, der::utf8(&text(64)), None),
        (oid::COMMON_NAME, der::utf8(&text(65)), FAIL),
        (oid::ORGANIZATION, der::bmp(&text(64)), None),
        (oid::ORGANIZATION, der::bmp(&text(65)), FAIL),
        ("2.5.4.7", der::utf8(&text(128)), None),
        ("2.5.4.7", der::utf8(&text(129)), FAIL),
        (oid::COUNTRY, der::printable("CH"), None),
        (oid::COUNTRY, der::printable("CHE"), FAIL),
        (oid::COUNTRY, der::printable("C"), FAIL),
    ];
    for (attribute, value, expected) in cases {
        let name = || Name::empty().attribute(attribute, value.clone());
        let report = judge(&leaf(|leaf| leaf.subject(name())), "rfc5280-strict", &data);
        let told = outcome(&report, "name-attribute-malformed");
        assert_eq!(told, expected, "{attribute}: {value:02x?}");
    }
}

/// §4.2.1.6: no empty name, of whatever form, and none that is not what its form is.
#[test]
fn an_alternative_name_is_not_empty() {
    let data = common::data();
    let told = |name: GeneralName| {
        let names = [GeneralName::dns(HOST), name];
        let report = judge(&leaf(|leaf| leaf.san(names)), "rfc5280-strict", &data);
        outcome(&report, "alternative-name-malformed")
    };
    let form = |number, contents: &[u8]| GeneralName::from_der(der::constructed(number, contents));
    assert_eq!(told(GeneralName::directory(Name::empty())), FAIL);
    assert_eq!(told(GeneralName::directory("a")), None);
    let assigner = der::constructed(0, &der::utf8("a"));
    let party = der::constructed(1, &der::utf8("b"));
    assert_eq!(told(form(5, &[])), FAIL);
    assert_eq!(told(form(5, &assigner)), FAIL);
    assert_eq!(told(form(5, &[assigner, party].concat())), None);
    assert_eq!(told(form(3, &[])), FAIL);
    assert_eq!(told(form(3, &der::sequence(&[]))), None);
    let registered = GeneralName::from_der(der::primitive(8, &[]));
    assert_eq!(told(registered), FAIL);
    assert_eq!(told(GeneralName::registered_id("2.999")), None);
}

/// §4.2.1.6: of a DN in the directoryName "the encoding rules are the same as those specified for the issuer field".
#[test]
fn a_directory_name_among_the_alternative_names_is_written_as_the_subject() {
    let data = common::data();
    let told = |country: &str, extension: &str| {
        let names = [
            GeneralName::dns(HOST),
            GeneralName::directory(Name::empty().c(country)),
        ];
        let value = mint::extension::general_names(&names);
        let chain = leaf(|leaf| leaf.extension(extension, NotCritical, value));
        let report = judge(&chain, "rfc5280-strict", &data);
        outcome(&report, "name-attribute-malformed")
    };
    for extension in [SAN, oid::ISSUER_ALT_NAME] {
        assert_eq!(told("USA", extension), FAIL);
        assert_eq!(told("US", extension), None);
    }
}

/// §7.1.2.11.2 leaves cRLDistributionPoints to short-lived certificates: seven days from 15 March 2026 on.
#[test]
fn a_short_lived_certificate_need_not_name_a_crl() {
    let data = common::data();
    let missing = |not_before: &str, not_after: &str| {
        let Chain(mut certificates, host) = leaf(|leaf| leaf);
        let short = dated(certificates[1].leaf(&[HOST]), not_before, not_after)
            .policies(&[oid::DOMAIN_VALIDATED])
            .authority_information_access(&[(oid::CA_ISSUERS, "http://example.com/")]);
        certificates[0] = short.issue();
        let report = judge(&Chain(certificates, host), "webpki", &data);
        let mut ids = report.findings.iter().map(|finding| finding.id);
        ids.any(|id| id == "server-extension-missing")
    };
    assert!(!missing("2026-05-29T12:00:00Z", "2026-06-05T11:59:59Z"));
    assert!(missing("2026-05-29T12:00:00Z", "2026-06-05T12:00:00Z"));
    assert!(!missing("2026-03-14T23:59:59Z", "2026-03-24T23:59:58Z"));
    assert!(missing("2026-03-15T00:00:00Z", "2026-03-24T23:59:58Z"));
}
