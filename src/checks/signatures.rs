//! Signatures of the path's certificates.

use super::Path;
use crate::finding::{Check, Fault, Records};
use crate::path::{Edge, End};
use crate::text::visible_short;

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

fn fault(path: &Path<'_>, child: usize, issuer: usize) -> Fault {
    let (contents, issuer_contents) = (path.pool.contents(child), path.pool.contents(issuer));
    let wanted = contents.and_then(|contents| contents.authority_key_identifier());
    let own = issuer_contents.and_then(|contents| contents.subject_key_identifier());
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
        key_identifiers_differ: wanted.zip(own).is_some_and(|(wanted, own)| wanted != own),
    }
}
