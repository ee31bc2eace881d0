//! One request at every time: where the verdict or its cause changes. Makes something of reports; knows no rule.
//!
//! A verdict is asked for at the dates where it could change, and wherever it is not the same at two neighbours the second
//! at which it changes is found by halving, so that a change for a reason that is not among those dates is dated right too.

use serde::Serialize;

use crate::compare::{is_not_for_it, profiles_of, under};
use crate::engine::Run;
use crate::report::{Report, Verdict};
use crate::request::{Error, ErrorCode, ValidationRequest};
use crate::signature::Answered;
use crate::sorted::{Map, Set, sort_by_key};
use crate::time::Time;
use crate::trust::Data;

/// From when a profile gives which answer; it holds until the same profile's next moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
/// many take some five seconds. A chain of four certificates under five profiles needs about five hundred.
const MOST_WORK: usize = 20_000;

/// Where the answer changes, in the order of time: under the request's profile, or where it names none under all that it can
/// be put to. The first moment of each profile is the beginning of the range. The request's own time has no say in it.
///
/// What a certificate's dates, those of its evidence, or those in the trust data change is found. A state that both begins and
/// ends between two dates, for a reason that is none of these, would be missed.
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
    let mut known = Answered::default();
    let mut work = 0;
    let mut judges = Vec::new();
    let named = request.profile.as_deref();
    for profile in profiles_of(named.as_ref().map(std::slice::from_ref))? {
        match Judge::new(under(request, profile), data, &mut known, &mut work) {
            Ok(judge) => judges.push(judge),
            Err(error) if named.is_none() && is_not_for_it(&error) => {}
            Err(error) => return Err(error),
        }
    }
    let dates: Set<Time> = judges
        .iter()
        .flat_map(|j| j.dates.iter().copied())
        .collect();
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
        judge.changes(from, to, &dates, &mut known, &mut work, &mut moments)?;
    }
    sort_by_key(&mut moments, |moment: &Moment| moment.time); // stable: profiles stay in their order
    Ok(moments)
}

/// One profile, and what it said when.
struct Judge<'a> {
    request: ValidationRequest,
    data: &'a Data,
    said: Map<Time, Moment>,
    dates: Set<Time>,
}

impl<'a> Judge<'a> {
    fn new(
        request: ValidationRequest,
        data: &'a Data,
        known: &mut Answered,
        work: &mut usize,
    ) -> Result<Self, Error> {
        let time = request.time;
        let mut judge = Self {
            request,
            data,
            said: Map::new(),
            dates: Set::new(),
        };
        judge.at(time, known, work)?;
        Ok(judge)
    }

    /// Adds the moments of a range.
    fn changes(
        &mut self,
        from: Time,
        to: Time,
        dates: &Set<Time>,
        known: &mut Answered,
        work: &mut usize,
        moments: &mut Vec<Moment>,
    ) -> Result<(), Error> {
        self.dates.extend([from, to]);
        self.dates.extend(dates.iter().copied());
        // A judgement can bring new dates: those at which other paths' verdicts end.
        loop {
            let is_open = |time: &Time| (from..=to).contains(time) && !self.said.contains_key(time);
            let next = self.dates.iter().copied().find(is_open);
            let Some(next) = next else {
                break;
            };
            self.at(next, known, work)?;
        }
        let times: Vec<Time> = self
            .dates
            .iter()
            .copied()
            .filter(|time| (from..=to).contains(time))
            .collect();
        let mut current = self.at(from, known, work)?;
        moments.push(current.clone());
        for time in times {
            let goal = self.at(time, known, work)?;
            while differ(&current, &goal) {
                current = self.first_after(&current, &goal, known, work)?;
                moments.push(current.clone());
            }
            current.time = time;
        }
        Ok(())
    }

    /// The first moment after `low` that differs from it; `high` is one that does.
    fn first_after(
        &mut self,
        low: &Moment,
        high: &Moment,
        known: &mut Answered,
        work: &mut usize,
    ) -> Result<Moment, Error> {
        let (mut before, mut found) = (low.time, high.clone());
        // Nearly always the date itself is the first.
        let mut middle = after(found.time, -1);
        while before < middle {
            let moment = self.at(middle, known, work)?;
            if differ(low, &moment) {
                found = moment;
            } else {
                before = middle;
            }
            middle = Time::from_unix(before.unix() + (found.time.unix() - before.unix()) / 2);
        }
        Ok(found)
    }

    fn at(&mut self, time: Time, known: &mut Answered, work: &mut usize) -> Result<Moment, Error> {
        if let Some(moment) = self.said.get(&time) {
            return Ok(moment.clone());
        }
        if *work > MOST_WORK {
            return Err(Error::new(
                ErrorCode::InputTooLarge,
                "There are too many certificates and dates for a timeline. Give one server's chain alone, or a shorter range.",
            ));
        }
        self.request.time = time;
        let report = Run::new(&self.request, self.data)?.finish_with(known);
        *work += report.certificates.len();
        self.dates.extend(dates(&report));
        let moment = Moment {
            time,
            profile: report.profile,
            verdict: report.verdict,
            code: report.code,
            summary: report.summary,
        };
        self.said.insert(time, moment.clone());
        Ok(moment)
    }
}

fn differ(a: &Moment, b: &Moment) -> bool {
    (a.verdict, a.code) != (b.verdict, b.code)
}

/// The first seconds at which what this report says could be otherwise.
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
