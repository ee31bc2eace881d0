//! Searches that every byte of an input passes.

/// Where the first of two pairs of small letters begins, in either case.
pub fn find_pair(bytes: &[u8], pairs: [[u8; 2]; 2]) -> Option<usize> {
    let [one, other] = pairs.map(u16::from_be_bytes);
    let mut last = 0;
    let end = bytes.iter().position(|byte| {
        let pair = last << 8 | u16::from(byte | 0x20);
        last = pair;
        pair == one || pair == other
    })?;
    end.checked_sub(1)
}

/// How often a byte is there.
pub fn count_byte(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().filter(|byte| **byte == wanted).count()
}

/// How many bytes come before the first that is one of `special`, or no ASCII.
pub fn plain_length<const COUNT: usize>(bytes: &[u8], special: [u8; COUNT]) -> usize {
    let is_special = |byte: &u8| !byte.is_ascii() || special.contains(byte);
    bytes.iter().position(is_special).unwrap_or(bytes.len())
}

/// How many bytes come before the first that is not of base64's alphabet (RFC 4648 §4), or is its padding.
pub fn base64_length(bytes: &[u8]) -> usize {
    let is_other = |byte: &u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    bytes.iter().position(is_other).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_in_either_case_where_they_begin() {
        let find = |text: &str| find_pair(text.as_bytes(), [*b"be", *b"en"]);
        for (text, place) in [
            ("", None),
            ("b", None),
            ("e", None),
            ("be", Some(0)),
            ("-BE", Some(1)),
            ("bEn", Some(0)),
            ("eN", Some(0)),
            ("BBE", Some(1)),
            ("b e", None),
            ("eb", None),
            ("n", None),
            ("en", Some(0)),
            ("B\u{45}", Some(0)),
            ("\u{42}\u{5}", None),
        ] {
            assert_eq!(find(text), place, "{text:?}");
        }
        // 0x20 makes no letter of another character.
        for byte in 0..=255_u8 {
            let is_letter = byte.eq_ignore_ascii_case(&b'e');
            assert_eq!(
                find_pair(&[b'b', byte], [*b"be", *b"en"]).is_some(),
                is_letter,
                "{byte}"
            );
            let is_letter = byte.eq_ignore_ascii_case(&b'b');
            assert_eq!(
                find_pair(&[byte, b'e'], [*b"be", *b"en"]).is_some(),
                is_letter,
                "{byte}"
            );
        }
    }

    #[test]
    fn base64_ends_at_what_is_none() {
        for (text, length) in [
            ("", 0),
            ("AZaz09+/", 8),
            ("A=", 1),
            ("-A", 0),
            ("AB_", 2),
            ("AB\n", 2),
            ("\u{e9}", 0),
        ] {
            assert_eq!(base64_length(text.as_bytes()), length, "{text:?}");
        }
    }

    #[test]
    fn bytes_are_counted_and_plain_ones_passed() {
        assert_eq!(
            (count_byte(b"a\nb\n\n", b'\n'), count_byte(b"", b'\n')),
            (3, 0)
        );
        for (text, length) in [
            ("", 0),
            ("abc", 3),
            ("ab\rc", 2),
            ("\\", 0),
            ("a%", 1),
            ("ab\u{e9}", 2),
        ] {
            assert_eq!(plain_length(text.as_bytes(), *b"\r\\%"), length, "{text:?}");
        }
    }
}
