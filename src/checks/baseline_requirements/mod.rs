//! The CA/Browser Forum's Baseline Requirements for TLS server certificates (BR), as far as a verifier can see whether a CA
//! kept them. They bind CAs, not verifiers: that a breach rejects is the profile's decision. Clauses are those of version 2.
//!
//! A requirement counts for every certificate, whenever it was issued, unless its own text names the date from which it
//! binds and old certificates are still in use: only the caps on validity are so.

mod extensions;
mod fields;
mod keys;
mod names;

use super::Path;
use crate::finding::Records;
use crate::profile::Role;
use crate::request::Purpose;

/// Asks about every certificate of the path.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    // They are about certificates of servers, and of the CAs above them.
    let is_client = path.terms.purpose == Purpose::Client;
    for link in path
        .links()
        .rev()
        .filter(|link| !is_client || link.role != Role::Leaf)
    {
        fields::check(link, records);
        keys::check(path, link, records);
        extensions::check(path, link, records);
    }
}

/// Asks about the names of the leaf: the same in every path.
pub(super) fn check_names(path: &Path<'_>, records: &mut Records) {
    if let Some(leaf) = path
        .leaf()
        .filter(|_| path.terms.purpose != Purpose::Client)
    {
        names::check(path, leaf, records);
    }
}
