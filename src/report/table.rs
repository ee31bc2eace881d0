//! The table of checks for readers: what each rule is, why there is such a rule, where it is written, and what other
//! programs call its fault. Words without values; those with the values found are in [`super::prose`].

use std::net::IpAddr;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::prose::Role;
use crate::finding::{Check, Fault, SHORT_SIGNATURE};
use crate::oid::known;

/// What a check is; the same for every report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    /// States the fault in a few plain words, without a final period.
    pub title: &'static str,
    /// What the rule is and why it exists: two to four sentences.
    pub meaning: &'static str,
    /// Where the rule is written; `None` for rules of certlens itself.
    pub reference: Option<Reference>,
    /// What other programs call the fault.
    pub codes: Codes,
}

/// A place in a standard. Serialises to `{ document, section, url }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// `RFC 5280`, `X.690`.
    pub document: &'static str,
    /// `4.2.1.9`.
    pub section: &'static str,
}

impl Reference {
    /// The address of the section, derived from its name: the RFC editor's page, or the whole document where it has no
    /// addresses for sections: the ITU's for X.690, the CA/Browser Forum's.
    pub fn url(&self) -> String {
        if self.document == BASELINE_REQUIREMENTS {
            return "https://cabforum.org/working-groups/server/baseline-requirements/requirements/"
                .to_owned();
        }
        match self.document.strip_prefix("RFC ") {
            Some(number) => format!(
                "https://www.rfc-editor.org/rfc/rfc{number}#section-{}",
                self.section
            ),
            None => format!("https://www.itu.int/rec/T-REC-{}", self.document),
        }
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Reference", 3)?;
        object.serialize_field("document", self.document)?;
        object.serialize_field("section", self.section)?;
        object.serialize_field("url", &self.url())?;
        object.end()
    }
}

/// The CA/Browser Forum's rules for public TLS server certificates.
const BASELINE_REQUIREMENTS: &str = "Baseline Requirements";

