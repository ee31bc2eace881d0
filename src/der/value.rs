//! What DER allows of the content of a primitive type (X.690 §8 and §11).

/// What X.690 §8 and §11 forbid in the content of a primitive universal type.
pub(super) fn primitive_problem(number: u32, content: &[u8]) -> Option<&'static str> {
    match number {
        1 => match content {
            [0x00 | 0xff] => None,
            [_] => Some("TRUE must be FF (X.690 section 11.1)"),
            _ => Some("a BOOLEAN has exactly one byte"),
        },
        2 | 10 => match content {
            [] => Some("an INTEGER has at least one byte"),
            [0x00, second, ..] if *second < 0x80 => Some("the INTEGER is padded with a leading 00"),
            [0xff, second, ..] if *second >= 0x80 => {
                Some("the INTEGER is padded with a leading FF")
            }
            _ => None,
        },
        3 => bit_string_problem(content),
        5 => (!content.is_empty()).then_some("a NULL has no content"),
        6 => oid_problem(content),
        12 => std::str::from_utf8(content)
            .is_err()
            .then_some("the text is not UTF-8"),
        18 => (!content.iter().all(|b| b.is_ascii_digit() || *b == b' '))
            .then_some("a NumericString holds digits and spaces only"),
        19 => (!content.iter().all(|b| is_printable(*b))).then_some(
            "a PrintableString holds only letters, digits, space and ' ( ) + , - . / : = ?",
        ),
        22 | 26 => (!content.is_ascii()).then_some("the text is not ASCII"),
        28 => (!content.len().is_multiple_of(4))
            .then_some("a UniversalString has four bytes per character"),
        30 => {
            (!content.len().is_multiple_of(2)).then_some("a BMPString has two bytes per character")
        }
        _ => None,
    }
}

/// X.690 §8.6 and §11.2.1.
pub fn bit_string_problem(content: &[u8]) -> Option<&'static str> {
    match content {
        [] => Some("a BIT STRING begins with the number of unused bits"),
        [unused, ..] if *unused > 7 => Some("a BIT STRING has at most seven unused bits"),
        [unused] if *unused != 0 => Some("an empty BIT STRING has no unused bits"),
        [unused, .., last] if last & ((1u8 << unused) - 1) != 0 => {
            Some("the unused bits must be zero")
        }
        _ => None,
    }
}

fn oid_problem(content: &[u8]) -> Option<&'static str> {
    if content.last().is_none_or(|last| last & 0x80 != 0) {
        return Some("the OBJECT IDENTIFIER ends in the middle of a number");
    }
    let mut first_of_arc = true;
    for byte in content {
        if first_of_arc && *byte == 0x80 {
            return Some("a number in the OBJECT IDENTIFIER is padded with zeros");
        }
        first_of_arc = byte & 0x80 == 0;
    }
    None
}

fn is_printable(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte)
}
