//! Asks the installed Chromium: trusts the cases' anchors by enterprise policy, serves each chain from a [`Server`] of its
//! own, visits it by the DevTools protocol and reads the error page. Only for the present time, and as root: Chromium reads
//! policies from a folder of the system.

mod browser;
mod component;
mod policy;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{self, Command};
use std::{env, fs, slice};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::built_in::BuiltIn;
use crate::case::{Case, Verdict};
use crate::server::{BuiltInServer, OpenSsl, Server};

use browser::Browser;
use policy::Policy;

/// As many as one browser is given: each costs a listener and a thread.
const BATCH: usize = 250;

/// What Chromium shows for a case.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The case's.
    pub id: String,
    /// Loaded, or the error in the spelling of the page: `NET::ERR_CERT_DATE_INVALID`, `ERR_SSL_PROTOCOL_ERROR`.
    pub verdict: Verdict,
    /// Whether the error page lets one proceed all the same; `None` where there is no page that could.
    pub overridable: Option<bool>,
}

/// What Chromium says of each case, by id, in the cases' order.
///
/// # Errors
/// Where Chromium can't be started or driven, or its policy can't be written.
pub fn ask(cases: &[Case]) -> Result<Vec<(String, Verdict)>> {
    let answers = answers(cases)?.into_iter();
    Ok(answers.map(|answer| (answer.id, answer.verdict)).collect())
}

/// [`ask`], with all that the error page tells.
///
/// # Errors
/// As `ask`.
pub fn answers(cases: &[Case]) -> Result<Vec<Answer>> {
    let mut answers = BTreeMap::new();
    for batch in batches(cases) {
        answers.extend(answers_of_batch(cases, &batch, &[])?);
    }
    Ok(answers.into_values().collect())
}

/// [`answers`] of what binds below roots of the browser's own: these cases' are. A Chromium as Google builds it asks for
/// Certificate Transparency; this one is told to.
///
/// # Errors
/// As `ask`.
pub fn answers_built_in(cases: &[&BuiltIn]) -> Result<Vec<Answer>> {
    const ASKS_FOR_SCTS: &str = "--enable-features=CertificateTransparencyAskBeforeEnabling";
    let local = cases.iter().flat_map(|case| {
        let too = case.case.anchors.iter().filter(|_| case.is_local_too);
        too.chain(&case.added)
    });
    let _policy = Policy::trust(local)?;
    let servers = cases.iter().map(|case| BuiltInServer::start(case));
    let servers = servers.collect::<Result<Vec<_>, _>>()?;
    let urls = cases.iter().zip(&servers);
    let urls: Vec<String> = urls
        .map(|(case, server)| url(&case.case, server.port()))
        .collect();
    let options = [ASKS_FOR_SCTS.to_owned()];
    let install = |profile: &Path| component::install(profile, cases);
    let shown = Browser::start_with(&options, &install)?.visit(&urls)?;
    let answers = cases.iter().zip(shown);
    let answers = answers.map(|(case, shown)| Answer {
        id: case.case.id.clone(),
        verdict: shown.verdict,
        overridable: shown.overridable,
    });
    Ok(answers.collect())
}

/// `156.0.8078.108`.
///
/// # Errors
/// Where there is no Chromium.
pub fn version() -> Result<String> {
    let output = Command::new(browser::CHROMIUM)
        .arg("--version")
        .output()
        .context("Chromium is not installed")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.split_whitespace().nth(1);
    version
        .map(str::to_owned)
        .context("Chromium does not tell its version")
}

/// What the certificate verifier noted about the paths it tried, as NetLog has it. For people: the words are Chromium's own
/// and change.
///
/// # Errors
/// As `ask`.
pub fn notes(case: &Case) -> Result<Vec<String>> {
    let log = env::temp_dir().join(format!("certlens-parity-net-log-{}", process::id()));
    let option = format!("--log-net-log={}", log.display());
    answers_of_batch(slice::from_ref(case), &[0], &[option])?;
    let text = fs::read(&log).context("Chromium wrote no log")?;
    fs::remove_file(&log)?;
    let log: Value = serde_json::from_slice(&text)?;
    let events = log["events"].as_array().into_iter().flatten();
    let errors = events.filter_map(|event| event["params"]["errors"].as_str());
    Ok(errors.map(|errors| errors.trim().to_owned()).collect())
}

