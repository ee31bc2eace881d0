//! What only a browser asks: its own reading, the server's handshake.

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
            "{} is for a key of the kind {}, which this browser does not offer to verify a \
             handshake of this version of TLS with. So no connection comes about, and the certificate is not even looked \
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
        Some(match error {
            "SEC_ERROR_REUSED_ISSUER_AND_SERIAL" => Fix::new(
                "Have it issued again, with a serial number of its own.",
                &[
                    "A CA gives no number twice: choose none yourself (openssl: without -set_serial). If the other \
                     certificate is an older one that was added to Firefox, delete it there.",
                ],
            ),
            _ => copy_or_reissue(context),
        }),
    )
}

pub(super) fn sct_list_refused(problem: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "Chrome does not accept the list of SCTs that came in the TLS handshake with {}: {}. It \
             ends the connection before the certificate is looked at.",
            context.certificate_within(),
            clause(problem)
        ),
        Some(Fix::new(
            "Have the server send no list of SCTs, or a well-formed one.",
            &[
                "Look for a file of SCTs in the server's settings. Nearly all certificates hold their \
                 SCTs themselves, and such a file can go.",
            ],
        )),
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

/// RFC 7633: by the certificate itself, or by an issuer of it.
pub(super) fn tls_feature_missing(demanded_by: Option<usize>, context: &Context<'_>) -> Prose {
    let certificate = context.the_certificate();
    match demanded_by {
        None => Prose::new(
            format!(
                "{certificate} demands that the server sends a fresh statement of its CA with it \
                 (OCSP stapling; the demand is known as “must-staple”), and no such statement came \
                 with it. Who made this demand wants visitors to be turned away without the \
                 statement, so that a stolen and revoked certificate is of no use.",
            ),
            Some(Fix::new(
                "Turn on OCSP stapling on the server, or have the certificate issued without the \
                 demand.",
                &[
                    "In nginx that is ssl_stapling on, with a resolver, and its first answers after a \
                     start come without the response; in Apache SSLUseStapling on, with an \
                     SSLStaplingCache.",
                    "If your CA no longer runs OCSP, as many do not, request a new certificate \
                     without the TLS feature extension (must-staple).",
                    "If you check here what a server sends, give its OCSP response as well.",
                ],
            )),
        ),
        Some(issuer) => Prose::new(
            format!(
                "The CA certificate {} demands of every certificate that it issues the same TLS \
                 features as it states itself (the TLS feature extension), and {} does not have \
                 them. The standard asks for the same features or more in them; the browser that looks at it \
                 compares the two extensions byte for byte.",
                quote(&(context.label)(issuer)),
                context.certificate.map_or_else(
                    || "a certificate below it".to_owned(),
                    |index| quote(&(context.label)(index))
                )
            ),
            Some(reissue(
                context,
                "has the TLS feature extension that its issuer has",
            )),
        ),
    }
}
