//! What Chrome's parser takes for a certificate: BoringSSL's `pki/parse_certificate.cc` and `pki/parsed_certificate.cc`, asked
//! with `allow_invalid_serial_numbers`. It stops at the first fault. Of a leaf that it refuses it shows an error; any other
//! certificate that it refuses it does not see at all.

use super::elements::{
    BIT_STRING, Element, Elements, INTEGER, OID, Read, SEQUENCE, Stop, all, bit_string, only, time,
};
use super::{extensions, names};
use crate::certificate::Certificate;
use crate::oid::known;

/// Why Chrome cannot read a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// A phrase that completes "Chrome cannot read it: …".
    pub(crate) rule: &'static str,
    /// Where, in the certificate's bytes.
    pub(crate) offset: usize,
    /// What is shown where it is the leaf.
    pub(crate) effect: Effect,
}

/// How far Chrome comes with a leaf that it cannot read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The outer fields cannot be read: the connection ends (`X509Certificate::CreateFromBuffer`).
    BadFormat,
    /// The contents cannot be: the verifier refuses it (`ParsedCertificate::Create`).
    Invalid,
}

impl Effect {
    /// The error that is shown.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::BadFormat => "ERR_SSL_SERVER_CERT_BAD_FORMAT",
            Self::Invalid => "NET::ERR_CERT_INVALID",
        }
    }
}

/// The first fault that Chrome's parser stops at; `None`: it reads the certificate. `is_shown`: of the leaf, and of a root that
/// is added, names are read as a page shows them, too.
pub(crate) fn problem(certificate: &Certificate, is_shown: bool) -> Option<Problem> {
    let of = |effect| {
        move |Stop { rule, offset }| Problem {
            rule,
            offset,
            effect,
        }
    };
    let read = || {
        let fields =
            certificate_fields(certificate.der.as_slice()).map_err(of(Effect::BadFormat))?;
        // x509_cert_types.cc.
        for name in [fields.issuer, fields.subject] {
            if is_shown {
                names::shown(name).map_err(of(Effect::BadFormat))?;
            }
        }
        contents(&fields).map_err(of(Effect::Invalid))
    };
    read().err()
}

/// The AlgorithmIdentifiers within the signed part and beside it, whole; `None`: Chrome's parser does not come so far.
pub(crate) fn algorithms(certificate: &Certificate) -> Option<[&[u8]; 2]> {
    let fields = certificate_fields(certificate.der.as_slice()).ok()?;
    Some([fields.inner_algorithm, fields.outer_algorithm].map(|element| element.whole()))
}

/// `ParseAlgorithmIdentifier` (pki/signature_algorithm.cc): the OID's content, and the parameters whole.
pub(crate) fn algorithm(identifier: &[u8]) -> Option<(&[u8], Option<&[u8]>)> {
    const RULE: &str = "not an AlgorithmIdentifier";
    let mut fields = only(all(identifier), SEQUENCE, RULE).ok()?.children();
    let oid = fields.take(OID, RULE).ok()?;
    let parameters = match fields.is_empty() {
        true => None,
        false => Some(fields.any().ok()?.whole()),
    };
    fields.is_empty().then_some((oid.bytes(), parameters))
}

struct Fields<'a> {
    inner_algorithm: Element<'a>,
    outer_algorithm: Element<'a>,
    issuer: Element<'a>,
    subject: Element<'a>,
    extensions: Option<Element<'a>>,
}

/// `ParseCertificate` and `ParseTbsCertificate`.
fn certificate_fields(der: &[u8]) -> Read<Fields<'_>> {
    let mut outer = all(der);
    let certificate = outer.take(SEQUENCE, "it is not a SEQUENCE")?;
    outer.finish("bytes follow the certificate")?;
    let mut parts = certificate.children();
    let tbs = parts.take(SEQUENCE, "tbsCertificate is not a SEQUENCE")?;
    let outer_algorithm = parts.take(SEQUENCE, "signatureAlgorithm is not a SEQUENCE")?;
    let signature = parts.take(BIT_STRING, "signatureValue is not a BIT STRING")?;
    bit_string(signature)?;
    parts.finish("something follows signatureValue")?;

    let mut fields = tbs.children();
    let version = match fields.take_if(0xa0)? {
        None => 1,
        Some(element) => {
            let mut inner = element.children();
            let number = inner.take(INTEGER, "the version is not an INTEGER")?;
            inner.finish("something follows the version")?;
            match number.bytes() {
                [1] => 2,
                [2] => 3,
                [0] => return number.stop("version 1 is written out, which DER forbids"),
                _ => return number.stop("there is no such version"),
            }
        }
    };
    fields.take(INTEGER, "the serial number is not an INTEGER")?;
    let inner_algorithm = fields.take(SEQUENCE, "signature is not a SEQUENCE")?;
    let issuer = fields.take(SEQUENCE, "issuer is not a SEQUENCE")?;
    let validity = fields.take(SEQUENCE, "validity is not a SEQUENCE")?;
    let mut times = validity.children();
    time(&mut times)?;
    time(&mut times)?;
    times.finish("something follows notAfter")?;
    let subject = fields.take(SEQUENCE, "subject is not a SEQUENCE")?;
    fields.take(SEQUENCE, "subjectPublicKeyInfo is not a SEQUENCE")?;
    for tag in [0x81, 0x82] {
        if let Some(element) = fields.take_if(tag)? {
            bit_string(element)?;
            if version == 1 {
                return element.stop("a unique identifier needs version 2 or 3");
            }
        }
    }
    let extensions = fields.take_if(0xa3)?;
    if let Some(element) = extensions.filter(|_| version != 3) {
        return element.stop("extensions need version 3");
    }
    if let Some(element) = extensions {
        let mut inner = element.children();
        inner.take(SEQUENCE, "extensions are not a SEQUENCE")?;
        inner.finish("something follows the extensions")?;
    }
    fields.finish("something follows the last field of tbsCertificate")?;
    Ok(Fields {
        inner_algorithm,
        outer_algorithm,
        issuer,
        subject,
        extensions,
    })
}

