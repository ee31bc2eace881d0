//! Cases about one certificate: its encoding, its conformance, its algorithms and key.

use certlens::Check::*;
use certlens::Outcome::{Error, Warning};
use mint::extension::{self, KeyUsage};
use mint::{Builder, Criticality, Hash, Key, Name, Scheme, der, oid};

use super::ask::*;
use super::{Case, fires, not_applicable, passes};

/// A subject with one common name, whose value is this element.
fn subject(value: Vec<u8>) -> Name {
    Name::empty().attribute(oid::COMMON_NAME, value)
}

/// A RelativeDistinguishedName of two attributes in the order given.
fn two_attributes(first: &str, second: &str) -> Name {
    let attribute =
        |text: &str| der::sequence(&[der::oid(oid::ORGANIZATIONAL_UNIT), der::utf8(text)]);
    let set = der::tlv(0x31, &[attribute(first), attribute(second)].concat());
    Name::from_der(der::sequence(&[set]))
}

/// `count` sequences in one another.
fn nested(count: usize) -> Vec<u8> {
    (1..count).fold(der::sequence(&[]), |inner, _| der::sequence(&[inner]))
}

/// As a browser is asked, which does not lack its lists.
fn under(profile: &str, request: certlens::ValidationRequest) -> Question {
    Question {
        request: request.with_profile(profile),
        data: crate::common::data(),
    }
}

/// A leaf of exactly this many bytes.
fn leaf_of_size(size: usize) -> certlens::ValidationRequest {
    // Ed25519: the signature is always as long.
    let intermediate = intermediate().key(Key::ed25519("fixed size")).issue();
    let leaf = |padding: usize| {
        let leaf = intermediate.leaf(&["example.com"]);
        let value = vec![0; padding];
        leaf.extension(oid::EXAMPLE_EXTENSION, Criticality::NotCritical, value)
            .issue()
    };
    let overhead = leaf(4_000_000).der.len() - 4_000_000;
    let leaf = leaf(size - overhead);
    assert_eq!(leaf.der.len(), size);
    ask(&[&leaf, &intermediate], &[&root()])
}

const FOUR_MEBIBYTES: usize = 4 << 20;

