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

    /// The name in the standard that defines it, where this table has one; not of what is encoded otherwise than DER does.
    pub fn name(&self) -> Option<&'static str> {
        let found = NAMES.binary_search_by(|known| known.octets().cmp(self.content()));
        NAMES.get(found.ok()?).map(|known| known.name)
    }

    /// The name, or the dotted numbers where it has none.
    pub fn label(&self) -> String {
        self.name().map_or_else(|| self.dotted(), str::to_owned)
    }

    /// The text form. Written by hand: a report has dozens, and Rust's formatting took a twentieth of its time.
    pub fn dotted(&self) -> String {
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
        serializer.serialize_str(&self.dotted())
    }
}

/// DER content octets of the identifiers that rules ask for.
#[allow(missing_docs)] // the names say it
pub mod known {
    pub const COMMON_NAME: &[u8] = &[0x55, 4, 3];
    pub const DOMAIN_COMPONENT: &[u8] = &[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25];
    pub const EMAIL_ADDRESS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1];

    pub const DSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1];

    pub const SUBJECT_DIRECTORY_ATTRIBUTES: &[u8] = &[0x55, 0x1d, 9];
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
    /// id-ce-noRevAvail (RFC 9608 §2).
    pub const NO_REV_AVAIL: &[u8] = &[0x55, 0x1d, 56];
    pub const NETSCAPE_CERT_TYPE: &[u8] = &[0x60, 0x86, 0x48, 1, 0x86, 0xf8, 0x42, 1, 1];
    pub const NETSCAPE_COMMENT: &[u8] = &[0x60, 0x86, 0x48, 1, 0x86, 0xf8, 0x42, 1, 13];
    pub const AUTHORITY_INFO_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
    pub const SUBJECT_INFO_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 11];
    pub const TLS_FEATURE: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 24];
    pub const SCT_LIST: &[u8] = &[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 2];
    /// The extension of an OCSP answer that holds SCTs (RFC 6962 §3.3).
    pub const OCSP_SCTS: &[u8] = &[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 5];
    /// id-pkix-ocsp-basic (RFC 6960 §4.2.1).
    pub const OCSP_BASIC: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 1];
    /// id-kp-OCSPSigning (RFC 6960 §4.2.2.2).
    pub const OCSP_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 9];
    /// id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1).
    pub const OCSP_NO_CHECK: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 5];

    pub const ANY_EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 37, 0];
    pub const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
    pub const CLIENT_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 2];

    /// id-qt-cps and id-qt-unotice (RFC 5280 §4.2.1.4).
    pub const POLICY_QUALIFIERS: [&[u8]; 2] =
        [&[0x2b, 6, 1, 5, 5, 7, 2, 1], &[0x2b, 6, 1, 5, 5, 7, 2, 2]];

    /// id-ad-ocsp (RFC 5280 §4.2.2.1).
    pub const OCSP: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1];
    pub const CA_ISSUERS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 2];
}

/// An identifier that has a name here.
struct Known {
    /// Its DER content octets, at the beginning.
    content: [u8; 15],
    length: u8,
    name: &'static str,
}

impl Known {
    fn octets(&self) -> &[u8] {
        self.content
            .get(..usize::from(self.length))
            .unwrap_or_default()
    }
}

/// Encodes dotted numbers (X.690 §8.19) when certlens is compiled: what is looked up is in DER already.
const fn named(dotted: &str, name: &'static str) -> Known {
    let text = dotted.as_bytes();
    let (mut content, mut length) = ([0; 15], 0);
    let (mut at, mut arc, mut root) = (0, 0_u32, 0);
    let mut arcs = 0;
    while at <= text.len() {
        if at < text.len() && text[at] != b'.' {
            assert!(text[at].is_ascii_digit());
            arc = arc * 10 + (text[at] - b'0') as u32;
            at += 1;
            continue;
        }
        arcs += 1;
        if arcs == 1 {
            root = arc * 40;
        } else {
            let value = if arcs == 2 { root + arc } else { arc };
            let mut shift = 28;
            while shift > 0 {
                if value >> shift > 0 {
                    content[length] = 0x80 | (value >> shift & 0x7f) as u8;
                    length += 1;
                }
                shift -= 7;
            }
            content[length] = (value & 0x7f) as u8;
            length += 1;
        }
        arc = 0;
        at += 1;
    }
    Known {
        content,
        length: length as u8,
        name,
    }
}

