//! Finds what is in what people paste: text or bytes in, DER blobs with their places out.
//! Knows encodings (PEM, base64, hex) and the outer shape of DER; judges nothing.
//!
//! `text` makes characters plain, `pem`, `encoded`, `bare` and `hex` find and decode, `shape` tells what the bytes look
//! like, `identify` decides what becomes of them. All of it is linear in the input.

mod bare;
mod der;
mod encoded;
mod hex;
mod identify;
mod key;
mod label;
mod pem;
#[cfg(test)]
mod samples;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod unknown;

use std::ops::Range;

use serde::Serialize;

use self::identify::{Blob, Origin, identify};
use self::pem::Piece;
use self::shape::Shape;
use self::text::{Encoding, Text};

/// The most bytes that [`read`] takes, all parts together.
pub const MAX_BYTES: usize = 32 << 20;

/// The most things that are found; one more item, of kind [`Kind::Unknown`], then says that the rest was left out.
pub const MAX_ITEMS: usize = 10_000;

/// How often base64 is looked for inside base64.
const MAX_DEPTH: u8 = 3;

/// Private keys beyond this number are not compared: deriving a public key costs as much as a signature.
const MAX_DERIVED_KEYS: usize = 16;

/// One element of a request's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Text in which PEM, base64 or hexadecimal is looked for.
    Text(String),
    /// DER, PKCS#7, or the bytes of such a text (UTF-8 or UTF-16).
    Bytes(Vec<u8>),
}

impl Part {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Position {
    /// Index of the part.
    pub part: usize,
    /// In bytes of that part; UTF-8 for text. What was inside base64 is where the base64 is.
    pub offset: usize,
    /// In bytes of that part.
    pub length: usize,
    /// From 1; `None` where the part is binary.
    pub line: Option<usize>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// RFC 5280 §4.1, or what is left of one.
    Certificate,
    /// PKCS#10 (RFC 2986).
    CertificateRequest,
    /// RFC 5280 §5.1.
    Crl,
    /// RFC 6960 §4.2.1.
    OcspResponse,
    /// PKCS#7 or CMS (RFC 5652). What it bundles follows as items of their own.
    Pkcs7,
    /// Of any format, encrypted or not.
    PrivateKey,
    /// SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    PublicKey,
    /// RFC 6962 §3.3.
    SignedCertificateTimestamps,
    /// Not understood, or of no use.
    Unknown,
}

/// One thing that was found, or not understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its bytes as they were given, broken or not. For a private key the SubjectPublicKeyInfo of its public key, empty
    /// where that could not be had; the key itself is never here. For a public key always SubjectPublicKeyInfo. Empty
    /// for [`Kind::Unknown`].
    pub der: Vec<u8>,
    /// Where it was.
    pub position: Position,
    /// What it is, what was repaired in reading it or is wrong with it, in plain words; safe to show as text.
    pub note: String,
}

/// Finds everything there is in `parts`, in input order; duplicates are kept. Each part yields at least one item: where
/// nothing was found, one of [`Kind::Unknown`] says what the part looks like. Text around what was found is passed over.
///
/// Never fails: a CERTIFICATE block that cannot be decoded is still a certificate, with the bytes that could be had.
/// Callers refuse more than [`MAX_BYTES`]; here parts beyond it are not read, and an item says so.
pub fn read(parts: &[Part]) -> Vec<Item> {
    let mut items = Items::default();
    let mut total = 0_usize;
    for (index, part) in parts.iter().enumerate() {
        total = total.saturating_add(part.as_bytes().len());
        if items.is_full() {
            break;
        }
        let before = items.found.len();
        let form = match part {
            Part::Text(_) => Form::Text(Encoding::Utf8),
            Part::Bytes(_) if total > MAX_BYTES => Form::Neither,
            Part::Bytes(bytes) => form(bytes),
        };
        let place = Place::part(index, part, form);
        if total > MAX_BYTES {
            items.push(place.unknown("Not read: the input is larger than 32 MiB.".into()));
            continue;
        }
        let bytes = part.as_bytes();
        match form {
            Form::Text(encoding) => read_text(bytes, encoding, &place, &mut items),
            Form::Der => read_file(bytes, &place.position, true, "DER", &mut items),
            Form::Neither => read_text(bytes, Encoding::Utf8, &place, &mut items),
        }
        if items.found.len() == before && !items.is_full() {
            items.push(place.unknown(unknown::describe(bytes, form != Form::Neither)));
        }
    }
    items.finish()
}

