//! What browsers ask of certificates under the roots that they bring along, beyond what certificates themselves say: the terms
//! on which a root is trusted, lists of revoked CA certificates, names that no public CA may vouch for, key sizes, lifetimes.
//! Each rule is a function of its own, for the browser's profile to ask; whether the anchor is one of its own, the caller knows.

use std::net::IpAddr;

use super::Link;
use crate::asked_time::AskedTime;
use crate::certificate::{Certificate, name_ranges};
use crate::finding::{Check, Fault, Records};
use crate::name::{GeneralName, Host};
use crate::path::Role;
use crate::pool::Entry;
use crate::public_suffix::PublicSuffixes;
use crate::signature::PublicKey;
use crate::text::{hex, visible_short};
use crate::time::{Since, Time};
use crate::transparency::policy::{all_checked, chrome_times, constraint_doubt};
use crate::transparency::{LogList, Seen, milliseconds};
use crate::trust::{AnchorTerms, ConstraintSet, ListedBy, OneCrl, PreloadedIntermediates, Version};

/// What Chrome's constraints on a root are compared with.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    /// The leaf's SCTs.
    pub seen: &'a [Seen],
    /// The list that they were compared with; `None`: it was not loaded.
    pub logs: Option<&'a LogList>,
    /// The time asked for.
    pub time: &'a AskedTime,
    /// Chrome's.
    pub version: Version,
    /// Whether a dNSName lies below a permitted one, to Chrome.
    pub lies_within: fn(&[u8], &[u8]) -> bool,
}

/// Whether the terms of the root hold turns on SCTs and is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OpenTerms;

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

/// Chrome: "found_valid_constraint |= CheckPathSatisfiesChromeRootConstraint(path, constraint)" over all sets of the anchor
/// (`cert_verify_proc_builtin.cc`, `CheckChromeRootConstraints`): one set must hold completely. The caller leaves the rule out
/// where the same certificate is trusted locally ("If the root is trusted locally, do not enforce CRS constraints").
///
/// Returns whether it is open, as [`super::transparency::check`] tells of it.
pub(crate) fn chrome_constraints(
    anchor: usize,
    anchor_certificate: &Certificate,
    terms: &AnchorTerms,
    leaf: Link<'_>,
    facts: Facts<'_>,
    records: &mut Records,
) -> Option<OpenTerms> {
    let (rule, index) = (Check::RootConstraintViolated, Some(anchor));
    if terms.constraints.is_empty() {
        records.not_applicable(rule, index);
        return None;
    }
    let answers: Vec<Answer> = terms
        .constraints
        .iter()
        .map(|set| answer(set, leaf, facts))
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
    let is_meant = |set: &&ConstraintSet| by_version(set, facts.version) == Answer::Holds;
    let sets = &terms.constraints;
    let set = sets.iter().find(is_meant).or(sets.first())?;
    let times = chrome_times(facts.seen, facts.time);
    let text = |time: u64| Time::from_unix(i64::try_from(time / 1000).unwrap_or(i64::MAX));
    records.broken(
        Fault::RootConstraintViolated {
            root: visible_short(&anchor_certificate.label(), 200),
            sct_not_after: set.sct_not_after,
            sct_all_after: set.sct_all_after,
            earliest_sct: times.iter().min().copied().map(text),
            name: outside(set, leaf, facts),
            permitted_dns_names: set.permitted_dns_names.clone(),
            min_version: set.min_version.map(|version| version.to_string()),
            max_version_exclusive: set.max_version_exclusive.map(|version| version.to_string()),
            version: facts.version.to_string(),
        },
        index,
    );
    None
}

/// All conditions of one set together: what certainly fails outweighs what is open.
fn answer(set: &ConstraintSet, leaf: Link<'_>, facts: Facts<'_>) -> Answer {
    let all = [
        by_version(set, facts.version),
        Answer::from(outside(set, leaf, facts).is_none()),
        by_scts(set, facts),
    ];
    match () {
        () if all.contains(&Answer::Fails) => Answer::Fails,
        () if all.contains(&Answer::Open) => Answer::Open,
        () => Answer::Holds,
    }
}

fn by_version(set: &ConstraintSet, version: Version) -> Answer {
    let is_late = set.min_version.is_none_or(|least| version >= least);
    let is_early = set.max_version_exclusive.is_none_or(|end| version < end);
    Answer::from(is_late && is_early)
}

