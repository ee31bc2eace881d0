//! Reads a text that is nothing but hexadecimal, as `xxd -p`, `xxd`, debuggers and source code write it, and finds
//! hexadecimal in other text.

use std::ops::Range;

use zeroize::Zeroizing;

use super::encoded::is_space;
use super::{der, text::ESCAPED_BREAK};
use crate::text::find_pair;

/// The bytes, where the whole of `text` is hexadecimal that begins with a SEQUENCE of DER; a lone last digit is left
/// out. Separators: space, line break, `:`, `,`, `-`, `;`, quotes, braces, `0x`, `\x`. Of dumps (`xxd`, `hexdump`, `od -x`)
/// the offsets and the characters at the lines' ends are left out.
pub(super) fn read(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = match is_dump(text) {
        true => read_dump(text),
        false => read_plain(text)?,
    };
    (is_long(&bytes) || der::is_sequences(&bytes)).then_some(bytes)
}

fn is_long(bytes: &[u8]) -> bool {
    matches!(bytes, [der::SEQUENCE, 0x81..=0x84, ..]) && bytes.len() >= 8
}

fn read_plain(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    (run(text) == text.len()).then(|| digits_of(text))
}

/// How much of `text` is digits and separators.
fn run(text: &[u8]) -> usize {
    let mut rest = text;
    while let Some((_, after)) = next(rest) {
        rest = after;
    }
    text.len().saturating_sub(rest.len())
}

/// The bytes in a run.
fn digits_of(run: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut digits = Digits::new(run.len());
    let mut rest = run;
    while let Some((digit, after)) = next(rest) {
        digits.extend(digit);
        rest = after;
    }
    digits.bytes
}

/// The digit at the head of `rest`, or nothing where a separator stands there, and what follows it.
fn next(rest: &[u8]) -> Option<(Option<u8>, &[u8])> {
    match rest {
        [b'0', b'x' | b'X', after @ ..] | [b'\\', b'x', after @ ..] => Some((None, after)),
        [digit, after @ ..] if digit.is_ascii_hexdigit() => Some((Some(*digit), after)),
        [
            b':' | b',' | b'-' | b';' | b'"' | b'\'' | b'{' | b'}' | b'[' | b']',
            after @ ..,
        ] => Some((None, after)),
        [byte, after @ ..] if is_space(*byte) => Some((None, after)),
        _ => None,
    }
}

/// Does it begin with the offset of a first line, as dumps do?
fn is_dump(text: &[u8]) -> bool {
    let zeros = text.iter().take_while(|byte| **byte == b'0').count();
    zeros >= 4 && matches!(text.get(zeros), Some(b':' | b' ' | b'\t'))
}

/// `00000000: 3082 0181 …  0...` as `xxd` writes it; `00000000  30 82 01 81 …  |0...|`, `hexdump -C`; `0000  30 82 …   0...`,
/// `certutil` and `od`.
fn read_dump(text: &[u8]) -> Zeroizing<Vec<u8>> {
    /// In a line of all these but `xxd`, which says where its digits end by two spaces.
    const MOST_DIGITS: usize = 32;
    let mut digits = Digits::new(text.len());
    for line in text.split(|byte| matches!(*byte, b'\n' | ESCAPED_BREAK)) {
        let offset = line.iter().take_while(|byte| byte.is_ascii_hexdigit());
        let columns = line.get(offset.count()..).unwrap_or_default();
        let (columns, gap, most) = match columns {
            [b':', columns @ ..] => (columns, &b"  "[..], usize::MAX),
            columns => (columns, &b"   "[..], MOST_DIGITS),
        };
        let columns = columns.trim_ascii_start();
        let end = columns
            .windows(gap.len())
            .position(|window| window == gap || window.starts_with(b"|"))
            .unwrap_or(columns.len());
        let columns = columns.iter().copied().take(end);
        digits.extend(columns.filter(u8::is_ascii_hexdigit).take(most));
    }
    let mut bytes = digits.bytes;
    // `hexdump` and `od -x`: words of two bytes, the second first; the last word is filled up.
    if let [0x80..=0x84, der::SEQUENCE, ..] = bytes[..] {
        let (words, _) = bytes.as_chunks_mut::<2>();
        words.iter_mut().for_each(|word| word.reverse());
        if let Some((_, [0])) = der::read(&bytes) {
            bytes.pop();
        }
    }
    bytes
}

/// Calls `visit` with the elements of DER, the first in long form, that stand in `text` in hexadecimal, whole, with other text
/// around them: a declaration of source code, a table, a configuration. Linear.
pub(super) fn embedded(text: &[u8], mut visit: impl FnMut(&[u8], Range<usize>)) {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| find_pair(rest, [*b"30"; 2])) {
        let start = at.saturating_add(found);
        at = start.saturating_add(2);
        let before = start.checked_sub(1).and_then(|before| text.get(before));
        if before.is_some_and(|byte| byte.is_ascii_alphanumeric() && *byte != b'x') {
            continue;
        }
        // No other begins within this run, or it would be read again and again.
        let end = start.saturating_add(run(text.get(start..).unwrap_or_default()));
        at = at.max(end);
        let bytes = &digits_of(text.get(start..end).unwrap_or_default())[..];
        let elements = match der::read_tag(bytes, der::SEQUENCE) {
            _ if !is_long(bytes) => continue,
            _ if der::is_sequences(bytes) => bytes,
            Some((first, _)) if first.is_complete() => first.whole,
            _ => continue,
        };
        visit(elements, start..end);
    }
}

