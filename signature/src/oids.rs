//! Object identifiers of algorithms: those that are verified, and the names of those that are refused.

use const_oid::ObjectIdentifier as Oid;

const fn oid(dotted: &str) -> Oid {
    Oid::new_unwrap(dotted)
}

// Keys: RFC 3279 §2.3, RFC 4055 §1.2, RFC 5480 §2.1.
pub(super) const RSA: Oid = oid("1.2.840.113549.1.1.1");
pub(super) const RSASSA_PSS: Oid = oid("1.2.840.113549.1.1.10");
pub(super) const EC_PUBLIC_KEY: Oid = oid("1.2.840.10045.2.1");
pub(super) const P256: Oid = oid("1.2.840.10045.3.1.7");
pub(super) const P384: Oid = oid("1.3.132.0.34");
pub(super) const P521: Oid = oid("1.3.132.0.35");

// Keys and signatures at once: RFC 8410 §3, RFC 9881 §2.
pub(super) const ED25519: Oid = oid("1.3.101.112");
pub(super) const ML_DSA_44: Oid = oid("2.16.840.1.101.3.4.3.17");
pub(super) const ML_DSA_65: Oid = oid("2.16.840.1.101.3.4.3.18");
pub(super) const ML_DSA_87: Oid = oid("2.16.840.1.101.3.4.3.19");

// Signatures: RFC 4055 §5, RFC 5758 §3.2.
pub(super) const SHA256_WITH_RSA: Oid = oid("1.2.840.113549.1.1.11");
pub(super) const SHA384_WITH_RSA: Oid = oid("1.2.840.113549.1.1.12");
pub(super) const SHA512_WITH_RSA: Oid = oid("1.2.840.113549.1.1.13");
pub(super) const ECDSA_WITH_SHA256: Oid = oid("1.2.840.10045.4.3.2");
pub(super) const ECDSA_WITH_SHA384: Oid = oid("1.2.840.10045.4.3.3");
pub(super) const ECDSA_WITH_SHA512: Oid = oid("1.2.840.10045.4.3.4");

// Parts of RSASSA-PSS-params: RFC 4055 §2.
pub(super) const MGF1: Oid = oid("1.2.840.113549.1.1.8");
pub(super) const SHA1: Oid = oid("1.3.14.3.2.26");
pub(super) const SHA256: Oid = oid("2.16.840.1.101.3.4.2.1");
pub(super) const SHA384: Oid = oid("2.16.840.1.101.3.4.2.2");
pub(super) const SHA512: Oid = oid("2.16.840.1.101.3.4.2.3");

/// Signature algorithms whose hash is broken: anybody may have made the signature.
pub(super) const WEAK_SIGNATURES: &[(Oid, &str)] = &[
    (oid("1.2.840.113549.1.1.2"), "md2WithRSAEncryption"),
    (oid("1.2.840.113549.1.1.3"), "md4WithRSAEncryption"),
    (oid("1.2.840.113549.1.1.4"), "md5WithRSAEncryption"),
    (oid("1.2.840.113549.1.1.5"), "sha1WithRSAEncryption"),
    (oid("1.2.840.10040.4.3"), "dsa-with-SHA1"),
    (oid("1.2.840.10045.4.1"), "ecdsa-with-SHA1"),
    (oid("1.3.14.3.2.2"), "md4WithRSA"),
    (oid("1.3.14.3.2.3"), "md5WithRSA"),
    (oid("1.3.14.3.2.4"), "md4WithRSAEncryption"),
    (oid("1.3.14.3.2.13"), "dsaWithSHA"),
    (oid("1.3.14.3.2.15"), "shaWithRSASignature"),
    (oid("1.3.14.3.2.24"), "md2WithRSASignature"),
    (oid("1.3.14.3.2.25"), "md5WithRSASignature"),
    (oid("1.3.14.3.2.27"), "dsaWithSHA1"),
    (oid("1.3.14.3.2.29"), "sha1WithRSASignature"),
    (oid("1.3.36.3.3.2.1"), "ecdsa-with-SHA1"),
    (oid("0.4.0.127.0.7.1.1.4.1.1"), "ecdsa-plain-SHA1"),
];

