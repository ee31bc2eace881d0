//! What is in an input, where nothing is judged.

use super::intake::Intake;
use super::leaf;
use crate::asked_time::AskedTime;
use crate::input::Part;
use crate::pool::{Pool, Source};
use crate::profile::Standing;
use crate::report::{self, CertificateInfo, Inspection};
use crate::request::{Error, Policy, Revocation, Terms};
use crate::time::Time;

/// What is in an input, without judging it.
///
/// # Errors
/// `input-empty` and `input-too-large`.
///
/// ```
/// use certlens::{Part, inspect};
///
/// # let pem = mint::root("Example Root CA").pem();
/// let inspection = inspect(&[Part::from(pem)])?;
/// assert_eq!(inspection.certificates[0].label, "Example Root CA");
/// assert_eq!(inspection.items.len(), 1);
/// # Ok::<(), certlens::Error>(())
/// ```
pub fn inspect(parts: &[Part]) -> Result<Inspection, Error> {
    let mut intake = Intake::default();
    let given = intake.take(parts, Source::Certificates)?;
    if !intake.has_text {
        return Err(intake.no_certificate());
    }
    let mut pool = Pool::default();
    pool.add(given, Source::Certificates);
    Ok(Inspection {
        certificates: described_alone(&pool),
        items: intake.items,
        page: crate::input::error_page::find(parts),
    })
}

/// The end-entity certificate of an input, found as [`super::Run::new`] finds it, without judging it.
///
/// # Errors
/// As [`super::Run::new`] for an input without certificates.
pub(crate) fn inspect_leaf(parts: &[Part]) -> Result<CertificateInfo, Error> {
    let mut intake = Intake::default();
    let given = intake.take(parts, Source::Certificates)?;
    let count = given.len();
    let mut pool = Pool::default();
    pool.add(given, Source::Certificates);
    let leaf = leaf::choose(&pool, count);
    described_alone(&pool)
        .into_iter()
        .nth(leaf)
        .ok_or_else(|| intake.no_certificate())
}

fn described_alone(pool: &Pool) -> Vec<CertificateInfo> {
    let terms = Terms {
        host: None,
        time: AskedTime::new(Time::from_unix(0)), // no rule that is asked here looks at it
        purpose: crate::request::Purpose::Any,
        profile: crate::profile::DEFAULT,
        max_intermediates: None,
        policy: Policy::default(),
        store: None,
        public_suffixes: None,
        revocation: Revocation::Off,
        tls: crate::request::Tls::default(),
        is_stapled: false,
        anchors_as: Standing::default(),
        scts: Vec::new(),
        browser_data: crate::request::BrowserData::default(),
    };
    report::certificates_alone(pool, &terms)
}
