//! What is known of Unicode's code points: the properties that names need, case, and normalisation form KC. Knows nothing of names.
//!
//! The properties are a table of our own, a fortieth of what the libraries' take, because an engine that is sent to browsers
//! is not to carry what is there already: the tests compare it with ICU4X, code point by code point, and write it anew
//! where Unicode grew. Normalisation and case are ICU4X's and the standard library's, and with the feature `js` the host's
//! (`String.prototype.normalize`, `toLowerCase`, `toUpperCase`). Unicode promises that neither changes for a code point once
//! assigned, so hosts differ only in code points that are newer than they are: those stay as they are written.

pub(crate) use host::lower_case;
use host::{normalize, upper_case};

/// Runs of code points with the same properties: the number of kinds and each kind's bits (two bytes), then for each run how
/// many code points after the last it begins, times 64, plus its kind, seven bits a byte, the lowest first.
const TABLE: &[u8] = include_bytes!("properties.bin");

/// Each 32nd run: its first code point and where the next begins in [`TABLE`].
const INDEX: [(u32, u16, u8); INDEX_SIZE] = index();
const RUNS_APART: usize = 32;
const INDEX_SIZE: usize = runs().div_ceil(RUNS_APART);

/// The properties of one code point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Properties(u16);

/// Bidi_Class, as far as RFC 5893 tells classes apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bidi {
    /// L.
    LeftToRight,
    /// R and AL.
    RightToLeft,
    /// AN.
    ArabicNumber,
    /// EN.
    EuropeanNumber,
    /// NSM.
    NonspacingMark,
    /// ES, CS, ET, ON and BN: within a label.
    Neutral,
    /// In no label.
    Other,
}

/// Joining_Type, as far as RFC 5892 tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joining {
    None,
    Left,
    Right,
    Dual,
    Transparent,
}

impl Properties {
    pub(super) fn of(c: char) -> Self {
        let c = u32::from(c);
        let after = INDEX.partition_point(|(start, ..)| *start <= c);
        let Some(&(start, next, kind)) = INDEX.get(after.saturating_sub(1)) else {
            return Self(0);
        };
        let (mut start, mut kind, mut at) = (start, usize::from(kind), usize::from(next));
        while at < TABLE.len() {
            let (run, next) = number(at);
            start = start.saturating_add(run / 64);
            if start > c {
                break;
            }
            (kind, at) = ((run % 64) as usize, next);
        }
        let bits = TABLE.get(1 + 2 * kind..).and_then(<[u8]>::first_chunk);
        Self(bits.map_or(0, |bits| u16::from_le_bytes(*bits)))
    }

    pub(super) fn bidi(self) -> Bidi {
        match self.0 & 7 {
            0 => Bidi::LeftToRight,
            1 => Bidi::RightToLeft,
            2 => Bidi::ArabicNumber,
            3 => Bidi::EuropeanNumber,
            4 => Bidi::NonspacingMark,
            5 => Bidi::Neutral,
            _ => Bidi::Other,
        }
    }

    pub(super) fn joining(self) -> Joining {
        match self.0 >> 3 & 7 {
            1 => Joining::Left,
            2 => Joining::Right,
            3 => Joining::Dual,
            4 => Joining::Transparent,
            _ => Joining::None,
        }
    }

    /// A combining mark: General_Category M.
    pub(super) fn is_mark(self) -> bool {
        self.has(6)
    }

    /// Canonical_Combining_Class 9.
    pub(super) fn is_virama(self) -> bool {
        self.has(7)
    }

    /// General_Category Cn or Co.
    pub(super) fn is_unassigned_or_private(self) -> bool {
        self.has(8)
    }

    /// UTS #46: in no host name.
    pub(super) fn is_disallowed(self) -> bool {
        self.has(9)
    }

    /// UTS #46: as if it were not in a host name.
    pub(super) fn is_ignored(self) -> bool {
        self.has(10)
    }

    fn has(self, bit: u32) -> bool {
        self.0 >> bit & 1 == 1
    }
}

/// Normalisation form KC; `None` where the host has no Unicode, so that nothing can be said of such a text.
pub(super) fn nfkc(text: &str) -> Option<String> {
    // Its own test, each time: a ligature that only normalisation takes apart.
    let (tested, answer) = ("\n\u{fb01}", "\nfi");
    let normalized = normalize(&format!("{text}{tested}"));
    normalized.strip_suffix(answer).map(str::to_owned)
}

/// Unicode's full case folding, which is: to lower case, to upper case, to lower case. The dotless i is a letter of its own.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // U+FFFC has no case, and is in no text that is folded: nothing matches with it, and no host name has it.
    let upper = upper_case(&lower_case(&text.replace('\u{131}', "\u{fffc}")));
    // Lower case has another sigma at the end of words; folding has not.
    lower_case(&upper)
        .replace('\u{3c2}', "\u{3c3}")
        .replace('\u{fffc}', "\u{131}")
}

/// Where there is no JavaScript: ICU4X's tables and the standard library's.
#[cfg(not(all(feature = "js", target_arch = "wasm32")))]
mod host {
    pub(super) fn normalize(text: &str) -> String {
        #[cfg(feature = "icu")]
        {
            let nfkc = const { icu_normalizer::ComposingNormalizerBorrowed::new_nfkc() };
            nfkc.normalize(text).into_owned()
        }
        #[cfg(not(feature = "icu"))]
        text.to_owned()
    }

    /// The text in lower case.
    pub(crate) fn lower_case(text: &str) -> String {
        text.to_lowercase()
    }

    pub(super) fn upper_case(text: &str) -> String {
        text.to_uppercase()
    }
}

/// What JavaScript has: tables would be 50,000 bytes of what is sent.
#[cfg(all(feature = "js", target_arch = "wasm32"))]
mod host {
    use js_sys::JsString;

