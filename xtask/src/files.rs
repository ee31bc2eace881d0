//! The files of a directory.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// The names of a directory's files with this extension, sorted.
pub(crate) fn named(directory: &Path, extension: &str) -> Result<Vec<String>> {
    let entries =
        fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<std::io::Result<_>>()?;
    names.retain(|name| {
        Path::new(name)
            .extension()
            .is_some_and(|found| found == extension)
    });
    names.sort();
    Ok(names)
}