/// X.690, and RFC 5280 §4.1 for what a Certificate is made of.
pub(crate) fn encoding() -> Vec<Case> {
    vec![
        // certlens' own limit.
        fires(
            CertificateTooLarge,
            LEAF,
            Error,
            "one byte too many",
            || leaf_of_size(FOUR_MEBIBYTES + 1).into(),
        ),
        passes(CertificateTooLarge, LEAF, "just small enough", || {
            leaf_of_size(FOUR_MEBIBYTES).into()
        }),
        // X.690 §8.1.3: the length says how many contents octets there are.
        fires(
            DerTruncated,
            LEAF,
            Error,
            "the last byte is missing",
            || leaf_bytes(|der| der.truncate(der.len() - 1)).into(),
        ),
        passes(DerTruncated, LEAF, "whole", || leaf_bytes(|_| ()).into()),
        // X.690 §10.1: "encoded in the minimum number of octets".
        fires(DerLengthInvalid, LEAF, Error, "a padded length", || {
            let time = der::with_long_length(&der::time("2027-01-01T00:00:00Z"), 1);
            leaf_is(leaf().not_after_der(time)).into()
        }),
        passes(DerLengthInvalid, LEAF, "the same, not padded", || {
            leaf_is(leaf().not_after_der(der::time("2027-01-01T00:00:00Z"))).into()
        }),
        // X.690 §10.2: string types in primitive form.
        fires(DerTagInvalid, LEAF, Error, "a constructed string", || {
            leaf_is(leaf().subject(subject(der::tlv(0x2c, &der::utf8("a"))))).into()
        }),
        passes(DerTagInvalid, LEAF, "a primitive string", || {
            leaf_is(leaf().subject(subject(der::tlv(0x0c, &der::utf8("a"))))).into()
        }),
        // X.680 §41.4: PrintableString has no asterisk.
        fires(
            DerValueInvalid,
            LEAF,
            Error,
            "* in a PrintableString",
            || leaf_is(leaf().subject(subject(der::printable("*.example.com")))).into(),
        ),
        passes(DerValueInvalid, LEAF, "* in a UTF8String", || {
            leaf_is(leaf().subject(subject(der::utf8("*.example.com")))).into()
        }),
        // X.690 §11.6: "in ascending order".
        fires(DerSetUnordered, LEAF, Warning, "b before a", || {
            leaf_is(leaf().subject(two_attributes("b", "a"))).into()
        }),
        passes(DerSetUnordered, LEAF, "a before b", || {
            leaf_is(leaf().subject(two_attributes("a", "b"))).into()
        }),
        // X.690 §8.1: the extension's value is one element.
        fires(DerTrailingData, LEAF, Error, "NULL after keyUsage", || {
            let usage = extension::key_usage(&[KeyUsage::DigitalSignature]);
            let value = [usage, der::null()].concat();
            leaf_is(leaf().extension(oid::KEY_USAGE, Criticality::Critical, value)).into()
        }),
        passes(DerTrailingData, LEAF, "nothing after it", || {
            leaf_is(leaf().key_usage(&[KeyUsage::DigitalSignature])).into()
        }),
        // certlens' own limit: 64 elements deep; the value of an attribute stands inside five.
        fires(DerTooDeep, LEAF, Error, "a level too deep", || {
            leaf_is(leaf().subject(subject(nested(60)))).into()
        }),
        passes(DerTooDeep, LEAF, "just not too deep", || {
            leaf_is(leaf().subject(subject(nested(59)))).into()
        }),
        // RFC 5280 §4.1.2.9: "a SEQUENCE of one or more certificate extensions".
        fires(
            CertificateStructureInvalid,
            LEAF,
            Error,
            "no extension in the list",
            || {
                let field = der::constructed(3, &der::sequence(&[]));
                leaf_is(leaf().extensions_field(field)).into()
            },
        ),
        passes(CertificateStructureInvalid, LEAF, "one extension", || {
            let (oid, value) = extension::unknown();
            let list = der::sequence(&[extension::extension(oid, false, &value)]);
            leaf_is(leaf().extensions_field(der::constructed(3, &list))).into()
        }),
        // X.690 §11.5: "shall not include an encoding for any component value which is equal to its default value".
        fires(DerDefaultEncoded, LEAF, Warning, "critical FALSE", || {
            let (oid, value) = extension::unknown();
            let fields = [
                der::oid(oid),
                der::boolean(false),
                der::octet_string(&value),
            ];
            leaf_is(leaf().raw_extension(der::sequence(&fields))).into()
        }),
        passes(DerDefaultEncoded, LEAF, "critical left out", || {
            let (oid, value) = extension::unknown();
            let fields = [der::oid(oid), der::octet_string(&value)];
            leaf_is(leaf().raw_extension(der::sequence(&fields))).into()
        }),
        // §6.1.1 (d): an anchor is a name and a key; its certificate's conformance is not asked.
        not_applicable(
            DerDefaultEncoded,
            ROOT,
            "critical FALSE in the anchor",
            || {
                let (oid, value) = extension::unknown();
                let fields = [
                    der::oid(oid),
                    der::boolean(false),
                    der::octet_string(&value),
                ];
                root_is(mint::ca("Example Root CA").raw_extension(der::sequence(&fields))).into()
            },
        ),
    ]
}

