//! From all paths to the one error that Firefox shows: mozpkix `BuildForward` and `PathBuildingStep` over what is known of
//! signatures, the rounds that certverifier makes of them (`CertVerifier::VerifyCert`), and its last words
//! (`VerifySSLServerCert`).
//!
//! Firefox asks a leaf, then each of its issuers in turn, and so on up to an anchor; an issuer is asked in full before the
//! signature that it made is. Of several candidates that fail differently it names none of their errors.

use std::rc::Rc;

use super::super::{Asked, standing};
use super::alone::{self, Ask, usage};
use super::constraints;
use super::host_name::{self, InvalidNames};
use super::reader::{Input, tag};
use super::reading::{BackCert, Unreadable};
use super::{Code, access, algorithm, handshake, nss, revocation, tls_feature, validity};
use crate::finding::{Check, Record};
use crate::judgement::{Decision, Judged, Verdict};
use crate::path::{Edge, End};
use crate::pool::Source;
use crate::profile::Standing;
use crate::request::Purpose;
use crate::signature::{KeyRefusal, PublicKey};
use crate::sorted::{Map, Set, sort_by_key};

/// Issuers tried, in all rounds together. Firefox allows 200,000 a round, more than a page can wait for; paths that are not
/// found within this are not found.
const STEPS: usize = 20_000;

/// RSA keys and signatures: what Firefox wants, and what it makes do with below roots that are not its own.
pub(super) const RSA_BITS: u32 = 2048;
pub(super) const RSA_BITS_WEAK: u32 = 1024;

/// Why there is no good path.
#[derive(Clone, Debug)]
struct Failure {
    code: Code,
    /// How far the path went, the leaf first.
    chain: Vec<usize>,
    /// The finding behind the code.
    cause: Option<(Check, Option<usize>)>,
}

/// What a search comes to: a path, the leaf first, or the reason why there is none.
type Outcome = Result<Vec<usize>, Failure>;

/// One candidate, tried.
enum Tried {
    /// It is passed over as if it were not there; with the reason, where it has one.
    Skipped(Option<(Check, Option<usize>)>),
    /// The next candidate may do better.
    Done(Outcome),
    /// It is the subject's own fault: no other candidate is tried.
    Final(Failure),
}

/// See the module.
pub(crate) fn decide(asked: &Asked<'_>) -> Decision {
    let leaf = asked
        .paths
        .first()
        .and_then(|path| path.candidate.chain.first());
    let mut search = Search::new(asked);
    let outcome = match leaf {
        Some(leaf) => search.verify(*leaf),
        None => Err(Failure {
            code: Code::BadDer,
            chain: Vec::new(),
            cause: None,
        }),
    };
    let limit = (search.steps > STEPS).then_some(("steps", STEPS));
    match outcome {
        Ok(chain) => Decision {
            path: path_of(asked.paths, &chain),
            verdict: Verdict::Trusted,
            code: None,
            is_overridable: None,
            cause: None,
            limit,
        },
        Err(failure) => {
            let path = path_of(asked.paths, &failure.chain);
            Decision {
                path,
                verdict: Verdict::Rejected,
                code: Some(failure.code.name()),
                is_overridable: Some(failure.code.is_overridable()),
                cause: failure.cause.or_else(|| end_of(asked.paths.get(path)?)),
                limit,
            }
        }
    }
}

/// The path that is this chain; else the first that begins with it.
fn path_of(paths: &[Judged], chain: &[usize]) -> usize {
    let is_whole = |path: &Judged| path.candidate.chain == chain;
    let begins = |path: &Judged| path.candidate.chain.starts_with(chain);
    let whole = paths.iter().position(is_whole);
    whole.or_else(|| paths.iter().position(begins)).unwrap_or(0)
}

/// The finding that says how a path ends that reaches no anchor.
fn end_of(path: &Judged) -> Option<(Check, Option<usize>)> {
    const ENDS: &[Check] = &[
        Check::SelfSignedNotTrusted,
        Check::AnchorNameReused,
        Check::RootNotTrusted,
        Check::IssuerNotFound,
        Check::PathLoop,
        Check::PathTooLong,
    ];
    let mut records = path.records.0.iter();
    let record = records.find(|record| ENDS.contains(&record.check) && record.fault().is_some())?;
    Some((record.check, record.certificate))
}

struct Search<'a> {
    asked: &'a Asked<'a>,
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
    minimum_rsa: u32,
    /// The bit that a leaf's keyUsage must have.
    leaf_usage: u8,
}

