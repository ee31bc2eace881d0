//! Signature algorithms and public keys.

use super::words::{clause, count, quote, reissue, short};
use super::{Context, Fix, Prose, Role};
use crate::checks::algorithms::{EXPONENT_TOO_LARGE, MODULUS_TOO_LARGE};
use crate::finding::SHORT_SIGNATURE;
use crate::oid::Oid;

pub(super) fn mismatch(inner: &str, outer: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} names two different signature algorithms: {} inside the signed part, {} beside \
             the signature. They must be the same. Only the inner one is protected by the \
             signature, so the outer one may have been changed.",
            context.the_certificate(),
            quote(inner),
            quote(outer)
        ),
        Some(reissue(
            context,
            "names the same signature algorithm in both places",
        )),
    )
}

pub(super) fn weak(algorithm: &str, context: &Context<'_>) -> Prose {
    let fix = match context.role {
        Role::Leaf | Role::None => reissue(
            context,
            "is signed with SHA-256 or better, for example sha256WithRSAEncryption or \
             ecdsa-with-SHA256",
        ),
        Role::Intermediate | Role::Anchor => Fix::new(
            "Use a certificate of this CA that is signed with SHA-256 or better.",
            &[
                "If it is a public CA, download its current intermediate from the CA's own pages \
                 and install that on the server.",
                "If the CA is your own, sign its certificate again with SHA-256, with the same \
                 key and name: the certificates below it then stay good, unless they are signed \
                 with the old algorithm too.",
            ],
        ),
    };
    Prose::new(
        format!(
            "{} is signed with {}. That algorithm is broken: with enough effort, two \
             certificates can be prepared together so that one signature fits both. So the \
             signature no longer proves which of them its CA has signed.",
            context.the_certificate(),
            quote(algorithm)
        ),
        Some(fix.run("openssl x509 -in certificate.pem -noout -text")),
    )
}

pub(super) fn unsupported(
    oid: &Oid,
    algorithm: Option<&str>,
    problem: Option<&str>,
    context: &Context<'_>,
) -> Prose {
    let dotted = short(&oid.dotted());
    let algorithm = match algorithm {
        Some(name) => format!("{} ({dotted})", quote(name)),
        None => format!("the algorithm {dotted}"),
    };
    let problem = problem.map_or(String::new(), |problem| {
        format!(" The problem: {}.", clause(problem))
    });
    let who = match context.is_browser() {
        true => "which the browser does not accept. Other programs may accept it.",
        false => {
            "which certlens cannot verify. That is not necessarily a fault of the certificate. But \
             certlens does not call trusted what it has not checked."
        }
    };
    Prose::new(
        format!(
            "{} is signed with {algorithm}, {who}{problem}",
            context.the_certificate()
        ),
        Some(reissue(
            context,
            "is signed with an algorithm in common use: RSA or ECDSA with SHA-256 or better",
        )),
    )
}

pub(super) fn key_malformed(algorithm: &str, problem: &str, context: &Context<'_>) -> Prose {
    let (is, so) = match problem {
        MODULUS_TOO_LARGE | EXPONENT_TOO_LARGE => (
            "larger than what is computed with here",
            "It may be sound, but such a key takes whoever verifies with it too long: few programs do, and nothing was verified with it.",
        ),
        _ => (
            "not well-formed",
            "A key in a wrong form cannot be used safely, so nothing can be verified with it.",
        ),
    };
    Prose::new(
        format!(
            "The public key in {} is {is}. Its algorithm is {}, and the problem is: {}. {so}",
            context.certificate_within(),
            quote(algorithm),
            clause(problem)
        ),
        Some(key_again(context)),
    )
}

pub(super) fn key_unsupported(algorithm: &str, context: &Context<'_>) -> Prose {
    let (who, so) = match (context.is_browser(), context.role) {
        (true, _) => (
            "the browser does not accept",
            "Other programs may accept it.",
        ),
        (false, Role::Leaf | Role::None) => (
            "certlens does not know",
            "Nothing in the chain is verified with it, so the chain is judged all the same; whether a \
             server can use it is not.",
        ),
        (false, _) => (
            "certlens does not know",
            "So what it has signed cannot be verified, and is not trusted.",
        ),
    };
    Prose::new(
        format!(
            "The public key in {} is of a kind that {who}: {}. {so}",
            context.certificate_within(),
            quote(algorithm)
        ),
        Some(key_again(context)),
    )
}

pub(super) fn key_too_small(
    algorithm: &str,
    bits: u32,
    minimum: u32,
    context: &Context<'_>,
) -> Prose {
    let danger = match minimum {
        0..=1024 => "From so short a public key the private one can be computed, or soon will be.",
        _ => {
            "To compute the private key from a public one of 1024 bits is thought to be within reach \
             of very large attackers, though nobody has shown it; at least 2048 bits are the rule \
             today."
        }
    };
    let is_signature = algorithm == SHORT_SIGNATURE;
    Prose::new(
        format!(
            "The {} {} is too short: {} of {}, where at least {minimum} are wanted. \
             {danger} Whoever does that can pose as the key's owner.",
            match is_signature {
                true => "key that signed",
                false => "public key in",
            },
            context.certificate_within(),
            count(bits.into(), "bit"),
            quote(algorithm)
        ),
        Some(match is_signature {
            true => reissue(context, "is signed by a CA with a longer key"),
            false => key_again(context),
        }),
    )
}

/// A new certificate for a new key.
pub(super) fn key_again(context: &Context<'_>) -> Fix {
    match context.role {
        Role::Leaf | Role::None => Fix::new(
            "Make a new key and have a certificate issued for it.",
            &[
                "Make a new key: ECDSA on the curve P-256, or RSA with at least 2048 bits.",
                "Ask the CA for a certificate for the new key, with all names that the server has.",
                "Install key, certificate and intermediates on the server, reload it, and delete \
                 the old key.",
            ],
        )
        .run(super::words::make_anew(context.hostname, context)),
        Role::Intermediate => Fix::new(
            "Use another CA certificate; a CA's key cannot be changed in place.",
            &[
                "If it is a public CA, have your certificate issued again: the CA will issue it \
                 from a current intermediate.",
                "If the CA is your own, make a new CA key (ECDSA on P-256 or P-384, or RSA with \
                 at least 3072 bits) and issue the certificates below it again.",
            ],
        ),
        Role::Anchor => Fix::new(
            "Move to another root; a root's key cannot be changed in place.",
            &[
                "If the root is your own, make a new one (ECDSA on P-256 or P-384, or RSA with at \
                 least 3072 bits), have it installed where the old one is, and issue the \
                 certificates below it again.",
                "If it is not, ask the root's owner for a certificate from a current root.",
            ],
        ),
    }
}
