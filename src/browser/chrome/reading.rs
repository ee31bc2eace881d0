//! What Chrome's parser takes for a certificate: BoringSSL's `pki/parse_certificate.cc` and `pki/parsed_certificate.cc`, asked
//! with `allow_invalid_serial_numbers`. It stops at the first fault. Of a leaf that it refuses it shows an error; any other
//! certificate that it refuses it does not see at all. Its elements are those of [`super::ocsp`] too.

use std::ops::Range;

use crate::certificate::Certificate;
use crate::oid::known;
use crate::sorted::Set;

/// Why Chrome cannot read a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// A phrase that completes "Chrome cannot read it: …".
    pub(crate) rule: &'static str,
    /// Where, in the certificate's bytes.
    pub(crate) offset: usize,
    /// What is shown where it is the leaf.
    pub(crate) effect: Effect,
}

/// How far Chrome comes with a leaf that it cannot read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The outer fields cannot be read: the connection ends (`X509Certificate::CreateFromBuffer`).
    BadFormat,
    /// The contents cannot be: the verifier refuses it (`ParsedCertificate::Create`).
    Invalid,
}

impl Effect {
    /// The error that is shown.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::BadFormat => "ERR_SSL_SERVER_CERT_BAD_FORMAT",
            Self::Invalid => "NET::ERR_CERT_INVALID",
        }
    }
}

/// The first fault that Chrome's parser stops at; `None`: it reads the certificate. `is_shown`: of the leaf, and of a root that
/// is added, names are read as a page shows them, too.
pub(crate) fn problem(certificate: &Certificate, is_shown: bool) -> Option<Problem> {
    let of = |effect| {
        move |Stop { rule, offset }| Problem {
            rule,
            offset,
            effect,
        }
    };
    let read = || {
        let fields =
            certificate_fields(certificate.der.as_slice()).map_err(of(Effect::BadFormat))?;
        // x509_cert_types.cc.
        for name in [fields.issuer, fields.subject] {
            if is_shown {
                shown_name(name).map_err(of(Effect::BadFormat))?;
            }
        }
        contents(&fields).map_err(of(Effect::Invalid))
    };
    read().err()
}

/// The AlgorithmIdentifiers within the signed part and beside it, whole; `None`: Chrome's parser does not come so far.
pub(crate) fn algorithms(certificate: &Certificate) -> Option<[&[u8]; 2]> {
    let fields = certificate_fields(certificate.der.as_slice()).ok()?;
    Some([fields.inner_algorithm, fields.outer_algorithm].map(|element| element.whole()))
}

/// `ParseAlgorithmIdentifier` (pki/signature_algorithm.cc): the OID's content, and the parameters whole.
pub(crate) fn algorithm(identifier: &[u8]) -> Option<(&[u8], Option<&[u8]>)> {
    const RULE: &str = "not an AlgorithmIdentifier";
    let mut fields = only(all(identifier), SEQUENCE, RULE).ok()?.children();
    let oid = fields.take(OID, RULE).ok()?;
    let parameters = match fields.is_empty() {
        true => None,
        false => Some(fields.any().ok()?.whole()),
    };
    fields.is_empty().then_some((oid.bytes(), parameters))
}

/// What TLS makes of the leaf before the verifier sees it (b:`ssl/ssl_cert.cc`, `ssl/ssl_x509.cc`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyUsageInTls {
    /// There is no keyUsage.
    Absent,
    /// TLS cannot read it.
    Unreadable,
    /// Its first octet.
    Bits(u8),
}

/// `ssl_cert_skip_to_spki`: whether TLS can reach the leaf's key, which ends the handshake where not.
pub(crate) fn reaches_key(certificate: &Certificate) -> bool {
    let key = to_key(certificate.der.as_slice());
    key.is_ok_and(|mut fields| matches!(fields.take_if(SEQUENCE), Ok(Some(_))))
}

/// tbsCertificate from subjectPublicKeyInfo on.
fn to_key(der: &[u8]) -> Read<Elements<'_>> {
    const RULE: &str = "TLS does not reach the key";
    let mut outer = all(der);
    let certificate = outer.take(SEQUENCE, RULE)?;
    outer.finish(RULE)?;
    let tbs = certificate.children().take(SEQUENCE, RULE)?;
    let mut fields = tbs.children();
    fields.take_if(0xa0)?;
    fields.take(INTEGER, RULE)?;
    for _ in ["signature", "issuer", "validity", "subject"] {
        fields.take(SEQUENCE, RULE)?;
    }
    Ok(fields)
}

