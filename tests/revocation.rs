//! Revocation by evidence that the caller brings: RFC 5280 §5 and §6.3, RFC 6960. Each rule has a case that fires it and a near
//! miss; what does not matter to a case is as `mint` makes it: valid.

mod common;
#[path = "common/holds.rs"]
mod holds;

use certlens::finding::Fault;
use certlens::{
    Check, Data, Hostname, Outcome, Part, Report, Revocation, StoreChoice, Time, ValidationRequest,
    Verdict,
};
use mint::extension::{
    DistributionPoint, IssuingDistributionPoint, KeyUsage, PointName, distribution_points,
    extension, general_names, reason_code,
};
use mint::tree::Node;
use mint::{
    CertificateStatus, Criticality, CrlBuilder, GeneralName, Hash, Issued, Key, Name, OcspBuilder,
    der, oid,
};

const TIME: &str = "2026-06-01T00:00:00Z";
const BEFORE: &str = "2026-05-31T23:59:59Z";
const AFTER: &str = "2026-06-01T00:00:01Z";
const LONG_AGO: &str = "2026-02-01T00:00:00Z";

fn root() -> Issued {
    mint::root("Root")
}

fn leaf() -> Issued {
    root().leaf(&["a.example"]).issue()
}

/// A question about a chain, leaf first; `fetched` certificates belong to no path, the root is the anchor.
fn request(
    chain: &[&Issued],
    fetched: &[&Issued],
    crls: &[Vec<u8>],
    ocsp: &[Vec<u8>],
) -> ValidationRequest {
    let bytes = |list: &[Vec<u8>]| list.iter().cloned().map(Part::Bytes).collect();
    let certificates = |list: &[&Issued]| {
        list.iter()
            .map(|one| Part::Bytes(one.der.clone()))
            .collect()
    };
    let time = Time::parse_rfc3339(TIME).expect("RFC 3339");
    let mut request = ValidationRequest::new("", "a.example", time);
    request.profile = Some("rfc5280".to_owned());
    request.certificates = certificates(chain);
    request.leaf = Some(0);
    request.fetched = certificates(fetched);
    request.trust.anchors = certificates(&[&root()]);
    request.crls = bytes(crls);
    request.ocsp = bytes(ocsp);
    request
}

fn report(request: &ValidationRequest) -> Report {
    holds::validate(request, &Data::default()).expect("a well-formed request")
}

/// What a report says of revocation, in short: `good`, `revoked …`, or `unknown` and why what there is was not used.
fn said(request: &ValidationRequest) -> String {
    let report = report(request);
    let unusable = report
        .findings
        .iter()
        .filter_map(|finding| match &*finding.details {
            Fault::CrlUnusable { reason, .. } | Fault::OcspUnusable { reason, .. } => Some(*reason),
            _ => None,
        });
    let unusable: Vec<&str> = unusable.collect();
    let revoked = report
        .findings
        .iter()
        .find_map(|finding| match &*finding.details {
            Fault::CertificateRevoked {
                revoked_at,
                reason,
                source,
                ..
            } => Some(format!("revoked {revoked_at} {reason} {source}")),
            _ => None,
        });
    match (report.verdict, report.code, revoked) {
        (Verdict::Trusted, None, None) => ["good"]
            .into_iter()
            .chain(unusable)
            .collect::<Vec<_>>()
            .join(" "),
        (Verdict::Rejected, Some("certificate-revoked"), Some(revoked)) => revoked,
        (Verdict::Rejected, Some("revocation-unknown"), None) => ["unknown"]
            .into_iter()
            .chain(unusable)
            .collect::<Vec<_>>()
            .join(" "),
        other => panic!(
            "{other:?}: {:?}",
            report
                .findings
                .iter()
                .map(|f| (f.id, &f.details))
                .collect::<Vec<_>>()
        ),
    }
}

/// What CRLs say of the leaf that the root issued.
fn by_crls(crls: &[Vec<u8>]) -> String {
    said(&request(&[&leaf()], &[], crls, &[]))
}

#[track_caller]
fn check_crls(cases: Vec<(&str, CrlBuilder, &str)>) {
    for (name, crl, expected) in cases {
        assert_eq!(by_crls(&[crl.issue()]), expected, "{name}");
    }
}

fn critical(oid: &str, value: &[u8]) -> Vec<u8> {
    extension(oid, true, value)
}

fn optional(oid: &str, value: &[u8]) -> Vec<u8> {
    extension(oid, false, value)
}

fn crl() -> CrlBuilder {
    root().crl()
}

/// A CRL that lists the leaf with these entry extensions.
fn listing(extensions: &[Vec<u8>]) -> CrlBuilder {
    crl().revoke_serial(&leaf().serial, LONG_AGO, extensions)
}

#[test]
fn a_crl_lists_a_certificate_or_does_not() {
    let other = root().leaf(&["b.example"]).issue();
    check_crls(vec![
        ("empty", crl(), "good"),
        ("another is listed", crl().revoke(&other, LONG_AGO), "good"),
        (
            "listed",
            crl().revoke(&leaf(), LONG_AGO),
            "revoked 2026-02-01T00:00:00Z unspecified crl",
        ),
        (
            "listed as of now",
            crl().revoke(&leaf(), TIME),
            "revoked 2026-06-01T00:00:00Z unspecified crl",
        ),
        (
            "listed as of a second later",
            crl().revoke(&leaf(), AFTER),
            "revoked 2026-06-01T00:00:01Z unspecified crl",
        ),
        (
            "listed twice",
            crl().revoke(&leaf(), TIME).revoke(&leaf(), LONG_AGO),
            "revoked 2026-02-01T00:00:00Z unspecified crl",
        ),
    ]);
}

