//! Has an issuer revoked a certificate of the path (RFC 5280 §6.1.3 (a)(3)), as far as evidence says.

use std::sync::Arc;

use super::Path;
use crate::finding::{Check, Fault, Records};
use crate::path::End;
use crate::request::Revocation;
use crate::revocation::{Answer, Link, Status, first_issuer};
use crate::text::{hex, visible_short};

/// The rules about the evidence, where it is not looked at.
const OF_EVIDENCE: [Check; 3] = [
    Check::RevocationUnknown,
    Check::CrlUnusable,
    Check::OcspUnusable,
];

/// Asks about every certificate below the trust anchor; an anchor is not revoked but removed. Without an anchor nobody's word
/// about revocation is worth anything, so nothing is asked.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    let chain = &path.candidate.chain;
    let anchor = chain
        .last()
        .copied()
        .filter(|_| path.candidate.end == End::Anchor);
    let first = first_issuer(chain, &path.terms.profile.search);
    let issuers = chain.iter().copied().skip(first).map(Some);
    let pairs: Vec<(usize, Option<usize>)> = chain
        .iter()
        .copied()
        .zip(issuers.chain([None]))
        .filter(|(child, issuer)| Some(*child) != anchor || issuer.is_some())
        .collect();
    let mut is_any_unknown = false;
    for (child, issuer) in pairs.into_iter().rev() {
        let index = Some(child);
        if path.terms.revocation == Revocation::Off {
            records.not_checked(Check::CertificateRevoked, index);
            OF_EVIDENCE
                .iter()
                .for_each(|check| records.not_applicable(*check, index));
            continue;
        }
        let (Some(issuer), Some(anchor)) = (issuer, anchor) else {
            not_asked(path, child, records);
            continue;
        };
        let link = Link {
            child,
            issuer,
            anchor,
        };
        let unknown = Answer::default();
        let answer = path.statuses.of(link).unwrap_or(&unknown);
        is_any_unknown |= answer.status == Status::Unknown;
        status(path, child, answer, records);
        unusable(index, &answer.unusable, records);
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
