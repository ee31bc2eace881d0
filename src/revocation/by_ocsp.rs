//! What OCSP responses say of a certificate (RFC 6960 §3.2).

use super::inquiry::{Considered, Inquiry, Particulars, Target, Word};
use super::ocsp::{Basic, CertStatus, Responder, Response, Single};
use super::signers::{has_unknown_critical_extension, may_sign_responses};
use super::{Defect, Piece, Revoked, Status, Unusable, limit};
use crate::certificate::{Certificate, Contents};
use crate::oid::known;
use crate::path::Edge;
use crate::pool::Entry;
use crate::signature::sha1;
use crate::time::Time;

/// How long a response without nextUpdate is good for.
///
/// RFC 6960 §4.2.2.1: "If nextUpdate is not set, the responder is indicating that newer revocation information is available all
/// the time." Question: so how old may it be? The standard does not say, and without a bound an old "good" could be shown for
/// ever. Our answer is a day, as in mozilla::pkix (which adds a day of slop for wrong clocks).
const WITHOUT_NEXT_UPDATE: i64 = 24 * 60 * 60;

impl<'a> Inquiry<'a, '_, '_> {
    /// What OCSP responses say of a certificate. A usable one that says "revoked" outweighs others; of those that say "good" the
    /// one that lasts longest counts.
    pub(super) fn by_ocsp(&mut self, target: Target<'a, '_>) -> Word {
        let mut word = Word::default();
        let evidence = self.case.evidence;
        let responses = evidence.responses_about(&target.contents.serial);
        let issuer = self.case.pool.get(target.issuer);
        let can_verify = |contents: &Contents| contents.public_key.is_ok();
        let Some(issuer) = issuer.filter(|issuer| issuer.contents().is_some_and(can_verify)) else {
            return word;
        };
        let is_about = |single: &Single| {
            let digests = target.digests.by(single.hash.content());
            digests.is_some_and(|(name, key)| {
                single.issuer_name_hash == name && single.issuer_key_hash == key
            })
        };
        let readable = responses.iter().filter_map(|&index| {
            let response = evidence.response(index)?;
            Some((index, response, response.contents.as_ref().ok()?))
        });
        let singles = readable.flat_map(|(index, response, basic)| {
            let singles = basic.about(&target.contents.serial).iter();
            singles.map(move |single| (index, response, basic, single))
        });
        for (index, response, basic, single) in singles
            .take(limit::EVIDENCE)
            .filter(|(.., single)| is_about(single))
        {
            self.considered.insert(Considered::Response(index));
            match self.usable_answer(response, basic, single, issuer, target) {
                Ok((status, until)) => merge(&mut word, status, until),
                Err(defect) => {
                    let validity = Some((single.this_update, single.next_update));
                    let piece = Piece::Response { index, validity };
                    word.defects.push((piece, defect));
                }
            }
        }
        word
    }

    /// One answer, where it may be relied on.
    fn usable_answer(
        &mut self,
        response: &'a Response,
        basic: &'a Basic,
        single: &Single,
        issuer: &'a Entry,
        target: Target<'a, '_>,
    ) -> Result<(Status, Time), Defect> {
        if let Some(defect) = basic.defect.as_ref().or(single.defect.as_ref()) {
            return Err(defect.clone());
        }
        let time = &self.case.terms.time;
        if time.is_before(single.this_update) {
            return Err(Unusable::NotYetValid.into());
        }
        let without = || Time::from_unix(single.this_update.unix() + WITHOUT_NEXT_UPDATE);
        let until = single.next_update.unwrap_or_else(without);
        if time.is_after(until) {
            return Err(Unusable::Expired.into());
        }
        self.check_signer(response, basic, issuer, target)?;
        match single.status {
            CertStatus::Unknown => Err(Unusable::UnknownToResponder.into()),
            CertStatus::Revoked(at, reason) => {
                let revoked = Revoked {
                    at,
                    reason,
                    invalidity_date: None,
                    source: "ocsp",
                };
                Ok((Status::Revoked(revoked), until))
            }
            CertStatus::Good => Ok((Status::Good, until)),
        }
    }

