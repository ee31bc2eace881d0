//! The page's modules, and those of the package that it uses, as one script, for the page and for its workers; and its style.
//! esbuild does it.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::tools;

/// Writes `page.js`, half of what the modules are to send, and `page.css` of the style; beside each a map by which a browser's tools
/// show what it is made of.
pub(crate) fn write(page: &Path) -> Result<()> {
    bundle(page, &["--minify", "--sourcemap"], &page.join("page.js"))?;
    let mut esbuild = Command::new(tools::esbuild()?);
    esbuild
        .arg(page.join("style.css"))
        .args(["--minify", "--sourcemap", "--log-level=warning"])
        .arg(format!("--outfile={}", page.join("page.css").display()));
    quietly(esbuild)
}

/// The script for a page that loads nothing: within `before` and `after`, which make an asynchronous function of it, and with
/// the name `address` for its own address.
pub(crate) fn within(page: &Path, before: &str, after: &str, address: &str) -> Result<String> {
    let path = tools::target_directory()?.join("within.js");
    let options = [
        format!("--banner:js={before}"),
        format!("--footer:js={after}"),
        format!("--define:import.meta.url={address}"),
    ];
    bundle(page, &options, &path)?;
    Ok(fs::read_to_string(path)?)
}

fn bundle(page: &Path, options: &[impl AsRef<OsStr>], to: &Path) -> Result<()> {
    let mut esbuild = Command::new(tools::esbuild()?);
    esbuild
        .arg(page.join("start.js"))
        .args([
            "--bundle",
            "--format=esm",
            "--charset=utf8",
            "--log-level=warning",
        ])
        .args(options)
        .arg(format!("--outfile={}", to.display()));
    quietly(esbuild)
}

/// Only what is wrong is shown: a script among the arguments is nobody's reading.
fn quietly(mut esbuild: Command) -> Result<()> {
    let status = esbuild.status().context("esbuild does not start")?;
    if !status.success() {
        bail!("esbuild does not understand the page, see above");
    }
    Ok(())
}
