//! What becomes of what Firefox has against a stapled OCSP response ([`super::ocsp`]):
//! `NSSCertDBTrustDomain::CheckRevocationByOCSP`. CRLs it never reads, and of CAs it asks nothing but its own list.

use super::reader::{Refusal, bad_der};
use super::{Code, access, is_built_in, ocsp, validity};
use crate::browser::Asked;
use crate::browser::firefox::reading::BackCert;
use crate::checks::Path;
use crate::finding::{Check, Fault, Records};
use crate::path::End;
use crate::revocation::{Heard, Link, Objection};
use crate::text::{hex, visible_short};

/// `security.pki.cert_short_lifetime_in_days`: certificates of a shorter life are not asked about any further.
const SHORT_LIFE: i64 = 10 * 24 * 60 * 60;

/// Records what Firefox holds against the leaf, in place of what the standard says.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    records
        .0
        .retain(|record| record.check != Check::CertificateRevoked);
    let Some((&leaf, others)) = path.candidate.chain.split_first() else {
        return;
    };
    let index = Some(leaf);
    others
        .iter()
        .for_each(|other| records.not_checked(Check::CertificateRevoked, Some(*other)));
    let staple = staple(path);
    let is_answered = staple
        .as_ref()
        .is_some_and(|heard| !matches!(heard, Err(objection) if objection.is_tolerated));
    if !is_answered && let Some(refusal) = cannot_be_asked(path, leaf) {
        records.broken(refusal.fault(), index);
    }
    match staple {
        None => {
            records.not_checked(Check::CertificateRevoked, index);
            records.not_applicable(Check::OcspStapleRefused, index);
        }
        Some(Ok(())) => {
            records.passed(Check::CertificateRevoked, index);
            records.passed(Check::OcspStapleRefused, index);
        }
        Some(Err(objection)) => {
            let fault = match &objection.revoked {
                Some(revoked) => Fault::CertificateRevoked {
                    serial_number: path
                        .pool
                        .contents(leaf)
                        .map(|contents| visible_short(&hex(&contents.serial), 128))
                        .unwrap_or_default(),
                    revoked_at: revoked.at,
                    reason: revoked.reason.name(),
                    invalidity_date: None,
                    source: "ocsp",
                },
                None => Fault::OcspStapleRefused {
                    problem: objection.words,
                    error: objection.error,
                },
            };
            let is_fatal =
                !objection.is_tolerated || !(is_built_in(path) || is_short_lived(path, leaf));
            match (is_fatal, fault.check()) {
                // It counts as no response.
                (false, _) => {
                    records.not_checked(Check::CertificateRevoked, index);
                    records.passed(Check::OcspStapleRefused, index);
                }
                (true, Check::CertificateRevoked) => {
                    records.broken(fault, index);
                    records.passed(Check::OcspStapleRefused, index);
                }
                (true, _) => {
                    records.broken(fault, index);
                    records.not_checked(Check::CertificateRevoked, index);
                }
            }
        }
    }
}

/// The error that [`check`] recorded of the path that is this chain.
pub(super) fn error(asked: &Asked<'_>, chain: &[usize]) -> Option<(Code, Check)> {
    let path = asked
        .paths
        .iter()
        .find(|path| path.candidate.chain == chain)?;
    path.records.0.iter().find_map(|record| {
        let code = match record.fault()? {
            Fault::CertificateRevoked { .. } => Code::RevokedCertificate,
            Fault::OcspStapleRefused { error, .. } => {
                Code::from_name(error).unwrap_or(Code::OcspMalformedResponse)
            }
            Fault::FirefoxCannotRead { rule, .. } if *rule == LONG_SERIAL => Code::BadDer,
            _ => return None,
        };
        Some((code, record.check))
    })
}

fn is_short_lived(path: &Path<'_>, leaf: usize) -> bool {
    let leaf = certificate(path, leaf);
    let dates = leaf.and_then(|leaf| validity::read(leaf.validity).ok());
    dates.is_some_and(|(from, to)| to.unix() - from.unix() < SHORT_LIFE)
}

fn certificate<'a>(path: &Path<'a>, index: usize) -> Option<BackCert<'a>> {
    BackCert::read(&path.pool.get(index)?.certificate.der).ok()
}

/// `CreateEncodedOCSPRequest`: the address that a leaf names is asked about it, and a question with a longer serial number does not
/// fit in its 127 octets. No answer is as good as one; no question is an error.
fn cannot_be_asked(path: &Path<'_>, leaf: usize) -> Option<Refusal> {
    const MOST: usize = 60;
    let certificate = certificate(path, leaf)?;
    let serial = certificate.serial;
    let is_asked = serial.bytes.len() > MOST
        && path.candidate.end == End::Anchor
        && path.candidate.chain.len() > 1
        && !is_built_in(path)
        && access::check(&certificate) == Ok(true)
        && !is_short_lived(path, leaf);
    is_asked.then(|| bad_der(LONG_SERIAL, serial.offset))
}

const LONG_SERIAL: &str = "a serial number of more than 60 bytes beside an OCSP address";

/// What Firefox has against the response; `None`: there is none, or a certificate that cannot be read, which the path fails for.
fn staple(path: &Path<'_>) -> Option<Heard> {
    let chain = &path.candidate.chain;
    if !path.terms.is_stapled || path.candidate.end != End::Anchor {
        return None;
    }
    let (child, issuer, anchor) = (*chain.first()?, *chain.get(1)?, *chain.last()?);
    let link = Link {
        child,
        issuer,
        anchor,
    };
    match path.statuses.evidence {
        // What was given is nothing that could be one.
        (_, 0) => Some(Err(Objection {
            error: Code::OcspMalformedResponse.name(),
            words: ocsp::MALFORMED,
            ..Objection::default()
        })),
        _ => path.statuses.of(link)?.heard.clone(),
    }
}
