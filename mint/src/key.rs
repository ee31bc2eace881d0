//! Private keys: derived from names (EC), or fixtures (RSA). Everybody can know them.

use std::rc::Rc;

use base64::{Engine, engine::general_purpose::STANDARD};
use ml_dsa::{Keypair, MlDsa44, MlDsa65, MlDsa87};
use p256::ecdsa::signature::{Signer, hazmat::PrehashSigner};
use rsa::{
    BoxedUint, PrivateKey,
    pkcs8::DecodePrivateKey,
    rand_core::{Infallible, TryCryptoRng, TryRng},
    traits::PublicKeyParts,
};

use crate::{
    der, oid,
    pem::pem,
    scheme::{Hash, Scheme, mgf1},
};

/// A private key that everybody can know. Cheap to clone.
#[derive(Clone)]
pub struct Key(Rc<Kind>);

enum Kind {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
    Ed25519(ed25519_dalek::SigningKey),
    MlDsa44(ml_dsa::SigningKey<MlDsa44>),
    MlDsa65(ml_dsa::SigningKey<MlDsa65>),
    MlDsa87(ml_dsa::SigningKey<MlDsa87>),
    Rsa { key: PrivateKey, pkcs8: Vec<u8> },
}

macro_rules! ec_from_seed {
    ($variant:ident, $curve:ident, $seed:expr, $top_bits:expr) => {{
        let key = candidates(stringify!($variant), $seed.as_ref(), $top_bits)
            .find_map(|scalar| $curve::ecdsa::SigningKey::from_slice(&scalar).ok());
        Self(Rc::new(Kind::$variant(
            key.expect("half of all candidates are keys"),
        )))
    }};
}

impl Key {
    /// The key on P-256 of this name; another name, another key.
    pub fn p256(seed: impl AsRef<[u8]>) -> Self {
        ec_from_seed!(P256, p256, seed, 256)
    }

    /// The key on P-384 of this name.
    pub fn p384(seed: impl AsRef<[u8]>) -> Self {
        ec_from_seed!(P384, p384, seed, 384)
    }

    /// The key on P-521 of this name.
    pub fn p521(seed: impl AsRef<[u8]>) -> Self {
        ec_from_seed!(P521, p521, seed, 521)
    }

    /// The ML-DSA-44 key of this name.
    pub fn ml_dsa_44(seed: impl AsRef<[u8]>) -> Self {
        let key = ml_dsa::SigningKey::from_seed(&ml_dsa_seed("ML-DSA-44 ", seed.as_ref()));
        Self(Rc::new(Kind::MlDsa44(key)))
    }

    /// The ML-DSA-65 key of this name.
    pub fn ml_dsa_65(seed: impl AsRef<[u8]>) -> Self {
        let key = ml_dsa::SigningKey::from_seed(&ml_dsa_seed("ML-DSA-65 ", seed.as_ref()));
        Self(Rc::new(Kind::MlDsa65(key)))
    }

    /// The ML-DSA-87 key of this name.
    pub fn ml_dsa_87(seed: impl AsRef<[u8]>) -> Self {
        let key = ml_dsa::SigningKey::from_seed(&ml_dsa_seed("ML-DSA-87 ", seed.as_ref()));
        Self(Rc::new(Kind::MlDsa87(key)))
    }

    /// The Ed25519 key of this name.
    pub fn ed25519(seed: impl AsRef<[u8]>) -> Self {
        let secret = Hash::Sha256.digest(&[b"Ed25519 ", seed.as_ref()].concat());
        let secret = secret.try_into().expect("SHA-256 has 32 bytes");
        let key = ed25519_dalek::SigningKey::from_bytes(&secret);
        Self(Rc::new(Kind::Ed25519(key)))
    }

