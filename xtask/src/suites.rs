//! The long runs: conformance, differential, fuzzing. Each prints what it counted.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::tools;
use crate::{build, sh, wasm_tests};

/// `cargo xtask conformance [--wasm]`: the public suites, and README.md's table of them; with `--wasm` whole through the
/// package in Node too, Wycheproof's vectors as WebAssembly.
pub(crate) fn conformance(through_wasm: bool) -> Result<()> {
    let mut test = tools::cargo();
    test.args(["test", "--test", "conformance", "--", "--nocapture"])
        .env("UPDATE_DOCUMENTS", "1");
    sh::run(&mut test)?;
    if !through_wasm {
        return Ok(());
    }
    build::build()?;
    tools::node()?;
    sh::run(Command::new("node").args(["--test", "pkg/test/suites.test.js"]))?;
    let tally = wasm_tests::test_in_node("wycheproof")?;
    if tally.failed > 0 {
        bail!("Wycheproof differs as WebAssembly");
    }
    Ok(())
}

/// `cargo xtask differential [--count N] [--seed N]`: a full run, with the default count, writes docs/differential.md.
pub(crate) fn differential(options: &[&str]) -> Result<()> {
    tools::openssl()?;
    let mut run = tools::cargo();
    run.args([
        "run",
        "--quiet",
        "--release",
        "--manifest-path",
        "differential/Cargo.toml",
        "--",
    ]);
    run.args(options);
    if !options.contains(&"--count") {
        std::fs::create_dir_all("docs")?;
        run.args(["--write", "docs/differential.md"]);
    }
    sh::run(&mut run)
}

/// `cargo xtask fuzz [--seconds N]`: every target of fuzz/ for so long, one after the other. What is found lies in
/// fuzz/artifacts/, and stops the run.
pub(crate) fn fuzz(seconds: u64) -> Result<()> {
    let cargo_fuzz = tools::cargo_fuzz()?;
    // The seeds.
    sh::run(tools::cargo().args(["test", "--test", "fuzz_corpus", "seeds"]))?;
    let mut targets: Vec<String> = std::fs::read_dir("fuzz/fuzz_targets")?
        .map(|file| Ok(file?.path()))
        .collect::<Result<Vec<_>>>()?
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    targets.sort();
    let fuzz = |arguments: &[&str]| {
        let mut command = Command::new("rustup");
        command.args(["run", "nightly"]).arg(&cargo_fuzz);
        command.args(["fuzz"]).args(arguments);
        command
    };
    // There is no unsafe code here for a sanitizer to watch.
    sh::run(&mut fuzz(&["build", "--sanitizer", "none"]))?;
    let mut rows = Vec::new();
    for target in &targets {
        let (own, seeds) = (
            format!("fuzz/corpus/{target}"),
            format!("target/fuzz-seeds/{target}"),
        );
        std::fs::create_dir_all(&own)?;
        let start = Instant::now();
        let mut command = fuzz(&["run", "--sanitizer", "none", target, &own, &seeds, "--"]);
        command.args([
            "-max_len=4096",
            "-timeout=20",
            "-print_final_stats=1",
            &format!("-max_total_time={seconds}"),
        ]);
        // libFuzzer reports on the standard error.
        let log = Path::new("target").join(format!("fuzz-{target}.log"));
        let file = std::fs::File::create(&log)?;
        command.stderr(file);
        sh::run(&mut command).with_context(|| {
            format!(
                "{target} found something: see {} and fuzz/artifacts/{target}",
                log.display()
            )
        })?;
        let log = std::fs::read_to_string(&log)?;
        let runs = log
            .lines()
            .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
            .and_then(|number| number.trim().parse::<u64>().ok())
            .context("libFuzzer printed no count")?;
        rows.push((target, runs, start.elapsed().as_secs()));
    }
    for (target, runs, seconds) in &rows {
        println!("{target:<12} {runs:>12} executions in {seconds:>5} s");
    }
    println!(
        "{} executions in all",
        rows.iter().map(|row| row.1).sum::<u64>()
    );
    Ok(())
}
