//! What Chrome asks below the roots of its own store, beyond what certificates themselves say: Certificate Transparency, the terms of
//! each root, the longest lifetime, and no name that many could have.

use std::net::IpAddr;

use super::constraints::dns_name_matches;
use crate::asked_time::AskedTime;
use crate::browser::standing;
use crate::certificate::Certificate;
use crate::checks::transparency::{self, OpenTerms};
use crate::checks::{Link, Path};
use crate::finding::{Check, Fault, Records};
use crate::name::constraint::Extent;
use crate::name::{GeneralName, Host};
use crate::pool::Source;
use crate::profile::Standing;
use crate::public_suffix::PublicSuffixes;
use crate::text::visible_short;
use crate::time::{Since, Time};
use crate::transparency::policy::{self, all_checked, chrome_times, constraint_doubt};
use crate::transparency::{LogList, Seen, milliseconds};
use crate::trust::{ConstraintSet, Version};

/// Asks it all of a path (cvpb `CheckChromeRootConstraints`, `CheckCertificateTransparency`; cvp).
///
/// Google's builds ask for transparency; Chromium's own do not, and then skip the terms that turn on SCTs too.
/// `parity/src/built_in/chromium.rs` asked Chromium with that switched on, and with a root store and a list of logs of ours.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    let standing = standing(path.pool, path.terms, path.candidate.anchor);
    let (Some(leaf), Some(anchor)) = (path.leaf(), path.candidate.anchor) else {
        return;
    };
    let Some(Standing::BuiltIn) = standing else {
        return transparency::not_required(leaf.index, records);
    };
    lifetime(leaf, records);
    if let Some(host) = &path.terms.host {
        let suffixes = path.terms.public_suffixes.as_deref();
        local_name(leaf.index, host, suffixes, records);
    }
    let time = &path.terms.time;
    let logs = path.terms.browser_data.ct_logs.as_deref();
    let seen = path.seen.unwrap_or_default();
    let entry = path.pool.get(anchor);
    // "If the root is trusted locally, do not enforce CRS constraints."
    let is_local = entry.is_some_and(|entry| entry.anchor == Some(Source::Anchors));
    let bound = entry.filter(|_| !is_local);
    let open = bound.and_then(|entry| {
        let timestamps = Timestamps { seen, logs, time };
        let sets = &entry.terms.as_deref()?.constraints;
        root_constraints(anchor, &entry.certificate, sets, leaf, timestamps, records)
    });
    match logs {
        None => transparency::without_list(leaf.index, records),
        Some(logs) => {
            let validity = leaf.contents.not_before.zip(leaf.contents.not_after);
            let assessment = policy::chrome(seen, validity, logs, time);
            transparency::check(leaf.index, seen, &assessment, open, logs, records);
        }
    }
}

/// As the constraints of the Chrome Root Store compare it.
const VERSION: Version = Version::new([156, 0, 8078, 0]);

/// What a root's constraints on SCTs are compared with.
#[derive(Clone, Copy)]
struct Timestamps<'a> {
    /// The leaf's SCTs.
    seen: &'a [Seen],
    /// The list that they were compared with; `None`: it was not loaded.
    logs: Option<&'a LogList>,
    /// The time asked for.
    time: &'a AskedTime,
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Holds,
    Fails,
    /// What it turns on is not known.
    Open,
}

impl From<bool> for Answer {
    fn from(holds: bool) -> Self {
        match holds {
            true => Self::Holds,
            false => Self::Fails,
        }
    }
}

