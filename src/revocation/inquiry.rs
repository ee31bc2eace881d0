//! Asks the evidence about every certificate of every path that reaches a trust anchor.

use std::cell::RefCell;
use std::rc::Rc;

use super::cert_id::{HASHES, IssuerDigests, issuer_name};
use super::distribution_point::DistributionPoint;
use super::ocsp::Single;
use super::signers::Signers;
use super::{Answer, Case, Defect, Heard, Link, Piece, Stapled, Status, Statuses, Unusable, limit};
use crate::certificate::{Certificate, Contents};
use crate::path::{Candidate, End, Ledger, Rules};
use crate::request::Revocation;
use crate::sorted::{Map, Set};
use crate::time::Time;

/// Asks about the certificates of `candidates`. Signatures that are not known yet are taken for valid meanwhile, as in
/// [`crate::path::search`]: the result means something once `ledger` needs nothing.
///
/// A CRL issuer that is not itself in the path needs a valid path of its own (RFC 5280 §6.3.3 (f)), so its certificates must
/// not be revoked either; and who says so may be such an issuer again, even the same. All are trusted to begin with; those
/// whose paths turn out not to be good are struck off and everything is asked anew, until nothing changes. So the order of the
/// input does not matter, and an issuer whose status only its own CRL tells (NIST PKITS 4.14.30 has one) may be good.
pub fn inquire<'a>(case: Case<'a>, candidates: &[Candidate], ledger: &mut Ledger<'a>) -> Statuses {
    let mut signers = Signers::new(case, ledger);
    // What a browser has by itself is a response stapled to the leaf.
    let asked = match case.terms.profile.browser {
        Some(_) => 1,
        None => usize::MAX,
    };
    let rules = &case.terms.profile.search;
    let links: Set<Link> = candidates
        .iter()
        .flat_map(|candidate| links(candidate, rules).into_iter().take(asked))
        .collect();
    loop {
        let mut inquiry = Inquiry {
            case,
            signers: &mut signers,
            answers: Map::new(),
            particulars: Map::new(),
            considered: Set::new(),
        };
        for link in links.iter() {
            inquiry.ask(*link);
        }
        let struck = inquiry.judge_signers();
        let (answers, considered) = (inquiry.answers, inquiry.considered);
        if struck.is_empty() {
            return statuses(case, answers, &considered);
        }
        signers.strike(struck);
    }
}

/// The certificates below the anchor, each with its issuer; a trusted leaf may be its own ([`Rules::verifies_trusted_leaf`]).
pub(crate) fn links(candidate: &Candidate, rules: &Rules) -> Vec<Link> {
    let chain = &candidate.chain;
    let Some(anchor) = chain
        .last()
        .copied()
        .filter(|_| candidate.end == End::Anchor)
    else {
        return Vec::new();
    };
    let is_own_issuer = chain.len() == 1 && rules.verifies_trusted_leaf;
    let issuers = chain.iter().copied().skip(usize::from(!is_own_issuer));
    let pairs = chain.iter().copied().zip(issuers);
    pairs
        .map(|(child, issuer)| Link {
            child,
            issuer,
            anchor,
        })
        .collect()
}

fn statuses(case: Case<'_>, answers: Map<Link, Answer>, considered: &Set<Considered>) -> Statuses {
    let Case {
        evidence, terms, ..
    } = case;
    let mut statuses = Statuses {
        answers,
        evidence: (evidence.crls.len(), evidence.responses.len()),
        ..Statuses::default()
    };
    let crls = evidence.crls.iter().enumerate().map(|(index, (_, crl))| {
        let defect = crl.contents.as_ref().err();
        (Piece::Crl(index), Considered::Crl(index), defect)
    });
    let responses = evidence.responses.iter().enumerate();
    let responses = responses.map(|(index, (_, response))| {
        let defect = response.contents.as_ref().err();
        let validity = None;
        (
            Piece::Response { index, validity },
            Considered::Response(index),
            defect,
        )
    });
    for (piece, considering, defect) in crls.chain(responses) {
        let (defect, list) = match defect {
            Some(defect) => (defect.clone(), &mut statuses.unreadable),
            None if considered.contains(&considering) => continue,
            None => (Defect::from(Unusable::WrongIssuer), &mut statuses.unrelated),
        };
        if list.len() < limit::FINDINGS {
            list.extend(evidence.fault(piece, defect, &terms.time));
        }
    }
    statuses
}

