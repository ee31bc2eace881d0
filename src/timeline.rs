//! One request at every time: where the verdict or its cause changes. Makes something of reports; knows no rule.
//!
//! A report knows until when all is decided as in it ([`Report::decided`]); the next is asked for the second after that. So no
//! change is missed, whatever the reason.

use serde::Serialize;

use crate::compare::{is_not_for_it, profiles_of, under};
use crate::data::Data;
use crate::engine::Run;
use crate::judgement::Verdict;
use crate::report::Report;
use crate::request::{Error, ErrorCode, ValidationRequest};
use crate::signature::Answered;
use crate::sorted::{Set, sort_by_key};
use crate::time::Time;

/// From when a profile gives which answer; it holds until the same profile's next moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Moment {
    /// The first second of it.
    pub time: Time,
    /// Who answers so.
    pub profile: &'static str,
    /// The verdict.
    pub verdict: Verdict,
    /// The cause, as in [`Report::code`].
    pub code: Option<&'static str>,
    /// As in [`Report::summary`], at that time.
    pub summary: String,
}

/// Which time is asked about, its ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeRange {
    /// `None`: the second before the first date of the certificates in question.
    pub from: Option<Time>,
    /// `None`: the second after their last date.
    pub to: Option<Time>,
}

/// Judgements in one timeline, counted in certificates: each costs a quarter of a millisecond in WebAssembly, so that this
/// many take some five seconds.
const MOST_WORK: usize = 20_000;
/// Octets of the request that cost as much to read as a certificate to judge.
const OCTETS: usize = 4_096;
/// Places of certificates in paths that cost as much.
const PLACES: usize = 2;

/// Where the answer changes, in the order of time: under the request's profile, or where it names none under all that it can
/// be put to. The first moment of each profile is the beginning of the range. The request's own time has no say in it.
///
/// Every change is found, by a certificate's dates, those of its evidence, or those in the trust data.
///
/// # Errors
/// As [`crate::validate`]; `request-invalid` where the range ends before it begins, `input-too-large` where there are so many
/// certificates or dates that it would take too long.
///
/// ```
/// use certlens::{Data, Part, Time, TimeRange, ValidationRequest, timeline};
///
/// # let root = mint::root("Example Root CA");
/// # let leaf = root.leaf(&["example.com"]).issue();
/// # let (chain_pem, root_pem) = (leaf.pem(), root.pem());
/// let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
/// let mut request = ValidationRequest::new(chain_pem, "example.com", time);
/// request.profile = Some("rfc5280".to_owned());
/// request.trust.anchors = vec![Part::Text(root_pem)];
///
/// let range = TimeRange { from: Some(time), to: None };
/// let moments = timeline(&request, &Data::default(), range)?;
/// assert_eq!(moments[0].code, None);
/// assert_eq!(moments[1].code, Some("certificate-expired"));
/// assert_eq!(moments[1].time.to_string(), "2027-01-01T00:00:01Z");
/// # Ok::<(), certlens::Error>(())
/// ```
pub fn timeline(
    request: &ValidationRequest,
    data: &Data,
    range: TimeRange,
) -> Result<Vec<Moment>, Error> {
    let mut effort = Effort::default();
    let mut judges = Vec::new();
    let mut dates = Set::new();
    let named = request.profile.as_deref();
    for profile in profiles_of(named.as_ref().map(std::slice::from_ref))? {
        let mut judge = Judge {
            request: under(request, profile),
            data,
            octets: octets(request),
        };
        match judge.at(request.time, &mut effort) {
            Ok(report) => {
                dates.extend(self::dates(&report));
                judges.push(judge);
            }
            Err(error) if named.is_none() && is_not_for_it(&error) => {}
            Err(error) => return Err(error),
        }
    }
    let first = dates
        .first()
        .map_or(request.time, |first| after(*first, -1));
    let last = dates.last().copied().unwrap_or(request.time);
    let from = range.from.unwrap_or(first.min(range.to.unwrap_or(first)));
    let to = range.to.unwrap_or(last.max(from));
    if to < from {
        return Err(Error::new(
            ErrorCode::RequestInvalid,
            format!("The range ends before it begins: `from` is {from}, `to` is {to}."),
        ));
    }
    let mut moments = Vec::new();
    for judge in &mut judges {
        judge.changes(from, to, &mut effort, &mut moments)?;
    }
    sort_by_key(&mut moments, |moment: &Moment| moment.time); // stable: profiles stay in their order
    Ok(moments)
}

