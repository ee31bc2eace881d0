//! Elements as BoringSSL walks them, and the values that its parsers of certificates and of OCSP responses share
//! (crypto/bytestring/cbs.cc, pki/parser.cc, pki/parse_values.cc). The first fault stops the reading.

use std::ops::Range;

/// Where reading stops, and why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    pub(super) rule: &'static str,
    pub(super) offset: usize,
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

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const UTF8_STRING: u8 = 0x0c;
pub(super) const PRINTABLE_STRING: u8 = 0x13;
pub(super) const TELETEX_STRING: u8 = 0x14;
pub(super) const IA5_STRING: u8 = 0x16;
const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const UNIVERSAL_STRING: u8 = 0x1c;
pub(super) const BMP_STRING: u8 = 0x1e;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

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
    pub(super) fn stop<T>(&self, rule: &'static str) -> Read<T> {
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
        const TAG: &str = "a tag number is not minimal, or too large";
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
                // `CBS_ASN1_TAG_NUMBER_MASK`: at most 29 bits.
                if number == 0 && next == 0x80 || number > 0x003f_ffff {
                    return self.stop(TAG);
                }
                number = number << 7 | u32::from(next & 0x7f);
                if next & 0x80 == 0 {
                    break;
                }
            }
            if number < 0x1f {
                return self.stop(TAG);
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

/// The extension's value: one element and nothing after it.
pub(super) fn only<'a>(mut value: Elements<'a>, tag: u8, rule: &'static str) -> Read<Element<'a>> {
    let element = value.take(tag, rule)?;
    value.finish("something follows an extension's contents")?;
    Ok(element)
}

/// The same, of at least one element.
pub(super) fn list<'a>(value: Elements<'a>, rule: &'static str) -> Read<Elements<'a>> {
    let list = only(value, SEQUENCE, rule)?;
    if list.children().is_empty() {
        return list.stop(rule);
    }
    Ok(list.children())
}

/// An INTEGER that `ParseUint8` reads: 0 to 255.
pub(super) fn small(element: Element<'_>) -> Read<()> {
    match element.bytes() {
        [0..=0x7f] | [0, 0x80..=0xff] => Ok(()),
        _ => element.stop("a number is not between 0 and 255"),
    }
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