/// `ssl_cert_check_key_usage`.
pub(crate) fn key_usage_in_tls(certificate: &Certificate) -> KeyUsageInTls {
    let bits = || -> Read<Option<u8>> {
        const RULE: &str = "TLS does not read keyUsage";
        let mut fields = to_key(certificate.der.as_slice())?;
        fields.take(SEQUENCE, RULE)?;
        fields.take_if(0x81)?;
        fields.take_if(0x82)?;
        let Some(outer) = fields.take_if(0xa3)? else {
            return Ok(None);
        };
        let mut extensions = outer.children().take(SEQUENCE, RULE)?.children();
        while !extensions.is_empty() {
            let mut parts = extensions.take(SEQUENCE, RULE)?.children();
            let oid = parts.take(OID, RULE)?;
            parts.take_if(BOOLEAN)?;
            let value = parts.take(OCTET_STRING, RULE)?;
            parts.finish(RULE)?;
            if oid.bytes() == known::KEY_USAGE {
                let bits = only(value.children(), BIT_STRING, RULE)?;
                bit_string(bits)?;
                return Ok(Some(bits.bytes().get(1).copied().unwrap_or(0)));
            }
        }
        Ok(None)
    };
    match bits() {
        Ok(Some(bits)) => KeyUsageInTls::Bits(bits),
        Ok(None) => KeyUsageInTls::Absent,
        Err(_) => KeyUsageInTls::Unreadable,
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    rule: &'static str,
    offset: usize,
}

pub(super) type Read<T> = Result<T, Stop>;

/// A run of elements, as BoringSSL's `CBS` and `der::Parser` walk it: definite, minimal lengths of at most four octets.
#[derive(Clone)]
pub(super) struct Elements<'a> {
    der: &'a [u8],
    rest: Range<usize>,
}

#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    der: &'a [u8],
    pub(super) tag: u8,
    start: usize,
    content: usize,
    end: usize,
}

const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
const UTF8_STRING: u8 = 0x0c;
const PRINTABLE_STRING: u8 = 0x13;
const TELETEX_STRING: u8 = 0x14;
const IA5_STRING: u8 = 0x16;
const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
const UNIVERSAL_STRING: u8 = 0x1c;
const BMP_STRING: u8 = 0x1e;
pub(super) const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;

impl<'a> Element<'a> {
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.der.get(self.content..self.end).unwrap_or_default()
    }

    pub(super) fn whole(&self) -> &'a [u8] {
        self.der.get(self.start..self.end).unwrap_or_default()
    }

    pub(super) fn children(&self) -> Elements<'a> {
        Elements {
            der: self.der,
            rest: self.content..self.end,
        }
    }

    pub(super) fn stop<T>(&self, rule: &'static str) -> Read<T> {
        Err(Stop {
            rule,
            offset: self.start,
        })
    }
}

