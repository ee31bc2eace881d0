//! String preparation as RFC 5280 §7.1 asks for it: the six steps of RFC 4518, for values that are stored and compared by
//! caseIgnoreMatch. Knows Unicode; knows nothing of names.
//!
//! RFC 4518 was written when Unicode was at version 3.2 and prohibits what was not assigned then. Here a code point may be
//! used once the Unicode data in use assigns it: Unicode promises that neither folding nor normalisation of an assigned code
//! point changes, which is what the prohibition was for.

use super::unicode::{Properties, fold, nfkc};

/// Characters that normalisation makes eight and eighteen of; no other becomes more than six.
const GROWING: [char; 2] = ['\u{fdfa}', '\u{fdfb}'];

/// What values that match have in common; `None` where the string holds a code point that RFC 4518 §2.4 prohibits, so that
/// whether it matches anything is undefined.
pub(super) fn prepare(text: &str) -> Option<String> {
    if text.is_ascii() {
        // Folding and NFKC do nothing else to ASCII, and it holds nothing prohibited.
        let mapped = text.chars().filter_map(map);
        return Some(insignificant_spaces(mapped.map(|c| c.to_ascii_lowercase())));
    }
    let mapped: String = text.chars().filter_map(map).collect();
    if mapped.matches(GROWING).nth(4).is_some() {
        return None; // so that work stays in proportion to the text; no name has five of them
    }
    // Table B.2 of RFC 3454 holds for each code point what folding, NFKC, folding and NFKC again make of it.
    let folded = nfkc(&fold(&mapped))?;
    let normalized = nfkc(&fold(&folded))?;
    let prepared = !normalized.chars().any(is_prohibited);
    // §2.5, "Check bidi: Bidirectional characters are ignored."
    prepared.then(|| insignificant_spaces(normalized.chars()))
}

/// §2.2, without case folding: to nothing, to SPACE, or to itself. (It writes "FF00-FE0F" for the variation selectors, which
/// are U+FE00 to U+FE0F.)
fn map(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{1806}' | '\u{34f}' | '\u{180b}'..='\u{180d}' | '\u{fe00}'..='\u{fe0f}' => {
            None
        }
        '\u{fffc}' => None,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' => Some(' '),
        '\0'..='\u{8}'
        | '\u{e}'..='\u{1f}'
        | '\u{7f}'..='\u{84}'
        | '\u{86}'..='\u{9f}'
        | '\u{6dd}'
        | '\u{70f}'
        | '\u{180e}'
        | '\u{200c}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2063}'
        | '\u{206a}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0001}'
        | '\u{e0020}'..='\u{e007f}' => None,
        '\u{200b}' => None,
        '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Some(' '),
        c => Some(c),
    }
}

/// §2.4: unassigned (A.1 of RFC 3454, but see the module), private use (C.3), not a character (C.4), and U+FFFD. Surrogates
/// are no `char`; what changes display (C.8) was mapped to nothing or normalised.
fn is_prohibited(c: char) -> bool {
    c == '\u{fffd}' || !c.is_ascii() && Properties::of(c).is_unassigned_or_private()
}

/// §2.6.1: one space before and after, two between words; two where there is nothing else. "A space is defined to be the
/// SPACE (U+0020) code point followed by no combining marks."
fn insignificant_spaces(text: impl Iterator<Item = char>) -> String {
    let mut out = String::from(" ");
    let mut text = text.peekable();
    let mut is_word = false;
    while let Some(c) = text.next() {
        let is_space = c == ' ' && !text.peek().is_some_and(|next| is_combining_mark(*next));
        if is_space {
            is_word = false;
            continue;
        }
        if !is_word && out.len() > 1 {
            out.push_str("  ");
        }
        out.push(c);
        is_word = true;
    }
    out.push(' ');
    out
}

fn is_combining_mark(c: char) -> bool {
    !c.is_ascii() && Properties::of(c).is_mark()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_match_and_strings_that_do_not() {
        for (a, b, equal) in [
            // Case, by table B.2 of RFC 3454.
            ("Example", "eXAMPLE", true),
            ("STRASSE", "Stra\u{df}e", true),
            ("\u{1e9e}", "ss", true),
            ("\u{c4}rzte", "\u{e4}RZTE", true),
            ("\u{3a3}\u{3a3}", "\u{3c3}\u{3c2}", true), // sigma, final sigma
            ("\u{17f}", "S", true),                     // long s
            ("\u{212a}", "k", true),                    // Kelvin
            ("\u{2102}", "C", true),                    // double-struck: folded after NFKC
            ("\u{130}", "i\u{307}", true),
            ("\u{131}", "i", false),
            ("\u{131}", "I", false),
            ("\u{1f88}", "\u{1f00}\u{3b9}", true),
            ("\u{10400}", "\u{10428}", true),
            // NFKC.
            ("\u{e9}", "e\u{301}", true),
            ("\u{e9}", "e", false),
            ("\u{fb01}le", "file", true),
            ("\u{ff21}", "a", true),
            ("x\u{b2}", "x2", true),
            ("\u{ac00}", "\u{1100}\u{1161}", true),
            ("q\u{307}\u{323}", "q\u{323}\u{307}", true),
            // To nothing.
            ("soft\u{ad}hyphen", "softhyphen", true),
            ("a\u{200b}b\u{200d}c\u{feff}\0", "abc", true),
            ("a\u{fe0f}\u{fffc}\u{34f}", "a", true),
            ("a\u{7f}b", "ab", true),
            // Space.
            ("  foo   bar ", "foo bar", true),
            ("foo\tbar", "foo\r\nbar", true),
            ("foo\u{a0}\u{3000}\u{2028}bar", "foo bar", true),
            ("foobar", "foo bar", false),
            ("", "   ", true),
            ("", "a", false),
            // A space under a combining mark is a letter like others; so is what NFKC makes one.
            ("a \u{308}b", "a b", false),
            ("a\u{a8}b", "a \u{308}b", true),
            ("a  \u{301}", "a \u{301}", false),
        ] {
            assert_eq!(prepare(a) == prepare(b), equal, "{a:?} {b:?}");
            assert!(prepare(a).is_some() && prepare(b).is_some(), "{a:?} {b:?}");
        }
    }

    /// "For instance, the input string "foo<SPACE>bar<SPACE><SPACE>" results in the output
    /// "<SPACE>foo<SPACE><SPACE>bar<SPACE>"." (§2.6.1)
    #[test]
    fn the_standards_own_example() {
        assert_eq!(prepare("foo bar  ").as_deref(), Some(" foo  bar "));
        assert_eq!(prepare(" ").as_deref(), Some("  "));
    }

    #[test]
    fn prohibited_code_points_match_nothing() {
        for c in [
            '\u{e000}',
            '\u{f8ff}',
            '\u{10fffd}',
            '\u{fffd}',
            '\u{fdd0}',
            '\u{fffe}',
            '\u{1ffff}',
            '\u{378}',
            '\u{e0fff}',
        ] {
            assert_eq!(prepare(&format!("a{c}")), None, "{c:?}");
        }
        for c in ['\u{20ac}', '\u{1f600}', '\u{340}', '\u{2028}', '\u{e0041}'] {
            assert!(prepare(&format!("a{c}")).is_some(), "{c:?}");
        }
    }
}