/// A piece of evidence that was meant for some certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Considered {
    Crl(usize),
    Response(usize),
}

/// One round of asking.
pub(super) struct Inquiry<'a, 's, 'l> {
    pub(super) case: Case<'a>,
    pub(super) signers: &'s mut Signers<'a, 'l>,
    answers: Map<Link, Answer>,
    particulars: Map<usize, Rc<Particulars>>,
    pub(super) considered: Set<Considered>,
}

/// What is read of a certificate once, however many issuers it has.
pub(super) struct Particulars {
    /// Its distribution points, then the one that stands for its issuer. None where they cannot be read: they might have narrowed
    /// what its issuer's CRLs say of it.
    pub(super) points: Vec<DistributionPoint>,
    /// Whether a CRL is meant for it by one of these points; by the point's place and the CRL's index. It turns on no issuer.
    pub(super) meant: RefCell<Map<(usize, usize), bool>>,
    /// Its issuer's name by each hash that a CertID may use; empty where no response speaks of its serial number, as the standard
    /// reads responses.
    issuer_name_hashes: Vec<Vec<u8>>,
}

impl Particulars {
    pub(super) fn of(certificate: &Certificate, contents: &Contents, case: Case<'_>) -> Self {
        let points = DistributionPoint::of(certificate, contents).map(|mut points| {
            points.push(DistributionPoint::of_issuer(certificate, contents));
            points
        });
        let is_spoken_of =
            case.hear.is_some() || !case.evidence.responses_about(&contents.serial).is_empty();
        let issuer_name = is_spoken_of.then(|| issuer_name(certificate));
        let hashes = |name| HASHES.iter().map(move |(_, hash)| hash(name)).collect();
        Self {
            points: points.unwrap_or_default(),
            meant: RefCell::default(),
            issuer_name_hashes: issuer_name
                .map(|range| hashes(certificate.bytes(&range)))
                .unwrap_or_default(),
        }
    }
}

/// A certificate whose status is asked for.
#[derive(Clone, Copy)]
pub(super) struct Target<'a, 'f> {
    pub(super) contents: &'a Contents,
    pub(super) particulars: &'f Particulars,
    pub(super) digests: &'f IssuerDigests<'f>,
    /// Who issued it, and the anchor that its path leads to: indices into the pool.
    pub(super) issuer: usize,
    pub(super) anchor: usize,
}

/// What one kind of evidence says.
#[derive(Default)]
pub(super) struct Word {
    pub(super) status: Status,
    pub(super) until: Option<Time>,
    /// What was meant for the certificate and not used.
    pub(super) defects: Vec<(Piece, Defect)>,
}

impl<'a> Inquiry<'a, '_, '_> {
    fn ask(&mut self, link: Link) {
        if self.answers.contains_key(&link) {
            return;
        }
        let entry = self.case.pool.get(link.child);
        let Some((entry, contents)) = entry.and_then(|entry| Some((entry, entry.contents()?)))
        else {
            return;
        };
        let case = self.case;
        let particulars = self.particulars.entry(link.child);
        let read = || Rc::new(Particulars::of(&entry.certificate, contents, case));
        let particulars = particulars.or_insert_with(read).clone();
        let issuer = self.case.pool.get(link.issuer);
        let key = issuer.and_then(|issuer| {
            let key_bits = &issuer.contents()?.key_bits;
            Some(issuer.certificate.bytes(key_bits))
        });
        let target = Target {
            contents,
            particulars: &particulars,
            digests: &IssuerDigests::new(&particulars.issuer_name_hashes, key.unwrap_or_default()),
            issuer: link.issuer,
            anchor: link.anchor,
        };
        let answer = match self.hear(link, target) {
            Some(heard) => Answer {
                status: match &heard {
                    Ok(()) => Status::Good,
                    Err(objection) => {
                        let revoked = objection.revoked.clone();
                        revoked.map_or(Status::Unknown, Status::Revoked)
                    }
                },
                heard: Some(heard),
                ..Answer::default()
            },
            None => {
                let words = [self.by_crl(target), self.by_ocsp(target)];
                let mut answer = self.weigh(words);
                if self.case.hear.is_some() {
                    // By the standard it might count; why it might not is worth telling all the same.
                    (answer.status, answer.until) = (Status::Unknown, None);
                }
                answer
            }
        };
        self.answers.insert(link, answer);
    }

