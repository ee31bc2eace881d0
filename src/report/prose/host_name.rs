//! The name that was visited and the names in the certificate.

use std::net::IpAddr;

use super::trust_anchor::of_stand_in;
use super::words::{
    clause, is_harmless, list, make_anew, quote, reissue, san_entry, see_what_is_served,
};
use super::{Context, Fix, Prose};
use crate::name::Host;
use crate::profile::BrowserName;

pub(super) fn list_missing(
    hostname: &str,
    common_name: Option<&str>,
    context: &Context<'_>,
) -> Prose {
    let common_name = match common_name {
        Some(name) => format!(
            " Its old “common name” field says {}, but that field may hold any text and is no \
             longer looked at for names.",
            quote(name)
        ),
        None => String::new(),
    };
    Prose::new(
        format!(
            "{} does not have the list of names for which it is good (subject alternative name, \
             SAN).{common_name} So it is good for no name at all, {} included.",
            context.the_certificate(),
            quote(hostname)
        ),
        Some(
            Fix::new(
                "Have the certificate issued again with its names in the list of names (SAN).",
                &[
                    &format!(
                        "Ask for a certificate that lists {}, and every other name of the server, \
                         as subject alternative names.",
                        quote(hostname)
                    ),
                    "If you make certificates yourself with openssl, the common name alone is not \
                     enough: add the names with -addext or in the extensions file. “openssl x509 -req” leaves \
                     out what a request asks for, unless it is told -copy_extensions copy.",
                    "A signed certificate can never be edited, so the list cannot be added to \
                     this one.",
                ],
            )
            .run("openssl x509 -in certificate.pem -noout -subject -ext subjectAltName")
            .run(make_anew(Some(hostname), context)),
        ),
    )
}

pub(super) fn mismatch(
    hostname: &str,
    names: &[String],
    more: usize,
    context: &Context<'_>,
) -> Prose {
    let found = match (names, more) {
        ([], 0) => "its list of names holds no name that a host could have".to_owned(),
        _ => match names.iter().find_map(|name| other_form(hostname, name)) {
            Some(form) => form,
            None => format!("it is for {}", list(names, more)),
        },
    };
    let host = host_or_example(hostname);
    let label = context.certificate.map_or(String::new(), context.label);
    let called = match label.eq_ignore_ascii_case(hostname) {
        true => {
            " That it is called so (its “common name”) does not count: names are looked for in the list alone."
        }
        false => "",
    };
    Prose::new(
        format!(
            "{} is not for {}: {found}.{called} Whoever answers under another name than those may \
             be anybody, so the connection cannot be trusted.{}",
            context.the_certificate(),
            quote(hostname),
            hint(hostname, names, context)
        ),
        Some(of_stand_in(&label).unwrap_or_else(|| {
            Fix::new(
                "Visit a name that the certificate is for, or have the missing name added.",
                &[
                    "Check the name that you typed.",
                    "If the server is yours, check that it sends the certificate that you meant: \
                     servers with several sites choose it by name and send a default one for \
                     names that they do not know.",
                    &format!(
                        "If the name is missing, have a new certificate issued that lists {} \
                         beside all names that the server has already.",
                        quote(hostname)
                    ),
                    "If the server is not yours and the name is right, do not go on: somebody may \
                     be posing as it.",
                ],
            )
            .run(see_what_is_served(host))
            .run("openssl x509 -in certificate.pem -noout -ext subjectAltName")
            .run(make_anew(Some(hostname), context))
        })),
    )
}

fn host_or_example(hostname: &str) -> &str {
    if is_harmless(hostname) {
        hostname
    } else {
        "example.com"
    }
}

/// How the list has this very host, where it has it in a form that does not count.
fn other_form(hostname: &str, name: &str) -> Option<String> {
    let host = Host::parse(name).ok()?;
    let is_as_it_should_be = matches!(host, Host::Dns(_)) && name.eq_ignore_ascii_case(hostname);
    if is_as_it_should_be || host.to_string() != hostname {
        return None;
    }
    let form = match host {
        Host::Ip(_) => "as a DNS name, and not as an IP address",
        Host::Dns(_) if name.ends_with('.') => "with a dot at its end",
        Host::Dns(_) if name.contains(char::is_whitespace) => "with a blank beside it",
        Host::Dns(_) => "in a form that is not compared (xn--… is, for letters beyond ASCII)",
    };
    Some(format!("its list has {} {form}", quote(name)))
}

