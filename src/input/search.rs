//! Where to look, and in which order: a part as a file, as text, and as text inside base64.

use std::ops::Range;

use zeroize::Zeroizing;

use super::bare;
use super::der;
use super::encoded;
use super::hex;
use super::identify::{self, Blob, Origin, identify};
use super::keyed::{self, Key};
use super::margin;
use super::pem::{self, Block, Piece};
use super::shape::{self, Shape};
use super::strict;
use super::text::{self, Encoding, Text};
use super::{Item, Items, Kind, Part, Position, State};
use crate::text::find_pair;

/// How often base64 is looked for inside base64.
const MAX_DEPTH: u8 = 3;

/// Where a text comes from: a part itself, or base64 in it.
pub(super) struct Place {
    /// That of the part or of the outermost base64.
    pub(super) position: Position,
    /// The number of base64 layers around.
    depth: u8,
    /// The key of YAML or JSON that all of it stands under.
    key: Option<&'static Key>,
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
            key: None,
        }
    }

    /// The position of a stretch of `text`, which stands here.
    fn position(&self, text: &Text, range: &Range<usize>) -> Position {
        if self.depth > 0 {
            return self.position.clone();
        }
        let (offset, length) = text.span(range);
        Position {
            offset: self.position.offset.saturating_add(offset),
            length,
            line: self.position.line.map(|_| text.line(range.start)),
            ..self.position
        }
    }

    /// The inside of an encoding that stands at a stretch of `text`, which stands here, under `key`.
    fn inside(&self, text: &Text, range: &Range<usize>, key: Option<&'static Key>) -> Self {
        Self {
            position: self.position(text, range),
            depth: self.depth.saturating_add(1),
            key,
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
            state: State::Plain,
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
        // The first byte of a SEQUENCE, alone, is also the digit zero.
        let encoding = encoding_of(bytes).filter(|_| bytes != [der::SEQUENCE]);
        match (encoding, bytes.first()) {
            (Some(encoding), _) => Form::Text(encoding),
            (None, Some(&der::SEQUENCE)) => Form::Der,
            (None, _) => Form::Neither,
        }
    }
}

/// How these bytes spell text, if they do. One in sixteen may be none of its characters: a NUL, another encoding's letter,
/// what a terminal's prompt became that was decoded with the text before it.
fn encoding_of(bytes: &[u8]) -> Option<Encoding> {
    if let Some(encoding) = text::detect_utf16(bytes) {
        return Some(encoding);
    }
    if let [der::SEQUENCE, 0x80..=0x84, ..] = bytes {
        return None;
    }
    let is_strange = |byte: &&u8| !matches!(byte, b'\t'..=b'\r' | 0x1b | b' '..=b'~');
    let is_text = || bytes.iter().filter(is_strange).count() <= bytes.len() / 16;
    (text::is_text(bytes) || is_text()).then_some(Encoding::Utf8)
}

/// DER blobs one after another, at `place`. Bytes after them that are no SEQUENCE stay with the last, which is then broken:
/// to leave them out would be to trust what a browser refuses. PEM is read for itself: `cat certificate.der key.pem`.
pub(super) fn read_file(
    bytes: &[u8],
    place: &Place,
    is_in_place: bool,
    encoding: &str,
    items: &mut Items,
) {
    let at = |start: usize, length: usize| match is_in_place {
        true => Position {
            offset: start,
            length,
            ..place.position
        },
        false => place.position.clone(),
    };
    let mut rest = bytes;
    while !rest.is_empty() && !items.is_full() {
        let start = bytes.len().saturating_sub(rest.len());
        let (blob, pem, after) = match der::read_tag(rest, der::SEQUENCE) {
            Some((tlv, after)) if after.first() == Some(&der::SEQUENCE) => {
                (tlv.whole, &[][..], after)
            }
            _ => {
                let (blob, pem) = split_before_pem(rest);
                (blob, pem, &[][..])
            }
        };
        let blob = Blob {
            bytes: blob,
            origin: Origin::Whole,
            position: at(start, blob.len()),
            is_in_place,
            encoding,
            key: place.key,
            remarks: Vec::new(),
        };
        identify(blob, items);
        if !pem.is_empty() {
            let start = bytes.len().saturating_sub(pem.len());
            let place = Place {
                position: at(start, pem.len()),
                ..*place
            };
            read_text(pem, Encoding::Utf8, &place, items);
        }
        rest = after;
    }
}

/// A DER blob without the white space and the PEM behind it, and that PEM.
fn split_before_pem(bytes: &[u8]) -> (&[u8], &[u8]) {
    let split = shape::find_pem(bytes).and_then(|begin| bytes.split_at_checked(begin));
    let Some((before, pem)) = split else {
        return (bytes, &[]);
    };
    let size = der::read_tag(before, der::SEQUENCE).map_or(0, |(tlv, _)| tlv.whole.len());
    let length = before.trim_ascii_end().len().max(size);
    (before.get(..length).unwrap_or(before), pem)
}