/// `ParsedCertificate::Create`.
fn contents(fields: &Fields<'_>) -> Read<()> {
    for name in [fields.issuer, fields.subject] {
        names::each_attribute(name, |_, value| names::string(value))?;
    }
    let Some(outer) = fields.extensions else {
        return Ok(());
    };
    let parsed = extensions::parse(outer.children())?;
    let find = |oid: &[u8]| parsed.iter().find(|(found, ..)| *found == oid);
    // In the order of ParsedCertificate::Create.
    type Reader = fn(Elements<'_>) -> Read<()>;
    let readers: [(&[u8], Reader); 12] = [
        (known::BASIC_CONSTRAINTS, extensions::basic_constraints),
        (known::KEY_USAGE, extensions::key_usage),
        (known::EXTENDED_KEY_USAGE, extensions::extended_key_usage),
        (known::SUBJECT_ALT_NAME, extensions::general_names),
        (known::NAME_CONSTRAINTS, extensions::name_constraints),
        (
            known::AUTHORITY_INFO_ACCESS,
            extensions::authority_info_access,
        ),
        (
            known::CERTIFICATE_POLICIES,
            extensions::certificate_policies,
        ),
        (known::POLICY_CONSTRAINTS, extensions::policy_constraints),
        (known::POLICY_MAPPINGS, extensions::policy_mappings),
        (known::INHIBIT_ANY_POLICY, extensions::inhibit_any_policy),
        (
            known::SUBJECT_KEY_IDENTIFIER,
            extensions::subject_key_identifier,
        ),
        (
            known::AUTHORITY_KEY_IDENTIFIER,
            extensions::authority_key_identifier,
        ),
    ];
    for (oid, read) in readers {
        let Some((_, is_critical, value)) = find(oid) else {
            continue;
        };
        read(value.children())?;
        // RFC 5280 §4.1.2.6: kSubjectAltNameNotCritical.
        if oid == known::SUBJECT_ALT_NAME && !is_critical && fields.subject.children().is_empty() {
            return value.stop("the subject is empty and subjectAltName is not critical");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use mint::{Criticality, der, extension, oid};

    use super::*;

    fn rule(certificate: &mint::Issued) -> Option<(&'static str, Effect)> {
        let certificate = Certificate::read(certificate.der.clone());
        problem(&certificate, true).map(|problem| (problem.rule, problem.effect))
    }

    fn leaf() -> mint::Builder {
        mint::root("Root").leaf(&["a.example"])
    }

    /// RFC 5280's own strictness is another matter: what Chrome lets through (pki/parse_certificate.cc).
    #[test]
    fn reads_what_is_not_conforming() {
        for (name, leaf) in [
            ("as it should be", leaf()),
            ("a negative serial number", leaf().serial(&[0x80])),
            ("a serial number of 21 octets", leaf().serial(&[1; 21])),
            (
                "a GeneralizedTime before 2050",
                leaf().not_after_der(der::time_generalized("2030-01-01T00:00:00Z")),
            ),
            (
                "a directoryName that is no Name",
                leaf().extension(
                    oid::SUBJECT_ALT_NAME,
                    Criticality::NotCritical,
                    der::sequence(&[der::constructed(4, &der::sequence(&[der::null()]))]),
                ),
            ),
            (
                "cA FALSE written out",
                leaf().extension(
                    oid::BASIC_CONSTRAINTS,
                    Criticality::NotCritical,
                    der::sequence(&[der::boolean(false)]),
                ),
            ),
        ] {
            assert_eq!(rule(&leaf.issue()), None, "{name}");
        }
    }

    #[test]
    fn stops_where_chrome_stops() {
        let with = |oid, value| leaf().extension(oid, Criticality::NotCritical, value);
        for (expected, effect, leaf) in [
            (
                "extensions need version 3",
                Effect::BadFormat,
                leaf().version(2),
            ),
            (
                "keyUsage has no bit set",
                Effect::Invalid,
                with(oid::KEY_USAGE, der::bit_string(&[0])),
            ),
            (
                "extKeyUsage is not a list of at least one purpose",
                Effect::Invalid,
                with(oid::EXTENDED_KEY_USAGE, der::sequence(&[])),
            ),
            (
                "an iPAddress is not as long as an address",
                Effect::Invalid,
                with(
                    oid::SUBJECT_ALT_NAME,
                    der::sequence(&[der::primitive(7, &[10, 0, 0])]),
                ),
            ),
            (
                "a number is not between 0 and 255",
                Effect::Invalid,
                with(
                    oid::BASIC_CONSTRAINTS,
                    der::sequence(&[der::boolean(true), der::integer(256)]),
                ),
            ),
            (
                "critical is written out as FALSE, which DER forbids",
                Effect::Invalid,
                leaf().raw_extension(der::sequence(&[
                    der::oid(oid::EXAMPLE_EXTENSION),
                    der::boolean(false),
                    der::octet_string(&[5, 0]),
                ])),
            ),
            (
                "an extension is there twice",
                Effect::Invalid,
                leaf()
                    .raw_extension(extension::extension(oid::EXAMPLE_EXTENSION, false, &[5, 0]))
                    .raw_extension(extension::extension(oid::EXAMPLE_EXTENSION, false, &[5, 0])),
            ),
        ] {
            assert_eq!(rule(&leaf.issue()), Some((expected, effect)));
        }
    }
}
