//! Google Chrome, desktop: `CertVerifyProcBuiltin` over BoringSSL's `pki/`.
//!
//! Sources are named as in the browser's tree: `b:` is BoringSSL (a0689af, 2026-08-21), `cvp` net/cert/cert_verify_proc.cc, `cvpb`
//! net/cert/cert_verify_proc_builtin.cc. What the installed Chromium 156 answers is recorded in `parity/`.

mod decide;
mod host_name;
mod keys;
mod reading;

use super::Browser;
use crate::checks::{Link, Path, critical_extensions, name_constraints, policies, roles, validity};
use crate::finding::{Check, Fault, Records};
use crate::name::Comparison;
use crate::path::{Rules, limit};
use crate::profile::Role;
use crate::request::{Purpose, Tls};

/// See the module.
pub(crate) static CHROME: Browser = Browser {
    version: "Google Chrome 156",
    check,
    decide: decide::decide,
    own: &[Check::SignatureAlgorithmMismatch],
    exempts_built_in: true,
};

/// b:`pki/path_builder.cc`, with the limits that cvpb sets: twenty next issuers in all, and no limit of depth.
pub(crate) const SEARCH: Rules = Rules {
    names: Comparison::Chromium,
    through_invalid_signatures: true,
    depth: limit::DEPTH,
    reads_null_parameters: false,
    asks_self_signed: false,
    iterations: Some(20),
};

/// b:`pki/verify_certificate_chain.cc`, from the anchor to the leaf.
fn check(path: &Path<'_>, records: &mut Records) {
    for index in path.candidate.chain.iter().rev() {
        reading(path, *index, records);
    }
    for link in path.links().rev() {
        keys::check(link, records);
        if path.exempts_anchor && link.role == Role::Anchor {
            // trust_store_chrome.cc: the anchors of the Chrome Root Store are a name and a key.
            records.not_applicable(Check::AnchorOutOfDate, Some(link.index));
            records.not_applicable(Check::CriticalExtensionUnknown, Some(link.index));
        } else {
            validity::check(link, path.terms.time, records);
            critical_extensions::check(link, records);
        }
    }
    roles::check_issuers(path, records);
    if let Some(leaf) = path.leaf() {
        roles::check_leaf(leaf, path.terms.purpose, records);
    }
    key_usage_in_tls(path, records);
    name_constraints::check(path, records);
    policies::check(path, records);
    host_name::check(path, records);
}

fn reading(path: &Path<'_>, index: usize, records: &mut Records) {
    let Some(entry) = path.pool.get(index) else {
        return;
    };
    let fault = reading::problem(&entry.certificate).map(|problem| Fault::ChromeCannotRead {
        rule: problem.rule,
        offset: problem.offset,
        error: problem.effect.code(),
    });
    records.judge(Check::ChromeCannotRead, Some(index), fault);
}

/// TLS tests the leaf's keyUsage, where there is one (b:ssl/tls13_both.cc `ssl_check_leaf_certificate`, ssl/handshake_client.cc): in
/// TLS 1.3 the key only signs; in TLS 1.2 an RSA key may decipher the premaster secret instead. The verifier itself does not ask.
fn key_usage_in_tls(path: &Path<'_>, records: &mut Records) {
    let Some(leaf) = path.leaf() else { return };
    let index = Some(leaf.index);
    let Some(usage) = leaf
        .contents
        .key_usage()
        .filter(|_| path.terms.purpose == Purpose::Server)
    else {
        return records.not_applicable(Check::KeyUsageUnsuitable, index);
    };
    let is_rsa = keys::is_rsa(leaf);
    let is_suitable = match path.terms.tls {
        Tls::V13 => usage.allows_digital_signature(),
        Tls::V12 => usage.allows_digital_signature() || is_rsa && usage.allows_key_encipherment(),
    };
    let fault = (!is_suitable).then(|| Fault::KeyUsageUnsuitable {
        usages: usage.names(),
    });
    records.judge(Check::KeyUsageUnsuitable, index, fault);
}

/// Whether the inner and the outer algorithm are the same to Chrome: the same bytes, or the same algorithm once read
/// (b:`VerifySignatureAlgorithmsMatch`).
fn algorithms_differ(link: Link<'_>) -> Option<Fault> {
    let contents = link.contents;
    let (inner, outer) = (&contents.inner_algorithm, &contents.outer_algorithm);
    let read = |algorithm: &crate::certificate::Algorithm| {
        let parameters = algorithm.parameters.as_deref();
        crate::signature::Scheme::from_algorithm(algorithm.oid.content(), parameters).ok()
    };
    let is_same = inner == outer || read(inner).is_some() && read(inner) == read(outer);
    (!is_same).then(|| Fault::SignatureAlgorithmMismatch {
        inner: inner.oid.label(),
        outer: outer.oid.label(),
    })
}
