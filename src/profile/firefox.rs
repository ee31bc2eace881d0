//! `firefox`: Firefox 153 ESR on a desktop. What it asks and how it decides is in `browser::firefox`; here is what of it
//! counts.
//!
//! What the standards ask and Firefox does not is a warning, so that it is told and does not decide.

use super::{Browser, BrowserName, Profile, Severity, is_of_form, rfc5280};
use crate::finding::Check;
use crate::name::NameComparison;
use crate::path::{IssuerOrder, Role, Rules};
use crate::trust::StoreName;

/// See the module.
pub(super) static FIREFOX: Profile = Profile {
    id: "firefox",
    version: "Firefox 153 ESR, desktop",
    severity,
    default_store: Some(StoreName::Mozilla),
    uses_public_suffixes: false,
    may_stay_unchecked,
    search: SEARCH,
    browser: Some(Browser {
        name: BrowserName::Firefox,
        version: "Firefox 153 ESR",
        exempts_built_in: false,
        downloads_issuers: false,
        counts_scts_before_fault: true,
    }),
};

/// `FindIssuer`: all with the same bytes of a name; `PathBuildingStep` verifies signatures after the path is found.
const SEARCH: Rules = Rules {
    names: NameComparison::Exact,
    through_invalid_signatures: true,
    depth: MOST_CAS + 1,
    reads_null_parameters: true,
    asks_self_signed: true,
    iterations: None,
    order: IssuerOrder::Likeliest, // its own search, in build.rs, has an order of its own
    verifies_trusted_leaf: false,
};

/// Certificates between leaf and anchor, `MAX_SUBCA_COUNT`.
const MOST_CAS: usize = 6;

fn severity(check: Check, role: Role) -> Severity {
    use Check::*;
    use Severity::*;
    match (check, role) {
        // pkixcert.cpp `BackCert::Init`, and every other place where bytes are read.
        (FirefoxCannotRead | CriticalExtensionUnknown, _) => Error,
        // pkixcheck.cpp `CheckIssuerIndependentProperties`: asked of anchors too, but for the signature.
        (
            SignatureAlgorithmMismatch | SignatureAlgorithmWeak | SignatureAlgorithmUnsupported,
            _,
        ) => Error,
        (PublicKeyUnsupported | PublicKeyTooSmall | PublicKeyMalformed, _) => Error,
        (IssuerNameEmpty, _) => Error,
        (KeyUsageUnsuitable | KeyUsageLacksCertSign, _) => Error,
        (BasicConstraintsMissing | IssuerNotCa | PathLengthExceeded | LeafIsCa, _) => Error,
        (ExtendedKeyUsageUnsuitable, _) => Error,
        (CertificateExpired | CertificateNotYetValid, _) => Error,
        // pkixnames.cpp.
        (NameConstraintsTooMany | NameConstraintViolated | NameConstraintUnsupported, _) => Error,
        (SubjectAlternativeNameMissing | HostnameMismatch, _) => Error,
        // pkixcheck.cpp `CheckTLSFeatures`, `CheckTLSFeaturesAreSatisfied`.
        (TlsFeatureMissing, _) => Error,
        // pkixbuild.cpp.
        (
            SelfSignedNotTrusted | AnchorNameReused | RootNotTrusted | IssuerNotFound | PathLoop
            | PathTooLong | SignatureInvalid,
            _,
        ) => Error,
        (SearchLimitReached, _) => Warning,
        // The root programme; `browser::firefox` asks where it binds.
        (
            CertificateInOnecrl
            | RootDistrustedAfter
            | PublicRootKeyTooSmall
            | ImposedNameConstraintViolated
            | CertificateTransparencyInsufficient,
            _,
        ) => Error,
        (TransparencyNotJudged, _) => Warning,
        (SctUnusable | IntermediatePreloaded, _) => Info,
        // NSSCertDBTrustDomain.cpp `CheckRevocation`.
        (CertificateRevoked | OcspStapleRefused, _) => Error,
        (RevocationUnknown, _) => Off,
        (CertificateTooLarge, _) => Error,
        // Its own reading decides; what the standards say beyond it is told.
        (form, _) if is_of_form(form) => Warning,
        (SignatureMalformed | NameConstraintMalformed, _) => Warning,
        // Asked by nobody here.
        (AnchorOutOfDate | PolicyGraphTooLarge | PolicyMappingAnyPolicy, _) => Off,
        _ => rfc5280::severity(check, role),
    }
}

/// Evidence that Firefox has and nobody else (CRLite), lists that are not at hand, or not of that time, and what Firefox never
/// asks.
fn may_stay_unchecked(check: Check) -> bool {
    matches!(
        check,
        Check::CertificateRevoked
            | Check::CertificateTransparencyInsufficient
            | Check::CertificateInOnecrl
            | Check::PolicyRequiredNotFound
    )
}