#[test]
fn entries_say_why() {
    let date = |text: &str| optional(oid::INVALIDITY_DATE, &der::generalized_time(text));
    check_crls(vec![
        (
            "key compromise",
            listing(&[optional(oid::REASON_CODE, &reason_code(1))]),
            "revoked 2026-02-01T00:00:00Z keyCompromise crl",
        ),
        (
            "on hold",
            listing(&[optional(oid::REASON_CODE, &reason_code(6))]),
            "revoked 2026-02-01T00:00:00Z certificateHold crl",
        ),
        (
            "no such reason",
            listing(&[optional(oid::REASON_CODE, &reason_code(7))]),
            "unknown malformed",
        ),
        (
            "with a date",
            listing(&[date("20260101000000Z")]),
            "revoked 2026-02-01T00:00:00Z unspecified crl",
        ),
        (
            "with no date",
            listing(&[date("20260132000000Z")]),
            "unknown malformed",
        ),
        (
            "an unknown extension",
            listing(&[optional(oid::EXAMPLE_EXTENSION, &der::null())]),
            "revoked 2026-02-01T00:00:00Z unspecified crl",
        ),
        (
            "a critical unknown extension",
            listing(&[critical(oid::EXAMPLE_EXTENSION, &der::null())]),
            "unknown critical-extension",
        ),
        // §5.3: "then the application MUST NOT use that CRL to determine the status of any certificates".
        (
            "another's critical unknown extension",
            crl().revoke_serial(
                &[5],
                LONG_AGO,
                &[critical(oid::EXAMPLE_EXTENSION, &der::null())],
            ),
            "unknown critical-extension",
        ),
    ]);
    let crls = [listing(&[date("20260101000000Z")]).issue()];
    let report = report(&request(&[&leaf()], &[], &crls, &[]));
    let details = serde_json::to_value(&report.findings[0].details).expect("details");
    assert_eq!(details["invalidityDate"], "2026-01-01T00:00:00Z");
    let serial: String = leaf()
        .serial
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(details["serialNumber"], serial);
}

#[test]
fn a_crl_conforms_to_the_profile() {
    let number = |criticality| crl().extension(oid::CRL_NUMBER, criticality, der::integer(1));
    let unknown = |criticality| crl().extension(oid::EXAMPLE_EXTENSION, criticality, der::null());
    check_crls(vec![
        ("number", number(Criticality::NotCritical), "good"),
        (
            "number, critical",
            number(Criticality::Critical),
            "unknown crl-number-critical",
        ),
        (
            "no number",
            crl().without(oid::CRL_NUMBER),
            "unknown crl-number-missing",
        ),
        // What it revokes is revoked all the same.
        (
            "no number, revoking",
            crl().without(oid::CRL_NUMBER).revoke(&leaf(), LONG_AGO),
            "revoked 2026-02-01T00:00:00Z unspecified crl",
        ),
        (
            "number, critical, revoking another",
            number(Criticality::Critical).revoke_serial(&[9], LONG_AGO, &[]),
            "unknown crl-number-critical",
        ),
        (
            "number and another extension, critical, revoking",
            number(Criticality::Critical)
                .extension(oid::EXAMPLE_EXTENSION, Criticality::Critical, der::null())
                .revoke(&leaf(), LONG_AGO),
            "unknown critical-extension",
        ),
        ("a negative number", crl().number(-1), "unknown malformed"),
        (
            "no nextUpdate",
            crl().next_update(None),
            "unknown next-update-missing",
        ),
        (
            "unknown extension",
            unknown(Criticality::NotCritical),
            "good",
        ),
        (
            "unknown critical extension",
            unknown(Criticality::Critical),
            "unknown critical-extension",
        ),
        (
            "no authorityKeyIdentifier",
            crl().without(oid::AUTHORITY_KEY_IDENTIFIER),
            "good",
        ),
    ]);
}

/// §5: version 1 "MUST" be processed; it has no extensions (§5.1.2.1).
#[test]
fn a_crl_of_version_1_has_no_extensions() {
    fn version_1(tbs: &mut Vec<u8>) {
        let mut tree = Node::read(tbs).expect("DER");
        tree.children().expect("constructed").remove(0);
        *tbs = tree.write();
    }
    let bare = || {
        let crl = crl().without(oid::CRL_NUMBER);
        crl.without(oid::AUTHORITY_KEY_IDENTIFIER).tbs(version_1)
    };
    let other = |extensions: &[Vec<u8>]| bare().revoke_serial(&[9], LONG_AGO, extensions);
    check_crls(vec![
        ("version 1", bare(), "good"),
        (
            "which revokes",
            bare().revoke(&leaf(), LONG_AGO),
            "revoked 2026-02-01T00:00:00Z unspecified crl",
        ),
        (
            "with crlExtensions",
            crl().tbs(version_1),
            "unknown malformed",
        ),
        ("with a plain entry", other(&[]), "good"),
        (
            "with crlEntryExtensions",
            other(&[reason_code(1)]),
            "unknown malformed",
        ),
    ]);
}

#[test]
fn a_crl_is_current() {
    check_crls(vec![
        ("from now", crl().this_update(TIME), "good"),
        (
            "from a second later",
            crl().this_update(AFTER),
            "unknown not-yet-valid",
        ),
        ("until now", crl().next_update(TIME), "good"),
        (
            "until a second ago",
            crl().next_update(BEFORE),
            "unknown expired",
        ),
        (
            "with GeneralizedTime",
            crl().next_update("2050-01-01T00:00:00Z"),
            "good",
        ),
    ]);
}

#[test]
fn a_crl_is_signed_by_its_issuer() {
    let flip = |bytes: &mut Vec<u8>| bytes.iter_mut().rev().take(1).for_each(|byte| *byte ^= 1);
    let sha1 = mint::Scheme::Ecdsa(Hash::Sha1);
    check_crls(vec![
        ("as it should be", crl(), "good"),
        (
            "one bit changed",
            crl().signature(flip),
            "unknown signature-invalid",
        ),
        (
            "an impostor's",
            crl().signed_with(Key::p256("impostor")),
            "unknown signature-invalid",
        ),
        (
            "a broken hash",
            crl().scheme(sha1),
            "unknown algorithm-refused",
        ),
        (
            "another issuer's",
            mint::root("Other").crl(),
            "unknown wrong-issuer",
        ),
        (
            "another issuer's in this one's name",
            mint::root("Other").crl().issuer("Root"),
            "unknown signature-invalid",
        ),
        (
            "the name in another spelling",
            crl().issuer(Name::empty().attribute(oid::COMMON_NAME, der::printable("ROOT"))),
            "good",
        ),
    ]);
}

/// §6.3.3 (f): "If a key usage extension is present in the CRL issuer's certificate, verify that the cRLSign bit is set."
#[test]
fn the_signer_may_sign_crls() {
    let usages: [(&str, Option<&[KeyUsage]>, &str); 3] = [
        (
            "both",
            Some(&[KeyUsage::KeyCertSign, KeyUsage::CrlSign]),
            "good",
        ),
        ("none said", None, "good"),
        (
            "certificates only",
            Some(&[KeyUsage::KeyCertSign]),
            "unknown signer-may-not-sign",
        ),
    ];
    for (name, usages, expected) in usages {
        let ca = root().ca("CA");
        let ca = match usages {
            Some(usages) => ca.key_usage(usages).issue(),
            None => ca.without(oid::KEY_USAGE).issue(),
        };
        let leaf = ca.leaf(&["a.example"]).issue();
        let crls = [crl().issue(), ca.crl().issue()];
        assert_eq!(
            said(&request(&[&leaf, &ca], &[], &crls, &[])),
            expected,
            "{name}"
        );
    }
}