    pub(super) fn normalize(text: &str) -> String {
        JsString::from(text).normalize("NFKC").into()
    }

    /// The text in lower case.
    pub(crate) fn lower_case(text: &str) -> String {
        if text.is_ascii() {
            return text.to_ascii_lowercase();
        }
        JsString::from(text).to_lower_case().into()
    }

    pub(super) fn upper_case(text: &str) -> String {
        JsString::from(text).to_upper_case().into()
    }
}

/// Where the first run of [`TABLE`] begins.
const fn first_run() -> usize {
    1 + 2 * TABLE[0] as usize
}

/// The number at a place of [`TABLE`], and the place after it.
const fn number(mut at: usize) -> (u32, usize) {
    let (mut value, mut shift) = (0, 0);
    while at < TABLE.len() {
        let byte = TABLE[at];
        at += 1;
        value |= ((byte & 127) as u32) << shift;
        shift += 7;
        if byte < 128 {
            break;
        }
    }
    (value, at)
}

const fn runs() -> usize {
    let (mut at, mut count) = (first_run(), 0);
    while at < TABLE.len() {
        (_, at) = number(at);
        count += 1;
    }
    count
}

const fn index() -> [(u32, u16, u8); INDEX_SIZE] {
    let mut index = [(0, 0, 0); INDEX_SIZE];
    let (mut at, mut count, mut start) = (first_run(), 0, 0);
    while at < TABLE.len() {
        let (run, next) = number(at);
        at = next;
        start += run / 64;
        if count % RUNS_APART == 0 {
            index[count / RUNS_APART] = (start, at as u16, (run % 64) as u8);
        }
        count += 1;
    }
    index
}

#[cfg(all(test, feature = "icu", not(target_arch = "wasm32")))]
mod tests {
    use icu_normalizer::uts46::Uts46MapperBorrowed;
    use icu_properties::CodePointMapData;
    use icu_properties::props::{BidiClass, GeneralCategory, GeneralCategoryGroup, JoiningType};

    use super::*;

    /// As ICU4X has it.
    fn expected(c: char) -> Properties {
        let category = CodePointMapData::<GeneralCategory>::new().get(c);
        let bidi = match CodePointMapData::<BidiClass>::new().get(c) {
            BidiClass::LeftToRight => 0,
            BidiClass::RightToLeft | BidiClass::ArabicLetter => 1,
            BidiClass::ArabicNumber => 2,
            BidiClass::EuropeanNumber => 3,
            BidiClass::NonspacingMark => 4,
            BidiClass::EuropeanSeparator
            | BidiClass::CommonSeparator
            | BidiClass::EuropeanTerminator
            | BidiClass::OtherNeutral
            | BidiClass::BoundaryNeutral => 5,
            _ => 6,
        };
        let joining = match CodePointMapData::<JoiningType>::new().get(c) {
            JoiningType::LeftJoining => 1,
            JoiningType::RightJoining => 2,
            JoiningType::DualJoining => 3,
            JoiningType::Transparent => 4,
            _ => 0,
        };
        let uts46 = Uts46MapperBorrowed::new();
        let mapped: String = uts46.map_normalize(std::iter::once(c)).collect();
        let unassigned_or_private = matches!(
            category,
            GeneralCategory::Unassigned | GeneralCategory::PrivateUse
        );
        let flags = [
            GeneralCategoryGroup::Mark.contains(category),
            uts46.is_virama(c),
            unassigned_or_private,
            mapped == "\u{fffd}",
            mapped.is_empty(),
        ];
        let flags = (6..).zip(flags).map(|(bit, flag)| u16::from(flag) << bit);
        Properties(bidi | joining << 3 | flags.fold(0, |all, flag| all | flag))
    }

    fn code_points() -> impl Iterator<Item = char> {
        (0..=u32::from(char::MAX)).filter_map(char::from_u32)
    }

    /// With UPDATE_DOCUMENTS it writes the table, for the next build.
    #[test]
    fn every_code_point_has_the_properties_that_icu4x_knows() {
        if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
            return write_the_properties();
        }
        let differing = code_points().filter(|c| Properties::of(*c) != expected(*c));
        assert_eq!(
            differing.map(u32::from).collect::<Vec<_>>(),
            [] as [u32; 0],
            "run `UPDATE_DOCUMENTS=1 cargo test --lib unicode`"
        );
    }

    fn write_the_properties() {
        let (mut kinds, mut runs, mut last, mut current) = (Vec::new(), Vec::new(), 0, None);
        for c in code_points() {
            let properties = expected(c);
            if current == Some(properties) {
                continue;
            }
            current = Some(properties);
            let kind = kinds.iter().position(|kind| *kind == properties);
            let kind = kind.unwrap_or_else(|| {
                kinds.push(properties);
                kinds.len() - 1
            });
            let mut number = (u32::from(c) - last) * 64 + u32::try_from(kind).unwrap();
            last = u32::from(c);
            while number >= 128 {
                runs.push((number & 127) as u8 | 128);
                number >>= 7;
            }
            runs.push(number as u8);
        }
        assert!(kinds.len() < 64);
        let mut table = vec![kinds.len() as u8];
        table.extend(kinds.iter().flat_map(|kind| kind.0.to_le_bytes()));
        table.extend(runs);
        std::fs::write("src/name/properties.bin", table).unwrap();
    }

    #[test]
    fn normalisation_is_tested_by_what_it_does() {
        assert_eq!(nfkc("e\u{301}ﬁ").as_deref(), Some("éfi"));
        assert_eq!(nfkc("").as_deref(), Some(""));
        assert_eq!(nfkc("a\n").as_deref(), Some("a\n"));
    }
}
