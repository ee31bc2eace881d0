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

/// The name of a distribution point: `distributionPoint` in a DistributionPoint and in an IssuingDistributionPoint.
pub enum PointName {
    /// fullName.
    Full(Vec<GeneralName>),
    /// nameRelativeToCRLIssuer: one attribute type with its value in DER.
    Relative(&'static str, Vec<u8>),
}

impl PointName {
    fn der(&self) -> Vec<u8> {
        let choice = match self {
            Self::Full(names) => {
                let names: Vec<_> = names.iter().map(GeneralName::der).collect();
                der::constructed(0, &names.concat())
            }
            Self::Relative(oid, value) => {
                let attribute = der::sequence(&[der::oid(oid), value.clone()]);
                der::constructed(1, &attribute)
            }
        };
        der::constructed(0, &choice)
    }
}

/// One element of CRLDistributionPoints; what is empty is left out.
#[derive(Default)]
pub struct DistributionPoint {
    /// distributionPoint.
    pub name: Option<PointName>,
    /// reasons: numbers of ReasonFlags' bits.
    pub reasons: Vec<u8>,
    /// cRLIssuer.
    pub crl_issuer: Vec<GeneralName>,
}

/// CRLDistributionPoints of these points.
pub fn distribution_points(points: &[DistributionPoint]) -> Vec<u8> {
    let points = points.iter().map(|point| {
        let mut fields: Vec<_> = point.name.iter().map(PointName::der).collect();
        fields.extend(reason_flags(1, &point.reasons));
        if !point.crl_issuer.is_empty() {
            let names: Vec<_> = point.crl_issuer.iter().map(GeneralName::der).collect();
            fields.push(der::constructed(2, &names.concat()));
        }
        der::sequence(&fields)
    });
    der::sequence(&points.collect::<Vec<_>>())
}

/// IssuingDistributionPoint (RFC 5280 §5.2.5); what is empty or false is left out.
#[derive(Default)]
pub struct IssuingDistributionPoint {
    /// distributionPoint.
    pub name: Option<PointName>,
    /// onlyContainsUserCerts.
    pub only_user_certs: bool,
    /// onlyContainsCACerts.
    pub only_ca_certs: bool,
    /// onlySomeReasons: numbers of ReasonFlags' bits.
    pub only_some_reasons: Vec<u8>,
    /// indirectCRL.
    pub indirect: bool,
    /// onlyContainsAttributeCerts.
    pub only_attribute_certs: bool,
}

impl IssuingDistributionPoint {
    /// The extension's value.
    pub fn der(&self) -> Vec<u8> {
        let flag = |number, value: bool| value.then(|| der::primitive(number, &[0xff]));
        let mut fields: Vec<_> = self.name.iter().map(PointName::der).collect();
        fields.extend(flag(1, self.only_user_certs));
        fields.extend(flag(2, self.only_ca_certs));
        fields.extend(reason_flags(3, &self.only_some_reasons));
        fields.extend(flag(4, self.indirect));
        fields.extend(flag(5, self.only_attribute_certs));
        der::sequence(&fields)
    }
}

fn reason_flags(number: u8, bits: &[u8]) -> Option<Vec<u8>> {
    let flags = der::named_bits(bits);
    (!bits.is_empty()).then(|| der::primitive(number, der::split(&flags).1))
}

/// CRLReason, for reasonCode: the number is the reason's.
pub fn reason_code(number: u8) -> Vec<u8> {
    der::tlv(0x0a, &[number])
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
