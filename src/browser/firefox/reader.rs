//! DER as mozilla::pkix reads it (`pkixder.cpp`): one element after another, from the outside in, and nothing beyond what is
//! asked for. What it steps over unread may be anything.

use super::Code;
use crate::finding::Fault;

/// What is wrong with what was read, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Firefox's error.
    pub(crate) code: Code,
    /// The rule, in few words that do not change.
    pub(crate) rule: &'static str,
    /// Byte offset in the certificate, or in the response.
    pub(crate) offset: usize,
}

impl Refusal {
    /// As a finding.
    pub(crate) fn fault(self) -> Fault {
        let Self { code, rule, offset } = self;
        Fault::FirefoxCannotRead {
            rule,
            offset,
            error: code.name(),
        }
    }
}

/// What reading gives.
pub(crate) type Reading<T> = Result<T, Refusal>;

/// Bytes of a certificate or of a response, and where they stand in it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Input<'a> {
    /// The bytes.
    pub(crate) bytes: &'a [u8],
    /// Offset of the first.
    pub(crate) offset: usize,
}

impl<'a> Input<'a> {
    /// Bytes that stand nowhere else.
    pub(crate) fn whole(bytes: &'a [u8]) -> Self {
        Self { bytes, offset: 0 }
    }

    /// Begins to read it.
    pub(crate) fn reader(self) -> Reader<'a> {
        Reader { rest: self }
    }

    /// The content of the one element that this must be.
    pub(crate) fn only(self, tag: u8) -> Reading<Input<'a>> {
        let mut reader = self.reader();
        let content = reader.expect(tag)?;
        reader.end()?;
        Ok(content)
    }
}

/// The tags that are asked for.
#[allow(missing_docs)] // the names say it
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const ENUMERATED: u8 = 0x0a;
    pub(crate) const UTF8_STRING: u8 = 0x0c;
    pub(crate) const PRINTABLE_STRING: u8 = 0x13;
    pub(crate) const TELETEX_STRING: u8 = 0x14;
    pub(crate) const IA5_STRING: u8 = 0x16;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;
    pub(crate) const CONTEXT: u8 = 0x80;
    pub(crate) const CONSTRUCTED: u8 = 0x20;
}

/// How far an [`Input`] has been read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: Input<'a>,
}

