//! What other programs call a check's fault.

use std::net::IpAddr;

use serde::Serialize;

use crate::finding::{Check, Fault, SHORT_SIGNATURE};
use crate::oid::known;
use crate::report::prose::Role;

/// What other programs call a fault; `None` where they have no name of their own for it, or several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Codes {
    /// As its error page prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chrome: Option<&'static str>,
    /// As its error page prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firefox: Option<&'static str>,
    /// The constant's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openssl: Option<&'static str>,
    /// `error.code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<&'static str>,
    /// The part of the message that stays the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub go: Option<&'static str>,
}

/// What other programs call this very fault: as [`codes`], where a name does not turn on the values found.
pub(crate) fn codes_of(fault: &Fault, role: Role) -> Codes {
    let codes = codes(fault.check(), role);
    match fault {
        Fault::HostnameMismatch {
            hostname, names, ..
        } => of_mismatch(hostname, names, codes),
        Fault::SubjectAlternativeNameMissing {
            hostname,
            common_name,
        } => {
            let mut names = common_name.iter();
            let is_common_name = names.any(|name| covers(&name.to_ascii_lowercase(), hostname));
            let others = of_mismatch(hostname, &[], self::codes(Check::HostnameMismatch, role));
            // OpenSSL and Node take the common name, but for no address; Go looks at it only to say that it does not count.
            match is_common_name {
                true if hostname.parse::<IpAddr>().is_err() => codes,
                true => Codes {
                    go: codes.go,
                    ..others
                },
                false => others,
            }
        }
        // Node takes the two without a word.
        Fault::PrivateKeyMismatch {
            same_kind: false, ..
        } => Codes {
            openssl: Some("X509_R_KEY_TYPE_MISMATCH"),
            node: None,
            go: Some("tls: private key type does not match public key type"),
            ..codes
        },
        Fault::AnchorOutOfDate {
            not_before, time, ..
        } => {
            let check = match time < not_before {
                true => Check::CertificateNotYetValid,
                false => Check::CertificateExpired,
            };
            // Chrome asks the dates of roots that a user added alone.
            Codes {
                chrome: codes.chrome,
                ..self::codes(check, role)
            }
        }
        Fault::CriticalExtensionUnknown { oid, .. } => of_extension(oid.content(), codes),
        // Chrome alone asks for one of these before the others.
        Fault::KeyUsageUnsuitable { usages }
            if usages.iter().any(|usage| OF_TLS.contains(usage)) =>
        {
            Codes {
                chrome: codes.chrome,
                ..Codes::default()
            }
        }
        // To OpenSSL a list without any is none that it reads.
        Fault::KeyUsageUnsuitable { usages } if usages.is_empty() => Codes {
            openssl: None,
            node: None,
            ..codes
        },
        Fault::PathTooLong {
            set_by: "request", ..
        } => Codes::default(),
        // Of a root they do without.
        Fault::BasicConstraintsMissing {} if role == Role::Anchor => Codes::default(),
        // A leaf that signs itself and is trusted: to all but Chrome it need be no CA's (tried with Node 20 and OpenSSL 3.0).
        Fault::IssuerNotCa {} | Fault::KeyUsageLacksCertSign { .. } if role == Role::Leaf => {
            Codes {
                chrome: codes.chrome,
                ..Codes::default()
            }
        }
        // Firefox's alone: it is one that may sign OCSP responses, too.
        Fault::ExtendedKeyUsageUnsuitable { purpose, purposes }
            if purposes.iter().any(|listed| listed == purpose) =>
        {
            Codes {
                firefox: codes.firefox,
                ..Codes::default()
            }
        }
        Fault::ExtendedKeyUsageUnsuitable { purposes, .. }
            if purposes
                .iter()
                .any(|purpose| purpose == "anyExtendedKeyUsage") =>
        {
            Codes {
                chrome: None,
                go: None,
                ..codes
            }
        }
        // Both take what once marked servers that might use strong encryption for one of a server.
        Fault::ExtendedKeyUsageUnsuitable { purposes, .. }
            if purposes
                .iter()
                .any(|purpose| ["msSGC", "netscapeStepUp"].contains(&purpose.as_str())) =>
        {
            Codes {
                openssl: None,
                node: None,
                ..codes
            }
        }
        Fault::PublicKeyTooSmall { algorithm, .. } if algorithm == SHORT_SIGNATURE => {
            self::codes(Check::PublicKeyTooSmall, Role::Intermediate)
        }
        // What one browser does not compare others do.
        Fault::NameConstraintUnsupported {
            form: "directoryName" | "rfc822Name",
            ..
        } => Codes::default(),
        Fault::NameConstraintUnsupported {
            form: "uniformResourceIdentifier" | "otherName",
            ..
        } => Codes {
            openssl: None,
            ..codes
        },
        // Most take ".example.com".
        Fault::NameConstraintMalformed {
            form: Some("dNSName"),
            constraint: Some(constraint),
            ..
        } if constraint.starts_with('.') => Codes::default(),
        // Firefox takes it, or does not look at it.
        Fault::NameConstraintMalformed {
            form: Some("uniformResourceIdentifier" | "iPAddress" | "rfc822Name"),
            ..
        } => Codes {
            firefox: None,
            ..codes
        },
        // OpenSSL and Node look for another issuer.
        Fault::SignatureInvalid {
            key_fits,
            key_identifiers_differ,
            signer_key,
            ..
        } if !key_fits || *key_identifiers_differ || signer_key.is_some() => Codes {
            openssl: None,
            node: None,
            ..codes
        },
        // Of a list that is there they say what is wrong with it, if anything.
        Fault::RevocationUnknown { crls: 1.., .. } => Codes {
            openssl: None,
            node: None,
            ..codes
        },
        Fault::CrlUnusable { reason, .. } => of_list(reason, codes),
        Fault::NameConstraintViolated {
            name,
            form,
            excluded,
            ..
        } => Codes {
            openssl: match excluded {
                true if name.starts_with('*') => None,
                _ if !is_compared(form, name) => None,
                true => Some("X509_V_ERR_EXCLUDED_VIOLATION"),
                false => codes.openssl,
            },
            // It processes no such constraint, and says so.
            go: codes.go.filter(|_| *form != "directoryName"),
            ..codes
        },
        // Go knows no others at all.
        Fault::SignatureAlgorithmWeak { algorithm } => {
            let is_unknown = |start: &&str| algorithm.starts_with(*start);
            Codes {
                go: codes
                    .go
                    .filter(|_| !["md2", "md4", "RSASSA"].iter().any(is_unknown)),
                ..codes
            }
        }
        // They go by the key that it names, if it names one.
        Fault::IssuerNotFound {
            names_itself: true, ..
        } => Codes {
            openssl: None,
            node: None,
            ..codes
        },
        _ => codes,
    }
}