/// Signature algorithms that are known by name but not verified.
pub(super) const UNSUPPORTED_SIGNATURES: &[(Oid, &str)] = &[
    (RSA, "rsaEncryption, which is no signature algorithm"),
    (
        EC_PUBLIC_KEY,
        "id-ecPublicKey, which is no signature algorithm",
    ),
    (oid("1.2.840.113549.1.1.14"), "sha224WithRSAEncryption"),
    (oid("1.2.840.113549.1.1.15"), "sha512-224WithRSAEncryption"),
    (oid("1.2.840.113549.1.1.16"), "sha512-256WithRSAEncryption"),
    (oid("1.3.36.3.3.1.2"), "ripemd160WithRSA"),
    (oid("1.2.840.10045.4.2"), "ecdsa-with-Recommended"),
    (oid("1.2.840.10045.4.3"), "ecdsa-with-Specified"),
    (oid("1.2.840.10045.4.3.1"), "ecdsa-with-SHA224"),
    (oid("0.4.0.127.0.7.1.1.4.1.2"), "ecdsa-plain-SHA224"),
    (oid("0.4.0.127.0.7.1.1.4.1.3"), "ecdsa-plain-SHA256"),
    (oid("0.4.0.127.0.7.1.1.4.1.4"), "ecdsa-plain-SHA384"),
    (oid("0.4.0.127.0.7.1.1.4.1.5"), "ecdsa-plain-SHA512"),
    (oid("2.16.840.1.101.3.4.3.1"), "dsa-with-SHA224"),
    (oid("2.16.840.1.101.3.4.3.2"), "dsa-with-SHA256"),
    (oid("2.16.840.1.101.3.4.3.3"), "dsa-with-SHA384"),
    (oid("2.16.840.1.101.3.4.3.4"), "dsa-with-SHA512"),
    (oid("2.16.840.1.101.3.4.3.9"), "ecdsa-with-SHA3-224"),
    (oid("2.16.840.1.101.3.4.3.10"), "ecdsa-with-SHA3-256"),
    (oid("2.16.840.1.101.3.4.3.11"), "ecdsa-with-SHA3-384"),
    (oid("2.16.840.1.101.3.4.3.12"), "ecdsa-with-SHA3-512"),
    (
        oid("2.16.840.1.101.3.4.3.13"),
        "RSA PKCS #1 v1.5 with SHA3-224",
    ),
    (
        oid("2.16.840.1.101.3.4.3.14"),
        "RSA PKCS #1 v1.5 with SHA3-256",
    ),
    (
        oid("2.16.840.1.101.3.4.3.15"),
        "RSA PKCS #1 v1.5 with SHA3-384",
    ),
    (
        oid("2.16.840.1.101.3.4.3.16"),
        "RSA PKCS #1 v1.5 with SHA3-512",
    ),
    (oid("1.3.6.1.5.5.7.6.30"), "RSASSA-PSS with SHAKE128"),
    (oid("1.3.6.1.5.5.7.6.31"), "RSASSA-PSS with SHAKE256"),
    (oid("1.3.6.1.5.5.7.6.32"), "ecdsa-with-SHAKE128"),
    (oid("1.3.6.1.5.5.7.6.33"), "ecdsa-with-SHAKE256"),
    (oid("1.3.101.113"), "Ed448"),
    (oid("1.2.156.10197.1.501"), "SM2 with SM3"),
    (oid("1.2.643.2.2.3"), "GOST R 34.10-2001"),
    (oid("1.2.643.2.2.4"), "GOST R 34.10-94"),
    (oid("1.2.643.7.1.1.3.2"), "GOST R 34.10-2012 (256 bits)"),
    (oid("1.2.643.7.1.1.3.3"), "GOST R 34.10-2012 (512 bits)"),
    (oid("2.16.840.1.101.3.4.3.20"), "SLH-DSA-SHA2-128s"),
    (oid("2.16.840.1.101.3.4.3.21"), "SLH-DSA-SHA2-128f"),
    (oid("2.16.840.1.101.3.4.3.22"), "SLH-DSA-SHA2-192s"),
    (oid("2.16.840.1.101.3.4.3.23"), "SLH-DSA-SHA2-192f"),
    (oid("2.16.840.1.101.3.4.3.24"), "SLH-DSA-SHA2-256s"),
    (oid("2.16.840.1.101.3.4.3.25"), "SLH-DSA-SHA2-256f"),
    (oid("2.16.840.1.101.3.4.3.26"), "SLH-DSA-SHAKE-128s"),
    (oid("2.16.840.1.101.3.4.3.27"), "SLH-DSA-SHAKE-128f"),
    (oid("2.16.840.1.101.3.4.3.28"), "SLH-DSA-SHAKE-192s"),
    (oid("2.16.840.1.101.3.4.3.29"), "SLH-DSA-SHAKE-192f"),
    (oid("2.16.840.1.101.3.4.3.30"), "SLH-DSA-SHAKE-256s"),
    (oid("2.16.840.1.101.3.4.3.31"), "SLH-DSA-SHAKE-256f"),
    (oid("2.16.840.1.101.3.4.3.32"), "HashML-DSA-44"),
    (oid("2.16.840.1.101.3.4.3.33"), "HashML-DSA-65"),
    (oid("2.16.840.1.101.3.4.3.34"), "HashML-DSA-87"),
];

