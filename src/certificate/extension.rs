//! The extensions that rules ask for, decoded strictly (RFC 5280 §4.2). What of one no path depends on is in `not_allowed`.

mod not_allowed;

pub(super) use not_allowed::not_allowed;

use std::ops::Range;

use super::encoding::encoding_fault;
use crate::der::{Element, Tag, Tree, tag};
use crate::finding::Fault;
use crate::name::GeneralName;
use crate::oid::{Oid, known};
use crate::sorted::Set;
use crate::text::visible_short;

/// One extension.
#[derive(Debug)]
pub struct Extension {
    /// Which one.
    pub oid: Oid,
    /// Whether a verifier that does not know it must refuse the certificate.
    pub critical: bool,
    /// Where the Extension begins in the certificate.
    pub offset: usize,
    /// Where extnValue's content stands in the certificate.
    pub content: Range<usize>,
    /// What it says.
    pub value: ExtensionValue,
}

/// What an extension says, as far as rules ask for it.
#[derive(Debug)]
pub enum ExtensionValue {
    /// §4.2.1.9.
    BasicConstraints(BasicConstraints),
    /// §4.2.1.3.
    KeyUsage(KeyUsage),
    /// §4.2.1.12.
    ExtendedKeyUsage(Vec<Oid>),
    /// §4.2.1.6.
    SubjectAltName(Vec<GeneralName>),
    /// §4.2.1.7.
    IssuerAltName(Vec<GeneralName>),
    /// §4.2.1.10.
    NameConstraints(NameConstraints),
    /// §4.2.1.4.
    CertificatePolicies {
        /// Their OIDs.
        policies: Vec<Oid>,
        /// One has a qualifier that is neither CPS nor user notice.
        has_unknown_qualifier: bool,
        /// What is wrong with a qualifier.
        problem: Option<&'static str>,
    },
    /// §4.2.1.5: issuerDomainPolicy, subjectDomainPolicy.
    PolicyMappings(Vec<(Oid, Oid)>),
    /// §4.2.1.11.
    PolicyConstraints(PolicyConstraints),
    /// §4.2.1.14.
    InhibitAnyPolicy(u64),
    /// §4.2.1.1.
    AuthorityKeyIdentifier {
        /// keyIdentifier.
        key_identifier: Option<Vec<u8>>,
        /// Whether authorityCertIssuer and authorityCertSerialNumber are there.
        issuer_and_serial: (bool, bool),
    },
    /// §4.2.1.2.
    SubjectKeyIdentifier(Vec<u8>),
    /// §4.2.2.1: the caIssuers URIs, safe to show.
    AuthorityInfoAccess {
        /// In encoded order.
        ca_issuers: Vec<String>,
        /// Whether it says where OCSP is answered.
        names_ocsp: bool,
        /// What is wrong with a location.
        problem: Option<&'static str>,
    },
    /// Nothing that a rule asks for.
    Other,
    /// Not what its definition says.
    Malformed,
}

impl ExtensionValue {
    /// What is not as its definition says, though it is clear what is meant with the rest.
    pub(super) fn problem(&self) -> Option<&'static str> {
        let of = |names: &[GeneralName]| names.iter().find_map(GeneralName::problem);
        match self {
            Self::SubjectAltName(names) | Self::IssuerAltName(names) => of(names),
            Self::KeyUsage(usage) => usage.problem,
            Self::NameConstraints(constraints) => {
                of(&constraints.permitted).or_else(|| of(&constraints.excluded))
            }
            _ => None,
        }
    }
}

/// §4.2.1.9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether the key may sign certificates.
    pub ca: bool,
    /// pathLenConstraint; what exceeds 64 bits is as good as unlimited.
    pub path_len: Option<u64>,
}

/// §4.2.1.3: bit 0 of the standard is the highest bit here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUsage {
    bits: u16,
    /// What is not as DER or the standard has it.
    problem: Option<&'static str>,
}

/// §4.2.1.10.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameConstraints {
    /// permittedSubtrees.
    pub permitted: Vec<GeneralName>,
    /// excludedSubtrees.
    pub excluded: Vec<GeneralName>,
}

