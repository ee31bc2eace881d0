//! Would a browser trust this certificate, and exactly why or why not?
//!
//! certlens reads certificates from whatever text or bytes they come in, finds every path from the end-entity certificate to
//! a trust anchor, asks every rule about each path, and explains what it found. It has no clock, does no I/O and holds no
//! state that changes an answer (the crate [`signature`] keeps a few RSA keys ready, all of them public): time, trust anchors and
//! data are arguments.
//!
//! ```
//! use certlens::{Data, ValidationRequest, Verdict, validate};
//!
//! # let root = mint::root("Example Root CA");
//! # let leaf = root.leaf(&["example.com"]).issue();
//! # let (chain_pem, root_pem) = (leaf.pem(), root.pem());
//! let time = "2026-06-01T12:00:00Z".parse()?; // or SystemTime::now().into()
//! let mut request = ValidationRequest::new(chain_pem, "example.com", time)
//!     .with_profile("rfc5280")
//!     .with_anchor(root_pem);
//!
//! let report = validate(&request, &Data::default())?;
//! assert_eq!(report.verdict, Verdict::Trusted);
//! let days = report.valid_until.map(|end| end.days_since(time));
//! println!("{} Days left: {days:?}.", report.summary);
//!
//! request.hostname = "example.org".into();
//! let report = validate(&request, &Data::default())?;
//! assert_eq!(report.code, Some("hostname-mismatch"));
//! for finding in &report.findings {
//!     println!("{} {}: {}", finding.outcome, finding.id, finding.explanation);
//! }
//! # Ok::<(), certlens::Error>(())
//! ```
//!
//! What the profiles need of data files, which the crate `certlens-data` has compiled in and [`Data::load`] takes:
//!
//! | profile | needs | judges more with |
//! |---|---|---|
//! | `chrome` (the default) | `chrome.roots`, `public-suffixes.psl` | `ct-logs.data` |
//! | `firefox` | `mozilla.roots` | `ct-logs.data`, `onecrl.data`, `firefox-intermediates.data` |
//! | `webpki` | `mozilla.roots`, `public-suffixes.psl` | |
//! | `rfc5280`, `rfc5280-strict` | nothing: a request brings its anchors | |
//!
//! The crate needs Rust 1.88 and `std`, and compiles for WASI too. Its feature `icu`, on by default, brings ICU4X's tables to normalise
//! names by: without it a name that needs them is the same as no other. The feature `js` is the npm package's: it exports what
//! JavaScript calls from `wasm32-unknown-unknown`, and there takes the host's Unicode instead. What callers hold ([`Data`],
//! [`ValidationRequest`], [`Report`], [`Run`], [`Validator`]) is `Send`, `Sync` and `'static`.
//!
//! Beside [`validate`] there are [`Run`], which judges in steps, for a caller who verifies signatures elsewhere; what is made of
//! reports: [`compare()`], [`timeline()`], [`bundle()`], [`diff()`]; what is shown beside them: [`inspect()`], [`asn1_view`],
//! [`certificate_request`]. Modules that this page does not list are public for the project's own tests: they may change in any version.

pub use certlens_signature as signature;
pub use certlens_text as text;

#[doc(hidden)]
pub mod asked_time;
pub mod asn1_view;
mod browser;
mod bundle;
pub mod certificate;
pub mod certificate_request;
mod checks;
mod compare;
pub mod data;
mod data_file;
#[doc(hidden)]
pub mod der;
mod diff;
pub mod engine;
pub mod finding;
pub mod input;
mod json;
mod judgement;
#[doc(hidden)]
pub mod name;
pub mod oid;
#[doc(hidden)]
pub mod path;
#[doc(hidden)]
pub mod pool;
#[doc(hidden)]
pub mod profile;
#[doc(hidden)]
pub mod public_suffix;
pub mod report;
pub mod request;
#[doc(hidden)]
pub mod revocation;
mod sorted;
pub mod time;
mod timeline;
#[doc(hidden)]
pub mod transparency;
#[doc(hidden)]
pub mod trust;
mod validator;
#[cfg(all(feature = "js", target_arch = "wasm32"))]
mod wasm;
#[cfg(all(feature = "js", target_arch = "wasm32"))]
mod wasm_views;