impl<'a> Elements<'a> {
    fn stop<T>(&self, rule: &'static str) -> Read<T> {
        Err(Stop {
            rule,
            offset: self.rest.start,
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.der.get(self.rest.clone())?.first().copied()
    }

    /// `CBS_get_any_asn1_element` (crypto/bytestring/cbs.cc).
    pub(super) fn any(&mut self) -> Read<Element<'a>> {
        const LENGTH: &str = "a length is not definite, minimal and at most four octets long";
        let start = self.rest.start;
        let byte = |at: usize| -> Read<u8> {
            match self.der.get(at) {
                Some(byte) if at < self.rest.end => Ok(*byte),
                _ => Err(Stop {
                    rule: "the data ends inside an element",
                    offset: start,
                }),
            }
        };
        let tag = byte(start)?;
        let mut at = start + 1;
        if tag & 0x1f == 0x1f {
            // A high tag number: no field of a certificate has one, so where it is expected nowhere it is refused there.
            let mut number = 0u32;
            loop {
                let next = byte(at)?;
                at += 1;
                if number == 0 && next == 0x80 || number > 0x00ff_ffff {
                    return self.stop("a tag number is not minimal");
                }
                number = number << 7 | u32::from(next & 0x7f);
                if next & 0x80 == 0 {
                    break;
                }
            }
            if number < 0x1f {
                return self.stop("a tag number is not minimal");
            }
        }
        if tag & 0xc0 == 0 && tag & 0x1f == 0 {
            return self.stop("universal tag 0 is no type");
        }
        let first = byte(at)?;
        at += 1;
        let length = match first {
            0..=0x7f => usize::from(first),
            0x81..=0x84 => {
                let count = usize::from(first & 0x7f);
                let mut length = 0usize;
                for _ in 0..count {
                    length = length << 8 | usize::from(byte(at)?);
                    at += 1;
                }
                let shortest = if count == 1 {
                    0x80
                } else {
                    1 << (8 * (count - 1))
                };
                if length < shortest {
                    return self.stop(LENGTH);
                }
                length
            }
            _ => return self.stop(LENGTH),
        };
        let end = at.saturating_add(length);
        if end > self.rest.end {
            return self.stop("the data ends inside an element");
        }
        self.rest.start = end;
        Ok(Element {
            der: self.der,
            tag,
            start,
            content: at,
            end,
        })
    }

    pub(super) fn take(&mut self, tag: u8, rule: &'static str) -> Read<Element<'a>> {
        match self.peek() {
            Some(found) if found == tag => self.any(),
            _ => self.stop(rule),
        }
    }

    pub(super) fn take_if(&mut self, tag: u8) -> Read<Option<Element<'a>>> {
        match self.peek() {
            Some(found) if found == tag => self.any().map(Some),
            _ => Ok(None),
        }
    }

    pub(super) fn finish(&self, rule: &'static str) -> Read<()> {
        if self.is_empty() {
            Ok(())
        } else {
            self.stop(rule)
        }
    }
}

pub(super) fn all<'a>(der: &'a [u8]) -> Elements<'a> {
    Elements {
        der,
        rest: 0..der.len(),
    }
}

struct Fields<'a> {
    inner_algorithm: Element<'a>,
    outer_algorithm: Element<'a>,
    issuer: Element<'a>,
    subject: Element<'a>,
    extensions: Option<Element<'a>>,
}

/// `ParseCertificate` and `ParseTbsCertificate`.
fn certificate_fields(der: &[u8]) -> Read<Fields<'_>> {
    let mut outer = all(der);
    let certificate = outer.take(SEQUENCE, "it is not a SEQUENCE")?;
    outer.finish("bytes follow the certificate")?;
    let mut parts = certificate.children();
    let tbs = parts.take(SEQUENCE, "tbsCertificate is not a SEQUENCE")?;
    let outer_algorithm = parts.take(SEQUENCE, "signatureAlgorithm is not a SEQUENCE")?;
    let signature = parts.take(BIT_STRING, "signatureValue is not a BIT STRING")?;
    bit_string(signature)?;
    parts.finish("something follows signatureValue")?;

    let mut fields = tbs.children();
    let version = match fields.take_if(0xa0)? {
        None => 1,
        Some(element) => {
            let mut inner = element.children();
            let number = inner.take(INTEGER, "the version is not an INTEGER")?;
            inner.finish("something follows the version")?;
            match number.bytes() {
                [1] => 2,
                [2] => 3,
                [0] => return number.stop("version 1 is written out, which DER forbids"),
                _ => return number.stop("there is no such version"),
            }
        }
    };
    fields.take(INTEGER, "the serial number is not an INTEGER")?;
    let inner_algorithm = fields.take(SEQUENCE, "signature is not a SEQUENCE")?;
    let issuer = fields.take(SEQUENCE, "issuer is not a SEQUENCE")?;
    let validity = fields.take(SEQUENCE, "validity is not a SEQUENCE")?;
    let mut times = validity.children();
    time(&mut times)?;
    time(&mut times)?;
    times.finish("something follows notAfter")?;
    let subject = fields.take(SEQUENCE, "subject is not a SEQUENCE")?;
    fields.take(SEQUENCE, "subjectPublicKeyInfo is not a SEQUENCE")?;
    for tag in [0x81, 0x82] {
        if let Some(element) = fields.take_if(tag)? {
            bit_string(element)?;
            if version == 1 {
                return element.stop("a unique identifier needs version 2 or 3");
            }
        }
    }
    let extensions = fields.take_if(0xa3)?;
    if let Some(element) = extensions.filter(|_| version != 3) {
        return element.stop("extensions need version 3");
    }
    if let Some(element) = extensions {
        let mut inner = element.children();
        inner.take(SEQUENCE, "extensions are not a SEQUENCE")?;
        inner.finish("something follows the extensions")?;
    }
    fields.finish("something follows the last field of tbsCertificate")?;
    Ok(Fields {
        inner_algorithm,
        outer_algorithm,
        issuer,
        subject,
        extensions,
    })
}

