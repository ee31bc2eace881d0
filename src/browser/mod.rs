//! The browsers' own verifiers: how each reads certificates and judges paths where it departs from the standard, in its own
//! order, and how it gets from many faults to the one code that it shows. A folder a browser; each rule cites the browser's
//! source. They record with the vocabulary that all checks share, and use the shared checks where a browser reads a rule as
//! those do.

mod chrome;
mod firefox;
mod hsts;

use crate::checks::Own;
use crate::judgement::{Decision, Judged};
use crate::name::Host;
use crate::path::{Found, TakesPart};
use crate::pool::{Pool, Source};
use crate::profile::{BrowserName, Profile, Standing};
use crate::request::Terms;
use crate::revocation::Hear;
use crate::sorted::Map;
use crate::transparency::Seen;

/// A browser's verifier. What else must know of a browser is in its profile.
#[derive(Debug)]
pub(crate) struct Verifier {
    /// Which certificates take part in its search for paths; `None`: all.
    pub(crate) takes_part: Option<TakesPart>,
    /// How it reads the OCSP response that is stapled to a leaf; `None`: as the standard has it.
    pub(crate) hear: Option<Hear>,
    /// Its rules about one path.
    pub(crate) own: Own,
    /// Weighs all paths and names the one code; HSTS is asked for all browsers alike, in [`Verifier::decide`].
    decide: fn(&Question<'_>) -> Decision,
}

/// The verifier of the browser that a profile stands for.
pub(crate) fn verifier(profile: &Profile) -> Option<&'static Verifier> {
    let browser = profile.browser?;
    Some(match browser.name {
        BrowserName::Chrome => &chrome::CHROME,
        BrowserName::Firefox => &firefox::FIREFOX,
    })
}

impl Verifier {
    /// Weighs all paths, names the one code, and tells whether one may go on.
    pub(crate) fn decide(&self, asked: &Question<'_>) -> Decision {
        let mut decision = (self.decide)(asked);
        if let Some(browser) = asked.terms.profile.browser
            && let Some(Host::Dns(name)) = &asked.terms.host
            && hsts::is_under(name, browser.name)
        {
            decision.is_overridable = decision.is_overridable.map(|_| false);
        }
        decision
    }
}

/// What a browser decides about.
pub(crate) struct Question<'a> {
    pub(crate) pool: &'a Pool,
    pub(crate) terms: &'a Terms,
    pub(crate) found: &'a Found,
    /// In the order in which the browser would meet them.
    pub(crate) paths: &'a [Judged],
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
