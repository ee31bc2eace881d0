//! The chains that the tests paste, and what several files of tests ask.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::read::GzDecoder;
use mint::Issued;
use page_tests::{Answer, Page, Request};
use serde_json::Value;

/// A chain that a real server sent.
pub(crate) struct RealChain {
    pub(crate) id: String,
    pub(crate) host: String,
    /// When it was collected, as a field for date and time takes it.
    pub(crate) time: String,
    /// PEM, leaf first.
    pub(crate) certificates: Vec<String>,
}

/// The folder of the whole project.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The 14 chains `online::*` of limbo's core. A missing file fails.
pub(crate) fn real_chains() -> Result<Vec<RealChain>> {
    let path = project().join("../shared/conformance/limbo-core.json.gz");
    let file = std::fs::File::open(&path).with_context(|| path.display().to_string())?;
    let mut json = Vec::new();
    GzDecoder::new(file).read_to_end(&mut json)?;
    let limbo: Value = serde_json::from_slice(&json)?;
    let cases = limbo["testcases"].as_array().context("no test cases")?;
    let chains: Vec<RealChain> = cases.iter().filter_map(real_chain).collect();
    ensure!(chains.len() == 14, "{} real chains", chains.len());
    Ok(chains)
}

fn real_chain(case: &Value) -> Option<RealChain> {
    let id = case["id"].as_str()?.strip_prefix("online::")?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let intermediates = case["untrusted_intermediates"].as_array()?;
    let certificates = std::iter::once(&case["peer_certificate"]).chain(intermediates);
    Some(RealChain {
        id: id.to_owned(),
        host: text(&case["expected_peer_name"]["value"])?,
        time: text(&case["validation_time"])?.get(..19)?.to_owned(),
        certificates: certificates.map(text).collect::<Option<_>>()?,
    })
}

/// The same certificate with one bit in the middle of its signature changed; length and form stay.
pub(crate) fn with_flipped_signature_bit(pem: &str) -> Result<String> {
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let mut der = BASE64_STANDARD.decode(base64)?;
    let place = der.len().checked_sub(20).context("a certificate")?;
    der[place] ^= 1;
    Ok(mint::pem("CERTIFICATE", &der))
}

/// The moment that most tests judge at.
pub(crate) const TIME: &str = "2026-06-01T12:00:00";

/// Puts a text into the box as a paste over all that is there does.
pub(crate) const PASTE: &str = "const box = document.querySelector('[data-testid=input-box]');
    box.value = arguments[0];
    box.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));";

/// A company's own CA, and a server's certificate of it.
pub(crate) fn company() -> (Issued, Issued) {
    let root = mint::root("Test Company CA");
    let leaf = root.leaf(&["intranet.example"]).issue();
    (root, leaf)
}

/// Judges the company's certificate with its own root trusted.
pub(crate) fn ask_company(page: &Page) -> Result<(Answer, Issued)> {
    let (root, leaf) = company();
    page.open()?;
    page.set("anchors", &root.pem())?;
    let answer = page.ask(&Request {
        text: &leaf.pem(),
        hostname: Some("intranet.example"),
        time: Some(TIME),
        store: Some("none"),
    })?;
    Ok((answer, leaf))
}

/// The files of the box of own roots, as their chips call them.
pub(crate) fn own_files(page: &Page) -> Result<Value> {
    const NAMES: &str = "return [...document.querySelectorAll('#anchors .chips bdi')].map((name) => name.textContent.split(',')[0])";
    evaluate(page, NAMES)
}

/// What the device keeps of own roots; null where it keeps none.
pub(crate) const KEPT: &str = "return localStorage.getItem('certlens.own')";

/// Asks for own roots to be kept.
pub(crate) fn keep_own(page: &Page) -> Result<()> {
    evaluate(page, "document.querySelector('#anchors').open = true")?;
    page.click("anchors-keep")
}

/// What a script returns.
pub(crate) fn evaluate(page: &Page, script: &str) -> Result<Value> {
    page.script(script, Vec::new())
}

/// Waits until a script says something that is not null.
pub(crate) fn eventually(page: &Page, script: &str) -> Result<Value> {
    let start = std::time::Instant::now();
    loop {
        let found = evaluate(page, script)?;
        if found != Value::Null {
            return Ok(found);
        }
        ensure!(start.elapsed().as_secs() < 20, "never: {script}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

/// A page that judges as of [`TIME`] with no list of roots.
pub(crate) fn open_without_roots(page: &Page) -> Result<()> {
    page.open()?;
    page.ask(&Request {
        text: "",
        hostname: Some(""),
        time: Some(TIME),
        store: Some("none"),
    })?;
    Ok(())
}
