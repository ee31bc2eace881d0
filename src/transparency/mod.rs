//! Certificate Transparency (RFC 6962): which logs have promised to publish a certificate, and what browsers ask of that.
//! Knows logs, SCTs and the browsers' policies; knows no profile, and does not say what a missing SCT weighs.
//!
//! `logs` is the list of logs, `sct` reads SCTs, `entry` makes what a log signs, `policy` holds the browsers' policies as
//! functions over what was [`Seen`].
//!
//! A log signs the precertificate together with the key of its issuer, so an embedded SCT is asked about anew for each key that
//! may have issued the leaf. [`Submission`] holds the messages, so that the questions can borrow them.

mod entry;
pub mod logs;
pub mod policy;
mod sct;
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) mod tests;

use std::sync::Arc;

use entry::{Entry, message, precertificate_tbs};
pub use logs::{Log, LogKind, LogList};
pub use sct::{NoExtensions, Sct, SctList, Scts, read_list};

use crate::asked_time::AskedTime;
use crate::certificate::{Certificate, Contents};
use crate::der::{Tree, tag};
use crate::oid::known;
use crate::path::{Edge, Ledger};
use crate::signature::{Hash, Scheme, Task, TaskId};
use crate::sorted::Map;
use crate::time::Time;

/// Limits of what is looked at. What is left out because of one is [`Status::NotChecked`], and counts for nothing.
pub mod limit {
    /// SCTs that are read. A certificate has two to five; the shortest possible SCT takes 49 octets, so that this many fill most
    /// of a list.
    pub const SCTS: usize = 1024;
    /// Of those, SCTs of known logs, whose signatures are asked for: each costs up to 6 ms for each issuer. Policies ask for
    /// three.
    pub const SIGNATURES: usize = 16;
    /// Keys that may have issued the leaf. One did; others are there where an issuer's name was given to several.
    pub const ISSUERS: usize = 4;
    /// Octets of all that logs signed: a leaf may have four million, and each question has its own copy.
    pub const MESSAGES: usize = 16 * 1024 * 1024;
}

/// How an SCT came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// In the certificate (RFC 6962 §3.3).
    Embedded,
    /// In the TLS extension signed_certificate_timestamp (§3.3.1).
    Tls,
    /// In an OCSP response (§3.3).
    Ocsp,
}

impl Source {
    /// As reports name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::Tls => "tls",
            Self::Ocsp => "ocsp",
        }
    }
}

/// What is known of an SCT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A log that is listed has signed it, for this certificate, before the time asked for. The log may be retired.
    Valid,
    /// Its log is not listed.
    UnknownLog,
    /// It is not the log's signature of this certificate.
    SignatureInvalid,
    /// Its time is later than the time asked for.
    FromTheFuture,
    /// It cannot be read, for this reason.
    Undecodable(&'static str),
    /// Whether the signature is right was not found out, because of a limit, or because the leaf has no issuer in the path.
    NotChecked,
}

/// An SCT with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How it came.
    pub source: Source,
    /// Which of those that came so, from 0.
    pub place: usize,
    /// What it says; `None` where it cannot be read.
    pub sct: Option<Sct>,
    /// Its log, where that is listed.
    pub log: Option<Arc<Log>>,
    /// What is known of it.
    pub status: Status,
}

/// SCTs that did not come in the certificate: each a SignedCertificateTimestampList.
#[derive(Clone, Copy, Debug, Default)]
pub struct Brought<'a> {
    /// Of the TLS extension.
    pub tls: &'a [Vec<u8>],
    /// Of OCSP responses about the leaf.
    pub ocsp: &'a [Vec<u8>],
}

/// What of a list counts, [`SctList::whole`] or [`SctList::up_to_fault`].
pub type Take = fn(SctList) -> Scts;

/// A leaf's SCTs with all that their signatures cover.
#[derive(Debug)]
pub struct Submission {
    scts: Vec<Prepared>,
}

