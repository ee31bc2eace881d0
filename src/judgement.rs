//! What comes of a path once its rules were asked: outcomes, a verdict, a browser's decision. Knows records and how a profile
//! weighs them; neither asks a rule nor says a word about it.

use std::fmt;

use serde::Serialize;

use crate::finding::{Check, Record, Records, Said};
use crate::oid::Oid;
use crate::path::{Candidate, Edge, End, Found, Role};
use crate::profile::{Profile, Severity};
use crate::request::Terms;
use crate::time::Time;

/// Whether the certificate is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// At least one path is valid.
    Trusted,
    /// None is.
    Rejected,
}

/// As in a report's JSON.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Broken, and the path is rejected for it.
    Error,
    /// Broken; told, does not decide.
    Warning,
    /// Worth knowing.
    Info,
    /// It could not be looked at.
    NotChecked,
    /// There was nothing to look at, or this profile does not ask.
    NotApplicable,
    /// It holds.
    Passed,
}

impl Outcome {
    /// All of them, in this order.
    pub const ALL: &'static [Self] = &[
        Self::Error,
        Self::Warning,
        Self::Info,
        Self::NotChecked,
        Self::NotApplicable,
        Self::Passed,
    ];
}

/// As in a report's JSON.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// What a record comes to under a profile.
pub(crate) fn outcome(record: &Record, profile: &Profile, role: Role) -> Outcome {
    let severity = (profile.severity)(record.check, role);
    match (&record.said, severity) {
        (_, Severity::Off) | (Said::NotApplicable, _) => Outcome::NotApplicable,
        (Said::NotChecked, _) => Outcome::NotChecked,
        (Said::Passed, _) => Outcome::Passed,
        (Said::Broken(_), severity) => broken(severity),
    }
}

/// What a fault of the request as a whole, beside its paths, comes to under a profile, where the verdict is this one.
pub(crate) fn outcome_beside(check: Check, verdict: Verdict, profile: &Profile) -> Outcome {
    match (check, verdict) {
        // Something may have been missed: that matters where no valid path was found.
        (Check::SearchLimitReached, Verdict::Rejected) => Outcome::Error,
        _ => broken((profile.severity)(check, Role::None)),
    }
}

fn broken(severity: Severity) -> Outcome {
    match severity {
        Severity::Error => Outcome::Error,
        Severity::Warning => Outcome::Warning,
        Severity::Info => Outcome::Info,
        Severity::Off => Outcome::NotApplicable,
    }
}

/// One candidate path, judged.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) candidate: Candidate,
    pub(crate) records: Records,
    /// What each record comes to, in the same order.
    pub(crate) outcomes: Vec<Outcome>,
    /// The user-constrained-policy-set.
    pub(crate) policies: Option<Vec<Oid>>,
    pub(crate) verdict: Verdict,
    /// When the evidence ends that the verdict rests on, where good evidence is asked for.
    pub(crate) evidence_until: Option<Time>,
}

impl Judged {
    /// The trust anchor's index, where the path ends at one.
    pub(crate) fn anchor(&self) -> Option<usize> {
        self.candidate.anchor
    }

    /// What every rule said, and what that comes to.
    pub(crate) fn answers(&self) -> impl Iterator<Item = (&Record, Outcome)> {
        self.records.0.iter().zip(self.outcomes.iter().copied())
    }

    /// What a certificate is in this path.
    pub(crate) fn role(&self, certificate: Option<usize>) -> Role {
        self.candidate.role_of(certificate)
    }
}

/// A path is valid if it reaches a trust anchor and every check that its profile asks for holds: none is broken so that it is
/// an error, and none is unanswered but those that may be, or that would be no error whatever the answer.
pub(crate) fn verdict(path: &Judged, terms: &Terms) -> Verdict {
    let holds = path.answers().all(|(record, outcome)| match outcome {
        Outcome::Error => false,
        Outcome::NotChecked => {
            let role = path.role(record.certificate);
            may_stay_unchecked(record.check, terms)
                || (terms.profile.severity)(record.check, role) != Severity::Error
        }
        _ => true,
    });
    if holds && path.candidate.end == End::Anchor {
        Verdict::Trusted
    } else {
        Verdict::Rejected
    }
}

/// Whether the issuer in a path of two breaks a rule by itself, or by its constraints on the leaf.
pub(crate) fn is_unfit(path: &Judged, issuer: usize) -> bool {
    path.answers().any(|(record, outcome)| {
        let is_of_both = matches!(
            record.check,
            Check::NameConstraintViolated | Check::PolicyRequiredNotFound
        );
        outcome == Outcome::Error && (is_of_both || record.certificate == Some(issuer))
    })
}

/// Best first: valid paths; then those whose signatures all hold; those that reach an anchor; those with the fewest errors.
/// Among equals the order in which they were found decides.
pub(crate) fn rank(path: &Judged, found: &Found) -> (bool, bool, bool, usize) {
    let chain = &path.candidate.chain;
    let broken_link = chain
        .iter()
        .zip(chain.iter().skip(1))
        .any(|(child, issuer)| found.edge(*child, *issuer) == Edge::Invalid);
    let is_error = |outcome: &&Outcome| **outcome == Outcome::Error;
    let errors = path.outcomes.iter().filter(is_error).count();
    (
        path.verdict != Verdict::Trusted,
        broken_link,
        path.anchor().is_none(),
        errors,
    )
}

/// What the profile can do without; a name can stay unchecked only where none was asked about.
fn may_stay_unchecked(check: Check, terms: &Terms) -> bool {
    match check {
        Check::HostnameMismatch | Check::SubjectAlternativeNameMissing => terms.host.is_none(),
        _ => (terms.profile.may_stay_unchecked)(check),
    }
}

/// What a browser shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    /// The path that explains it, by its place among those that it was asked about.
    pub(crate) path: usize,
    pub(crate) verdict: Verdict,
    /// `None`: the page loads.
    pub(crate) code: Option<&'static str>,
    /// Whether it offers to go on all the same; `None` when trusted.
    pub(crate) is_overridable: Option<bool>,
    /// The finding behind the code.
    pub(crate) cause: Option<(Check, Option<usize>)>,
    /// The limit that ended its own search early, by name.
    pub(crate) limit: Option<(&'static str, usize)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_in_json() {
        let check = Check::CertificateExpired;
        assert_eq!(check, "certificate-expired");
        assert!(check == *"certificate-expired" && check != *"certificate-revoked");
        let (verdict, outcome) = (Verdict::Rejected, Outcome::NotChecked);
        let store = crate::StoreName::Chrome;
        assert_eq!(
            format!("{verdict} {outcome:<12}{check} {store:>7}"),
            "rejected not-checked certificate-expired  chrome"
        );
    }

    #[test]
    fn an_outcome_is_found_by_its_number() {
        // No outcome can be added without being looked at here.
        let number = |outcome| match outcome {
            Outcome::Error => 0,
            Outcome::Warning => 1,
            Outcome::Info => 2,
            Outcome::NotChecked => 3,
            Outcome::NotApplicable => 4,
            Outcome::Passed => 5,
        };
        let numbers: Vec<usize> = Outcome::ALL
            .iter()
            .map(|outcome| *outcome as usize)
            .collect();
        assert_eq!(numbers, (0..6).collect::<Vec<_>>());
        assert!(
            Outcome::ALL
                .iter()
                .all(|outcome| number(*outcome) == *outcome as usize)
        );
    }
}
