//! What makes a CA's certificate one, and what only a CA's may hold (RFC 5280 §4.2.1.3, §4.2.1.9, §4.2.1.10).

use crate::certificate::{Contents, KeyUsage};
use crate::finding::{Check, Fault, Records};
use crate::oid::known;

/// Asks whether basicConstraints, keyUsage and nameConstraints fit each other.
pub(super) fn check(index: usize, contents: &Contents, records: &mut Records) {
    let is_ca = contents.is_ca();
    key_usage(index, contents, is_ca, records);
    path_length(index, contents, is_ca, records);
    name_constraints(index, contents, is_ca, records);
}

/// §4.2.1.3: "Conforming CAs MUST include this extension in certificates that contain public keys that are used to validate
/// digital signatures on other public key certificates or CRLs."
///
/// §4.2.1.9: "If the cA boolean is not asserted, then the keyCertSign bit in the key usage extension MUST NOT be asserted."
/// The reverse is allowed: a CA whose key signs CRLs only.
fn key_usage(index: usize, contents: &Contents, is_ca: bool, records: &mut Records) {
    let has_extension = contents.extension(known::KEY_USAGE).is_some();
    match is_ca {
        true => {
            let fault = (!has_extension).then_some(Fault::CaKeyUsageMissing {});
            records.judge(Check::CaKeyUsageMissing, Some(index), fault);
        }
        false => records.not_applicable(Check::CaKeyUsageMissing, Some(index)),
    }
    match contents.key_usage() {
        None => records.not_applicable(Check::CertSignWithoutCa, Some(index)),
        Some(usage) => {
            let is_wrong = usage.allows_certificate_signing() && !is_ca;
            let fault = is_wrong.then(|| Fault::CertSignWithoutCa {
                usages: usage.names(),
            });
            records.judge(Check::CertSignWithoutCa, Some(index), fault);
        }
    }
}

/// §4.2.1.9: "CAs MUST NOT include the pathLenConstraint field unless the cA boolean is asserted and the key usage extension
/// asserts the keyCertSign bit."
fn path_length(index: usize, contents: &Contents, is_ca: bool, records: &mut Records) {
    let check = Check::PathLengthMeaningless;
    if contents
        .basic_constraints()
        .is_none_or(|c| c.path_len.is_none())
    {
        return records.not_applicable(check, Some(index));
    }
    let may_sign = contents.extension(known::KEY_USAGE).is_some()
        && contents
            .key_usage()
            .is_none_or(KeyUsage::allows_certificate_signing);
    let problem = match (is_ca, may_sign) {
        (false, _) => Some("the certificate is no CA's"),
        (true, false) => Some("no key usage says that its key may sign certificates (keyCertSign)"),
        (true, true) => None,
    };
    let fault = problem.map(|problem| Fault::PathLengthMeaningless { problem });
    records.judge(check, Some(index), fault);
}

/// §4.2.1.10: "The name constraints extension, which MUST be used only in a CA certificate".
fn name_constraints(index: usize, contents: &Contents, is_ca: bool, records: &mut Records) {
    let check = Check::NameConstraintsOutsideCa;
    match contents.extension(known::NAME_CONSTRAINTS) {
        None => records.not_applicable(check, Some(index)),
        Some(extension) => {
            let offset = extension.offset;
            let fault = (!is_ca).then_some(Fault::NameConstraintsOutsideCa { offset });
            records.judge(check, Some(index), fault);
        }
    }
}
