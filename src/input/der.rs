//! The frame of DER: tags and lengths, nothing else. Knows no meaning, does not insist on strictness (the certificate
//! layer's pass does), and reads what there is of a value that was cut off.

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const ENUMERATED: u8 = 0x0a;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// `[n]`, constructed.
pub(super) const fn context(n: u8) -> u8 {
    0xa0 | n
}

/// One element: tag, length, value (X.690 §8.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tlv<'a> {
    pub(super) tag: u8,
    /// The value; all that there is of it where the element is cut off.
    pub(super) value: &'a [u8],
    /// Tag, length and value, as far as they go.
    pub(super) whole: &'a [u8],
    /// The number of bytes that tag and length promise.
    pub(super) size: usize,
}

impl Tlv<'_> {
    /// Are all the promised bytes there?
    pub(super) fn is_complete(&self) -> bool {
        self.whole.len() == self.size
    }
}

/// Longer elements are not read: the same on 32 and 64 bits.
const LONGEST: usize = 0x7fff_ffff;

/// The first element of `bytes` and what follows it. `None` where no tag and definite length of up to four bytes (two
/// gigabytes) stand.
pub(super) fn read(bytes: &[u8]) -> Option<(Tlv<'_>, &[u8])> {
    let (&tag, after_tag) = bytes.split_first()?;
    let (&first, after_first) = after_tag.split_first()?;
    let (length, body) = match first {
        0..=0x7f => (usize::from(first), after_first),
        0x81..=0x84 => {
            let (digits, body) = after_first.split_at_checked(usize::from(first & 0x7f))?;
            let length = digits
                .iter()
                .fold(0_u64, |length, &digit| length << 8 | u64::from(digit));
            (
                usize::try_from(length)
                    .ok()
                    .filter(|length| *length <= LONGEST)?,
                body,
            )
        }
        _ => return None,
    };
    let header = bytes.len().saturating_sub(body.len());
    let size = header.checked_add(length)?;
    let (whole, rest) = bytes.split_at(size.min(bytes.len()));
    let value = whole.get(header..)?;
    let tlv = Tlv {
        tag,
        value,
        whole,
        size,
    };
    Some((tlv, rest))
}

/// The elements of `bytes` one after another, up to where no element can be read.
pub(super) fn elements(mut bytes: &[u8]) -> impl Iterator<Item = Tlv<'_>> {
    std::iter::from_fn(move || {
        let (tlv, rest) = read(bytes)?;
        bytes = rest;
        Some(tlv)
    })
}

/// The first element where it has this tag.
pub(super) fn read_tag(bytes: &[u8], tag: u8) -> Option<(Tlv<'_>, &[u8])> {
    read(bytes).filter(|(tlv, _)| tlv.tag == tag)
}

/// Is `bytes` one whole SEQUENCE, and nothing else?
pub(super) fn is_sequence(bytes: &[u8]) -> bool {
    read_tag(bytes, SEQUENCE).is_some_and(|(tlv, rest)| tlv.is_complete() && rest.is_empty())
}

/// Does `bytes` consist of whole SEQUENCEs, at least one, and nothing else?
pub(super) fn is_sequences(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some((tlv, after)) = read_tag(rest, SEQUENCE) {
        if !tlv.is_complete() {
            return false;
        }
        rest = after;
    }
    rest.is_empty() && !bytes.is_empty()
}

/// Encodes one element whose value is the concatenation of `parts`.
pub(super) fn write(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = vec![tag];
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let digits = length.to_be_bytes();
            let digits = digits.iter().skip_while(|digit| **digit == 0);
            out.push(0x80 | u8::try_from(digits.clone().count()).unwrap_or(8));
            out.extend(digits);
        }
    }
    out.extend(parts.iter().copied().flatten());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_takes_definite_lengths_and_keeps_what_is_cut_off() {
        type Promised<'a> = Option<(&'a [u8], usize)>;
        let cases: &[(&[u8], Promised<'_>)] = &[
            (&[0x30, 0x02, 1, 2, 9], Some((&[1, 2], 4))),
            (&[0x30, 0x81, 0x01, 7], Some((&[7], 4))),
            (&[0x30, 0x82, 0x00, 0x01, 7], Some((&[7], 5))),
            (&[0x30, 0x05, 1, 2], Some((&[1, 2], 7))),
            (
                &[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff],
                Some((&[], 0x8000_0005)),
            ),
            (&[0x30, 0x84, 0x80, 0, 0, 0], None),
            (&[0x30, 0x00], Some((&[], 2))),
            (&[0x30, 0x80, 0, 0], None),
            (&[0x30, 0x85, 0, 0, 0, 0, 1, 7], None),
            (&[0x30, 0x82, 0x01], None),
            (&[0x30], None),
            (&[], None),
        ];
        for (bytes, expected) in cases {
            let found = read(bytes).map(|(tlv, _)| (tlv.value, tlv.size));
            assert_eq!(found, *expected, "{bytes:02x?}");
        }
    }

    #[test]
    fn write_is_read_back() {
        for length in [0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000] {
            let value = vec![0x55; length];
            let bytes = write(SEQUENCE, &[&value[..length / 2], &value[length / 2..]]);
            let (tlv, rest) = read(&bytes).unwrap();
            assert_eq!((tlv.tag, tlv.value, rest.len()), (SEQUENCE, &value[..], 0));
            assert!(tlv.is_complete());
        }
    }

    #[test]
    fn sequences_must_fit_exactly() {
        let cases: &[(&[u8], bool)] = &[
            (&[0x30, 0x01, 5], true),
            (&[0x30, 0x01, 5, 0x30, 0x00], true),
            (&[0x30, 0x01, 5, 0], false),
            (&[0x30, 0x02, 5], false),
            (&[0x31, 0x01, 5], false),
            (&[], false),
        ];
        for (bytes, expected) in cases {
            assert_eq!(is_sequences(bytes), *expected, "{bytes:02x?}");
        }
    }
}
