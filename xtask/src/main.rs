//! All of certlens' automation. A file a command; what a command needs and the machine lacks is installed by `tools`.

mod alike;
mod bench;
mod big_numbers;
mod build;
mod files;
mod licences;
mod order;
mod page_script;
mod roots;
mod serve;
mod sh;
mod single_file;
mod sizes;
mod suffixes;
mod suites;
mod tally;
mod test;
mod tools;
mod wasm_tests;
mod wide;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask <command>

  build                         the npm package in pkg/ and the page in www/, both complete
  serve [port]                  build, then serve the page on this machine; default port 8000, or the next that is free
  test [native|wasm|npm|page]   every test there is, or one part
  parity [arguments]            asks the installed Chromium and Firefox about the cases in parity/, and records it there
  conformance [--wasm]          the public suites, natively or through WebAssembly too; writes README.md's table
  differential [--count N] [--seed N]
                                mutated chains beside OpenSSL and rustls-webpki; without a count, docs/differential.md
  fuzz [--seconds N]            every fuzz target for so long (default 60), on a nightly toolchain
  bench [--validations N]       measure package and page beside their peers in Node, Chromium and Firefox, into
                                docs/benchmarks.md; with fewer than 100,000 validations for memory, shown only
  sizes                         which crates and modules the engine's bytes are of
  licences                      every dependency's is accepted; those of what ships, in pkg/LICENCES.txt
  roots [directory]             the trust data in data/, from the lists in that directory or ../shared/trust; newer data stays
  roots --refresh <YYYY-MM-DD>  the same from crates.io's current lists, published on that day (needs --features refresh)
  suffixes <YYYY-MM-DD>         the Public Suffix List in data/, from the crate psl, published on that day (needs --features refresh)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let [wasm_tests::RUNNER, rest @ ..] = words.as_slice() {
        return wasm_tests::run_in_browser(rest);
    }
    std::env::set_current_dir(project())?;
    match words.as_slice() {
        ["build"] => build::build(),
        ["serve"] => serve::serve(8000),
        ["serve", port] => serve::serve(port.parse()?),
        ["test"] => test::test(None),
        ["test", part] => test::test(Some(part)),
        ["parity", rest @ ..] => parity(rest),
        ["conformance"] => suites::conformance(false),
        ["conformance", "--wasm"] => suites::conformance(true),
        ["differential", options @ ..] => suites::differential(options),
        ["fuzz"] => suites::fuzz(60),
        ["fuzz", "--seconds", seconds] => suites::fuzz(seconds.parse()?),
        ["bench"] => bench::bench(100_000),
        ["bench", "--validations", count] => bench::bench(count.parse()?),
        ["sizes"] => sizes::print(),
        ["licences"] => {
            licences::check().and_then(|()| licences::write(Path::new("pkg/LICENCES.txt")))
        }
        ["roots"] => roots::from_lists(Path::new("../shared/trust"), Path::new("data")),
        ["roots", "--refresh", date] => roots::refresh(date, Path::new("data")),
        ["suffixes", date] => suffixes::write(date, Path::new("data")),
        ["roots", lists] if !lists.starts_with('-') => {
            roots::from_lists(Path::new(lists), Path::new("data"))
        }
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("not understood: {}\n\n{USAGE}", words.join(" ")),
    }
}

/// Runs the harness, which is a program of its own: it needs a TLS stack that nothing else here does.
fn parity(arguments: &[&str]) -> Result<()> {
    let arguments = match arguments {
        [] => &["record"],
        some => some,
    };
    let run = ["run", "--package", "parity", "--features", "ask", "--"];
    sh::run(Command::new("cargo").args(run).args(arguments))
}

/// The project's directory; commands run in it.
fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