/// `sct_not_after`: one of the SCTs is at or before it. `sct_all_after`: there are SCTs, and none is at or before it.
fn by_scts(set: &ConstraintSet, facts: Facts<'_>) -> Answer {
    if set.sct_not_after.is_none() && set.sct_all_after.is_none() {
        return Answer::Holds;
    }
    let Some(logs) = facts.logs else {
        return Answer::Open;
    };
    let times = chrome_times(facts.seen, facts.time);
    let not_after = set.sct_not_after.map(milliseconds);
    let all_after = set.sct_all_after.map(milliseconds);
    let has_early = not_after.is_none_or(|end| times.iter().any(|time| *time <= end));
    // One that a limit left out may be early.
    let is_late = |time: &u64| all_after.is_none_or(|begin| *time > begin);
    let are_late = all_after.is_none()
        || all_checked(facts.seen) && !times.is_empty() && times.iter().all(is_late);
    match constraint_doubt(facts.seen, logs, facts.time) {
        // More SCTs could make the first hold and the second fail.
        Some(_) if not_after.is_some() && !has_early => Answer::Open,
        Some(_) if all_after.is_some() => Answer::Open,
        _ => Answer::from(has_early && are_late),
    }
}

/// The first dNSName of the leaf that lies under none of the permitted ones.
fn outside(set: &ConstraintSet, leaf: Link<'_>, facts: Facts<'_>) -> Option<String> {
    let permitted = &set.permitted_dns_names;
    if permitted.is_empty() {
        return None;
    }
    let is_outside = |name: &&GeneralName| match name {
        GeneralName::Dns(name) => {
            let mut permitted = permitted.iter();
            !permitted.any(|base| (facts.lies_within)(name, base.as_bytes()))
        }
        _ => false,
    };
    let names = leaf.contents.subject_alt_names().unwrap_or_default();
    let found = names.iter().find(is_outside)?;
    Some(visible_short(&found.shown(), 200))
}

/// Firefox, `NSSCertDBTrustDomain::IsChainValid`: a built-in root with a distrust-after date issues for no leaf whose notBefore is
/// later. A root that the operating system trusts as well is exempt there; no request says that of one.
pub(crate) fn distrusted_after(
    anchor: usize,
    anchor_certificate: &Certificate,
    terms: &AnchorTerms,
    leaf: Link<'_>,
    records: &mut Records,
) {
    let (rule, index) = (Check::RootDistrustedAfter, Some(anchor));
    match (terms.distrust_after, leaf.contents.not_before) {
        (None, _) => records.not_applicable(rule, index),
        (Some(_), None) => records.not_checked(rule, index),
        (Some(distrust_after), Some(not_before)) => {
            let fault = (not_before > distrust_after).then(|| Fault::RootDistrustedAfter {
                root: visible_short(&anchor_certificate.label(), 200),
                distrust_after,
                not_before,
            });
            records.judge(rule, index, fault);
        }
    }
}

/// Firefox, `NSSCertDBTrustDomain::GetCertTrust`: asked of every certificate of the path, the leaf and the anchor too, whatever
/// root it is under. `None`: the list was not loaded.
pub(crate) fn one_crl(
    link: Link<'_>,
    certificate: &Certificate,
    list: Option<&OneCrl>,
    records: &mut Records,
) {
    let (rule, index) = (Check::CertificateInOnecrl, Some(link.index));
    let Some(list) = list else {
        return records.not_checked(rule, index);
    };
    let listed = list.lists(certificate, link.contents);
    let fault = listed.map(|by| Fault::CertificateInOnecrl {
        serial_number: visible_short(&hex(&link.contents.serial), 128),
        by: match by {
            ListedBy::IssuerAndSerial => "issuer and serial number",
            ListedBy::SubjectAndKey => "subject and public key",
        },
        list_date: visible_short(&list.header().date, 40),
    });
    records.judge(rule, index, fault);
}

/// A CA that Firefox confines to some names whatever its certificates say.
struct Imposed {
    /// The subject's DER.
    subject: &'static [u8],
    /// Names are to lie below one of these. NSS writes them with a leading period, which mozilla::pkix reads as "at least one
    /// label more".
    below: &'static [&'static str],
}

