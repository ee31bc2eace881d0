//! The rules, one file a family. A check reads the model and records what it finds; it never decides the verdict, and knows
//! no profile. [`judge`] asks them all, in the order of RFC 5280 §6.1: from the anchor's end of the path to the leaf's.

mod algorithms;
mod conformance;
mod constraints;
mod critical_extensions;
mod host_name;
mod revocation;
mod roles;
mod signatures;
mod trust_anchor;
mod validity;

use crate::certificate::{Certificate, Contents};
use crate::finding::Records;
use crate::path::{Candidate, End, Found};
use crate::pool::Pool;
use crate::profile::Role;
use crate::request::Terms;
use crate::revocation::Statuses;

/// One candidate path with all that its rules may look at.
pub struct Path<'a> {
    /// All certificates.
    pub pool: &'a Pool,
    /// The candidate.
    pub candidate: &'a Candidate,
    /// What is known of signatures.
    pub found: &'a Found,
    /// What was asked.
    pub terms: &'a Terms,
    /// What evidence says of revocation.
    pub statuses: &'a Statuses,
}

/// One readable certificate of a path.
#[derive(Clone, Copy)]
pub struct Link<'a> {
    /// Place in the path; the leaf is 0.
    pub place: usize,
    /// Index in the pool.
    pub index: usize,
    /// What it is in this path.
    pub role: Role,
    /// What it says.
    pub contents: &'a Contents,
}

impl<'a> Path<'a> {
    /// The role of the certificate at a place.
    pub fn role(&self, place: usize) -> Role {
        let is_last = place + 1 == self.candidate.chain.len();
        match place {
            0 => Role::Leaf,
            _ if is_last && self.candidate.end == End::Anchor => Role::Anchor,
            _ => Role::Intermediate,
        }
    }

    /// The path's certificates that could be read, the leaf first.
    pub fn links(&self) -> impl DoubleEndedIterator<Item = Link<'a>> {
        let chain = self
            .candidate
            .chain
            .iter()
            .copied()
            .enumerate()
            .collect::<Vec<_>>();
        let roles: Vec<Role> = (0..chain.len()).map(|place| self.role(place)).collect();
        let pool = self.pool;
        chain
            .into_iter()
            .zip(roles)
            .filter_map(move |((place, index), role)| {
                Some(Link {
                    place,
                    index,
                    role,
                    contents: pool.contents(index)?,
                })
            })
    }

    /// The leaf, if it could be read.
    pub fn leaf(&self) -> Option<Link<'a>> {
        self.links().next().filter(|link| link.place == 0)
    }

    /// The certificates that issued another of this path.
    pub fn issuers(&self) -> impl DoubleEndedIterator<Item = Link<'a>> {
        self.links().filter(|link| link.place > 0)
    }
}

/// Asks every rule about a path.
pub fn judge(path: &Path<'_>) -> Records {
    let mut records = Records::default();
    for index in path.candidate.chain.iter().rev() {
        if let Some(entry) = path.pool.get(*index) {
            conformance::check(*index, &entry.certificate, &mut records);
        }
    }
    trust_anchor::check(path, &mut records);
    for link in path.links().rev() {
        algorithms::check(link, &mut records);
        validity::check(link, path.terms.time, &mut records);
        critical_extensions::check(link, &mut records);
    }
    signatures::check(path, &mut records);
    roles::check(path, &mut records);
    constraints::check(path, &mut records);
    host_name::check(path, &mut records);
    revocation::check(path, &mut records);
    records
}

/// Asks the rules that look at one certificate alone.
pub fn judge_alone(index: usize, certificate: &Certificate) -> Records {
    let mut records = Records::default();
    conformance::check(index, certificate, &mut records);
    records
}
