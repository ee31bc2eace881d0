//! Takes off PEM what a tool has put around each of its lines: line numbers, a log's times, a comment's sign, a diff's
//! plus, a statement of source code. Knows lines, and what a BEGIN line looks like; decodes nothing.

use super::encoded::{is_base64, is_space};
use super::text::{Text, Writer};
use crate::text::find_pair;

/// More than any tool writes before a line, or after it.
const LONGEST: usize = 256;

/// The text without margins. Linear.
pub(super) fn strip(text: Text) -> Text {
    let bytes = &text.bytes;
    let Some(mut margin) = next(bytes, 0) else {
        return text;
    };
    let mut out = Writer::new(bytes.len(), 1);
    let mut at = 0;
    loop {
        out.push(at, bytes.get(at..margin.start).unwrap_or_default());
        at = margin.start;
        let block = bytes.get(at..).unwrap_or_default();
        for line in block.split_inclusive(|byte| *byte == b'\n') {
            let is_first = at == margin.start;
            if !is_first && word(line, b"-BEGIN").is_some() {
                break;
            }
            let (content, line_break) = match line {
                [content @ .., b'\n'] => (content, &b"\n"[..]),
                _ => (line, &b""[..]),
            };
            let before = length_like(margin.before, content);
            let rest = content.get(before.unwrap_or(0)..).unwrap_or_default();
            let kept = match before {
                Some(_) if is_first => rest.get(..begin_line(rest)).unwrap_or(rest),
                Some(_) => rest.strip_suffix(margin.after).unwrap_or(rest),
                None => rest,
            };
            out.push(at.saturating_add(before.unwrap_or(0)), kept);
            out.push(at.saturating_add(content.len()), line_break);
            at = at.saturating_add(line.len());
            if word(line, b"-END").is_some() {
                break;
            }
        }
        match next(bytes, at) {
            Some(found) => margin = found,
            None => break,
        }
    }
    out.push(at, bytes.get(at..).unwrap_or_default());
    text.shortened(out)
}

/// What stands around every line of a block.
struct Margin<'a> {
    /// Where the BEGIN line begins.
    start: usize,
    /// Before the BEGIN line's five dashes: other digits stand before the other lines.
    before: &'a [u8],
    /// After the base64 of the first line.
    after: &'a [u8],
}

/// That of the first block from `from` on which has one.
fn next(text: &[u8], from: usize) -> Option<Margin<'_>> {
    let mut at = from;
    loop {
        at = at.saturating_add(find_pair(text.get(at..)?, [*b"be"; 2])?);
        let margin = Margin::of(text, from, at);
        if margin.is_some() {
            return margin;
        }
        at = at.saturating_add(2);
    }
}

impl<'a> Margin<'a> {
    /// Around the block whose BEGIN stands at `word`, in a line that begins at `from` or later. It is one if the next two
    /// lines have it.
    fn of(text: &'a [u8], from: usize, word: usize) -> Option<Self> {
        const ENOUGH: usize = 16;
        let line_start = |at: usize| at == 0 || text.get(at.saturating_sub(1)) == Some(&b'\n');
        let near = text.get(word..word.saturating_add(LONGEST * 3).min(text.len()))?;
        if !near.starts_with(b"BEGIN ") || text.get(word.checked_sub(1)?) != Some(&b'-') {
            return None;
        }
        let start = (from.max(word.saturating_sub(LONGEST))..word)
            .rev()
            .find(|at| line_start(*at))?;
        let before = text.get(start..word)?;
        let dashes = before
            .iter()
            .rev()
            .take(5)
            .take_while(|byte| **byte == b'-');
        let before = before.get(..before.len().saturating_sub(dashes.count()))?;
        let mut lines = near.split(|byte| *byte == b'\n').skip(1);
        let (first, second, _) = (lines.next()?, lines.next()?, lines.next()?);
        let first = first.get(length_like(before, first)?..)?;
        let second = second.get(length_like(before, second)?..)?;
        let length = first.iter().take_while(|byte| is_base64(**byte)).count();
        let after = first.get(length..)?;
        let is_telling = before
            .iter()
            .any(|byte| !matches!(byte, b' ' | b'\t' | b'>' | b'|' | b'"' | b'\''))
            || after
                .iter()
                .any(|byte| !is_space(*byte) && !br#""'`|+.&\,;)]}"#.contains(byte));
        let is_margin = is_telling
            && !before.last().is_some_and(u8::is_ascii_alphanumeric)
            && length >= ENOUGH
            && second.ends_with(after);
        is_margin.then_some(Self {
            start,
            before,
            after,
        })
    }
}

/// How much of `line` is as `margin`: the same characters, but for digits and for how many digits or spaces there are.
fn length_like(margin: &[u8], line: &[u8]) -> Option<usize> {
    let (mut margin_rest, mut rest) = (margin, line);
    while let Some(first) = margin_rest.first() {
        let is_like = |byte: &u8| match first {
            b' ' | b'\t' => matches!(byte, b' ' | b'\t'),
            b'0'..=b'9' => byte.is_ascii_digit(),
            _ => byte == first,
        };
        let is_run = is_like(&b' ') || is_like(&b'0');
        let most = if is_run { usize::MAX } else { 1 };
        let run = |bytes: &[u8]| {
            bytes
                .iter()
                .take(most)
                .take_while(|byte| is_like(byte))
                .count()
        };
        // Numbers that are set flush right have no space before the longest.
        let is_optional = is_like(&b' ') && margin_rest.len() == margin.len();
        let length = run(rest);
        if length == 0 && !is_optional {
            return None;
        }
        margin_rest = margin_rest.get(run(margin_rest)..)?;
        rest = rest.get(length..)?;
    }
    Some(line.len().saturating_sub(rest.len()))
}

fn word(line: &[u8], word: &[u8]) -> Option<usize> {
    line.windows(word.len()).position(|found| found == word)
}

/// Up to where `line` is a BEGIN line: after the dashes that follow its label.
fn begin_line(line: &[u8]) -> usize {
    let label = word(line, b"-BEGIN").map_or(0, |at| at.saturating_add(1));
    let is_dash = |byte: &u8| *byte == b'-';
    let label_end = line.iter().skip(label).position(is_dash);
    let end = label_end.map_or(line.len(), |length| label.saturating_add(length));
    let dashes = line.iter().skip(end).take_while(|byte| is_dash(byte));
    end.saturating_add(dashes.count())
}

#[cfg(test)]
mod tests {
    use super::super::text::Encoding;
    use super::*;