#[derive(Debug)]
struct Prepared {
    source: Source,
    place: usize,
    sct: Result<Sct, &'static str>,
    log: Option<Arc<Log>>,
    /// The scheme that the SCT names; `None`: one that logs do not use.
    scheme: Option<Scheme>,
    /// By the issuer's key, where the SCT is embedded.
    questions: Map<Option<[u8; 32]>, (TaskId, Vec<u8>)>,
}

impl Submission {
    /// Reads a leaf's SCTs. `issuer_keys`: SHA-256 of the SubjectPublicKeyInfo of each certificate that may have issued it.
    pub fn prepare(
        certificate: &Certificate,
        issuer_keys: &[[u8; 32]],
        brought: Brought<'_>,
        take: Take,
        logs: &LogList,
    ) -> Self {
        let Some(contents) = &certificate.contents else {
            return Self { scts: Vec::new() };
        };
        let embedded = embedded(certificate, contents);
        let tls = brought.tls.iter().map(|list| read_list(list));
        let ocsp = brought.ocsp.iter().map(|list| read_list(list));
        let lists = std::iter::empty()
            .chain(embedded.map(|list| (Source::Embedded, list)))
            .chain(tls.map(|list| (Source::Tls, list)))
            .chain(ocsp.map(|list| (Source::Ocsp, list)));
        let mut keys: Vec<[u8; 32]> = Vec::new();
        for key in issuer_keys {
            if !keys.contains(key) && keys.len() < limit::ISSUERS {
                keys.push(*key);
            }
        }
        let tbs = precertificate_tbs(certificate, contents);
        let mut budget = Budget::default();
        let mut places: Map<Source, usize> = Map::new();
        let all = lists.flat_map(|(source, list)| {
            let scts = take(list).into_iter();
            scts.map(move |sct| (source, sct))
        });
        let mut scts = Vec::new();
        for (source, sct) in all.take(limit::SCTS) {
            let place = places.entry(source).or_default();
            let log = sct.as_ref().ok().and_then(|sct| logs.get(&sct.log_id));
            let scheme = sct.as_ref().ok().and_then(scheme);
            let mut prepared = Prepared {
                source,
                place: *place,
                log: log.cloned(),
                scheme,
                questions: Map::new(),
                sct,
            };
            *place += 1;
            match (source, &tbs) {
                (Source::Embedded, Some(tbs)) => {
                    for key in &keys {
                        let entry = Entry::Precertificate {
                            issuer_key_hash: *key,
                            tbs,
                        };
                        prepared.question(Some(*key), entry, &mut budget);
                    }
                }
                (Source::Embedded, None) => {}
                (Source::Tls | Source::Ocsp, _) => {
                    let entry = Entry::Certificate(&certificate.der);
                    prepared.question(None, entry, &mut budget);
                }
            }
            budget.signatures += usize::from(!prepared.questions.is_empty());
            scts.push(prepared);
        }
        Self { scts }
    }

    /// What is known of the SCTs at a time, where the certificate with this key issued the leaf; `None`: nobody in the path did.
    /// Signatures that are not known yet are asked for and taken for valid meanwhile, as in [`crate::path::search`].
    pub fn ask<'a>(
        &'a self,
        issuer_key: Option<[u8; 32]>,
        time: &AskedTime,
        ledger: &mut Ledger<'a>,
    ) -> Vec<Seen> {
        let scts = self.scts.iter();
        scts.map(|prepared| Seen {
            source: prepared.source,
            place: prepared.place,
            sct: prepared.sct.as_ref().ok().cloned(),
            log: prepared.log.clone(),
            status: prepared.status(issuer_key, time, ledger),
        })
        .collect()
    }
}

/// How much was prepared so far.
#[derive(Default)]
struct Budget {
    signatures: usize,
    bytes: usize,
}

