//! Path building as mozilla::pkix does it (NSS, `lib/mozpkix/lib/pkixbuild.cpp`), over what is known of signatures.
//!
//! Firefox asks a leaf, then each of its issuers in turn, and so on up to an anchor; an issuer is asked in full before the
//! signature that it made is. Of several candidates that fail differently it names none of their errors.

use std::cmp::Reverse;
use std::rc::Rc;

use super::super::{Question, standing};
use super::back_cert::{BackCert, MAX_SIZE, Unreadable};
use super::keys::{self, RSA_BITS};
use super::one_certificate::{self, Ask, usage};
use super::reader::{Input, tag};
use super::{
    Code, algorithms, authority_info_access, constraints, nss, revocation, timestamps, tls_feature,
    validity,
};
use crate::finding::Check;
use crate::path::{Edge, End};
use crate::pool::Source;
use crate::profile::Standing;
use crate::request::Purpose;
use crate::signature::{KeyRefusal, PublicKey};
use crate::sorted::{Map, Set, sort_by_key};

/// Issuers tried, in all rounds together. Firefox allows 200,000 a round, more than a page can wait for; paths that are not
/// found within this are not found.
const STEPS: usize = 20_000;

/// A finding, and the certificate that it is about, where it is about one.
pub(super) type Cause = (Check, Option<usize>);

/// Why there is no good path.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) code: Code,
    /// How far the path went, the leaf first.
    pub(super) chain: Vec<usize>,
    /// The finding behind the code.
    pub(super) cause: Option<Cause>,
}

/// What a search comes to: a path, the leaf first, or the reason why there is none.
pub(super) type Outcome = Result<Vec<usize>, Failure>;

/// One candidate, tried.
enum Tried {
    /// It is passed over as if it were not there; with the reason, where it has one.
    Skipped(Option<Cause>),
    /// The next candidate may do better.
    Done(Outcome),
    /// It is the subject's own fault: no other candidate is tried.
    Final(Failure),
}

/// All rounds of a search: what they learn, each may use.
pub(super) struct Search<'a> {
    pub(super) asked: &'a Question<'a>,
    certificates: Map<usize, Result<BackCert<'a>, Unreadable>>,
    /// Whether the names of the second are within the constraints of the first.
    constrained: Map<(usize, usize), Option<(Code, Check)>>,
    /// The candidates of each subject, in order; its leaf is always the same.
    ordered: Map<usize, Rc<[usize]>>,
    /// What OneCRL lists.
    listed: Set<usize>,
    steps: usize,
    /// Comparisons of names with constraints.
    compared: usize,
    /// What this round wants of RSA keys.
    pub(super) minimum_rsa: u32,
    /// The bit that a leaf's keyUsage must have in this round.
    pub(super) leaf_usage: u8,
}

impl<'a> Search<'a> {
    pub(super) fn new(asked: &'a Question<'a>) -> Self {
        let records = asked.paths.iter().flat_map(|path| &path.records.0);
        let listed = records.filter(|record| record.check == LISTED && record.fault().is_some());
        Self {
            asked,
            listed: listed.filter_map(|record| record.certificate).collect(),
            certificates: Map::new(),
            constrained: Map::new(),
            ordered: Map::new(),
            steps: 0,
            compared: 0,
            minimum_rsa: RSA_BITS,
            leaf_usage: usage::DIGITAL_SIGNATURE,
        }
    }

    /// The limit that the search came to, where it came to one.
    pub(super) fn limit(&self) -> Option<(&'static str, usize)> {
        (self.steps > STEPS).then_some(("steps", STEPS))
    }

    /// `BuildCertChain`: the path of a leaf, for this round.
    pub(super) fn build_from(&mut self, leaf: usize) -> Outcome {
        self.build(&mut vec![leaf])
    }

