//! What the CAs above a certificate allow: names.

use super::words::{clause, list, quote, reissue};
use super::{Context, Fix, Prose};

/// The CA whose rule it is, in the middle of a sentence.
pub(super) fn the_ca(constrainer: usize, context: &Context<'_>) -> String {
    format!(
        "the CA certificate {}",
        quote(&(context.label)(constrainer))
    )
}

/// The same of a rule about the certificate: a leaf that is trusted itself may be bound by its own.
fn the_ca_above(constrainer: usize, context: &Context<'_>) -> String {
    match context.certificate == Some(constrainer) {
        true => "it itself".to_owned(),
        false => format!("{} above it", the_ca(constrainer, context)),
    }
}

pub(super) fn name_violated(
    name: &str,
    form: &str,
    constraints: &[String],
    constrainer: usize,
    excluded: bool,
    context: &Context<'_>,
) -> Prose {
    let ca = the_ca_above(constrainer, context);
    let rule = if excluded {
        format!("but {ca} excludes {}", list(constraints, 0))
    } else {
        format!("but {ca} permits only these: {}", list(constraints, 0))
    };
    Prose::new(
        format!(
            "{} has the name {} ({form}), {rule}. A CA can be limited to certain names, so that a \
             mistake or a theft there cannot touch the names of others. Outside of them it cannot \
             vouch for anything.",
            context.the_certificate(),
            quote(name)
        ),
        Some(
            Fix::new(
                "Get the certificate from a CA that may certify this name, or leave the name out.",
                &[
                    "Compare the name with what the CA's certificate permits and excludes.",
                    "If the name is needed, ask a CA without this limit, or have the CA's limit widened by whoever issued its certificate.",
                    "If it is not needed, request the certificate again without it: each name in it must be allowed.",
                ],
            )
            .run("openssl x509 -in intermediate.pem -noout -ext nameConstraints"),
        ),
    )
}

pub(super) fn name_unsupported(
    form: &str,
    name: &str,
    constrainer: usize,
    context: &Context<'_>,
) -> Prose {
    Prose::new(
        format!(
            "{} has a name of the form {form} ({}), and {} limits names of that form. \
             {} The standard asks to refuse what is not compared.",
            context.the_certificate(),
            quote(name),
            the_ca_above(constrainer, context),
            match context.is_browser() {
                true => "The browser does not compare the two.",
                false => "There is no agreed way to compare them.",
            }
        ),
        Some(reissue(context, "has no name of this form")),
    )
}

pub(super) fn name_malformed(
    form: Option<&str>,
    constraint: Option<&str>,
    problem: &str,
    context: &Context<'_>,
) -> Prose {
    let what = match (form, constraint) {
        (Some(form), Some(constraint)) => format!("its limit {} ({form})", quote(constraint)),
        (Some(form), None) => format!("one of its limits ({form})"),
        (None, _) => "its list of limits".to_owned(),
    };
    Prose::new(
        format!(
            "{} limits the names below it (name constraints), but {what} is not well-formed. The \
             problem: {}. A limit whose meaning is unclear must not be passed over.",
            context.the_certificate(),
            clause(problem)
        ),
        Some(reissue(
            context,
            "has well-formed name constraints (a DNS name is written without a dot or an asterisk in front, \
             and means the name itself too)",
        )),
    )
}

pub(super) fn too_many_names(names: usize, constraints: usize, limit: usize) -> Prose {
    Prose::new(
        format!(
            "Up to {names} of the chain's names are to be compared with {constraints} limits on names. By their \
             number and size, and with what other paths took, that is more work than {limit} comparisons, \
             which are made at most. Real chains need a few hundred. What was not compared is not trusted."
        ),
        Some(Fix::new(
            "Use certificates with fewer names, or a CA with fewer limits.",
            &["Split the names over several certificates."],
        )),
    )
}
