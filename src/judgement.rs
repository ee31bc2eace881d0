//! What comes of a path once its rules were asked: outcomes, a verdict, a browser's decision. Knows records and how a profile
//! weighs them; neither asks a rule nor says a word about it.

use serde::Serialize;

use crate::finding::{Check, Record, Records, Said};
use crate::oid::Oid;
use crate::path::Candidate;
use crate::profile::{Profile, Role, Severity};
use crate::time::Time;

/// Whether the certificate is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// At least one path is valid.
    Trusted,
    /// None is.
    Rejected,
}

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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

/// What a record comes to under a profile.
pub fn outcome(record: &Record, profile: &Profile, role: Role) -> Outcome {
    let severity = (profile.severity)(record.check, role);
    match (&record.said, severity) {
        (_, Severity::Off) | (Said::NotApplicable, _) => Outcome::NotApplicable,
        (Said::NotChecked, _) => Outcome::NotChecked,
        (Said::Passed, _) => Outcome::Passed,
        (Said::Broken(_), Severity::Error) => Outcome::Error,
        (Said::Broken(_), Severity::Warning) => Outcome::Warning,
        (Said::Broken(_), Severity::Info) => Outcome::Info,
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
        let place = certificate.and_then(|index| {
            self.candidate
                .chain
                .iter()
                .position(|other| *other == index)
        });
        match place {
            None => Role::None,
            Some(0) => Role::Leaf,
            Some(_) if self.anchor() == certificate => Role::Anchor,
            Some(_) => Role::Intermediate,
        }
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
}

#[cfg(test)]
mod tests {
    use super::*;

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
