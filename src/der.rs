//! The strict pass over DER (X.690 §8 and §10): a flat tree of elements with byte offsets, and every fault found on the
//! way. It goes on after a fault wherever what follows can still be read, so that a person can be shown all of it.
//! Knows ASN.1's universal types; knows nothing of certificates.
//!
//! `value` has the rules for the contents of primitive types; `write` is the way back.

mod value;
mod write;

pub use value::bit_string_problem;
pub(crate) use write::tlv;

use std::ops::Range;

use value::primitive_problem;

/// Elements may be nested this deep; certificates need fewer than 16.
const MAX_DEPTH: usize = 64;

/// A tag's class, X.690 §8.1.2.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Types that mean the same everywhere.
    Universal,
    /// Not used in certificates.
    Application,
    /// `[0]`, `[1]` …: meaning depends on where they stand.
    Context,
    /// Not used in certificates.
    Private,
}

/// An element's identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its class.
    pub class: Class,
    /// Whether the content is made of elements.
    pub constructed: bool,
    /// Its number within the class.
    pub number: u32,
}

impl Tag {
    /// A universal type with its ordinary form: constructed for SEQUENCE and SET only.
    pub const fn universal(number: u32) -> Self {
        Self {
            class: Class::Universal,
            constructed: number == 16 || number == 17,
            number,
        }
    }

    /// A context-specific tag.
    pub const fn context(number: u32, constructed: bool) -> Self {
        Self {
            class: Class::Context,
            constructed,
            number,
        }
    }

    /// The name that ASN.1 gives it: `INTEGER`, `SEQUENCE`, `[3]` …
    pub fn name(self) -> String {
        match self.class {
            Class::Universal => match universal_name(self.number) {
                Some(name) => name.to_owned(),
                None => format!("[UNIVERSAL {}]", self.number),
            },
            Class::Application => format!("[APPLICATION {}]", self.number),
            Class::Context => format!("[{}]", self.number),
            Class::Private => format!("[PRIVATE {}]", self.number),
        }
    }
}

/// Universal tags by name.
#[allow(missing_docs)] // the names say it
pub mod tag {
    use super::Tag;
    pub const BOOLEAN: Tag = Tag::universal(1);
    pub const INTEGER: Tag = Tag::universal(2);
    pub const BIT_STRING: Tag = Tag::universal(3);
    pub const OCTET_STRING: Tag = Tag::universal(4);
    pub const OID: Tag = Tag::universal(6);
    pub const SEQUENCE: Tag = Tag::universal(16);
    pub const SET: Tag = Tag::universal(17);
    pub const UTC_TIME: Tag = Tag::universal(23);
    pub const GENERALIZED_TIME: Tag = Tag::universal(24);
}

fn universal_name(number: u32) -> Option<&'static str> {
    Some(match number {
        1 => "BOOLEAN",
        2 => "INTEGER",
        3 => "BIT STRING",
        4 => "OCTET STRING",
        5 => "NULL",
        6 => "OBJECT IDENTIFIER",
        10 => "ENUMERATED",
        12 => "UTF8String",
        16 => "SEQUENCE",
        17 => "SET",
        18 => "NumericString",
        19 => "PrintableString",
        20 => "TeletexString",
        22 => "IA5String",
        23 => "UTCTime",
        24 => "GeneralizedTime",
        26 => "VisibleString",
        28 => "UniversalString",
        30 => "BMPString",
        _ => return None,
    })
}

/// What is wrong with an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The element says that it is longer than what is left.
    Truncated,
    /// A length in an undefined, indefinite or needlessly long form (X.690 §10.1).
    Length(&'static str),
    /// An identifier that DER does not allow (X.690 §8.1.2).
    Tag(&'static str),
    /// A primitive value that its type does not allow.
    Value(&'static str),
    /// SET OF elements that are not in ascending order (X.690 §11.6).
    SetOrder,
    /// Bytes after the end of what should be the whole.
    TrailingData,
    /// Nested deeper than this reader goes.
    TooDeep,
}

/// A fault and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset of the element (or, for a value, of its first content byte).
    pub offset: usize,
    /// The kind of element it was found in, where known.
    pub tag: Option<Tag>,
    /// What is wrong.
    pub problem: Problem,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    tag: Tag,
    start: u32,
    content: u32,
    end: u32,
    /// Index of the first node that is not inside this one.
    next: u32,
    /// It says that it is longer than what it stands in has room for.
    is_cut: bool,
}

/// All elements of an encoding, in order.
#[derive(Debug)]
pub struct Tree<'a> {
    bytes: &'a [u8],
    nodes: Vec<Node>,
    /// What is wrong with the encoding, in the order found.
    pub faults: Vec<Fault>,
}

