//! Reads OCSP responses (RFC 6960 §4.2).

use super::read::{
    ENUMERATED, Read, Signed, explicit, extensions, inside, malformed, nothing_more, reason, sound,
    take, time,
};
use super::{Defect, Reason, Unusable};
use crate::certificate::Certificate;
use crate::der::{Element, Tag, Tree, tag};
use crate::name::DistinguishedName;
use crate::oid::{Oid, known};
use crate::sorted::sort_by;
use crate::time::Time;

/// id-pkix-ocsp-nonce (§4.4.1). It answers a request; there is none here, so it is not looked at.
const NONCE: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 2];
/// id-pkix-ocsp-extended-revoke (§4.4.8): how the responder treats serial numbers that were never issued.
const EXTENDED_REVOKE: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 9];

/// An OCSPResponse as it was given.
#[derive(Debug)]
pub struct Response {
    pub(super) der: Vec<u8>,
    /// What it says, or why it says nothing.
    pub(super) contents: Result<Basic, Defect>,
}

/// BasicOCSPResponse.
#[derive(Debug)]
pub(super) struct Basic {
    pub(super) signed: Signed,
    pub(super) responder: Responder,
    /// Sorted by serial number.
    answers: Vec<Single>,
    /// The certificates that it brings, for finding out who signed it.
    pub(super) certificates: Vec<Certificate>,
    /// Why it must not be used, whatever for.
    pub(super) defect: Option<Defect>,
}

/// ResponderID.
#[derive(Debug)]
pub(super) enum Responder {
    Name(DistinguishedName),
    /// SHA-1 of the key: the content of subjectPublicKey without the octet that counts unused bits.
    Key(Vec<u8>),
}

/// SingleResponse.
#[derive(Debug)]
pub(super) struct Single {
    pub(super) hash: Oid,
    pub(super) issuer_name_hash: Vec<u8>,
    pub(super) issuer_key_hash: Vec<u8>,
    pub(super) serial: Vec<u8>,
    pub(super) status: CertStatus,
    pub(super) this_update: Time,
    pub(super) next_update: Option<Time>,
    /// A critical extension that is not processed here.
    pub(super) defect: Option<Defect>,
    /// SignedCertificateTimestampList (RFC 6962 §3.3).
    pub(super) scts: Option<Vec<u8>>,
}

/// CertStatus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CertStatus {
    Good,
    Revoked(Time, Reason),
    Unknown,
}

impl Response {
    /// Reads an OCSPResponse. Never fails: what cannot be read says why.
    pub fn read(der: Vec<u8>) -> Self {
        let tree = Tree::read(&der, 0..der.len());
        let contents = sound(&tree).and_then(|root| Basic::read(&der, root));
        Self { contents, der }
    }

    /// The serial numbers' content octets that it speaks of.
    pub(super) fn serials(&self) -> impl Iterator<Item = &[u8]> {
        let answers = self.contents.as_ref().map(|basic| basic.answers.as_slice());
        answers
            .unwrap_or_default()
            .iter()
            .map(|answer| answer.serial.as_slice())
    }
}

impl Basic {
    /// ```asn1
    /// OCSPResponse ::= SEQUENCE {
    ///    responseStatus         OCSPResponseStatus,
    ///    responseBytes          [0] EXPLICIT ResponseBytes OPTIONAL }
    /// ResponseBytes ::= SEQUENCE { responseType OBJECT IDENTIFIER, response OCTET STRING }
    /// ```
    fn read(der: &[u8], root: Element<'_>) -> Read<Self> {
        let mut fields = root.children();
        let status = take(root, &mut fields, ENUMERATED, "responseStatus")?;
        let bytes = explicit(&mut fields, 0, tag::SEQUENCE, "responseBytes")?;
        nothing_more(&mut fields)?;
        let problem = match status.content() {
            [0] => None,
            [1] => Some("malformedRequest"),
            [2] => Some("internalError"),
            [3] => Some("tryLater"),
            [5] => Some("sigRequired"),
            [6] => Some("unauthorized"),
            _ => return Err(malformed(status.start(), "there is no such responseStatus")),
        };
        if let Some(problem) = problem {
            return Err(Defect {
                problem: Some(problem.to_owned()),
                ..Unusable::NotSuccessful.into()
            });
        }
        let bytes = bytes.ok_or_else(|| malformed(status.start(), "responseBytes are missing"))?;
        let mut fields = bytes.children();
        let kind = take(bytes, &mut fields, tag::OID, "responseType")?;
        let response = take(bytes, &mut fields, tag::OCTET_STRING, "response")?;
        nothing_more(&mut fields)?;
        if kind.content() != known::OCSP_BASIC {
            return Err(malformed(kind.start(), "the type of response is not known"));
        }
        let tree = Tree::read(der, response.content_range());
        Self::read_basic(sound(&tree)?)
    }

