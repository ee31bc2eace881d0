//! `cargo xtask bench`: measures the package against its peers, and writes docs/benchmarks.md.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{build, sh, tools};

const DIRECTORY: &str = "bench";
const REPORT: &str = "docs/benchmarks.md";

/// Builds all, installs the peers at the versions of their lock file, measures in Node.
pub(crate) fn bench() -> Result<()> {
    build::build()?;
    tools::npm_install(Path::new(DIRECTORY))?;
    let chains = tools::target_directory()?.join("bench.json");
    let mut mint = tools::cargo();
    mint.args([
        "run",
        "--quiet",
        "--package",
        "mint",
        "--bin",
        "write-bench",
        "--",
    ]);
    sh::run(mint.arg(&chains))?;
    let mut node = Command::new("node");
    let report = sh::ask(node.arg(format!("{DIRECTORY}/node.mjs")).arg(&chains))?;
    fs::create_dir_all("docs")?;
    fs::write(REPORT, &report)?;
    println!("{report}\nWritten to {REPORT}.");
    Ok(())
}
