//! Encoding and conformance of one certificate: X.690, RFC 5280 §4.1 and §4.2. The faults are found in reading
//! (`certificate`, `der`); here each rule gets its answer.

use crate::certificate::Certificate;
use crate::finding::{Check, Records};

/// Rules about bytes. Reading stops where there is no certificate to go on with: what was not reached is not checked.
const ENCODING: &[Check] = &[
    Check::DerTruncated,
    Check::DerLengthInvalid,
    Check::DerTagInvalid,
    Check::DerValueInvalid,
    Check::DerSetUnordered,
    Check::DerTrailingData,
    Check::DerTooDeep,
    Check::CertificateStructureInvalid,
];

/// Rules about fields: they can only be asked of what could be read.
const FIELDS: &[Check] = &[
    Check::DerDefaultEncoded,
    Check::VersionInvalid,
    Check::SerialNumberInvalid,
    Check::IssuerNameEmpty,
    Check::ValidityTimeInvalid,
    Check::ValidityInverted,
    Check::ExtensionDuplicate,
    Check::ExtensionMalformed,
    Check::SignatureAlgorithmMismatch,
];

/// What reading the certificate found. At most [`MOST_OF_ONE_RULE`] faults of one rule are recorded: thousands of the same
/// would hide the others.
pub(super) fn check(index: usize, certificate: &Certificate, records: &mut Records) {
    let is_read = certificate.contents.is_some();
    for rule in [Check::CertificateTooLarge]
        .iter()
        .chain(ENCODING)
        .chain(FIELDS)
    {
        let mut faults = certificate
            .faults
            .iter()
            .filter(|fault| fault.check() == *rule)
            .peekable();
        if faults.peek().is_some() {
            faults
                .take(MOST_OF_ONE_RULE)
                .for_each(|fault| records.broken(fault.clone(), Some(index)));
        } else if is_read || *rule == Check::CertificateTooLarge {
            records.passed(*rule, Some(index));
        } else {
            records.not_checked(*rule, Some(index));
        }
    }
}

const MOST_OF_ONE_RULE: usize = 5;
