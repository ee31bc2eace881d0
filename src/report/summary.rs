//! The one sentence.

use super::{Finding, Outcome, Verdict, Writer};
use crate::engine::Judged;
use crate::pool::Source;

/// Says the verdict and its cause; what was left unchecked on purpose is said with it.
pub(super) fn summary(
    writer: &Writer<'_>,
    best: Option<&Judged>,
    first: Option<&Finding>,
    not_judged: &[&str],
) -> String {
    let Some(path) = best else {
        return "Rejected: no path could be judged.".to_owned();
    };
    let leaf = path
        .candidate
        .chain
        .first()
        .map(|index| writer.label(*index))
        .unwrap_or_default();
    if path.verdict == Verdict::Trusted {
        let anchor = path
            .anchor()
            .map(|index| writer.label(index))
            .unwrap_or_default();
        let source = path
            .anchor()
            .and_then(|index| writer.pool.get(index)?.anchor);
        let list = match source {
            Some(Source::Store(store)) => format!(" in {}", store.title()),
            _ => ", which you added".to_owned(),
        };
        let name = match &writer.terms.host {
            Some(host) => format!(" for {host}"),
            None if not_judged.contains(&"hostname-mismatch") => {
                " (its name was not compared)".to_owned()
            }
            None => String::new(),
        };
        return match path.candidate.chain.len() {
            1 => format!("Trusted{name}: “{leaf}” is itself one of the trust anchors{list}."),
            _ => format!("Trusted{name}: “{leaf}” leads to the trust anchor “{anchor}”{list}."),
        };
    }
    match first.filter(|finding| finding.outcome == Outcome::Error) {
        Some(cause) => {
            let subject = cause
                .certificate
                .map(|index| format!(" (“{}”)", writer.label(index)))
                .unwrap_or_default();
            format!("Rejected: {}{subject}.", cause.title)
        }
        None => format!("Rejected: not everything about “{leaf}” could be checked."),
    }
}
