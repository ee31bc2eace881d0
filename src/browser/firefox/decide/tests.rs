//! Of two faults, Firefox shows the one that it comes to first. The order is that of mozilla::pkix's source; that the real
//! Firefox keeps it, its recorded answers to the cases `pair/…` and `staple/revoked-and-…` of `parity/` say.

use mint::{Builder, CertificateStatus, Criticality, Key, extension};

use crate::request::{StoreChoice, ValidationRequest};
use crate::{Data, Part, Time, validate};

type Change = fn(Builder) -> Builder;

/// A fault: the certificate that has it, and the code that is shown where there is no other.
struct Fault {
    name: &'static str,
    intermediate: Change,
    leaf: Change,
    code: &'static str,
}

const NONE: Change = |builder| builder;

const fn of_leaf(name: &'static str, leaf: Change, code: &'static str) -> Fault {
    let intermediate = NONE;
    Fault {
        name,
        intermediate,
        leaf,
        code,
    }
}

const fn of_intermediate(name: &'static str, intermediate: Change, code: &'static str) -> Fault {
    let leaf = NONE;
    Fault {
        name,
        intermediate,
        leaf,
        code,
    }
}

fn expired(builder: Builder) -> Builder {
    builder
        .not_before("2020-01-01T00:00:00Z")
        .not_after("2021-01-01T00:00:00Z")
}

fn must_staple(builder: Builder) -> Builder {
    builder.extension(
        mint::oid::TLS_FEATURE,
        Criticality::NotCritical,
        extension::tls_feature(&[5]),
    )
}

/// What comes first is shown.
const ORDER: &[Fault] = &[
    // `BackCert::Init`.
    of_leaf(
        "critical",
        |b| b.unknown_extension(Criticality::Critical),
        "SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION",
    ),
    // `PathBuildingStep::Check`: an issuer's constraints, then what it is itself, then its own issuer, then its signature.
    of_intermediate(
        "constraint",
        |b| b.name_constraints(&["other.example"], &[]),
        "SEC_ERROR_CERT_NOT_IN_NAME_SPACE",
    ),
    of_intermediate(
        "issuer expired",
        expired,
        "SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE",
    ),
    of_intermediate(
        "untrusted",
        |b| b.issuer("Nobody"),
        "SEC_ERROR_UNKNOWN_ISSUER",
    ),
    of_leaf(
        "signature",
        |b| b.signed_with(Key::p256("another")),
        "SEC_ERROR_BAD_SIGNATURE",
    ),
    of_leaf("revoked", NONE, "SEC_ERROR_REVOKED_CERTIFICATE"),
    // What was put off, in the order of `CheckIssuerIndependentProperties`.
    of_leaf(
        "key usage",
        |b| b.key_usage(&[extension::KeyUsage::KeyCertSign]),
        "SEC_ERROR_INADEQUATE_KEY_USAGE",
    ),
    of_leaf(
        "CA",
        |b| b.basic_constraints(extension::BasicConstraints::Ca),
        "MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY",
    ),
    of_leaf(
        "purpose",
        |b| b.extended_key_usage(&[mint::oid::CLIENT_AUTH]),
        "SEC_ERROR_INADEQUATE_CERT_TYPE",
    ),
    of_leaf("expired", expired, "SEC_ERROR_EXPIRED_CERTIFICATE"),
    // `VerifySSLServerCert`.
    of_leaf(
        "must-staple",
        must_staple,
        "MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING",
    ),
    of_leaf(
        "host",
        |b| b.san(["www.example.org"]),
        "SSL_ERROR_BAD_CERT_DOMAIN",
    ),
];

/// Pairs of which the later one is shown: an expired leaf is not asked about, and a wrong name is worse than a wrong time.
const OTHERWISE: &[(&str, &str)] = &[("revoked", "expired"), ("expired", "host")];

fn shown(faults: &[&Fault]) -> Option<&'static str> {
    let all = |builder: Builder, of: fn(&Fault) -> Change| {
        faults
            .iter()
            .fold(builder, |builder, fault| of(fault)(builder))
    };
    let root = mint::root("Root");
    let intermediate = all(root.ca("Intermediate"), |fault| fault.intermediate).issue();
    let leaf = all(intermediate.leaf(&["www.example.com"]), |fault| fault.leaf).issue();
    let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").unwrap();
    let chain = [leaf.pem(), intermediate.pem()].concat();
    let mut request = ValidationRequest::new(chain, "www.example.com", time);
    request.profile = Some("firefox".to_owned());
    request.trust.store = StoreChoice::None;
    request.trust.anchors = vec![Part::Text(root.pem())];
    if faults.iter().any(|fault| fault.name == "revoked") {
        let revoked = CertificateStatus::Revoked("2026-05-01T00:00:00Z".to_owned());
        let response = intermediate.ocsp(&leaf).status(revoked);
        let response = response
            .this_update("2026-06-01T00:00:00Z")
            .next_update("2026-06-03T00:00:00Z");
        request.ocsp = vec![Part::Bytes(response.issue())];
    }
    validate(&request, &Data::default()).unwrap().code
}

#[test]
fn of_two_faults_the_first_is_shown() {
    assert_eq!(shown(&[]), None);
    for (at, first) in ORDER.iter().enumerate() {
        assert_eq!(shown(&[first]), Some(first.code), "{}", first.name);
        for second in &ORDER[at + 1..] {
            let is_otherwise = OTHERWISE.contains(&(first.name, second.name));
            let expected = if is_otherwise { second } else { first };
            assert_eq!(
                shown(&[first, second]),
                Some(expected.code),
                "{} and {}",
                first.name,
                second.name
            );
        }
    }
}
