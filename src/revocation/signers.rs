//! Whose signature counts: for a CRL its issuer's, who is the certificate's own issuer or has a valid path to the same trust
//! anchor (RFC 5280 §6.3.3 (f)).

use super::{Case, Defect, Unusable, limit};
use crate::certificate::Contents;
use crate::oid::known;
use crate::path::{self, Candidate, Edge, End, Ledger};
use crate::sorted::{Map, Set, sort_by_key};

/// What is known of signers; lasts for all rounds of an inquiry.
pub(super) struct Signers<'a, 'l> {
    case: Case<'a>,
    ledger: &'l mut Ledger<'a>,
    by_subject: Map<&'a [u8], Vec<usize>>,
    /// Certificates with the names of CRLs' issuers, the likeliest first.
    namesakes: Map<usize, Vec<usize>>,
    /// Of CRLs under certificates' keys.
    edges: Map<(usize, usize), Result<Edge, Defect>>,
    /// Valid paths of CRL issuers.
    paths: Map<usize, Vec<Candidate>>,
    /// CRL issuers that are relied on, each with the trust anchor that its path must lead to.
    met: Set<(usize, usize)>,
    struck: Set<(usize, usize)>,
}

impl<'a, 'l> Signers<'a, 'l> {
    pub(super) fn new(case: Case<'a>, ledger: &'l mut Ledger<'a>) -> Self {
        let mut by_subject: Map<&[u8], Vec<usize>> = Map::new();
        for (index, entry) in case.pool.entries().iter().enumerate() {
            if let (Some(contents), None) = (entry.contents(), entry.duplicate_of) {
                let same_name = by_subject.entry(contents.subject.key()).or_default();
                same_name.push(index);
            }
        }
        Self {
            case,
            ledger,
            by_subject,
            namesakes: Map::new(),
            edges: Map::new(),
            paths: Map::new(),
            met: Set::new(),
            struck: Set::new(),
        }
    }

    /// From now on these are not trusted.
    pub(super) fn strike(&mut self, struck: Set<(usize, usize)>) {
        self.struck.extend(struck);
        self.met.clear();
    }

    /// A CRL issuer that is relied on and not among these.
    pub(super) fn next_met(&self, judged: &Set<(usize, usize)>) -> Option<(usize, usize)> {
        self.met.difference(judged).next().copied()
    }

    /// The valid paths from a CRL issuer to an anchor.
    pub(super) fn paths(&self, signer: usize, anchor: usize) -> impl Iterator<Item = &Candidate> {
        let paths = self.paths.get(&signer).into_iter().flatten();
        paths.filter(move |path| path.chain.last() == Some(&anchor))
    }

    /// The certificate whose key signed this CRL, and who is to be believed about certificates of `issuer` below `anchor`.
    pub(super) fn of_crl(
        &mut self,
        crl: usize,
        issuer: usize,
        anchor: usize,
    ) -> Result<usize, Defect> {
        let mut defect = Defect::from(Unusable::SignerNotFound);
        for signer in self.candidates(crl, issuer) {
            let found = match self.edge(crl, signer)? {
                Edge::Valid | Edge::Pending => match self.may_sign(signer, issuer, anchor) {
                    Ok(()) => return Ok(signer),
                    Err(unusable) => unusable,
                },
                Edge::Invalid => Unusable::SignatureInvalid,
                Edge::NotChecked => Unusable::SignatureNotChecked,
                Edge::Unverifiable => Unusable::SignerNotFound,
            };
            if found > defect.reason {
                defect = found.into();
            }
        }
        Err(defect)
    }

    /// What is known of a CRL's signature under a certificate's key.
    pub(super) fn edge(&mut self, crl: usize, signer: usize) -> Result<Edge, Defect> {
        if let Some(edge) = self.edges.get(&(crl, signer)) {
            return edge.clone();
        }
        let edge = self.ask(crl, signer);
        self.edges.insert((crl, signer), edge.clone());
        edge
    }

    fn ask(&mut self, crl: usize, signer: usize) -> Result<Edge, Defect> {
        let Some(crl) = self.case.evidence.crl(crl) else {
            return Ok(Edge::Unverifiable);
        };
        let list = crl.contents.as_ref().map_err(Clone::clone)?;
        match self.key_of(signer) {
            Some(spki) => {
                let (id, task) = list.signed.task(&crl.der, spki)?;
                Ok(self.ledger.ask(id, task))
            }
            None => Ok(Edge::Unverifiable),
        }
    }

