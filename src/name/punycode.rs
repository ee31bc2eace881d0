//! Punycode (RFC 3492): the letters of an internationalised label in ASCII. Knows nothing else.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// Section 6.1.
fn adapt(delta: u32, points: u32, is_first: bool) -> u32 {
    let mut delta = delta / if is_first { DAMP } else { 2 };
    delta += delta / points.max(1);
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(T_MIN, T_MAX)
}

/// Section 6.2, without the prefix, of text in lower case. Quadratic.
pub(super) fn decode(text: &str) -> Option<Vec<char>> {
    let (basic, extended) = text.rsplit_once('-').unwrap_or(("", text));
    if basic.is_empty() && text.starts_with('-') || !basic.is_ascii() {
        return None;
    }
    let mut label: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (INITIAL_N, 0u32, INITIAL_BIAS);
    let mut digits = extended.bytes().peekable();
    while digits.peek().is_some() {
        let (before, mut weight, mut k) = (i, 1u32, BASE);
        loop {
            let digit = match digits.next()? {
                letter @ b'a'..=b'z' => letter - b'a',
                number @ b'0'..=b'9' => number - b'0' + 26,
                _ => return None,
            };
            i = i.checked_add(u32::from(digit).checked_mul(weight)?)?;
            let t = threshold(k, bias);
            if u32::from(digit) < t {
                break;
            }
            weight = weight.checked_mul(BASE - t)?;
            k += BASE;
        }
        let points = u32::try_from(label.len()).ok()?.checked_add(1)?;
        bias = adapt(i - before, points, before == 0);
        n = n.checked_add(i / points)?;
        i %= points;
        label.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(label)
}

/// Section 6.3, without the prefix. Quadratic.
pub(super) fn encode(label: &[char]) -> Option<String> {
    let mut text: String = label.iter().filter(|c| c.is_ascii()).collect();
    let basic = u32::try_from(text.len()).ok()?;
    if basic > 0 {
        text.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (INITIAL_N, 0u32, INITIAL_BIAS, basic);
    while let Some(next) = label
        .iter()
        .map(|c| u32::from(*c))
        .filter(|c| *c >= n)
        .min()
    {
        delta = delta.checked_add((next - n).checked_mul(handled.checked_add(1)?)?)?;
        n = next;
        for c in label.iter().map(|c| u32::from(*c)) {
            if c < n {
                delta = delta.checked_add(1)?;
            }
            if c != n {
                continue;
            }
            let (mut q, mut k) = (delta, BASE);
            loop {
                let t = threshold(k, bias);
                let (digit, rest) = if q < t {
                    (q, None)
                } else {
                    (t + (q - t) % (BASE - t), Some((q - t) / (BASE - t)))
                };
                let digit = u8::try_from(digit).ok()?;
                text.push(char::from(if digit < 26 {
                    b'a' + digit
                } else {
                    b'0' + digit - 26
                }));
                match rest {
                    Some(rest) => (q, k) = (rest, k + BASE),
                    None => break,
                }
            }
            bias = adapt(delta, handled + 1, handled == basic);
            delta = 0;
            handled += 1;
        }
        delta = delta.checked_add(1)?;
        n = n.checked_add(1)?;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 3492 section 7.1: (A), (B), (D), (I), (L), (S).
    #[test]
    fn the_standards_own_samples() {
        for (unicode, ascii) in [
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("pročprostěnemluvíčesky", "proprostnemluvesky-uyb24dma41a"),
            (
                "почемужеонинеговорятпорусски",
                "b1abfaaepdrnnbgefbadotcwatmq2g4l",
            ),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
            ("-> $1.00 <-", "-> $1.00 <--"),
        ] {
            let label: Vec<char> = unicode.chars().collect();
            assert_eq!(encode(&label).as_deref(), Some(ascii));
            assert_eq!(decode(ascii), Some(label));
        }
    }

    #[test]
    fn what_is_no_punycode() {
        for text in ["-", "-a", "é-a", "a-é", "a-b!", "99999999", "zzzzzzzzzzzz"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
