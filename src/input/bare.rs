//! Finds runs of base64 inside other text: Kubernetes YAML and JSON, `x5c` arrays, logs. Linear.
//! A run is a word of base64, or lines of equal width that continue it; who asks decides whether it means anything.

use std::ops::Range;

use super::encoded::{is_base64, is_space};

/// Shorter words are not worth decoding: no certificate, key or PEM block fits.
const LEAST: usize = 40;

/// Calls `visit` with the place of each run in `text[range]`, in order, until it answers `None`. `Some(false)`: the run
/// means nothing; then it is tried without its last line, which may be a word of the text that follows, and from its first
/// line that begins like DER.
pub(super) fn runs(
    text: &[u8],
    range: Range<usize>,
    mut visit: impl FnMut(Range<usize>) -> Option<bool>,
) {
    let mut at = range.start;
    while let Some(first) = next_word(text, at, range.end) {
        at = first.end;
        if first.len() < LEAST {
            continue;
        }
        let mut run = first.start..first.end;
        let mut second_chance = None;
        let mut without_last = None;
        let mut is_open = !ends_padded(text, &first);
        while is_open && let Some(word) = next_word(text, at, range.end) {
            let between = text.get(at..word.start).unwrap_or_default();
            let is_joined = between.iter().all(|byte| is_space(*byte) || *byte == b'>');
            if !is_joined || word.len() > first.len() || is_key(text, &word) {
                break;
            }
            if second_chance.is_none() && begins_like_der(text, word.start) {
                second_chance = Some(word.start);
            }
            is_open = word.len() == first.len() && !ends_padded(text, &word);
            without_last = (!is_open).then_some(run.end);
            at = word.end;
            run.end = word.end;
        }
        let chances = [
            Some(run.clone()),
            without_last.map(|end| run.start..end),
            second_chance.map(|start| start..run.end),
        ];
        for chance in chances.into_iter().flatten() {
            match visit(chance) {
                None => return,
                Some(true) => break,
                Some(false) => {}
            }
        }
    }
}

/// The next word of base64 characters with its padding.
fn next_word(text: &[u8], from: usize, to: usize) -> Option<Range<usize>> {
    let rest = text.get(from..to)?;
    let before = rest.iter().position(|byte| is_base64(*byte))?;
    let word = rest.get(before..)?;
    let length = word
        .iter()
        .position(|byte| !is_base64(*byte))
        .unwrap_or(word.len());
    let padding = word
        .get(length..)?
        .iter()
        .take(2)
        .take_while(|byte| **byte == b'=')
        .count();
    let start = from.saturating_add(before);
    Some(start..start.saturating_add(length).saturating_add(padding))
}

/// A key of YAML or JSON is no base64: `tls.key:` below a value of 64 characters is not its last line.
fn is_key(text: &[u8], word: &Range<usize>) -> bool {
    matches!(text.get(word.end), Some(b':' | b'.'))
}

fn ends_padded(text: &[u8], word: &Range<usize>) -> bool {
    word.end.checked_sub(1).and_then(|last| text.get(last)) == Some(&b'=')
}

/// Base64 of 0x30, a SEQUENCE's tag, begins so.
pub(super) fn begins_like_der(text: &[u8], at: usize) -> bool {
    matches!(text.get(at..), Some([b'M', b'A'..=b'P', ..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_words_and_equal_lines() {
        let word = "x".repeat(LEAST);
        let der = format!("M{}", "I".repeat(LEAST - 1));
        let short = "y".repeat(LEAST - 1);
        // (text, runs that are visited when none means anything)
        let cases: &[(String, Vec<String>)] = &[
            (format!("a: {word}, b"), vec![word.clone()]),
            (format!("a: {short}"), vec![]),
            (
                format!("{word}\n  {word}\n> {short}\nz"),
                vec![
                    format!("{word}\n  {word}\n> {short}"),
                    format!("{word}\n  {word}"),
                ],
            ),
            (format!("{word}\n  key.name: x"), vec![word.clone()]),
            (format!("{word}\nkind: x"), vec![word.clone()]),
            (
                format!("{word}==\n{word}"),
                vec![format!("{word}=="), word.clone()],
            ),
            (
                format!("{word}\",\"{word}"),
                vec![word.clone(), word.clone()],
            ),
            (format!("{short}\n{word}"), vec![word.clone()]),
            (
                format!("{word}\n{der}\nyy"),
                vec![
                    format!("{word}\n{der}\nyy"),
                    format!("{word}\n{der}"),
                    format!("{der}\nyy"),
                ],
            ),
        ];
        for (text, expected) in cases {
            let mut found = Vec::new();
            runs(text.as_bytes(), 0..text.len(), |place| {
                found.push(text[place].to_owned());
                Some(false)
            });
            assert_eq!(found, *expected, "{text:?}");
        }
    }
}
