//! `rfc5280-strict`: what `rfc5280` asks, and each certificate of the path, the anchor's own included, must conform to RFC 5280
//! §4. What the RFC only advises (SHOULD) stays a warning.
//!
//! Of the anchor's certificate the serial number and the signature are left out: they say something to its issuer only, and
//! there is none. Its validity period counts.

use super::{Profile, Severity, rfc5280};
use crate::finding::Check;
use crate::path::{self, Role};

/// See the module.
pub(super) static RFC5280_STRICT: Profile = Profile {
    id: "rfc5280-strict",
    version: "RFC 5280 with RFC 6818, RFC 9525, RFC 9549, RFC 9598, RFC 9618; section 4 binding",
    severity,
    default_store: None,
    uses_public_suffixes: false,
    may_stay_unchecked: rfc5280::may_stay_unchecked,
    search: path::STANDARD,
    browser: None,
};

fn severity(check: Check, role: Role) -> Severity {
    use Check::*;
    use Severity::*;
    match (check, role) {
        (
            SerialNumberInvalid
            | SignatureAlgorithmWeak
            | SignatureAlgorithmUnsupported
            | SignatureMalformed,
            Role::Anchor,
        ) => Off,
        // X.690 and §4.1.
        (
            DerLengthInvalid
            | DerTagInvalid
            | DerValueInvalid
            | DerTrailingData
            | DerDefaultEncoded
            | DerSetUnordered
            | VersionInvalid
            | SerialNumberInvalid
            | SignatureAlgorithmMismatch
            | IssuerNameEmpty
            | ValidityTimeInvalid
            | ValidityTimeForm
            | ValidityInverted
            | UniqueIdentifierPresent
            | CaSubjectEmpty
            | SubjectEmptyWithoutCriticalNames,
            _,
        ) => Error,
        // §4.2.
        (
            ExtensionDuplicate
            | ExtensionMalformed
            | ExtensionValueNotAllowed
            | CriticalExtensionUnknown
            | ExtensionCritical
            | ExtensionNotCritical
            | NameConstraintsNotCritical
            | AuthorityKeyIdentifierMissing
            | SubjectKeyIdentifierMissing
            | CertSignWithoutCa
            | NameAttributeMalformed
            | AlternativeNameMalformed
            | PathLengthMeaningless
            | NameConstraintsOutsideCa,
            _,
        ) => Error,
        // §4.2.1.9 and §4.2.1.3, of an issuer's certificate; §6.1.4 asks the same of intermediates.
        (BasicConstraintsMissing | IssuerNotCa | KeyUsageLacksCertSign, _) => Error,
        // §4.2.1.3 says MUST, §6.1.4 (n) and §6.3.3 (f) provide for its absence ("if a key usage extension is present"). A
        // rule that the same document goes on without is a warning here; the reading is ours.
        (CaKeyUsageMissing, _) => Warning,
        (AnchorOutOfDate, _) => Error,
        _ => rfc5280::severity(check, role),
    }
}
