//! Certificates against the CA/Browser Forum's Baseline Requirements.

use super::algorithms::key_again;
use super::words::{clause, count, date, faulty, list, quote, told};
use super::{Context, Prose};
use crate::certificate::VERSION_NOT_ONE_OCTET;
use crate::time::Time;

pub(super) fn version(version: i64, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &match version {
            VERSION_NOT_ONE_OCTET => "has a version number that is not one byte long".to_owned(),
            version => format!("has version {version}"),
        },
        "Public CAs must issue certificates of version 3 only. Older ones cannot say for what and \
         for which names they are good.",
        "has version 3",
    )
}

pub(super) fn serial_number(
    serial: &str,
    bits: usize,
    minimum: usize,
    context: &Context<'_>,
) -> Prose {
    faulty(
        context,
        &format!(
            "has the serial number {} (hexadecimal), of {}",
            quote(serial),
            count(bits as u64, "bit")
        ),
        &format!(
            "A serial number must hold 64 random bits, and one of less than {minimum} bits hardly \
             ever comes of that. Serial numbers that can be guessed, together with a broken digest (MD5), \
             have made it possible to forge certificates."
        ),
        "has a random serial number",
    )
}

pub(super) fn key(
    algorithm: &str,
    bits: Option<u32>,
    problem: &str,
    context: &Context<'_>,
) -> Prose {
    let size = bits.map_or(String::new(), |bits| {
        format!(" of {}", count(bits.into(), "bit"))
    });
    told(
        context,
        &format!(
            "has a key ({}{size}) that public CAs must not certify: {}",
            quote(algorithm),
            clause(problem)
        ),
        "Few kinds of keys are permitted, so that all programs can verify and trust them.",
        key_again(context),
    )
}

pub(super) fn signature_algorithm(algorithm: &str, problem: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "is signed with {}, which public CAs must not use here: {}",
            quote(algorithm),
            clause(problem)
        ),
        "Few algorithms are permitted, so that all programs can verify them. The signature may be \
         sound all the same.",
        "is signed with a permitted algorithm, such as sha256WithRSAEncryption or, by a key on \
         P-256, ecdsa-with-SHA256",
    )
}

pub(super) fn validity(
    not_before: Time,
    not_after: Time,
    days: i64,
    limit: i64,
    context: &Context<'_>,
) -> Prose {
    let length = match not_before <= not_after {
        true => format!("that is {}", count(days.unsigned_abs(), "day")),
        false => "which ends before it begins and is refused like one that is too long".to_owned(),
    };
    let limit = count(limit.unsigned_abs(), "day");
    // Chrome's: `CertVerifyProc::HasTooLongValidity`.
    let allowed = format!(
        "A certificate that begins then may be valid for at most {limit}{}.",
        match context.is_browser() {
            true => ", or the browser refuses it",
            false => "",
        }
    );
    faulty(
        context,
        &format!(
            "is valid from {} to {}, {length}",
            date(not_before),
            date(not_after)
        ),
        &format!("{allowed} Short lifetimes limit the harm of stolen keys and sold names."),
        "is valid for no longer than is allowed",
    )
}

pub(super) fn purposes_missing(context: &Context<'_>) -> Prose {
    faulty(
        context,
        "does not say what it is for (extended key usage)",
        "A public server's certificate must say that it is for servers. Otherwise it could be \
         used for e-mail or programs too.",
        "says that it is for servers (extendedKeyUsage=serverAuth)",
    )
}

pub(super) fn purposes_any(context: &Context<'_>) -> Prose {
    faulty(
        context,
        "says that it is for any purpose (anyExtendedKeyUsage)",
        "A public server's certificate must name its purposes. One for everything could be used \
         for e-mail or programs too.",
        "names its purposes (extendedKeyUsage=serverAuth)",
    )
}

pub(super) fn purpose_not_permitted(purpose: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!("has the purpose {} (extended key usage)", quote(purpose)),
        "A public server's certificate must not have that purpose.",
        "is for servers alone (extendedKeyUsage=serverAuth)",
    )
}

