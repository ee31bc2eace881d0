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
/// use certlens::{Data, Part, Time, ValidationRequest, Validator, Verdict};
///
/// # let root = mint::root("Example Root CA");
/// # let (a, b) = (root.leaf(&["a.example"]).issue().pem(), root.leaf(&["b.example"]).issue().pem());
/// # let root_pem = root.pem();
/// let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
/// let mut validator = Validator::default();
/// for (pem, host) in [(&a, "a.example"), (&b, "b.example"), (&a, "a.example")] {
///     let mut request = ValidationRequest::new(pem, host, time);
///     request.profile = Some("rfc5280".to_owned());
///     request.trust.anchors = vec![Part::Text(root_pem.clone())];
///     let report = validator.validate(&request, &Data::default())?;
///     assert_eq!(report.verdict, Verdict::Trusted);
/// }
/// # Ok::<(), certlens::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Validator {
    answered: Answered,
}

impl Validator {
    /// One that remembers at most `size` signatures.
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
}
