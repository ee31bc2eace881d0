//! The shape of what is serialised: the contract of pkg/index.d.ts, field by field in its order. Plain data; what describes a
//! certificate stands in `certificate`, `extension_fields` and `scts`, what a fault carries in [`crate::finding`].

use std::sync::Arc;

use serde::Serialize;

use super::certificate::CertificateInfo;
use super::prose::Fix;
use super::table::{Codes, Reference};
use crate::asked_time::Span;
use crate::finding::{Check, Fault};
use crate::input::{self, Position};
use crate::judgement::{Outcome, Verdict};
use crate::request::Purpose;
use crate::text;
use crate::time::Time;

/// The answer to a [`crate::ValidationRequest`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// Trusted where at least one path is valid.
    pub verdict: Verdict,
    /// What the profile's browser shows; without a browser the deciding finding's id; `None` when trusted.
    pub code: Option<&'static str>,
    /// One plain sentence.
    pub summary: String,
    /// Whether that browser offers to proceed; `None` when trusted, and where the profile is no browser.
    pub overridable: Option<bool>,
    /// The last second of a trusted verdict: the earliest notAfter of the path's certificates, its anchor's left out (unless it stands
    /// alone), or, where [`crate::Revocation::Hard`] was asked, the end of the evidence if that is earlier. `None` when rejected.
    /// [`Time::days_since`] says in how many days it comes. It does not foresee what depends on the age of a list.
    pub valid_until: Option<Time>,
    /// Whose judgement.
    pub profile: &'static str,
    /// For what.
    pub purpose: Purpose,
    /// As it was compared: lower case, A-labels. `None`: it was not.
    pub hostname: Option<String>,
    /// As of when. In JSON the first of this name (pkg/kept.js finds it so).
    pub time: Time,
    /// Index into `certificates`.
    pub leaf: Option<usize>,
    /// All certificates seen, in input order, then the anchors that were used.
    pub certificates: Vec<CertificateInfo>,
    /// What matters, of the best path and of the input: errors, warnings, infos.
    pub findings: Vec<Finding>,
    /// Ids of the checks of the best path that could not be judged.
    pub not_judged: Vec<&'static str>,
    /// Candidates, best first, at most [`super::MOST_PATHS`].
    pub paths: Vec<PathReport>,
    /// How many more there were.
    pub paths_omitted: usize,
    /// What was found in the input and where.
    pub input: Vec<InputItem>,
    /// What this report rests on.
    pub versions: Versions,
    /// Data sets that were older than 90 days at `time`.
    pub stale_data: Vec<&'static str>,
    /// When the report is this one, its `time` apart: a time of this span need not be asked about. Not part of the JSON.
    #[serde(skip)]
    pub holds: Span,
    /// When at least verdict and code are these; wider where the report shows the time. Not part of the JSON.
    #[serde(skip)]
    pub decided: Span,
}

impl Report {
    /// The report as canonical JSON: the same UTF-8 wherever the same engine, data and time are used.
    pub fn to_json(&self) -> String {
        text::to_json(self)
    }

    /// The end-entity certificate, of whose validity the report speaks.
    ///
    /// ```
    /// use certlens::{Data, ValidationRequest, validate};
    ///
    /// # let root = mint::root("Example Root CA");
    /// # let chain_pem = root.pem() + &root.leaf(&["example.com"]).issue().pem();
    /// let time = "2026-06-01T12:00:00Z".parse()?;
    /// let request = ValidationRequest::new(chain_pem, "example.com", time).with_profile("rfc5280");
    /// let report = validate(&request, &Data::default())?;
    /// let leaf = report.leaf_certificate().expect("the second of the two");
    /// assert_eq!((leaf.index, leaf.role), (1, "leaf"));
    /// assert!(report.to_json().contains(&leaf.fingerprints.sha256));
    /// # Ok::<(), certlens::Error>(())
    /// ```
    pub fn leaf_certificate(&self) -> Option<&CertificateInfo> {
        self.certificates.get(self.leaf?)
    }
}

/// One candidate path.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PathReport {
    /// Indices into `Report.certificates`, from the leaf to the anchor.
    pub certificates: Vec<usize>,
    /// The last of them, where it is a trust anchor.
    pub anchor: Option<usize>,
    /// Whether this path is valid.
    pub verdict: Verdict,
    /// The user-constrained policy set; `None`: policies were not evaluated.
    pub policies: Option<Vec<String>>,
    /// Every check.
    pub checks: Vec<CheckOutcome>,
    /// Errors, warnings, infos.
    pub findings: Vec<Finding>,
}

/// One check, compact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CheckOutcome {
    /// The rule; its id in JSON.
    pub id: Check,
    /// Index into `Report.certificates`.
    pub certificate: Option<usize>,
    /// What it came to.
    pub outcome: Outcome,
}

/// A broken rule, explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The rule's id.
    pub id: &'static str,
    /// Error, warning or info.
    pub outcome: Outcome,
    /// Index into `Report.certificates`.
    pub certificate: Option<usize>,
    /// The fault in a few words.
    pub title: &'static str,
    /// For a person, with the values found.
    pub explanation: String,
    /// The values compared.
    pub details: Arc<Fault>,
    /// What to do.
    pub fix: Option<Fix>,
    /// Where the rule stands.
    pub reference: Option<Reference>,
    /// What other programs call it.
    pub codes: Codes,
}

/// A thing that was found, or not understood, in the input.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InputItem {
    /// What it is.
    pub kind: input::Kind,
    /// What more is known of it; its note says it.
    #[serde(skip)]
    pub state: input::State,
    /// Which part of the request it was in: `certificates`, `fetched`, `anchors`, `crls` or `ocsp`.
    pub source: &'static str,
    /// Where.
    pub position: Position,
    /// Index into the certificates; `None` for what is none, and for an added root.
    pub certificate: Option<usize>,
    /// A sentence about it.
    pub note: String,
}

impl InputItem {
    /// What was repaired in reading it or is wrong with it, if anything: the note but for what the thing is.
    pub(crate) fn remarks(&self) -> Option<&str> {
        let (_, remarks) = self.note.split_once("; ")?;
        Some(remarks.trim_end_matches('.'))
    }
}

/// What a report rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Versions {
    /// certlens' own version.
    pub engine: &'static str,
    /// The edition of the profile's rules.
    pub profile: &'static str,
    /// The browser that the profile stands for, with its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser: Option<&'static str>,
    /// The data sets used.
    pub data: Vec<DataVersion>,
}

/// A data set.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DataVersion {
    /// Its name.
    pub name: &'static str,
    /// Its own date, YYYY-MM-DD.
    pub date: String,
}

/// What is in an input, without judging it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Inspection {
    /// What was found, in input order.
    pub items: Vec<InputItem>,
    /// The certificates among them.
    pub certificates: Vec<CertificateInfo>,
    /// What a browser's error page that was copied whole says besides.
    pub page: Option<input::error_page::ErrorPage>,
}

/// What a check is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CheckDescription {
    /// Its id.
    pub id: &'static str,
    /// The fault in a few words.
    pub title: &'static str,
    /// What the rule is and why it exists.
    pub explanation: &'static str,
    /// Where it stands.
    pub reference: Option<Reference>,
    /// What other programs call the fault.
    pub codes: Codes,
}