    /// What it says of a serial number, whoever's.
    pub(super) fn about(&self, serial: &[u8]) -> &[Single] {
        let start = (self.answers).partition_point(|single| single.serial.as_slice() < serial);
        let end = (self.answers).partition_point(|single| single.serial.as_slice() <= serial);
        self.answers.get(start..end).unwrap_or_default()
    }

    /// ```asn1
    /// BasicOCSPResponse       ::= SEQUENCE {
    ///    tbsResponseData      ResponseData,
    ///    signatureAlgorithm   AlgorithmIdentifier,
    ///    signature            BIT STRING,
    ///    certs            [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
    /// ResponseData ::= SEQUENCE {
    ///    version              [0] EXPLICIT Version DEFAULT v1,
    ///    responderID              ResponderID,
    ///    producedAt               GeneralizedTime,
    ///    responses                SEQUENCE OF SingleResponse,
    ///    responseExtensions   [1] EXPLICIT Extensions OPTIONAL }
    /// ```
    fn read_basic(root: Element<'_>) -> Read<Self> {
        let mut outer = root.children();
        let data = take(root, &mut outer, tag::SEQUENCE, "tbsResponseData")?;
        let signed = Signed::read(root, data, &mut outer)?;
        let certificates = explicit(&mut outer, 0, tag::SEQUENCE, "certs")?;
        nothing_more(&mut outer)?;

        let mut fields = data.children();
        if let Some(version) = explicit(&mut fields, 0, tag::INTEGER, "version")? {
            let problem = "version 1 is the only one, and not written out (DER)";
            return Err(malformed(version.start(), problem));
        }
        let responder = match fields.next() {
            Some(element) => Responder::read(element)?,
            None => return Err(malformed(data.range().end, "responderID is missing")),
        };
        time(take(
            data,
            &mut fields,
            tag::GENERALIZED_TIME,
            "producedAt",
        )?)?;
        let answers = take(data, &mut fields, tag::SEQUENCE, "responses")?;
        let response_extensions = explicit(&mut fields, 1, tag::SEQUENCE, "responseExtensions")?;
        nothing_more(&mut fields)?;
        let mut answers: Vec<Single> = answers.children().map(Single::read).collect::<Read<_>>()?;
        sort_by(&mut answers, |a, b| a.serial.cmp(&b.serial));
        let certificates = certificates.iter().flat_map(|list| list.children());
        Ok(Self {
            signed,
            responder,
            answers,
            certificates: certificates
                .take(super::limit::CERTIFICATES)
                .map(|certificate| Certificate::read(certificate.bytes().to_vec()))
                .collect(),
            defect: refused(response_extensions)?,
        })
    }
}

impl Responder {
    /// `CHOICE { byName [1] EXPLICIT Name, byKey [2] EXPLICIT KeyHash }`
    fn read(element: Element<'_>) -> Read<Self> {
        if element.is(Tag::context(1, true)) {
            let name = inside(element, tag::SEQUENCE, "byName")?;
            DistinguishedName::read(name)
                .map(Self::Name)
                .map_err(|offset| malformed(offset, "the responder is not a Name"))
        } else if element.is(Tag::context(2, true)) {
            let key = inside(element, tag::OCTET_STRING, "byKey")?;
            Ok(Self::Key(key.content().to_vec()))
        } else {
            Err(malformed(
                element.start(),
                "the responder is neither a name nor a key",
            ))
        }
    }
}

