//! Signature schemes, and how an AlgorithmIdentifier names one.

use super::cursor::{Cursor, Fault, tag, unsigned_u64};
use super::oids;

/// A hash function that signatures are made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// `"SHA-256"` …
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The size of a digest, in bytes.
    pub fn size(self) -> u32 {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// A way to sign that can be verified here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1(Hash),
    /// RSASSA-PSS (RFC 8017 §8.1) with MGF1 over the same hash.
    RsaPss {
        /// Of the message and of MGF1.
        hash: Hash,
        /// In bytes, as the parameters state it.
        salt_length: u32,
    },
    /// ECDSA (FIPS 186-5 §6.4) on whatever curve the key is: RFC 5758 §3.2 ties no hash to a curve.
    Ecdsa(Hash),
    /// Ed25519, the pure form (RFC 8032 §5.1).
    Ed25519,
    /// ML-DSA-44, the pure form with an empty context (FIPS 204, RFC 9881 §2).
    MlDsa44,
    /// ML-DSA-65, likewise.
    MlDsa65,
    /// ML-DSA-87, likewise.
    MlDsa87,
}

/// Why an AlgorithmIdentifier names no [`Scheme`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeRefusal {
    /// Its hash is broken (MD2, MD4, MD5, SHA-0, SHA-1): anybody may have made such a signature.
    Weak {
        /// Its usual name.
        name: &'static str,
    },
    /// It may be sound; it is not verified here.
    Unsupported {
        /// Its usual name, where known.
        name: Option<&'static str>,
    },
    /// The algorithm is supported, but its parameters are not as its standard says.
    BadParameters {
        /// The algorithm's usual name.
        name: &'static str,
        /// A phrase for people that completes "its parameters are wrong: …".
        reason: &'static str,
    },
}

impl Scheme {
    /// Reads a signature's AlgorithmIdentifier (RFC 5280 §4.1.1.2): `oid` is the content octets of `algorithm`, and
    /// `parameters` the whole encoding of `parameters`, where there are any.
    ///
    /// What the parameters must be:
    ///
    /// - PKCS #1 v1.5: NULL; a verifier must accept them absent too (RFC 4055 §5).
    /// - RSASSA-PSS: present in a signature's AlgorithmIdentifier (RFC 4055 §3.1).
    /// - ECDSA, Ed25519, ML-DSA: absent (RFC 5758 §3.2, RFC 8410 §3, RFC 9881 §2).
    ///
    /// # Errors
    ///
    /// [`SchemeRefusal`] where no supported scheme is named.
    pub fn from_algorithm(oid: &[u8], parameters: Option<&[u8]>) -> Result<Self, SchemeRefusal> {
        if oid == oids::RSASSA_PSS.as_bytes() {
            return Self::from_pss_parameters(parameters);
        }
        let Some(scheme) = oids::find(SCHEMES, oid) else {
            return Err(match oids::find(oids::WEAK_SIGNATURES, oid) {
                Some(name) => SchemeRefusal::Weak { name },
                None => SchemeRefusal::Unsupported {
                    name: oids::find(oids::UNSUPPORTED_SIGNATURES, oid),
                },
            });
        };
        match (scheme, parameters) {
            (_, None) | (Self::RsaPkcs1(_), Some(NULL)) => Ok(scheme),
            (_, Some(_)) => Err(SchemeRefusal::BadParameters {
                name: scheme.name(),
                reason: match scheme {
                    Self::RsaPkcs1(_) => "they must be NULL",
                    _ => "there must be none",
                },
            }),
        }
    }

    fn from_pss_parameters(parameters: Option<&[u8]>) -> Result<Self, SchemeRefusal> {
        let parameters = parameters.ok_or(SchemeRefusal::BadParameters {
            name: RSASSA_PSS,
            reason: "they must be present",
        })?;
        let PssParameters { hash, salt_length } = PssParameters::read(parameters)?;
        Ok(Self::RsaPss { hash, salt_length })
    }

