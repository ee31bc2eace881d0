//! A strict reader for the few DER structures that say which key and which algorithm a signature uses
//! (X.690 §8 and §10). Reads values in place; knows nothing of what they mean.

/// Universal tags, and the two context-specific forms, as identifier octets.
pub(super) mod tag {
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const SEQUENCE: u8 = 0x30;

    /// `[number]` EXPLICIT.
    pub(crate) const fn explicit(number: u8) -> u8 {
        0xa0 | number
    }
}

/// What is wrong with an encoding: a phrase that completes "the key cannot be read: …".
pub(super) type Fault = &'static str;

const TRUNCATED: Fault = "its encoding is cut short";

/// The bytes not read yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    /// Reads `bytes` from their beginning.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// All that is left.
    pub(super) fn rest(self) -> &'a [u8] {
        self.0
    }

    /// Succeeds where nothing is left.
    pub(super) fn end(self) -> Result<(), Fault> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err("it has bytes after its end")
        }
    }

    /// The identifier octet of the next value.
    pub(super) fn peek(self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The contents of the next value, which must have the identifier octet `tag`.
    pub(super) fn read(&mut self, tag: u8) -> Result<&'a [u8], Fault> {
        match self.peek() {
            None => return Err(TRUNCATED),
            Some(found) if found != tag => {
                return Err("an element of another type stands where one is expected");
            }
            Some(_) => {}
        }
        let (length, after) = read_length(self.0.get(1..).ok_or(TRUNCATED)?)?;
        let (contents, after) = after.split_at_checked(length).ok_or(TRUNCATED)?;
        self.0 = after;
        Ok(contents)
    }

    /// The contents of the next value, where it has the identifier octet `tag`.
    pub(super) fn read_optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, Fault> {
        if self.peek() == Some(tag) {
            self.read(tag).map(Some)
        } else {
            Ok(None)
        }
    }

    /// The next value, a constructed one, as a cursor over its contents.
    pub(super) fn enter(&mut self, tag: u8) -> Result<Self, Fault> {
        self.read(tag).map(Self)
    }

    /// The next value, an INTEGER that is not negative: big-endian, without leading zeros, empty for zero.
    pub(super) fn unsigned(&mut self) -> Result<&'a [u8], Fault> {
        match self.read(tag::INTEGER)? {
            [] => Err("an INTEGER is empty"),
            [0] => Ok(&[]),
            [0, magnitude @ ..] if magnitude.first().is_some_and(|byte| *byte >= 0x80) => {
                Ok(magnitude)
            }
            [0, ..] => Err("an INTEGER is longer than it must be"),
            [0x80..=0xff, ..] => Err("an INTEGER is negative"),
            magnitude => Ok(magnitude),
        }
    }

    /// The next value, a BIT STRING of whole bytes.
    pub(super) fn whole_bytes(&mut self) -> Result<&'a [u8], Fault> {
        match self.read(tag::BIT_STRING)? {
            [0, bytes @ ..] => Ok(bytes),
            _ => Err("a BIT STRING is not made of whole bytes"),
        }
    }
}

/// A definite length in its shortest form (X.690 §10.1), and what follows it.
fn read_length(bytes: &[u8]) -> Result<(usize, &[u8]), Fault> {
    const NOT_DER: Fault = "a length is not in DER's shortest form";
    let (&first, after) = bytes.split_first().ok_or(TRUNCATED)?;
    let count = match first {
        0..0x80 => return Ok((usize::from(first), after)),
        0x80 => return Err(NOT_DER),
        _ => usize::from(first & 0x7f),
    };
    let (octets, after) = after.split_at_checked(count).ok_or(TRUNCATED)?;
    match octets {
        [0, ..] | [0..0x80] => return Err(NOT_DER),
        _ => {}
    }
    let length = unsigned_u64(octets)
        .and_then(|length| usize::try_from(length).ok())
        .ok_or(TRUNCATED)?;
    Ok((length, after))
}

/// A big-endian number, where it fits 64 bits.
pub(super) fn unsigned_u64(magnitude: &[u8]) -> Option<u64> {
    if magnitude.len() > 8 {
        return None;
    }
    Some(
        magnitude
            .iter()
            .fold(0, |value, byte| (value << 8) | u64::from(*byte)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lengths_in_shortest_form_only() {
        let long = [[0x04, 0x81, 0x80].as_slice(), &[0; 128]].concat();
        for (bytes, expected) in [
            (&[0x04, 0x01, 7][..], Ok(1)),
            (&[0x04, 0x00], Ok(0)),
            (&long, Ok(128)),
            (
                &[0x04, 0x80, 0, 0],
                Err("a length is not in DER's shortest form"),
            ),
            (
                &[0x04, 0x81, 0x01, 7],
                Err("a length is not in DER's shortest form"),
            ),
            (
                &[0x04, 0x82, 0x00, 0x80],
                Err("a length is not in DER's shortest form"),
            ),
            (&[0x04, 0x02, 7], Err(TRUNCATED)),
            (&[0x04, 0xff], Err(TRUNCATED)),
            (&[0x04, 0x89, 1, 2, 3, 4, 5, 6, 7, 8, 9], Err(TRUNCATED)),
            (&[0x04], Err(TRUNCATED)),
            (&[], Err(TRUNCATED)),
            (
                &[0x05, 0x00],
                Err("an element of another type stands where one is expected"),
            ),
        ] {
            assert_eq!(
                Cursor::new(bytes).read(0x04).map(<[u8]>::len),
                expected,
                "{bytes:02x?}"
            );
        }
    }

    #[test]
    fn reads_unsigned_integers() {
        for (bytes, expected) in [
            (&[0x02, 0x01, 0x7f][..], Ok(&[0x7f][..])),
            (&[0x02, 0x02, 0x00, 0x80], Ok(&[0x80])),
            (&[0x02, 0x01, 0x00], Ok(&[])),
            (&[0x02, 0x01, 0x80], Err("an INTEGER is negative")),
            (
                &[0x02, 0x02, 0x00, 0x7f],
                Err("an INTEGER is longer than it must be"),
            ),
            (&[0x02, 0x00], Err("an INTEGER is empty")),
        ] {
            assert_eq!(Cursor::new(bytes).unsigned(), expected, "{bytes:02x?}");
        }
    }

    #[test]
    fn reads_bit_strings_of_whole_bytes() {
        for (bytes, expected) in [
            (&[0x03, 0x02, 0x00, 0xff][..], Ok(&[0xff][..])),
            (
                &[0x03, 0x02, 0x01, 0xfe],
                Err("a BIT STRING is not made of whole bytes"),
            ),
            (
                &[0x03, 0x00],
                Err("a BIT STRING is not made of whole bytes"),
            ),
        ] {
            assert_eq!(Cursor::new(bytes).whole_bytes(), expected, "{bytes:02x?}");
        }
    }
}
