//! Writes DER (X.690), and what only looks like it. Knows tags and lengths; knows nothing of certificates.
//!
//! Each function returns one complete element, so they nest: `sequence(&[integer(1), null()])`. The first part writes
//! correct DER as long as the contents are; the last part ("wrong on purpose") does not.

/// The element with this identifier octet and these contents, its length in the fewest octets. The door to everything
/// that has no function of its own: `tlv(0x02, &[0, 1])` is an integer with a superfluous octet.
pub fn tlv(tag: u8, contents: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match u8::try_from(contents.len()) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let length = trim_zeros(&contents.len().to_be_bytes()).to_vec();
            out.push(0x80 | length.len() as u8);
            out.extend(length);
        }
    }
    out.extend_from_slice(contents);
    out
}

/// SEQUENCE or SEQUENCE OF these elements.
pub fn sequence(elements: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &elements.concat())
}

/// SET OF these elements, sorted as DER asks (X.690 §11.6).
pub fn set(elements: &[Vec<u8>]) -> Vec<u8> {
    let mut elements = elements.to_vec();
    elements.sort();
    tlv(0x31, &elements.concat())
}

/// `[number] EXPLICIT` around `element`, or `[number] IMPLICIT` of a constructed type, given its contents.
pub fn constructed(number: u8, contents: &[u8]) -> Vec<u8> {
    tlv(0xa0 | number, contents)
}

/// `[number] IMPLICIT` of a primitive type, given its contents.
pub fn primitive(number: u8, contents: &[u8]) -> Vec<u8> {
    tlv(0x80 | number, contents)
}

/// BOOLEAN.
pub fn boolean(value: bool) -> Vec<u8> {
    tlv(0x01, &[if value { 0xff } else { 0 }])
}

/// INTEGER.
pub fn integer(value: i64) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let redundant = bytes.windows(2).take_while(|pair| {
        let sign = if pair[1] & 0x80 == 0 { 0 } else { 0xff };
        pair[0] == sign
    });
    tlv(0x02, &bytes[redundant.count()..])
}

/// INTEGER of an unsigned big-endian number of any size.
pub fn unsigned(big_endian: &[u8]) -> Vec<u8> {
    let digits = trim_zeros(big_endian);
    match digits.first() {
        Some(first) if *first < 0x80 => tlv(0x02, digits),
        _ => tlv(0x02, &[&[0], digits].concat()),
    }
}

/// BIT STRING of whole octets.
pub fn bit_string(bytes: &[u8]) -> Vec<u8> {
    bit_string_with_unused(0, bytes)
}

/// BIT STRING whose last `unused` bits do not count.
pub fn bit_string_with_unused(unused: u8, bytes: &[u8]) -> Vec<u8> {
    tlv(0x03, &[&[unused], bytes].concat())
}

/// BIT STRING with a named bit list, without trailing zero bits (X.690 §11.2.2). `bits` are the numbers of those set.
pub fn named_bits(bits: &[u8]) -> Vec<u8> {
    let Some(last) = bits.iter().copied().max() else {
        return bit_string(&[]);
    };
    let mut bytes = vec![0; usize::from(last / 8) + 1];
    for bit in bits {
        bytes[usize::from(bit / 8)] |= 0x80 >> (bit % 8);
    }
    bit_string_with_unused(7 - last % 8, &bytes)
}

/// OCTET STRING.
pub fn octet_string(bytes: &[u8]) -> Vec<u8> {
    tlv(0x04, bytes)
}

/// NULL.
pub fn null() -> Vec<u8> {
    tlv(0x05, &[])
}

/// OBJECT IDENTIFIER from its dotted form.
///
/// # Panics
/// Where `dotted` is not at least two decimal numbers between dots.
pub fn oid(dotted: &str) -> Vec<u8> {
    tlv(0x06, &oid_contents(dotted))
}

/// The contents of an OBJECT IDENTIFIER, for `[n] IMPLICIT`.
///
/// # Panics
/// As [`oid`].
pub fn oid_contents(dotted: &str) -> Vec<u8> {
    let mut arcs = dotted.split('.').map(|arc| {
        arc.parse::<u128>()
            .unwrap_or_else(|_| panic!("not an object identifier: {dotted:?}"))
    });
    let (Some(first), Some(second)) = (arcs.next(), arcs.next()) else {
        panic!("an object identifier has two numbers at least: {dotted:?}");
    };
    let mut out = base128(first * 40 + second);
    out.extend(arcs.flat_map(base128));
    out
}

