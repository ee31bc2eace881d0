//! What only a browser's own reading finds.

use super::encoding::copy_or_reissue;
use super::words::{clause, quote, reissue};
use super::{Context, Fix, Prose, Role};

pub(super) fn chrome_cannot_read(
    rule: &str,
    offset: usize,
    error: &str,
    context: &Context<'_>,
) -> Prose {
    let consequence = match context.role {
        Role::Leaf | Role::None => format!("Chrome ends the visit with {error}"),
        Role::Intermediate | Role::Anchor => {
            "Chrome leaves a CA\u{2019}s certificate that it cannot read out, as if it had not been sent"
                .to_owned()
        }
    };
    Prose::new(
        format!(
            "Chrome stops reading {} at byte {offset}: {}. {consequence}. Other programs may be less \
             strict here.",
            context.certificate_within(),
            clause(rule)
        ),
        Some(copy_or_reissue(context)),
    )
}

pub(super) fn key_not_offered(algorithm: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} is for a key of the kind {}, which this browser does not offer to verify a TLS \
             handshake with. So no connection comes about, and the certificate is not even looked \
             at.",
            context.the_certificate(),
            quote(algorithm)
        ),
        Some(reissue(
            context,
            "is for a P-256 or RSA key of at least 2048 bits, which every client can use",
        )),
    )
}

pub(super) fn firefox_cannot_read(
    rule: &str,
    offset: usize,
    error: &str,
    context: &Context<'_>,
) -> Prose {
    Prose::new(
        format!(
            "Firefox does not accept {} as it is written: at byte {offset} it finds {}. Its name \
             for that is {error}. Other programs may be less strict here.",
            context.certificate_within(),
            clause(rule)
        ),
        Some(copy_or_reissue(context)),
    )
}

pub(super) fn ocsp_staple_refused(problem: &str, error: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "Firefox does not accept the OCSP response that came with {}: {}. It ends the \
             connection with {error}, unless its own list of revocations (CRLite), which is not here, \
             covers the certificate: then it does not look at the response. An outdated one it may replace with one that it fetches itself, \
             which was not done here.",
            context.certificate_within(),
            clause(problem)
        ),
        Some(Fix::new(
            "Have the server fetch a fresh OCSP response, or turn OCSP stapling off.",
            &[
                "Restart the server, or delete its cache of OCSP responses, so that it asks the CA \
                 anew.",
                "If fresh responses are refused too, tell the CA, and turn stapling off meanwhile; \
                 with a must-staple certificate that is no way out.",
            ],
        )),
    )
}
