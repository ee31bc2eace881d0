//! Licences: every dependency has one that we accept and a reason in ARCHITECTURE.md, and the licences of all that ships
//! go with it, in LICENCES.txt.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::sh;
use crate::tools::{self, WASM};

/// What ships may have these licences: they ask for no more than to be passed on.
const ACCEPTED: &[&str] = &["Apache-2.0", "BSD-3-Clause", "MIT", "Unicode-3.0"];
/// What only builds and tests, or is data for a refresh, may have these too.
const ACCEPTED_OF_TOOLS: &[&str] = &["CDLA-Permissive-2.0", "ISC", "MPL-2.0", "Zlib"];
/// Whose data a table of ours is made from (`src/name/properties.bin`), though it is not compiled in itself.
const SOURCES_OF_TABLES: &[&str] = &["icu_properties"];
/// The one part of the engine that is no package.
const STANDARD_LIBRARY: &str = include_str!("../licences/standard-library.txt");

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    manifest_path: PathBuf,
    source: Option<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `None`: a member of this workspace.
    source: Option<String>,
}

/// Every package has a licence that we accept, and ARCHITECTURE.md names each direct dependency.
///
/// # Errors
/// Says which does not.
pub(crate) fn check() -> Result<()> {
    let (packages, shipped) = (packages()?, shipped()?);
    for package in &packages {
        let licence = package.license.as_deref().unwrap_or("no licence");
        let ships = shipped.contains(&(package.name.clone(), package.version.clone()));
        let accepted = |licence: &str| {
            ACCEPTED.contains(&licence) || (!ships && ACCEPTED_OF_TOOLS.contains(&licence))
        };
        ensure!(
            is_accepted(licence, accepted),
            "{} {} has {licence}",
            package.name,
            package.version
        );
    }
    explained(&packages, &fs::read_to_string("ARCHITECTURE.md")?)
}

/// Writes the licences of certlens, of the data, and of all code that is compiled into the engine.
///
/// # Errors
/// Where a package or a data file comes without its licence.
pub(crate) fn write(file: &Path) -> Result<()> {
    let shipped = shipped()?;
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages()? {
        let is_source = SOURCES_OF_TABLES.contains(&package.name.as_str());
        if is_source || shipped.contains(&(package.name.clone(), package.version.clone())) {
            let what = format!("{} {}", package.name, package.version);
            for text in texts(&package)? {
                by_text.entry(text).or_default().push(what.clone());
            }
        }
    }
    let mut sections: Vec<(String, String)> = by_text
        .into_iter()
        .map(|(text, packages)| (packages.join(", "), text))
        .collect();
    sections.sort();
    sections.push((
        "Rust's standard library".to_owned(),
        STANDARD_LIBRARY.to_owned(),
    ));
    sections.push(("The lists of roots".to_owned(), data(Path::new("data"))?));
    sections.push((
        "The page's example of a real website, from C2SP x509-limbo".to_owned(),
        fs::read_to_string("LICENSE-APACHE")?,
    ));
    let mut notices =
        "The licences of certlens, of the code compiled into it, and of its data.\n".to_owned();
    for (what, text) in sections {
        notices += &format!("\n{}\n{what}\n\n{}\n", "-".repeat(80), text.trim());
    }
    fs::write(file, notices).with_context(|| format!("cannot write {}", file.display()))
}

/// All packages that are built, here or for the browser.
fn packages() -> Result<Vec<Package>> {
    let rustc = sh::ask(std::process::Command::new("rustc").arg("-vV"))?;
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    let mut metadata = tools::cargo();
    metadata.args([
        "metadata",
        "--format-version=1",
        "--all-features",
        "--locked",
    ]);
    for platform in [host.context("rustc names no host")?, WASM] {
        metadata.args(["--filter-platform", platform]);
    }
    Ok(serde_json::from_str::<Metadata>(&sh::ask(&mut metadata)?)?.packages)
}

/// Names and versions of the packages that are compiled into the engine.
fn shipped() -> Result<BTreeSet<(String, String)>> {
    let tree = sh::ask(tools::cargo().args([
        "tree",
        "--package=certlens",
        "--target",
        WASM,
        "--edges=normal,no-proc-macro",
        "--prefix=none",
        "--format={p}",
        "--locked",
    ]))?;
    let package = |line: &str| {
        let mut words = line.split_whitespace();
        Some((
            words.next()?.to_owned(),
            words.next()?.strip_prefix('v')?.to_owned(),
        ))
    };
    Ok(tree.lines().filter_map(package).collect())
}

/// Whether an SPDX expression leaves us an accepted choice. It is read as alternatives joined by AND, whatever its
/// parentheses say, which never accepts more than the expression does.
fn is_accepted(expression: &str, accepted: impl Fn(&str) -> bool) -> bool {
    let choices = expression.replace('/', " OR ").replace(['(', ')'], " ");
    choices
        .split(" AND ")
        .all(|choice| choice.split(" OR ").any(|licence| accepted(licence.trim())))
}

