//! What becomes of what Firefox has against a stapled OCSP response ([`super::ocsp`]):
//! `NSSCertDBTrustDomain::CheckRevocationByOCSP`. CRLs it never reads, and of CAs it asks nothing but its own list.

use super::reader::bad_der;
use super::{Code, authority_info_access, is_built_in, ocsp, validity};
use crate::browser::Question;
use crate::browser::firefox::back_cert::BackCert;
use crate::checks::Path;
use crate::finding::{Check, Fault, Records};
use crate::path::End;
use crate::revocation::{Heard, Link, Objection};
use crate::text::{hex, visible_short};
use crate::transparency::policy::Response;

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
    let entry = path.pool.get(leaf);
    let certificate = entry.and_then(|entry| BackCert::read(&entry.certificate.der).ok());
    // Whether a server is asked, and counts where the stapled response is tolerated.
    let is_asked = !is_built_in(path)
        && !certificate.is_some_and(|leaf| {
            let dates = validity::read(leaf.validity);
            dates.is_ok_and(|(from, to)| to.unix() - from.unix() < SHORT_LIFE)
        });
    let staple = staple(path);
    let is_answered =
        matches!(&staple, Some(heard) if !matches!(heard, Err(it) if it.is_tolerated));
    if is_asked
        && !is_answered
        && path.candidate.end == End::Anchor
        && !others.is_empty()
        && let Some(certificate) = certificate
        && certificate.serial.bytes.len() > LONGEST_SERIAL
        && authority_info_access::check(&certificate) == Ok(true)
    {
        let refusal = bad_der(LONG_SERIAL, certificate.serial.offset);
        records.broken(refusal.fault(), index);
    }
    let (revoked, refused) = (Check::CertificateRevoked, Check::OcspStapleRefused);
    match staple {
        None => {
            records.not_checked(revoked, index);
            records.not_applicable(refused, index);
        }
        Some(Ok(())) => {
            records.passed(revoked, index);
            records.passed(refused, index);
        }
        // It counts as no response.
        Some(Err(objection)) if objection.is_tolerated && !is_asked => {
            records.not_checked(revoked, index);
            records.passed(refused, index);
        }
        Some(Err(objection)) => {
            let fault = fault(path, leaf, &objection);
            let is_revoked = fault.check() == revoked;
            records.broken(fault, index);
            if is_revoked {
                records.passed(refused, index);
            } else {
                records.not_checked(revoked, index);
            }
        }
    }
}

fn fault(path: &Path<'_>, leaf: usize, objection: &Objection) -> Fault {
    let Some(revoked) = &objection.revoked else {
        return Fault::OcspStapleRefused {
            problem: objection.words,
            error: objection.error,
        };
    };
    let serial = path.pool.contents(leaf).map(|contents| &contents.serial);
    Fault::CertificateRevoked {
        serial_number: serial
            .map(|serial| visible_short(&hex(serial), 128))
            .unwrap_or_default(),
        revoked_at: revoked.at,
        reason: revoked.reason.name(),
        invalidity_date: None,
        source: "ocsp",
    }
}

/// The error that [`check`] recorded of the path that is this chain.
pub(super) fn error(asked: &Question<'_>, chain: &[usize]) -> Option<(Code, Check)> {
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

/// `CreateEncodedOCSPRequest`: a question about a longer serial number does not fit in its 127 octets. No answer is as good as a
/// good one, no question is an error.
const LONGEST_SERIAL: usize = 60;
const LONG_SERIAL: &str = "a serial number that no OCSP request has room for";

/// Whether the response is one whose SCTs count. Asked, Firefox takes them only of one by which the certificate is good, and of none
/// that it passes over.
pub(super) fn response(path: &Path<'_>) -> Response {
    match staple(path) {
        Some(Ok(())) => Response::Good,
        _ => Response::NotGood,
    }
}

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