    /// `BuildForward`, for the last of `chain`.
    fn build(&mut self, chain: &mut Vec<usize>) -> Outcome {
        let Some(&subject) = chain.last() else {
            return Err(self.unknown_issuer(chain, None));
        };
        let certificate = self.certificate(subject).map_err(|unreadable| Failure {
            code: unreadable.code,
            chain: chain.clone(),
            cause: Some((unreadable.fault.check(), Some(subject))),
        })?;
        let cas_below = chain.len().checked_sub(2);
        let is_anchor = self.is_anchor(subject);
        let deferred = match self.alone(&certificate, subject, cas_below, chain) {
            Ok(()) => None,
            Err(failure) if cas_below.is_none() && !is_anchor => Some(failure),
            Err(failure) => return Err(failure),
        };
        if is_anchor {
            // `IsDistrustedCertificateChain` reads the leaf's dates, of which nothing was told yet.
            if self.is_built_in(chain)
                && let Some(&leaf) = chain.first()
                && self
                    .certificate(leaf)
                    .is_ok_and(|leaf| validity::read(leaf.validity).is_err())
            {
                let cause = (Check::FirefoxCannotRead, Some(leaf));
                return Err(Failure {
                    code: Code::LibraryFailure,
                    chain: chain.clone(),
                    cause: Some(cause),
                });
            }
            if let Some(cause) = self.broken(chain, DISTRUST) {
                return Err(Failure {
                    code: Code::IssuerNoLongerTrusted,
                    chain: chain.clone(),
                    cause: Some(cause),
                });
            }
            return match self.broken(chain, LONGER_THAN_ASKED) {
                Some(cause) => Err(self.unknown_issuer(chain, Some(cause))),
                None => Ok(chain.clone()),
            };
        }
        let depth = self.asked.terms.profile.search.depth; // `MAX_SUBCA_COUNT`, and the leaf
        if cas_below.is_some_and(|cas_below| cas_below + 1 >= depth) {
            return Err(self.unknown_issuer(chain, Some((Check::PathTooLong, None))));
        }
        // Of a leaf that has expired it is not asked if it is revoked; and where its period cannot be read, that alone is told.
        let is_expired = deferred.as_ref().is_some_and(|failure| {
            matches!(failure.code, Code::ExpiredCertificate | Code::InvalidTime)
        });
        let path = self.find_issuer(chain, &certificate, is_expired)?;
        match deferred {
            Some(failure) => Err(Failure {
                chain: path,
                ..failure
            }),
            None => Ok(path),
        }
    }

    /// `CheckIssuerIndependentProperties`, what is listed as revoked first.
    fn alone(
        &mut self,
        certificate: &BackCert<'_>,
        subject: usize,
        cas_below: Option<usize>,
        chain: &[usize],
    ) -> Result<(), Failure> {
        let failure = |code, check| Failure {
            code,
            chain: chain.to_vec(),
            cause: Some((check, Some(subject))),
        };
        if self.is_listed(subject) {
            return Err(failure(Code::RevokedCertificate, LISTED));
        }
        // `GetCertTrust` has NSS take the certificate in; the leaf has been.
        if cas_below.is_some()
            && let Err(refusal) = nss::take_in(self.asked.pool, chain, subject)
        {
            let code = match refusal.code {
                Code::ReusedIssuerAndSerial => Code::UnknownError,
                _ => Code::LibraryFailure,
            };
            return Err(failure(code, Check::FirefoxCannotRead));
        }
        let terms = self.asked.terms;
        let ask = Ask {
            time: terms.time.clone(),
            purpose: terms.purpose,
            key_usage: if cas_below.is_none() {
                self.leaf_usage
            } else {
                usage::CERT_SIGN
            },
            minimum_rsa: self.minimum_rsa,
            cas_below,
            is_anchor: self.is_anchor(subject),
            is_responder: false,
        };
        one_certificate::check(certificate, &ask)
            .map_err(|broken| failure(broken.code, broken.fault.check()))
    }

    /// `FindIssuer` and `RecordResult`.
    fn find_issuer(
        &mut self,
        chain: &mut Vec<usize>,
        subject: &BackCert<'_>,
        is_expired: bool,
    ) -> Outcome {
        let mut result: Option<Failure> = None;
        let mut skipped = None;
        for &issuer in self.candidates(chain).iter() {
            let (failure, is_final) = match self.try_issuer(chain, subject, issuer, is_expired) {
                Tried::Skipped(cause) => {
                    skipped = skipped.or(cause);
                    continue;
                }
                Tried::Done(Ok(path)) => return Ok(path),
                Tried::Done(Err(failure)) => (failure, false),
                Tried::Final(failure) => (failure, true),
            };
            let failure = Failure {
                code: failure.code.of_issuer(),
                ..failure
            };
            result = Some(match result {
                Some(first) if first.code != failure.code => Failure {
                    code: Code::UnknownIssuer,
                    ..first
                },
                Some(first) => first,
                None => failure,
            });
            if is_final {
                break;
            }
        }
        Err(result.unwrap_or_else(|| self.unknown_issuer(chain, skipped)))
    }

