//! Would a browser trust this certificate, and exactly why or why not?
//!
//! certlens reads certificates from whatever text or bytes they come in, finds every path from the end-entity certificate to
//! a trust anchor, asks every rule about each path, and explains what it found. It has no clock, does no I/O and holds no
//! state that changes an answer (the crate [`signature`] keeps a few RSA keys ready, all of them public): time, trust anchors and
//! data are arguments.
//!
//! ```
//! use certlens::{Data, Time, ValidationRequest, Verdict, validate};
//!
//! # let root = mint::root("Example Root CA");
//! # let leaf = root.leaf(&["example.com"]).issue();
//! # let (chain_pem, root_pem) = (leaf.pem(), root.pem());
//! let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
//! let mut request = ValidationRequest::new(chain_pem, "example.com", time);
//! request.profile = Some("rfc5280".to_owned());
//! request.trust.anchors = vec![certlens::Part::Text(root_pem)];
//!
//! let report = validate(&request, &Data::default())?;
//! assert_eq!(report.verdict, Verdict::Trusted);
//!
//! request.hostname = certlens::Hostname::Name("example.org".to_owned());
//! let report = validate(&request, &Data::default())?;
//! assert_eq!(report.code, Some("hostname-mismatch"));
//! # Ok::<(), certlens::Error>(())
//! ```
//!
//! The modules, in the order in which data flows through them: [`request`], [`data`], [`input`], [`der`], [`certificate`],
//! [`trust`], [`pool`], [`path`], [`signature`], [`profile`], [`transparency`], [`revocation`], `checks`, `browser`, `judgement`,
//! [`report`], [`engine`] ([`Run`] judges in steps, for a caller who verifies signatures elsewhere); what is made of reports:
//! [`compare()`], [`timeline()`], [`bundle()`], [`diff()`]; what is shown beside them: [`asn1_view`], [`certificate_request`]; the
//! words that they share: [`finding`], [`name`], [`oid`], [`time`], [`asked_time`], [`public_suffix`], [`text`].

pub use certlens_signature as signature;
pub use certlens_text as text;

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
pub mod der;
mod diff;
pub mod engine;
pub mod finding;
pub mod input;
mod json;
mod judgement;
pub mod name;
pub mod oid;
pub mod path;
pub mod pool;
pub mod profile;
pub mod public_suffix;
pub mod report;
pub mod request;
pub mod revocation;
mod sorted;
pub mod time;
mod timeline;
pub mod transparency;
pub mod trust;
mod validator;
#[cfg(target_arch = "wasm32")]
mod wasm;
#[cfg(target_arch = "wasm32")]
mod wasm_views;

pub use asked_time::Span;
pub use bundle::{Bundle, bundle};
pub use compare::{Comparison, Parting, compare, compare_by};
pub use data::Data;
pub use diff::{Difference, diff};
pub use engine::{Run, Step, inspect};
pub use finding::Check;
pub use input::Part;
pub use judgement::{Outcome, Verdict};
pub use profile::Standing;
pub use report::{CheckDescription, Finding, Inspection, Report};
pub use request::{
    Error, ErrorCode, Hostname, Purpose, RequestPolicy, Revocation, StoreChoice, Tls, Trust,
    ValidationRequest,
};
pub use time::Time;
pub use timeline::{Moment, TimeRange, timeline};
pub use trust::StoreName;
pub use validator::Validator;

/// Judges a certificate.
///
/// # Errors
/// Misuse only ([`ErrorCode`]); a bad certificate, even an unreadable one, is a rejected report.
pub fn validate(request: &ValidationRequest, data: &Data) -> Result<Report, Error> {
    Ok(Run::new(request, data)?.finish())
}

/// The report as canonical JSON: the same UTF-8 wherever the same engine, data and time are used.
///
/// # Errors
/// As [`validate`].
pub fn validate_json(request: &ValidationRequest, data: &Data) -> Result<String, Error> {
    validate(request, data).map(|report| text::to_json(&report))
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
