//! PEM armour (RFC 7468).

use base64::{Engine, engine::general_purpose::STANDARD};

/// `der` between `-----BEGIN label-----` and `-----END label-----`, 64 characters a line, with a line feed at the end.
pub fn pem(label: &str, der: &[u8]) -> String {
    let base64 = STANDARD.encode(der);
    let mut text = format!("-----BEGIN {label}-----\n");
    for (i, c) in base64.chars().enumerate() {
        if i > 0 && i % 64 == 0 {
            text.push('\n');
        }
        text.push(c);
    }
    if !base64.is_empty() {
        text.push('\n');
    }
    text + &format!("-----END {label}-----\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_64_characters() {
        for (len, lines) in [(0, 2), (1, 3), (48, 3), (49, 4), (96, 4)] {
            let text = pem("X", &vec![0; len]);
            assert_eq!(text.lines().count(), lines, "{len} bytes");
            assert!(text.lines().all(|line| line.len() <= 64));
            assert!(text.ends_with("-----END X-----\n"));
        }
    }
}