    const FIRST: &str = "MIIDAAAAAAAAAAAAAAAA";
    const SECOND: &str = "30BBBBBBBBBBBBBBBBBB";
    const LAST: &str = "CC==";

    fn stripped(source: &str) -> (String, bool) {
        let text = strip(Text::new(source.as_bytes(), Encoding::Utf8));
        let is_shortened = text.is_shortened(&(0..text.bytes.len()));
        (
            String::from_utf8(text.bytes.to_vec()).unwrap(),
            is_shortened,
        )
    }

    #[test]
    fn what_stands_around_each_line_is_taken_off() {
        let begin = "-----BEGIN CERTIFICATE-----";
        let end = "-----END CERTIFICATE-----";
        let lines = [begin, FIRST, SECOND, LAST, end];
        let plain = lines.map(|line| format!("{line}\n")).concat();
        let made = |dress: &dyn Fn(usize, &str) -> String| -> String {
            lines
                .iter()
                .enumerate()
                .map(|(at, line)| dress(at, line) + "\n")
                .collect()
        };
        let cases = [
            made(&|at, line| format!("{:6}\t{line}", at + 8)),
            made(&|at, line| format!("{:>2} {line}", at + 8)),
            made(&|at, line| format!("a-b.pem:{}:{line}", at + 8)),
            made(&|_, line| format!("+{line}")),
            made(&|_, line| format!("-{line}")),
            made(&|_, line| format!("  - {line}")),
            made(&|at, line| format!("Nov 7 16:57:1{at} host nginx[1]: {line}")),
            made(&|_, line| format!("web-1  | {line}")),
            made(&|_, line| format!("# {line}")),
            made(&|_, line| format!("{line}$")),
            made(&|_, line| format!("sb.append(\"{line}\\n\");"))
                .replace("END CERTIFICATE-----\\n\");", "END CERTIFICATE-----"),
        ];
        for source in &cases {
            assert_eq!(stripped(source), (plain.clone(), true), "{source}");
            let twice = format!("x\n{source}y\n{source}z");
            assert_eq!(stripped(&twice).0, format!("x\n{plain}y\n{plain}z"));
        }
        let echo = made(&|at, line| format!("echo \"{line}\" {} c.pem", [">", ">>"][at.min(1)]));
        assert_eq!(stripped(&echo).0.replace("\" >> c.pem", ""), plain);
    }

    #[test]
    fn what_is_no_margin_stays() {
        let begin = "-----BEGIN CERTIFICATE-----";
        for source in [
            format!("{begin}\n{FIRST}\n{SECOND}\n{LAST}\n"),
            format!("> {begin}\n> {FIRST}\n> {SECOND}\n"),
            // Not before the second line; after the first alone; a digit that may be base64; one dash more.
            format!("# {begin}\n# {FIRST}\n{SECOND}\n"),
            format!("{begin}\n{FIRST}*A\n{SECOND}\n{LAST}\n"),
            format!("1{begin}\n2{FIRST}\n3{SECOND}\n{LAST}\n"),
            format!("-{begin}\n{FIRST}\n{SECOND}\n{LAST}\n"),
            format!("# {begin}"),
            "-BEGIN ".repeat(100),
        ] {
            assert_eq!(stripped(&source), (source.clone(), false));
        }
    }
}