    /// The certificates with the issuer's name, in `FindIssuer`'s order: Firefox's own roots, what came with the handshake,
    /// what it has from elsewhere, what NSS has: roots that were added, those that issued themselves, by name and by key identifier,
    /// first; of these those that were valid when 1970 began, give or take a day; then the newest (`CERT_SortCBValidity`). NSS still
    /// knows the leaf, too.
    fn candidates(&mut self, chain: &[usize]) -> Rc<[usize]> {
        let (Some(&subject), Some(&leaf)) = (chain.last(), chain.first()) else {
            return Rc::default();
        };
        if let Some(known) = self.ordered.get(&subject) {
            return known.clone();
        }
        let pool = self.asked.pool;
        let names = self.asked.terms.profile.search.names;
        let issuers = pool.issuers(subject).iter().copied();
        let mut issuers: Vec<usize> = issuers
            .filter(|issuer| pool.names_match(subject, *issuer, names))
            .collect();
        sort_by_key(&mut issuers, |issuer| {
            let entry = pool.get(*issuer);
            let is_sent = entry.is_some_and(|entry| entry.source == Source::Certificates);
            let class = match standing(pool, self.asked.terms, Some(*issuer)) {
                Some(Standing::BuiltIn) => 0,
                Some(Standing::Local) if !is_sent => 2,
                _ if *issuer == leaf => 2,
                _ => 1,
            };
            let in_nss = entry.filter(|_| class == 2).map(|entry| {
                let not_before = entry.contents().and_then(|contents| contents.not_before);
                // `cert_IsRootCert`.
                let of_issuer = &entry.authority_key_identifier;
                let is_root = entry.is_self_issued
                    && (of_issuer.is_none() || *of_issuer == entry.subject_key_identifier);
                let is_later = not_before.is_none_or(|time| time.unix() > 24 * 60 * 60);
                (!is_root, is_later, Reverse(not_before))
            });
            (class, in_nss, *issuer)
        });
        let issuers: Rc<[usize]> = issuers.into();
        self.ordered.insert(subject, issuers.clone());
        issuers
    }

    /// `PathBuildingStep::Check`.
    fn try_issuer(
        &mut self,
        chain: &mut Vec<usize>,
        subject: &BackCert<'_>,
        issuer: usize,
        is_expired: bool,
    ) -> Tried {
        let Some(&child) = chain.last() else {
            return Tried::Skipped(None);
        };
        // Each that is looked at counts, also where it leads no further.
        self.steps += 1;
        if self.steps > STEPS {
            let cause = (Check::SearchLimitReached, None);
            return Tried::Final(self.unknown_issuer(chain, Some(cause)));
        }
        let certificate = match self.read_issuer(chain, issuer) {
            Ok(certificate) => certificate,
            Err(tried) => return tried,
        };
        if let Err(failure) = self.fits_below(chain, subject, issuer, &certificate) {
            return Tried::Done(Err(failure));
        }
        chain.push(issuer);
        let built = self.build(chain);
        chain.pop();
        let path = match built {
            Ok(path) => path,
            Err(failure) => return Tried::Done(Err(failure)),
        };
        let failed = |(code, cause), chain| Failure {
            code,
            chain,
            cause: Some(cause),
        };
        if let Some(broken) = self.unverified(subject, child, &certificate, issuer) {
            return Tried::Done(Err(failed(broken, path)));
        }
        if chain.len() == 1
            && let Some((code, check)) = self.refused_leaf(subject, &path, is_expired)
        {
            return Tried::Final(failed((code, (check, Some(child))), path));
        }
        Tried::Done(Ok(path))
    }

