//! What each judge makes of the facts: plain data and short functions over checks. Knows the names of checks; never looks at
//! a certificate.

mod chrome;
mod firefox;
mod rfc5280;
mod rfc5280_strict;
mod webpki;

use crate::finding::Check;
use crate::path::{self, Role};
use crate::trust::StoreName;

/// How much a broken rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The path is rejected.
    Error,
    /// Told, does not decide.
    Warning,
    /// Worth knowing.
    Info,
    /// This judge does not ask.
    Off,
}

/// How a trust anchor stands with a browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It belongs to the browser's own root programme.
    BuiltIn,
    /// The user or an administrator added it.
    #[default]
    Local,
}

/// A judge.
#[derive(Debug)]
pub struct Profile {
    /// As requests name it.
    pub id: &'static str,
    /// The edition of the rules that it stands for.
    pub version: &'static str,
    /// How much a broken rule weighs, by the role of the certificate that broke it.
    pub severity: fn(Check, Role) -> Severity,
    /// The built-in store that it trusts where the request names none.
    pub default_store: Option<StoreName>,
    /// Whether it asks about public suffixes: the list must be loaded then.
    pub uses_public_suffixes: bool,
    /// What may stay unchecked without the path being rejected: it is listed in the report's `notJudged`.
    pub may_stay_unchecked: fn(Check) -> bool,
    /// How it looks for paths.
    pub search: path::Rules,
    /// The browser that it stands for.
    pub(crate) browser: Option<Browser>,
}

/// What must be known of a browser beside its own verifier, which is in [`crate::browser`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Browser {
    /// Which.
    pub(crate) name: BrowserName,
    /// With its version, as a report shows it.
    pub(crate) version: &'static str,
    /// Of a built-in anchor only name and key count, not what its own certificate says.
    pub(crate) exempts_built_in: bool,
    /// It downloads an issuer that it lacks from where the certificate says that it is (RFC 5280 §4.2.2.1, id-ad-caIssuers) over
    /// `http:`. Nothing is downloaded here: what it would find, a request brings as `fetched`.
    pub(crate) downloads_issuers: bool,
    /// Of a list of SCTs with a fault, those that stand before it count.
    pub(crate) counts_scts_before_fault: bool,
}

/// The browsers that there are verifiers of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BrowserName {
    /// Google Chrome.
    Chrome,
    /// Mozilla Firefox.
    Firefox,
}

/// All profiles of this version.
pub static ALL: &[&Profile] = &[
    &chrome::CHROME,
    &firefox::FIREFOX,
    &webpki::WEBPKI,
    &rfc5280::RFC5280,
    &rfc5280_strict::RFC5280_STRICT,
];

/// What the standards say of a certificate's bytes and fields, of which each browser has a reader of its own that decides.
fn is_of_form(check: Check) -> bool {
    use Check::*;
    matches!(
        check,
        CertificateStructureInvalid
            | DerTruncated
            | DerTooDeep
            | DerLengthInvalid
            | DerTagInvalid
            | DerValueInvalid
            | DerTrailingData
            | DerSetUnordered
            | DerDefaultEncoded
            | VersionInvalid
            | SerialNumberInvalid
            | ExtensionDuplicate
            | ExtensionMalformed
            | ValidityTimeInvalid
            | ValidityInverted
    )
}

/// What is used where the request names none.
pub static DEFAULT: &Profile = &chrome::CHROME;

/// The profile with this id.
pub fn by_id(id: &str) -> Option<&'static Profile> {
    ALL.iter().copied().find(|profile| profile.id == id)
}
