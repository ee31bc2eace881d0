//! wasm-bindgen's test runner, held at its version by Cargo.lock. Cargo is told that this program runs the wasm test
//! binaries, and calls it with one.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::tally::Tally;
use crate::tools::{self, Browser, WASM};
use crate::{big_numbers, build, sh, wide};

/// The command under which cargo calls this program with a test binary.
pub(crate) const RUNNER: &str = "run-wasm-tests";

/// Runs tests/wasm.rs in a headless browser.
pub(crate) fn test_in(browser: &Browser, all: &[Browser]) -> Result<Tally> {
    let mut test = test_of("wasm")?;
    // wasm-bindgen's runner takes the first driver that the environment names.
    for other in all {
        test.env_remove(other.variable);
    }
    test.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")
        .env(browser.variable, &browser.driver);
    let (status, output) = sh::run_and_read(&mut test)?;
    Ok(Tally::of_rust(&output).judged(status.success()))
}

/// Compiles what the others run.
pub(crate) fn compile() -> Result<()> {
    ["wasm", "wycheproof"]
        .iter()
        .try_for_each(|suite| sh::run(test_of(suite)?.arg("--no-run")))
}

/// Runs a suite of tests/ as WebAssembly in Node.
pub(crate) fn test_in_node(suite: &str) -> Result<Tally> {
    tools::node()?;
    let (status, output) = sh::run_and_read(&mut test_of(suite)?)?;
    Ok(Tally::of_rust(&output).judged(status.success()))
}

/// `cargo test` of one suite as WebAssembly; the runner takes Node, unless the suite asks for a browser.
fn test_of(suite: &str) -> Result<Command> {
    tools::wasm_target()?;
    let mut runner = OsString::from(std::env::current_exe()?);
    runner.push(" ");
    runner.push(RUNNER);
    let mut test = tools::cargo();
    test.args([
        "test",
        "--package",
        "certlens",
        "--test",
        suite,
        "--target",
        WASM,
        "--no-default-features",
        "--features",
        "js",
    ])
    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
    .env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    big_numbers::put_in_place(&mut test)?;
    build::with_wide_arithmetic(&mut test, "test");
    Ok(test)
}

/// Runs one test binary, in the browser whose driver the environment names. Its signatures are compiled and written out as the
/// package's are: the vectors meet the same products and powers.
pub(crate) fn run_in_browser(arguments: &[&str]) -> Result<()> {
    let [binary, rest @ ..] = arguments else {
        bail!("no test binary is named");
    };
    let written = Path::new(binary).with_extension("written-out.wasm");
    fs::write(&written, wide::write_out(&fs::read(binary)?)?.module)?;
    let written = written.to_string_lossy();
    let arguments = [&["wasm-bindgen-test-runner", &*written], rest].concat();
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments)
}
