//! What browsers ask under the roots that they bring along: Certificate Transparency, terms of roots, lists of revoked CAs.

use super::words::{clause, count, date, list, quote, reissue_below, short};
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
        _ => "was not checked, because a limit of work was reached or no issuer is known",
    }
}

/// All reasons of [`sct_reason`], for the tests.
#[cfg(test)]
pub(super) const SCT_REASONS: [&str; 9] = [
    "undecodable",
    "unknown-log",
    "signature-invalid",
    "from-the-future",
    "log-retired",
    "ocsp-not-taken",
    "leaf-index-missing",
    "after-distrust",
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
            "Ask about the present time, or a time near the list's date.",
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

/// What a root's terms demand and what there is.
pub(super) struct Terms<'a> {
    pub sct_not_after: Option<Time>,
    pub sct_all_after: Option<Time>,
    pub earliest_sct: Option<Time>,
    pub name: Option<&'a str>,
    pub permitted_dns_names: &'a [String],
    pub min_version: Option<&'a str>,
    pub max_version_exclusive: Option<&'a str>,
    pub version: &'a str,
}

pub(super) fn constraint(root: &str, terms: &Terms<'_>) -> Prose {
    let mut demands = Vec::new();
    if let Some(end) = terms.sct_not_after {
        demands.push(format!("an SCT no later than {}", date(end)));
    }
    if let Some(begin) = terms.sct_all_after {
        demands.push(format!("SCTs that are all later than {}", date(begin)));
    }
    if !terms.permitted_dns_names.is_empty() {
        let names = list(terms.permitted_dns_names, 0);
        demands.push(format!("only names under {names}"));
    }
    if let Some(least) = terms.min_version {
        demands.push(format!(
            "version {} of the browser or a later one",
            short(least)
        ));
    }
    if let Some(end) = terms.max_version_exclusive {
        demands.push(format!("a version of the browser before {}", short(end)));
    }
    let reason = match terms.sct_not_after.or(terms.sct_all_after) {
        Some(_) => {
            "A browser's maker sets such dates when a CA is to issue no more, so that certificates \
             from before stay good and newer ones are refused."
        }
        None => "A browser's maker sets such conditions where it trusts a CA for some uses only.",
    };
    let found = match (terms.earliest_sct, terms.name) {
        (_, Some(name)) => format!("the certificate is for {}", quote(name)),
        (Some(earliest), None) => format!("the earliest SCT is of {}", date(earliest)),
        (None, None) => "no SCT counts".to_owned(),
    };
    Prose::new(
        format!(
            "The root {} is trusted on conditions: {}. Here {found}, in version {} of the browser. \
             {reason}",
            quote(root),
            list(&demands, 0),
            short(terms.version),
        ),
        Some(another_ca()),
    )
}

/// What to do where the CA is the trouble.
fn another_ca() -> Fix {
    Fix::new(
        "Get a certificate from another CA.",
        &[
            "Choose a CA that the browsers of your visitors trust without conditions, or ask \
             yours for a certificate from another of its roots.",
            "Install the new certificate with its intermediates.",
        ],
    )
}

pub(super) fn distrusted_after(root: &str, distrust_after: Time, not_before: Time) -> Prose {
    Prose::new(
        format!(
            "The root {} is trusted for certificates that begin no later than {}, and this one \
             begins on {}. A browser's maker sets such a date when a CA is to issue no more. \
             Certificates from before stay good, newer ones are refused.",
            quote(root),
            date(distrust_after),
            date(not_before),
        ),
        Some(another_ca()),
    )
}

pub(super) fn one_crl(serial: &str, by: &str, list_date: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} with the serial number {} (hexadecimal) is in OneCRL, Mozilla's list of revoked CA \
             certificates, by its {} (list of {}). The list comes with the browser, so nobody has \
             to be asked. A certificate in it counts as void, and with it all that it issued.",
            context.the_certificate(),
            quote(serial),
            short(by),
            short(list_date),
        ),
        Some(Fix::new(
            "Use a chain through another CA certificate.",
            &[
                "Ask the CA which certificate has taken the place of this one.",
                "If there is one, install it as the intermediate; otherwise have the certificate \
                 issued again, by another CA perhaps.",
            ],
        )),
    )
}

pub(super) fn imposed(
    name: &str,
    permitted: &[String],
    constrainer: usize,
    context: &Context<'_>,
) -> Prose {
    Prose::new(
        format!(
            "{} is for {}, but the CA {} is only taken for names below {}. Its certificates do not \
             say so: the browser's maker confines it, as the CA of one state. A name beyond that is \
             refused.",
            context.the_certificate(),
            quote(name),
            quote(&(context.label)(constrainer)),
            list(permitted, 0),
        ),
        Some(another_ca()),
    )
}

pub(super) fn local_name(hostname: &str, problem: &str) -> Prose {
    Prose::new(
        format!(
            "The host {} is no name or address that is unique on the Internet: {}. Whoever runs a network \
             can use the same one, so a public CA cannot say whom it belongs to. Under a root that \
             comes with the browser it is therefore refused.",
            quote(hostname),
            clause(problem),
        ),
        Some(Fix::new(
            "Use a public name, or a CA of your own.",
            &[
                "Give the server a name under a domain that you have registered; it may lead to a \
                 local address.",
                "If the name must stay, issue its certificate with a CA of your own, and add that \
                 to the devices that visit it.",
            ],
        )),
    )
}

pub(super) fn key(algorithm: &str, bits: u32, minimum: u32, context: &Context<'_>) -> Prose {
    let explanation = format!(
        "{} has a key ({}) of {bits} bits; under a root that comes with the browser, each key of \
         the chain must have at least {minimum}. Shorter ones are within reach of large \
         attackers. Under a root of your own the browser would accept it.",
        context.the_certificate(),
        quote(algorithm),
    );
    let wanted = format!("is for an RSA key of at least {minimum} bits");
    Prose::new(explanation, Some(reissue_below(context, &wanted)))
}

pub(super) fn preloaded(issuer: &str) -> Prose {
    Prose::new(
        format!(
            "The intermediate {} was not sent. Some browsers download the intermediates of public \
             CAs in advance, and have one of that name; with them the chain may work. A browser that is \
             new does not have it yet, and most other programs do not look for it.",
            quote(issuer),
        ),
        Some(Fix::new(
            "Let the server send the intermediate.",
            &[
                "Get it from your CA, with the certificate or from its website.",
                "Append it to the file that holds the server's certificate, and load that file.",
            ],
        )),
    )
}