/// One element of a [`Tree`].
#[derive(Clone, Copy, Debug)]
pub struct Element<'t> {
    tree: &'t Tree<'t>,
    node: Node,
    index: u32,
}

impl<'a> Tree<'a> {
    /// Reads the element that `range` of `bytes` should be, whole. Offsets count from the beginning of `bytes`, so a
    /// part can be read by itself. `bytes` must be shorter than 4 GiB. Never fails: what cannot be read is a fault.
    pub fn read(bytes: &'a [u8], range: Range<usize>) -> Self {
        let mut tree = Self {
            bytes,
            nodes: Vec::with_capacity(range.len() / 10 + 4),
            faults: Vec::new(),
        };
        tree.read_all(range);
        tree
    }

    /// The outermost element, if there is one.
    pub fn root(&self) -> Option<Element<'_>> {
        self.element(0)
    }

    /// Whether nothing is wrong with the encoding.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// All elements with their depth, in order: what an ASN.1 view shows.
    pub fn walk(&self) -> impl Iterator<Item = (usize, Element<'_>)> {
        let mut ends: Vec<u32> = Vec::new();
        (0..self.nodes.len()).filter_map(move |index| {
            while ends.last().is_some_and(|&end| end as usize <= index) {
                ends.pop();
            }
            let depth = ends.len();
            let element = self.element(index as u32)?;
            ends.push(element.node.next);
            Some((depth, element))
        })
    }

    fn element(&self, index: u32) -> Option<Element<'_>> {
        let node = *self.nodes.get(index as usize)?;
        Some(Element {
            tree: self,
            node,
            index,
        })
    }

    fn fault(&mut self, offset: usize, tag: Option<Tag>, problem: Problem) {
        self.faults.push(Fault {
            offset,
            tag,
            problem,
        });
    }

    fn read_all(&mut self, range: Range<usize>) {
        let mut open: Vec<(usize, usize)> = Vec::new(); // (node, end) of the elements that we are inside of
        let mut position = range.start;
        loop {
            while let Some(&(node, end)) = open.last() {
                if position < end {
                    break;
                }
                self.close(node);
                open.pop();
            }
            let end = open.last().map_or(range.end, |&(_, end)| end);
            if open.is_empty() && !self.nodes.is_empty() {
                if position < range.end {
                    self.fault(position, None, Problem::TrailingData);
                }
                return;
            }
            if open.is_empty() && position >= range.end {
                self.fault(position, None, Problem::Truncated);
                return;
            }
            let within = open.last().and_then(|&(node, _)| self.nodes.get(node));
            let is_within_cut = within.is_some_and(|within| within.is_cut);
            match self.read_header(position, end, is_within_cut) {
                Ok(node) => {
                    let (content, node_end, constructed) = (
                        node.content as usize,
                        node.end as usize,
                        node.tag.constructed,
                    );
                    let index = self.nodes.len();
                    self.nodes.push(Node {
                        next: index as u32 + 1,
                        ..node
                    });
                    if !constructed {
                        self.check_primitive(node);
                        position = node_end;
                    } else if open.len() >= MAX_DEPTH {
                        self.fault(position, Some(node.tag), Problem::TooDeep);
                        position = node_end;
                    } else {
                        open.push((index, node_end));
                        position = content;
                    }
                }
                Err(problem) => {
                    // What follows inside the same element can't be told apart any more; what follows it can.
                    if problem != Problem::Truncated || !is_within_cut {
                        self.fault(position, None, problem);
                    }
                    match open.last() {
                        Some(&(_, end)) => position = end,
                        None => return,
                    }
                }
            }
        }
    }

    fn close(&mut self, index: usize) {
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(index) {
            node.next = next;
        }
        self.check_set_order(index);
    }

    /// Reads identifier and length at `position`. A content that would go past `end` is cut there, which is a fault, unless it is within
    /// what is cut itself: that was told of then.
    fn read_header(
        &mut self,
        position: usize,
        end: usize,
        is_within_cut: bool,
    ) -> Result<Node, Problem> {
        let mut rest = self.bytes.get(position..end).ok_or(Problem::Truncated)?;
        let tag = read_tag(&mut rest)?;
        let (length, length_problem) = read_length(&mut rest)?;
        if let Some(problem) = length_problem {
            self.fault(position, Some(tag), Problem::Length(problem));
        }
        let content = end - rest.len();
        let mut node_end = content.saturating_add(length);
        let is_cut = node_end > end;
        if is_cut {
            node_end = end;
            if !is_within_cut {
                self.fault(position, Some(tag), Problem::Truncated);
            }
        }
        if tag.class == Class::Universal
            && universal_name(tag.number).is_some()
            && tag.constructed != Tag::universal(tag.number).constructed
        {
            let problem = if tag.constructed {
                "a primitive type in constructed form"
            } else {
                "a SEQUENCE or SET in primitive form"
            };
            self.fault(position, Some(tag), Problem::Tag(problem));
        }
        Ok(Node {
            tag,
            start: position as u32,
            content: content as u32,
            end: node_end as u32,
            next: 0,
            is_cut,
        })
    }

    fn check_primitive(&mut self, node: Node) {
        if node.tag.class != Class::Universal {
            return;
        }
        let content = self
            .bytes
            .get(node.content as usize..node.end as usize)
            .unwrap_or_default();
        if let Some(problem) = primitive_problem(node.tag.number, content) {
            self.fault(
                node.content as usize,
                Some(node.tag),
                Problem::Value(problem),
            );
        }
    }

    /// X.690 §11.6: the encodings of a SET OF stand in ascending order.
    fn check_set_order(&mut self, index: usize) {
        let Some(set) = self.element(index as u32) else {
            return;
        };
        if (Tag {
            constructed: true,
            ..set.tag()
        }) != tag::SET
        {
            return;
        }
        let mut previous: Option<&[u8]> = None;
        let mut misplaced = None;
        for child in set.children() {
            if previous.is_some_and(|previous| previous > child.bytes()) {
                misplaced = Some(child.start());
                break;
            }
            previous = Some(child.bytes());
        }
        if let Some(offset) = misplaced {
            self.fault(offset, Some(tag::SET), Problem::SetOrder);
        }
    }
}