/// What a TLS server's key needs one of.
const OF_TLS: [&str; 3] = ["digitalSignature", "keyEncipherment", "keyAgreement"];

/// Whether OpenSSL reads a name of this form so far as to compare it with a constraint.
fn is_compared(form: &str, name: &str) -> bool {
    match form {
        "uniformResourceIdentifier" => name.contains("://"),
        "rfc822Name" => name.contains('@'),
        "iPAddress" => name.parse::<IpAddr>().is_ok(),
        _ => true,
    }
}

/// Of a CRL, by why it is of no use.
fn of_list(reason: &str, codes: Codes) -> Codes {
    let (openssl, node) = match reason {
        "expired" => ("X509_V_ERR_CRL_HAS_EXPIRED", "CRL_HAS_EXPIRED"),
        "not-yet-valid" => ("X509_V_ERR_CRL_NOT_YET_VALID", "CRL_NOT_YET_VALID"),
        "signature-invalid" => ("X509_V_ERR_CRL_SIGNATURE_FAILURE", "CRL_SIGNATURE_FAILURE"),
        _ => return codes,
    };
    Codes {
        openssl: Some(openssl),
        node: Some(node),
        ..codes
    }
}

/// Of extensions that PKIX defines, and of a few others, each program processes another part (Firefox a critical SCT list, OpenSSL
/// and Firefox Netscape's type).
fn of_extension(oid: &[u8], codes: Codes) -> Codes {
    let id_pkix = &[0x2b, 6, 1, 5, 5, 7][..];
    let processed = [
        &[0x55, 0x1d][..],
        id_pkix,
        known::NETSCAPE_CERT_TYPE,
        known::SCT_LIST,
    ];
    const MS_APPLICATION_POLICIES: &[u8] = &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 21, 10];
    match processed.iter().any(|arc| oid.starts_with(arc)) {
        true => Codes::default(),
        false => Codes {
            chrome: codes.chrome.filter(|_| oid != MS_APPLICATION_POLICIES),
            ..codes
        },
    }
}

/// By what of the list others would take, and what they call an address that is not in it.
fn of_mismatch(hostname: &str, names: &[String], codes: Codes) -> Codes {
    const NO_ADDRESSES: &str =
        "x509: cannot validate certificate for … because it doesn't contain any IP SANs";
    const NO_NAMES: &str = "x509: certificate is not valid for any names, but wanted to match …";
    let is_address = |name: &String| name.parse::<IpAddr>().is_ok() && name != hostname;
    let all_addresses = names.iter().all(is_address);
    let is_covered = |name: &String| covers(&name.to_ascii_lowercase(), hostname);
    if hostname.parse::<IpAddr>().is_ok() {
        return Codes {
            openssl: Some("X509_V_ERR_IP_ADDRESS_MISMATCH"),
            go: match names.iter().any(is_address) {
                true => codes.go,
                false => Some(NO_ADDRESSES),
            },
            ..codes
        };
    }
    // One browser's refusal of what others take: of a wildcard below a public suffix, or of all after an entry that is no name. Below
    // a top-level domain only Go takes a wildcard.
    if let Some(name) = names.iter().find(|name| is_covered(name)) {
        return match name.strip_prefix("*.") {
            Some(domain) if !domain.contains('.') => Codes { go: None, ..codes },
            _ => Codes::default(),
        };
    }
    // OpenSSL and Node take "f*.example.com", and a common name where no DNS name is listed; Chrome and Node a final dot.
    let is_partial = names
        .iter()
        .any(|name| name.trim_start_matches("*.").contains('*'));
    let is_strict = !is_partial && !all_addresses;
    let is_dotted = |name: &String| {
        name.strip_suffix('.')
            .is_some_and(|name| is_covered(&name.to_owned()))
    };
    let is_dotted = names.iter().any(is_dotted);
    Codes {
        openssl: codes.openssl.filter(|_| is_strict),
        chrome: codes.chrome.filter(|_| !is_dotted),
        node: codes.node.filter(|_| is_strict && !is_dotted),
        go: match all_addresses {
            true => Some(NO_NAMES),
            false => codes.go,
        },
        ..codes
    }
}

