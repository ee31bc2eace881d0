//! What Firefox makes of a stapled OCSP response (`NSSCertDBTrustDomain::CheckRevocationByOCSP`, mozpkix `pkixocsp.cpp`). CRLs
//! it never reads, and of CAs it asks nothing but its own list.

use super::{Code, is_built_in, validity};
use crate::browser::Asked;
use crate::browser::firefox::reading::BackCert;
use crate::checks::Path;
use crate::finding::{Check, Fault, Records};
use crate::path::End;
use crate::revocation::{Heard, Link, Revoked, Status};
use crate::text::{hex, visible_short};

const DAY: i64 = 24 * 60 * 60;
/// For wrong clocks.
const SLOP: i64 = DAY;
/// `maxOCSPLifetimeInDays`.
const LONGEST_LIFE: i64 = 10 * DAY;
/// `security.pki.cert_short_lifetime_in_days`: certificates of a shorter life are not asked about any further.
const SHORT_LIFE: i64 = 10 * DAY;

/// What is wrong with a response.
struct Problem {
    code: Code,
    words: &'static str,
    /// Firefox goes on as if there were no response, below its own roots; below others it would fetch one, and shows the
    /// error where it gets none. Here nothing is fetched.
    is_tolerated: bool,
    revoked: Option<Revoked>,
}

impl Problem {
    fn new(code: Code, words: &'static str, is_tolerated: bool) -> Self {
        Self {
            code,
            words,
            is_tolerated,
            revoked: None,
        }
    }
}

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
    match staple(path) {
        None => {
            records.not_checked(Check::CertificateRevoked, index);
            records.not_applicable(Check::OcspStapleRefused, index);
        }
        Some(Ok(())) => {
            records.passed(Check::CertificateRevoked, index);
            records.passed(Check::OcspStapleRefused, index);
        }
        Some(Err(problem)) => {
            let fault = match problem.revoked {
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
                    problem: problem.words,
                    error: problem.code.name(),
                },
            };
            let is_fatal =
                !problem.is_tolerated || !(is_built_in(path) || is_short_lived(path, leaf));
            let check = fault.check();
            records.judge(check, index, Some(fault).filter(|_| is_fatal));
            if check != Check::CertificateRevoked {
                records.not_checked(Check::CertificateRevoked, index);
            }
        }
    }
}

/// The error that [`check`] recorded of the path that is this chain.
pub(super) fn error(asked: &Asked<'_>, chain: &[usize]) -> Option<(Code, Check)> {
    const OCSP: &[Code] = &[
        Code::OcspBadSignature,
        Code::OcspFutureResponse,
        Code::OcspInvalidSigningCert,
        Code::OcspMalformedRequest,
        Code::OcspMalformedResponse,
        Code::OcspOldResponse,
        Code::OcspRequestNeedsSignature,
        Code::OcspResponseForCertMissing,
        Code::OcspServerError,
        Code::OcspTryServerLater,
        Code::OcspUnauthorizedRequest,
        Code::OcspUnknownCert,
    ];
    let path = asked
        .paths
        .iter()
        .find(|path| path.candidate.chain == chain)?;
    path.records.0.iter().find_map(|record| {
        let code = match record.fault()? {
            Fault::CertificateRevoked { .. } => Code::RevokedCertificate,
            Fault::OcspStapleRefused { error, .. } => {
                let code = OCSP.iter().find(|code| code.name() == *error);
                code.copied().unwrap_or(Code::OcspMalformedResponse)
            }
            _ => return None,
        };
        Some((code, record.check))
    })
}

fn is_short_lived(path: &Path<'_>, leaf: usize) -> bool {
    let entry = path.pool.get(leaf);
    let certificate = entry.and_then(|entry| BackCert::read(&entry.certificate.der).ok());
    let dates = certificate.and_then(|certificate| validity::read(certificate.validity).ok());
    dates.is_some_and(|(from, to)| to.unix() - from.unix() < SHORT_LIFE)
}

