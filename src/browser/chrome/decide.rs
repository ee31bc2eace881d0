//! From all paths to the one error that Chrome shows: cvpb `AssignVerifyResult` and net/cert/cert_status_flags.cc.
//!
//! The first valid path wins. Otherwise one failed path is "best", and only its errors count. They become status bits, to which
//! are added those that do not depend on a path (name, weak key); the highest bit is shown.

use super::super::Question;
use super::handshake;
use super::keys;
use crate::finding::{Check, Fault, Record};
use crate::judgement::{Decision, Judged, Verdict};
use crate::path::{End, Role};
use crate::profile::Severity;
use crate::request::{Purpose, Tls};
use crate::signature::PublicKey;

/// What Chrome can show, highest rank first (net/cert/cert_status_flags.cc `MapCertStatusToNetError`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    Invalid,
    Revoked,
    AuthorityInvalid,
    CommonNameInvalid,
    TransparencyRequired,
    WeakKey,
    DateInvalid,
    ValidityTooLong,
    NonUniqueName,
}

impl Status {
    fn code(self) -> &'static str {
        match self {
            Self::Invalid => "NET::ERR_CERT_INVALID",
            Self::Revoked => "NET::ERR_CERT_REVOKED",
            Self::AuthorityInvalid => "NET::ERR_CERT_AUTHORITY_INVALID",
            Self::CommonNameInvalid => "NET::ERR_CERT_COMMON_NAME_INVALID",
            Self::TransparencyRequired => "NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED",
            Self::WeakKey => "NET::ERR_CERT_WEAK_KEY",
            Self::DateInvalid => "NET::ERR_CERT_DATE_INVALID",
            Self::ValidityTooLong => "NET::ERR_CERT_VALIDITY_TOO_LONG",
            Self::NonUniqueName => "NET::ERR_CERT_NON_UNIQUE_NAME",
        }
    }

    /// Whether the page has a link to go on (components/security_interstitials `ssl_error_options_mask.cc`), HSTS apart.
    fn is_overridable(self) -> bool {
        !matches!(self, Self::Invalid | Self::Revoked)
    }
}

/// A fault of one path as its status bit; which of several, `rank` tells. `None`: it is none of the path's.
fn path_status(check: Check) -> Option<Status> {
    use Check::*;
    Some(match check {
        CertificateRevoked => Status::Revoked,
        CertificateTransparencyInsufficient => Status::TransparencyRequired,
        // kUnacceptablePublicKey.
        PublicKeyTooSmall => Status::WeakKey,
        CertificateExpired | CertificateNotYetValid | AnchorOutOfDate => Status::DateInvalid,
        SelfSignedNotTrusted
        | AnchorNameReused
        | RootNotTrusted
        | IssuerNotFound
        | PathLoop
        | PathTooLong
        | SignatureInvalid
        | SignatureMalformed
        | SearchLimitReached
        | RootConstraintViolated => Status::AuthorityInvalid,
        // Asked of the leaf whatever the path says.
        HostnameMismatch
        | SubjectAlternativeNameMissing
        | WildcardOnPublicSuffix
        | KeyUsageUnsuitable
        | ValidityTooLong
        | LocalNameOnPublicRoot
        // Of the handshake.
        | SctListRefused => return None,
        _ => Status::Invalid,
    })
}

struct Found {
    status: Status,
    cause: (Check, Option<usize>),
}

pub(crate) fn decide(asked: &Question<'_>) -> Decision {
    let path = best_path(asked);
    let Some(judged) = asked.paths.get(path) else {
        return shown(0, Verdict::Rejected, Some(Status::AuthorityInvalid), None);
    };
    if let Some(decision) = before_verification(asked, judged, path) {
        return decision;
    }
    let mut found = path_errors(asked, judged);
    found.extend(leaf_errors(asked, judged));
    let found = found.into_iter().min_by_key(|found| found.status);
    let leaf = judged.candidate.chain.first().copied();
    if found.is_none() && of_leaf(asked, judged, Check::KeyUsageUnsuitable).is_some() {
        return wrong_key_usage(path, leaf);
    }
    match found {
        // Not everything could be checked: what that would have found is not known, so the path counts for nothing.
        None if judged.verdict == Verdict::Rejected => shown(
            path,
            Verdict::Rejected,
            Some(Status::AuthorityInvalid),
            None,
        ),
        None => shown(path, Verdict::Trusted, None, None),
        Some(found) => shown(
            path,
            Verdict::Rejected,
            Some(found.status),
            Some(found.cause),
        ),
    }
}

