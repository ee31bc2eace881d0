//! Would OpenSSL read a PEM block as it stands in a file? What certlens repairs without a word is refused there, and so by
//! the servers that load their certificates through it. Follows `PEM_read_bio` (crypto/pem/pem_lib.c of OpenSSL 3.0).
//! Knows the source's bytes, not what was made of them.

use std::ops::Range;

use crate::text::base64_length;

/// Where, in lines after that in which the block at `place` in `source` begins, OpenSSL stops or reads something else, and
/// what is there: the end of a sentence that begins with the line. `None`: it reads it, or it is no file's. Linear.
pub(super) fn fault(source: &[u8], place: &Range<usize>) -> Option<(usize, &'static str)> {
    let (before, block) = lines_of(source, place)?;
    let problem = match before {
        [] => read(block).err()?,
        _ => (0, "has an END line and a BEGIN line in one"),
    };
    is_plain(before, block).then_some(problem)
}

/// What stands before the block in its line: nothing, or another block; and the block to the end of its last line. `None`:
/// it is no file's, but stands in quotes, markup, source code, or farther right.
pub(super) fn in_file<'a>(source: &'a [u8], place: &Range<usize>) -> Option<(&'a [u8], &'a [u8])> {
    lines_of(source, place).filter(|(before, block)| is_plain(before, block))
}

/// The same, whatever it is.
fn lines_of<'a>(source: &'a [u8], place: &Range<usize>) -> Option<(&'a [u8], &'a [u8])> {
    let end = place.end.saturating_add(NEAR).min(source.len());
    let start = place.start.saturating_sub(NEAR);
    let before = source.get(start..place.start)?;
    let before = before.rsplit(|byte| *byte == b'\n').next()?;
    // A byte order mark.
    let before = before.strip_prefix(b"\xef\xbb\xbf").unwrap_or(before);
    let block = source.get(place.start..end)?;
    let mut after = block.get(place.len()..)?.iter();
    let length = after.position(|byte| *byte == b'\n');
    let length = length.map_or(block.len(), |length| length.saturating_add(place.len()));
    Some((before, block.get(..length)?))
}

fn is_plain(before: &[u8], block: &[u8]) -> bool {
    (before.is_empty() || before.ends_with(b"-"))
        && !before.iter().chain(block).any(|byte| DRESS.contains(byte))
}

/// How far around a block its line is looked at.
const NEAR: usize = 64;

/// What stands around PEM that is no file, and in it; the first is `ESCAPED_BREAK`.
const DRESS: &[u8] = b"\x0b\\%&<>\"'`|:,;{}[]()";

const NOT_BASE64: &str = "has a character that is not base64";
const AFTER_PADDING: &str = "has base64 after its end (=)";

/// Reads as OpenSSL does.
fn read(block: &[u8]) -> Result<(), (usize, &'static str)> {
    let mut lines = block.split(|byte| *byte == b'\n').map(trimmed).enumerate();
    let begin = lines.next().map_or(&b""[..], |(_, line)| line);
    let label = begin.strip_prefix(b"-----BEGIN ").unwrap_or_default();
    if begin.contains(&b'\r') {
        return Err((0, "ends in a carriage return (CR) alone"));
    }
    if !LABELS.contains(&label) {
        return Err((0, "is not exactly -----BEGIN CERTIFICATE-----"));
    }
    let (mut last, mut characters, mut padding) = (0, 0_usize, 0_usize);
    for (number, line) in lines {
        // Nearly all lines are base64 to their end.
        let (plain, rest) = line
            .split_at_checked(base64_length(line))
            .unwrap_or((line, b""));
        if !rest.is_empty() && is_like_end(line) {
            return match line.strip_prefix(b"-----END ") {
                Some(end) if end == label && characters.is_multiple_of(4) => Ok(()),
                Some(end) if end == label => Err((last, "lacks = at its end")),
                // All but the first line are farther right, as nginx writes a client's certificate.
                None if line.starts_with(b" ") || line.starts_with(b"\t") => Ok(()),
                _ => Err((number, "is not exactly -----END CERTIFICATE-----")),
            };
        }
        // One blank line may end headers, of which there are none.
        if line.is_empty() && number > 1 {
            return Err((number, "is blank"));
        }
        if !plain.is_empty() && padding > 0 {
            return Err((number, AFTER_PADDING));
        }
        characters = characters.saturating_add(plain.len());
        for byte in rest {
            match byte {
                b' ' | b'\t' | b'\r' => continue,
                b'=' => padding = padding.saturating_add(1),
                _ if base64_length(&[*byte]) == 0 => return Err((number, NOT_BASE64)),
                _ if padding > 0 => return Err((number, AFTER_PADDING)),
                _ => {}
            }
            characters = characters.saturating_add(1);
        }
        last = number;
    }
    Err((last, "is the last, without an END line after it"))
}

/// Whether OpenSSL takes a line for the END line, or for one that should be.
fn is_like_end(line: &[u8]) -> bool {
    let mut words = line.windows(4);
    words.any(|word| word.eq_ignore_ascii_case(b"END ")) || line.starts_with(b"--")
}

/// The ends of BEGIN lines that OpenSSL takes for a certificate's.
const LABELS: [&[u8]; 3] = [
    b"CERTIFICATE-----",
    b"X509 CERTIFICATE-----",
    b"TRUSTED CERTIFICATE-----",
];

