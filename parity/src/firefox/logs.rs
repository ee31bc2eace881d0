//! A copy of the installed Firefox in which the keys of some of the logs that it has built in are replaced by keys of ours, and nothing
//! else: they stand in its library as they are (`CTKnownLogs.h`), each as long as ours. Who operates a log, of which kind it is and
//! since when it is retired stays as it was.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use mint::CtLog;
use serde_json::Value;

use crate::built_in::firefox::logs;

/// The library that holds them.
const LIBRARY: &str = "libxul.so";

/// Makes the copy, in a folder that is not there yet; the program's path.
pub(super) fn copy_with_ours(program: &str, folder: &Path) -> Result<PathBuf> {
    let installed = installed(program)?;
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(&installed)? {
        let entry = entry?;
        let (from, to) = (entry.path(), folder.join(entry.file_name()));
        match entry.file_name() == LIBRARY {
            true => fs::write(to, with_ours(&from)?)?,
            // It looks for its library beside where it itself is, links followed.
            false if entry.file_name() == program => drop(fs::copy(from, to)?),
            false => symlink(from, to)?,
        }
    }
    Ok(folder.join(program))
}

/// The folder that a program of this name is in.
fn installed(program: &str) -> Result<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).find_map(|folder| folder.join(program).canonicalize().ok());
    let found = found.context("Firefox is not installed")?;
    let folder = found.parent().context("a program is in a folder")?;
    Ok(folder.to_owned())
}

/// The library, with our keys.
fn with_ours(library: &Path) -> Result<Vec<u8>> {
    let mut octets = fs::read(library)?;
    let known = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/ct-logs.data");
    let known = fs::read_to_string(known)?;
    let known: Vec<Value> = known
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    for ((ours, ..), theirs) in logs() {
        let listed = known.iter().find(|log| log["name"] == theirs);
        let key = listed.and_then(|log| log["key"].as_str()).context(theirs)?;
        let (key, ours) = (STANDARD.decode(key)?, CtLog::new(ours).key.spki());
        ensure!(key.len() == ours.len(), "{theirs}: a key of another length");
        let mut places = octets.windows(key.len()).enumerate();
        let places = places.by_ref().filter(|(_, octets)| *octets == key);
        let places: Vec<usize> = places.map(|(at, _)| at).collect();
        ensure!(
            places.len() == 1,
            "{theirs}: its key is there {} times",
            places.len()
        );
        octets[places[0]..][..ours.len()].copy_from_slice(&ours);
    }
    Ok(octets)
}
