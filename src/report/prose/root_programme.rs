//! What browsers ask under the roots that they bring along: terms of roots, lists of revoked CAs.

use super::words::{clause, date, list, quote, reissue_below, short};
use super::{Context, Fix, Prose};
use crate::time::Time;

/// What a root's terms demand and what there is.
pub(super) struct Terms<'a> {
    pub sct_not_after: Option<Time>,
    pub sct_all_after: Option<Time>,
    pub earliest_sct: Option<Time>,
    pub name: Option<&'a str>,
    pub permitted_dns_names: &'a [String],
    pub min_version: Option<&'a str>,
    pub max_version_exclusive: Option<&'a str>,
    pub version: &'a str,
}

pub(super) fn constraint(root: &str, terms: &Terms<'_>) -> Prose {
    let mut demands = Vec::new();
    if let Some(end) = terms.sct_not_after {
        demands.push(format!("an SCT no later than {}", date(end)));
    }
    if let Some(begin) = terms.sct_all_after {
        demands.push(format!("SCTs that are all later than {}", date(begin)));
    }
    if !terms.permitted_dns_names.is_empty() {
        let names = list(terms.permitted_dns_names, 0);
        demands.push(format!("only names under {names}"));
    }
    if let Some(least) = terms.min_version {
        demands.push(format!(
            "version {} of the browser or a later one",
            short(least)
        ));
    }
    if let Some(end) = terms.max_version_exclusive {
        demands.push(format!("a version of the browser before {}", short(end)));
    }
    let reason = match terms.sct_not_after.or(terms.sct_all_after) {
        Some(_) => {
            "A browser's maker sets such dates when a CA is to issue no more, so that certificates \
             from before stay good and newer ones are refused."
        }
        None => "A browser's maker sets such conditions where it trusts a CA for some uses only.",
    };
    let found = match (terms.earliest_sct, terms.name) {
        (_, Some(name)) => format!("the certificate is for {}", quote(name)),
        (Some(earliest), None) => format!("the earliest SCT is of {}", date(earliest)),
        (None, None) => "no SCT counts".to_owned(),
    };
    Prose::new(
        format!(
            "The root {} is trusted on conditions: {}. Here {found}, in version {} of the browser. \
             {reason}",
            quote(root),
            list(&demands, 0),
            short(terms.version),
        ),
        Some(another_ca()),
    )
}

/// What to do where the CA is the trouble.
fn another_ca() -> Fix {
    Fix::new(
        "Get a certificate from another CA.",
        &[
            "Choose a CA that the browsers of your visitors trust without conditions, or ask \
             yours for a certificate from another of its roots.",
            "Install the new certificate with its intermediates.",
        ],
    )
}

pub(super) fn distrusted_after(root: &str, distrust_after: Time, not_before: Time) -> Prose {
    Prose::new(
        format!(
            "The root {} is trusted for certificates that begin no later than {}, and this one \
             begins on {}. A browser's maker sets such a date when a CA is to issue no more. \
             Certificates from before stay good, newer ones are refused.",
            quote(root),
            date(distrust_after),
            date(not_before),
        ),
        Some(another_ca()),
    )
}

pub(super) fn one_crl(serial: &str, by: &str, list_date: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} with the serial number {} (hexadecimal) is in OneCRL, Mozilla's list of revoked CA \
             certificates, by its {} (list of {}). The list comes with the browser, so nobody has \
             to be asked. A certificate in it counts as void, and with it all that it issued.",
            context.the_certificate(),
            quote(serial),
            short(by),
            short(list_date),
        ),
        Some(Fix::new(
            "Use a chain through another CA certificate.",
            &[
                "Ask the CA which certificate has taken the place of this one.",
                "If there is one, install it as the intermediate; otherwise have the certificate \
                 issued again, by another CA perhaps.",
            ],
        )),
    )
}

pub(super) fn imposed(
    name: &str,
    permitted: &[String],
    constrainer: usize,
    context: &Context<'_>,
) -> Prose {
    Prose::new(
        format!(
            "{} is for {}, but the CA {} is only taken for names below {}. Its certificates do not \
             say so: the browser's maker confines it, as the CA of one state. A name beyond that is \
             refused.",
            context.the_certificate(),
            quote(name),
            quote(&(context.label)(constrainer)),
            list(permitted, 0),
        ),
        Some(another_ca()),
    )
}

pub(super) fn local_name(hostname: &str, problem: &str) -> Prose {
    Prose::new(
        format!(
            "The host {} is no name or address that is unique on the Internet: {}. Whoever runs a network \
             can use the same one, so a public CA cannot say whom it belongs to. Under a root that \
             comes with the browser it is therefore refused.",
            quote(hostname),
            clause(problem),
        ),
        Some(Fix::new(
            "Use a public name, or a CA of your own.",
            &[
                "Give the server a name under a domain that you have registered; it may lead to a \
                 local address.",
                "If the name must stay, issue its certificate with a CA of your own, and add that \
                 to the devices that visit it.",
            ],
        )),
    )
}

pub(super) fn key(algorithm: &str, bits: u32, minimum: u32, context: &Context<'_>) -> Prose {
    let explanation = format!(
        "{} has a key ({}) of {bits} bits; under a root that comes with the browser, each key of \
         the chain must have at least {minimum}. Browsers hold public CAs to that. Under a root of your own the browser would accept it.",
        context.the_certificate(),
        quote(algorithm),
    );
    let wanted = format!("is for an RSA key of at least {minimum} bits");
    Prose::new(explanation, Some(reissue_below(context, &wanted)))
}

pub(super) fn preloaded(issuer: &str, is_sent: bool) -> Prose {
    let issuer = quote(issuer);
    let (found, advice, step) = match is_sent {
        false => (
            format!(
                "The intermediate {issuer} was not sent. Some browsers download the intermediates of public \
                 CAs in advance, and have one of that name; with them the chain may work."
            ),
            "Let the server send the intermediate.",
            "Append it to the file that holds the server's certificate, and load that file.",
        ),
        true => (
            format!(
                "Some browsers download the intermediates of public CAs in advance, and have another certificate of \
                 the CA {issuer}, for the same key, than the one that was sent; with theirs the chain may work."
            ),
            "Let the server send the intermediate that your CA gives out now.",
            "Put it into the file that holds the server's certificate, in place of the old one, and load that file.",
        ),
    };
    Prose::new(
        format!(
            "{found} A browser that is new does not have it yet, and most other programs do not look for it."
        ),
        Some(Fix::new(
            advice,
            &[
                "Get it from your CA, with the certificate or from its website.",
                step,
            ],
        )),
    )
}
