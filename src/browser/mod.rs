//! The browsers' own verifiers: how each reads certificates and judges paths where it departs from the standard, in its own
//! order, and how it gets from many faults to the one code that it shows. A folder a browser; each rule cites the browser's
//! source. They record with the vocabulary that all checks share, and use the shared checks where a browser reads a rule as
//! those do.

pub(crate) mod chrome;
pub(crate) mod firefox;

use crate::checks::Path;
use crate::engine::Judged;
use crate::finding::{Check, Records};
use crate::path::Found;
use crate::pool::{Pool, Source};
use crate::profile::Standing;
use crate::report::Verdict;
use crate::request::Terms;
use crate::sorted::Map;
use crate::transparency::Seen;

/// A browser's verifier.
#[derive(Debug)]
pub(crate) struct Browser {
    /// With its version, as a report shows it.
    pub(crate) version: &'static str,
    /// Asks its rules about one path.
    pub(crate) check: fn(&Path<'_>, &mut Records),
    /// Weighs all paths and names the one code.
    pub(crate) decide: fn(&Asked<'_>) -> Decision,
    /// Checks of a certificate's own form that it reads in a way of its own, in `check`.
    pub(crate) own: &'static [Check],
    /// For how many seconds an OCSP response counts that does not say when its successor is due.
    pub(crate) ocsp_without_next_update: i64,
    /// Of a built-in anchor only name and key count, not what its own certificate says.
    pub(crate) exempts_built_in: bool,
    /// It downloads an issuer that it lacks from where the certificate says that it is (RFC 5280 §4.2.2.1, id-ad-caIssuers) over
    /// `http:`. Nothing is downloaded here: what it would find, a request brings as `fetched`.
    pub(crate) downloads_issuers: bool,
}

/// What a browser decides about.
pub(crate) struct Asked<'a> {
    pub(crate) pool: &'a Pool,
    pub(crate) terms: &'a Terms,
    pub(crate) found: &'a Found,
    /// In the order in which the browser would meet them.
    pub(crate) paths: &'a [Judged],
}

/// What a browser shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    /// The path that explains it, by its place in [`Asked::paths`].
    pub(crate) path: usize,
    pub(crate) verdict: Verdict,
    /// `None`: the page loads.
    pub(crate) code: Option<&'static str>,
    /// Whether it offers to go on all the same; `None` when trusted.
    pub(crate) is_overridable: Option<bool>,
    /// The finding behind the code.
    pub(crate) cause: Option<(Check, Option<usize>)>,
}

/// How the trust anchor of a path stands with the browser; `None`: the path has none.
///
/// Both browsers call an anchor their own where its bytes are in their programme, whoever else added it.
pub(crate) fn standing(pool: &Pool, terms: &Terms, anchor: Option<usize>) -> Option<Standing> {
    let entry = pool.get(anchor?)?;
    match entry.anchor? {
        _ if entry.terms.is_some() => Some(Standing::BuiltIn),
        Source::Store(_) => Some(Standing::BuiltIn),
        _ => Some(terms.anchors_as),
    }
}

/// The SCTs of a leaf by the certificate above it, with what is known of each.
pub(crate) type SeenBy = Map<Option<usize>, Vec<Seen>>;

/// Whether of this anchor only name and key count.
pub(crate) fn exempts_anchor(pool: &Pool, terms: &Terms, anchor: Option<usize>) -> bool {
    let exempts_built_in = terms
        .profile
        .browser
        .is_some_and(|browser| browser.exempts_built_in);
    let stored = anchor.and_then(|index| pool.get(index)?.terms.as_deref());
    let is_enforced = stored.is_some_and(|terms| terms.enforce_constraints);
    exempts_built_in && !is_enforced && standing(pool, terms, anchor) == Some(Standing::BuiltIn)
}
