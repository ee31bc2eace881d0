//! A stapled OCSP response as mozilla::pkix reads and judges it (mozpkix `pkixocsp.cpp`, `VerifyEncodedOCSPResponse`): from the
//! outside in, the signature as soon as it is known who signed, and only then what is said. The first thing that is wrong is the
//! error. Of what it says about other certificates hardly anything is read, and of a revocation nothing but that it is one.

use super::algorithm::{self, Digest, Kind};
use super::alone::{self, Ask};
use super::key::{self, Key};
use super::reader::{Input, Reader, Reading, Refusal, tag};
use super::reading::{BackCert, optional_version};
use super::{Code, decide, nss, validity};
use crate::asked_time::AskedTime;
use crate::path::{Edge, Ledger};
use crate::request::Purpose;
use crate::revocation::{HASHES, Heard, Objection, Reason, Revoked, Stapled, signature_id};
use crate::signature::{self, Hash, KeyRefusal, Scheme, Task, sha1};
use crate::time::Time;

const DAY: i64 = 24 * 60 * 60;
/// For wrong clocks.
const SLOP: i64 = DAY;
/// `maxOCSPLifetimeInDays`.
const LONGEST_LIFE: i64 = 10 * DAY;
/// `NonOwningDERArray`.
const MOST_CERTIFICATES: usize = 8;

/// id-pkix-ocsp-basic (RFC 6960 §4.2.1).
const BASIC: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 1, 1];
/// The extension of an answer that holds SCTs (RFC 6962 §3.3).
const SCTS: &[u8] = &[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 5];

const EXPLICIT: u8 = tag::CONTEXT | tag::CONSTRUCTED;

/// What Firefox has against the response. Signatures that are not known yet are taken for valid meanwhile; `None`: nothing can be
/// said, as one of the two certificates cannot be read.
pub(super) fn hear<'a>(stapled: &Stapled<'a>, ledger: &mut Ledger<'a>) -> Option<Heard> {
    let child = BackCert::read(&stapled.child.der).ok()?;
    let issuer = BackCert::read(&stapled.issuer.der).ok()?;
    let mut context = Context {
        child,
        issuer,
        time: stapled.time,
        ledger,
        said: None,
        is_expired: false,
        is_about_child: false,
        until: None,
    };
    Some(context.judge(Input::whole(stapled.response)))
}

/// Context, and `CertID`: what is asked about, and what was found out so far.
struct Context<'a, 'l> {
    child: BackCert<'a>,
    issuer: BackCert<'a>,
    time: &'l AskedTime,
    ledger: &'l mut Ledger<'a>,
    /// `None`: unknown.
    said: Option<Said>,
    is_expired: bool,
    is_about_child: bool,
    /// The last second at which nothing of what it says of the certificate is expired.
    until: Option<i64>,
}

/// "revoked overrides good and unknown; good overrides unknown".
enum Said {
    Good,
    /// With the details, where they can be read.
    Revoked(Option<Revoked>),
}

/// What is signed and by what signature.
#[derive(Clone, Copy)]
struct SignedData<'a> {
    data: Input<'a>,
    algorithm: Input<'a>,
    signature: Input<'a>,
}