/// `ParseBitString` (pki/parse_values.cc).
pub(super) fn bit_string(element: Element<'_>) -> Read<()> {
    match element.bytes() {
        [0, ..] => Ok(()),
        [unused @ 1..=7, .., last] if last & ((1 << unused) - 1) == 0 => Ok(()),
        _ => element.stop("a BIT STRING counts its unused bits wrongly, or they are not zero"),
    }
}

/// `ReadUTCOrGeneralizedTime` and `ParseGeneralizedTime`: seconds and `Z` are there, no fractions, a real day; second 60 is let
/// through. Year, month, day, hour, minute and second.
pub(super) fn time(times: &mut Elements<'_>) -> Read<[u32; 6]> {
    let element = match times.peek() {
        Some(UTC_TIME | GENERALIZED_TIME) => times.any()?,
        _ => return times.stop("a date is neither a UTCTime nor a GeneralizedTime"),
    };
    let rule = "a date is not YYMMDDHHMMSSZ or YYYYMMDDHHMMSSZ, or no such moment exists";
    let text = element.bytes();
    let digits = match text.split_last() {
        Some((b'Z', digits)) if digits.iter().all(u8::is_ascii_digit) => digits,
        _ => return element.stop(rule),
    };
    let number = |range: Range<usize>| {
        let digits = digits.get(range).unwrap_or_default();
        digits
            .iter()
            .fold(0u32, |value, digit| value * 10 + u32::from(digit - b'0'))
    };
    let (year, rest) = match (element.tag, digits.len()) {
        (UTC_TIME, 12) => {
            let year = number(0..2);
            (if year >= 50 { 1900 + year } else { 2000 + year }, 2)
        }
        (GENERALIZED_TIME, 14) => (number(0..4), 4),
        _ => return element.stop(rule),
    };
    let field = |index: usize| number(rest + 2 * index..rest + 2 * index + 2);
    let (month, day, hour, minute, second) = (field(0), field(1), field(2), field(3), field(4));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    let is_real = (1..=days).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if is_real {
        Ok([year, month, day, hour, minute, second])
    } else {
        element.stop(rule)
    }
}

/// The attributes that `CertPrincipal` shows: their strings must be readable. Of all but organizations and their units it reads the
/// first that is not empty.
fn shown_name(name: Element<'_>) -> Read<()> {
    let mut is_read = 0;
    each_attribute(name, |oid, value| {
        // CN, C, L, ST, O, OU.
        let [0x55, 4, kind @ (3 | 6..=8 | 10 | 11)] = *oid else {
            return Ok(());
        };
        let bit = 1_u32 << kind;
        if is_read & bit != 0 {
            return Ok(());
        }
        if kind < 10 && !value.bytes().is_empty() {
            is_read |= bit;
        }
        match value.tag {
            UTF8_STRING | PRINTABLE_STRING | TELETEX_STRING | IA5_STRING | UNIVERSAL_STRING
            | BMP_STRING => string(value),
            _ => value.stop("a name that is shown is not of a string type that Chrome reads"),
        }
    })
}

pub(super) fn each_attribute<'a>(
    name: Element<'a>,
    mut of: impl FnMut(&'a [u8], Element<'a>) -> Read<()>,
) -> Read<()> {
    let mut sets = name.children();
    while !sets.is_empty() {
        let set = sets.take(SET, "a relative distinguished name is not a SET")?;
        let mut attributes = set.children();
        if attributes.is_empty() {
            return set.stop("a relative distinguished name is empty");
        }
        while !attributes.is_empty() {
            let attribute = attributes.take(SEQUENCE, "an attribute is not a SEQUENCE")?;
            let mut parts = attribute.children();
            let oid = parts.take(OID, "an attribute has no type")?;
            let value = parts.any()?;
            parts.finish("something follows an attribute's value")?;
            of(oid.bytes(), value)?;
        }
    }
    Ok(())
}