/// One profile.
struct Judge<'a> {
    request: ValidationRequest,
    data: &'a Data,
    /// How many the request has.
    octets: usize,
}

impl Judge<'_> {
    /// Adds the moments of a range: from one span in which all is decided alike to the next.
    fn changes(
        &mut self,
        from: Time,
        to: Time,
        effort: &mut Effort,
        moments: &mut Vec<Moment>,
    ) -> Result<(), Error> {
        let mut time = from;
        let mut current: Option<Moment> = None;
        loop {
            let report = self.at(time, effort)?;
            let last = report.decided.to;
            let moment = Moment {
                time,
                profile: report.profile,
                verdict: report.verdict,
                code: report.code,
                summary: report.summary,
            };
            if current
                .as_ref()
                .is_none_or(|current| differ(current, &moment))
            {
                moments.push(moment.clone());
                current = Some(moment);
            }
            if to <= last {
                return Ok(());
            }
            time = after(last, 1);
        }
    }

    fn at(&mut self, time: Time, effort: &mut Effort) -> Result<Report, Error> {
        if effort.work > MOST_WORK {
            return Err(Error::new(
                ErrorCode::InputTooLarge,
                "There are too many certificates, dates or bytes of evidence for a timeline. Name one profile, give one server's chain alone, or a shorter range.",
            ));
        }
        self.request.time = time;
        let report = Run::new(&self.request, self.data)?.finish_with(&mut effort.known);
        effort.work += report.certificates.len() + self.octets / OCTETS + places(&report) / PLACES;
        Ok(report)
    }
}

/// How many certificates all paths have, those that are not listed taken for as long as the longest that is.
fn places(report: &Report) -> usize {
    let lengths = report.paths.iter().map(|path| path.certificates.len());
    let longest = lengths.clone().max().unwrap_or_default();
    lengths.sum::<usize>() + report.paths_omitted.saturating_mul(longest)
}

fn octets(request: &ValidationRequest) -> usize {
    let parts = [
        &request.certificates,
        &request.fetched,
        &request.trust.anchors,
        &request.crls,
        &request.ocsp,
    ];
    let sizes = parts
        .into_iter()
        .flatten()
        .map(|part| part.as_bytes().len());
    sizes.sum::<usize>() + request.scts.iter().map(Vec::len).sum::<usize>()
}

/// What was done so far: signatures are verified once, and there is an end to it.
#[derive(Default)]
struct Effort {
    known: Answered,
    work: usize,
}

fn differ(a: &Moment, b: &Moment) -> bool {
    (a.verdict, a.code) != (b.verdict, b.code)
}

/// The first seconds of each certificate's validity and of its end: what a timeline without a range spans.
fn dates(report: &Report) -> Set<Time> {
    let in_paths: Set<usize> = report
        .paths
        .iter()
        .flat_map(|path| path.certificates.iter().copied())
        .collect();
    in_paths
        .into_iter()
        .filter_map(|index| report.certificates.get(index)?.contents.as_ref())
        .flat_map(|contents| {
            let end = contents.not_after.map(|last| after(last, 1));
            [contents.not_before, end]
        })
        .chain([report.valid_until.map(|last| after(last, 1))])
        .flatten()
        .collect()
}

fn after(time: Time, seconds: i64) -> Time {
    Time::from_unix(time.unix().saturating_add(seconds))
}