impl<'a> Context<'a, '_> {
    /// `VerifyEncodedOCSPResponse`, and of what it finds `CheckRevocationByOCSP`: which errors do not count below Firefox's own
    /// roots.
    fn judge(&mut self, response: Input<'a>) -> Heard {
        self.response(response).map_err(objection)?;
        let is_tolerated = self.is_expired;
        let refuse = |code: Code, words, is_tolerated| {
            Err(Objection {
                error: code.name(),
                words,
                is_tolerated,
                revoked: None,
            })
        };
        if !self.is_about_child {
            let words = "it speaks of another certificate";
            return refuse(Code::OcspResponseForCertMissing, words, true);
        }
        match self.said.take() {
            Some(Said::Good) if self.is_expired => refuse(
                Code::OcspOldResponse,
                "it is outdated, or older than ten days",
                true,
            ),
            Some(Said::Good) => Ok(self.until.map(Time::from_unix)),
            Some(Said::Revoked(revoked)) => Err(Objection {
                error: Code::RevokedCertificate.name(),
                words: "it says that the certificate is revoked, and since when cannot be read",
                is_tolerated,
                revoked,
            }),
            None => refuse(
                Code::OcspUnknownCert,
                "the responder does not know the certificate",
                is_tolerated,
            ),
        }
    }

    /// `OCSPResponse`, `ResponseBytes`.
    fn response(&mut self, response: Input<'a>) -> Reading<()> {
        let mut outer = response.reader();
        let mut fields = outer.expect(tag::SEQUENCE)?.reader();
        let offset = fields.offset();
        match fields.enumerated()? {
            0 => {}
            1 => return Err(refused(Code::OcspMalformedRequest, offset)),
            2 => return Err(refused(Code::OcspServerError, offset)),
            3 => return Err(refused(Code::OcspTryServerLater, offset)),
            5 => return Err(refused(Code::OcspRequestNeedsSignature, offset)),
            6 => return Err(refused(Code::OcspUnauthorizedRequest, offset)),
            _ => return Err(refused(Code::OcspUnknownResponseStatus, offset)),
        }
        let mut explicit = fields.expect(EXPLICIT)?.reader();
        let mut bytes = explicit.expect(tag::SEQUENCE)?.reader();
        let kind = bytes.expect(tag::OID)?;
        if kind.bytes != BASIC {
            return Err(refused(Code::BadDer, kind.offset));
        }
        let mut basic = bytes.expect(tag::OCTET_STRING)?.reader();
        let mut content = basic.expect(tag::SEQUENCE)?.reader();
        self.basic(&mut content)?;
        content.end()?;
        basic.end()?;
        bytes.end()?;
        explicit.end()?;
        fields.end()?;
        outer.end()
    }

    /// `BasicResponse`.
    fn basic(&mut self, fields: &mut Reader<'a>) -> Reading<()> {
        let data = fields.expect_whole(tag::SEQUENCE)?;
        let algorithm = fields.expect(tag::SEQUENCE)?;
        let signature = fields.octets_of_bit_string().map_err(|refusal| Refusal {
            code: Code::OcspBadSignature,
            ..refusal
        })?;
        let mut certificates = Vec::new();
        if !fields.is_at_end() {
            let mut explicit = fields.expect(EXPLICIT)?.reader();
            let mut list = explicit.expect(tag::SEQUENCE)?.reader();
            while !list.is_at_end() {
                let offset = list.offset();
                certificates.push(list.expect_whole(tag::SEQUENCE)?);
                if certificates.len() > MOST_CERTIFICATES {
                    return Err(refused(Code::BadDer, offset));
                }
            }
            explicit.end()?;
        }
        let signed = SignedData {
            data,
            algorithm,
            signature,
        };
        self.data(signed, &certificates)
    }

    /// `ResponseData`.
    fn data(&mut self, signed: SignedData<'a>, certificates: &[Input<'a>]) -> Reading<()> {
        let mut fields = signed.data.only(tag::SEQUENCE)?.reader();
        let offset = fields.offset();
        if optional_version(&mut fields)? != 0 {
            return Err(refused(Code::BadDer, offset));
        }
        const BY_NAME: u8 = EXPLICIT | 1;
        const BY_KEY: u8 = EXPLICIT | 2;
        let responder = match fields.peek(BY_NAME) {
            true => Responder::Name(fields.expect(BY_NAME)?),
            false => Responder::Key(fields.expect(BY_KEY)?),
        };
        self.verify_signature(responder, signed, certificates)?;
        validity::generalized_time(&mut fields)?; // producedAt
        let mut responses = fields.expect(tag::SEQUENCE)?.reader();
        loop {
            let mut single = responses.expect(tag::SEQUENCE)?.reader();
            self.single(&mut single)?;
            single.end()?;
            if responses.is_at_end() {
                break;
            }
        }
        extensions(&mut fields, &[]) // what follows is not looked at
    }

    /// `SingleResponse`.
    fn single(&mut self, fields: &mut Reader<'a>) -> Reading<()> {
        if !self.is_asked_about(fields.expect(tag::SEQUENCE)?)? {
            *fields = Input::default().reader();
            return Ok(());
        }
        self.is_about_child = true;
        const GOOD: u8 = tag::CONTEXT;
        const REVOKED: u8 = EXPLICIT | 1;
        const UNKNOWN: u8 = tag::CONTEXT | 2;
        if fields.peek(REVOKED) {
            self.said = Some(Said::Revoked(revoked(fields.expect(REVOKED)?)));
        } else {
            let is_good = fields.peek(GOOD);
            let status = fields.expect(if is_good { GOOD } else { UNKNOWN })?;
            if !status.bytes.is_empty() {
                return Err(refused(Code::BadDer, status.offset));
            }
            if is_good && self.said.is_none() {
                self.said = Some(Said::Good);
            }
        }
        let offset = fields.offset();
        let this_update = validity::generalized_time(fields)?.unix();
        if self.time.is_before_unix(this_update - SLOP) {
            return Err(refused(Code::OcspFutureResponse, offset));
        }
        let mut end = this_update + DAY;
        if fields.peek(EXPLICIT) {
            let mut explicit = fields.expect(EXPLICIT)?.reader();
            let next_update = validity::generalized_time(&mut explicit)?.unix();
            explicit.end()?;
            if next_update < this_update {
                return Err(Refusal {
                    rule: ENDS_BEFORE_IT_BEGINS,
                    ..refused(Code::OcspMalformedResponse, offset)
                });
            }
            end = next_update.min(this_update + LONGEST_LIFE);
        }
        let last = end + SLOP;
        self.is_expired |= !self.time.is_before_unix(last + 1);
        self.until = Some(self.until.map_or(last, |until| until.min(last)));
        extensions(fields, &[SCTS])
    }

    /// `CertID`: whether it names the certificate that is asked about.
    fn is_asked_about(&self, id: Input<'a>) -> Reading<bool> {
        let mut fields = id.reader();
        let mut algorithm = fields.expect(tag::SEQUENCE)?.reader();
        let digest = algorithm.expect(tag::OID)?;
        if algorithm.peek(tag::NULL) && !algorithm.expect(tag::NULL)?.bytes.is_empty() {
            return Err(refused(Code::BadDer, digest.offset));
        }
        let known = HASHES.iter().find(|(oid, _)| *oid == digest.bytes);
        let Some((_, hash)) = known else {
            return Ok(false);
        };
        algorithm.end()?;
        let name_hash = fields.expect(tag::OCTET_STRING)?;
        let key_hash = fields.expect(tag::OCTET_STRING)?;
        let serial = fields.integer()?;
        if serial.bytes != self.child.serial.bytes
            || !is_hash(name_hash, &hash(self.child.issuer.bytes))?
        {
            return Ok(false);
        }
        let is_key = is_key_hash(key_hash, self.issuer.spki, *hash)?;
        fields.end()?;
        Ok(is_key)
    }

    /// `VerifySignature`: by the issuer, or by one of the certificates, which the issuer has signed for that purpose.
    fn verify_signature(
        &mut self,
        responder: Responder<'a>,
        signed: SignedData<'a>,
        certificates: &[Input<'a>],
    ) -> Reading<()> {
        let bad = |refusal: Refusal| match refusal.code {
            Code::BadSignature => Refusal {
                code: Code::OcspBadSignature,
                ..refusal
            },
            _ => refusal,
        };
        // Of the issuer it is the name that stands in the leaf.
        if responder.is(self.child.issuer, self.issuer.spki)? {
            return self.verify(signed, self.issuer.spki).map_err(bad);
        }
        for der in certificates {
            let certificate = BackCert::read(der.bytes);
            let certificate = certificate.map_err(|it| refused(it.code, der.offset))?;
            if responder.is(certificate.subject, certificate.spki) != Ok(true) {
                continue;
            }
            // `GetCertTrust`, of all that is asked of it the one thing that ends the search.
            nss::check(der.bytes)?;
            if self.may_sign(&certificate, *der).is_ok() {
                return self.verify(signed, certificate.spki).map_err(bad);
            }
        }
        Err(refused(Code::OcspInvalidSigningCert, signed.data.offset))
    }

    /// `CheckOCSPResponseSignerCert`.
    fn may_sign(&mut self, certificate: &BackCert<'a>, der: Input<'a>) -> Reading<()> {
        let ask = Ask {
            time: self.time.clone(),
            purpose: Purpose::Server,
            key_usage: 0,
            minimum_rsa: decide::RSA_BITS_WEAK,
            cas_below: None,
            is_anchor: false,
            is_responder: true,
        };
        alone::check(certificate, &ask).map_err(|broken| refused(broken.code, der.offset))?;
        if certificate.issuer.bytes != self.child.issuer.bytes {
            return Err(refused(Code::OcspInvalidSigningCert, der.offset));
        }
        let signed = SignedData {
            data: der
                .only(tag::SEQUENCE)?
                .reader()
                .expect_whole(tag::SEQUENCE)?,
            algorithm: certificate.outer_algorithm,
            signature: certificate.signature,
        };
        self.verify(signed, self.issuer.spki)
    }

    /// `VerifySignedData`. SHA-1, which Firefox takes here, is not verified: it counts as no signature.
    fn verify(&mut self, signed: SignedData<'a>, spki: Input<'a>) -> Reading<()> {
        let offset = signed.algorithm.offset;
        let algorithm = algorithm::read(signed.algorithm)?;
        let is_rsa = matches!(key::check(spki, 0), Ok(Key::Rsa { .. }));
        if is_rsa != (algorithm.kind != Kind::Ecdsa) {
            return Err(refused(Code::InvalidKey, offset));
        }
        let key = signature::parse_public_key(spki.bytes);
        if matches!(key, Err(refusal) if refusal != KeyRefusal::ModulusEven) {
            return Err(refused(Code::UnknownError, offset));
        }
        let scheme = match (algorithm.kind, algorithm.digest) {
            (_, Digest::Sha1) => None,
            (kind, Digest::Sha256) => Some(scheme(kind, Hash::Sha256, 32)),
            (kind, Digest::Sha384) => Some(scheme(kind, Hash::Sha384, 48)),
            (kind, Digest::Sha512) => Some(scheme(kind, Hash::Sha512, 64)),
        };
        let edge = scheme.map_or(Edge::Unverifiable, |scheme| {
            let task = Task {
                scheme,
                spki: spki.bytes,
                message: signed.data.bytes,
                signature: signed.signature.bytes,
            };
            self.ledger.ask(signature_id(&task), task)
        });
        match edge {
            Edge::Valid | Edge::Pending => Ok(()),
            Edge::Invalid | Edge::NotChecked | Edge::Unverifiable => {
                Err(refused(Code::BadSignature, offset))
            }
        }
    }
}

