//! Mozilla's OneCRL: certificates, nearly all of them CAs', that are revoked without asking anybody. Knows the list; how a
//! certificate comes to be asked about is for the rules to say.

use crate::certificate::{Certificate, Contents, name_ranges};
use crate::data_file::{DataHeader, base64, split};
use crate::json::Object;
use crate::signature::sha256;
use crate::sorted::{Map, Set};

/// What the first line of the data file says that it holds.
pub(crate) const NAME: &str = "onecrl";

/// The list.
#[derive(Debug)]
pub struct OneCrl {
    header: DataHeader,
    /// Serial numbers (content octets) by their issuer's DER.
    serials: Map<Vec<u8>, Set<Vec<u8>>>,
    /// SHA-256 of SubjectPublicKeyInfo by the subject's DER.
    keys: Map<Vec<u8>, Set<Vec<u8>>>,
}

/// A line of the file: a name with what is revoked of it.
struct Line {
    /// Base64 of the DER.
    issuer: Option<String>,
    /// Base64 of the DER.
    subject: Option<String>,
    /// Base64 of content octets.
    serial_numbers: Vec<String>,
    /// Base64 of SHA-256 of SubjectPublicKeyInfo.
    key_hashes: Vec<String>,
}

impl Line {
    fn read(line: &[u8]) -> Result<Self, String> {
        let mut fields = Object::read(line)?;
        let line = Self {
            issuer: fields.optional_text("issuer")?,
            subject: fields.optional_text("subject")?,
            serial_numbers: fields.optional_texts("serialNumbers")?.unwrap_or_default(),
            key_hashes: fields.optional_texts("keyHashes")?.unwrap_or_default(),
        };
        fields.finish()?;
        Ok(line)
    }
}

/// By what a record names a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedBy {
    /// Issuer and serial number: this certificate.
    IssuerAndSerial,
    /// Subject and key: every certificate for that name and key.
    SubjectAndKey,
}

impl OneCrl {
    /// Reads a data file: a line of JSON ([`DataHeader`]), then a line of JSON for each issuer or subject.
    ///
    /// # Errors
    /// A sentence that says what does not fit; a list is taken whole or not at all.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let (header, rest) = split(bytes, NAME)?;
        let (mut serials, mut keys) = (Map::new(), Map::new());
        let mut count = 0;
        let lines = rest.split(|byte| *byte == b'\n');
        for line in lines.filter(|line| !line.is_empty()) {
            let line = Line::read(line)
                .map_err(|problem| format!("a record is not as expected: {problem}"))?;
            let (names, name, members) = match (line.issuer, line.subject) {
                (Some(name), None) if line.key_hashes.is_empty() => {
                    (&mut serials, name, line.serial_numbers)
                }
                (None, Some(name)) if line.serial_numbers.is_empty() => {
                    (&mut keys, name, line.key_hashes)
                }
                _ => return Err("a record names neither or both of issuer and subject".to_owned()),
            };
            let set: &mut Set<Vec<u8>> = names.entry(base64(&name)?).or_default();
            for member in members {
                count += 1;
                set.insert(base64(&member)?);
            }
        }
        if count != header.count {
            return Err("the file's length does not fit its header".to_owned());
        }
        Ok(Self {
            header,
            serials,
            keys,
        })
    }

    /// What the file says of itself.
    pub fn header(&self) -> &DataHeader {
        &self.header
    }

    /// Whether a certificate is listed. Names are compared as bytes: the list names certificates that exist, not people
    /// (`cert_storage`, `get_revocation_state`: `make_key!(PREFIX_REV_IS, issuer, serial)` and `…(PREFIX_REV_SPK, subject,
    /// pub_key_hash)`).
    pub fn lists(&self, certificate: &Certificate, contents: &Contents) -> Option<ListedBy> {
        let (issuer, subject) = name_ranges(&certificate.der)?;
        let holds = |names: &Map<Vec<u8>, Set<Vec<u8>>>, name, member: &[u8]| {
            let set = names.get(certificate.bytes(name));
            set.is_some_and(|set| set.contains(member))
        };
        if holds(&self.serials, &issuer, &contents.serial) {
            return Some(ListedBy::IssuerAndSerial);
        }
        let key = sha256(certificate.bytes(&contents.spki));
        holds(&self.keys, &subject, &key).then_some(ListedBy::SubjectAndKey)
    }
}
