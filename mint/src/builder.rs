//! Certificates: [`Builder`] gathers what one shall say, [`Builder::issue`] signs it into an [`Issued`].

use crate::{
    CrlBuilder, GeneralName, Key, Name, OcspBuilder, der,
    extension::{self, BasicConstraints, KeyUsage},
    oid,
    pem::pem,
    scheme::Hash,
    signing::{Signing, signing_methods},
};

/// A self-signed CA with this common name, issued at once: `ca(name).issue()`.
pub fn root(name: &str) -> Issued {
    ca(name).issue()
}

/// A CA certificate that signs itself. Its key is the P-256 key of its name: of the common name where `name` is a
/// text, else of the DER.
pub fn ca(name: impl Into<Name>) -> Builder {
    Builder::ca(name.into(), None)
}

/// A leaf certificate that signs itself; otherwise like [`Issued::leaf`].
pub fn leaf(names: &[&str]) -> Builder {
    Builder::leaf(names, None)
}

/// A certificate that was made, with the private key of its subject.
#[derive(Clone)]
pub struct Issued {
    /// The certificate. Change it at will; what is issued from here does not depend on it.
    pub der: Vec<u8>,
    /// The subject's key, which signs what is issued from here.
    pub key: Key,
    /// The subject: the issuer of what is issued from here.
    pub subject: Name,
    /// The contents of the serial number's INTEGER.
    pub serial: Vec<u8>,
    /// The subject's key identifier, where it has one: the authority's of what is issued from here.
    pub key_id: Option<Vec<u8>>,
}

impl Issued {
    /// The certificate as PEM.
    pub fn pem(&self) -> String {
        pem("CERTIFICATE", &self.der)
    }

    /// The private key as PEM (PKCS #8).
    pub fn key_pem(&self) -> String {
        self.key.pem()
    }

    /// A CA certificate signed by this one.
    pub fn ca(&self, name: impl Into<Name>) -> Builder {
        Builder::ca(name.into(), Some(self))
    }

    /// A leaf certificate signed by this one, for these names (what they look like: [`GeneralName`]). The first is
    /// the common name too, and its P-256 key is the subject's. Without names: neither subject nor subjectAltName.
    pub fn leaf(&self, names: &[&str]) -> Builder {
        Builder::leaf(names, Some(self))
    }

    /// A CRL signed by this one, with nothing in it.
    pub fn crl(&self) -> CrlBuilder {
        CrlBuilder::new(self)
    }

    /// An OCSP response signed by this one, which says that `certificate` is good.
    pub fn ocsp(&self, certificate: &Issued) -> OcspBuilder {
        OcspBuilder::new(self, certificate)
    }
}

/// Whether an extension is critical (RFC 5280 §4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criticality {
    /// Who does not know it must reject the certificate.
    Critical,
    /// Who does not know it may ignore it.
    NotCritical,
}

/// What a certificate shall say. Each method changes one thing; the last call wins.
#[must_use = "a certificate exists once it is issued"]
pub struct Builder {
    version: Option<Vec<u8>>,
    serial: Option<Vec<u8>>,
    /// `None`: the subject, whatever it is in the end.
    issuer: Option<Name>,
    not_before: Vec<u8>,
    not_after: Vec<u8>,
    subject: Name,
    key: Key,
    spki: Option<Vec<u8>>,
    after_key: Vec<u8>,
    extensions: Vec<Extension>,
    extensions_field: Option<Vec<u8>>,
    signing: Signing,
}

struct Extension {
    oid: String,
    criticality: Criticality,
    value: Value,
}

enum Value {
    Der(Vec<u8>),
    /// SubjectKeyIdentifier of the key at the time of issuing.
    OwnKeyId,
    /// A whole Extension, which need not be one.
    Raw(Vec<u8>),
}