/// Whether an entry in lower case is the host, or a wildcard whose one label covers it.
fn covers(entry: &str, hostname: &str) -> bool {
    let rest = hostname.split_once('.').map(|(_, rest)| rest);
    entry == hostname
        || entry
            .strip_prefix("*.")
            .is_some_and(|domain| rest == Some(domain))
}

/// What other programs call the fault in a certificate of this role: several name it differently in a leaf and in a CA.
///
/// Each program was asked about chains of our own (`tests/parity_programs.rs` for OpenSSL, Node and Go); what no chain could be made
/// for comes from its source. A fault for which a program has several names has none here.
pub(super) fn codes(check: Check, role: Role) -> Codes {
    let ca = matches!(role, Role::Intermediate | Role::Anchor);
    let anchor = role == Role::Anchor;
    let of = |chrome, firefox, openssl, node, go| Codes {
        chrome,
        firefox,
        openssl,
        node,
        go,
    };
    const UNTRUSTED: Option<&str> = Some("NET::ERR_CERT_AUTHORITY_INVALID");
    const INVALID: Option<&str> = Some("NET::ERR_CERT_INVALID");
    const DATE: Option<&str> = Some("NET::ERR_CERT_DATE_INVALID");
    const NAME: Option<&str> = Some("NET::ERR_CERT_COMMON_NAME_INVALID");
    const UNKNOWN_ISSUER: Option<&str> = Some("SEC_ERROR_UNKNOWN_ISSUER");
    const BAD_DOMAIN: Option<&str> = Some("SSL_ERROR_BAD_CERT_DOMAIN");
    const GO_UNKNOWN: Option<&str> = Some("x509: certificate signed by unknown authority");
    const GO_NO_CA: Option<&str> =
        Some("x509: invalid signature: parent certificate cannot sign this kind of certificate");
    const GO_DATE: Option<&str> = Some("x509: certificate has expired or is not yet valid");

    match check {
        // Their details name the error: it is not the same for all that the browser's parser refuses.
        Check::ChromeCannotRead | Check::FirefoxCannotRead | Check::OcspStapleRefused => {
            Codes::default()
        }
        Check::SctListRefused => of(Some("ERR_SSL_PROTOCOL_ERROR"), None, None, None, None),
        Check::TlsKeyNotOffered => of(
            Some("ERR_SSL_VERSION_OR_CIPHER_MISMATCH"),
            None,
            None,
            None,
            None,
        ),
        Check::TlsFeatureMissing => of(
            None,
            Some("MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING"),
            None,
            None,
            None,
        ),
        Check::IssuerNameEmpty => of(
            None,
            // Of a leaf it says something else, which depends on what is wrong beside.
            ca.then_some("MOZILLA_PKIX_ERROR_EMPTY_ISSUER_NAME"),
            None, // with -x509_strict alone
            None,
            None,
        ),
        Check::ValidityTimeInvalid | Check::ValidityInverted => {
            of(None, Some("SEC_ERROR_INVALID_TIME"), None, None, None)
        }
        Check::ExtensionDuplicate => of(
            INVALID.filter(|_| !ca),
            None,
            None,
            None,
            Some("x509: certificate contains duplicate extension"),
        ),
        Check::CriticalExtensionUnknown => of(
            INVALID.filter(|_| !anchor),
            Some("SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION").filter(|_| !ca),
            Some("X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION"),
            None,
            Some("x509: unhandled critical extension"),
        ),
        Check::SignatureAlgorithmMismatch => of(
            INVALID.filter(|_| !anchor),
            Some("MOZILLA_PKIX_ERROR_SIGNATURE_ALGORITHM_MISMATCH").filter(|_| !anchor),
            None, // by the kind of the inner one
            None,
            Some("x509: inner and outer signature algorithm identifiers don't match"),
        ),
        Check::SignatureAlgorithmWeak if !anchor => of(
            INVALID,
            Some("SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED"),
            Some("X509_V_ERR_CA_MD_TOO_WEAK"),
            None,
            Some("x509: cannot verify signature: insecure algorithm"),
        ),
        Check::PublicKeyTooSmall => of(
            Some("NET::ERR_CERT_WEAK_KEY"),
            Some("MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE"),
            Some(if ca {
                "X509_V_ERR_CA_KEY_TOO_SMALL"
            } else {
                "X509_V_ERR_EE_KEY_TOO_SMALL"
            }),
            None,
            None,
        ),
        Check::SelfSignedNotTrusted => of(
            UNTRUSTED,
            Some("MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT"),
            Some("X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT"),
            Some("DEPTH_ZERO_SELF_SIGNED_CERT"),
            GO_UNKNOWN,
        ),
        Check::AnchorNameReused if role == Role::Leaf => of(
            UNTRUSTED,
            None,
            Some("X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT"),
            Some("DEPTH_ZERO_SELF_SIGNED_CERT"),
            GO_UNKNOWN,
        ),
        Check::AnchorNameReused => of(
            UNTRUSTED,
            None,
            Some("X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN"),
            Some("SELF_SIGNED_CERT_IN_CHAIN"),
            GO_UNKNOWN,
        ),
        Check::RootNotTrusted => of(
            UNTRUSTED,
            UNKNOWN_ISSUER,
            Some("X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN"),
            Some("SELF_SIGNED_CERT_IN_CHAIN"),
            GO_UNKNOWN,
        ),
        Check::IssuerNotFound => of(
            UNTRUSTED,
            UNKNOWN_ISSUER,
            Some("X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY"),
            Some(if ca {
                "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
            } else {
                "UNABLE_TO_VERIFY_LEAF_SIGNATURE"
            }),
            GO_UNKNOWN,
        ),
        // Both look for the root above it (X509_V_FLAG_PARTIAL_CHAIN, allowPartialTrustChain).
        Check::AnchorIsIntermediate => of(
            None,
            None,
            Some("X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT"),
            Some("UNABLE_TO_GET_ISSUER_CERT"),
            None,
        ),
        Check::PathLoop => of(UNTRUSTED, UNKNOWN_ISSUER, None, None, GO_UNKNOWN),
        Check::PathTooLong => of(
            None,
            UNKNOWN_ISSUER,
            Some("X509_V_ERR_CERT_CHAIN_TOO_LONG"),
            None,
            None,
        ),
        Check::SignatureInvalid => of(
            UNTRUSTED,
            Some("SEC_ERROR_BAD_SIGNATURE"),
            Some("X509_V_ERR_CERT_SIGNATURE_FAILURE"),
            Some("CERT_SIGNATURE_FAILURE"),
            GO_UNKNOWN,
        ),
        Check::BasicConstraintsMissing => of(
            INVALID,
            None,
            Some("X509_V_ERR_INVALID_CA"),
            // INVALID_CA, INVALID_PURPOSE or UNSPECIFIED, by what the certificate says of its key's usage (tried with Node 20).
            None,
            GO_NO_CA,
        ),
        Check::IssuerNotCa => of(
            INVALID,
            Some("SEC_ERROR_CA_CERT_INVALID"),
            Some("X509_V_ERR_INVALID_CA"),
            None,
            GO_NO_CA,
        ),
        Check::PathLengthExceeded => of(
            INVALID,
            Some("SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID"),
            Some("X509_V_ERR_PATH_LENGTH_EXCEEDED"),
            Some("PATH_LENGTH_EXCEEDED"),
            Some("x509: too many intermediates for path length constraint"),
        ),
        Check::KeyUsageLacksCertSign => of(
            INVALID,
            Some("SEC_ERROR_INADEQUATE_KEY_USAGE"),
            Some("X509_V_ERR_INVALID_CA"),
            None,
            GO_NO_CA,
        ),
        Check::KeyUsageUnsuitable => of(
            Some("ERR_SSL_KEY_USAGE_INCOMPATIBLE"),
            Some("SEC_ERROR_INADEQUATE_KEY_USAGE"),
            Some("X509_V_ERR_INVALID_PURPOSE"),
            Some("INVALID_PURPOSE"),
            None,
        ),
        Check::ExtendedKeyUsageUnsuitable => of(
            INVALID,
            Some("SEC_ERROR_INADEQUATE_CERT_TYPE"),
            Some("X509_V_ERR_INVALID_PURPOSE"),
            Some("INVALID_PURPOSE"),
            Some("x509: certificate specifies an incompatible key usage"),
        ),
        Check::CertificateExpired => of(
            DATE,
            Some(if ca {
                "SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE"
            } else {
                "SEC_ERROR_EXPIRED_CERTIFICATE"
            }),
            Some("X509_V_ERR_CERT_HAS_EXPIRED"),
            Some("CERT_HAS_EXPIRED"),
            GO_DATE,
        ),
        Check::CertificateNotYetValid => of(
            DATE,
            Some(if ca {
                "MOZILLA_PKIX_ERROR_NOT_YET_VALID_ISSUER_CERTIFICATE"
            } else {
                "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE"
            }),
            Some("X509_V_ERR_CERT_NOT_YET_VALID"),
            Some("CERT_NOT_YET_VALID"),
            GO_DATE,
        ),
        Check::AnchorOutOfDate => of(None, None, None, None, GO_DATE),
        Check::SubjectAlternativeNameMissing => of(
            NAME,
            BAD_DOMAIN,
            None,
            None,
            Some("x509: certificate relies on legacy Common Name field, use SANs instead"),
        ),
        Check::HostnameMismatch => of(
            NAME,
            BAD_DOMAIN,
            Some("X509_V_ERR_HOSTNAME_MISMATCH"),
            Some("ERR_TLS_CERT_ALTNAME_INVALID"),
            Some("x509: certificate is valid for …"),
        ),
        Check::ValidityTooLong => of(
            Some("NET::ERR_CERT_VALIDITY_TOO_LONG"),
            None,
            None,
            None,
            None,
        ),
        Check::CertificateRevoked => of(
            Some("NET::ERR_CERT_REVOKED"),
            Some("SEC_ERROR_REVOKED_CERTIFICATE"),
            Some("X509_V_ERR_CERT_REVOKED"),
            Some("CERT_REVOKED"),
            None,
        ),
        Check::RevocationUnknown => of(
            None,
            None,
            Some("X509_V_ERR_UNABLE_TO_GET_CRL"),
            Some("UNABLE_TO_GET_CRL"),
            None,
        ),
        Check::CrlUnusable | Check::OcspUnusable => Codes::default(),
        Check::CertificateTransparencyInsufficient => of(
            Some("NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED"),
            Some("MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY"),
            None,
            None,
            None,
        ),
        Check::SctUnusable | Check::TransparencyNotJudged => Codes::default(),
        Check::RootConstraintViolated => of(UNTRUSTED, None, None, None, None),
        Check::RootDistrustedAfter => of(
            None,
            Some("MOZILLA_PKIX_ERROR_ISSUER_NO_LONGER_TRUSTED"),
            None,
            None,
            None,
        ),
        Check::CertificateInOnecrl => of(
            None,
            Some("SEC_ERROR_REVOKED_CERTIFICATE"),
            None,
            None,
            None,
        ),
        Check::ImposedNameConstraintViolated => of(
            None,
            Some("SEC_ERROR_CERT_NOT_IN_NAME_SPACE"),
            None,
            None,
            None,
        ),
        Check::LocalNameOnPublicRoot => of(
            Some("NET::ERR_CERT_NON_UNIQUE_NAME"),
            None,
            None,
            None,
            None,
        ),
        Check::PublicRootKeyTooSmall => of(
            None,
            Some("MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE"),
            None,
            None,
            None,
        ),
        Check::IntermediatePreloaded => Codes::default(),
        Check::LeafIsCa => of(
            None,
            Some("MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY"),
            None,
            None,
            None,
        ),
        Check::NameConstraintViolated => of(
            INVALID,
            Some("SEC_ERROR_CERT_NOT_IN_NAME_SPACE"),
            Some("X509_V_ERR_PERMITTED_VIOLATION"),
            None,
            Some(
                "x509: a root or intermediate certificate is not authorized to sign for this name",
            ),
        ),
        Check::NameConstraintUnsupported => of(
            INVALID,
            Some("SEC_ERROR_CERT_NOT_IN_NAME_SPACE"),
            Some("X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE"),
            None,
            None,
        ),
        Check::NameConstraintMalformed => of(
            None,
            Some("SEC_ERROR_BAD_DER"),
            None, // by form and fault: it takes some
            None,
            None,
        ),
        Check::PolicyRequiredNotFound => of(
            INVALID,
            None,
            Some("X509_V_ERR_NO_EXPLICIT_POLICY"),
            None,
            None,
        ),
        Check::PolicyMappingAnyPolicy => of(INVALID, None, None, None, None),
        Check::PrivateKeyMismatch => of(
            None,
            None,
            Some("X509_R_KEY_VALUES_MISMATCH"),
            Some("ERR_OSSL_X509_KEY_VALUES_MISMATCH"),
            Some("tls: private key does not match public key"),
        ),
        // Encodings: each program has many codes, by the field that it was reading when it gave up.
        Check::CertificateTooLarge
        | Check::DerTruncated
        | Check::DerLengthInvalid
        | Check::DerTagInvalid
        | Check::DerValueInvalid
        | Check::DerSetUnordered
        | Check::DerTrailingData
        | Check::DerTooDeep
        | Check::CertificateStructureInvalid
        | Check::DerDefaultEncoded
        | Check::VersionInvalid
        | Check::SerialNumberInvalid
        | Check::ExtensionMalformed => Codes::default(),
        // By algorithm and by the certificate's place; an anchor's own signature is looked at by nobody.
        Check::SignatureAlgorithmWeak
        | Check::SignatureAlgorithmUnsupported
        | Check::PublicKeyMalformed
        | Check::PublicKeyShort
        | Check::PublicKeyUnsupported => Codes::default(),
        // The profile of RFC 5280 §4: programs that ask at all have one code for many of these.
        Check::SignatureMalformed
        | Check::ValidityTimeForm
        | Check::CaSubjectEmpty
        | Check::SubjectEmptyWithoutCriticalNames
        | Check::UniqueIdentifierPresent
        | Check::ExtensionCritical
        | Check::ExtensionNotCritical
        | Check::ExtensionCriticalityUnadvised
        | Check::SubjectAlternativeNameCritical
        | Check::NameConstraintsNotCritical
        | Check::ExtensionValueNotAllowed
        | Check::AuthorityKeyIdentifierMissing
        | Check::SubjectKeyIdentifierMissing
        | Check::CaKeyUsageMissing
        | Check::CertSignWithoutCa
        | Check::NameAttributeMalformed
        | Check::AlternativeNameMalformed
        | Check::PathLengthMeaningless
        | Check::NameConstraintsOutsideCa => Codes::default(),
        // The Baseline Requirements bind CAs; linters name their breach, verifiers seldom do.
        Check::VersionNotThree
        | Check::SerialNumberGuessable
        | Check::PublicKeyNotPermitted
        | Check::SignatureAlgorithmNotPermitted
        | Check::ExtendedKeyUsageMissing
        | Check::ExtendedKeyUsageAny
        | Check::ExtendedKeyUsageNotPermitted
        | Check::KeyUsageNotPermitted
        | Check::ExtendedKeyUsageCritical
        | Check::RootExtendedKeyUsage
        | Check::IntermediateExtendedKeyUsageMissing
        | Check::AuthorityKeyIdentifierNotPlain
        | Check::ServerNamesMissing
        | Check::ServerNameFormNotPermitted
        | Check::ServerNameInternal
        | Check::CommonNameNotListed
        | Check::CommonNameUnmatched
        | Check::ServerExtensionMissing => Codes::default(),
        Check::WildcardOnPublicSuffix => of(NAME, None, None, None, None),
        Check::SearchLimitReached => of(UNTRUSTED, None, None, None, None),
        // What only certlens says.
        Check::NameConstraintsTooMany
        | Check::PolicyGraphTooLarge
        | Check::SubjectAlternativeNameUnusable
        | Check::HostnameNotChecked
        | Check::CertificateUnreadable
        | Check::CertificateDuplicate
        | Check::CertificateUnused
        | Check::CertificatesOutOfOrder
        | Check::InputNotUnderstood
        | Check::PemUnloadable
        | Check::PrivateKeyMatches
        | Check::PrivateKeyPresent => Codes::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oid::Oid;
    use crate::time::Time;

    #[test]
    fn names_that_turn_on_the_values_found_do() {
        let of = |hostname: &str, names: &[&str]| {
            let names = names.iter().map(ToString::to_string).collect();
            let hostname = hostname.to_owned();
            let fault = Fault::HostnameMismatch {
                hostname,
                names,
                more: 0,
            };
            let codes = codes_of(&fault, Role::Leaf);
            (
                codes.openssl.unwrap_or_default(),
                codes.go.unwrap_or_default(),
            )
        };
        let (openssl, go) = of("10.0.0.1", &["a.example"]);
        assert_eq!(openssl, "X509_V_ERR_IP_ADDRESS_MISMATCH");
        assert!(go.ends_with("doesn't contain any IP SANs"));
        let (openssl, go) = of("b.example", &["a.example", "10.0.0.1"]);
        assert_eq!(openssl, "X509_V_ERR_HOSTNAME_MISMATCH");
        assert!(go.contains("is valid for"));
        assert!(of("10.0.0.1", &["10.0.0.2"]).1.contains("is valid for"));
        assert!(
            of("b.example", &["10.0.0.2"])
                .1
                .contains("not valid for any names")
        );

        // The address is there, as a DNS name.
        assert!(of("10.0.0.1", &["10.0.0.1"]).1.ends_with("any IP SANs"));
        // Of Chrome, Firefox, OpenSSL, Node and Go, which has no code for it.
        let silent = |fault: &Fault| {
            let codes = codes_of(fault, Role::Leaf);
            let Codes {
                chrome,
                firefox,
                openssl,
                node,
                go,
            } = codes;
            [chrome, firefox, openssl, node, go].map(|code| code.is_none())
        };
        let takers = |hostname: &str, name: &str| {
            silent(&Fault::HostnameMismatch {
                hostname: hostname.to_owned(),
                names: vec![name.to_owned()],
                more: 0,
            })
        };
        let (refuses, takes) = (false, true);
        for (hostname, name, expected) in [
            (
                "a.b.example",
                "*.example",
                [refuses, refuses, refuses, refuses, refuses],
            ),
            (
                "a.com",
                "*.com",
                [refuses, refuses, refuses, refuses, takes],
            ),
            ("a.co.uk", "*.CO.uk", [takes, takes, takes, takes, takes]),
            (
                "foo.b.example",
                "f*.b.example",
                [refuses, refuses, takes, takes, refuses],
            ),
            (
                "a.b.example",
                "a.b.example.",
                [takes, refuses, refuses, takes, refuses],
            ),
            (
                "a.b.example",
                "b.b.example.",
                [refuses, refuses, refuses, refuses, refuses],
            ),
        ] {
            assert_eq!(takers(hostname, name), expected, "{hostname} {name}");
        }

        let purposes = |listed: &[&str]| {
            silent(&Fault::ExtendedKeyUsageUnsuitable {
                purpose: "serverAuth",
                purposes: listed.iter().map(|purpose| (*purpose).to_owned()).collect(),
            })
        };
        assert_eq!(purposes(&["clientAuth"]), [refuses; 5]);
        assert_eq!(
            purposes(&["serverAuth", "OCSPSigning"]),
            [takes, refuses, takes, takes, takes]
        );

        // Of a leaf, which is its own issuer.
        assert_eq!(
            silent(&Fault::IssuerNotCa {}),
            [refuses, takes, takes, takes, takes]
        );
        assert!(
            codes_of(&Fault::IssuerNotCa {}, Role::Intermediate)
                .firefox
                .is_some()
        );

        assert_eq!(
            purposes(&["netscapeStepUp"]),
            [refuses, refuses, takes, takes, refuses]
        );

        let signed = |key_fits| {
            silent(&Fault::SignatureInvalid {
                issuer: String::new(),
                algorithm: "sha256WithRSAEncryption".to_owned(),
                key_fits,
                key_identifiers_differ: false,
                signer_key: None,
            })
        };
        assert_eq!(signed(true), [refuses; 5]);
        assert_eq!(signed(false), [refuses, refuses, takes, takes, refuses]);

        let weak =
            |algorithm| codes_of(&Fault::SignatureAlgorithmWeak { algorithm }, Role::Leaf).go;
        assert!(weak("sha1WithRSAEncryption").is_some() && weak("md2WithRSAEncryption").is_none());

        let short = |algorithm: &str| {
            let fault = Fault::PublicKeyTooSmall {
                algorithm: algorithm.to_owned(),
                bits: 768,
                minimum: 1024,
            };
            codes_of(&fault, Role::Leaf).openssl
        };
        assert_eq!(short("RSA"), Some("X509_V_ERR_EE_KEY_TOO_SMALL"));
        assert_eq!(short(SHORT_SIGNATURE), Some("X509_V_ERR_CA_KEY_TOO_SMALL"));

        let limited = |form| {
            silent(&Fault::NameConstraintUnsupported {
                form,
                name: String::new(),
                constrainer: 1,
            })
        };
        // Node and Go have no name for it.
        for (form, expected) in [
            ("otherName", [refuses, refuses, takes, takes, takes]),
            (
                "uniformResourceIdentifier",
                [refuses, refuses, takes, takes, takes],
            ),
            ("x400Address", [refuses, refuses, refuses, takes, takes]),
            ("directoryName", [takes; 5]),
        ] {
            assert_eq!(limited(form), expected, "{form}");
        }

        let critical = |oid: &[u8]| {
            silent(&Fault::CriticalExtensionUnknown {
                oid: Oid::from_content(oid),
                name: String::new(),
                offset: 0,
            })
        };
        // Node has several names for it.
        assert_eq!(
            critical(&[42, 3, 4]),
            [refuses, refuses, refuses, takes, refuses]
        );
        for oid in [
            known::POLICY_MAPPINGS,
            known::AUTHORITY_INFO_ACCESS,
            known::NETSCAPE_CERT_TYPE,
            known::SCT_LIST,
        ] {
            assert_eq!(critical(oid), [takes; 5]);
        }
        let application_policies = &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 21, 10];
        assert_eq!(
            critical(application_policies),
            [takes, refuses, refuses, takes, refuses]
        );

        let usages = |usages: &[&'static str]| {
            silent(&Fault::KeyUsageUnsuitable {
                usages: usages.to_vec(),
            })
        };
        for (listed, expected) in [
            (
                &["cRLSign"][..],
                [refuses, refuses, refuses, refuses, takes],
            ),
            (
                &["cRLSign", "keyEncipherment"],
                [refuses, takes, takes, takes, takes],
            ),
            (&[], [refuses, refuses, takes, takes, takes]),
        ] {
            assert_eq!(usages(listed), expected, "{listed:?}");
        }

        let too_long = |set_by| silent(&Fault::PathTooLong { limit: 1, set_by });
        assert_eq!(too_long("profile"), [takes, refuses, refuses, takes, takes]);
        assert_eq!(too_long("request"), [takes; 5]);

        let violated = |form, name: &str| {
            let fault = Fault::NameConstraintViolated {
                name: name.to_owned(),
                form,
                constraints: vec![],
                constrainer: 1,
                excluded: true,
            };
            codes_of(&fault, Role::Leaf).openssl.is_some()
        };
        for (form, compared, other) in [
            ("uniformResourceIdentifier", "https://a.example/", "urn:a"),
            ("rfc822Name", "a@a.example", "a.example"),
            ("iPAddress", "192.0.2.1", "c0:00:02:01:05"),
        ] {
            assert!(violated(form, compared) && !violated(form, other), "{form}");
        }

        let anchor = |time: &str| {
            let time_of = |text| Time::parse_rfc3339(text).unwrap();
            let fault = Fault::AnchorOutOfDate {
                not_before: time_of("2026-01-01T00:00:00Z"),
                not_after: time_of("2026-12-31T00:00:00Z"),
                time: time_of(time),
            };
            let Codes {
                chrome,
                firefox,
                node,
                ..
            } = codes_of(&fault, Role::Anchor);
            (chrome, firefox, node)
        };
        assert_eq!(
            anchor("2025-12-31T00:00:00Z"),
            (
                None,
                Some("MOZILLA_PKIX_ERROR_NOT_YET_VALID_ISSUER_CERTIFICATE"),
                Some("CERT_NOT_YET_VALID")
            )
        );
        assert_eq!(
            anchor("2027-01-01T00:00:00Z"),
            (
                None,
                Some("SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE"),
                Some("CERT_HAS_EXPIRED")
            )
        );

        let legacy = |common_name: &str| {
            let fault = Fault::SubjectAlternativeNameMissing {
                hostname: "a.example".to_owned(),
                common_name: Some(common_name.to_owned()),
            };
            codes_of(&fault, Role::Leaf).go.unwrap().contains("legacy")
        };
        assert!(legacy("A.example") && legacy("*.example") && !legacy("ca"));

        let constrained = |name: &str, form, excluded| {
            let fault = Fault::NameConstraintViolated {
                name: name.to_owned(),
                form,
                constraints: Vec::new(),
                constrainer: 1,
                excluded,
            };
            let Codes { openssl, go, .. } = codes_of(&fault, Role::Leaf);
            (openssl, go.is_some())
        };
        for (name, form, excluded, expected) in [
            (
                "a.example",
                "dNSName",
                true,
                (Some("X509_V_ERR_EXCLUDED_VIOLATION"), true),
            ),
            (
                "a.example",
                "dNSName",
                false,
                (Some("X509_V_ERR_PERMITTED_VIOLATION"), true),
            ),
            ("*.example", "dNSName", true, (None, true)),
            (
                "O=A",
                "directoryName",
                false,
                (Some("X509_V_ERR_PERMITTED_VIOLATION"), false),
            ),
        ] {
            assert_eq!(constrained(name, form, excluded), expected, "{name}");
        }

        let of_key = |same_kind| {
            let fault = Fault::PrivateKeyMismatch {
                input: "certificates",
                part: 0,
                line: None,
                owner: None,
                owner_is_ca: false,
                same_kind,
            };
            codes_of(&fault, Role::None)
        };
        assert!(of_key(true).node.is_some() && of_key(false).node.is_none());
        assert_eq!(of_key(false).openssl, Some("X509_R_KEY_TYPE_MISMATCH"));

        let of_list = |reason| {
            let fault = Fault::CrlUnusable {
                reason,
                issuer: None,
                this_update: None,
                next_update: None,
                time: Time::from_unix(0),
                problem: None,
                offset: None,
                part: 0,
                line: None,
            };
            codes_of(&fault, Role::Leaf).node
        };
        assert_eq!(of_list("expired"), Some("CRL_HAS_EXPIRED"));
        assert_eq!(of_list("not-yet-valid"), Some("CRL_NOT_YET_VALID"));
        assert_eq!(of_list("signature-invalid"), Some("CRL_SIGNATURE_FAILURE"));
        assert_eq!(of_list("crl-number-missing"), None); // they take it

        let unknown = |crls| {
            let fault = Fault::RevocationUnknown {
                serial_number: "01".to_owned(),
                issuer: "CN=CA".to_owned(),
                crls,
                ocsp_responses: 1,
            };
            codes_of(&fault, Role::Leaf).node
        };
        assert_eq!([unknown(0), unknown(1)], [Some("UNABLE_TO_GET_CRL"), None]);
    }

    #[test]
    fn codes_have_the_form_of_their_program_and_differ_by_role() {
        for check in Check::ALL {
            for role in [Role::Leaf, Role::Intermediate, Role::Anchor, Role::None] {
                let codes = codes(*check, role);
                let starts = |code: Option<&str>, prefixes: &[&str]| {
                    code.is_none_or(|code| prefixes.iter().any(|prefix| code.starts_with(prefix)))
                };
                assert!(
                    starts(codes.chrome, &["NET::ERR_CERT", "ERR_SSL_"]),
                    "{codes:?}"
                );
                assert!(
                    starts(
                        codes.firefox,
                        &["SEC_ERROR_", "MOZILLA_PKIX_ERROR_", "SSL_ERROR_"]
                    ),
                    "{codes:?}"
                );
                assert!(
                    starts(codes.openssl, &["X509_V_ERR_", "X509_R_"]),
                    "{codes:?}"
                );
                assert!(starts(codes.go, &["x509: ", "tls: "]), "{codes:?}");
                assert!(
                    codes.node.is_none_or(|code| code
                        .bytes()
                        .all(|b| b.is_ascii_uppercase() || b == b'_' || b.is_ascii_digit())),
                    "{codes:?}"
                );
            }
        }
        assert_eq!(
            codes(Check::CertificateExpired, Role::Intermediate).firefox,
            Some("SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE")
        );
        assert_eq!(
            codes(Check::CertificateExpired, Role::Leaf).firefox,
            Some("SEC_ERROR_EXPIRED_CERTIFICATE")
        );
        assert_eq!(
            serde_json::to_string(&codes(Check::AnchorOutOfDate, Role::Anchor)).unwrap(),
            r#"{"go":"x509: certificate has expired or is not yet valid"}"#
        );
    }
}