/// What has been found so far.
#[derive(Default)]
struct Items {
    found: Vec<Item>,
    /// Where the first item stood that there was no room for.
    left_out: Option<Position>,
    derived_keys: usize,
}

impl Items {
    fn push(&mut self, item: Item) {
        if self.found.len() < MAX_ITEMS {
            self.found.push(item);
        } else if self.left_out.is_none() {
            self.left_out = Some(item.position);
        }
    }

    /// Something was left out already: looking further is of no use.
    fn is_full(&self) -> bool {
        self.left_out.is_some()
    }

    /// May one more public key be derived?
    fn may_derive(&mut self) -> bool {
        self.derived_keys = self.derived_keys.saturating_add(1);
        self.derived_keys <= MAX_DERIVED_KEYS
    }

    fn finish(mut self) -> Vec<Item> {
        let note = format!(
            "There is more: only the first {MAX_ITEMS} things were read, the rest was left out."
        );
        let rest = self.left_out.map(|position| Item {
            kind: Kind::Unknown,
            der: Vec::new(),
            position,
            note,
        });
        self.found.extend(rest);
        self.found
    }
}

/// Where a text comes from: a part itself, or base64 in it.
struct Place {
    /// That of the part or of the outermost base64.
    position: Position,
    /// The number of base64 layers around.
    depth: u8,
}

impl Place {
    fn part(index: usize, part: &Part, form: Form) -> Self {
        let line = matches!(form, Form::Text(_)).then_some(1);
        Self {
            position: Position {
                part: index,
                offset: 0,
                length: part.as_bytes().len(),
                line,
            },
            depth: 0,
        }
    }

    /// The position of a stretch of `text`, which stands here.
    fn position(&self, text: &Text, range: &Range<usize>) -> Position {
        if self.depth > 0 {
            return self.position.clone();
        }
        let (offset, length) = text.span(range);
        Position {
            offset,
            length,
            line: self.position.line.map(|_| text.line(range.start)),
            ..self.position
        }
    }

    fn encoding(&self, inner: &str) -> String {
        match self.depth {
            0 => inner.to_owned(),
            1 => format!("{inner} inside base64"),
            depth => format!("{inner} inside {depth} layers of base64"),
        }
    }

    fn unknown(&self, note: String) -> Item {
        Item {
            kind: Kind::Unknown,
            der: Vec::new(),
            position: self.position.clone(),
            note,
        }
    }
}

/// What the bytes of a part are.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Text(Encoding),
    /// DER, or another binary form that is known.
    Der,
    /// Text may still stand in it.
    Neither,
}

fn form(bytes: &[u8]) -> Form {
    if matches!(
        shape::of(bytes),
        Shape::SignedCertificateTimestamps | Shape::JavaKeystore
    ) {
        return Form::Der;
    }
    if let Some(encoding) = text::detect_utf16(bytes) {
        return Form::Text(encoding);
    }
    // The first byte of a SEQUENCE, alone, is also the digit zero.
    if bytes != [der::SEQUENCE] && text::is_text(bytes) {
        return Form::Text(Encoding::Utf8);
    }
    match bytes.first() {
        Some(&der::SEQUENCE) => Form::Der,
        _ => Form::Neither,
    }
}

/// DER blobs one after another. Bytes after them that are no SEQUENCE stay with the last, which is then broken: to leave
/// them out would be to trust what a browser refuses.
fn read_file(
    bytes: &[u8],
    position: &Position,
    is_in_place: bool,
    encoding: &str,
    items: &mut Items,
) {
    let mut rest = bytes;
    while !rest.is_empty() && !items.is_full() {
        let (blob, after) = match der::read_tag(rest, der::SEQUENCE) {
            Some((tlv, after)) if after.first() == Some(&der::SEQUENCE) => (tlv.whole, after),
            _ => (rest, &[][..]),
        };
        let mut position = position.clone();
        if is_in_place {
            position.offset = bytes.len().saturating_sub(rest.len());
            position.length = blob.len();
        }
        let blob = Blob {
            bytes: blob,
            origin: Origin::Whole,
            position,
            is_in_place,
            encoding,
            remarks: Vec::new(),
        };
        identify(blob, items);
        rest = after;
    }
}

