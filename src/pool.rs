//! All certificates that paths can be made of: what the caller gave, and the trust anchors that it leads to.
//! Knows names and identities; judges nothing.

use std::sync::Arc;

use crate::asked_time::AskedTime;
use crate::certificate::{Certificate, Contents, subject_key};
use crate::input::{Position, State};
use crate::name::NameComparison;
use crate::signature::sha256;
use crate::sorted::{Map, Set, sort_by_key};
use crate::trust::{AnchorTerms, Store, StoreName};

/// Where a certificate came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The request's `certificates`.
    Certificates,
    /// The request's `fetched`.
    Fetched,
    /// The request's `trust.anchors`.
    Anchors,
    /// A built-in store.
    Store(StoreName),
}

/// One certificate of the pool. Its index in the pool is its index in the report.
#[derive(Debug)]
pub struct Entry {
    /// The certificate.
    pub certificate: Certificate,
    /// Where it came from.
    pub source: Source,
    /// Where in the input it was found.
    pub position: Option<Position>,
    /// The index of an earlier entry with the same bytes.
    pub duplicate_of: Option<usize>,
    /// SHA-256 of the bytes.
    pub fingerprint: [u8; 32],
    /// SHA-256 of SubjectPublicKeyInfo.
    pub key_fingerprint: Option<[u8; 32]>,
    /// At which index the server sends it, as far as is known: its own, or that of a later copy where it stands beside
    /// ([`State::Beside`]).
    pub sent: Option<usize>,
    /// It is a trust anchor, and by whose word.
    pub anchor: Option<Source>,
    /// Its place among the trust anchors that were met; 0: it is none.
    pub anchor_place: usize,
    /// On what terms the store trusts it, where the store holds it; also where the caller brought it as an anchor.
    pub terms: Option<Arc<AnchorTerms>>,
    /// Equal for certificates that stand for the same CA: same subject, key and alternative names. Two of one identity
    /// never stand in one path.
    pub identity: Option<u32>,
    /// [`Contents::is_self_issued`], [`Contents::authority_key_identifier`] and [`Contents::subject_key_identifier`], found
    /// once: the search asks for them thousands of times, and a certificate may have a hundred thousand extensions.
    pub is_self_issued: bool,
    #[allow(missing_docs)] // above
    pub authority_key_identifier: Option<Vec<u8>>,
    #[allow(missing_docs)] // above
    pub subject_key_identifier: Option<Vec<u8>>,
}

impl Entry {
    /// What could be read of it.
    pub fn contents(&self) -> Option<&Contents> {
        self.certificate.contents.as_ref()
    }
}

/// A certificate of the input with its place.
pub struct Given {
    /// The bytes.
    pub der: Vec<u8>,
    /// Where they were found.
    pub position: Position,
    /// What more is known of them.
    pub state: State,
    /// The key of its subject, where that was read already: an anchor's is looked for in it.
    pub subject: Option<Vec<u8>>,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Pool {
    entries: Vec<Entry>,
    by_fingerprint: Map<[u8; 32], usize>,
    by_subject: Map<Vec<u8>, Vec<usize>>,
    identities: Map<Vec<u8>, u32>,
    /// How many trust anchors there are in all, whether or not the input leads to them.
    pub anchor_count: usize,
    anchors_met: usize,
}

impl Pool {
    /// Takes in certificates of the input, in order.
    pub fn add(&mut self, given: Vec<Given>, source: Source) {
        for given in given {
            let is_sent = source == Source::Certificates && given.state != State::Beside;
            let fingerprint = sha256(&given.der);
            let certificate = Certificate::read(given.der);
            let index = self.push(certificate, fingerprint, source, Some(given.position));
            let mut copy = Some(index).filter(|_| is_sent);
            while let Some(entry) = copy.and_then(|copy| self.entries.get_mut(copy)) {
                entry.sent.get_or_insert(index);
                copy = entry.duplicate_of;
            }
        }
    }

    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One entry.
    pub fn get(&self, index: usize) -> Option<&Entry> {
        self.entries.get(index)
    }

