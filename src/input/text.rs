//! Undoes what terminals, editors, mail and JSON do to text, and remembers where each byte came from.
//! Knows characters and lines; knows nothing of PEM or base64.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::text::{count_byte, plain_length};

/// Stands in [`Text::bytes`] for a line break that was written as an escape (`\n`, `%0A`): the same line of the source.
pub(super) const ESCAPED_BREAK: u8 = 0x0b;
/// Stands for any character outside ASCII that has no likeness within it.
pub(super) const FOREIGN: u8 = 0x1a;

/// How the bytes spell characters. Invalid sequences are read as [`FOREIGN`] characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Encoding {
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
}

/// UTF-16 by its byte order mark, or by zeros where the first two characters would have them.
pub(super) fn detect_utf16(bytes: &[u8]) -> Option<Encoding> {
    let printable = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    match bytes {
        [0xff, 0xfe, ..] => Some(Encoding::Utf16LittleEndian),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16BigEndian),
        [a, 0, b, 0, ..] if printable(*a) && printable(*b) => Some(Encoding::Utf16LittleEndian),
        [0, a, 0, b, ..] if printable(*a) && printable(*b) => Some(Encoding::Utf16BigEndian),
        _ => None,
    }
}

/// UTF-8 without control characters that no text has.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| matches!(byte, 0..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    !bytes.iter().any(is_control) && std::str::from_utf8(bytes).is_ok()
}

/// Text in ASCII, one byte a character, line breaks as `\n`. Overwritten when dropped: it may hold a private key.
pub(super) struct Text {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// From `bytes` back to the source, applied in this order.
    maps: Vec<Map>,
    /// The number of line breaks before each [`LINE_BLOCK`] of `bytes`.
    breaks: Vec<u32>,
    /// The first map is one of [`Text::shortened`].
    is_shortened: bool,
}

const LINE_BLOCK: usize = 1024;

impl Text {
    /// Reads `source`; linear in its length.
    pub(super) fn new(source: &[u8], encoding: Encoding) -> Self {
        let (bytes, maps) = match encoding {
            Encoding::Utf8 => {
                let (bytes, map) = clean(source);
                (bytes, vec![map])
            }
            Encoding::Utf16LittleEndian => clean_utf16(source, u16::from_le_bytes),
            Encoding::Utf16BigEndian => clean_utf16(source, u16::from_be_bytes),
        };
        Self::with(bytes, maps)
    }

    fn with(bytes: Zeroizing<Vec<u8>>, maps: Vec<Map>) -> Self {
        let mut count = 0_u32;
        let breaks = bytes
            .chunks(LINE_BLOCK)
            .map(|block| {
                let before = count;
                count = count.saturating_add(count_breaks(block));
                before
            })
            .collect();
        Self {
            bytes,
            maps,
            breaks,
            is_shortened: false,
        }
    }

    /// With some stretches left out: `kept` are the others, by their offsets in `bytes`. Each line break is kept.
    pub(super) fn shortened(self, kept: Writer) -> Self {
        let maps = std::iter::once(kept.map).chain(self.maps).collect();
        Self {
            is_shortened: true,
            ..Self::with(kept.bytes, maps)
        }
    }

    /// Were stretches of `range` left out?
    pub(super) fn is_shortened(&self, range: &Range<usize>) -> bool {
        let map = self.maps.first().filter(|_| self.is_shortened);
        map.is_some_and(|map| map.piece(range.start) != map.piece(range.end))
    }

    /// Where in the source the byte at `offset` was.
    pub(super) fn source(&self, offset: usize) -> usize {
        self.maps
            .iter()
            .fold(offset, |offset, map| map.source(offset))
    }

    /// Offset and length in the source of a stretch of `bytes`.
    pub(super) fn span(&self, range: &Range<usize>) -> (usize, usize) {
        let start = self.source(range.start);
        let stride = self.maps.last().map_or(1, |map| map.stride);
        let end = match range.end.checked_sub(1) {
            Some(last) if last >= range.start => self.source(last).saturating_add(stride),
            _ => start,
        };
        (start, end.saturating_sub(start))
    }

