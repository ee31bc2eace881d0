//! Dates.

use super::words::{clause, date, days, make_anew, quote, reissue, see_what_is_served};
use super::{Context, Fix, Prose, Role};
use crate::time::Time;

pub(super) fn unreadable(
    offset: usize,
    field: &str,
    found: &str,
    problem: &str,
    context: &Context<'_>,
) -> Prose {
    Prose::new(
        format!(
            "{} has a date that cannot be read: {} at byte {offset} is {}. The problem: {}. Where \
             a date cannot be read, nobody can tell whether the certificate is valid now.",
            context.the_certificate(),
            quote(field),
            quote(found),
            clause(problem)
        ),
        Some(reissue(
            context,
            "has its dates in UTC, as YYMMDDHHMMSSZ up to the year 2049 and as YYYYMMDDHHMMSSZ \
             from 2050 on",
        )),
    )
}

pub(super) fn inverted(not_before: Time, not_after: Time, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} is valid from {} to {}: it ends before it begins. So there is no moment at which \
             it is valid.",
            context.the_certificate(),
            date(not_before),
            date(not_after)
        ),
        Some(reissue(context, "begins before it ends")),
    )
}

pub(super) fn expired(not_after: Time, time: Time, past: i64, context: &Context<'_>) -> Prose {
    let fix = match context.role {
        Role::Leaf | Role::None if context.is_client => Fix::new(
            "Renew the client's certificate.",
            &[
                "Renew it where it came from, and give the client the new one.",
                "Kubernetes made by kubeadm: kubeadm certs renew admin.conf, then copy \
                 /etc/kubernetes/admin.conf to where kubectl reads it.",
                "If the time that was asked about is wrong, correct the clock or the request.",
            ],
        )
        .run("sudo kubeadm certs check-expiration"),
        Role::Leaf | Role::None if context.is_self_issued => Fix::new(
            "Make the certificate anew and reload the server.",
            &[
                "It signed itself, so no CA is asked: make another as this one was made, and install it as trusted wherever this one is.",
                "If the time that was asked about is wrong, correct the clock or the request.",
            ],
        )
        .run(make_anew(context.hostname, context)),
        Role::Leaf | Role::None => Fix::new(
            "Renew the certificate and reload the server.",
            &[
                "Renew it where it came from: with your ACME client such as certbot, on your CA's \
                 pages, or at your hosting provider.",
                "Reload the server: it goes on using the old certificate until it reads the new \
                 file, and of several in that file it uses the first.",
                "If the certificate was to be renewed automatically, find out why it was not \
                 (certbot: the timer and its log; Kubernetes: the Certificate resource of \
                 cert-manager).",
                "If the time that was asked about is wrong, correct the clock or the request.",
            ],
        )
        .run("sudo certbot renew")
        .run("kubectl get certificates.cert-manager.io --all-namespaces")
        .run("sudo nginx -t && sudo nginx -s reload")
        .run(see_what_is_served(context.host_for_command())),
        Role::Intermediate if context.is_self_issued => new_root(),
        Role::Intermediate => Fix::new(
            "Replace the CA's expired intermediate with its current one.",
            &[
                "Download the current intermediate from the CA's own pages, or take the one that \
                 came with your latest certificate.",
                "Put it in place of the old one in the file that the server loads, and reload the \
                 server.",
                "If your own certificate was issued by the old intermediate and the CA has no \
                 newer one with the same key, have your certificate issued again.",
                "If the CA is your own, issue its certificate again with the same key and name.",
            ],
        ),
        Role::Anchor => new_root(),
    };
    Prose::new(
        format!(
            "{} was valid until {}. At the time that was asked about, {}, that was {} ago. After \
             its last day nobody vouches for a certificate any more.",
            context.the_certificate(),
            date(not_after),
            date(time),
            days(past)
        ),
        Some(fix),
    )
}

/// What to do about a root that has expired.
fn new_root() -> Fix {
    Fix::new(
        "Replace the expired root with its successor.",
        &[
            "If the root is your own, issue it again with the same key and name, or make a new \
             one, and install it as trusted in every client.",
            "If it is a public CA's, remove it and update the list of trusted roots.",
        ],
    )
}

pub(super) fn not_yet_valid(
    not_before: Time,
    time: Time,
    ahead: i64,
    context: &Context<'_>,
) -> Prose {
    let other = match context.role {
        Role::Leaf | Role::None => {
            "If the clocks are right, go on using the previous certificate until then, or have a \
             new one issued."
        }
        Role::Intermediate | Role::Anchor => {
            "If the clocks are right, use the CA's previous certificate until then; ask the CA \
             which it is."
        }
    };
    let page = match context.is_browser() {
        true => {
            " A browser that finds its machine's clock wrong says so on a page of its own, which offers no way on."
        }
        false => "",
    };
    Prose::new(
        format!(
            "{} is valid from {} on. At the time that was asked about, {}, that was {} ahead. \
             Most often a clock is wrong: the one here, or the one of the machine that made the \
             certificate.{page}",
            context.the_certificate(),
            date(not_before),
            date(time),
            days(ahead)
        ),
        Some(
            Fix::new(
                "Check the clocks, or wait until the certificate begins.",
                &[
                    "Check date, time and time zone of this machine, and the time that was asked \
                     about.",
                    "If you have just made the certificate yourself, check the clock of the \
                     machine that made it.",
                    other,
                ],
            )
            .run("date -u")
            .run("openssl x509 -in certificate.pem -noout -dates"),
        ),
    )
}

const DATES_OF_ROOTS: &str = "A root is trusted because it is in the list of trusted roots; whether its \
    dates count is left open by the standard, and programs differ.";

fn anchor_not_yet_valid(not_before: Time, time: Time, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} is valid from {} on, and the time that was asked about is {}. {DATES_OF_ROOTS} Most \
             often a clock is wrong: the one here, or the one of the machine that made the root.",
            context.the_certificate(),
            date(not_before),
            date(time)
        ),
        Some(
            Fix::new(
                "Check the clocks, or wait until the root begins.",
                &[
                    "Check date, time and time zone of this machine, and the time that was asked \
                     about.",
                    "If you have just made the root yourself, check the clock of the machine that \
                     made it.",
                ],
            )
            .run("date -u")
            .run("openssl x509 -in root.pem -noout -subject -dates"),
        ),
    )
}

pub(super) fn anchor_out_of_date(
    not_before: Time,
    not_after: Time,
    time: Time,
    context: &Context<'_>,
) -> Prose {
    if time < not_before {
        return anchor_not_yet_valid(not_before, time, context);
    }
    Prose::new(
        format!(
            "{} was valid until {}, and the time that was asked about is {}. {DATES_OF_ROOTS} It ought \
             to be replaced in any case.",
            context.the_certificate(),
            date(not_after),
            date(time)
        ),
        Some(
            Fix::new(
                "Replace the root with its successor.",
                &[
                    "If the root is your own, issue it again with the same key and name and new \
                     dates, and install it as trusted in every client.",
                    "If it is a public CA's, update the list of trusted roots, and ask the CA for \
                     intermediates that lead to a current root.",
                ],
            )
            .run("openssl x509 -in root.pem -noout -subject -dates"),
        ),
    )
}
