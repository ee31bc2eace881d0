//! Extensions that a public certificate must have, must not have, or must have in one form only.

use super::fields::is_short_lived;
use crate::certificate::ExtensionValue;
use crate::checks::Link;
use crate::finding::{Check, Fault, Records};
use crate::oid::known;
use crate::path::Role;
use crate::signature::PublicKey;
use crate::time::Time;

/// Asks each role for its own.
pub(super) fn check(link: Link<'_>, records: &mut Records) {
    match link.role {
        Role::Leaf => {
            server_purposes(link, records);
            server_key_usage(link, records);
            server_extensions(link, records);
        }
        Role::Intermediate => intermediate_purposes(link, records),
        Role::Anchor => root_purposes(link, records),
        Role::None => {}
    }
    authority_key_identifier(link, records);
}

/// §7.1.2.7.10: "MUST NOT".
const NOT_PERMITTED: [&[u8]; 5] = [
    &[0x2b, 6, 1, 5, 5, 7, 3, 3], // codeSigning
    &[0x2b, 6, 1, 5, 5, 7, 3, 4], // emailProtection
    &[0x2b, 6, 1, 5, 5, 7, 3, 8], // timeStamping
    known::OCSP_SIGNING,
    &[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 4], // precertificates (RFC 6962 §3.1)
];

/// §7.1.2.7.6: extKeyUsage is present in a subscriber's certificate, and not critical. §7.1.2.7.10: of anyExtendedKeyUsage
/// and those above "MUST NOT". That serverAuth is there is asked by the rule for the purpose.
fn server_purposes(link: Link<'_>, records: &mut Records) {
    let index = Some(link.index);
    let (any, critical) = (Check::ExtendedKeyUsageAny, Check::ExtendedKeyUsageCritical);
    let others = Check::ExtendedKeyUsageNotPermitted;
    let extension = link.contents.extension(known::EXTENDED_KEY_USAGE);
    let missing = extension
        .is_none()
        .then_some(Fault::ExtendedKeyUsageMissing {});
    records.judge(Check::ExtendedKeyUsageMissing, index, missing);
    let Some(extension) = extension else {
        records.not_applicable(any, index);
        records.not_applicable(others, index);
        return records.not_applicable(critical, index);
    };
    let offset = extension.offset;
    let fault = extension
        .critical
        .then_some(Fault::ExtendedKeyUsageCritical { offset });
    records.judge(critical, index, fault);
    let purposes = link.contents.extended_key_usage().unwrap_or_default();
    let allows_any = purposes
        .iter()
        .any(|oid| oid.content() == known::ANY_EXTENDED_KEY_USAGE);
    let fault = allows_any.then_some(Fault::ExtendedKeyUsageAny {});
    records.judge(any, index, fault);
    let mut not_permitted = purposes.iter();
    let fault = not_permitted
        .find(|oid| NOT_PERMITTED.contains(&oid.content()))
        .map(|oid| Fault::ExtendedKeyUsageNotPermitted {
            purpose: oid.label(),
        });
    records.judge(others, index, fault);
}

/// §7.1.2.7.11, of certificates since version 2 (15 September 2023): an RSA key is for digitalSignature, keyEncipherment or
/// dataEncipherment, an EC key for digitalSignature, which "MUST" be there, or keyAgreement; of all others "MUST NOT".
fn server_key_usage(link: Link<'_>, records: &mut Records) {
    let (check, index) = (Check::KeyUsageNotPermitted, Some(link.index));
    let binds = link.contents.not_before >= Time::from_utc(2023, 9, 15, 0, 0, 0);
    let (Some(usage), Ok(key), true) = (link.contents.key_usage(), link.contents.public_key, binds)
    else {
        return records.not_applicable(check, index);
    };
    let are_permitted = match key {
        PublicKey::Ec { .. } => matches!(usage.bits(), 0x8000 | 0x8800),
        _ => usage.bits() & !0xb000 == 0,
    };
    let fault = (!are_permitted).then(|| Fault::KeyUsageNotPermitted {
        algorithm: key.algorithm_name(),
        usages: usage.names(),
    });
    records.judge(check, index, fault);
}