    /// RSA key `number` (1 or 2) of `bits` (1024, 2048, 3072 or 4096; number 1 only: 512, 768, 1016, 1017, 1023, 1025, 2041,
    /// 2047, 2049 and 8192, around what browsers take for too small), public exponent 65537. The
    /// fixtures in `keys/` were made once, with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`.
    ///
    /// # Panics
    /// For any other number or size.
    pub fn rsa(bits: u16, number: u8) -> Self {
        let text = match (bits, number) {
            (512, 1) => include_str!("../keys/rsa-512-1.pem"),
            (768, 1) => include_str!("../keys/rsa-768-1.pem"),
            (1016, 1) => include_str!("../keys/rsa-1016-1.pem"),
            (1017, 1) => include_str!("../keys/rsa-1017-1.pem"),
            (1023, 1) => include_str!("../keys/rsa-1023-1.pem"),
            (1024, 1) => include_str!("../keys/rsa-1024-1.pem"),
            (1025, 1) => include_str!("../keys/rsa-1025-1.pem"),
            (2047, 1) => include_str!("../keys/rsa-2047-1.pem"),
            (2049, 1) => include_str!("../keys/rsa-2049-1.pem"),
            (8192, 1) => include_str!("../keys/rsa-8192-1.pem"),
            (1024, 2) => include_str!("../keys/rsa-1024-2.pem"),
            (2048, 1) => include_str!("../keys/rsa-2048-1.pem"),
            (2048, 2) => include_str!("../keys/rsa-2048-2.pem"),
            (2041, 1) => include_str!("../keys/rsa-2041-1.pem"),
            (3072, 1) => include_str!("../keys/rsa-3072-1.pem"),
            (3072, 2) => include_str!("../keys/rsa-3072-2.pem"),
            (4096, 1) => include_str!("../keys/rsa-4096-1.pem"),
            (4096, 2) => include_str!("../keys/rsa-4096-2.pem"),
            _ => panic!("there is no RSA key {number} of {bits} bits"),
        };
        Self::rsa_fixture(text)
    }

    /// An RSA key of 2048 bits whose public exponent is 3, or a number of so many bits.
    ///
    /// # Panics
    /// For any other number than 2, 33, 34, 64 and 81.
    pub fn rsa_with_exponent_of(bits: u8) -> Self {
        Self::rsa_fixture(match bits {
            2 => include_str!("../keys/rsa-exponent-3.pem"),
            33 => include_str!("../keys/rsa-exponent-33-bits.pem"),
            34 => include_str!("../keys/rsa-exponent-34-bits.pem"),
            64 => include_str!("../keys/rsa-exponent-64-bits.pem"),
            81 => include_str!("../keys/rsa-exponent-81-bits.pem"),
            _ => panic!("there is no RSA key with an exponent of {bits} bits"),
        })
    }

    fn rsa_fixture(text: &str) -> Self {
        let base64: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        let pkcs8 = STANDARD.decode(base64).expect("fixtures are PEM");
        let key = rsa_private_key(&pkcs8).expect("fixtures are RSA keys");
        Self(Rc::new(Kind::Rsa { key, pkcs8 }))
    }

    /// The key of which [`Key::pkcs8`] made these octets, or that another tool wrote in the same form.
    pub fn from_pkcs8(der: &[u8]) -> Option<Self> {
        let fields = elements(contents(der)?)?;
        let [_version, algorithm, private, ..] = fields[..] else {
            return None;
        };
        let (algorithm, private) = (elements(contents(algorithm)?)?, contents(private)?);
        let is = |field: usize, oid| algorithm.get(field).is_some_and(|f| **f == der::oid(oid));
        let kind = if is(0, oid::RSA_ENCRYPTION) {
            let key = rsa_private_key(der)?;
            let pkcs8 = der.to_vec();
            Kind::Rsa { key, pkcs8 }
        } else if is(0, oid::EC_PUBLIC_KEY) {
            // ECPrivateKey (RFC 5915 §3): version, the scalar, what is optional.
            let scalar = contents(elements(contents(private)?)?.get(1)?)?;
            if is(1, oid::SECP256R1) {
                Kind::P256(p256::ecdsa::SigningKey::from_slice(scalar).ok()?)
            } else if is(1, oid::SECP384R1) {
                Kind::P384(p384::ecdsa::SigningKey::from_slice(scalar).ok()?)
            } else if is(1, oid::SECP521R1) {
                Kind::P521(p521::ecdsa::SigningKey::from_slice(scalar).ok()?)
            } else {
                return None;
            }
        } else {
            let seed: [u8; 32] = contents(private)?.try_into().ok()?;
            if is(0, oid::ED25519) {
                Kind::Ed25519(ed25519_dalek::SigningKey::from_bytes(&seed))
            } else if is(0, oid::ML_DSA_44) {
                Kind::MlDsa44(ml_dsa::SigningKey::from_seed(&seed.into()))
            } else if is(0, oid::ML_DSA_65) {
                Kind::MlDsa65(ml_dsa::SigningKey::from_seed(&seed.into()))
            } else if is(0, oid::ML_DSA_87) {
                Kind::MlDsa87(ml_dsa::SigningKey::from_seed(&seed.into()))
            } else {
                return None;
            }
        };
        Some(Self(Rc::new(kind)))
    }