/// §4.2.1.11.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolicyConstraints {
    /// requireExplicitPolicy.
    pub require_explicit_policy: Option<u64>,
    /// inhibitPolicyMapping.
    pub inhibit_policy_mapping: Option<u64>,
}

impl KeyUsage {
    const NAMES: [&'static str; 9] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];

    /// The first eight, of which the first octet of the BIT STRING has one a bit.
    pub(crate) fn of_first_octet(octet: u8) -> Self {
        Self {
            bits: u16::from(octet) << 8,
            problem: None,
        }
    }

    fn has(self, bit: u32) -> bool {
        self.bits & (0x8000 >> bit) != 0
    }

    /// Bit 0 of the standard is the highest.
    pub(crate) fn bits(self) -> u16 {
        self.bits
    }

    /// keyCertSign is set.
    pub fn allows_certificate_signing(self) -> bool {
        self.has(5)
    }

    /// cRLSign is set.
    pub fn allows_crl_signing(self) -> bool {
        self.has(6)
    }

    /// One of the bits is set that a TLS server's key needs: digitalSignature, keyEncipherment or keyAgreement (RFC 5280 §4.2.1.12,
    /// at id-kp-serverAuth).
    pub fn allows_tls_server(self) -> bool {
        self.allows_tls_client() || self.has(2)
    }

    /// One of the bits is set that a TLS client's key needs: digitalSignature or keyAgreement (at id-kp-clientAuth).
    pub fn allows_tls_client(self) -> bool {
        self.has(0) || self.has(4)
    }

    /// The names of the bits that are set.
    pub fn names(self) -> Vec<&'static str> {
        (0..)
            .zip(Self::NAMES)
            .filter(|(bit, _)| self.has(*bit))
            .map(|(_, name)| name)
            .collect()
    }
}

type Decoded<T> = Result<T, String>;

/// Decodes extnValue's content at `range` of `der`. Faults of its encoding go to `faults`; what its definition does not
/// allow is the error.
pub(super) fn decode(
    der: &[u8],
    oid: &Oid,
    range: Range<usize>,
    faults: &mut Vec<Fault>,
) -> Decoded<ExtensionValue> {
    if !is_known(oid.content()) {
        return Ok(ExtensionValue::Other);
    }
    let tree = Tree::read(der, range.clone());
    faults.extend(tree.faults.iter().map(encoding_fault));
    let root = tree.root().ok_or("it is empty")?;
    Ok(match oid.content() {
        known::BASIC_CONSTRAINTS => {
            ExtensionValue::BasicConstraints(basic_constraints(root, faults)?)
        }
        known::KEY_USAGE => ExtensionValue::KeyUsage(key_usage(root)?),
        known::EXTENDED_KEY_USAGE => ExtensionValue::ExtendedKeyUsage(oids(root)?),
        known::SUBJECT_ALT_NAME => ExtensionValue::SubjectAltName(general_names(root)?),
        known::ISSUER_ALT_NAME => ExtensionValue::IssuerAltName(general_names(root)?),
        known::NAME_CONSTRAINTS => ExtensionValue::NameConstraints(name_constraints(root, faults)?),
        known::CERTIFICATE_POLICIES => certificate_policies(root)?,
        known::POLICY_MAPPINGS => ExtensionValue::PolicyMappings(policy_mappings(root)?),
        known::POLICY_CONSTRAINTS => ExtensionValue::PolicyConstraints(policy_constraints(root)?),
        known::INHIBIT_ANY_POLICY => {
            ExtensionValue::InhibitAnyPolicy(small_number(root, tag::INTEGER)?)
        }
        known::AUTHORITY_KEY_IDENTIFIER => authority_key_identifier(root)?,
        known::SUBJECT_KEY_IDENTIFIER => {
            ExtensionValue::SubjectKeyIdentifier(octets(root, tag::OCTET_STRING)?)
        }
        known::AUTHORITY_INFO_ACCESS => authority_info_access(root)?,
        _ => ExtensionValue::Other,
    })
}

/// Whether [`decode`] looks into it.
fn is_known(oid: &[u8]) -> bool {
    matches!(
        oid,
        [
            0x55,
            0x1d,
            14 | 15 | 17 | 18 | 19 | 30 | 32 | 33 | 35 | 36 | 37 | 54
        ]
    ) || matches!(oid, known::AUTHORITY_INFO_ACCESS)
}