/// `VerifyEncodedOCSPResponse`; `None`: there is no response.
fn staple(path: &Path<'_>) -> Option<Result<(), Problem>> {
    let chain = &path.candidate.chain;
    if !path.terms.is_stapled || path.candidate.end != End::Anchor {
        return None;
    }
    let (child, issuer, anchor) = (*chain.first()?, *chain.get(1)?, *chain.last()?);
    let answer = path.statuses.of(Link {
        child,
        issuer,
        anchor,
    });
    let heard = answer
        .map(|answer| answer.heard.as_slice())
        .unwrap_or_default();
    Some(match heard.first() {
        Some(heard) => judge(heard, path),
        None => Err(match path.statuses.unreadable.first() {
            Some(fault) => unreadable(fault),
            None if path.statuses.evidence.1 > 0 => missing(),
            None => malformed(),
        }),
    })
}

fn missing() -> Problem {
    let words = "it speaks of another certificate";
    Problem::new(Code::OcspResponseForCertMissing, words, true)
}

fn malformed() -> Problem {
    Problem::new(
        Code::OcspMalformedResponse,
        "it is not an OCSP response as RFC 6960 writes it",
        false,
    )
}

fn unreadable(fault: &Fault) -> Problem {
    let Fault::OcspUnusable { problem, .. } = fault else {
        return missing();
    };
    let (code, words, is_tolerated) = match problem.as_deref() {
        Some("tryLater") => (
            Code::OcspTryServerLater,
            "the responder says \u{201c}try later\u{201d}",
            true,
        ),
        Some("malformedRequest") => (
            Code::OcspMalformedRequest,
            "the responder says that the request was malformed",
            false,
        ),
        Some("internalError") => (
            Code::OcspServerError,
            "the responder says that it failed",
            false,
        ),
        Some("sigRequired") => (
            Code::OcspRequestNeedsSignature,
            "the responder asks for signed requests",
            false,
        ),
        Some("unauthorized") => (
            Code::OcspUnauthorizedRequest,
            "the responder says that it may not answer",
            false,
        ),
        _ => return malformed(),
    };
    Problem::new(code, words, is_tolerated)
}

/// The signature first, then the dates, then what is said.
fn judge(heard: &Heard, path: &Path<'_>) -> Result<(), Problem> {
    let refuse = |code, words, is_tolerated| Err(Problem::new(code, words, is_tolerated));
    match heard.signer_problem {
        None => {}
        Some("signer-not-found" | "signer-not-trusted" | "signer-may-not-sign") => {
            let words = "it is signed by somebody who may not speak for the CA";
            return refuse(Code::OcspInvalidSigningCert, words, true);
        }
        Some(_) => {
            return refuse(
                Code::OcspBadSignature,
                "its signature does not verify",
                false,
            );
        }
    }
    let (time, this_update) = (&path.terms.time, heard.this_update.unix());
    if time.is_before_unix(this_update - SLOP) {
        return refuse(Code::OcspFutureResponse, "it is dated in the future", false);
    }
    let next_update = heard.next_update.map(|next_update| next_update.unix());
    if next_update.is_some_and(|next_update| next_update < this_update) {
        return refuse(
            Code::OcspMalformedResponse,
            "it ends before it begins",
            false,
        );
    }
    let end = match next_update {
        Some(next_update) => next_update.min(this_update + LONGEST_LIFE),
        None => this_update + DAY,
    };
    let is_expired = !time.is_before_unix(end + SLOP + 1);
    match &heard.status {
        Status::Good if is_expired => refuse(
            Code::OcspOldResponse,
            "it is outdated, or older than ten days",
            true,
        ),
        Status::Good => Ok(()),
        Status::Revoked(revoked) => Err(Problem {
            revoked: Some(revoked.clone()),
            ..Problem::new(Code::RevokedCertificate, "", is_expired)
        }),
        Status::Unknown => refuse(
            Code::OcspUnknownCert,
            "the responder does not know the certificate",
            is_expired,
        ),
    }
}
