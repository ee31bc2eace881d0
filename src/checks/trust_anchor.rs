//! Does the path reach a trust anchor, and if not, why (RFC 5280 §6.1.1 (d), §6.1.3 (a)(4)).

use super::Path;
use crate::finding::{Check, Fault, Records};
use crate::path::{End, ITERATIONS};
use crate::pool::{Entry, Source};
use crate::text::{hex, visible_short};

/// The rules that say how a path ends; at most one is broken. (None is where a path that reaches no anchor is too long, or where a
/// signature ends it.)
pub(crate) const ENDS: &[Check] = &[
    Check::SelfSignedNotTrusted,
    Check::AnchorNameReused,
    Check::RootNotTrusted,
    Check::IssuerNotFound,
    Check::PathLoop,
];

/// Names the reason where the path reaches no anchor; says where it reaches one that is not a root.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    let Some(&last) = path.candidate.chain.last() else {
        return;
    };
    let fault = end_fault(path, last);
    let broken = fault.as_ref().map(Fault::check);
    for rule in ENDS.iter().filter(|rule| Some(**rule) != broken) {
        match path.candidate.end {
            End::Anchor => records.passed(*rule, Some(last)),
            _ => records.not_applicable(*rule, Some(last)),
        }
    }
    if let Some(fault) = fault {
        records.broken(fault, Some(last));
    }
    let intermediates = path
        .links()
        .filter(|link| link.role == crate::path::Role::Intermediate);
    let counted = intermediates
        .filter(|link| !link.contents.is_self_issued())
        .count();
    let most = path.terms.max_intermediates;
    match (path.candidate.end, most) {
        (End::TooLong, _) => {} // named above
        (_, Some(limit)) if counted > limit => {
            let set_by = "request";
            records.broken(Fault::PathTooLong { limit, set_by }, None);
        }
        _ => records.passed(Check::PathTooLong, None),
    }
    anchor_is_intermediate(path, last, records);
}

fn end_fault(path: &Path<'_>, last: usize) -> Option<Fault> {
    let contents = path.pool.contents(last);
    let subject = || {
        visible_short(
            &path
                .pool
                .get(last)
                .map(|entry| entry.certificate.label())
                .unwrap_or_default(),
            200,
        )
    };
    let anchors = path.pool.anchor_count;
    match path.candidate.end {
        End::Anchor | End::SignatureInvalid => None,
        End::TooLong => Some(Fault::PathTooLong {
            limit: path.terms.profile.search.depth - 1, // without the leaf
            set_by: "profile",
        }),
        End::Stopped => Some(Fault::SearchLimitReached {
            limit: ITERATIONS,
            value: path.terms.profile.search.iterations.unwrap_or_default(),
        }),
        End::SelfIssued => Some(
            match (anchor_of_same_name(path, last), path.candidate.chain.len()) {
                (Some(anchor), _) => Fault::AnchorNameReused {
                    subject: subject(),
                    presented_key: path.pool.get(last).map(key_fingerprint).unwrap_or_default(),
                    trusted_key: key_fingerprint(anchor),
                },
                (None, 1) => Fault::SelfSignedNotTrusted { subject: subject() },
                (None, _) => Fault::RootNotTrusted {
                    subject: subject(),
                    anchors,
                },
            },
        ),
        End::Loop => Some(Fault::PathLoop {
            issuer: contents.map(|c| c.issuer.text()).unwrap_or_default(),
        }),
        // What cannot be read names no issuer; its own faults say why.
        End::NoIssuer => contents.map(|contents| Fault::IssuerNotFound {
            issuer: visible_short(&contents.issuer.text(), 500),
            anchors,
            ca_issuers: contents
                .ca_issuers()
                .unwrap_or_default()
                .iter()
                .take(4)
                .cloned()
                .collect(),
            names_itself: contents.is_self_issued(),
        }),
    }
}

/// A trust anchor with the subject of this certificate, whose key is another.
fn anchor_of_same_name<'a>(path: &Path<'a>, index: usize) -> Option<&'a Entry> {
    let own_key = path.pool.get(index)?.key_fingerprint;
    path.pool
        .issuers(index) // self-issued: its issuer's name is its own
        .iter()
        .filter_map(|issuer| path.pool.get(*issuer))
        .find(|entry| entry.anchor.is_some() && entry.key_fingerprint != own_key)
}

/// [`Entry::key_fingerprint`] in hexadecimal.
fn key_fingerprint(entry: &Entry) -> String {
    entry
        .key_fingerprint
        .map(|key| hex(&key))
        .unwrap_or_default()
}

fn anchor_is_intermediate(path: &Path<'_>, last: usize, records: &mut Records) {
    let entry = path.pool.get(last);
    let source = entry
        .and_then(|entry| entry.anchor)
        .filter(|_| path.candidate.end == End::Anchor);
    let store = match source {
        Some(Source::Store(store)) => Some(store.title()),
        _ => None,
    };
    // A server's own certificate may be chosen to be trusted; it is no intermediate.
    let is_above = store.is_some() || path.candidate.chain.len() > 1;
    match (source, path.pool.contents(last)) {
        (Some(_), Some(contents)) if is_above && !contents.is_self_issued() => {
            let subject = visible_short(&contents.subject.label().unwrap_or_default(), 200);
            records.broken(Fault::AnchorIsIntermediate { subject, store }, Some(last));
        }
        (Some(_), _) => records.passed(Check::AnchorIsIntermediate, Some(last)),
        (None, _) => records.not_applicable(Check::AnchorIsIntermediate, Some(last)),
    }
}