fn expect(element: Element<'_>, expected: Tag) -> Decoded<Element<'_>> {
    if !element.is(expected) {
        return Err(format!(
            "expected {}, found {}",
            expected.name(),
            element.tag().name()
        ));
    }
    whole(element)
}

/// What stands behind bytes that are no element might have said more.
fn whole(element: Element<'_>) -> Decoded<Element<'_>> {
    match element.is_whole() {
        true => Ok(element),
        false => Err("a part of it cannot be read".to_owned()),
    }
}

fn members(element: Element<'_>) -> Decoded<Vec<Element<'_>>> {
    let members: Vec<_> = expect(element, tag::SEQUENCE)?.children().collect();
    if members.is_empty() {
        Err("the list is empty".to_owned())
    } else {
        Ok(members)
    }
}

fn octets(element: Element<'_>, expected: Tag) -> Decoded<Vec<u8>> {
    Ok(expect(element, expected)?.content().to_vec())
}

fn no_more<'t>(mut fields: impl Iterator<Item = Element<'t>>) -> Decoded<()> {
    match fields.next() {
        Some(extra) => Err(format!(
            "unexpected {} at offset {}",
            extra.tag().name(),
            extra.start()
        )),
        None => Ok(()),
    }
}

/// `INTEGER (0..MAX)`; what exceeds 64 bits saturates.
fn small_number(element: Element<'_>, expected: Tag) -> Decoded<u64> {
    let content = expect(element, expected)?.content();
    match content {
        [] => Err("a number is empty".to_owned()),
        [first, ..] if *first >= 0x80 => Err("a number is negative".to_owned()),
        [0, second, ..] if *second < 0x80 => Err("a number is padded with zeros".to_owned()),
        _ if content.len() > 8 => Ok(u64::MAX),
        _ => Ok(content
            .iter()
            .fold(0, |value, byte| (value << 8) | u64::from(*byte))),
    }
}

fn basic_constraints(root: Element<'_>, faults: &mut Vec<Fault>) -> Decoded<BasicConstraints> {
    let mut fields = expect(root, tag::SEQUENCE)?.children();
    let ca = fields.take_if(tag::BOOLEAN);
    if let Some(ca) = ca.filter(|ca| ca.content() == [0]) {
        faults.push(Fault::DerDefaultEncoded {
            offset: ca.start(),
            field: "basicConstraints.cA",
        });
    }
    let path_len = fields
        .take_if(tag::INTEGER)
        .map(|number| small_number(number, tag::INTEGER))
        .transpose()?;
    no_more(fields)?;
    Ok(BasicConstraints {
        ca: ca.is_some_and(|ca| ca.content() != [0]),
        path_len,
    })
}

/// "When the keyUsage extension appears in a certificate, at least one of the bits MUST be set to 1."
fn key_usage(root: Element<'_>) -> Decoded<KeyUsage> {
    let content = expect(root, tag::BIT_STRING)?.content();
    let (unused, bits) = content.split_first().ok_or("it is empty")?;
    let byte = |index| bits.get(index).copied().unwrap_or(0);
    let problem = match bits {
        _ if bits.len() > 2 || byte(1) & 0x7f != 0 => Some("it has bits that no key usage has"),
        [.., last] if last.trailing_zeros() != u32::from(*unused) => {
            Some("trailing zero bits of a named bit list are not removed (X.690 section 11.2.2)")
        }
        _ => None,
    };
    if bits.iter().all(|byte| *byte == 0) {
        return Err("no bit is set".to_owned());
    }
    let bits = u16::from_be_bytes([byte(0), byte(1)]);
    Ok(KeyUsage { bits, problem })
}

fn oids(root: Element<'_>) -> Decoded<Vec<Oid>> {
    members(root)?
        .into_iter()
        .map(|element| Ok(Oid::from_content(expect(element, tag::OID)?.content())))
        .collect()
}

fn general_names(root: Element<'_>) -> Decoded<Vec<GeneralName>> {
    members(root)?
        .into_iter()
        .map(|element| Ok(GeneralName::read_leniently(element)?))
        .collect()
}

/// ```asn1
/// NameConstraints ::= SEQUENCE {
///      permittedSubtrees       [0]     GeneralSubtrees OPTIONAL,
///      excludedSubtrees        [1]     GeneralSubtrees OPTIONAL }
/// ```
fn name_constraints(root: Element<'_>, faults: &mut Vec<Fault>) -> Decoded<NameConstraints> {
    let mut fields = expect(root, tag::SEQUENCE)?.children();
    let mut subtrees = |number| -> Decoded<Option<Vec<GeneralName>>> {
        let Some(list) = fields.take_if(Tag::context(number, true)) else {
            return Ok(None);
        };
        let subtrees: Vec<GeneralName> = whole(list)?
            .children()
            .map(|element| general_subtree(element, faults))
            .collect::<Decoded<_>>()?;
        if subtrees.is_empty() {
            Err("a list of subtrees is empty".to_owned())
        } else {
            Ok(Some(subtrees))
        }
    };
    let (permitted, excluded) = (subtrees(0)?, subtrees(1)?);
    no_more(fields)?;
    if permitted.is_none() && excluded.is_none() {
        return Err("it has neither permitted nor excluded subtrees".to_owned());
    }
    Ok(NameConstraints {
        permitted: permitted.unwrap_or_default(),
        excluded: excluded.unwrap_or_default(),
    })
}

/// "Within this profile, the minimum and maximum fields are not used with any name forms, thus, the minimum MUST be zero,
/// and maximum MUST be absent."
fn general_subtree(element: Element<'_>, faults: &mut Vec<Fault>) -> Decoded<GeneralName> {
    let mut fields = expect(element, tag::SEQUENCE)?.children();
    let base = GeneralName::read_leniently(fields.next().ok_or("a subtree has no base")?)?;
    if let Some(minimum) = fields.take_if(Tag::context(0, false)) {
        if minimum.content() != [0] {
            return Err("a subtree's minimum is not zero".to_owned());
        }
        faults.push(Fault::DerDefaultEncoded {
            offset: minimum.start(),
            field: "nameConstraints.minimum",
        });
    }
    no_more(fields)?;
    Ok(base)
}

/// "A certificate policy OID MUST NOT appear more than once in a certificate policies extension."
fn certificate_policies(root: Element<'_>) -> Decoded<ExtensionValue> {
    let mut seen = Set::new();
    let mut policies = Vec::new();
    let mut has_unknown_qualifier = false;
    let mut problem = None;
    for element in members(root)? {
        let mut fields = expect(element, tag::SEQUENCE)?.children();
        let oid = Oid::from_content(
            fields
                .take_if(tag::OID)
                .ok_or("a policy has no identifier")?
                .content(),
        );
        if let Some(qualifiers) = fields.take_if(tag::SEQUENCE) {
            for qualifier in members(qualifiers)? {
                let mut parts = expect(qualifier, tag::SEQUENCE)?.children();
                let kind = parts
                    .take_if(tag::OID)
                    .ok_or("a policy qualifier has no identifier")?;
                has_unknown_qualifier |= !known::POLICY_QUALIFIERS.contains(&kind.content());
                let value = parts.next().ok_or("a policy qualifier has no value")?;
                problem = problem.or_else(|| qualifier_problem(&oid, kind.content(), value));
                no_more(parts)?;
            }
        }
        no_more(fields)?;
        if !seen.insert(oid.clone()) {
            return Err(format!("the policy {} is there twice", oid.label()));
        }
        policies.push(oid);
    }
    Ok(ExtensionValue::CertificatePolicies {
        policies,
        has_unknown_qualifier,
        problem,
    })
}

/// "When qualifiers are used with the special policy anyPolicy, they MUST be limited to the qualifiers identified in this section":
/// `CPSuri ::= IA5String` and
///
/// ```asn1
/// UserNotice ::= SEQUENCE {
///      noticeRef        NoticeReference OPTIONAL,
///      explicitText     DisplayText OPTIONAL }
/// ```
fn qualifier_problem(policy: &Oid, kind: &[u8], value: Element<'_>) -> Option<&'static str> {
    let [cps, notice] = known::POLICY_QUALIFIERS;
    let (is_fit, problem) = if kind == cps {
        (
            value.is(Tag::universal(22)),
            "a CPS pointer is no IA5String",
        )
    } else if kind == notice {
        let mut fields = value.children();
        fields.take_if(tag::SEQUENCE);
        let is_fit = fields.next().is_none_or(is_display_text) && fields.next().is_none();
        (
            value.is(tag::SEQUENCE) && is_fit,
            "the text of a user notice must be a UTF8String, VisibleString or BMPString of 1 to 200 characters",
        )
    } else {
        (
            policy.content() != [0x55, 0x1d, 32, 0],
            "anyPolicy has a qualifier that is neither CPS nor user notice",
        )
    };
    (!is_fit).then_some(problem)
}

/// RFC 6818 §3: "Conforming CAs MUST NOT encode explicitText as IA5String".
fn is_display_text(text: Element<'_>) -> bool {
    let content = text.content();
    let length = match text.tag() {
        tag if tag == Tag::universal(12) => content.iter().filter(|b| **b & 0xc0 != 0x80).count(),
        tag if tag == Tag::universal(26) => content.len(),
        tag if tag == Tag::universal(30) => content.len() / 2,
        _ => 0,
    };
    matches!(length, 1..=200)
}

fn policy_mappings(root: Element<'_>) -> Decoded<Vec<(Oid, Oid)>> {
    members(root)?
        .into_iter()
        .map(|element| match oids(element)?.as_slice() {
            [issuer, subject] => Ok((issuer.clone(), subject.clone())),
            _ => Err("a mapping is not a pair".to_owned()),
        })
        .collect()
}

fn policy_constraints(root: Element<'_>) -> Decoded<PolicyConstraints> {
    let mut fields = expect(root, tag::SEQUENCE)?.children();
    let mut number = |tag| {
        fields
            .take_if(tag)
            .map(|element| small_number(element, tag))
            .transpose()
    };
    let require_explicit_policy = number(Tag::context(0, false))?;
    let inhibit_policy_mapping = number(Tag::context(1, false))?;
    no_more(fields)?;
    if require_explicit_policy.is_none() && inhibit_policy_mapping.is_none() {
        return Err("it is empty".to_owned());
    }
    Ok(PolicyConstraints {
        require_explicit_policy,
        inhibit_policy_mapping,
    })
}

fn authority_key_identifier(root: Element<'_>) -> Decoded<ExtensionValue> {
    let mut fields = expect(root, tag::SEQUENCE)?.children();
    let key_identifier = fields
        .take_if(Tag::context(0, false))
        .map(|id| id.content().to_vec());
    let issuer = fields.take_if(Tag::context(1, true));
    for name in issuer.iter().flat_map(|issuer| issuer.children()) {
        GeneralName::read(name)?;
    }
    let serial = fields.take_if(Tag::context(2, false));
    no_more(fields)?;
    Ok(ExtensionValue::AuthorityKeyIdentifier {
        key_identifier,
        issuer_and_serial: (issuer.is_some(), serial.is_some()),
    })
}

fn authority_info_access(root: Element<'_>) -> Decoded<ExtensionValue> {
    let (mut ca_issuers, mut names_ocsp, mut problem) = (Vec::new(), false, None);
    for (method, location) in access_descriptions(root)? {
        problem = problem.or(not_allowed::access_problem(&method, &location));
        if let (known::CA_ISSUERS, GeneralName::Uri(uri)) = (method.content(), location) {
            ca_issuers.push(visible_short(&String::from_utf8_lossy(&uri), 500));
        }
        names_ocsp |= method.content() == known::OCSP;
    }
    Ok(ExtensionValue::AuthorityInfoAccess {
        ca_issuers,
        names_ocsp,
        problem,
    })
}

/// SEQUENCE SIZE (1..MAX) OF AccessDescription: methods and locations.
pub(crate) fn access_descriptions(root: Element<'_>) -> Decoded<Vec<(Oid, GeneralName)>> {
    let read = |element: Element<'_>| {
        let mut fields = expect(element, tag::SEQUENCE)?.children();
        let method = fields
            .take_if(tag::OID)
            .ok_or("an access description has no method")?;
        let location = fields
            .next()
            .ok_or("an access description has no location")?;
        no_more(fields)?;
        Ok((
            Oid::from_content(method.content()),
            GeneralName::read(location)?,
        ))
    };
    members(root)?.into_iter().map(read).collect()
}
