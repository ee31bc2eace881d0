//! Validity periods.

use super::Link;
use crate::asked_time::AskedTime;
use crate::finding::{Check, Fault, Records};
use crate::path::Role;

/// RFC 5280 §6.1.3 (a)(2): "The certificate validity period includes the current time." §4.1.2.5: the period is "from
/// notBefore through notAfter, inclusive".
///
/// An anchor's own period is no part of path validation (§6.1.1 (d) gives an anchor a name and a key), so it is a rule of its
/// own, which each profile weighs.
pub(crate) fn check(link: Link<'_>, time: &AskedTime, records: &mut Records) {
    let index = Some(link.index);
    let (not_before, not_after) = (link.contents.not_before, link.contents.not_after);
    if link.role == Role::Anchor {
        return match (not_before, not_after) {
            (Some(not_before), Some(not_after)) => {
                let is_current = time.is_within(not_before, not_after);
                let fault = (!is_current).then(|| Fault::AnchorOutOfDate {
                    not_before,
                    not_after,
                    time: time.shown(),
                });
                records.judge(Check::AnchorOutOfDate, index, fault);
            }
            _ => records.not_checked(Check::AnchorOutOfDate, index),
        };
    }
    match not_before {
        Some(not_before) => {
            let is_early = time.is_before(not_before);
            let fault = is_early.then(|| Fault::CertificateNotYetValid {
                not_before,
                time: time.shown(),
                days: not_before.days_since(time.shown()),
            });
            records.judge(Check::CertificateNotYetValid, index, fault);
        }
        None => records.not_checked(Check::CertificateNotYetValid, index),
    }
    match not_after {
        Some(not_after) => {
            let is_late = time.is_after(not_after);
            let fault = is_late.then(|| Fault::CertificateExpired {
                not_after,
                time: time.shown(),
                days: time.shown().days_since(not_after),
            });
            records.judge(Check::CertificateExpired, index, fault);
        }
        None => records.not_checked(Check::CertificateExpired, index),
    }
}
