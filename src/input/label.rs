//! The labels of PEM blocks: those of RFC 7468, of openssl, and older ones that are still met.

use super::Kind;

/// What a label promises.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Kind(Kind),
    /// OpenSSL's certificate with trust settings after it.
    TrustedCertificate,
    /// A private key in the clear, in a form that is read here (PKCS#8, PKCS#1, SEC 1).
    PrivateKey,
    /// A private key that cannot be read without a password, or in a form that is not read here.
    ClosedPrivateKey,
    /// RFC 8017 A.1.1.
    RsaPublicKey,
    /// Known, and of no use here: it can never change an answer.
    Useless,
}

const LABELS: &[(&str, Meaning)] = &[
    ("CERTIFICATE", Meaning::Kind(Kind::Certificate)),
    ("X509 CERTIFICATE", Meaning::Kind(Kind::Certificate)),
    ("X.509 CERTIFICATE", Meaning::Kind(Kind::Certificate)),
    ("TRUSTED CERTIFICATE", Meaning::TrustedCertificate),
    (
        "CERTIFICATE REQUEST",
        Meaning::Kind(Kind::CertificateRequest),
    ),
    (
        "NEW CERTIFICATE REQUEST",
        Meaning::Kind(Kind::CertificateRequest),
    ),
    ("X509 CRL", Meaning::Kind(Kind::Crl)),
    ("CRL", Meaning::Kind(Kind::Crl)),
    ("OCSP RESPONSE", Meaning::Kind(Kind::OcspResponse)),
    ("PKCS7", Meaning::Kind(Kind::Pkcs7)),
    ("PKCS #7 SIGNED DATA", Meaning::Kind(Kind::Pkcs7)),
    ("CMS", Meaning::Kind(Kind::Pkcs7)),
    ("PRIVATE KEY", Meaning::PrivateKey),
    ("RSA PRIVATE KEY", Meaning::PrivateKey),
    ("EC PRIVATE KEY", Meaning::PrivateKey),
    ("DSA PRIVATE KEY", Meaning::PrivateKey),
    ("ENCRYPTED PRIVATE KEY", Meaning::ClosedPrivateKey),
    ("OPENSSH PRIVATE KEY", Meaning::ClosedPrivateKey),
    ("PUBLIC KEY", Meaning::Kind(Kind::PublicKey)),
    ("RSA PUBLIC KEY", Meaning::RsaPublicKey),
    ("EC PARAMETERS", Meaning::Useless),
    ("DH PARAMETERS", Meaning::Useless),
    ("X9.42 DH PARAMETERS", Meaning::Useless),
    ("DSA PARAMETERS", Meaning::Useless),
    ("ATTRIBUTE CERTIFICATE", Meaning::Useless),
    ("SSL SESSION PARAMETERS", Meaning::Useless),
    ("SSH2 PUBLIC KEY", Meaning::Useless),
    ("PGP PUBLIC KEY BLOCK", Meaning::Useless),
    ("PGP MESSAGE", Meaning::Useless),
    ("PGP SIGNED MESSAGE", Meaning::Useless),
    ("PGP SIGNATURE", Meaning::Useless),
];

/// What a normalized label means; `None`: not known. Whatever says "PRIVATE KEY" is a private key.
pub(super) fn meaning(label: &str) -> Option<Meaning> {
    let known = LABELS.iter().find(|(known, _)| *known == label);
    match known {
        Some((_, meaning)) => Some(*meaning),
        None if label.contains("PRIVATE KEY") => Some(Meaning::ClosedPrivateKey),
        None => None,
    }
}

/// The label as RFC 7468 would have it: capitals, one space between words, none around.
pub(super) fn normalize(label: &[u8]) -> String {
    let label = String::from_utf8_lossy(label).to_ascii_uppercase();
    let words: Vec<&str> = label.split_ascii_whitespace().collect();
    words.join(" ")
}

/// The length in `line` of the longest known label that it begins with, spaces before it included.
pub(super) fn known_at(line: &[u8]) -> Option<usize> {
    let spaces = line.iter().take_while(|byte| **byte == b' ').count();
    let line = line.get(spaces..)?;
    let begins = |label: &&str| {
        line.split_at_checked(label.len())
            .is_some_and(|(head, rest)| {
                let ends_word = rest
                    .first()
                    .is_none_or(|byte| !byte.is_ascii_alphanumeric());
                ends_word && head.eq_ignore_ascii_case(label.as_bytes())
            })
    };
    let longest = LABELS
        .iter()
        .map(|(label, _)| *label)
        .filter(begins)
        .map(str::len)
        .max()?;
    Some(spaces.saturating_add(longest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_whatever_their_case_and_spaces() {
        let cases: &[(&str, Option<Meaning>)] = &[
            ("  certificate ", Some(Meaning::Kind(Kind::Certificate))),
            ("X509  CRL", Some(Meaning::Kind(Kind::Crl))),
            ("SOME PRIVATE KEY BLOCK", Some(Meaning::ClosedPrivateKey)),
            ("CERTIFICATES", None),
            ("", None),
        ];
        for (label, expected) in cases {
            assert_eq!(
                meaning(&normalize(label.as_bytes())),
                *expected,
                "{label:?}"
            );
        }
    }

    #[test]
    fn the_longest_known_label_is_taken() {
        let cases: &[(&str, Option<usize>)] = &[
            (" CERTIFICATE REQUEST MIIB", Some(20)),
            (" certificate MIIB", Some(12)),
            (" CERTIFICATES", None),
            (" FOO", None),
        ];
        for (line, expected) in cases {
            assert_eq!(known_at(line.as_bytes()), *expected, "{line:?}");
        }
    }
}