fn scheme(kind: Kind, hash: Hash, salt_length: u32) -> Scheme {
    match kind {
        Kind::RsaPkcs1 => Scheme::RsaPkcs1(hash),
        Kind::RsaPss => Scheme::RsaPss { hash, salt_length },
        Kind::Ecdsa => Scheme::Ecdsa(hash),
    }
}

/// Who the response says has signed it.
#[derive(Clone, Copy)]
enum Responder<'a> {
    /// A Name, whole.
    Name(Input<'a>),
    /// An OCTET STRING, whole.
    Key(Input<'a>),
}

impl Responder<'_> {
    /// `MatchResponderID`.
    fn is(self, subject: Input<'_>, spki: Input<'_>) -> Reading<bool> {
        match self {
            Self::Name(name) => Ok(name.bytes == subject.bytes),
            Self::Key(hash) => {
                let hash = hash.reader().expect(tag::OCTET_STRING)?;
                is_key_hash(hash, spki, |bytes| sha1(bytes).to_vec())
            }
        }
    }
}

/// Whether it is this digest, and in any case as long.
fn is_hash(hash: Input<'_>, digest: &[u8]) -> Reading<bool> {
    match hash.bytes.len() == digest.len() {
        true => Ok(hash.bytes == digest),
        false => Err(refused(Code::OcspMalformedResponse, hash.offset)),
    }
}

