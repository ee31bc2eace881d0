//! Firefox's errors: their names as its error page shows them, and which of them can be overridden.

macro_rules! codes {
    ($($code:ident = $name:literal,)+) => {
        /// An error of mozilla::pkix or NSS. What each means: mozpkix `Result.h`; NSS `secerr.h`, `sslerr.h`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)] // the names are Firefox's
        pub(crate) enum Code {
            $($code),+
        }

        impl Code {
            const ALL: &[Self] = &[$(Self::$code),+];

            /// As the error page shows it.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name),+
                }
            }
        }
    };
}

codes! {
    BadCertDomain = "SSL_ERROR_BAD_CERT_DOMAIN",
    BadAccessLocation = "SEC_ERROR_CERT_BAD_ACCESS_LOCATION",
    BadCertificate = "SSL_ERROR_BAD_CERTIFICATE",
    BadDer = "SEC_ERROR_BAD_DER",
    BadSignature = "SEC_ERROR_BAD_SIGNATURE",
    CaCertInvalid = "SEC_ERROR_CA_CERT_INVALID",
    CaCertUsedAsEndEntity = "MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY",
    CertNotInNameSpace = "SEC_ERROR_CERT_NOT_IN_NAME_SPACE",
    EmptyIssuerName = "MOZILLA_PKIX_ERROR_EMPTY_ISSUER_NAME",
    ExpiredCertificate = "SEC_ERROR_EXPIRED_CERTIFICATE",
    ExpiredIssuerCertificate = "SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE",
    ExtensionValueInvalid = "SEC_ERROR_EXTENSION_VALUE_INVALID",
    ExtractPublicKeyFailure = "SSL_ERROR_EXTRACT_PUBLIC_KEY_FAILURE",
    InadequateCertType = "SEC_ERROR_INADEQUATE_CERT_TYPE",
    InadequateKeySize = "MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE",
    InadequateKeyUsage = "SEC_ERROR_INADEQUATE_KEY_USAGE",
    InsufficientCertificateTransparency = "MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY",
    InvalidArgs = "SEC_ERROR_INVALID_ARGS",
    InvalidIntegerEncoding = "MOZILLA_PKIX_ERROR_INVALID_INTEGER_ENCODING",
    InvalidKey = "SEC_ERROR_INVALID_KEY",
    InvalidTime = "SEC_ERROR_INVALID_TIME",
    IssuerNoLongerTrusted = "MOZILLA_PKIX_ERROR_ISSUER_NO_LONGER_TRUSTED",
    LibraryFailure = "SEC_ERROR_LIBRARY_FAILURE",
    NoCypherOverlap = "SSL_ERROR_NO_CYPHER_OVERLAP",
    NotYetValidCertificate = "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE",
    NotYetValidIssuerCertificate = "MOZILLA_PKIX_ERROR_NOT_YET_VALID_ISSUER_CERTIFICATE",
    OcspBadSignature = "SEC_ERROR_OCSP_BAD_SIGNATURE",
    OcspFutureResponse = "SEC_ERROR_OCSP_FUTURE_RESPONSE",
    OcspInvalidSigningCert = "SEC_ERROR_OCSP_INVALID_SIGNING_CERT",
    OcspMalformedRequest = "SEC_ERROR_OCSP_MALFORMED_REQUEST",
    OcspMalformedResponse = "SEC_ERROR_OCSP_MALFORMED_RESPONSE",
    OcspOldResponse = "SEC_ERROR_OCSP_OLD_RESPONSE",
    OcspRequestNeedsSignature = "SEC_ERROR_OCSP_REQUEST_NEEDS_SIG",
    OcspResponseForCertMissing = "MOZILLA_PKIX_ERROR_OCSP_RESPONSE_FOR_CERT_MISSING",
    OcspServerError = "SEC_ERROR_OCSP_SERVER_ERROR",
    OcspTryServerLater = "SEC_ERROR_OCSP_TRY_SERVER_LATER",
    OcspUnauthorizedRequest = "SEC_ERROR_OCSP_UNAUTHORIZED_REQUEST",
    OcspUnknownCert = "SEC_ERROR_OCSP_UNKNOWN_CERT",
    OcspUnknownResponseStatus = "SEC_ERROR_OCSP_UNKNOWN_RESPONSE_STATUS",
    PathLenConstraintInvalid = "SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID",
    RequiredTlsFeatureMissing = "MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING",
    ReusedIssuerAndSerial = "SEC_ERROR_REUSED_ISSUER_AND_SERIAL",
    RevokedCertificate = "SEC_ERROR_REVOKED_CERTIFICATE",
    SelfSignedCert = "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT",
    SignatureAlgorithmDisabled = "SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED",
    SignatureAlgorithmMismatch = "MOZILLA_PKIX_ERROR_SIGNATURE_ALGORITHM_MISMATCH",
    UnknownCriticalExtension = "SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION",
    UnknownError = "PR_UNKNOWN_ERROR",
    UnknownIssuer = "SEC_ERROR_UNKNOWN_ISSUER",
    UnsupportedEcPointForm = "SEC_ERROR_UNSUPPORTED_EC_POINT_FORM",
    UnsupportedEllipticCurve = "SEC_ERROR_UNSUPPORTED_ELLIPTIC_CURVE",
    UnsupportedKeyAlgorithm = "SEC_ERROR_UNSUPPORTED_KEYALG",
    V1CertUsedAsCa = "MOZILLA_PKIX_ERROR_V1_CERT_USED_AS_CA",
    WeakServerCertKey = "SSL_ERROR_WEAK_SERVER_CERT_KEY",
}

impl Code {
    /// The one that the error page shows by this name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Whether the error page offers to go on, where the host has no HSTS (PSM `NSSErrorsService.cpp`, `ErrorIsOverridable`; asked:
    /// `firefox-pages` of `parity/`). Not where Certificate Transparency is missing: that may be overridden, but the page has no button for it
    /// (`toolkit/content/errors/pkix-errors.mjs`, `hasNoUserFix`).
    pub(crate) fn is_overridable(self) -> bool {
        matches!(
            self,
            Self::BadCertDomain
                | Self::CaCertInvalid
                | Self::CaCertUsedAsEndEntity
                | Self::EmptyIssuerName
                | Self::ExpiredCertificate
                | Self::ExpiredIssuerCertificate
                | Self::InadequateKeySize
                | Self::InvalidTime
                | Self::NotYetValidCertificate
                | Self::NotYetValidIssuerCertificate
                | Self::SelfSignedCert
                | Self::SignatureAlgorithmDisabled
                | Self::UnknownIssuer
                | Self::V1CertUsedAsCa
        )
    }

    /// What an error in an issuer is called below it (mozpkix `PathBuildingStep::RecordResult`).
    pub(super) fn of_issuer(self) -> Self {
        match self {
            Self::ExpiredCertificate => Self::ExpiredIssuerCertificate,
            Self::NotYetValidCertificate => Self::NotYetValidIssuerCertificate,
            other => other,
        }
    }
}
