//! Fields and extensions of one certificate that are not as RFC 5280 §4 wants them.

use super::words::{clause, quote, reissue};
use super::{Context, Fix, Prose};
use crate::certificate::VERSION_NOT_ONE_OCTET;
use crate::oid::Oid;

pub(super) fn version(version: i64, problem: &str, context: &Context<'_>) -> Prose {
    let number = match version {
        VERSION_NOT_ONE_OCTET => "a version number that is not one byte long".to_owned(),
        version => format!("version {version}"),
    };
    Prose::new(
        format!(
            "{} says that it has {number}, but {}. Versions 1, 2 and 3 exist, and each allows \
             certain fields only. A program that goes by the version could overlook what the \
             other fields demand.",
            context.the_certificate(),
            clause(problem)
        ),
        Some(reissue(context, "has version 3")),
    )
}

pub(super) fn serial_number(serial: &str, problem: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} has the serial number {} (hexadecimal), and {}. A serial number must be a \
             positive whole number of at most 20 bytes. A CA uses it to name the certificate, for \
             instance when it revokes it.",
            context.the_certificate(),
            quote(serial),
            clause(problem)
        ),
        Some(reissue(
            context,
            "has a positive serial number of at most 20 bytes",
        )),
    )
}

pub(super) fn issuer_name_empty(context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} does not say who issued it: its issuer name is empty. That name is what leads to \
             the next certificate in the chain, so there is no way to find out who vouches for \
             this one.",
            context.the_certificate()
        ),
        Some(reissue(context, "names its issuer")),
    )
}

pub(super) fn extension_duplicate(
    oid: &Oid,
    name: &str,
    offset: usize,
    context: &Context<'_>,
) -> Prose {
    Prose::new(
        format!(
            "{} has the extension {} more than once; another copy begins at byte {offset}. Each \
             extension may be there once only. One program could go by the first copy and another \
             by the last, and they would see different certificates.",
            context.the_certificate(),
            extension(oid, name)
        ),
        Some(reissue(context, "has each extension once")),
    )
}

pub(super) fn extension_malformed(
    oid: &Oid,
    name: &str,
    offset: usize,
    problem: &str,
    context: &Context<'_>,
) -> Prose {
    Prose::new(
        format!(
            "{} has an extension that cannot be read: {} at byte {offset}. The problem: {}. \
             Extensions carry names, uses and limits; one that cannot be read cannot be obeyed.",
            context.the_certificate(),
            extension(oid, name),
            clause(problem)
        ),
        Some(
            reissue(
                context,
                "has this extension in its right form, or not at all",
            )
            .run("openssl x509 -in certificate.pem -noout -text"),
        ),
    )
}

pub(super) fn critical_extension_unknown(
    oid: &Oid,
    name: &str,
    offset: usize,
    context: &Context<'_>,
) -> Prose {
    let who = match context.is_browser {
        true => "The browser does",
        false => "certlens does",
    };
    Prose::new(
        format!(
            "{} has the extension {} at byte {offset}, marked as critical. Critical means: \
             whoever does not understand it must not accept the certificate. {who} not process this \
             extension, or not this form of it, and so does not accept it.",
            context.the_certificate(),
            extension(oid, name)
        ),
        Some(
            Fix::new(
                "Find out what the extension is for; if it is not needed as critical, have the \
                 certificate issued again without.",
                &[
                    "Ask whoever issued the certificate what the extension demands.",
                    "For a web server, have the certificate issued again without it, or with it \
                     not marked as critical where its definition allows that.",
                    "If the certificate is a precertificate (its extension is ctPoison), use the \
                     final certificate that the CA sent instead.",
                ],
            )
            .run("openssl x509 -in certificate.pem -noout -text"),
        ),
    )
}

/// `“keyUsage” (2.5.29.15)`, or the numbers alone where there is no name.
fn extension(oid: &Oid, name: &str) -> String {
    let dotted = oid.dotted();
    if name == dotted {
        quote(&dotted)
    } else {
        format!("{} ({})", quote(name), super::words::short(&dotted))
    }
}
