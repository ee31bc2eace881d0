//! Public keys: what a SubjectPublicKeyInfo holds, and whether it is one that can verify anything.

use super::cursor::{Cursor, Fault, tag, unsigned_u64};
use super::oids;
use super::scheme::{NULL, PssParameters, Scheme, SchemeRefusal};

/// An elliptic curve for ECDSA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Curve {
    /// P-256, secp256r1, prime256v1.
    P256,
    /// P-384, secp384r1.
    P384,
    /// P-521, secp521r1.
    P521,
}

impl Curve {
    /// `"P-256"` …
    pub fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    /// The size of the field and of the order, in bits.
    pub fn bits(self) -> u32 {
        match self {
            Self::P256 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
        }
    }

    /// The size of a coordinate, in bytes.
    pub(super) fn coordinate_size(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}

/// How a point of a curve is written (SEC 1 §2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointForm {
    /// Both coordinates: what everybody uses.
    Uncompressed,
    /// One coordinate and a bit of the other.
    Compressed,
}

/// What is to be known of a public key: what a report shows and thresholds are judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublicKey {
    /// rsaEncryption (RFC 3279 §2.3.1).
    Rsa {
        /// The size of the modulus.
        bits: u32,
        /// The public exponent.
        exponent: u64,
    },
    /// id-RSASSA-PSS (RFC 4055 §1.2): an RSA key for RSASSA-PSS signatures only. A public CA must not
    /// use such a key (Baseline Requirements §7.1.3.1.1).
    RsaPss {
        /// The size of the modulus.
        bits: u32,
        /// The public exponent.
        exponent: u64,
        /// What signatures must be made with: this hash, and a salt at least as long.
        restriction: Option<PssParameters>,
    },
    /// id-ecPublicKey (RFC 5480 §2.1.1), the point proven to be on the curve.
    Ec {
        /// The curve.
        curve: Curve,
        /// How the point is written.
        form: PointForm,
    },
    /// Ed25519 (RFC 8410 §4).
    Ed25519,
    /// ML-DSA-44 (RFC 9881 §4).
    MlDsa44,
    /// ML-DSA-65.
    MlDsa65,
    /// ML-DSA-87.
    MlDsa87,
}

impl PublicKey {
    /// `"RSA"`, `"RSASSA-PSS"`, `"EC"`, `"Ed25519"`, `"ML-DSA-44"` …
    pub fn algorithm_name(self) -> &'static str {
        match self {
            Self::Rsa { .. } => "RSA",
            Self::RsaPss { .. } => "RSASSA-PSS",
            Self::Ec { .. } => "EC",
            Self::Ed25519 => "Ed25519",
            Self::MlDsa44 => "ML-DSA-44",
            Self::MlDsa65 => "ML-DSA-65",
            Self::MlDsa87 => "ML-DSA-87",
        }
    }

    /// The size of the modulus or of the curve's field, in bits; `None` for ML-DSA, which has neither.
    pub fn bits(self) -> Option<u32> {
        match self {
            Self::Rsa { bits, .. } | Self::RsaPss { bits, .. } => Some(bits),
            Self::Ec { curve, .. } => Some(curve.bits()),
            Self::Ed25519 => Some(255),
            Self::MlDsa44 | Self::MlDsa65 | Self::MlDsa87 => None,
        }
    }

    /// The curve, where there is a choice of curves.
    pub fn curve(self) -> Option<Curve> {
        match self {
            Self::Ec { curve, .. } => Some(curve),
            _ => None,
        }
    }

    /// RSA's public exponent.
    pub fn exponent(self) -> Option<u64> {
        match self {
            Self::Rsa { exponent, .. } | Self::RsaPss { exponent, .. } => Some(exponent),
            _ => None,
        }
    }

    /// Whether signatures of this scheme may be verified with it. A key that is restricted to RSASSA-PSS fits a signature
    /// with its own hash and a salt that is no shorter than it asks for (RFC 4055 §3.3).
    pub fn fits(self, scheme: Scheme) -> bool {
        match (self, scheme) {
            (Self::Rsa { .. }, Scheme::RsaPkcs1(_) | Scheme::RsaPss { .. }) => true,
            (Self::RsaPss { restriction, .. }, Scheme::RsaPss { hash, salt_length }) => restriction
                .is_none_or(|restriction| {
                    restriction.hash == hash && restriction.salt_length <= salt_length
                }),
            (Self::Ec { .. }, Scheme::Ecdsa(_))
            | (Self::Ed25519, Scheme::Ed25519)
            | (Self::MlDsa44, Scheme::MlDsa44)
            | (Self::MlDsa65, Scheme::MlDsa65)
            | (Self::MlDsa87, Scheme::MlDsa87) => true,
            _ => false,
        }
    }
}