fn shown(
    path: usize,
    verdict: Verdict,
    status: Option<Status>,
    cause: Option<(Check, Option<usize>)>,
) -> Decision {
    Decision {
        path,
        verdict,
        code: status.map(Status::code),
        is_overridable: status.map(Status::is_overridable),
        cause,
        limit: None,
    }
}

/// b:path_builder.cc `AddResultPath`: the first valid path; otherwise the first, unless that found no anchor and a later one did.
fn best_path(asked: &Question<'_>) -> usize {
    let paths = asked.paths;
    let valid = paths
        .iter()
        .position(|path| path_errors(asked, path).is_empty());
    let anchored = || paths.iter().position(|path| is_anchored(asked, path));
    // One that leads through a certificate that Chrome cannot read ends below that, where no other leads on.
    let ends = || {
        let all: Vec<&[usize]> = paths.iter().map(|path| built(asked, path)).collect();
        all.iter().position(|built| {
            let leads_on = |other: &&[usize]| other.len() > built.len() && other.starts_with(built);
            !all.iter().any(leads_on)
        })
    };
    valid.or_else(anchored).or_else(ends).unwrap_or(0)
}

/// It ends at an anchor, and Chrome can read every certificate above the leaf: one that it cannot read it does not see.
fn is_anchored(asked: &Question<'_>, path: &Judged) -> bool {
    path.candidate.end == End::Anchor && unreadable_above_leaf(asked, path).is_none()
}

/// The lowest: records begin at the anchor.
fn unreadable_above_leaf(asked: &Question<'_>, path: &Judged) -> Option<(Check, Option<usize>)> {
    errors(asked, path)
        .filter(|record| {
            record.check == Check::ChromeCannotRead && path.role(record.certificate) != Role::Leaf
        })
        .map(|record| (record.check, record.certificate))
        .last()
}

/// What Chrome builds of the path.
fn built<'a>(asked: &Question<'_>, path: &'a Judged) -> &'a [usize] {
    let chain = &path.candidate.chain;
    let unreadable = unreadable_above_leaf(asked, path).and_then(|(_, certificate)| certificate);
    let end = chain.iter().position(|index| Some(*index) == unreadable);
    chain.get(..end.unwrap_or(chain.len())).unwrap_or_default()
}

/// The records that Chrome holds against the path.
fn errors<'a>(asked: &'a Question<'_>, path: &'a Judged) -> impl Iterator<Item = &'a Record> {
    let severity = asked.terms.profile.severity;
    path.records.0.iter().filter(move |record| {
        record.fault().is_some()
            && severity(record.check, path.role(record.certificate)) == Severity::Error
    })
}

/// The leaf's error by this rule.
fn of_leaf<'a>(asked: &'a Question<'_>, judged: &'a Judged, check: Check) -> Option<&'a Record> {
    let leaf = judged.candidate.chain.first().copied();
    errors(asked, judged).find(|record| (record.check, record.certificate) == (check, leaf))
}

fn wrong_key_usage(path: usize, leaf: Option<usize>) -> Decision {
    let cause = (Check::KeyUsageUnsuitable, leaf);
    refused(path, "ERR_SSL_KEY_USAGE_INCOMPATIBLE", cause)
}

/// An error that the page lets nobody pass.
fn refused(path: usize, code: &'static str, cause: (Check, Option<usize>)) -> Decision {
    Decision {
        path,
        verdict: Verdict::Rejected,
        code: Some(code),
        is_overridable: Some(false),
        cause: Some(cause),
        limit: None,
    }
}