/// §6.3.3 (f): "The trust anchor for the certification path MUST be the same as the trust anchor used to validate the target
/// certificate." A CA may sign CRLs with another key than certificates, of the same name.
#[test]
fn another_key_of_the_same_name_needs_its_own_path() {
    let signer = |issuer: &Issued| {
        issuer
            .ca("CA")
            .key(Key::p256("CRL key"))
            .key_usage(&[KeyUsage::CrlSign])
    };
    let ca = root().ca("CA").issue();
    let leaf = ca.leaf(&["a.example"]).issue();
    let good = signer(&root()).issue();
    let expired = signer(&root()).not_after(BEFORE).issue();
    let self_made = mint::ca("CA").key(Key::p256("CRL key")).issue();
    let other_usage = signer(&root()).key_usage(&[KeyUsage::KeyCertSign]).issue();
    for (name, fetched, root_crl, expected) in [
        ("a good signer", vec![&good], crl(), "good"),
        (
            "no certificate of the signer",
            vec![],
            crl(),
            "unknown signature-invalid",
        ),
        (
            "an expired signer",
            vec![&expired],
            crl(),
            "unknown signer-not-trusted",
        ),
        (
            "an expired one and a good one",
            vec![&expired, &good],
            crl(),
            "good",
        ),
        (
            "a signer that nobody vouches for",
            vec![&self_made],
            crl(),
            "unknown signer-not-trusted",
        ),
        (
            "a signer that may not sign CRLs",
            vec![&other_usage],
            crl(),
            "unknown signer-may-not-sign",
        ),
        (
            "a revoked signer",
            vec![&good],
            crl().revoke(&good, LONG_AGO),
            "unknown signer-not-trusted",
        ),
        (
            "a signer listed with a later date",
            vec![&good],
            crl().revoke(&good, AFTER),
            "unknown signer-not-trusted",
        ),
    ] {
        let crls = [root_crl.issue(), good.crl().issue()];
        assert_eq!(
            said(&request(&[&leaf, &ca], &fetched, &crls, &[])),
            expected,
            "{name}"
        );
    }
}

fn full(names: &[&str]) -> Option<PointName> {
    Some(PointName::Full(
        names.iter().map(|name| GeneralName::from(*name)).collect(),
    ))
}

fn with_points(points: &[DistributionPoint]) -> Issued {
    let value = distribution_points(points);
    root()
        .leaf(&["a.example"])
        .extension(
            oid::CRL_DISTRIBUTION_POINTS,
            Criticality::NotCritical,
            value,
        )
        .issue()
}

/// §6.3.3 (l): a CRL that no point of the certificate names may be named by any name of its issuer.
#[test]
fn a_crl_for_a_name_among_the_issuers_alternative_names_is_meant() {
    let leaf = |names: &[&str]| {
        let names: Vec<GeneralName> = names.iter().map(|name| GeneralName::from(*name)).collect();
        let leaf = root().leaf(&["a.example"]);
        let value = general_names(&names);
        let leaf = leaf.extension(oid::ISSUER_ALT_NAME, Criticality::NotCritical, value);
        leaf.issue()
    };
    let (a, b) = ("http://c.example/a", "http://c.example/b");
    let crl = |name, leaf: &Issued| {
        let scope = IssuingDistributionPoint {
            name,
            ..Default::default()
        };
        scoped(scope).revoke(leaf, LONG_AGO).issue()
    };
    let revoked = "revoked 2026-02-01T00:00:00Z unspecified crl";
    for (names, name, expected) in [
        (&[b, a][..], full(&[a]), revoked),
        (&[b], full(&[a]), "unknown out-of-scope"),
        (
            &[b],
            Some(PointName::Full(vec![GeneralName::directory("Root")])),
            revoked,
        ),
    ] {
        let leaf = leaf(names);
        let crl = crl(name, &leaf);
        assert_eq!(said(&request(&[&leaf], &[], &[crl], &[])), expected);
    }
}

fn scoped(scope: IssuingDistributionPoint) -> CrlBuilder {
    crl().issuing_distribution_point(scope)
}

/// §6.3.3 (b)(2)(i).
#[test]
fn a_crl_for_a_distribution_point_is_for_certificates_that_name_it() {
    let relative = |text: &str| Some(PointName::Relative(oid::COMMON_NAME, der::utf8(text)));
    let directory = |name: Name| Some(PointName::Full(vec![GeneralName::directory(name)]));
    let point = |name| {
        vec![DistributionPoint {
            name,
            ..Default::default()
        }]
    };
    let scope = |name| IssuingDistributionPoint {
        name,
        ..Default::default()
    };
    let (a, b) = ("http://c.example/a", "http://c.example/b");
    let below_root = || Name::common("Root").cn("point");
    for (title, points, name, expected) in [
        ("the same", point(full(&[a])), full(&[a]), "good"),
        (
            "another",
            point(full(&[a])),
            full(&[b]),
            "unknown out-of-scope",
        ),
        (
            "one of several",
            point(full(&[b, a])),
            full(&["http://c.example/c", a]),
            "good",
        ),
        (
            "the second point",
            [point(full(&[b])), point(full(&[a]))]
                .into_iter()
                .flatten()
                .collect(),
            full(&[a]),
            "good",
        ),
        ("no point", vec![], full(&[a]), "unknown out-of-scope"),
        (
            "no point, the issuer's name",
            vec![],
            directory("Root".into()),
            "good",
        ),
        ("no name in the CRL", point(full(&[a])), None, "good"),
        (
            "relative in both",
            point(relative("point")),
            relative("point"),
            "good",
        ),
        (
            "relative and another",
            point(relative("point")),
            relative("other"),
            "unknown out-of-scope",
        ),
        (
            "relative in the certificate",
            point(relative("point")),
            directory(below_root()),
            "good",
        ),
        (
            "relative in the CRL",
            point(directory(below_root())),
            relative("point"),
            "good",
        ),
        (
            "relative to another",
            point(directory(Name::common("Other").cn("point"))),
            relative("point"),
            "unknown out-of-scope",
        ),
    ] {
        let leaf = if points.is_empty() {
            leaf()
        } else {
            with_points(&points)
        };
        let crls = [scoped(scope(name)).issue()];
        assert_eq!(
            said(&request(&[&leaf], &[], &crls, &[])),
            expected,
            "{title}"
        );
    }
    let broken = root()
        .leaf(&["a.example"])
        .extension(
            oid::CRL_DISTRIBUTION_POINTS,
            Criticality::NotCritical,
            der::null(),
        )
        .issue();
    assert_eq!(
        said(&request(&[&broken], &[], &[crl().issue()], &[])),
        "unknown wrong-issuer",
        "points that cannot be read"
    );
}

