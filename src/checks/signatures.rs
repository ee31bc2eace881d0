//! Signatures of the path's certificates.

use super::Path;
use crate::finding::{Check, Fault, Records};
use crate::path::{Edge, End};
use crate::text::{hex, visible_short};

/// RFC 5280 §6.1.3 (a)(1): "The signature on the certificate can be verified using working_public_key_algorithm, the
/// working_public_key, and the working_public_key_parameters."
///
/// A signature that could not be verified is not checked, and so never lets a path pass.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    let chain = &path.candidate.chain;
    for (child, issuer) in chain.iter().zip(chain.iter().skip(1)) {
        match path.found.edge(*child, *issuer) {
            Edge::Valid => records.passed(Check::SignatureInvalid, Some(*child)),
            Edge::Invalid => records.broken(fault(path, *child, *issuer), Some(*child)),
            Edge::Unverifiable | Edge::NotChecked | Edge::Pending => {
                records.not_checked(Check::SignatureInvalid, Some(*child));
            }
        }
    }
    match (chain.as_slice(), path.candidate.end) {
        // The leaf is itself the anchor: it is trusted as it is, whoever signed it.
        ([leaf], End::Anchor) => records.not_applicable(Check::SignatureInvalid, Some(*leaf)),
        (_, End::Anchor | End::SignatureInvalid) => {}
        ([.., last], End::SelfIssued) if path.found.edge(*last, *last) == Edge::Valid => {
            records.passed(Check::SignatureInvalid, Some(*last)); // with its own key
        }
        ([.., last], _) => records.not_checked(Check::SignatureInvalid, Some(*last)),
        ([], _) => {}
    }
}

/// How many certificates of the issuer's name are looked at for the one whose key did sign.
const MOST_NAMESAKES: usize = 32;

/// The key that made the child's signature, where another certificate of the issuer's name has it and the search verified
/// the signature with it.
fn signer_key(path: &Path<'_>, child: usize, issuer: usize) -> Option<String> {
    let key = |index| path.pool.get(index)?.key_fingerprint;
    let namesakes = path.pool.issuers(child).iter().take(MOST_NAMESAKES);
    namesakes
        .filter(|other| key(**other) != key(issuer))
        .find(|other| path.found.edge(child, **other) == Edge::Valid)
        .and_then(|other| key(*other))
        .map(|key| hex(&key))
}

fn fault(path: &Path<'_>, child: usize, issuer: usize) -> Fault {
    let signer_key = signer_key(path, child, issuer);
    let (contents, issuer_contents) = (path.pool.contents(child), path.pool.contents(issuer));
    // Who names no other key and itself as its issuer signs with its own (RFC 5280 §4.2.1.1).
    let wanted = contents.and_then(|contents| {
        let own = match contents.is_self_issued() {
            true => contents.subject_key_identifier(),
            false => None,
        };
        contents.authority_key_identifier().or(own)
    });
    let own = issuer_contents.and_then(|contents| contents.subject_key_identifier());
    let scheme = contents.and_then(|contents| contents.scheme.ok());
    let key = issuer_contents.and_then(|contents| contents.public_key.ok());
    let issuer = path
        .pool
        .get(issuer)
        .map(|entry| entry.certificate.label())
        .unwrap_or_default();
    Fault::SignatureInvalid {
        issuer: visible_short(&issuer, 200),
        algorithm: contents
            .map(|contents| contents.outer_algorithm.oid.label())
            .unwrap_or_default(),
        key_fits: key.zip(scheme).is_none_or(|(key, scheme)| key.fits(scheme)),
        key_identifiers_differ: wanted.zip(own).is_some_and(|(wanted, own)| wanted != own),
        signer_key,
    }
}

#[cfg(test)]
mod tests {
    use mint::Key;

    use crate::Report;
    use crate::checks::testing::judge;

    /// The details of `signature-invalid`, in whichever path it is found.
    fn details(report: &Report) -> serde_json::Value {
        let mut findings = report.paths.iter().flat_map(|path| &path.findings);
        let found = findings.find(|finding| finding.id == "signature-invalid");
        serde_json::to_value(&found.expect("it does not fit").details).unwrap()
    }

    #[test]
    fn a_namesake_that_did_sign_is_named_by_its_key() {
        let trusted = mint::root("Bank CA");
        let impostor = mint::ca("Bank CA").key(Key::p256("impostor")).issue();
        let leaf = impostor.leaf(&["bank.example"]).issue();
        let report = judge(&[&leaf, &impostor, &trusted], |_| {});
        let key = report.certificates[1].fingerprints.spki_sha256.as_ref();
        assert!(key.is_some() && details(&report)["signerKey"] == serde_json::json!(key));

        // Nobody here has the key that signed.
        let report = judge(&[&leaf, &trusted], |_| {});
        assert_eq!(details(&report)["signerKey"], serde_json::Value::Null);
    }
}
