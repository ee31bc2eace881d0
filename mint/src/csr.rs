//! Certification requests (PKCS #10, RFC 2986).

use crate::{
    GeneralName, Key, Name, der, extension, oid,
    pem::pem,
    signing::{Signing, signing_methods},
};

/// A request for a certificate for these names: what [`crate::leaf`] would make of them.
pub fn csr(names: &[&str]) -> CsrBuilder {
    let first = names.first();
    CsrBuilder {
        subject: first.map_or_else(Name::empty, |first| Name::common(first)),
        key: Key::p256(first.unwrap_or(&"")),
        names: names.iter().map(Into::into).collect(),
        signing: Signing::default(),
    }
}

/// What a request shall say.
#[must_use = "a request exists once it is made"]
pub struct CsrBuilder {
    subject: Name,
    key: Key,
    names: Vec<GeneralName>,
    signing: Signing,
}

impl CsrBuilder {
    /// The subject's name.
    pub fn subject(mut self, name: impl Into<Name>) -> Self {
        self.subject = name.into();
        self
    }

    /// The subject's key.
    pub fn key(mut self, key: Key) -> Self {
        self.key = key;
        self
    }

    signing_methods!("CertificationRequestInfo");

    /// Makes the request, in DER.
    ///
    /// # Panics
    /// Where the key cannot sign with the scheme.
    pub fn issue(self) -> Vec<u8> {
        let signed = self.signing.sign(&self.key, |_| {
            der::sequence(&[
                der::integer(0),
                self.subject.der().to_vec(),
                self.key.spki(),
                der::constructed(0, &extension_request(&self.names)),
            ])
        });
        der::sequence(&[signed])
    }

    /// Makes the request, as PEM.
    ///
    /// # Panics
    /// As [`CsrBuilder::issue`].
    pub fn pem(self) -> String {
        pem("CERTIFICATE REQUEST", &self.issue())
    }
}

/// The attribute that asks for these names (RFC 2985 §5.4.2); nothing without names.
fn extension_request(names: &[GeneralName]) -> Vec<u8> {
    if names.is_empty() {
        return Vec::new();
    }
    let san = extension::general_names(names);
    let san = extension::extension(oid::SUBJECT_ALT_NAME, false, &san);
    let values = der::set(&[der::sequence(&[san])]);
    der::sequence(&[der::oid(oid::EXTENSION_REQUEST), values])
}