    /// Its usual name, `"ecdsa-with-SHA256"`: as in the standard that defines it where that is readable.
    pub fn name(self) -> &'static str {
        match self {
            Self::RsaPkcs1(Hash::Sha256) => "sha256WithRSAEncryption",
            Self::RsaPkcs1(Hash::Sha384) => "sha384WithRSAEncryption",
            Self::RsaPkcs1(Hash::Sha512) => "sha512WithRSAEncryption",
            Self::RsaPss {
                hash: Hash::Sha256, ..
            } => "RSASSA-PSS with SHA-256",
            Self::RsaPss {
                hash: Hash::Sha384, ..
            } => "RSASSA-PSS with SHA-384",
            Self::RsaPss {
                hash: Hash::Sha512, ..
            } => "RSASSA-PSS with SHA-512",
            Self::Ecdsa(Hash::Sha256) => "ecdsa-with-SHA256",
            Self::Ecdsa(Hash::Sha384) => "ecdsa-with-SHA384",
            Self::Ecdsa(Hash::Sha512) => "ecdsa-with-SHA512",
            Self::Ed25519 => "Ed25519",
            Self::MlDsa44 => "ML-DSA-44",
            Self::MlDsa65 => "ML-DSA-65",
            Self::MlDsa87 => "ML-DSA-87",
        }
    }
}

/// Those that their identifier alone names.
const SCHEMES: &[(const_oid::ObjectIdentifier, Scheme)] = &[
    (oids::SHA256_WITH_RSA, Scheme::RsaPkcs1(Hash::Sha256)),
    (oids::SHA384_WITH_RSA, Scheme::RsaPkcs1(Hash::Sha384)),
    (oids::SHA512_WITH_RSA, Scheme::RsaPkcs1(Hash::Sha512)),
    (oids::ECDSA_WITH_SHA256, Scheme::Ecdsa(Hash::Sha256)),
    (oids::ECDSA_WITH_SHA384, Scheme::Ecdsa(Hash::Sha384)),
    (oids::ECDSA_WITH_SHA512, Scheme::Ecdsa(Hash::Sha512)),
    (oids::ED25519, Scheme::Ed25519),
    (oids::ML_DSA_44, Scheme::MlDsa44),
    (oids::ML_DSA_65, Scheme::MlDsa65),
    (oids::ML_DSA_87, Scheme::MlDsa87),
];

const HASHES: &[(const_oid::ObjectIdentifier, Hash)] = &[
    (oids::SHA256, Hash::Sha256),
    (oids::SHA384, Hash::Sha384),
    (oids::SHA512, Hash::Sha512),
];

/// The whole encoding of NULL.
pub(super) const NULL: &[u8] = &[tag::NULL, 0];

pub(super) const RSASSA_PSS: &str = "RSASSA-PSS";

/// What RSASSA-PSS-params says (RFC 4055 §3.1), where it can be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PssParameters {
    /// Of the message and of MGF1.
    pub hash: Hash,
    /// In bytes.
    pub salt_length: u32,
}

impl PssParameters {
    /// Reads
    ///
    /// ```text
    /// RSASSA-PSS-params ::= SEQUENCE {
    ///     hashAlgorithm    [0] HashAlgorithm DEFAULT sha1Identifier,
    ///     maskGenAlgorithm [1] MaskGenAlgorithm DEFAULT mgf1SHA1Identifier,
    ///     saltLength       [2] INTEGER DEFAULT 20,
    ///     trailerField     [3] INTEGER DEFAULT 1 }
    /// ```
    ///
    /// RFC 4055 lets the two hashes differ, and recommends that they do not; the Baseline Requirements §7.1.3.2.1 allow
    /// no such signature, and it is not verified here. A default that is written out is accepted for the trailer only, which §3.1 wants a verifier to
    /// recognize both present and absent. Elsewhere it is not DER (X.690 §11.5).
    pub(super) fn read(encoding: &[u8]) -> Result<Self, SchemeRefusal> {
        let raw = RawPssParameters::read(encoding).map_err(bad_parameters)?;
        let hash = raw.hash.unwrap_or(oids::SHA1.as_bytes());
        let mask_hash = raw.mask_hash.unwrap_or(oids::SHA1.as_bytes());
        if hash == oids::SHA1.as_bytes() {
            return Err(SchemeRefusal::Weak {
                name: "RSASSA-PSS with SHA-1",
            });
        }
        let unsupported = |name| SchemeRefusal::Unsupported { name: Some(name) };
        let hash_is = oids::find(HASHES, hash)
            .ok_or(unsupported("RSASSA-PSS with another hash than SHA-2"))?;
        if mask_hash != hash {
            return Err(unsupported("RSASSA-PSS with two different hashes"));
        }
        Ok(Self {
            hash: hash_is,
            salt_length: raw.salt_length,
        })
    }
}

fn bad_parameters(reason: Fault) -> SchemeRefusal {
    SchemeRefusal::BadParameters {
        name: RSASSA_PSS,
        reason,
    }
}

/// RSASSA-PSS-params as encoded; hashes are content octets of their identifiers, `None` for the default.
struct RawPssParameters<'a> {
    hash: Option<&'a [u8]>,
    mask_hash: Option<&'a [u8]>,
    salt_length: u32,
}

