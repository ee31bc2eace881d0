//! A stapled OCSP response as mozilla::pkix reads and judges it (mozpkix `pkixocsp.cpp`, `VerifyEncodedOCSPResponse`): from the
//! outside in, the signature as soon as it is known who signed, and only then what is said. The first thing that is wrong is the
//! error. Of what it says about other certificates hardly anything is read, and of a revocation nothing but that it is one.

use super::algorithms::{self, Digest, Kind};
use super::back_cert::{BackCert, optional_version};
use super::one_certificate::{self, Ask};
use super::reader::{Input, Reader, Reading, Refusal, tag};
use super::{Code, keys, nss, validity};
use crate::asked_time::AskedTime;
use crate::oid::known;
use crate::path::{Edge, Ledger};
use crate::request::Purpose;
use crate::revocation::{Heard, IssuerDigests, Objection, Reason, Revoked, Stapled, signature_id};
use crate::signature::{self, Hash, Scheme, Task, sha1};
use crate::time::Time;

const DAY: i64 = 24 * 60 * 60;
/// For wrong clocks.
const SLOP: i64 = DAY;
/// `maxOCSPLifetimeInDays`.
const LONGEST_LIFE: i64 = 10 * DAY;
/// `NonOwningDERArray`.
const MOST_CERTIFICATES: usize = 8;

const EXPLICIT: u8 = tag::CONTEXT | tag::CONSTRUCTED;