    /// What the browser makes of the response: that about the certificate, or about its serial number, or else the first. (A
    /// handshake brings one.)
    fn hear(&mut self, link: Link, target: Target<'_, '_>) -> Option<Heard> {
        let Case {
            evidence,
            pool,
            terms,
            hear,
            ..
        } = self.case;
        let hear = hear?;
        let serial = &target.contents.serial;
        let by_serial = evidence.responses_about(serial);
        let names = |single: &Single| {
            let digests = target.digests.by(single.hash.content());
            digests.is_some_and(|(name, _)| single.issuer_name_hash == name)
        };
        let meant = by_serial.iter().find(|index| {
            let response = evidence.response(**index);
            let basic = response.and_then(|response| response.contents.as_ref().ok());
            basic.is_some_and(|basic| basic.about(serial).iter().any(names))
        });
        let index = meant.or(by_serial.first()).copied().unwrap_or_default();
        let response = evidence.response(index)?;
        let stapled = Stapled {
            response: &response.der,
            child: &pool.get(link.child)?.certificate,
            issuer: &pool.get(link.issuer)?.certificate,
            digests: target.digests,
            time: &terms.time,
        };
        let heard = hear(&stapled, self.signers.ledger())?;
        self.considered.insert(Considered::Response(index));
        Some(heard)
    }

    /// One that says "revoked" outweighs one that says "good"; either is enough.
    fn weigh(&self, words: [Word; 2]) -> Answer {
        let mut answer = Answer::default();
        let mut defects = Vec::new();
        for word in words {
            match (&answer.status, &word.status) {
                (Status::Revoked(_), _) | (_, Status::Unknown) => {}
                // With good news from both, the later end counts.
                (Status::Good, Status::Good) => answer.until = answer.until.max(word.until),
                _ => (answer.status, answer.until) = (word.status, word.until),
            }
            defects.extend(word.defects);
        }
        let is_unknown = answer.status == Status::Unknown;
        let told = defects
            .into_iter()
            .filter(|(_, defect)| is_unknown || !defect.reason.is_for_others());
        answer.unusable = told
            .take(limit::FINDINGS)
            .filter_map(|(piece, defect)| {
                self.case
                    .evidence
                    .fault(piece, defect, &self.case.terms.time)
            })
            .collect();
        answer
    }

    /// Asks about the paths of the CRL issuers that were met, until no more are met. The answer is those that are not good.
    fn judge_signers(&mut self) -> Set<(usize, usize)> {
        let mut struck = Set::new();
        let mut judged = Set::new();
        while let Some(met) = self.signers.next_met(&judged) {
            judged.insert(met);
            let (signer, anchor) = met;
            let chains: Vec<Candidate> = self.signers.paths(signer, anchor).cloned().collect();
            let is_good = chains.iter().any(|chain| {
                links(chain, &self.case.terms.profile.search)
                    .into_iter()
                    .all(|link| {
                        self.ask(link);
                        let status = self.answers.get(&link).map(|answer| &answer.status);
                        let mode = self.case.terms.revocation;
                        matches!(
                            (status, mode),
                            (Some(Status::Good), _) | (Some(Status::Unknown), Revocation::Evidence)
                        )
                    })
            });
            if !is_good {
                struck.insert(met);
            }
        }
        struck
    }
}