/// §6.3.3 (b)(2)(ii)-(iv).
#[test]
fn a_crl_for_one_kind_of_certificates_is_for_no_other() {
    let user = || IssuingDistributionPoint {
        only_user_certs: true,
        ..Default::default()
    };
    let ca = || IssuingDistributionPoint {
        only_ca_certs: true,
        ..Default::default()
    };
    let attribute = || IssuingDistributionPoint {
        only_attribute_certs: true,
        ..Default::default()
    };
    let two = IssuingDistributionPoint {
        only_user_certs: true,
        only_ca_certs: true,
        ..Default::default()
    };
    check_crls(vec![
        ("user certificates", scoped(user()), "good"),
        ("CA certificates", scoped(ca()), "unknown out-of-scope"),
        (
            "attribute certificates",
            scoped(attribute()),
            "unknown out-of-scope",
        ),
        ("both", scoped(two), "unknown malformed"),
    ]);
    let issuer = root().ca("CA").issue();
    let leaf = issuer.leaf(&["a.example"]).issue();
    for (name, scope, expected) in [
        ("CA certificates", ca(), "good"),
        ("user certificates", user(), "unknown out-of-scope"),
    ] {
        let crls = [scoped(scope).issue(), issuer.crl().issue()];
        assert_eq!(
            said(&request(&[&leaf, &issuer], &[], &crls, &[])),
            expected,
            "{name}"
        );
    }
}

/// §6.3.3 (d), (e), (l): good is what no CRL lists for any reason.
#[test]
fn crls_together_cover_all_reasons() {
    let some = |reasons: &[u8]| {
        scoped(IssuingDistributionPoint {
            only_some_reasons: reasons.to_vec(),
            ..Default::default()
        })
    };
    let listed = |reasons: &[u8]| some(reasons).revoke(&leaf(), LONG_AGO).issue();
    let first = some(&[1, 2, 3, 4]).issue();
    for (name, crls, expected) in [
        ("one half", vec![first.clone()], "unknown"),
        (
            "both halves",
            vec![first.clone(), some(&[5, 6, 7, 8]).issue()],
            "good",
        ),
        (
            "overlapping",
            vec![first.clone(), some(&[4, 5, 6, 7, 8]).issue()],
            "good",
        ),
        (
            "one missing",
            vec![first.clone(), some(&[5, 6, 7]).issue()],
            "unknown",
        ),
        (
            "listed in the second",
            vec![first, listed(&[5])],
            "revoked 2026-02-01T00:00:00Z unspecified crl",
        ),
    ] {
        assert_eq!(by_crls(&crls), expected, "{name}");
    }
    let point = |name, reasons: &[u8]| DistributionPoint {
        name: full(&[name]),
        reasons: reasons.to_vec(),
        ..Default::default()
    };
    let (a, b) = ("http://c.example/a", "http://c.example/b");
    let leaf = with_points(&[point(a, &[1, 2, 3, 4]), point(b, &[5, 6, 7, 8])]);
    let of = |name| {
        scoped(IssuingDistributionPoint {
            name: full(&[name]),
            ..Default::default()
        })
        .issue()
    };
    assert_eq!(said(&request(&[&leaf], &[], &[of(a)], &[])), "unknown");
    assert_eq!(said(&request(&[&leaf], &[], &[of(a), of(b)], &[])), "good");
}

/// §5.2.5, §5.3.3, §6.3.3 (b)(1).
#[test]
fn an_indirect_crl_speaks_of_certificates_that_name_its_issuer() {
    let issuer = root()
        .ca("CRL issuer")
        .key_usage(&[KeyUsage::CrlSign])
        .issue();
    let stranger = mint::ca("CRL issuer").key(issuer.key.clone()).issue();
    let names = |name: &str| vec![GeneralName::directory(name)];
    let leaf = with_points(&[DistributionPoint {
        crl_issuer: names("CRL issuer"),
        ..Default::default()
    }]);
    let scope = |indirect| IssuingDistributionPoint {
        indirect,
        only_user_certs: true,
        ..Default::default()
    };
    // The root's own CRL would do for the leaf too (§6.3.3, at the end), so it is one for CAs alone.
    let cas = || IssuingDistributionPoint {
        only_ca_certs: true,
        ..Default::default()
    };
    let start = || issuer.crl().issuing_distribution_point(scope(true));
    let of = |name: &str| critical(oid::CERTIFICATE_ISSUER, &general_names(&names(name)));
    let listing = |name: &str| start().revoke_serial(&leaf.serial, LONG_AGO, &[of(name)]);
    let revoked = "revoked 2026-02-01T00:00:00Z unspecified crl";
    for (title, signer, crl_of_issuer, expected) in [
        ("nothing listed", &issuer, start(), "good"),
        (
            "not indirect",
            &issuer,
            issuer.crl().issuing_distribution_point(scope(false)),
            "unknown out-of-scope out-of-scope",
        ),
        (
            "the serial number under the CRL issuer's own name",
            &issuer,
            start().revoke(&leaf, LONG_AGO),
            "good",
        ),
        ("listed", &issuer, listing("Root"), revoked),
        (
            "listed under another name",
            &issuer,
            listing("Other"),
            "good",
        ),
        (
            "listed after an entry of the same issuer",
            &issuer,
            start()
                .revoke_serial(&[5], LONG_AGO, &[of("Root")])
                .revoke(&leaf, LONG_AGO),
            revoked,
        ),
        (
            "listed after an entry of another",
            &issuer,
            start()
                .revoke_serial(&[5], LONG_AGO, &[of("Other")])
                .revoke(&leaf, LONG_AGO),
            "good",
        ),
        (
            "without a path",
            &stranger,
            start(),
            "unknown out-of-scope signer-not-trusted",
        ),
    ] {
        let crls = [scoped(cas()).issue(), crl_of_issuer.issue()];
        assert_eq!(
            said(&request(&[&leaf], &[signer], &crls, &[])),
            expected,
            "{title}"
        );
    }
    // An entry of another issuer has no place in a CRL that is not indirect.
    let crls = [self::listing(&[of("Root")]).issue()];
    assert_eq!(by_crls(&crls), "unknown critical-extension");
}

