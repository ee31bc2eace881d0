//! Critical extensions.

use super::conformance::extension;
use super::{Context, Fix, Prose};
use crate::oid::Oid;

pub(super) fn critical_extension_unknown(
    oid: &Oid,
    name: &str,
    offset: usize,
    context: &Context<'_>,
) -> Prose {
    let who = match context.is_browser() {
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
