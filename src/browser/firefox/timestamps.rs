//! What Firefox reads of a leaf's timestamps below any root, on its way to CRLite (`NSSCertDBTrustDomain.cpp`,
//! `CheckRevocationByCRLite`). What its policy makes of them below its own roots is in [`crate::transparency::policy`].

use super::Code;
use super::keys::{self, Key};
use super::reader::{Input, Refusal};
use crate::pool::Pool;
use crate::request::Terms;
use crate::transparency::{Sct, SctList, embedded, read_list};

/// Whether one of a log that it knows, by the algorithm of that log's key, has a signature without octets: that is no wrong signature
/// but an error (`CTLogVerifier::VerifySignature`, `BufferToInput`).
pub(super) fn refusal(pool: &Pool, terms: &Terms, leaf: usize) -> Option<Refusal> {
    let logs = terms.browser_data.ct_logs.as_deref()?;
    let entry = pool.get(leaf)?;
    let embedded = embedded(&entry.certificate, entry.contents()?);
    let lists = embedded
        .into_iter()
        .chain(terms.scts.iter().map(|list| read_list(list)));
    let mut scts = lists.flat_map(SctList::up_to_fault).flatten();
    let fits = |sct: &Sct| {
        let log = logs.get(&sct.log_id);
        match log.map(|log| keys::check(Input::whole(&log.key), 0)) {
            Some(Ok(Key::Ec)) => sct.algorithm == (4, 3),
            Some(Ok(Key::Rsa { .. })) => sct.algorithm == (4, 1),
            _ => false,
        }
    };
    let is_refused =
        scts.any(|sct| sct.signature.is_empty() && sct.leaf_index.is_ok() && fits(&sct));
    is_refused.then_some(Refusal {
        code: Code::LibraryFailure,
        rule: "a timestamp of a known log whose signature is empty",
        offset: 0,
    })
}
