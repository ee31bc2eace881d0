//! Critical extensions, known and unknown, and the TLS feature.

use mint::{
    Builder, Criticality, GeneralName, der,
    extension::{self, BasicConstraints},
    oid,
};

use super::{At, Cases, Fault};
use crate::recipe::{critical, not_critical, recipe};

pub(super) fn cases(cases: &mut Cases) {
    cases.everywhere("critical", CRITICAL);
    const NETSCAPE: &str = "netscape-cert-type-beside-others";
    cases.in_cas(
        "critical",
        &[(NETSCAPE, CHROME, &["firefox/P-16"], netscape)],
    );
    cases.in_leaf(
        "critical",
        &[(NETSCAPE, CHROME, &["firefox/P-16"], |b| {
            netscape(b.basic_constraints(BasicConstraints::NotCa))
        })],
    );
    locations(cases);
}

/// What stands where authorityInfoAccess has a name; browsers read of it what they use.
fn locations(cases: &mut Cases) {
    const METHODS: [(&str, &str); 3] = [
        ("ocsp", oid::OCSP),
        ("issuers", oid::CA_ISSUERS),
        ("other", "1.2.3"),
    ];
    let locations = [
        ("uri", der::primitive(6, b"http://a.example/")),
        ("uri-constructed", der::constructed(6, b"http://a.example/")),
        ("uri-not-ascii", der::primitive(6, b"http://b\xfc.example/")),
        ("uri-of-two-octets", der::tlv(0x86, b"a\0")),
        ("constructed-of-two-octets", der::tlv(0xa6, b"a\0")),
        ("mail-not-ascii", der::primitive(1, b"b\xfc@a.example")),
        ("address-short", der::primitive(7, &[10])),
        ("directory-name-null", der::constructed(4, &der::null())),
        ("directory-name-empty", der::constructed(4, b"")),
        ("unknown-tag", der::primitive(9, b"x")),
        ("unknown-tag-15", der::primitive(15, b"x")),
        ("universal-tag", der::ia5("http://a.example/")),
        ("application-tag", der::tlv(0x46, b"a\0")),
        ("private-tag", der::tlv(0xc6, b"a\0")),
        ("high-tag", vec![0x9f, 0x1f, 1, b'x']),
        ("null", der::null()),
    ];
    let no_method = [der::tlv(6, b""), locations[0].1.clone()];
    let no_method = der::sequence(&[der::sequence(&no_method)]);
    for at in [At::Leaf, At::Intermediate] {
        let recipe = recipe(format!("access-location/{at}-method-empty")).fires(&["firefox/R-6"]);
        let value = no_method.clone();
        cases.add(at.change(
            recipe,
            not_critical(oid::AUTHORITY_INFORMATION_ACCESS, value),
        ));
    }
    for (form, location) in &locations {
        for (method, id) in METHODS {
            for at in [At::Leaf, At::Intermediate] {
                if method != "ocsp" && matches!(at, At::Intermediate) {
                    continue;
                }
                let value = der::sequence(&[der::sequence(&[der::oid(id), location.clone()])]);
                let recipe = recipe(format!("access-location/{at}-{method}-{form}"));
                cases.add(at.change(
                    recipe.misses(&["chrome/authority-information", "firefox/R-6"]),
                    not_critical(oid::AUTHORITY_INFORMATION_ACCESS, value),
                ));
            }
        }
    }
}

/// Netscape's own extension beside an extendedKeyUsage.
fn netscape(b: Builder) -> Builder {
    let value = der::bit_string_with_unused(6, &[0x40]);
    critical("2.16.840.1.113730.1.1", value)(b.extended_key_usage(&[oid::SERVER_AUTH]))
}

const ROWS: &[&str] = &["chrome/critical", "firefox/P-12"];
const CHROME: &[&str] = &["chrome/critical"];
const FIREFOX: &[&str] = &["firefox/P-12"];

