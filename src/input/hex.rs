//! Reads a text that is nothing but hexadecimal, as `xxd -p`, `xxd`, debuggers and source code write it.

use zeroize::Zeroizing;

use super::encoded::is_space;
use super::{der, text::ESCAPED_BREAK};

/// The bytes, where the whole of `text` is hexadecimal that begins with a SEQUENCE of DER; a lone last digit is left
/// out. Separators: space, line break, `:`, `,`, `-`, `;`, quotes, braces, `0x`, `\x`. Of `xxd` the offsets and the
/// characters at the lines' ends are left out.
pub(super) fn read(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = match is_dump(text) {
        true => read_dump(text),
        false => read_plain(text)?,
    };
    let is_long_form = matches!(&bytes[..], [der::SEQUENCE, 0x81..=0x84, ..]) && bytes.len() >= 8;
    (is_long_form || der::is_sequences(&bytes)).then_some(bytes)
}

fn read_plain(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut digits = Digits::new(text.len());
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = match rest {
            [b'0', b'x' | b'X', after @ ..] | [b'\\', b'x', after @ ..] => after,
            _ if digits.push(*byte) => after,
            [
                b':' | b',' | b'-' | b';' | b'"' | b'\'' | b'{' | b'}' | b'[' | b']',
                after @ ..,
            ] => after,
            [byte, after @ ..] if is_space(*byte) => after,
            _ => return None,
        };
        // A text that begins otherwise is none of ours: no need to read it all.
        if digits
            .bytes
            .first()
            .is_some_and(|first| *first != der::SEQUENCE)
        {
            return None;
        }
    }
    Some(digits.bytes)
}

/// `00000000: 3082 0181 …  0...`
fn is_dump(text: &[u8]) -> bool {
    text.split_at_checked(10)
        .is_some_and(|(head, _)| head.starts_with(b"0000000") && head.ends_with(b": "))
}

fn read_dump(text: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut digits = Digits::new(text.len());
    for line in text.split(|byte| matches!(*byte, b'\n' | ESCAPED_BREAK)) {
        let columns = line
            .splitn(2, |byte| *byte == b':')
            .nth(1)
            .unwrap_or_default();
        let columns = columns.strip_prefix(b" ").unwrap_or(columns);
        let end = columns
            .windows(2)
            .position(|pair| pair == b"  ")
            .unwrap_or(columns.len());
        for byte in columns.iter().take(end) {
            digits.push(*byte);
        }
    }
    digits.bytes
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

    /// Takes a digit; false: it is none.
    fn push(&mut self, digit: u8) -> bool {
        let Some(value) = char::from(digit)
            .to_digit(16)
            .and_then(|value| u8::try_from(value).ok())
        else {
            return false;
        };
        match self.high.take() {
            Some(high) => self.bytes.push(high << 4 | value),
            None => self.high = Some(value),
        }
        true
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
