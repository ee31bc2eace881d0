//! Recognises a browser's own error page, copied whole: whom it was about, when, and the code that it showed.
//! Knows how Chrome and Firefox lay these pages out, not their words: a page in any language is read. Finds no certificates
//! (the rest of `input` does that) and judges nothing.
//!
//! Chrome, after a click on the code:
//!
//! ```text
//! NET::ERR_CERT_DATE_INVALID
//! Subject: bank.example
//!
//! Issuer: Honest CA
//!
//! Expires on: 1 Jan 2026
//!
//! Current date: 5 Mar 2026
//!
//! PEM encoded chain:
//! -----BEGIN CERTIFICATE-----
//! ```
//!
//! Firefox, after a click on the code: the address on a line of its own, a sentence, two settings, and the chain; the code
//! stands in the text above.

use serde::Serialize;

use super::Part;
use crate::name::lower_case;
use crate::time::Time;

/// What a browser's error page says of the visit that failed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ErrorPage {
    /// The host that was visited.
    pub host: Option<String>,
    /// The moment that the page names. It names a day, in the visitor's own time zone: noon UTC of that day stands for it.
    pub time: Option<Time>,
    /// The code as the browser writes it: `NET::ERR_CERT_DATE_INVALID`, `SEC_ERROR_UNKNOWN_ISSUER`.
    pub code: String,
    /// `chrome` (all browsers that are made from Chromium) or `firefox`.
    pub browser: &'static str,
}

/// Reads the first error page among `parts`.
pub fn find(parts: &[Part]) -> Option<ErrorPage> {
    parts.iter().find_map(|part| match part {
        Part::Text(text) => read(text),
        Part::Bytes(bytes) => read(std::str::from_utf8(bytes).ok()?),
    })
}

fn read(text: &str) -> Option<ErrorPage> {
    let (code, browser) = outside_pem(text).find_map(code_in)?;
    Some(ErrorPage {
        host: addressed(text).or_else(|| most_named(text)),
        time: day_above_chain(text).filter(|_| browser == "chrome"),
        code,
        browser,
    })
}

/// The lines that are not in a PEM block, without what mail puts before them.
fn outside_pem(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines()
        .map(|line| line.trim_start_matches(['>', ' ', '\t']).trim_end())
        .filter(move |line| {
            let begins = line.contains("-----BEGIN ");
            let was_inside = inside || begins;
            inside = (inside || begins) && !line.contains("-----END ");
            !was_inside
        })
}

/// A browser's code for a certificate that it refused, as a word of its own.
fn code_in(line: &str) -> Option<(String, &'static str)> {
    const CHROMIUM: [&str; 4] = ["ERR_CERT_", "ERR_CERTIFICATE_", "ERR_SSL_", "ERR_BAD_SSL_"];
    const FIREFOX: [&str; 3] = ["SEC_ERROR_", "MOZILLA_PKIX_ERROR_", "SSL_ERROR_"];
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    line.split(|c| !is_part(c)).find_map(|word| {
        let begins = |prefixes: &[&str]| {
            prefixes.iter().any(|prefix| {
                let rest = word.strip_prefix(prefix);
                rest.is_some_and(|rest| {
                    !rest.is_empty()
                        && word.len() <= 80
                        && !word.bytes().any(|b| b.is_ascii_lowercase())
                })
            })
        };
        if begins(&CHROMIUM) {
            // Chrome's page of its own writes it so; what ends the handshake has the plain page of any network error.
            let is_interstitial = ["ERR_CERT", "ERR_SSL_PINNED"]
                .iter()
                .any(|its| word.starts_with(its));
            let code = if is_interstitial {
                format!("NET::{word}")
            } else {
                word.to_owned()
            };
            return Some((code, "chrome"));
        }
        begins(&FIREFOX).then(|| (word.to_owned(), "firefox"))
    })
}

/// The host of an address that fills a line, as Firefox writes it above its details.
fn addressed(text: &str) -> Option<String> {
    outside_pem(text).find_map(|line| {
        let rest = line.strip_prefix("https://")?;
        if rest.contains(char::is_whitespace) {
            return None;
        }
        let authority = rest.split(['/', '?', '#']).next()?;
        let host = match authority.strip_prefix('[') {
            Some(literal) => literal.split(']').next()?,
            None => authority.split(':').next()?,
        };
        (!host.is_empty() && host.len() <= 253).then(|| lower_case(host))
    })
}