impl<'a> Reader<'a> {
    /// Whether nothing is left.
    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.bytes.is_empty()
    }

    /// Where what is left begins.
    pub(crate) fn offset(&self) -> usize {
        self.rest.offset
    }

    /// What is left.
    pub(crate) fn rest(&self) -> Input<'a> {
        self.rest
    }

    /// Whether the next element has this tag.
    pub(crate) fn peek(&self, tag: u8) -> bool {
        self.rest.bytes.first() == Some(&tag)
    }

    /// Nothing may be left (`End`).
    pub(crate) fn end(&self) -> Reading<()> {
        match self.is_at_end() {
            true => Ok(()),
            false => Err(bad_der("something after the end", self.rest.offset)),
        }
    }

    /// The next element's tag and content (`ReadTagAndGetValue`): no tags in the long form, lengths of at most two bytes in
    /// their shortest form.
    pub(crate) fn any(&mut self) -> Reading<(u8, Input<'a>)> {
        let offset = self.rest.offset;
        let truncated = || bad_der("a cut element", offset);
        let (header, length) = match *self.rest.bytes {
            [] | [_] => return Err(truncated()),
            [tag, ..] if tag & 0x1f == 0x1f => {
                return Err(bad_der("a tag in the long form", offset));
            }
            [_, length @ 0..=0x7f, ..] => (2, usize::from(length)),
            [_, 0x81, length @ 0x80..=0xff, ..] => (3, usize::from(length)),
            [_, 0x82, high @ 1..=0xff, low, ..] => (4, usize::from(high) << 8 | usize::from(low)),
            [_, 0x81] | [_, 0x82] | [_, 0x82, _] => return Err(truncated()),
            [_, 0x81 | 0x82, ..] => {
                return Err(bad_der("a length that is not in its shortest form", offset));
            }
            _ => {
                return Err(bad_der(
                    "an indefinite length, or one of more than two bytes",
                    offset,
                ));
            }
        };
        let tag = self.rest.bytes.first().copied().unwrap_or_default();
        let content = self
            .rest
            .bytes
            .get(header..header + length)
            .ok_or_else(truncated)?;
        let content = Input {
            bytes: content,
            offset: offset + header,
        };
        self.rest = Input {
            bytes: self.rest.bytes.get(header + length..).unwrap_or_default(),
            offset: offset + header + length,
        };
        Ok((tag, content))
    }

    /// The content of the next element, which must have this tag (`ExpectTagAndGetValue`).
    pub(crate) fn expect(&mut self, tag: u8) -> Reading<Input<'a>> {
        let offset = self.rest.offset;
        match self.any()? {
            (found, content) if found == tag => Ok(content),
            _ => Err(bad_der("an element of another type than expected", offset)),
        }
    }

    /// The next element as a whole, which must have this tag (`ExpectTagAndGetTLV`).
    pub(crate) fn expect_whole(&mut self, tag: u8) -> Reading<Input<'a>> {
        let before = self.rest;
        self.expect(tag)?;
        let length = self.rest.offset - before.offset;
        Ok(Input {
            bytes: before.bytes.get(..length).unwrap_or_default(),
            ..before
        })
    }

    /// `Boolean`: 00 or FF.
    fn boolean(&mut self) -> Reading<bool> {
        let content = self.expect(tag::BOOLEAN)?;
        match content.bytes {
            [0] => Ok(false),
            [0xff] => Ok(true),
            _ => Err(bad_der(
                "a BOOLEAN that is neither 00 nor FF",
                content.offset,
            )),
        }
    }

    /// `OptionalBoolean`: DEFAULT FALSE may be written out.
    pub(crate) fn optional_boolean(&mut self) -> Reading<bool> {
        if self.peek(tag::BOOLEAN) {
            self.boolean()
        } else {
            Ok(false)
        }
    }

    /// `IntegralBytes`: the content of an INTEGER in its shortest form.
    pub(crate) fn integer(&mut self) -> Reading<Input<'a>> {
        self.integral(tag::INTEGER)
    }

    fn integral(&mut self, tag: u8) -> Reading<Input<'a>> {
        let content = self.expect(tag)?;
        let is_shortest = match content.bytes {
            [] => false,
            [0, next, ..] => next & 0x80 != 0,
            [0xff, next, ..] => next & 0x80 == 0,
            _ => true,
        };
        match is_shortest {
            true => Ok(content),
            false => Err(integer_encoding(
                "an INTEGER that is empty or padded",
                content.offset,
            )),
        }
    }

    /// `PositiveInteger`, with the number of its significant bytes.
    pub(crate) fn positive_integer(&mut self) -> Reading<usize> {
        let content = self.integer()?;
        match content.bytes {
            [0] | [0x80..=0xff, ..] => Err(integer_encoding(
                "an INTEGER that is not positive",
                content.offset,
            )),
            [0, rest @ ..] => Ok(rest.len()),
            bytes => Ok(bytes.len()),
        }
    }

    /// `Integer`: 0 to 127.
    pub(crate) fn small_integer(&mut self) -> Reading<u8> {
        self.integral_byte(tag::INTEGER)
    }

    /// `Enumerated`: 0 to 127.
    pub(crate) fn enumerated(&mut self) -> Reading<u8> {
        self.integral_byte(tag::ENUMERATED)
    }

    fn integral_byte(&mut self, tag: u8) -> Reading<u8> {
        let content = self.integral(tag)?;
        match content.bytes {
            [value @ 0..=0x7f] => Ok(*value),
            _ => Err(integer_encoding(
                "an INTEGER that is not 0 to 127",
                content.offset,
            )),
        }
    }

    /// `BitStringWithNoUnusedBits`.
    pub(crate) fn octets_of_bit_string(&mut self) -> Reading<Input<'a>> {
        let content = self.expect(tag::BIT_STRING)?;
        match content.bytes {
            [0, bytes @ ..] => Ok(Input {
                bytes,
                offset: content.offset + 1,
            }),
            _ => Err(bad_der("a BIT STRING with unused bits", content.offset)),
        }
    }
}

