//! Public cases, asked of Firefox's verifier: x509-limbo's, and among them the chains of real servers. Of limbo's leaves TLS is
//! asked too, which speaks before the verifier where it cannot use a key; limbo has no private keys, so it says no more.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::read::GzDecoder;
use parity::{
    case::{Case, Verdict},
    cases,
    firefox::{self, Question},
    record::{self, Line},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Limbo {
    testcases: Vec<LimboCase>,
}

#[derive(Deserialize)]
struct LimboCase {
    id: String,
    validation_kind: String,
    trusted_certs: Vec<String>,
    untrusted_intermediates: Vec<String>,
    peer_certificate: String,
    validation_time: Option<String>,
    expected_peer_name: Option<LimboName>,
}

#[derive(Deserialize)]
struct LimboName {
    value: String,
}

/// What TLS says of a server's key without a signature made with it.
const OF_THE_KEY: [&str; 3] = [
    "SSL_ERROR_EXTRACT_PUBLIC_KEY_FAILURE",
    "SSL_ERROR_NO_CYPHER_OVERLAP",
    "SSL_ERROR_WEAK_SERVER_CERT_KEY",
];

/// The cases of limbo's core whose id contains `text`, with the anchors that they have.
pub(crate) fn limbo(text: &str) -> Result<Vec<(String, Line)>> {
    let questions = questions(
        |case| case.id.contains(text),
        |case| case.trusted_certs.iter().map(|pem| der(pem)).collect(),
    )?;
    let visited = visit(&questions)?;
    let mut lines = verify(&questions)?;
    for ((_, line), visited) in lines.iter_mut().zip(visited) {
        let is_of_the_key = |code: &String| OF_THE_KEY.contains(&code.as_str());
        if let Some(code) = visited.filter(is_of_the_key) {
            *line = line.after_visit(&Verdict::Rejected(code));
        }
    }
    Ok(lines)
}

/// The chains of real servers, with the roots that Firefox has.
pub(crate) fn real() -> Result<Vec<(String, Line)>> {
    verify(&questions(
        |case| case.id.starts_with("online::"),
        |_| Ok(Vec::new()),
    )?)
}

fn questions(
    which: impl Fn(&LimboCase) -> bool,
    anchors: impl Fn(&LimboCase) -> Result<Vec<Vec<u8>>>,
) -> Result<Vec<Question>> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/limbo-core.json.gz");
    let file = File::open(&path).with_context(|| path.display().to_string())?;
    let limbo: Limbo = serde_json::from_reader(GzDecoder::new(file))?;
    let mut questions = Vec::new();
    for case in limbo.testcases.iter().filter(|case| which(case)) {
        let chain = std::iter::once(&case.peer_certificate).chain(&case.untrusted_intermediates);
        questions.push(Question {
            id: case.id.clone(),
            chain: chain.map(|pem| der(pem)).collect::<Result<_>>()?,
            anchors: anchors(case)?,
            host: case
                .expected_peer_name
                .as_ref()
                .map(|name| name.value.clone()),
            time: seconds(case.validation_time.as_deref().unwrap_or("now"))?,
            client: case.validation_kind == "CLIENT",
            // Firefox itself gives up after 200,000 steps.
            patience: Duration::from_secs(600),
        });
    }
    Ok(questions)
}

/// What a visit ends with to a server that sends the chain and has some key of its own, of the leaf's kind where no browser
/// offers to verify that; `None` for a client's certificate.
fn visit(questions: &[Question]) -> Result<Vec<Option<String>>> {
    let servers = questions.iter().filter(|question| !question.client);
    let cases: Vec<Case> = servers
        .map(|question| Case {
            id: question.id.clone(),
            rows: Vec::new(),
            fires: Vec::new(),
            chain: question.chain.clone(),
            key: match question.chain[0]
                .windows(DSA.len())
                .any(|octets| octets == DSA)
            {
                true => cases::dsa_pkcs8(),
                false => mint::Key::p256("a server's").pkcs8(),
            },
            anchors: Vec::new(),
            hostname: "limbo.example".to_owned(),
            staple: None,
        })
        .collect();
    let mut answers: BTreeMap<String, Verdict> = firefox::ask(&cases)?.into_iter().collect();
    let answers = questions.iter().map(|question| {
        let answer = answers.remove(&question.id);
        answer.and_then(|verdict| match verdict {
            Verdict::Rejected(code) => Some(code),
            Verdict::Trusted | Verdict::Unanswered(_) => None,
        })
    });
    Ok(answers.collect())
}

/// AlgorithmIdentifier of a DSA key, as far as its name.
const DSA: &[u8] = &[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1];

fn verify(questions: &[Question]) -> Result<Vec<(String, Line)>> {
    // Many of limbo's CAs have the same names, and a Firefox that has seen one case still knows its CAs in the next.
    let mut answers = Vec::new();
    for question in questions {
        answers.extend(firefox::verify(std::slice::from_ref(question))?);
    }
    let lines = questions
        .iter()
        .zip(answers)
        .map(|(question, (id, verdict))| {
            let host = question.host.as_deref().unwrap_or_default();
            let text = format!("{host} {}", question.client);
            let digest = record::digest_of(&[&question.chain, &question.anchors], &text);
            (id, Line::new(digest, &verdict))
        });
    Ok(lines.collect())
}

/// The bytes of one PEM block.
fn der(pem: &str) -> Result<Vec<u8>> {
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    Ok(STANDARD.decode(base64)?)
}

/// Since 1970, of RFC 3339.
fn seconds(time: &str) -> Result<i64> {
    let output = Command::new("date")
        .args(["-u", "+%s", "-d", time])
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    text.trim()
        .parse()
        .with_context(|| format!("not a time: {time}"))
}