    /// The source's line in which the byte at `offset` was, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        let block = offset / LINE_BLOCK;
        let start = block.saturating_mul(LINE_BLOCK);
        let before = self
            .breaks
            .get(block)
            .or(self.breaks.last())
            .copied()
            .unwrap_or(0);
        let here = self.bytes.get(start..offset).map_or(0, count_breaks);
        usize::try_from(before.saturating_add(here))
            .map_or(usize::MAX, |breaks| breaks.saturating_add(1))
    }
}

fn count_breaks(bytes: &[u8]) -> u32 {
    u32::try_from(count_byte(bytes, b'\n')).unwrap_or(u32::MAX)
}

/// Offsets in an output to offsets in its source: pieces in which both advance evenly.
struct Map {
    /// (offset in the output, offset in the source) where each piece begins.
    pieces: Vec<(u32, u32)>,
    /// Source bytes for each output byte.
    stride: usize,
}

impl Map {
    /// The number of pieces that begin at `offset` or before it.
    fn piece(&self, offset: usize) -> usize {
        let key = u32::try_from(offset).unwrap_or(u32::MAX);
        self.pieces.partition_point(|(output, _)| *output <= key)
    }

    fn source(&self, offset: usize) -> usize {
        let key = u32::try_from(offset).unwrap_or(u32::MAX);
        let Some((output, source)) = self
            .piece(offset)
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index))
        else {
            return 0;
        };
        let advance = usize::try_from(key.saturating_sub(*output)).unwrap_or(0);
        usize::try_from(*source)
            .unwrap_or(usize::MAX)
            .saturating_add(advance.saturating_mul(self.stride))
    }
}

/// Collects output with its map.
pub(super) struct Writer {
    bytes: Zeroizing<Vec<u8>>,
    map: Map,
    /// The source offset that continues the last piece.
    expected: Option<usize>,
}

impl Writer {
    pub(super) fn new(capacity: usize, stride: usize) -> Self {
        Self {
            // Never grows beyond it, so no copies are left behind.
            bytes: Zeroizing::new(Vec::with_capacity(capacity)),
            map: Map {
                pieces: Vec::new(),
                stride,
            },
            expected: None,
        }
    }

    /// Appends `bytes`, which stand at `source`.
    pub(super) fn push(&mut self, source: usize, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        if self.expected != Some(source) {
            let output = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
            self.map
                .pieces
                .push((output, u32::try_from(source).unwrap_or(u32::MAX)));
        }
        self.bytes.extend_from_slice(bytes);
        self.expected = Some(source.saturating_add(bytes.len().saturating_mul(self.map.stride)));
    }
}

/// UTF-16 to ASCII, then as UTF-8. An odd last byte is left out.
fn clean_utf16(source: &[u8], unit: fn([u8; 2]) -> u16) -> (Zeroizing<Vec<u8>>, Vec<Map>) {
    let mut narrow = Writer::new(source.len(), 2);
    for (index, pair) in source.as_chunks::<2>().0.iter().enumerate() {
        let code = u32::from(unit(*pair));
        let offset = index.saturating_mul(2);
        match u8::try_from(code) {
            Ok(ascii) if ascii.is_ascii() => narrow.push(offset, &[ascii]),
            _ => narrow.push(offset, likeness(code)),
        }
    }
    let (bytes, map) = clean(&narrow.bytes);
    (bytes, vec![map, narrow.map])
}

/// UTF-8 to ASCII, with escapes and line breaks made plain.
fn clean(source: &[u8]) -> (Zeroizing<Vec<u8>>, Map) {
    let mut out = Writer::new(source.len(), 1);
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = plain_length(rest, *b"\r\\%&<\x1b");
        let (span, rest) = rest.split_at(plain);
        out.push(at, span);
        at = at.saturating_add(plain);
        if rest.is_empty() {
            break;
        }
        let taken = special(rest, |bytes| out.push(at, bytes));
        at = at.saturating_add(taken.max(1));
    }
    (out.bytes, out.map)
}