impl<'a> Search<'a> {
    fn new(asked: &'a Asked<'a>) -> Self {
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

    fn certificate(&mut self, index: usize) -> Result<BackCert<'a>, Unreadable> {
        let pool = self.asked.pool;
        let read = || BackCert::read(pool.get(index).map_or(&[], |entry| &entry.certificate.der));
        self.certificates.entry(index).or_insert_with(read).clone()
    }

    /// What our own reading makes of a certificate's key.
    fn key(&self, index: usize) -> Option<&'a Result<PublicKey, KeyRefusal>> {
        self.asked
            .pool
            .contents(index)
            .map(|contents| &contents.public_key)
    }

    /// The rule of the leaf's key that is broken, in the order of the records.
    fn key_check(&self, leaf: usize) -> Check {
        const RULES: &[Check] = &[
            Check::PublicKeyUnsupported,
            Check::PublicKeyMalformed,
            Check::FirefoxCannotRead,
        ];
        let records = self
            .asked
            .paths
            .first()
            .map(|path| path.records.0.as_slice())
            .unwrap_or_default();
        let of_leaf =
            |record: &&Record| record.certificate == Some(leaf) && record.fault().is_some();
        let broken = records
            .iter()
            .filter(of_leaf)
            .find(|record| RULES.contains(&record.check));
        broken.map_or(Check::PublicKeyMalformed, |record| record.check)
    }

    fn is_anchor(&self, index: usize) -> bool {
        self.asked
            .pool
            .get(index)
            .is_some_and(|entry| entry.anchor.is_some())
    }

    fn is_built_in(&self, chain: &[usize]) -> bool {
        standing(self.asked.pool, self.asked.terms, chain.last().copied())
            == Some(Standing::BuiltIn)
    }

    /// `VerifySSLServerCert`; for a client `VerifyCert` alone, which knows no host.
    fn verify(&mut self, leaf: usize) -> Outcome {
        let refused = |code, check| Failure {
            code,
            chain: vec![leaf],
            cause: Some((check, Some(leaf))),
        };
        let spki = nss::take_in(self.asked.pool, &[leaf], leaf);
        let spki = spki.map_err(|refusal| refused(refusal.code, Check::FirefoxCannotRead))?;
        if self.asked.terms.purpose == Purpose::Server
            && let Some(spki) = spki
            && let Some(code) = handshake::refusal(spki, self.key(leaf))
        {
            return Err(refused(code, self.key_check(leaf)));
        }
        let certificate = self
            .certificate(leaf)
            .map_err(|unreadable| refused(unreadable.code, unreadable.fault.check()))?;
        let chain = match self.asked.terms.purpose {
            Purpose::Client => {
                self.minimum_rsa = RSA_BITS_WEAK;
                self.build_from(leaf)?
            }
            Purpose::Server | Purpose::Any => self.verify_server(leaf, &certificate)?,
        };
        let invalid = if self.is_built_in(&chain) {
            InvalidNames::Halt
        } else {
            InvalidNames::Skip
        };
        // Of a client Firefox compares no name; one that the request names is compared all the same.
        match self.is_named(&certificate, invalid) {
            true if self.is_judged_good(&chain) => Ok(chain),
            true => Err(self.unknown_issuer(&chain, Some((Check::SearchLimitReached, None)))),
            false => Err(self.mismatch(leaf, chain)),
        }
    }

    /// Whether the chain is a path of which all was asked. A limit of the search may have left it out, and with it what is asked of
    /// paths alone: transparency, what the root is trusted for, the lists of revoked certificates.
    fn is_judged_good(&self, chain: &[usize]) -> bool {
        let mut paths = self.asked.paths.iter();
        paths.any(|path| {
            let candidate = &path.candidate;
            candidate.chain == chain
                && candidate.end == End::Anchor
                && path.verdict == Verdict::Trusted
        })
    }

    fn verify_server(&mut self, leaf: usize, certificate: &BackCert<'_>) -> Outcome {
        let chain = self.verify_sizes(leaf);
        let chain = chain.map_err(|failure| self.last_words(leaf, certificate, failure))?;
        let is_stapled = self.asked.terms.is_stapled;
        match tls_feature::unsatisfied(certificate, is_stapled) {
            None => Ok(chain),
            Some(refusal) => Err(Failure {
                code: refusal.code,
                chain,
                cause: Some((Check::TlsFeatureMissing, Some(leaf))),
            }),
        }
    }

    /// What becomes of an error: the leaf may be self-signed, and a wrong name is worse than a wrong time.
    fn last_words(&self, leaf: usize, certificate: &BackCert<'_>, failure: Failure) -> Failure {
        use Code::{
            BadSignature, ExpiredCertificate, InadequateKeyUsage, InvalidTime,
            NotYetValidCertificate, UnknownIssuer,
        };
        match failure.code {
            UnknownIssuer | BadSignature | InadequateKeyUsage
                if self.is_self_signed(leaf, certificate) =>
            {
                let cause = Some((Check::SelfSignedNotTrusted, Some(leaf)));
                Failure {
                    code: Code::SelfSignedCert,
                    chain: vec![leaf],
                    cause,
                }
            }
            // The issuer is compared with that of a known interceptor, and some names cannot be.
            UnknownIssuer if !nss::has_ascii_form(certificate.issuer) => {
                let is_empty = certificate.issuer.bytes == [tag::SEQUENCE, 0];
                let cause = match is_empty {
                    true => Some((Check::IssuerNameEmpty, Some(leaf))),
                    false => failure.cause,
                };
                Failure {
                    code: Code::BadDer,
                    cause,
                    ..failure
                }
            }
            // Not where the leaf's own dates cannot be read: reading them again comes before the name.
            InvalidTime if validity::read(certificate.validity).is_err() => failure,
            ExpiredCertificate | NotYetValidCertificate | InvalidTime
                if !self.is_named(certificate, InvalidNames::Skip) =>
            {
                self.mismatch(leaf, failure.chain)
            }
            _ => failure,
        }
    }

    fn mismatch(&self, leaf: usize, chain: Vec<usize>) -> Failure {
        let has_names = self
            .asked
            .pool
            .contents(leaf)
            .is_some_and(|contents| contents.subject_alt_names().is_some());
        let check = match has_names {
            true => Check::HostnameMismatch,
            false => Check::SubjectAlternativeNameMissing,
        };
        Failure {
            code: Code::BadCertDomain,
            chain,
            cause: Some((check, Some(leaf))),
        }
    }

    fn is_named(&self, certificate: &BackCert<'_>, invalid: InvalidNames) -> bool {
        let Some(host) = &self.asked.terms.host else {
            return true;
        };
        let names = certificate.extensions.subject_alt_name;
        host_name::is_host(host) && host_name::matches(names, host, invalid) == Ok(true)
    }

    /// `CertIsSelfSigned`.
    ///
    /// Question: and where we do not verify the algorithm (SHA-1)? Firefox does here. A leaf that names itself as its issuer
    /// is then taken at its word: it is not trusted either way.
    fn is_self_signed(&self, leaf: usize, certificate: &BackCert<'_>) -> bool {
        certificate.is_self_issued()
            && matches!(
                self.edge(certificate, leaf, leaf),
                Edge::Valid | Edge::Unverifiable
            )
    }

    /// `VerifyCert` for servers: once for good RSA keys, then for weak ones, whatever failed; the second error is shown.
    fn verify_sizes(&mut self, leaf: usize) -> Outcome {
        self.minimum_rsa = RSA_BITS;
        if let Ok(chain) = self.verify_size(leaf) {
            return Ok(chain);
        }
        self.minimum_rsa = RSA_BITS_WEAK;
        let chain = self.verify_size(leaf)?;
        if self.is_built_in(&chain) {
            let small = chain.iter().copied().find(|index| self.is_small(*index));
            let cause = Some((Check::PublicRootKeyTooSmall, small));
            return Err(Failure {
                code: Code::InadequateKeySize,
                chain,
                cause,
            });
        }
        Ok(chain)
    }

    /// Its key, or the key that signed it, is an RSA key that Firefox does not want.
    fn is_small(&mut self, index: usize) -> bool {
        self.certificate(index)
            .is_ok_and(|certificate| super::key::check(certificate.spki, RSA_BITS).is_err())
    }

    fn verify_size(&mut self, leaf: usize) -> Outcome {
        let chain = self.build_for_one_usage(leaf)?;
        match self.broken(&chain, TRANSPARENCY) {
            Some(cause) => Err(Failure {
                code: Code::InsufficientCertificateTransparency,
                chain,
                cause: Some(cause),
            }),
            None => Ok(chain),
        }
    }

    /// `BuildCertChainForOneKeyUsage`: any of three will do; whatever fails for the last is an inadequate key usage.
    fn build_for_one_usage(&mut self, leaf: usize) -> Outcome {
        let is_usage = |outcome: &Outcome| matches!(outcome, Err(failure) if failure.code == Code::InadequateKeyUsage);
        self.leaf_usage = usage::DIGITAL_SIGNATURE;
        let first = self.build_from(leaf);
        if !is_usage(&first) {
            return first;
        }
        self.leaf_usage = usage::KEY_ENCIPHERMENT;
        let second = self.build_from(leaf);
        if !is_usage(&second) {
            return second;
        }
        self.leaf_usage = usage::KEY_AGREEMENT;
        self.build_from(leaf).map_err(|failure| Failure {
            code: Code::InadequateKeyUsage,
            ..failure
        })
    }

    fn build_from(&mut self, leaf: usize) -> Outcome {
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
        let is_expired = deferred
            .as_ref()
            .is_some_and(|failure| failure.code == Code::ExpiredCertificate);
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
        alone::check(certificate, &ask).map_err(|broken| failure(broken.code, broken.fault.check()))
    }

    fn unknown_issuer(&self, chain: &[usize], cause: Option<(Check, Option<usize>)>) -> Failure {
        Failure {
            code: Code::UnknownIssuer,
            chain: chain.to_vec(),
            cause,
        }
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
    /// what it has from elsewhere, the roots that were added. NSS still knows the leaf, too, where that names itself.
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
            let class = match standing(pool, self.asked.terms, Some(*issuer)) {
                _ if *issuer == leaf => 3,
                Some(Standing::BuiltIn) => 0,
                None => 1,
                Some(Standing::Local) => 2,
            };
            (class, *issuer)
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
            return Tried::Final(
                self.unknown_issuer(chain, Some((Check::SearchLimitReached, None))),
            );
        }
        let at_issuer = |code, check, certificate| {
            let chain = chain.iter().copied().chain([issuer]).collect();
            Failure {
                code,
                chain,
                cause: Some((check, certificate)),
            }
        };
        let certificate = match self.certificate(issuer) {
            Ok(certificate) => certificate,
            Err(unreadable) => {
                let cause = (unreadable.fault.check(), Some(issuer));
                let entry = self.asked.pool.get(issuer);
                let is_fetched = entry.is_some_and(|entry| entry.source == Source::Fetched);
                return match is_fetched || self.is_anchor(issuer) {
                    // It is among the preloaded intermediates or in NSS's database, where it was looked up by its name; what
                    // comes with the handshake must be read to know its name (`NSSCertDBTrustDomain::FindIssuer`).
                    true => Tried::Done(Err(at_issuer(unreadable.code, cause.0, cause.1))),
                    false => Tried::Skipped(Some(cause)),
                };
            }
        };
        // `ShouldSkipSelfSignedNonTrustAnchor`. It verifies SHA-1 too, which is not verified here: such a certificate is taken
        // at its word, that it signed itself. It is no anchor either way.
        let signs_itself = certificate.is_self_issued()
            && match self.edge(&certificate, issuer, issuer) {
                Edge::Valid => true,
                Edge::Unverifiable => algorithm::read(certificate.outer_algorithm)
                    .is_ok_and(|algorithm| algorithm.digest == algorithm::Digest::Sha1),
                Edge::Invalid | Edge::NotChecked | Edge::Pending => false,
            };
        let is_skipped = signs_itself && !self.is_anchor(issuer) && !self.is_listed(issuer);
        if is_skipped && nss::take_in(self.asked.pool, chain, issuer).is_ok() {
            return Tried::Skipped(None);
        }
        if chain.contains(&issuer) {
            return Tried::Done(Err(self.unknown_issuer(chain, None)));
        }
        for below in chain.clone() {
            if let Ok(below) = self.certificate(below)
                && below.spki.bytes == certificate.spki.bytes
                && below.subject.bytes == certificate.subject.bytes
            {
                return Tried::Done(Err(at_issuer(
                    Code::UnknownIssuer,
                    Check::PathLoop,
                    Some(child),
                )));
            }
        }
        for below in chain.iter().rev() {
            if let Some((code, check)) =
                self.constraint(issuer, &certificate, *below, chain.first() == Some(below))
            {
                let of = match check {
                    Check::FirefoxCannotRead | Check::NameConstraintsTooMany => issuer,
                    _ => *below,
                };
                return Tried::Done(Err(at_issuer(code, check, Some(of))));
            }
        }
        if !tls_feature::is_inherited(subject, &certificate) {
            let code = Code::RequiredTlsFeatureMissing;
            return Tried::Done(Err(at_issuer(code, Check::TlsFeatureMissing, Some(child))));
        }
        chain.push(issuer);
        let built = self.build(chain);
        chain.pop();
        let path = match built {
            Ok(path) => path,
            Err(failure) => return Tried::Done(Err(failure)),
        };
        let failed = |code, cause| Failure {
            code,
            chain: path.clone(),
            cause: Some(cause),
        };
        match self.edge(subject, child, issuer) {
            Edge::Valid => {}
            Edge::Invalid | Edge::Unverifiable => {
                if let Some((code, check, of)) =
                    self.unverified(subject, child, &certificate, issuer)
                {
                    return Tried::Done(Err(failed(code, (check, Some(of)))));
                }
            }
            Edge::NotChecked | Edge::Pending => {
                let cause = (Check::SearchLimitReached, None);
                return Tried::Done(Err(failed(Code::UnknownIssuer, cause)));
            }
        }
        if chain.len() > 1 {
            return Tried::Done(Ok(path));
        }
        if let Some(list) = subject.extensions.sct_list
            && let Err(refusal) = list.only(tag::OCTET_STRING)
        {
            return Tried::Final(failed(
                refusal.code,
                (Check::FirefoxCannotRead, Some(child)),
            ));
        }
        // `GetOCSPAuthorityInfoAccessLocation`, where CRLite has no answer: below Firefox's own roots it has one.
        if !is_expired
            && !self.is_built_in(&path)
            && let Err(refusal) = access::check(subject)
        {
            return Tried::Final(failed(
                refusal.code,
                (Check::FirefoxCannotRead, Some(child)),
            ));
        }
        if !is_expired && let Some((code, check)) = revocation::error(self.asked, &path) {
            return Tried::Final(failed(code, (check, Some(child))));
        }
        Tried::Done(Ok(path))
    }

    /// What Firefox finds of `certificate`'s signature, which is `child`'s: it verifies none of an algorithm that it does not know.
    fn edge(&self, certificate: &BackCert<'_>, child: usize, issuer: usize) -> Edge {
        match algorithm::read(certificate.outer_algorithm) {
            Ok(_) => self.asked.found.edge(child, issuer),
            Err(_) => Edge::Invalid,
        }
    }

    /// `VerifySignedData`: why the signature is not good; `None` where Firefox verifies it and we do not.
    ///
    /// Question: and a signature with SHA-1, which Firefox verifies and then refuses for its algorithm, of a leaf? It is taken
    /// to be good here: the code is that of the algorithm, and the leaf is refused either way.
    fn unverified(
        &self,
        subject: &BackCert<'_>,
        child: usize,
        issuer: &BackCert<'_>,
        of: usize,
    ) -> Option<(Code, Check, usize)> {
        let algorithm = match algorithm::read(subject.outer_algorithm) {
            Ok(algorithm) => algorithm,
            Err(refusal) => {
                let check = match refusal.code {
                    Code::SignatureAlgorithmDisabled => Check::SignatureAlgorithmUnsupported,
                    _ => Check::FirefoxCannotRead,
                };
                return Some((refusal.code, check, child));
            }
        };
        if let Err(code) = super::key::fits(algorithm.kind, issuer.spki, subject.signature) {
            return Some((code, Check::SignatureInvalid, child));
        }
        if matches!(self.key(of), Some(Err(refusal)) if super::key::is_none(refusal)) {
            return Some((Code::UnknownError, Check::PublicKeyMalformed, of));
        }
        let is_sha1 = algorithm.digest == algorithm::Digest::Sha1;
        (!is_sha1).then_some((Code::BadSignature, Check::SignatureInvalid, child))
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

    /// `GetCertTrust`: it is in OneCRL.
    fn is_listed(&self, index: usize) -> bool {
        self.listed.contains(&index)
    }

    /// The first broken rule of these, of the path that is this chain.
    fn broken(&self, chain: &[usize], checks: &[Check]) -> Option<(Check, Option<usize>)> {
        let mut paths = self.asked.paths.iter();
        let path = paths
            .find(|path| path.candidate.chain == chain && path.candidate.end == End::Anchor)?;
        let mut records = path.records.0.iter();
        let record =
            records.find(|record| checks.contains(&record.check) && record.fault().is_some())?;
        Some((record.check, record.certificate))
    }
}

/// The rules that say that the anchor is no longer trusted for this leaf.
const DISTRUST: &[Check] = &[Check::RootDistrustedAfter];
/// The rule that says that there are more intermediates than the request allows: Firefox knows no such limit, so that it is as if
/// the anchor were not there.
const LONGER_THAN_ASKED: &[Check] = &[Check::PathTooLong];
/// The rules of Certificate Transparency.
const TRANSPARENCY: &[Check] = &[Check::CertificateTransparencyInsufficient];
/// The rule that says that a certificate is on Firefox's list of revoked ones.
const LISTED: Check = Check::CertificateInOnecrl;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
