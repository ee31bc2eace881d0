//! A certificate as mozilla::pkix takes it apart (`pkixcert.cpp`, `BackCert::Init`): where its fields are, and whether it
//! refuses the certificate before it asks anything of them. Extensions are remembered, not read.

use std::sync::Arc;

use super::Code;
use super::reader::{Input, Reader, Reading, Refusal, bad_der, tag};
use crate::finding::Fault;
use crate::oid::{Oid, known};

/// Firefox's inputs count their bytes in 16 bits (mozpkix `Input.h`).
pub(super) const MAX_SIZE: usize = 0xffff;

/// The fields, as bytes: content octets, or whole elements where it says so.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BackCert<'a> {
    /// 0 is version 1.
    pub(crate) version: u8,
    pub(crate) serial: Input<'a>,
    /// tbsCertificate.signature.
    pub(crate) inner_algorithm: Input<'a>,
    /// signatureAlgorithm.
    pub(crate) outer_algorithm: Input<'a>,
    /// signatureValue, without the octet that counts unused bits.
    pub(crate) signature: Input<'a>,
    /// Whole.
    pub(crate) issuer: Input<'a>,
    pub(crate) validity: Input<'a>,
    /// Whole.
    pub(crate) subject: Input<'a>,
    /// Whole.
    pub(crate) spki: Input<'a>,
    pub(crate) extensions: Extensions<'a>,
}

/// The values of the extensions that mozilla::pkix knows (`RememberExtension`), but those whose value nothing reads.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extensions<'a> {
    pub(crate) key_usage: Option<Input<'a>>,
    pub(crate) subject_alt_name: Option<Input<'a>>,
    pub(crate) basic_constraints: Option<Input<'a>>,
    pub(crate) name_constraints: Option<Input<'a>>,
    pub(crate) extended_key_usage: Option<Input<'a>>,
    pub(crate) tls_feature: Option<Input<'a>>,
    pub(crate) sct_list: Option<Input<'a>>,
    certificate_policies: Option<Input<'a>>,
    inhibit_any_policy: Option<Input<'a>>,
    pub(crate) authority_info_access: Option<Input<'a>>,
    qc_statements: Option<Input<'a>>,
    critical_netscape_type: Option<Input<'a>>,
}

/// id-pe-qcStatements: known since NSS 3.117 (RFC 3739 §3.2.6).
const QC_STATEMENTS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 3];
/// Netscape's certificate type.
const NETSCAPE_TYPE: &[u8] = &[0x60, 0x86, 0x48, 1, 0x86, 0xf8, 0x42, 1, 1];

/// Why a certificate is refused unread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) code: Code,
    pub(crate) fault: Arc<Fault>,
}

impl From<Refusal> for Unreadable {
    fn from(refusal: Refusal) -> Self {
        Self {
            code: refusal.code,
            fault: refusal.fault().into(),
        }
    }
}

impl<'a> BackCert<'a> {
    /// Takes `der` apart.
    pub(crate) fn read(der: &'a [u8]) -> Result<Self, Unreadable> {
        if der.len() > MAX_SIZE {
            return Err(bad_der("a certificate of more than 65535 bytes", 0).into());
        }
        let mut certificate = Input::whole(der).only(tag::SEQUENCE)?.reader();
        let mut tbs = certificate.expect(tag::SEQUENCE)?.reader();
        let outer_algorithm = certificate.expect(tag::SEQUENCE)?;
        let signature = certificate
            .octets_of_bit_string()
            .map_err(|refusal| Refusal {
                code: Code::BadSignature,
                ..refusal
            })?;
        certificate.end()?;

        let version = optional_version(&mut tbs)?;
        let serial = tbs.integer()?; // of any sign and length
        let inner_algorithm = tbs.expect(tag::SEQUENCE)?;
        let issuer = tbs.expect_whole(tag::SEQUENCE)?;
        let validity = tbs.expect(tag::SEQUENCE)?;
        let subject = tbs.expect_whole(tag::SEQUENCE)?;
        let spki = tbs.expect_whole(tag::SEQUENCE)?;
        // Whatever the version says, what follows is read as in version 3.
        for unique_id in [tag::CONTEXT | 1, tag::CONTEXT | 2] {
            if tbs.peek(unique_id) {
                tbs.any()?;
            }
        }
        let mut extensions = Extensions::default();
        const EXTENSIONS: u8 = tag::CONTEXT | tag::CONSTRUCTED | 3;
        if tbs.peek(EXTENSIONS) {
            let mut explicit = tbs.expect(EXTENSIONS)?.reader();
            let mut list = explicit.expect(tag::SEQUENCE)?.reader(); // an empty one is let through
            while !list.is_at_end() {
                extensions.remember(&mut list)?;
            }
            explicit.end()?;
        }
        // Netscape's type must be backed by the extensions that took its place.
        if let Some(value) = extensions.critical_netscape_type
            && (extensions.basic_constraints.is_none() || extensions.extended_key_usage.is_none())
        {
            return Err(unknown_critical(NETSCAPE_TYPE, value.offset));
        }
        tbs.end()?;
        Ok(Self {
            version,
            serial,
            inner_algorithm,
            outer_algorithm,
            signature,
            issuer,
            validity,
            subject,
            spki,
            extensions,
        })
    }