/// What other programs call a fault; `None` where they have no name of their own for it, or several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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
pub(super) fn codes_of(fault: &Fault, role: Role) -> Codes {
    let codes = codes(fault.check(), role);
    match fault {
        Fault::HostnameMismatch {
            hostname, names, ..
        } => of_mismatch(hostname, names, codes),
        Fault::SubjectAlternativeNameMissing {
            hostname,
            common_name,
        } => Codes {
            // Go looks at the common name only to say that it does not count.
            go: match common_name {
                Some(name) if covers(&name.to_ascii_lowercase(), hostname) => codes.go,
                _ if hostname.parse::<IpAddr>().is_ok() => Some(
                    "x509: cannot validate certificate for … because it doesn't contain any IP SANs",
                ),
                _ => Some("x509: certificate is not valid for any names, but wanted to match …"),
            },
            ..codes
        },
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
        Fault::PublicKeyTooSmall { algorithm, .. } if algorithm == SHORT_SIGNATURE => {
            self::codes(Check::PublicKeyTooSmall, Role::Intermediate)
        }
        // What one browser does not compare others do.
        Fault::NameConstraintUnsupported {
            form: "directoryName" | "rfc822Name",
            ..
        } => Codes::default(),
        Fault::NameConstraintUnsupported {
            form: "uniformResourceIdentifier",
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
        // OpenSSL and Node look for another issuer.
        Fault::SignatureInvalid {
            key_identifiers_differ,
            signer_key,
            ..
        } if *key_identifiers_differ || signer_key.is_some() => Codes {
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
        Fault::NameConstraintViolated { excluded: true, .. } => Codes {
            openssl: Some("X509_V_ERR_EXCLUDED_VIOLATION"),
            ..codes
        },
        _ => codes,
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
    match processed.iter().any(|arc| oid.starts_with(arc)) {
        true => Codes::default(),
        false => codes,
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

/// The row of a check, with the codes that its fault has where it is most often met.
pub(super) fn row(check: Check) -> Row {
    let (title, meaning, reference) = words(check);
    Row {
        title,
        meaning,
        reference,
        codes: codes(check, Role::None),
    }
}

/// What other programs call the fault in a certificate of this role: several name it differently in a leaf and in a CA.
///
/// OpenSSL's and Node's names were seen in runs of OpenSSL 3.0 and Node 20 where a chain could be made for them, the
/// browsers' come from their sources. A fault for which a program has several names has none here.
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
            Some("X509_V_ERR_CERT_SIGNATURE_FAILURE"),
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
        Check::PathLoop => of(UNTRUSTED, UNKNOWN_ISSUER, None, None, GO_UNKNOWN),
        Check::PathTooLong => of(
            None,
            None,
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
            Some("X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX"),
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
        // What only certlens says.
        Check::SearchLimitReached
        | Check::NameConstraintsTooMany
        | Check::PolicyGraphTooLarge
        | Check::SubjectAlternativeNameUnusable
        | Check::HostnameNotChecked
        | Check::AnchorIsIntermediate
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

type Words = (&'static str, &'static str, Option<Reference>);

fn at(document: &'static str, section: &'static str) -> Option<Reference> {
    Some(Reference { document, section })
}

fn words(check: Check) -> Words {
    match check {
        Check::CertificateTooLarge => (
            "The certificate is too large to read",
            "certlens reads certificates up to a fixed size, so that one answer never takes long. \
             Real certificates have half a kilobyte to ten kilobytes. What was not read is not trusted.",
            None,
        ),
        Check::DerTruncated => (
            "The certificate is cut off",
            "A certificate is made of parts, each of which begins with its own length. Here a \
             part says that it is longer than what is left, so some of the certificate is \
             missing. This happens when a file is copied or pasted incompletely.",
            at("X.690", "8.1.3"),
        ),
        Check::DerLengthInvalid => (
            "A length is written in a form that is not allowed",
            "Certificates are written in DER, an encoding in which every value has exactly one \
             allowed form. Each part begins with its length, which must be definite and as short \
             as possible. Otherwise two programs could read the same bytes differently, and a \
             signature would not protect what it seems to protect.",
            at("X.690", "10.1"),
        ),
        Check::DerTagInvalid => (
            "A part has a type marker that is not allowed",
            "Each part of a certificate begins with a marker that says what kind of value \
             follows. DER, the encoding of certificates, allows each marker in one form only. A \
             reader that guesses at a wrong one may see another certificate than the one that was \
             signed.",
            at("X.690", "8.1.2"),
        ),
        Check::DerValueInvalid => (
            "A value is not written as its type demands",
            "DER, the encoding of certificates, has exactly one way to write each number, text, \
             date and identifier. A value that breaks those rules can be read in several ways. \
             Such a certificate was made by faulty software, damaged, or manipulated.",
            at("X.690", "8"),
        ),
        Check::DerSetUnordered => (
            "The elements of a set are not in order",
            "Where the order of values has no meaning, DER prescribes one: ascending by their \
             bytes. So that the same set always gives the same bytes, and one signature fits one \
             content, any other order is a fault.",
            at("X.690", "11.6"),
        ),
        Check::DerTrailingData => (
            "There are bytes after the end",
            "A certificate ends where its outermost length says, and so does each structure \
             inside it. Bytes that follow belong to nothing. Programs that skip them and programs \
             that do not would disagree about what the certificate is.",
            at("RFC 5280", "4.1"),
        ),
        Check::DerTooDeep => (
            "The structure is nested too deeply",
            "certlens follows structures inside structures to a fixed depth, several times deeper \
             than any real certificate goes. The limit protects against input that is made to \
             exhaust its reader. What was not read is not trusted.",
            None,
        ),
        Check::CertificateStructureInvalid => (
            "A field is missing or is of the wrong kind",
            "A certificate is a fixed sequence of fields: version, serial number, issuer, dates, \
             subject, key, extensions and signature. Each must be there in its place and of its \
             type. A file in which they are not is no certificate, whatever it calls itself.",
            at("RFC 5280", "4.1"),
        ),
        Check::ChromeCannotRead => (
            "Chrome cannot read the certificate",
            "Chrome reads certificates with BoringSSL, which is strict about some things that \
             other programs let through, and stops at the first. A server's certificate that it \
             cannot read ends the visit; a CA's certificate that it cannot read it does not see at \
             all, as if it were missing.",
            None,
        ),
        Check::TlsKeyNotOffered => (
            "The browser cannot connect with a key of this kind",
            "Before a server's certificate is judged, client and server agree on how the server \
             proves that it has the key. A browser offers only some kinds of keys for that. With \
             another kind there is no connection, however good the certificate is.",
            at("RFC 8446", "4.2.3"),
        ),
        Check::FirefoxCannotRead => (
            "Firefox does not accept how the certificate is written",
            "Firefox reads certificates with mozilla::pkix and NSS, which are strict about some \
             things that other programs let through, and stop at the first. A CA's certificate \
             from a server that they cannot read is left out, as if it had not been sent; some end \
             the connection.",
            None,
        ),
        Check::OcspStapleRefused => (
            "Firefox refuses the stapled OCSP response",
            "A server may send a statement of its CA along with its certificate (OCSP stapling). \
             Firefox goes on without one, but where there is one and it is forged, malformed or \
             says that the certificate is revoked or unknown, it ends the connection. Below roots \
             that the user has added it does so for outdated ones too. It does not look at the \
             response where its own list of revocations (CRLite) covers the certificate.",
            None,
        ),
        Check::TlsFeatureMissing => (
            "A TLS feature that is demanded is missing",
            "A certificate can demand that the server does something in each connection; the only \
             such demand in use is to send an OCSP response (“must-staple”). A CA's certificate \
             can demand the same of all certificates below it. Where the demand is not met, a \
             client that knows the extension ends the connection.",
            at("RFC 7633", "4.2"),
        ),
        Check::DerDefaultEncoded => (
            "A default value is written out",
            "Some fields have a default, a value that they have when they are left out. DER \
             demands that a field with its default value is left out, so that there is one way \
             only to write the same content. It is a small fault that careless software makes.",
            at("X.690", "11.5"),
        ),
        Check::VersionInvalid => (
            "The version number does not fit",
            "Certificates exist in versions 1, 2 and 3, and extensions exist from version 3 on. A \
             program that goes by the version alone would overlook the restrictions that \
             extensions set. So the version must be one that exists and that allows the fields \
             that are there.",
            at("RFC 5280", "4.1.2.1"),
        ),
        Check::SerialNumberInvalid => (
            "The serial number is not allowed",
            "Each certificate of a CA has its own serial number: a positive whole number of at \
             most 20 bytes. It is how a CA names a certificate that it revokes. Programs treat \
             numbers outside those bounds differently.",
            at("RFC 5280", "4.1.2.2"),
        ),
        Check::IssuerNameEmpty => (
            "The certificate does not name its issuer",
            "Every certificate must say who issued it. That name leads to the next certificate in \
             the chain. Without it nobody can be asked whether the certificate is genuine.",
            at("RFC 5280", "4.1.2.4"),
        ),
        Check::ValidityTimeInvalid => (
            "A date cannot be read",
            "A certificate is valid between two moments. Each must be written in one of two exact \
             forms, in UTC, to the second. Where a date cannot be read, nobody can tell whether \
             the certificate is valid now.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::ValidityInverted => (
            "The certificate ends before it begins",
            "A certificate is valid from its first date to its last. Where the last date comes \
             before the first, there is no moment at which it is valid.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::ExtensionDuplicate => (
            "An extension is there twice",
            "Extensions carry most of what a certificate says: names, uses, limits. Each may be \
             there once only. With two of a kind, one program would go by the first and another \
             by the last.",
            at("RFC 5280", "4.2"),
        ),
        Check::ExtensionMalformed => (
            "An extension cannot be read",
            "Extensions carry names, uses and limits in a form that a standard lays down. One \
             that is not in that form cannot be obeyed, and a limit that cannot be read must not \
             be ignored.",
            at("RFC 5280", "4.2"),
        ),
        Check::CriticalExtensionUnknown => (
            "An extension that must be understood is not known",
            "A certificate can mark an extension as critical: whoever does not understand it must \
             not accept the certificate. That is how new restrictions stay safe with old \
             programs. certlens does not process this one, so it obeys that rule.",
            at("RFC 5280", "4.2"),
        ),
        Check::SignatureAlgorithmMismatch => (
            "The certificate names two different signature algorithms",
            "A certificate states its signature algorithm twice: inside the signed part and \
             beside the signature. Both must be the same. Only the inner one is protected by the \
             signature, so a difference can mean that somebody changed the outer one.",
            at("RFC 5280", "4.1.1.2"),
        ),
        Check::SignatureAlgorithmWeak => (
            "The certificate is signed with a broken algorithm",
            "A signature protects a certificate only as long as nobody can make a second content \
             to which the same signature fits. For MD2, MD4, MD5 and SHA-1 this can no longer be \
             relied on, and with MD5 a false CA certificate has been made. A signature that rests \
             on them proves nothing.",
            at("RFC 8446", "4.4.2.4"),
        ),
        Check::SignatureAlgorithmUnsupported => (
            "This kind of signature is not accepted here",
            "A certificate counts only when its signature is verified with its issuer's key. The \
             browser does not take this algorithm, or not with these parameters, or certlens does \
             not implement it. It does not call trusted what it has not checked.",
            at("RFC 5280", "4.1.1.2"),
        ),
        Check::PublicKeyMalformed => (
            "The public key is not well-formed",
            "A certificate ties a name to a public key. The key must be written in the exact form \
             that its algorithm lays down, with values that make a usable key. A wrong one can \
             verify nothing, or let false signatures through.",
            at("RFC 5280", "4.1.2.7"),
        ),
        Check::PublicKeyUnsupported => (
            "This kind of public key is not accepted here",
            "A certificate ties a name to a public key of some algorithm. Browsers take few, and \
             certlens knows those that are used on the web. What cannot be verified is not trusted.",
            at("RFC 5280", "4.1.2.7"),
        ),
        Check::PublicKeyShort => (
            "The key is shorter than is thought safe today",
            "Public CAs no longer certify RSA keys of less than 2048 bits: those of 1024 are thought \
             to be within reach of very large attackers. The CA/Browser Forum and NIST have asked \
             for 2048 bits since the end of 2013. The key still works; plan to replace it.",
            at("RFC 9325", "4.5"),
        ),
        Check::PublicKeyTooSmall => (
            "The key is too short to be safe",
            "The longer a key, the harder it is to compute its private part from its public one. \
             Short keys can be broken with computers that exist today. Whoever breaks a server's \
             key can pose as the server; whoever breaks a CA's key can pose as anybody.",
            at("RFC 9325", "4.5"),
        ),
        Check::SelfSignedNotTrusted => (
            "The certificate vouches only for itself",
            "A server's certificate is believed because somebody who is trusted, a certificate \
             authority (CA), has signed it after checking who owns the name. A self-signed \
             certificate has no such witness. Anyone can make one for any name.",
            at("RFC 5280", "6.1"),
        ),
        Check::AnchorNameReused => (
            "A certificate uses a trusted CA's name but not its key",
            "A CA is recognised by its key, not by its name: a name can be copied into any \
             certificate, a key cannot. A certificate that has a trusted CA's name and another \
             key is not that CA. It is an imitation, or a new root that is not trusted yet.",
            at("RFC 5280", "6.1"),
        ),
        Check::RootNotTrusted => (
            "The chain ends at a root that is not trusted",
            "Certificates form a chain: each is signed by the next, and the last, the root, signs \
             itself. The chain counts only when that root is one of those that the client trusts \
             already. Anyone can make a root, so one that merely comes along proves nothing.",
            at("RFC 5280", "6.1"),
        ),
        Check::IssuerNotFound => (
            "The issuer's certificate is missing",
            "Certificates form a chain from the server's own up to a trusted root. A server must \
             send all of them but the root. Where one is missing, the client cannot follow the \
             chain and cannot know who vouches for the server.",
            at("RFC 5280", "6.1"),
        ),
        Check::PathLoop => (
            "The chain leads back to itself",
            "A chain must lead to a trusted root, and no certificate may be in it twice. Here the \
             certificates name one another as issuers in a circle, so that the chain never ends.",
            at("RFC 5280", "6.1"),
        ),
        Check::PathTooLong => (
            "The chain is too long",
            "The number of intermediate certificates between the server's and the root is \
             limited, by the request or by the engine. Real chains have one to three. A longer \
             one was not followed.",
            None,
        ),
        Check::SignatureInvalid => (
            "The signature does not fit",
            "A CA signs a certificate with its private key, and anyone can verify it with the \
             CA's public key. A signature that does not fit means that the certificate was \
             changed after it was signed, or that this CA never signed it. This is what makes a \
             certificate more than a claim.",
            at("RFC 5280", "6.1.3"),
        ),
        Check::SearchLimitReached => (
            "The search for a chain was stopped",
            "Between a certificate and the trusted roots there can be many chains, and input can \
             be made so that there are millions. certlens therefore stops at a fixed amount of \
             work. What it did not reach, it did not judge.",
            None,
        ),
        Check::BasicConstraintsMissing => (
            "An issuer does not say that it is a CA",
            "Only a CA may sign other certificates, and a CA's certificate says so in an \
             extension called basic constraints. Without that rule, the owner of any ordinary \
             certificate could issue certificates for every name in the world.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::IssuerNotCa => (
            "An issuer is not a CA",
            "Only a CA may sign other certificates. This issuer's certificate says that it is \
             none. Were that ignored, the owner of any ordinary certificate could issue \
             certificates for every name in the world.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::PathLengthExceeded => (
            "There are more CAs below a CA than it allows",
            "A CA's certificate can limit how many further CAs may stand between it and a \
             server's certificate. So a CA can be allowed to issue certificates for servers, but \
             not to appoint other CAs. A chain that goes deeper breaks that limit.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::KeyUsageLacksCertSign => (
            "An issuer's key is not meant for signing certificates",
            "A certificate can list what its key may be used for. A key that signs certificates \
             must have that use (keyCertSign) in the list, if there is a list.",
            at("RFC 5280", "4.2.1.3"),
        ),
        Check::KeyUsageUnsuitable => (
            "The key is not meant for secure connections",
            "A certificate can list what its key may be used for. To set up a secure connection \
             (TLS), a key must be allowed to sign (digitalSignature); older handshakes could do with \
             encrypting or agreeing on keys (keyEncipherment, keyAgreement).",
            at("RFC 5280", "4.2.1.3"),
        ),
        Check::ExtendedKeyUsageUnsuitable => (
            "The certificate is meant for another purpose",
            "A certificate can say what it is for: servers, clients, e-mail, signing programs and \
             so on. One that lists purposes is good for those only. A CA's certificate with such \
             a list limits all certificates below it.",
            at("RFC 5280", "4.2.1.12"),
        ),
        Check::NameConstraintViolated => (
            "A CA above may not certify this name",
            "A CA's certificate can limit the names for which certificates may be issued below it. \
             Every name of every certificate below must lie inside what is permitted and outside \
             what is excluded, not only the one that was visited.",
            at("RFC 5280", "4.2.1.10"),
        ),
        Check::NameConstraintUnsupported => (
            "A limit on names cannot be checked",
            "A CA's certificate can limit names of many forms. For some of them there is no agreed \
             way to compare a name with a limit, or a browser knows none. A certificate with such a \
             name is then refused.",
            at("RFC 5280", "4.2.1.10"),
        ),
        Check::NameConstraintMalformed => (
            "A CA's limit on names is not well-formed",
            "A CA's certificate can limit the names below it. A limit that is not written as its \
             definition says has no certain meaning, so nothing below it can be trusted.",
            at("RFC 5280", "4.2.1.10"),
        ),
        Check::NameConstraintsTooMany => (
            "There are too many names and limits to compare",
            "Each name must be compared with each limit on names above it. A hostile chain can make \
             that take for ever, so the work is bounded.",
            None,
        ),
        Check::PolicyRequiredNotFound => (
            "The chain has no acceptable certificate policy",
            "Certificates can state under which policies they were issued. A CA, or the one who \
             asks, can demand that one policy runs through the whole chain. Then a chain without \
             such a policy is refused.",
            at("RFC 5280", "6.1.5"),
        ),
        Check::PolicyMappingAnyPolicy => (
            "A CA declares “any policy” equal to another",
            "A CA can declare its policies equal to those of another. The policy that stands for \
             any policy must not be mapped, because every policy would then be acceptable.",
            at("RFC 5280", "6.1.4"),
        ),
        Check::PolicyGraphTooLarge => (
            "The certificates' policies are too many to evaluate",
            "Policies and their mappings form a graph over the chain. A hostile chain can make it \
             explode, so its size is bounded.",
            at("RFC 9618", "5"),
        ),
        Check::CertificateExpired => (
            "The certificate has expired",
            "Every certificate has a last day. After it nobody vouches any more that the name \
             still belongs to the key's owner, and the CA no longer has to tell whether the \
             certificate was revoked. Short lifetimes limit the harm of stolen keys and sold \
             names.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::CertificateNotYetValid => (
            "The certificate is not valid yet",
            "Every certificate has a first moment. Before it the CA vouches for nothing. The \
             usual cause is a clock that is wrong, either here or where the certificate was \
             made.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::AnchorOutOfDate => (
            "The root certificate is out of its validity period",
            "A root is trusted because it is in the list of trusted roots, but its certificate \
             has dates as any other. The standard leaves open whether they count, and programs \
             differ. An expired root is in any case one that its owner meant to be replaced.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::SubjectAlternativeNameMissing => (
            "The certificate has no list of names",
            "The names for which a certificate is good stand in a list of their own (subject \
             alternative name, SAN). The older place, the common name, is free text that may hold \
             anything, so it no longer counts. Without the list, a certificate is good for no \
             name at all.",
            at("RFC 9525", "2"),
        ),
        Check::HostnameMismatch => (
            "The certificate is for other names",
            "A certificate is good for the names in its list and for no others. Otherwise whoever \
             has a certificate for a name of their own could pose as every other server. A \
             wildcard such as *.example.com stands for exactly one label.",
            at("RFC 9525", "6.3"),
        ),
        Check::SubjectAlternativeNameUnusable => (
            "A name in the certificate is not in a form that matches",
            "The names in a certificate must be written in a fixed form to be comparable with the \
             name that is visited. By RFC 9525 an entry in another form matches no host; some \
             programs take it all the same. The other entries are not affected.",
            at("RFC 5280", "4.2.1.6"),
        ),
        Check::HostnameNotChecked => (
            "The host name was not compared",
            "A certificate is good only for the names that are in it. None was \
             compared here, so this report says nothing about which servers the certificate may \
             be used for.",
            at("RFC 9525", "6"),
        ),
        Check::SignatureMalformed => (
            "The signature has a form that no key gives",
            "Each signature algorithm gives values of one form: two numbers within a range, or so \
             many bytes. A value of another form was not made by that algorithm.",
            at("RFC 5280", "4.1.1.3"),
        ),
        Check::ValidityTimeForm => (
            "A date is written in the wrong form",
            "Dates up to the year 2049 are written with two digits for the year, later ones with \
             four. A CA that mixes the forms up uses software that does not follow the standard.",
            at("RFC 5280", "4.1.2.5"),
        ),
        Check::CaSubjectEmpty => (
            "A CA has no name",
            "Certificates refer to the CA that issued them by its name. A CA whose own \
             certificate has no name cannot be referred to.",
            at("RFC 5280", "4.1.2.6"),
        ),
        Check::SubjectEmptyWithoutCriticalNames => (
            "The certificate names nobody for certain",
            "A certificate says whom it is for by its subject, by its list of alternative names, \
             or both. Where it is the list alone, the list must be marked as critical so that no \
             program overlooks it.",
            at("RFC 5280", "4.1.2.6"),
        ),
        Check::UniqueIdentifierPresent => (
            "The certificate has a unique identifier",
            "An early version of the standard let CAs give one name to several owners and tell \
             them apart by a number. That was given up. CAs must not use the field any more.",
            at("RFC 5280", "4.1.2.8"),
        ),
        Check::ExtensionCritical => (
            "An extension is critical that must not be",
            "An extension that is marked as critical makes every program refuse the certificate \
             that does not know it. The standard says of some that they are no reason for that.",
            at("RFC 5280", "4.2"),
        ),
        Check::ExtensionNotCritical => (
            "An extension is not critical that must be",
            "An extension that sets a limit must be marked as critical, so that no program goes \
             on without knowing the limit. Here the mark is missing.",
            at("RFC 5280", "4.2"),
        ),
        Check::ExtensionCriticalityUnadvised => (
            "An extension is critical, or not, against advice",
            "Of some extensions the standard advises whether to mark them as critical. Going \
             against the advice is allowed. It may matter to old or simple programs.",
            at("RFC 5280", "4.2"),
        ),
        Check::SubjectAlternativeNameCritical => (
            "The list of names is critical without need",
            "The list of alternative names ought to be marked as critical only where the \
             certificate has no other name. Public CAs must keep to that.",
            at("RFC 5280", "4.2.1.6"),
        ),
        Check::NameConstraintsNotCritical => (
            "Limits on names are not marked as critical",
            "A CA can be limited to certain names. The standard wants that limit marked as \
             critical, so that no program overlooks it. Public CAs may leave the mark out for the \
             sake of old programs.",
            at("RFC 5280", "4.2.1.10"),
        ),
        Check::ExtensionValueNotAllowed => (
            "An extension holds what its definition does not allow",
            "Each extension has a definition of what it may hold. This one can be read or is not \
             needed to judge the chain, but it is not as its definition says.",
            at("RFC 5280", "4.2"),
        ),
        Check::AuthorityKeyIdentifierMissing => (
            "The certificate does not identify its issuer's key",
            "A CA may have several keys under one name. The authority key identifier says which \
             of them signed the certificate, so that the right chain is found at once.",
            at("RFC 5280", "4.2.1.1"),
        ),
        Check::SubjectKeyIdentifierMissing => (
            "A CA's certificate does not identify its key",
            "The certificates below a CA refer to its key by an identifier, which the CA's own \
             certificate must hold. Without it chains are found by names alone.",
            at("RFC 5280", "4.2.1.2"),
        ),
        Check::CaKeyUsageMissing => (
            "A CA's certificate does not list the uses of its key",
            "A CA's certificate must say that its key is for signing certificates or revocation \
             lists. Where nothing is said, programs take every use as allowed.",
            at("RFC 5280", "4.2.1.3"),
        ),
        Check::CertSignWithoutCa => (
            "A key may sign certificates, but its owner is no CA",
            "Whether a certificate belongs to a CA stands in two places: basic constraints and \
             key usage. They must not contradict each other, because programs may look at one of \
             them only.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::NameAttributeMalformed => (
            "A part of a name is no text of the kind it must be",
            "Each part of a subject's or issuer's name, such as the common name or the country, has \
             its own kinds of text, and most have a greatest length. What is otherwise is read \
             differently by different programs, or not at all.",
            at("RFC 5280", "4.1.2.4"),
        ),
        Check::AlternativeNameMalformed => (
            "A name is not written in its proper form",
            "DNS names, e-mail addresses, URIs and IP addresses in a certificate each have a \
             fixed form. What deviates from it, such as a DNS name with a space or an underscore, \
             is read differently by different programs.",
            at("RFC 5280", "4.2.1.6"),
        ),
        Check::PathLengthMeaningless => (
            "A limit on further CAs stands where none can be",
            "A CA's certificate can limit how many CAs may stand below it. In a certificate that \
             may not issue anything the limit has no meaning, and must not be there.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::NameConstraintsOutsideCa => (
            "Limits on names stand in a certificate that is no CA's",
            "A CA's certificate can say for which names the CA may issue certificates. In any \
             other certificate there is nothing to limit, and the extension must not be there.",
            at("RFC 5280", "4.2.1.10"),
        ),
        Check::VersionNotThree => (
            "The certificate is not of version 3",
            "Public CAs must issue certificates of version 3. Only these can hold extensions, \
             which say for what and for which names a certificate is good.",
            at(BASELINE_REQUIREMENTS, "7.1.1"),
        ),
        Check::SerialNumberGuessable => (
            "The serial number can be guessed",
            "Public CAs must put at least 64 random bits into each serial number. That keeps \
             anybody from preparing a forged certificate with the same signature in advance. The \
             rule is applied to numbers so short that chance hardly explains them.",
            at(BASELINE_REQUIREMENTS, "7.1.2"),
        ),
        Check::PublicKeyNotPermitted => (
            "The key is of a kind or size that public CAs must not certify",
            "Public CAs may certify RSA keys of 2048 bits or more, of a size divisible by 8, and \
             keys on three elliptic curves. So every program can rely on knowing and trusting the \
             mathematics.",
            at(BASELINE_REQUIREMENTS, "6.1.5"),
        ),
        Check::SignatureAlgorithmNotPermitted => (
            "The signature algorithm is not permitted to public CAs",
            "Public CAs may sign with RSA and ECDSA only, and for each elliptic curve with one \
             digest. So every program can verify what they sign.",
            at(BASELINE_REQUIREMENTS, "7.1.3.2"),
        ),
        Check::ValidityTooLong => (
            "The certificate is valid for too long",
            "Public certificates for servers may be valid for a limited time, which has been \
             shortened in steps: 825 days from March 2018, 398 from September 2020, 200 from \
             March 2026, 100 from March 2027, 47 from March 2029. Short lifetimes limit the harm \
             of stolen keys and sold names.",
            at(BASELINE_REQUIREMENTS, "6.3.2"),
        ),
        Check::ExtendedKeyUsageMissing => (
            "The certificate does not say what it is for",
            "A public certificate for a server must list its purposes. One without a list could \
             be used for e-mail, programs and anything else.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.6"),
        ),
        Check::ExtendedKeyUsageAny => (
            "The certificate is for any purpose",
            "A public certificate for a server must name its purposes. The entry that stands for \
             all purposes is not permitted in it.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.10"),
        ),
        Check::ExtendedKeyUsageNotPermitted => (
            "The certificate is not for servers alone",
            "A public certificate for a server must name its purposes. Signing programs, e-mail, \
             time stamps, OCSP responses or precertificates is not permitted in it.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.10"),
        ),
        Check::KeyUsageNotPermitted => (
            "The key is for what a server's key must not be",
            "A server's elliptic curve key must be for signing (digitalSignature) and may be for \
             keyAgreement; an RSA key may be for signing and encipherment. No other uses are permitted.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.11"),
        ),
        Check::ExtendedKeyUsageCritical => (
            "The list of purposes is critical",
            "In a public certificate for a server the list of purposes must not be marked as \
             critical. That is a matter of form: the list binds in any case.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.6"),
        ),
        Check::RootExtendedKeyUsage => (
            "A root has a list of purposes",
            "A public root's certificate must not list purposes. What a root is trusted for is \
             decided by those who keep the list of trusted roots.",
            at(BASELINE_REQUIREMENTS, "7.1.2.1.2"),
        ),
        Check::IntermediateExtendedKeyUsageMissing => (
            "An intermediate does not say for what it may issue",
            "A public CA's intermediate is to list the purposes for which it issues. One for \
             servers then cannot issue for e-mail or programs. Older intermediates have no such \
             list.",
            at(BASELINE_REQUIREMENTS, "7.1.2.10.6"),
        ),
        Check::AuthorityKeyIdentifierNotPlain => (
            "The authority key identifier is not as public CAs must write it",
            "The authority key identifier must hold the identifier of the issuer's key and \
             nothing else. In a root's own certificate it must be the same as the root's own key \
             identifier.",
            at(BASELINE_REQUIREMENTS, "7.1.2.11.1"),
        ),
        Check::ServerNamesMissing => (
            "A public server's certificate has no list of names",
            "The names for which a certificate is good stand in its list of alternative names \
             (SAN). Every public certificate for a server must have it.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.12"),
        ),
        Check::ServerNameFormNotPermitted => (
            "A name is of a form that is not for servers",
            "A public certificate for a server may list DNS names and IP addresses only. For \
             other forms no way is prescribed to check who owns them.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.12"),
        ),
        Check::ServerNameInternal => (
            "A name is not unique on the Internet",
            "Some names and addresses mean another machine in each network: those without a \
             public top-level domain, and addresses such as 10.0.0.1. Nobody can prove to own \
             them, so public CAs must not certify them.",
            at(BASELINE_REQUIREMENTS, "4.2.2"),
        ),
        Check::CommonNameNotListed => (
            "The common name is not in the list of names",
            "The common name of a public certificate must repeat one of the names in its list, \
             letter for letter. Another one shows people a name that programs do not check.",
            at(BASELINE_REQUIREMENTS, "7.1.4.3"),
        ),
        Check::CommonNameUnmatched => (
            "The common name is not itself in the list of names",
            "The common name of a public certificate must repeat one of the names in its list. \
             certlens only warns of one that contradicts no name in the list, such as the domain \
             whose wildcard is listed. This distinction is ours.",
            at(BASELINE_REQUIREMENTS, "7.1.4.3"),
        ),
        Check::WildcardOnPublicSuffix => (
            "A wildcard covers a public suffix",
            "Under a public suffix such as com or co.uk anybody can have a name of their own. A \
             wildcard for all of them lets its holder pose as every one. Public CAs must not \
             issue it without proof that the whole suffix belongs to the holder. A browser refuses \
             it below suffixes of registries; that all verifiers should is our reading.",
            at(BASELINE_REQUIREMENTS, "3.2.2.6"),
        ),
        Check::ServerExtensionMissing => (
            "An extension is missing that public certificates have",
            "A public certificate for a server is to say by which rules it was issued, where its \
             issuer's certificate is, and where revocations are published. Programs go on \
             without, so this is told only.",
            at(BASELINE_REQUIREMENTS, "7.1.2.7.6"),
        ),
        Check::CertificateRevoked => (
            "The certificate has been revoked",
            "A CA can withdraw a certificate before it ends, for instance because its key was \
             stolen or the name changed hands. It publishes the serial numbers of those. A \
             revoked certificate counts as void from then on.",
            at("RFC 5280", "6.1.3"),
        ),
        Check::RevocationUnknown => (
            "It is not known whether the certificate is revoked",
            "A CA says in lists (CRLs) or in answers (OCSP) which of its certificates are still \
             good. Whoever asks for that evidence must have it for every certificate below the \
             trust anchor: an attacker with a stolen key would simply hold it back.",
            at("RFC 5280", "6.3.3"),
        ),
        Check::CrlUnusable => (
            "A revocation list cannot be relied on",
            "A CRL counts only if it is current, covers the certificate, can be read to the end \
             and is signed by somebody whom the certificate's issuer allows to. Otherwise anybody \
             could make one.",
            at("RFC 5280", "6.3.3"),
        ),
        Check::OcspUnusable => (
            "An OCSP response cannot be relied on",
            "An OCSP response counts only if it is current, is about this certificate, and is \
             signed by its issuer or by a responder that the issuer has authorised. Otherwise \
             anybody could make one.",
            at("RFC 6960", "3.2"),
        ),
        Check::CertificateTransparencyInsufficient => (
            "The certificate is not known to be in public logs",
            "Public CAs show nearly every certificate that they issue to public logs, and put the \
             logs' promises (SCTs) to list it into the certificate. Browsers ask for SCTs of two or \
             three logs, of at least two operators. So none that they accept can have been issued in \
             secret.",
            at("RFC 6962", "5.2"),
        ),
        Check::SctUnusable => (
            "A log's promise does not count",
            "An SCT counts only if it can be read, is of a log that the browser knows, is signed \
             by that log for this very certificate, and is not from the future. Otherwise anybody \
             could make one.",
            at("RFC 6962", "3.2"),
        ),
        Check::TransparencyNotJudged => (
            "Whether the certificate is in enough public logs was not judged",
            "Browsers know the logs from a list that changes every few weeks. For a time that lies \
             far from the list's own, what a browser knew then is not known here. So this is left \
             open rather than guessed.",
            None,
        ),
        Check::RootConstraintViolated => (
            "The conditions on which the root is trusted do not hold",
            "Browsers bring a list of roots along, and may trust a root on conditions: for \
             certificates that were logged before a date, or for certain names. So a CA can be \
             removed without breaking what it had issued.",
            None,
        ),
        Check::RootDistrustedAfter => (
            "The root is not trusted for certificates as new as this one",
            "Browsers bring a list of roots along, and may keep a root only for certificates that \
             begin before a date. So a CA can be removed without breaking what it had issued.",
            None,
        ),
        Check::CertificateInOnecrl => (
            "The certificate is in a browser's list of revoked CA certificates",
            "OneCRL is Mozilla's list of CA certificates that must not be used any more. It comes \
             with the browser and is brought up to date in the background. A certificate in it \
             counts as revoked at once.",
            None,
        ),
        Check::ImposedNameConstraintViolated => (
            "The name is beyond those that the CA is taken for",
            "A few CAs of states are trusted for names under their own country's domains only. The \
             browser confines them, whatever their certificates say.",
            None,
        ),
        Check::LocalNameOnPublicRoot => (
            "A public CA cannot vouch for a local name",
            "Names such as printer or nas.local and addresses such as 192.168.0.1 exist in many \
             networks at once. A certificate of a public CA for one could be used in all of them. \
             Some browsers refuse it for that reason.",
            at(BASELINE_REQUIREMENTS, "4.2.2"),
        ),
        Check::PublicRootKeyTooSmall => (
            "An RSA key is too short under a public root",
            "Public CAs must use and certify RSA keys of 2048 bits or more. Browsers that check \
             this hold every certificate under their own roots to it. Keys under a root of one's \
             own may be shorter.",
            at(BASELINE_REQUIREMENTS, "6.1.5"),
        ),
        Check::IntermediatePreloaded => (
            "Some browsers have the right intermediate already",
            "A server must send its intermediates. Some browsers download those of public CAs in \
             advance, so that a chain without them, or with an old one, works there and may fail elsewhere.",
            None,
        ),
        Check::AnchorIsIntermediate => (
            "The chain ends at an intermediate that is itself trusted",
            "A list of trusted certificates usually holds roots, which sign themselves. It may \
             also hold a CA's intermediate. A chain is complete as soon as it reaches any \
             certificate of the list.",
            at("RFC 5280", "6.1"),
        ),
        Check::LeafIsCa => (
            "A CA's certificate is used for a server",
            "A CA's certificate is for signing other certificates, a server's is for running a \
             server. One that is both puts the key that can issue certificates on a machine that \
             is exposed to the network. Programs differ in whether they accept it.",
            at("RFC 5280", "4.2.1.9"),
        ),
        Check::CertificateUnreadable => (
            "Another certificate in the input cannot be read",
            "Among the input is a block that says that it is a certificate but cannot be read as \
             one. It is no part of the chain that was judged. Programs that are stricter may \
             refuse the whole chain because of it.",
            at("RFC 5280", "4.1"),
        ),
        Check::CertificateDuplicate => (
            "The same certificate is there again",
            "Each certificate is needed once. A second copy does not change the answer. It only \
             makes every connection a little slower if the server sends it too.",
            None,
        ),
        Check::CertificateUnused => (
            "A certificate is not needed",
            "A server sends its own certificate and the intermediates that lead to a root. This \
             one is no part of that chain. It seldom does harm, but it may show that another \
             certificate was meant.",
            at("RFC 8446", "4.4.2"),
        ),
        Check::CertificatesOutOfOrder => (
            "The certificates are not in order",
            "A server should send its own certificate first, and then each certificate's issuer. \
             certlens sorts them by itself, and so do browsers. Some other programs do not, and \
             servers load the first certificate as their own.",
            at("RFC 8446", "4.4.2"),
        ),
        Check::InputNotUnderstood => (
            "A part of the input was left out",
            "certlens looks for certificates in whatever text or file it is given. A part that \
             looks as if it ought to be something, but cannot be read or is not of the kind that \
             was asked for there, is named here so that it is not overlooked.",
            None,
        ),
        Check::PemUnloadable => (
            "Servers cannot load this file as it is",
            "certlens reads PEM also where dashes, line breaks or spaces have suffered. OpenSSL, and with it \
             nginx, Apache and most servers, does not: it refuses the file, or passes over a certificate \
             without a word.",
            at("RFC 7468", "3"),
        ),
        Check::PrivateKeyMatches => (
            "The certificate's private key was pasted with it",
            "A private key is what proves that a server is the owner of its certificate. Whoever \
             has it can pose as the server. It is needed nowhere but where its certificate is used, and \
             never to look at a certificate.",
            None,
        ),
        Check::PrivateKeyMismatch => (
            "The private key belongs to another certificate",
            "A certificate holds a public key, and the server needs the private key that goes \
             with it. A server with a key that does not fit cannot start, or cannot make a single \
             secure connection.",
            None,
        ),
        Check::PrivateKeyPresent => (
            "A private key was pasted",
            "A private key is what proves that a server is the owner of its certificate. It is \
             needed nowhere but where its certificate is used, and never to look at a certificate.",
            None,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oid::Oid;
    use crate::time::Time;
    use std::collections::BTreeSet;

    #[test]
    fn every_check_has_a_row_of_its_own() {
        let rows: Vec<Row> = Check::ALL.iter().map(|check| row(*check)).collect();
        let titles: BTreeSet<&str> = rows.iter().map(|row| row.title).collect();
        let meanings: BTreeSet<&str> = rows.iter().map(|row| row.meaning).collect();
        assert_eq!(titles.len(), Check::ALL.len());
        assert_eq!(meanings.len(), Check::ALL.len());
        for (row, check) in rows.iter().zip(Check::ALL) {
            let sentences = row.meaning.matches(". ").count() + 1;
            assert!((2..=4).contains(&sentences), "{}", row.meaning);
            assert!(
                row.meaning.ends_with('.') && !row.title.ends_with('.'),
                "{}",
                row.title
            );
            for text in [row.title, row.meaning] {
                let browsers = ["Chrome", "Firefox", "Safari", "Edge"];
                let names = browsers.iter().filter(|_| !check.is_of_one_browser());
                for wrong in ["  ", "TODO", "{", "}"].iter().chain(names) {
                    assert!(!text.contains(*wrong), "{wrong:?} in {text}");
                }
            }
        }
    }

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
            ("otherName", [refuses, refuses, refuses, takes, takes]),
            (
                "uniformResourceIdentifier",
                [refuses, refuses, takes, takes, takes],
            ),
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

        let openssl = |excluded| {
            let fault = Fault::NameConstraintViolated {
                name: "a.example".to_owned(),
                form: "dNSName",
                constraints: Vec::new(),
                constrainer: 1,
                excluded,
            };
            codes_of(&fault, Role::Leaf).openssl
        };
        assert_eq!(openssl(true), Some("X509_V_ERR_EXCLUDED_VIOLATION"));
        assert_eq!(openssl(false), Some("X509_V_ERR_PERMITTED_VIOLATION"));

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
    fn references_lead_to_their_sections() {
        let json =
            |check: Check| serde_json::to_value(row(check)).map(|row| row["reference"].clone());
        assert_eq!(
            json(Check::IssuerNotCa).unwrap(),
            serde_json::json!({
                "document": "RFC 5280",
                "section": "4.2.1.9",
                "url": "https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9",
            })
        );
        assert_eq!(
            json(Check::DerLengthInvalid).unwrap()["url"],
            "https://www.itu.int/rec/T-REC-X.690"
        );
        for check in Check::ALL {
            if let Some(reference) = row(*check).reference {
                let section = reference.section;
                assert!(
                    section
                        .split('.')
                        .all(|part| part.parse::<u8>().is_ok_and(|part| part > 0)),
                    "{section}"
                );
                assert!(
                    ["X.690", BASELINE_REQUIREMENTS].contains(&reference.document)
                        || reference.document.starts_with("RFC "),
                    "{}",
                    reference.document
                );
            }
        }
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
