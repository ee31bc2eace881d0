//! `rfc5280`: path validation by RFC 5280 §6.1, and §4 where it decides what the path means.
//!
//! A trust anchor is a name and a key here (§6.1.1 (d)): faults of its own certificate are warnings at most, but what it says
//! about the paths below it (path length, name constraints, policies) binds, as RFC 5937 describes and OpenSSL does.
//! A fault of DER itself is an error wherever the signature covers it: what is not DER has no one meaning.

use super::{Profile, Severity};
use crate::finding::Check;
use crate::path::{self, Role};

/// See the module.
pub(super) static RFC5280: Profile = Profile {
    id: "rfc5280",
    version: "RFC 5280 with RFC 6818, RFC 9525, RFC 9549, RFC 9598, RFC 9618",
    severity,
    default_store: None,
    uses_public_suffixes: false,
    may_stay_unchecked,
    search: path::STANDARD,
    browser: None,
};

pub(super) fn severity(check: Check, role: Role) -> Severity {
    use Check::*;
    use Severity::*;
    match (check, role) {
        // What could not be read at all.
        (CertificateTooLarge | CertificateStructureInvalid | DerTruncated | DerTooDeep, _) => Error,
        // X.690: not DER.
        (DerLengthInvalid | DerTagInvalid | DerValueInvalid | DerTrailingData, Role::Anchor) => {
            Warning
        }
        (DerLengthInvalid | DerTagInvalid | DerValueInvalid | DerTrailingData, _) => Error,
        // §4 conformance that §6 does not ask for.
        (
            DerDefaultEncoded | DerSetUnordered | SerialNumberInvalid | IssuerNameEmpty,
            Role::Anchor,
        ) => Off,
        (DerDefaultEncoded | DerSetUnordered | SerialNumberInvalid, _) => Warning,
        // §6.1.3 (a)(4) compares it with the issuer's subject; §4.1.2.4 forbids it.
        (IssuerNameEmpty, _) => Warning,
        // §6 reads these: what they say must be certain.
        (
            VersionInvalid | ExtensionDuplicate | ExtensionMalformed | CriticalExtensionUnknown,
            Role::Anchor,
        ) => Warning,
        (
            VersionInvalid | ExtensionDuplicate | ExtensionMalformed | CriticalExtensionUnknown,
            _,
        ) => Error,
        (ValidityTimeInvalid | ValidityInverted, Role::Anchor) => Warning,
        (ValidityTimeInvalid | ValidityInverted, _) => Error,
        // §4.1.1.2: "This field MUST contain the same algorithm identifier"; an anchor's signature is never looked at.
        (
            SignatureAlgorithmMismatch | SignatureAlgorithmWeak | SignatureAlgorithmUnsupported,
            Role::Anchor,
        ) => Off,
        (
            SignatureAlgorithmMismatch | SignatureAlgorithmWeak | SignatureAlgorithmUnsupported,
            _,
        ) => Error,
        // §6 does not use the leaf's own key, so that one of a kind unknown here is only told.
        (PublicKeyUnsupported, Role::Leaf) => Warning,
        (PublicKeyMalformed | PublicKeyUnsupported | PublicKeyTooSmall, _) => Error,
        (PublicKeyShort, _) => Warning,
        // §6.1: the path itself.
        (
            SelfSignedNotTrusted | AnchorNameReused | RootNotTrusted | IssuerNotFound | PathLoop
            | PathTooLong,
            _,
        ) => Error,
        (SignatureInvalid, _) => Error,
        (SearchLimitReached, _) => Warning,
        // §6.1.4 is asked of intermediates; an anchor is given as fit to issue.
        (BasicConstraintsMissing | IssuerNotCa | KeyUsageLacksCertSign, Role::Anchor) => Warning,
        (BasicConstraintsMissing | IssuerNotCa | KeyUsageLacksCertSign, _) => Error,
        (PathLengthExceeded, _) => Error,
        // What the anchor says of names and policies binds (RFC 5937), so it must be certain there too.
        (
            NameConstraintMalformed
            | NameConstraintsTooMany
            | NameConstraintViolated
            | NameConstraintUnsupported
            | PolicyGraphTooLarge
            | PolicyMappingAnyPolicy
            | PolicyRequiredNotFound,
            _,
        ) => Error,
        (KeyUsageUnsuitable, _) => Error,
        (ExtendedKeyUsageUnsuitable, Role::Anchor) => Warning,
        (ExtendedKeyUsageUnsuitable, _) => Error,
        (CertificateExpired | CertificateNotYetValid, _) => Error,
        // What a browser's parser makes of the bytes is that browser's.
        (
            ChromeCannotRead | FirefoxCannotRead | SctListRefused | TlsKeyNotOffered
            | OcspStapleRefused,
            _,
        ) => Off,
        // RFC 7633 is no part of path validation.
        (TlsFeatureMissing, _) => Off,
        (AnchorOutOfDate, _) => Warning,
        (SubjectAlternativeNameMissing | HostnameMismatch, _) => Error,
        (SubjectAlternativeNameUnusable, _) => Warning,
        (HostnameNotChecked, _) => Info,
        // §4, where §6 does not ask: told, for an anchor that somebody made at home too.
        (SignatureMalformed, Role::Anchor) => Off,
        (SignatureMalformed, _) => Error, // §6.1.3 (a)(1)
        (
            ValidityTimeForm
            | CaSubjectEmpty
            | SubjectEmptyWithoutCriticalNames
            | UniqueIdentifierPresent
            | ExtensionCritical
            | ExtensionNotCritical
            | ExtensionCriticalityUnadvised
            | SubjectAlternativeNameCritical
            | NameConstraintsNotCritical
            | ExtensionValueNotAllowed
            | AuthorityKeyIdentifierMissing
            | SubjectKeyIdentifierMissing
            | CaKeyUsageMissing
            | CertSignWithoutCa
            | NameAttributeMalformed
            | AlternativeNameMalformed
            | PathLengthMeaningless
            | NameConstraintsOutsideCa,
            _,
        ) => Warning,
        // The Baseline Requirements bind public CAs only.
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
            | IntermediateExtendedKeyUsageMissing
            | AuthorityKeyIdentifierNotPlain
            | ServerNamesMissing
            | ServerNameFormNotPermitted
            | ServerNameInternal
            | CommonNameNotListed
            | CommonNameUnmatched
            | WildcardOnPublicSuffix
            | ServerExtensionMissing,
            _,
        ) => Off,
        // §6.1.3 (a)(3). Evidence that cannot be used is no fault of the certificate: where good evidence is asked for, its
        // want is.
        (CertificateRevoked | RevocationUnknown, _) => Error,
        (CrlUnusable | OcspUnusable, _) => Warning,
        // Browsers' own rules, for their own roots.
        (
            CertificateTransparencyInsufficient
            | SctUnusable
            | TransparencyNotJudged
            | RootConstraintViolated
            | RootDistrustedAfter
            | CertificateInOnecrl
            | ImposedNameConstraintViolated
            | LocalNameOnPublicRoot
            | PublicRootKeyTooSmall
            | IntermediatePreloaded,
            _,
        ) => Off,
        (AnchorIsIntermediate, _) => Info,
        (LeafIsCa, _) => Warning,
        (
            CertificateUnreadable
            | InputNotUnderstood
            | PemUnloadable
            | PrivateKeyMismatch
            | PrivateKeyPresent
            | PrivateKeyMatches,
            _,
        ) => Warning,
        (CertificateDuplicate | CertificateUnused | CertificatesOutOfOrder, _) => Info,
    }
}

/// §6.1.3 (a)(3) needs evidence: where the caller has none and asks for none, revocation stays open.
pub(super) fn may_stay_unchecked(check: Check) -> bool {
    matches!(check, Check::CertificateRevoked)
}
