//! The rules, one file a subject. A check reads the model and records what it finds; it never decides the verdict, and does
//! not know what its answer weighs. [`judge`] asks them all, in the order of RFC 5280 §6.1: from the anchor's end of the path to the leaf's.

pub(crate) mod algorithms;
mod baseline_requirements;
mod conformance;
pub(crate) mod critical_extensions;
pub(crate) mod host_name;
pub(crate) mod name_constraints;
pub(crate) mod policies;
mod revocation;
pub(crate) mod roles;
mod signature_values;
mod signatures;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod transparency;
pub(crate) mod trust_anchor;
pub(crate) mod validity;

#[cfg(test)]
pub(crate) use baseline_requirements::CAPS;
use conformance::Signer;

use crate::certificate::{Certificate, Contents, ExtensionValue};
use crate::finding::{Check, Record, Records};
use crate::oid::Oid;
use crate::path::{Candidate, Edge, End, Found, Role};
use crate::pool::Pool;
use crate::request::Terms;
use crate::revocation::Statuses;
use crate::sorted::Map;
use crate::transparency::Seen;

/// One candidate path with all that its rules may look at.
pub(crate) struct Path<'a> {
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
    /// Of the anchor only name and key count, not what its own certificate says.
    pub exempts_anchor: bool,
    /// The leaf's SCTs; `None`: they were not looked at.
    pub seen: Option<&'a [Seen]>,
}

/// One readable certificate of a path.
#[derive(Clone, Copy)]
pub(crate) struct Link<'a> {
    /// Place in the path; the leaf is 0.
    pub place: usize,
    /// Index in the pool.
    pub index: usize,
    /// What it is in this path.
    pub role: Role,
    /// Its subject is its issuer, as the profile compares names.
    pub is_self_issued: bool,
    /// What it says.
    pub contents: &'a Contents,
}

impl<'a> Link<'a> {
    /// What the extension with this OID's content octets says; [`ExtensionValue::Malformed`] also where there are several
    /// (§4.2), for which of them counts is not known.
    pub(crate) fn only(self, oid: &[u8]) -> Option<&'a ExtensionValue> {
        const MALFORMED: &ExtensionValue = &ExtensionValue::Malformed;
        let extensions = self.contents.extensions.iter();
        let mut found = extensions.filter(|extension| extension.oid.content() == oid);
        match (found.next(), found.next()) {
            (None, _) => None,
            (Some(extension), None) => Some(&extension.value),
            (Some(_), Some(_)) => Some(MALFORMED),
        }
    }
}

impl<'a> Path<'a> {
    /// The path's certificates that could be read, the leaf first.
    pub(crate) fn links(&self) -> impl DoubleEndedIterator<Item = Link<'a>> {
        let chain = self
            .candidate
            .chain
            .iter()
            .copied()
            .enumerate()
            .collect::<Vec<_>>();
        let roles: Vec<Role> = (0..chain.len())
            .map(|place| self.candidate.role_at(place))
            .collect();
        let (pool, names) = (self.pool, self.terms.profile.search.names);
        chain
            .into_iter()
            .zip(roles)
            .filter_map(move |((place, index), role)| {
                let contents = pool.contents(index)?;
                Some(Link {
                    place,
                    index,
                    role,
                    is_self_issued: contents.subject.matches(&contents.issuer, names),
                    contents,
                })
            })
    }

    /// The leaf, if it could be read.
    pub(crate) fn leaf(&self) -> Option<Link<'a>> {
        self.links().next().filter(|link| link.place == 0)
    }

    /// The certificates that issued another of this path.
    pub(crate) fn issuers(&self) -> impl DoubleEndedIterator<Item = Link<'a>> {
        self.links().filter(|link| link.place > 0)
    }

    /// The same, without an anchor that is exempt from what it says of itself.
    pub(crate) fn binding_issuers(&self) -> impl DoubleEndedIterator<Item = Link<'a>> {
        let exempts_anchor = self.exempts_anchor;
        self.issuers()
            .filter(move |link| !(exempts_anchor && link.role == Role::Anchor))
    }

    /// The leaf, where it is the anchor too and bound by what it says of itself.
    pub(crate) fn anchored_leaf(&self) -> Option<Link<'a>> {
        let is_it = self.candidate.chain.len() == 1 && self.candidate.end == End::Anchor;
        self.leaf().filter(|_| is_it && !self.exempts_anchor)
    }
}

