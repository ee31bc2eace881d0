//! Finds PEM blocks (RFC 7468, RFC 1421) in any text, also where dashes, lines or labels have suffered.
//! Decodes their bodies and says what it repaired; what the bytes are is not its business.

use std::ops::Range;

use super::encoded::{self, Decoded, Stop};
use super::label;
use super::text::{ESCAPED_BREAK, FOREIGN, Text};
use super::{bare, der, quote};
use crate::text::find_pair;

/// A block as it was found.
pub(super) struct Block {
    /// Offsets in [`Text::bytes`].
    pub(super) place: Range<usize>,
    /// Upper case, single spaces. Hostile text.
    pub(super) label: String,
    pub(super) decoded: Decoded,
    /// Between what was decoded and the END line: base64 may still stand there.
    pub(super) unread: Range<usize>,
    /// RFC 1421 §4.6.1.1: headers say that the body is encrypted.
    pub(super) is_encrypted: bool,
    /// What was repaired or is wrong, each the end of a sentence.
    pub(super) remarks: Vec<String>,
    /// Where more base64 that begins like DER follows before the same END line.
    pub(super) second: Option<usize>,
}

/// A stretch of the text.
pub(super) enum Piece {
    /// No PEM in it.
    Gap(Range<usize>),
    Block(Block),
}

/// A BEGIN or END line, or what is left of one.
#[derive(Debug, PartialEq)]
struct Marker {
    is_begin: bool,
    place: Range<usize>,
    label: String,
    /// Without a single dash: counts only before base64.
    is_bare: bool,
}

/// Cuts the text into blocks and gaps, in order, until `visit` answers false. Linear.
pub(super) fn pieces(text: &Text, mut visit: impl FnMut(Piece) -> bool) {
    let length = text.bytes.len();
    let mut at = 0;
    // Where a body may begin that has no BEGIN line: not before an END line that ended nothing.
    let mut body = 0;
    let mut next = find_marker(&text.bytes, 0);
    while let Some(marker) = next.take() {
        next = find_marker(&text.bytes, marker.place.end);
        let limit = next.as_ref().map_or(length, |next| next.place.start);
        let (gap_end, mut block) = if marker.is_begin {
            let closing = next.take_if(|next| !next.is_begin);
            if let Some(closing) = &closing {
                next = find_marker(&text.bytes, closing.place.end);
            }
            let start = marker.place.start;
            let block = block(text, marker, limit, closing);
            (start, block)
        } else {
            let start = body_before(&text.bytes, body.max(at), marker.place.start);
            if marker.is_bare && start == marker.place.start {
                body = marker.place.end;
                continue;
            }
            (start, block_without_begin(text, start, marker))
        };
        let block_end = block.place.end;
        if !visit(Piece::Gap(at..gap_end)) {
            return;
        }
        while let Some(second) = block.second {
            let second = second_block(text, &block, second, limit);
            if !visit(Piece::Block(std::mem::replace(&mut block, second))) {
                return;
            }
        }
        if !visit(Piece::Block(block)) {
            return;
        }
        at = block_end;
    }
    visit(Piece::Gap(at..length));
}