/// What ends the handshake, or the verification, before any path is built: `ERR_SSL_…` errors hide all others.
fn before_verification(asked: &Question<'_>, judged: &Judged, path: usize) -> Option<Decision> {
    let leaf = judged.candidate.chain.first().copied();
    let of_leaf = |check: Check| of_leaf(asked, judged, check);
    let unreadable = of_leaf(Check::ChromeCannotRead);
    if asked.terms.purpose == Purpose::Server
        && let Some(error) = handshake_error(asked, leaf?)
    {
        let cause = unreadable
            .or_else(|| of_leaf(Check::PublicKeyMalformed))
            .or_else(|| of_leaf(Check::PublicKeyUnsupported))
            .or_else(|| of_leaf(Check::TlsKeyNotOffered))
            .map_or(Check::ChromeCannotRead, |record| record.check);
        return Some(refused(path, error, (cause, leaf)));
    }
    // Before the chain in TLS 1.3 only, where RSA signs with PSS, which takes 522 bits (RFC 8017 §9.1.1).
    let contents = leaf.and_then(|leaf| asked.pool.contents(leaf));
    let is_short = contents.is_some_and(|contents| {
        matches!(contents.public_key, Ok(PublicKey::Rsa { bits: ..522, .. }))
    });
    let is_late = is_short || asked.terms.tls == Tls::V12;
    if !is_late && of_leaf(Check::KeyUsageUnsuitable).is_some() {
        return Some(wrong_key_usage(path, leaf));
    }
    // b:`tls13_process_certificate` reads the list after keyUsage; in TLS 1.2 it is in the hello, before any certificate.
    if of_leaf(Check::SctListRefused).is_some() {
        return Some(refused(path, PROTOCOL_ERROR, (Check::SctListRefused, leaf)));
    }
    let code = match unreadable?.fault() {
        Some(Fault::ChromeCannotRead { error, .. }) => *error,
        _ => Status::Invalid.code(),
    };
    Some(refused(path, code, (Check::ChromeCannotRead, leaf)))
}

/// What Chrome calls a leaf whose key TLS does not reach or cannot read.
pub(super) const PROTOCOL_ERROR: &str = "ERR_SSL_PROTOCOL_ERROR";

