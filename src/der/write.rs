//! Writes elements in DER. Knows no types.

/// An element: `tag`, which is one octet, and the parts of its content.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content_length: usize = parts.iter().map(|part| part.len()).sum();
    let octets = content_length.to_be_bytes();
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let octets = octets.get(zeros..).unwrap_or_default();
    let mut element = vec![tag];
    match octets {
        [] => element.push(0),
        [short] if *short < 0x80 => element.push(*short),
        long => {
            element.push(0x80 | long.len() as u8);
            element.extend(long);
        }
    }
    parts.iter().for_each(|part| element.extend(*part));
    element
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_minimal() {
        for (length, expected) in [
            (0, &[0x30, 0][..]),
            (0x7f, &[0x30, 0x7f]),
            (0x80, &[0x30, 0x81, 0x80]),
            (0xff, &[0x30, 0x81, 0xff]),
            (0x100, &[0x30, 0x82, 1, 0]),
            (0x1_0000, &[0x30, 0x83, 1, 0, 0]),
        ] {
            let element = tlv(0x30, &[&vec![0; length]]);
            assert_eq!(&element[..expected.len()], expected);
            assert_eq!(element.len(), expected.len() + length);
        }
    }

    #[test]
    fn parts_follow_each_other() {
        assert_eq!(tlv(0x30, &[&[5, 0], &[], &[1]]), [0x30, 3, 5, 0, 1]);
    }
}
