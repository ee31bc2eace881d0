//! Internationalised host names to A-labels: UTS #46, as the URL Standard uses it (CheckBidi and CheckJoiners; neither
//! CheckHyphens, UseSTD3ASCIIRules, VerifyDnsLength nor Transitional_Processing). Knows Unicode's rules for labels; what a
//! host may be beyond that, `host` knows.
//!
//! It is not the crate `idna`, which does the same, because its tables would be an eighth of what a browser is sent: the tests
//! compare the two on every code point and on names made to be difficult.

use super::punycode;
use super::unicode::{Bidi, Joining, Properties, fold, nfkc};

/// Longer labels are refused before quadratic work is done on them, as browsers and `idna` do; valid ones have 63 bytes.
const MOST_DECODED: usize = 2000;
const MOST_ENCODED: usize = 1000;
/// In bytes. No name so long has 253 characters of ASCII, however much of it composes.
const LONGEST: usize = 8192;

/// The name in lower case and in A-labels; `None` where UTS #46 finds an error. ASCII characters are let through as they are.
pub(super) fn to_ascii(name: &str) -> Option<String> {
    if is_plain(name) {
        return Some(name.to_ascii_lowercase());
    }
    if name.len() > LONGEST {
        return None;
    }
    let mut mapped = String::with_capacity(name.len());
    for c in name.chars() {
        map(c, &mut mapped)?;
    }
    // NFC by way of NFKC, which is the same for what the mapping leaves.
    let mapped = nfkc(&mapped)?;
    let mut labels = Vec::new();
    for label in mapped.split('.') {
        labels.push(Label::read(label)?);
    }
    let is_bidi = |c: char| {
        matches!(
            Properties::of(c).bidi(),
            Bidi::RightToLeft | Bidi::ArabicNumber
        )
    };
    if labels
        .iter()
        .any(|label| label.unicode.iter().copied().any(is_bidi))
        && !labels.iter().all(|label| fits_bidi_rule(&label.unicode))
    {
        return None;
    }
    let labels: Vec<String> = labels.into_iter().map(|label| label.ascii).collect();
    Some(labels.join("."))
}

/// ASCII, and no label that claims to be internationalised.
fn is_plain(name: &str) -> bool {
    let has_prefix = |label: &str| {
        label
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
    };
    name.is_ascii() && !name.split('.').any(has_prefix)
}

/// UTS #46 section 5, the mapping table: but for these exceptions it is case folding and NFKC.
fn map(c: char, out: &mut String) -> Option<()> {
    let properties = Properties::of(c);
    match c {
        _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        'ß' | 'ẞ' => out.push('ß'),
        'ς' => out.push(c),
        '\u{3002}' | '\u{ff61}' => out.push('.'),
        // Cherokee folds to upper case.
        '\u{13a0}'..='\u{13f5}' => out.push(c),
        '\u{13f8}'..='\u{13fd}' => out.extend(char::from_u32(u32::from(c) - 8)),
        '\u{ab70}'..='\u{abbf}' => out.extend(char::from_u32(u32::from(c) - 0x97d0)),
        _ if properties.is_ignored() => {}
        _ if properties.is_disallowed() => return None,
        _ => out.push_str(&nfkc(&fold(&nfkc(&fold(c.encode_utf8(&mut [0; 4])))?))?),
    }
    Some(())
}

/// A label that is valid by itself.
struct Label {
    ascii: String,
    unicode: Vec<char>,
}

impl Label {
    /// UTS #46 section 4, steps 4 and 5 of "Processing", of a mapped label.
    fn read(label: &str) -> Option<Self> {
        let (ascii, unicode) = match label.strip_prefix("xn--") {
            Some(encoded) => {
                if !encoded.is_ascii()
                    || encoded.is_empty()
                    || encoded.ends_with('-')
                    || encoded.len() > MOST_DECODED
                {
                    return None;
                }
                let unicode = punycode::decode(encoded)?;
                (label.to_owned(), is_mapped(&unicode)?)
            }
            None if label.is_ascii() => {
                return Some(Self {
                    ascii: label.to_owned(),
                    unicode: label.chars().collect(),
                });
            }
            None => {
                let unicode: Vec<char> = label.chars().collect();
                if unicode.len() > MOST_ENCODED {
                    return None;
                }
                (format!("xn--{}", punycode::encode(&unicode)?), unicode)
            }
        };
        let starts_with_mark = unicode
            .first()
            .is_some_and(|c| Properties::of(*c).is_mark());
        let is_valid =
            !starts_with_mark && unicode.len() <= MOST_ENCODED && joiners_are_in_place(&unicode);
        is_valid.then_some(Self { ascii, unicode })
    }
}

/// The label again, if mapping leaves it as it is.
fn is_mapped(label: &[char]) -> Option<Vec<char>> {
    let mut mapped = String::new();
    for c in label {
        if *c == '.' {
            return None;
        }
        map(*c, &mut mapped)?;
    }
    nfkc(&mapped)?
        .chars()
        .eq(label.iter().copied())
        .then(|| label.to_vec())
}

/// RFC 5892 appendix A.1 and A.2.
fn joiners_are_in_place(label: &[char]) -> bool {
    (0..).zip(label).all(|(index, c)| {
        if !matches!(c, '\u{200c}' | '\u{200d}') {
            return true;
        }
        let (before, after) = label.split_at(index);
        let after_virama = before
            .last()
            .is_some_and(|c| Properties::of(*c).is_virama());
        let after = after.get(1..).unwrap_or_default();
        after_virama
            || *c == '\u{200c}'
                && joins(&mut before.iter().rev(), Joining::Left)
                && joins(&mut after.iter(), Joining::Right)
    })
}