impl Builder {
    fn ca(name: Name, issuer: Option<&Issued>) -> Self {
        let key = Key::p256(name.der());
        Self::new(name, key, issuer)
            .not_before("2020-01-01T00:00:00Z")
            .not_after("2040-01-01T00:00:00Z")
            .basic_constraints(BasicConstraints::Ca)
            .key_usage(&[KeyUsage::KeyCertSign, KeyUsage::CrlSign])
    }

    fn leaf(names: &[&str], issuer: Option<&Issued>) -> Self {
        let (subject, key) = match names.first() {
            Some(first) => (Name::common(first), Key::p256(first)),
            None => (Name::empty(), Key::p256("")),
        };
        let builder = Self::new(subject, key, issuer)
            .key_usage(&[KeyUsage::DigitalSignature])
            .extended_key_usage(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]);
        match names {
            [] => builder,
            _ => builder.san(names),
        }
    }

    fn new(subject: Name, key: Key, issuer: Option<&Issued>) -> Self {
        let builder = Self {
            version: Some(der::integer(2)),
            serial: None,
            issuer: issuer.map(|issuer| issuer.subject.clone()),
            not_before: der::time("2026-01-01T00:00:00Z"),
            not_after: der::time("2027-01-01T00:00:00Z"),
            subject,
            key,
            spki: None,
            after_key: Vec::new(),
            extensions: vec![Extension {
                oid: oid::SUBJECT_KEY_IDENTIFIER.to_owned(),
                criticality: Criticality::NotCritical,
                value: Value::OwnKeyId,
            }],
            extensions_field: None,
            signing: Signing {
                key: issuer.map(|issuer| issuer.key.clone()),
                ..Signing::default()
            },
        };
        match issuer.and_then(|issuer| issuer.key_id.as_ref()) {
            Some(id) => builder.authority_key_id(id),
            None => builder,
        }
    }

    // Fields, in the order of RFC 5280 §4.1.

    /// The version as people count (3 by default); 1 leaves the field out, as DER asks.
    pub fn version(mut self, version: i64) -> Self {
        self.version = (version != 1).then(|| der::integer(version - 1));
        self
    }

    /// The contents of the serial number's INTEGER, as they are: `[0x80]` is negative, `[0, 1]` not DER.
    pub fn serial(mut self, contents: &[u8]) -> Self {
        self.serial = Some(contents.to_vec());
        self
    }

    /// The issuer's name, instead of the issuer's own.
    pub fn issuer(mut self, name: impl Into<Name>) -> Self {
        self.issuer = Some(name.into());
        self
    }

    /// Begin of validity, as `2026-01-01T00:00:00Z`; UTCTime or GeneralizedTime by the year.
    pub fn not_before(self, rfc3339: &str) -> Self {
        self.not_before_der(der::time(rfc3339))
    }

    /// Begin of validity, in DER or not.
    pub fn not_before_der(mut self, time: Vec<u8>) -> Self {
        self.not_before = time;
        self
    }

    /// End of validity, as `2027-01-01T00:00:00Z`; UTCTime or GeneralizedTime by the year.
    pub fn not_after(self, rfc3339: &str) -> Self {
        self.not_after_der(der::time(rfc3339))
    }

    /// End of validity, in DER or not.
    pub fn not_after_der(mut self, time: Vec<u8>) -> Self {
        self.not_after = time;
        self
    }

    /// The subject's name. A self-signed certificate is issued by it too.
    pub fn subject(mut self, name: impl Into<Name>) -> Self {
        self.subject = name.into();
        self
    }

    /// The subject's key. A self-signed certificate is signed with it.
    pub fn key(mut self, key: Key) -> Self {
        self.key = key;
        self
    }

    /// What stands in place of the SubjectPublicKeyInfo of the key.
    pub fn spki(mut self, der: Vec<u8>) -> Self {
        self.spki = Some(der);
        self
    }

    /// Elements between key and extensions: issuerUniqueID and subjectUniqueID (RFC 5280 §4.1.2.8).
    pub fn after_key(mut self, der: Vec<u8>) -> Self {
        self.after_key = der;
        self
    }

    // Extensions: any.

    /// Adds an extension, or replaces the one of this type where it stands.
    pub fn extension(mut self, oid: &str, criticality: Criticality, value: Vec<u8>) -> Self {
        let new = Extension {
            oid: oid.to_owned(),
            criticality,
            value: Value::Der(value),
        };
        match self.extensions.iter_mut().find(|old| old.oid == oid) {
            Some(old) => *old = new,
            None => self.extensions.push(new),
        }
        self
    }

    /// Adds a whole Extension, or what is none, after the others: a second one of its type perhaps, or one with
    /// critical FALSE written out. See [`extension::extension`].
    pub fn raw_extension(mut self, der: Vec<u8>) -> Self {
        self.extensions.push(Extension {
            oid: String::new(),
            criticality: Criticality::NotCritical,
            value: Value::Raw(der),
        });
        self
    }

    /// Adds an extension that nobody knows.
    pub fn unknown_extension(self, criticality: Criticality) -> Self {
        let (oid, value) = extension::unknown();
        self.extension(oid, criticality, value)
    }

    /// Takes the extension of this type away.
    pub fn without(mut self, oid: &str) -> Self {
        self.extensions.retain(|extension| extension.oid != oid);
        self
    }

    /// Takes all extensions away, and their field.
    pub fn without_extensions(mut self) -> Self {
        self.extensions.clear();
        self
    }

    /// What stands in place of the extensions' field, tag `[3]` included.
    pub fn extensions_field(mut self, der: Vec<u8>) -> Self {
        self.extensions_field = Some(der);
        self
    }

    /// Makes the extension of this type critical, or not.
    ///
    /// # Panics
    /// Where there is no such extension.
    pub fn criticality(mut self, oid: &str, criticality: Criticality) -> Self {
        let extension = self.extensions.iter_mut().find(|e| e.oid == oid);
        extension
            .unwrap_or_else(|| panic!("there is no extension {oid}"))
            .criticality = criticality;
        self
    }

    // Extensions: one of RFC 5280 §4.2 each, with the criticality that it asks for.

    /// basicConstraints, critical.
    pub fn basic_constraints(self, constraints: BasicConstraints) -> Self {
        let value = extension::basic_constraints(constraints);
        self.extension(oid::BASIC_CONSTRAINTS, Criticality::Critical, value)
    }

    /// keyUsage, critical.
    pub fn key_usage(self, usages: &[KeyUsage]) -> Self {
        let value = extension::key_usage(usages);
        self.extension(oid::KEY_USAGE, Criticality::Critical, value)
    }

    /// extendedKeyUsage, not critical.
    pub fn extended_key_usage(self, purposes: &[&str]) -> Self {
        let value = extension::extended_key_usage(purposes);
        self.extension(oid::EXTENDED_KEY_USAGE, Criticality::NotCritical, value)
    }

    /// subjectAltName, not critical. Takes texts (what they look like) or [`GeneralName`]s.
    pub fn san(self, names: impl IntoIterator<Item: Into<GeneralName>>) -> Self {
        let value = extension::general_names(&collect(names));
        self.extension(oid::SUBJECT_ALT_NAME, Criticality::NotCritical, value)
    }

    /// subjectKeyIdentifier, not critical.
    pub fn subject_key_id(self, id: &[u8]) -> Self {
        let value = extension::subject_key_identifier(id);
        self.extension(oid::SUBJECT_KEY_IDENTIFIER, Criticality::NotCritical, value)
    }

    /// authorityKeyIdentifier with this keyIdentifier, not critical.
    pub fn authority_key_id(self, id: &[u8]) -> Self {
        let value = extension::authority_key_identifier(id);
        self.extension(
            oid::AUTHORITY_KEY_IDENTIFIER,
            Criticality::NotCritical,
            value,
        )
    }

    /// nameConstraints, critical: permitted and excluded names.
    pub fn name_constraints(self, permitted: &[&str], excluded: &[&str]) -> Self {
        let value = extension::name_constraints(&collect(permitted), &collect(excluded));
        self.extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value)
    }

    /// certificatePolicies, not critical.
    pub fn policies(self, policies: &[&str]) -> Self {
        let value = extension::certificate_policies(policies);
        self.extension(oid::CERTIFICATE_POLICIES, Criticality::NotCritical, value)
    }

    /// policyMappings, critical: pairs of the issuer's and the subject's policy.
    pub fn policy_mappings(self, mappings: &[(&str, &str)]) -> Self {
        let value = extension::policy_mappings(mappings);
        self.extension(oid::POLICY_MAPPINGS, Criticality::Critical, value)
    }

    /// policyConstraints, critical: requireExplicitPolicy and inhibitPolicyMapping.
    pub fn policy_constraints(self, explicit: Option<i64>, mapping: Option<i64>) -> Self {
        let value = extension::policy_constraints(explicit, mapping);
        self.extension(oid::POLICY_CONSTRAINTS, Criticality::Critical, value)
    }

    /// inhibitAnyPolicy, critical.
    pub fn inhibit_any_policy(self, skip_certs: i64) -> Self {
        let value = extension::inhibit_any_policy(skip_certs);
        self.extension(oid::INHIBIT_ANY_POLICY, Criticality::Critical, value)
    }

    /// authorityInfoAccess, not critical: pairs of access method and URI.
    pub fn authority_information_access(self, descriptions: &[(&str, &str)]) -> Self {
        let descriptions = descriptions
            .iter()
            .map(|(m, uri)| (*m, GeneralName::uri(uri)));
        let value = extension::authority_information_access(&descriptions.collect::<Vec<_>>());
        self.extension(
            oid::AUTHORITY_INFORMATION_ACCESS,
            Criticality::NotCritical,
            value,
        )
    }

    /// cRLDistributionPoints, not critical: a URI for each point.
    pub fn crl_distribution_points(self, uris: &[&str]) -> Self {
        let value = extension::crl_distribution_points(&collect(uris));
        self.extension(
            oid::CRL_DISTRIBUTION_POINTS,
            Criticality::NotCritical,
            value,
        )
    }

    // The signature.

    signing_methods!("TBSCertificate");

    /// What both AlgorithmIdentifiers say, whatever the signature is.
    pub fn algorithm(self, der: Vec<u8>) -> Self {
        self.inner_algorithm(der.clone()).outer_algorithm(der)
    }

    /// What the signed AlgorithmIdentifier says (RFC 5280 §4.1.2.3).
    pub fn inner_algorithm(mut self, der: Vec<u8>) -> Self {
        self.signing.inner_algorithm = Some(der);
        self
    }

    /// What the AlgorithmIdentifier beside the signature says (RFC 5280 §4.1.1.2).
    pub fn outer_algorithm(mut self, der: Vec<u8>) -> Self {
        self.signing.outer_algorithm = Some(der);
        self
    }

    /// Makes the certificate.
    ///
    /// # Panics
    /// Where the key cannot sign with the scheme.
    pub fn issue(mut self) -> Issued {
        let mut serial = Vec::new();
        let signed = std::mem::take(&mut self.signing).sign(&self.key, |algorithm| {
            let fields = self.fields_after_serial(algorithm);
            serial = self.serial.clone().unwrap_or_else(|| serial_of(&fields));
            let version = self.version.as_ref().map(|v| der::constructed(0, v));
            let version = version.unwrap_or_default();
            der::sequence(&[version, der::tlv(0x02, &serial), fields])
        });
        Issued {
            der: der::sequence(&[signed]),
            key_id: key_id(&self.extensions, &self.key),
            key: self.key,
            subject: self.subject,
            serial,
        }
    }

    fn fields_after_serial(&self, algorithm: &[u8]) -> Vec<u8> {
        let validity = der::sequence(&[self.not_before.clone(), self.not_after.clone()]);
        [
            algorithm,
            self.issuer.as_ref().unwrap_or(&self.subject).der(),
            &validity,
            self.subject.der(),
            &self.spki.clone().unwrap_or_else(|| self.key.spki()),
            &self.after_key,
            &self
                .extensions_field
                .clone()
                .unwrap_or_else(|| self.encoded_extensions()),
        ]
        .concat()
    }

    fn encoded_extensions(&self) -> Vec<u8> {
        if self.extensions.is_empty() {
            return Vec::new();
        }
        let extensions = self.extensions.iter().map(|e| e.encode(&self.key));
        der::constructed(3, &der::sequence(&extensions.collect::<Vec<_>>()))
    }
}

