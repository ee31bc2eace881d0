//! What Firefox makes of a stapled OCSP response (`NSSCertDBTrustDomain::CheckRevocationByOCSP`). CRLs it never reads.

use super::super::Asked;
use super::Code;
use crate::finding::{Check, Fault, Said};

/// The error in what evidence says about the leaf of the path that is this chain.
pub(super) fn error(asked: &Asked<'_>, chain: &[usize]) -> Option<(Code, Check)> {
    let leaf = chain.first().copied();
    let path = asked
        .paths
        .iter()
        .find(|path| path.candidate.chain == chain)?;
    let mut records = path
        .records
        .0
        .iter()
        .filter(|record| record.certificate == leaf);
    records.find_map(|record| match &record.said {
        Said::Broken(Fault::CertificateRevoked { .. }) => {
            Some((Code::RevokedCertificate, record.check))
        }
        _ => None,
    })
}