/// Whether the next letter on a side of a joiner joins to it.
fn joins(side: &mut dyn Iterator<Item = &char>, joining: Joining) -> bool {
    let next = side
        .map(|c| Properties::of(*c).joining())
        .find(|joining| *joining != Joining::Transparent);
    next == Some(Joining::Dual) || next == Some(joining)
}

/// RFC 5893 section 2.
fn fits_bidi_rule(label: &[char]) -> bool {
    let mut classes: Vec<Bidi> = label.iter().map(|c| Properties::of(*c).bidi()).collect();
    let Some(first) = classes.first().copied() else {
        return true;
    };
    while classes.len() > 1 && classes.last() == Some(&Bidi::NonspacingMark) {
        classes.pop();
    }
    let has = |class| classes.contains(&class);
    let lacks = |class| !has(class);
    let last = classes.last().copied();
    match first {
        Bidi::LeftToRight => {
            lacks(Bidi::RightToLeft)
                && lacks(Bidi::ArabicNumber)
                && lacks(Bidi::Other)
                && matches!(last, Some(Bidi::LeftToRight | Bidi::EuropeanNumber))
        }
        Bidi::RightToLeft => {
            lacks(Bidi::LeftToRight)
                && lacks(Bidi::Other)
                && (lacks(Bidi::EuropeanNumber) || lacks(Bidi::ArabicNumber))
                && matches!(
                    last,
                    Some(Bidi::RightToLeft | Bidi::EuropeanNumber | Bidi::ArabicNumber)
                )
        }
        _ => false,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

    use super::*;

    fn expected(name: &str) -> Option<String> {
        Uts46::new()
            .to_ascii(
                name.as_bytes(),
                AsciiDenyList::EMPTY,
                Hyphens::Allow,
                DnsLength::Ignore,
            )
            .ok()
            .map(|name| name.into_owned())
    }

    /// Letters of Unicode 18 whose case the standard library does not know yet.
    fn is_too_new(c: char) -> bool {
        matches!(
            c,
            '\u{a7dd}' | '\u{a7e2}' | '\u{ab6c}' | '\u{ab6d}' | '\u{1df40}'..='\u{1df7e}'
        )
    }

    fn same(name: &str) {
        if !name.chars().any(is_too_new) {
            assert_eq!(to_ascii(name), expected(name), "{name:?}");
        }
    }

    #[test]
    fn every_code_point_becomes_what_the_crate_idna_makes_of_it() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            same(&format!("a{c}b"));
            same(&c.to_string());
            if !is_too_new(c) {
                let encoded = punycode::encode(&[c]).expect("short");
                same(&format!("XN--{encoded}"));
            }
        }
    }

    /// Names of letters that are difficult together, from a generator of pseudo-random numbers.
    #[test]
    fn difficult_names_become_what_the_crate_idna_makes_of_them() {
        let pools = [
            "אבגדהץקרשתابتثجحخد٠١٢۰۱ßςſẞ",
            "\u{200c}\u{200d}क्षद्यम्लابتیرﻻﷺ\u{64b}\u{301}",
            "。．｡..",
            "aBz09-_xn",
            "ａＢ０１９／％＠？：ｘ￼\u{fffd}＄！ !%",
            "\u{300}\u{308}\u{323}\u{345}\u{360}\u{34f}\u{5b0}\u{302e}ᾳᾼ",
            "ဪ가각ᄀ\u{1161}각日本語例テストÄÖÜßẞﬁ①℀℅㏂≠≮≯⒈ᏸꭰᲀϲ",
            "\u{ad}\u{200b}\u{2060}\u{fe0f}\u{feff}\u{e000}\u{378}\u{e0100}𝟘𞤀𐐀",
        ]
        .map(|pool| pool.chars().collect::<Vec<char>>());
        let mut state = 0x1234_5678_u64;
        let mut below = |limit: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % limit as u64) as usize
        };
        for _ in 0..100_000 {
            let mut labels = Vec::new();
            for _ in 0..=below(3) {
                let pools = [&pools[below(pools.len())], &pools[below(pools.len())]];
                let letters = (0..below(6)).map(|_| {
                    let pool = pools[below(2)];
                    pool[below(pool.len())]
                });
                let letters: Vec<char> = letters.collect();
                labels.push(match below(6) {
                    0 => format!("xn--{}", punycode::encode(&letters).expect("short")),
                    1 => {
                        let noise = (0..below(9)).map(|_| char::from(b"abckxyz019-"[below(11)]));
                        format!("Xn--{}", noise.collect::<String>())
                    }
                    _ => letters.into_iter().collect(),
                });
            }
            same(&labels.join("."));
        }
    }

    #[test]
    fn long_labels_are_refused_as_the_crate_idna_refuses_them() {
        for name in [
            "é".repeat(1000),
            "é".repeat(1001),
            format!("xn--{}", "a".repeat(2001)),
            format!("xn--{}", "9".repeat(2000)),
            format!("a.{}", "b".repeat(5000)),
        ] {
            same(&name);
        }
        assert_eq!(to_ascii(&"é.".repeat(3000)), None);
    }
}