    /// Issuer and subject are the same bytes.
    pub(crate) fn is_self_issued(&self) -> bool {
        self.issuer.bytes == self.subject.bytes
    }
}

/// `OptionalVersion`: 1 to 4, the first also where it is written out.
pub(super) fn optional_version(tbs: &mut Reader<'_>) -> Reading<u8> {
    const VERSION: u8 = tag::CONTEXT | tag::CONSTRUCTED;
    if !tbs.peek(VERSION) {
        return Ok(0);
    }
    let mut explicit = tbs.expect(VERSION)?.reader();
    let offset = explicit.offset();
    let version = explicit.small_integer()?;
    if version > 3 {
        return Err(bad_der("a version above 4", offset));
    }
    explicit.end()?;
    Ok(version)
}

impl<'a> Extensions<'a> {
    /// `OptionalExtensions` and `RememberExtension`, for one extension.
    fn remember(&mut self, list: &mut Reader<'a>) -> Result<(), Unreadable> {
        let offset = list.offset();
        let mut extension = list.expect(tag::SEQUENCE)?.reader();
        let oid = extension.expect(tag::OID)?;
        let critical = extension.optional_boolean()?;
        let value = extension.expect(tag::OCTET_STRING)?;
        let id = oid.bytes;
        let invalid = |rule| Refusal {
            code: Code::ExtensionValueInvalid,
            rule,
            offset: oid.offset,
        };
        let slot = match id {
            known::KEY_USAGE => Some(&mut self.key_usage),
            known::SUBJECT_ALT_NAME => Some(&mut self.subject_alt_name),
            known::BASIC_CONSTRAINTS => Some(&mut self.basic_constraints),
            known::NAME_CONSTRAINTS => Some(&mut self.name_constraints),
            known::EXTENDED_KEY_USAGE => Some(&mut self.extended_key_usage),
            known::TLS_FEATURE => Some(&mut self.tls_feature),
            known::SCT_LIST => Some(&mut self.sct_list),
            known::CERTIFICATE_POLICIES => Some(&mut self.certificate_policies),
            known::INHIBIT_ANY_POLICY => Some(&mut self.inhibit_any_policy),
            known::AUTHORITY_INFO_ACCESS => Some(&mut self.authority_info_access),
            QC_STATEMENTS => Some(&mut self.qc_statements),
            NETSCAPE_TYPE if critical => Some(&mut self.critical_netscape_type),
            _ => None,
        };
        // Known, and nothing is kept of them: a second one is not noticed.
        let is_dropped = match id {
            known::POLICY_CONSTRAINTS => true,
            known::OCSP_NO_CHECK => critical,
            _ => false,
        };
        let is_known = slot.is_some() || is_dropped;
        if is_known && id != known::OCSP_NO_CHECK && value.bytes.is_empty() {
            return Err(invalid("an extension without a value").into());
        }
        if let Some(slot) = slot
            && slot.replace(value).is_some()
        {
            return Err(invalid("a second extension of the same type").into());
        }
        if critical && !is_known {
            return Err(unknown_critical(id, offset));
        }
        extension.end()?;
        Ok(())
    }
}