impl Extension {
    fn encode(&self, key: &Key) -> Vec<u8> {
        let critical = self.criticality == Criticality::Critical;
        match &self.value {
            Value::Der(value) => extension::extension(&self.oid, critical, value),
            Value::OwnKeyId => {
                let value = extension::subject_key_identifier(&key.id());
                extension::extension(&self.oid, critical, &value)
            }
            Value::Raw(der) => der.clone(),
        }
    }
}

/// The subject key identifier among these extensions, where it is one that can be read.
fn key_id(extensions: &[Extension], key: &Key) -> Option<Vec<u8>> {
    let extension = extensions
        .iter()
        .find(|extension| extension.oid == oid::SUBJECT_KEY_IDENTIFIER)?;
    match &extension.value {
        Value::Der(value) => {
            let id = value.get(2..)?;
            (*value == der::octet_string(id)).then(|| id.to_vec())
        }
        Value::OwnKeyId | Value::Raw(_) => Some(key.id()),
    }
}

/// 16 octets that depend on all the certificate says, positive and without superfluous octets.
fn serial_of(fields: &[u8]) -> Vec<u8> {
    let mut serial = Hash::Sha256.digest(fields);
    serial.truncate(16);
    serial[0] = 0x40 | (serial[0] & 0x3f);
    serial
}