/// The block that `begin` opens; its body ends before `limit`, where `end` stands if there is one.
fn block(text: &Text, begin: Marker, limit: usize, end: Option<Marker>) -> Block {
    let mut remarks = Vec::new();
    let headers = skip_headers(&text.bytes, begin.place.end, limit);
    let mut body = encoded::read(&text.bytes, headers.end, limit, usize::MAX);
    let mut decoded = body.decode();
    // Nearly all blocks are one element of DER: nothing to look for.
    let is_one = body.stop.is_none()
        && der::read_tag(&decoded.bytes, der::SEQUENCE).is_some_and(|(_, after)| after.is_empty());
    let second = match end {
        Some(_) if !is_one => find_second(text, headers.end, limit),
        _ => None,
    };
    if let Some(second) = second {
        body = encoded::read(&text.bytes, headers.end, second, usize::MAX);
        decoded = body.decode();
        remarks.push(remark_on_second(text, second));
    }
    let place_end = match &end {
        Some(end) => {
            if end.label != begin.label {
                remarks.push(format!("its END line says {}", quote(&end.label)));
            }
            end.place.end
        }
        None => {
            // Words that follow are base64 characters too: DER's own length tells where the body ends.
            if let Some(size) =
                der::read_tag(&decoded.bytes, der::SEQUENCE).map(|(tlv, _)| tlv.size)
                && size < decoded.bytes.len()
            {
                body = encoded::read(
                    &text.bytes,
                    headers.end,
                    limit,
                    encoded::characters_for(size),
                );
                body.end = skip_padding(&text.bytes, body.end, limit);
                decoded = body.decode();
                decoded.bytes.truncate(size);
            }
            remarks.push(format!(
                "the END line was missing, it was read up to line {}",
                text.line(body.end.saturating_sub(1))
            ));
            body.end.max(headers.end)
        }
    };
    match body.stop {
        Some(stop) if end.is_some() => remarks.push(explain(text, stop)),
        Some(Stop::Character(..)) if body.len() == 0 => {
            remarks.push("no base64 follows its BEGIN line".into())
        }
        _ if body.len() == 0 => remarks.push("there is nothing in it".into()),
        _ => {}
    }
    let place = begin.place.start..place_end;
    if text.is_shortened(&place) {
        remarks.push("what stands around each of its lines was left out".into());
    }
    if der::read_tag(&decoded.bytes, der::SEQUENCE).is_some_and(|(tlv, _)| !tlv.is_complete())
        && has_blanks(text.bytes.get(headers.end..body.end).unwrap_or_default())
    {
        remarks.push("spaces stand in it, as where each + was lost when a form was decoded".into());
    }
    if decoded.is_cut {
        remarks.push("its base64 has one character too many or misses some".into());
    }
    let unread_end = end.as_ref().map_or(body.end, |end| end.place.start);
    Block {
        unread: body.end..second.unwrap_or(unread_end),
        place,
        label: begin.label,
        decoded,
        is_encrypted: headers.is_encrypted,
        remarks,
        second,
    }
}

/// Whether a space stands between two characters of base64.
fn has_blanks(body: &[u8]) -> bool {
    body.windows(3).any(|three| {
        matches!(three, [before, b' ', after] if encoded::is_base64(*before) && encoded::is_base64(*after))
    })
}

/// What follows in `first`, from `start` to `limit`, where the END line stands: as if END and BEGIN line had been deleted.
fn second_block(text: &Text, first: &Block, start: usize, limit: usize) -> Block {
    let second = find_second(text, start, limit);
    let body = encoded::read(&text.bytes, start, second.unwrap_or(limit), usize::MAX);
    let mut remarks = vec![format!(
        "it follows another in the block of line {}, without END and BEGIN lines between them",
        text.line(first.place.start)
    )];
    remarks.extend(second.map(|second| remark_on_second(text, second)));
    remarks.extend(body.stop.map(|stop| explain(text, stop)));
    Block {
        unread: body.end..second.unwrap_or(limit),
        place: start..first.place.end,
        label: first.label.clone(),
        decoded: body.decode(),
        is_encrypted: first.is_encrypted,
        remarks,
        second,
    }
}

/// Where, in lines of its own, base64 that begins like DER follows the element of DER whose base64 begins at `from`. Reads
/// no more than that element.
fn find_second(text: &Text, from: usize, to: usize) -> Option<usize> {
    const HEADER: usize = 8;
    let header = encoded::read(&text.bytes, from, to, HEADER).decode();
    let (element, _) = der::read_tag(&header.bytes, der::SEQUENCE)?;
    let length = encoded::characters_for(element.size);
    let body = encoded::read(&text.bytes, from, to, length);
    let rest = text.bytes.get(body.end..to)?;
    let margin = rest
        .iter()
        .take_while(|byte| encoded::is_space(**byte) || matches!(byte, b'>' | b'|'));
    let margin = margin.count();
    let start = body.end.saturating_add(margin);
    let is_second = body.len() == length
        && rest.get(..margin)?.iter().any(|byte| is_break(*byte))
        && bare::begins_like_der(&text.bytes, start);
    is_second.then_some(start)
}

fn remark_on_second(text: &Text, second: usize) -> String {
    format!("another follows in its block, line {}", text.line(second))
}

/// The block that ends with `end`, its body beginning at `start`.
fn block_without_begin(text: &Text, start: usize, end: Marker) -> Block {
    let body = encoded::read(&text.bytes, start, end.place.start, usize::MAX);
    let mut remarks = vec![format!(
        "the BEGIN line was missing, it was read from line {}",
        text.line(start)
    )];
    remarks.extend(body.stop.map(|stop| explain(text, stop)));
    if body.len() == 0 {
        remarks.push("there is nothing before its END line".into());
    }
    Block {
        unread: body.end..end.place.start,
        place: start..end.place.end,
        label: end.label,
        decoded: body.decode(),
        is_encrypted: false,
        remarks,
        second: None,
    }
}