/// What Firefox has against the response. Signatures that are not known yet are taken for valid meanwhile; `None`: nothing can be
/// said, as one of the two certificates cannot be read.
pub(super) fn hear<'a>(stapled: &Stapled<'a, '_>, ledger: &mut Ledger<'a>) -> Option<Heard> {
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
        digests: stapled.digests,
        scts: None,
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
    digests: &'l IssuerDigests<'l>,
    scts: Option<Input<'a>>,
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
            // Timestamps are not read, but for their OCTET STRING.
            Some(Said::Good) => match self.scts.map(|list| list.only(tag::OCTET_STRING)) {
                Some(Err(refusal)) => Err(objection(refusal)),
                _ => Ok(()),
            },
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
        match fields.enumerated()? {
            0 => {}
            1 => return Err(refused(Code::OcspMalformedRequest)),
            2 => return Err(refused(Code::OcspServerError)),
            3 => return Err(refused(Code::OcspTryServerLater)),
            5 => return Err(refused(Code::OcspRequestNeedsSignature)),
            6 => return Err(refused(Code::OcspUnauthorizedRequest)),
            _ => return Err(refused(Code::OcspUnknownResponseStatus)),
        }
        let mut explicit = fields.expect(EXPLICIT)?.reader();
        let mut bytes = explicit.expect(tag::SEQUENCE)?.reader();
        let kind = bytes.expect(tag::OID)?;
        if kind.bytes != known::OCSP_BASIC {
            return Err(refused(Code::BadDer));
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
                certificates.push(list.expect_whole(tag::SEQUENCE)?);
                if certificates.len() > MOST_CERTIFICATES {
                    return Err(refused(Code::BadDer));
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
        if optional_version(&mut fields)? != 0 {
            return Err(refused(Code::BadDer));
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
        extensions(&mut fields, |_, _| Ok(false)) // what follows is not looked at
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
                return Err(refused(Code::BadDer));
            }
            if is_good && self.said.is_none() {
                self.said = Some(Said::Good);
            }
        }
        let this_update = validity::generalized_time(fields)?.unix();
        if self.time.is_before_unix(this_update - SLOP) {
            return Err(refused(Code::OcspFutureResponse));
        }
        let mut end = this_update + DAY;
        if fields.peek(EXPLICIT) {
            let mut explicit = fields.expect(EXPLICIT)?.reader();
            let next_update = validity::generalized_time(&mut explicit)?.unix();
            explicit.end()?;
            if next_update < this_update {
                return Err(Refusal {
                    rule: ENDS_BEFORE_IT_BEGINS,
                    ..refused(Code::OcspMalformedResponse)
                });
            }
            end = next_update.min(this_update + LONGEST_LIFE);
        }
        self.is_expired |= !self.time.is_before_unix(end + SLOP + 1);
        let scts = &mut self.scts;
        extensions(fields, |oid, value| match oid == known::OCSP_SCTS {
            true if value.bytes.is_empty() || scts.replace(value).is_some() => {
                Err(refused(Code::ExtensionValueInvalid))
            }
            is_known => Ok(is_known),
        })
    }

    /// `CertID`: whether it names the certificate that is asked about.
    fn is_asked_about(&self, id: Input<'a>) -> Reading<bool> {
        let mut fields = id.reader();
        let mut algorithm = fields.expect(tag::SEQUENCE)?.reader();
        let digest = algorithm.expect(tag::OID)?;
        if algorithm.peek(tag::NULL) && !algorithm.expect(tag::NULL)?.bytes.is_empty() {
            return Err(refused(Code::BadDer));
        }
        algorithm.end()?;
        let Some((of_name, of_key)) = self.digests.by(digest.bytes) else {
            return Ok(false);
        };
        let name_hash = fields.expect(tag::OCTET_STRING)?;
        let key_hash = fields.expect(tag::OCTET_STRING)?;
        let serial = fields.integer()?;
        if serial.bytes != self.child.serial.bytes || !is_hash(name_hash, of_name)? {
            return Ok(false);
        }
        let is_key = is_hash(key_hash, of_key)?;
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
            let certificate = certificate.map_err(|it| refused(it.code))?;
            if responder.is(certificate.subject, certificate.spki) != Ok(true) {
                continue;
            }
            // `GetCertTrust`: of two certificates with one issuer and serial number NSS knows one (`CERT_NewTempCertificate`).
            let is_reused = |known: &BackCert<'a>| {
                known.serial.bytes == certificate.serial.bytes
                    && known.issuer.bytes == certificate.issuer.bytes
                    && known.signature.bytes != certificate.signature.bytes
            };
            if [&self.child, &self.issuer].into_iter().any(is_reused) {
                continue;
            }
            // Of all that is asked of it the one thing that ends the search.
            nss::check(der.bytes).map_err(|_| refused(Code::LibraryFailure))?;
            match self.may_sign(&certificate, *der) {
                Ok(()) => return self.verify(signed, certificate.spki).map_err(bad),
                Err(refusal) if refusal.rule == NOT_VERIFIED => return Err(refusal),
                Err(_) => {}
            }
        }
        Err(refused(Code::OcspInvalidSigningCert))
    }

    /// `CheckOCSPResponseSignerCert`.
    fn may_sign(&mut self, certificate: &BackCert<'a>, der: Input<'a>) -> Reading<()> {
        let ask = Ask {
            time: self.time.clone(),
            purpose: Purpose::Server,
            key_usage: 0,
            minimum_rsa: keys::RSA_BITS_WEAK,
            cas_below: None,
            is_anchor: false,
            is_responder: true,
        };
        one_certificate::check(certificate, &ask).map_err(|broken| refused(broken.code))?;
        if certificate.issuer.bytes != self.child.issuer.bytes {
            return Err(refused(Code::OcspInvalidSigningCert));
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

    /// `VerifySignedData`. SHA-1, which Firefox takes here, is not verified, nor is what goes beyond the limits of a request: neither
    /// is ever taken for good.
    fn verify(&mut self, signed: SignedData<'a>, spki: Input<'a>) -> Reading<()> {
        let algorithm = algorithms::read(signed.algorithm)?;
        keys::fits(algorithm.kind, spki, signed.signature).map_err(refused)?;
        let key = signature::parse_public_key(spki.bytes);
        if key.is_err_and(|refusal| keys::is_none(&refusal)) {
            return Err(refused(Code::UnknownError));
        }
        let hash = match algorithm.digest {
            Digest::Sha1 => return Err(not_verified()),
            Digest::Sha256 => Hash::Sha256,
            Digest::Sha384 => Hash::Sha384,
            Digest::Sha512 => Hash::Sha512,
        };
        let task = Task {
            scheme: scheme(algorithm.kind, hash),
            spki: spki.bytes,
            message: signed.data.bytes,
            signature: signed.signature.bytes,
        };
        match self.ledger.ask(signature_id(&task), task) {
            Edge::Valid | Edge::Pending => Ok(()),
            Edge::NotChecked => Err(not_verified()),
            Edge::Invalid | Edge::Unverifiable => Err(refused(Code::BadSignature)),
        }
    }
}

fn not_verified() -> Refusal {
    Refusal {
        rule: NOT_VERIFIED,
        ..refused(Code::OcspBadSignature)
    }
}

fn scheme(kind: Kind, hash: Hash) -> Scheme {
    match kind {
        Kind::RsaPkcs1 => Scheme::RsaPkcs1(hash),
        Kind::RsaPss => Scheme::RsaPss {
            hash,
            salt_length: hash.size(),
        },
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
                is_key_hash(hash, spki)
            }
        }
    }
}

