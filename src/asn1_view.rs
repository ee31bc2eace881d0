//! The ASN.1 view: every element of some DER with its place, its type and its value in words, for a reader who wants to
//! see the bytes. What is wrapped (in the OCTET STRING of an extension, the BIT STRING of a key) is opened where it is
//! sound DER itself. Knows X.690's types and the names of OIDs; knows nothing of certificates, and judges nothing.

use serde::Serialize;

use crate::der::{Element, Fault, Problem, Tag, Tree, tag};
use crate::oid::Oid;
use crate::sorted::sort_by_key;
use crate::text::{hex, visible_short};

/// More elements than this are not listed: a page cannot show them.
const MOST: usize = 20_000;

/// Wrapped DER is opened this many times over.
const MAX_WRAPS: usize = 4;

/// The most of a value that is written out, in characters or bytes.
const LONGEST: usize = 120;

/// One piece of DER, opened.
#[derive(Clone, Debug, Serialize)]
pub struct Asn1View {
    /// In encoded order, an element before its contents.
    pub elements: Vec<Asn1Element>,
    /// Where the encoding is not DER, and why; in the order of their places.
    pub faults: Vec<Asn1Fault>,
    /// There were more elements than are listed.
    pub cut: bool,
}

/// One element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asn1Element {
    /// Where its tag stands, in bytes from the beginning.
    pub offset: usize,
    /// Bytes of tag and length.
    pub header: usize,
    /// Bytes of its content, as far as they are there.
    pub length: usize,
    /// How many elements it is inside of.
    pub depth: usize,
    /// "SEQUENCE", "\[0\]", "OBJECT IDENTIFIER".
    pub tag: String,
    /// It stands inside a BIT STRING or OCTET STRING, and is the first that does.
    pub wrapped: bool,
    /// The value in words; of what contains elements, how many. Safe to show.
    pub value: String,
}

/// A fault of encoding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asn1Fault {
    /// Where.
    pub offset: usize,
    /// What is wrong, in a few words.
    pub problem: String,
}

/// Opens `der`.
pub fn asn1(der: &[u8]) -> Asn1View {
    let tree = Tree::read(der, 0..der.len());
    let mut view = Asn1View {
        elements: Vec::new(),
        faults: tree.faults.iter().map(fault).collect(),
        cut: false,
    };
    list(&tree, der, 0, 0, &mut view);
    sort_by_key(&mut view.faults, |fault| fault.offset);
    view
}

fn list(tree: &Tree<'_>, der: &[u8], depth: usize, wraps: usize, view: &mut Asn1View) {
    for (inner, element) in tree.walk() {
        if view.elements.len() >= MOST {
            view.cut = true;
            return;
        }
        let content = element.content_range();
        let wrapped = (wraps < MAX_WRAPS)
            .then(|| wrapped(der, &element))
            .flatten();
        view.elements.push(Asn1Element {
            offset: element.start(),
            header: content.start.saturating_sub(element.start()),
            length: content.len(),
            depth: depth.saturating_add(inner),
            tag: element.tag().name(),
            wrapped: wraps > 0 && inner == 0,
            value: match wrapped {
                Some(_) => format!("{} bytes, which are DER themselves", content.len()),
                None => value(&element),
            },
        });
        if let Some(tree) = wrapped {
            list(
                &tree,
                der,
                depth.saturating_add(inner).saturating_add(1),
                wraps.saturating_add(1),
                view,
            );
        }
    }
}

/// The sound DER that fills an OCTET STRING, or a BIT STRING without unused bits.
fn wrapped<'a>(der: &'a [u8], element: &Element<'_>) -> Option<Tree<'a>> {
    let content = element.content_range();
    let range = match element.tag() {
        tag::OCTET_STRING => content,
        tag::BIT_STRING if element.content().first() == Some(&0) => {
            content.start.saturating_add(1)..content.end
        }
        _ => return None,
    };
    // One byte of text can look like an element; what is worth opening begins like a universal type and has a content.
    if range.len() < 2 {
        return None;
    }
    let tree = Tree::read(der, range);
    let root = tree.root()?;
    let is_known = matches!(
        root.tag(),
        tag::SEQUENCE | tag::SET | tag::OCTET_STRING | tag::BIT_STRING | tag::INTEGER
    );
    (tree.is_sound() && is_known).then_some(tree)
}

fn fault(fault: &Fault) -> Asn1Fault {
    let problem = match fault.problem {
        Problem::Truncated => "it says that it is longer than what is left",
        Problem::Length(why) | Problem::Tag(why) | Problem::Value(why) => why,
        Problem::SetOrder => "the elements of a SET OF are not in ascending order",
        Problem::TrailingData => "bytes follow after the end",
        Problem::TooDeep => "nested deeper than this reader goes",
    };
    Asn1Fault {
        offset: fault.offset,
        problem: problem.to_owned(),
    }
}