/// RFC 5280 §4.1 and §4.2.
pub(crate) fn conformance() -> Vec<Case> {
    vec![
        // §4.1.2.1: "when extensions are used [...] version MUST be 3".
        fires(
            VersionInvalid,
            LEAF,
            Error,
            "version 1 with extensions",
            || leaf_is(leaf().version(1)).into(),
        ),
        fires(VersionInvalid, LEAF, Error, "version 4", || {
            leaf_is(leaf().version(4)).into()
        }),
        passes(VersionInvalid, LEAF, "version 3", || {
            leaf_is(leaf().version(3)).into()
        }),
        passes(VersionInvalid, LEAF, "version 1 without extensions", || {
            leaf_is(leaf().version(1).without_extensions()).into()
        }),
        // §4.1.2.2: "MUST be a positive integer"; "MUST NOT use serialNumber values longer than 20 octets".
        fires(SerialNumberInvalid, LEAF, Warning, "zero", || {
            leaf_is(leaf().serial(&[0])).into()
        }),
        fires(SerialNumberInvalid, LEAF, Warning, "negative", || {
            leaf_is(leaf().serial(&[0x80])).into()
        }),
        fires(SerialNumberInvalid, LEAF, Warning, "21 octets", || {
            leaf_is(leaf().serial(&[1; 21])).into()
        }),
        passes(SerialNumberInvalid, LEAF, "one", || {
            leaf_is(leaf().serial(&[1])).into()
        }),
        passes(SerialNumberInvalid, LEAF, "20 octets", || {
            leaf_is(leaf().serial(&[1; 20])).into()
        }),
        // §4.1.2.4: "The issuer field MUST contain a non-empty distinguished name".
        fires(
            IssuerNameEmpty,
            LEAF,
            Warning,
            "an issuer without a name",
            || intermediate_is(intermediate().subject(Name::empty())).into(),
        ),
        passes(IssuerNameEmpty, LEAF, "an issuer with a name", || {
            intermediate_is(intermediate().subject("X")).into()
        }),
        // §4.1.2.5.1: "MUST be expressed in Greenwich Mean Time (Zulu) and MUST include seconds".
        fires(
            ValidityTimeInvalid,
            LEAF,
            Error,
            "an offset in place of Z",
            || leaf_is(leaf().not_after_der(der::utc_time("270101000000+0000"))).into(),
        ),
        passes(ValidityTimeInvalid, LEAF, "Z", || {
            leaf_is(leaf().not_after_der(der::utc_time("270101000000Z"))).into()
        }),
        // An anchor's own dates are no part of the path (§6.1.1 (d)).
        fires(
            ValidityTimeInvalid,
            ROOT,
            Warning,
            "an offset in the anchor",
            || {
                let time = der::utc_time("400101000000+0000");
                root_is(mint::ca("Example Root CA").not_after_der(time)).into()
            },
        ),
        // §4.1.2.5: "the period of time from notBefore through notAfter, inclusive".
        fires(
            ValidityInverted,
            LEAF,
            Error,
            "ends before it begins",
            || leaf_is(leaf().not_before(IN_A_SECOND).not_after(NOW)).into(),
        ),
        passes(ValidityInverted, LEAF, "lasts one second", || {
            leaf_is(leaf().not_before(NOW).not_after(NOW)).into()
        }),
        // §4.2: "A certificate MUST NOT include more than one instance of a particular extension."
        fires(
            ExtensionDuplicate,
            LEAF,
            Error,
            "an extension twice",
            || {
                let (oid, value) = extension::unknown();
                let again = extension::extension(oid, false, &value);
                let leaf = leaf().unknown_extension(Criticality::NotCritical);
                leaf_is(leaf.raw_extension(again)).into()
            },
        ),
        passes(ExtensionDuplicate, LEAF, "an extension once", || {
            leaf_is(leaf().unknown_extension(Criticality::NotCritical)).into()
        }),
        // §4.2.1.3: "at least one of the bits MUST be set to 1".
        fires(
            ExtensionMalformed,
            LEAF,
            Error,
            "keyUsage without a bit",
            || leaf_is(leaf().key_usage(&[])).into(),
        ),
        passes(ExtensionMalformed, LEAF, "keyUsage with a bit", || {
            leaf_is(leaf().key_usage(&[KeyUsage::DigitalSignature])).into()
        }),
        // X.690 §11.2.2: a named bit list has no trailing zero bits.
        fires(
            ExtensionMalformed,
            LEAF,
            Error,
            "keyUsage with seven zero bits behind the last",
            || leaf_is(key_usage_of(&[0, 0x80])).into(),
        ),
        passes(ExtensionMalformed, LEAF, "keyUsage of one bit", || {
            leaf_is(key_usage_of(&[7, 0x80])).into()
        }),
        // §4.2: "MUST reject the certificate if it encounters a critical extension it does not recognize".
        fires(CriticalExtensionUnknown, LEAF, Error, "critical", || {
            leaf_is(leaf().unknown_extension(Criticality::Critical)).into()
        }),
        fires(
            CriticalExtensionUnknown,
            INTERMEDIATE,
            Error,
            "in the intermediate",
            || intermediate_is(intermediate().unknown_extension(Criticality::Critical)).into(),
        ),
        fires(
            CriticalExtensionUnknown,
            ROOT,
            Warning,
            "in the anchor",
            || {
                let root = mint::ca("Example Root CA").unknown_extension(Criticality::Critical);
                root_is(root).into()
            },
        ),
        passes(CriticalExtensionUnknown, LEAF, "not critical", || {
            leaf_is(leaf().unknown_extension(Criticality::NotCritical)).into()
        }),
        // §4.2.1.4: critical, it must be interpreted "including the optional qualifier".
        fires(
            CriticalExtensionUnknown,
            LEAF,
            Error,
            "critical policies with an unknown qualifier",
            || leaf_is(qualified(Criticality::Critical, "2.999.2")).into(),
        ),
        passes(
            CriticalExtensionUnknown,
            LEAF,
            "critical policies with a CPS",
            || leaf_is(qualified(Criticality::Critical, "1.3.6.1.5.5.7.2.1")).into(),
        ),
        passes(
            CriticalExtensionUnknown,
            LEAF,
            "policies with an unknown qualifier, not critical",
            || leaf_is(qualified(Criticality::NotCritical, "2.999.2")).into(),
        ),
    ]
}