const CRITICAL: &[Fault] = &[
    ("unknown", ROWS, &[], |b| {
        b.unknown_extension(Criticality::Critical)
    }),
    ("unknown-not-critical", &[], ROWS, |b| {
        b.unknown_extension(Criticality::NotCritical)
    }),
    ("subject-key-id", ROWS, &[], |b| {
        b.criticality(oid::SUBJECT_KEY_IDENTIFIER, Criticality::Critical)
    }),
    ("authority-key-id", ROWS, &[], |b| {
        let value = extension::authority_key_identifier(b"0123456789");
        critical(oid::AUTHORITY_KEY_IDENTIFIER, value)(b)
    }),
    ("authority-information", CHROME, FIREFOX, |b| {
        b.authority_information_access(&[("1.3.6.1.5.5.7.48.99", "http://a.example/")])
            .criticality(oid::AUTHORITY_INFORMATION_ACCESS, Criticality::Critical)
    }),
    ("crl-distribution-points", ROWS, &[], |b| {
        b.crl_distribution_points(&["http://a.example/crl"])
            .criticality(oid::CRL_DISTRIBUTION_POINTS, Criticality::Critical)
    }),
    ("freshest-crl", ROWS, &[], |b| {
        let value = extension::crl_distribution_points(&[GeneralName::uri("http://a.example/")]);
        critical("2.5.29.46", value)(b)
    }),
    ("issuer-alternative-name", ROWS, &[], |b| {
        let value = extension::general_names(&[GeneralName::dns("ca.example")]);
        critical(oid::ISSUER_ALT_NAME, value)(b)
    }),
    ("subject-information-access", ROWS, &[], |b| {
        let value = extension::authority_information_access(&[(
            "1.3.6.1.5.5.7.48.5",
            GeneralName::uri("http://a.example/"),
        )]);
        critical("1.3.6.1.5.5.7.1.11", value)(b)
    }),
    ("subject-directory-attributes", ROWS, &[], |b| {
        critical("2.5.29.9", der::sequence(&[]))(b)
    }),
    ("private-key-usage-period", ROWS, &[], |b| {
        critical("2.5.29.16", der::sequence(&[]))(b)
    }),
    ("tls-feature", CHROME, FIREFOX, |b| {
        // A feature that nobody asks for, so that it is the criticality alone that counts.
        critical(oid::TLS_FEATURE, extension::tls_feature(&[17]))(b)
    }),
    ("sct-list", CHROME, FIREFOX, |b| {
        critical("1.3.6.1.4.1.11129.2.4.2", der::octet_string(&[0, 0]))(b)
    }),
    ("ct-poison", ROWS, &[], |b| {
        critical("1.3.6.1.4.1.11129.2.4.3", der::null())(b)
    }),
    ("ct-poison-not-critical", &[], ROWS, |b| {
        not_critical("1.3.6.1.4.1.11129.2.4.3", der::null())(b)
    }),
    ("qc-statements", CHROME, FIREFOX, |b| {
        critical("1.3.6.1.5.5.7.1.3", der::sequence(&[]))(b)
    }),
    ("ocsp-no-check", CHROME, FIREFOX, |b| {
        critical(oid::OCSP_NO_CHECK, der::null())(b)
    }),
    (
        "netscape-cert-type",
        &["chrome/critical", "firefox/P-16"],
        &[],
        |b| {
            critical(
                "2.16.840.1.113730.1.1",
                der::bit_string_with_unused(6, &[0x40]),
            )(b.without(oid::EXTENDED_KEY_USAGE))
        },
    ),
    ("netscape-comment", ROWS, &[], |b| {
        critical("2.16.840.1.113730.1.13", der::ia5("hello"))(b)
    }),
    ("name-constraints", &[], ROWS, |b| {
        b.name_constraints(&["parity.example"], &[])
    }),
    ("policies", &[], ROWS, |b| {
        b.policies(&["1.3.6.1.4.1.32473.7.1"])
            .criticality(oid::CERTIFICATE_POLICIES, Criticality::Critical)
    }),
    ("policy-constraints", &[], ROWS, |b| {
        b.policy_constraints(Some(9), None)
    }),
    ("inhibit-any-policy", &[], ROWS, |b| b.inhibit_any_policy(9)),
    ("policy-mappings", FIREFOX, CHROME, |b| {
        b.policy_mappings(&[("1.3.6.1.4.1.32473.7.1", "1.3.6.1.4.1.32473.7.2")])
    }),
    ("extended-key-usage", &[], ROWS, |b| {
        b.extended_key_usage(&[oid::SERVER_AUTH])
            .criticality(oid::EXTENDED_KEY_USAGE, Criticality::Critical)
    }),
    ("microsoft-application-policies", ROWS, &[], |b| {
        critical("1.3.6.1.4.1.311.21.10", application_policies())(
            b.without(oid::EXTENDED_KEY_USAGE),
        )
    }),
    (
        "microsoft-application-policies-beside-eku",
        FIREFOX,
        CHROME,
        |b| {
            critical("1.3.6.1.4.1.311.21.10", application_policies())(
                b.extended_key_usage(&[oid::SERVER_AUTH]),
            )
        },
    ),
];

/// Written like certificatePolicies.
fn application_policies() -> Vec<u8> {
    extension::certificate_policies(&[oid::SERVER_AUTH])
}
