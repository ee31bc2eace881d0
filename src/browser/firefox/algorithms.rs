//! The signature algorithms that mozilla::pkix knows (`pkixder.cpp`, `SignatureAlgorithmIdentifierValue`).

use super::Code;
use super::reader::{Input, Reading, Refusal, bad_der, tag};

/// What an AlgorithmIdentifier says, as far as Firefox tells algorithms apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Algorithm {
    pub(crate) kind: Kind,
    pub(crate) digest: Digest,
}

/// By what key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    RsaPkcs1,
    RsaPss,
    Ecdsa,
}

/// Of which digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digest {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// Content octets of OIDs. SHA-224 is left out on purpose, in Firefox too.
const KNOWN: &[(&[u8], Kind, Digest)] = &[
    (
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5],
        Kind::RsaPkcs1,
        Digest::Sha1,
    ),
    (&[0x2b, 14, 3, 2, 29], Kind::RsaPkcs1, Digest::Sha1),
    (
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11],
        Kind::RsaPkcs1,
        Digest::Sha256,
    ),
    (
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12],
        Kind::RsaPkcs1,
        Digest::Sha384,
    ),
    (
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 13],
        Kind::RsaPkcs1,
        Digest::Sha512,
    ),
    (
        &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1],
        Kind::Ecdsa,
        Digest::Sha1,
    ),
    (
        &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2],
        Kind::Ecdsa,
        Digest::Sha256,
    ),
    (
        &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3],
        Kind::Ecdsa,
        Digest::Sha384,
    ),
    (
        &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4],
        Kind::Ecdsa,
        Digest::Sha512,
    ),
];

/// id-RSASSA-PSS (RFC 8017 Appendix A.2.3).
pub(super) const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];

/// RSASSA-PSS-params as BR §7.1.3.2.1 spells them out, byte for byte: the same digest in both places and a salt as long.
fn pss_parameters(digest: Digest) -> Vec<u8> {
    let (oid, salt) = match digest {
        Digest::Sha1 => return Vec::new(),
        Digest::Sha256 => (1, 32),
        Digest::Sha384 => (2, 48),
        Digest::Sha512 => (3, 64),
    };
    let hash = [
        0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, oid, 5, 0,
    ];
    let mgf1 = [
        0x30, 0x1a, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8,
    ];
    let parts: [&[u8]; 6] = [
        &[0x30, 0x34, 0xa0, 0x0f],
        &hash,
        &[0xa1, 0x1c],
        &mgf1,
        &hash,
        &[0xa2, 3, 2, 1, salt],
    ];
    parts.concat()
}

/// Reads the content of an AlgorithmIdentifier.
///
/// RSA PKCS#1 and ECDSA: parameters are NULL or absent. What is not known is disabled.
pub(crate) fn read(algorithm: Input<'_>) -> Reading<Algorithm> {
    let disabled = Refusal {
        code: Code::SignatureAlgorithmDisabled,
        rule: "a signature algorithm that Firefox does not know",
        offset: algorithm.offset,
    };
    let mut reader = algorithm.reader();
    let oid = reader.expect(tag::OID)?;
    let parameters = reader.rest();
    if oid.bytes == RSA_PSS {
        let digest = [Digest::Sha256, Digest::Sha384, Digest::Sha512]
            .into_iter()
            .find(|digest| pss_parameters(*digest) == parameters.bytes)
            .ok_or(disabled)?;
        return Ok(Algorithm {
            kind: Kind::RsaPss,
            digest,
        });
    }
    let known = KNOWN.iter().find(|(known, ..)| *known == oid.bytes);
    let (_, kind, digest) = *known.ok_or(disabled)?;
    match parameters.bytes {
        [] | [tag::NULL, 0] => Ok(Algorithm { kind, digest }),
        _ => Err(bad_der(
            "parameters of a signature algorithm that has none",
            parameters.offset,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mint::der;

    #[test]
    fn known_algorithms_and_their_parameters() {
        use Code::{BadDer, SignatureAlgorithmDisabled as Disabled};
        for (oid, parameters, expected) in [
            (
                "1.2.840.113549.1.1.11",
                vec![],
                Ok((Kind::RsaPkcs1, Digest::Sha256)),
            ),
            (
                "1.2.840.113549.1.1.11",
                der::null(),
                Ok((Kind::RsaPkcs1, Digest::Sha256)),
            ),
            ("1.2.840.113549.1.1.11", vec![5, 1, 0], Err(BadDer)),
            (
                "1.2.840.113549.1.1.11",
                [der::null(), der::null()].concat(),
                Err(BadDer),
            ),
            (
                "1.2.840.113549.1.1.5",
                der::null(),
                Ok((Kind::RsaPkcs1, Digest::Sha1)),
            ),
            (
                "1.3.14.3.2.29",
                der::null(),
                Ok((Kind::RsaPkcs1, Digest::Sha1)),
            ),
            (
                "1.2.840.10045.4.3.2",
                vec![],
                Ok((Kind::Ecdsa, Digest::Sha256)),
            ),
            (
                "1.2.840.10045.4.3.2",
                der::null(),
                Ok((Kind::Ecdsa, Digest::Sha256)),
            ),
            ("1.2.840.10045.4.3.1", vec![], Err(Disabled)),
            ("1.2.840.113549.1.1.14", der::null(), Err(Disabled)),
            ("1.2.840.113549.1.1.4", der::null(), Err(Disabled)),
            ("1.3.101.112", vec![], Err(Disabled)),
            (
                "1.2.840.113549.1.1.10",
                pss_parameters(Digest::Sha384),
                Ok((Kind::RsaPss, Digest::Sha384)),
            ),
            ("1.2.840.113549.1.1.10", vec![], Err(Disabled)),
        ] {
            let bytes = [der::oid(oid), parameters].concat();
            let read = read(Input::whole(&bytes));
            let found = read
                .map(|a| (a.kind, a.digest))
                .map_err(|refusal| refusal.code);
            assert_eq!(found, expected, "{oid}");
        }
    }

    /// The three encodings in BR §7.1.3.2.1, without the OID before them.
    #[test]
    fn pss_parameters_are_those_of_the_baseline_requirements() {
        assert_eq!(
            crate::text::hex(&pss_parameters(Digest::Sha256)),
            "3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120"
        );
        assert_eq!(
            crate::text::hex(&pss_parameters(Digest::Sha512)),
            "3034a00f300d06096086480165030402030500a11c301a06092a864886f70d010108300d06096086480165030402030500a203020140"
        );
    }
}