/// `MatchKeyHash`.
fn is_key_hash(hash: Input<'_>, spki: Input<'_>, of: fn(&[u8]) -> Vec<u8>) -> Reading<bool> {
    let mut info = spki.only(tag::SEQUENCE)?.reader();
    info.expect(tag::SEQUENCE)?;
    let key = info.octets_of_bit_string()?;
    info.end()?;
    is_hash(hash, &of(key.bytes))
}

/// `OptionalExtensions`: none is known but `known`, and of those none twice and none empty.
fn extensions(fields: &mut Reader<'_>, known: &[&[u8]]) -> Reading<()> {
    if !fields.peek(EXPLICIT | 1) {
        return Ok(());
    }
    let mut explicit = fields.expect(EXPLICIT | 1)?.reader();
    let mut list = explicit.expect(tag::SEQUENCE)?.reader(); // an empty one is let through
    let mut is_seen = false;
    while !list.is_at_end() {
        let mut extension = list.expect(tag::SEQUENCE)?.reader();
        let oid = extension.expect(tag::OID)?;
        let is_critical = extension.optional_boolean()?;
        let value = extension.expect(tag::OCTET_STRING)?;
        let is_known = known.contains(&oid.bytes);
        if is_known && (std::mem::replace(&mut is_seen, true) || value.bytes.is_empty()) {
            return Err(refused(Code::ExtensionValueInvalid, oid.offset));
        }
        if is_critical && !is_known {
            return Err(refused(Code::UnknownCriticalExtension, oid.offset));
        }
        extension.end()?;
    }
    explicit.end()
}

