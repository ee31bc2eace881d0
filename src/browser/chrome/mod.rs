//! Google Chrome, desktop: `CertVerifyProcBuiltin` over BoringSSL's `pki/`.
//!
//! Sources are named as in the browser's tree: `b:` is BoringSSL (a0689af, 2026-08-21), `cvp` net/cert/cert_verify_proc.cc, `cvpb`
//! net/cert/cert_verify_proc_builtin.cc. What the installed Chromium 156 answers is recorded in `parity/`.

mod constraints;
mod decide;
mod elements;
mod email;
mod extensions;
mod handshake;
mod host_name;
mod keys;
mod names;
mod ocsp;
mod reading;
mod root_programme;

use super::Verifier;
use crate::certificate::{Contents, Extension};
use crate::checks::{Link, Own, Pairs, Path, critical_extensions, policies, roles, validity};
use crate::finding::{Check, Fault, Records, Said};
use crate::oid::known;
use crate::path::{Edge, Role};
use crate::request::Purpose;
use crate::text::visible_short;

/// See the module.
pub(super) static CHROME: Verifier = Verifier {
    takes_part: Some(|entry| {
        let is_shown = entry.anchor.is_some();
        reading::problem(&entry.certificate, is_shown).is_none()
    }),
    hear: Some(ocsp::hear),
    own: Own {
        check,
        instead_of: &[Check::SignatureAlgorithmMismatch],
    },
    decide: decide::decide,
};

/// b:`pki/verify_certificate_chain.cc`, from the anchor to the leaf.
fn check(path: &Path<'_>, pairs: &mut Pairs, records: &mut Records) {
    for index in path.candidate.chain.iter().rev() {
        reading(path, *index, records);
    }
    for link in path.links().rev() {
        keys::check(path, link, records);
        if path.exempts_anchor && link.role == Role::Anchor {
            // trust_store_chrome.cc: the anchors of the Chrome Root Store are a name and a key.
            records.not_applicable(Check::AnchorOutOfDate, Some(link.index));
            records.not_applicable(Check::CriticalExtensionUnknown, Some(link.index));
        } else {
            validity::check(link, &path.terms.time, records); // `VerifyTimeValidity`; of an anchor `ProcessRootCertificate` asks it
            let has_purposes = link.contents.extension(known::EXTENDED_KEY_USAGE).is_some();
            critical_extensions::check_with(
                link,
                |extension| is_processed(extension, has_purposes),
                records,
            );
        }
        if link.role != Role::Anchor {
            signature_bits(path, link, records);
        }
    }
    // `PrepareForNextCertificate` (k) to (n), of an anchor `ApplyTrustAnchorConstraints`; and `VerifyExtendedKeyUsage` for a purpose
    // that is not strict: anyExtendedKeyUsage is as good (to Firefox it stands for nothing).
    roles::check_issuers(path, records);
    basic_constraints_of_anchor(path, records);
    if let Some(leaf) = path.leaf() {
        // `VerifyTargetCertIsNotCA`, which only warns for such a purpose; `VerifyExtendedKeyUsage`, as above.
        roles::check_leaf(leaf, path.terms.purpose, records);
        let entry = path.pool.get(leaf.index);
        let spki = entry.map(|entry| entry.certificate.bytes(&leaf.contents.spki));
        keys::offered(leaf, spki.unwrap_or_default(), path.terms, records);
        let problem = handshake::scts_problem(&path.terms.scts)
            .filter(|_| path.terms.purpose == Purpose::Server);
        let fault = problem.map(|problem| Fault::SctListRefused { problem });
        records.judge(Check::SctListRefused, Some(leaf.index), fault);
    }
    key_usage_in_tls(path, records);
    trusted_leaf(path, records);
    constraints::check(path, pairs, records);
    // `VerifyPolicies`, `VerifyPolicyMappings`, `ApplyPolicyConstraints`, and `WrapUp` (g); policies of an anchor take part in
    // `ApplyTrustAnchorConstraints`. Chrome's own limit of paths bounds what they have in all.
    let mut spent = policies::Spent::default();
    policies::check(path, policies::OfAnchor::TakePart, &mut spent, records);
    host_name::check(path, records);
    root_programme::check(path, records);
}

/// An anchor without basicConstraints is let through ("absence allowed"), so that there is nothing to ask about cA.
fn basic_constraints_of_anchor(path: &Path<'_>, records: &mut Records) {
    let anchor = path.candidate.anchor;
    for record in &mut records.0 {
        let is_open = record.said == Said::NotChecked && record.check == Check::IssuerNotCa;
        if is_open && record.certificate == anchor {
            record.said = Said::NotApplicable;
        }
    }
}

