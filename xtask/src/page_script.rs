//! The page's modules, and those of the package that it uses, as two scripts: one for the page and its workers, one for what they
//! answer, which is loaded when it is first needed. And the page's style. esbuild does it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::tools;

/// What is made of which module. What both scripts use is in both, a tenth of each: a third script would be one more to wait for.
const SERVED: &[(&str, &str)] = &[
    ("page", "start.js"),
    ("page-answer", "answer.js"),
    ("page", "style.css"),
];

/// Writes `page.js`, `page-answer.js` and `page.css`, half of what their sources are to send; beside each a map by which a browser's
/// tools show what it is made of.
pub(crate) fn write(page: &Path) -> Result<()> {
    let mut esbuild = bundler()?;
    for (made, source) in SERVED {
        esbuild.arg(format!("{made}={}", page.join(source).display()));
    }
    esbuild
        .args(["--minify", "--sourcemap", "--define:IN_ONE_FILE=false"])
        .arg(format!("--outdir={}", page.display()));
    quietly(esbuild)
}

/// Everything as one script for a page that loads nothing: within `before` and `after`, which make an asynchronous function of it,
/// and with the name `address` for its own address.
pub(crate) fn within(page: &Path, before: &str, after: &str, address: &str) -> Result<String> {
    let path = tools::target_directory()?.join("within.js");
    let mut esbuild = bundler()?;
    esbuild
        .arg(page.join("start.js"))
        .arg("--define:IN_ONE_FILE=true")
        .arg(format!("--banner:js={before}"))
        .arg(format!("--footer:js={after}"))
        .arg(format!("--define:import.meta.url={address}"))
        .arg(format!("--outfile={}", path.display()));
    quietly(esbuild)?;
    Ok(fs::read_to_string(path)?)
}

fn bundler() -> Result<Command> {
    let mut esbuild = Command::new(tools::esbuild()?);
    esbuild.args([
        "--bundle",
        "--format=esm",
        "--charset=utf8",
        "--log-level=warning",
    ]);
    Ok(esbuild)
}

/// Only what is wrong is shown: a script among the arguments is nobody's reading.
fn quietly(mut esbuild: Command) -> Result<()> {
    let status = esbuild.status().context("esbuild does not start")?;
    if !status.success() {
        bail!("esbuild does not understand the page, see above");
    }
    Ok(())
}
