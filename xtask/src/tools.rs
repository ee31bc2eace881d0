//! What the commands need from the machine: each function makes sure that something is there, installs it where it can,
//! and otherwise fails with the command that would.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::sh;

/// The target that the engine is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";
/// The npm programs that the tests use, at the versions of its lock file.
const NPM_TOOLS: &str = "xtask/tools";
/// The one npm program that the build itself uses.
const ESBUILD: &str = "xtask/esbuild";
/// Firefox's WebDriver, from crates.io; a version that knows Firefox 153.
const GECKODRIVER: &str = "0.37.1";

/// `cargo`, the one that runs us.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Where cargo keeps what it downloads.
pub(crate) fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    let home = env::home_dir().context("there is no home directory")?;
    Ok(home.join(".cargo"))
}

/// The directory that cargo builds into.
pub(crate) fn target_directory() -> Result<PathBuf> {
    let metadata =
        sh::ask(cargo().args(["metadata", "--no-deps", "--format-version=1", "--offline"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let directory = metadata["target_directory"]
        .as_str()
        .context("cargo metadata names no target directory")?;
    Ok(directory.into())
}

/// Where rustc keeps its libraries.
fn rustlib() -> Result<PathBuf> {
    let sysroot = sh::ask(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib"))
}

/// Rust's standard library for [`WASM`].
pub(crate) fn wasm_target() -> Result<()> {
    if rustlib()?.join(WASM).join("lib").is_dir() {
        return Ok(());
    }
    println!("Rust's target {WASM} is missing.");
    sh::run(Command::new("rustup").args(["target", "add", WASM])).with_context(|| {
        format!("without rustup, install Rust's standard library for {WASM} as your Rust came (Debian: apt-get install libstd-rust-dev-wasm32)")
    })
}

/// The standard library's sources.
pub(crate) fn rust_src() -> Result<()> {
    if rustlib()?.join("src/rust/library").is_dir() {
        return Ok(());
    }
    println!("The sources of Rust's standard library are missing.");
    sh::run(Command::new("rustup").args(["component", "add", "rust-src"])).context(
        "install the component rust-src as your Rust came (Debian: apt-get install rust-src)",
    )
}

/// rustfmt and clippy.
pub(crate) fn lints() -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if sh::ask(cargo().args([subcommand, "--version"])).is_err() {
            println!("{component} is missing.");
            sh::run(Command::new("rustup").args(["component", "add", component]))
                .with_context(|| format!("install {component} as your Rust came"))?;
        }
    }
    Ok(())
}

/// Node, 20 or newer.
pub(crate) fn node() -> Result<()> {
    let version = sh::ask(Command::new("node").arg("--version"))
        .context("Node is missing; install version 20 or newer from https://nodejs.org")?;
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok());
    if major.is_none_or(|major: u32| major < 20) {
        bail!(
            "Node is {}; install version 20 or newer from https://nodejs.org",
            version.trim()
        );
    }
    Ok(())
}

/// A program of xtask/tools, as `typescript/bin/tsc`, to be run by Node. Installed from the lock file where it is
/// missing or older than that.
pub(crate) fn npm_tool(path: &str) -> Result<PathBuf> {
    npm_program(NPM_TOOLS, path)
}

/// What makes scripts small.
pub(crate) fn esbuild() -> Result<PathBuf> {
    npm_program(ESBUILD, "esbuild/bin/esbuild")
}

fn npm_program(directory: &str, path: &str) -> Result<PathBuf> {
    let directory = Path::new(directory);
    npm_install(directory)?;
    let tool = directory.join("node_modules").join(path);
    tool.canonicalize()
        .with_context(|| format!("{} is not there", tool.display()))
}

/// What a directory's lock file names, installed where it is missing or older than that.
pub(crate) fn npm_install(directory: &Path) -> Result<()> {
    node()?;
    let installed = directory.join("node_modules/.package-lock.json");
    if !is_newer(&installed, &directory.join("package-lock.json")) {
        println!(
            "The npm packages of {} are missing or out of date.",
            directory.display()
        );
        sh::run(
            Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund", "--prefix"])
                .arg(directory),
        )?;
    }
    Ok(())
}

/// A browser that the tests drive, by its driver.
pub(crate) struct Browser {
    /// The environment variable that names the driver to wasm-bindgen's runner and to the page's tests.
    pub variable: &'static str,
    pub driver: PathBuf,
}

/// Chromium alone, at the path in webdriver.json: what the package's tests start by themselves.
pub(crate) fn chromium() -> Result<()> {
    let webdriver: serde_json::Value = serde_json::from_slice(&std::fs::read("webdriver.json")?)?;
    let path = webdriver["goog:chromeOptions"]["binary"].as_str();
    if !path.is_some_and(|path| Path::new(path).exists()) {
        apt_get_install(&["chromium"])?;
    }
    Ok(())
}

/// Chromium and Firefox with their drivers. Where they are missing, Debian's are installed if this process may.
pub(crate) fn browsers() -> Result<[Browser; 2]> {
    let webdriver: serde_json::Value = serde_json::from_slice(&std::fs::read("webdriver.json")?)?;
    let binary = |options: &str| -> Result<&Path> {
        let path = webdriver[options]["binary"].as_str();
        path.map(Path::new)
            .with_context(|| format!("webdriver.json: no binary in {options}"))
    };
    let mut packages = Vec::new();
    if !binary("goog:chromeOptions")?.exists() {
        packages.push("chromium");
    }
    if on_path("chromedriver").is_none() {
        packages.push("chromium-driver");
    }
    if !binary("moz:firefoxOptions")?.exists() {
        packages.push("firefox-esr");
    }
    if !packages.is_empty() {
        apt_get_install(&packages)?;
    }
    let chromedriver = on_path("chromedriver")
        .context("chromedriver is not on the PATH, though just installed")?;
    Ok([
        Browser {
            variable: "CHROMEDRIVER",
            driver: chromedriver,
        },
        Browser {
            variable: "GECKODRIVER",
            driver: geckodriver()?,
        },
    ])
}

fn apt_get_install(packages: &[&str]) -> Result<()> {
    let packages = packages.join(" ");
    println!("Missing: {packages}.");
    let by_hand = format!("apt-get update && apt-get install --yes {packages}");
    let root = sh::ask(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let sudo = || sh::ask(Command::new("sudo").args(["-n", "true"])).is_ok();
    let prefix = match (on_path("apt-get"), root) {
        (Some(_), true) => "",
        (Some(_), false) if sudo() => "sudo -n ",
        (Some(_), false) => bail!("install as root: {by_hand}"),
        (None, _) => bail!("install what Debian calls {packages}, at the paths in webdriver.json"),
    };
    let script = format!(
        "{prefix}apt-get update && {prefix}env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends {packages}"
    );
    sh::run(Command::new("sh").args(["-c", &script]))
        .with_context(|| format!("install as root: {by_hand}"))
}

/// geckodriver from the PATH, or compiled into the target directory (some three minutes, once).
fn geckodriver() -> Result<PathBuf> {
    let tools = target_directory()?.join("tools");
    let own = tools.join("bin/geckodriver");
    if let Some(found) = on_path("geckodriver") {
        return Ok(found);
    }
    if !own.exists() {
        println!("geckodriver is missing.");
        let mut install = cargo();
        install
            .args([
                "install",
                "geckodriver",
                "--locked",
                "--version",
                GECKODRIVER,
                "--root",
            ])
            .arg(&tools);
        sh::run(&mut install)?;
    }
    Ok(own)
}

/// cargo-fuzz from the PATH, or compiled into the target directory, and a nightly toolchain.
pub(crate) fn cargo_fuzz() -> Result<PathBuf> {
    sh::ask(Command::new("rustup").args(["run", "nightly", "rustc", "--version"]))
        .context("fuzzing needs a nightly toolchain: rustup toolchain install nightly")?;
    if let Some(found) = on_path("cargo-fuzz") {
        return Ok(found);
    }
    let tools = target_directory()?.join("tools");
    let own = tools.join("bin/cargo-fuzz");
    if !own.exists() {
        println!("cargo-fuzz is missing.");
        sh::run(
            cargo()
                .args(["install", "cargo-fuzz", "--root"])
                .arg(&tools),
        )?;
    }
    Ok(own)
}

/// OpenSSL's library and headers, which the differential run is linked with.
pub(crate) fn openssl() -> Result<()> {
    let is_there = || sh::ask(Command::new("pkg-config").args(["--exists", "openssl"])).is_ok();
    if is_there() {
        return Ok(());
    }
    apt_get_install(&["pkg-config", "libssl-dev"])?;
    if !is_there() {
        bail!("pkg-config does not find openssl, though just installed");
    }
    Ok(())
}

fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|directory| directory.join(program))
        .find(|path| path.is_file())
}

/// Whether the first file exists and is at least as new as the second, which exists.
pub(crate) fn is_newer(made: &Path, source: &Path) -> bool {
    let modified = |path: &Path| {
        path.metadata()
            .and_then(|metadata| metadata.modified())
            .ok()
    };
    match (modified(made), modified(source)) {
        (Some(made), Some(source)) => made >= source,
        _ => false,
    }
}