/// A CRL issuer whose own status nothing but its own CRL tells, as in NIST PKITS 4.14.30.
#[test]
fn a_crl_issuer_may_speak_of_itself() {
    let names = || vec![GeneralName::directory("CRL issuer")];
    let points = || {
        distribution_points(&[DistributionPoint {
            crl_issuer: names(),
            ..Default::default()
        }])
    };
    let issuer = root()
        .ca("CRL issuer")
        .extension(
            oid::CRL_DISTRIBUTION_POINTS,
            Criticality::NotCritical,
            points(),
        )
        .issue();
    let leaf = root()
        .leaf(&["a.example"])
        .extension(
            oid::CRL_DISTRIBUTION_POINTS,
            Criticality::NotCritical,
            points(),
        )
        .issue();
    let of_root = critical(
        oid::CERTIFICATE_ISSUER,
        &general_names(&[GeneralName::directory("Root")]),
    );
    let start = || {
        let scope = IssuingDistributionPoint {
            indirect: true,
            ..Default::default()
        };
        issuer.crl().issuing_distribution_point(scope)
    };
    for (name, crl, expected) in [
        ("not listed", start(), "good"),
        (
            "listing itself",
            start().revoke_serial(&issuer.serial, LONG_AGO, &[of_root]),
            "unknown signer-not-trusted",
        ),
    ] {
        let said = said(&request(&[&leaf], &[&issuer], &[crl.issue()], &[]));
        assert_eq!(said, expected, "{name}");
    }
}

/// §5.2.4, §6.3.3 (c), (h)-(k).
#[test]
fn a_delta_crl_makes_a_crl_newer() {
    let base = || crl().number(5);
    let delta = || crl().number(7).delta_to(5);
    let hold = |crl: CrlBuilder, reason| {
        crl.revoke_serial(
            &leaf().serial,
            LONG_AGO,
            &[optional(oid::REASON_CODE, &reason_code(reason))],
        )
    };
    let user = || IssuingDistributionPoint {
        only_user_certs: true,
        ..Default::default()
    };
    let revoked = "revoked 2026-02-01T00:00:00Z keyCompromise crl";
    let on_hold = "revoked 2026-02-01T00:00:00Z certificateHold crl";
    for (name, base, delta, expected) in [
        ("nothing listed", base(), delta(), "good"),
        ("listed in the delta", base(), hold(delta(), 1), revoked),
        ("listed in the base", hold(base(), 1), delta(), revoked),
        (
            "released by the delta",
            hold(base(), 6),
            hold(delta(), 8),
            "good",
        ),
        ("not released", hold(base(), 6), delta(), on_hold),
        ("base expired", base().next_update(BEFORE), delta(), "good"),
        (
            "delta expired",
            base(),
            hold(delta(), 1).next_update(BEFORE),
            "good expired",
        ),
        (
            "both expired",
            base().next_update(BEFORE),
            delta().next_update(BEFORE),
            "unknown expired expired",
        ),
        (
            "delta of the future",
            base(),
            hold(delta(), 1).this_update(AFTER),
            "good not-yet-valid",
        ),
        (
            "base older than the delta's",
            base().number(4),
            hold(delta(), 1),
            "good delta-without-base",
        ),
        (
            "base newer than the delta's",
            base().number(6),
            hold(delta(), 1),
            revoked,
        ),
        (
            "base as new as the delta",
            base().number(7),
            hold(delta(), 1),
            "good delta-without-base",
        ),
        (
            "delta of another scope",
            base(),
            hold(delta(), 1).issuing_distribution_point(user()),
            "good delta-without-base",
        ),
        (
            "both of one scope",
            base().issuing_distribution_point(user()),
            hold(delta(), 1).issuing_distribution_point(user()),
            revoked,
        ),
        (
            "delta of another key",
            base(),
            hold(delta(), 1).signed_with(Key::p256("impostor")),
            "good signature-invalid",
        ),
    ] {
        assert_eq!(by_crls(&[base.issue(), delta.issue()]), expected, "{name}");
    }
    assert_eq!(by_crls(&[delta().issue()]), "unknown delta-without-base");
}

#[test]
fn the_newest_of_several_crls_counts() {
    let old = crl()
        .number(1)
        .revoke_serial(
            &leaf().serial,
            LONG_AGO,
            &[optional(oid::REASON_CODE, &reason_code(6))],
        )
        .issue();
    let new = crl().number(2).this_update("2026-03-01T00:00:00Z").issue();
    let broken = crl()
        .number(3)
        .this_update("2026-04-01T00:00:00Z")
        .signature(|bytes| bytes.clear())
        .issue();
    assert_eq!(by_crls(&[old.clone(), new.clone()]), "good");
    assert_eq!(by_crls(&[new, old.clone()]), "good");
    assert_eq!(
        by_crls(&[broken, old]),
        "revoked 2026-02-01T00:00:00Z certificateHold crl"
    );
}

#[test]
fn only_who_revoked_takes_it_back() {
    let of_root = |key| root().ca("Root").key(Key::p256(key)).issue();
    let (again, third) = (of_root("again"), of_root("third"));
    let old = |revoked: &[&Issued]| {
        let old = crl().number(1).this_update("2026-02-01T00:00:00Z");
        let old = revoked.iter().fold(old, |old, it| old.revoke(it, LONG_AGO));
        old.issue()
    };
    let newer = |issuer: &Issued| {
        let newer = issuer.crl().number(2);
        newer.this_update("2026-03-01T00:00:00Z").issue()
    };
    let revoked = "revoked 2026-02-01T00:00:00Z unspecified crl";
    for (name, crls, expected) in [
        (
            "by the same",
            [old(&[&leaf()]), newer(&root())].to_vec(),
            "good",
        ),
        (
            "by another",
            [old(&[&leaf()]), newer(&again)].to_vec(),
            revoked,
        ),
        (
            "by another and the same",
            [old(&[&leaf()]), newer(&again), newer(&root())].to_vec(),
            "good",
        ),
        (
            "by one who is revoked",
            [old(&[&leaf(), &again]), newer(&again)].to_vec(),
            revoked,
        ),
        (
            "by two who speak for each other",
            [
                old(&[&leaf(), &again, &third]),
                newer(&again),
                newer(&third),
            ]
            .to_vec(),
            revoked,
        ),
        (
            "of another",
            [old(&[&again]), newer(&again)].to_vec(),
            "good signer-not-trusted",
        ),
        ("of nobody", [old(&[]), newer(&again)].to_vec(), "good"),
    ] {
        let reversed: Vec<Vec<u8>> = crls.iter().rev().cloned().collect();
        for crls in [crls, reversed] {
            let request = request(&[&leaf()], &[&again, &third], &crls, &[]);
            assert_eq!(said(&request), expected, "{name}");
        }
    }
}

