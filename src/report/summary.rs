//! The one sentence.

use super::{Finding, Outcome, Verdict, Writer};
use crate::certificate::Contents;
use crate::finding::{Check, Fault};
use crate::judgement::Judged;
use crate::pool::Source;
use crate::request::{Purpose, Terms};

/// Says the verdict and its cause; what was left unchecked on purpose is said with it, and what no browser does.
pub(super) fn summary(
    writer: &Writer<'_>,
    best: Option<&Judged>,
    first: Option<&Finding>,
    not_judged: &[&str],
) -> String {
    let said = verdict(writer, best, first, not_judged);
    let Terms {
        profile, purpose, ..
    } = writer.terms;
    match profile.browser {
        Some(_) if *purpose == Purpose::Client => said + ABOUT_CLIENTS,
        _ => said,
    }
}

const ABOUT_CLIENTS: &str =
    " Browsers judge servers only: this is what the browser's verifier says of a client.";

fn verdict(
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
            None if not_judged.contains(&Check::HostnameMismatch.id()) => {
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
            let download = match would_download(writer, path, cause) {
                None => "",
                Some(Wanted::Missing) => {
                    " The browser would first try to download it, which was not done here."
                }
                Some(Wanted::Other) => {
                    " The browser would then try to download another issuer, which was not done here."
                }
            };
            format!("Rejected: {}{download}", first_sentence(&cause.explanation))
        }
        None => format!("Rejected: not everything about “{leaf}” could be checked."),
    }
}

/// What a browser looks for where certificates say that their issuers are.
enum Wanted {
    /// The issuer that is missing.
    Missing,
    /// Another in place of one that is of no use.
    Other,
}

/// What the browser would download before it rejects for this cause: it may trust the chain with what it finds. It looks for other
/// issuers wherever none that it has leads to a valid path (b:path_builder.cc `CertIssuersIter::GetNextIssuer`).
fn would_download(writer: &Writer<'_>, path: &Judged, cause: &Finding) -> Option<Wanted> {
    writer
        .terms
        .profile
        .browser
        .filter(|its| its.downloads_issuers)?;
    let chain = &path.candidate.chain;
    let place = |wanted| chain.iter().position(|index| Some(*index) == wanted);
    let of_cause = place(cause.certificate);
    let count = match *cause.details {
        Fault::IssuerNotFound { .. } | Fault::SignatureInvalid { .. } => of_cause? + 1,
        Fault::NameConstraintViolated { constrainer, .. } => place(Some(constrainer))?,
        _ => of_cause?,
    };
    let names_one = |index: &usize| {
        let addresses = writer.pool.contents(*index).and_then(Contents::ca_issuers);
        addresses.is_some_and(|its| its.iter().any(|address| address.starts_with("http:")))
    };
    let nearest = chain.get(..count)?.iter().rposition(names_one)?;
    match *cause.details {
        Fault::IssuerNotFound { .. } if Some(nearest) == of_cause => Some(Wanted::Missing),
        _ => Some(Wanted::Other),
    }
}

/// Up to the first full stop that is not inside curly quotes, where names stand.
fn first_sentence(text: &str) -> &str {
    let mut depth = 0usize;
    let mut characters = text.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        match character {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            '.' if depth == 0 && characters.peek().is_none_or(|(_, next)| *next == ' ') => {
                return text.get(..=index).unwrap_or(text);
            }
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_full_stop_inside_a_name_ends_nothing() {
        assert_eq!(
            first_sentence("“A. B. C” is 1.5 days old. More."),
            "“A. B. C” is 1.5 days old."
        );
        assert_eq!(first_sentence("No stop"), "No stop");
    }
}