/// SEC_ERROR_BAD_DER.
pub(crate) fn bad_der(rule: &'static str, offset: usize) -> Refusal {
    Refusal {
        code: Code::BadDer,
        rule,
        offset,
    }
}

fn integer_encoding(rule: &'static str, offset: usize) -> Refusal {
    Refusal {
        code: Code::InvalidIntegerEncoding,
        rule,
        offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T>(reading: Reading<T>) -> Option<Code> {
        reading.err().map(|refusal| refusal.code)
    }

    #[test]
    fn lengths_are_short_and_shortest() {
        let element = |header: &[u8], length: usize| [header, &vec![0; length]].concat();
        for (bytes, is_read) in [
            (element(&[4, 0x7f], 0x7f), true),
            (element(&[4, 0x81, 0x7f], 0x7f), false),
            (element(&[4, 0x81, 0x80], 0x80), true),
            (element(&[4, 0x82, 0, 0xff], 0xff), false),
            (element(&[4, 0x82, 1, 0], 0x100), true),
            (element(&[4, 0x83, 0, 1, 0], 0x100), false),
            (element(&[4, 0x80], 2), false),
            (element(&[0x1f, 1], 1), false),
            (element(&[4, 2], 1), false),
            (element(&[4, 0x82, 1], 0), false),
            (vec![4], false),
            (vec![], false),
        ] {
            let read = Input::whole(&bytes).reader().any();
            assert_eq!(read.is_ok(), is_read, "{:02x?}", bytes.get(..4));
        }
    }

    #[test]
    fn values_of_simple_types() {
        let input = |bytes: &'static [u8]| Input::whole(bytes).reader();
        assert_eq!(input(&[1, 1, 0]).optional_boolean(), Ok(false));
        assert_eq!(input(&[1, 1, 0xff]).optional_boolean(), Ok(true));
        assert_eq!(input(&[2, 1, 5]).optional_boolean(), Ok(false));
        assert_eq!(
            code(input(&[1, 1, 1]).optional_boolean()),
            Some(Code::BadDer)
        );
        assert_eq!(
            code(input(&[1, 2, 0, 0]).optional_boolean()),
            Some(Code::BadDer)
        );

        assert_eq!(input(&[2, 1, 127]).small_integer(), Ok(127));
        for bytes in [
            &[2, 2, 0, 0x80][..],
            &[2, 1, 0x80],
            &[2, 2, 0, 1],
            &[2, 0],
            &[2, 2, 0xff, 0x80],
        ] {
            let read = Input::whole(bytes).reader().small_integer();
            assert_eq!(
                code(read),
                Some(Code::InvalidIntegerEncoding),
                "{bytes:02x?}"
            );
        }
        assert_eq!(input(&[2, 2, 0, 0x80]).positive_integer(), Ok(1));
        assert_eq!(
            code(input(&[2, 1, 0]).positive_integer()),
            Some(Code::InvalidIntegerEncoding)
        );
        assert_eq!(
            code(input(&[2, 1, 0x80]).positive_integer()),
            Some(Code::InvalidIntegerEncoding)
        );
        assert!(input(&[2, 1, 0x80]).integer().is_ok());

        assert!(input(&[3, 2, 0, 9]).octets_of_bit_string().is_ok());
        assert_eq!(
            code(input(&[3, 2, 1, 8]).octets_of_bit_string()),
            Some(Code::BadDer)
        );
        assert_eq!(
            code(input(&[3, 0]).octets_of_bit_string()),
            Some(Code::BadDer)
        );
    }
}