fn value(element: &Element<'_>) -> String {
    let content = element.content();
    let tag = element.tag();
    if tag.constructed {
        return match element.children().count() {
            1 => "1 element".to_owned(),
            count => format!("{count} elements"),
        };
    }
    let text = |text: &str| format!("“{}”", visible_short(text, LONGEST));
    match tag {
        tag::BOOLEAN => match content {
            [0] => "false".to_owned(),
            [_] => "true".to_owned(),
            _ => bytes(content),
        },
        tag::INTEGER => integer(content),
        tag::OID => {
            let oid = Oid::from_content(content);
            match oid.name() {
                Some(name) => format!("{oid} ({name})"),
                None => oid.dotted(),
            }
        }
        tag::BIT_STRING => match content {
            [unused, bits @ ..] if bits.len() <= 2 => bit_list(*unused, bits),
            [_, bits @ ..] => bytes(bits),
            [] => String::new(),
        },
        tag::UTC_TIME | tag::GENERALIZED_TIME => text(&String::from_utf8_lossy(content)),
        _ if is_text(tag) => text(&String::from_utf8_lossy(content)),
        Tag {
            number: 30,
            class: crate::der::Class::Universal,
            ..
        } => {
            let units: Vec<u16> = content
                .as_chunks::<2>()
                .0
                .iter()
                .map(|pair| u16::from_be_bytes(*pair))
                .collect();
            text(&String::from_utf16_lossy(&units))
        }
        // In certificates a context-specific primitive is text more often than not (names, addresses).
        _ if tag.class == crate::der::Class::Context
            && content.len() > 1
            && content.iter().all(|byte| matches!(byte, b' '..=b'~')) =>
        {
            text(&String::from_utf8_lossy(content))
        }
        _ => bytes(content),
    }
}

/// UTF8String, NumericString, PrintableString, TeletexString, IA5String, VisibleString.
fn is_text(tag: Tag) -> bool {
    tag.class == crate::der::Class::Universal && matches!(tag.number, 12 | 18 | 19 | 20 | 22 | 26)
}

/// Small numbers in decimal, others in hexadecimal, as serial numbers and moduli are written.
fn integer(content: &[u8]) -> String {
    match content {
        [first, ..] if content.len() <= 7 => {
            let sign = if *first >= 0x80 { -1_i64 } else { 0 };
            let number = content
                .iter()
                .fold(sign, |number, byte| (number << 8) | i64::from(*byte));
            number.to_string()
        }
        _ => bytes(content),
    }
}

/// The bits of a short BIT STRING, as keyUsage has it.
fn bit_list(unused: u8, bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    let kept = digits.len().saturating_sub(usize::from(unused.min(7)));
    format!("bits {}", digits.get(..kept).unwrap_or_default())
}

fn bytes(content: &[u8]) -> String {
    match content.get(..LONGEST / 2) {
        None => hex(content),
        Some(first) => format!("{}… ({} bytes)", hex(first), content.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_says_what_it_holds() {
        // (DER, tag, value)
        let cases: &[(&[u8], &str, &str)] = &[
            (&[1, 1, 0xff], "BOOLEAN", "true"),
            (&[2, 1, 0xfe], "INTEGER", "-2"),
            (&[2, 2, 1, 0], "INTEGER", "256"),
            (
                &[2, 8, 1, 2, 3, 4, 5, 6, 7, 8],
                "INTEGER",
                "0102030405060708",
            ),
            (&[3, 2, 5, 0xa0], "BIT STRING", "bits 101"),
            (&[5, 0], "NULL", ""),
            (&[6, 3, 0x55, 4, 3], "OBJECT IDENTIFIER", "2.5.4.3 (CN)"),
            (
                &[12, 4, b'a', 0xe2, 0x80, 0xae],
                "UTF8String",
                "“a\\u{202e}”",
            ),
            (&[23, 1, b'9'], "UTCTime", "“9”"),
            (&[30, 2, 0, b'x'], "BMPString", "“x”"),
            (&[0x82, 2, b'a', b'b'], "[2]", "“ab”"),
            (&[0x82, 2, 1, 2], "[2]", "0102"),
            (&[0x30, 0], "SEQUENCE", "0 elements"),
        ];
        for (der, tag, value) in cases {
            let view = asn1(der);
            let first = view.elements.first().expect("an element");
            assert_eq!((first.tag.as_str(), first.value.as_str()), (*tag, *value));
        }
    }

    #[test]
    fn what_is_wrapped_is_opened_where_it_stands() {
        // SEQUENCE { OCTET STRING { SEQUENCE { INTEGER 5 } }, BIT STRING { NULL }, OCTET STRING "no DER" }
        let der = [
            0x30, 17, 4, 5, 0x30, 3, 2, 1, 5, 3, 3, 0, 5, 0, 4, 3, b'a', b'b', b'c',
        ];
        let view = asn1(&der);
        let places: Vec<_> = view
            .elements
            .iter()
            .map(|e| (e.offset, e.header, e.length, e.depth, e.wrapped))
            .collect();
        assert_eq!(
            places,
            [
                (0, 2, 17, 0, false),
                (2, 2, 5, 1, false),
                (4, 2, 3, 2, true),
                (6, 2, 1, 3, false),
                (9, 2, 3, 1, false),
                (14, 2, 3, 1, false),
            ]
        );
        assert_eq!(
            view.elements.get(5).map(|e| e.value.as_str()),
            Some("616263")
        );
        assert!(view.faults.is_empty() && !view.cut);
    }

    #[test]
    fn faults_have_their_place_and_too_many_elements_are_cut() {
        let view = asn1(&[0x30, 5, 1, 1, 7]);
        let places: Vec<_> = view.faults.iter().map(|fault| fault.offset).collect();
        assert_eq!(places, [0, 4]);
        assert!(asn1(&[]).elements.is_empty());
        let many: Vec<u8> = [0x30, 0x83, 0, 0xea, 0x60]
            .into_iter()
            .chain([5, 0].repeat(30_000))
            .collect();
        let view = asn1(&many);
        assert!(view.cut && view.elements.len() == MOST);
    }
}
