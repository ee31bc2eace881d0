//! The building blocks of sentences, and what may stand in a command.

use std::net::IpAddr;

use super::{Context, Fix, Prose, Role};
use crate::name::{GeneralName, Host};
use crate::text::visible_short;
use crate::time::Time;

/// Longer texts are cut in sentences.
const LIMIT: usize = 100;
/// More members of a list are counted, not named.
const MEMBERS: usize = 8;

impl Prose {
    pub(super) fn new(explanation: String, fix: Option<Fix>) -> Self {
        Self { explanation, fix }
    }
}

impl Fix {
    pub(super) fn new(summary: &str, steps: &[&str]) -> Self {
        Self {
            summary: summary.to_owned(),
            steps: steps.iter().map(|step| (*step).to_owned()).collect(),
            commands: Vec::new(),
        }
    }

    pub(super) fn run(mut self, command: impl Into<String>) -> Self {
        self.commands.push(command.into());
        self
    }

    pub(super) fn run_all(mut self, commands: &[&str]) -> Self {
        let commands = commands.iter().map(|command| (*command).to_owned());
        self.commands.extend(commands);
        self
    }
}

impl Context<'_> {
    /// The certificate at the beginning of a sentence: `The CA certificate “R3”`.
    pub(super) fn the_certificate(&self) -> String {
        let kind = match self.role {
            Role::Leaf | Role::None => "The certificate",
            Role::Intermediate => "The CA certificate",
            Role::Anchor => "The root certificate",
        };
        match self.certificate {
            Some(index) => format!("{kind} {}", quote(&(self.label)(index))),
            None => kind.to_owned(),
        }
    }

    /// The same within a sentence.
    pub(super) fn certificate_within(&self) -> String {
        self.the_certificate().replacen("The ", "the ", 1)
    }

    /// The visited name, if it is harmless in a command; otherwise an example.
    pub(super) fn host_for_command(&self) -> &str {
        self.hostname
            .filter(|host| is_harmless(host))
            .unwrap_or("example.com")
    }
}

/// In curly quotes, cut where too long.
pub(super) fn quote(text: &str) -> String {
    format!("“{}”", short(text))
}

/// Cut where too long for a sentence.
pub(super) fn short(text: &str) -> String {
    visible_short(text, LIMIT)
}

/// A clause that stands at the end of a sentence, without its own period.
pub(super) fn clause(text: &str) -> String {
    short(text.trim().trim_end_matches('.'))
}

/// `1 day`, `3 days`.
pub(super) fn count(number: u64, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// `a, b and c`; of a long list the first members and the number of the others, to which `more` is added.
pub(super) fn list<T: AsRef<str>>(members: &[T], more: usize) -> String {
    let shown: Vec<String> = members
        .iter()
        .take(MEMBERS)
        .map(|member| match member.as_ref() {
            "" => quote(""),
            member => short(member),
        })
        .collect();
    let hidden = members
        .len()
        .saturating_sub(shown.len())
        .saturating_add(more);
    match (shown.split_last(), hidden) {
        (None, 0) => "nothing".to_owned(),
        (None, hidden) => format!("{hidden} that are not shown"),
        (Some((last, [])), 0) => last.clone(),
        (Some((last, first)), 0) => format!("{} and {last}", first.join(", ")),
        (Some(_), hidden) => format!("{} and {hidden} more", shown.join(", ")),
    }
}

/// `23 November 2026, 16:00 UTC`; seconds where they are not zero.
pub(super) fn date(time: Time) -> String {
    let Ok(moment) = time::OffsetDateTime::from_unix_timestamp(time.unix()) else {
        return time.to_string();
    };
    let (day, month, year) = (moment.day(), moment.month(), moment.year());
    let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
    let seconds = match second {
        0 => String::new(),
        second => format!(":{second:02}"),
    };
    format!("{day} {month} {year}, {hour:02}:{minute:02}{seconds} UTC")
}

/// `3 days`; a part of a day is `less than a day`.
pub(super) fn days(days: i64) -> String {
    match days.unsigned_abs() {
        0 => "less than a day".to_owned(),
        days => count(days, "day"),
    }
}

/// Whether a value may stand in a command: letters, digits and `. : _ -` only, and no option.
pub(super) fn is_harmless(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 253
        && !value.starts_with('-')
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".:_-".contains(&b))
}

