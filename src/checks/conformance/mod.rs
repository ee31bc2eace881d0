//! Encoding and conformance of one certificate: X.690, RFC 5280 §4.1 and §4.2. Faults of bytes and fields are found in
//! reading (`certificate`, `der`), and here each rule gets its answer; what several fields say together is asked in the
//! files below, one a family.

mod ca;
mod criticality;
mod key_identifiers;
mod names;

use std::sync::Arc;

use super::{Path, algorithms};
use crate::certificate::{Certificate, Contents};
use crate::finding::{Check, Fault, Records};
use crate::path::Edge;

/// Who signed a certificate, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signer {
    /// The subject itself.
    Itself,
    /// Another, or nobody knows.
    Another,
}

impl Signer {
    /// Of the certificate at a place of a path; 0 is the leaf.
    ///
    /// Question: what is self-signed, where nobody verifies it? Answer: what has nothing above it in the path, and names
    /// itself as its issuer or has a signature that verifies with its own key. (RFC 5280 §3.2 takes both together; but
    /// where one holds, there is no other key that an authority key identifier could tell.)
    pub(super) fn of(path: &Path<'_>, place: usize, index: usize) -> Self {
        let is_top = place + 1 == path.candidate.chain.len();
        let own_key = || path.found.edge(index, index) == Edge::Valid;
        match is_top && (Self::by_names(path.pool.contents(index)) == Self::Itself || own_key()) {
            true => Self::Itself,
            false => Self::Another,
        }
    }

    /// Of a certificate that is looked at alone.
    pub(super) fn by_names(contents: Option<&Contents>) -> Self {
        match contents.is_some_and(Contents::is_self_issued) {
            true => Self::Itself,
            false => Self::Another,
        }
    }
}

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
    Check::UniqueIdentifierPresent,
    Check::IssuerNameEmpty,
    Check::ValidityTimeInvalid,
    Check::ValidityTimeForm,
    Check::ValidityInverted,
    Check::ExtensionDuplicate,
    Check::ExtensionMalformed,
    Check::ExtensionValueNotAllowed,
    Check::SignatureAlgorithmMismatch,
];

/// What reading the certificate found, then what its fields say together.
pub(super) fn check(index: usize, certificate: &Certificate, records: &mut Records) {
    let is_read = certificate.contents.is_some();
    for rule in [Check::CertificateTooLarge]
        .iter()
        .chain(ENCODING)
        .chain(FIELDS)
    {
        let is_of_rule = |fault: &Arc<Fault>| fault.check() == *rule;
        let faults = certificate.faults.iter();
        let is_asked = is_read || *rule == Check::CertificateTooLarge;
        if is_asked || faults.clone().any(is_of_rule) {
            let faults = faults.filter(|fault| is_of_rule(fault)).cloned();
            records.judge_each(*rule, Some(index), faults);
        } else {
            records.not_checked(*rule, Some(index));
        }
    }
    if let Some(contents) = &certificate.contents {
        algorithms::short_key(index, contents, records);
        criticality::check(index, contents, records);
        names::check(index, contents, records);
        key_identifiers::subject(index, contents, records);
        ca::check(index, contents, records);
    }
}

/// The rules about a certificate that depend on who signed it, and on what the certificate of `issuer` says.
pub(super) fn check_signed_by(
    signer: Signer,
    issuer: Option<&Contents>,
    index: usize,
    certificate: &Certificate,
    records: &mut Records,
) {
    if let Some(contents) = &certificate.contents {
        key_identifiers::authority(index, contents, signer, records);
        if let Some(issuer) = issuer {
            key_identifiers::of_issuer(index, contents, issuer, records);
        }
    }
}
