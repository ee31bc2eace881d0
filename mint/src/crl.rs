//! Certificate revocation lists (RFC 5280 §5).

use crate::{
    Criticality, Issued, Name, der,
    extension::{IssuingDistributionPoint, authority_key_identifier, extension},
    oid,
    signing::{Signing, signing_methods},
};

/// What a CRL shall say. By default: version 2, of 2026-01-01, next one on 2027-01-01, number 1, nothing revoked.
#[must_use = "a CRL exists once it is issued"]
pub struct CrlBuilder {
    issuer: Issued,
    issuer_name: Name,
    this_update: Vec<u8>,
    next_update: Option<Vec<u8>>,
    entries: Vec<Vec<u8>>,
    extensions: Vec<(String, Vec<u8>)>,
    signing: Signing,
}

impl CrlBuilder {
    pub(crate) fn new(issuer: &Issued) -> Self {
        let builder = Self {
            issuer_name: issuer.subject.clone(),
            issuer: issuer.clone(),
            this_update: der::time("2026-01-01T00:00:00Z"),
            next_update: Some(der::time("2027-01-01T00:00:00Z")),
            entries: Vec::new(),
            extensions: Vec::new(),
            signing: Signing::default(),
        };
        let builder = match &issuer.key_id {
            Some(id) => builder.extension(
                oid::AUTHORITY_KEY_IDENTIFIER,
                Criticality::NotCritical,
                authority_key_identifier(id),
            ),
            None => builder,
        };
        builder.extension(oid::CRL_NUMBER, Criticality::NotCritical, der::integer(1))
    }

    /// The issuer's name, instead of the issuer's own.
    pub fn issuer(mut self, name: impl Into<Name>) -> Self {
        self.issuer_name = name.into();
        self
    }

    /// When it was made, as `2026-01-01T00:00:00Z`.
    pub fn this_update(mut self, rfc3339: &str) -> Self {
        self.this_update = der::time(rfc3339);
        self
    }

    /// When the next one comes at the latest; `None` leaves it out.
    pub fn next_update<'a>(mut self, rfc3339: impl Into<Option<&'a str>>) -> Self {
        self.next_update = rfc3339.into().map(der::time);
        self
    }

    /// Revokes this certificate at this time, without a reason.
    pub fn revoke(self, certificate: &Issued, at: &str) -> Self {
        self.revoke_serial(&certificate.serial, at, &[])
    }

    /// Revokes the serial number with these INTEGER contents, with these entry extensions (each a whole Extension:
    /// [`extension`]).
    pub fn revoke_serial(mut self, serial: &[u8], at: &str, extensions: &[Vec<u8>]) -> Self {
        let mut entry = vec![der::tlv(0x02, serial), der::time(at)];
        if !extensions.is_empty() {
            entry.push(der::sequence(extensions));
        }
        self.entries.push(der::sequence(&entry));
        self
    }

    /// Adds an extension of the list, or replaces the one of this type.
    pub fn extension(mut self, oid: &str, criticality: Criticality, value: Vec<u8>) -> Self {
        let new = extension(oid, criticality == Criticality::Critical, &value);
        match self.extensions.iter_mut().find(|(old, _)| old == oid) {
            Some((_, old)) => *old = new,
            None => self.extensions.push((oid.to_owned(), new)),
        }
        self
    }

    /// Takes the extension of this type away.
    pub fn without(mut self, oid: &str) -> Self {
        self.extensions.retain(|(old, _)| old != oid);
        self
    }

    /// issuingDistributionPoint, critical.
    pub fn issuing_distribution_point(self, point: IssuingDistributionPoint) -> Self {
        let oid = oid::ISSUING_DISTRIBUTION_POINT;
        self.extension(oid, Criticality::Critical, point.der())
    }

    /// cRLNumber.
    pub fn number(self, number: i64) -> Self {
        let value = der::integer(number);
        self.extension(oid::CRL_NUMBER, Criticality::NotCritical, value)
    }

    /// deltaCRLIndicator, critical: what has changed since the CRL with this number.
    pub fn delta_to(self, base: i64) -> Self {
        let value = der::integer(base);
        self.extension(oid::DELTA_CRL_INDICATOR, Criticality::Critical, value)
    }

    signing_methods!("TBSCertList");

    /// Makes the CRL, in DER; `mint::pem("X509 CRL", ..)` makes PEM of it.
    ///
    /// # Panics
    /// Where the key cannot sign with the scheme.
    pub fn issue(self) -> Vec<u8> {
        let signed = self.signing.sign(&self.issuer.key, |algorithm| {
            let mut fields = vec![
                der::integer(1),
                algorithm.to_vec(),
                self.issuer_name.der().to_vec(),
                self.this_update,
            ];
            fields.extend(self.next_update);
            if !self.entries.is_empty() {
                fields.push(der::sequence(&self.entries));
            }
            let extensions: Vec<_> = self.extensions.into_iter().map(|(_, der)| der).collect();
            if !extensions.is_empty() {
                fields.push(der::constructed(0, &der::sequence(&extensions)));
            }
            der::sequence(&fields)
        });
        der::sequence(&[signed])
    }
}