/// §7.1.2.10.6: an intermediate for TLS has extKeyUsage. Many good ones are older than that, so the profile only warns. A root
/// that is not trusted stands in its place, and must have none (§7.1.2.1.2).
fn intermediate_purposes(link: Link<'_>, records: &mut Records) {
    let check = Check::IntermediateExtendedKeyUsageMissing;
    if link.contents.is_self_issued() {
        return records.not_applicable(check, Some(link.index));
    }
    let is_missing = link.contents.extension(known::EXTENDED_KEY_USAGE).is_none();
    let fault = is_missing.then_some(Fault::IntermediateExtendedKeyUsageMissing {});
    records.judge(check, Some(link.index), fault);
}

/// §7.1.2.1.2: of extKeyUsage in a root CA's certificate "MUST NOT". An anchor that another CA issued is no root.
fn root_purposes(link: Link<'_>, records: &mut Records) {
    let check = Check::RootExtendedKeyUsage;
    if !link.contents.is_self_issued() {
        return records.not_applicable(check, Some(link.index));
    }
    let extension = link.contents.extension(known::EXTENDED_KEY_USAGE);
    let fault = extension.map(|extension| Fault::RootExtendedKeyUsage {
        offset: extension.offset,
    });
    records.judge(check, Some(link.index), fault);
}

/// §7.1.2.11.1: "keyIdentifier MUST be present [...] authorityCertIssuer MUST NOT be present, authorityCertSerialNumber MUST
/// NOT be present". §7.1.2.1.3, of a root: the same, and keyIdentifier "MUST be identical to the subjectKeyIdentifier field".
/// (That others have the extension at all is asked by RFC 5280 already.)
fn authority_key_identifier(link: Link<'_>, records: &mut Records) {
    let check = Check::AuthorityKeyIdentifierNotPlain;
    let contents = link.contents;
    let Some(extension) = contents.extension(known::AUTHORITY_KEY_IDENTIFIER) else {
        return records.not_applicable(check, Some(link.index));
    };
    let (id, others) = match &extension.value {
        ExtensionValue::AuthorityKeyIdentifier {
            key_identifier,
            issuer_and_serial,
        } => (key_identifier.as_deref(), *issuer_and_serial),
        _ => return records.not_checked(check, Some(link.index)),
    };
    let is_root = link.role == Role::Anchor && contents.is_self_issued();
    let problem = match (id, others) {
        (None, _) => Some("it holds no key identifier"),
        (_, (true, _)) => Some("it names the issuer's issuer"),
        (_, (_, true)) => Some("it names the issuer's serial number"),
        (id, _) if is_root && id != contents.subject_key_identifier() => {
            Some("a root's is not the same as its subject key identifier")
        }
        _ => None,
    };
    let offset = extension.offset;
    let fault = problem.map(|problem| Fault::AuthorityKeyIdentifierNotPlain { offset, problem });
    records.judge(check, Some(link.index), fault);
}

/// §7.1.2.7.6: certificatePolicies and authorityInformationAccess are present. §7.1.2.11.2: cRLDistributionPoints is, unless
/// the certificate names an OCSP responder or is short-lived.
fn server_extensions(link: Link<'_>, records: &mut Records) {
    let has = |oid: &[u8]| link.contents.extension(oid).is_some();
    let missing = [
        (
            has(known::CERTIFICATE_POLICIES),
            "certificatePolicies",
            "7.1.2.7.9",
        ),
        (
            has(known::AUTHORITY_INFO_ACCESS),
            "authorityInfoAccess",
            "7.1.2.7.7",
        ),
        (
            has(known::CRL_DISTRIBUTION_POINTS)
                || names_ocsp_responder(link)
                || is_short_lived(link),
            "cRLDistributionPoints",
            "7.1.2.11.2",
        ),
    ];
    let faults = missing
        .into_iter()
        .filter(|(is_there, ..)| !is_there)
        .map(|(_, name, section)| Fault::ServerExtensionMissing { name, section });
    records.judge_each(Check::ServerExtensionMissing, Some(link.index), faults);
}

fn names_ocsp_responder(link: Link<'_>) -> bool {
    let extension = link.contents.extension(known::AUTHORITY_INFO_ACCESS);
    extension.is_some_and(|extension| match extension.value {
        ExtensionValue::AuthorityInfoAccess { names_ocsp, .. } => names_ocsp,
        _ => false,
    })
}