/// The package's licence files, each once. Where it offers MIT beside others, MIT is our choice.
fn texts(package: &Package) -> Result<BTreeSet<String>> {
    let directory = package
        .manifest_path
        .parent()
        .context("a manifest's directory")?;
    let entries =
        fs::read_dir(directory)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = entries.collect::<std::io::Result<_>>()?;
    let has = |name: &str, part: &str| name.to_ascii_uppercase().contains(part);
    names.retain(|name| {
        ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"]
            .iter()
            .any(|part| has(name, part))
    });
    if names.iter().any(|name| has(name, "MIT")) {
        names.retain(|name| !has(name, "APACHE") && !has(name, "UNLICENSE"));
    }
    if names.is_empty() {
        bail!(
            "{} {} comes without its licence",
            package.name,
            package.version
        );
    }
    let read = |name: String| Ok(fs::read_to_string(directory.join(name))?.replace('\r', ""));
    names.into_iter().map(read).collect()
}

/// What of `data/` is the crate that has the data compiled in.
const CRATE_OF_DATA: &[&str] = &["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "src"];

/// The table of data/README.md, which must name every file of data, and the licences that lie beside it.
fn data(directory: &Path) -> Result<String> {
    let readme = fs::read_to_string(directory.join("README.md"))?;
    let mut text: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with('|'))
        .collect();
    let mut names: Vec<String> = fs::read_dir(directory)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<std::io::Result<_>>()?;
    names.retain(|name| {
        name != "README.md" && !name.starts_with('.') && !CRATE_OF_DATA.contains(&name.as_str())
    });
    names.sort();
    let mut licences = String::new();
    for name in &names {
        if name.starts_with("LICENSE") {
            licences += &format!("\n{name}:\n\n{}", fs::read_to_string(directory.join(name))?);
        } else if !text
            .iter()
            .any(|row| row.starts_with(&format!("| `{name}` |")))
        {
            bail!("data/README.md has no row for {name}");
        }
    }
    text.push(&licences);
    Ok(text.join("\n"))
}

/// Compares the direct dependencies of the workspace with the table in ARCHITECTURE.md.
fn explained(packages: &[Package], document: &str) -> Result<()> {
    let members = packages.iter().filter(|package| package.source.is_none());
    let direct: BTreeSet<&str> = members
        .flat_map(|member| &member.dependencies)
        .filter(|dependency| dependency.source.is_some())
        .map(|dependency| dependency.name.as_str())
        .collect();
    let rows = rows(document);
    let names: BTreeSet<&str> = rows.iter().map(|(name, _)| *name).collect();
    let difference: Vec<_> = direct.symmetric_difference(&names).collect();
    ensure!(
        difference.is_empty(),
        "ARCHITECTURE.md's table of dependencies and the Cargo.toml files differ in {difference:?}"
    );
    for (name, licence) in rows {
        let mut of_name = packages.iter().filter(|package| package.name == name);
        ensure!(
            of_name.any(|package| package.license.as_deref() == Some(licence)),
            "ARCHITECTURE.md says of {name} that its licence is {licence}"
        );
    }
    Ok(())
}

/// Crate and licence of each row (``| `crate` | why | licence |``) of the section Dependencies.
fn rows(document: &str) -> Vec<(&str, &str)> {
    let mut sections = document.split("\n## ");
    let section = sections.find(|section| section.starts_with("Dependencies"));
    let lines = section.unwrap_or_default().lines();
    lines
        .filter_map(|line| {
            let (name, rest) = line.strip_prefix("| `")?.split_once("` |")?;
            let (_, licence) = rest.strip_suffix(" |")?.rsplit_once("| ")?;
            Some((name, licence))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_accepted_for_a_choice_that_is() {
        for (expression, expected) in [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("no licence", false),
            ("MIT/Apache-2.0", true),
            ("GPL-2.0-only OR MIT", true),
            ("GPL-2.0-only AND MIT", false),
            ("(MIT OR GPL-2.0-only) AND Unicode-3.0", true),
            ("(MIT OR Unicode-3.0) AND GPL-2.0-only", false),
            ("Apache-2.0 WITH LLVM-exception OR MIT", true),
            ("Apache-2.0 WITH LLVM-exception", false),
            ("MITNFA", false),
        ] {
            let accepted = |licence: &str| ACCEPTED.contains(&licence);
            assert_eq!(is_accepted(expression, accepted), expected, "{expression}");
        }
    }

    #[test]
    fn only_rows_of_the_section_count() {
        let document = "# Title\n\n| `no` | why | MIT |\n\n## Dependencies\n\n| crate | why | licence |\n|---|---|---|\n| `a` | has | b | MIT OR Apache-2.0 |\n\n## Next\n\n| `no` | why | MIT |\n";
        assert_eq!(rows(document), [("a", "MIT OR Apache-2.0")]);
    }

    #[test]
    fn a_dependency_needs_its_row_and_a_row_its_dependency() {
        let package = |name: &str, source: Option<&str>, depends_on: &[&str]| Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: Some("MIT".to_owned()),
            manifest_path: PathBuf::new(),
            source: source.map(str::to_owned),
            dependencies: depends_on
                .iter()
                .map(|name| Dependency {
                    name: (*name).to_owned(),
                    source: Some("registry".to_owned()),
                })
                .collect(),
        };
        let packages = [
            package("certlens", None, &["a"]),
            package("a", Some("registry"), &["b"]),
            package("b", Some("registry"), &[]),
        ];
        let document = |rows: &str| format!("\n## Dependencies\n\n{rows}");
        for (rows, expected) in [
            ("| `a` | why | MIT |", true),
            ("| `a` | why | BSD-3-Clause |", false),
            ("", false),
            ("| `a` | why | MIT |\n| `b` | why | MIT |", false),
        ] {
            assert_eq!(
                explained(&packages, &document(rows)).is_ok(),
                expected,
                "{rows}"
            );
        }
    }
}
