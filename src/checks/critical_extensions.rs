//! Critical extensions.

use super::Link;
use crate::certificate::{Extension, ExtensionValue};
use crate::finding::{Check, Fault, Records};
use crate::oid::known;

/// What the engine processes, or fails closed on where it does not yet.
const PROCESSED: &[&[u8]] = &[
    known::BASIC_CONSTRAINTS,
    known::KEY_USAGE,
    known::EXTENDED_KEY_USAGE,
    known::SUBJECT_ALT_NAME,
    known::NAME_CONSTRAINTS,
    known::CERTIFICATE_POLICIES,
    known::POLICY_MAPPINGS,
    known::POLICY_CONSTRAINTS,
    known::INHIBIT_ANY_POLICY,
];

/// RFC 5280 §4.2: "A certificate-using system MUST reject the certificate if it encounters a critical extension it does not
/// recognize or a critical extension that contains information that it cannot process."
///
/// authorityKeyIdentifier and subjectKeyIdentifier are recognised, but conforming CAs never mark them critical, and being
/// critical they would have to be enforced; like OpenSSL's and the browsers' verifiers this one refuses them.
pub(crate) fn check(link: Link<'_>, records: &mut Records) {
    check_with(link, is_processed, records);
}

/// §4.2.1.4, of certificatePolicies: "If this extension is critical, the path validation software MUST be able to interpret this
/// extension (including the optional qualifier), or MUST reject the certificate."
pub(crate) fn is_processed(extension: &Extension) -> bool {
    let has_unknown_qualifier = matches!(
        extension.value,
        ExtensionValue::CertificatePolicies {
            has_unknown_qualifier: true,
            ..
        }
    );
    PROCESSED.contains(&extension.oid.content()) && !has_unknown_qualifier
}

/// The same for a judge that processes other extensions.
pub(crate) fn check_with(
    link: Link<'_>,
    is_processed: impl Fn(&Extension) -> bool,
    records: &mut Records,
) {
    let extensions = link.contents.extensions.iter();
    let unknown = extensions.filter(|extension| extension.critical && !is_processed(extension));
    let faults = unknown.map(|extension| Fault::CriticalExtensionUnknown {
        oid: extension.oid.clone(),
        name: extension.oid.label(),
        offset: extension.offset,
    });
    records.judge_each(Check::CriticalExtensionUnknown, Some(link.index), faults);
}
