//! Cases about revocation: what evidence says, and evidence that says nothing. The rules of RFC 5280 section 6.3 and of
//! RFC 6960 in detail have theirs in tests/revocation.rs.

use certlens::Check::*;
use certlens::Outcome::{Error, NotChecked, Warning};
use certlens::{Part, Revocation};
use mint::Issued;

use super::ask::*;
use super::{Case, Expected, fires, not_applicable, passes};

fn issuer() -> Issued {
    intermediate().issue()
}

/// The valid chain, with evidence about the leaf and about the intermediate, which must be good.
fn with_crls(of_leaf: Vec<u8>) -> Question {
    let mut request = valid();
    request.crls = vec![Part::Bytes(of_leaf), Part::Bytes(root().crl().issue())];
    request.into()
}

/// The valid chain with a stapled response about the leaf; what it says counts, no evidence is missed.
fn with_ocsp(response: Vec<u8>) -> Question {
    let mut request = valid();
    request.ocsp = vec![Part::Bytes(response)];
    request.revocation = Some(Revocation::Evidence);
    request.into()
}

fn revoked() -> Question {
    let leaf = leaf().issue();
    with_crls(issuer().crl().revoke(&leaf, "2026-05-01T00:00:00Z").issue())
}

fn another_revoked() -> Question {
    let another = issuer().leaf(&["another.example"]).issue();
    with_crls(
        issuer()
            .crl()
            .revoke(&another, "2026-05-01T00:00:00Z")
            .issue(),
    )
}

pub(crate) fn evidence() -> Vec<Case> {
    vec![
        fires(
            CertificateRevoked,
            LEAF,
            Error,
            "on its issuer's list",
            revoked,
        ),
        passes(
            CertificateRevoked,
            LEAF,
            "another one is on the list",
            another_revoked,
        ),
        Case {
            check: CertificateRevoked,
            name: "there is no evidence",
            ask: || valid().into(),
            certificate: LEAF,
            expected: Expected::Holds(NotChecked),
        },
        fires(
            RevocationUnknown,
            INTERMEDIATE,
            Error,
            "no list of the root's",
            || {
                let mut request = valid();
                request.crls = vec![Part::Bytes(issuer().crl().issue())];
                request.into()
            },
        ),
        passes(
            RevocationUnknown,
            INTERMEDIATE,
            "both lists",
            another_revoked,
        ),
        not_applicable(RevocationUnknown, INTERMEDIATE, "not asked for", || {
            valid().into()
        }),
        fires(CrlUnusable, LEAF, Warning, "its successor was due", || {
            with_crls(issuer().crl().next_update(A_SECOND_AGO).issue())
        }),
        not_applicable(CrlUnusable, LEAF, "its successor is due now", || {
            with_crls(issuer().crl().next_update(NOW).issue())
        }),
        fires(OcspUnusable, LEAF, Warning, "its successor was due", || {
            let leaf = leaf().issue();
            with_ocsp(issuer().ocsp(&leaf).next_update(A_SECOND_AGO).issue())
        }),
        not_applicable(OcspUnusable, LEAF, "its successor is due now", || {
            let leaf = leaf().issue();
            with_ocsp(issuer().ocsp(&leaf).next_update(NOW).issue())
        }),
    ]
}
