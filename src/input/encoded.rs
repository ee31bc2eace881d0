//! Reads base64 as people paste it: broken into lines, indented, quoted by mail programs or by source code, with
//! either alphabet, with or without padding. Says where it stopped; does not ask what the bytes are.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use super::text::ESCAPED_BREAK;
use crate::text::base64_length;

/// Accepts bits that the last character has to spare, which decoders elsewhere ignore too.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Why reading stopped before the end, and at which offset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stop {
    /// A character that is neither base64 nor something that surrounds it.
    Character(usize, u8),
    /// Base64 after padding.
    AfterPadding(usize),
    /// A line of dashes: what is left of an END line.
    Dashes(usize),
}

/// Base64 characters out of a text.
#[derive(Debug)]
pub(super) struct Encoded {
    /// In the standard alphabet, without padding.
    characters: Zeroizing<Vec<u8>>,
    /// Offset after the last character that was read, padding included.
    pub(super) end: usize,
    pub(super) stop: Option<Stop>,
}

/// What base64 characters decode to.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// There was one character too many to be a whole number of bytes.
    pub(super) is_cut: bool,
}

/// A character of either alphabet.
pub(super) fn is_base64(byte: u8) -> bool {
    base64_length(&[to_standard(byte)]) == 1
}

/// White space, an escaped line break included.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0c | ESCAPED_BREAK)
}

/// The number of base64 characters, without padding, that `bytes` bytes take.
pub(super) fn characters_for(bytes: usize) -> usize {
    bytes.saturating_mul(4).div_ceil(3)
}

/// Reads at most `limit` base64 characters from `text[from..to]`.
pub(super) fn read(text: &[u8], from: usize, to: usize, limit: usize) -> Encoded {
    let body = text.get(from..to).unwrap_or_default();
    let mut characters = Zeroizing::new(Vec::with_capacity(body.len().min(limit)));
    let (mut end, mut stop) = (from, None);
    let (mut at_line_start, mut after_quote, mut padded) = (true, false, false);
    let mut rest = body;
    while let Some((&byte, after)) = rest.split_first() {
        let offset = to.saturating_sub(rest.len());
        let next = after.first().copied();
        let is_glue = after_quote && is_glue(byte, next);
        if !is_glue && is_base64(byte) {
            if padded {
                stop = Some(Stop::AfterPadding(offset));
                break;
            }
            if at_line_start && rest.starts_with(b"---") {
                stop = Some(Stop::Dashes(offset));
                break;
            }
            if characters.len() == limit {
                break;
            }
            let room = limit.saturating_sub(characters.len());
            let word = rest.get(..room).unwrap_or(rest);
            let (word, after) = rest.split_at(base64_length(word).max(1));
            characters.extend_from_slice(word);
            if let Some(last) = characters.last_mut() {
                *last = to_standard(*last); // of the other alphabet's, which come alone
            }
            end = offset.saturating_add(word.len());
            rest = after;
            (at_line_start, after_quote) = (false, false);
        } else {
            match byte {
                b'"' | b'\'' | b'`' => after_quote = true,
                b'=' => {
                    padded = true;
                    end = offset.saturating_add(1);
                }
                b'>' | b'|' if at_line_start => {}
                _ if is_glue || is_space(byte) => at_line_start = true,
                _ => {
                    stop = Some(Stop::Character(offset, byte));
                    break;
                }
            }
            rest = after;
        }
    }
    Encoded {
        characters,
        end,
        stop,
    }
}

fn to_standard(byte: u8) -> u8 {
    match byte {
        b'-' => b'+',
        b'_' => b'/',
        _ => byte,
    }
}

/// What source code writes between the pieces of a string: `" + "`, `" . "`, `",`, `" &`, `");`.
fn is_glue(byte: u8, next: Option<u8>) -> bool {
    match byte {
        b'.' | b'&' | b'\\' | b',' | b';' | b')' | b']' | b'}' => true,
        b'+' => next.is_none_or(|next| !is_base64(next) && next != b'='),
        _ => false,
    }
}

impl Encoded {
    /// The number of base64 characters read.
    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// The bytes; never fails, a lone last character is left out.
    pub(super) fn decode(&self) -> Decoded {
        decode(&self.characters)
    }
}

/// Decodes characters of the standard alphabet without padding; what is not base64 decodes to nothing.
fn decode(characters: &[u8]) -> Decoded {
    let is_cut = characters.len() % 4 == 1;
    let whole = characters.len().saturating_sub(usize::from(is_cut));
    let characters = characters.get(..whole).unwrap_or_default();
    let mut bytes = Zeroizing::new(vec![0; base64::decoded_len_estimate(whole)]);
    let length = FORGIVING.decode_slice(characters, &mut bytes).unwrap_or(0);
    bytes.truncate(length);
    Decoded { bytes, is_cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_through_what_surrounds_it() {
        // (text, bytes, stop)
        let cases: &[(&str, &[u8], Option<Stop>)] = &[
            ("AQID", &[1, 2, 3], None),
            (" AQ\n\tID\x0b BA==\n", &[1, 2, 3, 4], None),
            ("> AQ\n> > ID\n| BA", &[1, 2, 3, 4], None),
            ("\"AQ\x0b\" +\n  \"ID\x0b\";", &[1, 2, 3], None),
            ("'AQ' .\n 'ID',", &[1, 2, 3], None),
            ("\"+/-_\"", &[0xfb, 0xff, 0xbf], None),
            ("AQI", &[1, 2], None),
            ("AQIDB", &[1, 2, 3], None),
            ("AR==", &[1], None),
            ("AQ==ID", &[1], Some(Stop::AfterPadding(4))),
            ("AQID*BA", &[1, 2, 3], Some(Stop::Character(4, b'*'))),
            ("AQ>ID", &[1], Some(Stop::Character(2, b'>'))),
            ("AQID\n----EN", &[1, 2, 3], Some(Stop::Dashes(5))),
            ("", &[], None),
        ];
        for (text, bytes, stop) in cases {
            let encoded = read(text.as_bytes(), 0, text.len(), usize::MAX);
            assert_eq!(&encoded.decode().bytes[..], *bytes, "{text:?}");
            assert_eq!(encoded.stop, *stop, "{text:?}");
        }
    }

    #[test]
    fn a_limit_ends_reading_after_that_character() {
        let encoded = read(b"xAQ\nIDBAUG", 1, 10, 4);
        assert_eq!((encoded.len(), encoded.end, encoded.stop), (4, 6, None));
        assert!(read(b"AQIDB", 0, 5, usize::MAX).decode().is_cut);
    }
}
