//! What certificates, requests, CRLs and OCSP responses have in common: something is signed, and the signature's
//! algorithm and octets stand beside it.

use crate::{Key, Scheme, der};

type Change = Box<dyn FnOnce(&mut Vec<u8>)>;

/// How something shall be signed; by default with the key at hand, its own scheme, and nothing wrong.
#[derive(Default)]
pub(crate) struct Signing {
    pub(crate) key: Option<Key>,
    pub(crate) scheme: Option<Scheme>,
    pub(crate) inner_algorithm: Option<Vec<u8>>,
    pub(crate) outer_algorithm: Option<Vec<u8>>,
    pub(crate) change_signed: Vec<Change>,
    pub(crate) change_signature: Vec<Change>,
}

impl Signing {
    /// What is to be signed (`content` makes it, given the AlgorithmIdentifier to put in), the AlgorithmIdentifier and
    /// the signature, one after the other.
    pub(crate) fn sign(self, key: &Key, content: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let key = self.key.as_ref().unwrap_or(key);
        let scheme = self.scheme.unwrap_or_else(|| key.default_scheme());
        let inner = self.inner_algorithm;
        let outer = self.outer_algorithm;

        let mut signed = content(&inner.unwrap_or_else(|| scheme.algorithm()));
        for change in self.change_signed {
            change(&mut signed);
        }
        let mut signature = key.sign(scheme, &signed);
        for change in self.change_signature {
            change(&mut signature);
        }
        let outer = outer.unwrap_or_else(|| scheme.algorithm());
        [signed, outer, der::bit_string(&signature)].concat()
    }
}

/// The methods that builders which sign have in common; `self.signing` is their [`Signing`].
macro_rules! signing_methods {
    ($signed:literal) => {
        /// Signs with this key, whatever the names say: an impostor.
        pub fn signed_with(mut self, key: crate::Key) -> Self {
            self.signing.key = Some(key);
            self
        }

        /// Signs with this scheme, instead of the signing key's own.
        pub fn scheme(mut self, scheme: crate::Scheme) -> Self {
            self.signing.scheme = Some(scheme);
            self
        }

        #[doc = concat!("Changes the ", $signed, " before it is signed.")]
        pub fn tbs(mut self, change: impl FnOnce(&mut Vec<u8>) + 'static) -> Self {
            self.signing.change_signed.push(Box::new(change));
            self
        }

        /// Changes the signature's octets after signing.
        pub fn signature(mut self, change: impl FnOnce(&mut Vec<u8>) + 'static) -> Self {
            self.signing.change_signature.push(Box::new(change));
            self
        }
    };
}
pub(crate) use signing_methods;