/// Why a SubjectPublicKeyInfo holds no key that can verify anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRefusal {
    /// It may be sound; it cannot be used here.
    Unsupported {
        /// The usual name of the algorithm, curve or form, where known.
        name: Option<&'static str>,
    },
    /// The algorithm is supported, but its parameters are not as its standard says.
    BadParameters {
        /// The algorithm's usual name.
        name: &'static str,
        /// A phrase for people that completes "its parameters are wrong: …".
        reason: &'static str,
    },
    /// It is not encoded as its standard says.
    Malformed {
        /// A phrase for people that completes "the key cannot be read: …".
        reason: &'static str,
    },
    /// The point is not on its curve: nobody can have a private key to it.
    PointNotOnCurve {
        /// The curve's name.
        curve: &'static str,
    },
    /// The point has a small order: everybody can sign for it.
    PointOfSmallOrder {
        /// The curve's name.
        curve: &'static str,
    },
    /// The RSA modulus is even, or zero: no product of two odd primes.
    ModulusEven,
    /// The RSA modulus has more than [`MAX_MODULUS_BITS`].
    ModulusTooLarge {
        /// Its size.
        bits: u32,
    },
    /// The RSA exponent is below 3 (RFC 8017 §3.1).
    ExponentTooSmall,
    /// The RSA exponent is even: no inverse of it exists.
    ExponentEven,
    /// The RSA exponent has more than [`MAX_EXPONENT_BITS`], or is not less than the modulus (RFC 8017 §3.1).
    ExponentTooLarge,
}

/// Larger RSA moduli are refused, because verification gets slower with the square of the size and more. There is no
/// lower limit here: whether a key is too short is for the profiles to say.
pub const MAX_MODULUS_BITS: u32 = 16_384;

/// Larger RSA exponents are refused, because verification gets slower with their size. (NSS: the same; BoringSSL: 33 bits.)
pub const MAX_EXPONENT_BITS: u32 = 64;

/// Reads a public key from the whole encoding of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), to the last byte.
///
/// What the parameters must be:
///
/// - rsaEncryption: NULL (RFC 3279 §2.3.1);
/// - id-RSASSA-PSS: absent, or RSASSA-PSS-params (RFC 4055 §3.1);
/// - id-ecPublicKey: a named curve; explicit and inherited parameters MUST NOT be used (RFC 5480 §2.1.1);
/// - Ed25519, ML-DSA: absent (RFC 8410 §3, RFC 9881 §2).
///
/// A compressed point, which RFC 5480 §2.2 lets an implementation support, is accepted, and [`PointForm`] tells: whether
/// it may be used is a matter of profile. The hybrid form MUST NOT be used, and is refused.
///
/// An Ed25519 key must be encoded canonically (RFC 8032 §5.1.3) and must not be one of the eight points of small order.
///
/// # Errors
///
/// [`KeyRefusal`].
pub fn parse_public_key(spki: &[u8]) -> Result<PublicKey, KeyRefusal> {
    Key::read(spki).map(|key| key.describe())
}

