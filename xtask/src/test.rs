//! `cargo xtask test`: every test there is, a table of the suites, and a last line that sums them up.

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::tally::Tally;
use crate::tools::{self, WASM};
use crate::{build, files, licences, sh, wasm_tests};

/// The automation and the page's tests: compiled with the profile `xtask`, as what runs now already was.
const AUTOMATION: [&str; 3] = ["xtask", "page-server", "page-tests"];

/// A suite: its part, its name, and how to run it.
type Suite = (&'static str, &'static str, fn() -> Result<Tally>);

const SUITES: &[Suite] = &[
    ("native", "format", || {
        step(tools::cargo().args(["fmt", "--all", "--check"]))
    }),
    ("native", "lints", || {
        clippy(&["--workspace", "--all-targets"])
    }),
    ("native", "lints, wasm", || {
        let js = [
            "--no-default-features",
            "--features",
            "js",
            "--target",
            WASM,
        ];
        clippy(&[&["--package", "certlens", "--lib"][..], &js].concat())
    }),
    ("native", "lints, no features", || {
        clippy(&["--package", "certlens", "--lib", "--no-default-features"])
    }),
    ("native", "documentation", documentation),
    ("native", "licences", || {
        licences::check().map(|()| Tally::step(true))
    }),
    ("native", "engine", engine),
    ("native", "automation", automation),
    ("wasm", "engine in Chromium", || wasm(0)),
    ("wasm", "engine in Firefox", || wasm(1)),
    ("wasm", "Wycheproof in Node", || {
        wasm_tests::test_in_node("wycheproof")
    }),
    ("npm", "build", || {
        build::build().map(|()| Tally::step(true))
    }),
    ("npm", "package in Node", package),
    ("npm", "types", types),
    ("page", "page in both browsers", page),
];

/// While this suite runs, what later ones need is compiled beside it, and the next waits for that. By then rustup has what it had to
/// install; compiling the engine keeps one core busy for minutes, and so do some tests.
const LONG: (&str, &str) = ("native", "engine");

/// What fails here fails in its own suite, where it is told.
fn compile_ahead() {
    let _ = build::build();
    let _ = wasm_tests::compile();
}

/// Runs all suites, or one part's, to the end whatever fails. The last line is `N passed, N failed`.
///
/// # Errors
/// Where any test failed or any suite could not run.
pub(crate) fn test(part: Option<&str>) -> Result<()> {
    let suites: Vec<&Suite> = SUITES
        .iter()
        .filter(|suite| part.is_none_or(|part| part == suite.0))
        .collect();
    if suites.is_empty() {
        bail!("no such part; there are native, wasm, npm and page");
    }
    let mut rows = Vec::new();
    for (suite, name, run) in suites {
        println!("\n── {suite}: {name}");
        let start = Instant::now();
        let ahead =
            (part.is_none() && (*suite, *name) == LONG).then(|| thread::spawn(compile_ahead));
        let tally = run().unwrap_or_else(|error| {
            println!("could not run: {error:#}");
            Tally::step(false)
        });
        if let Some(ahead) = ahead {
            let _ = ahead.join();
        }
        rows.push((suite, name, tally, start.elapsed().as_secs_f64()));
    }
    println!(
        "\n{:<8} {:<24} {:>7} {:>7} {:>8} {:>8}",
        "part", "suite", "passed", "failed", "ignored", "seconds"
    );
    for (part, name, tally, seconds) in &rows {
        let Tally {
            passed,
            failed,
            ignored,
        } = tally;
        println!("{part:<8} {name:<24} {passed:>7} {failed:>7} {ignored:>8} {seconds:>8.1}");
    }
    let passed: u64 = rows.iter().map(|row| row.2.passed).sum();
    let failed: u64 = rows.iter().map(|row| row.2.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    if failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

/// A step without tests inside: it passes or fails as a whole.
fn step(command: &mut Command) -> Result<Tally> {
    Ok(Tally::step(sh::run(command).is_ok()))
}

fn rust_tests(command: &mut Command) -> Result<Tally> {
    let (status, output) = sh::run_and_read(command)?;
    Ok(Tally::of_rust(&output).judged(status.success()))
}

fn clippy(what: &[&str]) -> Result<Tally> {
    tools::lints()?;
    tools::wasm_target()?;
    step(
        tools::cargo()
            .args(["clippy", "--profile", "xtask"])
            .args(what)
            .args(["--", "--deny", "warnings"]),
    )
}

fn documentation() -> Result<Tally> {
    let mut doc = tools::cargo();
    doc.args([
        "doc",
        "--profile",
        "xtask",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ]);
    step(doc.env("RUSTDOCFLAGS", "--deny warnings"))
}

fn engine() -> Result<Tally> {
    let excluded = AUTOMATION.iter().flat_map(|name| ["--exclude", name]);
    rust_tests(
        tools::cargo()
            .args(["test", "--no-fail-fast", "--workspace"])
            .args(excluded),
    )
}

fn automation() -> Result<Tally> {
    rust_tests(tools::cargo().args([
        "test",
        "--no-fail-fast",
        "--profile",
        "xtask",
        "--package",
        "xtask",
        "--package",
        "page-server",
    ]))
}

fn wasm(browser: usize) -> Result<Tally> {
    let browsers = tools::browsers()?;
    wasm_tests::test_in(&browsers[browser], &browsers)
}

fn package() -> Result<Tally> {
    tools::node()?;
    tools::chromium()?;
    let directory = Path::new("pkg/test");
    let tests = ["js", "mjs", "cjs"].map(|extension| files::named(directory, extension));
    let tests: Vec<String> = tests.into_iter().collect::<Result<Vec<_>>>()?.concat();
    let tests = tests.iter().filter(|name| name.contains(".test."));
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=tap"])
        .args(tests.map(|name| directory.join(name)))
        .env("CERTLENS_TSC", tools::npm_tool("typescript/bin/tsc")?);
    let (status, output) = sh::run_and_read(&mut node)?;
    Ok(Tally::of_node(&output).judged(status.success()))
}

fn types() -> Result<Tally> {
    let mut tsc = Command::new("node");
    tsc.arg(tools::npm_tool("typescript/bin/tsc")?);
    tsc.args([
        "--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--types", "",
    ]);
    step(tsc.arg("pkg/index.d.ts"))
}

fn page() -> Result<Tally> {
    build::build()?;
    tools::npm_tool("axe-core/axe.min.js")?;
    let mut test = tools::cargo();
    test.args(["test", "--profile", "xtask", "--package", "page-tests"]);
    for browser in tools::browsers()? {
        test.env(browser.variable, browser.driver);
    }
    rust_tests(&mut test)
}
