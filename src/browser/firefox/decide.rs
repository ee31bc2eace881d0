//! From all paths to the one error that Firefox shows: the rounds that certverifier makes of path building
//! (`CertVerifier::VerifyCert`), and its last words (`VerifySSLServerCert`).

use super::super::Question;
use super::back_cert::BackCert;
use super::build::{Cause, Failure, Outcome, Search};
use super::host_name::{self, InvalidNames};
use super::keys::{self, RSA_BITS, RSA_BITS_WEAK};
use super::one_certificate::usage;
use super::reader::tag;
use super::{Code, handshake, nss, tls_feature, validity};
use crate::checks::trust_anchor::ENDS;
use crate::finding::{Check, Record};
use crate::judgement::{Decision, Judged, Verdict};
use crate::path::{Edge, End};
use crate::request::Purpose;

/// See the module.
pub(crate) fn decide(asked: &Question<'_>) -> Decision {
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
    let limit = search.limit();
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
                is_overridable: Some(failure.code.is_overridable() && nss::can_be_told(asked.pool)),
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
fn end_of(path: &Judged) -> Option<Cause> {
    let is_end = |check| ENDS.contains(&check) || check == Check::PathTooLong;
    let mut records = path.records.0.iter();
    let record = records.find(|record| is_end(record.check) && record.fault().is_some())?;
    Some((record.check, record.certificate))
}

impl Search<'_> {
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

    /// Its key, or the key that signed it, is an RSA key that Firefox does not want.
    fn is_small(&mut self, index: usize) -> bool {
        self.certificate(index)
            .is_ok_and(|certificate| keys::check(certificate.spki, RSA_BITS).is_err())
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
}

/// The rules of Certificate Transparency.
const TRANSPARENCY: &[Check] = &[Check::CertificateTransparencyInsufficient];

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
