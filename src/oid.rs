//! Object identifiers: their text form, and the names of those that people meet in certificates.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::text::push_number;

/// An object identifier, as its DER content octets.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oid(Box<[u8]>);

impl Oid {
    /// The identifier with these DER content octets. What they are not well-formed for shows in the text form.
    pub fn from_content(content: &[u8]) -> Self {
        Self(content.into())
    }

    /// DER content octets.
    pub fn content(&self) -> &[u8] {
        &self.0
    }

    /// The name in the standard that defines it, where this table has one.
    pub fn name(&self) -> Option<&'static str> {
        name_of(&self.dotted())
    }

    /// The name, or the dotted numbers where it has none.
    pub fn label(&self) -> String {
        let text = self.dotted();
        name_of(&text).map_or(text, str::to_owned)
    }

    /// Whether the dotted numbers are these.
    pub fn is(&self, dotted: &str) -> bool {
        self.dotted() == dotted
    }

    /// The text form. Written by hand: a report has dozens, and Rust's formatting took a twentieth of its time.
    fn dotted(&self) -> String {
        let mut text = String::with_capacity(self.0.len().saturating_mul(3));
        let mut first = true;
        let mut value: Option<u64> = Some(0);
        let mut pending = false;
        for byte in &self.0 {
            value = value
                .filter(|value| *value <= u64::MAX >> 7)
                .map(|value| (value << 7) | u64::from(byte & 0x7f));
            pending = true;
            if byte & 0x80 != 0 {
                continue;
            }
            match (first, value) {
                (true, Some(value)) => {
                    let root = (value / 40).min(2);
                    push_number(&mut text, root);
                    text.push('.');
                    push_number(&mut text, value - root * 40);
                }
                (true, None) => text.push('?'),
                (false, Some(value)) => {
                    text.push('.');
                    push_number(&mut text, value);
                }
                (false, None) => text.push_str(".?"),
            }
            first = false;
            pending = false;
            value = Some(0);
        }
        if pending || first {
            text.push_str(if first { "?" } else { ".?" });
        }
        text
    }
}

fn name_of(dotted: &str) -> Option<&'static str> {
    let index = NAMES.binary_search_by(|(oid, _)| (*oid).cmp(dotted)).ok()?;
    NAMES.get(index).map(|row| row.1)
}

/// Dotted numbers: `2.5.29.17`. A number that does not fit 64 bits, or that is cut short, is written as `?`.
impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dotted())
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Oid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// DER content octets of the identifiers that rules ask for.
#[allow(missing_docs)] // the names say it
pub mod known {
    pub const COMMON_NAME: &[u8] = &[0x55, 4, 3];
    pub const DOMAIN_COMPONENT: &[u8] = &[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25];
    pub const EMAIL_ADDRESS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1];

    pub const SUBJECT_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1d, 14];
    pub const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
    pub const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 17];
    pub const ISSUER_ALT_NAME: &[u8] = &[0x55, 0x1d, 18];
    pub const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];
    pub const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
    pub const CRL_DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1d, 31];
    pub const CERTIFICATE_POLICIES: &[u8] = &[0x55, 0x1d, 32];
    pub const POLICY_MAPPINGS: &[u8] = &[0x55, 0x1d, 33];
    pub const AUTHORITY_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1d, 35];
    pub const POLICY_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 36];
    pub const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 37];
    pub const FRESHEST_CRL: &[u8] = &[0x55, 0x1d, 46];
    pub const INHIBIT_ANY_POLICY: &[u8] = &[0x55, 0x1d, 54];
    pub const NETSCAPE_CERT_TYPE: &[u8] = &[0x60, 0x86, 0x48, 1, 0x86, 0xf8, 0x42, 1, 1];
    pub const NETSCAPE_COMMENT: &[u8] = &[0x60, 0x86, 0x48, 1, 0x86, 0xf8, 0x42, 1, 13];
    pub const AUTHORITY_INFO_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
    pub const SUBJECT_INFO_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 11];
    pub const TLS_FEATURE: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 24];
    pub const SCT_LIST: &[u8] = &[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 2];
    pub const CT_POISON: &[u8] = &[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 3];

    pub const ANY_EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 37, 0];
    pub const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
    pub const CLIENT_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 2];

    pub const CA_ISSUERS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 2];
}

