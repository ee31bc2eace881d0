//! A certificate as mozilla::pkix takes it apart (`pkixcert.cpp`, `BackCert::Init`): where its fields are, and whether it
//! refuses the certificate before it asks anything of them. Extensions are remembered, not read.

use super::Code;
use super::reader::{Input, Reader, Reading, Refusal, bad_der, tag};
use crate::finding::Fault;
use crate::oid::{Oid, known};

/// Firefox's inputs count their bytes in 16 bits (mozpkix `Input.h`).
const MAX_SIZE: usize = 0xffff;

/// The fields, as bytes: content octets, or whole elements where it says so.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BackCert<'a> {
    /// 0 is version 1.
    pub(crate) version: u8,
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
    authority_info_access: Option<Input<'a>>,
    qc_statements: Option<Input<'a>>,
    critical_netscape_type: Option<Input<'a>>,
}

/// id-pe-qcStatements: known since NSS 3.117 (RFC 3739 §3.2.6).
const QC_STATEMENTS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 3];
/// id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1).
const OCSP_NO_CHECK: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 5];
/// Netscape's certificate type.
const NETSCAPE_TYPE: &[u8] = &[0x60, 0x86, 0x48, 1, 0x86, 0xf8, 0x42, 1, 1];

/// Why a certificate is refused unread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) code: Code,
    pub(crate) fault: Fault,
}

impl From<Refusal> for Unreadable {
    fn from(refusal: Refusal) -> Self {
        Self { code: refusal.code, fault: refusal.fault() }
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
        let signature = certificate.octets_of_bit_string().map_err(|refusal| Refusal {
            code: Code::BadSignature,
            ..refusal
        })?;
        certificate.end()?;

        let version = optional_version(&mut tbs)?;
        tbs.integer()?; // serialNumber: of any sign and length
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
                extensions.remember(list.expect(tag::SEQUENCE)?.reader())?;
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
fn optional_version(tbs: &mut Reader<'_>) -> Reading<u8> {
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
    fn remember(&mut self, mut extension: Reader<'a>) -> Result<(), Unreadable> {
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
            OCSP_NO_CHECK => critical,
            _ => false,
        };
        let is_known = slot.is_some() || is_dropped;
        if is_known && id != OCSP_NO_CHECK && value.bytes.is_empty() {
            return Err(invalid("an extension without a value").into());
        }
        if let Some(slot) = slot
            && slot.replace(value).is_some()
        {
            return Err(invalid("a second extension of the same type").into());
        }
        if critical && !is_known {
            return Err(unknown_critical(id, oid.offset));
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
        fault: Fault::CriticalExtensionUnknown { oid, name, offset },
    }
}
