//! What CRLs and OCSP responses have in common: strict DER, times, extensions, and something signed.

use std::ops::Range;

use super::{Defect, Unusable};
use crate::certificate::read_time;
use crate::der::{Children, Element, Problem, Tag, Tree, tag};
use crate::oid::Oid;
use crate::signature::{Scheme, SchemeRefusal, Task, TaskId, sha256};
use crate::sorted::Set;
use crate::time::Time;

/// What was read, or where and why it could not be.
pub(super) type Read<T> = Result<T, Defect>;

pub(super) const ENUMERATED: Tag = Tag::universal(10);

/// It is not what it should be, from this offset on.
pub(super) fn malformed(offset: usize, problem: impl Into<String>) -> Defect {
    Defect {
        reason: Unusable::Malformed,
        offset: Some(offset),
        problem: Some(problem.into()),
    }
}

/// The outermost element of what must be DER without a fault.
pub(super) fn sound<'t>(tree: &'t Tree<'_>) -> Read<Element<'t>> {
    if let Some(fault) = tree.faults.first() {
        let problem = match fault.problem {
            Problem::Truncated => "it is cut short",
            Problem::Length(problem) | Problem::Tag(problem) | Problem::Value(problem) => problem,
            Problem::SetOrder => "the elements of a SET OF are not in order",
            Problem::TrailingData => "bytes follow after its end",
            Problem::TooDeep => "it is nested too deep",
        };
        return Err(malformed(fault.offset, problem));
    }
    tree.root().ok_or_else(|| malformed(0, "it is empty"))
}

/// The next element, which must have this tag.
pub(super) fn take<'t>(
    parent: Element<'t>,
    fields: &mut Children<'t>,
    expected: Tag,
    field: &str,
) -> Read<Element<'t>> {
    let found = fields.peek();
    fields.take_if(expected).ok_or_else(|| {
        let offset = found.map_or(parent.range().end, |element| element.start());
        malformed(offset, format!("{field}: expected {}", expected.name()))
    })
}

/// The one element inside an EXPLICIT tag, which must have this tag.
pub(super) fn inside<'t>(outer: Element<'t>, expected: Tag, field: &str) -> Read<Element<'t>> {
    let mut fields = outer.children();
    let inner = take(outer, &mut fields, expected, field)?;
    nothing_more(&mut fields)?;
    Ok(inner)
}

/// `[number] EXPLICIT`: the element inside, where there is one.
pub(super) fn explicit<'t>(
    fields: &mut Children<'t>,
    number: u32,
    expected: Tag,
    field: &str,
) -> Read<Option<Element<'t>>> {
    fields
        .take_if(Tag::context(number, true))
        .map(|outer| inside(outer, expected, field))
        .transpose()
}

pub(super) fn nothing_more(fields: &mut Children<'_>) -> Read<()> {
    match fields.next() {
        Some(extra) => Err(malformed(extra.start(), "there is a field too many")),
        None => Ok(()),
    }
}

/// UTCTime or GeneralizedTime in the one form that RFC 5280 §4.1.2.5 and RFC 6960 §4.2.2.1 allow: in UTC, to the second.
pub(super) fn time(element: Element<'_>) -> Read<Time> {
    read_time(element).map_err(|_| malformed(element.start(), "it is no time in UTC to the second"))
}

/// CRLReason (RFC 5280 §5.3.1).
pub(super) fn reason(element: Element<'_>) -> Read<super::Reason> {
    let number = match (element.is(ENUMERATED), element.content()) {
        (true, [number]) => super::Reason::from_number(*number),
        _ => None,
    };
    number.ok_or_else(|| malformed(element.start(), "there is no such reason"))
}

/// One extension of a list, an entry or a response.
pub(super) struct Extension<'t> {
    pub(super) oid: Oid,
    pub(super) critical: bool,
    pub(super) offset: usize,
    /// The content of extnValue.
    pub(super) value: Range<usize>,
    /// The same.
    pub(super) bytes: &'t [u8],
}

impl Extension<'_> {
    /// It is critical and not processed here.
    pub(super) fn refused(&self) -> Defect {
        Defect {
            reason: Unusable::CriticalExtension,
            offset: Some(self.offset),
            problem: Some(self.oid.label()),
        }
    }
}

