//! CRL validation, RFC 5280 §6.3.3, with its variables' names and its steps' letters.

use super::crl::{Crl, Entry, List};
use super::distribution_point::{DistributionPoint, Reasons};
use super::inquiry::{Considered, Inquiry, Target, Word};
use super::{Defect, Piece, Reason, Revoked, Status, Unusable, limit};
use crate::path::Edge;
use crate::sorted::{Map, Set};
use crate::time::Time;

/// What the loop of §6.3.3 holds between CRLs.
struct State {
    reasons_mask: Reasons,
    /// The earliest end of the CRLs used.
    until: Option<Time>,
    /// CRLs that were looked at: why they were not used, or `None` where they were.
    seen: Map<usize, Option<Defect>>,
    /// Whose CRLs of those used say nothing against the certificate.
    good_by: Set<usize>,
}

impl State {
    fn used(&mut self, crl: usize) {
        self.seen.insert(crl, None);
    }

    /// Of several reasons the greatest is kept.
    fn unused(&mut self, crl: usize, defect: Defect) {
        let seen = self.seen.entry(crl).or_insert_with(|| Some(defect.clone()));
        if seen.as_ref().is_some_and(|old| old.reason < defect.reason) {
            *seen = Some(defect);
        }
    }
}

/// A CRL that may be relied on, with the delta CRL that makes it newer.
struct Usable<'a> {
    complete: &'a Crl,
    delta: Option<&'a Crl>,
    until: Option<Time>,
    /// Whose key signed both.
    signer: usize,
}

impl<'a> Inquiry<'a, '_, '_> {
    /// What CRLs say of a certificate.
    ///
    /// §6.3.3: for each distribution point of the certificate, then for CRLs of its issuer that none of them names, until the
    /// CRLs used cover all reasons. Of several CRLs for one thing the newest is asked first, so that the order of the input
    /// does not matter.
    ///
    /// Question: and where another key of the issuer's name, or an indirect CRL's issuer, says that nothing is revoked, and a
    /// CRL that it did not sign says otherwise? The newest would do, but then one who is revoked could take that back, of itself and
    /// of whomever it likes. Answer: only the same signer takes back what it said.
    pub(super) fn by_crl(&mut self, target: Target<'a, '_>) -> Word {
        let mut state = State {
            reasons_mask: Reasons::NONE,
            until: None,
            seen: Map::new(),
            good_by: Set::new(),
        };
        let mut status = Status::Unknown;
        for (place, point) in target.particulars.points.iter().enumerate() {
            if let Some(revoked) = self.ask_point(target, (place, point), &mut state) {
                status = Status::Revoked(revoked);
                break;
            }
            if Reasons::ALL.are_within(state.reasons_mask) {
                status = Status::Good;
            }
        }
        let defects = state.seen.into_iter();
        Word {
            status,
            until: state.until,
            defects: defects
                .filter_map(|(crl, defect)| Some((Piece::Crl(crl), defect?)))
                .collect(),
        }
    }