/// keyUsage with this content of its BIT STRING.
fn key_usage_of(content: &[u8]) -> Builder {
    leaf().extension(oid::KEY_USAGE, Criticality::Critical, der::tlv(3, content))
}

/// A policy with a qualifier of this type.
fn qualified(criticality: Criticality, qualifier: &str) -> Builder {
    let qualifier = der::sequence(&[der::oid(qualifier), der::tlv(22, b"http://a.example/")]);
    let policy = der::sequence(&[der::oid("2.999.1"), der::sequence(&[qualifier])]);
    leaf().extension(
        oid::CERTIFICATE_POLICIES,
        criticality,
        der::sequence(&[policy]),
    )
}

/// RSA with a modulus of this many bits, which need not be a product of primes.
fn rsa(bits: usize, parameters: Vec<u8>) -> Vec<u8> {
    let mut modulus = vec![0xff; bits.div_ceil(8)];
    modulus[0] = 0xff >> (modulus.len() * 8 - bits);
    let key = der::sequence(&[der::unsigned(&modulus), der::integer(65537)]);
    let algorithm = der::sequence(&[der::oid(oid::RSA_ENCRYPTION), parameters]);
    der::sequence(&[algorithm, der::bit_string(&key)])
}

fn ec(curve: &str, point: &[u8]) -> Vec<u8> {
    let algorithm = der::sequence(&[der::oid(oid::EC_PUBLIC_KEY), der::oid(curve)]);
    der::sequence(&[algorithm, der::bit_string(point)])
}

const SECP256K1: &str = "1.3.132.0.10";