/// The identifier octets (X.690 §8.1.2), taken off `rest`.
fn read_tag(rest: &mut &[u8]) -> Result<Tag, Problem> {
    let first = take(rest)?;
    let class = match first >> 6 {
        0 => Class::Universal,
        1 => Class::Application,
        2 => Class::Context,
        _ => Class::Private,
    };
    let mut number = u32::from(first & 0x1f);
    if number == 0x1f {
        number = 0;
        loop {
            let byte = take(rest)?;
            if number == 0 && byte == 0x80 {
                return Err(Problem::Tag("the tag number is padded with zeros"));
            }
            if number > u32::MAX >> 7 {
                return Err(Problem::Tag("the tag number is too large"));
            }
            number = (number << 7) | u32::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                break;
            }
        }
        if number < 0x1f {
            return Err(Problem::Tag("a low tag number is written in the long form"));
        }
    }
    if class == Class::Universal && number == 0 {
        return Err(Problem::Tag("tag number 0 is reserved"));
    }
    Ok(Tag {
        class,
        constructed: first & 0x20 != 0,
        number,
    })
}

/// The length octets (X.690 §8.1.3), taken off `rest`; and what keeps a length that can be read from being DER (§10.1).
fn read_length(rest: &mut &[u8]) -> Result<(usize, Option<&'static str>), Problem> {
    let first = take(rest)?;
    if first < 0x80 {
        return Ok((usize::from(first), None));
    }
    if first == 0x80 {
        return Err(Problem::Length(
            "the length is indefinite; DER needs a definite one",
        ));
    }
    let count = first & 0x7f;
    if count > 4 {
        return Err(Problem::Length("the length has more than four bytes"));
    }
    let (mut length, mut problem) = (0, None);
    for index in 0..count {
        let byte = take(rest)?;
        if index == 0 && byte == 0 {
            problem = Some("the length is padded with zeros");
        }
        length = (length << 8) | usize::from(byte);
    }
    if length < 0x80 {
        problem = Some("a short length is written in the long form");
    }
    Ok((length, problem))
}

fn take(rest: &mut &[u8]) -> Result<u8, Problem> {
    let (first, after) = rest.split_first().ok_or(Problem::Truncated)?;
    *rest = after;
    Ok(*first)
}

impl<'t> Element<'t> {
    /// Its identifier.
    pub fn tag(&self) -> Tag {
        self.node.tag
    }

    /// Where it begins.
    pub fn start(&self) -> usize {
        self.node.start as usize
    }

    /// Identifier, length and content: where they stand in the bytes that were read.
    pub fn range(&self) -> Range<usize> {
        self.node.start as usize..self.node.end as usize
    }

    /// Where the content stands in the bytes that were read.
    pub fn content_range(&self) -> Range<usize> {
        self.node.content as usize..self.node.end as usize
    }