/// "found_valid_constraint |= CheckPathSatisfiesChromeRootConstraint(path, constraint)" over all sets of the anchor
/// (cvpb `CheckChromeRootConstraints`): one set must hold completely. The caller leaves the rule out
/// where the same certificate is trusted locally ("If the root is trusted locally, do not enforce CRS constraints").
///
/// Returns whether it is open, as [`transparency::check`] tells of it.
fn root_constraints(
    anchor: usize,
    anchor_certificate: &Certificate,
    sets: &[ConstraintSet],
    leaf: Link<'_>,
    timestamps: Timestamps<'_>,
    records: &mut Records,
) -> Option<OpenTerms> {
    let (rule, index) = (Check::RootConstraintViolated, Some(anchor));
    if sets.is_empty() {
        records.not_applicable(rule, index);
        return None;
    }
    let answers: Vec<Answer> = sets
        .iter()
        .map(|set| answer(set, leaf, timestamps))
        .collect();
    if answers.contains(&Answer::Holds) {
        records.passed(rule, index);
        return None;
    }
    if answers.contains(&Answer::Open) {
        records.not_checked(rule, index);
        return Some(OpenTerms);
    }
    // Told is the set that this version of the browser is meant to keep.
    let is_meant = |set: &&ConstraintSet| by_version(set) == Answer::Holds;
    let set = sets.iter().find(is_meant).or(sets.first())?;
    let times = chrome_times(timestamps.seen, timestamps.time);
    let text = |time: u64| Time::from_unix(i64::try_from(time / 1000).unwrap_or(i64::MAX));
    records.broken(
        Fault::RootConstraintViolated {
            root: visible_short(&anchor_certificate.label(), 200),
            sct_not_after: set.sct_not_after,
            sct_all_after: set.sct_all_after,
            earliest_sct: times.iter().min().copied().map(text),
            name: outside(set, leaf),
            permitted_dns_names: set.permitted_dns_names.clone(),
            min_version: set.min_version.map(|version| version.to_string()),
            max_version_exclusive: set.max_version_exclusive.map(|version| version.to_string()),
            version: VERSION.to_string(),
        },
        index,
    );
    None
}

/// All conditions of one set together: what certainly fails outweighs what is open.
fn answer(set: &ConstraintSet, leaf: Link<'_>, timestamps: Timestamps<'_>) -> Answer {
    let all = [
        by_version(set),
        Answer::from(outside(set, leaf).is_none()),
        by_scts(set, timestamps),
    ];
    match () {
        () if all.contains(&Answer::Fails) => Answer::Fails,
        () if all.contains(&Answer::Open) => Answer::Open,
        () => Answer::Holds,
    }
}

fn by_version(set: &ConstraintSet) -> Answer {
    let is_late = set.min_version.is_none_or(|least| VERSION >= least);
    let is_early = set.max_version_exclusive.is_none_or(|end| VERSION < end);
    Answer::from(is_late && is_early)
}

/// `sct_not_after`: one of the SCTs is at or before it. `sct_all_after`: there are SCTs, and none is at or before it.
fn by_scts(set: &ConstraintSet, timestamps: Timestamps<'_>) -> Answer {
    if set.sct_not_after.is_none() && set.sct_all_after.is_none() {
        return Answer::Holds;
    }
    let Some(logs) = timestamps.logs else {
        return Answer::Open;
    };
    let times = chrome_times(timestamps.seen, timestamps.time);
    let not_after = set.sct_not_after.map(milliseconds);
    let all_after = set.sct_all_after.map(milliseconds);
    let has_early = not_after.is_none_or(|end| times.iter().any(|time| *time <= end));
    // One that a limit left out may be early.
    let is_late = |time: &u64| all_after.is_none_or(|begin| *time > begin);
    let are_late = all_after.is_none()
        || all_checked(timestamps.seen) && !times.is_empty() && times.iter().all(is_late);
    match constraint_doubt(timestamps.seen, logs, timestamps.time) {
        // More SCTs could make the first hold and the second fail.
        Some(_) if not_after.is_some() && !has_early => Answer::Open,
        Some(_) if all_after.is_some() => Answer::Open,
        _ => Answer::from(has_early && are_late),
    }
}

/// The first dNSName of the leaf that lies under none of the permitted ones.
fn outside(set: &ConstraintSet, leaf: Link<'_>) -> Option<String> {
    let permitted = &set.permitted_dns_names;
    if permitted.is_empty() {
        return None;
    }
    let is_outside = |name: &&GeneralName| match name {
        GeneralName::Dns(name) => {
            let mut permitted = permitted.iter();
            !permitted.any(|base| dns_name_matches(name, base.as_bytes(), Extent::Whole))
        }
        _ => false,
    };
    let names = leaf.contents.subject_alt_names().unwrap_or_default();
    let found = names.iter().find(is_outside)?;
    Some(visible_short(&found.shown(), 200))
}