    /// §6.3.3 (a)-(l) for one distribution point: the revocation, where there is one.
    fn ask_point(
        &mut self,
        target: Target<'a, '_>,
        (place, point): (usize, &DistributionPoint),
        state: &mut State,
    ) -> Option<Revoked> {
        let evidence = self.case.evidence;
        let is_meant = |index, list| {
            let mut meant = target.particulars.meant.borrow_mut();
            let known = meant.entry((place, index));
            *known.or_insert_with(|| is_meant(list, point, target))
        };
        let issuers: Vec<&[u8]> = match &point.crl_issuer {
            Some(names) => names.directory_keys().take(limit::KEYS).collect(),
            None => vec![target.contents.issuer.key()],
        };
        for issuer in issuers {
            let same_issuer = evidence.crls_of(issuer);
            let same_issuer = same_issuer.get(..limit::EVIDENCE).unwrap_or(same_issuer);
            let is_asked = !Reasons::ALL.are_within(state.reasons_mask);
            let lists = |index: &usize| {
                let crl = evidence.crl(*index);
                crl.is_some_and(|crl| entry_in(crl, target).is_some())
            };
            let is_listed = same_issuer.iter().any(lists);
            if !is_asked && !is_listed {
                continue;
            }
            let considered = same_issuer.iter().copied().map(Considered::Crl);
            self.considered.extend(considered);
            for &index in same_issuer {
                let Some((crl, list)) = evidence.list(index) else {
                    continue;
                };
                // (d), (e)
                let interim_reasons_mask = interim_reasons(list, point);
                let is_new = !interim_reasons_mask.are_within(state.reasons_mask);
                // A list that its issuer numbered wrongly proves nothing good; what it revokes is revoked.
                let is_wrongly_numbered = |defect: &&Defect| {
                    defect.reason.is_of_number() && entry_in(crl, target).is_some()
                };
                let found = match &list.defect {
                    Some(defect) if !is_wrongly_numbered(&defect) => Err(defect.clone()),
                    _ if list.base.is_some() => Err(Unusable::DeltaWithoutBase.into()),
                    _ if !is_meant(index, list) => Err(Unusable::OutOfScope.into()),
                    _ if !is_new && !is_listed => Ok(None),
                    _ => match self.usable_crl(index, crl, list, same_issuer, target, state) {
                        Err(_) if !is_new => Ok(None),
                        usable => usable.map(Some),
                    },
                };
                match found {
                    Err(defect) => state.unused(index, defect),
                    Ok(None) => state.used(index),
                    Ok(Some(usable)) => {
                        let revoked = usable.revoked(target);
                        if let (None, Some(defect)) = (&revoked, &list.defect) {
                            state.unused(index, defect.clone());
                            continue;
                        }
                        state.used(index);
                        match revoked {
                            Some(revoked) if is_new || !state.good_by.contains(&usable.signer) => {
                                return Some(revoked);
                            }
                            _ => state.good_by.insert(usable.signer),
                        };
                        if is_new {
                            // (l)
                            state.reasons_mask = state.reasons_mask.or(interim_reasons_mask);
                            state.until = [state.until, usable.until].into_iter().flatten().min();
                        }
                    }
                }
            }
        }
        None
    }

    /// (a), (c), (f), (g), (h): the CRL with the delta CRL that makes it newer, where both are current and signed by one who may.
    fn usable_crl(
        &mut self,
        index: usize,
        crl: &'a Crl,
        list: &'a List,
        same_issuer: &[usize],
        target: Target<'a, '_>,
        state: &mut State,
    ) -> Result<Usable<'a>, Defect> {
        let time = &self.case.terms.time;
        if time.is_before(list.this_update) {
            return Err(Unusable::NotYetValid.into());
        }
        // (a)(1)(i): a CRL that is past its nextUpdate will do where a current delta CRL belongs to it.
        let is_expired = list
            .next_update
            .is_none_or(|next_update| time.is_after(next_update));
        let mut deltas = self.deltas(list, same_issuer, state);
        if is_expired && deltas.is_empty() {
            return Err(Unusable::Expired.into());
        }
        let signer = self.signers.of_crl(index, target.issuer, target.anchor)?;
        // (h): by the key that signed the complete CRL.
        deltas.retain(|delta| match self.signers.edge(*delta, signer) {
            Ok(Edge::Valid | Edge::Pending) => true,
            Ok(Edge::NotChecked) => {
                state.unused(*delta, Unusable::SignatureNotChecked.into());
                false
            }
            Ok(_) => {
                state.unused(*delta, Unusable::SignatureInvalid.into());
                false
            }
            Err(defect) => {
                state.unused(*delta, defect);
                false
            }
        });
        let newest = deltas
            .into_iter()
            .filter_map(|delta| Some((delta, self.case.evidence.list(delta)?)))
            .max_by(|(_, (_, a)), (_, (_, b))| a.number.cmp(&b.number));
        match newest {
            Some((delta, (delta_crl, delta_list))) => {
                state.used(delta);
                Ok(Usable {
                    complete: crl,
                    delta: Some(delta_crl),
                    until: delta_list.next_update,
                    signer,
                })
            }
            None if is_expired => Err(Unusable::Expired.into()),
            None => Ok(Usable {
                complete: crl,
                delta: None,
                until: list.next_update,
                signer,
            }),
        }
    }

    /// The current delta CRLs that may be combined with a complete CRL (§5.2.4, §6.3.3 (c)): same issuer, same scope, same
    /// authorityKeyIdentifier; "The CRL number of the complete CRL is equal to or greater than the BaseCRLNumber specified in the
    /// delta CRL", and "less than the CRL number of the delta CRL".
    fn deltas(&self, complete: &List, same_issuer: &[usize], state: &mut State) -> Vec<usize> {
        let time = &self.case.terms.time;
        let mut fitting = Vec::new();
        for &index in same_issuer {
            let Some((_, delta)) = self.case.evidence.list(index) else {
                continue;
            };
            let fits = delta.defect.is_none()
                && delta.base.is_some()
                && delta.base <= complete.number
                && complete.number < delta.number
                && delta.authority_key == complete.authority_key
                && encoding(delta) == encoding(complete);
            if !fits {
                continue;
            }
            if time.is_before(delta.this_update) {
                state.unused(index, Unusable::NotYetValid.into());
            } else if delta.next_update.is_none_or(|end| time.is_after(end)) {
                state.unused(index, Unusable::Expired.into());
            } else {
                fitting.push(index);
            }
        }
        fitting
    }
}