fn explain(text: &Text, stop: Stop) -> String {
    match stop {
        Stop::Character(offset, FOREIGN) => format!(
            "line {} has a character that is not base64 (not even ASCII), only what stands before it was read",
            text.line(offset)
        ),
        Stop::Character(offset, byte) => format!(
            "line {} has a character that is not base64 ({}), only what stands before it was read",
            text.line(offset),
            match byte {
                b'<' | b'>' | b'&' => format!("U+{byte:04X}"),
                graphic @ b'!'..=b'~' => format!("'{}'", char::from(graphic)),
                other => format!("U+{other:04X}"),
            }
        ),
        Stop::AfterPadding(offset) => format!(
            "line {} has base64 after its end (=), only what stands before it was read",
            text.line(offset)
        ),
        Stop::Dashes(offset) => format!("its END line, line {}, is damaged", text.line(offset)),
    }
}

/// The next BEGIN or END from `from` on.
fn find_marker(bytes: &[u8], from: usize) -> Option<Marker> {
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        // BE or EN, in either case: one letter alone is found in every line of base64.
        at = at.saturating_add(find_pair(rest, [*b"be", *b"en"])?);
        let marker = [(true, &b"BEGIN"[..]), (false, b"END")]
            .into_iter()
            .find(|(_, word)| starts_with_ignoring_case(bytes, at, word))
            .and_then(|(is_begin, word)| {
                read_marker(bytes, from, at, at.saturating_add(word.len()), is_begin)
            });
        if marker.is_some() {
            return marker;
        }
        at = at.saturating_add(1);
    }
}

fn starts_with_ignoring_case(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    bytes
        .get(at..at.saturating_add(word.len()))
        .is_some_and(|found| found.eq_ignore_ascii_case(word))
}

/// The marker whose word stands at `word..after_word`. Dashes and label are looked for in its neighbourhood.
///
/// RFC 7468 §3 wants five dashes on either side. Two in all do for a label that is known; one that is not known needs
/// three before it; no dashes at all will do where a known label in capitals stands alone in its line.
fn read_marker(
    bytes: &[u8],
    from: usize,
    word: usize,
    after_word: usize,
    is_begin: bool,
) -> Option<Marker> {
    let before = bytes.get(from..word)?;
    if before.last().is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let (leading, start) = leading_dashes(before, from);
    let after = bytes.get(after_word..)?;
    let near = until_break(after.get(..after.len().min(LABEL_LIMIT))?);
    let dash = near.iter().position(|byte| *byte == b'-');
    let starts_line = || {
        let is_margin = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'"');
        let last = before.iter().rev().find(|byte| !is_margin(byte));
        last.is_none_or(|byte| is_break(*byte))
    };
    if leading == 0 && dash.is_none() && !starts_line() {
        return None;
    }
    let label_length = label_length(near, dash);
    let label = label::normalize(near.get(..label_length)?);
    let is_known = label::meaning(&label).is_some();
    let (trailing, end) = trailing_dashes(bytes, after_word.saturating_add(label_length));
    let is_bare = leading.saturating_add(trailing) < 2;
    let is_accepted = if is_known && is_bare {
        let rest = bytes.get(end..)?;
        let ends_line = rest.first().is_none_or(|byte| encoded::is_space(*byte));
        let is_capital = bytes.get(word).is_some_and(u8::is_ascii_uppercase);
        starts_line() && ends_line && is_capital && (!is_begin || begins_body(rest))
    } else if is_known {
        true
    } else if is_begin {
        leading >= 3 && !label.is_empty() && label_length < LABEL_LIMIT
    } else {
        leading >= 3
    };
    is_accepted.then_some(Marker {
        is_begin,
        place: start..end,
        label,
        is_bare,
    })
}

/// How much of `near`, what follows BEGIN or END in its line, is the label: up to the dashes; but where those are
/// missing, and base64 or words follow, only as much as is a label that is known.
fn label_length(near: &[u8], dash: Option<usize>) -> usize {
    let length = dash.unwrap_or(near.len());
    let label = label::normalize(near.get(..length).unwrap_or(near));
    match label::meaning(&label) {
        Some(_) => length,
        None => label::known_at(near).unwrap_or(length),
    }
}

