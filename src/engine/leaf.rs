//! Which of the certificates given is the one to judge.

use super::intake::PrivateKey;
use crate::certificate::Contents;
use crate::input;
use crate::name::{GeneralName, Host};
use crate::pool::Pool;
use crate::request::{Error, ErrorCode, Terms, ValidationRequest};
use crate::sorted::Map;

/// The index of the certificate to judge, of the `count` that were given as such: what the request says, or else our choice.
///
/// # Errors
/// There are not so many.
pub(super) fn asked(
    request: &ValidationRequest,
    pool: &Pool,
    count: usize,
) -> Result<usize, Error> {
    match request.leaf {
        Some(index) if index < count => Ok(index),
        Some(index) => {
            let message =
                format!("`leaf` is {index}, but `certificates` holds {count}; it counts from 0.");
            Err(Error::new(ErrorCode::RequestInvalid, message))
        }
        None => Ok(choose(pool, count)),
    }
}

/// Whether a CA's certificate was chosen for want of another.
pub(super) fn is_missing(
    request: &ValidationRequest,
    pool: &Pool,
    leaf: usize,
    terms: &Terms,
    private_keys: &[PrivateKey],
) -> bool {
    let has_key = private_keys
        .iter()
        .any(|key| Some(&key.spki[..]) == pool.spki(leaf));
    request.leaf.is_none()
        && is_ca_alone(pool, leaf, terms.host.as_ref(), has_key)
        && !input::is_of_server(&request.certificates)
}

/// The end-entity certificate among the first `count`: the first that is readable and no CA; else the first unreadable one;
/// else the first CA that issued none of the others; else the first.
pub(super) fn choose(pool: &Pool, count: usize) -> usize {
    let readable = |index: &usize| pool.contents(*index).is_some();
    let is_ca = |index: &usize| is_ca(pool, *index);
    let mut children: Map<&[u8], usize> = Map::new();
    for entry in pool.entries().iter().take(count) {
        if let Some(contents) = entry.contents().filter(|_| entry.duplicate_of.is_none()) {
            *children.entry(contents.issuer.key()).or_default() += 1;
        }
    }
    let has_issued = |index: &usize| {
        pool.contents(*index).is_some_and(|contents| {
            let named = children.get(contents.subject.key()).copied();
            named.unwrap_or_default() > usize::from(contents.is_self_issued())
        })
    };
    let mut order = 0..count;
    order
        .find(|index| readable(index) && !is_ca(index) && !has_issued(index))
        .or_else(|| (0..count).find(|index| readable(index) && !is_ca(index)))
        .or_else(|| (0..count).find(|index| !readable(index)))
        .or_else(|| (0..count).find(|index| !has_issued(index)))
        .unwrap_or(0)
}

pub(super) fn is_ca(pool: &Pool, index: usize) -> bool {
    pool.contents(index).is_some_and(Contents::is_ca)
}

/// Whether it is a CA's and no host's too, as one that signs itself may be. `has_key`: its private key is there.
fn is_ca_alone(pool: &Pool, index: usize, visited: Option<&Host>, has_key: bool) -> bool {
    let Some(contents) = pool.contents(index).filter(|_| is_ca(pool, index)) else {
        return false;
    };
    let mut names = contents.subject_alt_names().unwrap_or_default().iter();
    let is_host = |name: String| match Host::parse(&name) {
        Ok(Host::Dns(name)) if !name.contains('.') => Some(&Host::Dns(name)) == visited,
        host => host.is_ok(),
    };
    // A root has no list of purposes; what a command made for a client or a server is often a CA by its default.
    if contents.is_self_issued() && contents.extended_key_usage().is_some() {
        return false;
    }
    let usage = contents.key_usage();
    let issues = usage.is_some_and(|usage| usage.allows_certificate_signing());
    // The same of one that comes with its key, as the Secret that a server gets.
    if contents.is_self_issued() && has_key && !issues {
        return false;
    }
    // All of it stands where clients look for CAs, or it issues and has a word for a host: Kubernetes names its CA so.
    let names_host = names.any(|name| match name {
        GeneralName::Dns(_) => !issues || is_host(name.shown()),
        name => matches!(name, GeneralName::Ip(_)),
    });
    pool.entries().iter().all(|entry| entry.sent.is_none())
        || !(names_host || contents.subject.common_name().is_some_and(is_host))
}
