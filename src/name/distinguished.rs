//! Distinguished names: `Name` of X.501, as RFC 5280 §4.1.2.4 profiles it.

use std::sync::OnceLock;

use super::comparison::{self, NameComparison};
use crate::der::{Class, Element, Tag, tag};
use crate::oid::{Oid, known};
use crate::text::visible;

/// One attribute type and value of a distinguished name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The attribute's type.
    pub oid: Oid,
    /// The tag of the value.
    pub tag: Tag,
    /// The value's content octets.
    pub value: Vec<u8>,
}

impl Attribute {
    /// The universal tag number of the value's string type; `None` where it can be none.
    pub(crate) fn string_type(&self) -> Option<u32> {
        let is_primitive = self.tag.class == Class::Universal && !self.tag.constructed;
        is_primitive.then_some(self.tag.number)
    }

    /// The value as Chrome compares it, where that is as text ([`NameComparison::Chromium`]).
    pub(crate) fn chromium_text(&self) -> Option<String> {
        comparison::chromium(self)
    }

    /// The value as text, where its type is a string type and its content is well-formed.
    pub fn text(&self) -> Option<String> {
        match self.string_type()? {
            18 | 19 | 22 | 26 if !self.value.is_ascii() => None,
            12 | 18 | 19 | 22 | 26 => String::from_utf8(self.value.clone()).ok(),
            // TeletexString: in certificates it holds ISO 8859-1, whatever T.61 says.
            20 => Some(self.value.iter().map(|b| char::from(*b)).collect()),
            28 => {
                let (units, rest) = self.value.as_chunks::<4>();
                let text: Option<String> = units
                    .iter()
                    .map(|unit| char::from_u32(u32::from_be_bytes(*unit)))
                    .collect();
                text.filter(|_| rest.is_empty())
            }
            30 => {
                let (units, rest) = self.value.as_chunks::<2>();
                let text = char::decode_utf16(units.iter().map(|unit| u16::from_be_bytes(*unit)));
                text.collect::<Result<String, _>>()
                    .ok()
                    .filter(|_| rest.is_empty())
            }
            _ => None,
        }
    }

    /// The value for showing: its text made safe, or `#` and hexadecimal (RFC 4514 §2.4).
    pub fn shown(&self) -> String {
        self.text().map_or_else(
            || format!("#{}", crate::text::hex(&self.value)),
            |text| visible(&text),
        )
    }
}

/// A sequence of sets of attributes, in encoded order.
#[derive(Clone, Debug, Default)]
pub struct DistinguishedName {
    /// The RelativeDistinguishedNames before `cut`.
    rdns: Vec<Vec<Attribute>>,
    /// Where it stops being a Name, though it should be one.
    cut: Option<usize>,
    /// The first SET without attributes, which is no RelativeDistinguishedName.
    empty: Option<usize>,
    /// What two names that RFC 5280 §7.1 calls equal have in common.
    /// Made when it is first asked for: a certificate may hold a hundred thousand names that nothing compares.
    key: OnceLock<Vec<u8>>,
    /// The same of names that Chrome calls equal.
    chromium_key: OnceLock<Vec<u8>>,
    /// The content octets.
    content: Vec<u8>,
}

/// Equal by RFC 5280 §7.1.
impl PartialEq for DistinguishedName {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for DistinguishedName {}

impl DistinguishedName {
    /// Reads a `Name`. What is not one gives the offset at which it stops being one.
    pub fn read(element: Element<'_>) -> Result<Self, usize> {
        let name = Self::read_leniently(element);
        name.problem().map_or(Ok(name), Err)
    }

    /// The same, and what is no Name is kept as far as it is one ([`Self::problem`], [`Self::is_whole`]).
    pub fn read_leniently(element: Element<'_>) -> Self {
        let mut name = Self {
            content: element.content().to_vec(),
            ..Self::default()
        };
        name.cut = name.read_rdns(element).err();
        name
    }

