//! `crypto-bigint` tuned for public keys, where nothing outside the crate can do it. The engine is compiled with a copy of the
//! crate that differs in nothing but these lines; what is built natively, and what others build of certlens' crate, has it as
//! it is.
//!
//! - It raises numbers to powers four bits of the exponent at a time, through a table of sixteen powers: right for secret exponents
//!   of thousands of bits. RSA's public exponents have 17, and half of the work is the table. With two bits at a time a power with
//!   65,537 takes 27 products instead of 35.
//! - It has code of its own for squares, cheaper than products, at the sizes that private keys of 3,072 and 4,096 bits need, which
//!   are calculated by halves. Here it has that code for whole moduli of 2,048, 3,072 and 4,096 bits.
//! - It multiplies numbers of 1,024 bits and more by Karatsuba's method, and brings that compiled for each size: 55,000 bytes of the
//!   engine, 7,700 with brotli. All that asks for it is one square for each new RSA key (R² modulo its modulus), and there it is no
//!   faster than the crate's other method, the schoolbook's. Here no number is large enough for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{sh, tools};

const PACKAGE: &str = "crypto-bigint";

/// Lines of the crate, and what stands for them in the copy.
struct Edit {
    file: &'static str,
    theirs: &'static str,
    ours: &'static str,
}

const EDITS: [Edit; 4] = [
    Edit {
        file: "src/modular/pow.rs",
        theirs: "const WINDOW: u32 = 4;",
        ours: "const WINDOW: u32 = 2;",
    },
    Edit {
        file: "src/modular/boxed_monty_form/mul.rs",
        theirs: "matches!(nlimbs, 24 | 27 | 32 | 35)",
        ours: "matches!(nlimbs, 32 | 48 | 64)",
    },
    Edit {
        file: "src/modular/boxed_monty_form/mul.rs",
        theirs: "
            24 => self.square_inner_sized::<24>(a),
            27 => self.square_inner_sized::<27>(a),
            32 => self.square_inner_sized::<32>(a),
            35 => self.square_inner_sized::<35>(a),
",
        ours: "
            32 => self.square_inner_sized::<32>(a),
            48 => self.square_inner_sized::<48>(a),
            64 => self.square_inner_sized::<64>(a),
",
    },
    Edit {
        file: "src/uint/mul/karatsuba.rs",
        theirs: "pub const MIN_STARTING_LIMBS: usize = 16;",
        ours: "pub const MIN_STARTING_LIMBS: usize = usize::MAX;",
    },
];

/// Has `cargo` compile the copy instead of the crate; answers the copy's directory.
///
/// # Errors
///
/// Where the crate no longer has those lines.
pub(crate) fn put_in_place(cargo: &mut Command) -> Result<PathBuf> {
    let copy = copy()?;
    cargo.args(["--config", &format!("paths=['{}']", copy.display())]);
    Ok(copy)
}

/// The directory of the copy, made where it is missing or another. The crate's version is Cargo.lock's.
fn copy() -> Result<PathBuf> {
    let copy = tools::target_directory()?.join("big-numbers");
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

/// Copies one file, changed where one of [`EDITS`] is to be made. One that is the same already is left alone, as cargo goes by the time of its writing.
fn put(from: &Path, to: &Path, path: &Path) -> Result<()> {
    let mut text = fs::read(from.join(path))?;
    for edit in EDITS.iter().filter(|edit| path == Path::new(edit.file)) {
        text = edit.make(&String::from_utf8(text)?)?.into_bytes();
    }
    if fs::read(to.join(path)).is_ok_and(|there| there == text) {
        return Ok(());
    }
    fs::write(to.join(path), text).with_context(|| format!("cannot write {}", path.display()))
}

impl Edit {
    fn make(&self, text: &str) -> Result<String> {
        let Self { file, theirs, ours } = self;
        if text.matches(theirs).count() != 1 {
            bail!("{PACKAGE} has no `{theirs}` in {file} any more: see xtask/src/big_numbers.rs");
        }
        Ok(text.replace(theirs, ours))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_lines_are_changed_and_no_other_crate_is_taken_for_it() {
        let text = |line: &str| format!("use crate::Limb;\n\n{line}\n\nfn f() {{}}\n");
        for edit in EDITS {
            let Edit { theirs, ours, .. } = edit;
            assert_eq!(edit.make(&text(theirs)).unwrap(), text(ours));
            for other in [
                "",
                "const OTHER: u32 = 4;",
                ours,
                &format!("{theirs}\n{theirs}"),
            ] {
                assert!(edit.make(&text(other)).is_err(), "{other}");
            }
        }
    }
}
