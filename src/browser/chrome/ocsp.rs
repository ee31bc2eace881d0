//! A stapled OCSP response as Chrome reads and judges it (b:`pki/ocsp.cc`, `CheckOCSP`). Only one that says "revoked" counts;
//! any fault in it, and it says nothing.

use super::elements::{
    BIT_STRING, Element, Elements, GENERALIZED_TIME, INTEGER, OCTET_STRING, OID, SEQUENCE, all,
    bit_string, time,
};
use super::{extensions, names, reading};
use crate::asked_time::AskedTime;
use crate::certificate::{Certificate, Contents};
use crate::der::Tree;
use crate::name::{DistinguishedName, NameComparison};
use crate::oid::known;
use crate::path::{Edge, Ledger};
use crate::revocation::{
    Heard, IssuerDigests, Objection, Reason, Revoked, Stapled, limit, signature_id,
};
use crate::signature::{Scheme, Task, sha1};
use crate::time::Time;

/// A longer one has no place in the handshake (b:`ssl/ssl_lib.cc`, `max_cert_list`).
const LONGEST: usize = 100 * 1024;

const ENUMERATED: u8 = 0x0a;
const NULL: u8 = 0x05;
const EXPLICIT: u8 = 0xa0;

/// The elements of a response. What is wrong with one is told nowhere.
trait Plain<'a> {
    /// The next, whatever it is.
    fn next(&mut self) -> Option<Element<'a>>;
    /// The next, which must have this tag.
    fn one(&mut self, tag: u8) -> Option<Element<'a>>;
    /// The next, if it has this tag.
    fn one_if(&mut self, tag: u8) -> Option<Option<Element<'a>>>;
    /// Nothing must follow.
    fn end(&self) -> Option<()>;
}

impl<'a> Plain<'a> for Elements<'a> {
    fn next(&mut self) -> Option<Element<'a>> {
        self.any().ok()
    }

    fn one(&mut self, tag: u8) -> Option<Element<'a>> {
        self.take(tag, "").ok()
    }

    fn one_if(&mut self, tag: u8) -> Option<Option<Element<'a>>> {
        self.take_if(tag).ok()
    }

    fn end(&self) -> Option<()> {
        self.is_empty().then_some(())
    }
}

/// The one element that there must be.
fn only<'a>(mut elements: Elements<'a>, tag: u8) -> Option<Element<'a>> {
    let element = elements.one(tag)?;
    elements.end()?;
    Some(element)
}

/// What Chrome has against the response. Signatures that are not known yet are taken for valid meanwhile; `None`: the response
/// says nothing that counts.
pub(super) fn hear<'a>(stapled: &Stapled<'a, '_>, ledger: &mut Ledger<'a>) -> Option<Heard> {
    if stapled.response.len() > LONGEST {
        return None;
    }
    let response = response(stapled.response)?;
    let data = data(response.data)?;
    let (child, issuer) = (stapled.child, stapled.issuer);
    let (of_child, of_issuer) = child.contents.as_ref().zip(issuer.contents.as_ref())?;
    let (first, last) = of_child.not_before.zip(of_child.not_after)?;
    if data.produced_at < first || data.produced_at > last {
        return None;
    }
    let target = Target {
        issuer,
        of_child,
        of_issuer,
        digests: stapled.digests,
        time: stapled.time,
    };
    let status = target.status(data.responses)?;
    // What the signature is good for is asked last, and of nothing but what counts.
    if !target.is_signed(&response, data.responder, ledger) {
        return None;
    }
    match status {
        Status::Good => Some(Ok(())),
        Status::Unknown => None,
        Status::Revoked(revoked) => Some(Err(Objection {
            revoked: Some(revoked),
            ..Objection::default()
        })),
    }
}

fn bytes<'a>(der: &'a [u8], range: &std::ops::Range<usize>) -> Option<&'a [u8]> {
    der.get(range.clone())
}

/// BasicOCSPResponse.
struct Response<'a> {
    data: Element<'a>,
    algorithm: Element<'a>,
    /// Without the octet that counts unused bits; `None`: there are some.
    signature: Option<&'a [u8]>,
    certificates: Vec<&'a [u8]>,
}

