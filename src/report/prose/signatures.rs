//! Signatures.

use super::trust_anchor::{beginning, new_root};
use super::words::{clause, faulty, quote, short};
use super::{Context, Fix, Prose};

pub(super) fn signed_by_namesake(
    issuer: &str,
    algorithm: &str,
    signer_key: &str,
    context: &Context<'_>,
) -> Prose {
    let (issuer, algorithm) = (quote(issuer), short(algorithm));
    Prose::new(
        format!(
            "{} names {issuer} as its issuer, but the signature ({algorithm}) does not fit that \
             CA's key. It was made with the key {} (beginning of its SHA-256 hash) of another \
             certificate here that has the same name. A name can be copied into any certificate, a \
             key cannot: the other is an impostor, or the same CA with an older or newer key.",
            context.the_certificate(),
            beginning(signer_key)
        ),
        Some(
            Fix::new(
                "Do not trust this certificate unless the CA confirms the other key.",
                &[
                    "If the server is not yours, do not go on: somebody may be posing as it, or \
                     intercepting the connection.",
                    "If the server is yours, install the certificate and the intermediates that \
                     the CA sent together.",
                    "If the CA is your own and has a new key under its old name, compare the \
                     fingerprint with its operator and add its new root as trusted, or have this \
                     certificate issued again by the CA that is trusted.",
                ],
            )
            .run("openssl x509 -in ca.pem -noout -subject -fingerprint -sha256"),
        ),
    )
}

pub(super) fn invalid(
    issuer: &str,
    algorithm: &str,
    key_identifiers_differ: bool,
    context: &Context<'_>,
) -> Prose {
    let the = context.the_certificate();
    let (issuer, algorithm) = (quote(issuer), short(algorithm));
    if context.is_self_issued {
        return Prose::new(
            format!(
                "{the} has the same name as the CA {issuer} and names it as its issuer, but that CA's key did not make its signature \
                 ({algorithm}). A name can be copied into any certificate, a key cannot. So this is another certificate of that \
                 name, with a key of its own: an impostor's, or the CA's own from before or after it made itself anew."
            ),
            Some(new_root()),
        );
    }
    if key_identifiers_differ {
        return Prose::new(
            format!(
                "{the} names {issuer} as its issuer, but the signature ({algorithm}) does not fit \
                 that CA's key. The certificate itself points to another key than the one that \
                 {issuer} has. So it was signed by somebody else with another key who uses this \
                 CA's name: an impostor, or the same CA with an older or newer key. Or it was changed or damaged after it was \
                 signed."
            ),
            Some(Fix::new(
                "Find the CA certificate whose key really signed this, and trust nothing before.",
                &[
                    "If the server is yours, install the intermediates that the CA sent together \
                     with this very certificate.",
                    "If the CA is your own and has changed its key, add its other certificate, \
                     with the key that signed this, or issue this certificate again with the \
                     current key.",
                    "If the server is not yours, do not go on: somebody may be posing as it.",
                ],
            )
            .run("openssl x509 -in certificate.pem -noout -ext authorityKeyIdentifier")
            .run("openssl x509 -in intermediate.pem -noout -ext subjectKeyIdentifier")),
        );
    }
    Prose::new(
        format!(
            "{the} names {issuer} as its issuer, but the signature ({algorithm}) does not fit \
             that CA's key. Either the certificate was changed or damaged after it was signed, or \
             another key signed it: that of somebody else who uses this CA's name, or an older one of the same CA. \
             In all cases nothing that the certificate says can be believed."
        ),
        Some(Fix::new(
            "Get an undamaged copy of the certificate, with the intermediates that belong to it.",
            &[
                "Compare the certificate with the original that the CA sent; a single changed \
                 byte is enough.",
                "Check that the intermediate is the one that came with this certificate, not an \
                 older one of the same name.",
                "If both are as the CA sent them, or your own CA was made anew, have the certificate issued again.",
                "If the server is not yours, do not go on: somebody may be posing as it.",
            ],
        )
        .run("openssl verify -partial_chain -trusted intermediate.pem certificate.pem")),
    )
}

pub(super) fn malformed(
    offset: usize,
    algorithm: &str,
    problem: &str,
    context: &Context<'_>,
) -> Prose {
    faulty(
        context,
        &format!(
            "has a signature at byte {offset} that {} can never give: {}",
            quote(algorithm),
            clause(problem)
        ),
        "It was damaged, or made by faulty software. No key can have made it in this form.",
        "has a signature that verifies",
    )
}