fn by_responses(responses: &[Vec<u8>]) -> String {
    said(&request(&[&leaf()], &[], &[], responses))
}

#[track_caller]
fn check_responses(cases: Vec<(&str, OcspBuilder, &str)>) {
    for (name, response, expected) in cases {
        assert_eq!(by_responses(&[response.issue()]), expected, "{name}");
    }
}

fn ocsp() -> OcspBuilder {
    root().ocsp(&leaf())
}

#[test]
fn a_response_says_good_revoked_or_unknown() {
    let revoked = |at: &str| ocsp().status(CertificateStatus::Revoked(at.to_owned()));
    let compromised = CertificateStatus::RevokedFor(LONG_AGO.to_owned(), 1);
    check_responses(vec![
        ("good", ocsp(), "good"),
        (
            "revoked",
            revoked(LONG_AGO),
            "revoked 2026-02-01T00:00:00Z unspecified ocsp",
        ),
        (
            "revoked as of now",
            revoked(TIME),
            "revoked 2026-06-01T00:00:00Z unspecified ocsp",
        ),
        (
            "revoked as of a second later",
            revoked(AFTER),
            "revoked 2026-06-01T00:00:01Z unspecified ocsp",
        ),
        (
            "revoked for a reason",
            ocsp().status(compromised),
            "revoked 2026-02-01T00:00:00Z keyCompromise ocsp",
        ),
        (
            "unknown",
            ocsp().status(CertificateStatus::Unknown),
            "unknown unknown-to-responder",
        ),
    ]);
}

#[test]
fn a_response_is_about_the_certificate() {
    let other = root().leaf(&["b.example"]).issue();
    let same_serial = mint::root("Other")
        .leaf(&["b.example"])
        .serial(&leaf().serial)
        .issue();
    let revoked = || CertificateStatus::Revoked(LONG_AGO.to_owned());
    check_responses(vec![
        ("by SHA-1", ocsp().certificate_id_hash(Hash::Sha1), "good"),
        (
            "by SHA-256",
            ocsp().certificate_id_hash(Hash::Sha256),
            "good",
        ),
        (
            "another serial number",
            root().ocsp(&other),
            "unknown wrong-issuer",
        ),
        (
            "another issuer's same serial number",
            mint::root("Other").ocsp(&same_serial),
            "unknown wrong-issuer",
        ),
        (
            "another key of the same name",
            mint::ca("Root").key(Key::p256("x")).issue().ocsp(&leaf()),
            "unknown wrong-issuer",
        ),
        (
            "the second answer",
            root().ocsp(&other).status(revoked()).also(ocsp()),
            "good",
        ),
        (
            "the second answer, revoked",
            root().ocsp(&other).also(ocsp().status(revoked())),
            "revoked 2026-02-01T00:00:00Z unspecified ocsp",
        ),
    ]);
}

#[test]
fn a_response_is_current() {
    check_responses(vec![
        ("from now", ocsp().this_update(TIME), "good"),
        (
            "from a second later",
            ocsp().this_update(AFTER),
            "unknown not-yet-valid",
        ),
        ("until now", ocsp().next_update(TIME), "good"),
        (
            "until a second ago",
            ocsp().next_update(BEFORE),
            "unknown expired",
        ),
        (
            "without an end, a day old",
            ocsp().next_update(None).this_update("2026-05-31T00:00:00Z"),
            "good",
        ),
        (
            "without an end, older",
            ocsp().next_update(None).this_update("2026-05-30T23:59:59Z"),
            "unknown expired",
        ),
    ]);
}

#[test]
fn a_response_is_signed_by_the_issuer_or_its_delegate() {
    let delegate = || {
        root()
            .leaf(&["ocsp.example"])
            .extended_key_usage(&[oid::OCSP_SIGNING])
    };
    let by = |responder: mint::Builder| ocsp().responder(&responder.issue());
    let intermediate = root().ca("CA").issue();
    let grandchild = intermediate
        .leaf(&["ocsp.example"])
        .extended_key_usage(&[oid::OCSP_SIGNING]);
    let forged = delegate().signed_with(Key::p256("impostor"));
    check_responses(vec![
        ("the issuer, by key", ocsp().by_key(), "good"),
        (
            "an impostor",
            ocsp().signed_with(Key::p256("impostor")),
            "unknown signature-invalid",
        ),
        ("a delegate", by(delegate()), "good"),
        ("a delegate, by key", by(delegate()).by_key(), "good"),
        (
            "a delegate without the purpose",
            by(root().leaf(&["ocsp.example"])),
            "unknown signer-may-not-sign",
        ),
        (
            "a delegate for everything",
            by(delegate().extended_key_usage(&[oid::ANY_EXTENDED_KEY_USAGE])),
            "unknown signer-may-not-sign",
        ),
        (
            "a delegate whose key may not sign",
            by(delegate().key_usage(&[KeyUsage::KeyAgreement])),
            "unknown signer-may-not-sign",
        ),
        (
            "an expired delegate",
            by(delegate().not_after(BEFORE)),
            "unknown signer-not-trusted",
        ),
        (
            "a delegate until now",
            by(delegate().not_after(TIME)),
            "good",
        ),
        (
            "a delegate of the future",
            by(delegate().not_before(AFTER)),
            "unknown signer-not-trusted",
        ),
        (
            "a delegate with an unknown critical extension",
            by(delegate().unknown_extension(Criticality::Critical)),
            "unknown signer-not-trusted",
        ),
        (
            "a delegate with an unknown extension",
            by(delegate().unknown_extension(Criticality::NotCritical)),
            "good",
        ),
        (
            "a delegate that the issuer did not sign",
            by(forged),
            "unknown signer-not-trusted",
        ),
        (
            "a delegate of somebody below",
            by(grandchild),
            "unknown signer-not-trusted",
        ),
        (
            "a delegate's name, another's key",
            by(delegate()).signed_with(Key::p256("impostor")),
            "unknown signature-invalid",
        ),
        (
            "a self-signed responder",
            by(mint::leaf(&["ocsp.example"]).extended_key_usage(&[oid::OCSP_SIGNING])),
            "unknown signer-not-trusted",
        ),
    ]);
}

