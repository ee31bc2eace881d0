//! Has an issuer revoked a certificate of the path (RFC 5280 §6.1.3 (a)(3)), as far as evidence says.

use std::sync::Arc;

use super::Path;
use crate::certificate::Contents;
use crate::finding::{Check, Fault, Records};
use crate::oid::known;
use crate::path::End;
use crate::request::Revocation;
use crate::revocation::{Answer, Status, links};
use crate::text::{hex, visible_short};

/// Asks about every certificate below the trust anchor; an anchor is not revoked but removed. Without an anchor nobody's word
/// about revocation is worth anything, so nothing is asked.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    let candidate = path.candidate;
    if candidate.end != End::Anchor {
        let chain = candidate.chain.iter().rev();
        chain.for_each(|child| not_asked(path, *child, records));
    }
    let links = links(candidate, &path.terms.profile.search); // none without an anchor
    let mut is_any_unknown = false;
    for link in links.into_iter().rev() {
        if path.terms.revocation == Revocation::Off {
            not_asked(path, link.child, records);
            continue;
        }
        let unknown = Answer::default();
        let answer = path.statuses.of(link).unwrap_or(&unknown);
        is_any_unknown |= answer.status == Status::Unknown;
        status(path, link.child, answer, records);
        unusable(Some(link.child), &answer.unusable, records);
    }
    let statuses = path.statuses;
    let unrelated = statuses.unrelated.iter().filter(|_| is_any_unknown);
    for fault in statuses.unreadable.iter().chain(unrelated) {
        records.broken(Arc::clone(fault), None);
    }
}

fn not_asked(path: &Path<'_>, child: usize, records: &mut Records) {
    let index = Some(child);
    records.not_checked(Check::CertificateRevoked, index);
    match path.terms.revocation {
        Revocation::Hard => records.not_checked(Check::RevocationUnknown, index),
        _ => records.not_applicable(Check::RevocationUnknown, index),
    }
    records.not_applicable(Check::CrlUnusable, index);
    records.not_applicable(Check::OcspUnusable, index);
}

fn status(path: &Path<'_>, child: usize, answer: &Answer, records: &mut Records) {
    let index = Some(child);
    let contents = path.pool.contents(child);
    let serial_number = || {
        let serial = contents.map(|contents| hex(&contents.serial));
        visible_short(&serial.unwrap_or_default(), 128)
    };
    let is_skipped = answer.status == Status::Unknown
        && path.terms.profile.browser.is_none()
        && contents.is_some_and(has_no_revocation);
    if is_skipped {
        records.not_applicable(Check::CertificateRevoked, index);
        return records.not_applicable(Check::RevocationUnknown, index);
    }
    let is_hard = path.terms.revocation == Revocation::Hard;
    match &answer.status {
        Status::Good => records.passed(Check::CertificateRevoked, index),
        Status::Revoked(revoked) => records.broken(
            Fault::CertificateRevoked {
                serial_number: serial_number(),
                revoked_at: revoked.at,
                reason: revoked.reason.name(),
                invalidity_date: revoked.invalidity_date,
                source: revoked.source,
            },
            index,
        ),
        Status::Unknown => records.not_checked(Check::CertificateRevoked, index),
    }
    let is_unknown = answer.status == Status::Unknown;
    let (crls, ocsp_responses) = path.statuses.evidence;
    match is_hard {
        false => records.not_applicable(Check::RevocationUnknown, index),
        true => {
            let fault = is_unknown.then(|| Fault::RevocationUnknown {
                serial_number: serial_number(),
                issuer: contents
                    .map(|contents| visible_short(&contents.issuer.text(), 500))
                    .unwrap_or_default(),
                crls,
                ocsp_responses,
            });
            records.judge(Check::RevocationUnknown, index, fault);
        }
    }
}

/// RFC 9608 §4: "If the noRevAvail certificate extension specified in this document is present or the ocsp-nocheck certificate extension
/// \[RFC6960\] is present, then Step (a)(3) is skipped." §2: it "MUST NOT be present in CA public key certificates".
///
/// Question: and where evidence says that it is revoked? Answer: then it is.
fn has_no_revocation(contents: &Contents) -> bool {
    let mut marks = [known::NO_REV_AVAIL, known::OCSP_NO_CHECK].into_iter();
    !contents.is_ca() && marks.any(|mark| contents.extension(mark).is_some())
}

fn unusable(index: Option<usize>, faults: &[Arc<Fault>], records: &mut Records) {
    for check in [Check::CrlUnusable, Check::OcspUnusable] {
        let mut of_kind = faults
            .iter()
            .filter(|fault| fault.check() == check)
            .peekable();
        if of_kind.peek().is_none() {
            records.not_applicable(check, index);
        }
        of_kind.for_each(|fault| records.broken(Arc::clone(fault), index));
    }
}
