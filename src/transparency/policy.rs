//! What browsers ask of a certificate's SCTs: their policies, as functions over what was seen. Each says what there is and what
//! is missing; whether a root is one that the policy is for, the caller knows.
//!
//! Sources: Chromium's `components/certificate_transparency/chrome_ct_policy_enforcer.cc`
//! (`ChromeCTPolicyEnforcer::CheckCTPolicyCompliance`) with the policy at
//! <https://googlechrome.github.io/CertificateTransparency/ct_policy.html>, and Firefox's `security/ct/CTPolicyEnforcer.cpp`
//! (`CheckCTPolicyCompliance`).

use super::{LogKind, LogList, Sct, Seen, Source, Status, milliseconds};
use crate::asked_time::AskedTime;
use crate::sorted::{Set, sort_by_key};
use crate::time::Time;

/// For how many days browsers enforce a list of logs.
///
/// Chromium, `IsLogDataTimely`: "We consider built-in information to be timely for 10 weeks." Firefox compiles an expiry into its
/// `CTKnownLogs.h`, ten weeks after the list was made.
///
/// The same span is ours in the other direction. Question: for how long before its date does a list tell what browsers knew?
/// Logs leave the list once the certificates that they take have ended, or when they are retired, so that the longer ago, the
/// more of them are missing; the list does not say which. Answer: at most for as long as browsers rely on a list at all. Within
/// that span a policy that is met is met; one that is not met is [`Reason::LogsMayBeMissing`] if an SCT is from an unknown log.
pub const TIMELY_DAYS: i64 = 70;

/// The same in seconds.
const TIMELY: i64 = TIMELY_DAYS * 86_400;

/// What a policy says of a certificate's SCTs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Whether it is met.
    pub compliance: Compliance,
    /// SCTs that it does not count, by their index among those seen, and why.
    pub uncounted: Vec<(usize, Uncounted)>,
}

/// Whether a policy is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compliance {
    /// It is.
    Met,
    /// It is not.
    NotMet(Shortfall),
    /// It cannot be said.
    NotJudged(Reason),
}

/// Why it cannot be said whether a policy is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The time asked for lies so long before the list's date that what browsers knew then is not known.
    ListTooNew,
    /// It lies ten weeks after the list's date or later. A browser with so old a list does not enforce the policy, but one in use then has
    /// had newer lists.
    ListTooOld,
    /// It lies before the list's date, or long after, or the certificate ended before that date, and SCTs are from logs that may have
    /// been listed then.
    LogsMayBeMissing,
    /// The certificate's dates cannot be read.
    DatesUnreadable,
}

impl Reason {
    /// As findings name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::ListTooNew => "list-too-new",
            Self::ListTooOld => "list-too-old",
            Self::LogsMayBeMissing => "logs-may-be-missing",
            Self::DatesUnreadable => "dates-unreadable",
        }
    }
}

/// What there is, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// The first thing that is missing.
    pub missing: Missing,
    /// Distinct logs whose embedded SCTs count.
    pub logs: usize,
    /// How many there must be.
    pub needed: usize,
    /// The operators that count, in order.
    pub operators: Vec<String>,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No SCT counts.
    Any,
    /// None is from a log that is not retired.
    CurrentLog,
    /// SCTs of more logs.
    Logs,
    /// A log of another operator.
    Operator,
}

impl Missing {
    /// As findings name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Any => "none",
            Self::CurrentLog => "no-current-log",
            Self::Logs => "too-few-logs",
            Self::Operator => "too-few-operators",
        }
    }
}

/// Why a policy does not count an SCT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncounted {
    /// What it is, [`Status::Valid`] apart.
    Status(Status),
    /// Its log is retired, and the SCT or the certificate is not from before that.
    LogRetired,
    /// The browser takes no SCTs from OCSP responses.
    OcspNotTaken,
    /// It is of a static-ct log and does not say where in the log the certificate stands.
    LeafIndexMissing,
    /// It is later than the date from which on the root is distrusted.
    AfterDistrust,
    /// It came in an OCSP response that is not good, or not taken.
    ResponseNotGood,
}

/// What became of the stapled response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// The certificate is good by it.
    Good,
    /// It is passed over, or says something else.
    NotGood,
}

/// How the time asked for lies to a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Age {
    /// Long before the list's date.
    LongBefore,
    /// Shortly before it.
    Before,
    /// From then on.
    Current,
    /// Long after it.
    LongAfter,
}