/// What TLS itself makes of the leaf: its key must be reached, readable, and of a kind that Chrome offers to verify with.
fn handshake_error(asked: &Question<'_>, leaf: usize) -> Option<&'static str> {
    let certificate = &asked.pool.get(leaf)?.certificate;
    if !handshake::reaches_key(certificate) {
        return Some(PROTOCOL_ERROR);
    }
    let contents = certificate.contents.as_ref()?;
    if keys::not_offered(contents, certificate.bytes(&contents.spki), asked.terms.tls).is_some() {
        return Some("ERR_SSL_VERSION_OR_CIPHER_MISMATCH");
    }
    let is_key_read = match contents.public_key {
        Ok(PublicKey::Rsa { exponent, .. }) => !keys::is_too_large(exponent),
        Err(_) => false,
        Ok(_) => true,
    };
    let usage = handshake::key_usage(certificate);
    // In TLS 1.2 it is read after the chain is judged, which such a leaf does not pass.
    let is_late = asked.terms.tls == Tls::V12;
    let is_readable = is_key_read && (is_late || !matches!(usage, handshake::KeyUsage::Unreadable));
    (!is_readable).then_some(PROTOCOL_ERROR)
}

/// The path's errors as bits. A path without an anchor is not verified at all: that is its only error.
fn path_errors(asked: &Question<'_>, path: &Judged) -> Vec<Found> {
    let chain = &path.candidate.chain;
    let place = |certificate: Option<usize>| {
        certificate.and_then(|index| chain.iter().position(|other| *other == index))
    };
    if let Some(cause) = unreadable_above_leaf(asked, path) {
        return vec![Found {
            status: Status::AuthorityInvalid,
            cause,
        }];
    }
    let is_anchored = path.candidate.end == End::Anchor;
    let stop = errors(asked, path)
        .filter_map(|record| Some((place(record.certificate)?, stop(record.check)?)))
        .max();
    let all: Vec<Found> = errors(asked, path)
        .filter_map(|record| {
            let status = path_status(record.check)?;
            // Of the ends of a path, not of what its certificates say.
            let is_end = status == Status::AuthorityInvalid
                && !matches!(
                    record.check,
                    Check::SignatureInvalid
                        | Check::SignatureMalformed
                        | Check::RootConstraintViolated
                );
            if !is_anchored && !is_end {
                return None;
            }
            let is_reached = match (stop, place(record.certificate)) {
                (Some((stop, by)), Some(place)) if place == stop => {
                    by == Stop::OwnKey || self::stop(record.check) == Some(Stop::Signature)
                }
                (Some((stop, _)), Some(place)) => place > stop,
                _ => true,
            };
            is_reached.then_some(Found {
                status,
                cause: (record.check, record.certificate),
            })
        })
        .collect();
    if !is_anchored && all.is_empty() {
        let last = chain.last().copied();
        return vec![Found {
            status: Status::AuthorityInvalid,
            cause: (Check::IssuerNotFound, last),
        }];
    }
    // Revocation, then transparency, are looked at only where the path is valid otherwise; INVALID counts only where no other bit is set (cvpb
    // `MapPathBuilderErrorsToCertStatus`).
    let is_late =
        |found: &Found| matches!(found.status, Status::Revoked | Status::TransparencyRequired);
    let is_valid_otherwise = all.iter().all(is_late);
    let has_other = all
        .iter()
        .any(|found| found.status != Status::Invalid && !is_late(found));
    all.into_iter()
        .filter(|found| match found.status {
            Status::Revoked | Status::TransparencyRequired => is_valid_otherwise,
            Status::Invalid => !has_other,
            _ => true,
        })
        .collect()
}

/// What ends the walk from the root down (b:verify_certificate_chain.cc).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stop {
    /// The certificate's own key cannot be read: it has been looked at, what is below gets no verdict.
    OwnKey,
    /// Its signature cannot be verified: of it nothing else is looked at (`BasicCertificateProcessing`).
    Signature,
}

fn stop(check: Check) -> Option<Stop> {
    match check {
        Check::SignatureInvalid
        | Check::SignatureMalformed
        | Check::SignatureAlgorithmMismatch
        | Check::SignatureAlgorithmUnsupported
        | Check::SignatureAlgorithmWeak => Some(Stop::Signature),
        Check::PublicKeyMalformed | Check::PublicKeyUnsupported => Some(Stop::OwnKey),
        _ => None,
    }
}

/// What is asked of the leaf, the keys and the algorithms whatever the path says (cvp `CertVerifyProc::Verify`).
fn leaf_errors(asked: &Question<'_>, path: &Judged) -> Vec<Found> {
    // `InspectSignatureAlgorithmsInChain`: all but the last certificate of what was built.
    let below_last = built(asked, path)
        .split_last()
        .map_or(&[][..], |(_, below)| below);
    let is_inspected =
        |certificate: Option<usize>| certificate.is_some_and(|index| below_last.contains(&index));
    errors(asked, path)
        .filter_map(|record| {
            let status = match record.check {
                Check::HostnameMismatch
                | Check::SubjectAlternativeNameMissing
                | Check::WildcardOnPublicSuffix => Status::CommonNameInvalid,
                Check::PublicKeyTooSmall => Status::WeakKey,
                Check::ValidityTooLong => Status::ValidityTooLong,
                Check::LocalNameOnPublicRoot => Status::NonUniqueName,
                Check::SignatureAlgorithmMismatch
                | Check::SignatureAlgorithmWeak
                | Check::SignatureAlgorithmUnsupported
                    if is_inspected(record.certificate) =>
                {
                    Status::Invalid
                }
                _ => return None,
            };
            Some(Found {
                status,
                cause: (record.check, record.certificate),
            })
        })
        .collect()
}