fn reading(path: &Path<'_>, index: usize, records: &mut Records) {
    let Some(entry) = path.pool.get(index) else {
        return;
    };
    let role = path.candidate.role_of(Some(index));
    let is_shown = role == Role::Leaf || entry.anchor.is_some();
    let problem = reading::problem(&entry.certificate, is_shown);
    let fault = problem.map(|problem| Fault::ChromeCannotRead {
        rule: problem.rule,
        offset: problem.offset,
        error: match role {
            Role::Leaf if !handshake::reaches_key(&entry.certificate) => decide::PROTOCOL_ERROR,
            _ => problem.effect.code(),
        },
    });
    records.judge(Check::ChromeCannotRead, Some(index), fault);
}

/// b:`VerifyNoUnconsumedCriticalExtensions`: what RFC 5280 defines, as far as it can be processed, and Microsoft's application
/// policies beside an extended key usage that says the same.
fn is_processed(extension: &Extension, has_purposes: bool) -> bool {
    const MICROSOFT_APPLICATION_POLICIES: &[u8] = &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x15, 10];
    match extension.oid.content() {
        MICROSOFT_APPLICATION_POLICIES => has_purposes,
        _ => critical_extensions::is_processed(extension),
    }
}

/// b:`VerifySignedData` takes whole octets: a signature with unused bits does not verify. Nor does a proof of a Merkle tree with any
/// key.
fn signature_bits(path: &Path<'_>, link: Link<'_>, records: &mut Records) {
    let Some(entry) = path.pool.get(link.index) else {
        return;
    };
    let unused_bits = link.contents.signature.start.checked_sub(1);
    let octet = unused_bits.and_then(|at| entry.certificate.der.get(at));
    let fault = octet
        .is_some_and(|octet| *octet != 0)
        .then(|| Fault::SignatureMalformed {
            offset: link.contents.signature.start - 1,
            algorithm: link.contents.outer_algorithm.oid.label(),
            problem: "it is not made of whole octets",
        });
    records.judge(Check::SignatureMalformed, Some(link.index), fault);
    if keys::is_merkle_proof(&link.contents.outer_algorithm)
        && let Some(issuer) = path.candidate.chain.get(link.place + 1)
        && let Some(issuer) = path.pool.contents(*issuer)
    {
        not_signed_by(issuer, link, records);
    }
}

/// TLS tests the leaf's keyUsage, where there is one (b:ssl/ssl_cert.cc `ssl_cert_check_key_usage`): the key signs. (In TLS 1.2 an RSA
/// key deciphers instead, with a server that offers no other exchange; nearly all have ECDHE.) The verifier itself does not ask.
fn key_usage_in_tls(path: &Path<'_>, records: &mut Records) {
    let Some(leaf) = path.leaf() else { return };
    let index = Some(leaf.index);
    let usage = path
        .pool
        .get(leaf.index)
        .filter(|_| path.terms.purpose == Purpose::Server)
        .map_or(handshake::KeyUsage::Absent, |entry| {
            handshake::key_usage(&entry.certificate)
        });
    let handshake::KeyUsage::Bits(bits) = usage else {
        // What cannot be read ends the handshake: `decide` tells.
        return records.not_applicable(Check::KeyUsageUnsuitable, index);
    };
    let signs = bits & 0x80 != 0;
    let usages = leaf.contents.key_usage().map(|usage| usage.names());
    let fault = (!signs).then(|| Fault::KeyUsageUnsuitable {
        usages: usages.unwrap_or_default(),
    });
    records.judge(Check::KeyUsageUnsuitable, index, fault);
}

/// A leaf that is itself among the anchors: Chrome takes it for its own issuer, so that what an anchor is asked is asked of it
/// (b:path_builder.cc), and its signature is verified with its own key.
fn trusted_leaf(path: &Path<'_>, records: &mut Records) {
    let Some(leaf) = path.anchored_leaf() else {
        return;
    };
    let index = Some(leaf.index);
    if path.found.edge(leaf.index, leaf.index) == Edge::Invalid {
        not_signed_by(leaf.contents, leaf, records);
    }
    let constraints = leaf.contents.basic_constraints();
    let is_no_ca = constraints.is_some_and(|constraints| !constraints.ca);
    records.judge(
        Check::IssuerNotCa,
        index,
        is_no_ca.then_some(Fault::IssuerNotCa {}),
    );
    let usage = leaf.contents.key_usage();
    let fault = usage
        .filter(|usage| !usage.allows_certificate_signing())
        .map(|usage| Fault::KeyUsageLacksCertSign {
            usages: usage.names(),
        });
    records.judge(Check::KeyUsageLacksCertSign, index, fault);
}

fn not_signed_by(issuer: &Contents, link: Link<'_>, records: &mut Records) {
    let index = Some(link.index);
    records
        .0
        .retain(|record| record.check != Check::SignatureInvalid || record.certificate != index);
    let fault = Fault::SignatureInvalid {
        issuer: visible_short(&issuer.subject.label().unwrap_or_default(), 200),
        algorithm: link.contents.outer_algorithm.oid.label(),
        key_fits: true,
        key_identifiers_differ: false,
        signer_key: None,
    };
    records.broken(fault, index);
}