    /// Identifier, length and content.
    pub fn bytes(&self) -> &'t [u8] {
        self.tree.bytes.get(self.range()).unwrap_or_default()
    }

    /// The content.
    pub fn content(&self) -> &'t [u8] {
        self.tree
            .bytes
            .get(self.content_range())
            .unwrap_or_default()
    }

    /// The elements directly inside; none for a primitive element.
    pub fn children(&self) -> Children<'t> {
        Children {
            tree: self.tree,
            next: self.index + 1,
            end: self.node.next,
        }
    }

    /// Whether all of its content is the elements directly inside, where it is made of elements, and each of them is as long as it says. What
    /// is deeper inside is not asked about.
    pub fn is_whole(&self) -> bool {
        let mut end = self.node.content;
        for child in self.children() {
            if child.node.is_cut {
                return false;
            }
            end = child.node.end;
        }
        !self.node.is_cut && (!self.node.tag.constructed || end == self.node.end)
    }

    /// Whether the tag is this one. The constructed bit of universal types is not compared: a wrong one is a fault
    /// of its own.
    pub fn is(&self, tag: Tag) -> bool {
        let own = self.node.tag;
        own.class == tag.class
            && own.number == tag.number
            && (own.class == Class::Universal || own.constructed == tag.constructed)
    }
}

/// The elements directly inside another.
#[derive(Clone, Debug)]
pub struct Children<'t> {
    tree: &'t Tree<'t>,
    next: u32,
    end: u32,
}

impl<'t> Children<'t> {
    /// The next element without taking it.
    pub fn peek(&self) -> Option<Element<'t>> {
        self.clone().next()
    }

    /// Takes the next element if it has this tag.
    pub fn take_if(&mut self, tag: Tag) -> Option<Element<'t>> {
        let element = self.peek().filter(|element| element.is(tag))?;
        self.next = element.node.next;
        Some(element)
    }
}

impl<'t> Iterator for Children<'t> {
    type Item = Element<'t>;

    fn next(&mut self) -> Option<Element<'t>> {
        if self.next >= self.end {
            return None;
        }
        let element = self.tree.element(self.next)?;
        self.next = element.node.next;
        Some(element)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(bytes: &[u8]) -> Vec<(usize, Problem)> {
        Tree::read(bytes, 0..bytes.len())
            .faults
            .iter()
            .map(|fault| (fault.offset, fault.problem))
            .collect()
    }

    #[test]
    fn reads_a_sound_encoding_with_offsets() {
        let bytes = [0x30, 0x08, 0x02, 0x01, 0x05, 0xa0, 0x03, 0x01, 0x01, 0xff];
        let tree = Tree::read(&bytes, 0..bytes.len());
        assert!(tree.is_sound());
        let mut children = tree.root().unwrap().children();
        let integer = children.next().unwrap();
        assert_eq!(
            (integer.tag(), integer.start(), integer.content()),
            (tag::INTEGER, 2, &[5u8][..])
        );
        let explicit = children.next().unwrap();
        assert_eq!(explicit.tag(), Tag::context(0, true));
        assert_eq!(explicit.children().next().unwrap().range(), 7..10);
        assert!(children.next().is_none());
        assert_eq!(
            tree.walk().map(|(depth, _)| depth).collect::<Vec<_>>(),
            [0, 1, 1, 2]
        );
    }

    #[test]
    fn knows_whether_an_element_is_whole() {
        for (bytes, expected) in [
            (&[0x30, 0x02, 0x05, 0x00][..], true),
            (&[0x30, 0x00], true),
            (&[0x04, 0x02, 0x00, 0x00], true),
            (&[0x30, 0x02, 0x00, 0x00], false), // nothing can be read
            (&[0x30, 0x04, 0x05, 0x00, 0x00, 0x00], false), // nor from there on
            (&[0x30, 0x02, 0x05, 0x01], false), // longer than there is room for
            (&[0x30, 0x03, 0x05, 0x00], false), // it is cut itself
            (&[0x30, 0x04, 0x30, 0x02, 0x00, 0x00], true), // deeper inside
        ] {
            let tree = Tree::read(bytes, 0..bytes.len());
            assert_eq!(tree.root().unwrap().is_whole(), expected, "{bytes:02x?}");
        }
    }

