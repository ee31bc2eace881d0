//! What the definition of an extension forbids, though no path depends on it (RFC 5280 §4.2).

use std::ops::Range;

use super::{Decoded, ExtensionValue, access_descriptions, expect, members, no_more};
use crate::der::{Element, Tag, Tree, bit_string_problem, tag};
use crate::name::GeneralName;
use crate::oid::{Oid, known};

/// What the definition of an extension forbids, where section 6 of the RFC never looks at it: the section of RFC 5280 and the
/// problem.
pub(in crate::certificate) fn not_allowed(
    der: &[u8],
    oid: &Oid,
    range: Range<usize>,
    value: &ExtensionValue,
) -> Option<(&'static str, String)> {
    let read = |of: fn(Element<'_>) -> Decoded<()>| {
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
            let paired = issuer == serial;
            let problem = "it names the issuer's issuer without the serial number, or the reverse";
            ("4.2.1.1", paired.then_some(()).ok_or(problem.to_owned()))
        }
        (
            _,
            ExtensionValue::CertificatePolicies {
                problem: Some(problem),
                ..
            },
        ) => ("4.2.1.4", Err((*problem).to_owned())),
        (known::CRL_DISTRIBUTION_POINTS, _) => ("4.2.1.13", read(distribution_points)),
        (known::FRESHEST_CRL, _) => ("4.2.1.15", read(distribution_points)),
        (known::SUBJECT_INFO_ACCESS, _) => {
            ("4.2.2.2", read(|root| access_descriptions(root).map(drop)))
        }
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
fn distribution_points(root: Element<'_>) -> Decoded<()> {
    let mut is_for_all = false;
    for point in members(root)? {
        let mut fields = expect(point, tag::SEQUENCE)?.children();
        let name = fields.take_if(Tag::context(0, true));
        let reasons = fields.take_if(Tag::context(1, false));
        let issuer = fields.take_if(Tag::context(2, true));
        no_more(fields)?;
        if name.is_none() && issuer.is_none() {
            return Err("a distribution point has neither a name nor a CRL issuer".to_owned());
        }
        name.map(distribution_point_name).transpose()?;
        if let Some(problem) = reasons.and_then(|one| bit_string_problem(one.content())) {
            return Err(format!("a distribution point's reasons: {problem}"));
        }
        is_for_all |= reasons.is_none_or(|one| matches!(one.content(), [7, 0x7f | 0xff, 0x80]));
        issuer.map(all_general_names).transpose()?;
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
fn distribution_point_name(element: Element<'_>) -> Decoded<()> {
    let mut choice = element.children();
    let full = choice.take_if(Tag::context(0, true));
    let relative = choice.take_if(Tag::context(1, true));
    no_more(choice)?;
    match (full, relative) {
        (Some(full), None) => all_general_names(full),
        (None, Some(relative)) => relative_name(relative),
        _ => Err("a distribution point's name is no choice of two".to_owned()),
    }
}

/// `RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue`, under another tag than SET's.
fn relative_name(list: Element<'_>) -> Decoded<()> {
    let mut attributes = list.children().peekable();
    attributes.peek().ok_or("a relative name is empty")?;
    attributes.try_for_each(|attribute| {
        let mut fields = expect(attribute, tag::SEQUENCE)?.children();
        match (fields.take_if(tag::OID), fields.next()) {
            (Some(_), Some(_)) => no_more(fields),
            _ => Err("an attribute of a relative name is no type with a value".to_owned()),
        }
    })
}

fn all_general_names(list: Element<'_>) -> Decoded<()> {
    let mut names = list.children().peekable();
    names.peek().ok_or("a list of names is empty")?;
    names.try_for_each(|name| Ok(GeneralName::read(name).map(|_| ())?))
}