fn answers_of_batch(
    cases: &[Case],
    batch: &[usize],
    options: &[String],
) -> Result<Vec<(usize, Answer)>> {
    let anchors = batch.iter().flat_map(|&index| &cases[index].anchors);
    let _policy = Policy::trust(anchors)?;
    let servers = batch.iter().map(|&index| Server::start(&cases[index]));
    let servers = servers.collect::<Result<Vec<_>, _>>()?;
    let urls = batch.iter().zip(&servers);
    let urls = urls.map(|(&index, server)| url(&cases[index], server.port()));
    let mut shown = Browser::start(options)?.visit(&urls.collect::<Vec<_>>())?;

    let refused: Vec<usize> = (0..batch.len())
        .filter(|&at| servers[at].refused().is_some())
        .collect();
    if !refused.is_empty() {
        let servers = refused.iter().map(|&at| OpenSsl::start(&cases[batch[at]]));
        let servers = servers.collect::<Result<Vec<_>, _>>()?;
        let urls = refused.iter().zip(&servers);
        let urls = urls.map(|(&at, server)| url(&cases[batch[at]], server.port()));
        let again = Browser::start(options)?.visit(&urls.collect::<Vec<_>>())?;
        for (at, again) in refused.into_iter().zip(again) {
            shown[at] = again;
        }
    }

    let answers = batch.iter().zip(shown).map(|(&index, shown)| {
        let answer = Answer {
            id: cases[index].id.clone(),
            verdict: shown.verdict,
            overridable: shown.overridable,
        };
        (index, answer)
    });
    Ok(answers.collect())
}

fn url(case: &Case, port: u16) -> String {
    let host = &case.hostname;
    match host.contains(':') && !host.starts_with('[') {
        true => format!("https://[{host}]:{port}/"),
        false => format!("https://{host}:{port}/"),
    }
}

/// The cases of one browser share its anchors, so a case whose chain leads to another's anchor can't be among them.
fn batches(cases: &[Case]) -> Vec<Vec<usize>> {
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let fits = |batch: &&mut Vec<usize>| {
            batch.len() < BATCH
                && !batch.iter().any(|&other| {
                    lends_anchor(case, &cases[other]) || lends_anchor(&cases[other], case)
                })
        };
        match batches.iter_mut().find(fits) {
            Some(batch) => batch.push(index),
            None => batches.push(vec![index]),
        }
    }
    batches
}

/// Whether an anchor of `lender` that `case` does not have could be found from its chain: its name is written there.
fn lends_anchor(lender: &Case, case: &Case) -> bool {
    let others = lender
        .anchors
        .iter()
        .filter(|anchor| !case.anchors.contains(anchor));
    others.filter_map(|anchor| subject(anchor)).any(|name| {
        let mut chain = case.chain.iter().chain(&case.anchors);
        chain.any(|certificate| certificate.windows(name.len()).any(|window| window == name))
    })
}

/// The subject of a certificate, DER; `None` where its outline is not a certificate's, which no browser trusts.
fn subject(certificate: &[u8]) -> Option<&[u8]> {
    let (_, certificate, _) = element(certificate)?;
    let (_, mut fields, _) = element(certificate)?;
    if fields.first() == Some(&0xa0) {
        fields = element(fields)?.2;
    }
    // serialNumber, signature, issuer, validity.
    for _ in 0..4 {
        fields = element(fields)?.2;
    }
    Some(element(fields)?.0)
}

/// The first element, its contents, and what follows it.
fn element(der: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (header, len) = match *der.get(1)? {
        short @ 0..=0x7f => (2, usize::from(short)),
        long @ 0x81..=0x83 => {
            let header = 2 + usize::from(long & 0x7f);
            let octets = der.get(2..header)?.iter();
            (
                header,
                octets.fold(0, |len, octet| len << 8 | usize::from(*octet)),
            )
        }
        _ => return None,
    };
    let (whole, rest) = der.split_at_checked(header + len)?;
    Some((whole, &whole[header..], rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(id: &str, root: &mint::Issued, trusted: bool) -> Case {
        let leaf = root.leaf(&["example.com"]).issue();
        Case {
            id: id.to_owned(),
            rows: Vec::new(),
            fires: Vec::new(),
            chain: vec![leaf.der],
            key: leaf.key.pkcs8(),
            anchors: Vec::from_iter(trusted.then(|| root.der.clone())),
            hostname: "example.com".to_owned(),
            staple: None,
        }
    }

    #[test]
    fn a_case_is_not_asked_where_another_lends_it_an_anchor() {
        let (one, two) = (mint::root("One"), mint::root("Two"));
        let cases = [
            case("a", &one, true),
            case("b", &one, false),
            case("c", &one, true),
            case("d", &two, true),
        ];
        assert_eq!(batches(&cases), [vec![0, 2, 3], vec![1]]);
    }

    #[test]
    fn subjects_are_found_in_certificates_alone() {
        let root = mint::root("One");
        let name = subject(&root.der).unwrap();
        assert_eq!(element(name).unwrap().0, name);
        assert!(name.ends_with(b"One"));
        assert!((0..root.der.len()).all(|len| subject(&root.der[..len]).is_none()));
        assert!(subject(b"\x30\x80").is_none());
    }
}