    fn read_rdns(&mut self, element: Element<'_>) -> Result<(), usize> {
        if !element.is(tag::SEQUENCE) {
            return Err(element.start());
        }
        for set in element.children() {
            let mut attributes = Vec::new();
            if !set.is(tag::SET) || !set.is_whole() {
                return Err(set.start());
            }
            for attribute in set.children() {
                let mut fields = attribute.children();
                match (
                    attribute.is(tag::SEQUENCE) && attribute.is_whole(),
                    fields.take_if(tag::OID),
                    fields.next(),
                    fields.next(),
                ) {
                    (true, Some(oid), Some(value), None) => attributes.push(Attribute {
                        oid: Oid::from_content(oid.content()),
                        tag: value.tag(),
                        value: value.content().to_vec(),
                    }),
                    _ => return Err(attribute.start()),
                }
            }
            if attributes.is_empty() {
                self.empty.get_or_insert(set.start());
            }
            self.rdns.push(attributes);
        }
        match element.is_whole() {
            true => Ok(()),
            false => Err(element.start()),
        }
    }

    /// The offset of the first thing in it that no Name has.
    pub fn problem(&self) -> Option<usize> {
        self.empty.or(self.cut)
    }

    /// Whether it is a sequence of sets of attributes to its end. What is not is the same as nothing but its own octets.
    pub fn is_whole(&self) -> bool {
        self.cut.is_none()
    }

    /// Whether it has no attributes, nor anything that should be one.
    pub fn is_empty(&self) -> bool {
        self.rdns.is_empty() && self.is_whole()
    }

    /// The name that its first RDNs make; `None`: there are not so many, or one of them is empty.
    pub(crate) fn first(&self, count: usize) -> Option<Self> {
        let rdns = self.rdns.get(..count)?;
        let is_sound = rdns.iter().all(|rdn| !rdn.is_empty());
        is_sound.then(|| Self {
            rdns: rdns.to_vec(),
            ..Self::default()
        })
    }

    /// How many RDNs there are before what is none.
    pub(crate) fn count(&self) -> usize {
        self.rdns.len()
    }

    /// Equal for names that RFC 5280 §7.1 calls equal, different for others: for looking names up.
    pub fn key(&self) -> &[u8] {
        self.key.get_or_init(|| {
            if self.is_whole() {
                comparison::rfc5280_key(&self.rdns)
            } else {
                comparison::octets_key(&self.content)
            }
        })
    }

    /// Octets that it is encoded in.
    pub fn size(&self) -> usize {
        self.content.len()
    }

    /// [`Self::key`] by other rules.
    pub fn key_in(&self, mode: NameComparison) -> &[u8] {
        match mode {
            NameComparison::Chromium if self.is_whole() => self
                .chromium_key
                .get_or_init(|| comparison::chromium_key(&self.rdns)),
            NameComparison::Chromium | NameComparison::Rfc5280 => self.key(),
            NameComparison::Exact => &self.content,
        }
    }

    /// Whether the two are the same name in this comparison.
    pub fn matches(&self, other: &Self, comparison: NameComparison) -> bool {
        self.key_in(comparison) == other.key_in(comparison)
    }

    /// The attributes in encoded order.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.rdns.iter().flatten()
    }

    /// The text of the last common name.
    pub fn common_name(&self) -> Option<String> {
        self.attributes()
            .filter(|a| a.oid.content() == known::COMMON_NAME)
            .last()
            .and_then(Attribute::text)
    }

    /// RFC 4514: most specific part first, special characters escaped; made safe to show. What could not be read comes after the
    /// rest, so here before it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        if !self.is_whole() {
            text.push_str("(not readable)");
        }
        for (place, rdn) in self.rdns.iter().rev().enumerate() {
            if place > 0 || !self.is_whole() {
                text.push(',');
            }
            for (place, attribute) in rdn.iter().enumerate() {
                if place > 0 {
                    text.push('+');
                }
                text.push_str(&attribute.oid.label());
                text.push('=');
                escape(&attribute.shown(), &mut text);
            }
        }
        text
    }

    /// What a person would call it: the common name, else the organisational unit or organisation, else the whole.
    pub fn label(&self) -> Option<String> {
        let by_type = |arc: u8| {
            self.attributes()
                .filter(|a| a.oid.content() == [0x55, 4, arc])
                .last()
                .and_then(Attribute::text)
        };
        let name = by_type(3).or_else(|| by_type(11)).or_else(|| by_type(10));
        match name {
            Some(name) => Some(visible(&name)),
            None => Some(self.text()).filter(|text| !text.is_empty()),
        }
    }
}

