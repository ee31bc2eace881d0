//! A tree of DER that can be edited and written again with the lengths that fit, or with one that does not.
//! It shares no code with the engine.

/// An element.
#[derive(Clone, Debug)]
pub struct Node {
    /// One octet.
    pub tag: u8,
    /// What it holds.
    pub body: Body,
    /// How its length is written.
    pub length: Length,
}

/// What an element holds.
#[derive(Clone, Debug)]
pub enum Body {
    /// Octets.
    Bytes(Vec<u8>),
    /// A constructed element's, or those in an OCTET STRING that holds DER.
    Elements(Vec<Node>),
}

/// How the length is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// As DER has it.
    Minimal,
    /// With one more octet than it needs.
    Long,
    /// Without a length, ended by two zeros.
    Indefinite,
    /// Off by one or more: what follows is read as part of it, or it ends inside.
    Off(i8),
}

impl Node {
    /// Reads one element that takes all of `bytes`.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut elements = read_all(bytes)?;
        (elements.len() == 1).then(|| elements.remove(0))
    }

    /// Its encoding.
    pub fn write(&self) -> Vec<u8> {
        let content = match &self.body {
            Body::Bytes(bytes) => bytes.clone(),
            Body::Elements(elements) => elements.iter().flat_map(Node::write).collect(),
        };
        let mut bytes = vec![self.tag];
        match self.length {
            Length::Minimal => bytes.extend(minimal(content.len())),
            Length::Long => {
                let length = minimal(content.len());
                match length.as_slice() {
                    [short] => bytes.extend([0x81, *short]),
                    [count, rest @ ..] => {
                        bytes.extend([count + 1, 0]);
                        bytes.extend(rest);
                    }
                    [] => {}
                }
            }
            Length::Indefinite => bytes.push(0x80),
            Length::Off(by) => {
                bytes.extend(minimal(content.len().saturating_add_signed(by.into())))
            }
        }
        bytes.extend(content);
        if self.length == Length::Indefinite {
            bytes.extend([0, 0]);
        }
        bytes
    }

    /// The elements in it.
    pub fn children(&mut self) -> Option<&mut Vec<Node>> {
        match &mut self.body {
            Body::Elements(elements) => Some(elements),
            Body::Bytes(_) => None,
        }
    }

    /// How many elements there are, this one included.
    pub fn count(&self) -> usize {
        match &self.body {
            Body::Elements(elements) => 1 + elements.iter().map(Node::count).sum::<usize>(),
            Body::Bytes(_) => 1,
        }
    }

    /// The element with this number, counted depth first from 0.
    pub fn at(&mut self, mut number: usize) -> Option<&mut Node> {
        if number == 0 {
            return Some(self);
        }
        number -= 1;
        for child in self.children()? {
            let count = child.count();
            if number < count {
                return child.at(number);
            }
            number -= count;
        }
        None
    }
}

fn minimal(length: usize) -> Vec<u8> {
    if length < 0x80 {
        return vec![length as u8];
    }
    let bytes: Vec<u8> = length
        .to_be_bytes()
        .into_iter()
        .skip_while(|byte| *byte == 0)
        .collect();
    [vec![0x80 | bytes.len() as u8], bytes].concat()
}

fn read_all(mut bytes: &[u8]) -> Option<Vec<Node>> {
    let mut elements = Vec::new();
    while !bytes.is_empty() {
        let (node, rest) = read_one(bytes)?;
        elements.push(node);
        bytes = rest;
    }
    Some(elements)
}

fn read_one(bytes: &[u8]) -> Option<(Node, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    if tag & 0x1f == 0x1f {
        return None;
    }
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81 => (usize::from(*rest.first()?), &rest[1..]),
        0x82 => (
            usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?])),
            &rest[2..],
        ),
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    let holds_elements = tag & 0x20 != 0
        || (tag == 0x04
            && content
                .first()
                .is_some_and(|tag| [0x30, 0x03, 0x04, 0x02].contains(tag)));
    let elements = holds_elements.then(|| read_all(content)).flatten();
    let body = elements.map_or_else(|| Body::Bytes(content.to_vec()), Body::Elements);
    let node = Node {
        tag,
        body,
        length: Length::Minimal,
    };
    Some((node, rest))
}
