//! Where to look, and in which order: a part as a file, as text, and as text inside base64.

use std::ops::Range;

use super::bare;
use super::der;
use super::encoded;
use super::hex;
use super::identify::{Blob, Origin, identify};
use super::margin;
use super::pem::{self, Block, Piece};
use super::shape::{self, Shape};
use super::strict;
use super::text::{self, Encoding, Text};
use super::{Item, Items, Kind, Part, Position, Unloadable};

/// How often base64 is looked for inside base64.
const MAX_DEPTH: u8 = 3;

/// Where a text comes from: a part itself, or base64 in it.
pub(super) struct Place {
    /// That of the part or of the outermost base64.
    pub(super) position: Position,
    /// The number of base64 layers around.
    depth: u8,
}

impl Place {
    /// The whole of a part.
    pub(super) fn part(index: usize, part: &Part, form: Form) -> Self {
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

    /// An item about all of it.
    pub(super) fn unknown(&self, note: String) -> Item {
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
pub(super) enum Form {
    Text(Encoding),
    /// DER, or another binary form that is known.
    Der,
    /// Text may still stand in it.
    Neither,
}

impl Form {
    /// Of a part that was given as bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
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
}

/// DER blobs one after another. Bytes after them that are no SEQUENCE stay with the last, which is then broken: to leave
/// them out would be to trust what a browser refuses.
pub(super) fn read_file(
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
pub(super) fn read_text(source: &[u8], encoding: Encoding, place: &Place, items: &mut Items) {
    let text = margin::strip(Text::new(source, encoding));
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
    let whole = read_whole(&text, place, items);
    if whole == Whole::Understood {
        return;
    }
    let before = items.found.len();
    let mut looked_inside = match whole {
        Whole::NothingInside => text.bytes.len(),
        _ => 0,
    };
    pem::pieces(&text, |piece| {
        match piece {
            Piece::Gap(range) => read_gap(&text, range, &mut looked_inside, place, items),
            Piece::Block(mut block) => {
                if place.depth == 0
                    && !text.is_shortened(&block.place)
                    && der::is_sequences(&block.decoded.bytes)
                    && shape::of(&block.decoded.bytes) == Shape::Certificate
                    && let Some((lines, problem)) = fault(source, encoding, &text, &block)
                {
                    let line = text.line(block.place.start).saturating_add(lines);
                    let part = place.position.part;
                    block.remarks.push(format!(
                        "OpenSSL would not read it so: line {line} {problem}"
                    ));
                    items.is_unloadable(Unloadable {
                        part,
                        line,
                        problem,
                    });
                }
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
    if whole == Whole::LooksLikeDer && items.found.len() == before {
        let body = encoded::read(&text.bytes, 0, text.bytes.len(), usize::MAX);
        let position = place.position(&text, &trimmed(&text.bytes));
        read_file(
            &body.decode().bytes,
            &position,
            false,
            &place.encoding("base64"),
            items,
        );
    }
    if items.found.len() == before {
        hex::embedded(&text.bytes, |bytes, range| {
            let position = place.position(&text, &range);
            read_file(
                bytes,
                &position,
                false,
                &place.encoding("hexadecimal"),
                items,
            );
        });
    }
}

/// Why OpenSSL would not read the block.
fn fault(
    source: &[u8],
    encoding: Encoding,
    text: &Text,
    block: &Block,
) -> Option<(usize, &'static str)> {
    let place = &block.place;
    if encoding != Encoding::Utf8 {
        let file = strict::in_file(&text.bytes, place);
        return file.map(|_| (0, "is in UTF-16, two bytes a character"));
    }
    let (offset, length) = text.span(place);
    let place = offset..offset.saturating_add(length);
    let second = || {
        let line = text
            .line(block.second?)
            .saturating_sub(text.line(block.place.start));
        strict::in_file(source, &place)
            .map(|_| (line, "begins another certificate in the same block"))
    };
    strict::fault(source, &place).or_else(second)
}

/// What a text is when all of it is read as base64.
#[derive(PartialEq)]
enum Whole {
    Understood,
    /// It begins as DER does, but does not fit.
    LooksLikeDer,
    /// Text in which nothing was found.
    NothingInside,
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
    let position = place.position(text, &trimmed(&text.bytes));
    if understand_der(&bytes, &position, place, items) {
        return Whole::Understood;
    }
    if text::is_text(&bytes) {
        return match look_inside(&bytes, position, place, items) {
            true => Whole::Understood,
            false => Whole::NothingInside,
        };
    }
    match &bytes[..] {
        [der::SEQUENCE, 0x80..=0x84, ..] => Whole::LooksLikeDer,
        _ => Whole::No,
    }
}

/// Looks for base64 where no PEM is. `looked_inside`: up to where the text has been decoded and searched as text; what
/// stands before is not searched again, or each layer of base64 would double the work.
fn read_gap(
    text: &Text,
    range: Range<usize>,
    looked_inside: &mut usize,
    place: &Place,
    items: &mut Items,
) {
    bare::runs(&text.bytes, range, |run| {
        let body = encoded::read(&text.bytes, run.start, run.end, usize::MAX);
        let bytes = body.decode().bytes;
        let position = place.position(text, &run);
        let mut is_understood = understand_der(&bytes, &position, place, items);
        if !is_understood && run.start >= *looked_inside && text::is_text(&bytes) {
            *looked_inside = run.end;
            is_understood = look_inside(&bytes, position, place, items);
        }
        (!items.is_full()).then_some(is_understood)
    });
}

/// Adds what base64 has decoded to where it is DER that fits exactly, or a certificate that was cut off; false: it is
/// nothing of the kind.
fn understand_der(bytes: &[u8], position: &Position, place: &Place, items: &mut Items) -> bool {
    let encoding = place.encoding("base64");
    let mut add = |bytes| {
        let blob = Blob {
            bytes,
            origin: Origin::Run,
            position: position.clone(),
            is_in_place: false,
            encoding: &encoding,
            remarks: Vec::new(),
        };
        identify(blob, items)
    };
    if der::is_sequences(bytes) {
        der::elements(bytes).filter(|tlv| add(tlv.whole)).count() > 0
    } else {
        let is_telling = matches!(
            shape::of(bytes),
            Shape::Certificate | Shape::SignedCertificateTimestamps | Shape::JavaKeystore
        );
        is_telling && add(bytes)
    }
}

/// Adds what is in text that base64 has decoded to; false: nothing is.
fn look_inside(bytes: &[u8], position: Position, place: &Place, items: &mut Items) -> bool {
    if place.depth >= MAX_DEPTH {
        return false;
    }
    let before = items.found.len();
    let depth = place.depth.saturating_add(1);
    read_text(bytes, Encoding::Utf8, &Place { position, depth }, items);
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
