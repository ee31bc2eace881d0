//! The syntax of URIs, RFC 3986.

/// The scheme of a URI and what follows its colon; or why the text is none (§3). A relative reference is none.
pub(crate) fn parts(text: &[u8]) -> Result<(&[u8], &[u8]), &'static str> {
    let colon = text.iter().position(|byte| *byte == b':');
    let (scheme, rest) = match colon.and_then(|colon| text.split_at_checked(colon)) {
        Some((scheme, rest)) => (scheme, rest.get(1..).unwrap_or_default()),
        None => return Err(NO_SCHEME),
    };
    let is_scheme = scheme.first().is_some_and(u8::is_ascii_alphabetic)
        && scheme
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte));
    if !is_scheme {
        return Err(NO_SCHEME);
    }
    if rest.is_empty() {
        return Err("nothing follows its scheme");
    }
    match is_uri_text(rest) {
        true => Ok((scheme, rest)),
        false => Err("it holds a character that a URI cannot hold"),
    }
}

const NO_SCHEME: &str = "it has no scheme (such as https:)";

/// §2: unreserved and reserved characters, and `%` with two hexadecimal digits.
fn is_uri_text(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = match (byte, after) {
            (b'%', [a, b, after @ ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => after,
            (b'%', _) => return false,
            (byte, after)
                if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(byte) =>
            {
                after
            }
            _ => return false,
        };
    }
    true
}