/// What [`conformance`] says of certificates, by index: each is asked once, for all paths and for the report.
#[derive(Default)]
pub(crate) struct Conformance(Map<usize, Records>);

impl Conformance {
    fn of(&mut self, index: usize, certificate: &Certificate) -> &Records {
        self.0.entry(index).or_insert_with(|| {
            let mut records = Records::default();
            conformance::check(index, certificate, &mut records);
            records
        })
    }

    /// What the rules say that look at one certificate alone, in two parts.
    pub(crate) fn alone(&mut self, index: usize, certificate: &Certificate) -> (&Records, Records) {
        let mut signed = Records::default();
        let signer = Signer::by_names(certificate.contents.as_ref());
        conformance::check_signed_by(signer, None, index, certificate, &mut signed);
        (self.of(index, certificate), signed)
    }
}

/// Answers that are the same in every candidate path of a request, so that each question is asked once: a leaf may have a
/// hundred thousand names, and hundreds of paths.
#[derive(Default)]
pub(crate) struct Memo<'a> {
    /// About one certificate alone.
    pub(crate) conformance: Conformance,
    /// About the leaf's names.
    names: Option<Records>,
    /// About one certificate's names under another's constraints.
    name_constraints: name_constraints::Known<'a>,
    /// Policies that were looked at.
    policies: policies::Spent,
    /// What a browser says of two certificates.
    pairs: Pairs,
}

/// What a browser says of one certificate's names under another's constraints.
#[derive(Default)]
pub(crate) struct Pairs {
    /// By the constrainer and the other.
    pub(crate) said: Map<(usize, usize), Records>,
    /// Comparisons made for it.
    pub(crate) made: usize,
}

/// The rules that a browser asks in a way of its own.
#[derive(Debug)]
pub(crate) struct Own {
    /// Asks them about one path.
    pub(crate) check: fn(&Path<'_>, &mut Pairs, &mut Records),
    /// Of those about a certificate's own form, these are among them.
    pub(crate) instead_of: &'static [Check],
}

/// Asks every rule about a path; a browser's `own` in place of most. With the answers comes the user-constrained-policy-set,
/// `None` where it was not computed.
pub(crate) fn judge<'a>(
    path: &Path<'a>,
    own: Option<&Own>,
    memo: &mut Memo<'a>,
) -> (Records, Option<Vec<Oid>>) {
    let mut records = Records::default();
    for (place, index) in path.candidate.chain.iter().enumerate().rev() {
        if let Some(entry) = path.pool.get(*index) {
            let alone = memo.conformance.of(*index, &entry.certificate);
            records.0.extend_from_slice(&alone.0);
            let signer = Signer::of(path, place, *index);
            let issuer = path.candidate.chain.get(place + 1);
            let issuer = issuer.filter(|issuer| path.found.edge(*index, **issuer) != Edge::Invalid);
            let issuer = issuer.and_then(|issuer| path.pool.contents(*issuer));
            conformance::check_signed_by(signer, issuer, *index, &entry.certificate, &mut records);
        }
    }
    if let Some(own) = own {
        let is_own = |record: &Record| own.instead_of.contains(&record.check);
        records.0.retain(|record| !is_own(record));
    }
    trust_anchor::check(path, &mut records);
    if let Some(own) = own {
        signatures::check(path, &mut records);
        revocation::check(path, &mut records);
        (own.check)(path, &mut memo.pairs, &mut records);
        return (records, None);
    }
    for link in path.links().rev() {
        algorithms::check(path, link, &mut records);
        validity::check(link, &path.terms.time, &mut records);
        critical_extensions::check(link, &mut records);
    }
    signatures::check(path, &mut records);
    signature_values::check(path, &mut records);
    roles::check(path, &mut records);
    name_constraints::check(path, &mut memo.name_constraints, &mut records);
    let policies = policies::check(
        path,
        policies::OfAnchor::Narrow,
        &mut memo.policies,
        &mut records,
    );
    baseline_requirements::check(path, &mut records);
    let names = memo.names.get_or_insert_with(|| {
        let mut records = Records::default();
        host_name::check(path, &mut records);
        baseline_requirements::check_names(path, &mut records);
        records
    });
    records.0.extend_from_slice(&names.0);
    revocation::check(path, &mut records);
    (records, policies)
}