    /// The subjectPublicKey's octets: an uncompressed point, an RSAPublicKey, or an Ed25519 or ML-DSA key.
    pub fn public_key(&self) -> Vec<u8> {
        match &*self.0 {
            Kind::P256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Kind::P384(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Kind::P521(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Kind::Ed25519(key) => key.verifying_key().to_bytes().to_vec(),
            Kind::MlDsa44(key) => key.verifying_key().encode().to_vec(),
            Kind::MlDsa65(key) => key.verifying_key().encode().to_vec(),
            Kind::MlDsa87(key) => key.verifying_key().encode().to_vec(),
            Kind::Rsa { key, .. } => {
                der::sequence(&[der::unsigned(&key.n_bytes()), der::unsigned(&key.e_bytes())])
            }
        }
    }

    /// The AlgorithmIdentifier of the public key (RFC 3279 §2.3.1, RFC 5480 §2.1.1, RFC 8410 §3,
    /// RFC 9881 §4).
    pub fn algorithm(&self) -> Vec<u8> {
        let ec = |curve| der::sequence(&[der::oid(oid::EC_PUBLIC_KEY), der::oid(curve)]);
        match &*self.0 {
            Kind::P256(_) => ec(oid::SECP256R1),
            Kind::P384(_) => ec(oid::SECP384R1),
            Kind::P521(_) => ec(oid::SECP521R1),
            Kind::Ed25519(_) => der::sequence(&[der::oid(oid::ED25519)]),
            Kind::MlDsa44(_) => der::sequence(&[der::oid(oid::ML_DSA_44)]),
            Kind::MlDsa65(_) => der::sequence(&[der::oid(oid::ML_DSA_65)]),
            Kind::MlDsa87(_) => der::sequence(&[der::oid(oid::ML_DSA_87)]),
            Kind::Rsa { .. } => der::sequence(&[der::oid(oid::RSA_ENCRYPTION), der::null()]),
        }
    }

    /// The SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    pub fn spki(&self) -> Vec<u8> {
        der::sequence(&[self.algorithm(), der::bit_string(&self.public_key())])
    }

    /// The key identifier: the leftmost 160 bits of the SHA-256 of the public key (RFC 7093 §2, method 1).
    pub fn id(&self) -> Vec<u8> {
        let mut id = Hash::Sha256.digest(&self.public_key());
        id.truncate(20);
        id
    }

    /// The private key as PKCS #8 (RFC 5958) in DER; of an ML-DSA key, the seed (RFC 9881 §6).
    pub fn pkcs8(&self) -> Vec<u8> {
        let private = match &*self.0 {
            Kind::P256(key) => self.ec_private_key(&key.to_bytes()),
            Kind::P384(key) => self.ec_private_key(&key.to_bytes()),
            Kind::P521(key) => self.ec_private_key(&key.to_bytes()),
            Kind::Ed25519(key) => der::octet_string(&key.to_bytes()),
            Kind::MlDsa44(key) => der::primitive(0, &key.to_seed()),
            Kind::MlDsa65(key) => der::primitive(0, &key.to_seed()),
            Kind::MlDsa87(key) => der::primitive(0, &key.to_seed()),
            Kind::Rsa { pkcs8, .. } => return pkcs8.clone(),
        };
        der::sequence(&[
            der::integer(0),
            self.algorithm(),
            der::octet_string(&private),
        ])
    }

    /// [`Key::pkcs8`] as PEM, `BEGIN PRIVATE KEY`.
    pub fn pem(&self) -> String {
        pem("PRIVATE KEY", &self.pkcs8())
    }

    /// The scheme that this key signs with unless told otherwise: with the hash of the curve's strength, and PKCS #1
    /// with SHA-256 for RSA.
    pub fn default_scheme(&self) -> Scheme {
        match &*self.0 {
            Kind::P256(_) => Scheme::Ecdsa(Hash::Sha256),
            Kind::P384(_) => Scheme::Ecdsa(Hash::Sha384),
            Kind::P521(_) => Scheme::Ecdsa(Hash::Sha512),
            Kind::Ed25519(_) => Scheme::Ed25519,
            Kind::MlDsa44(_) => Scheme::MlDsa44,
            Kind::MlDsa65(_) => Scheme::MlDsa65,
            Kind::MlDsa87(_) => Scheme::MlDsa87,
            Kind::Rsa { .. } => Scheme::Pkcs1(Hash::Sha256),
        }
    }

    /// Signs `message`; the same each time.
    ///
    /// # Panics
    /// Where the scheme is not for this kind of key.
    pub fn sign(&self, scheme: Scheme, message: &[u8]) -> Vec<u8> {
        match (&*self.0, scheme) {
            (Kind::P256(key), Scheme::Ecdsa(hash)) => {
                let signature: p256::ecdsa::Signature = sign_digest(key, hash, message);
                signature.to_der().as_bytes().to_vec()
            }
            (Kind::P384(key), Scheme::Ecdsa(hash)) => {
                let signature: p384::ecdsa::Signature = sign_digest(key, hash, message);
                signature.to_der().as_bytes().to_vec()
            }
            (Kind::P521(key), Scheme::Ecdsa(hash)) => {
                let signature: p521::ecdsa::Signature = sign_digest(key, hash, message);
                signature.to_der().as_bytes().to_vec()
            }
            (Kind::Ed25519(key), Scheme::Ed25519) => key.sign(message).to_bytes().to_vec(),
            (Kind::MlDsa44(key), Scheme::MlDsa44) => key.sign(message).encode().to_vec(),
            (Kind::MlDsa65(key), Scheme::MlDsa65) => key.sign(message).encode().to_vec(),
            (Kind::MlDsa87(key), Scheme::MlDsa87) => key.sign(message).encode().to_vec(),
            (Kind::Rsa { key, .. }, Scheme::Pkcs1(hash)) => {
                let digest_info =
                    der::sequence(&[hash.algorithm(), der::octet_string(&hash.digest(message))]);
                let padding = vec![0xff; key.size() - digest_info.len() - 3];
                rsa_private(key, &[&[0, 1], &padding[..], &[0], &digest_info].concat())
            }
            (Kind::Rsa { key, .. }, Scheme::Pss(pss)) => {
                rsa_private(key, &pss.encode(message, key.n().bit_width() as usize))
            }
            _ => panic!("this key cannot sign with {scheme:?}"),
        }
    }

    /// RSASP1 (RFC 8017 §5.2.1) of a block that is as long as the modulus, whatever it says.
    ///
    /// # Panics
    /// Where this is no RSA key, or the block no less than the modulus.
    pub fn sign_block(&self, block: &[u8]) -> Vec<u8> {
        match &*self.0 {
            Kind::Rsa { key, .. } => rsa_private(key, block),
            _ => panic!("this is no RSA key"),
        }
    }

    /// ECPrivateKey (RFC 5915 §3) without the parameters, which PKCS #8 has.
    fn ec_private_key(&self, scalar: &[u8]) -> Vec<u8> {
        let public = der::constructed(1, &der::bit_string(&self.public_key()));
        der::sequence(&[der::integer(1), der::octet_string(scalar), public])
    }
}

/// Octets that may be a scalar of `bits`, from the curve's name and the seed; nearly always the first is one.
fn candidates<'a>(
    curve: &'a str,
    seed: &'a [u8],
    bits: usize,
) -> impl Iterator<Item = Vec<u8>> + 'a {
    let len = bits.div_ceil(8);
    (0_u32..1000).map(move |counter| {
        let seed = [curve.as_bytes(), b" ", seed, &counter.to_be_bytes()].concat();
        let mut scalar = mgf1(Hash::Sha512, &seed, len);
        scalar[0] &= 0xff >> (8 * len - bits);
        scalar
    })
}