#[doc(inline)]
pub use asked_time::Span;
#[doc(inline)]
pub use bundle::{Bundle, bundle};
#[doc(inline)]
pub use compare::{Comparison, Parting, compare, compare_by};
#[doc(inline)]
pub use data::{Data, DataError, DataName};
#[doc(inline)]
pub use diff::{Difference, diff};
#[doc(inline)]
pub use engine::{Run, Step, inspect};
#[doc(inline)]
pub use finding::{Check, Fault};
#[doc(inline)]
pub use input::Part;
#[doc(inline)]
pub use judgement::{Outcome, Verdict};
#[doc(inline)]
pub use profile::Standing;
#[doc(inline)]
pub use report::{
    CertificateContents, CertificateInfo, CheckDescription, CheckOutcome, Codes, Finding, Fix,
    Inspection, PathReport, Reference, Report,
};
#[doc(inline)]
pub use request::{
    Error, ErrorCode, Hostname, Purpose, RequestPolicy, Revocation, StoreChoice, Tls, Trust,
    ValidationRequest,
};
#[doc(inline)]
pub use signature::{Answer, Answered, Task, TaskId};
#[doc(inline)]
pub use time::Time;
#[doc(inline)]
pub use timeline::{Moment, TimeRange, timeline};
#[doc(inline)]
pub use trust::StoreName;
#[doc(inline)]
pub use validator::Validator;

/// Judges a certificate.
///
/// # Errors
/// Misuse only ([`ErrorCode`]); a bad certificate, even an unreadable one, is a rejected report.
///
/// ```
/// use certlens::{Data, ErrorCode, ValidationRequest, validate};
///
/// let mut data = Data::default();
/// for file in certlens_data::CHROME {
///     data.load(file)?;
/// }
/// let chain = std::fs::read("mint/real/cloudflare.com.pem")?;
/// let time = "2030-03-13T00:00:00Z".parse()?;
/// let report = validate(&ValidationRequest::new(chain, "cloudflare.com", time), &data)?;
/// assert_eq!(report.code, Some("NET::ERR_CERT_DATE_INVALID"));
///
/// let error = validate(&ValidationRequest::new("", "cloudflare.com", time), &data).unwrap_err();
/// assert_eq!(error.code, ErrorCode::InputEmpty);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn validate(request: &ValidationRequest, data: &Data) -> Result<Report, Error> {
    Ok(Run::new(request, data)?.finish())
}

/// The report as canonical JSON: the same UTF-8 wherever the same engine, data and time are used.
///
/// # Errors
/// As [`validate`].
///
/// ```
/// use certlens::{Data, ValidationRequest, validate_json};
///
/// # let chain_pem = mint::root("Example Root CA").leaf(&["example.com"]).issue().pem();
/// let time = "2026-06-01T12:00:00Z".parse()?;
/// let request = ValidationRequest::new(chain_pem, "example.com", time).with_profile("rfc5280");
/// let json = validate_json(&request, &Data::default())?;
/// assert!(json.starts_with(r#"{"verdict":"rejected","code":"issuer-not-found","#));
/// # Ok::<(), certlens::Error>(())
/// ```
pub fn validate_json(request: &ValidationRequest, data: &Data) -> Result<String, Error> {
    validate(request, data).map(|report| report.to_json())
}

/// Describes a check by its id.
///
/// # Errors
/// `check-unknown`.
///
/// ```
/// assert_eq!(certlens::describe("certificate-expired")?.id, "certificate-expired");
/// assert!(certlens::describe("no-such-check").is_err());
/// # Ok::<(), certlens::Error>(())
/// ```
pub fn describe(id: &str) -> Result<CheckDescription, Error> {
    let check = Check::from_id(id).ok_or_else(|| {
        let message = format!(
            "There is no check with the id \"{}\".",
            text::visible_short(id, 80)
        );
        Error::new(ErrorCode::CheckUnknown, message)
    })?;
    Ok(report::describe(check))
}

/// The README's examples run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_callers_hold_may_go_to_other_threads() {
        fn may_go<T: Send + Sync + 'static>() {}
        may_go::<(Data, DataError, ValidationRequest, Error)>();
        may_go::<(Report, Run, Step, Validator, Inspection)>();
        may_go::<(Bundle, Comparison, Moment, Difference)>();
    }
}
