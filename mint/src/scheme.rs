//! Signature schemes, and the AlgorithmIdentifiers that name them. Knows no key.

use sha2::Digest;

use crate::{der, oid};

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// Broken; no browser accepts it.
    Md5,
    /// Broken; no browser accepts it.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// The hash of `message`.
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => md5::Md5::digest(message).to_vec(),
            Self::Sha1 => sha1::Sha1::digest(message).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(message).to_vec(),
            Self::Sha384 => sha2::Sha384::digest(message).to_vec(),
            Self::Sha512 => sha2::Sha512::digest(message).to_vec(),
        }
    }

    /// The AlgorithmIdentifier, with NULL parameters, as PKCS #1 has it (RFC 8017 §A.2.4, RFC 4055 §2.1).
    pub fn algorithm(self) -> Vec<u8> {
        let oid = match self {
            Self::Md5 => "1.2.840.113549.2.5",
            Self::Sha1 => "1.3.14.3.2.26",
            Self::Sha256 => "2.16.840.1.101.3.4.2.1",
            Self::Sha384 => "2.16.840.1.101.3.4.2.2",
            Self::Sha512 => "2.16.840.1.101.3.4.2.3",
        };
        der::sequence(&[der::oid(oid), der::null()])
    }
}

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    Pkcs1(Hash),
    /// RSASSA-PSS (RFC 8017 §8.1).
    Pss(Pss),
    /// ECDSA on the key's curve. The DER form has no MD5: [`Scheme::algorithm`] panics.
    Ecdsa(Hash),
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// ML-DSA-44 (FIPS 204), without a context, as certificates have it (RFC 9881 §3).
    MlDsa44,
    /// ML-DSA-65.
    MlDsa65,
    /// ML-DSA-87.
    MlDsa87,
}

impl Scheme {
    /// RSASSA-PSS as it is usual: MGF1 with the same hash, the salt as long as the hash.
    pub fn pss(hash: Hash) -> Self {
        let salt_len = hash.digest(&[]).len();
        Self::Pss(Pss {
            hash,
            mgf_hash: hash,
            salt_len,
            trailer: 1,
        })
    }

    /// The AlgorithmIdentifier (RFC 4055 §3 and §5, RFC 5758 §3.2, RFC 8410 §3, RFC 9881 §2).
    ///
    /// # Panics
    /// For ECDSA with MD5, which has no identifier.
    pub fn algorithm(self) -> Vec<u8> {
        match self {
            Self::Pkcs1(hash) => {
                let oid = match hash {
                    Hash::Md5 => "1.2.840.113549.1.1.4",
                    Hash::Sha1 => "1.2.840.113549.1.1.5",
                    Hash::Sha256 => "1.2.840.113549.1.1.11",
                    Hash::Sha384 => "1.2.840.113549.1.1.12",
                    Hash::Sha512 => "1.2.840.113549.1.1.13",
                };
                der::sequence(&[der::oid(oid), der::null()])
            }
            Self::Pss(pss) => der::sequence(&[der::oid(oid::RSASSA_PSS), pss.parameters()]),
            Self::Ecdsa(hash) => {
                let oid = match hash {
                    Hash::Md5 => panic!("there is no identifier for ECDSA with MD5"),
                    Hash::Sha1 => "1.2.840.10045.4.1",
                    Hash::Sha256 => "1.2.840.10045.4.3.2",
                    Hash::Sha384 => "1.2.840.10045.4.3.3",
                    Hash::Sha512 => "1.2.840.10045.4.3.4",
                };
                der::sequence(&[der::oid(oid)])
            }
            Self::Ed25519 => der::sequence(&[der::oid(oid::ED25519)]),
            Self::MlDsa44 => der::sequence(&[der::oid(oid::ML_DSA_44)]),
            Self::MlDsa65 => der::sequence(&[der::oid(oid::ML_DSA_65)]),
            Self::MlDsa87 => der::sequence(&[der::oid(oid::ML_DSA_87)]),
        }
    }
}

/// The parameters of RSASSA-PSS; any combination is signed as it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pss {
    /// Hash of the message.
    pub hash: Hash,
    /// Hash of the mask generation function MGF1.
    pub mgf_hash: Hash,
    /// Length of the salt in bytes.
    pub salt_len: usize,
    /// The trailer field; only 1 is defined. It is written but does not change the signature.
    pub trailer: i64,
}

impl Pss {
    /// RSASSA-PSS-params (RFC 4055 §3.1), fields with their default value left out as DER asks.
    pub fn parameters(self) -> Vec<u8> {
        let mut fields = Vec::new();
        if self.hash != Hash::Sha1 {
            fields.push(der::constructed(0, &self.hash.algorithm()));
        }
        if self.mgf_hash != Hash::Sha1 {
            let mgf = der::sequence(&[der::oid(oid::MGF1), self.mgf_hash.algorithm()]);
            fields.push(der::constructed(1, &mgf));
        }
        if self.salt_len != 20 {
            fields.push(der::constructed(
                2,
                &der::unsigned(&self.salt_len.to_be_bytes()),
            ));
        }
        if self.trailer != 1 {
            fields.push(der::constructed(3, &der::integer(self.trailer)));
        }
        der::sequence(&fields)
    }

    /// EMSA-PSS-ENCODE (RFC 8017 §9.1.1) of `message` for a modulus of `modulus_bits`, with a salt derived from the
    /// message.
    ///
    /// # Panics
    /// Where the modulus is too short for hash and salt.
    pub(crate) fn encode(self, message: &[u8], modulus_bits: usize) -> Vec<u8> {
        let em_bits = modulus_bits - 1;
        let em_len = em_bits.div_ceil(8);
        let message_hash = self.hash.digest(message);
        let salt = mgf1(Hash::Sha256, &message_hash, self.salt_len);
        let h = self
            .hash
            .digest(&[&[0; 8], &message_hash[..], &salt].concat());
        let Some(padding_len) = em_len.checked_sub(salt.len() + h.len() + 2) else {
            panic!("a modulus of {modulus_bits} bits is too short for {self:?}");
        };
        let mut db = vec![0; padding_len];
        db.push(1);
        db.extend(salt);
        let mask = mgf1(self.mgf_hash, &h, db.len());
        db.iter_mut()
            .zip(mask)
            .for_each(|(byte, mask)| *byte ^= mask);
        db[0] &= 0xff >> (8 * em_len - em_bits);
        [&db[..], &h, &[0xbc]].concat()
    }
}

/// MGF1 (RFC 8017 §B.2.1): `len` bytes from `seed`.
pub(crate) fn mgf1(hash: Hash, seed: &[u8], len: usize) -> Vec<u8> {
    (0_u32..)
        .flat_map(|counter| hash.digest(&[seed, &counter.to_be_bytes()].concat()))
        .take(len)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_pss_defaults_out() {
        let all_default = Pss {
            hash: Hash::Sha1,
            mgf_hash: Hash::Sha1,
            salt_len: 20,
            trailer: 1,
        };
        assert_eq!(all_default.parameters(), [0x30, 0]);
        let odd_trailer = Pss {
            trailer: 2,
            ..all_default
        };
        assert_eq!(odd_trailer.parameters(), [0x30, 5, 0xa3, 3, 2, 1, 2]);
    }

    #[test]
    #[should_panic(expected = "too short")]
    fn refuses_a_salt_that_does_not_fit() {
        let scheme = Pss {
            hash: Hash::Sha512,
            mgf_hash: Hash::Sha512,
            salt_len: 64,
            trailer: 1,
        };
        scheme.encode(b"", 1024);
    }
}
