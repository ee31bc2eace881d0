//! What Mozilla's root programme adds to what certificates say: lists of certificates that it brings along, names that a CA is confined
//! to, and what binds below its own roots only.

use super::{is_built_in, revocation};
use crate::certificate::{Certificate, name_ranges};
use crate::checks::{Link, Path, transparency};
use crate::finding::{Check, Fault, Records};
use crate::path::{End, Role};
use crate::pool::Entry;
use crate::request::Purpose;
use crate::signature::PublicKey;
use crate::text::{hex, visible_short};
use crate::transparency::policy;
use crate::trust::{AnchorTerms, ListedBy, OneCrl, PreloadedIntermediates};

/// Asks OneCRL about every certificate of a path, and below Firefox's own roots the dates from which they are distrusted, the size of
/// keys, and Certificate Transparency.
///
/// Certificate Transparency and the dates bind below built-in roots only (`CertVerifier::VerifyCertificateTransparencyPolicy`,
/// `NSSCertDBTrustDomain::IsChainValid`); `parity/src/built_in/firefox.rs` asked with roots and logs of ours.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    let data = &path.terms.browser_data;
    let certificate = |index: usize| path.pool.get(index).map(|entry| &entry.certificate);
    let is_server = path.terms.purpose != Purpose::Client;
    for link in path.links() {
        if let Some(certificate) = certificate(link.index).filter(|_| is_server) {
            one_crl(link, certificate, data.one_crl.as_deref(), records);
        }
    }
    let Some(leaf) = path.leaf() else { return };
    ask_preloaded(path, records);
    let anchor = path
        .candidate
        .anchor
        .filter(|_| is_built_in(path) && is_server);
    let Some(anchor) = anchor.and_then(|index| path.pool.get(index).map(|entry| (index, entry)))
    else {
        return transparency::not_required(leaf.index, records);
    };
    path.links().for_each(|link| rsa_key(link, records));
    let (index, entry) = anchor;
    let anchor_terms = entry.terms.as_deref();
    if let Some(anchor_terms) = anchor_terms {
        distrusted_after(index, &entry.certificate, anchor_terms, leaf, records);
    }
    let Some(logs) = data.ct_logs.as_deref() else {
        return transparency::without_list(leaf.index, records);
    };
    let seen = path.seen.unwrap_or_default();
    let validity = leaf.contents.not_before.zip(leaf.contents.not_after);
    let distrust_after = anchor_terms.and_then(|terms| terms.distrust_after);
    let time = &path.terms.time;
    let response = revocation::response(path);
    let assessment = policy::firefox(seen, validity, logs, time, distrust_after, response);
    transparency::check(leaf.index, seen, &assessment, None, logs, records);
}

/// Which certificates of a path Firefox may have others for: of one that does not end, or whose time is over or not yet come.
fn ask_preloaded(path: &Path<'_>, records: &mut Records) {
    let list = path.terms.browser_data.firefox_intermediates.as_deref();
    let (end, last) = (path.candidate.end, path.candidate.chain.last());
    for link in path.links().filter(|link| link.role != Role::Anchor) {
        let lacks_issuer = end == End::NoIssuer && last == Some(&link.index);
        let is_of_use = || {
            let period = link.contents.not_before.zip(link.contents.not_after);
            let time = &path.terms.time;
            end == End::Anchor && period.is_some_and(|(first, last)| time.is_within(first, last))
        };
        if (lacks_issuer || link.place > 0 && !is_of_use())
            && let Some(entry) = path.pool.get(link.index)
        {
            preloaded(link, entry, lacks_issuer, list, records);
        }
    }
}

/// `NSSCertDBTrustDomain::IsChainValid`: a built-in root with a distrust-after date issues for no leaf whose notBefore is
/// later. A root that the operating system trusts as well is exempt there; no request says that of one.
fn distrusted_after(
    anchor: usize,
    anchor_certificate: &Certificate,
    anchor_terms: &AnchorTerms,
    leaf: Link<'_>,
    records: &mut Records,
) {
    let (rule, index) = (Check::RootDistrustedAfter, Some(anchor));
    match (anchor_terms.distrust_after, leaf.contents.not_before) {
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

/// `NSSCertDBTrustDomain::GetCertTrust`: asked of every certificate of the path, the leaf and the anchor too, whatever
/// root it is under. `None`: the list was not loaded.
fn one_crl(
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
pub(super) fn imposed_on(subject: &[u8]) -> Option<&'static [&'static str]> {
    let of = IMPOSED.iter().find(|imposed| imposed.subject == subject);
    of.map(|imposed| imposed.below)
}

/// `CertVerifier::VerifyCert` (`MIN_RSA_BITS`): every RSA key of a path to a built-in root has at least 2048 bits, the
/// anchor's too. Counted as `mozilla::pkix` does (`CheckSubjectPublicKeyInfo`): in whole octets of the modulus.
fn rsa_key(link: Link<'_>, records: &mut Records) {
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
fn preloaded(
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