/// `ParseOCSPResponse`, `ParseBasicOCSPResponse`; `None`: the responder gives no answer.
fn response(der: &[u8]) -> Option<Response<'_>> {
    let mut fields = only(all(der), SEQUENCE)?.children();
    let status = fields.one(ENUMERATED)?;
    match status.bytes() {
        [0] => {}
        _ => return None, // an error, or no status at all
    }
    let explicit = fields.one(EXPLICIT)?.children();
    let mut contents = only(explicit, SEQUENCE)?.children();
    let kind = contents.one(OID)?;
    if kind.bytes() != known::OCSP_BASIC {
        return None;
    }
    let basic = contents.one(OCTET_STRING)?.children();
    contents.end()?;
    fields.end()?;

    let mut basic = only(basic, SEQUENCE)?.children();
    let data = basic.next()?;
    let algorithm = basic.next()?;
    let signature = basic.one(BIT_STRING)?;
    bit_string(signature).ok()?;
    let mut certificates = Vec::new();
    if let Some(explicit) = basic.one_if(EXPLICIT)? {
        let mut list = only(explicit.children(), SEQUENCE)?.children();
        while !list.is_empty() {
            certificates.push(list.next()?.whole());
        }
    }
    basic.end()?;
    Some(Response {
        data,
        algorithm,
        signature: signature.bytes().strip_prefix(&[0]),
        certificates,
    })
}

/// ResponseData.
struct Data<'a> {
    responder: Responder<'a>,
    produced_at: Time,
    responses: Elements<'a>,
}

/// ResponderID.
enum Responder<'a> {
    /// `None`: one that is like no other, as it cannot be read.
    Name(Option<DistinguishedName>),
    /// A SHA-1.
    Key(&'a [u8]),
}

/// `ParseOCSPResponseData`, `ParseOCSPResponseDataExtensions`.
fn data(data: Element<'_>) -> Option<Data<'_>> {
    if data.tag != SEQUENCE {
        return None;
    }
    let mut fields = data.children();
    if let Some(version) = fields.one_if(EXPLICIT)? {
        let version = only(version.children(), INTEGER)?;
        if version.bytes() != [0] {
            return None;
        }
    }
    let responder = fields.next()?;
    let responder = match responder.tag {
        0xa1 => Responder::Name(name(responder.children())),
        0xa2 => {
            let hash = only(responder.children(), OCTET_STRING)?;
            if hash.bytes().len() != 20 {
                return None;
            }
            Responder::Key(hash.bytes())
        }
        _ => return None,
    };
    let produced_at = generalized_time(&mut fields)?;
    let responses = fields.one(SEQUENCE)?.children();
    let mut each = responses.clone();
    while !each.is_empty() {
        each.next()?;
    }
    if let Some(list) = fields.one_if(0xa1)? {
        no_critical(list, &[])?;
    }
    fields.end()?;
    Some(Data {
        responder,
        produced_at,
        responses,
    })
}

/// What follows it is not looked at.
fn name(mut fields: Elements<'_>) -> Option<DistinguishedName> {
    let name = fields.one(SEQUENCE)?;
    names::each_attribute(name, |_, _| Ok(())).ok()?;
    let tree = Tree::read(name.whole(), 0..name.whole().len());
    DistinguishedName::read(tree.root()?).ok()
}

/// No critical extension but these.
fn no_critical(list: Element<'_>, known: &[&[u8]]) -> Option<()> {
    let extensions = extensions::parse(list.children()).ok()?;
    let is_refused = |(oid, critical, _): &(&[u8], bool, _)| *critical && !known.contains(oid);
    match extensions.iter().any(is_refused) {
        true => None,
        false => Some(()),
    }
}

/// Second 60 counts as 59.
fn generalized_time(fields: &mut Elements<'_>) -> Option<Time> {
    if fields.peek() != Some(GENERALIZED_TIME) {
        return None;
    }
    let [year, month, day, hour, minute, second] = time(fields).ok()?;
    let [month, day, hour, minute] = [month, day, hour, minute].map(|number| number as u8);
    Time::from_utc(year as i32, month, day, hour, minute, second.min(59) as u8)
}

enum Status {
    Good,
    Revoked(Revoked),
    Unknown,
}

/// SingleResponse.
struct Single<'a> {
    id: Element<'a>,
    status: Status,
    this_update: Time,
    next_update: Option<Time>,
}