impl Single {
    /// ```asn1
    /// SingleResponse ::= SEQUENCE {
    ///    certID                       CertID,
    ///    certStatus                   CertStatus,
    ///    thisUpdate                   GeneralizedTime,
    ///    nextUpdate           [0]     EXPLICIT GeneralizedTime OPTIONAL,
    ///    singleExtensions     [1]     EXPLICIT Extensions OPTIONAL }
    /// CertID ::= SEQUENCE {
    ///    hashAlgorithm       AlgorithmIdentifier,
    ///    issuerNameHash      OCTET STRING,
    ///    issuerKeyHash       OCTET STRING,
    ///    serialNumber        CertificateSerialNumber }
    /// ```
    fn read(element: Element<'_>) -> Read<Self> {
        let mut fields = element.children();
        let id = take(element, &mut fields, tag::SEQUENCE, "certID")?;
        let status = match fields.next() {
            Some(element) => CertStatus::read(element)?,
            None => return Err(malformed(element.range().end, "certStatus is missing")),
        };
        let this_update = take(element, &mut fields, tag::GENERALIZED_TIME, "thisUpdate")?;
        let next_update = explicit(&mut fields, 0, tag::GENERALIZED_TIME, "nextUpdate")?;
        let single_extensions = explicit(&mut fields, 1, tag::SEQUENCE, "singleExtensions")?;
        nothing_more(&mut fields)?;

        let mut parts = id.children();
        let algorithm = take(id, &mut parts, tag::SEQUENCE, "hashAlgorithm")?;
        let hash = take(
            algorithm,
            &mut algorithm.children(),
            tag::OID,
            "hashAlgorithm",
        )?;
        let mut octets = |field| {
            let octets = take(id, &mut parts, tag::OCTET_STRING, field)?;
            Ok::<_, Defect>(octets.content().to_vec())
        };
        Ok(Self {
            hash: Oid::from_content(hash.content()),
            issuer_name_hash: octets("issuerNameHash")?,
            issuer_key_hash: octets("issuerKeyHash")?,
            serial: take(id, &mut parts, tag::INTEGER, "serialNumber")?
                .content()
                .to_vec(),
            status,
            this_update: time(this_update)?,
            next_update: next_update.map(time).transpose()?,
            defect: refused(single_extensions)?,
            scts: single_extensions.map(scts).transpose()?.flatten(),
        })
    }
}

/// What the extension with SCTs holds, if it is there and what it should be.
fn scts(list: Element<'_>) -> Read<Option<Vec<u8>>> {
    let extensions = extensions(list)?;
    let found = extensions
        .iter()
        .find(|extension| extension.oid.content() == known::OCSP_SCTS);
    Ok(found.and_then(|extension| {
        let tree = Tree::read(extension.bytes, 0..extension.bytes.len());
        let list = tree.root().filter(|list| list.is(tag::OCTET_STRING))?;
        Some(list.content().to_vec())
    }))
}

impl CertStatus {
    /// ```asn1
    /// CertStatus ::= CHOICE {
    ///    good        [0]     IMPLICIT NULL,
    ///    revoked     [1]     IMPLICIT RevokedInfo,
    ///    unknown     [2]     IMPLICIT UnknownInfo }
    /// RevokedInfo ::= SEQUENCE {
    ///    revocationTime              GeneralizedTime,
    ///    revocationReason    [0]     EXPLICIT CRLReason OPTIONAL }
    /// ```
    fn read(element: Element<'_>) -> Read<Self> {
        let is_null =
            |number| element.is(Tag::context(number, false)) && element.content().is_empty();
        if is_null(0) {
            return Ok(Self::Good);
        }
        if is_null(2) {
            return Ok(Self::Unknown);
        }
        if !element.is(Tag::context(1, true)) {
            return Err(malformed(element.start(), "there is no such certStatus"));
        }
        let mut fields = element.children();
        let at = take(
            element,
            &mut fields,
            tag::GENERALIZED_TIME,
            "revocationTime",
        )?;
        let why = explicit(&mut fields, 0, ENUMERATED, "revocationReason")?;
        nothing_more(&mut fields)?;
        let why = why.map(reason).transpose()?.unwrap_or(Reason::UNSPECIFIED);
        Ok(Self::Revoked(time(at)?, why))
    }
}

/// The first critical extension that is not processed here.
fn refused(list: Option<Element<'_>>) -> Read<Option<Defect>> {
    let list = list.map(extensions).transpose()?.unwrap_or_default();
    let unknown = list.iter().find(|extension| {
        extension.critical && ![NONCE, EXTENDED_REVOKE].contains(&extension.oid.content())
    });
    Ok(unknown.map(|extension| extension.refused()))
}
