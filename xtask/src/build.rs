//! `cargo xtask build`: the npm package in pkg/ and the page in www/, both complete.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::tools::{self, WASM};
use crate::{alike, big_numbers, files, licences, order, page_script, sh, single_file, wide};

/// Compiles the engine, makes its JavaScript bindings, and puts both with the trust stores where package and page look
/// for them. Prints the sizes.
pub(crate) fn build() -> Result<()> {
    let wasm = compile()?;
    bind(&wasm, Path::new("pkg/dist"))?;
    inline(Path::new("pkg/dist"))?;
    stores(Path::new("data"), Path::new("pkg/stores"))?;
    licences(Path::new("pkg"))?;
    page(Path::new("pkg"), Path::new("www/certlens"))?;
    page_script::write(Path::new("www"))?;
    offline_list(Path::new("www"))?;
    single_file::write(Path::new("www"))?;
    sizes(Path::new("pkg/dist/certlens_bg.wasm"))
}

/// Compiles the engine, and the standard library with it, which stable Rust (1.95 here) does only when told that it may, as Chromium's
/// and the Linux kernel's builds tell it.
///
/// The crates of signatures ([`WIDE`]) are compiled to instructions for products of 64-bit words that browsers do not have yet, and
/// which [`wide`] writes out. The crate of big numbers is a copy that differs in four places ([`big_numbers`]). Where the crates lie on
/// the machine that builds is left out of the engine, so that the same Rust builds the same bytes elsewhere.
pub(crate) fn compile() -> Result<PathBuf> {
    const FLAGS: [&str; 6] = [
        "-Zunstable-options",
        // The library as rustup brings it writes a message before it stops at a panic. Nobody can read that in WebAssembly, where a
        // panic is a trap.
        "-Cpanic=immediate-abort",
        // What `{:?}` would write is for tests.
        "-Zfmt-debug=none",
        // Smaller than usual, so that no address needs more than three bytes; the inputs of tests/pathological.rs take an eighth of
        // it at most.
        "-Clink-arg=-zstack-size=786432",
        // Browsers have had it since 2021 (Safari since 16.4, of 2023); it moves structures in half as many instructions.
        "-Ctarget-feature=+simd128",
        // Reduction of loops' strength: a pointer of its own for each array that a loop goes through takes more instructions than one
        // index for all. And a load that is redundant on one way only: LLVM puts another on the rest.
        "-Cllvm-args=-disable-lsr -enable-load-pre=false",
    ];
    tools::rust_src()?;
    let mut cargo = tools::cargo();
    cargo
        .args(["rustc", "--release", "--package", "certlens", "--lib"])
        // What exports to JavaScript is built here alone, so Cargo.toml does not have it. As a cdylib alone, Rust 1.95 meets the fault
        // that `wide` refuses.
        .args(["--crate-type", "cdylib,rlib"])
        .args(["--no-default-features", "--features", "js"])
        .args(["--target", WASM])
        .args(["-Zbuild-std=std,panic_abort"])
        .args(["-Zbuild-std-features=optimize_for_size"]);
    let copy = big_numbers::put_in_place(&mut cargo)?;
    let registry = tools::cargo_home()?.join("registry/src");
    let unplaced =
        [&registry, &copy].map(|directory| format!("--remap-path-prefix={}=", directory.display()));
    cargo.env(
        "CARGO_ENCODED_RUSTFLAGS",
        [&FLAGS.map(str::to_owned)[..], &unplaced]
            .concat()
            .join("\u{1f}"),
    );
    with_wide_arithmetic(&mut cargo, "release");
    sh::run(&mut cargo)?;
    let directory = tools::target_directory()?.join(WASM);
    Ok(directory.join("release/certlens.wasm"))
}

/// Has the crates of signatures compiled with instructions that [`wide`] must write out then.
pub(crate) fn with_wide_arithmetic(cargo: &mut Command, profile: &str) {
    cargo.arg("-Zprofile-rustflags").env("RUSTC_BOOTSTRAP", "1");
    for package in WIDE {
        let mut flags = vec!["-Ctarget-feature=+wide-arithmetic"];
        if *package == GENERIC {
            flags.extend(COPIED_FOR_CONSTANTS);
        }
        let flags = format!(
            "profile.{profile}.package.{package}.rustflags=['{}']",
            flags.join("','")
        );
        cargo.args(["--config", &flags]);
    }
}

/// The crate in which the curves' generic code is compiled.
const GENERIC: &str = "certlens-signature";