    /// The issuer as NSS reads it, where it is not passed over.
    fn read_issuer(&mut self, chain: &[usize], issuer: usize) -> Result<BackCert<'a>, Tried> {
        let certificate = self.certificate(issuer).map_err(|unreadable| {
            let cause = (unreadable.fault.check(), Some(issuer));
            let entry = self.asked.pool.get(issuer);
            let is_fetched = entry.is_some_and(|entry| entry.source == Source::Fetched);
            let is_large = entry.is_some_and(|entry| entry.certificate.der.len() > MAX_SIZE);
            match (is_fetched || self.is_anchor(issuer)) && !is_large {
                // It is among the preloaded intermediates or in NSS's database, where it was looked up by its name; what comes
                // with the handshake must be read to know its name. What is "probably too big" is passed over in any case
                // (`NSSCertDBTrustDomain::FindIssuer`).
                true => Tried::Done(Err(at_issuer(chain, issuer, unreadable.code, cause))),
                false => Tried::Skipped(Some(cause)),
            }
        })?;
        // `ShouldSkipSelfSignedNonTrustAnchor`. It verifies SHA-1 too, which is not verified here: such a certificate is taken
        // at its word, that it signed itself, where its key is one for its algorithm. It is no anchor either way.
        let signs_itself = certificate.is_self_issued()
            && match self.edge(&certificate, issuer, issuer) {
                Edge::Valid => true,
                Edge::Unverifiable => self
                    .unverified(&certificate, issuer, &certificate, issuer)
                    .is_none(),
                Edge::Invalid | Edge::NotChecked | Edge::Pending => false,
            };
        let is_skipped = signs_itself && !self.is_anchor(issuer) && !self.is_listed(issuer);
        match is_skipped && nss::take_in(self.asked.pool, chain, issuer).is_ok() {
            true => Err(Tried::Skipped(None)),
            false => Ok(certificate),
        }
    }

    /// What is asked of an issuer and the path below it, before its own issuers are looked for: that it is not there yet, its
    /// name constraints, its TLS features.
    fn fits_below(
        &mut self,
        chain: &[usize],
        subject: &BackCert<'_>,
        issuer: usize,
        certificate: &BackCert<'_>,
    ) -> Result<(), Failure> {
        let child = chain.last().copied();
        let failure = |code, cause| Err(at_issuer(chain, issuer, code, cause));
        if chain.contains(&issuer) {
            return Err(self.unknown_issuer(chain, None));
        }
        for below in chain {
            if let Ok(below) = self.certificate(*below)
                && below.spki.bytes == certificate.spki.bytes
                && below.subject.bytes == certificate.subject.bytes
            {
                return failure(Code::UnknownIssuer, (Check::PathLoop, child));
            }
        }
        for below in chain.iter().rev() {
            let is_leaf = chain.first() == Some(below);
            if let Some((code, check)) = self.constraint(issuer, certificate, *below, is_leaf) {
                let of = match check {
                    Check::FirefoxCannotRead | Check::NameConstraintsTooMany => issuer,
                    _ => *below,
                };
                return failure(code, (check, Some(of)));
            }
        }
        match tls_feature::is_inherited(subject, certificate) {
            true => Ok(()),
            false => failure(
                Code::RequiredTlsFeatureMissing,
                (Check::TlsFeatureMissing, child),
            ),
        }
    }

    /// What is asked of the leaf once it has a path: that its timestamps can be read, then whether it is revoked.
    fn refused_leaf(
        &self,
        leaf: &BackCert<'_>,
        path: &[usize],
        is_expired: bool,
    ) -> Option<(Code, Check)> {
        if let Some(list) = leaf.extensions.sct_list
            && let Err(refusal) = list.only(tag::OCTET_STRING)
        {
            return Some((refusal.code, Check::FirefoxCannotRead));
        }
        if is_expired {
            return None;
        }
        let child = *path.first()?;
        if let Some(refusal) = timestamps::refusal(self.asked.pool, self.asked.terms, child) {
            return Some((refusal.code, Check::FirefoxCannotRead));
        }
        // `GetOCSPAuthorityInfoAccessLocation`, where CRLite has no answer; of what it says nothing is known here.
        if let Err(refusal) = authority_info_access::check(leaf) {
            return Some((refusal.code, Check::FirefoxCannotRead));
        }
        revocation::error(self.asked, path)
    }

    pub(super) fn certificate(&mut self, index: usize) -> Result<BackCert<'a>, Unreadable> {
        let pool = self.asked.pool;
        let read = || BackCert::read(pool.get(index).map_or(&[], |entry| &entry.certificate.der));
        self.certificates.entry(index).or_insert_with(read).clone()
    }

    /// What our own reading makes of a certificate's key.
    pub(super) fn key(&self, index: usize) -> Option<&'a Result<PublicKey, KeyRefusal>> {
        self.asked
            .pool
            .contents(index)
            .map(|contents| &contents.public_key)
    }

    fn is_anchor(&self, index: usize) -> bool {
        self.asked
            .pool
            .get(index)
            .is_some_and(|entry| entry.anchor.is_some())
    }

    pub(super) fn is_built_in(&self, chain: &[usize]) -> bool {
        standing(self.asked.pool, self.asked.terms, chain.last().copied())
            == Some(Standing::BuiltIn)
    }

    /// `GetCertTrust`: it is in OneCRL.
    fn is_listed(&self, index: usize) -> bool {
        self.listed.contains(&index)
    }

    /// The first broken rule of these, of the path that is this chain.
    pub(super) fn broken(&self, chain: &[usize], checks: &[Check]) -> Option<Cause> {
        let mut paths = self.asked.paths.iter();
        let path = paths
            .find(|path| path.candidate.chain == chain && path.candidate.end == End::Anchor)?;
        let mut records = path.records.0.iter();
        let record =
            records.find(|record| checks.contains(&record.check) && record.fault().is_some())?;
        Some((record.check, record.certificate))
    }

    pub(super) fn unknown_issuer(&self, chain: &[usize], cause: Option<Cause>) -> Failure {
        Failure {
            code: Code::UnknownIssuer,
            chain: chain.to_vec(),
            cause,
        }
    }

    /// What Firefox finds of `certificate`'s signature, which is `child`'s: it verifies none of an algorithm that it does not know.
    pub(super) fn edge(&self, certificate: &BackCert<'_>, child: usize, issuer: usize) -> Edge {
        match algorithms::read(certificate.outer_algorithm) {
            Ok(_) => self.asked.found.edge(child, issuer),
            Err(_) => Edge::Invalid,
        }
    }

    /// `VerifySignedData`: why the signature of `subject`, which is `child`, is not good; `None` where Firefox verifies it and
    /// we do not.
    ///
    /// Question: and a signature with SHA-1, which Firefox verifies and then refuses for its algorithm, of a leaf? It is taken
    /// to be good here: the code is that of the algorithm, and the leaf is refused either way.
    fn unverified(
        &self,
        subject: &BackCert<'_>,
        child: usize,
        issuer: &BackCert<'_>,
        of: usize,
    ) -> Option<(Code, Cause)> {
        match self.edge(subject, child, of) {
            Edge::Valid => return None,
            Edge::Invalid | Edge::Unverifiable => {}
            Edge::NotChecked | Edge::Pending => {
                return Some((Code::UnknownIssuer, (Check::SearchLimitReached, None)));
            }
        }
        let broken = |code, check, certificate| Some((code, (check, Some(certificate))));
        let algorithm = match algorithms::read(subject.outer_algorithm) {
            Ok(algorithm) => algorithm,
            Err(refusal) => {
                let check = match refusal.code {
                    Code::SignatureAlgorithmDisabled => Check::SignatureAlgorithmUnsupported,
                    _ => Check::FirefoxCannotRead,
                };
                return broken(refusal.code, check, child);
            }
        };
        if let Err(code) = keys::fits(algorithm.kind, issuer.spki, subject.signature) {
            return broken(code, Check::SignatureInvalid, child);
        }
        if matches!(self.key(of), Some(Err(refusal)) if keys::is_none(refusal)) {
            return broken(Code::UnknownError, Check::PublicKeyMalformed, of);
        }
        let is_sha1 = algorithm.digest == algorithms::Digest::Sha1;
        match is_sha1 {
            true => None,
            false => broken(Code::BadSignature, Check::SignatureInvalid, child),
        }
    }

    /// Whether a certificate's names are outside of an issuer's constraints, or of those imposed on it.
    fn constraint(
        &mut self,
        issuer: usize,
        certificate: &BackCert<'_>,
        below: usize,
        is_leaf: bool,
    ) -> Option<(Code, Check)> {
        if let Some(known) = self.constrained.get(&(issuer, below)) {
            return *known;
        }
        let is_server = is_leaf && self.asked.terms.purpose == Purpose::Server;
        let named = self.certificate(below).ok()?;
        let made = &mut self.compared;
        let mut broken =
            |constraints: Input<'_>| constraints::check(constraints, &named, is_server, made).err();
        let own = certificate.extensions.name_constraints;
        let own = own.and_then(|own| broken(own).map(|broken| (broken.code(), broken.check())));
        let answer = own.or_else(|| {
            let imposed = constraints::imposed(certificate.subject.bytes)?;
            let broken = broken(Input::whole(&imposed))?;
            Some((broken.code(), Check::ImposedNameConstraintViolated))
        });
        self.constrained.insert((issuer, below), answer);
        answer
    }
}

/// A failure of the path that this issuer is the end of.
fn at_issuer(chain: &[usize], issuer: usize, code: Code, cause: Cause) -> Failure {
    Failure {
        code,
        chain: [chain, &[issuer]].concat(),
        cause: Some(cause),
    }
}

/// The rules that say that the anchor is no longer trusted for this leaf.
const DISTRUST: &[Check] = &[Check::RootDistrustedAfter];
/// The rule that says that there are more intermediates than the request allows: Firefox knows no such limit, so that it is as if
/// the anchor were not there.
const LONGER_THAN_ASKED: &[Check] = &[Check::PathTooLong];
/// The rule that says that a certificate is on Firefox's list of revoked ones.
const LISTED: Check = Check::CertificateInOnecrl;
