//! Searches that every byte of an input passes: eight bytes at a time.

/// Each byte's lowest bit.
const ONES: u64 = 0x0101_0101_0101_0101;
/// Each byte's highest bit.
const HIGHS: u64 = ONES << 7;
/// Makes letters small.
const SMALL: u64 = ONES << 5;

/// The eight bytes from `at` on.
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    let (word, _) = bytes.get(at..)?.split_first_chunk()?;
    Some(u64::from_le_bytes(*word))
}

/// Is a byte of the word zero?
fn has_zero(word: u64) -> bool {
    word.wrapping_sub(ONES) & !word & HIGHS != 0
}

/// Zero where a byte of `word` is `byte`.
fn differs(word: u64, byte: u8) -> u64 {
    word ^ u64::from(byte).wrapping_mul(ONES)
}

/// Where the first of two pairs of small letters begins, in either case.
pub fn find_pair(bytes: &[u8], pairs: [[u8; 2]; 2]) -> Option<usize> {
    let mut start = 0;
    while let (Some(here), Some(after)) = (word(bytes, start), word(bytes, start + 1)) {
        let (here, after) = (here | SMALL, after | SMALL);
        let is_in = |[one, other]: [u8; 2]| has_zero(differs(here, one) | differs(after, other));
        if pairs.into_iter().any(is_in) {
            break;
        }
        start += 8;
    }
    let is_pair = |two: &[u8]| {
        pairs
            .iter()
            .any(|pair| two.iter().map(|byte| byte | 0x20).eq(*pair))
    };
    let found = bytes.get(start..)?.windows(2).position(is_pair)?;
    Some(start + found)
}

/// How often a byte is there.
pub fn count_byte(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().filter(|byte| **byte == wanted).count()
}

/// How many bytes come before the first that is one of `special`, or no ASCII.
pub fn plain_length<const COUNT: usize>(bytes: &[u8], special: [u8; COUNT]) -> usize {
    let mut start = 0;
    while let Some(word) = word(bytes, start) {
        if word & HIGHS != 0 || special.iter().any(|byte| has_zero(differs(word, *byte))) {
            break;
        }
        start += 8;
    }
    let is_special = |byte: &u8| !byte.is_ascii() || special.contains(byte);
    let rest = bytes.iter().skip(start);
    start + rest.take_while(|byte| !is_special(byte)).count()
}

/// How many bytes come before the first that is not of base64's alphabet (RFC 4648 §4), or is its padding.
pub fn base64_length(bytes: &[u8]) -> usize {
    const IS_OTHER: [bool; 256] = {
        let mut table = [true; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            table[byte as usize] = !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
            byte += 1;
        }
        table
    };
    let other = bytes.iter().position(|byte| IS_OTHER[usize::from(*byte)]);
    other.unwrap_or(bytes.len())
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
    fn nothing_is_missed_wherever_it_stands() {
        // A pair at each place of a text of several words, and each byte before a special one.
        for length in 2..40 {
            for at in 0..length - 1 {
                let mut text = vec![b'b'; length];
                text[at + 1] = b'E';
                assert_eq!(find_pair(&text, [*b"en", *b"be"]), Some(at));
                assert_eq!(find_pair(&text, [*b"en", *b"ex"]), None);
                let expected = (at + 2 < length).then_some(at + 1);
                assert_eq!(find_pair(&text, [*b"eb"; 2]), expected);
            }
        }
        for special in 0..=255_u8 {
            for filler in (0..0x80_u8).filter(|filler| !b"\r\\".contains(filler)) {
                let at = usize::from(filler) % 20;
                let mut text = [filler; 24];
                text[at] = special;
                let is_special = !special.is_ascii() || b"\r\\".contains(&special);
                let expected = if is_special { at } else { text.len() };
                assert_eq!(plain_length(&text, *b"\r\\"), expected);
            }
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