/// Writes what the special character at the head of `rest` stands for; returns the number of bytes it takes.
fn special(rest: &[u8], mut write: impl FnMut(&[u8])) -> usize {
    match rest {
        [b'\r', b'\n', ..] => {
            write(b"\n");
            2
        }
        [b'\r', ..] => {
            write(b"\n");
            1
        }
        [b'\\', ..] => backslash(rest, write),
        [b'%', high, low, ..] => match hex_code(&[*high, *low]) {
            Some(code) if code < 0x80 => {
                write(&[escaped_ascii(code)]);
                3
            }
            _ => {
                write(b"%");
                1
            }
        },
        [b'&', ..] => match entity(rest) {
            Some((code, length)) => {
                match code {
                    ..0x80 => write(&[escaped_ascii(code)]),
                    _ => write(likeness(code)),
                }
                length
            }
            None => {
                write(b"&");
                1
            }
        },
        [sign @ (b'<' | ESCAPE), ..] => {
            let (length, replacement) = match sign {
                b'<' => (layout_tag(rest), &b" "[..]),
                _ => (terminal_sequence(rest), &b""[..]),
            };
            write(match length {
                Some(_) => replacement,
                None => std::slice::from_ref(sign),
            });
            length.unwrap_or(1)
        }
        [0x80..=0xff, ..] => {
            let (code, length) = decode_utf8(rest);
            write(likeness(code));
            length
        }
        [byte, ..] => {
            write(&[*byte]);
            1
        }
        [] => 0,
    }
}

/// The character that a reference of XML or HTML at the head of `rest` stands for (`&#13;`, `&#x2F;`, `&nbsp;`), also
/// where it was escaped once more (`&amp;#43;`), and the reference's length.
fn entity(rest: &[u8]) -> Option<(u32, usize)> {
    const LONGEST: usize = 8;
    let mut name = rest.strip_prefix(b"&")?;
    while let Some(after) = name.strip_prefix(b"amp;") {
        name = after;
    }
    let end = name.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let code = match name.get(..end)? {
        b"nbsp" => 0xa0,
        b"quot" => u32::from(b'"'),
        b"plus" => u32::from(b'+'),
        b"sol" => u32::from(b'/'),
        b"equals" => u32::from(b'='),
        [b'#', b'x' | b'X', digits @ ..] if !digits.is_empty() => hex_code(digits)?,
        [b'#', digits @ ..] => std::str::from_utf8(digits).ok()?.parse().ok()?,
        _ => return None,
    };
    let length = rest.len().saturating_sub(name.len());
    Some((code, length.saturating_add(end).saturating_add(1)))
}

/// The length of a tag of HTML at the head of `rest` that only lays out text: `<br>`, `</div>`.
fn layout_tag(rest: &[u8]) -> Option<usize> {
    const LONGEST: usize = 128;
    const NAMES: [&[u8]; 8] = [b"br", b"p", b"div", b"span", b"pre", b"code", b"td", b"tr"];
    let tag = rest.get(1..)?;
    let end = tag
        .iter()
        .take(LONGEST)
        .position(|byte| matches!(byte, b'<' | b'>' | b'\n'))?;
    let inner = tag.get(..end).filter(|_| tag.get(end) == Some(&b'>'))?;
    let name = inner.strip_prefix(b"/").unwrap_or(inner);
    let length = name.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let (name, attributes) = name.split_at_checked(length.count())?;
    let is_whole = matches!(attributes.first(), None | Some(b' ' | b'/'));
    let is_known = NAMES.iter().any(|known| name.eq_ignore_ascii_case(known));
    (is_whole && is_known).then_some(end.saturating_add(2))
}

/// What begins a terminal's sequences for colours.
const ESCAPE: u8 = 0x1b;