/// UTF8String.
pub fn utf8(text: &str) -> Vec<u8> {
    tlv(0x0c, text.as_bytes())
}

/// PrintableString; whether the characters are printable is the caller's affair.
pub fn printable(text: &str) -> Vec<u8> {
    tlv(0x13, text.as_bytes())
}

/// TeletexString of these octets (in practice Latin-1).
pub fn teletex(bytes: &[u8]) -> Vec<u8> {
    tlv(0x14, bytes)
}

/// IA5String; whether the characters are ASCII is the caller's affair.
pub fn ia5(text: &str) -> Vec<u8> {
    tlv(0x16, text.as_bytes())
}

/// VisibleString.
pub fn visible(text: &str) -> Vec<u8> {
    tlv(0x1a, text.as_bytes())
}

/// BMPString: UTF-16, big-endian.
pub fn bmp(text: &str) -> Vec<u8> {
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    tlv(0x1e, &bytes)
}

/// UniversalString: UTF-32, big-endian.
pub fn universal(text: &str) -> Vec<u8> {
    let bytes: Vec<u8> = text
        .chars()
        .flat_map(|c| u32::from(c).to_be_bytes())
        .collect();
    tlv(0x1c, &bytes)
}

/// UTCTime from its own form, `260101000000Z`; written as it is.
pub fn utc_time(text: &str) -> Vec<u8> {
    tlv(0x17, text.as_bytes())
}

/// GeneralizedTime from its own form, `20260101000000Z`; written as it is.
pub fn generalized_time(text: &str) -> Vec<u8> {
    tlv(0x18, text.as_bytes())
}

/// Time from RFC 3339 in UTC to the second: UTCTime from 1950 to 2049, else GeneralizedTime (RFC 5280 §4.1.2.5).
/// Days that do not exist are written as they are.
///
/// # Panics
/// Where `rfc3339` has another form than `2026-01-01T00:00:00Z`.
pub fn time(rfc3339: &str) -> Vec<u8> {
    let digits = time_digits(rfc3339);
    if ("1950".."2050").contains(&&digits[..4]) {
        utc_time(&digits[2..])
    } else {
        generalized_time(&digits)
    }
}

/// GeneralizedTime from RFC 3339, whatever the year.
///
/// # Panics
/// As [`time`].
pub fn time_generalized(rfc3339: &str) -> Vec<u8> {
    generalized_time(&time_digits(rfc3339))
}

// Wrong on purpose.

/// `element` again, with `extra` superfluous octets of zero in its length (BER allows it, DER does not: X.690 §10.1).
///
/// # Panics
/// Where `element` is not one element as this module writes them.
pub fn with_long_length(element: &[u8], extra: u8) -> Vec<u8> {
    let (tag, contents) = split(element);
    let length = trim_zeros(&contents.len().to_be_bytes()).to_vec();
    let mut out = vec![tag, 0x80 | (length.len() as u8 + extra)];
    out.resize(out.len() + usize::from(extra), 0);
    out.extend(length);
    out.extend_from_slice(contents);
    out
}

/// `element` again, with indefinite length and end-of-contents octets (BER only: X.690 §10.1).
///
/// # Panics
/// As [`with_long_length`].
pub fn with_indefinite_length(element: &[u8]) -> Vec<u8> {
    let (tag, contents) = split(element);
    [&[tag, 0x80], contents, &[0, 0]].concat()
}

/// An element whose length octets are these, whatever its contents are.
pub fn with_length(tag: u8, length: &[u8], contents: &[u8]) -> Vec<u8> {
    [&[tag], length, contents].concat()
}

/// Takes an element apart: identifier octet and contents.
///
/// # Panics
/// As [`with_long_length`].
pub fn split(element: &[u8]) -> (u8, &[u8]) {
    let (tag, first) = (element[0], element[1]);
    let header = match first {
        0..0x80 => 2,
        _ => 2 + usize::from(first & 0x7f),
    };
    let contents = &element[header..];
    assert_eq!(tlv(tag, contents), element, "not one element of DER");
    (tag, contents)
}

