//! The extensions that Chrome's verifier reads (b:`pki/parse_certificate.cc`), each by itself.

use super::elements::{
    BIT_STRING, BOOLEAN, Element, Elements, INTEGER, OCTET_STRING, OID, Read, SEQUENCE, bit_string,
    list, only, small,
};
use crate::oid::known;
use crate::sorted::Set;

/// `ParseExtensions`: identifier, whether it is critical, and value of each.
pub(super) fn parse(outer: Elements<'_>) -> Read<Vec<(&[u8], bool, Element<'_>)>> {
    let list = only(outer, SEQUENCE, "extensions are not a SEQUENCE")?;
    let mut extensions = list.children();
    if extensions.is_empty() {
        return list.stop("the list of extensions is empty");
    }
    let mut seen = Set::new();
    let mut parsed = Vec::new();
    while !extensions.is_empty() {
        let extension = extensions.take(SEQUENCE, "an extension is not a SEQUENCE")?;
        let mut parts = extension.children();
        let oid = parts.take(OID, "an extension has no identifier")?;
        let critical = parts.take_if(BOOLEAN)?;
        if let Some(critical) = critical {
            match critical.bytes() {
                [0xff] => {}
                [0] => return critical.stop("critical is written out as FALSE, which DER forbids"),
                _ => return critical.stop("a BOOLEAN is neither 00 nor FF"),
            }
        }
        let value = parts.take(OCTET_STRING, "an extension has no value")?;
        parts.finish("something follows an extension's value")?;
        if !seen.insert(oid.bytes()) {
            return extension.stop("an extension is there twice");
        }
        parsed.push((oid.bytes(), critical.is_some(), value));
    }
    Ok(parsed)
}

/// An explicit cA FALSE is let through, though it is not DER.
pub(super) fn basic_constraints(value: Elements<'_>) -> Read<()> {
    let element = only(value, SEQUENCE, "basicConstraints is not a SEQUENCE")?;
    let mut fields = element.children();
    if let Some(ca) = fields.take_if(BOOLEAN)?
        && !matches!(ca.bytes(), [0 | 0xff])
    {
        return ca.stop("a BOOLEAN is neither 00 nor FF");
    }
    if let Some(length) = fields.take_if(INTEGER)? {
        small(length)?;
    }
    fields.finish("something follows in basicConstraints")
}

pub(super) fn key_usage(value: Elements<'_>) -> Read<()> {
    let element = only(value, BIT_STRING, "keyUsage is not a BIT STRING")?;
    bit_string(element)?;
    let bits = element.bytes().get(1..).unwrap_or_default();
    if bits.iter().all(|byte| *byte == 0) {
        return element.stop("keyUsage has no bit set");
    }
    Ok(())
}

pub(super) fn extended_key_usage(value: Elements<'_>) -> Read<()> {
    let mut purposes = list(value, "extKeyUsage is not a list of at least one purpose")?;
    while !purposes.is_empty() {
        purposes.take(OID, "a purpose in extKeyUsage is not an OBJECT IDENTIFIER")?;
    }
    Ok(())
}

pub(super) fn general_names(value: Elements<'_>) -> Read<()> {
    let mut names = list(value, "subjectAltName is not a list of at least one name")?;
    while !names.is_empty() {
        general_name(names.any()?, &[4, 16])?;
    }
    Ok(())
}

/// `ParseGeneralName` (pki/general_names.cc); `ip`: how long an iPAddress may be.
fn general_name(name: Element<'_>, ip: &[usize]) -> Read<()> {
    match name.tag {
        0x81 | 0x82 | 0x86 if !name.bytes().is_ascii() => {
            name.stop("a name (e-mail, DNS or URI) is not ASCII")
        }
        0xa4 => {
            let mut inner = name.children();
            inner.take(SEQUENCE, "a directoryName is not a Name")?;
            inner.finish("something follows a directoryName")
        }
        0x87 if !ip.contains(&name.bytes().len()) => {
            name.stop("an iPAddress is not as long as an address")
        }
        0x87 if name.bytes().len() == 8 || name.bytes().len() == 32 => {
            let (_, mask) = name.bytes().split_at(name.bytes().len() / 2);
            let mut rest = mask.iter().skip_while(|byte| **byte == 0xff);
            let is_last = |byte: &u8| byte.leading_ones() + byte.trailing_zeros() == 8;
            if rest.next().is_none_or(is_last) && rest.all(|byte| *byte == 0) {
                Ok(())
            } else {
                name.stop("the mask of an address range has holes")
            }
        }
        0xa0 | 0x81 | 0x82 | 0xa3 | 0xa5 | 0x86 | 0x87 | 0x88 => Ok(()),
        _ => name.stop("a name has a tag that no form of GeneralName has"),
    }
}