/// What a CRL says of the certificate.
fn entry_in<'a>(crl: &'a Crl, target: Target<'_, '_>) -> Option<&'a Entry> {
    crl.entry(&target.contents.issuer, &target.contents.serial)
}

fn encoding(list: &List) -> Option<&[u8]> {
    list.scope.as_ref().map(|scope| scope.encoding.as_slice())
}

/// (b): is this CRL meant for this certificate?
fn is_meant(list: &List, point: &DistributionPoint, target: Target<'_, '_>) -> bool {
    let own_issuer = target.contents.issuer.key();
    let is_indirect = list.scope.as_ref().is_some_and(|scope| scope.indirect);
    // (1)
    let is_issuer = match &point.crl_issuer {
        Some(names) => is_indirect && names.hold_directory(list.issuer.key()),
        None => list.issuer.key() == own_issuer,
    };
    let Some(scope) = &list.scope else {
        return is_issuer;
    };
    // (2)(i)
    let is_named = scope.name.as_ref().is_none_or(|name| {
        let listed = name.names(std::iter::once(list.issuer.key()));
        match (&point.name, &point.crl_issuer) {
            (Some(name), Some(issuers)) => name.names(issuers.directory_keys()).meet(&listed),
            (Some(name), None) => name.names(std::iter::once(own_issuer)).meet(&listed),
            (None, Some(issuers)) => issuers.meet(&listed),
            (None, None) => false, // no point is without both
        }
    });
    // (2)(ii)-(iv)
    let is_of_other_kind = match target.contents.is_ca() {
        true => scope.only_user_certs,
        false => scope.only_ca_certs,
    } || scope.only_attribute_certs;
    is_issuer && is_named && !is_of_other_kind
}

/// (d): the reasons for which this CRL speaks about certificates with this distribution point.
fn interim_reasons(list: &List, point: &DistributionPoint) -> Reasons {
    let listed = list
        .scope
        .as_ref()
        .and_then(|scope| scope.only_some_reasons);
    let of_point = point.reasons.unwrap_or(Reasons::ALL);
    listed.unwrap_or(Reasons::ALL).and(of_point)
}

impl Usable<'_> {
    /// (i)-(k). An entry counts whatever its revocationDate is: the list is current, and whoever is in it is revoked.
    fn revoked(&self, target: Target<'_, '_>) -> Option<Revoked> {
        let newer = self.delta.and_then(|delta| entry_in(delta, target));
        let entry = newer.or_else(|| entry_in(self.complete, target))?;
        (entry.reason != Reason::REMOVE_FROM_CRL).then_some(Revoked {
            at: entry.revoked_at,
            reason: entry.reason,
            invalidity_date: entry.invalidity_date,
            source: "crl",
        })
    }
}
