//! What is worth saying of the input beside the path: certificates that are no part of it, their order, what was not
//! understood or not used, private keys. No verdict rests on it.

use std::mem::Discriminant;
use std::sync::Arc;

use super::Run;
use super::intake::{PrivateKey, is_left_out};
use super::leaf::is_ca;
use crate::checks::host_name;
use crate::finding::Fault;
use crate::input::identify::without_advice;
use crate::input::{Kind, State, Unloadable};
use crate::judgement::Judged;
use crate::name::GeneralName;
use crate::pool::Entry;
use crate::report::{Beside, InputItem};
use crate::request::Revocation;
use crate::signature::{PublicKey, parse_public_key};

/// All that is said; `best` is the path that the verdict rests on.
pub(super) fn faults(run: &Run, best: Option<&Judged>) -> Beside {
    let chain = best.map_or(&[][..], |path| path.candidate.chain.as_slice());
    let mut told = Beside::new();
    outside(run, chain, &mut told);
    let mut tell = |fault: Fault| told.push((Arc::new(fault), None));
    out_of_order(run, chain).into_iter().for_each(&mut tell);
    not_understood(run, &mut tell);
    run.unloadable.iter().map(unloadable).for_each(&mut tell);
    let keys = run.private_keys.iter();
    keys.filter_map(|key| private_key(run, key))
        .for_each(&mut tell);
    told
}

/// Of the certificates that are no part of the path.
fn outside(run: &Run, chain: &[usize], told: &mut Beside) {
    let mut items = run.items.iter().filter(|item| item.certificate.is_some());
    for (index, entry) in run.pool.entries().iter().enumerate() {
        let remarks = items.next().and_then(InputItem::remarks); // in the same order
        let fault = match (entry.duplicate_of, entry.contents()) {
            // What a client has beside may well be what the server sends too.
            (Some(first), _) if sent(run, first) < entry.sent => {
                Fault::CertificateDuplicate { first }
            }
            (Some(_), _) => continue,
            _ if chain.contains(&index) => continue,
            (None, None) => {
                let mut faults = entry.certificate.faults.iter();
                let id = faults.next().map(|fault| fault.check().id());
                // What its text tells is said first.
                Fault::CertificateUnreadable {
                    problem: remarks.or(id).unwrap_or_default().to_owned(),
                }
            }
            (None, Some(_)) if entry.sent.is_some() => Fault::CertificateUnused {
                relation: relation(run, chain, index),
            },
            _ => continue,
        };
        told.push((Arc::new(fault), Some(index)));
    }
}

/// At which index the server sends this one.
fn sent(run: &Run, index: usize) -> Option<usize> {
    run.pool.get(index)?.sent
}

/// What a certificate is to the path that it is no part of: see [`Check::CertificateUnused`](crate::finding::Check).
fn relation(run: &Run, chain: &[usize], index: usize) -> &'static str {
    let (Some(leaf), Some(entry)) = (run.pool.get(run.leaf), run.pool.get(index)) else {
        return "none";
    };
    let name = |entry: &Entry| {
        let names = entry
            .contents()
            .and_then(|contents| contents.subject_alt_names());
        let first = names.and_then(|names| names.first());
        first.map_or_else(|| entry.certificate.label(), GeneralName::shown)
    };
    let ends = |entry: &Entry| entry.contents().map(|contents| contents.not_after);
    let is_namesake = |pair: &[usize]| {
        matches!(pair, [child, issuer] if run.pool.issuers(*child).contains(&index)
            && run.pool.spki(*issuer) != run.pool.spki(index))
    };
    let kind = |index: usize| run.pool.spki(index).and_then(kind);
    let is_visited = |entry: &Entry| {
        let host = run.terms.host.as_ref().zip(entry.contents());
        host.is_some_and(|(host, contents)| host_name::is_listed(host, contents))
    };
    match ends(entry) > ends(leaf) {
        _ if chain.windows(2).any(is_namesake) => "namesake",
        _ if is_ca(&run.pool, index) => "none",
        _ if is_visited(entry) && !is_visited(leaf) => "wanted",
        _ if name(entry) != name(leaf) => "none",
        _ if kind(index) != kind(run.leaf) => "twin",
        _ if ends(entry) == ends(leaf) => "none",
        true => "newer",
        false => "older",
    }
}