/// `ParseOCSPSingleResponse`, `ParseOCSPSingleResponseExtensions`.
fn single(element: Element<'_>) -> Option<Single<'_>> {
    if element.tag != SEQUENCE {
        return None;
    }
    let mut fields = element.children();
    let id = fields.next()?;
    let status = status(fields.next()?)?;
    let this_update = generalized_time(&mut fields)?;
    let next_update = match fields.one_if(EXPLICIT)? {
        Some(explicit) => {
            let mut inner = explicit.children();
            let time = generalized_time(&mut inner)?;
            inner.end()?;
            Some(time)
        }
        None => None,
    };
    let extensions = fields.one_if(0xa1)?;
    fields.end()?;
    if let Some(list) = extensions {
        no_critical(list, &[known::OCSP_SCTS])?;
    }
    Some(Single {
        id,
        status,
        this_update,
        next_update,
    })
}

/// `ParseCertStatus`, `ParseRevokedInfo`.
fn status(element: Element<'_>) -> Option<Status> {
    match element.tag {
        0x80 if element.bytes().is_empty() => Some(Status::Good),
        0x82 if element.bytes().is_empty() => Some(Status::Unknown),
        0xa1 => {
            let mut fields = element.children();
            let at = generalized_time(&mut fields)?;
            let reason = match fields.one_if(EXPLICIT)? {
                None => Some(Reason::UNSPECIFIED),
                Some(explicit) => match only(explicit.children(), ENUMERATED)?.bytes() {
                    [number] => Reason::from_number(*number),
                    _ => None,
                },
            };
            fields.end()?;
            let reason = reason?;
            Some(Status::Revoked(Revoked {
                at,
                reason,
                invalidity_date: None,
                source: "ocsp",
            }))
        }
        _ => None,
    }
}

/// The certificate that is asked about, and who issued it.
struct Target<'a, 'f> {
    issuer: &'a Certificate,
    of_child: &'a Contents,
    of_issuer: &'a Contents,
    digests: &'f IssuerDigests<'f>,
    time: &'a AskedTime,
}

impl<'a> Target<'a, '_> {
    /// `GetRevocationStatusForCert`: revoked before unknown before good, of those that are current. `None`: nothing is said of
    /// the certificate, or something cannot be read.
    fn status(&self, mut responses: Elements<'_>) -> Option<Status> {
        let mut found = None;
        while !responses.is_empty() {
            let single = single(responses.next()?)?;
            if !self.is_meant(single.id)? || !self.is_current(&single) {
                continue;
            }
            if matches!(
                (&found, &single.status),
                (None | Some(Status::Good), _) | (_, Status::Revoked(_))
            ) {
                found = Some(single.status);
            }
        }
        found
    }

    /// The issuer's SubjectPublicKeyInfo.
    fn spki(&self) -> &'a [u8] {
        self.issuer.bytes(&self.of_issuer.spki)
    }

    /// `CheckRevocationDateValid`, without a limit of age.
    fn is_current(&self, single: &Single<'_>) -> bool {
        let ends = single.next_update.map(Time::unix);
        !self.time.is_before(single.this_update)
            && ends.is_none_or(|end| self.time.is_before_unix(end))
    }

    /// `ParseOCSPCertID`, `CheckCertIDMatchesCertificate`.
    fn is_meant(&self, id: Element<'_>) -> Option<bool> {
        if id.tag != SEQUENCE {
            return None;
        }
        let mut fields = id.children();
        let mut algorithm = fields.one(SEQUENCE)?.children();
        let oid = algorithm.one(OID)?;
        if let Some(null) = algorithm.one_if(NULL)?
            && !null.bytes().is_empty()
        {
            return None;
        }
        algorithm.end()?;
        let (of_name, of_key) = self.digests.by(oid.bytes())?;
        let name = fields.one(OCTET_STRING)?;
        let key = fields.one(OCTET_STRING)?;
        let serial = fields.one(INTEGER)?;
        fields.end()?;
        Some(
            serial.bytes() == self.of_child.serial
                && name.bytes() == of_name
                && key.bytes() == of_key,
        )
    }

    /// `VerifyOCSPResponseSignature`: by the issuer, or by one of the certificates, which the issuer has signed for that purpose.
    fn is_signed(
        &self,
        response: &Response<'a>,
        responder: Responder<'_>,
        ledger: &mut Ledger<'a>,
    ) -> bool {
        let Some((oid, parameters)) = reading::algorithm(response.algorithm.whole()) else {
            return false;
        };
        let scheme = Scheme::from_algorithm(oid, parameters)
            .ok()
            .filter(is_known);
        let (Some(scheme), Some(signature)) = (scheme, response.signature) else {
            return false;
        };
        let task = |spki| Task {
            scheme,
            spki,
            message: response.data.whole(),
            signature,
        };
        if responder.is(self.issuer, self.of_issuer) && is_valid(task(self.spki()), ledger) {
            return true;
        }
        let certificates = response.certificates.iter().take(limit::CERTIFICATES);
        certificates.copied().any(|der| {
            let certificate = Certificate::read(der.to_vec());
            let Some(contents) = &certificate.contents else {
                return false;
            };
            responder.is(&certificate, contents)
                && self.may_sign(der, &certificate, contents, ledger)
                && bytes(der, &contents.spki).is_some_and(|spki| is_valid(task(spki), ledger))
        })
    }

    /// `VerifyAuthorizedResponderCert`: signed by the issuer, with id-kp-OCSPSigning. Neither its dates nor its issuer's name are
    /// looked at, nor what else a path would be asked (`staple/revoked-by-responder-expired` …; BoringSSL's newest source asks it).
    fn may_sign(
        &self,
        der: &'a [u8],
        certificate: &Certificate,
        contents: &Contents,
        ledger: &mut Ledger<'a>,
    ) -> bool {
        let purposes = contents.extended_key_usage().unwrap_or_default();
        let unused_bits = contents.signature.start.checked_sub(1);
        let has_whole_octets = unused_bits.and_then(|at| der.get(at)) == Some(&0);
        if reading::problem(certificate, false).is_some()
            || !has_whole_octets
            || !purposes
                .iter()
                .any(|oid| oid.content() == known::OCSP_SIGNING)
        {
            return false;
        }
        let (Some(scheme), Some(message), Some(signature)) = (
            contents.scheme.ok().filter(is_known),
            bytes(der, &contents.tbs),
            bytes(der, &contents.signature),
        ) else {
            return false;
        };
        let task = Task {
            scheme,
            spki: self.spki(),
            message,
            signature,
        };
        is_valid(task, ledger)
    }
}

impl Responder<'_> {
    /// `CheckResponderIDMatchesCertificate`.
    fn is(&self, certificate: &Certificate, contents: &Contents) -> bool {
        match self {
            Self::Key(hash) => sha1(certificate.bytes(&contents.key_bits)).as_slice() == *hash,
            Self::Name(name) => {
                let name = name.as_ref();
                name.is_some_and(|name| name.matches(&contents.subject, NameComparison::Chromium))
            }
        }
    }
}

/// `ParseSignatureAlgorithm`. (SHA-1, which Chrome takes here, is not verified: such a response says nothing.)
fn is_known(scheme: &Scheme) -> bool {
    match scheme {
        Scheme::Ed25519 => false,
        Scheme::RsaPss { hash, salt_length } => *salt_length == hash.size(),
        _ => true,
    }
}

fn is_valid<'a>(task: Task<'a>, ledger: &mut Ledger<'a>) -> bool {
    matches!(
        ledger.ask(signature_id(&task), task),
        Edge::Valid | Edge::Pending
    )
}
