//! What is said of the input beside the path, and decides nothing.

use super::words::{JOIN_CHAIN, list, quote};
use super::{Context, Fix, Prose};
use crate::text::visible_short;

/// Which of the certificates given it is; two may have one name.
fn number(context: &Context<'_>) -> String {
    match context.certificate {
        Some(index) => format!(
            "Number {} of the certificates given, counted from one,",
            index.saturating_add(1)
        ),
        None => "A certificate of the input".to_owned(),
    }
}

pub(super) fn unreadable(problem: &str, context: &Context<'_>) -> Prose {
    let which = number(context);
    Prose::new(
        format!(
            "{which} cannot be read: {}. It was judged without. If a CA's certificate or a root of your own \
             is missing in the answer, this may be it. A stricter program may refuse the whole chain \
             because of it.",
            visible_short(problem, 400)
        ),
        Some(Fix::new(
            "Replace it with a sound copy, or remove it.",
            &[
                "If it belongs there, copy it again, whole, from where it came from.",
                "If it does not and the server sends it, take it out of the file that the server loads.",
            ],
        )),
    )
}

pub(super) fn duplicate(first: usize, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} is the same, byte for byte, as number {} of the certificates given, counted from \
             one. A second copy changes nothing in the answer. If the server sends it, every \
             connection carries it for nothing.",
            context.the_certificate(),
            first.saturating_add(1)
        ),
        Some(Fix::new(
            "Remove the second copy.",
            &["Keep each certificate once in the file that the server loads."],
        )),
    )
}

pub(super) fn unused(relation: &str, context: &Context<'_>) -> Prose {
    if matches!(relation, "newer" | "older") {
        return Prose::new(
            format!(
                "{} is for the same name as the certificate that was judged, and {relation}. Of the two in one file, a server \
                 uses only the first as its own; it sends the other with it, for nothing.",
                number(context)
            ),
            Some(Fix::new(
                "Keep only the newer of the two in the file that the server loads.",
                &[
                    "Put it in the place of the older one, before its intermediates, with its own private key.",
                ],
            )),
        );
    }
    if relation == "wanted" {
        return Prose::new(
            format!(
                "{} is for the name that was visited, and the certificate that was judged is not. Of several in one file, a \
                 server uses only the first as its own.",
                number(context)
            ),
            Some(Fix::new(
                "Have the server use that one for this name.",
                &[
                    "Give it a file of its own, before its intermediates, and its own private key with it.",
                    "Name that file where the server is told of this name (nginx: ssl_certificate and ssl_certificate_key in \
                     the server block).",
                ],
            )),
        );
    }
    let about = match relation {
        "namesake" => {
            "It has the name of a CA of that chain and another key: one of the two is an impostor's, or the CA has changed its key."
        }
        "twin" => {
            "It is for the same name and another kind of key: a server loads each of the two from a file of its own."
        }
        _ => {
            "If the server sends it, every connection carries it for nothing, unless other clients need it for a chain of theirs."
        }
    };
    Prose::new(
        format!(
            "{}{} is no part of the chain that was judged. {about}",
            context.the_certificate(),
            context.certificate.map_or(String::new(), |index| {
                format!(", number {} of those given,", index.saturating_add(1))
            })
        ),
        Some(Fix::new(
            "Leave it out, unless you know what it is for.",
            &[
                "A server needs to send its own certificate and the intermediates above it, not \
                 the root.",
                "Keep it if it is a second intermediate (cross-signed) for older clients.",
            ],
        )),
    )
}

pub(super) fn out_of_order(order: &[usize], context: &Context<'_>) -> Prose {
    // Only what is shown is labelled: a list can be long.
    let shown: Vec<String> = order
        .iter()
        .take(8)
        .map(|index| quote(&(context.label)(*index)))
        .collect();
    let more = order.len().saturating_sub(shown.len());
    Prose::new(
        format!(
            "The certificates are not in the order in which a server should send them: its own \
             first, then each one's issuer. The right order is {}. certlens has sorted them by \
             itself, but not every program does.",
            list(&shown, more)
        ),
        Some(
            Fix::new(
                "Put the certificates in order.",
                &[
                    "In the file that the server loads, put the server's own certificate first, \
                     then its issuer, then that one's issuer. A root need not be sent.",
                    "Reload the server.",
                ],
            )
            .run(JOIN_CHAIN),
        ),
    )
}

/// Where something was: a property of the request, and which part of that.
type Place<'a> = (&'a str, usize);

pub(super) fn not_understood(
    place: Place<'_>,
    offset: usize,
    line: Option<usize>,
    problem: &str,
) -> Prose {
    let of = of_part(place);
    let place = match line {
        Some(line) => format!("at line {line}{of}"),
        None => format!("at byte {offset}{of}"),
    };
    Prose::new(
        format!(
            "Something in the input, {place}, was left out: {}. If it was to count, the answer may \
             be another with it.",
            // A command in it is of no use when it is cut.
            visible_short(problem.trim_end_matches('.'), 400)
        ),
        Some(if problem.contains("It was not used") {
            Fix::new(
                "Nothing needs to be done, unless it was to be judged by.",
                &["If it was, judge by a profile that reads it, or give it in its own place."],
            )
        } else {
            Fix::new(
                "Check that part of the input.",
                &[
                    "If it is meant to be a certificate, copy it again, whole, with its BEGIN and \
                     END lines.",
                    "If it stands among things of another kind, give it in its own place.",
                    "Otherwise nothing needs to be done.",
                ],
            )
        }),
    )
}