pub(super) fn name_constraints(value: Elements<'_>) -> Read<()> {
    let element = only(value, SEQUENCE, "nameConstraints is not a SEQUENCE")?;
    let mut fields = element.children();
    let lists = [fields.take_if(0xa0)?, fields.take_if(0xa1)?];
    fields.finish("something follows in nameConstraints")?;
    if lists.iter().all(Option::is_none) {
        return element.stop("nameConstraints neither permits nor excludes anything");
    }
    for subtrees in lists.into_iter().flatten() {
        let mut trees = subtrees.children();
        if trees.is_empty() {
            return subtrees.stop("a list of subtrees is empty");
        }
        while !trees.is_empty() {
            let tree = trees.take(SEQUENCE, "a subtree is not a SEQUENCE")?;
            let mut parts = tree.children();
            general_name(parts.any()?, &[8, 32])?;
            parts.finish("a subtree has a minimum or maximum")?;
        }
    }
    Ok(())
}

/// `ParseAuthorityInfoAccessURIs` (pki/parse_certificate.cc): of a location that is no URI it reads tag and length only.
pub(super) fn authority_info_access(value: Elements<'_>) -> Read<()> {
    let mut descriptions = list(
        value,
        "authorityInfoAccess is not a list of at least one access",
    )?;
    while !descriptions.is_empty() {
        let description = descriptions.take(SEQUENCE, "an access description is not a SEQUENCE")?;
        let mut parts = description.children();
        parts.take(OID, "an access description has no method")?;
        let location = parts.any()?;
        if location.tag == 0x86 && !location.bytes().is_ascii() {
            return location.stop("an access location (URI) is not ASCII");
        }
        parts.finish("something follows in an access description")?;
    }
    Ok(())
}

/// `ParseCertificatePolicies` (pki/certificate_policies.cc).
pub(super) fn certificate_policies(value: Elements<'_>) -> Read<()> {
    const ANY_POLICY: &[u8] = &[0x55, 0x1d, 32, 0];
    let mut policies = list(
        value,
        "certificatePolicies is not a list of at least one policy",
    )?;
    let mut seen = Set::new();
    while !policies.is_empty() {
        let policy = policies.take(SEQUENCE, "a policy is not a SEQUENCE")?;
        let mut parts = policy.children();
        let oid = parts.take(OID, "a policy has no identifier")?;
        if !seen.insert(oid.bytes()) {
            return policy.stop("a policy is there twice");
        }
        if parts.is_empty() {
            continue;
        }
        let qualifiers = parts.take(SEQUENCE, "policy qualifiers are not a SEQUENCE")?;
        parts.finish("something follows a policy's qualifiers")?;
        let mut infos = qualifiers.children();
        if infos.is_empty() {
            return qualifiers.stop("a list of policy qualifiers is empty");
        }
        while !infos.is_empty() {
            let info = infos.take(SEQUENCE, "a policy qualifier is not a SEQUENCE")?;
            let mut fields = info.children();
            let kind = fields.take(OID, "a policy qualifier has no identifier")?;
            fields.any()?;
            fields.finish("something follows a policy qualifier")?;
            if oid.bytes() == ANY_POLICY && !known::POLICY_QUALIFIERS.contains(&kind.bytes()) {
                return info.stop("anyPolicy has a qualifier that is neither CPS nor user notice");
            }
        }
    }
    Ok(())
}

pub(super) fn policy_constraints(value: Elements<'_>) -> Read<()> {
    let mut fields = list(value, "policyConstraints is not a SEQUENCE, or is empty")?;
    for tag in [0x80, 0x81] {
        if let Some(number) = fields.take_if(tag)? {
            small(number)?;
        }
    }
    fields.finish("something follows in policyConstraints")
}

pub(super) fn policy_mappings(value: Elements<'_>) -> Read<()> {
    let mut mappings = list(
        value,
        "policyMappings is not a list of at least one mapping",
    )?;
    while !mappings.is_empty() {
        let mapping = mappings.take(SEQUENCE, "a policy mapping is not a SEQUENCE")?;
        let mut parts = mapping.children();
        parts.take(OID, "a policy mapping is not a pair")?;
        parts.take(OID, "a policy mapping is not a pair")?;
        parts.finish("something follows a policy mapping")?;
    }
    Ok(())
}

pub(super) fn inhibit_any_policy(value: Elements<'_>) -> Read<()> {
    small(only(value, INTEGER, "inhibitAnyPolicy is not an INTEGER")?)
}

pub(super) fn subject_key_identifier(value: Elements<'_>) -> Read<()> {
    only(
        value,
        OCTET_STRING,
        "subjectKeyIdentifier is not an OCTET STRING",
    )
    .map(|_| ())
}

pub(super) fn authority_key_identifier(value: Elements<'_>) -> Read<()> {
    let element = only(value, SEQUENCE, "authorityKeyIdentifier is not a SEQUENCE")?;
    let mut fields = element.children();
    fields.take_if(0x80)?;
    let (issuer, serial) = (fields.take_if(0xa1)?, fields.take_if(0x82)?);
    if issuer.is_some() != serial.is_some() {
        return element.stop(
            "authorityKeyIdentifier names the issuer's issuer without the serial number, or the reverse",
        );
    }
    fields.finish("something follows in authorityKeyIdentifier")
}
