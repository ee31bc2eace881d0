//! The page's modules, and those of the package that it uses, as one script, for the page and for its workers. esbuild does it.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{sh, tools};

/// Writes `page.js`, and beside it the map by which a browser's tools show the modules. It is a half of what they are to send.
pub(crate) fn write(page: &Path) -> Result<()> {
    bundle(page, &["--minify", "--sourcemap"], &page.join("page.js"))
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
    sh::ask(&mut esbuild).map(drop)
}