/// The host that the page's sentences name most often; the first of equals. What stands after a label (`Subject: …`) is the
/// certificate's and not the visit's, and counts only where a sentence names it too.
fn most_named(text: &str) -> Option<String> {
    const MOST: usize = 64; // different hosts worth counting: an error page has one or two
    let mut counted: Vec<(String, usize)> = Vec::new();
    for line in outside_pem(text).filter(|line| !is_labelled(line)) {
        for host in hosts_in(line) {
            let place = counted.iter().position(|(known, _)| *known == host);
            if let Some((_, count)) = place.and_then(|place| counted.get_mut(place)) {
                *count = count.saturating_add(1);
            } else if counted.len() < MOST {
                counted.push((host, 1));
            }
        }
    }
    let most = counted.iter().map(|(_, count)| *count).max()?;
    counted
        .into_iter()
        .find(|(_, count)| *count == most)
        .map(|(host, _)| host)
}

/// `Label: a value`, with the colon of any script, and no sentence; behind a port's colon, or a time of day's, stands a digit.
fn is_labelled(line: &str) -> bool {
    value(line).is_some_and(|value| {
        !value.as_bytes().first().is_some_and(u8::is_ascii_digit)
            && !value.trim().is_empty()
            && value.split_whitespace().count() <= 6
    }) && !line.contains("://")
}

/// What stands after the first colon.
fn value(line: &str) -> Option<&str> {
    let (_, value) = line.split_once([':', '：'])?;
    Some(value)
}

fn hosts_in(line: &str) -> impl Iterator<Item = String> {
    line.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '/' | '_')))
        .filter(|word| !word.contains("://") && !word.contains('/'))
        .map(|word| {
            word.split(':')
                .next()
                .unwrap_or_default()
                .trim_matches(['.', '-', '_'])
        })
        .filter(|word| is_host(word))
        .map(lower_case)
}

fn is_host(word: &str) -> bool {
    if word.parse::<std::net::Ipv4Addr>().is_ok() || word == "localhost" {
        return true;
    }
    let labels: Vec<&str> = word.split('.').collect();
    let is_label = |label: &&str| !label.is_empty() && label.len() <= 63 && !label.starts_with('-');
    labels.len() >= 2
        && word.len() <= 253
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|last| {
            last.len() >= 2
                && (last.starts_with("xn--") || last.bytes().all(|b| b.is_ascii_alphabetic()))
        })
}

/// Chrome's "Current date": of the labelled lines above the chain, the last but the chain's own label.
fn day_above_chain(text: &str) -> Option<Time> {
    let before = text.split("-----BEGIN ").next()?;
    if before.len() == text.len() {
        return None;
    }
    let mut lines = before
        .lines()
        .rev()
        .map(|line| line.trim_start_matches(['>', ' ', '\t']).trim_end())
        .filter(|line| !line.is_empty());
    // The chain's label may share its line with the chain, or have one of its own; it has no value.
    let line = lines
        .by_ref()
        .take(2)
        .find(|line| value(line).is_some_and(|value| !value.trim().is_empty()))?;
    day(value(line)?)
}

/// A date as browsers write them for people, where it can mean one day only.
fn day(text: &str) -> Option<Time> {
    let mut numbers: Vec<u32> = Vec::new();
    let mut month = None;
    let is_digit = |c: char| c.is_ascii_digit();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| {
            is_digit(c) == is_digit(first) && c.is_alphanumeric() == first.is_alphanumeric()
        };
        let length = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(length);
        rest = after;
        if is_digit(first) {
            numbers.push(run.parse().ok()?);
        } else if first.is_alphabetic() {
            month = month.or_else(|| month_named(run));
        }
        if numbers.len() > 3 {
            return None;
        }
    }
    let (year, month, day) = match (&numbers[..], month) {
        (&[year, day], Some(month)) if year > 31 => (year, month, day),
        (&[day, year], Some(month)) if year > 31 => (year, month, day),
        (&[year, month, day], None) if year > 31 => (year, month, day),
        // With dots or dashes the day comes first wherever such dates are written; with strokes, in half the world.
        (&[day, month, year], None)
            if year > 31 && (!text.contains('/') || day > 12 || day == month) =>
        {
            (year, month, day)
        }
        (&[month, day, year], None) if year > 31 && day > 12 => (year, month, day),
        _ => return None,
    };
    let part = |number| u8::try_from(number).ok();
    Time::from_utc(
        i32::try_from(year).ok()?,
        part(month)?,
        part(day)?,
        12,
        0,
        0,
    )
}