fn ml_dsa_seed(set: &str, seed: &[u8]) -> ml_dsa::Seed {
    let secret = Hash::Sha256.digest(&[set.as_bytes(), seed].concat());
    let secret: [u8; 32] = secret.try_into().expect("SHA-256 has 32 bytes");
    secret.into()
}

/// What is inside one element.
fn contents(element: &[u8]) -> Option<&[u8]> {
    let header = header_len(element)?;
    element.get(header..)
}

/// The elements that stand one after the other in `bytes`.
fn elements(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut elements = Vec::new();
    while !bytes.is_empty() {
        let header = header_len(bytes)?;
        let len = match &bytes[1..header] {
            [short] => usize::from(*short),
            [_, long @ ..] => long
                .iter()
                .fold(0, |len, byte| len << 8 | usize::from(*byte)),
            [] => return None,
        };
        let (element, rest) = bytes.split_at_checked(header + len)?;
        elements.push(element);
        bytes = rest;
    }
    Some(elements)
}

/// Octets of tag and length; for lengths below 2^24.
fn header_len(element: &[u8]) -> Option<usize> {
    let header = match element.get(1)? {
        0..=0x7f => 2,
        long @ 0x81..=0x83 => 2 + usize::from(long & 0x7f),
        _ => return None,
    };
    (element.len() >= header).then_some(header)
}