/// NSS, `lib/certdb/genname.c`: "Entities subject to name constraints are identified by subject name so that we can cover all
/// certificates for that entity, including, e.g., cross-certificates."
const IMPOSED: [Imposed; 2] = [
    Imposed {
        subject: b"\x30\x81\x85\
            \x31\x0B\x30\x09\x06\x03\x55\x04\x06\x13\x02FR\
            \x31\x0F\x30\x0D\x06\x03\x55\x04\x08\x13\x06France\
            \x31\x0E\x30\x0C\x06\x03\x55\x04\x07\x13\x05Paris\
            \x31\x10\x30\x0E\x06\x03\x55\x04\x0A\x13\x07PM/SGDN\
            \x31\x0E\x30\x0C\x06\x03\x55\x04\x0B\x13\x05DCSSI\
            \x31\x0E\x30\x0C\x06\x03\x55\x04\x03\x13\x05IGC/A\
            \x31\x23\x30\x21\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01\x16\x14igca@sgdn.pm.gouv.fr",
        below: &[
            "fr", "gp", "gf", "mq", "re", "yt", "pm", "bl", "mf", "wf", "pf", "nc", "tf",
        ],
    },
    Imposed {
        subject: b"\x30\x81\xd2\
            \x31\x0b\x30\x09\x06\x03\x55\x04\x06\x13\x02TR\
            \x31\x18\x30\x16\x06\x03\x55\x04\x07\x13\x0fGebze - Kocaeli\
            \x31\x42\x30\x40\x06\x03\x55\x04\x0a\x13\x39Turkiye Bilimsel ve Teknolojik Arastirma Kurumu - TUBITAK\
            \x31\x2d\x30\x2b\x06\x03\x55\x04\x0b\x13\x24Kamu Sertifikasyon Merkezi - Kamu SM\
            \x31\x36\x30\x34\x06\x03\x55\x04\x03\x13\x2dTUBITAK Kamu SM SSL Kok Sertifikasi - Surum 1",
        below: &["tr"],
    },
];

/// The names that Firefox confines a CA to, by its subject, DER (`CERT_GetImposedNameConstraints`).
pub(crate) fn imposed_on(subject: &[u8]) -> Option<&'static [&'static str]> {
    let of = IMPOSED.iter().find(|imposed| imposed.subject == subject);
    of.map(|imposed| imposed.below)
}

/// Chrome, `net::IsHostnameNonUnique`: under its own roots, a host that the requester cannot own alone is refused: an address that
/// is not publicly routable, or a name that does not end in a suffix of ICANN's. A bare suffix is "considered unique".
/// `None` for `suffixes`: the list was not loaded.
pub(crate) fn local_name(
    leaf: usize,
    host: &Host,
    suffixes: Option<&PublicSuffixes>,
    records: &mut Records,
) {
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

/// Chrome, as for [`LIMITS`]: under its own roots, a leaf is good for at most so many days of 86,400 seconds, and its period must not
/// end before it begins.
pub(crate) fn lifetime(leaf: Link<'_>, records: &mut Records) {
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

/// Firefox, `CertVerifier::VerifyCert` (`MIN_RSA_BITS`): every RSA key of a path to a built-in root has at least 2048 bits, the
/// anchor's too. Counted as `mozilla::pkix` does (`CheckSubjectPublicKeyInfo`): in whole octets of the modulus.
pub(crate) fn rsa_key(link: Link<'_>, records: &mut Records) {
    const BITS: u32 = 2048;
    let (rule, index) = (Check::PublicRootKeyTooSmall, Some(link.index));
    let fault = match link.contents.public_key {
        Ok(PublicKey::Rsa { bits, .. }) => {
            (bits.div_ceil(8) * 8 < BITS).then(|| Fault::PublicRootKeyTooSmall {
                algorithm: link.contents.key_algorithm.oid.label(),
                bits,
                minimum: BITS,
            })
        }
        _ => return records.not_applicable(rule, index),
    };
    records.judge(rule, index, fault);
}

/// Worth knowing where a path is of no use as it is: a Firefox that has downloaded its intermediates finds one of the name of the
/// issuer that is missing (`lacks_issuer`), or another certificate of the CA of which one was sent, and tries that too
/// (`NSSCertDBTrustDomain::FindIssuer`).
pub(crate) fn preloaded(
    link: Link<'_>,
    entry: &Entry,
    lacks_issuer: bool,
    list: Option<&PreloadedIntermediates>,
    records: &mut Records,
) {
    let (rule, index) = (Check::IntermediatePreloaded, Some(link.index));
    let names = name_ranges(&entry.certificate.der);
    let (Some(list), Some((issuer, subject))) = (list, names) else {
        return records.not_applicable(rule, index);
    };
    let [issuer, subject] = [issuer, subject].map(|name| entry.certificate.bytes(&name));
    let is_root = link.role == Role::Anchor || link.contents.is_self_issued();
    let is_other = |key| list.holds_another(subject, key, entry.fingerprint);
    let found = if lacks_issuer && !is_root && list.holds_subject(issuer) {
        Some((&link.contents.issuer, false))
    } else if link.place > 0 && entry.key_fingerprint.is_some_and(is_other) {
        Some((&link.contents.subject, true))
    } else {
        None
    };
    let fault = found.map(|(name, is_sent)| Fault::IntermediatePreloaded {
        issuer: visible_short(&name.text(), 500),
        is_sent,
    });
    records.judge(rule, index, fault);
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
