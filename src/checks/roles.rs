//! Is each certificate fit for its role: issuers to issue (RFC 5280 §6.1.4), the leaf for the purpose asked (§4.2.1.3,
//! §4.2.1.12).

use super::{Link, Path};
use crate::certificate::{ExtensionValue, KeyUsage};
use crate::finding::{Check, Fault, Records};
use crate::oid::known;
use crate::path::Role;
use crate::request::Purpose;

/// Asks about every issuer of the path, then about the leaf.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    check_issuers(path, records);
    if let Some(leaf) = path.leaf() {
        leaf_key_usage(leaf, path.terms.purpose, records);
        check_leaf(leaf, path.terms.purpose, records);
    }
}

/// Asks about every issuer of the path that is bound by what it says of itself.
pub(crate) fn check_issuers(path: &Path<'_>, records: &mut Records) {
    let mut intermediates_below = 0; // that are not self-issued
    for link in path.binding_issuers() {
        basic_constraints(link, records);
        path_length(link, intermediates_below, records);
        may_sign_certificates(link, records);
        extended_key_usage(link, path.terms.purpose, records);
        intermediates_below += usize::from(!link.is_self_issued);
    }
}

/// Asks about the leaf, its keyUsage apart.
pub(crate) fn check_leaf(leaf: Link<'_>, purpose: Purpose, records: &mut Records) {
    leaf_is_ca(leaf, records);
    extended_key_usage(leaf, purpose, records);
}

/// §6.1.4 (k): "If certificate i is a version 3 certificate, verify that the basicConstraints extension is present and that cA
/// is set to TRUE. (If certificate i is a version 1 or version 2 certificate, then the application MUST either verify that
/// certificate i is a CA certificate through out-of-band means or reject the certificate.)" There are no such means here.
fn basic_constraints(link: Link<'_>, records: &mut Records) {
    let index = Some(link.index);
    match link.contents.basic_constraints() {
        None => {
            records.broken(Fault::BasicConstraintsMissing {}, index);
            records.not_checked(Check::IssuerNotCa, index);
        }
        Some(constraints) => {
            records.passed(Check::BasicConstraintsMissing, index);
            records.judge(
                Check::IssuerNotCa,
                index,
                (!constraints.ca).then_some(Fault::IssuerNotCa {}),
            );
        }
    }
}

/// §6.1.4 (l) and (m), seen from each CA: §4.2.1.9 "it gives the maximum number of non-self-issued intermediate
/// certificates that may follow this certificate in a valid certification path"; the leaf does not count.
fn path_length(link: Link<'_>, intermediates_below: usize, records: &mut Records) {
    let limit = match link.only(known::BASIC_CONSTRAINTS) {
        None => None,
        Some(ExtensionValue::BasicConstraints(constraints)) => {
            constraints.path_len.filter(|_| constraints.ca)
        }
        // An anchor's limit binds, though its faults do not: what cannot be read says the strictest that it could.
        Some(_) if link.role == Role::Anchor => Some(0),
        Some(_) => return records.not_checked(Check::PathLengthExceeded, Some(link.index)),
    };
    match limit {
        None => records.not_applicable(Check::PathLengthExceeded, Some(link.index)),
        Some(limit) => {
            let fault = (intermediates_below as u64 > limit).then_some(Fault::PathLengthExceeded {
                limit,
                found: intermediates_below,
            });
            records.judge(Check::PathLengthExceeded, Some(link.index), fault);
        }
    }
}

/// Where an extension says nothing: it is not there, or it is and cannot be read, which is no leave.
fn unread(link: Link<'_>, oid: &[u8], check: Check, records: &mut Records) {
    match link.contents.extension(oid) {
        None => records.not_applicable(check, Some(link.index)),
        Some(_) => records.not_checked(check, Some(link.index)),
    }
}

/// §6.1.4 (n): "If a key usage extension is present, verify that the keyCertSign bit is set."
fn may_sign_certificates(link: Link<'_>, records: &mut Records) {
    let Some(usage) = link.contents.key_usage() else {
        return unread(
            link,
            known::KEY_USAGE,
            Check::KeyUsageLacksCertSign,
            records,
        );
    };
    let fault = (!usage.allows_certificate_signing()).then(|| Fault::KeyUsageLacksCertSign {
        usages: usage.names(),
    });
    records.judge(Check::KeyUsageLacksCertSign, Some(link.index), fault);
}

/// §4.2.1.12: "If the extension is present, then the certificate MUST only be used for one of the purposes indicated."
///
/// Question: does it bind on a CA? The RFC says it appears "in general" in end entity certificates only; every verifier in
/// use takes it on a CA as a bound for what is below. anyExtendedKeyUsage: "If a CA [...] does not wish to restrict usages of
/// the key, the CA can include the special KeyPurposeId anyExtendedKeyUsage"; so it allows every purpose here.
fn extended_key_usage(link: Link<'_>, purpose: Purpose, records: &mut Records) {
    let check = Check::ExtendedKeyUsageUnsuitable;
    let (wanted, name) = match purpose {
        Purpose::Server => (known::SERVER_AUTH, "serverAuth"),
        Purpose::Client => (known::CLIENT_AUTH, "clientAuth"),
        Purpose::Any => return records.not_applicable(check, Some(link.index)),
    };
    let Some(purposes) = link.contents.extended_key_usage() else {
        return unread(link, known::EXTENDED_KEY_USAGE, check, records);
    };
    let is_allowed = purposes
        .iter()
        .any(|oid| [wanted, known::ANY_EXTENDED_KEY_USAGE].contains(&oid.content()));
    let fault = (!is_allowed).then(|| Fault::ExtendedKeyUsageUnsuitable {
        purpose: name,
        purposes: purposes.iter().take(20).map(|oid| oid.label()).collect(),
    });
    records.judge(check, Some(link.index), fault);
}

/// §4.2.1.3 with §4.2.1.12, which names the bits that "may be consistent" with serverAuth and clientAuth: "If there is no purpose
/// consistent with both extensions, then the certificate MUST NOT be used for any purpose."
///
/// Question: and where the leaf is a CA's own certificate? §6 allows it as the target, and where it has no list of purposes its keyUsage
/// speaks of what it signs; so the rule does not apply then, and that the leaf is a CA is told by a rule of its own. (OpenSSL refuses it.)
fn leaf_key_usage(leaf: Link<'_>, purpose: Purpose, records: &mut Records) {
    let (check, index) = (Check::KeyUsageUnsuitable, Some(leaf.index));
    let has_purposes = leaf.contents.extended_key_usage().is_some();
    let is_asked = has_purposes || !leaf.contents.is_ca();
    let allows: fn(KeyUsage) -> bool = match purpose {
        Purpose::Server => KeyUsage::allows_tls_server,
        Purpose::Client => KeyUsage::allows_tls_client,
        Purpose::Any => return records.not_applicable(check, index),
    };
    let Some(usage) = leaf.contents.key_usage().filter(|_| is_asked) else {
        return records.not_applicable(check, index);
    };
    let fault = (!allows(usage)).then(|| Fault::KeyUsageUnsuitable {
        usages: usage.names(),
    });
    records.judge(check, index, fault);
}

/// Allowed by the RFC, and seldom meant.
fn leaf_is_ca(leaf: Link<'_>, records: &mut Records) {
    let fault = leaf.contents.is_ca().then_some(Fault::LeafIsCa {});
    records.judge(Check::LeafIsCa, Some(leaf.index), fault);
}