/// Text: all of it hexadecimal or base64, or with PEM and base64 in it.
fn read_text(source: &[u8], encoding: Encoding, place: &Place, items: &mut Items) {
    let text = Text::new(source, encoding);
    let everything = 0..text.bytes.len();
    if let Some(bytes) = hex::read(&text.bytes) {
        let position = place.position(&text, &trimmed(&text.bytes));
        return read_file(
            &bytes,
            &position,
            false,
            &place.encoding("hexadecimal"),
            items,
        );
    }
    let is_base64 = read_whole(&text, place, items);
    if is_base64 == Whole::Understood {
        return;
    }
    let before = items.found.len();
    pem::pieces(&text, |piece| {
        match piece {
            Piece::Gap(range) => read_gap(&text, range, place, items),
            Piece::Block(block) => {
                let blob = Blob {
                    bytes: &block.decoded.bytes,
                    origin: Origin::Labelled {
                        label: &block.label,
                        is_encrypted: block.is_encrypted,
                    },
                    position: place.position(&text, &block.place),
                    is_in_place: false,
                    encoding: &place.encoding("PEM"),
                    remarks: block.remarks,
                };
                identify(blob, items);
            }
        }
        !items.is_full()
    });
    if is_base64 == Whole::LooksLikeDer && items.found.len() == before {
        let body = encoded::read(&text.bytes, 0, everything.end, usize::MAX);
        let position = place.position(&text, &trimmed(&text.bytes));
        read_file(
            &body.decode().bytes,
            &position,
            false,
            &place.encoding("base64"),
            items,
        );
    }
}

/// What a text is when all of it is read as base64.
#[derive(PartialEq)]
enum Whole {
    Understood,
    /// It begins as DER does, but does not fit.
    LooksLikeDer,
    No,
}

/// Reads a text all of which is base64, however it is broken into lines.
fn read_whole(text: &Text, place: &Place, items: &mut Items) -> Whole {
    /// A word of prose is base64 too; shorter ones are not worth a report.
    const LEAST: usize = 20;
    let body = encoded::read(&text.bytes, 0, text.bytes.len(), usize::MAX);
    if body.stop.is_some() || body.len() < LEAST {
        return Whole::No;
    }
    let bytes = body.decode().bytes;
    if understand(
        &bytes,
        place.position(text, &trimmed(&text.bytes)),
        place,
        items,
    ) {
        return Whole::Understood;
    }
    match &bytes[..] {
        [der::SEQUENCE, 0x80..=0x84, ..] => Whole::LooksLikeDer,
        _ => Whole::No,
    }
}

/// Looks for base64 where no PEM is.
fn read_gap(text: &Text, range: Range<usize>, place: &Place, items: &mut Items) {
    bare::runs(&text.bytes, range, |run| {
        let bytes = encoded::read(&text.bytes, run.start, run.end, usize::MAX)
            .decode()
            .bytes;
        let is_understood = understand(&bytes, place.position(text, &run), place, items);
        (!items.is_full()).then_some(is_understood)
    });
}

/// Adds what base64 has decoded to: DER that fits exactly, a certificate that was cut off, or text with either in it;
/// false: it is nothing of the kind.
fn understand(bytes: &[u8], position: Position, place: &Place, items: &mut Items) -> bool {
    let before = items.found.len();
    let encoding = place.encoding("base64");
    let blob = |bytes, position| Blob {
        bytes,
        origin: Origin::Run,
        position,
        is_in_place: false,
        encoding: &encoding,
        remarks: Vec::new(),
    };
    if der::is_sequences(bytes) {
        for tlv in der::elements(bytes) {
            identify(blob(tlv.whole, position.clone()), items);
        }
    } else if matches!(
        shape::of(bytes),
        Shape::Certificate | Shape::SignedCertificateTimestamps | Shape::JavaKeystore
    ) {
        identify(blob(bytes, position), items);
    } else if place.depth < MAX_DEPTH && text::is_text(bytes) {
        let inner = Place {
            position,
            depth: place.depth.saturating_add(1),
        };
        read_text(bytes, Encoding::Utf8, &inner, items);
    }
    items.found.len() > before || items.is_full()
}

/// Without the white space around.
fn trimmed(bytes: &[u8]) -> Range<usize> {
    let is_ink = |byte: &u8| !encoded::is_space(*byte);
    let start = bytes.iter().position(is_ink).unwrap_or(bytes.len());
    let end = bytes
        .iter()
        .rposition(is_ink)
        .map_or(start, |last| last.saturating_add(1));
    start..end
}

/// Hostile text for use in a note: short, and with nothing in it but letters, digits and a few signs.
fn quote(text: &str) -> String {
    const LONGEST: usize = 40;
    let is_harmless =
        |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '#' | '_' | '/' | '+');
    let mut quoted: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if is_harmless(&c) { c } else { '?' })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        quoted.push('…');
    }
    format!("\"{quoted}\"")
}