fn age(list: &LogList, time: &AskedTime) -> Age {
    let date = list.date().unix();
    match () {
        () if time.is_before_unix(date - TIMELY) => Age::LongBefore,
        () if time.is_before_unix(date) => Age::Before,
        () if time.is_before_unix(date + TIMELY) => Age::Current,
        () => Age::LongAfter,
    }
}

/// A valid SCT as policies look at it.
struct Valid<'a> {
    index: usize,
    source: Source,
    log_id: [u8; 32],
    operator: &'a str,
    is_static: bool,
    sct: &'a Sct,
    timestamp: u64,
    /// Milliseconds; of a log that is retired at the time asked for.
    retired_at: Option<u64>,
}

/// The valid SCTs, and the others with their status.
fn sort<'a>(seen: &'a [Seen], time: &AskedTime) -> (Vec<Valid<'a>>, Vec<(usize, Uncounted)>) {
    let (mut valid, mut uncounted) = (Vec::new(), Vec::new());
    for (index, seen) in seen.iter().enumerate() {
        match (seen.status, &seen.sct, &seen.log) {
            (Status::Valid, Some(sct), Some(log)) => valid.push(Valid {
                index,
                source: seen.source,
                log_id: log.id,
                operator: &log.operator,
                is_static: log.kind == LogKind::Static,
                sct,
                timestamp: sct.timestamp,
                retired_at: log
                    .retired_at
                    .filter(|at| !time.is_before(*at))
                    .map(milliseconds),
            }),
            (status, ..) => uncounted.push((index, Uncounted::Status(status))),
        }
    }
    (valid, uncounted)
}