/// LLVM copies a function for the constants that it is called with, as it does at its highest level in each crate: what multiplies
/// modulo any prime then multiplies modulo P-384's, whose words are differences of two powers of two ([`wide`] writes those
/// products out as shifts). The thresholds are such that only this is worth it; LLVM's own ask for a fifth of what a function takes.
const COPIED_FOR_CONSTANTS: [&str; 2] = [
    "-Cpasses=ipsccp<func-spec>",
    "-Cllvm-args=-funcspec-min-function-size=200 -funcspec-min-latency-savings=5 -funcspec-min-codesize-savings=0 \
     -funcspec-min-inlining-bonus=100000",
];

/// How many products [`wide`] writes out as shifts where LLVM did so, which it decides by what it put in line before: 105 with Rust 1.95,
/// and 87 where it did not.
const LEAST_SHIFTS: usize = 100;

/// The crates that multiply for RSA and ECDSA, and those in which their generic code is compiled.
const WIDE: &[&str] = &[
    "certlens-signature",
    "crypto-bigint",
    "ecdsa",
    "elliptic-curve",
    "p256",
    "p384",
    "p521",
    "primefield",
    "primeorder",
    "rsa",
];

/// Makes certlens.js and certlens_bg.wasm, unless they are newer than what they are made from and with: wasm-bindgen's bindings.
/// In their module [`wide`] writes instructions out, [`alike`] writes alike what means the same, and [`order`] puts functions side by side.
///
/// binaryen's wasm-opt is not used: fewer bytes on disk, but more after brotli (docs/size.md).
fn bind(wasm: &Path, directory: &Path) -> Result<()> {
    let made = directory.join("certlens_bg.wasm");
    if tools::is_newer(&made, wasm) && tools::is_newer(&made, &std::env::current_exe()?) {
        return Ok(());
    }
    same_wasm_bindgen(&fs::read_to_string("Cargo.lock")?)?;
    println!("Making the JavaScript bindings in {}", directory.display());
    let bound = tools::target_directory()?.join("bindings");
    let _ = fs::remove_dir_all(&bound);
    Bindgen::new()
        .input_path(wasm)
        .out_name("certlens")
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&bound)
        .context("wasm-bindgen")?;
    let written = wide::write_out(&fs::read(bound.join("certlens_bg.wasm"))?)?;
    if written.shifts < LEAST_SHIFTS {
        bail!(
            "{} products are shifts, {LEAST_SHIFTS} at least should be: LLVM copied nothing for P-384's prime, and an EC chain takes a tenth \
             longer (see COPIED_FOR_CONSTANTS in xtask/src/build.rs)",
            written.shifts
        );
    }
    let module = order::by_resemblance(&alike::written_alike(&written.module)?)?;
    let _ = fs::remove_dir_all(directory);
    fs::create_dir_all(directory)?;
    fs::copy(bound.join("certlens.js"), directory.join("certlens.js"))?;
    // The last, and at once: a file that is there is whole, and was not refused.
    let whole = directory.join("certlens_bg.new");
    fs::write(&whole, module)?;
    fs::rename(&whole, &made).context("the engine")
}

/// The bindings fit only the engine's own version of wasm-bindgen.
fn same_wasm_bindgen(lock: &str) -> Result<()> {
    let version = |package: &str| {
        let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
        rest.split('"').next()
    };
    let (engine, tool) = (version("wasm-bindgen"), version("wasm-bindgen-cli-support"));
    match (engine, tool) {
        (Some(engine), Some(tool)) if engine == tool => Ok(()),
        (Some(engine), Some(tool)) => bail!(
            "Cargo.lock has wasm-bindgen {engine} but wasm-bindgen-cli-support {tool}: \
             set both tools' version in xtask/Cargo.toml to ={engine}"
        ),
        _ => bail!("Cargo.lock lacks wasm-bindgen or wasm-bindgen-cli-support"),
    }
}

/// Makes inline.js, the engine as text for pkg/inline.js. Node compresses, as it is there for the package anyway.
fn inline(directory: &Path) -> Result<()> {
    const SCRIPT: &str = "const [wasm, made] = process.argv.slice(1), fs = require('node:fs');
        const packed = require('node:zlib').gzipSync(fs.readFileSync(wasm), { level: 9 }).toString('base64');
        fs.writeFileSync(made, `/** certlens_bg.wasm, gzipped, in base64. */\nexport default \"${packed}\";\n`);";
    let (wasm, made) = (
        directory.join("certlens_bg.wasm"),
        directory.join("inline.js"),
    );
    if tools::is_newer(&made, &wasm) {
        return Ok(());
    }
    tools::node()?;
    sh::run(
        Command::new("node")
            .args(["-e", SCRIPT])
            .arg(wasm)
            .arg(made),
    )
}