/// `NormalizeValue` (pki/verify_name_match.cc) and `X509NameAttribute::ValueAsString`.
fn string(value: Element<'_>) -> Read<()> {
    let bytes = value.bytes();
    let is_printable = |byte: &u8| byte.is_ascii_alphanumeric() || b" '()*+,-./:=?".contains(byte);
    match value.tag {
        PRINTABLE_STRING if !bytes.iter().all(is_printable) => {
            value.stop("a PrintableString holds a character that is not one of its own")
        }
        IA5_STRING if !bytes.is_ascii() => value.stop("an IA5String is not ASCII"),
        BMP_STRING | UNIVERSAL_STRING => {
            let width = if value.tag == BMP_STRING { 2 } else { 4 };
            let mut units = bytes.chunks(width);
            if units.all(|unit| unit.len() == width && is_character(unit)) {
                Ok(())
            } else {
                value.stop("a BMPString or UniversalString is not made of characters")
            }
        }
        UTF8_STRING | TELETEX_STRING => Ok(()), // not validated
        _ => Ok(()),
    }
}

/// `is_valid_code_point` (crypto/bytestring/unicode.cc): what is permanently no character is refused, too.
fn is_character(unit: &[u8]) -> bool {
    let code = unit
        .iter()
        .fold(0, |code, byte| code << 8 | u32::from(*byte));
    char::from_u32(code).is_some() && code & 0xfffe != 0xfffe && !(0xfdd0..=0xfdef).contains(&code)
}

