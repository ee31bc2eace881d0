//! Firefox's errors: their names as its error page shows them, and which of them can be overridden.

/// An error of mozilla::pkix or NSS. What each means: mozpkix `Result.h`; NSS `secerr.h`, `sslerr.h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names are Firefox's
pub(crate) enum Code {
    BadCertDomain,
    BadAccessLocation,
    BadCertificate,
    BadDer,
    BadSignature,
    CaCertInvalid,
    CaCertUsedAsEndEntity,
    CertNotInNameSpace,
    EmptyIssuerName,
    ExpiredCertificate,
    ExpiredIssuerCertificate,
    ExtensionValueInvalid,
    ExtractPublicKeyFailure,
    InadequateCertType,
    InadequateKeySize,
    InadequateKeyUsage,
    IncorrectSignatureAlgorithm,
    InsufficientCertificateTransparency,
    InvalidArgs,
    InvalidIntegerEncoding,
    InvalidKey,
    InvalidTime,
    IssuerNoLongerTrusted,
    LibraryFailure,
    NoCypherOverlap,
    NotYetValidCertificate,
    NotYetValidIssuerCertificate,
    OcspBadSignature,
    OcspFutureResponse,
    OcspInvalidSigningCert,
    OcspMalformedRequest,
    OcspMalformedResponse,
    OcspOldResponse,
    OcspRequestNeedsSignature,
    OcspResponseForCertMissing,
    OcspServerError,
    OcspTryServerLater,
    OcspUnauthorizedRequest,
    OcspUnknownCert,
    OcspUnknownResponseStatus,
    PathLenConstraintInvalid,
    RequiredTlsFeatureMissing,
    RevokedCertificate,
    SelfSignedCert,
    SignatureAlgorithmDisabled,
    SignatureAlgorithmMismatch,
    UnknownCriticalExtension,
    UnknownError,
    UnknownIssuer,
    UnsupportedEcPointForm,
    UnsupportedEllipticCurve,
    UnsupportedKeyAlgorithm,
    V1CertUsedAsCa,
    WeakServerCertKey,
}