fn time_digits(rfc3339: &str) -> String {
    let shape: String = rfc3339
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    assert_eq!(
        shape, "0000-00-00T00:00:00Z",
        "not a time of the form 2026-01-01T00:00:00Z: {rfc3339:?}"
    );
    rfc3339
        .chars()
        .filter(|c| !matches!(c, '-' | 'T' | ':'))
        .collect()
}

fn base128(mut value: u128) -> Vec<u8> {
    let mut out = vec![(value & 0x7f) as u8];
    while value > 0x7f {
        value >>= 7;
        out.push(0x80 | (value & 0x7f) as u8);
    }
    out.reverse();
    out
}

fn trim_zeros(big_endian: &[u8]) -> &[u8] {
    let zeros = big_endian.iter().take_while(|byte| **byte == 0).count();
    &big_endian[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_x690_asks() {
        let long = vec![7; 300];
        let table: &[(Vec<u8>, &[u8])] = &[
            (null(), &[5, 0]),
            (boolean(true), &[1, 1, 0xff]),
            (boolean(false), &[1, 1, 0]),
            (integer(0), &[2, 1, 0]),
            (integer(127), &[2, 1, 127]),
            (integer(128), &[2, 2, 0, 128]),
            (integer(-128), &[2, 1, 0x80]),
            (integer(-129), &[2, 2, 0xff, 0x7f]),
            (unsigned(&[]), &[2, 1, 0]),
            (unsigned(&[0, 0, 0x80]), &[2, 2, 0, 0x80]),
            (unsigned(&[0, 0x7f]), &[2, 1, 0x7f]),
            (named_bits(&[]), &[3, 1, 0]),
            (named_bits(&[0]), &[3, 2, 7, 0x80]),
            (named_bits(&[6, 5]), &[3, 2, 1, 0x06]),
            (named_bits(&[8]), &[3, 3, 7, 0, 0x80]),
            (oid("2.5.4.3"), &[6, 3, 0x55, 4, 3]),
            (
                oid("1.2.840.113549"),
                &[6, 6, 42, 0x86, 0x48, 0x86, 0xf7, 0x0d],
            ),
            (oid("2.999"), &[6, 2, 0x88, 0x37]),
            (set(&[integer(2), integer(1)]), &[0x31, 6, 2, 1, 1, 2, 1, 2]),
            (constructed(3, &null()), &[0xa3, 2, 5, 0]),
            (primitive(2, b"a"), &[0x82, 1, b'a']),
            (bmp("é"), &[0x1e, 2, 0, 0xe9]),
            (universal("é"), &[0x1c, 4, 0, 0, 0, 0xe9]),
        ];
        for (written, expected) in table {
            assert_eq!(written, expected);
        }
        assert_eq!(octet_string(&long)[..4], [4, 0x82, 1, 44]);
        assert_eq!(octet_string(&long[..128])[..3], [4, 0x81, 128]);
        assert_eq!(octet_string(&long[..127])[..2], [4, 127]);
    }

    #[test]
    fn writes_times_by_year() {
        assert_eq!(
            time("1949-12-31T23:59:59Z"),
            generalized_time("19491231235959Z")
        );
        assert_eq!(time("1950-01-01T00:00:00Z"), utc_time("500101000000Z"));
        assert_eq!(time("2049-12-31T23:59:59Z"), utc_time("491231235959Z"));
        assert_eq!(
            time("2050-01-01T00:00:00Z"),
            generalized_time("20500101000000Z")
        );
    }

    #[test]
    fn breaks_the_rules_when_asked() {
        assert_eq!(with_long_length(&integer(5), 0), [2, 0x81, 1, 5]);
        assert_eq!(with_long_length(&integer(5), 2), [2, 0x83, 0, 0, 1, 5]);
        assert_eq!(
            with_indefinite_length(&sequence(&[null()])),
            [0x30, 0x80, 5, 0, 0, 0]
        );
        assert_eq!(with_length(4, &[9], b"ab"), [4, 9, b'a', b'b']);
    }

    #[test]
    #[should_panic(expected = "not an object identifier")]
    fn refuses_an_oid_of_letters() {
        oid("1.2.x");
    }

    #[test]
    #[should_panic(expected = "not a time of the form")]
    fn refuses_a_date_without_time() {
        time("2026-01-01");
    }
}
