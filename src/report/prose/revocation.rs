//! Revocation, and the evidence about it.

use super::words::{clause, count, date, quote};
use super::{Context, Fix, Prose, Role};
use crate::time::Time;

pub(super) fn revoked(
    serial_number: &str,
    revoked_at: Time,
    reason: &str,
    invalidity_date: Option<Time>,
    source: &str,
    context: &Context<'_>,
) -> Prose {
    let fix = match context.role {
        Role::Leaf | Role::None => Fix::new(
            "Get a new certificate for a new key.",
            &[
                "Find out from the CA why the certificate was revoked; a stolen key is one reason.",
                "Make a new key, have a certificate issued for it, install both and delete the \
                 old key.",
                "If the server is not yours, do not go on: somebody may be using a stolen key.",
            ],
        )
        .run(super::words::make_request(context.hostname, context)),
        Role::Intermediate | Role::Anchor => Fix::new(
            "Have your certificate issued again by another CA certificate.",
            &[
                "Ask the CA why its certificate was revoked and which one has taken its place.",
                "Have your certificate issued again from that, or by another CA, and install it \
                 with its intermediates.",
            ],
        ),
    };
    let since = invalidity_date
        .map(|date| {
            format!(
                ", and says that it was not to be relied on since {}",
                self::date(date)
            )
        })
        .unwrap_or_default();
    Prose::new(
        format!(
            "{} with the serial number {} (hexadecimal) has been revoked: {} says so, with the date {} \
             and the reason {}{since}. A CA revokes a certificate when it must not \
             be used any more, for instance because its key was stolen. It counts as void, \
             whatever its dates say.",
            context.the_certificate(),
            quote(serial_number),
            source_name(source),
            date(revoked_at),
            quote(reason),
        ),
        Some(fix),
    )
}

pub(super) fn unknown(
    serial_number: &str,
    issuer: &str,
    crls: usize,
    ocsp_responses: usize,
    context: &Context<'_>,
) -> Prose {
    Prose::new(
        format!(
            "None of the {} and {} given says that {}, serial number {} (hexadecimal), issued by {}, \
             is good. You asked for evidence that no certificate has been revoked, and what is not \
             known does not count as good.",
            count(crls as u64, "CRL"),
            count(ocsp_responses as u64, "OCSP response"),
            context.certificate_within(),
            quote(serial_number),
            quote(issuer),
        ),
        Some(
            Fix::new(
                "Give current evidence for this certificate, or ask without it.",
                &[
                    "See where its issuer publishes evidence: in the certificate's CRL \
                     distribution points, or under OCSP in its authority information access.",
                    "Fetch a current CRL or OCSP response from there and give it with the request.",
                    "If you do not need that certainty, ask with revocation set to “evidence”: \
                     what is known then counts, and what is not known is listed as not judged.",
                ],
            )
            .run("openssl x509 -in certificate.pem -noout -ext crlDistributionPoints,authorityInfoAccess"),
        ),
    )
}

#[allow(clippy::too_many_arguments)] // the fault's own fields
pub(super) fn crl_unusable(
    reason: &str,
    issuer: Option<&str>,
    this_update: Option<Time>,
    next_update: Option<Time>,
    time: Time,
    problem: Option<&str>,
    place: Place,
    context: &Context<'_>,
) -> Prose {
    let whose = issuer
        .map(|issuer| format!(" of {}", quote(issuer)))
        .unwrap_or_default();
    unusable(
        &format!("The CRL{whose}"),
        reason,
        Dates {
            this_update,
            next_update,
            time,
        },
        problem,
        place,
        context,
        Fix::new(
            "Fetch the CA's current CRL and give that.",
            &[
                "Take the address from the certificate's CRL distribution points.",
                "If the CRL is your own CA's, publish it again before each one ends, complete and \
                 signed by the CA's key.",
            ],
        )
        .run("openssl crl -inform DER -in list.crl -noout -issuer -lastupdate -nextupdate"),
    )
}