impl<'a> RawPssParameters<'a> {
    fn read(encoding: &'a [u8]) -> Result<Self, Fault> {
        let mut outer = Cursor::new(encoding);
        let mut fields = outer.enter(tag::SEQUENCE)?;
        outer.end()?;
        let hash = match fields.read_optional(tag::explicit(0))? {
            Some(field) => Some(read_hash(field)?),
            None => None,
        };
        let mask_hash = match fields.read_optional(tag::explicit(1))? {
            Some(field) => Some(read_mask_generation(field)?),
            None => None,
        };
        let salt_length = match fields.read_optional(tag::explicit(2))? {
            Some(field) => match read_number(field)? {
                20 => return Err("saltLength has its default value, which DER leaves out"),
                number => u32::try_from(number).map_err(|_| "saltLength is too large")?,
            },
            None => 20,
        };
        if let Some(field) = fields.read_optional(tag::explicit(3))?
            && read_number(field)? != 1
        {
            return Err("trailerField must be 1");
        }
        fields.end()?;
        Ok(Self {
            hash,
            mask_hash,
            salt_length,
        })
    }
}

/// A hash's AlgorithmIdentifier; its parameters are NULL or absent, and both must be accepted (RFC 4055 §2.1).
fn read_hash(field: &[u8]) -> Result<&[u8], Fault> {
    let mut outer = Cursor::new(field);
    let mut algorithm = outer.enter(tag::SEQUENCE)?;
    outer.end()?;
    let hash = algorithm.read(tag::OID)?;
    match algorithm.rest() {
        [] | NULL => Ok(hash),
        _ => Err("a hash has parameters"),
    }
}

/// MGF1 with its hash, the only mask generation function that RFC 4055 §2.2 knows.
fn read_mask_generation(field: &[u8]) -> Result<&[u8], Fault> {
    let mut outer = Cursor::new(field);
    let mut algorithm = outer.enter(tag::SEQUENCE)?;
    outer.end()?;
    if algorithm.read(tag::OID)? != oids::MGF1.as_bytes() {
        return Err("maskGenAlgorithm is not MGF1");
    }
    read_hash(algorithm.rest())
}

