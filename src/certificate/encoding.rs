//! Faults of encoding, as `der` finds them, in the vocabulary of findings.

use crate::der::{self, Problem, Tag};
use crate::finding::Fault;

/// A fault of the encoding in the vocabulary of findings.
pub(super) fn encoding_fault(fault: &der::Fault) -> Fault {
    let offset = fault.offset;
    let element = fault.tag.map(Tag::name);
    match fault.problem {
        Problem::Truncated => Fault::DerTruncated { offset, element },
        Problem::Length(problem) => Fault::DerLengthInvalid { offset, problem },
        Problem::Tag(problem) => Fault::DerTagInvalid { offset, problem },
        Problem::Value(problem) => Fault::DerValueInvalid {
            offset,
            element,
            problem,
        },
        Problem::SetOrder => Fault::DerSetUnordered { offset },
        Problem::TrailingData => Fault::DerTrailingData { offset },
        Problem::TooDeep => Fault::DerTooDeep { offset },
    }
}