/// Of `valid`, the time of the earliest of a log that is not retired: from then on at the latest the certificate existed.
fn issued_at(valid: &[Valid<'_>]) -> u64 {
    let current = valid.iter().filter(|sct| sct.retired_at.is_none());
    current.map(|sct| sct.timestamp).min().unwrap_or(u64::MAX)
}

/// "It only counts towards quorum if the certificate was issued before the log was disqualified, and the SCT was obtained before
/// the log was disqualified" (Chromium); `LogWasQualifiedForSct` (Firefox).
fn was_qualified(sct: &Valid<'_>, issued_at: u64) -> bool {
    let before = |retired| issued_at < retired && sct.timestamp < retired;
    sct.retired_at.is_none_or(before)
}

/// SCTs that must be embedded: two up to 180 days, three beyond, to the second (`lifetime > base::Days(180)`;
/// `GetRequiredEmbeddedSctsCount`).
fn needed((not_before, not_after): (Time, Time)) -> usize {
    match not_after.unix().saturating_sub(not_before.unix()) {
        lifetime if lifetime > 180 * 86_400 => 3,
        _ => 2,
    }
}

/// Whether what is not met might have been met with logs that are not listed. What a limit left out counts for nothing here:
/// whoever sends too many SCTs could otherwise do without good ones.
///
/// `not_after`: the leaf's. Of one that had ended when the list was made, the logs may have left it; no browser asks then.
fn doubt(
    seen: &[Seen],
    list: &LogList,
    time: &AskedTime,
    not_after: Option<Time>,
) -> Option<Reason> {
    let is_unknown = |seen: &Seen| seen.status == Status::UnknownLog;
    let has_ended = not_after.is_some_and(|not_after| not_after < list.date());
    let is_off = has_ended || age(list, time) != Age::Current;
    (is_off && seen.iter().any(is_unknown)).then_some(Reason::LogsMayBeMissing)
}

/// Whether every SCT that there is was looked at.
pub(crate) fn all_checked(seen: &[Seen]) -> bool {
    let is_left_out = |seen: &Seen| seen.status == Status::NotChecked;
    seen.len() < super::limit::SCTS && !seen.iter().any(is_left_out)
}

/// What is to be said before any SCT is looked at.
fn at_once(
    list: &LogList,
    time: &AskedTime,
    validity: Option<(Time, Time)>,
) -> Result<(Time, Time), Compliance> {
    match age(list, time) {
        Age::LongBefore => Err(Reason::ListTooNew),
        Age::LongAfter => Err(Reason::ListTooOld),
        Age::Before | Age::Current => validity.ok_or(Reason::DatesUnreadable),
    }
    .map_err(Compliance::NotJudged)
}

fn shortfall(logs: usize, needed: usize, operators: Set<&str>, has_current: bool) -> Shortfall {
    let missing = match (logs, operators.len()) {
        (0, _) => Missing::Any,
        _ if !has_current => Missing::CurrentLog,
        (logs, _) if logs < needed => Missing::Logs,
        _ => Missing::Operator,
    };
    Shortfall {
        missing,
        logs,
        needed,
        operators: operators.into_iter().map(str::to_owned).collect(),
    }
}

/// Chrome's policy. `validity`: the leaf's notBefore and notAfter.
///
/// - Through TLS: an SCT of a log that is not retired, and SCTs of two operators among all, embedded ones included.
/// - Embedded: one of a log that is not retired, enough distinct logs, and two operators among all SCTs (the enforcer also counts
///   the operator of an embedded SCT that is too late for the quorum).
/// - SCTs of static-ct logs must say where the certificate stands, once; without that they only tell when it was issued (Chromium
///   156, asked).
/// - SCTs in OCSP responses are not taken any more (the policy, since Chrome 148). The policy's demand for one RFC 6962 log was dropped
///   on 2026-04-15.
pub fn chrome(
    seen: &[Seen],
    validity: Option<(Time, Time)>,
    list: &LogList,
    time: &AskedTime,
) -> Assessment {
    let (valid, mut uncounted) = sort(seen, time);
    let (valid, ocsp): (Vec<_>, Vec<_>) = valid
        .into_iter()
        .partition(|sct| sct.source != Source::Ocsp);
    uncounted.extend(ocsp.iter().map(|sct| (sct.index, Uncounted::OcspNotTaken)));
    let validity = match at_once(list, time, validity) {
        Ok(validity) => validity,
        Err(compliance) => return told(compliance, uncounted),
    };
    let issued_at = issued_at(&valid);
    let needed = needed(validity);
    let (mut has_delivered, mut has_current) = (false, false);
    let (mut logs, mut operators) = (Set::new(), Set::new());
    for sct in &valid {
        let is_embedded = sct.source == Source::Embedded;
        if sct.is_static && !sct.sct.has_index_for_chrome {
            uncounted.push((sct.index, Uncounted::LeafIndexMissing));
            continue;
        }
        if !is_embedded && sct.retired_at.is_some() {
            uncounted.push((sct.index, Uncounted::LogRetired));
            continue;
        }
        has_delivered |= !is_embedded;
        has_current |= is_embedded && sct.retired_at.is_none();
        if is_embedded && was_qualified(sct, issued_at) {
            logs.insert(sct.log_id);
        } else if is_embedded {
            uncounted.push((sct.index, Uncounted::LogRetired));
        }
        operators.insert(sct.operator);
    }
    let is_diverse = operators.len() >= 2;
    let is_met = is_diverse && (has_delivered || (has_current && logs.len() >= needed));
    let compliance = match doubt(seen, list, time, Some(validity.1)) {
        _ if is_met => Compliance::Met,
        Some(reason) => Compliance::NotJudged(reason),
        None if has_delivered && !has_current => Compliance::NotMet(Shortfall {
            missing: Missing::Operator,
            ..shortfall(logs.len(), needed, operators, has_current)
        }),
        None => Compliance::NotMet(shortfall(logs.len(), needed, operators, has_current)),
    };
    told(compliance, uncounted)
}

/// Firefox's policy. `distrust_after`: from when on the root is distrusted; later SCTs do not count
/// (`MultiLogCTVerifier.cpp`). `response`: what brought those that came through OCSP.
///
/// - Through TLS or OCSP: two SCTs of logs that are not retired, of two operators. A response that it passes over, as it is old or by
///   somebody else, brings none.
/// - Embedded: one of a log that is not retired, enough distinct logs, two operators among those that count.
/// - The two are not mixed. An SCT whose extensions cannot be read does not count. SCTs of static-ct logs must say where the
///   certificate stands ("SCTs from tiled logs "MUST" have a valid leaf index extension").
pub fn firefox(
    seen: &[Seen],
    validity: Option<(Time, Time)>,
    list: &LogList,
    time: &AskedTime,
    distrust_after: Option<Time>,
    response: Response,
) -> Assessment {
    let (valid, mut uncounted) = sort(seen, time);
    let (passed, valid): (Vec<_>, Vec<_>) = valid
        .into_iter()
        .partition(|sct| sct.source == Source::Ocsp && response == Response::NotGood);
    uncounted.extend(
        passed
            .iter()
            .map(|sct| (sct.index, Uncounted::ResponseNotGood)),
    );
    let is_late = |sct: &Valid<'_>| {
        // SCTs' times are rounded down to seconds.
        distrust_after.is_some_and(|date| sct.timestamp / 1000 > super::seconds(date))
    };
    let (late, valid): (Vec<_>, Vec<_>) = valid.into_iter().partition(is_late);
    uncounted.extend(late.iter().map(|sct| (sct.index, Uncounted::AfterDistrust)));
    let (unread, valid): (Vec<_>, Vec<_>) = valid
        .into_iter()
        .partition(|sct| sct.sct.leaf_index.is_err());
    let why = Uncounted::Status(Status::Undecodable("its extensions are none"));
    uncounted.extend(unread.iter().map(|sct| (sct.index, why)));
    let validity = match at_once(list, time, validity) {
        Ok(validity) => validity,
        Err(compliance) => return told(compliance, uncounted),
    };
    let issued_at = issued_at(&valid);
    let needed = needed(validity);
    let (mut embedded_logs, mut embedded_operators) = (Set::new(), Set::new());
    let (mut delivered_logs, mut delivered_operators) = (Set::new(), Set::new());
    let mut has_current = false;
    for sct in &valid {
        let is_embedded = sct.source == Source::Embedded;
        let counts = match is_embedded {
            true => was_qualified(sct, issued_at),
            false => sct.retired_at.is_none(),
        };
        if !counts {
            uncounted.push((sct.index, Uncounted::LogRetired));
        } else if sct.is_static && sct.sct.leaf_index == Ok(None) {
            uncounted.push((sct.index, Uncounted::LeafIndexMissing));
        } else if is_embedded {
            has_current |= sct.retired_at.is_none();
            embedded_logs.insert(sct.log_id);
            embedded_operators.insert(sct.operator);
        } else {
            delivered_logs.insert(sct.log_id);
            delivered_operators.insert(sct.operator);
        }
    }
    let by_delivered = delivered_logs.len() >= 2 && delivered_operators.len() >= 2;
    let by_embedded = has_current && embedded_logs.len() >= needed && embedded_operators.len() >= 2;
    let compliance = match doubt(seen, list, time, Some(validity.1)) {
        _ if by_delivered || by_embedded => Compliance::Met,
        Some(reason) => Compliance::NotJudged(reason),
        None => Compliance::NotMet(shortfall(
            embedded_logs.len(),
            needed,
            embedded_operators,
            has_current,
        )),
    };
    told(compliance, uncounted)
}

