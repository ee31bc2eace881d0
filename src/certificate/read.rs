//! The outer structure of a certificate (RFC 5280 §4.1), field by field, with the place of each fault.

use super::encoding::encoding_fault;
use super::validity::{has_form_of_its_year, read_leap_second, read_time};
use super::{Algorithm, Contents, Extension, MAX_SIZE, VERSION_NOT_ONE_OCTET, extension};
use crate::der::{Children, Element, Tag, Tree, tag};
use crate::finding::Fault;
use crate::name::DistinguishedName;
use crate::oid::Oid;
use crate::signature::{Scheme, parse_public_key};
use crate::sorted::Set;
use crate::text::{hex, visible_short};
use crate::time::Time;

/// Reads what can be read; every fault goes to `faults`. `None`: the outer structure is not a certificate's.
pub(super) fn read(der: &[u8], faults: &mut Vec<Fault>) -> Option<Contents> {
    if der.len() > MAX_SIZE {
        faults.push(Fault::CertificateTooLarge {
            size: der.len(),
            limit: MAX_SIZE,
        });
        return None;
    }
    let tree = Tree::read(der, 0..der.len());
    faults.extend(tree.faults.iter().map(encoding_fault));
    let mut reader = Reader { der, faults };
    reader.certificate(tree.root()?)
}

