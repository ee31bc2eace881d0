//! What was read is not DER, or not a certificate.

use super::words::{clause, count, quote, short};
use super::{Context, Fix, Prose, Role};

pub(super) fn too_large(size: usize, limit: usize, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} has {}; certlens reads up to {limit}. Real certificates have half a \
             kilobyte to ten. It was not read, and what is not read is not trusted.",
            context.the_certificate(),
            count(size as u64, "byte")
        ),
        Some(Fix::new(
            "Check that the file is the one that you meant.",
            &[
                "A file of this size is hardly a certificate: look for the one that your CA sent \
                 or that your server is configured with.",
            ],
        )),
    )
}

pub(super) fn truncated(offset: usize, element: Option<&str>, context: &Context<'_>) -> Prose {
    let element = element.map_or(String::new(), |element| format!(" ({})", short(element)));
    let fix = Fix::new(
        "Copy the whole certificate again from where it came from.",
        &[
            "Copy everything from the line “-----BEGIN CERTIFICATE-----” to the line “-----END \
             CERTIFICATE-----”, both included, or use the file itself instead of its text.",
            "If the original is cut off too, download it again from the CA, or have it issued \
             again.",
        ],
    );
    Prose::new(
        format!(
            "{} is cut off. The part{element} that begins at byte {offset} says that it is longer \
             than what is left. Part of the certificate is missing, so it cannot be judged.",
            context.the_certificate()
        ),
        Some(fix.run("openssl asn1parse -in certificate.pem -i")),
    )
}

pub(super) fn length(offset: usize, problem: &str, context: &Context<'_>) -> Prose {
    not_der("The length of the part", offset, problem, context)
}

pub(super) fn tag(offset: usize, problem: &str, context: &Context<'_>) -> Prose {
    not_der("The type marker of the part", offset, problem, context)
}

pub(super) fn value(
    offset: usize,
    element: Option<&str>,
    problem: &str,
    context: &Context<'_>,
) -> Prose {
    let what = format!(
        "The value ({})",
        element.map_or("of unknown type".to_owned(), short)
    );
    not_der(&what, offset, problem, context)
}

fn not_der(what: &str, offset: usize, problem: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} is not written as certificates must be. {what} at byte {offset} is wrong: {}. \
             Certificates have exactly one allowed form (DER), so that everybody reads the same \
             and the signature protects what it seems to protect.",
            context.the_certificate(),
            clause(problem)
        ),
        Some(copy_or_reissue(context)),
    )
}

pub(super) fn set_unordered(offset: usize, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} has a set whose elements are not in order; the first that is out of place begins \
             at byte {offset}. Certificates must be written in the one form that DER, their \
             encoding, allows. Some programs accept this fault, others refuse it.",
            context.the_certificate()
        ),
        Some(copy_or_reissue(context)),
    )
}

pub(super) fn trailing_data(offset: usize, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} has bytes that belong to nothing: from byte {offset} on, something follows where \
             nothing more may come. Programs that skip such bytes and programs that do not would \
             disagree about what the certificate is.",
            context.the_certificate()
        ),
        Some(copy_or_reissue(context)),
    )
}

pub(super) fn too_deep(offset: usize, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} has structures inside structures, deeper than certlens follows; the limit is \
             reached at byte {offset}. No real certificate is made like this. What was not read \
             is not trusted.",
            context.the_certificate()
        ),
        Some(copy_or_reissue(context)),
    )
}

pub(super) fn structure(
    offset: usize,
    field: &str,
    expected: &str,
    found: Option<&str>,
    context: &Context<'_>,
) -> Prose {
    let found = found.map_or(String::new(), |found| {
        format!(" What stands there instead is {}.", quote(found))
    });
    Prose::new(
        format!(
            "{} does not have the structure of a certificate. At byte {offset}, the field {} is \
             missing or wrong; expected is {}.{found} Without sound fields nobody can say what \
             the certificate means.",
            context.the_certificate(),
            quote(field),
            quote(expected)
        ),
        Some(copy_or_reissue(context)),
    )
}

pub(super) fn default_encoded(offset: usize, field: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} writes out a default value: the field {} at byte {offset} has the value that it \
             would have if it were left out. DER, the encoding of certificates, demands that it \
             is left out. The meaning is clear, but the form is not allowed.",
            context.the_certificate(),
            quote(field)
        ),
        Some(copy_or_reissue(context)),
    )
}

pub(super) fn copy_or_reissue(context: &Context<'_>) -> Fix {
    let reissue = match context.role {
        Role::Leaf | Role::None => {
            "If the original has the same fault, have the certificate issued again by its CA; if \
             you made it yourself, use other software. A signed certificate can never be edited."
        }
        Role::Intermediate | Role::Anchor => {
            "If the original has the same fault, tell the CA: only the CA can issue a corrected \
             certificate, and a signed certificate can never be edited."
        }
    };
    Fix::new(
        "Get a sound copy of the certificate, or have it issued again.",
        &[
            "Compare the certificate with its original: a file can be damaged when it is copied \
             or converted.",
            reissue,
        ],
    )
    .run("openssl asn1parse -in certificate.pem -i")
}