    /// What could be read of an entry.
    pub fn contents(&self, index: usize) -> Option<&Contents> {
        self.get(index)?.contents()
    }

    /// An entry's SubjectPublicKeyInfo, DER.
    pub fn spki(&self, index: usize) -> Option<&[u8]> {
        let entry = self.get(index)?;
        Some(entry.certificate.bytes(&entry.contents()?.spki))
    }

    /// The certificates, duplicates left out, whose subject is `child`'s issuer (RFC 5280 §7.1).
    pub fn issuers(&self, child: usize) -> &[usize] {
        let key = self.contents(child).map(|contents| contents.issuer.key());
        key.and_then(|key| self.by_subject.get(key))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether `issuer`'s subject is `child`'s issuer in this comparison, of two that RFC 5280 §7.1 calls equal. The browsers hold fewer
    /// names to be the same, but for a few that no CA has: Chrome those that differ in spaces of a domainComponent, for instance.
    pub fn names_match(&self, child: usize, issuer: usize, comparison: NameComparison) -> bool {
        let names = (self.contents(child), self.contents(issuer));
        let (Some(child), Some(issuer)) = names else {
            return false;
        };
        child.issuer.matches(&issuer.subject, comparison)
    }

    /// Marks and brings in the trust anchors that the issuers' names lead to from `leaf`: the caller's own, then the store's.
    pub fn link_anchors(&mut self, leaf: usize, local: Vec<Given>, store: Option<&Store>) {
        let mut local_by_subject: Map<Vec<u8>, Vec<Given>> = Map::new();
        self.anchor_count = local.len() + store.map_or(0, |store| store.header().count);
        for mut given in local {
            let subject = given.subject.take();
            if let Some(subject) = subject.or_else(|| subject_key(&given.der)) {
                local_by_subject.entry(subject).or_default().push(given);
            }
        }
        self.mark_leaf(leaf, &local_by_subject, store);
        let mut names_seen = Set::new();
        let mut queue = vec![leaf];
        while let Some(child) = queue.pop() {
            let Some(issuer) = self
                .contents(child)
                .map(|contents| contents.issuer.key().to_vec())
            else {
                continue;
            };
            if !names_seen.insert(issuer.clone()) {
                continue;
            }
            let local = local_by_subject.get_mut(&issuer).map(std::mem::take);
            for given in local.unwrap_or_default() {
                self.push_anchor(given.der, Source::Anchors, Some(given.position));
            }
            if let Some(store) = store {
                for anchor in store.by_subject(&issuer) {
                    let source = Source::Store(store.header().store);
                    let index = self.push_anchor(anchor.der.to_vec(), source, None);
                    if let Some(entry) = self.entries.get_mut(index) {
                        entry.terms = Some(Arc::clone(anchor.terms));
                    }
                }
            }
            queue.extend(self.issuers(child).iter().copied());
        }
    }

    /// Marks the leaf where it is itself among the anchors.
    fn mark_leaf(
        &mut self,
        leaf: usize,
        local_by_subject: &Map<Vec<u8>, Vec<Given>>,
        store: Option<&Store>,
    ) {
        let Some(entry) = self.entries.get_mut(leaf) else {
            return;
        };
        let Some(contents) = entry.contents() else {
            return;
        };
        let (subject, fingerprint) = (contents.subject.key(), entry.fingerprint);
        let is_it = |der: &[u8]| sha256(der) == fingerprint;
        let mut local = local_by_subject.get(subject).into_iter().flatten();
        let is_local = local.any(|given| is_it(&given.der));
        let in_store = store.and_then(|store| {
            let anchor = store.by_subject(subject).find(|anchor| is_it(anchor.der))?;
            Some((store.header().store, Arc::clone(anchor.terms)))
        });
        entry.anchor = match (is_local, &in_store) {
            (true, _) => Some(Source::Anchors),
            (false, Some((name, _))) => Some(Source::Store(*name)),
            (false, None) => None,
        };
        entry.terms = in_store.map(|(_, terms)| terms);
    }

    /// Puts those of one name in the order in which paths through them are tried, where key identifiers say nothing: valid at
    /// that time; then anchors and those that another CA issued, as one that issued itself leads only to others of its name;
    /// then the newest. Done once: the search asks for it thousands of times.
    pub fn order_issuers(&mut self, time: &AskedTime) {
        let entries = &self.entries;
        for issuers in self.by_subject.values_mut() {
            sort_by_key(issuers, |issuer| {
                let entry = entries.get(*issuer);
                let contents = entry.and_then(Entry::contents);
                let leads_nowhere =
                    entry.is_some_and(|entry| entry.anchor.is_none() && entry.is_self_issued);
                let not_before = contents.and_then(|contents| contents.not_before);
                let is_current = contents
                    .and_then(|contents| contents.not_before.zip(contents.not_after))
                    .is_some_and(|(first, last)| time.is_within(first, last));
                (
                    !is_current,
                    leads_nowhere,
                    std::cmp::Reverse(not_before),
                    *issuer,
                )
            });
        }
    }

    fn push_anchor(&mut self, der: Vec<u8>, source: Source, position: Option<Position>) -> usize {
        let fingerprint = sha256(&der);
        let index = match self.by_fingerprint.get(&fingerprint) {
            Some(index) => *index,
            None => self.push(Certificate::read(der), fingerprint, source, position),
        };
        self.anchors_met += 1;
        if let Some(entry) = self.entries.get_mut(index) {
            entry.anchor.get_or_insert(source);
            if entry.anchor_place == 0 {
                entry.anchor_place = self.anchors_met;
            }
        }
        index
    }

    fn push(
        &mut self,
        certificate: Certificate,
        fingerprint: [u8; 32],
        source: Source,
        position: Option<Position>,
    ) -> usize {
        let index = self.entries.len();
        let key = certificate.contents.as_ref();
        let key_fingerprint = key.map(|contents| sha256(certificate.bytes(&contents.spki)));
        // What can't be read is no copy: two certificates of which nothing could be decoded have the same bytes.
        let duplicate_of = key.and_then(|_| self.by_fingerprint.get(&fingerprint).copied());
        let mut identity = duplicate_of.and_then(|first| self.get(first)?.identity);
        if duplicate_of.is_none() {
            self.by_fingerprint.insert(fingerprint, index);
            if let Some((contents, key)) = certificate.contents.as_ref().zip(key_fingerprint) {
                self.by_subject
                    .entry(contents.subject.key().to_vec())
                    .or_default()
                    .push(index);
                let next = self.identities.len() as u32;
                identity = Some(
                    *self
                        .identities
                        .entry(identity_of(&certificate, contents, key))
                        .or_insert(next),
                );
            }
        }
        let contents = certificate.contents.as_ref();
        let authority = contents.and_then(Contents::authority_key_identifier);
        let own = contents.and_then(Contents::subject_key_identifier);
        let (authority_key_identifier, subject_key_identifier) =
            (authority.map(<[u8]>::to_vec), own.map(<[u8]>::to_vec));
        let is_self_issued = contents.is_some_and(Contents::is_self_issued);
        self.entries.push(Entry {
            is_self_issued,
            authority_key_identifier,
            subject_key_identifier,
            certificate,
            source,
            position,
            duplicate_of,
            fingerprint,
            key_fingerprint,
            sent: None,
            anchor: None,
            anchor_place: 0,
            terms: None,
            identity,
        });
        index
    }
}

/// What certificates that stand for the same CA have in common.
fn identity_of(certificate: &Certificate, contents: &Contents, key: [u8; 32]) -> Vec<u8> {
    let names = contents.extension(crate::oid::known::SUBJECT_ALT_NAME);
    let names = names
        .map(|extension| certificate.bytes(&extension.content))
        .unwrap_or_default();
    let mut whole = key.to_vec();
    for part in [contents.subject.key(), names] {
        whole.extend_from_slice(&(part.len() as u64).to_be_bytes());
        whole.extend_from_slice(part);
    }
    whole
}
