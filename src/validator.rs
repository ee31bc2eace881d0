//! Validation of many requests: what was verified for one is remembered for the next.

use crate::data::Data;
use crate::engine::Run;
use crate::report::Report;
use crate::request::{Error, ValidationRequest};
use crate::signature::Answered;

/// Judges many requests and verifies no signature twice, as far as it remembers (see [`Answered`]). Reports are the same as
/// [`crate::validate`]'s.
///
/// It does not remember reports: only the caller knows whether request and data are the same as before. Where they are, the
/// last report is the answer for every time of its span, [`Report::holds`], with its field `time` set.
///
/// ```
/// use certlens::{Data, Time, ValidationRequest, Validator, Verdict};
///
/// # let root = mint::root("Example Root CA");
/// # let (a, b) = (root.leaf(&["a.example"]).issue().pem(), root.leaf(&["b.example"]).issue().pem());
/// # let root_pem = root.pem();
/// let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
/// let mut validator = Validator::new();
/// for (pem, host) in [(&a, "a.example"), (&b, "b.example"), (&a, "a.example")] {
///     let mut request = ValidationRequest::new(pem, host, time)
///         .with_profile("rfc5280")
///         .with_anchor(&root_pem);
///     let report = validator.validate(&request, &Data::default())?;
///     assert_eq!(report.verdict, Verdict::Trusted);
///     assert_eq!(validator.validate_json(&request, &Data::default())?, report.to_json());
///
///     // And in twenty days?
///     request.time = Time::from_unix(time.unix() + 20 * 86_400);
///     let then = validator.validate(&request, &Data::default())?;
///     assert_eq!(then.verdict, Verdict::Trusted);
///     assert_eq!(report.valid_until, then.valid_until);
/// }
/// # Ok::<(), certlens::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Validator {
    answered: Answered,
}

impl Validator {
    /// One that remembers as many signatures as [`Answered`] does by default.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One that remembers at most `size` signatures.
    #[must_use]
    pub fn with_cache_size(size: usize) -> Self {
        Self {
            answered: Answered::with_size(size),
        }
    }

    /// Judges.
    ///
    /// # Errors
    /// As [`crate::validate`].
    pub fn validate(&mut self, request: &ValidationRequest, data: &Data) -> Result<Report, Error> {
        Ok(Run::new(request, data)?.finish_with(&mut self.answered))
    }

    /// The report as canonical JSON, [`Report::to_json`].
    ///
    /// # Errors
    /// As [`crate::validate`].
    pub fn validate_json(
        &mut self,
        request: &ValidationRequest,
        data: &Data,
    ) -> Result<String, Error> {
        self.validate(request, data).map(|report| report.to_json())
    }
}