/// In the order of their encodings.
static NAMES: &[Known] = &[
    named("0.9.2342.19200300.100.1.1", "UID"),
    named("0.9.2342.19200300.100.1.25", "DC"),
    named("1.2.643.7.1.1.1.1", "GOST R 34.10-2012 (256 bits)"),
    named("1.2.643.7.1.1.1.2", "GOST R 34.10-2012 (512 bits)"),
    named(
        "1.2.643.7.1.1.3.2",
        "GOST R 34.10-2012 with GOST R 34.11-2012 (256 bits)",
    ),
    named(
        "1.2.643.7.1.1.3.3",
        "GOST R 34.10-2012 with GOST R 34.11-2012 (512 bits)",
    ),
    named("1.2.840.113549.1.1.1", "rsaEncryption"),
    named("1.2.840.113549.1.1.2", "md2WithRSAEncryption"),
    named("1.2.840.113549.1.1.3", "md4WithRSAEncryption"),
    named("1.2.840.113549.1.1.4", "md5WithRSAEncryption"),
    named("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"),
    named("1.2.840.113549.1.1.10", "id-RSASSA-PSS"),
    named("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    named("1.2.840.113549.1.1.12", "sha384WithRSAEncryption"),
    named("1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
    named("1.2.840.113549.1.1.14", "sha224WithRSAEncryption"),
    named("1.2.840.113549.1.9.1", "emailAddress"),
    named("1.2.840.113549.1.9.2", "unstructuredName"),
    named("1.2.840.10040.4.1", "id-dsa"),
    named("1.2.840.10040.4.3", "dsa-with-sha1"),
    named("1.2.840.10045.2.1", "id-ecPublicKey"),
    named("1.2.840.10045.3.1.1", "P-192"),
    named("1.2.840.10045.3.1.7", "P-256"),
    named("1.2.840.10045.4.1", "ecdsa-with-SHA1"),
    named("1.2.840.10045.4.3.1", "ecdsa-with-SHA224"),
    named("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
    named("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
    named("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"),
    named("1.3.6.1.4.1.311.10.3.3", "msSGC"),
    named("1.3.6.1.4.1.311.20.2", "msCertificateTemplateName"),
    named("1.3.6.1.4.1.311.20.2.2", "msSmartcardLogon"),
    named("1.3.6.1.4.1.311.20.2.3", "msUserPrincipalName"),
    named("1.3.6.1.4.1.311.21.1", "msCAVersion"),
    named("1.3.6.1.4.1.311.21.7", "msCertificateTemplate"),
    named("1.3.6.1.4.1.311.21.10", "msApplicationPolicies"),
    named("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionLocality"),
    named("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionStateOrProvince"),
    named("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionCountry"),
    named("1.3.6.1.4.1.11129.2.4.2", "signedCertificateTimestampList"),
    named("1.3.6.1.4.1.11129.2.4.3", "ctPoison"),
    named("1.3.6.1.5.5.7.1.1", "authorityInfoAccess"),
    named("1.3.6.1.5.5.7.1.3", "qcStatements"),
    named("1.3.6.1.5.5.7.1.11", "subjectInfoAccess"),
    named("1.3.6.1.5.5.7.1.24", "tlsFeature"),
    named("1.3.6.1.5.5.7.2.1", "cps"),
    named("1.3.6.1.5.5.7.2.2", "userNotice"),
    named("1.3.6.1.5.5.7.3.1", "serverAuth"),
    named("1.3.6.1.5.5.7.3.2", "clientAuth"),
    named("1.3.6.1.5.5.7.3.3", "codeSigning"),
    named("1.3.6.1.5.5.7.3.4", "emailProtection"),
    named("1.3.6.1.5.5.7.3.8", "timeStamping"),
    named("1.3.6.1.5.5.7.3.9", "OCSPSigning"),
    named("1.3.6.1.5.5.7.3.17", "ipsecIKE"),
    named("1.3.6.1.5.5.7.8.9", "SmtpUTF8Mailbox"),
    named("1.3.6.1.5.5.7.48.1", "ocsp"),
    named("1.3.6.1.5.5.7.48.1.5", "ocspNoCheck"),
    named("1.3.6.1.5.5.7.48.2", "caIssuers"),
    named("1.3.101.110", "X25519"),
    named("1.3.101.111", "X448"),
    named("1.3.101.112", "Ed25519"),
    named("1.3.101.113", "Ed448"),
    named("1.3.132.0.10", "secp256k1"),
    named("1.3.132.0.33", "P-224"),
    named("1.3.132.0.34", "P-384"),
    named("1.3.132.0.35", "P-521"),
    named("2.5.4.3", "CN"),
    named("2.5.4.4", "SN"),
    named("2.5.4.5", "serialNumber"),
    named("2.5.4.6", "C"),
    named("2.5.4.7", "L"),
    named("2.5.4.8", "ST"),
    named("2.5.4.9", "street"),
    named("2.5.4.10", "O"),
    named("2.5.4.11", "OU"),
    named("2.5.4.12", "title"),
    named("2.5.4.15", "businessCategory"),
    named("2.5.4.17", "postalCode"),
    named("2.5.4.42", "givenName"),
    named("2.5.4.43", "initials"),
    named("2.5.4.44", "generationQualifier"),
    named("2.5.4.46", "dnQualifier"),
    named("2.5.4.65", "pseudonym"),
    named("2.5.4.97", "organizationIdentifier"),
    named("2.5.29.9", "subjectDirectoryAttributes"),
    named("2.5.29.14", "subjectKeyIdentifier"),
    named("2.5.29.15", "keyUsage"),
    named("2.5.29.16", "privateKeyUsagePeriod"),
    named("2.5.29.17", "subjectAltName"),
    named("2.5.29.18", "issuerAltName"),
    named("2.5.29.19", "basicConstraints"),
    named("2.5.29.30", "nameConstraints"),
    named("2.5.29.31", "cRLDistributionPoints"),
    named("2.5.29.32", "certificatePolicies"),
    named("2.5.29.32.0", "anyPolicy"),
    named("2.5.29.33", "policyMappings"),
    named("2.5.29.35", "authorityKeyIdentifier"),
    named("2.5.29.36", "policyConstraints"),
    named("2.5.29.37", "extKeyUsage"),
    named("2.5.29.37.0", "anyExtendedKeyUsage"),
    named("2.5.29.46", "freshestCRL"),
    named("2.5.29.54", "inhibitAnyPolicy"),
    named("2.16.840.1.101.3.4.3.1", "id-dsa-with-sha224"),
    named("2.16.840.1.101.3.4.3.2", "id-dsa-with-sha256"),
    named("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
    named("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    named("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
    named("2.16.840.1.113730.1.1", "netscapeCertType"),
    named("2.16.840.1.113730.1.13", "netscapeComment"),
    named("2.16.840.1.113730.4.1", "netscapeStepUp"),
    named("2.23.140.1.1", "CA/B Forum: extended validation"),
    named("2.23.140.1.2.1", "CA/B Forum: domain validated"),
    named("2.23.140.1.2.2", "CA/B Forum: organization validated"),
    named("2.23.140.1.2.3", "CA/B Forum: individual validated"),
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
    fn names_are_found_by_what_der_says() {
        for (content, name) in [
            (known::SUBJECT_ALT_NAME, Some("subjectAltName")),
            (known::SCT_LIST, Some("signedCertificateTimestampList")),
            (known::DOMAIN_COMPONENT, Some("DC")),
            (known::EMAIL_ADDRESS, Some("emailAddress")),
            (known::DSA, Some("id-dsa")),
            (known::NETSCAPE_COMMENT, Some("netscapeComment")),
            (known::ANY_EXTENDED_KEY_USAGE, Some("anyExtendedKeyUsage")),
            (&[0x2a, 3], None),
            (&[0x55], None),
            (&[0x55, 0x1d], None),
            (&[0x55, 0x1d, 17, 0], None),
            (&[0x55, 0x1d, 0x80, 17], None),
            (&[], None),
        ] {
            assert_eq!(Oid::from_content(content).name(), name);
        }
    }

    #[test]
    fn the_table_reads_as_it_is_written_and_is_sorted() {
        let dotted = |known: &Known| Oid::from_content(known.octets()).dotted();
        let (source, _) = include_str!("oid.rs").split_once("#[cfg(test)]").unwrap();
        let written: Vec<&str> = source
            .split("    named(")
            .skip(1)
            .filter_map(|row| row.split('"').nth(1))
            .collect();
        let read: Vec<String> = NAMES.iter().map(dotted).collect();
        assert_eq!(read, written);
        let is_before = |pair: &[Known]| pair[0].octets() < pair[1].octets();
        assert!(NAMES.windows(2).all(is_before));
    }
}