/// Whether an address may stand in a command: `http://` or `https://`, then harmless parts between slashes.
pub(super) fn is_harmless_url(url: &str) -> bool {
    let rest = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"));
    rest.is_some_and(|rest| {
        rest.len() <= 253
            && rest
                .split('/')
                .all(|part| part.is_empty() || is_harmless(part))
    })
}

/// Whether a public CA could issue for this host, which is below a top-level domain of the Public Suffix List: no underscore
/// (Baseline Requirements §7.1.2.7.12), and neither .arpa nor .onion, which certbot cannot order.
pub(super) fn is_orderable(host: &str) -> bool {
    let top = host.rsplit_once('.').map(|(_, top)| top);
    top.is_some_and(|top| !["arpa", "onion"].contains(&top)) && !host.contains('_')
}

/// A host as an entry of a certificate's list of names, as OpenSSL writes it: `DNS:example.com`, `IP:192.0.2.1`.
/// Must be harmless.
pub(super) fn san_entry(host: &str) -> String {
    match host.parse::<IpAddr>() {
        Ok(address) => format!("IP:{address}"),
        Err(_) => format!("DNS:{host}"),
    }
}

/// Shows the certificates that a server sends. The host must be harmless.
pub(super) fn see_what_is_served(host: &str) -> String {
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) => {
            format!("openssl s_client -connect '[{address}]:443' -showcerts </dev/null")
        }
        Ok(IpAddr::V4(address)) => {
            format!("openssl s_client -connect '{address}:443' -showcerts </dev/null")
        }
        Err(_) => format!(
            "openssl s_client -connect '{host}:443' -servername '{host}' -showcerts </dev/null"
        ),
    }
}

/// A command asks for no more of a certificate's names: public CAs put a hundred into one.
const MOST_NAMES: usize = 100;

/// Makes a key and a new certificate in the place of one that issued itself, for which no CA is asked; of another, a request as of
/// [`make_request`].
pub(super) fn make_anew(host: Option<&str>, context: &Context<'_>) -> String {
    let request = make_request(host, context);
    if !context.is_self_issued {
        return request;
    }
    // 200 days are the most that the Baseline Requirements allow since March 2026 (§6.3.2).
    // An issuer must have a name (RFC 5280 §4.1.2.4), and so a subject that is one. OpenSSL's own configuration would make it a
    // CA's certificate, which Firefox takes for no server's.
    request
        .replace("-new -newkey", "-x509 -config /dev/null -days 199 -newkey")
        .replace("request.csr -subj /", "certificate.pem -subj /O=Own")
        .replace("critical,", "")
}

