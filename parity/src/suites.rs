//! Public cases, asked of Firefox's verifier: x509-limbo's, and among them the chains of real servers.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::read::GzDecoder;
use parity::{
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

/// All cases of limbo's core, with the anchors that they have.
pub(crate) fn limbo() -> Result<Vec<(String, Line)>> {
    ask(
        |_| true,
        |case| case.trusted_certs.iter().map(|pem| der(pem)).collect(),
    )
}

/// The chains of real servers, with the roots that Firefox has.
pub(crate) fn real() -> Result<Vec<(String, Line)>> {
    ask(|case| case.id.starts_with("online::"), |_| Ok(Vec::new()))
}

fn ask(
    which: fn(&LimboCase) -> bool,
    anchors: impl Fn(&LimboCase) -> Result<Vec<Vec<u8>>>,
) -> Result<Vec<(String, Line)>> {
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
                .map(|name| name.value.clone())
                .unwrap_or_default(),
            time: seconds(case.validation_time.as_deref().unwrap_or("now"))?,
            client: case.validation_kind == "CLIENT",
        });
    }
    let answers = firefox::verify(&questions)?;
    let lines = questions
        .iter()
        .zip(answers)
        .map(|(question, (id, verdict))| {
            let text = format!("{} {}", question.host, question.client);
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