/// Puts pairs of digits together.
struct Digits {
    bytes: Zeroizing<Vec<u8>>,
    high: Option<u8>,
}

impl Digits {
    fn new(digits: usize) -> Self {
        Self {
            bytes: Zeroizing::new(Vec::with_capacity(digits / 2)),
            high: None,
        }
    }

    fn extend(&mut self, digits: impl IntoIterator<Item = u8>) {
        for digit in digits {
            let value = char::from(digit).to_digit(16);
            let Some(value) = value.and_then(|value| u8::try_from(value).ok()) else {
                continue;
            };
            match self.high.take() {
                Some(high) => self.bytes.push(high << 4 | value),
                None => self.high = Some(value),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_read_in_its_usual_dress() {
        let expected = [0x30, 0x06, 2, 1, 1, 4, 1, 0xff];
        let cases = [
            "30060201010401ff",
            "30 06 02 01 01 04 01 FF\n",
            "30:06:02:01:\n01:04:01:ff",
            "0x30, 0x06, 0x02, 0x01, 0x01, 0x04, 0x01, 0xff",
            "{0x30,0x06,0x02,0x01,0x01,0x04,0x01,0xff};",
            "\"\\x30\\x06\\x02\\x01\\x01\\x04\\x01\\xff\"",
            "30-06-02-01-01-04-01-FF",
            "00000000: 3006 0201 0104 01ff                      0.......\n",
            "00000000: 3006 0201  0.\n00000004: 0104 01ff  ....\n",
            "00000000  30 06 02 01 01 04 01 ff                           |0.ab....|\n00000008\n",
            "00000000  30 06 02 01  01 04 01 ff  |0.ab....|\n",
            "000000 30 06 02 01 01 04\n000006 01 ff\n000008\n",
            "0000\t30 06 02 01 01 04   0.ab..\r\n0006\t01 ff               ..\r\n",
        ];
        for text in cases {
            assert_eq!(
                read(text.as_bytes()).as_deref(),
                Some(&expected.to_vec()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn words_of_two_bytes_are_put_in_order() {
        let expected = [0x30, 0x81, 6, 4, 4, 0xaa, 0xbb, 0xcc, 0xdd];
        let long = [&expected[..], &[1]].concat();
        for (text, expected) in [
            ("0000000 8130 0406 aa04 ccbb 00dd\n0000009\n", &expected[..]),
            (
                "0000000  8130  0406\n0000004  aa04  ccbb  00dd\n0000011\n",
                &expected,
            ),
            // In order already; not filled up.
            ("00000000: 3081 0604 04aa bbcc dd  0.....\n", &expected),
            ("0000000 8130 0406 aa04 ccbb 01dd\n000000a\n", &long),
        ] {
            let found = read(text.as_bytes());
            assert_eq!(
                found.as_deref().map(Vec::as_slice),
                Some(expected),
                "{text:?}"
            );
        }
        assert_eq!(read(b"0000000 8131 0406 aa04 ccbb 00dd\n"), None);
    }

    #[test]
    fn a_dump_s_line_has_sixteen_bytes() {
        let bytes: Vec<u8> = [&[0x30, 0x1e][..], &[0x41; 30]].concat();
        let digits = |bytes: &[u8]| {
            bytes
                .iter()
                .map(|byte| format!(" {byte:02X}"))
                .collect::<String>()
        };
        let (first, second) = bytes.split_at(16);
        let text = format!(
            "00000000 {}  0.AAAAAA\n00000010 {}  AAA\n",
            digits(first),
            digits(second)
        );
        assert_eq!(read(text.as_bytes()).as_deref(), Some(&bytes));
    }

    #[test]
    fn hexadecimal_is_found_in_other_text() {
        let bytes = [&[0x30, 0x81, 6][..], &[4, 4, 0xaa, 0xbb, 0xcc, 0xdd]].concat();
        let found = |text: &str| {
            let mut found = Vec::new();
            embedded(text.as_bytes(), |bytes, place| {
                found.push((bytes.to_vec(), place.start))
            });
            found
        };
        let plain = "30810604 04AABBCC DD";
        let listed = "0x30, 0x81, 0x06, 0x04, 0x04,\n 0xaa, 0xbb, 0xcc, 0xdd";
        for (text, start) in [
            (
                format!("static const uint8_t cert[] = {{\n{listed} }};\nint cert_len = 9;"),
                34,
            ),
            (format!(" certificate ca 01\n  {plain}\n  quit"), 21),
            (format!(" \\x{}\n(1 row)", plain.replace(' ', "")), 3),
            (format!("a = 30 82 zz {plain} 0000 rest"), 13),
            // Said to be longer than it is; in a longer word; in short form.
            (plain.replace("3081", "3082") + " x", 999),
            (format!("a{plain} x"), 999),
            ("30 06 02 01 01 04 01 ff x".into(), 999),
        ] {
            let expected = (start != 999).then(|| (bytes.clone(), start));
            assert_eq!(found(&text), Vec::from_iter(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_hexadecimal_der_is_left_alone() {
        for text in [
            "",
            "3",
            "30",
            "3106020101040100",
            "30060201010401",
            "30 06 zz",
            "00000000",
            "300602010104010000",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text:?}");
        }
    }
}