/// Kinds of keys that are known by name but cannot verify anything here. Those of [`UNSUPPORTED_SIGNATURES`] whose
/// identifier stands for keys too are not repeated.
pub(super) const UNSUPPORTED_KEYS: &[(Oid, &str)] = &[
    (oid("1.2.840.10040.4.1"), "DSA"),
    (oid("1.2.840.10046.2.1"), "DH"),
    (oid("1.2.840.113549.1.3.1"), "DH"),
    (oid("1.2.840.113549.1.1.7"), "RSAES-OAEP"),
    (oid("1.3.132.1.12"), "ECDH"),
    (oid("1.3.132.1.13"), "ECMQV"),
    (oid("1.3.101.110"), "X25519"),
    (oid("1.3.101.111"), "X448"),
    (oid("1.2.643.2.2.19"), "GOST R 34.10-2001"),
    (oid("1.2.643.2.2.20"), "GOST R 34.10-94"),
    (oid("1.2.643.7.1.1.1.1"), "GOST R 34.10-2012 (256 bits)"),
    (oid("1.2.643.7.1.1.1.2"), "GOST R 34.10-2012 (512 bits)"),
    (oid("2.16.840.1.101.3.4.4.1"), "ML-KEM-512"),
    (oid("2.16.840.1.101.3.4.4.2"), "ML-KEM-768"),
    (oid("2.16.840.1.101.3.4.4.3"), "ML-KEM-1024"),
];

/// Named curves (RFC 5480 §2.1.1.1, RFC 5639 §4.1) that are known by name but not supported.
pub(super) const UNSUPPORTED_CURVES: &[(Oid, &str)] = &[
    (oid("1.2.840.10045.3.1.1"), "P-192"),
    (oid("1.3.132.0.33"), "P-224"),
    (oid("1.3.132.0.10"), "secp256k1"),
    (oid("1.3.132.0.8"), "secp160r1"),
    (oid("1.3.132.0.9"), "secp160k1"),
    (oid("1.3.132.0.30"), "secp160r2"),
    (oid("1.3.132.0.31"), "secp192k1"),
    (oid("1.3.132.0.32"), "secp224k1"),
    (oid("1.3.132.0.1"), "sect163k1"),
    (oid("1.3.132.0.15"), "sect163r2"),
    (oid("1.3.132.0.26"), "sect233k1"),
    (oid("1.3.132.0.27"), "sect233r1"),
    (oid("1.3.132.0.16"), "sect283k1"),
    (oid("1.3.132.0.17"), "sect283r1"),
    (oid("1.3.132.0.36"), "sect409k1"),
    (oid("1.3.132.0.37"), "sect409r1"),
    (oid("1.3.132.0.38"), "sect571k1"),
    (oid("1.3.132.0.39"), "sect571r1"),
    (oid("1.3.36.3.3.2.8.1.1.1"), "brainpoolP160r1"),
    (oid("1.3.36.3.3.2.8.1.1.2"), "brainpoolP160t1"),
    (oid("1.3.36.3.3.2.8.1.1.3"), "brainpoolP192r1"),
    (oid("1.3.36.3.3.2.8.1.1.4"), "brainpoolP192t1"),
    (oid("1.3.36.3.3.2.8.1.1.5"), "brainpoolP224r1"),
    (oid("1.3.36.3.3.2.8.1.1.6"), "brainpoolP224t1"),
    (oid("1.3.36.3.3.2.8.1.1.7"), "brainpoolP256r1"),
    (oid("1.3.36.3.3.2.8.1.1.8"), "brainpoolP256t1"),
    (oid("1.3.36.3.3.2.8.1.1.9"), "brainpoolP320r1"),
    (oid("1.3.36.3.3.2.8.1.1.10"), "brainpoolP320t1"),
    (oid("1.3.36.3.3.2.8.1.1.11"), "brainpoolP384r1"),
    (oid("1.3.36.3.3.2.8.1.1.12"), "brainpoolP384t1"),
    (oid("1.3.36.3.3.2.8.1.1.13"), "brainpoolP512r1"),
    (oid("1.3.36.3.3.2.8.1.1.14"), "brainpoolP512t1"),
    (oid("1.2.156.10197.1.301"), "SM2"),
];

/// The row of `table` for these content octets.
pub(super) fn find<T: Copy>(table: &[(Oid, T)], contents: &[u8]) -> Option<T> {
    table
        .iter()
        .find(|(oid, _)| oid.as_bytes() == contents)
        .map(|(_, row)| *row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_no_identifier_twice() {
        for tables in [
            [WEAK_SIGNATURES, UNSUPPORTED_SIGNATURES],
            [UNSUPPORTED_KEYS, UNSUPPORTED_CURVES],
        ] {
            let mut all: Vec<_> = tables.concat().into_iter().map(|(oid, _)| oid).collect();
            let count = all.len();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), count);
        }
    }
}