impl Code {
    /// As the error page shows it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::BadDer => "SEC_ERROR_BAD_DER",
            Self::BadSignature => "SEC_ERROR_BAD_SIGNATURE",
            Self::BadCertDomain => "SSL_ERROR_BAD_CERT_DOMAIN",
            Self::CaCertInvalid => "SEC_ERROR_CA_CERT_INVALID",
            Self::CaCertUsedAsEndEntity => "MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY",
            Self::CertNotInNameSpace => "SEC_ERROR_CERT_NOT_IN_NAME_SPACE",
            Self::EmptyIssuerName => "MOZILLA_PKIX_ERROR_EMPTY_ISSUER_NAME",
            Self::ExpiredCertificate => "SEC_ERROR_EXPIRED_CERTIFICATE",
            Self::ExpiredIssuerCertificate => "SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE",
            Self::ExtensionValueInvalid => "SEC_ERROR_EXTENSION_VALUE_INVALID",
            Self::InadequateCertType => "SEC_ERROR_INADEQUATE_CERT_TYPE",
            Self::InadequateKeySize => "MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE",
            Self::InadequateKeyUsage => "SEC_ERROR_INADEQUATE_KEY_USAGE",
            Self::InsufficientCertificateTransparency => {
                "MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY"
            }
            Self::InvalidIntegerEncoding => "MOZILLA_PKIX_ERROR_INVALID_INTEGER_ENCODING",
            Self::InvalidTime => "SEC_ERROR_INVALID_TIME",
            Self::IssuerNoLongerTrusted => "MOZILLA_PKIX_ERROR_ISSUER_NO_LONGER_TRUSTED",
            Self::NotYetValidCertificate => "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE",
            Self::NotYetValidIssuerCertificate => {
                "MOZILLA_PKIX_ERROR_NOT_YET_VALID_ISSUER_CERTIFICATE"
            }
            Self::OcspBadSignature => "SEC_ERROR_OCSP_BAD_SIGNATURE",
            Self::OcspFutureResponse => "SEC_ERROR_OCSP_FUTURE_RESPONSE",
            Self::OcspMalformedResponse => "SEC_ERROR_OCSP_MALFORMED_RESPONSE",
            Self::OcspOldResponse => "SEC_ERROR_OCSP_OLD_RESPONSE",
            Self::OcspUnknownCert => "SEC_ERROR_OCSP_UNKNOWN_CERT",
            Self::OcspUnknownResponseStatus => "SEC_ERROR_OCSP_UNKNOWN_RESPONSE_STATUS",
            Self::PathLenConstraintInvalid => "SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID",
            Self::RequiredTlsFeatureMissing => "MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING",
            Self::RevokedCertificate => "SEC_ERROR_REVOKED_CERTIFICATE",
            Self::SelfSignedCert => "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT",
            Self::SignatureAlgorithmDisabled => "SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED",
            Self::SignatureAlgorithmMismatch => "MOZILLA_PKIX_ERROR_SIGNATURE_ALGORITHM_MISMATCH",
            Self::UnknownCriticalExtension => "SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION",
            Self::UnknownIssuer => "SEC_ERROR_UNKNOWN_ISSUER",
            Self::UnsupportedEcPointForm => "SEC_ERROR_UNSUPPORTED_EC_POINT_FORM",
            Self::UnsupportedEllipticCurve => "SEC_ERROR_UNSUPPORTED_ELLIPTIC_CURVE",
            Self::UnsupportedKeyAlgorithm => "SEC_ERROR_UNSUPPORTED_KEYALG",
            Self::V1CertUsedAsCa => "MOZILLA_PKIX_ERROR_V1_CERT_USED_AS_CA",
            Self::BadAccessLocation => "SEC_ERROR_CERT_BAD_ACCESS_LOCATION",
            Self::BadCertificate => "SSL_ERROR_BAD_CERTIFICATE",
            Self::ExtractPublicKeyFailure => "SSL_ERROR_EXTRACT_PUBLIC_KEY_FAILURE",
            Self::IncorrectSignatureAlgorithm => "SSL_ERROR_INCORRECT_SIGNATURE_ALGORITHM",
            Self::InvalidArgs => "SEC_ERROR_INVALID_ARGS",
            Self::InvalidKey => "SEC_ERROR_INVALID_KEY",
            Self::LibraryFailure => "SEC_ERROR_LIBRARY_FAILURE",
            Self::NoCypherOverlap => "SSL_ERROR_NO_CYPHER_OVERLAP",
            Self::OcspInvalidSigningCert => "SEC_ERROR_OCSP_INVALID_SIGNING_CERT",
            Self::OcspMalformedRequest => "SEC_ERROR_OCSP_MALFORMED_REQUEST",
            Self::OcspRequestNeedsSignature => "SEC_ERROR_OCSP_REQUEST_NEEDS_SIG",
            Self::OcspResponseForCertMissing => "MOZILLA_PKIX_ERROR_OCSP_RESPONSE_FOR_CERT_MISSING",
            Self::OcspServerError => "SEC_ERROR_OCSP_SERVER_ERROR",
            Self::OcspTryServerLater => "SEC_ERROR_OCSP_TRY_SERVER_LATER",
            Self::OcspUnauthorizedRequest => "SEC_ERROR_OCSP_UNAUTHORIZED_REQUEST",
            Self::UnknownError => "PR_UNKNOWN_ERROR",
            Self::WeakServerCertKey => "SSL_ERROR_WEAK_SERVER_CERT_KEY",
        }
    }

    /// Whether the error page offers to go on, where the host has no HSTS (PSM `NSSErrorsService.cpp`, `ErrorIsOverridable`;
    /// source).
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
                | Self::InsufficientCertificateTransparency
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