/// What people most often overlook.
fn hint(hostname: &str, names: &[String], context: &Context<'_>) -> String {
    let browser = context.profile.browser.map(|browser| browser.name);
    if hostname.parse::<IpAddr>().is_ok() {
        return format!(
            " An IP address matches only an entry that is that address ({}), never a DNS name.",
            san_entry(hostname)
        );
    }
    for name in names {
        let name = name.to_ascii_lowercase();
        if name == hostname {
            return match browser {
                Some(BrowserName::Firefox) => " Firefox stops at an entry that is no host name, and compares none after it.",
                Some(BrowserName::Chrome) => " No entry matches a name whose last label begins with “-” or “_”: the server needs another name.",
                None => " An entry with a label that begins or ends with “-” is no DNS name, and does not count.",
            }
            .to_owned();
        }
        if let Some(domain) = name.strip_prefix("*.")
            && let Some(rest) = hostname.strip_suffix(domain)
            && (rest.is_empty() || rest.ends_with('.'))
        {
            return match rest.matches('.').count() {
                1 if domain.contains('.') => String::new(), // told by a finding of its own
                1 => format!(
                    " A wildcard does not count directly below {}: the names there belong to many.",
                    quote(domain)
                ),
                _ => {
                    let moves = match browser {
                        Some(BrowserName::Firefox) if rest.is_empty() && domain.contains('.') => {
                            " A visitor may not notice: Firefox itself goes to that name with “www.”."
                        }
                        _ => "",
                    };
                    format!(
                        " The wildcard {} stands for exactly one label: it covers neither {} itself nor \
                         names with more than one label in its place.{moves}",
                        quote(&name),
                        quote(domain)
                    )
                }
            };
        }
        if name.contains(hostname) && !name.contains('*') && Host::parse(&name).is_err() {
            return format!(
                " {} is no host name: an entry is one name alone, without https://, port, path, quotes or \
                 blanks.",
                quote(&name)
            );
        }
        if hostname.strip_prefix("www.") == Some(name.as_str())
            || name.strip_prefix("www.") == Some(hostname)
        {
            let moves = match browser {
                // `IsErrorOverridable`, `GetWWWSubDomainMatch`: names below known top-level domains alone.
                Some(BrowserName::Chrome) if context.is_public_host => {
                    " A visitor may not notice: Chrome itself goes to the name that is listed, where nothing else is wrong, one could go on, and a page answers there."
                }
                Some(BrowserName::Firefox) => {
                    " A visitor may not notice: Firefox itself goes to the name that is listed."
                }
                _ => "",
            };
            return format!(
                " To a certificate, the name with “www.” and the name without are two different names; it must list both.{moves}"
            );
        }
    }
    String::new()
}

pub(super) fn unusable(entry: &str, problem: &str, context: &Context<'_>) -> Prose {
    Prose::new(
        format!(
            "{} lists the name {}, which by today's rules matches no host: {}. Some programs still take \
             it. Its other names are not affected.",
            context.the_certificate(),
            quote(entry),
            clause(problem)
        ),
        Some(reissue(
            context,
            "lists DNS names in their plain form (www.example.com or *.example.com) and IP \
             addresses as such",
        )),
    )
}

pub(super) fn not_checked(context: &Context<'_>) -> Prose {
    if context.is_client {
        return Prose::new(
            "No name was compared. So this report says whether a client may log in with a \
             certificate of this CA, and not as whom: that the server reads from its names."
                .to_owned(),
            None,
        );
    }
    let certificate = match context.certificate {
        Some(index) => quote(&(context.label)(index)),
        None => "the certificate".to_owned(),
    };
    Prose::new(
        format!(
            "No host name was compared. So this report does not say for which servers {certificate} \
             is good. Anybody can have a certificate for a name of their own."
        ),
        Some(Fix::new(
            "Give the host name that is visited, to have it compared.",
            &["Enter the name as in the browser's address line, without https:// and path."],
        )),
    )
}
