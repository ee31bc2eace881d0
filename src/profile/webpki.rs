//! `webpki`: RFC 5280 with its section 4, and the CA/Browser Forum's Baseline Requirements, of a public CA's certificates.
//!
//! What real, good certificates break is a warning. The anchor's own certificate is its root programme's choice and often
//! older than the rules: of it only its key, its purposes and its key identifiers are asked strictly.

use super::{Profile, Severity, rfc5280};
use crate::finding::Check;
use crate::path::{self, Role};
use crate::trust::StoreName;

/// See the module.
pub(super) static WEBPKI: Profile = Profile {
    id: "webpki",
    version: "CA/Browser Forum Baseline Requirements 2, with RFC 5280",
    severity,
    default_store: Some(StoreName::Mozilla),
    uses_public_suffixes: true,
    may_stay_unchecked: rfc5280::may_stay_unchecked,
    search: path::STANDARD,
    browser: None,
};

fn severity(check: Check, role: Role) -> Severity {
    use Check::*;
    use Severity::*;
    match (check, role) {
        // The Baseline Requirements.
        (
            VersionNotThree
            | SerialNumberGuessable
            | PublicKeyNotPermitted
            | SignatureAlgorithmNotPermitted
            | ValidityTooLong
            | ExtendedKeyUsageMissing
            | ExtendedKeyUsageAny
            | ExtendedKeyUsageNotPermitted
            | KeyUsageNotPermitted
            | ExtendedKeyUsageCritical
            | RootExtendedKeyUsage
            | AuthorityKeyIdentifierNotPlain
            | ServerNamesMissing
            | ServerNameFormNotPermitted
            | CommonNameNotListed
            | WildcardOnPublicSuffix,
            _,
        ) => Error,
        // §7.1.2.7.8: of cA in a subscriber's certificate "MUST be FALSE".
        (LeafIsCa, _) => Error,
        // §6.1.5, §7.1.3.1: a key of no kind known here is of none that is permitted.
        (PublicKeyUnsupported, _) => Error,
        (
            ServerNameInternal
            | ServerExtensionMissing
            | IntermediateExtendedKeyUsageMissing
            | CommonNameUnmatched,
            _,
        ) => Warning,
        // Public intermediates may be older than the programs that keep CAs from such faults; no path depends on them.
        (ExtensionValueNotAllowed, Role::Intermediate) => Warning,
        // RFC 5280 §4, which BR §7.1 makes binding. BR §7.1.2.10.8 lets nameConstraints be not critical.
        (NameConstraintsNotCritical, _) => Info,
        (
            DerDefaultEncoded
            | DerSetUnordered
            | SerialNumberInvalid
            | IssuerNameEmpty
            | ValidityTimeForm
            | UniqueIdentifierPresent
            | CaSubjectEmpty
            | SubjectEmptyWithoutCriticalNames
            | ExtensionValueNotAllowed
            | ExtensionCritical
            | ExtensionNotCritical
            | SubjectAlternativeNameCritical
            | AuthorityKeyIdentifierMissing
            | SubjectKeyIdentifierMissing
            | CaKeyUsageMissing
            | CertSignWithoutCa
            | AlternativeNameMalformed
            | PathLengthMeaningless
            | NameConstraintsOutsideCa,
            Role::Leaf | Role::Intermediate | Role::None,
        ) => Error,
        _ => rfc5280::severity(check, role),
    }
}