/// Without what OpenSSL leaves out at a line's end: white space, and bytes that are negative as a `char` of x86.
fn trimmed(line: &[u8]) -> &[u8] {
    let is_ink = |byte: &u8| matches!(byte, b'!'..=0x7f);
    let length = line.iter().rposition(is_ink).map_or(0, |last| last + 1);
    line.get(..length).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What OpenSSL 3.0.19 answers to each with `openssl storeutl -noout -certs` and SSL_CTX_use_certificate_chain_file.
    #[test]
    fn openssl_s_reading_is_told() {
        let (begin, end) = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----");
        let body = "MIIDAAAA\nMAAA\nAA==";
        let is_not_begin = "is not exactly -----BEGIN CERTIFICATE-----";
        let is_not_end = "is not exactly -----END CERTIFICATE-----";
        let one_line = body.replace('\n', "");
        let plain = format!("{begin}\n{body}\n{end}");
        let x509 = plain.replace("CERT", "X509 CERT");
        let cases: &[(String, Option<(usize, &str)>)] = &[
            // It reads these.
            (plain.clone(), None),
            (format!("{plain}\n"), None),
            (plain.replace('\n', "\r\n"), None),
            (plain.replace('\n', " \t\n"), None),
            (plain.replace('\n', "\u{a0}\n"), None),
            (plain.replace("MA", "  M A"), None),
            (format!("{begin}\n\n{body}\n{end}"), None),
            (format!("{begin}\n{one_line}\n{end}"), None),
            (x509.clone(), None),
            (format!("\u{feff}{plain}"), None),
            // These it doesn't.
            (format!("{begin}\n\n\n{body}\n{end}"), Some((2, "is blank"))),
            (plain.replace("\nMA", "\n \nMA"), Some((2, "is blank"))),
            (format!("{begin}\n{body}\n\n{end}"), Some((4, "is blank"))),
            (format!("-{plain}"), Some((0, is_not_begin))),
            (format!("{plain}-"), Some((4, is_not_end))),
            (format!("{plain} x"), Some((4, is_not_end))),
            (plain.replace("-----", "----"), Some((0, is_not_begin))),
            (plain.replace("-----", "—"), Some((0, is_not_begin))),
            (plain.replacen(' ', "", 1), Some((0, is_not_begin))),
            (plain.replacen(' ', "\u{a0}", 1), Some((0, is_not_begin))),
            (plain.replacen('\n', "", 1), Some((0, is_not_begin))),
            (plain.replace('\n', " "), Some((0, is_not_begin))),
            (plain.to_lowercase(), Some((0, is_not_begin))),
            (plain.replace("CERT", "OTHER CERT"), Some((0, is_not_begin))),
            (format!("{body}\n{end}"), Some((0, is_not_begin))),
            (x509.replacen("X509 ", "", 1), Some((4, is_not_end))),
            (format!("{begin}\n{body}{end}"), Some((3, is_not_end))),
            (format!("{plain}{plain}"), Some((4, is_not_end))),
            (
                plain.replace('\n', "\r"),
                Some((0, "ends in a carriage return (CR) alone")),
            ),
            (plain.replace("MA", "M\u{200b}A"), Some((2, NOT_BASE64))),
            (plain.replace("MA", "\u{a0}MA"), Some((2, NOT_BASE64))),
            (plain.replace("MA", "M_"), Some((2, NOT_BASE64))),
            (plain.replace("MA", "# MA"), Some((2, NOT_BASE64))),
            (
                plain.replace("==", "==\nMAAA"),
                Some((4, "has base64 after its end (=)")),
            ),
            (plain.replace('=', ""), Some((3, "lacks = at its end"))),
            (
                format!("{begin}\n{body}\n"),
                Some((3, "is the last, without an END line after it")),
            ),
        ];
        for (source, expected) in cases {
            let start = source.find(|first: char| first != '\u{feff}').unwrap();
            let found = fault(source.as_bytes(), &(start..source.trim_end().len()));
            assert_eq!(found, *expected, "{source:?}");
        }
    }

    #[test]
    fn nothing_is_said_of_what_is_no_file() {
        let plain = "-----BEGIN CERTIFICATE----\nMAAA\n-----END CERTIFICATE-----";
        let after = format!("{plain}{plain}");
        assert_eq!(
            fault(after.as_bytes(), &(plain.len()..after.len())),
            Some((0, "has an END line and a BEGIN line in one"))
        );
        for (before, after) in [
            ("  ", ""),
            ("tls.crt: ", ""),
            ("\"", "\","),
            ("", "\""),
            ("<p>", ""),
        ] {
            let source = format!("a\n{before}{plain}{after}\nb");
            let start = before.len() + 2;
            assert_eq!(
                fault(source.as_bytes(), &(start..start + plain.len())),
                None,
                "{source:?}"
            );
        }
        let shifted = "-----BEGIN CERTIFICATE-----\n\tMAAA\n\t-----END CERTIFICATE-----";
        assert_eq!(fault(shifted.as_bytes(), &(0..shifted.len())), None);
        for dress in ["\\n", "<br>", "&#10;", "%0A", "\n> ", "\nA: b\n"] {
            let source = plain.replace('\n', dress);
            assert_eq!(
                fault(source.as_bytes(), &(0..source.len())),
                None,
                "{source:?}"
            );
        }
    }
}