/// RevokedInfo (RFC 6960 §4.2.1), which Firefox does not read: for the person who asks.
fn revoked(info: Input<'_>) -> Option<Revoked> {
    let mut fields = info.reader();
    let at: Time = validity::generalized_time(&mut fields).ok()?;
    let reason = match fields.peek(EXPLICIT) {
        true => {
            let number = fields.expect(EXPLICIT).ok()?.reader().enumerated().ok()?;
            Reason::from_number(number)?
        }
        false => Reason::UNSPECIFIED,
    };
    Some(Revoked {
        at,
        reason,
        invalidity_date: None,
        source: "ocsp",
    })
}

pub(super) const MALFORMED: &str = "it is not an OCSP response as RFC 6960 writes it";
const ENDS_BEFORE_IT_BEGINS: &str = "it ends before it begins";

/// What a person reads comes from the code alone, with one exception.
fn refused(code: Code, offset: usize) -> Refusal {
    let rule = MALFORMED;
    Refusal { code, rule, offset }
}

/// `MapBadDERToMalformedOCSPResponse`, and what a person reads.
fn objection(refusal: Refusal) -> Objection {
    let code = match refusal.code {
        Code::BadDer => Code::OcspMalformedResponse,
        code => code,
    };
    let words = match code {
        _ if refusal.rule == ENDS_BEFORE_IT_BEGINS => refusal.rule,
        Code::OcspTryServerLater => "the responder says \u{201c}try later\u{201d}",
        Code::OcspMalformedRequest => "the responder says that the request was malformed",
        Code::OcspServerError => "the responder says that it failed",
        Code::OcspRequestNeedsSignature => "the responder asks for signed requests",
        Code::OcspUnauthorizedRequest => "the responder says that it may not answer",
        Code::OcspBadSignature => "its signature does not verify",
        Code::OcspFutureResponse => "it is dated in the future",
        Code::OcspInvalidSigningCert => "it is signed by somebody who may not speak for the CA",
        Code::InvalidTime => "a time in it is not written as Firefox reads it",
        Code::UnknownCriticalExtension => {
            "it has a critical extension that Firefox does not know, or its signer's certificate has"
        }
        Code::InvalidArgs | Code::LibraryFailure => "its signer's certificate cannot be read",
        _ => MALFORMED,
    };
    Objection {
        error: code.name(),
        words,
        is_tolerated: matches!(
            code,
            Code::OcspTryServerLater | Code::OcspInvalidSigningCert
        ),
        revoked: None,
    }
}
