//! `cargo xtask suffixes`: the Public Suffix List as a data file, from the rules that the crate `psl` ships.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use time::{Date, macros::format_description};

/// The file's first line; the engine's `public_suffix` reads it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Header<'a> {
    format: u32,
    data: &'a str,
    source: String,
    date: &'a str,
    date_basis: &'a str,
    licence: &'a str,
    count: usize,
    icann: usize,
}

/// Writes public-suffixes.psl in `data`. `date` is the day on which the crate was published, as crates.io shows it.
pub(crate) fn write(date: &str, data: &Path) -> Result<()> {
    Date::parse(date, format_description!("[year]-[month]-[day]"))
        .context("the date is not YYYY-MM-DD")?;
    if cfg!(not(feature = "refresh")) {
        bail!(
            "this needs the list compiled in: cargo run --profile xtask -p xtask --features refresh -- suffixes {date}"
        );
    }
    let (version, folder) = crate_psl()?;
    let path = folder.join("data/rules.txt");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let (icann, private): (Vec<String>, Vec<String>) =
        rules(&text)?.into_iter().partition(|rule| is_icann(rule));
    let icann_count = icann.len();
    let rules = [icann, private].concat();
    let header = Header {
        format: 1,
        data: "public-suffix-list",
        source: format!("publicsuffix.org, both sections, through the crate psl {version}"),
        date,
        date_basis: "the day on which the crate was published",
        licence: "MPL-2.0",
        count: rules.len(),
        icann: icann_count,
    };
    let path = data.join("public-suffixes.psl");
    let bytes = format!(
        "{}\n{}\n",
        serde_json::to_string(&header)?,
        rules.join("\n")
    );
    fs::write(&path, &bytes)?;
    println!(
        "{}: {} rules, {} bytes",
        path.display(),
        rules.len(),
        bytes.len()
    );
    Ok(())
}

/// Version and folder of the crate, where cargo keeps its source.
fn crate_psl() -> Result<(String, PathBuf)> {
    let output = Command::new("cargo")
        .args([
            "metadata",
            "--format-version",
            "1",
            "--all-features",
            "--locked",
        ])
        .output()?;
    if !output.status.success() {
        bail!(
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    let psl = packages.iter().find(|package| package["name"] == "psl");
    let psl = psl.context("the crate psl is not among the dependencies")?;
    let version = psl["version"].as_str().context("no version")?;
    let manifest = psl["manifest_path"].as_str().context("no manifest")?;
    let folder = Path::new(manifest).parent().context("no folder")?;
    Ok((version.to_owned(), folder.to_owned()))
}

/// The rules in A-labels, ascending, each once.
fn rules(text: &str) -> Result<Vec<String>> {
    let mut rules = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .map(rule)
        .collect::<Result<Vec<_>>>()?;
    rules.sort();
    rules.dedup();
    if rules.len() < 5000 {
        bail!("only {} rules: this is not the whole list", rules.len());
    }
    Ok(rules)
}

fn rule(line: &str) -> Result<String> {
    let (mark, name) = match line.strip_prefix('!') {
        Some(name) => ("!", name),
        None => line
            .strip_prefix("*.")
            .map_or(("", line), |name| ("*.", name)),
    };
    let name = idna::domain_to_ascii(name).with_context(|| format!("not a name: {line}"))?;
    if name.contains(['*', '!', ' ']) {
        bail!("a mark where none can be: {line}");
    }
    Ok(format!("{mark}{name}"))
}

/// Whether a rule stands in the list's section of ICANN domains: asked of the crate's own code, as the file that it ships
/// leaves the sections' marks out.
#[cfg(feature = "refresh")]
fn is_icann(rule: &str) -> bool {
    let sample = match rule.strip_prefix("*.") {
        Some(parent) => format!("x.{parent}"),
        None => rule.trim_start_matches('!').to_owned(),
    };
    psl::suffix(sample.as_bytes()).is_some_and(|suffix| suffix.typ() == Some(psl::Type::Icann))
}

/// Without the feature `refresh`, `write` refuses before it asks.
#[cfg(not(feature = "refresh"))]
fn is_icann(_: &str) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_become_a_labels_and_keep_their_marks() {
        for (line, expected) in [
            ("com", "com"),
            ("*.ck", "*.ck"),
            ("!www.ck", "!www.ck"),
            ("\u{516c}\u{53f8}.cn", "xn--55qx5d.cn"),
        ] {
            assert_eq!(rule(line).unwrap(), expected);
        }
        assert!(rule("a.*.b").is_err());
    }

    #[test]
    fn half_a_list_is_refused() {
        assert!(rules("com\nnet\n").is_err());
    }
}