fn collect(names: impl IntoIterator<Item: Into<GeneralName>>) -> Vec<GeneralName> {
    names.into_iter().map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(haystack: &[u8], needle: &[u8]) -> bool {
        haystack
            .windows(needle.len())
            .any(|window| window == needle)
    }

    #[test]
    fn the_same_calls_make_the_same_bytes() {
        let make = || {
            root("Root")
                .ca("Intermediate")
                .issue()
                .leaf(&["a.example"])
                .issue()
        };
        assert_eq!(make().der, make().der);
    }

    #[test]
    fn serial_numbers_depend_on_the_contents() {
        let root = root("Root");
        let leaf = root.leaf(&["a.example"]).issue();
        let later = root
            .leaf(&["a.example"])
            .not_after("2026-06-01T00:00:00Z")
            .issue();
        assert_ne!(leaf.serial, later.serial);
        for serial in [leaf.serial, later.serial] {
            assert_eq!(serial.len(), 16);
            assert_eq!(serial[0] & 0xc0, 0x40, "positive and in the fewest octets");
        }
    }

    #[test]
    fn a_self_signed_certificate_follows_its_subject_and_key() {
        let key = Key::ed25519("other");
        let issued = ca("A").subject("B").key(key.clone()).issue();
        let name = Name::common("B");
        let count = issued
            .der
            .windows(name.der().len())
            .filter(|w| *w == name.der())
            .count();
        assert_eq!(count, 2, "subject and issuer");
        assert!(contains(&issued.der, &key.spki()));
        assert_eq!(issued.key_id, Some(key.id()));
    }

    #[test]
    fn an_impostor_has_the_name_and_not_the_key() {
        let root = root("Root");
        let genuine = root.leaf(&["a.example"]).issue();
        let forged = root
            .leaf(&["a.example"])
            .signed_with(Key::p256("attacker"))
            .issue();
        let tbs_len = genuine.der.len() - 80;
        assert_eq!(genuine.der[4..tbs_len], forged.der[4..tbs_len]);
        assert_ne!(genuine.der, forged.der);
    }

    #[test]
    fn extensions_are_replaced_removed_and_repeated() {
        let (oid, value) = extension::unknown();
        let critical = extension::extension(oid, true, &value);
        let optional = extension::extension(oid, false, &value);
        let root = root("Root");
        let make = || {
            root.leaf(&["a.example"])
                .unknown_extension(Criticality::Critical)
        };
        assert!(contains(&make().issue().der, &critical));
        assert!(!contains(&make().without(oid).issue().der, &der::oid(oid)));
        let replaced = make().unknown_extension(Criticality::NotCritical).issue();
        assert!(contains(&replaced.der, &optional) && !contains(&replaced.der, &critical));
        let changed = make().criticality(oid, Criticality::NotCritical).issue();
        assert_eq!(changed.der.len(), replaced.der.len());
        let twice = make().raw_extension(optional.clone()).issue();
        assert!(contains(&twice.der, &optional) && contains(&twice.der, &critical));
    }

    #[test]
    fn key_identifiers_are_handed_down() {
        let aki = |issued: &Issued, id: &[u8]| {
            let value = extension::authority_key_identifier(id);
            contains(&issued.der, &value)
        };
        let usual = root("Root");
        assert!(aki(&usual.leaf(&["a.example"]).issue(), &usual.key.id()));
        let chosen = ca("Root").subject_key_id(b"chosen").issue();
        assert!(aki(&chosen.leaf(&["a.example"]).issue(), b"chosen"));
        let without = ca("Root").without(oid::SUBJECT_KEY_IDENTIFIER).issue();
        let leaf = without.leaf(&["a.example"]).issue();
        assert!(!contains(
            &leaf.der,
            &der::oid(oid::AUTHORITY_KEY_IDENTIFIER)
        ));
    }

    #[test]
    fn bytes_change_before_and_after_signing() {
        let root = root("Root");
        let flip = |bytes: &mut Vec<u8>| *bytes.last_mut().unwrap() ^= 1;
        let usual = root.leaf(&["a.example"]).issue().der;
        let after = root.leaf(&["a.example"]).signature(flip).issue().der;
        assert_eq!(usual.len(), after.len());
        let differ = usual.iter().zip(&after).filter(|(a, b)| a != b).count();
        assert_eq!(differ, 1);
        // The signature is made over the changed bytes, so it differs as a whole.
        let before = root.leaf(&["a.example"]).tbs(flip).issue().der;
        let differ = usual.iter().zip(&before).filter(|(a, b)| a != b).count();
        assert!(differ > 30, "{differ}");
    }

    #[test]
    fn the_two_algorithms_can_disagree() {
        let sha384 = crate::Scheme::Ecdsa(Hash::Sha384).algorithm();
        let root = root("Root");
        let count = |builder: Builder| {
            let der = builder.issue().der;
            der.windows(sha384.len()).filter(|w| *w == sha384).count()
        };
        let leaf = || root.leaf(&["a.example"]);
        assert_eq!(count(leaf()), 0);
        assert_eq!(count(leaf().outer_algorithm(sha384.clone())), 1);
        assert_eq!(count(leaf().inner_algorithm(sha384.clone())), 1);
        assert_eq!(count(leaf().algorithm(sha384.clone())), 2);
    }

    #[test]
    #[should_panic(expected = "there is no extension")]
    fn refuses_to_change_what_is_not_there() {
        let _ = root("Root")
            .leaf(&[])
            .criticality(oid::SUBJECT_ALT_NAME, Criticality::Critical);
    }
}
