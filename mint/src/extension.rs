//! The values of extensions in DER: what goes into an extnValue. Each function is one extension of RFC 5280 §4.2; what
//! has no function is written with [`crate::der`].

use crate::{GeneralName, der, oid};

/// A bit of keyUsage (RFC 5280 §4.2.1.3); the number is the bit's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // They are called as in the standard.
pub enum KeyUsage {
    DigitalSignature = 0,
    NonRepudiation = 1,
    KeyEncipherment = 2,
    DataEncipherment = 3,
    KeyAgreement = 4,
    KeyCertSign = 5,
    CrlSign = 6,
    EncipherOnly = 7,
    DecipherOnly = 8,
}

/// What basicConstraints says (RFC 5280 §4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasicConstraints {
    /// cA FALSE, left out as DER asks: an empty sequence.
    NotCa,
    /// cA TRUE, no pathLenConstraint.
    Ca,
    /// cA TRUE, at most so many intermediates below it.
    CaWithPathLen(i64),
    /// pathLenConstraint without cA, which means nothing.
    NotCaWithPathLen(i64),
}

/// A whole Extension: `critical` is left out where FALSE, as DER asks.
pub fn extension(oid: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let mut fields = vec![der::oid(oid)];
    if critical {
        fields.push(der::boolean(true));
    }
    fields.push(der::octet_string(value));
    der::sequence(&fields)
}

/// BasicConstraints.
pub fn basic_constraints(constraints: BasicConstraints) -> Vec<u8> {
    match constraints {
        BasicConstraints::NotCa => der::sequence(&[]),
        BasicConstraints::Ca => der::sequence(&[der::boolean(true)]),
        BasicConstraints::CaWithPathLen(n) => der::sequence(&[der::boolean(true), der::integer(n)]),
        BasicConstraints::NotCaWithPathLen(n) => der::sequence(&[der::integer(n)]),
    }
}

/// KeyUsage with these bits.
pub fn key_usage(usages: &[KeyUsage]) -> Vec<u8> {
    der::named_bits(&usages.iter().map(|usage| *usage as u8).collect::<Vec<_>>())
}

/// ExtKeyUsageSyntax with these purposes.
pub fn extended_key_usage(purposes: &[&str]) -> Vec<u8> {
    oids(purposes)
}

/// SubjectKeyIdentifier.
pub fn subject_key_identifier(id: &[u8]) -> Vec<u8> {
    der::octet_string(id)
}

/// AuthorityKeyIdentifier with a keyIdentifier only.
pub fn authority_key_identifier(id: &[u8]) -> Vec<u8> {
    der::sequence(&[der::primitive(0, id)])
}

/// AuthorityKeyIdentifier with issuer and serial number only; the serial number as its INTEGER's contents.
pub fn authority_issuer_and_serial(issuer: GeneralName, serial: &[u8]) -> Vec<u8> {
    der::sequence(&[der::constructed(1, issuer.der()), der::primitive(2, serial)])
}

/// GeneralNames: subjectAltName and issuerAltName.
pub fn general_names(names: &[GeneralName]) -> Vec<u8> {
    let names: Vec<_> = names.iter().map(|name| name.der().to_vec()).collect();
    der::sequence(&names)
}

/// NameConstraints; an empty list is left out.
pub fn name_constraints(permitted: &[GeneralName], excluded: &[GeneralName]) -> Vec<u8> {
    let subtrees = |number, names: &[GeneralName]| {
        let subtrees = names
            .iter()
            .map(|name| der::sequence(&[name.der().to_vec()]));
        der::constructed(number, &subtrees.collect::<Vec<_>>().concat())
    };
    let mut fields = Vec::new();
    if !permitted.is_empty() {
        fields.push(subtrees(0, permitted));
    }
    if !excluded.is_empty() {
        fields.push(subtrees(1, excluded));
    }
    der::sequence(&fields)
}

/// CertificatePolicies without qualifiers.
pub fn certificate_policies(policies: &[&str]) -> Vec<u8> {
    let policies = policies.iter().map(|policy| oids(&[policy]));
    der::sequence(&policies.collect::<Vec<_>>())
}

/// PolicyMappings: pairs of issuerDomainPolicy and subjectDomainPolicy.
pub fn policy_mappings(mappings: &[(&str, &str)]) -> Vec<u8> {
    let mappings = mappings
        .iter()
        .map(|(issuer, subject)| oids(&[issuer, subject]));
    der::sequence(&mappings.collect::<Vec<_>>())
}

/// PolicyConstraints; a field that is `None` is left out.
pub fn policy_constraints(require_explicit: Option<i64>, inhibit_mapping: Option<i64>) -> Vec<u8> {
    let field = |number, value| {
        let element = der::integer(value);
        der::primitive(number, der::split(&element).1)
    };
    let fields = [(0, require_explicit), (1, inhibit_mapping)];
    let fields = fields
        .into_iter()
        .filter_map(|(number, value)| Some(field(number, value?)));
    der::sequence(&fields.collect::<Vec<_>>())
}

/// InhibitAnyPolicy.
pub fn inhibit_any_policy(skip_certs: i64) -> Vec<u8> {
    der::integer(skip_certs)
}

/// AuthorityInfoAccessSyntax: pairs of access method and location.
pub fn authority_information_access(descriptions: &[(&str, GeneralName)]) -> Vec<u8> {
    let descriptions = descriptions
        .iter()
        .map(|(method, location)| der::sequence(&[der::oid(method), location.der().to_vec()]));
    der::sequence(&descriptions.collect::<Vec<_>>())
}

/// CRLDistributionPoints: one point with a fullName for each.
pub fn crl_distribution_points(locations: &[GeneralName]) -> Vec<u8> {
    let points = locations.iter().map(|location| {
        let full_name = der::constructed(0, location.der());
        der::sequence(&[der::constructed(0, &full_name)])
    });
    der::sequence(&points.collect::<Vec<_>>())
}

/// TLS features (RFC 7633); 5 is `status_request`, known as OCSP must-staple.
pub fn tls_feature(features: &[i64]) -> Vec<u8> {
    der::sequence(
        &features
            .iter()
            .map(|n| der::integer(*n))
            .collect::<Vec<_>>(),
    )
}

/// An extension that nobody knows: its OID (in the arc for examples) and a value.
pub fn unknown() -> (&'static str, Vec<u8>) {
    (oid::EXAMPLE_EXTENSION, der::null())
}

fn oids(dotted: &[&str]) -> Vec<u8> {
    der::sequence(&dotted.iter().map(|oid| der::oid(oid)).collect::<Vec<_>>())
}