impl Prepared {
    /// Notes what is to be asked, where there is a log to ask about.
    fn question(&mut self, key: Option<[u8; 32]>, entry: Entry<'_>, budget: &mut Budget) {
        let (Ok(sct), Some(log), Some(scheme)) = (&self.sct, &self.log, self.scheme) else {
            return;
        };
        let length = match entry {
            Entry::Certificate(bytes) => bytes.len(),
            Entry::Precertificate { tbs, .. } => tbs.len(),
        };
        let bytes = budget.bytes.saturating_add(length);
        if budget.signatures >= limit::SIGNATURES || bytes > limit::MESSAGES {
            return;
        }
        if let Some(message) = message(sct, entry) {
            budget.bytes = bytes;
            let task = Task {
                scheme,
                spki: &log.key,
                message: &message,
                signature: &sct.signature,
            };
            self.questions.insert(key, (task.id(), message));
        }
    }

    fn status<'a>(
        &'a self,
        issuer_key: Option<[u8; 32]>,
        time: &AskedTime,
        ledger: &mut Ledger<'a>,
    ) -> Status {
        let sct = match &self.sct {
            Ok(sct) => sct,
            Err(problem) => return Status::Undecodable(problem),
        };
        let Some(log) = &self.log else {
            return Status::UnknownLog;
        };
        let Some(scheme) = self.scheme else {
            return Status::SignatureInvalid;
        };
        let key = issuer_key.filter(|_| self.source == Source::Embedded);
        let Some((id, message)) = self.questions.get(&key) else {
            return Status::NotChecked;
        };
        let task = Task {
            scheme,
            spki: &log.key,
            message,
            signature: &sct.signature,
        };
        match ledger.ask(*id, task) {
            Edge::Invalid => Status::SignatureInvalid,
            Edge::NotChecked | Edge::Unverifiable => Status::NotChecked,
            Edge::Valid | Edge::Pending if is_future(sct.timestamp, time) => Status::FromTheFuture,
            Edge::Valid | Edge::Pending => Status::Valid,
        }
    }
}

/// The time asked for is a whole second: nothing in it is its future. Before 1970 there was no SCT: that of its first second is the
/// future of no time.
fn is_future(timestamp: u64, time: &AskedTime) -> bool {
    match i64::try_from(timestamp / 1000) {
        Ok(0) => false,
        Ok(seconds) => time.is_before_unix(seconds),
        Err(_) => true,
    }
}

/// Seconds since 1970; a time before it is none that an SCT could have.
fn seconds(time: Time) -> u64 {
    u64::try_from(time.unix()).unwrap_or(0)
}

/// Milliseconds since 1970, as SCTs count.
pub(crate) fn milliseconds(time: Time) -> u64 {
    seconds(time).saturating_mul(1000)
}

/// §2.1.4: "A log MUST use either elliptic curve signatures using the NIST P-256 curve […] or RSA signatures (RSASSA-PKCS1-V1_5 with
/// SHA-256 […])", ECDSA with SHA-256 too. Which of the two it must be is the key's to say.
fn scheme(sct: &Sct) -> Option<Scheme> {
    match sct.algorithm {
        (4, 1) => Some(Scheme::RsaPkcs1(Hash::Sha256)),
        (4, 3) => Some(Scheme::Ecdsa(Hash::Sha256)),
        _ => None,
    }
}

/// The certificate's own list, where it has one. §3.3: "an X.509v3 certificate extension […] by encoding the
/// SignedCertificateTimestampList structure as an ASN.1 OCTET STRING and inserting the resulting data in the TBSCertificate".
pub(crate) fn embedded(certificate: &Certificate, contents: &Contents) -> Option<SctList> {
    let extension = contents.extension(known::SCT_LIST)?;
    let tree = Tree::read(&certificate.der, extension.content.clone());
    let list = tree.root().filter(|root| root.is(tag::OCTET_STRING));
    let is_whole = list.is_some_and(|list| list.range() == extension.content);
    Some(match list.filter(|_| is_whole) {
        Some(list) => read_list(list.content()),
        None => SctList::none("the extension is not an OCTET STRING"),
    })
}