fn stores(data: &Path, stores: &Path) -> Result<()> {
    fs::create_dir_all(stores)?;
    for extension in ["roots", "psl", "data"] {
        for file in files::named(data, extension)? {
            fs::copy(data.join(&file), stores.join(&file))?;
        }
    }
    Ok(())
}

/// Puts certlens' own licences and those of all that ships with it into the package.
fn licences(package: &Path) -> Result<()> {
    for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(file, package.join(file))?;
    }
    licences::write(&package.join("LICENCES.txt"))
}

/// What of the package is for Node only, or for pages that are made otherwise.
const NOT_FOR_PAGES: &[&str] = &[
    "cli-files.js",
    "cli-inspect.js",
    "cli-said.js",
    "cli.js",
    "element.js",
    "inline.js",
    "node.js",
    "platform-node.js",
    "slim.js",
    "worker-node.js",
    "worker-thread-node.js",
];

/// Copies what the package consists of at run time and its licences, without what only Node needs. The directory
/// keeps itself out of git.
fn page(package: &Path, page: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(page);
    fs::create_dir_all(page)?;
    fs::write(page.join(".gitignore"), "*\n")?;
    for (directory, extension) in [
        ("", "js"),
        ("", "txt"),
        ("dist", "js"),
        ("dist", "wasm"),
        ("stores", "roots"),
        ("stores", "psl"),
        ("stores", "data"),
    ] {
        fs::create_dir_all(page.join(directory))?;
        for file in files::named(&package.join(directory), extension)? {
            if !NOT_FOR_PAGES.contains(&file.as_str()) {
                fs::copy(
                    package.join(directory).join(&file),
                    page.join(directory).join(&file),
                )?;
            }
        }
    }
    Ok(())
}

/// Writes `files.js`, which tells the service worker what to keep: all that the page loads, the root lists included, without which it
/// could judge nothing; and the name of this version, which changes with any byte of them.
fn offline_list(page: &Path) -> Result<()> {
    let mut names = ["page.css", "page.js", "page-answer.js"]
        .map(PathBuf::from)
        .to_vec();
    for (directory, extensions) in [
        ("", &["svg"][..]),
        ("examples", &["json"]),
        ("certlens", &["txt"]),
        ("certlens/dist", &["wasm"]),
        ("certlens/stores", &["roots", "psl", "data"]),
    ] {
        for extension in extensions {
            let found = files::named(&page.join(directory), extension)?;
            names.extend(found.iter().map(|name| Path::new(directory).join(name)));
        }
    }
    let mut digest = Sha256::new();
    digest.update(fs::read(page.join("index.html"))?);
    for name in &names {
        digest.update(fs::read(page.join(name))?);
    }
    let version: String = digest
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let kept = names.iter().map(|name| format!("./{}", name.display()));
    let kept: Vec<String> = std::iter::once("./".to_owned()).chain(kept).collect();
    let list = serde_json::json!({ "FILES": kept, "VERSION": version });
    fs::write(page.join("files.js"), format!("self.CERTLENS = {list};\n"))?;
    Ok(())
}

/// Prints how large a file is, and how large compressed; Node does that, as it is there for the package anyway.
fn sizes(file: &Path) -> Result<()> {
    const SCRIPT: &str =
        "const z = require('node:zlib'), b = require('node:fs').readFileSync(process.argv[1]);
        console.log(b.length, z.gzipSync(b, { level: 9 }).length, z.brotliCompressSync(b).length);";
    let size = fs::metadata(file)?.len();
    let compressed = sh::ask(Command::new("node").args(["-e", SCRIPT]).arg(file));
    match compressed
        .as_deref()
        .unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .as_slice()
    {
        [raw, gzip, brotli] => println!(
            "{}: {raw} bytes, gzip {gzip}, brotli {brotli}",
            file.display()
        ),
        _ => println!(
            "{}: {size} bytes (without Node: not compressed)",
            file.display()
        ),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared() {
        let lock = |engine: &str, tool: &str| {
            format!(
                "[[package]]\nname = \"wasm-bindgen\"\nversion = \"{engine}\"\n\n[[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"{tool}\"\n"
            )
        };
        assert!(same_wasm_bindgen(&lock("0.2.130", "0.2.130")).is_ok());
        let error = same_wasm_bindgen(&lock("0.2.131", "0.2.130"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("=0.2.131"), "{error}");
        assert!(same_wasm_bindgen("").is_err());
    }
}