pub(super) fn key_usage(algorithm: &str, usages: &[&'static str], context: &Context<'_>) -> Prose {
    let usages = list(usages, 0);
    faulty(
        context,
        &format!("has a key of the kind {algorithm} for {usages} (key usage)"),
        "In a public server's certificate a key of that kind must be for other uses.",
        "is for digitalSignature alone in its key usage, which suits every kind of key",
    )
}

pub(super) fn purposes_critical(offset: usize, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!("marks its list of purposes (extended key usage) at byte {offset} as critical"),
        "In a public server's certificate it must not be critical. The list binds programs that \
         know it either way.",
        "has its list of purposes not marked as critical",
    )
}

pub(super) fn root_purposes(offset: usize, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!("has a list of purposes (extended key usage) at byte {offset}"),
        "A public root must have none. What a root is trusted for is decided by those who keep the \
         list of trusted roots.",
        "has no list of purposes",
    )
}

pub(super) fn intermediate_purposes(context: &Context<'_>) -> Prose {
    faulty(
        context,
        "does not say for what purposes the CA may issue (extended key usage)",
        "A newer CA for servers says so, which keeps it from issuing for e-mail or programs. Many \
         good older ones do not.",
        "says that it is for servers (extendedKeyUsage=serverAuth)",
    )
}

pub(super) fn authority_key(offset: usize, problem: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "has an authority key identifier at byte {offset} that is not as public CAs must write \
             it: {}",
            clause(problem)
        ),
        "It must hold the identifier of the issuer's key and nothing else. What else it may name \
         binds it to one of its issuer's certificates, which may be replaced.",
        "has a plain authority key identifier (authorityKeyIdentifier=keyid:always)",
    )
}

pub(super) fn names_missing(context: &Context<'_>) -> Prose {
    faulty(
        context,
        "does not have the list of names for which it is good (subject alternative name, SAN)",
        "A public server's certificate must have it. Without the list it is good for no name.",
        "lists its names (subjectAltName)",
    )
}

pub(super) fn name_form(form: &str, entry: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!("lists the name {}, of the form {form}", quote(entry)),
        "A public server's certificate may list DNS names and IP addresses only. A CA has no way \
         prescribed to check the others.",
        "lists DNS names and IP addresses only",
    )
}

pub(super) fn name_internal(entry: &str, problem: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "lists the name {}, which no public CA may certify: {}",
            quote(entry),
            clause(problem)
        ),
        "Such a name can mean another machine in another network or at another time, so nobody can prove \
         that it is theirs. In a network of one's own, with a CA of one's own, it is in order.",
        "lists public names only, or is issued by a CA of your own",
    )
}

pub(super) fn common_name(common_name: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "has the common name {}, which is not in its list of names (SAN), letter for letter",
            quote(common_name)
        ),
        "The common name must repeat one of the names in the list. Another one shows people a name \
         that programs do not check.",
        "repeats one of its listed names as its common name, or has none",
    )
}

pub(super) fn common_name_unmatched(common_name: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "has the common name {}, which is not itself in its list of names (SAN)",
            quote(common_name)
        ),
        "The common name must repeat one of the names in the list. This one contradicts none of \
         them, and programs do not look at it.",
        "repeats one of its listed names as its common name, or has none",
    )
}

pub(super) fn wildcard(entry: &str, suffix: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "names this host only by the wildcard {}, and {} is a suffix under which anybody may \
             have names of their own",
            quote(entry),
            quote(suffix)
        ),
        "Whoever holds such a certificate can pose as every one of those. A CA must not issue it \
         except to whom the whole suffix belongs, and that cannot be seen from the certificate.",
        "lists the names that you have under the suffix",
    )
}

pub(super) fn extension_missing(name: &str, section: &str, context: &Context<'_>) -> Prose {
    faulty(
        context,
        &format!(
            "does not have the extension {} (Baseline Requirements section {section})",
            quote(name)
        ),
        "A public server's certificate is to have it. It is used to find out about the issuer, its \
         rules and whether it has revoked the certificate.",
        "has this extension",
    )
}