/// A key ready to verify with.
pub(super) enum Key<'a> {
    Rsa(RsaKey<'a>),
    RsaPss(RsaKey<'a>, Option<PssParameters>),
    P256(p256::ecdsa::VerifyingKey, PointForm),
    P384(p384::ecdsa::VerifyingKey, PointForm),
    P521(p521::ecdsa::VerifyingKey, PointForm),
    Ed25519(ed25519_dalek::VerifyingKey),
    MlDsa44(&'a [u8]),
    MlDsa65(&'a [u8]),
    MlDsa87(&'a [u8]),
}

impl<'a> Key<'a> {
    pub(super) fn read(spki: &'a [u8]) -> Result<Self, KeyRefusal> {
        let spki = Spki::read(spki).map_err(malformed)?;
        let Some(algorithm) = oids::find(ALGORITHMS, spki.algorithm) else {
            return Err(KeyRefusal::Unsupported {
                name: oids::find(oids::UNSUPPORTED_KEYS, spki.algorithm)
                    .or_else(|| oids::find(oids::UNSUPPORTED_SIGNATURES, spki.algorithm)),
            });
        };
        match algorithm {
            Algorithm::Rsa if spki.parameters != NULL => Err(KeyRefusal::BadParameters {
                name: "RSA",
                reason: "they must be NULL",
            }),
            Algorithm::Rsa => Ok(Self::Rsa(RsaKey::read(spki.key)?)),
            Algorithm::RsaPss => {
                let restriction = read_restriction(spki.parameters)?;
                Ok(Self::RsaPss(RsaKey::read(spki.key)?, restriction))
            }
            Algorithm::Ec => read_point(read_curve(spki.parameters)?, spki.key),
            Algorithm::Ed25519 => {
                spki.without_parameters("Ed25519")?;
                read_ed25519(spki.key)
            }
            Algorithm::MlDsa44 => spki.ml_dsa("ML-DSA-44", 1312).map(Self::MlDsa44),
            Algorithm::MlDsa65 => spki.ml_dsa("ML-DSA-65", 1952).map(Self::MlDsa65),
            Algorithm::MlDsa87 => spki.ml_dsa("ML-DSA-87", 2592).map(Self::MlDsa87),
        }
    }

    pub(super) fn describe(&self) -> PublicKey {
        match self {
            Self::Rsa(key) => PublicKey::Rsa {
                bits: key.bits,
                exponent: key.exponent,
            },
            Self::RsaPss(key, restriction) => PublicKey::RsaPss {
                bits: key.bits,
                exponent: key.exponent,
                restriction: *restriction,
            },
            Self::P256(_, form) => ec(Curve::P256, *form),
            Self::P384(_, form) => ec(Curve::P384, *form),
            Self::P521(_, form) => ec(Curve::P521, *form),
            Self::Ed25519(_) => PublicKey::Ed25519,
            Self::MlDsa44(_) => PublicKey::MlDsa44,
            Self::MlDsa65(_) => PublicKey::MlDsa65,
            Self::MlDsa87(_) => PublicKey::MlDsa87,
        }
    }
}

fn ec(curve: Curve, form: PointForm) -> PublicKey {
    PublicKey::Ec { curve, form }
}

#[derive(Clone, Copy)]
enum Algorithm {
    Rsa,
    RsaPss,
    Ec,
    Ed25519,
    MlDsa44,
    MlDsa65,
    MlDsa87,
}

const ALGORITHMS: &[(const_oid::ObjectIdentifier, Algorithm)] = &[
    (oids::RSA, Algorithm::Rsa),
    (oids::RSASSA_PSS, Algorithm::RsaPss),
    (oids::EC_PUBLIC_KEY, Algorithm::Ec),
    (oids::ED25519, Algorithm::Ed25519),
    (oids::ML_DSA_44, Algorithm::MlDsa44),
    (oids::ML_DSA_65, Algorithm::MlDsa65),
    (oids::ML_DSA_87, Algorithm::MlDsa87),
];

const CURVES: &[(const_oid::ObjectIdentifier, Curve)] = &[
    (oids::P256, Curve::P256),
    (oids::P384, Curve::P384),
    (oids::P521, Curve::P521),
];

fn malformed(reason: Fault) -> KeyRefusal {
    KeyRefusal::Malformed { reason }
}

/// SubjectPublicKeyInfo, taken apart.
struct Spki<'a> {
    /// Content octets.
    algorithm: &'a [u8],
    /// The whole encoding; empty where absent.
    parameters: &'a [u8],
    key: &'a [u8],
}

impl<'a> Spki<'a> {
    fn read(encoding: &'a [u8]) -> Result<Self, Fault> {
        let mut outer = Cursor::new(encoding);
        let mut fields = outer.enter(tag::SEQUENCE)?;
        outer.end()?;
        let mut identifier = fields.enter(tag::SEQUENCE)?;
        let key = fields.whole_bytes()?;
        fields.end()?;
        Ok(Self {
            algorithm: identifier.read(tag::OID)?,
            parameters: identifier.rest(),
            key,
        })
    }

    fn without_parameters(&self, name: &'static str) -> Result<(), KeyRefusal> {
        if self.parameters.is_empty() {
            return Ok(());
        }
        Err(KeyRefusal::BadParameters {
            name,
            reason: "there must be none",
        })
    }

    /// The key of an ML-DSA parameter set, which is `size` bytes long (FIPS 204 §4); any such bytes are a key.
    fn ml_dsa(&self, name: &'static str, size: usize) -> Result<&'a [u8], KeyRefusal> {
        self.without_parameters(name)?;
        if self.key.len() != size {
            return Err(malformed("an ML-DSA key has another length"));
        }
        Ok(self.key)
    }
}

/// The parameters of an id-RSASSA-PSS key.
fn read_restriction(parameters: &[u8]) -> Result<Option<PssParameters>, KeyRefusal> {
    if parameters.is_empty() {
        return Ok(None);
    }
    PssParameters::read(parameters)
        .map(Some)
        .map_err(|refusal| match refusal {
            SchemeRefusal::Weak { name } => KeyRefusal::Unsupported { name: Some(name) },
            SchemeRefusal::Unsupported { name } => KeyRefusal::Unsupported { name },
            SchemeRefusal::BadParameters { name, reason } => {
                KeyRefusal::BadParameters { name, reason }
            }
        })
}

/// An RSA key whose numbers are in range.
pub(super) struct RsaKey<'a> {
    /// Big-endian, without leading zeros.
    pub(super) modulus: &'a [u8],
    pub(super) exponent: u64,
    bits: u32,
}

impl<'a> RsaKey<'a> {
    /// The size of the modulus.
    pub(super) fn bits(&self) -> u32 {
        self.bits
    }

    /// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER } (RFC 8017 §A.1.1).
    fn read(encoding: &'a [u8]) -> Result<Self, KeyRefusal> {
        let (modulus, exponent) = Self::read_numbers(encoding).map_err(malformed)?;
        let bits = bit_length(modulus);
        if bits > MAX_MODULUS_BITS {
            return Err(KeyRefusal::ModulusTooLarge { bits });
        }
        if is_even(modulus) {
            return Err(KeyRefusal::ModulusEven);
        }
        let exponent = unsigned_u64(exponent).ok_or(KeyRefusal::ExponentTooLarge)?;
        if exponent < 3 {
            return Err(KeyRefusal::ExponentTooSmall);
        }
        if exponent % 2 == 0 {
            return Err(KeyRefusal::ExponentEven);
        }
        if unsigned_u64(modulus).is_some_and(|modulus| exponent >= modulus) {
            return Err(KeyRefusal::ExponentTooLarge);
        }
        Ok(Self {
            modulus,
            exponent,
            bits,
        })
    }

    fn read_numbers(encoding: &'a [u8]) -> Result<(&'a [u8], &'a [u8]), Fault> {
        let mut outer = Cursor::new(encoding);
        let mut fields = outer.enter(tag::SEQUENCE)?;
        outer.end()?;
        let numbers = (fields.unsigned()?, fields.unsigned()?);
        fields.end()?;
        Ok(numbers)
    }
}

/// The number of bits of a big-endian number without leading zeros.
fn bit_length(magnitude: &[u8]) -> u32 {
    let Some(first) = magnitude.first() else {
        return 0;
    };
    u32::try_from(magnitude.len())
        .unwrap_or(u32::MAX)
        .saturating_mul(8)
        .saturating_sub(first.leading_zeros())
}

fn is_even(magnitude: &[u8]) -> bool {
    magnitude.last().is_none_or(|byte| byte % 2 == 0)
}

/// ECParameters ::= CHOICE { namedCurve OBJECT IDENTIFIER } (RFC 5480 §2.1.1).
fn read_curve(parameters: &[u8]) -> Result<Curve, KeyRefusal> {
    let bad = |reason| KeyRefusal::BadParameters { name: "EC", reason };
    let unsupported = |name| KeyRefusal::Unsupported { name };
    let mut cursor = Cursor::new(parameters);
    match cursor.peek() {
        None => return Err(bad("there is no curve")),
        Some(tag::SEQUENCE) => return Err(unsupported(Some("EC with explicit parameters"))),
        Some(tag::NULL) => return Err(unsupported(Some("EC with inherited parameters"))),
        Some(_) => {}
    }
    let curve = cursor.read(tag::OID).map_err(bad)?;
    cursor.end().map_err(bad)?;
    oids::find(CURVES, curve).ok_or(unsupported(oids::find(oids::UNSUPPORTED_CURVES, curve)))
}

/// ECPoint (RFC 5480 §2.2).
fn read_point(curve: Curve, point: &[u8]) -> Result<Key<'_>, KeyRefusal> {
    let size = curve.coordinate_size();
    let form = match point {
        [4, coordinates @ ..] if coordinates.len() == size * 2 => PointForm::Uncompressed,
        [2 | 3, coordinate @ ..] if coordinate.len() == size => PointForm::Compressed,
        [2..=4, ..] => {
            return Err(malformed(
                "a point has another length than its curve asks for",
            ));
        }
        [0] => return Err(malformed("the point is the one at infinity")),
        [6 | 7, ..] => return Err(malformed("the point is in the hybrid form")),
        _ => return Err(malformed("the point is in no form that there is")),
    };
    let read = match curve {
        Curve::P256 => {
            p256::ecdsa::VerifyingKey::from_sec1_bytes(point).map(|key| Key::P256(key, form))
        }
        Curve::P384 => {
            p384::ecdsa::VerifyingKey::from_sec1_bytes(point).map(|key| Key::P384(key, form))
        }
        Curve::P521 => {
            p521::ecdsa::VerifyingKey::from_sec1_bytes(point).map(|key| Key::P521(key, form))
        }
    };
    read.map_err(|_| KeyRefusal::PointNotOnCurve {
        curve: curve.name(),
    })
}

/// An Ed25519 public key (RFC 8032 §5.1.3).
fn read_ed25519(key: &[u8]) -> Result<Key<'_>, KeyRefusal> {
    const CURVE: &str = "Ed25519";
    let key =
        <&[u8; 32]>::try_from(key).map_err(|_| malformed("an Ed25519 key has another length"))?;
    let read = ed25519_dalek::VerifyingKey::from_bytes(key)
        .map_err(|_| KeyRefusal::PointNotOnCurve { curve: CURVE })?;
    if read.is_weak() {
        return Err(KeyRefusal::PointOfSmallOrder { curve: CURVE });
    }
    if read.to_edwards().compress().as_bytes() != key {
        return Err(malformed("a coordinate is not less than the field's prime"));
    }
    Ok(Key::Ed25519(read))
}

#[cfg(test)]
mod tests {
    use super::super::scheme::Hash;
    use super::super::testing::{algorithm, hex, integer, rsa_spki, spki, tlv};
    use super::super::vectors;
    use super::*;

    #[test]
    fn describes_keys() {
        let form = PointForm::Uncompressed;
        for (key, expected, name, bits) in [
            (vectors::P256, ec(Curve::P256, form), "EC", 256),
            (vectors::P384, ec(Curve::P384, form), "EC", 384),
            (vectors::P521, ec(Curve::P521, form), "EC", 521),
            (vectors::ED25519, PublicKey::Ed25519, "Ed25519", 255),
            (
                vectors::RSA,
                PublicKey::Rsa {
                    bits: 2048,
                    exponent: 65_537,
                },
                "RSA",
                2048,
            ),
            (
                vectors::RSA_1025,
                PublicKey::Rsa {
                    bits: 1025,
                    exponent: 3,
                },
                "RSA",
                1025,
            ),
        ] {
            let key = parse_public_key(&hex(key)).unwrap();
            assert_eq!(
                (key, key.algorithm_name(), key.bits()),
                (expected, name, Some(bits))
            );
        }
    }

    #[test]
    fn refuses_whatever_is_cut_short_or_followed() {
        for key in [vectors::P256, vectors::ED25519, vectors::RSA_1025] {
            let key = hex(key);
            for length in 0..key.len() {
                let refusal = parse_public_key(&key[..length]).unwrap_err();
                assert!(matches!(refusal, KeyRefusal::Malformed { .. }), "{length}");
            }
            let longer = [key, vec![0]].concat();
            assert_eq!(
                parse_public_key(&longer),
                Err(malformed("it has bytes after its end"))
            );
        }
    }

    #[test]
    fn judges_rsa_numbers() {
        let ok = |bits, exponent| Ok(PublicKey::Rsa { bits, exponent });
        let large = |size: usize, first: u8| [&[0, first][..], &vec![0xff; size - 1]].concat();
        for (why, modulus, exponent, expected) in [
            ("512 bits", large(64, 0x80), vec![1, 0, 1], ok(512, 65_537)),
            ("largest", large(2048, 0xff), vec![3], ok(16_384, 3)),
            (
                "larger",
                [&[1][..], &[0xff; 2048]].concat(),
                vec![3],
                Err(KeyRefusal::ModulusTooLarge { bits: 16_385 }),
            ),
            ("even", vec![0x7e], vec![3], Err(KeyRefusal::ModulusEven)),
            ("zero", vec![0], vec![3], Err(KeyRefusal::ModulusEven)),
            (
                "negative",
                vec![0xff],
                vec![3],
                Err(malformed("an INTEGER is negative")),
            ),
            (
                "zero exponent",
                vec![0x7f],
                vec![0],
                Err(KeyRefusal::ExponentTooSmall),
            ),
            (
                "exponent 1",
                vec![0x7f],
                vec![1],
                Err(KeyRefusal::ExponentTooSmall),
            ),
            (
                "exponent 4",
                vec![0x7f],
                vec![4],
                Err(KeyRefusal::ExponentEven),
            ),
            ("exponent 3", vec![0x7f], vec![3], ok(7, 3)),
            (
                "exponent below modulus",
                vec![0x7f],
                vec![0x7d],
                ok(7, 0x7d),
            ),
            (
                "exponent equals modulus",
                vec![0x7f],
                vec![0x7f],
                Err(KeyRefusal::ExponentTooLarge),
            ),
            (
                "64 bits of exponent",
                large(64, 0x80),
                vec![0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
                ok(512, u64::MAX),
            ),
            (
                "65 bits of exponent",
                large(64, 0x80),
                vec![1, 0, 0, 0, 0, 0, 0, 0, 1],
                Err(KeyRefusal::ExponentTooLarge),
            ),
            (
                "long exponent",
                large(64, 0x80),
                vec![1; 60],
                Err(KeyRefusal::ExponentTooLarge),
            ),
        ] {
            assert_eq!(
                parse_public_key(&rsa_spki(&modulus, &exponent)),
                expected,
                "{why}"
            );
        }
        let key = tlv(0x30, &[&integer(&[0x7f]), &integer(&[3]), &integer(&[0])]);
        assert_eq!(
            parse_public_key(&spki(oids::RSA, NULL, &key)),
            Err(malformed("it has bytes after its end"))
        );
    }

    #[test]
    fn judges_parameters() {
        let rsa_key = tlv(0x30, &[&integer(&[0x7f]), &integer(&[3])]);
        let ed25519_key = &hex(vectors::ED25519)[12..];
        let p256 = tlv(0x06, &[oids::P256.as_bytes()]);
        let p256_key = &hex(vectors::P256)[26..];
        let bad = |name, reason| Err(KeyRefusal::BadParameters { name, reason });
        let unsupported = |name| Err(KeyRefusal::Unsupported { name });
        let sha256 = algorithm(oids::SHA256, &[]);
        let mgf = algorithm(oids::MGF1, &sha256);
        let pss = tlv(
            0x30,
            &[
                &tlv(0xa0, &[&sha256]),
                &tlv(0xa1, &[&mgf]),
                &tlv(0xa2, &[&integer(&[32])]),
            ],
        );
        let pss_key = |restriction| {
            Ok(PublicKey::RsaPss {
                bits: 7,
                exponent: 3,
                restriction,
            })
        };
        let restriction = PssParameters {
            hash: Hash::Sha256,
            salt_length: 32,
        };
        for (oid, parameters, key, expected) in [
            (
                oids::RSA,
                NULL,
                &rsa_key[..],
                Ok(PublicKey::Rsa {
                    bits: 7,
                    exponent: 3,
                }),
            ),
            (oids::RSA, &[], &rsa_key, bad("RSA", "they must be NULL")),
            (
                oids::RSA,
                &[5, 0, 5, 0],
                &rsa_key,
                bad("RSA", "they must be NULL"),
            ),
            (oids::RSASSA_PSS, &[], &rsa_key, pss_key(None)),
            (oids::RSASSA_PSS, &pss, &rsa_key, pss_key(Some(restriction))),
            (
                oids::RSASSA_PSS,
                &[0x30, 0],
                &rsa_key,
                unsupported(Some("RSASSA-PSS with SHA-1")),
            ),
            (
                oids::RSASSA_PSS,
                NULL,
                &rsa_key,
                bad(
                    "RSASSA-PSS",
                    "an element of another type stands where one is expected",
                ),
            ),
            (
                oids::EC_PUBLIC_KEY,
                &p256,
                p256_key,
                Ok(ec(Curve::P256, PointForm::Uncompressed)),
            ),
            (
                oids::EC_PUBLIC_KEY,
                &[],
                p256_key,
                bad("EC", "there is no curve"),
            ),
            (
                oids::EC_PUBLIC_KEY,
                NULL,
                p256_key,
                unsupported(Some("EC with inherited parameters")),
            ),
            (
                oids::EC_PUBLIC_KEY,
                &[0x30, 0],
                p256_key,
                unsupported(Some("EC with explicit parameters")),
            ),
            (oids::EC_PUBLIC_KEY, &[6, 1, 1], p256_key, unsupported(None)),
            (
                oids::EC_PUBLIC_KEY,
                &[6, 1, 1, 0],
                p256_key,
                bad("EC", "it has bytes after its end"),
            ),
            (oids::ED25519, &[], ed25519_key, Ok(PublicKey::Ed25519)),
            (
                oids::ED25519,
                NULL,
                ed25519_key,
                bad("Ed25519", "there must be none"),
            ),
            (oids::ML_DSA_44, &[], &[1; 1312], Ok(PublicKey::MlDsa44)),
            (
                oids::ML_DSA_44,
                NULL,
                &[1; 1312],
                bad("ML-DSA-44", "there must be none"),
            ),
            (oids::ML_DSA_65, &[], &[1; 1952], Ok(PublicKey::MlDsa65)),
            (oids::ML_DSA_87, &[], &[1; 2592], Ok(PublicKey::MlDsa87)),
            (
                oids::ML_DSA_87,
                &[],
                &[1; 2591],
                Err(malformed("an ML-DSA key has another length")),
            ),
        ] {
            assert_eq!(
                parse_public_key(&spki(oid, parameters, key)),
                expected,
                "{oid} {parameters:02x?}"
            );
        }
    }

    #[test]
    fn refuses_other_algorithms_and_curves_by_name() {
        for (oid, name) in oids::UNSUPPORTED_KEYS {
            let key = spki(*oid, &[], &[0; 32]);
            assert_eq!(
                parse_public_key(&key),
                Err(KeyRefusal::Unsupported { name: Some(name) })
            );
        }
        for (oid, name) in oids::UNSUPPORTED_CURVES {
            let key = spki(oids::EC_PUBLIC_KEY, &tlv(6, &[oid.as_bytes()]), &[4; 65]);
            assert_eq!(
                parse_public_key(&key),
                Err(KeyRefusal::Unsupported { name: Some(name) })
            );
        }
        let unknown = spki(
            const_oid::ObjectIdentifier::new_unwrap("1.2.3"),
            &[],
            &[0; 32],
        );
        assert_eq!(
            parse_public_key(&unknown),
            Err(KeyRefusal::Unsupported { name: None })
        );
    }

    #[test]
    fn judges_points() {
        let p256 = tlv(0x06, &[oids::P256.as_bytes()]);
        let point = hex(vectors::P256)[26..].to_vec();
        let parity = 2 + point[64] % 2;
        let starting = |first: u8, length: usize| [&[first], &point[1..length]].concat();
        let mut off_curve = point.clone();
        off_curve[64] ^= 1;
        let length = "a point has another length than its curve asks for";
        for (point, expected) in [
            (point.clone(), Ok(ec(Curve::P256, PointForm::Uncompressed))),
            (
                starting(parity, 33),
                Ok(ec(Curve::P256, PointForm::Compressed)),
            ),
            (
                off_curve,
                Err(KeyRefusal::PointNotOnCurve { curve: "P-256" }),
            ),
            (
                [&[4][..], &[0xff; 64]].concat(),
                Err(KeyRefusal::PointNotOnCurve { curve: "P-256" }),
            ),
            (
                [&[2][..], &[0xff; 32]].concat(),
                Err(KeyRefusal::PointNotOnCurve { curve: "P-256" }),
            ),
            (starting(4, 64), Err(malformed(length))),
            (starting(parity, 65), Err(malformed(length))),
            (
                starting(4 + parity, 65),
                Err(malformed("the point is in the hybrid form")),
            ),
            (
                starting(5, 33),
                Err(malformed("the point is in no form that there is")),
            ),
            (vec![0], Err(malformed("the point is the one at infinity"))),
            (
                vec![],
                Err(malformed("the point is in no form that there is")),
            ),
        ] {
            assert_eq!(
                parse_public_key(&spki(oids::EC_PUBLIC_KEY, &p256, &point)),
                expected,
                "{point:02x?}"
            );
        }
    }

    #[test]
    fn judges_ed25519_keys() {
        let read = |key: &[u8]| parse_public_key(&spki(oids::ED25519, &[], key));
        let small = Err(KeyRefusal::PointOfSmallOrder { curve: "Ed25519" });
        for key in [
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        ] {
            assert_eq!(read(&hex(key)), small, "{key}");
        }
        assert_eq!(
            read(&[1; 31]),
            Err(malformed("an Ed25519 key has another length"))
        );

        // y and y + p are the same coordinate; y is the canonical one.
        let mut pairs = 0;
        for y in 2..19 {
            let mut canonical = [0; 32];
            canonical[0] = y;
            let mut other = [0xff; 32];
            (other[0], other[31]) = (0xed + y, 0x7f);
            match read(&canonical) {
                Ok(_) => {
                    pairs += 1;
                    assert_eq!(
                        read(&other),
                        Err(malformed("a coordinate is not less than the field's prime"))
                    );
                }
                Err(refusal) => {
                    assert_eq!(refusal, KeyRefusal::PointNotOnCurve { curve: "Ed25519" });
                    assert_eq!(read(&other), Err(refusal));
                }
            }
        }
        assert_ne!(pairs, 0);
    }

    #[test]
    fn restricts_pss_keys() {
        use super::super::{Hash, Scheme};
        let key = |restriction| PublicKey::RsaPss {
            bits: 2048,
            exponent: 3,
            restriction,
        };
        let restricted = key(Some(PssParameters {
            hash: Hash::Sha256,
            salt_length: 32,
        }));
        let pss = |hash, salt_length| Scheme::RsaPss { hash, salt_length };
        for (scheme, key, fits) in [
            (pss(Hash::Sha256, 32), restricted, true),
            (pss(Hash::Sha256, 33), restricted, true),
            (pss(Hash::Sha256, 31), restricted, false),
            (pss(Hash::Sha384, 32), restricted, false),
            (pss(Hash::Sha384, 0), key(None), true),
            (Scheme::RsaPkcs1(Hash::Sha256), restricted, false),
            (Scheme::RsaPkcs1(Hash::Sha256), key(None), false),
        ] {
            assert_eq!(key.fits(scheme), fits, "{scheme:?}");
        }
    }
}