    #[test]
    fn names_each_fault_and_its_place() {
        use Problem::*;
        let cases: &[(&[u8], usize, Problem)] = &[
            (&[], 0, Truncated),
            (&[0x30], 0, Truncated),
            (&[0x30, 0x01, 0x05], 2, Truncated),
            (&[0x04, 0x05, 0x01], 0, Truncated),
            // Of several within each other the outermost.
            (&[0x30, 0x06, 0x30, 0x04, 0x05, 0x00], 0, Truncated),
            (&[0x30, 0x06, 0x30, 0x04, 0x05], 0, Truncated),
            (&[0x30, 0x04, 0x30, 0x05, 0x30, 0x03], 2, Truncated),
            (
                &[0x30, 0x80, 0x00, 0x00],
                0,
                Length("the length is indefinite; DER needs a definite one"),
            ),
            (
                &[0x04, 0x81, 0x01, 0x01],
                0,
                Length("a short length is written in the long form"),
            ),
            (
                &[0x04, 0x85, 1, 1, 1, 1, 1],
                0,
                Length("the length has more than four bytes"),
            ),
            (&[0x05, 0x00, 0x00], 2, TrailingData),
            (&[0x00, 0x00], 0, Tag("tag number 0 is reserved")),
            (
                &[0x1f, 0x1e, 0x00],
                0,
                Tag("a low tag number is written in the long form"),
            ),
            (
                &[0x24, 0x00],
                0,
                Tag("a primitive type in constructed form"),
            ),
            (
                &[0x01, 0x01, 0x01],
                2,
                Value("TRUE must be FF (X.690 section 11.1)"),
            ),
            (&[0x02, 0x00], 2, Value("an INTEGER has at least one byte")),
            (
                &[0x02, 0x02, 0x00, 0x7f],
                2,
                Value("the INTEGER is padded with a leading 00"),
            ),
            (
                &[0x02, 0x02, 0xff, 0x80],
                2,
                Value("the INTEGER is padded with a leading FF"),
            ),
            (
                &[0x03, 0x01, 0x01],
                2,
                Value("an empty BIT STRING has no unused bits"),
            ),
            (
                &[0x03, 0x02, 0x01, 0x01],
                2,
                Value("the unused bits must be zero"),
            ),
            (&[0x05, 0x01, 0x00], 2, Value("a NULL has no content")),
            (
                &[0x06, 0x02, 0x2a, 0x80],
                2,
                Value("the OBJECT IDENTIFIER ends in the middle of a number"),
            ),
            (
                &[0x06, 0x02, 0x80, 0x01],
                2,
                Value("a number in the OBJECT IDENTIFIER is padded with zeros"),
            ),
            (&[0x0c, 0x01, 0xff], 2, Value("the text is not UTF-8")),
            (
                &[0x31, 0x06, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01],
                5,
                SetOrder,
            ),
        ];
        for (bytes, offset, problem) in cases {
            assert_eq!(problems(bytes), [(*offset, *problem)], "{bytes:02x?}");
        }
    }

    #[test]
    fn near_misses_are_sound() {
        let cases: &[&[u8]] = &[
            &[0x30, 0x00],
            &[0x1f, 0x1f, 0x00],
            &[0x02, 0x02, 0x00, 0x80],
            &[0x02, 0x02, 0xff, 0x7f],
            &[0x03, 0x01, 0x00],
            &[0x03, 0x02, 0x01, 0x02],
            &[0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01],
            &[0x01, 0x01, 0x00],
        ];
        for bytes in cases {
            assert_eq!(problems(bytes), [], "{bytes:02x?}");
        }
    }

    #[test]
    fn deep_nesting_ends_and_is_named() {
        let mut bytes = Vec::new();
        for _ in 0..100 {
            let mut outer = vec![0x30, 0x82, (bytes.len() >> 8) as u8, bytes.len() as u8];
            if bytes.len() < 0x80 {
                outer = vec![0x30, bytes.len() as u8];
            } else if bytes.len() < 0x100 {
                outer = vec![0x30, 0x81, bytes.len() as u8];
            }
            outer.append(&mut bytes);
            bytes = outer;
        }
        let found = problems(&bytes);
        assert!(matches!(found[..], [(_, Problem::TooDeep)]), "{found:?}");
    }

    #[test]
    fn every_prefix_and_every_flipped_byte_is_answered() {
        let sound = [
            0x30, 0x0c, 0x02, 0x01, 0x05, 0x31, 0x07, 0x0c, 0x01, 0x41, 0x0c, 0x02, 0x42, 0x43,
        ];
        assert_eq!(problems(&sound), []);
        for end in 0..sound.len() {
            assert!(!problems(&sound[..end]).is_empty(), "prefix {end}");
        }
        for index in 0..sound.len() {
            for value in 0..=255 {
                let mut changed = sound;
                changed[index] = value;
                let tree = Tree::read(&changed, 0..changed.len());
                assert!(
                    tree.walk()
                        .all(|(_, element)| element.range().end <= changed.len())
                );
            }
        }
    }
}