/// `Extensions` (RFC 5280 §4.1): each at most once.
pub(super) fn extensions(list: Element<'_>) -> Read<Vec<Extension<'_>>> {
    let mut seen = Set::new();
    let mut extensions = Vec::new();
    for element in list.children() {
        let mut fields = element.children();
        let oid = take(element, &mut fields, tag::OID, "extnID")?;
        let critical = fields.take_if(tag::BOOLEAN);
        let value = take(element, &mut fields, tag::OCTET_STRING, "extnValue")?;
        nothing_more(&mut fields)?;
        if !seen.insert(oid.content()) {
            return Err(malformed(element.start(), "an extension is there twice"));
        }
        extensions.push(Extension {
            oid: Oid::from_content(oid.content()),
            critical: critical.is_some_and(|critical| critical.content() != [0]),
            offset: element.start(),
            value: value.content_range(),
            bytes: value.content(),
        });
    }
    if extensions.is_empty() {
        return Err(malformed(list.start(), "a list of extensions is empty"));
    }
    Ok(extensions)
}

/// What is signed, with its signature. Ranges are of the DER that it was read from.
#[derive(Debug)]
pub(super) struct Signed {
    message: Range<usize>,
    /// SHA-256 of the message.
    digest: [u8; 32],
    scheme: Result<Scheme, SchemeRefusal>,
    signature: Range<usize>,
}

impl Signed {
    /// Reads the signature's AlgorithmIdentifier and BIT STRING, which follow `message` in `fields`.
    pub(super) fn read<'t>(
        parent: Element<'t>,
        message: Element<'t>,
        fields: &mut Children<'t>,
    ) -> Read<Self> {
        let algorithm = take(parent, fields, tag::SEQUENCE, "signatureAlgorithm")?;
        let signature = take(parent, fields, tag::BIT_STRING, "signature")?.content_range();
        let mut parts = algorithm.children();
        let oid = take(algorithm, &mut parts, tag::OID, "signatureAlgorithm")?;
        let parameters = parts.next().map(|parameters| parameters.bytes());
        nothing_more(&mut parts)?;
        Ok(Self {
            message: message.range(),
            digest: sha256(message.bytes()),
            scheme: Scheme::from_algorithm(oid.content(), parameters),
            signature: (signature.start + 1).min(signature.end)..signature.end,
        })
    }

    /// The question whether the key `spki` made this signature in `der`.
    ///
    /// A list may have many megabytes and be tried with several keys, in several rounds. So that it is hashed once, the id is
    /// [`id_by`] the message's digest.
    pub(super) fn task<'a>(&self, der: &'a [u8], spki: &'a [u8]) -> Read<(TaskId, Task<'a>)> {
        let scheme = self.scheme.map_err(|refusal| Defect {
            reason: Unusable::AlgorithmRefused,
            offset: None,
            problem: match refusal {
                SchemeRefusal::Weak { name } | SchemeRefusal::BadParameters { name, .. } => {
                    Some(name.to_owned())
                }
                SchemeRefusal::Unsupported { name } => name.map(str::to_owned),
            },
        })?;
        let task = Task {
            scheme,
            spki,
            message: der.get(self.message.clone()).unwrap_or_default(),
            signature: der.get(self.signature.clone()).unwrap_or_default(),
        };
        Ok((id_by(&self.digest, &task), task))
    }
}

/// The id of a task about evidence: that of the same task about its message's SHA-256, under a prefix that no TBSCertificate begins
/// with.
fn id_by(digest: &[u8], task: &Task<'_>) -> TaskId {
    let message = [b"evidence".as_slice(), digest].concat();
    Task {
        message: &message,
        ..*task
    }
    .id()
}

/// The id under which such a signature is asked about, whoever asks.
pub(crate) fn signature_id(task: &Task<'_>) -> TaskId {
    id_by(&sha256(task.message), task)
}

/// A non-negative INTEGER of any size, without leading zeros: shorter is smaller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number(Vec<u8>);

impl Number {
    pub(super) fn read(element: Element<'_>) -> Read<Self> {
        match element.content() {
            [] => Err(malformed(element.start(), "a number is empty")),
            [first, ..] if *first >= 0x80 => {
                Err(malformed(element.start(), "a number is negative"))
            }
            content => {
                let digits = content.iter().copied().skip_while(|byte| *byte == 0);
                Ok(Self(digits.collect()))
            }
        }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0.len(), &self.0).cmp(&(other.0.len(), &other.0))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(bytes: &[u8], read: impl Fn(Element<'_>) -> T) -> T {
        let tree = Tree::read(bytes, 0..bytes.len());
        read(tree.root().unwrap())
    }

    #[test]
    fn reads_times_in_their_one_form() {
        let read = |tag: u8, text: &str| {
            let bytes = [&[tag, text.len() as u8], text.as_bytes()].concat();
            with(&bytes, |element| time(element).map(|time| time.to_string()))
        };
        for (tag, text, expected) in [
            (23, "261123160000Z", "2026-11-23T16:00:00Z"),
            (23, "500101000000Z", "1950-01-01T00:00:00Z"),
            (23, "491231235959Z", "2049-12-31T23:59:59Z"),
            (24, "20500101000000Z", "2050-01-01T00:00:00Z"),
        ] {
            assert_eq!(read(tag, text).unwrap(), expected);
        }
        for (tag, text) in [
            (23, "2611231600Z"),
            (23, "261123160000+0000"),
            (23, "20261123160000Z"),
            (23, "260230000000Z"),
            (24, "261123160000Z"),
            (24, "20261123160000.5Z"),
            (24, "20261123240000Z"),
            (24, "20261123235960Z"),
            (24, ""),
            (4, "20261123160000Z"),
        ] {
            assert!(read(tag, text).is_err(), "{tag} {text}");
        }
    }

    #[test]
    fn compares_numbers_of_any_size() {
        let number = |content: &[u8]| {
            let bytes = [&[2, content.len() as u8], content].concat();
            with(&bytes, Number::read)
        };
        let ordered: Vec<Number> = [&[0][..], &[1], &[0x7f], &[0, 0x80], &[1, 0], &[0x7f; 21]]
            .iter()
            .map(|content| number(content).unwrap())
            .collect();
        assert!(ordered.is_sorted_by(|a, b| a < b), "{ordered:?}");
        assert!(number(&[0x80]).is_err());
        assert!(number(&[]).is_err());
    }
}
