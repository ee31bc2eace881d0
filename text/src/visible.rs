//! Text from certificates is hostile: here it is made safe to show.

/// The text with every character that a reader could not see, or that would change how its neighbours are shown, written
/// as `\u{…}`: control, line separator, bidirectional and zero-width characters, and those without a meaning of their own.
pub fn visible(text: &str) -> String {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain || !text.chars().any(is_treacherous) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_treacherous(character) {
            out.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    out
}

/// [`visible`], cut to about `limit` characters with an ellipsis: for sentences.
pub fn visible_short(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((cut, _)) => visible(text.get(..cut).unwrap_or_default()) + "…",
        None => visible(text),
    }
}

fn is_treacherous(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_be_hidden_and_leaves_the_rest() {
        assert_eq!(
            visible("Bücher 株式会社 😀 <b>&amp;</b>"),
            "Bücher 株式会社 😀 <b>&amp;</b>"
        );
        assert_eq!(
            visible("a\0b\u{202e}c\u{200b}d\ne"),
            "a\\u{0}b\\u{202e}c\\u{200b}d\\u{a}e"
        );
        assert_eq!(visible_short("abcdef", 3), "abc…");
        assert_eq!(visible_short("abc", 3), "abc");
    }
}
