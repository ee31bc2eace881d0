//! One certificate against RFC 5280 §4: what a CA must write, and what most programs do without.

use super::words::{clause, faulty, list, quote, reissue, reissue_below, short, told};
use super::{Context, Prose, Role};
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

/// `“keyUsage” (2.5.29.15)`, or the numbers alone where there is no name.
pub(super) fn extension(oid: &Oid, name: &str) -> String {
    let dotted = oid.dotted();
    if name == dotted {
        quote(&dotted)
    } else {
        format!("{} ({})", quote(name), super::words::short(&dotted))
    }
}

/// An extension as a fault names it.
pub(super) struct Named<'a> {
    pub oid: &'a Oid,
    pub name: &'a str,
    pub offset: usize,
    pub section: &'static str,
}

impl Named<'_> {
    /// `the extension “keyUsage” (2.5.29.15) at byte 71`.
    fn shown(&self) -> String {
        format!(
            "the extension {} ({}) at byte {}",
            quote(self.name),
            short(&self.oid.dotted()),
            self.offset
        )
    }
}

pub(super) fn time_form(offset: usize, field: &str, found: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "writes the date {} at byte {offset} as {}, with four digits for the year",
            quote(field),
            quote(found)
        ),
        "Dates up to the year 2049 are written with two. The date itself is clear, and most \
         programs take it.",
        "has dates up to the year 2049 as UTCTime and later ones as GeneralizedTime",
    )
}

pub(super) fn ca_subject_empty(context: &Context<'_>) -> Prose {
    told(
        context,
        "belongs to a CA or to an issuer of CRLs and has no subject name",
        "What they issue refers to them by that name. Without one nothing leads \
         to this certificate for certain.",
        reissue_below(context, "has a subject name"),
    )
}

pub(super) fn subject_empty(has_names: bool, context: &Context<'_>) -> Prose {
    let found = match has_names {
        true => "has no subject name, and its list of names (SAN) is not marked as critical",
        false => "has no subject name and no list of names (SAN)",
    };
    faulty(
        context,
        found,
        "A certificate that names nobody by its subject must say by a critical list of names whom \
         it is for. Otherwise a program that does not know the list would see a certificate for \
         nobody.",
        "has a subject name, or a list of names that is marked as critical",
    )
}

pub(super) fn unique_identifier(offset: usize, field: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!("has the field {} at byte {offset}", quote(field)),
        "It was meant to tell apart two owners of one name. Names must not be given twice, so \
         CAs must not use it.",
        "has no unique identifiers",
    )
}

pub(super) fn critical(extension: &Named<'_>, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!("marks {} as critical", extension.shown()),
        &format!(
            "It must not be critical (RFC 5280 section {}). Critical means that a program must \
             refuse the certificate if it does not know the extension, and this one is no reason \
             for that.",
            extension.section
        ),
        "has this extension not marked as critical",
    )
}

pub(super) fn not_critical(extension: &Named<'_>, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!("does not mark {} as critical", extension.shown()),
        &format!(
            "It must be critical (RFC 5280 section {}). A program that does not know a limit must \
             not go on as if there were none.",
            extension.section
        ),
        "has this extension marked as critical",
    )
}

pub(super) fn criticality_unadvised(
    extension: &Named<'_>,
    critical: bool,
    context: &Context<'_>,
) -> Prose {
    let (found, advised) = match critical {
        true => ("marks", "not to"),
        false => ("does not mark", "to"),
    };
    faulty(
        context,
        &format!("{found} {} as critical", extension.shown()),
        &format!(
            "RFC 5280 section {} advises {advised}. It is advice, and the certificate is no worse \
             for programs that know the extension.",
            extension.section
        ),
        "follows that advice",
    )
}

pub(super) fn names_critical(offset: usize, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "marks its list of names (SAN) at byte {offset} as critical although it has a subject \
             name"
        ),
        "The list ought to be critical only where it is the certificate's only name. For public \
         CAs that is a rule, for others advice.",
        "has its list of names not marked as critical",
    )
}

pub(super) fn constraints_not_critical(offset: usize, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "does not mark its limits on names (name constraints) at byte {offset} as critical"
        ),
        "So a program that does not know such limits would accept any name below it. certlens \
         applies the limits either way.",
        "has its name constraints marked as critical",
    )
}