fn read_number(field: &[u8]) -> Result<u64, Fault> {
    let mut outer = Cursor::new(field);
    let magnitude = outer.unsigned()?;
    outer.end()?;
    unsigned_u64(magnitude).ok_or("a number is too large")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{algorithm as hash, tlv};
    use super::*;

    fn refused(oid: const_oid::ObjectIdentifier, parameters: Option<&[u8]>) -> SchemeRefusal {
        Scheme::from_algorithm(oid.as_bytes(), parameters).unwrap_err()
    }

    #[test]
    fn reads_schemes_without_parameters() {
        for (oid, scheme) in SCHEMES {
            assert_eq!(
                Scheme::from_algorithm(oid.as_bytes(), None),
                Ok(*scheme),
                "{oid}"
            );
            let with_null = Scheme::from_algorithm(oid.as_bytes(), Some(NULL));
            match scheme {
                Scheme::RsaPkcs1(_) => assert_eq!(with_null, Ok(*scheme), "{oid}"),
                _ => assert_eq!(
                    with_null,
                    Err(SchemeRefusal::BadParameters {
                        name: scheme.name(),
                        reason: "there must be none"
                    }),
                    "{oid}"
                ),
            }
            assert!(
                Scheme::from_algorithm(oid.as_bytes(), Some(&[0x30, 0])).is_err(),
                "{oid}"
            );
        }
    }

    #[test]
    fn refuses_other_schemes_by_name() {
        for (oid, name) in oids::WEAK_SIGNATURES {
            assert_eq!(
                refused(*oid, Some(NULL)),
                SchemeRefusal::Weak { name },
                "{oid}"
            );
        }
        for (oid, name) in oids::UNSUPPORTED_SIGNATURES {
            assert_eq!(
                refused(*oid, None),
                SchemeRefusal::Unsupported { name: Some(name) },
                "{oid}"
            );
        }
        for unknown in [&[0x2a, 0x03][..], &[], &[0x80]] {
            assert_eq!(
                Scheme::from_algorithm(unknown, None),
                Err(SchemeRefusal::Unsupported { name: None })
            );
        }
    }

    fn field(number: u8, contents: &[u8]) -> Vec<u8> {
        tlv(0xa0 | number, &[contents])
    }

    fn mgf1(hash: &[u8]) -> Vec<u8> {
        field(1, &tlv(0x30, &[&tlv(0x06, &[oids::MGF1.as_bytes()]), hash]))
    }

    #[test]
    fn reads_pss_parameters() {
        let sha256 = hash(oids::SHA256, NULL);
        let sha512 = hash(oids::SHA512, &[]);
        let salt = |contents: &[u8]| field(2, &tlv(0x02, &[contents]));
        let pss = |hash, salt_length| Ok(Scheme::RsaPss { hash, salt_length });
        let bad = |reason| {
            Err(SchemeRefusal::BadParameters {
                name: RSASSA_PSS,
                reason,
            })
        };
        let unsupported = |name| Err(SchemeRefusal::Unsupported { name: Some(name) });
        let weak = Err(SchemeRefusal::Weak {
            name: "RSASSA-PSS with SHA-1",
        });
        let (hash256, mgf256) = (field(0, &sha256), mgf1(&sha256));
        for (why, parts, expected) in [
            (
                "usual",
                vec![&hash256, &mgf256, &salt(&[32])],
                pss(Hash::Sha256, 32),
            ),
            (
                "no salt",
                vec![&hash256, &mgf256, &salt(&[0])],
                pss(Hash::Sha256, 0),
            ),
            (
                "default salt",
                vec![&hash256, &mgf256],
                pss(Hash::Sha256, 20),
            ),
            (
                "hash without NULL",
                vec![&field(0, &sha512), &mgf1(&sha512), &salt(&[64])],
                pss(Hash::Sha512, 64),
            ),
            (
                "NULL in one hash only",
                vec![
                    &field(0, &hash(oids::SHA384, NULL)),
                    &mgf1(&hash(oids::SHA384, &[])),
                    &salt(&[48]),
                ],
                pss(Hash::Sha384, 48),
            ),
            (
                "trailer written out",
                vec![&hash256, &mgf256, &salt(&[32]), &field(3, &[2, 1, 1])],
                pss(Hash::Sha256, 32),
            ),
            (
                "another trailer",
                vec![&hash256, &mgf256, &salt(&[32]), &field(3, &[2, 1, 2])],
                bad("trailerField must be 1"),
            ),
            ("all defaults", vec![], weak),
            (
                "SHA-1 written out",
                vec![
                    &field(0, &hash(oids::SHA1, NULL)),
                    &mgf1(&hash(oids::SHA1, NULL)),
                ],
                weak,
            ),
            (
                "MGF1 with SHA-1",
                vec![&hash256, &salt(&[32])],
                unsupported("RSASSA-PSS with two different hashes"),
            ),
            (
                "MGF1 with another hash",
                vec![&hash256, &mgf1(&sha512), &salt(&[32])],
                unsupported("RSASSA-PSS with two different hashes"),
            ),
            (
                "SHAKE",
                vec![&field(0, &hash(oids::MGF1, &[])), &mgf256],
                unsupported("RSASSA-PSS with another hash than SHA-2"),
            ),
            (
                "salt of the default length written out",
                vec![&hash256, &mgf256, &salt(&[20])],
                bad("saltLength has its default value, which DER leaves out"),
            ),
            (
                "negative salt",
                vec![&hash256, &mgf256, &salt(&[0xff])],
                bad("an INTEGER is negative"),
            ),
            (
                "salt beyond 32 bits",
                vec![&hash256, &mgf256, &salt(&[1, 0, 0, 0, 0])],
                bad("saltLength is too large"),
            ),
            (
                "salt beyond 64 bits",
                vec![&hash256, &mgf256, &salt(&[1; 9])],
                bad("a number is too large"),
            ),
            (
                "another mask generation function",
                vec![&hash256, &field(1, &sha256)],
                bad("maskGenAlgorithm is not MGF1"),
            ),
            (
                "a hash with parameters",
                vec![&field(0, &hash(oids::SHA256, &[4, 0]))],
                bad("a hash has parameters"),
            ),
            (
                "wrong order",
                vec![&mgf256, &hash256],
                bad("it has bytes after its end"),
            ),
        ] {
            let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_slice()).collect();
            let parameters = tlv(0x30, &parts);
            let oid = oids::RSASSA_PSS.as_bytes();
            assert_eq!(
                Scheme::from_algorithm(oid, Some(&parameters)),
                expected,
                "{why}"
            );
        }
        for (parameters, reason) in [
            (None, "they must be present"),
            (
                Some(NULL),
                "an element of another type stands where one is expected",
            ),
            (Some(&[0x30, 0, 0][..]), "it has bytes after its end"),
        ] {
            assert_eq!(
                refused(oids::RSASSA_PSS, parameters),
                SchemeRefusal::BadParameters {
                    name: RSASSA_PSS,
                    reason
                }
            );
        }
    }
}
