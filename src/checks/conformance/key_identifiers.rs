//! Key identifiers: what lets a path be built by keys rather than by names alone (RFC 5280 §4.2.1.1, §4.2.1.2).

use super::Signer;
use crate::certificate::Contents;
use crate::finding::{Check, Fault, Records};
use crate::oid::known;

/// §4.2.1.1: "The keyIdentifier field of the authorityKeyIdentifier extension MUST be included in all certificates generated
/// by conforming CAs to facilitate certification path construction. There is one exception; where a CA distributes its
/// public key in the form of a "self-signed" certificate, the authority key identifier MAY be omitted."
///
/// A self-issued certificate that another key signed (a key rollover) is no exception: it needs the identifier most of all.
pub(super) fn authority(index: usize, contents: &Contents, signer: Signer, records: &mut Records) {
    let check = Check::AuthorityKeyIdentifierMissing;
    if signer == Signer::Itself {
        return records.not_applicable(check, Some(index));
    }
    let has_extension = contents
        .extension(known::AUTHORITY_KEY_IDENTIFIER)
        .is_some();
    let is_missing = contents.authority_key_identifier().is_none();
    let fault = is_missing.then_some(Fault::AuthorityKeyIdentifierMissing { has_extension });
    records.judge(check, Some(index), fault);
}

/// §4.2.1.2: "the value of the subject key identifier MUST be the value placed in the key identifier field of the authority key
/// identifier extension (Section 4.2.1.1) of certificates issued by the subject of this certificate."
pub(super) fn of_issuer(
    index: usize,
    contents: &Contents,
    issuer: &Contents,
    records: &mut Records,
) {
    let (own, of_issuer) = (
        contents.authority_key_identifier(),
        issuer.subject_key_identifier(),
    );
    let extension = contents.extension(known::AUTHORITY_KEY_IDENTIFIER);
    if let Some(extension) = extension.filter(|_| own.and(of_issuer).is_some() && own != of_issuer)
    {
        let fault = Fault::ExtensionValueNotAllowed {
            oid: extension.oid.clone(),
            name: extension.oid.label(),
            offset: extension.offset,
            section: "4.2.1.2",
            problem: "it is not the identifier of its issuer's key".to_owned(),
        };
        records.overrule(fault, Some(index));
    }
}

/// §4.2.1.2: "this extension MUST appear in all conforming CA certificates, that is, all certificates including the basic
/// constraints extension where the value of cA is TRUE."
pub(super) fn subject(index: usize, contents: &Contents, records: &mut Records) {
    let check = Check::SubjectKeyIdentifierMissing;
    if !contents.is_ca() {
        return records.not_applicable(check, Some(index));
    }
    let is_missing = contents.extension(known::SUBJECT_KEY_IDENTIFIER).is_none();
    let fault = is_missing.then_some(Fault::SubjectKeyIdentifierMissing {});
    records.judge(check, Some(index), fault);
}