/// RFC 6960 §4.2.2.2.1: id-pkix-ocsp-nocheck.
#[test]
fn a_delegate_that_a_crl_revokes_is_not_believed() {
    let delegate = root()
        .leaf(&["ocsp.example"])
        .extended_key_usage(&[oid::OCSP_SIGNING]);
    let unchecked = root()
        .leaf(&["ocsp.example"])
        .extended_key_usage(&[oid::OCSP_SIGNING])
        .extension(oid::OCSP_NO_CHECK, Criticality::NotCritical, der::null());
    for (name, delegate, expected) in [
        ("checked", delegate.issue(), "unknown signer-not-trusted"),
        ("unchecked", unchecked.issue(), "good"),
    ] {
        // The CRL is for reasons that do not suffice, so that the response decides.
        let scope = IssuingDistributionPoint {
            only_some_reasons: vec![1],
            ..Default::default()
        };
        let crls = [scoped(scope).revoke(&delegate, LONG_AGO).issue()];
        let responses = [ocsp().responder(&delegate).issue()];
        assert_eq!(
            said(&request(&[&leaf()], &[], &crls, &responses)),
            expected,
            "{name}"
        );
    }
}

#[test]
fn a_response_has_no_extension_that_is_critical_and_unknown() {
    let unknown = |critical| extension(oid::EXAMPLE_EXTENSION, critical, &der::null());
    let nonce = critical(oid::OCSP_NONCE, &der::octet_string(b"12345678"));
    check_responses(vec![
        (
            "of an answer",
            ocsp().single_extension(unknown(false)),
            "good",
        ),
        (
            "of an answer, critical",
            ocsp().single_extension(unknown(true)),
            "unknown critical-extension",
        ),
        (
            "of the response",
            ocsp().response_extension(unknown(false)),
            "good",
        ),
        (
            "of the response, critical",
            ocsp().response_extension(unknown(true)),
            "unknown critical-extension",
        ),
        ("a nonce", ocsp().response_extension(nonce), "good"),
    ]);
}

#[test]
fn a_response_that_is_no_answer_says_so() {
    let finding = |response: Vec<u8>| {
        let report = report(&request(&[&leaf()], &[], &[], &[response]));
        let found = report
            .findings
            .into_iter()
            .find_map(|finding| match &*finding.details {
                Fault::OcspUnusable {
                    reason, problem, ..
                } => Some((*reason, problem.clone().unwrap_or_default())),
                _ => None,
            });
        found.expect("a finding")
    };
    assert_eq!(
        finding(OcspBuilder::unsuccessful(3)),
        ("not-successful", "tryLater".to_owned())
    );
    assert_eq!(
        finding(OcspBuilder::unsuccessful(6)),
        ("not-successful", "unauthorized".to_owned())
    );
    assert_eq!(finding(OcspBuilder::unsuccessful(0)).0, "malformed");
}

#[test]
fn what_the_request_asks_decides_what_is_missing() {
    let issuer = root().ca("CA").issue();
    let leaf = issuer.leaf(&["a.example"]).issue();
    let of_leaf = || issuer.crl().issue();
    let revoking = || issuer.crl().revoke(&leaf, LONG_AGO).issue();
    let (hard, evidence, off) = (
        Some(Revocation::Hard),
        Some(Revocation::Evidence),
        Some(Revocation::Off),
    );
    let revoked = Some("certificate-revoked");
    let unknown = Some("revocation-unknown");
    for (name, mode, crls, code, is_not_judged) in [
        ("nothing given", None, vec![], None, true),
        ("nothing given, hard", hard, vec![], unknown, true),
        ("nothing given, off", off, vec![], None, true),
        (
            "all given",
            None,
            vec![of_leaf(), crl().issue()],
            None,
            false,
        ),
        ("the leaf's alone", None, vec![of_leaf()], unknown, true),
        (
            "the leaf's alone as evidence",
            evidence,
            vec![of_leaf()],
            None,
            true,
        ),
        (
            "revoked",
            None,
            vec![revoking(), crl().issue()],
            revoked,
            false,
        ),
        (
            "revoked as evidence",
            evidence,
            vec![revoking()],
            revoked,
            true,
        ),
        ("revoked, off", off, vec![revoking()], None, true),
        (
            "the intermediate revoked",
            None,
            vec![of_leaf(), crl().revoke(&issuer, LONG_AGO).issue()],
            revoked,
            false,
        ),
        (
            "nothing in what is given",
            None,
            vec![b"none".to_vec()],
            unknown,
            true,
        ),
    ] {
        let mut request = request(&[&leaf, &issuer], &[], &crls, &[]);
        request.revocation = mode;
        let report = report(&request);
        assert_eq!(report.code, code, "{name}");
        assert_eq!(
            report.not_judged.contains(&"certificate-revoked"),
            is_not_judged,
            "{name}"
        );
        let passed = report.paths[0].checks.iter().filter(|check| {
            check.id == Check::CertificateRevoked && check.outcome == Outcome::Passed
        });
        let expected = match name {
            "all given" => 2,
            "the leaf's alone"
            | "the leaf's alone as evidence"
            | "revoked"
            | "the intermediate revoked" => 1,
            _ => 0,
        };
        assert_eq!(passed.count(), expected, "{name}");
    }
}

/// RFC 9608 §4, with RFC 6960's mark: nobody says whether it is revoked, and none need. A CA must not have either.
#[test]
fn a_certificate_of_which_no_revocation_is_told() {
    let marked = |builder: mint::Builder, mark| {
        builder.extension(mark, Criticality::NotCritical, der::null())
    };
    let issuer = root().ca("CA").issue();
    for mark in [oid::NO_REV_AVAIL, oid::OCSP_NO_CHECK] {
        let leaf = marked(issuer.leaf(&["a.example"]), mark).issue();
        let of_ca = crl().issue();
        let marked_ca = marked(root().ca("CA"), mark).issue();
        let plain = issuer.leaf(&["a.example"]).issue();
        for (chain, crls, expected) in [
            ([&leaf, &issuer], vec![of_ca.clone()], None),
            (
                [&plain, &issuer],
                vec![of_ca.clone()],
                Some("revocation-unknown"),
            ),
            ([&leaf, &marked_ca], vec![], Some("revocation-unknown")),
            (
                [&leaf, &issuer],
                vec![of_ca, issuer.crl().revoke(&leaf, LONG_AGO).issue()],
                Some("certificate-revoked"),
            ),
        ] {
            let mut request = request(&chain, &[], &crls, &[]);
            request.revocation = Some(Revocation::Hard);
            assert_eq!(report(&request).code, expected, "{mark:?}");
        }
    }
}