fn unknown_critical(id: &[u8], offset: usize) -> Unreadable {
    let oid = Oid::from_content(id);
    let name = oid.label();
    Unreadable {
        code: Code::UnknownCriticalExtension,
        fault: Fault::CriticalExtensionUnknown { oid, name, offset }.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mint::{Builder, Criticality, der, extension, oid};

    fn code(change: impl FnOnce(Builder) -> Builder) -> Option<Code> {
        let root = mint::root("Root");
        let issued = change(root.leaf(&["example.com"])).issue();
        BackCert::read(&issued.der)
            .err()
            .map(|unreadable| unreadable.code)
    }

    /// Puts other bytes of the same length in the place of some of the signed part.
    fn replaced(from: &'static [u8], to: &'static [u8]) -> impl FnOnce(Builder) -> Builder {
        assert_eq!(from.len(), to.len());
        move |builder| {
            builder.tbs(move |tbs| {
                let at = tbs
                    .windows(from.len())
                    .position(|window| window == from)
                    .expect("stands there");
                tbs[at..at + to.len()].copy_from_slice(to);
            })
        }
    }

    const VERSION_3: &[u8] = &[0xa0, 3, 2, 1, 2];

    #[test]
    fn versions_and_serial_numbers() {
        use Code::{BadDer, InvalidIntegerEncoding as Integer};
        assert_eq!(code(|b| b), None);
        assert_eq!(code(replaced(VERSION_3, &[0xa0, 3, 2, 1, 0])), None);
        assert_eq!(code(replaced(VERSION_3, &[0xa0, 3, 2, 1, 3])), None);
        assert_eq!(code(replaced(VERSION_3, &[0xa0, 3, 2, 1, 4])), Some(BadDer));
        assert_eq!(
            code(replaced(VERSION_3, &[0xa0, 3, 2, 1, 0xff])),
            Some(Integer)
        );
        assert_eq!(code(replaced(VERSION_3, &[0xa0, 3, 4, 1, 2])), Some(BadDer));
        for (serial, expected) in [
            (&[0][..], None),
            (&[0x80], None),
            (&[1; 40], None),
            (&[], Some(Integer)),
            (&[0, 1], Some(Integer)),
            (&[0xff, 0x80], Some(Integer)),
        ] {
            assert_eq!(code(|b| b.serial(serial)), expected, "{serial:02x?}");
        }
    }

    #[test]
    fn versions_1_and_2_are_read_like_3() {
        for version in [1, 2] {
            assert_eq!(code(|b| b.version(version)), None);
            let twice = |b: Builder| {
                b.version(version)
                    .raw_extension(extension::extension(oid::KEY_USAGE, false, &[0]))
            };
            assert_eq!(code(twice), Some(Code::ExtensionValueInvalid));
        }
        for (number, expected) in [(1, None), (2, None), (4, Some(Code::BadDer))] {
            assert_eq!(
                code(|b| b.after_key(der::primitive(number, &[0, 1]))),
                expected,
                "{number}"
            );
        }
        assert_eq!(
            code(|b| b.after_key(der::constructed(1, &der::null()))),
            Some(Code::BadDer)
        );
    }

    #[test]
    fn bytes_around_the_fields() {
        let root = mint::root("Root");
        let good = root.leaf(&["example.com"]).issue().der;
        let refused = |der: &[u8]| BackCert::read(der).err().map(|unreadable| unreadable.code);
        assert_eq!(refused(&good), None);
        assert_eq!(
            refused(&[good.as_slice(), &[0]].concat()),
            Some(Code::BadDer)
        );
        assert_eq!(refused(&good[..good.len() - 1]), Some(Code::BadDer));
        assert_eq!(refused(&[]), Some(Code::BadDer));
        for end in 0..good.len() {
            assert_eq!(refused(&good[..end]), Some(Code::BadDer), "{end}");
        }
        let more = |b: Builder| {
            b.tbs(|tbs| *tbs = der::tlv(0x30, &[der::split(tbs).1, &der::null()].concat()))
        };
        assert_eq!(code(more), Some(Code::BadDer));
        let fields = [
            der::sequence(&[der::null()]),
            der::sequence(&[]),
            der::bit_string_with_unused(1, &[2]),
        ];
        assert_eq!(refused(&der::sequence(&fields)), Some(Code::BadSignature));
    }

    #[test]
    fn critical_extensions() {
        let unknown = Some(Code::UnknownCriticalExtension);
        for (id, expected) in [
            (oid::KEY_USAGE, None),
            (oid::CERTIFICATE_POLICIES, None),
            (oid::POLICY_CONSTRAINTS, None),
            (oid::INHIBIT_ANY_POLICY, None),
            (oid::AUTHORITY_INFORMATION_ACCESS, None),
            (oid::TLS_FEATURE, None),
            ("1.3.6.1.4.1.11129.2.4.2", None),
            ("1.3.6.1.5.5.7.1.3", None),
            ("1.3.6.1.5.5.7.48.1.5", None),
            (oid::SUBJECT_KEY_IDENTIFIER, unknown),
            (oid::AUTHORITY_KEY_IDENTIFIER, unknown),
            (oid::POLICY_MAPPINGS, unknown),
            (oid::CRL_DISTRIBUTION_POINTS, unknown),
            (oid::ISSUER_ALT_NAME, unknown),
            ("1.3.6.1.4.1.11129.2.4.3", unknown),
            ("1.2.3.4", unknown),
        ] {
            let with =
                |criticality| code(|b| b.without(id).extension(id, criticality, der::null()));
            assert_eq!(with(Criticality::Critical), expected, "{id}");
            assert_eq!(with(Criticality::NotCritical), None, "{id}");
        }
        // Netscape's type must stand beside what took its place.
        let netscape =
            |b: Builder| b.extension("2.16.840.1.113730.1.1", Criticality::Critical, der::null());
        assert_eq!(code(netscape), unknown);
        let backed = |b: Builder| {
            netscape(b).extension(
                oid::BASIC_CONSTRAINTS,
                Criticality::Critical,
                der::sequence(&[]),
            )
        };
        assert_eq!(code(backed), None);
    }

    #[test]
    fn second_and_empty_extensions() {
        let invalid = Some(Code::ExtensionValueInvalid);
        for (id, empty, twice) in [
            (oid::KEY_USAGE, invalid, invalid),
            (oid::SUBJECT_ALT_NAME, invalid, invalid),
            (oid::CERTIFICATE_POLICIES, invalid, invalid),
            (oid::POLICY_CONSTRAINTS, invalid, None),
            (oid::SUBJECT_KEY_IDENTIFIER, None, None),
            ("1.3.6.1.5.5.7.48.1.5", None, None),
        ] {
            let one = |value: &[u8]| extension::extension(id, false, value);
            let with_empty = code(|b| b.without(id).raw_extension(one(&[])));
            let with_two = code(|b| {
                b.without(id)
                    .raw_extension(one(&[5, 0]))
                    .raw_extension(one(&[5, 0]))
            });
            assert_eq!((with_empty, with_two), (empty, twice), "{id}");
        }
        assert_eq!(
            code(|b| b.extensions_field(der::constructed(3, &der::sequence(&[])))),
            None
        );
        let more = der::sequence(&[der::oid("1.2.3"), der::octet_string(&[]), der::null()]);
        assert_eq!(code(|b| b.raw_extension(more)), Some(Code::BadDer));
        let written_out = der::sequence(&[
            der::oid("1.2.3"),
            der::boolean(false),
            der::octet_string(&[]),
        ]);
        assert_eq!(code(|b| b.raw_extension(written_out)), None);
        let odd = der::sequence(&[der::oid("1.2.3"), der::tlv(1, &[1]), der::octet_string(&[])]);
        assert_eq!(code(|b| b.raw_extension(odd)), Some(Code::BadDer));
    }

    #[test]
    fn certificates_of_64_kilobytes() {
        let sized = |length: usize| {
            code(|b| b.raw_extension(extension::extension("1.2.3", false, &vec![0; length])))
        };
        assert_eq!(sized(60_000), None);
        assert_eq!(sized(65_536), Some(Code::BadDer));
    }
}