/// Makes a key and a request for a certificate with this host, if it is harmless, and the names that the certificate has already.
/// Without a subject the list of names must be critical (RFC 5280 §4.2.1.6): a CA of one's own may copy all as it stands.
pub(super) fn make_request(host: Option<&str>, context: &Context<'_>) -> String {
    let host = host.filter(|host| is_harmless(host)).map(san_entry);
    let mut entries: Vec<String> = host.into_iter().collect();
    let names = (context.names)().iter().take(MOST_NAMES);
    for entry in names.filter_map(plain_entry) {
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    if entries.is_empty() {
        entries.push(san_entry("example.com"));
    }
    format!(
        "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \
         new-key.pem -out new-request.csr -subj / -addext 'subjectAltName=critical,{}' -addext \
         extendedKeyUsage=serverAuth",
        entries.join(",")
    )
}

/// A certificate's name as [`san_entry`] writes it, if it is one that a host has, or a wildcard. What a host's name is made of is
/// harmless between quotes.
fn plain_entry(name: &GeneralName) -> Option<String> {
    let (GeneralName::Dns(_) | GeneralName::Ip(_)) = name else {
        return None;
    };
    let name = &name.shown();
    let (wildcard, name) = match name.strip_prefix("*.") {
        Some(name) => ("*.", name),
        None => ("", name.as_str()),
    };
    match Host::parse(name).ok()? {
        Host::Ip(address) if wildcard.is_empty() => Some(format!("IP:{address}")),
        Host::Ip(_) => None,
        // No CA issues a wildcard for all of a top-level domain.
        Host::Dns(name) if !wildcard.is_empty() && !name.contains('.') => None,
        Host::Dns(name) => Some(format!("DNS:{wildcard}{name}")),
    }
}

/// What is wrong with a certificate itself: what was found (a sentence's end, after the certificate's name), why it matters, and
/// what to do.
pub(super) fn told(context: &Context<'_>, found: &str, why: &str, fix: Fix) -> Prose {
    Prose::new(
        format!("{} {found}. {why}", context.the_certificate()),
        Some(fix),
    )
}

/// As [`told`], where a new certificate is the cure. `wanted`: as in [`reissue`].
pub(super) fn faulty(context: &Context<'_>, found: &str, why: &str, wanted: &str) -> Prose {
    told(context, found, why, reissue(context, wanted))
}

/// As [`reissue`], where the fault is in a CA's name or key: with another of these, what the CA has issued leads to it no more.
pub(super) fn reissue_below(context: &Context<'_>, wanted: &str) -> Fix {
    let what = match context.role {
        Role::Leaf | Role::None => return reissue(context, wanted),
        Role::Intermediate => "CA certificate",
        Role::Anchor => "root certificate",
    };
    Fix::new(
        &format!("Move to another {what}: this one cannot be corrected in place."),
        &[
            "If it is a public CA's, have your certificate issued again: the CA will issue it from a \
             current intermediate.",
            "If the CA is your own, make a new certificate for it and issue those below it again: \
             the old ones do not lead to it.",
            &format!("Make sure that the new certificate {wanted}."),
        ],
    )
}

/// Joins the files of a chain; also where the first lacks its last line feed. Into a new file: the server may be using the old.
pub(super) const JOIN_CHAIN: &str =
    "(cat certificate.pem; echo; cat intermediate.pem) > new-chain.pem";

/// What to do about a certificate that is faulty in itself: nobody can repair a signed certificate, only its CA can make
/// another. `wanted` completes "Make sure that the new certificate …".
pub(super) fn reissue(context: &Context<'_>, wanted: &str) -> Fix {
    let wanted = format!("Make sure that the new certificate {wanted}.");
    match context.role {
        Role::Leaf | Role::None => Fix::new(
            "Have the certificate issued again; a signed certificate can never be edited.",
            &[
                "Ask the CA that issued it for a new one; if you made it yourself, correct the \
                 software or the settings that made it and make it again.",
                &wanted,
                "Install the new certificate on the server together with its intermediates, and \
                 reload the server.",
            ],
        ),
        Role::Intermediate => Fix::new(
            "Use another certificate of this CA; only the CA itself can issue a corrected one.",
            &[
                "If it is a public CA, download its current intermediate from the CA's own pages \
                 and install that on the server.",
                "If the CA is your own, issue the intermediate again with the same key and name: \
                 the certificates below it then stay good.",
                &wanted,
            ],
        ),
        Role::Anchor => Fix::new(
            "Use a corrected root certificate; only the root's owner can make one.",
            &[
                "If the root is your own, make it again with the same key and name: the \
                 certificates below it then stay good.",
                "Replace the root wherever it is installed as trusted.",
                &wanted,
            ],
        ),
    }
}