struct Reader<'a> {
    der: &'a [u8],
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    /// ```asn1
    /// Certificate  ::=  SEQUENCE  {
    ///      tbsCertificate       TBSCertificate,
    ///      signatureAlgorithm   AlgorithmIdentifier,
    ///      signatureValue       BIT STRING  }
    /// ```
    fn certificate(&mut self, root: Element<'_>) -> Option<Contents> {
        if !root.is(tag::SEQUENCE) {
            self.structure(root.start(), "Certificate", tag::SEQUENCE, Some(root));
            return None;
        }
        let mut outer = root.children();
        let tbs = self.take(root, &mut outer, tag::SEQUENCE, "tbsCertificate")?;
        let outer_algorithm_element =
            self.take(root, &mut outer, tag::SEQUENCE, "signatureAlgorithm");
        let signature_element = self.take(root, &mut outer, tag::BIT_STRING, "signatureValue");
        self.nothing_more(&mut outer);

        // TBSCertificate
        let mut fields = tbs.children();
        let version = fields
            .take_if(Tag::context(0, true))
            .map(|version| self.version(version));
        let serial = self.take(tbs, &mut fields, tag::INTEGER, "serialNumber")?;
        let inner_algorithm = self.take(tbs, &mut fields, tag::SEQUENCE, "signature")?;
        let inner_algorithm = self.algorithm(inner_algorithm, "signature");
        let issuer = self.take(tbs, &mut fields, tag::SEQUENCE, "issuer")?;
        let issuer = self.name(issuer, "issuer");
        let validity = self.take(tbs, &mut fields, tag::SEQUENCE, "validity")?;
        let (not_before, not_after) = self.validity(validity);
        let subject = self.take(tbs, &mut fields, tag::SEQUENCE, "subject")?;
        let subject = self.name(subject, "subject");
        let spki = self.take(tbs, &mut fields, tag::SEQUENCE, "subjectPublicKeyInfo")?;
        let (key_algorithm, key_bits) = self.spki(spki);
        let mut has_unique_id = false;
        for (number, field) in [(1, "issuerUniqueID"), (2, "subjectUniqueID")] {
            if let Some(element) = fields.take_if(Tag::context(number, false)) {
                has_unique_id = true;
                self.unique_identifier(element, field);
            }
        }
        let extensions_element = fields.take_if(Tag::context(3, true));
        let has_extensions = extensions_element.is_some();
        let extensions = extensions_element
            .map(|element| self.extensions(element, &issuer))
            .unwrap_or_default();
        self.nothing_more(&mut fields);

        let outer_algorithm = self.algorithm(outer_algorithm_element?, "signatureAlgorithm");
        let signature = bits(signature_element?);
        let version = version.unwrap_or(1);
        self.version_fits(version, has_unique_id, has_extensions);
        self.serial_number(serial.content());
        if issuer.is_empty() {
            self.faults.push(Fault::IssuerNameEmpty {});
        }
        if let (Some(not_before), Some(not_after)) = (not_before, not_after)
            && not_before > not_after
        {
            self.faults.push(Fault::ValidityInverted {
                not_before,
                not_after,
            });
        }
        if inner_algorithm != outer_algorithm {
            let (inner, outer) = (inner_algorithm.described(), outer_algorithm.described());
            self.faults
                .push(Fault::SignatureAlgorithmMismatch { inner, outer });
        }
        Some(Contents {
            tbs: tbs.range(),
            version,
            serial: serial.content().to_vec(),
            scheme: Scheme::from_algorithm(
                outer_algorithm.oid.content(),
                outer_algorithm.parameters.as_deref(),
            ),
            public_key: parse_public_key(spki.bytes()),
            inner_algorithm,
            outer_algorithm,
            issuer,
            subject,
            not_before,
            not_after,
            spki: spki.range(),
            key_algorithm,
            key_bits,
            extensions,
            signature,
        })
    }

    fn structure(
        &mut self,
        offset: usize,
        field: &'static str,
        expected: Tag,
        found: Option<Element<'_>>,
    ) {
        let found = found.map(|element| element.tag().name());
        self.faults.push(Fault::CertificateStructureInvalid {
            offset,
            field,
            expected: expected.name(),
            found,
        });
    }

    fn take<'t>(
        &mut self,
        parent: Element<'t>,
        fields: &mut Children<'t>,
        expected: Tag,
        field: &'static str,
    ) -> Option<Element<'t>> {
        let found = fields.peek();
        let taken = fields.take_if(expected);
        if taken.is_none() {
            let offset = found.map_or(parent.range().end, |element| element.start());
            self.structure(offset, field, expected, found);
        }
        taken
    }

    fn nothing_more(&mut self, fields: &mut Children<'_>) {
        if let Some(extra) = fields.next() {
            self.faults.push(Fault::DerTrailingData {
                offset: extra.start(),
            });
        }
    }

    /// RFC 5280 §4.1.2.1: `[0] EXPLICIT Version DEFAULT v1`.
    fn version(&mut self, element: Element<'_>) -> i64 {
        let mut children = element.children();
        let Some(integer) = self.take(element, &mut children, tag::INTEGER, "version") else {
            return 1;
        };
        self.nothing_more(&mut children);
        let version = match integer.content() {
            [byte] => i64::from(*byte as i8) + 1,
            _ => VERSION_NOT_ONE_OCTET,
        };
        if version == 1 {
            self.faults.push(Fault::DerDefaultEncoded {
                offset: element.start(),
                field: "version",
            });
        }
        version
    }

    /// RFC 5280 §4.1.2.8: "CAs conforming to this profile MUST NOT generate certificates with unique identifiers."
    fn unique_identifier(&mut self, element: Element<'_>, field: &'static str) {
        let offset = element.start();
        self.faults
            .push(Fault::UniqueIdentifierPresent { offset, field });
    }

    fn version_fits(&mut self, version: i64, has_unique_id: bool, has_extensions: bool) {
        let problem = match (version, has_unique_id, has_extensions) {
            (1 | 2, _, true) => "extensions need version 3",
            (1, true, _) => "unique identifiers need version 2 or 3",
            (1..=3, ..) => return,
            _ => "there is no such version",
        };
        self.faults.push(Fault::VersionInvalid { version, problem });
    }

    /// RFC 5280 §4.1.2.2: "The serial number MUST be a positive integer"; "Conforming CAs MUST NOT use serialNumber values
    /// longer than 20 octets".
    fn serial_number(&mut self, serial: &[u8]) {
        let problem = match serial {
            [] => return, // a fault of the encoding, named there
            [first, ..] if *first >= 0x80 => "it is negative",
            [0] => "it is zero",
            _ if serial.len() > 20 => "it has more than 20 octets",
            _ => return,
        };
        let serial_number = visible_short(&hex(serial), 128);
        self.faults.push(Fault::SerialNumberInvalid {
            serial_number,
            problem,
        });
    }

    fn algorithm(&mut self, element: Element<'_>, field: &'static str) -> Algorithm {
        let mut fields = element.children();
        let Some(oid) = self.take(element, &mut fields, tag::OID, field) else {
            return unreadable_algorithm();
        };
        let parameters = fields.next().map(|parameters| parameters.bytes().to_vec());
        self.nothing_more(&mut fields);
        Algorithm {
            oid: Oid::from_content(oid.content()),
            parameters,
        }
    }

    fn name(&mut self, element: Element<'_>, field: &'static str) -> DistinguishedName {
        let name = DistinguishedName::read_leniently(element);
        if let Some(offset) = name.problem() {
            let expected = "Name: a SEQUENCE of non-empty SETs of type and value".to_owned();
            self.faults.push(Fault::CertificateStructureInvalid {
                offset,
                field,
                expected,
                found: None,
            });
        }
        name
    }

    fn validity(&mut self, element: Element<'_>) -> (Option<Time>, Option<Time>) {
        let mut fields = element.children();
        let mut time = |field: &'static str| {
            let Some(element) = fields.next() else {
                self.structure(element.range().end, field, tag::UTC_TIME, None);
                return None;
            };
            let offset = element.start();
            let found = visible_short(&String::from_utf8_lossy(element.content()), 40);
            let time = read_time(element);
            match time {
                Err(problem) => self.faults.push(Fault::ValidityTimeInvalid {
                    offset,
                    field,
                    found,
                    problem,
                }),
                Ok(time) if !has_form_of_its_year(element, time) => {
                    self.faults.push(Fault::ValidityTimeForm {
                        offset,
                        field,
                        found,
                    });
                }
                Ok(_) => {}
            }
            time.ok().or_else(|| read_leap_second(element))
        };
        let times = (time("notBefore"), time("notAfter"));
        self.nothing_more(&mut fields);
        times
    }

    fn spki(&mut self, element: Element<'_>) -> (Algorithm, std::ops::Range<usize>) {
        const ALGORITHM: &str = "subjectPublicKeyInfo.algorithm";
        const KEY: &str = "subjectPublicKeyInfo.subjectPublicKey";
        let mut fields = element.children();
        let end = element.range().end;
        let Some(algorithm) = self.take(element, &mut fields, tag::SEQUENCE, ALGORITHM) else {
            return (unreadable_algorithm(), end..end);
        };
        let algorithm = self.algorithm(algorithm, ALGORITHM);
        let Some(key) = self.take(element, &mut fields, tag::BIT_STRING, KEY) else {
            return (algorithm, end..end);
        };
        self.nothing_more(&mut fields);
        (algorithm, bits(key))
    }

    /// RFC 5280 §4.1.2.9: `[3] EXPLICIT SEQUENCE SIZE (1..MAX) OF Extension`.
    fn extensions(&mut self, element: Element<'_>, issuer: &DistinguishedName) -> Vec<Extension> {
        let mut children = element.children();
        let Some(list) = self.take(element, &mut children, tag::SEQUENCE, "extensions") else {
            return Vec::new();
        };
        self.nothing_more(&mut children);
        if list.children().next().is_none() {
            let expected = "at least one Extension".to_owned();
            let fault = Fault::CertificateStructureInvalid {
                offset: list.start(),
                field: "extensions",
                expected,
                found: None,
            };
            self.faults.push(fault);
        }
        let mut extensions = Vec::new();
        let mut seen = Set::new();
        for element in list.children() {
            let Some(extension) = self.extension(element, issuer) else {
                continue;
            };
            if !seen.insert(extension.oid.clone()) {
                let (oid, name) = (extension.oid.clone(), extension.oid.label());
                self.faults.push(Fault::ExtensionDuplicate {
                    oid,
                    name,
                    offset: extension.offset,
                });
            }
            extensions.push(extension);
        }
        extensions
    }

    /// ```asn1
    /// Extension  ::=  SEQUENCE  {
    ///      extnID      OBJECT IDENTIFIER,
    ///      critical    BOOLEAN DEFAULT FALSE,
    ///      extnValue   OCTET STRING  }
    /// ```
    fn extension(&mut self, element: Element<'_>, issuer: &DistinguishedName) -> Option<Extension> {
        if !element.is(tag::SEQUENCE) {
            self.structure(element.start(), "extension", tag::SEQUENCE, Some(element));
        }
        let mut fields = element.children();
        let oid = self.take(element, &mut fields, tag::OID, "extension.extnID")?;
        let critical = fields.take_if(tag::BOOLEAN);
        if let Some(critical) = critical.filter(|critical| critical.content() == [0]) {
            self.faults.push(Fault::DerDefaultEncoded {
                offset: critical.start(),
                field: "extension.critical",
            });
        }
        let value = self.take(
            element,
            &mut fields,
            tag::OCTET_STRING,
            "extension.extnValue",
        )?;
        self.nothing_more(&mut fields);
        let oid = Oid::from_content(oid.content());
        let decoded = extension::decode(self.der, &oid, value.content_range(), self.faults);
        let offset = element.start();
        if let Ok(decoded) = &decoded {
            let content = value.content_range();
            let found = extension::not_allowed(self.der, &oid, content, decoded, issuer);
            if let Some((section, problem)) = found {
                self.faults.push(Fault::ExtensionValueNotAllowed {
                    name: oid.label(),
                    oid: oid.clone(),
                    offset,
                    section,
                    problem,
                });
            }
        }
        let problem = match &decoded {
            Ok(value) => value.problem().map(str::to_owned),
            Err(problem) => Some(problem.clone()),
        };
        if let Some(problem) = problem {
            self.faults.push(Fault::ExtensionMalformed {
                name: oid.label(),
                oid: oid.clone(),
                offset,
                problem,
            });
        }
        let value = decoded.unwrap_or(extension::ExtensionValue::Malformed);
        Some(Extension {
            oid,
            critical: critical.is_some_and(|critical| critical.content() != [0]),
            offset,
            content: fields_content(element),
            value,
        })
    }
}

fn unreadable_algorithm() -> Algorithm {
    Algorithm {
        oid: Oid::from_content(&[]),
        parameters: None,
    }
}

/// The extnValue's content.
fn fields_content(extension: Element<'_>) -> std::ops::Range<usize> {
    extension
        .children()
        .last()
        .map_or(0..0, |value| value.content_range())
}

/// The content of a BIT STRING without the octet that counts the unused bits.
fn bits(element: Element<'_>) -> std::ops::Range<usize> {
    let range = element.content_range();
    (range.start + 1).min(range.end)..range.end
}
