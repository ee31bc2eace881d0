//! What mozilla::pkix asks of one certificate before it looks for an issuer (`pkixcheck.cpp`,
//! `CheckIssuerIndependentProperties`), in its order: the first that fails is the certificate's error.

use std::sync::Arc;

use super::algorithms::{self, Algorithm, Digest, Kind};
use super::back_cert::BackCert;
use super::keys;
use super::reader::{Input, Reading, Refusal, tag};
use super::{Code, validity};
use crate::asked_time::AskedTime;
use crate::certificate::KeyUsage;
use crate::finding::{Check, Fault, SHORT_SIGNATURE};
use crate::oid::{Oid, known};
use crate::request::Purpose;

/// What is asked of a certificate.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    /// The moment.
    pub(crate) time: AskedTime,
    /// `serverAuth` or `clientAuth`.
    pub(crate) purpose: Purpose,
    /// The bits of keyUsage one of which is asked for, where there is a keyUsage: of the first octet. 0: none.
    pub(crate) key_usage: u8,
    /// RSA keys and signatures of fewer bits are refused.
    pub(crate) minimum_rsa: u32,
    /// The leaf, or a CA with so many others between it and the leaf.
    pub(crate) cas_below: Option<usize>,
    /// It is trusted itself.
    pub(crate) is_anchor: bool,
    /// It is asked as one who signs OCSP responses, whatever the purpose.
    pub(crate) is_responder: bool,
}

/// The bits of keyUsage's first octet.
pub(crate) mod usage {
    pub(crate) const DIGITAL_SIGNATURE: u8 = 0x80;
    pub(crate) const KEY_ENCIPHERMENT: u8 = 0x20;
    pub(crate) const KEY_AGREEMENT: u8 = 0x08;
    pub(crate) const CERT_SIGN: u8 = 0x04;
}

/// A rule of Firefox that a certificate breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// Firefox's error.
    pub(crate) code: Code,
    /// What is found.
    pub(crate) fault: Arc<Fault>,
}

impl From<Refusal> for Broken {
    fn from(refusal: Refusal) -> Self {
        Self {
            code: refusal.code,
            fault: refusal.fault().into(),
        }
    }
}

fn broken(code: Code, fault: Fault) -> Broken {
    let fault = fault.into();
    Broken { code, fault }
}