/// RFC 5280 §4.1.1.2 and §4.1.2.7.
pub(crate) fn keys_and_algorithms() -> Vec<Case> {
    vec![
        // §4.1.1.2: "This field MUST contain the same algorithm identifier as the signature field".
        fires(
            SignatureAlgorithmMismatch,
            LEAF,
            Error,
            "SHA-384 inside",
            || {
                let inner = Scheme::Ecdsa(Hash::Sha384).algorithm();
                leaf_is(leaf().inner_algorithm(inner)).into()
            },
        ),
        passes(SignatureAlgorithmMismatch, LEAF, "SHA-384 in both", || {
            leaf_is(leaf().scheme(Scheme::Ecdsa(Hash::Sha384))).into()
        }),
        not_applicable(
            SignatureAlgorithmMismatch,
            ROOT,
            "SHA-384 inside the anchor",
            || {
                let inner = Scheme::Ecdsa(Hash::Sha384).algorithm();
                root_is(mint::ca("Example Root CA").inner_algorithm(inner)).into()
            },
        ),
        // RFC 9155 §1: SHA-1 signatures can be forged.
        fires(SignatureAlgorithmWeak, LEAF, Error, "SHA-1", || {
            leaf_is(leaf().scheme(Scheme::Ecdsa(Hash::Sha1))).into()
        }),
        passes(SignatureAlgorithmWeak, LEAF, "SHA-256", || {
            leaf_is(leaf().scheme(Scheme::Ecdsa(Hash::Sha256))).into()
        }),
        // §6.1.3 (a)(1): what cannot be verified does not hold.
        fires(
            SignatureAlgorithmUnsupported,
            LEAF,
            Error,
            "an unknown algorithm",
            || {
                let algorithm = der::sequence(&[der::oid(oid::EXAMPLE_EXTENSION)]);
                leaf_is(leaf().algorithm(algorithm)).into()
            },
        ),
        fires(
            SignatureAlgorithmUnsupported,
            LEAF,
            Error,
            "ECDSA with NULL",
            || {
                // RFC 5758 §3.2: "the encoding MUST omit the parameters field".
                let algorithm = der::sequence(&[der::oid("1.2.840.10045.4.3.2"), der::null()]);
                leaf_is(leaf().algorithm(algorithm)).into()
            },
        ),
        passes(
            SignatureAlgorithmUnsupported,
            LEAF,
            "ECDSA without parameters",
            || {
                let algorithm = der::sequence(&[der::oid("1.2.840.10045.4.3.2")]);
                leaf_is(leaf().algorithm(algorithm)).into()
            },
        ),
        // RFC 5480 §2.2: ECPoint.
        fires(PublicKeyMalformed, LEAF, Error, "half a point", || {
            let point = Key::p256("example.com").public_key();
            leaf_is(leaf().spki(ec(oid::SECP256R1, &point[..33]))).into()
        }),
        passes(PublicKeyMalformed, LEAF, "the whole point", || {
            let point = Key::p256("example.com").public_key();
            leaf_is(leaf().spki(ec(oid::SECP256R1, &point))).into()
        }),
        // RFC 3279 §2.3.1: "The parameters field MUST have ASN.1 type NULL for this algorithm identifier."
        fires(PublicKeyMalformed, LEAF, Error, "RSA without NULL", || {
            leaf_is(leaf().spki(rsa(2048, Vec::new()))).into()
        }),
        passes(PublicKeyMalformed, LEAF, "RSA with NULL", || {
            leaf_is(leaf().spki(rsa(2048, der::null()))).into()
        }),
        // §6.1.4 (d): an issuer's key must be usable; the leaf's is not used.
        fires(
            PublicKeyUnsupported,
            INTERMEDIATE,
            Error,
            "a curve not known",
            || {
                let point = Key::p256("Example Intermediate CA").public_key();
                intermediate_is(intermediate().spki(ec(SECP256K1, &point))).into()
            },
        ),
        fires(
            PublicKeyUnsupported,
            LEAF,
            Warning,
            "the leaf's curve not known",
            || {
                let point = Key::p256("example.com").public_key();
                leaf_is(leaf().spki(ec(SECP256K1, &point))).into()
            },
        ),
        passes(
            PublicKeyUnsupported,
            INTERMEDIATE,
            "a curve that is known",
            || intermediate_is(intermediate().key(Key::p384("a"))).into(),
        ),
        fires(PublicKeyTooSmall, LEAF, Error, "1023 bits", || {
            leaf_is(leaf().spki(rsa(1023, der::null()))).into()
        }),
        passes(PublicKeyTooSmall, LEAF, "1024 bits", || {
            leaf_is(leaf().spki(rsa(1024, der::null()))).into()
        }),
        not_applicable(PublicKeyTooSmall, LEAF, "256 bits of P-256", || {
            valid().into()
        }),
        not_applicable(PublicKeyTooSmall, LEAF, "of a kind not known", || {
            let point = Key::p256("example.com").public_key();
            leaf_is(leaf().spki(ec(SECP256K1, &point))).into()
        }),
        // Baseline Requirements §6.1.5.
        fires(PublicKeyShort, LEAF, Warning, "2047 bits", || {
            leaf_is(leaf().spki(rsa(2047, der::null()))).into()
        }),
        fires(
            PublicKeyShort,
            INTERMEDIATE,
            Warning,
            "an issuer's 1024 bits",
            || intermediate_is(intermediate().key(Key::rsa(1024, 1))).into(),
        ),
        fires(PublicKeyShort, LEAF, Warning, "1024 bits in Chrome", || {
            under("chrome", leaf_is(leaf().spki(rsa(1024, der::null()))))
        }),
        fires(PublicKeyShort, LEAF, Warning, "and in Firefox", || {
            under("firefox", leaf_is(leaf().spki(rsa(1024, der::null()))))
        }),
        passes(PublicKeyShort, LEAF, "2048 bits in Chrome", || {
            under("chrome", leaf_is(leaf().spki(rsa(2048, der::null()))))
        }),
        passes(PublicKeyShort, LEAF, "and in Firefox", || {
            under("firefox", leaf_is(leaf().spki(rsa(2048, der::null()))))
        }),
        passes(PublicKeyShort, LEAF, "2048 bits", || {
            leaf_is(leaf().spki(rsa(2048, der::null()))).into()
        }),
        passes(PublicKeyShort, LEAF, "1023 bits, which is worse", || {
            leaf_is(leaf().spki(rsa(1023, der::null()))).into()
        }),
    ]
}