/// A month by the beginning of its name, in the languages of western Europe.
fn month_named(word: &str) -> Option<u32> {
    const MONTHS: [(&str, u32); 41] = [
        ("jan", 1),
        ("ene", 1),
        ("gen", 1),
        ("jän", 1),
        ("feb", 2),
        ("fev", 2),
        ("fév", 2),
        ("mar", 3),
        ("mär", 3),
        ("mrt", 3),
        ("maa", 3),
        ("apr", 4),
        ("avr", 4),
        ("abr", 4),
        ("may", 5),
        ("mai", 5),
        ("mei", 5),
        ("maj", 5),
        ("mag", 5),
        ("jun", 6),
        ("juin", 6),
        ("giu", 6),
        ("jul", 7),
        ("juil", 7),
        ("lug", 7),
        ("aug", 8),
        ("ago", 8),
        ("aoû", 8),
        ("aou", 8),
        ("sep", 9),
        ("set", 9),
        ("oct", 10),
        ("okt", 10),
        ("ott", 10),
        ("out", 10),
        ("nov", 11),
        ("dec", 12),
        ("déc", 12),
        ("dez", 12),
        ("dic", 12),
        ("des", 12),
    ];
    let word = lower_case(word);
    MONTHS
        .iter()
        .find(|(begin, _)| word.starts_with(begin))
        .map(|(_, month)| *month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Option<(Option<String>, Option<String>, String, &'static str)> {
        let page = find(&[Part::Text("-----BEGIN X".into()), Part::Text(text.into())])?;
        Some((
            page.host,
            page.time.map(|time| time.to_string()),
            page.code,
            page.browser,
        ))
    }

    const PEM: &str =
        "-----BEGIN CERTIFICATE-----\nMIIB evil.example evil.example\n-----END CERTIFICATE-----\n";

    #[test]
    fn chrome_s_page_is_read_in_any_language() {
        // (before the chain, host, day)
        let cases = [
            (
                "Your connection is not private\nAttackers might be trying to steal your information from bank.example \
                 (for example, passwords, messages, or credit cards). Learn more about this warning\n\
                 NET::ERR_CERT_DATE_INVALID\nSubject: other.example\n\nIssuer: Honest CA of other.example\n\n\
                 Expires on: Jan 1, 2026\n\nCurrent date: Mar 5, 2026\n\nPEM encoded chain:\n",
                "bank.example",
                "2026-03-05T12:00:00Z",
            ),
            (
                "Dies ist keine sichere Verbindung\nHacker könnten versuchen, Daten von www.bank.example zu stehlen, zum \
                 Beispiel Passwörter.\nNET::ERR_CERT_DATE_INVALID\nInhaber: other.example\n\nAussteller: Honest CA\n\n\
                 Läuft ab am: 01.01.2026\n\nAktuelles Datum: 05.03.2026\n\nPEM-codierte Zertifikatskette:\n",
                "www.bank.example",
                "2026-03-05T12:00:00Z",
            ),
            (
                "この接続ではプライバシーが保護されません\n攻撃者が、bank.example からあなたの情報を不正に取得しようとしている可能性があります。\n\
                 net::ERR_CERT_DATE_INVALID\nサブジェクト：other.example\n発行者：Honest CA\n有効期限：2026/01/01\n\
                 現在の日付：2026年3月5日\nPEM エンコードされたチェーン：",
                "bank.example",
                "2026-03-05T12:00:00Z",
            ),
            (
                "> La connexion n'est pas privée\n> Des individus malveillants tentent peut-être de subtiliser vos \
                 informations sur le site 192.0.2.7.\n> NET::ERR_CERT_DATE_INVALID\n> Objet: x\n> Date actuelle: 5 mars \
                 2026\n> PEM encoded chain: ",
                "192.0.2.7",
                "2026-03-05T12:00:00Z",
            ),
        ];
        for (before, host, day) in cases {
            assert_eq!(
                page(&format!(
                    "{before}{PEM}\nCertificate Transparency:\nSCT log (Verified)\n"
                )),
                Some((
                    Some(host.to_owned()),
                    Some(day.to_owned()),
                    "NET::ERR_CERT_DATE_INVALID".to_owned(),
                    "chrome"
                )),
                "{before}"
            );
        }
    }

    #[test]
    fn a_code_has_the_prefix_where_chrome_shows_it() {
        let code = |text: &str| page(text).map(|(_, _, code, _)| code);
        for (text, expected) in [
            (
                "ERR_SSL_VERSION_OR_CIPHER_MISMATCH",
                "ERR_SSL_VERSION_OR_CIPHER_MISMATCH",
            ),
            (
                "net::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED",
                "NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED",
            ),
            (
                "ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN",
                "NET::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN",
            ),
        ] {
            assert_eq!(code(text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn firefox_s_page_is_read_in_any_language() {
        let cases = [
            "Warning: Potential Security Risk Ahead\nThe certificate is only valid for other.example, other.example.\n\
             Error code: SEC_ERROR_UNKNOWN_ISSUER\nView Certificate\n\nhttps://Bank.example:8443/path?x\n\n\
             Peer’s Certificate issuer is not recognized.\n\nHTTP Strict Transport Security: false\n\
             HTTP Public Key Pinning: false\n\nCertificate chain:\n\n",
            "Warnung: Mögliches Sicherheitsrisiko\nFehlercode: SEC_ERROR_UNKNOWN_ISSUER\nhttps://bank.example/\n",
            "Firefox 侦测到潜在的安全威胁，并因 bank.example 要求安全连接而没有继续。\n错误代码：SEC_ERROR_UNKNOWN_ISSUER\n",
        ];
        for text in cases {
            assert_eq!(
                page(&format!("{text}{PEM}")),
                Some((
                    Some("bank.example".to_owned()),
                    None,
                    "SEC_ERROR_UNKNOWN_ISSUER".to_owned(),
                    "firefox"
                )),
                "{text}"
            );
        }
    }

    #[test]
    fn a_host_is_read_beside_the_colon_of_a_port_or_a_time() {
        for (text, expected) in [
            (
                "A private connection to bank.example can't be established because your computer's date and time (Thursday, March 5, \
                 2030 at 1:02:03 PM) are incorrect.",
                Some("bank.example"),
            ),
            ("Proceed to bank.example:9443 (Risky)", Some("bank.example")),
            ("Subject: bank.example", None),
        ] {
            let page = page(&format!("{text}\nNET::ERR_CERT_DATE_INVALID\n"));
            assert_eq!(page.expect("a page").0.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_error_page_is_none() {
        for text in [
            PEM,
            "",
            "the docs of ERR_CERT_ and SEC_ERROR_ list codes",
            "let err_cert_date = ERR_CERTAIN;",
            "XSEC_ERROR_UNKNOWN_ISSUER",
            "-----BEGIN A-----\nSEC_ERROR_UNKNOWN_ISSUER\n-----END A-----",
        ] {
            assert_eq!(page(text), None, "{text}");
        }
        let bare = page("SSL_ERROR_BAD_CERT_DOMAIN").expect("a code is enough");
        assert_eq!((bare.0, bare.1), (None, None));
        let literal =
            page("https://[2001:db8::1]:8443/\nSEC_ERROR_EXPIRED_CERTIFICATE").expect("a page");
        assert_eq!(literal.0.as_deref(), Some("2001:db8::1"));
    }

    #[test]
    fn a_day_is_read_where_it_can_be_one_day_only() {
        let cases = [
            (" Nov 26, 2026", Some("2026-11-26")),
            (" 26 nov. 2026", Some("2026-11-26")),
            (" 2026-11-26", Some("2026-11-26")),
            (" 2026. 11. 26.", Some("2026-11-26")),
            (" 26.11.2026", Some("2026-11-26")),
            (" 11/26/2026", Some("2026-11-26")),
            (" 26/11/2026", Some("2026-11-26")),
            (" 5/5/2026", Some("2026-05-05")),
            (" 5/6/2026", None),
            (" 26 de dezembro de 2026", Some("2026-12-26")),
            (" 31 Feb 2026", None),
            (" 1 2 3 4", None),
            (" 99999999999", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|day| format!("{day}T12:00:00Z"));
            assert_eq!(day(text).map(|time| time.to_string()), expected, "{text}");
        }
    }
}