pub(super) fn value_not_allowed(
    extension: &Named<'_>,
    problem: &str,
    context: &Context<'_>,
) -> Prose {
    faulty(
        context,
        &format!(
            "has {} with a value that RFC 5280 section {} does not allow: {}",
            extension.shown(),
            extension.section,
            clause(problem)
        ),
        "Nothing about the chain depends on it here. Programs that use the extension may fail by \
         it.",
        "has this extension in its right form, or not at all",
    )
}

pub(super) fn authority_key_missing(has_extension: bool, context: &Context<'_>) -> Prose {
    let found = match has_extension {
        true => "has an authority key identifier that does not identify a key",
        false => "has no authority key identifier",
    };
    faulty(
        context,
        found,
        "It tells which of its issuer's keys signed the certificate. Without it, programs have to \
         try every certificate that has the issuer's name. Most do so.",
        "has an authority key identifier (authorityKeyIdentifier=keyid:always)",
    )
}

pub(super) fn subject_key_missing(context: &Context<'_>) -> Prose {
    faulty(
        context,
        "belongs to a CA and has no subject key identifier",
        "The certificates below a CA refer to its key by it. Without it, programs have to go by \
         the name alone. Most do so.",
        "has a subject key identifier (subjectKeyIdentifier=hash)",
    )
}

pub(super) fn ca_key_usage_missing(context: &Context<'_>) -> Prose {
    // A server's certificate that need not be a CA's is better off without; with a CA's uses alone it would be refused.
    let wanted = match context.role {
        Role::Leaf | Role::None => {
            "is issued by a CA and is not a CA's itself (basicConstraints=critical,CA:FALSE and \
             keyUsage=critical,digitalSignature); if it has to be both a server's and a CA's, that it lists \
             keyUsage=critical,digitalSignature,keyCertSign,cRLSign"
        }
        Role::Intermediate | Role::Anchor => {
            "lists the uses of its key (keyUsage=critical,keyCertSign,cRLSign)"
        }
    };
    faulty(
        context,
        "belongs to a CA and does not say what its key may be used for (key usage)",
        "A CA's certificate must say so. Where nothing is said, programs take every use as \
         allowed.",
        wanted,
    )
}

pub(super) fn cert_sign_without_ca(usages: &[&'static str], context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "does not say that it is a CA's, and yet its key may be used for signing certificates: \
             its uses are {}",
            list(usages, 0)
        ),
        "The two contradict each other. A program that goes by the uses alone would take the \
         owner for a CA.",
        "does not list keyCertSign, unless it belongs to a CA",
    )
}

const NAME_PARTS: &str = "writes each part of a name as RFC 5280 says";

pub(super) fn name_attribute(
    field: &str,
    attribute: &str,
    problem: &str,
    context: &Context<'_>,
) -> Prose {
    let fix = match field {
        // What a CA has issued names it as it is written here.
        "subject" => reissue_below(context, NAME_PARTS),
        _ => reissue(context, NAME_PARTS),
    };
    told(
        context,
        &format!(
            "has a value in its {field} ({}) that is not as this attribute must be: {}",
            quote(attribute),
            clause(problem)
        ),
        "Programs read, show or compare such a name differently, so that an issuer or an address that \
         is there may not be found.",
        fix,
    )
}

pub(super) fn alternative_name(
    extension: &str,
    form: &str,
    entry: &str,
    offset: usize,
    problem: &str,
    context: &Context<'_>,
) -> Prose {
    faulty(
        context,
        &format!(
            "has a name in {} at byte {offset} that is not written as its form ({form}) demands: \
             {}: {}",
            quote(extension),
            quote(entry),
            clause(problem)
        ),
        "Names that are not in their fixed form are read differently by different programs.",
        "writes each name in its own form",
    )
}

pub(super) fn path_length(problem: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "limits how many CAs may stand below it (path length), but {}",
            clause(problem)
        ),
        "Such a limit may stand only where basic constraints and key usage both say that the key signs \
         certificates.",
        "has no path length, unless it belongs to a CA whose key usage has keyCertSign",
    )
}

pub(super) fn constraints_outside_ca(offset: usize, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "does not say that it is a CA's, and has limits on the names below it (name constraints) \
             at byte {offset}"
        ),
        "Nothing may stand below it, so there is nothing to limit. The extension is for CAs only.",
        "has no name constraints, unless it belongs to a CA",
    )
}
