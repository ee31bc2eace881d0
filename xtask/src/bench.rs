//! `cargo xtask bench`: measures the package beside its peers in Node, Chromium and Firefox, and the page in Chromium; writes
//! the figures into docs/benchmarks.md.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use page_server::{Reports, Server};

use crate::{build, files, sh, tools};

const DIRECTORY: &str = "bench";
const DOCUMENT: &str = "docs/benchmarks.md";
const BEGIN: &str = "<!-- measured: written by cargo xtask bench -->\n";
const END: &str = "<!-- end of measured -->\n";

const EVERYWHERE: &[&str] = &["Node", "Chromium", "Firefox"];
const AND_ALONE: &[&str] = &["Node", "Node, WebAssembly alone", "Chromium", "Firefox"];
/// What the document has a figure for: the beginning of a row, and where it was measured.
const LINES: &[(&str, &[&str])] = &[
    ("`validate`, EC chain (P-256, P-256, P-384 root)", AND_ALONE),
    ("`validate`, RSA chain (2048, 2048, 4096 root)", AND_ALONE),
    ("`validate`, EC leaf with 200 names", AND_ALONE),
    (
        "`validateAsync` beside the platform's bare calls, EC chain (P-256, P-256, P-384 root)",
        EVERYWHERE,
    ),
    (
        "`validateAsync` beside the platform's bare calls, RSA chain (2048, 2048, 4096 root)",
        EVERYWHERE,
    ),
    (
        "`validateAsync`, EC chain (P-256, P-256, P-384 root)",
        EVERYWHERE,
    ),
    (
        "`validateAsync`, intermediate and anchor seen before",
        EVERYWHERE,
    ),
    (
        "the same chain through a `Validator`, at another time",
        EVERYWHERE,
    ),
    (
        "1,000 leaves below ten intermediates, `validateMany`, each",
        &["Node"],
    ),
    ("cold start, import to first verdict", &["Node"]),
    ("size of the engine, brotli", &[""]),
    ("memory over 100,000 validations", &["Node"]),
    ("cost by names in the leaf", &["Node"]),
    ("cost by certificates in the bundle", &["Node"]),
    ("cost by anchors", &["Node"]),
    (
        "from paste to verdict in a warm page, three certificates",
        &["Chromium"],
    ),
    (
        "from paste to verdict in a warm page, 200 certificates",
        &["Chromium"],
    ),
    (
        "first load of the page, brotli, without root lists",
        &["Chromium"],
    ),
];

/// Builds all, installs the peers at the versions of their lock file, measures, and writes. With fewer `validations` than
/// 100,000 the figures are only shown.
pub(crate) fn bench(validations: u32) -> Result<()> {
    build::build()?;
    tools::npm_install(Path::new(DIRECTORY))?;
    let work = tools::target_directory()?.join("bench");
    let site = work.join("site");
    fs::create_dir_all(&site)?;
    let chains = site.join("chains.json");
    let mut mint = tools::cargo();
    mint.args(["run", "--quiet", "--package", "mint"]);
    sh::run(mint.args(["--bin", "write-bench", "--"]).arg(&chains))?;

    let figures = [work.join("node.json"), work.join("browsers.json")];
    sh::run(
        script("node.mjs")
            .arg(&chains)
            .arg(validations.to_string())
            .arg(&figures[0]),
    )?;
    make_site(&site)?;
    let serve = |directory: &Path| Server::start(directory, 0, Reports::Off);
    let (measuring, page) = (serve(&site)?, serve(Path::new("www"))?);
    let mut browsers = script("browsers.mjs");
    for browser in tools::browsers()? {
        browsers.env(browser.variable, browser.driver);
    }
    sh::run(
        browsers
            .args([measuring.url(), page.url()])
            .arg(&chains)
            .arg(&figures[1]),
    )?;

    let (status, measured) = sh::run_and_read(script("report.mjs").args(&figures))?;
    if !status.success() {
        bail!("no report: {status}");
    }
    if validations < 100_000 {
        println!(
            "{DOCUMENT} is not written: with fewer than 100,000 validations it would say less than it must."
        );
        return Ok(());
    }
    let old = fs::read_to_string(DOCUMENT)?;
    let (before, after) = around(&old)?;
    let document = format!("{before}{BEGIN}\n{measured}\n{END}{after}");
    if let [first, ..] = missing(&document).as_slice() {
        bail!("the report lacks a line: {first}");
    }
    fs::write(DOCUMENT, document)?;
    println!("Written to {DOCUMENT}.");
    Ok(())
}

fn script(name: &str) -> Command {
    let mut node = Command::new("node");
    node.arg(format!("{DIRECTORY}/{name}"));
    node
}

/// The page that measures: the package as other pages get it, PKI.js as a bundler makes it, the chains.
fn make_site(site: &Path) -> Result<()> {
    let package = site.join("certlens");
    for directory in ["", "dist"] {
        let from = Path::new("www/certlens").join(directory);
        fs::create_dir_all(package.join(directory))?;
        for extension in ["js", "wasm"] {
            for file in files::named(&from, extension)? {
                fs::copy(from.join(&file), package.join(directory).join(&file))?;
            }
        }
    }
    fs::copy("bench/page.html", site.join("index.html"))?;
    let mut esbuild = Command::new(tools::esbuild()?);
    esbuild
        .args(["bench/page.mjs", "--bundle", "--format=esm", "--minify"])
        .args(["--external:./certlens/index.js", "--log-level=warning"])
        .arg(format!("--outfile={}", site.join("page.js").display()));
    sh::run(&mut esbuild)
}

/// What stands before and after the figures.
fn around(document: &str) -> Result<(&str, &str)> {
    let (before, rest) = document
        .split_once(BEGIN)
        .with_context(|| format!("{DOCUMENT} has no line {BEGIN}"))?;
    let (_, after) = rest
        .split_once(END)
        .with_context(|| format!("{DOCUMENT} has no line {END}"))?;
    Ok((before, after))
}

/// The beginnings of the rows that the document lacks.
fn missing(document: &str) -> Vec<String> {
    let rows = LINES.iter().flat_map(|(what, places)| {
        places
            .iter()
            .map(move |place| format!("| {what} | {place} |"))
    });
    rows.filter(|row| !document.lines().any(|line| line.starts_with(row)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_has_every_line() {
        let document = fs::read_to_string(Path::new("../").join(DOCUMENT)).expect("tracked");
        around(&document).expect("both marks");
        assert_eq!(missing(&document), Vec::<String>::new());
    }
}
