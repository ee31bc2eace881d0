//! What the CAs above a certificate allow: policies.

use super::name_constraints::the_ca;
use super::words::{list, quote, reissue, short};
use super::{Context, Fix, Prose, Role};
use crate::oid::Oid;

pub(super) fn policy_required(
    demanded_by: Option<usize>,
    acceptable: &[String],
    valid: &[String],
    stated: &[String],
    context: &Context<'_>,
) -> Prose {
    let or_none = |policies: &[String]| match policies {
        [] => "none".to_owned(),
        [any] if any == "2.5.29.32.0" => "any".to_owned(),
        policies => list(policies, 0),
    };
    let demanding = match demanded_by {
        Some(index) if context.certificate == Some(index) && context.role == Role::Leaf => {
            let label = quote(&(context.label)(index));
            format!("the certificate {label} itself demands")
        }
        Some(index) => format!("{} demands", the_ca(index, context)),
        None => "the request demands".to_owned(),
    };
    Prose::new(
        format!(
            "The chain must be valid under a named certificate policy, because {demanding} it, and \
             no policy is left. Acceptable: {}. Valid for the whole chain: {}. {} states: {}.",
            or_none(acceptable),
            or_none(valid),
            context.the_certificate(),
            or_none(stated)
        ),
        Some(
            Fix::new(
                "Use certificates that are all issued under an accepted policy.",
                &[
                    "Compare the policies of each certificate in the chain: one policy must run through all of them.",
                    "If your own request asks for a policy, ask for one that the CA uses.",
                    "Otherwise get the certificate from a CA whose chain has the policy.",
                ],
            )
            .run("openssl x509 -in certificate.pem -noout -ext certificatePolicies"),
        ),
    )
}

pub(super) fn policy_mapping(issuer: &Oid, subject: &Oid, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} declares the policy {} equal to {}. One of them stands for any policy, and that one \
             must not be mapped: it would make every policy acceptable.",
            context.the_certificate(),
            short(&issuer.label()),
            short(&subject.label())
        ),
        Some(reissue(
            context,
            "has no policy mapping from or to anyPolicy",
        )),
    )
}

pub(super) fn policy_graph_too_large(limit: usize) -> Prose {
    Prose::new(
        format!(
            "The policies and mappings of this chain, or of all chains that are possible here, need \
             more than {limit} steps to evaluate. Real \
             chains need a dozen; a chain can be made to need far more. What was not evaluated is \
             not trusted."
        ),
        Some(Fix::new(
            "Use CA certificates with fewer policies and mappings.",
            &["Ask the CA for a chain without policy mappings."],
        )),
    )
}