/// Sorted by the dotted text.
const NAMES: &[(&str, &str)] = &[
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.643.7.1.1.1.1", "GOST R 34.10-2012 (256 bits)"),
    ("1.2.643.7.1.1.1.2", "GOST R 34.10-2012 (512 bits)"),
    (
        "1.2.643.7.1.1.3.2",
        "GOST R 34.10-2012 with GOST R 34.11-2012 (256 bits)",
    ),
    (
        "1.2.643.7.1.1.3.3",
        "GOST R 34.10-2012 with GOST R 34.11-2012 (512 bits)",
    ),
    ("1.2.840.10040.4.1", "id-dsa"),
    ("1.2.840.10040.4.3", "dsa-with-sha1"),
    ("1.2.840.10045.2.1", "id-ecPublicKey"),
    ("1.2.840.10045.3.1.1", "P-192"),
    ("1.2.840.10045.3.1.7", "P-256"),
    ("1.2.840.10045.4.1", "ecdsa-with-SHA1"),
    ("1.2.840.10045.4.3.1", "ecdsa-with-SHA224"),
    ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
    ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
    ("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"),
    ("1.2.840.113549.1.1.1", "rsaEncryption"),
    ("1.2.840.113549.1.1.10", "id-RSASSA-PSS"),
    ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption"),
    ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
    ("1.2.840.113549.1.1.14", "sha224WithRSAEncryption"),
    ("1.2.840.113549.1.1.2", "md2WithRSAEncryption"),
    ("1.2.840.113549.1.1.3", "md4WithRSAEncryption"),
    ("1.2.840.113549.1.1.4", "md5WithRSAEncryption"),
    ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("1.2.840.113549.1.9.2", "unstructuredName"),
    ("1.3.101.110", "X25519"),
    ("1.3.101.111", "X448"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("1.3.132.0.10", "secp256k1"),
    ("1.3.132.0.33", "P-224"),
    ("1.3.132.0.34", "P-384"),
    ("1.3.132.0.35", "P-521"),
    ("1.3.6.1.4.1.11129.2.4.2", "signedCertificateTimestampList"),
    ("1.3.6.1.4.1.11129.2.4.3", "ctPoison"),
    ("1.3.6.1.4.1.311.10.3.3", "msSGC"),
    ("1.3.6.1.4.1.311.20.2", "msCertificateTemplateName"),
    ("1.3.6.1.4.1.311.20.2.2", "msSmartcardLogon"),
    ("1.3.6.1.4.1.311.20.2.3", "msUserPrincipalName"),
    ("1.3.6.1.4.1.311.21.1", "msCAVersion"),
    ("1.3.6.1.4.1.311.21.10", "msApplicationPolicies"),
    ("1.3.6.1.4.1.311.21.7", "msCertificateTemplate"),
    ("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionLocality"),
    ("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionStateOrProvince"),
    ("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionCountry"),
    ("1.3.6.1.5.5.7.1.1", "authorityInfoAccess"),
    ("1.3.6.1.5.5.7.1.11", "subjectInfoAccess"),
    ("1.3.6.1.5.5.7.1.24", "tlsFeature"),
    ("1.3.6.1.5.5.7.1.3", "qcStatements"),
    ("1.3.6.1.5.5.7.2.1", "cps"),
    ("1.3.6.1.5.5.7.2.2", "userNotice"),
    ("1.3.6.1.5.5.7.3.1", "serverAuth"),
    ("1.3.6.1.5.5.7.3.17", "ipsecIKE"),
    ("1.3.6.1.5.5.7.3.2", "clientAuth"),
    ("1.3.6.1.5.5.7.3.3", "codeSigning"),
    ("1.3.6.1.5.5.7.3.4", "emailProtection"),
    ("1.3.6.1.5.5.7.3.8", "timeStamping"),
    ("1.3.6.1.5.5.7.3.9", "OCSPSigning"),
    ("1.3.6.1.5.5.7.48.1", "ocsp"),
    ("1.3.6.1.5.5.7.48.1.5", "ocspNoCheck"),
    ("1.3.6.1.5.5.7.48.2", "caIssuers"),
    ("1.3.6.1.5.5.7.8.9", "SmtpUTF8Mailbox"),
    ("2.16.840.1.101.3.4.3.1", "id-dsa-with-sha224"),
    ("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
    ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
    ("2.16.840.1.101.3.4.3.2", "id-dsa-with-sha256"),
    ("2.16.840.1.113730.1.1", "netscapeCertType"),
    ("2.16.840.1.113730.1.13", "netscapeComment"),
    ("2.16.840.1.113730.4.1", "netscapeStepUp"),
    ("2.23.140.1.1", "CA/B Forum: extended validation"),
    ("2.23.140.1.2.1", "CA/B Forum: domain validated"),
    ("2.23.140.1.2.2", "CA/B Forum: organization validated"),
    ("2.23.140.1.2.3", "CA/B Forum: individual validated"),
    ("2.5.29.14", "subjectKeyIdentifier"),
    ("2.5.29.15", "keyUsage"),
    ("2.5.29.16", "privateKeyUsagePeriod"),
    ("2.5.29.17", "subjectAltName"),
    ("2.5.29.18", "issuerAltName"),
    ("2.5.29.19", "basicConstraints"),
    ("2.5.29.30", "nameConstraints"),
    ("2.5.29.31", "cRLDistributionPoints"),
    ("2.5.29.32", "certificatePolicies"),
    ("2.5.29.32.0", "anyPolicy"),
    ("2.5.29.33", "policyMappings"),
    ("2.5.29.35", "authorityKeyIdentifier"),
    ("2.5.29.36", "policyConstraints"),
    ("2.5.29.37", "extKeyUsage"),
    ("2.5.29.37.0", "anyExtendedKeyUsage"),
    ("2.5.29.46", "freshestCRL"),
    ("2.5.29.54", "inhibitAnyPolicy"),
    ("2.5.29.9", "subjectDirectoryAttributes"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "title"),
    ("2.5.4.15", "businessCategory"),
    ("2.5.4.17", "postalCode"),
    ("2.5.4.3", "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.42", "givenName"),
    ("2.5.4.43", "initials"),
    ("2.5.4.44", "generationQualifier"),
    ("2.5.4.46", "dnQualifier"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.65", "pseudonym"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "street"),
    ("2.5.4.97", "organizationIdentifier"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_dotted_numbers() {
        for (content, text) in [
            (&[0x55, 0x1d, 0x11][..], "2.5.29.17"),
            (
                &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11],
                "1.2.840.113549.1.1.11",
            ),
            (&[0x88, 0x37, 0x03], "2.999.3"),
            (&[0x27], "0.39"),
            (&[], "?"),
            (&[0x55, 0x9d], "2.5.?"),
        ] {
            assert_eq!(Oid::from_content(content).to_string(), text);
        }
    }

    #[test]
    fn the_table_is_sorted_so_that_the_search_finds_each_row() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(
            Oid::from_content(known::SUBJECT_ALT_NAME).name(),
            Some("subjectAltName")
        );
        assert_eq!(
            Oid::from_content(known::SCT_LIST).name(),
            Some("signedCertificateTimestampList")
        );
        assert_eq!(Oid::from_content(&[0x2a, 3]).name(), None);
    }
}
