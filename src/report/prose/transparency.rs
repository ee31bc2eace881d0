//! Certificate Transparency.

use super::words::{clause, count, date, list, quote, short};
use super::{Context, Fix, Prose};
use crate::time::Time;

/// How each way of not counting reads after the SCT.
pub(super) fn sct_reason(reason: &str) -> &'static str {
    match reason {
        "undecodable" => "cannot be read",
        "unknown-log" => "is from a log that is not in the list of logs",
        "signature-invalid" => "is not signed by its log for this certificate",
        "from-the-future" => "has a time that has not come yet",
        "log-retired" => {
            "is from a log that has been retired, and the log was retired before the certificate \
             was issued or the SCT made"
        }
        "ocsp-not-taken" => "came in an OCSP response, from which none is taken any more",
        "leaf-index-missing" => {
            "does not say where in its log the certificate stands, which SCTs of such logs must"
        }
        "after-distrust" => "is later than the date up to which its root is trusted",
        "response-not-good" => "came in an OCSP response that this browser does not go by",
        _ => "was not checked, because a limit of work was reached or no issuer is known",
    }
}

/// All reasons of [`sct_reason`], for the tests.
#[cfg(test)]
pub(super) const SCT_REASONS: [&str; 10] = [
    "undecodable",
    "unknown-log",
    "signature-invalid",
    "from-the-future",
    "log-retired",
    "ocsp-not-taken",
    "leaf-index-missing",
    "after-distrust",
    "response-not-good",
    "not-checked",
];

fn how_it_came(source: &str) -> &'static str {
    match source {
        "tls" => "sent in the TLS handshake for",
        "ocsp" => "from an OCSP response about",
        _ => "in",
    }
}

#[allow(clippy::too_many_arguments)] // the fault's own fields
pub(super) fn sct_unusable(
    source: &str,
    number: usize,
    reason: &str,
    problem: Option<&str>,
    log: Option<&str>,
    log_id: Option<&str>,
    timestamp: Option<Time>,
    context: &Context<'_>,
) -> Prose {
    let log = match (log, log_id) {
        (Some(log), _) => format!(", of the log {},", quote(log)),
        (None, Some(id)) => format!(", of a log with the id {},", short(id)),
        (None, None) => String::new(),
    };
    let made = timestamp.map_or(String::new(), |time| format!(" It is from {}.", date(time)));
    let problem = problem.map_or(String::new(), |problem| format!(": {}", clause(problem)));
    Prose::new(
        format!(
            "Of the SCTs {} {}, number {number}{log} {}{problem}.{made} An SCT is a log's promise \
             to make a certificate public; this one does not count. The certificate may have \
             enough others.",
            how_it_came(source),
            context.certificate_within(),
            sct_reason(reason),
        ),
        Some(Fix::new(
            "Nothing, as long as enough other SCTs count.",
            &[
                "If the certificate lacks SCTs as a whole, ask your CA for a new one with SCTs of \
                 current logs.",
            ],
        )),
    )
}

pub(super) fn insufficient(
    problem: &str,
    scts: usize,
    logs: usize,
    needed: usize,
    operators: &[String],
    context: &Context<'_>,
) -> Prose {
    let missing = match problem {
        "no-current-log" => "none of them is from a log that is still in use".to_owned(),
        "too-few-logs" => {
            format!("SCTs of {needed} different logs are needed in a certificate of its lifetime")
        }
        "too-few-operators" => "SCTs of logs of two different operators are needed".to_owned(),
        _ => "there must be some".to_owned(),
    };
    let came = match (scts, logs) {
        (0, _) => "no SCT".to_owned(),
        (_, 0) => format!(
            "{}, and none that is embedded counts",
            count(scts as u64, "SCT")
        ),
        _ => format!(
            "{}, and embedded ones of {} count (operators: {})",
            count(scts as u64, "SCT"),
            count(logs as u64, "log"),
            list(operators, 0)
        ),
    };
    Prose::new(
        format!(
            "{} came with {came}: {missing}. Browsers accept a certificate of a public CA only if public \
             logs have promised to list it. Otherwise nobody could notice one that was issued by \
             mistake or by force.",
            context.the_certificate(),
        ),
        Some(
            Fix::new(
                "Have a new certificate issued, with SCTs in it.",
                &[
                    "Ask your CA for a certificate that is logged: public CAs do that unless told \
                     not to.",
                    "Install it in place of this one.",
                    "If it is for a network of your own, use a CA of your own instead: what you \
                     trust yourself needs no SCTs.",
                ],
            )
            .run("openssl x509 -in certificate.pem -noout -ext ct_precert_scts"),
        ),
    )
}

pub(super) fn not_judged(
    reason: &str,
    list_date: Option<Time>,
    unknown_logs: usize,
    context: &Context<'_>,
) -> Prose {
    let listed = list_date.map_or(String::new(), |date| {
        format!(", by a list of logs of {}", self::date(date))
    });
    let fix = Fix::new(
        "Ask with a list of logs of that time.",
        &[
            "Ask about a time near the list's date.",
            "Use a version of this program whose list of logs is of that time.",
        ],
    );
    let unknown = format!(
        "It has {} of logs that are not in the list. The rest of the answer does not depend on it, \
         but a browser may refuse what was accepted here.",
        count(unknown_logs as u64, "SCT"),
    );
    if reason == "root-terms-open" {
        return Prose::new(
            format!(
                "The root of {} is trusted on conditions about when public logs promised to list \
                 what it issued. Whether they hold was not judged for the time asked \
                 about{listed}: the SCTs that could be checked do not decide it. {unknown}",
                context.certificate_within(),
            ),
            Some(fix),
        );
    }
    let why = match reason {
        "no-list" => "the list of logs was not loaded",
        "list-too-new" => {
            "the list is so much newer that logs which were in use then are no longer in it"
        }
        "list-too-old" => {
            "the list is ten weeks old or older then, and a browser in use has a newer one"
        }
        "logs-may-be-missing" => {
            "the SCTs that count are too few, and those of unknown logs may have counted then"
        }
        "dates-unreadable" => "how many SCTs it needs depends on its dates, which cannot be read",
        _ => "not all SCTs could be checked",
    };
    Prose::new(
        format!(
            "Whether enough public logs have promised to list {} was not judged for the time asked \
             about{listed}: {why}. {unknown}",
            context.certificate_within(),
        ),
        Some(fix),
    )
}