    /// §4.2.2.2: the response is signed by the CA that issued the certificate, or by a responder whose certificate that CA
    /// issued directly, with the same key, and which names id-kp-OCSPSigning. (The third way, a responder that the
    /// caller trusts by configuration, does not exist here.)
    fn check_signer(
        &mut self,
        response: &'a Response,
        basic: &'a Basic,
        issuer: &'a Entry,
        target: Target<'a, '_>,
    ) -> Result<(), Defect> {
        let mut defect = Defect::from(Unusable::SignerNotFound);
        let is_named = |certificate: &Certificate, contents: &Contents| match &basic.responder {
            Responder::Name(name) => *name == contents.subject,
            Responder::Key(hash) => {
                sha1(certificate.bytes(&contents.key_bits)).as_slice() == hash.as_slice()
            }
        };
        let issuer_contents = issuer.contents();
        if issuer_contents.is_some_and(|contents| is_named(&issuer.certificate, contents))
            && let Some(spki) = self.signers.key_of(target.issuer)
        {
            let (id, task) = basic.signed.task(&response.der, spki)?;
            match self.signers.ledger().ask(id, task) {
                Edge::Valid | Edge::Pending => return Ok(()),
                edge => defect = unproven(edge).into(),
            }
        }
        let delegates = basic.certificates.iter().filter_map(|certificate| {
            let contents = certificate.contents.as_ref()?;
            let is_candidate = contents.public_key.is_ok() && is_named(certificate, contents);
            is_candidate.then_some((certificate, contents))
        });
        for (certificate, contents) in delegates.take(limit::KEYS) {
            match self.check_delegate(certificate, contents, issuer_contents, target) {
                Ok(()) => {
                    let (id, task) = basic
                        .signed
                        .task(&response.der, certificate.bytes(&contents.spki))?;
                    match self.signers.ledger().ask(id, task) {
                        Edge::Valid | Edge::Pending => return Ok(()),
                        edge if unproven(edge) > defect.reason => defect = unproven(edge).into(),
                        _ => {}
                    }
                }
                Err(unusable) if unusable > defect.reason => defect = unusable.into(),
                Err(_) => {}
            }
        }
        Err(defect)
    }

    /// Is this the certificate of a responder that the issuer made its own? It must be readable without a fault, current, signed
    /// by the issuer's key and not revoked by a CRL: §4.2.2.2.1 leaves the last to the client where there is no
    /// id-pkix-ocsp-nocheck; ours is to believe a CRL that says so, and not to ask for one.
    fn check_delegate(
        &mut self,
        certificate: &'a Certificate,
        contents: &'a Contents,
        issuer: Option<&'a Contents>,
        target: Target<'a, '_>,
    ) -> Result<(), Unusable> {
        let validity = contents.not_before.zip(contents.not_after);
        let is_current =
            validity.is_some_and(|(first, last)| self.case.terms.time.is_within(first, last));
        if !may_sign_responses(contents) {
            return Err(Unusable::SignerMayNotSign);
        }
        if !certificate.faults.is_empty()
            || !is_current
            || has_unknown_critical_extension(contents)
            || issuer.is_none_or(|issuer| contents.issuer != issuer.subject)
        {
            return Err(Unusable::SignerNotTrusted);
        }
        let spki = self.signers.key_of(target.issuer);
        let (Some(spki), Ok(scheme)) = (spki, contents.scheme) else {
            return Err(Unusable::SignerNotTrusted);
        };
        let task = crate::signature::Task {
            scheme,
            spki,
            message: certificate.bytes(&contents.tbs),
            signature: certificate.bytes(&contents.signature),
        };
        match self.signers.ledger().ask(task.id(), task) {
            Edge::Valid | Edge::Pending => {}
            Edge::NotChecked => return Err(Unusable::SignatureNotChecked),
            Edge::Invalid | Edge::Unverifiable => return Err(Unusable::SignerNotTrusted),
        }
        let particulars = Particulars::of(certificate, contents, self.case);
        let delegate = Target {
            contents,
            particulars: &particulars,
            ..target
        };
        if contents.extension(known::OCSP_NO_CHECK).is_none()
            && matches!(self.by_crl(delegate).status, Status::Revoked(_))
        {
            return Err(Unusable::SignerNotTrusted);
        }
        Ok(())
    }
}

/// Why a signature that is not proven does not count.
fn unproven(edge: Edge) -> Unusable {
    match edge {
        Edge::NotChecked => Unusable::SignatureNotChecked,
        _ => Unusable::SignatureInvalid,
    }
}

fn merge(word: &mut Word, status: Status, until: Time) {
    match (&word.status, &status) {
        (Status::Revoked(_), _) => {}
        (Status::Good, Status::Good) => word.until = word.until.max(Some(until)),
        _ => (word.status, word.until) = (status, Some(until)),
    }
}