/// ECDSA with any hash (RFC 6979).
fn sign_digest<S>(key: &impl PrehashSigner<S>, hash: Hash, message: &[u8]) -> S {
    key.sign_prehash(&hash.digest(message))
        .expect("any hash can be signed")
}

/// The RSAPrivateKey (RFC 8017 §A.1.2) in PKCS #8, of any exponent.
fn rsa_private_key(pkcs8: &[u8]) -> Option<PrivateKey> {
    if let Ok(key) = PrivateKey::from_pkcs8_der(pkcs8) {
        return Some(key);
    }
    let fields = elements(contents(pkcs8)?)?;
    let numbers = elements(contents(contents(fields.get(2)?)?)?)?;
    let number = |at: usize| {
        Some(BoxedUint::from_be_slice_vartime(contents(
            numbers.get(at)?,
        )?))
    };
    let primes = vec![number(4)?, number(5)?];
    PrivateKey::from_components_with_large_exponent(number(1)?, number(2)?, number(3)?, primes).ok()
}

/// RSASP1 (RFC 8017 §5.2.1): the encoded message to the private exponent.
fn rsa_private(key: &PrivateKey, encoded: &[u8]) -> Vec<u8> {
    let number = BoxedUint::from_be_slice(encoded, key.n_bits_precision())
        .expect("encoded messages are no longer than the modulus");
    let signature = rsa::hazmat::rsa_decrypt_and_check::<NoRandomness>(key, None, &number)
        .expect("encoded messages are smaller than the modulus");
    let bytes = signature.to_be_bytes();
    bytes[bytes.len() - key.size()..].to_vec()
}

/// Stands where `rsa` could take randomness to blind itself against onlookers.
enum NoRandomness {}

impl TryRng for NoRandomness {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        match *self {}
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        match *self {}
    }

    fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Infallible> {
        match *self {}
    }
}

impl TryCryptoRng for NoRandomness {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::Pss;
    use p256::ecdsa::signature::{Verifier, hazmat::PrehashVerifier};

    const HASHES: [Hash; 5] = [
        Hash::Md5,
        Hash::Sha1,
        Hash::Sha256,
        Hash::Sha384,
        Hash::Sha512,
    ];

    #[test]
    fn keys_follow_from_their_names() {
        for make in [
            |seed: &str| Key::p256(seed),
            |seed: &str| Key::p384(seed),
            |seed: &str| Key::p521(seed),
            |seed: &str| Key::ed25519(seed),
        ] {
            assert_eq!(make("a").pkcs8(), make("a").pkcs8());
            assert_ne!(make("a").spki(), make("b").spki());
        }
        for bits in [1024, 2048, 3072, 4096] {
            assert_ne!(Key::rsa(bits, 1).spki(), Key::rsa(bits, 2).spki());
        }
    }

    #[test]
    fn ecdsa_verifies_with_every_hash() {
        for hash in HASHES {
            let (message, digest) = (b"message", hash.digest(b"message"));
            let sign = |key: &Key| key.sign(Scheme::Ecdsa(hash), message);

            let key = Key::p256("name");
            let public = p256::ecdsa::VerifyingKey::from_sec1_bytes(&key.public_key()).unwrap();
            let signature = p256::ecdsa::Signature::from_der(&sign(&key)).unwrap();
            assert!(public.verify_prehash(&digest, &signature).is_ok());

            let key = Key::p384("name");
            let public = p384::ecdsa::VerifyingKey::from_sec1_bytes(&key.public_key()).unwrap();
            let signature = p384::ecdsa::Signature::from_der(&sign(&key)).unwrap();
            assert!(public.verify_prehash(&digest, &signature).is_ok());

            let key = Key::p521("name");
            let public = p521::ecdsa::VerifyingKey::from_sec1_bytes(&key.public_key()).unwrap();
            let signature = p521::ecdsa::Signature::from_der(&sign(&key)).unwrap();
            assert!(public.verify_prehash(&digest, &signature).is_ok());
        }
    }

