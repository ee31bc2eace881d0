//! OCSP responses (RFC 6960 §4.2).

use crate::{
    Hash, Issued, der, oid,
    signing::{Signing, signing_methods},
};

/// What an OCSP response says of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateStatus {
    /// Not revoked.
    Good,
    /// Revoked at this time, as `2026-01-01T00:00:00Z`.
    Revoked(String),
    /// The same, with the number of a CRLReason.
    RevokedFor(String, u8),
    /// The responder does not know it.
    Unknown,
}

/// What an OCSP response shall say. By default: of 2026-01-01, next one on 2027-01-01, good, signed by the issuer.
#[must_use = "a response exists once it is issued"]
pub struct OcspBuilder {
    issuer: Issued,
    serial: Vec<u8>,
    hash: Hash,
    status: CertificateStatus,
    this_update: Vec<u8>,
    next_update: Option<Vec<u8>>,
    responder: Option<Issued>,
    is_by_key: bool,
    others: Vec<OcspBuilder>,
    single_extensions: Vec<Vec<u8>>,
    response_extensions: Vec<Vec<u8>>,
    signing: Signing,
}

impl OcspBuilder {
    pub(crate) fn new(issuer: &Issued, certificate: &Issued) -> Self {
        Self {
            issuer: issuer.clone(),
            serial: certificate.serial.clone(),
            hash: Hash::Sha1,
            status: CertificateStatus::Good,
            this_update: der::time_generalized("2026-01-01T00:00:00Z"),
            next_update: Some(der::time_generalized("2027-01-01T00:00:00Z")),
            responder: None,
            is_by_key: false,
            others: Vec::new(),
            single_extensions: Vec::new(),
            response_extensions: Vec::new(),
            signing: Signing::default(),
        }
    }

    /// What it says of the certificate.
    pub fn status(mut self, status: CertificateStatus) -> Self {
        self.status = status;
        self
    }

    /// When this was known to be so, and when the response was made.
    pub fn this_update(mut self, rfc3339: &str) -> Self {
        self.this_update = der::time_generalized(rfc3339);
        self
    }

    /// When newer information comes; `None` leaves it out.
    pub fn next_update<'a>(mut self, rfc3339: impl Into<Option<&'a str>>) -> Self {
        self.next_update = rfc3339.into().map(der::time_generalized);
        self
    }

    /// The hash that names the issuer; SHA-1 by default, as everybody uses.
    pub fn certificate_id_hash(mut self, hash: Hash) -> Self {
        self.hash = hash;
        self
    }

    /// Lets this responder sign it and encloses its certificate, which wants id-kp-OCSPSigning.
    pub fn responder(mut self, responder: &Issued) -> Self {
        self.responder = Some(responder.clone());
        self
    }

    /// Names the responder by its key instead of its name.
    pub fn by_key(mut self) -> Self {
        self.is_by_key = true;
        self
    }

    /// Says what the other builder says too; who signs, and when, is said by this one.
    pub fn also(mut self, other: OcspBuilder) -> Self {
        self.others.push(other);
        self
    }

    /// Adds an extension of the answer (a whole Extension: [`crate::extension::extension`]).
    pub fn single_extension(mut self, extension: Vec<u8>) -> Self {
        self.single_extensions.push(extension);
        self
    }

    /// Adds an extension of the response as a whole.
    pub fn response_extension(mut self, extension: Vec<u8>) -> Self {
        self.response_extensions.push(extension);
        self
    }

    /// A response of this status (RFC 6960 §4.2.1: 1 to 6), which says nothing else.
    pub fn unsuccessful(status: u8) -> Vec<u8> {
        der::sequence(&[der::tlv(0x0a, &[status])])
    }

    signing_methods!("ResponseData");

    /// Makes the OCSPResponse, in DER.
    ///
    /// # Panics
    /// Where the key cannot sign with the scheme.
    pub fn issue(self) -> Vec<u8> {
        let singles = std::iter::once(&self).chain(&self.others);
        let singles: Vec<_> = singles
            .map(|builder| der::sequence(&builder.single_response()))
            .collect();
        let signer = self.responder.as_ref().unwrap_or(&self.issuer);
        let responder = match self.is_by_key {
            false => der::constructed(1, signer.subject.der()),
            true => {
                let hash = Hash::Sha1.digest(&signer.key.public_key());
                der::constructed(2, &der::octet_string(&hash))
            }
        };
        let mut basic = vec![self.signing.sign(&signer.key, |_| {
            let mut data = vec![responder, self.this_update.clone(), der::sequence(&singles)];
            data.extend(extensions(&self.response_extensions));
            der::sequence(&data)
        })];
        if let Some(responder) = &self.responder {
            let certificates = der::sequence(std::slice::from_ref(&responder.der));
            basic.push(der::constructed(0, &certificates));
        }
        let response = der::octet_string(&der::sequence(&basic));
        let bytes = der::sequence(&[der::oid(oid::OCSP_BASIC), response]);
        der::sequence(&[der::tlv(0x0a, &[0]), der::constructed(0, &bytes)])
    }

    fn single_response(&self) -> Vec<Vec<u8>> {
        let certificate_id = der::sequence(&[
            self.hash.algorithm(),
            der::octet_string(&self.hash.digest(self.issuer.subject.der())),
            der::octet_string(&self.hash.digest(&self.issuer.key.public_key())),
            der::tlv(0x02, &self.serial),
        ]);
        let status = match &self.status {
            CertificateStatus::Good => der::primitive(0, &[]),
            CertificateStatus::Revoked(at) => der::constructed(1, &der::time_generalized(at)),
            CertificateStatus::RevokedFor(at, reason) => {
                let reason = der::constructed(0, &der::tlv(0x0a, &[*reason]));
                der::constructed(1, &[der::time_generalized(at), reason].concat())
            }
            CertificateStatus::Unknown => der::primitive(2, &[]),
        };
        let mut fields = vec![certificate_id, status, self.this_update.clone()];
        fields.extend(
            self.next_update
                .iter()
                .map(|time| der::constructed(0, time)),
        );
        fields.extend(extensions(&self.single_extensions));
        fields
    }
}

/// `[1] EXPLICIT Extensions OPTIONAL`.
fn extensions(list: &[Vec<u8>]) -> Option<Vec<u8>> {
    (!list.is_empty()).then(|| der::constructed(1, &der::sequence(list)))
}
