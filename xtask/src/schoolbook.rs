//! `crypto-bigint` without Karatsuba's method.
//!
//! The crate multiplies numbers of 1,024 bits and more by that method, and brings it compiled for each size: 55,000 bytes of the
//! engine, 7,700 with brotli. All that asks for it is one square for each new RSA key (R² modulo its modulus), and there it is no
//! faster than the crate's other method, the schoolbook's. From which size on the method is used is a constant of the crate that
//! nothing outside can set. So the engine is compiled with a copy of the crate in which no number is large enough; nothing else
//! differs. What is built natively, and what others build of certlens' crate, has the crate as it is.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{sh, tools};

const PACKAGE: &str = "crypto-bigint";
const FILE: &str = "src/uint/mul/karatsuba.rs";
const THEIRS: &str = "pub const MIN_STARTING_LIMBS: usize = 16;";
const OURS: &str = "pub const MIN_STARTING_LIMBS: usize = usize::MAX;";

/// The directory of the copy, made where it is missing or another. The crate's version is Cargo.lock's.
///
/// # Errors
///
/// Where the crate no longer has that constant.
pub(crate) fn copy() -> Result<PathBuf> {
    let copy = tools::target_directory()?.join("schoolbook");
    let crate_directory = downloaded()?;
    put_all(&crate_directory, &copy, Path::new("src"))?;
    put(&crate_directory, &copy, Path::new("Cargo.toml"))?;
    put(&crate_directory, &copy, Path::new("README.md"))?;
    Ok(copy)
}

/// Where cargo keeps the crate, downloaded if need be.
fn downloaded() -> Result<PathBuf> {
    let metadata = sh::ask(tools::cargo().args(["metadata", "--format-version=1", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    let found: Vec<&str> = packages
        .iter()
        .filter(|package| package["name"] == PACKAGE)
        .filter_map(|package| package["manifest_path"].as_str())
        .collect();
    match found[..] {
        [manifest] => Ok(Path::new(manifest).with_file_name("")),
        _ => bail!("Cargo.lock has {} versions of {PACKAGE}", found.len()),
    }
}

fn put_all(from: &Path, to: &Path, directory: &Path) -> Result<()> {
    fs::create_dir_all(to.join(directory))?;
    for entry in fs::read_dir(from.join(directory))? {
        let entry = entry?;
        let path = directory.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            put_all(from, to, &path)?;
        } else {
            put(from, to, &path)?;
        }
    }
    Ok(())
}

/// Copies one file, changed where it is [`FILE`]. One that is the same already is left alone, as cargo goes by the time of its writing.
fn put(from: &Path, to: &Path, path: &Path) -> Result<()> {
    let mut text = fs::read(from.join(path))?;
    if path == Path::new(FILE) {
        text = edited(&String::from_utf8(text)?)?.into_bytes();
    }
    if fs::read(to.join(path)).is_ok_and(|there| there == text) {
        return Ok(());
    }
    fs::write(to.join(path), text).with_context(|| format!("cannot write {}", path.display()))
}

fn edited(text: &str) -> Result<String> {
    if text.matches(THEIRS).count() != 1 {
        bail!("{PACKAGE} has no `{THEIRS}` in {FILE} any more: see xtask/src/schoolbook.rs");
    }
    Ok(text.replace(THEIRS, OURS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_constant_is_changed_and_no_other_crate_is_taken_for_it() {
        let text = |constant: &str| format!("use crate::Limb;\n\n{constant}\n\nfn f() {{}}\n");
        assert_eq!(edited(&text(THEIRS)).unwrap(), text(OURS));
        for other in ["", "pub const MIN_STARTING_LIMBS: usize = 32;", OURS] {
            assert!(edited(&text(other)).is_err());
        }
        assert!(edited(&text(&format!("{THEIRS}\n{THEIRS}"))).is_err());
    }
}