/// Does base64 follow, in this line or the next?
fn begins_body(rest: &[u8]) -> bool {
    const ENOUGH: usize = 16;
    const MARGIN: usize = 32;
    let is_margin = |byte: &u8| encoded::is_space(*byte) || matches!(byte, b'>' | b'"');
    let margin = rest
        .iter()
        .take(MARGIN)
        .take_while(|byte| is_margin(byte))
        .count();
    let word = rest.iter().skip(margin).take(ENOUGH);
    word.filter(|byte| encoded::is_base64(**byte)).count() == ENOUGH
}

/// Longer than any label there is.
const LABEL_LIMIT: usize = 64;

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | ESCAPED_BREAK)
}

/// The part of `line` that really is one line.
fn until_break(line: &[u8]) -> &[u8] {
    let length = line
        .iter()
        .position(|byte| is_break(*byte))
        .unwrap_or(line.len());
    line.get(..length).unwrap_or(line)
}

/// How many dashes, spaces between them allowed, end `before`, and the offset of the first of them; `before` begins
/// at `from`.
fn leading_dashes(before: &[u8], from: usize) -> (usize, usize) {
    let end = from.saturating_add(before.len());
    let (mut count, mut start) = (0_usize, end);
    for (index, byte) in before.iter().enumerate().rev() {
        match byte {
            b'-' => {
                count = count.saturating_add(1);
                start = from.saturating_add(index);
            }
            b' ' => {}
            _ => break,
        }
    }
    (count, start)
}

/// How many dashes stand from `at` on, and the offset after them: either a row of them or single ones with spaces between.
fn trailing_dashes(bytes: &[u8], at: usize) -> (usize, usize) {
    let rest = bytes.get(at..).unwrap_or_default();
    let row = rest.iter().take_while(|byte| **byte == b'-').count();
    let more = match (row, rest.get(1..)) {
        (1, Some(rest)) => rest
            .as_chunks::<2>()
            .0
            .iter()
            .take_while(|pair| **pair == *b" -")
            .count(),
        _ => 0,
    };
    let end = at
        .saturating_add(row)
        .saturating_add(more.saturating_mul(2));
    (row.saturating_add(more), end)
}

/// What stands before a block's base64.
struct Headers {
    /// Offset after them.
    end: usize,
    is_encrypted: bool,
}

/// Skips `Name: value` lines, their continuations, and the blank line that ends them (RFC 1421 §4.4).
fn skip_headers(bytes: &[u8], from: usize, to: usize) -> Headers {
    let body = bytes.get(from..to).unwrap_or_default();
    let mut headers = Headers {
        end: from,
        is_encrypted: false,
    };
    let mut at = from;
    for line in body.split_inclusive(|byte| is_break(*byte)) {
        at = at.saturating_add(line.len());
        let is_blank = line
            .iter()
            .all(|byte| encoded::is_space(*byte) || *byte == b'>');
        let is_first = headers.end == from;
        let is_indented = matches!(line.first(), Some(b' ' | b'\t'));
        match (line.contains(&b':'), is_first) {
            (true, _) => {
                headers.is_encrypted |= line.windows(9).any(|word| word == b"ENCRYPTED");
                headers.end = at;
            }
            (false, true) if is_blank => {}
            (false, true) => break,
            (false, false) if is_blank => {
                headers.end = at;
                break;
            }
            (false, false) if is_indented => {}
            (false, false) => break,
        }
    }
    headers
}

fn skip_padding(bytes: &[u8], from: usize, to: usize) -> usize {
    let rest = bytes.get(from..to).unwrap_or_default();
    from.saturating_add(
        rest.iter()
            .take(2)
            .take_while(|byte| **byte == b'=')
            .count(),
    )
}

/// Where the base64 begins that ends at `to`, not before `from`; `to` where there is none.
fn body_before(bytes: &[u8], from: usize, to: usize) -> usize {
    let gap = bytes.get(from..to).unwrap_or_default();
    let mut start = to;
    let mut end = to;
    // From the last word back: as long as the words are base64; the longest such stretch that begins like DER counts.
    for word in gap.rsplit(|byte| encoded::is_space(*byte) || matches!(byte, b'>' | b'"')) {
        let word_start = end.saturating_sub(word.len());
        end = word_start.saturating_sub(1);
        let is_padding = |byte: u8| byte == b'=';
        if !word
            .iter()
            .all(|byte| encoded::is_base64(*byte) || is_padding(*byte))
        {
            break;
        }
        let begins_like_der = matches!(word, [b'M', b'A'..=b'P', ..]) && word.len() >= 16;
        if begins_like_der || (start == to && word.len() >= 16) {
            start = word_start;
        }
    }
    start
}