pub(super) fn ocsp_unusable(
    reason: &str,
    this_update: Option<Time>,
    next_update: Option<Time>,
    time: Time,
    problem: Option<&str>,
    place: Place,
    context: &Context<'_>,
) -> Prose {
    unusable(
        "The OCSP response",
        reason,
        Dates { this_update, next_update, time },
        problem,
        place,
        context,
        Fix::new(
            "Ask the CA's OCSP responder again and give its new answer.",
            &[
                "Take the responder's address from the certificate's authority information access.",
                "If a server staples this response, have it fetch a new one: it must do so well \
                 before the old one ends.",
            ],
        )
        .run("openssl ocsp -issuer issuer.pem -cert certificate.pem -url http://ocsp.example -respout response.der"),
    )
}

/// Where evidence was found in the input.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) part: usize,
    pub(super) line: Option<usize>,
    pub(super) offset: Option<usize>,
}

struct Dates {
    this_update: Option<Time>,
    next_update: Option<Time>,
    time: Time,
}

fn unusable(
    what: &str,
    reason: &str,
    dates: Dates,
    problem: Option<&str>,
    place: Place,
    context: &Context<'_>,
    fix: Fix,
) -> Prose {
    let line = place
        .line
        .map(|line| format!("line {line} of "))
        .unwrap_or_default();
    let byte = place
        .offset
        .map(|offset| format!(" (at its byte {offset})"))
        .unwrap_or_default();
    let problem = problem
        .map(|problem| format!(" In detail: {}{byte}.", clause(problem)))
        .unwrap_or_default();
    let whom = match context.certificate {
        Some(_) => format!(" It was looked at for {}.", context.certificate_within()),
        None => String::new(),
    };
    Prose::new(
        format!(
            "{what}, found at {line}part {} of the input, was not used: {}.{problem}{whom} {} \
             Evidence that cannot be relied on says nothing, neither good nor bad.",
            place.part.saturating_add(1),
            why(reason),
            period(&dates),
        ),
        Some(fix),
    )
}

fn period(dates: &Dates) -> String {
    let asked = date(dates.time);
    match (dates.this_update, dates.next_update) {
        (Some(from), Some(to)) => format!(
            "It was made on {} and its successor was due by {}; the time asked about is {asked}.",
            date(from),
            date(to)
        ),
        (Some(from), None) => format!(
            "It was made on {} and names no date for its successor; the time asked about is {asked}.",
            date(from)
        ),
        (None, _) => format!("The time asked about is {asked}."),
    }
}

/// A reason's id in words that complete "was not used:".
fn why(reason: &str) -> &str {
    match reason {
        "wrong-issuer" => "it is about no certificate of the chain",
        "out-of-scope" => "it says of itself that it does not cover this certificate",
        "signer-not-found" => "the certificate of whoever signed it was not found",
        "signature-invalid" => {
            "its signature does not match its contents, so it may have been forged"
        }
        "signature-not-checked" => {
            "its signature was not checked, for the limit on signatures was reached"
        }
        "signer-not-trusted" => "whoever signed it has no valid path to the same trust anchor",
        "signer-may-not-sign" => "whoever signed it has no permission to sign such evidence",
        "algorithm-refused" => "it is signed with an algorithm that is broken or not known",
        "delta-without-base" => "it only lists changes to another list, which was not given",
        "not-yet-valid" => "it begins after the time asked about",
        "expired" => "it had ended by the time asked about",
        "next-update-missing" => {
            "it does not say when its successor is due, which RFC 5280 demands"
        }
        "crl-number-missing" => "it has no CRL number, which RFC 5280 demands",
        "crl-number-critical" => "its CRL number is marked critical, which RFC 5280 forbids",
        "critical-extension" => "it has a critical extension that is not processed here",
        "not-successful" => "the responder gave no answer but an error",
        "unknown-to-responder" => "the responder says that it does not know the certificate",
        "malformed" => "it is not written as its standard demands",
        other => other,
    }
}

fn source_name(source: &str) -> &str {
    match source {
        "crl" => "its issuer's revocation list (CRL)",
        "ocsp" => "an OCSP response",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::why;

    /// Every reason that the engine can give has words of its own.
    #[test]
    fn each_reason_has_words() {
        for reason in crate::revocation::UNUSABLE_IDS {
            assert_ne!(why(reason), *reason, "{reason}");
        }
    }
}
