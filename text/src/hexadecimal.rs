//! Bytes as people read them.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Lower-case hexadecimal without separators.
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| {
        [
            DIGITS[usize::from(byte >> 4)],
            DIGITS[usize::from(byte & 15)],
        ]
    });
    let mut text = Vec::with_capacity(bytes.len().saturating_mul(2));
    text.extend(digits);
    String::from_utf8(text).unwrap_or_default() // it is ASCII
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_hexadecimal() {
        assert_eq!(hex(&[0x00, 0xff, 0x1a]), "00ff1a");
        assert_eq!(hex(&[]), "");
    }
}