/// In the order of the SCTs. Where the list does not reach, that a log is not in it says nothing of the SCT.
fn told(compliance: Compliance, mut uncounted: Vec<(usize, Uncounted)>) -> Assessment {
    let is_listed_elsewhere = matches!(
        compliance,
        Compliance::NotJudged(Reason::ListTooNew | Reason::ListTooOld | Reason::LogsMayBeMissing)
    );
    uncounted
        .retain(|(_, why)| !(is_listed_elsewhere && *why == Uncounted::Status(Status::UnknownLog)));
    sort_by_key(&mut uncounted, |(index, _)| *index);
    Assessment {
        compliance,
        uncounted,
    }
}

/// The times of the SCTs that a root's constraints look at: valid, of a log that is not retired (`ValidScts` in Chromium's
/// `cert_verify_proc_builtin.cc`). Milliseconds since 1970.
pub(crate) fn chrome_times(seen: &[Seen], time: &AskedTime) -> Vec<u64> {
    let (valid, _) = sort(seen, time);
    let counted = valid
        .iter()
        .filter(|sct| sct.source != Source::Ocsp && sct.retired_at.is_none());
    counted.map(|sct| sct.timestamp).collect()
}

/// Whether SCT-based constraints that do not hold might hold with what is not known; `None`: no.
pub(crate) fn constraint_doubt(seen: &[Seen], list: &LogList, time: &AskedTime) -> Option<Reason> {
    match age(list, time) {
        Age::LongBefore => Some(Reason::ListTooNew),
        _ => doubt(seen, list, time, None),
    }
}