/// Text: all of it hexadecimal or base64, or with PEM and base64 in it.
pub(super) fn read_text(source: &[u8], encoding: Encoding, place: &Place, items: &mut Items) {
    let text = margin::strip(Text::new(source, encoding));
    if let Some(bytes) = hex::read(&text.bytes) {
        let inside = place.inside(&text, &trimmed(&text.bytes), place.key);
        let encoding = place.encoding("hexadecimal");
        return read_file(&bytes, &inside, false, &encoding, items);
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
    let mut key = place.key;
    pem::pieces(&text, |piece| {
        match piece {
            Piece::Gap(range) => {
                // The key before a block holds for those behind it that only space and comments part from it.
                let end = before_comments(&text.bytes, &range);
                if end > range.start {
                    key = keyed::before(&text.bytes, end).unwrap_or(place.key);
                }
                read_gap(&text, range, &mut looked_inside, place, items);
            }
            Piece::Block(mut block) => {
                let bytes = &block.decoded.bytes;
                let inside = place.inside(&text, &block.place, key);
                let is_text = |found| look_inside(bytes, found, &inside, items);
                if encoding_of(bytes).is_some_and(is_text) {
                    return !items.is_full();
                }
                if let Some(key) = key_in_hexadecimal(&text.bytes, &block) {
                    block.decoded.bytes = key;
                }
                if place.depth == 0
                    && let Some((lines, problem)) = fault(source, encoding, &text, &block)
                {
                    let line = text.line(block.place.start).saturating_add(lines);
                    let part = place.position.part;
                    block.remarks.push(format!(
                        "OpenSSL would not read it so: line {line} {problem}"
                    ));
                    items.is_unloadable(part, Some(line), problem);
                }
                let blob = Blob {
                    bytes: &block.decoded.bytes,
                    origin: Origin::Labelled {
                        label: &block.label,
                        is_encrypted: block.is_encrypted,
                    },
                    position: inside.position,
                    is_in_place: false,
                    encoding: &place.encoding("PEM"),
                    key,
                    remarks: block.remarks,
                };
                identify(blob, items);
                read_gap(&text, block.unread, &mut looked_inside, place, items);
            }
        }
        !items.is_full()
    });
    if whole == Whole::LooksLikeDer && items.found.len() == before {
        let body = encoded::read(&text.bytes, 0, text.bytes.len(), usize::MAX);
        let inside = place.inside(&text, &trimmed(&text.bytes), place.key);
        let encoding = place.encoding("base64");
        read_file(&body.decode().bytes, &inside, false, &encoding, items);
    }
    if items.found.len() == before {
        hex::embedded(&text.bytes, |bytes, range| {
            let inside = place.inside(&text, &range, place.key);
            read_file(bytes, &inside, false, &place.encoding("hexadecimal"), items);
        });
    }
}

/// Where in `text[gap]` the lines begin that are blank or comments and reach to its end.
fn before_comments(text: &[u8], gap: &Range<usize>) -> usize {
    let mut end = gap.end;
    let lines = text.get(gap.clone()).unwrap_or_default();
    for line in lines.rsplit(|byte| matches!(*byte, b'\n' | text::ESCAPED_BREAK)) {
        if !matches!(line.trim_ascii().first(), None | Some(b'#')) {
            break;
        }
        end = end.saturating_sub(line.len().saturating_add(1));
    }
    end.max(gap.start)
}

/// The private key in a block whose lines are hexadecimal.
fn key_in_hexadecimal(text: &[u8], block: &Block) -> Option<Zeroizing<Vec<u8>>> {
    let is_break = |byte: &u8| matches!(*byte, b'\n' | text::ESCAPED_BREAK);
    let block = text.get(block.place.clone())?;
    let body = block.iter().position(is_break)?..block.iter().rposition(is_break)?;
    hex::read(block.get(body)?).filter(|bytes| shape::of(bytes) == Shape::PrivateKey)
}

/// Why OpenSSL would not read a certificate's block, where it stands as in a file.
fn fault(
    source: &[u8],
    encoding: Encoding,
    text: &Text,
    block: &Block,
) -> Option<(usize, &'static str)> {
    let (place, der) = (&block.place, &block.decoded.bytes);
    let is_certificate = der::is_sequences(der) && shape::of(der) == Shape::Certificate;
    if !is_certificate || text.is_shortened(place) {
        return None;
    }
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
    let inside = place.inside(text, &trimmed(&text.bytes), place.key);
    if understand_der(&bytes, &inside, &place.encoding("base64"), items) {
        return Whole::Understood;
    }
    if let Some(encoding) = encoding_of(&bytes) {
        if !look_inside(&bytes, encoding, &inside, items) {
            return Whole::NothingInside;
        }
        if place.depth == 1
            && let Some(Item {
                kind: Kind::Certificate,
                ..
            }) = items.found.last()
        {
            let problem = "is base64 of base64, where Kubernetes takes it once";
            items.is_unloadable(place.position.part, place.position.line, problem);
        }
        return Whole::Understood;
    }
    match &bytes[..] {
        [der::SEQUENCE, 0x80..=0x84, ..] => Whole::LooksLikeDer,
        _ => Whole::No,
    }
}

/// Looks for base64 and hexadecimal where no PEM is, and for private keys in other forms. `looked_inside`: up to where the
/// text has been decoded and searched as text; what stands before is not searched again, or each layer of base64 would
/// double the work.
fn read_gap(
    text: &Text,
    range: Range<usize>,
    looked_inside: &mut usize,
    place: &Place,
    items: &mut Items,
) {
    find_other_keys(text, &range, place, items);
    bare::runs(&text.bytes, range, |run| {
        let key = keyed::before(&text.bytes, run.start).unwrap_or(place.key);
        let inside = place.inside(text, &run, key);
        let digits = text.bytes.get(run.clone()).unwrap_or_default();
        if digits.starts_with(b"30")
            && let Some(bytes) = hex::read(digits)
            && matches!(shape::of(&bytes), Shape::Certificate | Shape::PrivateKey)
            && understand_der(&bytes, &inside, &place.encoding("hexadecimal"), items)
        {
            return (!items.is_full()).then_some(true);
        }
        let body = encoded::read(&text.bytes, run.start, run.end, usize::MAX);
        let bytes = body.decode().bytes;
        let mut is_understood = understand_der(&bytes, &inside, &place.encoding("base64"), items);
        if !is_understood
            && run.start >= *looked_inside
            && let Some(encoding) = encoding_of(&bytes)
        {
            *looked_inside = run.end;
            is_understood = look_inside(&bytes, encoding, &inside, items);
        }
        (!items.is_full()).then_some(is_understood)
    });
}

/// Tells of private keys in forms that are not read here: JWK (RFC 7517 §4), .NET's XML, PuTTY's. Linear.
fn find_other_keys(text: &Text, range: &Range<usize>, place: &Place, items: &mut Items) {
    const PUTTY: &[u8] = b"PuTTY-User-Key-File";
    let gap = text.bytes.get(range.clone()).unwrap_or_default();
    let find = |word: &[u8]| gap.windows(word.len()).position(|found| found == word);
    let mut tell = |at: usize, form: &str| {
        let start = range.start.saturating_add(at);
        let position = place.position(text, &(start..start.saturating_add(1)));
        items.push(identify::other_private_key(form, position));
    };
    let mut is_jwk = None;
    let mut at = 0_usize;
    while let Some(rest) = gap.get(at..)
        && let Some(found) = find_pair(rest, [*b"\"d", *b"<d"])
    {
        at = at.saturating_add(found);
        match gap.get(at..) {
            Some([b'"', b'd', b'"', rest @ ..])
                if is_secret(rest) && *is_jwk.get_or_insert_with(|| find(b"\"kty\"").is_some()) =>
            {
                tell(at, "JWK");
            }
            Some([b'<', b'D', b'>', rest @ ..]) if is_secret(rest) => tell(at, "XML"),
            _ => {}
        }
        at = at.saturating_add(1);
    }
    if let Some(at) = find(PUTTY) {
        tell(at, "PuTTY's own format");
    }
}

/// Does a number as long as a secret's follow, in base64?
fn is_secret(text: &[u8]) -> bool {
    const LEAST: usize = 32;
    let is_margin = |byte: &u8| encoded::is_space(*byte) || matches!(byte, b':' | b'"');
    let margin = text
        .iter()
        .take(8)
        .take_while(|byte| is_margin(byte))
        .count();
    let number = text.iter().skip(margin).take(LEAST);
    number.filter(|byte| encoded::is_base64(**byte)).count() == LEAST
}

/// Adds what an encoding has decoded to where it is DER that fits exactly, or a certificate or private key that does not;
/// false: it is nothing of the kind.
fn understand_der(bytes: &[u8], inside: &Place, encoding: &str, items: &mut Items) -> bool {
    let mut add = |bytes| {
        let blob = Blob {
            bytes,
            origin: Origin::Run,
            position: inside.position.clone(),
            is_in_place: false,
            encoding,
            key: inside.key,
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
        if !is_telling && shape::find_private_key(bytes) != Some(0) {
            return false;
        }
        let (blob, pem) = split_before_pem(bytes);
        let is_something = add(blob);
        if !pem.is_empty() {
            read_text(pem, Encoding::Utf8, inside, items);
        }
        is_something
    }
}

/// Adds what is in text that base64 has decoded to; false: nothing is.
fn look_inside(bytes: &[u8], encoding: Encoding, inside: &Place, items: &mut Items) -> bool {
    if inside.depth > MAX_DEPTH {
        return false;
    }
    let before = items.found.len();
    read_text(bytes, encoding, inside, items);
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