/// Whether it is this digest, and in any case as long.
fn is_hash(hash: Input<'_>, digest: &[u8]) -> Reading<bool> {
    match hash.bytes.len() == digest.len() {
        true => Ok(hash.bytes == digest),
        false => Err(refused(Code::OcspMalformedResponse)),
    }
}

/// `MatchKeyHash`.
fn is_key_hash(hash: Input<'_>, spki: Input<'_>) -> Reading<bool> {
    let mut info = spki.only(tag::SEQUENCE)?.reader();
    info.expect(tag::SEQUENCE)?;
    let key = info.octets_of_bit_string()?;
    info.end()?;
    is_hash(hash, &sha1(key.bytes))
}

/// `OptionalExtensions`; `is_known` gets the OID's content octets and the value.
fn extensions<'a>(
    fields: &mut Reader<'a>,
    mut is_known: impl FnMut(&[u8], Input<'a>) -> Reading<bool>,
) -> Reading<()> {
    if !fields.peek(EXPLICIT | 1) {
        return Ok(());
    }
    let mut explicit = fields.expect(EXPLICIT | 1)?.reader();
    let mut list = explicit.expect(tag::SEQUENCE)?.reader(); // an empty one is let through
    while !list.is_at_end() {
        let mut extension = list.expect(tag::SEQUENCE)?.reader();
        let oid = extension.expect(tag::OID)?;
        let is_critical = extension.optional_boolean()?;
        let value = extension.expect(tag::OCTET_STRING)?;
        if !is_known(oid.bytes, value)? && is_critical {
            return Err(refused(Code::UnknownCriticalExtension));
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
const NOT_VERIFIED: &str = "its signature is one that is not verified here";

/// Where it is nobody is told: what a person reads comes from the code, and from the rule where that is more exact.
fn refused(code: Code) -> Refusal {
    Refusal {
        code,
        rule: MALFORMED,
        offset: 0,
    }
}

/// `MapBadDERToMalformedOCSPResponse`, and what a person reads.
fn objection(refusal: Refusal) -> Objection {
    let code = match refusal.code {
        Code::BadDer => Code::OcspMalformedResponse,
        code => code,
    };
    let words = match code {
        _ if [ENDS_BEFORE_IT_BEGINS, NOT_VERIFIED].contains(&refusal.rule) => refusal.rule,
        Code::OcspTryServerLater => "the responder says \u{201c}try later\u{201d}",
        Code::OcspMalformedRequest => "the responder says that the request was malformed",
        Code::OcspServerError => "the responder says that it failed",
        Code::OcspRequestNeedsSignature => "the responder asks for signed requests",
        Code::OcspUnauthorizedRequest => "the responder says that it may not answer",
        Code::OcspBadSignature
        | Code::InvalidArgs
        | Code::InvalidKey
        | Code::SignatureAlgorithmDisabled
        | Code::UnknownError => "its signature does not verify",
        Code::OcspFutureResponse => "it is dated in the future",
        Code::OcspInvalidSigningCert => "it is signed by somebody who may not speak for the CA",
        Code::InvalidTime => "a time in it is not written as Firefox reads it",
        Code::UnknownCriticalExtension => {
            "it has a critical extension that Firefox does not know, or its signer's certificate has"
        }
        Code::LibraryFailure => "its signer's certificate cannot be read",
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
