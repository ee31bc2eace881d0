//! What the definition of an extension forbids, though no path depends on it (RFC 5280 §4.2).

use std::ops::Range;

use super::{Decoded, ExtensionValue, access_descriptions, expect, members, no_more};
use crate::der::{Element, Tag, Tree, bit_string_problem, tag};
use crate::name::{DistinguishedName, GeneralName, uri};
use crate::oid::{Oid, known};

/// What the definition of an extension forbids, where section 6 of the RFC never looks at it: the section of RFC 5280 and the
/// problem. `issuer` is the certificate's.
pub(in crate::certificate) fn not_allowed(
    der: &[u8],
    oid: &Oid,
    range: Range<usize>,
    value: &ExtensionValue,
    issuer: &DistinguishedName,
) -> Option<(&'static str, String)> {
    let read = |of: &dyn Fn(Element<'_>) -> Decoded<()>| {
        let tree = Tree::read(der, range);
        match (tree.root(), tree.faults.first()) {
            (_, Some(fault)) => Err(format!("it is not DER at offset {}", fault.offset)),
            (None, None) => Err("it is empty".to_owned()),
            (Some(root), None) => of(root),
        }
    };
    let (section, result) = match (oid.content(), value) {
        (
            _,
            ExtensionValue::AuthorityKeyIdentifier {
                issuer_and_serial: (issuer, serial),
                ..
            },
        ) => {
            // "authorityCertIssuer and authorityCertSerialNumber MUST both be present or both be absent".
            let paired = issuer == serial;
            let problem = "it names the issuer's issuer without the serial number, or the reverse";
            ("A.2", found((!paired).then_some(problem)))
        }
        (_, ExtensionValue::CertificatePolicies { problem, .. }) => ("4.2.1.4", found(*problem)),
        (_, ExtensionValue::AuthorityInfoAccess { problem, .. }) => ("4.2.2.1", found(*problem)),
        (known::SUBJECT_DIRECTORY_ATTRIBUTES, _) => ("4.2.1.8", read(&directory_attributes)),
        (known::CRL_DISTRIBUTION_POINTS, _) => {
            ("4.2.1.13", read(&|root| distribution_points(root, issuer)))
        }
        (known::FRESHEST_CRL, _) => ("4.2.1.15", read(&|root| distribution_points(root, issuer))),
        (known::SUBJECT_INFO_ACCESS, _) => ("4.2.2.2", read(&access)),
        _ => return None,
    };
    result.err().map(|problem| (section, problem))
}

/// ```asn1
/// DistributionPoint ::= SEQUENCE {
///      distributionPoint       [0]     DistributionPointName OPTIONAL,
///      reasons                 [1]     ReasonFlags OPTIONAL,
///      cRLIssuer               [2]     GeneralNames OPTIONAL }
/// ```
/// "While each of these fields is optional, a DistributionPoint MUST NOT consist of only the reasons field; either
/// distributionPoint or cRLIssuer MUST be present."
///
/// "When a conforming CA includes a cRLDistributionPoints extension in a certificate, it MUST include at least one
/// DistributionPoint that points to a CRL that covers the certificate for all reasons." Of freshestCRL: "The same conventions apply
/// to both extensions."
///
/// "If present, the cRLIssuer MUST only contain the distinguished name (DN) from the issuer field of the CRL". "If the certificate
/// issuer is also the CRL issuer, then conforming CAs MUST omit the cRLIssuer field". "The DistributionPointName MUST NOT use the
/// nameRelativeToCRLIssuer alternative when cRLIssuer contains more than one distinguished name."
fn distribution_points(root: Element<'_>, issuer: &DistinguishedName) -> Decoded<()> {
    let mut is_for_all = false;
    for point in members(root)? {
        let mut fields = expect(point, tag::SEQUENCE)?.children();
        let name = fields.take_if(Tag::context(0, true));
        let reasons = fields.take_if(Tag::context(1, false));
        let crl_issuer = fields.take_if(Tag::context(2, true));
        no_more(fields)?;
        if name.is_none() && crl_issuer.is_none() {
            return Err("a distribution point has neither a name nor a CRL issuer".to_owned());
        }
        let is_relative = name.map(is_relative_name).transpose()? == Some(true);
        if let Some(problem) = reasons.and_then(|one| bit_string_problem(one.content())) {
            return Err(format!("a distribution point's reasons: {problem}"));
        }
        is_for_all |= reasons.is_none_or(|one| matches!(one.content(), [7, 0x7f | 0xff, 0x80]));
        let issuer_problem = |name: &GeneralName| match name {
            GeneralName::Directory(name) if name != issuer => None,
            _ => Some("a CRL issuer is the certificate's issuer or no distinguished name"),
        };
        let issuers = crl_issuer.map(|list| names(list, &issuer_problem));
        if issuers.transpose()? > Some(1) && is_relative {
            return Err("a name is relative to several CRL issuers".to_owned());
        }
    }
    match is_for_all {
        true => Ok(()),
        false => Err("no distribution point is for all reasons".to_owned()),
    }
}