#[test]
fn either_kind_of_evidence_is_enough_and_revoked_outweighs_good() {
    let revoked = CertificateStatus::Revoked(LONG_AGO.to_owned());
    let (good_crl, bad_crl) = (crl().issue(), crl().revoke(&leaf(), LONG_AGO).issue());
    let (good, bad) = (ocsp().issue(), ocsp().status(revoked).issue());
    let by_crl = "revoked 2026-02-01T00:00:00Z unspecified crl";
    let by_ocsp = "revoked 2026-02-01T00:00:00Z unspecified ocsp";
    for (crls, responses, expected) in [
        (vec![good_crl.clone()], vec![good.clone()], "good"),
        (vec![bad_crl], vec![good.clone()], by_crl),
        (vec![good_crl.clone()], vec![bad.clone()], by_ocsp),
        (vec![], vec![good.clone(), bad], by_ocsp),
        (
            vec![crl().next_update(BEFORE).issue()],
            vec![good.clone()],
            "good expired",
        ),
        // Whichever of the two properties it is given in.
        (vec![good], vec![], "good"),
        (vec![], vec![good_crl], "good"),
    ] {
        assert_eq!(said(&request(&[&leaf()], &[], &crls, &responses)), expected);
    }
}

#[test]
fn an_anchor_is_not_revoked_but_removed() {
    let crls = [crl().revoke(&root(), LONG_AGO).issue()];
    assert_eq!(by_crls(&crls), "good");
    let mut request = request(&[&root()], &[], &crls, &[]);
    request.hostname = Hostname::Unchecked;
    request.purpose = certlens::Purpose::Any;
    assert_eq!(report(&request).verdict, Verdict::Trusted);
}

/// Every prefix and every flipped byte: an answer, and never "good" where the signature does not cover it.
#[test]
fn broken_evidence_is_a_finding_and_never_good() {
    let judge = |kind: &str, bytes: Vec<u8>| {
        let evidence = mint::pem(kind, &bytes).into_bytes();
        said(&request(&[&leaf()], &[], &[evidence], &[]))
    };
    let whole = [
        (
            "X509 CRL",
            listing(&[optional(oid::REASON_CODE, &reason_code(1))]).issue(),
        ),
        ("OCSP RESPONSE", ocsp().issue()),
    ];
    for (kind, whole) in whole {
        for length in (0..whole.len()).step_by(7) {
            let said = judge(kind, whole[..length].to_vec());
            assert!(said.starts_with("unknown"), "{kind} {length}: {said}");
        }
        for index in (0..whole.len()).step_by(5) {
            let mut flipped = whole.clone();
            flipped[index] ^= 0x04;
            let said = judge(kind, flipped);
            assert!(said.starts_with("unknown"), "{kind} {index}: {said}");
        }
    }
    let cut = crl().issue()[..100].to_vec();
    let request = request(
        &[&leaf()],
        &[],
        &[mint::pem("X509 CRL", &cut).into_bytes()],
        &[],
    );
    let found = report(&request)
        .findings
        .into_iter()
        .find_map(|finding| match &*finding.details {
            Fault::CrlUnusable {
                reason,
                offset,
                part,
                line,
                ..
            } => Some((*reason, *offset, *part, *line)),
            _ => None,
        });
    assert_eq!(found, Some(("malformed", Some(0), 0, Some(1))));
}

/// Work is counted: a hundred distinct signatures, then what is left is not taken for good.
#[test]
fn the_budget_of_signatures_binds_on_evidence_too() {
    let crls: Vec<Vec<u8>> = (0..150)
        .map(|number| {
            crl()
                .number(number)
                .signed_with(Key::p256("impostor"))
                .issue()
        })
        .collect();
    let report = report(&request(&[&leaf()], &[], &crls, &[]));
    assert_eq!(report.verdict, Verdict::Rejected);
    assert!(
        report
            .findings
            .iter()
            .any(|finding| finding.id == "search-limit-reached")
    );
    assert!(
        report
            .findings
            .iter()
            .any(|finding| finding.id == "revocation-unknown")
    );
}

/// A run asks for the signatures of evidence as it does for those of certificates, and takes nothing unanswered for true.
#[test]
fn a_run_asks_for_signatures_of_evidence() {
    let request = request(&[&leaf()], &[], &[crl().issue()], &[ocsp().issue()]);
    let mut run = certlens::Run::new(&request, &Data::default()).expect("a well-formed request");
    let mut rounds = Vec::new();
    while let certlens::Step::Need(ids) = run.step() {
        let tasks = run.tasks();
        assert_eq!(tasks.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ids);
        let answers: Vec<_> = tasks
            .iter()
            .map(|(id, task)| (*id, certlens::signature::verify(task)))
            .collect();
        rounds.push(answers.len());
        answers
            .into_iter()
            .for_each(|(id, answer)| run.answer(id, answer));
    }
    assert_eq!(
        rounds,
        [1, 2],
        "the leaf's, then the CRL's and the response's"
    );
}

/// Chrome and Firefox fetch no CRLs, and have an OCSP response only where the server staples one for its own certificate.
#[test]
fn browsers_are_told_by_the_leafs_staple_alone() {
    let root = root();
    let intermediate = root.ca("Intermediate").issue();
    let leaf = intermediate.leaf(&["a.example"]).issue();
    let data = common::data();
    let is_revoked = |profile: &str, crls: &[Vec<u8>], ocsp: &[Vec<u8>]| {
        let mut request = request(&[&leaf, &intermediate], &[], crls, ocsp);
        request.profile = Some(profile.to_owned());
        request.trust.store = StoreChoice::None;
        request.revocation = (profile == "rfc5280").then_some(Revocation::Evidence);
        let report = holds::validate(&request, &data).expect("a well-formed request");
        let revoked = report
            .findings
            .iter()
            .any(|finding| finding.id == "certificate-revoked");
        assert_eq!(
            report.verdict == Verdict::Rejected,
            revoked,
            "{profile}: {}",
            report.summary
        );
        revoked
    };
    let revoked = |response: OcspBuilder| {
        let status = CertificateStatus::Revoked(LONG_AGO.to_owned());
        response.status(status).issue()
    };
    let by_crl = [intermediate.crl().revoke(&leaf, LONG_AGO).issue()];
    let of_leaf = [revoked(intermediate.ocsp(&leaf))];
    let of_intermediate = [revoked(root.ocsp(&intermediate))];
    assert!(is_revoked("rfc5280", &by_crl, &[]));
    assert!(is_revoked("rfc5280", &[], &of_intermediate));
    for browser in ["chrome", "firefox"] {
        assert!(!is_revoked(browser, &by_crl, &[]), "{browser}");
        assert!(is_revoked(browser, &[], &of_leaf), "{browser}");
    }
    // To Firefox this is a staple that says nothing of the leaf, which it refuses (`staple/good-for-another-certificate`).
    assert!(!is_revoked("chrome", &[], &of_intermediate));
}