pub(super) fn unloadable(part: usize, line: usize, problem: &str) -> Prose {
    let (end, summary, steps, command): (_, _, &[&str], _) = match problem {
        problem if problem.contains("Kubernetes") => (
            "what uses the Secret cannot.",
            "Make the Secret anew from two files in PEM.",
            &[],
            "kubectl create secret tls NAME -n NAMESPACE --cert=fullchain.pem --key=key.pem --dry-run=client -o yaml | kubectl apply -f -",
        ),
        problem if problem.contains("UTF-16") => (
            "OpenSSL does not read it.",
            "Save the file as plain text (ASCII or UTF-8).",
            &["In Windows PowerShell write it with “Out-File -Encoding ascii”, not with “>”."],
            "iconv -f UTF-16 -t ASCII FILE >certificate.pem",
        ),
        _ => (
            "OpenSSL does not read it. If the server's file looks so too, nginx, Apache and others refuse it or leave \
             out a certificate.",
            "Correct that line in the file that the server loads.",
            &[
                "Each BEGIN and END line stands alone, has five dashes on either side, and only lines of base64 are \
                 between them.",
                "Check it: as many certificates must be found as are in it.",
            ],
            "openssl storeutl -noout -certs FILE",
        ),
    };
    let of = of_part(("certificates", part));
    Prose::new(
        format!("Line {line}{of} {problem}. It was read all the same, but {end}"),
        Some(Fix::new(summary, steps).run(command)),
    )
}

/// What most give, `certificates`, goes without saying.
fn of_part((input, part): Place<'_>) -> String {
    let input = match input {
        "certificates" => String::new(),
        input => format!(" of `{input}`"),
    };
    match part {
        0 => input,
        part => format!(" of part {}{input}", part.saturating_add(1)),
    }
}

/// The beginning of a sentence.
pub(super) fn key_place(place: Place<'_>, line: Option<usize>) -> String {
    match line {
        Some(line) => {
            let of = of_part(place);
            format!("A private key is in the input, at line {line}{of}")
        }
        None => {
            let (input, part) = (of_part((place.0, 0)), place.1.saturating_add(1));
            format!("A private key is in the input, in part {part}{input}")
        }
    }
}

/// What is said of every private key, after what is said of this one.
fn key(place: &str, told: &str, after: &str) -> Prose {
    Prose::new(
        format!("{place}. {told} certlens does not keep, show or send the key.{after}"),
        Some(Fix::new(
            "Keep private keys where they are used, and paste them nowhere.",
            &[
                "Leave the key out the next time: to look at a certificate it is never needed.",
                "If the key was pasted into any other page, mailed or put where others can read it, make \
                 a new one, have a certificate issued for it, and have the old certificate revoked.",
            ],
        )),
    )
}

pub(super) fn key_matches(place: &str) -> Prose {
    key(
        place,
        "It belongs to the certificate that was judged.",
        " But whoever has it can pose as that certificate's owner.",
    )
}

pub(super) fn key_of_ca(place: &str, owner: usize, context: &Context<'_>) -> Prose {
    let told = format!(
        "It is the key of the CA certificate {}: whoever has it can issue certificates for any name, \
         and all that trust that CA will take them.",
        quote(&(context.label)(owner))
    );
    key(place, &told, "")
}

pub(super) fn key_mismatch(place: &str, owner: Option<usize>, context: &Context<'_>) -> Prose {
    let owner = owner.map(|owner| quote(&(context.label)(owner)));
    let owner = owner.map_or(String::new(), |owner| format!(", but to {owner}"));
    let told = format!(
        "It does not belong to the certificate that was judged{owner}. A server that is configured with \
         both cannot start, or cannot make a single secure connection."
    );
    let fix = Fix::new(
        "Find the key that the certificate was requested with, or get a certificate for \
         this key.",
        &[
            "Compare the two lines that the commands below print: they are equal if key \
             and certificate belong together.",
            "Look for the key beside the certificate request (CSR) that was sent to the \
             CA. Check also that the server's own certificate is the first in its file.",
            "If the key is lost, make a new one and have the certificate issued again.",
        ],
    )
    .run("openssl x509 -in certificate.pem -noout -pubkey | openssl sha256")
    .run("openssl pkey -in key.pem -pubout | openssl sha256");
    Prose {
        fix: Some(fix),
        ..key(place, &told, "")
    }
}

pub(super) fn key_present(place: &str, problem: &str) -> Prose {
    let told = format!(
        "It could not be compared with the certificate that was judged. What was found: {problem}."
    );
    key(place, &told, "")
}