/// `ParsedCertificate::Create`.
fn contents(fields: &Fields<'_>) -> Read<()> {
    for name in [fields.issuer, fields.subject] {
        each_attribute(name, |_, value| string(value))?;
    }
    let Some(outer) = fields.extensions else {
        return Ok(());
    };
    let parsed = extensions(outer.children())?;
    let find = |oid: &[u8]| parsed.iter().find(|(found, ..)| *found == oid);
    // In the order of ParsedCertificate::Create.
    type Reader = fn(Elements<'_>) -> Read<()>;
    let readers: [(&[u8], Reader); 12] = [
        (known::BASIC_CONSTRAINTS, basic_constraints),
        (known::KEY_USAGE, key_usage),
        (known::EXTENDED_KEY_USAGE, extended_key_usage),
        (known::SUBJECT_ALT_NAME, general_names),
        (known::NAME_CONSTRAINTS, name_constraints),
        (known::AUTHORITY_INFO_ACCESS, authority_info_access),
        (known::CERTIFICATE_POLICIES, certificate_policies),
        (known::POLICY_CONSTRAINTS, policy_constraints),
        (known::POLICY_MAPPINGS, policy_mappings),
        (known::INHIBIT_ANY_POLICY, inhibit_any_policy),
        (known::SUBJECT_KEY_IDENTIFIER, subject_key_identifier),
        (known::AUTHORITY_KEY_IDENTIFIER, authority_key_identifier),
    ];
    for (oid, read) in readers {
        let Some((_, is_critical, value)) = find(oid) else {
            continue;
        };
        read(value.children())?;
        // RFC 5280 §4.1.2.6: kSubjectAltNameNotCritical.
        if oid == known::SUBJECT_ALT_NAME && !is_critical && fields.subject.children().is_empty() {
            return value.stop("the subject is empty and subjectAltName is not critical");
        }
    }
    Ok(())
}

/// `ParseExtensions`: identifier, whether it is critical, and value of each.
pub(super) fn extensions(outer: Elements<'_>) -> Read<Vec<(&[u8], bool, Element<'_>)>> {
    let list = only(outer, SEQUENCE, "extensions are not a SEQUENCE")?;
    let mut extensions = list.children();
    if extensions.is_empty() {
        return list.stop("the list of extensions is empty");
    }
    let mut seen = Set::new();
    let mut parsed = Vec::new();
    while !extensions.is_empty() {
        let extension = extensions.take(SEQUENCE, "an extension is not a SEQUENCE")?;
        let mut parts = extension.children();
        let oid = parts.take(OID, "an extension has no identifier")?;
        let critical = parts.take_if(BOOLEAN)?;
        if let Some(critical) = critical {
            match critical.bytes() {
                [0xff] => {}
                [0] => return critical.stop("critical is written out as FALSE, which DER forbids"),
                _ => return critical.stop("a BOOLEAN is neither 00 nor FF"),
            }
        }
        let value = parts.take(OCTET_STRING, "an extension has no value")?;
        parts.finish("something follows an extension's value")?;
        if !seen.insert(oid.bytes()) {
            return extension.stop("an extension is there twice");
        }
        parsed.push((oid.bytes(), critical.is_some(), value));
    }
    Ok(parsed)
}

/// The extension's value: one element and nothing after it.
fn only<'a>(mut value: Elements<'a>, tag: u8, rule: &'static str) -> Read<Element<'a>> {
    let element = value.take(tag, rule)?;
    value.finish("something follows an extension's contents")?;
    Ok(element)
}

/// The same, of at least one element.
fn list<'a>(value: Elements<'a>, rule: &'static str) -> Read<Elements<'a>> {
    let list = only(value, SEQUENCE, rule)?;
    if list.children().is_empty() {
        return list.stop(rule);
    }
    Ok(list.children())
}

/// An INTEGER that `ParseUint8` reads: 0 to 255.
fn small(element: Element<'_>) -> Read<()> {
    match element.bytes() {
        [0..=0x7f] | [0, 0x80..=0xff] => Ok(()),
        _ => element.stop("a number is not between 0 and 255"),
    }
}

/// An explicit cA FALSE is let through, though it is not DER.
fn basic_constraints(value: Elements<'_>) -> Read<()> {
    let element = only(value, SEQUENCE, "basicConstraints is not a SEQUENCE")?;
    let mut fields = element.children();
    if let Some(ca) = fields.take_if(BOOLEAN)?
        && !matches!(ca.bytes(), [0 | 0xff])
    {
        return ca.stop("a BOOLEAN is neither 00 nor FF");
    }
    if let Some(length) = fields.take_if(INTEGER)? {
        small(length)?;
    }
    fields.finish("something follows in basicConstraints")
}

fn key_usage(value: Elements<'_>) -> Read<()> {
    let element = only(value, BIT_STRING, "keyUsage is not a BIT STRING")?;
    bit_string(element)?;
    let bits = element.bytes().get(1..).unwrap_or_default();
    if bits.iter().all(|byte| *byte == 0) {
        return element.stop("keyUsage has no bit set");
    }
    Ok(())
}

fn extended_key_usage(value: Elements<'_>) -> Read<()> {
    let mut purposes = list(value, "extKeyUsage is not a list of at least one purpose")?;
    while !purposes.is_empty() {
        purposes.take(OID, "a purpose in extKeyUsage is not an OBJECT IDENTIFIER")?;
    }
    Ok(())
}

fn general_names(value: Elements<'_>) -> Read<()> {
    let mut names = list(value, "subjectAltName is not a list of at least one name")?;
    while !names.is_empty() {
        general_name(names.any()?, &[4, 16])?;
    }
    Ok(())
}

/// `ParseGeneralName` (pki/general_names.cc); `ip`: how long an iPAddress may be.
fn general_name(name: Element<'_>, ip: &[usize]) -> Read<()> {
    match name.tag {
        0x81 | 0x82 | 0x86 if !name.bytes().is_ascii() => {
            name.stop("a name (e-mail, DNS or URI) is not ASCII")
        }
        0xa4 => {
            let mut inner = name.children();
            inner.take(SEQUENCE, "a directoryName is not a Name")?;
            inner.finish("something follows a directoryName")
        }
        0x87 if !ip.contains(&name.bytes().len()) => {
            name.stop("an iPAddress is not as long as an address")
        }
        0x87 if name.bytes().len() == 8 || name.bytes().len() == 32 => {
            let (_, mask) = name.bytes().split_at(name.bytes().len() / 2);
            let ones: u32 = mask.iter().map(|byte| byte.leading_ones()).sum();
            let total: u32 = mask.iter().map(|byte| byte.count_ones()).sum();
            let leading = mask
                .iter()
                .position(|byte| *byte != 0xff)
                .map_or(mask.len() as u32 * 8, |at| {
                    at as u32 * 8 + mask.get(at).map_or(0, |byte| byte.leading_ones())
                });
            if total == leading && ones >= leading {
                Ok(())
            } else {
                name.stop("the mask of an address range has holes")
            }
        }
        0xa0 | 0x81 | 0x82 | 0xa3 | 0xa5 | 0x86 | 0x87 | 0x88 => Ok(()),
        _ => name.stop("a name has a tag that no form of GeneralName has"),
    }
}

fn name_constraints(value: Elements<'_>) -> Read<()> {
    let element = only(value, SEQUENCE, "nameConstraints is not a SEQUENCE")?;
    let mut fields = element.children();
    let lists = [fields.take_if(0xa0)?, fields.take_if(0xa1)?];
    fields.finish("something follows in nameConstraints")?;
    if lists.iter().all(Option::is_none) {
        return element.stop("nameConstraints neither permits nor excludes anything");
    }
    for subtrees in lists.into_iter().flatten() {
        let mut trees = subtrees.children();
        if trees.is_empty() {
            return subtrees.stop("a list of subtrees is empty");
        }
        while !trees.is_empty() {
            let tree = trees.take(SEQUENCE, "a subtree is not a SEQUENCE")?;
            let mut parts = tree.children();
            general_name(parts.any()?, &[8, 32])?;
            parts.finish("a subtree has a minimum or maximum")?;
        }
    }
    Ok(())
}

/// `ParseAuthorityInfoAccessURIs` (pki/parse_certificate.cc): of a location that is no URI it reads tag and length only.
fn authority_info_access(value: Elements<'_>) -> Read<()> {
    let mut descriptions = list(
        value,
        "authorityInfoAccess is not a list of at least one access",
    )?;
    while !descriptions.is_empty() {
        let description = descriptions.take(SEQUENCE, "an access description is not a SEQUENCE")?;
        let mut parts = description.children();
        parts.take(OID, "an access description has no method")?;
        let location = parts.any()?;
        if location.tag == 0x86 && !location.bytes().is_ascii() {
            return location.stop("an access location (URI) is not ASCII");
        }
        parts.finish("something follows in an access description")?;
    }
    Ok(())
}

/// `ParseCertificatePolicies` (pki/certificate_policies.cc).
fn certificate_policies(value: Elements<'_>) -> Read<()> {
    const ANY_POLICY: &[u8] = &[0x55, 0x1d, 32, 0];
    let mut policies = list(
        value,
        "certificatePolicies is not a list of at least one policy",
    )?;
    let mut seen = Set::new();
    while !policies.is_empty() {
        let policy = policies.take(SEQUENCE, "a policy is not a SEQUENCE")?;
        let mut parts = policy.children();
        let oid = parts.take(OID, "a policy has no identifier")?;
        if !seen.insert(oid.bytes()) {
            return policy.stop("a policy is there twice");
        }
        if parts.is_empty() {
            continue;
        }
        let qualifiers = parts.take(SEQUENCE, "policy qualifiers are not a SEQUENCE")?;
        parts.finish("something follows a policy's qualifiers")?;
        let mut infos = qualifiers.children();
        if infos.is_empty() {
            return qualifiers.stop("a list of policy qualifiers is empty");
        }
        while !infos.is_empty() {
            let info = infos.take(SEQUENCE, "a policy qualifier is not a SEQUENCE")?;
            let mut fields = info.children();
            let kind = fields.take(OID, "a policy qualifier has no identifier")?;
            fields.any()?;
            fields.finish("something follows a policy qualifier")?;
            if oid.bytes() == ANY_POLICY && !known::POLICY_QUALIFIERS.contains(&kind.bytes()) {
                return info.stop("anyPolicy has a qualifier that is neither CPS nor user notice");
            }
        }
    }
    Ok(())
}

fn policy_constraints(value: Elements<'_>) -> Read<()> {
    let mut fields = list(value, "policyConstraints is not a SEQUENCE, or is empty")?;
    for tag in [0x80, 0x81] {
        if let Some(number) = fields.take_if(tag)? {
            small(number)?;
        }
    }
    fields.finish("something follows in policyConstraints")
}

fn policy_mappings(value: Elements<'_>) -> Read<()> {
    let mut mappings = list(
        value,
        "policyMappings is not a list of at least one mapping",
    )?;
    while !mappings.is_empty() {
        let mapping = mappings.take(SEQUENCE, "a policy mapping is not a SEQUENCE")?;
        let mut parts = mapping.children();
        parts.take(OID, "a policy mapping is not a pair")?;
        parts.take(OID, "a policy mapping is not a pair")?;
        parts.finish("something follows a policy mapping")?;
    }
    Ok(())
}

fn inhibit_any_policy(value: Elements<'_>) -> Read<()> {
    small(only(value, INTEGER, "inhibitAnyPolicy is not an INTEGER")?)
}

fn subject_key_identifier(value: Elements<'_>) -> Read<()> {
    only(
        value,
        OCTET_STRING,
        "subjectKeyIdentifier is not an OCTET STRING",
    )
    .map(|_| ())
}

fn authority_key_identifier(value: Elements<'_>) -> Read<()> {
    let element = only(value, SEQUENCE, "authorityKeyIdentifier is not a SEQUENCE")?;
    let mut fields = element.children();
    fields.take_if(0x80)?;
    let (issuer, serial) = (fields.take_if(0xa1)?, fields.take_if(0x82)?);
    if issuer.is_some() != serial.is_some() {
        return element.stop(
            "authorityKeyIdentifier names the issuer's issuer without the serial number, or the reverse",
        );
    }
    fields.finish("something follows in authorityKeyIdentifier")
}

#[cfg(test)]
mod tests {
    use mint::{Criticality, der, extension, oid};

    use super::*;

    fn rule(certificate: &mint::Issued) -> Option<(&'static str, Effect)> {
        let certificate = Certificate::read(certificate.der.clone());
        problem(&certificate, true).map(|problem| (problem.rule, problem.effect))
    }

    fn leaf() -> mint::Builder {
        mint::root("Root").leaf(&["a.example"])
    }

    /// RFC 5280's own strictness is another matter: what Chrome lets through (pki/parse_certificate.cc).
    #[test]
    fn reads_what_is_not_conforming() {
        for (name, leaf) in [
            ("as it should be", leaf()),
            ("a negative serial number", leaf().serial(&[0x80])),
            ("a serial number of 21 octets", leaf().serial(&[1; 21])),
            (
                "a GeneralizedTime before 2050",
                leaf().not_after_der(der::time_generalized("2030-01-01T00:00:00Z")),
            ),
            (
                "a directoryName that is no Name",
                leaf().extension(
                    oid::SUBJECT_ALT_NAME,
                    Criticality::NotCritical,
                    der::sequence(&[der::constructed(4, &der::sequence(&[der::null()]))]),
                ),
            ),
            (
                "cA FALSE written out",
                leaf().extension(
                    oid::BASIC_CONSTRAINTS,
                    Criticality::NotCritical,
                    der::sequence(&[der::boolean(false)]),
                ),
            ),
        ] {
            assert_eq!(rule(&leaf.issue()), None, "{name}");
        }
    }

    #[test]
    fn stops_where_chrome_stops() {
        let with = |oid, value| leaf().extension(oid, Criticality::NotCritical, value);
        for (expected, effect, leaf) in [
            (
                "extensions need version 3",
                Effect::BadFormat,
                leaf().version(2),
            ),
            (
                "keyUsage has no bit set",
                Effect::Invalid,
                with(oid::KEY_USAGE, der::bit_string(&[0])),
            ),
            (
                "extKeyUsage is not a list of at least one purpose",
                Effect::Invalid,
                with(oid::EXTENDED_KEY_USAGE, der::sequence(&[])),
            ),
            (
                "an iPAddress is not as long as an address",
                Effect::Invalid,
                with(
                    oid::SUBJECT_ALT_NAME,
                    der::sequence(&[der::primitive(7, &[10, 0, 0])]),
                ),
            ),
            (
                "a number is not between 0 and 255",
                Effect::Invalid,
                with(
                    oid::BASIC_CONSTRAINTS,
                    der::sequence(&[der::boolean(true), der::integer(256)]),
                ),
            ),
            (
                "critical is written out as FALSE, which DER forbids",
                Effect::Invalid,
                leaf().raw_extension(der::sequence(&[
                    der::oid(oid::EXAMPLE_EXTENSION),
                    der::boolean(false),
                    der::octet_string(&[5, 0]),
                ])),
            ),
            (
                "an extension is there twice",
                Effect::Invalid,
                leaf()
                    .raw_extension(extension::extension(oid::EXAMPLE_EXTENSION, false, &[5, 0]))
                    .raw_extension(extension::extension(oid::EXAMPLE_EXTENSION, false, &[5, 0])),
            ),
        ] {
            assert_eq!(rule(&leaf.issue()), Some((expected, effect)));
        }
    }
}
