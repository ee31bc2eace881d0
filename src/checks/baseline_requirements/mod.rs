//! The CA/Browser Forum's Baseline Requirements for TLS server certificates (BR), as far as a verifier can see whether a CA
//! kept them. They bind CAs, not verifiers: that a breach rejects is the profile's decision. Clauses are those of version 2.
//!
//! A requirement counts for every certificate, whenever it was issued, unless its own text names the date from which it
//! binds and old certificates are still in use.

mod extensions;
mod fields;
mod keys;
mod names;

#[cfg(test)]
pub(crate) use fields::CAPS;

use super::Path;
use crate::finding::{Check, Records};
use crate::path::Role;
use crate::request::Purpose;
use crate::sorted::Set;

/// Asks about every certificate of the path.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    for link in path.links().rev() {
        about_servers(path, link.role, records, |records| {
            fields::check(link, records);
            keys::check(path, link, records);
            extensions::check(link, records);
        });
    }
}

/// The requirements are about certificates of servers, and of the CAs above them: nothing of it applies to a client's.
fn about_servers(
    path: &Path<'_>,
    role: Role,
    records: &mut Records,
    ask: impl FnOnce(&mut Records),
) {
    if role != Role::Leaf || path.terms.purpose != Purpose::Client {
        return ask(records);
    }
    let mut asked = Records::default();
    ask(&mut asked);
    let asked: Set<(Check, Option<usize>)> = asked
        .0
        .iter()
        .map(|record| (record.check, record.certificate))
        .collect();
    for (check, certificate) in asked {
        records.not_applicable(check, certificate);
    }
}

/// Asks about the names of the leaf: the same in every path.
pub(super) fn check_names(path: &Path<'_>, records: &mut Records) {
    if let Some(leaf) = path.leaf() {
        about_servers(path, leaf.role, records, |records| {
            names::check(path, leaf, records)
        });
    }
}