/// The length of such a sequence at the head of `rest` (ECMA-48 §5.4).
fn terminal_sequence(rest: &[u8]) -> Option<usize> {
    const LONGEST: usize = 32;
    let parameters = rest.strip_prefix(b"\x1b[")?.iter().take(LONGEST);
    let length = parameters.take_while(|byte| matches!(byte, b' '..=b'?'));
    let last = length.count().saturating_add(2);
    matches!(rest.get(last), Some(b'@'..=b'~')).then_some(last.saturating_add(1))
}

/// `\n`, `\r`, `\t`, `\/`, `\"`, `\u000a` and a backslash at a line's end, however often JSON in JSON has doubled it;
/// `\x0A` and `\x2B` too, as nginx writes, where they stand alone: bytes in source code are a row of such.
fn backslash(rest: &[u8], mut write: impl FnMut(&[u8])) -> usize {
    let count = rest.iter().take_while(|byte| **byte == b'\\').count();
    let after = rest.get(count..).unwrap_or_default();
    let (meaning, length) = match after {
        [b'n' | b'r', ..] => (ESCAPED_BREAK, 1),
        [b't', ..] => (b' ', 1),
        [plain @ (b'/' | b'"'), ..] => (*plain, 1),
        [b'\n' | b'\r', ..] | [] => return count,
        [b'x', a, b, next, ..]
            if next.is_ascii_alphanumeric() || matches!(next, b'-' | b'+' | b'/' | b'=') =>
        {
            match hex_code(&[*a, *b]) {
                Some(code @ (0x0a | 0x0d | 0x2b | 0x2f | 0x3d)) => (escaped_ascii(code), 3),
                _ => (b'\\', 0),
            }
        }
        [b'u', a, b, c, d, ..] => match hex_code(&[*a, *b, *c, *d]) {
            Some(code) if code < 0x80 => (escaped_ascii(code), 5),
            Some(code) => {
                write(likeness(code));
                return count.saturating_add(5);
            }
            None => (b'\\', 0),
        },
        _ => (b'\\', 0),
    };
    write(&[meaning]);
    count.saturating_add(length)
}

fn escaped_ascii(code: u32) -> u8 {
    match u8::try_from(code) {
        Ok(b'\n' | b'\r') => ESCAPED_BREAK,
        Ok(b'\t') => b' ',
        Ok(graphic @ b' '..=b'~') => graphic,
        _ => FOREIGN,
    }
}

fn hex_code(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |code: u32, digit| {
        Some(code << 4 | char::from(*digit).to_digit(16)?)
    })
}

/// One character of UTF-8 outside ASCII and its length; an invalid one is a lone byte.
fn decode_utf8(bytes: &[u8]) -> (u32, usize) {
    let length = match bytes.first() {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 1,
    };
    let character = bytes
        .get(..length)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .and_then(|text| text.chars().next());
    match character {
        Some(character) => (u32::from(character), length),
        None => (u32::from(char::REPLACEMENT_CHARACTER), 1),
    }
}

