//! `chrome`: Google Chrome 156 on a desktop. What it asks and how it decides is in `browser::chrome`; here is what of it counts.
//!
//! What the standards ask and Chrome does not is a warning, so that it is told and does not decide.

use super::{Browser, BrowserName, Profile, Severity, is_of_form, rfc5280};
use crate::finding::Check;
use crate::name::NameComparison;
use crate::path::{IssuerOrder, Role, Rules, limit};
use crate::trust::StoreName;

/// See the module.
pub(super) static CHROME: Profile = Profile {
    id: "chrome",
    version: "Google Chrome 156, desktop",
    severity,
    default_store: Some(StoreName::Chrome),
    uses_public_suffixes: true,
    may_stay_unchecked,
    search: SEARCH,
    browser: Some(Browser {
        name: BrowserName::Chrome,
        version: "Google Chrome 156",
        exempts_built_in: true,
        // cert_net_fetcher_url_loader.cc `CanFetchUrl`: "http:" alone, for local roots too. The installed Chromium 156 was seen
        // to fetch the address of a certificate whose issuer was not sent.
        downloads_issuers: true,
        counts_scts_before_fault: false,
    }),
};

/// b:`pki/path_builder.cc`, with the limits that cvpb sets: twenty next issuers in all, and no limit of depth.
const SEARCH: Rules = Rules {
    names: NameComparison::Chromium,
    through_invalid_signatures: true,
    depth: limit::DEPTH,
    reads_null_parameters: false,
    asks_self_signed: false,
    iterations: Some(20),
    order: IssuerOrder::Chromium,
    verifies_trusted_leaf: true,
};

fn severity(check: Check, role: Role) -> Severity {
    use Check::*;
    use Severity::*;
    match (check, role) {
        (ChromeCannotRead | SctListRefused | TlsKeyNotOffered, _) => Error,
        // b:pki/verify_certificate_chain.cc: dates of every certificate, the anchor's where its constraints are enforced.
        (CertificateExpired | CertificateNotYetValid | AnchorOutOfDate, _) => Error,
        // "absence allowed" on an enforced anchor.
        (BasicConstraintsMissing, Role::Anchor | Role::Leaf) => Off,
        (
            BasicConstraintsMissing
            | IssuerNotCa
            | PathLengthExceeded
            | KeyUsageLacksCertSign
            | ExtendedKeyUsageUnsuitable
            | CriticalExtensionUnknown,
            _,
        ) => Error,
        // BoringSSL's ssl/: asked by TLS before the verifier.
        (KeyUsageUnsuitable, _) => Error,
        (
            SignatureAlgorithmMismatch | SignatureAlgorithmWeak | SignatureAlgorithmUnsupported,
            _,
        ) => Error,
        (PublicKeyMalformed | PublicKeyUnsupported | PublicKeyTooSmall, _) => Error,
        (WildcardOnPublicSuffix, _) => Error,
        // Below its own roots only; `browser::chrome` asks them there.
        (
            CertificateTransparencyInsufficient
            | RootConstraintViolated
            | ValidityTooLong
            | LocalNameOnPublicRoot,
            _,
        ) => Error,
        (TransparencyNotJudged, _) => Warning,
        (SctUnusable, _) => Info,
        // b:`CertPathBuilder::Run` ends with such a path; beside another, the limit is worth telling of.
        (SearchLimitReached, Role::None) => Warning,
        (SearchLimitReached, _) => Error,
        // kTargetCertShouldNotBeCa is a warning.
        (LeafIsCa, _) => Warning,
        // In a path its own parser decides what can be read; what the standards say beyond that is told. (Where ours reads nothing,
        // nothing can be asked, and what was not asked rejects.)
        (CertificateTooLarge, _) => Error,
        (CertificateStructureInvalid | DerTruncated | DerTooDeep, Role::None) => Error,
        (form, _) if is_of_form(form) => Warning,
        (IssuerNameEmpty, _) => Warning,
        (SignatureMalformed, _) => Error,
        _ => rfc5280::severity(check, role),
    }
}

/// What needs evidence that Chrome has and nobody else (its CRLSet), or a list of logs that is not at hand, or not of that time.
fn may_stay_unchecked(check: Check) -> bool {
    matches!(
        check,
        Check::CertificateRevoked
            | Check::CertificateTransparencyInsufficient
            | Check::RootConstraintViolated
    )
}