/// `net::IsHostnameNonUnique`: a host that the requester cannot own alone is refused: an address that
/// is not publicly routable, or a name that does not end in a suffix of ICANN's. A bare suffix is "considered unique".
/// `None` for `suffixes`: the list was not loaded.
fn local_name(leaf: usize, host: &Host, suffixes: Option<&PublicSuffixes>, records: &mut Records) {
    let (rule, index) = (Check::LocalNameOnPublicRoot, Some(leaf));
    let (hostname, problem) = match (host, suffixes) {
        (Host::Ip(address), _) => (
            address.to_string(),
            (!is_publicly_routable(*address))
                .then_some("the address is not reachable from the Internet"),
        ),
        (Host::Dns(_), None) => return records.not_checked(rule, index),
        (Host::Dns(name), Some(suffixes)) => (
            name.clone(),
            (!suffixes.has_top_level_domain(name))
                .then_some("its last label is no top-level domain"),
        ),
    };
    let fault = problem.map(|problem| Fault::LocalNameOnPublicRoot {
        hostname: visible_short(&hostname, 260),
        problem,
    });
    records.judge(rule, index, fault);
}

/// Chromium, `net/base/ip_address.cc`, `IsPubliclyRoutableIPv4` and `…IPv6`.
fn is_publicly_routable(address: IpAddr) -> bool {
    #[rustfmt::skip]
    const RESERVED: [([u8; 4], u32); 14] = [
        ([0, 0, 0, 0], 8), ([10, 0, 0, 0], 8), ([100, 64, 0, 0], 10), ([127, 0, 0, 0], 8),
        ([169, 254, 0, 0], 16), ([172, 16, 0, 0], 12), ([192, 0, 0, 0], 24), ([192, 0, 2, 0], 24),
        ([192, 88, 99, 0], 24), ([192, 168, 0, 0], 16), ([198, 18, 0, 0], 15),
        ([198, 51, 100, 0], 24), ([203, 0, 113, 0], 24), ([224, 0, 0, 0], 3),
    ];
    match address {
        IpAddr::V4(address) => !RESERVED.iter().any(|(prefix, bits)| {
            (u32::from_be_bytes(*prefix) ^ u32::from(address)) >> (32 - bits) == 0
        }),
        IpAddr::V6(address) => match (address.to_ipv4_mapped(), address.octets()) {
            (Some(mapped), _) => is_publicly_routable(IpAddr::V4(mapped)),
            // 2000::/3, global unicast; ff00::/8, multicast.
            (None, [first, ..]) => first & 0xe0 == 0x20 || first == 0xff,
        },
    }
}

/// notBefore from which Chrome has a limit, and the limit in days (Chromium, `net/cert/cert_verify_proc.cc`,
/// `CertVerifyProc::HasTooLongValidity`). The steps of 2026, 2027 and 2029 are in Chromium 156 (read from its code as compiled; asked
/// was that of 2026).
const LIMITS: &[Since] = &[
    ((2026, 3, 15), 200),
    ((2027, 3, 15), 100),
    ((2029, 3, 15), 47),
];

/// The same for what began earlier, however early: "No certificates issued before the latest lifetime requirement was enacted could
/// possibly still be accepted".
const LIMIT_BEFORE: i64 = 398;

/// A leaf, as for [`LIMITS`], is good for at most so many days of 86,400 seconds, and its period must not
/// end before it begins.
fn lifetime(leaf: Link<'_>, records: &mut Records) {
    let (rule, index) = (Check::ValidityTooLong, Some(leaf.index));
    let (Some(not_before), Some(not_after)) = (leaf.contents.not_before, leaf.contents.not_after)
    else {
        return records.not_checked(rule, index);
    };
    let limit = not_before.latest(LIMITS).unwrap_or(LIMIT_BEFORE);
    let seconds = not_after.unix() - not_before.unix();
    let is_wrong = !(0..=limit * 86_400).contains(&seconds);
    let fault = is_wrong.then_some(Fault::ValidityTooLong {
        not_before,
        not_after,
        // A part of a day counts as one, so that the number is above the limit.
        days: seconds.max(0).div_euclid(86_400) + i64::from(seconds.max(0) % 86_400 > 0),
        limit,
    });
    records.judge(rule, index, fault);
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