/// Whether the server sends its certificates in the path's order (RFC 8446 §4.4.2).
fn out_of_order(run: &Run, chain: &[usize]) -> Option<Fault> {
    let order: Vec<usize> = chain.iter().filter_map(|index| sent(run, *index)).collect();
    // The first that can be read is the server's own, whatever it is.
    let readable = run.pool.entries().iter();
    let readable = readable.filter(|entry| entry.contents().is_some());
    let first = readable.filter_map(|entry| entry.sent).min();
    let is_first = run.is_leaf_given || first.is_none() || order.first() <= first.as_ref();
    (!order.is_sorted() || !is_first).then_some(Fault::CertificatesOutOfOrder { order })
}

/// Of what was not understood, or not used.
fn not_understood(run: &Run, tell: &mut impl FnMut(Fault)) {
    let unused_evidence = unused_evidence(run);
    for item in &run.items {
        let unused = unused_evidence(item);
        let is_told = item.state != State::Useless && is_left_out(item.kind, item.source);
        if unused.is_empty() && !is_told {
            continue;
        }
        let position = &item.position;
        tell(Fault::InputNotUnderstood {
            input: item.source,
            part: position.part,
            offset: position.offset,
            line: position.line,
            problem: format!("{}{unused}", item.note),
        });
    }
}

const NO_CRLS: &str =
    " It was not used: browsers read no CRLs, `rfc5280` and `webpki` judge by them";

/// What is said of evidence among the certificates, where none of its kind was given as evidence; and of CRLs that a browser's profile
/// passes over.
fn unused_evidence(run: &Run) -> impl Fn(&InputItem) -> &'static str + use<> {
    let is_given = |kind| {
        let mut items = run.items.iter();
        items.any(|item| item.kind == kind && matches!(item.source, "crls" | "ocsp"))
    };
    let is_off = run.terms.revocation == Revocation::Off;
    let is_browser = run.terms.profile.browser.is_some();
    let has_crls = is_off || is_given(Kind::Crl);
    let has_responses = is_off || is_given(Kind::OcspResponse);
    move |item| match item.kind {
        Kind::Crl if is_browser && !is_off && item.source == "crls" => NO_CRLS,
        _ if item.source != "certificates" => "",
        Kind::Crl if has_crls => "",
        Kind::Crl if is_browser => NO_CRLS,
        Kind::Crl => " It was not used: give it as evidence (`crls`)",
        Kind::OcspResponse if has_responses => "",
        Kind::OcspResponse if is_browser => {
            " It was not used: browsers look only at one that the server staples (`ocsp`), `rfc5280` and `webpki` judge by it"
        }
        Kind::OcspResponse => " It was not used: give it as evidence (`ocsp`)",
        _ => "",
    }
}

fn unloadable(fault: &Unloadable) -> Fault {
    Fault::PemUnloadable {
        part: fault.part,
        line: fault.line,
        problem: fault.problem,
    }
}

/// Whose a private key is.
fn private_key(run: &Run, key: &PrivateKey) -> Option<Fault> {
    let PrivateKey { spki, item } = key;
    let item = run.items.get(*item)?;
    let (input, part, line) = (item.source, item.position.part, item.position.line);
    Some(match run.pool.spki(run.leaf).filter(|_| !spki.is_empty()) {
        Some(leaf) if leaf == spki => Fault::PrivateKeyMatches { input, part, line },
        Some(leaf) => {
            let mut others = 0..run.pool.entries().len();
            let owner = others.find(|other| run.pool.spki(*other) == Some(spki));
            Fault::PrivateKeyMismatch {
                input,
                part,
                line,
                owner,
                owner_is_ca: owner.is_some_and(|owner| is_ca(&run.pool, owner)),
                same_kind: kind(spki) == kind(leaf),
            }
        }
        None => Fault::PrivateKeyPresent {
            input,
            part,
            line,
            damaged: item.state == State::Damaged,
            problem: without_advice(&item.note).to_owned(),
        },
    })
}

/// RSA, elliptic curve, …: which kind of key this is.
fn kind(spki: &[u8]) -> Option<Discriminant<PublicKey>> {
    let key = parse_public_key(spki).ok()?;
    Some(std::mem::discriminant(&key))
}