    /// The SubjectPublicKeyInfo of a certificate whose key can verify.
    pub(super) fn key_of(&self, index: usize) -> Option<&'a [u8]> {
        let entry = self.case.pool.get(index)?;
        let contents = entry.contents()?;
        contents.public_key.as_ref().ok()?;
        Some(entry.certificate.bytes(&contents.spki))
    }

    /// Asks about a signature that is not a CRL's.
    pub(super) fn ledger(&mut self) -> &mut Ledger<'a> {
        self.ledger
    }

    /// The certificates with the CRL issuer's name, at most [`limit::KEYS`]: the certificate's own issuer first, then those whose
    /// key the CRL's authorityKeyIdentifier names. (It is a hint; what counts is the signature.)
    fn candidates(&mut self, crl: usize, issuer: usize) -> Vec<usize> {
        let Some((_, list)) = self.case.evidence.list(crl) else {
            return Vec::new();
        };
        let issuer_contents = self.case.pool.contents(issuer);
        let is_own = issuer_contents.is_some_and(|issuer| issuer.subject == list.issuer);
        let (pool, by_subject) = (self.case.pool, &self.by_subject);
        let namesakes = self.namesakes.entry(crl).or_insert_with(|| {
            let is_named = |index: &usize| {
                let contents = pool.contents(*index);
                let own = contents.and_then(Contents::subject_key_identifier);
                own.is_some() && own == list.key_identifier.as_deref()
            };
            let same_name = by_subject.get(list.issuer.key());
            let mut namesakes = same_name.cloned().unwrap_or_default();
            sort_by_key(&mut namesakes, |index| !is_named(index));
            namesakes.truncate(limit::KEYS);
            namesakes
        });
        let others = namesakes.iter().filter(|index| **index != issuer);
        let own = is_own.then_some(issuer);
        own.into_iter().chain(others.copied()).collect()
    }

    /// §6.3.3 (f): "Obtain and validate the certification path for the issuer of the complete CRL. The trust anchor for the
    /// certification path MUST be the same as the trust anchor used to validate the target certificate. If a key usage extension
    /// is present in the CRL issuer's certificate, verify that the cRLSign bit is set."
    fn may_sign(&mut self, signer: usize, issuer: usize, anchor: usize) -> Result<(), Unusable> {
        let usage = self
            .case
            .pool
            .contents(signer)
            .and_then(Contents::key_usage);
        if usage.is_some_and(|usage| !usage.names().contains(&"cRLSign")) {
            return Err(Unusable::SignerMayNotSign);
        }
        // The target's own path is judged anyway.
        if signer == issuer || signer == anchor {
            return Ok(());
        }
        if self.struck.contains(&(signer, anchor)) {
            return Err(Unusable::SignerNotTrusted);
        }
        self.find_paths(signer);
        if self.paths(signer, anchor).next().is_none() {
            return Err(Unusable::SignerNotTrusted);
        }
        self.met.insert((signer, anchor));
        Ok(())
    }

    fn find_paths(&mut self, signer: usize) {
        if self.paths.contains_key(&signer) || self.paths.len() >= limit::CRL_ISSUERS {
            return;
        }
        let Case {
            pool,
            terms,
            is_valid,
            ..
        } = self.case;
        let found = path::search(pool, signer, self.ledger, path::STANDARD, None, &[]);
        let anchored = found
            .candidates
            .iter()
            .filter(|path| path.end == End::Anchor);
        let valid = anchored
            .take(limit::PATHS)
            .filter(|path| is_valid(pool, terms, &found, path));
        self.paths.insert(signer, valid.cloned().collect());
    }
}

/// extKeyUsage names OCSPSigning. (anyExtendedKeyUsage does not do: RFC 6960 §4.2.2.2 wants the purpose itself.) Ours: where
/// there is a keyUsage, it must allow signatures too, as RFC 5280 §4.2.1.12 calls consistent with that purpose.
pub(super) fn may_sign_responses(contents: &Contents) -> bool {
    let purposes = contents.extended_key_usage().unwrap_or_default();
    let usage = contents.key_usage().map(|usage| usage.names());
    let may_sign = usage.is_none_or(|usage| {
        usage.contains(&"digitalSignature") || usage.contains(&"nonRepudiation")
    });
    may_sign
        && purposes
            .iter()
            .any(|oid| oid.content() == known::OCSP_SIGNING)
}

/// Whether every critical extension of a responder's certificate is one that is looked at here.
pub(super) fn has_unknown_critical_extension(contents: &Contents) -> bool {
    let known = [
        known::BASIC_CONSTRAINTS,
        known::KEY_USAGE,
        known::EXTENDED_KEY_USAGE,
        known::SUBJECT_ALT_NAME,
        known::CERTIFICATE_POLICIES,
    ];
    contents
        .extensions
        .iter()
        .any(|extension| extension.critical && !known.contains(&extension.oid.content()))
}
