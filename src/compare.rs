//! One request under several profiles, and where they part. Makes something of reports; knows no rule and no profile by name.

use serde::Serialize;

use crate::data::Data;
use crate::engine::Run;
use crate::finding::Check;
use crate::judgement::{Outcome, Verdict};
use crate::profile;
use crate::report::{Finding, Report};
use crate::request::{Error, ErrorCode, ValidationRequest};
use crate::signature::{Answer, Answered, Task, TaskId};
use crate::sorted::Set;

/// What several profiles make of one request.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// One for each profile, in the order asked for.
    pub reports: Vec<Report>,
    /// For each two of them that do not agree, the rule by which they part.
    pub partings: Vec<Parting>,
}

/// The first rule, in the order of [`Check::ALL`], that one of two profiles counts as an error and the other does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Parting {
    /// In the order of the reports.
    pub profiles: [&'static str; 2],
    /// The rule's id.
    pub id: &'static str,
    /// What it is about: index into the `certificates` of the report that counts it as an error (of the first, where both do,
    /// for different certificates). Input certificates have the same index in every report; anchors need not.
    pub certificate: Option<usize>,
}

/// Judges under each of `profiles`, checking each signature once. `None`: under all that the request can be put to (a
/// browser's profile, say, judges by its own store only); the request's own profile has no say in it.
///
/// # Errors
/// As [`crate::validate`]; `request-invalid` where `profiles` is empty.
///
/// ```
/// use certlens::{Data, Part, Time, ValidationRequest, Verdict, compare};
///
/// # let root = mint::root("Example Root CA");
/// # let leaf = root.leaf(&["example.com"]).without(mint::oid::AUTHORITY_KEY_IDENTIFIER).issue();
/// # let (chain_pem, root_pem) = (leaf.pem(), root.pem());
/// let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
/// let mut request = ValidationRequest::new(chain_pem, "example.com", time);
/// request.trust.anchors = vec![Part::Text(root_pem)];
///
/// let comparison = compare(&request, &Data::default(), Some(&["rfc5280", "rfc5280-strict"]))?;
/// assert_eq!(comparison.reports.len(), 2);
/// # Ok::<(), certlens::Error>(())
/// ```
pub fn compare(
    request: &ValidationRequest,
    data: &Data,
    profiles: Option<&[&str]>,
) -> Result<Comparison, Error> {
    let mut known = Answered::default();
    compare_by(request, data, profiles, |id, task| known.answer(id, task))
}

/// As [`compare`], with the answers that `answer` gives, which is asked of a signature once for each profile that wants to know
/// it. They decide what is trusted: give none that was not checked.
///
/// # Errors
/// As [`compare`].
///
/// ```
/// use certlens::{Answered, Data, ValidationRequest, compare_by};
///
/// # let root = mint::root("Example Root CA");
/// # let (chain_pem, root_pem) = (root.leaf(&["example.com"]).issue().pem(), root.pem());
/// let request = ValidationRequest::new(chain_pem, "example.com", "2026-06-01T12:00:00Z".parse()?)
///     .with_anchor(root_pem);
/// let mut known = Answered::default(); // remembers signatures from one comparison to the next
/// let comparison = compare_by(&request, &Data::default(), Some(&["rfc5280"]), |id, task| known.answer(id, task))?;
/// assert!(comparison.partings.is_empty());
/// # Ok::<(), certlens::Error>(())
/// ```
pub fn compare_by(
    request: &ValidationRequest,
    data: &Data,
    profiles: Option<&[&str]>,
    mut answer: impl FnMut(TaskId, &Task<'_>) -> Answer,
) -> Result<Comparison, Error> {
    let runs = runs(request, data, profiles)?;
    let reports: Vec<Report> = runs
        .into_iter()
        .map(|run| run.finish_by(&mut answer))
        .collect();
    let partings = reports
        .iter()
        .enumerate()
        .flat_map(|(index, a)| {
            let later = reports.iter().skip(index + 1);
            later.filter_map(move |b| parting(a, b))
        })
        .collect();
    Ok(Comparison { reports, partings })
}

/// The request put to each of `profiles`; see [`compare`].
fn runs(
    request: &ValidationRequest,
    data: &Data,
    profiles: Option<&[&str]>,
) -> Result<Vec<Run>, Error> {
    profiles_of(profiles)?
        .into_iter()
        .map(|profile| Run::new(&under(request, profile), data))
        .filter(|run| profiles.is_some() || !matches!(run, Err(error) if is_not_for_it(error)))
        .collect()
}

/// The ids of the profiles that were asked for.
pub(crate) fn profiles_of<'a>(profiles: Option<&[&'a str]>) -> Result<Vec<&'a str>, Error> {
    match profiles {
        None => Ok(profile::ALL.iter().map(|profile| profile.id).collect()),
        Some([]) => Err(Error::new(
            ErrorCode::RequestInvalid,
            "`profiles` is empty. Name the profiles to judge by, or leave it out for all.",
        )),
        Some(profiles) => Ok(profiles.to_vec()),
    }
}

/// The same request to another profile.
pub(crate) fn under(request: &ValidationRequest, profile: &str) -> ValidationRequest {
    ValidationRequest {
        profile: Some(profile.to_owned()),
        ..request.clone()
    }
}

/// The profile cannot be asked this, though another can.
pub(crate) fn is_not_for_it(error: &Error) -> bool {
    error.code == ErrorCode::CombinationInvalid
}

/// Where two reports part, if they do: they agree where both count the same as errors, whatever else they say.
fn parting(a: &Report, b: &Report) -> Option<Parting> {
    let first = errors_without(a, b)
        .into_iter()
        .chain(errors_without(b, a))
        .min_by_key(|(check, _)| *check)
        .or_else(|| (a.verdict != b.verdict).then(|| unchecked(a, b))?)?;
    let (check, certificate) = first;
    Some(Parting {
        profiles: [a.profile, b.profile],
        id: check.id(),
        certificate,
    })
}

/// What `a` counts as an error and `b` does not.
fn errors_without(a: &Report, b: &Report) -> Vec<(Check, Option<usize>)> {
    let is_error = |finding: &&Finding| finding.outcome == Outcome::Error;
    let key = |report: &Report, finding: &Finding| {
        let certificate = finding.certificate.and_then(|i| report.certificates.get(i));
        let fingerprint = certificate.map(|info| info.fingerprints.sha256.clone());
        (finding.id, fingerprint)
    };
    let others: Set<_> = b
        .findings
        .iter()
        .filter(is_error)
        .map(|finding| key(b, finding))
        .collect();
    a.findings
        .iter()
        .filter(is_error)
        .filter(|finding| !others.contains(&key(a, finding)))
        .map(|finding| (finding.details.check(), finding.certificate))
        .collect()
}

/// One of them rejects for want of an answer: the first check that it could not ask.
fn unchecked(a: &Report, b: &Report) -> Option<(Check, Option<usize>)> {
    let (rejected, trusted) = match a.verdict {
        Verdict::Rejected => (a, b),
        Verdict::Trusted => (b, a),
    };
    let open = |id: &&&str| !trusted.not_judged.contains(*id);
    let id = rejected.not_judged.iter().find(open);
    let check = Check::from_id(id.or(rejected.not_judged.first())?)?;
    let path = rejected.paths.first()?;
    let record = path
        .checks
        .iter()
        .find(|record| record.id == check && record.outcome == Outcome::NotChecked);
    Some((check, record.and_then(|record| record.certificate)))
}
