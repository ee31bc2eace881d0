//! Which extensions must be critical, and which must not (RFC 5280 §4.2.1, §4.2.2).

use std::sync::Arc;

use crate::certificate::{Contents, Extension, KeyUsage};
use crate::finding::{Check, Fault, Records};
use crate::oid::known;

/// What the RFC says of an extension's criticality.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Criticality {
    /// "MUST mark this extension as critical".
    Must,
    /// "MUST mark this extension as non-critical".
    MustNot,
    /// "SHOULD mark this extension as critical".
    Should,
    /// "SHOULD mark this extension as non-critical", "SHOULD be non-critical".
    ShouldNot,
}

/// Extension, rule, section. Left out: certificatePolicies and privateKeyUsagePeriod, of which nothing is said;
/// subjectAltName, nameConstraints and basicConstraints, which have rules of their own below.
const RULES: &[(&[u8], Criticality, &str)] = &[
    (
        known::AUTHORITY_KEY_IDENTIFIER,
        Criticality::MustNot,
        "4.2.1.1",
    ),
    (
        known::SUBJECT_KEY_IDENTIFIER,
        Criticality::MustNot,
        "4.2.1.2",
    ),
    (known::KEY_USAGE, Criticality::Should, "4.2.1.3"),
    (known::POLICY_MAPPINGS, Criticality::Should, "4.2.1.5"),
    (known::ISSUER_ALT_NAME, Criticality::ShouldNot, "4.2.1.7"),
    (
        known::SUBJECT_DIRECTORY_ATTRIBUTES,
        Criticality::MustNot,
        "4.2.1.8",
    ),
    (known::POLICY_CONSTRAINTS, Criticality::Must, "4.2.1.11"),
    (
        known::CRL_DISTRIBUTION_POINTS,
        Criticality::ShouldNot,
        "4.2.1.13",
    ),
    (known::INHIBIT_ANY_POLICY, Criticality::Must, "4.2.1.14"),
    (known::FRESHEST_CRL, Criticality::MustNot, "4.2.1.15"),
    (
        known::AUTHORITY_INFO_ACCESS,
        Criticality::MustNot,
        "4.2.2.1",
    ),
    (known::SUBJECT_INFO_ACCESS, Criticality::MustNot, "4.2.2.2"),
];

/// What else is in the certificate, that a rule depends on. Asked once: there may be very many extensions.
struct Context {
    signs_certificates: bool,
    allows_any_purpose: bool,
}

/// Asks about each extension that the RFC says something of.
pub(super) fn check(index: usize, contents: &Contents, records: &mut Records) {
    let purposes = contents.extended_key_usage().unwrap_or_default();
    let context = Context {
        signs_certificates: contents.is_ca()
            && contents
                .key_usage()
                .is_none_or(KeyUsage::allows_certificate_signing),
        allows_any_purpose: purposes
            .iter()
            .any(|oid| oid.content() == known::ANY_EXTENDED_KEY_USAGE),
    };
    let faults: Vec<Arc<Fault>> = contents
        .extensions
        .iter()
        .filter_map(|extension| fault(extension, &context))
        .map(Arc::new)
        .collect();
    for rule in [
        Check::ExtensionCritical,
        Check::ExtensionNotCritical,
        Check::ExtensionCriticalityUnadvised,
    ] {
        let faults = faults.iter().filter(|fault| fault.check() == rule);
        records.judge_each(rule, Some(index), faults.cloned());
    }
    name_constraints(index, contents, records);
    subject_alternative_name(index, contents, records);
}

fn fault(extension: &Extension, context: &Context) -> Option<Fault> {
    let (rule, section) = rule(extension, context)?;
    let critical = extension.critical;
    let is_wanted = match rule {
        Criticality::Must | Criticality::Should => true,
        Criticality::MustNot | Criticality::ShouldNot => false,
    };
    if critical == is_wanted {
        return None;
    }
    let (oid, name, offset) = (
        extension.oid.clone(),
        extension.oid.label(),
        extension.offset,
    );
    Some(match rule {
        Criticality::MustNot => Fault::ExtensionCritical {
            oid,
            name,
            offset,
            section,
        },
        Criticality::Must => Fault::ExtensionNotCritical {
            oid,
            name,
            offset,
            section,
        },
        Criticality::Should | Criticality::ShouldNot => Fault::ExtensionCriticalityUnadvised {
            oid,
            name,
            offset,
            section,
            critical,
        },
    })
}

/// Two rules depend on what else is there. §4.2.1.9: "Conforming CAs MUST include this extension in all CA certificates that contain
/// public keys used to validate digital signatures on certificates and MUST mark the extension as critical in such certificates";
/// it "MAY appear as a critical or non-critical extension" in others, as in those for "validating digital signatures on CRLs".
/// §4.2.1.12: "Conforming CAs SHOULD NOT mark this extension as critical if the anyExtendedKeyUsage
/// KeyPurposeId is present."
fn rule(extension: &Extension, context: &Context) -> Option<(Criticality, &'static str)> {
    let oid = extension.oid.content();
    match oid {
        known::BASIC_CONSTRAINTS => context
            .signs_certificates
            .then_some((Criticality::Must, "4.2.1.9")),
        known::EXTENDED_KEY_USAGE => context
            .allows_any_purpose
            .then_some((Criticality::ShouldNot, "4.2.1.12")),
        _ => RULES
            .iter()
            .find(|(of, ..)| *of == oid)
            .map(|(_, rule, section)| (*rule, *section)),
    }
}

/// §4.2.1.10: "Conforming CAs MUST mark this extension as critical". A rule of its own, because the Baseline Requirements
/// (§7.1.2.10.8) let it be not critical for the sake of programs that did not know it.
fn name_constraints(index: usize, contents: &Contents, records: &mut Records) {
    let check = Check::NameConstraintsNotCritical;
    match contents.extension(known::NAME_CONSTRAINTS) {
        None => records.not_applicable(check, Some(index)),
        Some(extension) => {
            let offset = extension.offset;
            let fault =
                (!extension.critical).then_some(Fault::NameConstraintsNotCritical { offset });
            records.judge(check, Some(index), fault);
        }
    }
}

/// §4.2.1.6: "When including the subjectAltName extension in a certificate that has a non-empty subject distinguished name,
/// conforming CAs SHOULD mark the subjectAltName extension as non-critical." The Baseline Requirements (§7.1.2.7.12) say
/// MUST.
fn subject_alternative_name(index: usize, contents: &Contents, records: &mut Records) {
    let check = Check::SubjectAlternativeNameCritical;
    match contents.extension(known::SUBJECT_ALT_NAME) {
        None => records.not_applicable(check, Some(index)),
        Some(extension) => {
            let offset = extension.offset;
            let needless = extension.critical && !contents.subject.is_empty();
            let fault = needless.then_some(Fault::SubjectAlternativeNameCritical { offset });
            records.judge(check, Some(index), fault);
        }
    }
}