    #[test]
    fn pkcs8_brings_every_key_back() {
        let keys = [
            Key::p256("name"),
            Key::p384("name"),
            Key::p521("name"),
            Key::ed25519("name"),
            Key::ml_dsa_44("name"),
            Key::ml_dsa_65("name"),
            Key::ml_dsa_87("name"),
            Key::rsa(2048, 1),
        ];
        for key in keys {
            let back = Key::from_pkcs8(&key.pkcs8()).unwrap();
            assert_eq!(back.spki(), key.spki());
            assert_eq!(back.pkcs8(), key.pkcs8());
        }
        assert!(Key::from_pkcs8(b"").is_none());
        assert!(Key::from_pkcs8(&Key::p256("name").pkcs8()[..20]).is_none());
    }

    #[test]
    fn ml_dsa_verifies() {
        let key = Key::ml_dsa_65("name");
        let public = key.public_key().as_slice().try_into().unwrap();
        let public = ml_dsa::VerifyingKey::<MlDsa65>::decode(&public);
        let signature = key.sign(Scheme::MlDsa65, b"message");
        let signature = ml_dsa::Signature::try_from(&signature[..]).unwrap();
        assert!(public.verify(b"message", &signature).is_ok());
        assert!(public.verify(b"massage", &signature).is_err());
    }

    #[test]
    fn ed25519_verifies() {
        let key = Key::ed25519("name");
        let public = key.public_key().try_into().unwrap();
        let public = ed25519_dalek::VerifyingKey::from_bytes(&public).unwrap();
        let signature = key.sign(Scheme::Ed25519, b"message").try_into().unwrap();
        let signature = ed25519_dalek::Signature::from_bytes(&signature);
        assert!(public.verify(b"message", &signature).is_ok());
        assert!(public.verify(b"massage", &signature).is_err());
    }

    fn rsa_public(key: &Key) -> rsa::PublicKey {
        use rsa::pkcs8::DecodePublicKey;
        rsa::PublicKey::from_public_key_der(&key.spki()).unwrap()
    }

    #[test]
    fn pkcs1_verifies_with_every_size() {
        for bits in [1024, 2041, 2048, 3072, 4096] {
            let key = Key::rsa(bits, 1);
            let signature = key.sign(Scheme::Pkcs1(Hash::Sha256), b"message");
            let digest_info = der::sequence(&[
                Hash::Sha256.algorithm(),
                der::octet_string(&Hash::Sha256.digest(b"message")),
            ]);
            let scheme = rsa::Pkcs1v15Sign::new_unprefixed();
            assert!(
                rsa_public(&key)
                    .verify(scheme, &digest_info, &signature)
                    .is_ok()
            );
        }
    }

    #[test]
    fn small_keys_sign() {
        for (bits, hash) in [
            (512, Hash::Sha256),
            (768, Hash::Sha512),
            (1016, Hash::Sha256),
            (1017, Hash::Sha256),
            (1023, Hash::Sha256),
        ] {
            let signature = Key::rsa(bits, 1).sign(Scheme::Pkcs1(hash), b"message");
            assert_eq!(signature.len(), usize::from(bits).div_ceil(8));
        }
    }

    #[test]
    fn pss_verifies_as_its_parameters_say() {
        let key = Key::rsa(2048, 1);
        let verifies = |scheme, salt_len, digest: &[u8]| {
            let signature = key.sign(scheme, b"message");
            let expected = rsa::Pss::<sha2::Sha256>::new_with_salt(salt_len);
            rsa_public(&key)
                .verify(expected, digest, &signature)
                .is_ok()
        };
        let digest = Hash::Sha256.digest(b"message");
        let Scheme::Pss(usual) = Scheme::pss(Hash::Sha256) else {
            unreachable!()
        };
        assert!(verifies(Scheme::Pss(usual), 32, &digest));
        let empty_salt = Pss {
            salt_len: 0,
            ..usual
        };
        assert!(verifies(Scheme::Pss(empty_salt), 0, &digest));
        let other_mask = Pss {
            mgf_hash: Hash::Sha1,
            ..usual
        };
        assert!(!verifies(Scheme::Pss(other_mask), 32, &digest));
    }

    #[test]
    #[should_panic(expected = "cannot sign with")]
    fn refuses_a_scheme_of_another_kind() {
        Key::p256("name").sign(Scheme::Ed25519, b"");
    }
}