/// ```asn1
/// DistributionPointName ::= CHOICE {
///      fullName                [0]     GeneralNames,
///      nameRelativeToCRLIssuer [1]     RelativeDistinguishedName }
/// ```
/// `RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue`, under another tag than SET's.
fn is_relative_name(element: Element<'_>) -> Decoded<bool> {
    let mut choice = element.children();
    let full = choice.take_if(Tag::context(0, true));
    let relative = choice.take_if(Tag::context(1, true));
    no_more(choice)?;
    match (full, relative) {
        (Some(full), None) => names(full, &retrieval_problem).map(|_| false),
        (None, Some(relative)) => attributes(relative, |_| true).map(|()| true),
        _ => Err("a distribution point's name is no choice of two".to_owned()),
    }
}

/// "The extension is defined as a sequence of one or more attributes." Appendix A.1:
///
/// ```asn1
/// Attribute ::= SEQUENCE {
///       type             AttributeType,
///       values    SET OF AttributeValue }
///             -- at least one value is required
/// ```
fn directory_attributes(root: Element<'_>) -> Decoded<()> {
    let is_values = |set: Element<'_>| set.is(tag::SET) && set.children().next().is_some();
    attributes(expect(root, tag::SEQUENCE)?, is_values)
}

/// At least one, each a type and what `is_value`.
fn attributes(list: Element<'_>, is_value: fn(Element<'_>) -> bool) -> Decoded<()> {
    let mut attributes = list.children().peekable();
    attributes.peek().ok_or("the list is empty")?;
    attributes.try_for_each(|attribute| {
        let mut fields = expect(attribute, tag::SEQUENCE)?.children();
        match (fields.take_if(tag::OID), fields.next()) {
            (Some(_), Some(value)) if is_value(value) => no_more(fields),
            _ => Err("an attribute is no type with a value".to_owned()),
        }
    })
}

/// How many names GeneralNames has, where each is a name and `problem` has nothing against it.
fn names(
    list: Element<'_>,
    problem: &dyn Fn(&GeneralName) -> Option<&'static str>,
) -> Decoded<usize> {
    let mut count = 0;
    for name in list.children() {
        found(problem(&GeneralName::read(name)?))?;
        count += 1;
    }
    match count {
        0 => Err("the list is empty".to_owned()),
        _ => Ok(count),
    }
}

/// SubjectInfoAccessSyntax.
fn access(root: Element<'_>) -> Decoded<()> {
    let descriptions = access_descriptions(root)?;
    let mut locations = descriptions.iter();
    found(locations.find_map(|(method, location)| access_problem(method, location)))
}

fn found(problem: Option<&'static str>) -> Decoded<()> {
    problem.map_or(Ok(()), |problem| Err(problem.to_owned()))
}

/// What is wrong with the location of an AccessDescription. The RFC says of id-ad-caIssuers and id-ad-caRepository how LDAP is used.
pub(super) fn access_problem(method: &Oid, location: &GeneralName) -> Option<&'static str> {
    match (method.content(), location) {
        ([0x2b, 6, 1, 5, 5, 7, 48, 2 | 5], _) => retrieval_problem(location),
        (_, GeneralName::Uri(text)) => uri::parts(text).err(),
        _ => None,
    }
}

/// What is wrong with a name of which something is retrieved. Where it is a URI, then one as RFC 3986 defines it, which is never
/// relative (§7.4 lists the extensions that hold URIs). "When the LDAP URI scheme \[RFC4516\] is used, the URI MUST include a
/// `<dn>` field containing the distinguished name of the entry holding the CRL, MUST include a single `<attrdesc>`"; of
/// certificates "MUST include a `<dn>` field [...], MUST include an `<attributes>` field". That it is a single one is not asked.
///
/// RFC 4516 §2: `ldap://host/dn?attributes?scope?filter`.
fn retrieval_problem(name: &GeneralName) -> Option<&'static str> {
    let GeneralName::Uri(text) = name else {
        return None;
    };
    let rest = match uri::parts(text) {
        Ok((scheme, rest)) if scheme.eq_ignore_ascii_case(b"ldap") => rest,
        other => return other.err(),
    };
    let mut fields = rest.split(|byte| *byte == b'?');
    let place = fields.next().unwrap_or_default();
    let mut entry = place.iter().skip(2).skip_while(|byte| **byte != b'/');
    let is_whole = place.starts_with(b"//")
        && entry.nth(1).is_some()
        && fields
            .next()
            .is_some_and(|attributes| !attributes.is_empty());
    (!is_whole).then_some("an LDAP URI names no entry or no attribute")
}