/// What a character outside ASCII was in ASCII before an editor, a web page or a mail program improved it.
/// Invisible characters become nothing. Never longer than the character is in UTF-8 or UTF-16.
fn likeness(code: u32) -> &'static [u8] {
    match code {
        0xa0 | 0x1680 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => b" ",
        0x85 | 0x2028 | 0x2029 => b"\n",
        0xad | 0x180e | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff => b"",
        0x2010..=0x2013 | 0x2212 | 0xfe63 | 0xff0d => b"-",
        0x2014 | 0x2015 => b"--",
        0x2018..=0x201f | 0xab | 0xbb => b"\"",
        _ => &[FOREIGN],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_plain() {
        let cases: &[(&str, &str)] = &[
            ("a\r\nb\rc\nd", "a\nb\nc\nd"),
            (r"a\nb\r\nc\\nd\te", "a\x0bb\x0b\x0bc\x0bd e"),
            (r#"a\/b\"c\x\"#, "a/b\"c\\x"),
            (r"\u002B\u000a\u00e9\u00", "+\x0b\x1a\\u00"),
            ("a\\\nb", "a\nb"),
            ("50%2B%0A%zz%", "50+\x0b%zz%"),
            (
                "a&#13;\n&#x2F;&#43;&amp;#61;&nbsp;&quot;&plus;&sol;&equals;&#8212;",
                "a\x0b\n/+= \"+/=--",
            ),
            (
                "a&b;&#;&#x;&#zz;&amp;&#99999999;",
                "a&b;&#;&#x;&#zz;&amp;&#99999999;",
            ),
            ("a<br>b<BR/></div><p class=x>c", "a b   c"),
            ("<b><preface><br <br\n>", "<b><preface><br <br\n>"),
            ("\x1b[38;5;231ma\x1b[mb\x1b[\x1bc", "ab\x1b[\x1bc"),
            (
                r"a\x0Ab\x0d-\x0a\x2BM\xffM\x3082",
                "a\x0bb\x0b-\\x0a+M\\xffM\\x3082",
            ),
            (
                "\u{feff}a\u{200b}\u{a0}b\u{2014}\u{2013}é😀",
                "a b---\x1a\x1a",
            ),
        ];
        for (source, expected) in cases {
            let text = Text::new(source.as_bytes(), Encoding::Utf8);
            assert_eq!(
                String::from_utf8_lossy(&text.bytes),
                *expected,
                "{source:?}"
            );
        }
    }

    #[test]
    fn offsets_and_lines_are_the_source_s() {
        let source = "\u{feff}one\r\ntwo\\nX\u{a0}Y\r\r\nZ";
        let utf16: Vec<u8> = source.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16_offset = |byte: &str| {
            source
                .encode_utf16()
                .position(|unit| unit == byte.encode_utf16().next().unwrap())
        };
        for (wanted, line) in [("o", 1), ("t", 2), ("X", 2), ("Y", 2), ("Z", 4)] {
            let text = Text::new(source.as_bytes(), Encoding::Utf8);
            let at = text
                .bytes
                .iter()
                .position(|byte| *byte == wanted.as_bytes()[0])
                .unwrap();
            assert_eq!(
                (text.source(at), text.line(at)),
                (source.find(wanted).unwrap(), line)
            );
            let text = Text::new(&utf16, Encoding::Utf16LittleEndian);
            assert_eq!(
                (text.source(at), text.line(at)),
                (utf16_offset(wanted).unwrap() * 2, line)
            );
        }
    }

    #[test]
    fn lines_are_counted_across_blocks() {
        let source = "a\n".repeat(LINE_BLOCK * 2);
        let text = Text::new(source.as_bytes(), Encoding::Utf8);
        for offset in [
            0,
            1,
            2,
            LINE_BLOCK - 1,
            LINE_BLOCK,
            LINE_BLOCK + 1,
            LINE_BLOCK * 4 - 1,
        ] {
            assert_eq!(text.line(offset), offset / 2 + 1);
        }
    }

    #[test]
    fn utf16_is_detected() {
        let cases: &[(&[u8], Option<Encoding>)] = &[
            (&[0xff, 0xfe, b'a', 0], Some(Encoding::Utf16LittleEndian)),
            (&[0xfe, 0xff], Some(Encoding::Utf16BigEndian)),
            (&[b'-', 0, b'-', 0], Some(Encoding::Utf16LittleEndian)),
            (&[0, b'-', 0, b'-'], Some(Encoding::Utf16BigEndian)),
            (&[0x30, 0x00, 0x00, 0x00], None),
            (b"----", None),
            (&[0, 49, 0, 0x80], None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(detect_utf16(bytes), *expected, "{bytes:02x?}");
        }
    }

    #[test]
    fn text_is_told_from_binary() {
        let cases: &[(&[u8], bool)] = &[
            (b"plain\r\n\ttext \x1b[1m", true),
            ("é\u{feff}".as_bytes(), true),
            (b"", true),
            (&[0x30, 0x82], false),
            (b"a\0b", false),
        ];
        for (bytes, expected) in cases {
            assert_eq!(is_text(bytes), *expected, "{bytes:02x?}");
        }
    }
}