/// RFC 4514 §2.4.
fn escape(value: &str, out: &mut String) {
    let last = value.len().saturating_sub(1);
    for (index, character) in value.char_indices() {
        let special = matches!(character, '"' | '+' | ',' | ';' | '<' | '>')
            || (index == 0
                && matches!(character, ' ' | '#')
                && value.len() > 1
                && !value.starts_with('#'))
            || (index == last && character == ' ');
        if special {
            out.push('\\');
        }
        out.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::der::Tree;

    fn attribute(string_type: u8, text: &[u8]) -> Vec<u8> {
        let mut value = vec![0x06, 0x03, 0x55, 0x04, 0x03, string_type, text.len() as u8];
        value.extend_from_slice(text);
        [&[0x30, value.len() as u8][..], &value].concat()
    }

    fn name(rdns: &[&[Vec<u8>]]) -> DistinguishedName {
        let sets: Vec<u8> = rdns
            .iter()
            .flat_map(|rdn| {
                let content = rdn.concat();
                [&[0x31, content.len() as u8][..], &content].concat()
            })
            .collect();
        let bytes = [&[0x30, sets.len() as u8][..], &sets].concat();
        let tree = Tree::read(&bytes, 0..bytes.len());
        DistinguishedName::read(tree.root().unwrap()).unwrap()
    }

    #[test]
    fn compares_as_rfc_5280_section_7_1_says() {
        let base = name(&[&[attribute(12, b"Example CA")]]);
        for (other, equal) in [
            (name(&[&[attribute(19, b"example  ca ")]]), true),
            (
                name(&[&[attribute(30, b"\0E\0x\0a\0m\0p\0l\0e\0 \0C\0A")]]),
                true,
            ),
            (name(&[&[attribute(12, b"ExampleCA")]]), false),
            (name(&[&[attribute(20, b"Example CA")]]), true),
            (
                name(&[
                    &[attribute(12, b"Example CA")],
                    &[attribute(12, b"Example CA")],
                ]),
                false,
            ),
            (name(&[]), false),
        ] {
            assert_eq!(base == other, equal, "{}", other.text());
        }
        let (a, b) = (attribute(12, b"a"), attribute(12, b"b"));
        assert_eq!(
            name(&[&[a.clone(), b.clone()]]),
            name(&[&[b.clone(), a.clone()]])
        );
        let (a, b) = ([a], [b]);
        assert_ne!(name(&[&a, &b]), name(&[&b, &a]));
    }

    #[test]
    fn shows_hostile_text_escaped() {
        let hostile = name(&[&[attribute(12, "a,b\u{202e}c".as_bytes())]]);
        assert_eq!(hostile.text(), "CN=a\\,b\\u{202e}c");
        assert_eq!(name(&[&[attribute(12, &[0xff])]]).text(), "CN=#ff");
    }

    #[test]
    fn what_is_no_name_is_refused_with_its_place() {
        for (bytes, offset) in [
            (&[0x31u8, 0x00][..], 0),
            (&[0x30, 0x02, 0x31, 0x00], 2),
            (&[0x30, 0x04, 0x31, 0x02, 0x30, 0x00], 4),
            (&[0x30, 0x02, 0x30, 0x00], 2),
        ] {
            let tree = Tree::read(bytes, 0..bytes.len());
            assert_eq!(
                DistinguishedName::read(tree.root().unwrap()).err(),
                Some(offset),
                "{bytes:02x?}"
            );
        }
    }
}