/// One question.
pub(super) struct Question {
    pub(super) ask: fn(&BackCert<'_>, &Ask) -> Result<(), Broken>,
    /// The rules that it answers, of a leaf and of a CA.
    pub(super) of_leaf: &'static [Check],
    pub(super) of_ca: &'static [Check],
    /// Whether there is something to ask about.
    pub(super) applies: fn(&BackCert<'_>, &Ask) -> bool,
}

/// All questions, in Firefox's order.
pub(super) const QUESTIONS: &[Question] = &[
    Question {
        ask: |certificate, _| {
            validity::read(certificate.validity)?;
            Ok(())
        },
        of_leaf: &[],
        of_ca: &[],
        applies: |_, _| true,
    },
    Question {
        ask: signature_algorithm,
        of_leaf: SIGNATURE_ALGORITHM,
        of_ca: SIGNATURE_ALGORITHM,
        applies: |_, ask| !ask.is_anchor,
    },
    Question {
        ask: public_key,
        of_leaf: PUBLIC_KEY,
        of_ca: PUBLIC_KEY,
        applies: |_, _| true,
    },
    Question {
        ask: issuer,
        of_leaf: &[Check::IssuerNameEmpty],
        of_ca: &[Check::IssuerNameEmpty],
        applies: |_, _| true,
    },
    Question {
        ask: key_usage,
        of_leaf: &[Check::KeyUsageUnsuitable],
        of_ca: &[Check::KeyUsageLacksCertSign],
        applies: |certificate, _| certificate.extensions.key_usage.is_some(),
    },
    Question {
        ask: basic_constraints,
        of_leaf: &[Check::LeafIsCa],
        of_ca: &[
            Check::BasicConstraintsMissing,
            Check::IssuerNotCa,
            Check::PathLengthExceeded,
        ],
        applies: |_, _| true,
    },
    Question {
        ask: extended_key_usage,
        of_leaf: &[Check::ExtendedKeyUsageUnsuitable],
        of_ca: &[Check::ExtendedKeyUsageUnsuitable],
        applies: |certificate, _| certificate.extensions.extended_key_usage.is_some(),
    },
    Question {
        ask: period,
        of_leaf: PERIOD,
        of_ca: PERIOD,
        applies: |_, _| true,
    },
];

const SIGNATURE_ALGORITHM: &[Check] = &[
    Check::SignatureAlgorithmMismatch,
    Check::SignatureAlgorithmUnsupported,
    Check::SignatureAlgorithmWeak,
];
const PUBLIC_KEY: &[Check] = &[Check::PublicKeyUnsupported, Check::PublicKeyTooSmall];
const PERIOD: &[Check] = &[Check::CertificateNotYetValid, Check::CertificateExpired];

/// The first question whose answer is bad.
pub(crate) fn check(certificate: &BackCert<'_>, ask: &Ask) -> Result<(), Broken> {
    QUESTIONS
        .iter()
        .try_for_each(|question| (question.ask)(certificate, ask))
}

/// `CheckSignatureAlgorithm`. Of an anchor it is not asked.
///
/// What the two fields mean is compared, not their bytes.
fn signature_algorithm(certificate: &BackCert<'_>, ask: &Ask) -> Result<(), Broken> {
    if ask.is_anchor {
        return Ok(());
    }
    let outer = read_algorithm(certificate.outer_algorithm)?;
    let inner = read_algorithm(certificate.inner_algorithm)?;
    if outer != inner {
        let label = |field: Input<'_>| oid(field).label();
        let (inner, outer) = (
            label(certificate.inner_algorithm),
            label(certificate.outer_algorithm),
        );
        let fault = Fault::SignatureAlgorithmMismatch { inner, outer };
        return Err(broken(Code::SignatureAlgorithmMismatch, fault));
    }
    if outer.digest == Digest::Sha1 {
        return Err(broken(
            Code::SignatureAlgorithmDisabled,
            Fault::SignatureAlgorithmWeak { algorithm: "SHA-1" },
        ));
    }
    let bits = certificate.signature.bytes.len() as u32 * 8;
    if outer.kind != Kind::Ecdsa && bits < ask.minimum_rsa {
        let algorithm = SHORT_SIGNATURE.to_owned();
        let fault = Fault::PublicKeyTooSmall {
            algorithm,
            bits,
            minimum: ask.minimum_rsa,
        };
        return Err(broken(Code::InadequateKeySize, fault));
    }
    Ok(())
}

fn read_algorithm(field: Input<'_>) -> Result<Algorithm, Broken> {
    algorithms::read(field).map_err(|refusal| match refusal.code {
        Code::SignatureAlgorithmDisabled => {
            let fault = Fault::SignatureAlgorithmUnsupported {
                oid: oid(field),
                algorithm: None,
                problem: None,
            };
            broken(refusal.code, fault)
        }
        _ => refusal.into(),
    })
}

/// The OID with which the content of an AlgorithmIdentifier begins.
fn oid(algorithm: Input<'_>) -> Oid {
    Oid::from_content(
        algorithm
            .reader()
            .expect(tag::OID)
            .unwrap_or_default()
            .bytes,
    )
}

/// `CheckSubjectPublicKeyInfo`.
fn public_key(certificate: &BackCert<'_>, ask: &Ask) -> Result<(), Broken> {
    let spki = certificate.spki;
    let explain = |refusal: Refusal| match refusal.code {
        Code::UnsupportedKeyAlgorithm | Code::UnsupportedEllipticCurve => {
            let algorithm = keys::algorithm(spki);
            broken(refusal.code, Fault::PublicKeyUnsupported { algorithm })
        }
        Code::InadequateKeySize => match keys::check(spki, 0) {
            Ok(keys::Key::Rsa { bits }) => {
                let (algorithm, minimum) = ("RSA".to_owned(), ask.minimum_rsa);
                broken(
                    refusal.code,
                    Fault::PublicKeyTooSmall {
                        algorithm,
                        bits,
                        minimum,
                    },
                )
            }
            _ => refusal.into(), // too short, and malformed after it
        },
        _ => refusal.into(),
    };
    keys::check(spki, ask.minimum_rsa)
        .map(|_| ())
        .map_err(explain)
}

/// `CheckIssuer`.
fn issuer(certificate: &BackCert<'_>, _: &Ask) -> Result<(), Broken> {
    let name = certificate.issuer.only(tag::SEQUENCE)?;
    match name.bytes {
        [] => Err(broken(Code::EmptyIssuerName, Fault::IssuerNameEmpty {})),
        _ => Ok(()),
    }
}

/// `CheckKeyUsage`: absent is fine; a leaf may have keyCertSign.
fn key_usage(certificate: &BackCert<'_>, ask: &Ask) -> Result<(), Broken> {
    let Some(extension) = certificate.extensions.key_usage else {
        return Ok(());
    };
    let malformed = Refusal {
        code: Code::InadequateKeyUsage,
        rule: "a keyUsage that is no BIT STRING of one bit or more",
        offset: extension.offset,
    };
    let value = extension.only(tag::BIT_STRING).map_err(|_| malformed)?;
    let [padding @ 0..=7, first, rest @ ..] = value.bytes else {
        return Err(malformed.into());
    };
    if ask.key_usage != 0 && first & ask.key_usage == 0 {
        let usages = KeyUsage::of_first_octet(*first).names();
        let fault = match ask.cas_below {
            Some(_) => Fault::KeyUsageLacksCertSign { usages },
            None => Fault::KeyUsageUnsuitable { usages },
        };
        return Err(broken(Code::InadequateKeyUsage, fault));
    }
    let last = rest.last().unwrap_or(first);
    if last & ((1u8 << padding) - 1) != 0 {
        return Err(malformed.into());
    }
    Ok(())
}

/// `CheckBasicConstraints`. Self-issued CAs count in the path's length, and the anchor's limit binds.
fn basic_constraints(certificate: &BackCert<'_>, ask: &Ask) -> Result<(), Broken> {
    let is_v1 = certificate.version == 0;
    let (is_ca, path_length) = match (certificate.extensions.basic_constraints, ask.cas_below) {
        (Some(extension), _) => read_basic_constraints(extension).map_err(|refusal| Refusal {
            code: Code::ExtensionValueInvalid,
            ..refusal
        })?,
        // "For compatibility, we must accept v1 trust anchors without basic constraints as CAs."
        (None, Some(_)) if is_v1 && ask.is_anchor => (true, None),
        (None, Some(_)) => {
            let code = if is_v1 {
                Code::V1CertUsedAsCa
            } else {
                Code::CaCertInvalid
            };
            return Err(broken(code, Fault::BasicConstraintsMissing {}));
        }
        (None, None) => (false, None),
    };
    match ask.cas_below {
        None if is_ca => Err(broken(Code::CaCertUsedAsEndEntity, Fault::LeafIsCa {})),
        None => Ok(()),
        Some(_) if !is_ca => Err(broken(Code::CaCertInvalid, Fault::IssuerNotCa {})),
        Some(found) => match path_length.map(u64::from) {
            Some(limit) if found as u64 > limit => {
                let fault = Fault::PathLengthExceeded { limit, found };
                Err(broken(Code::PathLenConstraintInvalid, fault))
            }
            _ => Ok(()),
        },
    }
}

fn read_basic_constraints(extension: Input<'_>) -> Reading<(bool, Option<u8>)> {
    let mut outer = extension.reader();
    let mut fields = outer.expect(tag::SEQUENCE)?.reader();
    let is_ca = fields.optional_boolean()?;
    let path_length = if fields.peek(tag::INTEGER) {
        Some(fields.small_integer()?)
    } else {
        None
    };
    fields.end()?;
    outer.end()?;
    Ok((is_ca, path_length))
}

/// `CheckExtendedKeyUsage`: anyExtendedKeyUsage stands for nothing. A leaf must not be fit to sign OCSP responses, and who signs
/// them must say that it is.
fn extended_key_usage(certificate: &BackCert<'_>, ask: &Ask) -> Result<(), Broken> {
    let (wanted, purpose) = match ask.purpose {
        _ if ask.is_responder => (known::OCSP_SIGNING, "OCSPSigning"),
        Purpose::Client => (known::CLIENT_AUTH, "clientAuth"),
        Purpose::Server | Purpose::Any => (known::SERVER_AUTH, "serverAuth"),
    };
    let Some(extension) = certificate.extensions.extended_key_usage else {
        let purposes = Vec::new();
        let fault = Fault::ExtendedKeyUsageUnsuitable { purpose, purposes };
        return match ask.is_responder {
            true => Err(broken(Code::InadequateCertType, fault)),
            false => Ok(()),
        };
    };
    let purposes = read_purposes(extension).map_err(|refusal| Refusal {
        code: Code::InadequateCertType,
        ..refusal
    })?;
    let has = |oid: &[u8]| purposes.iter().any(|found| found.bytes == oid);
    let may_sign_responses = ask.is_responder || ask.cas_below.is_some();
    if !has(wanted) || (!may_sign_responses && has(known::OCSP_SIGNING)) {
        let purposes = purposes.iter().take(20);
        let purposes = purposes
            .map(|oid| Oid::from_content(oid.bytes).label())
            .collect();
        return Err(broken(
            Code::InadequateCertType,
            Fault::ExtendedKeyUsageUnsuitable { purpose, purposes },
        ));
    }
    Ok(())
}

fn read_purposes(extension: Input<'_>) -> Reading<Vec<Input<'_>>> {
    let mut list = extension.only(tag::SEQUENCE)?.reader();
    let mut purposes = vec![list.expect(tag::OID)?]; // an empty list is refused here
    while !list.is_at_end() {
        purposes.push(list.expect(tag::OID)?);
    }
    Ok(purposes)
}

/// `CheckValidity`: both ends belong to the period; of an anchor it is asked like of the others.
fn period(certificate: &BackCert<'_>, ask: &Ask) -> Result<(), Broken> {
    let (not_before, not_after) = validity::read(certificate.validity)?;
    let time = &ask.time;
    if time.is_before(not_before) {
        let time = time.shown();
        let days = not_before.days_since(time);
        return Err(broken(
            Code::NotYetValidCertificate,
            Fault::CertificateNotYetValid {
                not_before,
                time,
                days,
            },
        ));
    }
    if time.is_after(not_after) {
        let time = time.shown();
        let days = time.days_since(not_after);
        return Err(broken(
            Code::ExpiredCertificate,
            Fault::CertificateExpired {
                not_after,
                time,
                days,
            },
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Time;
    use mint::extension::{BasicConstraints, KeyUsage};
    use mint::{Builder, Criticality, Issued, Key, der, oid};

    fn server() -> Ask {
        Ask {
            time: AskedTime::new(Time::parse_rfc3339("2026-06-01T00:00:00Z").expect("RFC 3339")),
            purpose: Purpose::Server,
            key_usage: usage::DIGITAL_SIGNATURE,
            minimum_rsa: 1024,
            cas_below: None,
            is_anchor: false,
            is_responder: false,
        }
    }

    fn ca() -> Ask {
        Ask {
            key_usage: usage::CERT_SIGN,
            cas_below: Some(0),
            ..server()
        }
    }

    fn anchor() -> Ask {
        Ask {
            is_anchor: true,
            ..ca()
        }
    }

    fn judged(issued: &Issued, ask: &Ask) -> Option<Code> {
        let certificate = BackCert::read(&issued.der).expect("readable");
        check(&certificate, ask).err().map(|broken| broken.code)
    }

    fn leaf(change: impl FnOnce(Builder) -> Builder) -> Option<Code> {
        let issued = change(mint::root("Root").leaf(&["example.com"])).issue();
        judged(&issued, &server())
    }

    fn issuer(change: impl FnOnce(Builder) -> Builder, ask: &Ask) -> Option<Code> {
        judged(&change(mint::root("Root").ca("CA")).issue(), ask)
    }

    #[test]
    fn sound_certificates() {
        assert_eq!(leaf(|b| b), None);
        assert_eq!(issuer(|b| b, &ca()), None);
        assert_eq!(issuer(|b| b, &anchor()), None);
    }

    #[test]
    fn signature_algorithms() {
        use Code::{
            SignatureAlgorithmDisabled as Disabled, SignatureAlgorithmMismatch as Mismatch,
        };
        let sha1 = || der::sequence(&[der::oid("1.2.840.10045.4.1")]);
        let with_null = || der::sequence(&[der::oid("1.2.840.10045.4.3.2"), der::null()]);
        assert_eq!(leaf(|b| b.algorithm(sha1())), Some(Disabled));
        assert_eq!(leaf(|b| b.inner_algorithm(sha1())), Some(Mismatch));
        assert_eq!(leaf(|b| b.inner_algorithm(with_null())), None);
        assert_eq!(issuer(|b| b.algorithm(sha1()), &ca()), Some(Disabled));
        assert_eq!(issuer(|b| b.algorithm(sha1()), &anchor()), None);
        let ed25519 = |b: Builder| b.algorithm(der::sequence(&[der::oid("1.3.101.112")]));
        assert_eq!(leaf(ed25519), Some(Disabled));
    }

    #[test]
    fn rsa_sizes_of_key_and_signature() {
        let small = mint::ca("Small").key(Key::rsa(1024, 1)).issue();
        let strict = Ask {
            minimum_rsa: 2048,
            ..ca()
        };
        assert_eq!(judged(&small, &ca()), None);
        assert_eq!(judged(&small, &strict), Some(Code::InadequateKeySize));
        let signed = small.ca("Signed by small").issue();
        assert_eq!(judged(&signed, &ca()), None);
        assert_eq!(judged(&signed, &strict), Some(Code::InadequateKeySize));
        assert_eq!(
            judged(
                &signed,
                &Ask {
                    is_anchor: true,
                    ..strict
                }
            ),
            None
        );
    }

    #[test]
    fn keys() {
        let ed25519 = |b: Builder| b.key(Key::ed25519("key"));
        assert_eq!(leaf(ed25519), Some(Code::UnsupportedKeyAlgorithm));
        assert_eq!(
            issuer(ed25519, &anchor()),
            Some(Code::UnsupportedKeyAlgorithm)
        );
        assert_eq!(leaf(|b| b.key(Key::p521("key"))), None);
    }

    #[test]
    fn issuers_without_a_name() {
        let nameless = |b: Builder| b.issuer(mint::Name::empty());
        assert_eq!(leaf(nameless), Some(Code::EmptyIssuerName));
        assert_eq!(issuer(nameless, &anchor()), Some(Code::EmptyIssuerName));
        assert_eq!(leaf(|b| b.subject(mint::Name::empty())), None);
    }

    #[test]
    fn key_usages() {
        let inadequate = Some(Code::InadequateKeyUsage);
        let value = |value: Vec<u8>| {
            move |b: Builder| {
                b.without(oid::KEY_USAGE)
                    .extension(oid::KEY_USAGE, Criticality::Critical, value)
            }
        };
        assert_eq!(leaf(|b| b.without(oid::KEY_USAGE)), None);
        assert_eq!(
            leaf(|b| b.key_usage(&[KeyUsage::KeyEncipherment])),
            inadequate
        );
        assert_eq!(
            leaf(|b| b.key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyCertSign])),
            None
        );
        assert_eq!(leaf(value(vec![3, 2, 7, 0x80])), None);
        assert_eq!(leaf(value(vec![3, 2, 0, 0x80])), None); // bits that DER leaves out
        assert_eq!(leaf(value(vec![3, 2, 7, 0xc0])), inadequate); // a padding bit is set
        assert_eq!(leaf(value(vec![3, 2, 8, 0x80])), inadequate);
        assert_eq!(leaf(value(vec![3, 1, 0])), inadequate);
        assert_eq!(leaf(value(vec![5, 0])), inadequate);
        assert_eq!(leaf(value(vec![3, 3, 7, 0x80, 0x80])), None);
        assert_eq!(leaf(value(vec![3, 3, 7, 0x80, 0x01])), inadequate);
        assert_eq!(issuer(|b| b.without(oid::KEY_USAGE), &ca()), None);
        let cannot_sign = |b: Builder| b.key_usage(&[KeyUsage::DigitalSignature]);
        assert_eq!(issuer(cannot_sign, &ca()), inadequate);
        assert_eq!(issuer(cannot_sign, &anchor()), inadequate);
    }

    #[test]
    fn basic_constraints_by_role() {
        let value = |value: Vec<u8>| {
            move |b: Builder| {
                b.without(oid::BASIC_CONSTRAINTS).extension(
                    oid::BASIC_CONSTRAINTS,
                    Criticality::Critical,
                    value,
                )
            }
        };
        let none = |b: Builder| b.without(oid::BASIC_CONSTRAINTS);
        let (no_ca, invalid) = (Some(Code::CaCertInvalid), Some(Code::ExtensionValueInvalid));
        let ca_only = || der::sequence(&[der::boolean(true)]);
        let empty = || der::sequence(&[]);
        assert_eq!(leaf(value(ca_only())), Some(Code::CaCertUsedAsEndEntity));
        assert_eq!(leaf(value(empty())), None);
        assert_eq!(leaf(value(der::sequence(&[der::boolean(false)]))), None);
        assert_eq!(leaf(value(der::sequence(&[der::integer(128)]))), invalid);
        assert_eq!(
            leaf(value(der::sequence(&[
                der::boolean(false),
                der::integer(0),
                der::null()
            ]))),
            invalid
        );
        assert_eq!(issuer(value(empty()), &ca()), no_ca);
        assert_eq!(issuer(none, &ca()), no_ca);
        assert_eq!(issuer(none, &anchor()), no_ca);
        let v1 = |b: Builder| b.version(1).without_extensions();
        assert_eq!(issuer(v1, &ca()), Some(Code::V1CertUsedAsCa));
        assert_eq!(issuer(v1, &anchor()), None);
        let limited = |b: Builder| b.basic_constraints(BasicConstraints::CaWithPathLen(1));
        for (cas_below, expected) in [(1, None), (2, Some(Code::PathLenConstraintInvalid))] {
            for ask in [ca(), anchor()] {
                let ask = Ask {
                    cas_below: Some(cas_below),
                    ..ask
                };
                assert_eq!(issuer(limited, &ask), expected);
            }
        }
    }

    #[test]
    fn extended_key_usages() {
        let inadequate = Some(Code::InadequateCertType);
        let with =
            |purposes: &'static [&'static str]| move |b: Builder| b.extended_key_usage(purposes);
        for (purposes, of_leaf, of_ca) in [
            (&[oid::SERVER_AUTH][..], None, None),
            (&[oid::CLIENT_AUTH], inadequate, inadequate),
            (&["2.5.29.37.0"], inadequate, inadequate),
            (&["2.16.840.1.113730.4.1"], inadequate, inadequate),
            (&[oid::SERVER_AUTH, oid::OCSP_SIGNING], inadequate, None),
            (&[], inadequate, inadequate),
        ] {
            assert_eq!(leaf(with(purposes)), of_leaf, "{purposes:?}");
            assert_eq!(issuer(with(purposes), &ca()), of_ca, "{purposes:?}");
            assert_eq!(issuer(with(purposes), &anchor()), of_ca, "{purposes:?}");
        }
        assert_eq!(leaf(|b| b.without(oid::EXTENDED_KEY_USAGE)), None);
        let client = Ask {
            purpose: Purpose::Client,
            ..server()
        };
        for (purposes, expected) in [
            (&[oid::CLIENT_AUTH][..], None),
            (&[oid::SERVER_AUTH], inadequate),
        ] {
            let issued = mint::root("Root")
                .leaf(&["a"])
                .extended_key_usage(purposes)
                .issue();
            assert_eq!(judged(&issued, &client), expected);
        }
    }

    #[test]
    fn both_ends_belong_to_the_period() {
        let issued = mint::root("Root")
            .ca("CA")
            .not_before("2026-01-01T00:00:00Z")
            .not_after("2026-02-01T00:00:00Z")
            .issue();
        for (time, expected) in [
            ("2025-12-31T23:59:59Z", Some(Code::NotYetValidCertificate)),
            ("2026-01-01T00:00:00Z", None),
            ("2026-02-01T00:00:00Z", None),
            ("2026-02-01T00:00:01Z", Some(Code::ExpiredCertificate)),
        ] {
            let time = Time::parse_rfc3339(time).expect("RFC 3339");
            for ask in [ca(), anchor()] {
                let time = AskedTime::new(time);
                assert_eq!(judged(&issued, &Ask { time, ..ask }), expected);
            }
        }
    }

    #[test]
    fn the_first_fault_in_firefoxs_order_counts() {
        type Change = fn(Builder) -> Builder;
        let faults: [(Change, Code); 7] = [
            (
                |b| b.not_after_der(der::generalized_time("20200101000060Z")),
                Code::InvalidTime,
            ),
            (
                |b| b.algorithm(der::sequence(&[der::oid("1.2.3")])),
                Code::SignatureAlgorithmDisabled,
            ),
            (
                |b| b.key(Key::ed25519("key")),
                Code::UnsupportedKeyAlgorithm,
            ),
            (|b| b.issuer(mint::Name::empty()), Code::EmptyIssuerName),
            (
                |b| b.key_usage(&[KeyUsage::CrlSign]),
                Code::InadequateKeyUsage,
            ),
            (
                |b| b.basic_constraints(BasicConstraints::Ca),
                Code::CaCertUsedAsEndEntity,
            ),
            (
                |b| b.extended_key_usage(&[oid::CLIENT_AUTH]),
                Code::InadequateCertType,
            ),
        ];
        for first in 0..faults.len() {
            let all = |b: Builder| faults[first..].iter().fold(b, |b, (change, _)| change(b));
            let period = |b: Builder| b.not_after("2026-02-01T00:00:00Z");
            assert_eq!(leaf(|b| all(period(b))), Some(faults[first].1));
        }
    }
}
