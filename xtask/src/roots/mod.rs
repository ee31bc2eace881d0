//! `cargo xtask roots`: the trust data files. The form of a store is in `store`, what is read in `lists` and `refresh`; what
//! holds no certificates is in `records`.

mod lists;
mod records;
#[cfg(feature = "refresh")]
mod refresh;
mod store;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use store::Store;

/// Makes chrome.roots and mozilla.roots in `data` from chrome-root-store.json and mozilla-roots.json in `lists`, and
/// ct-logs.data, onecrl.data and firefox-intermediates.data from the lists of those names. A file that is of a later day than
/// its list stays as it is.
///
/// # Errors
/// Where a list is missing, or a certificate is not the one that its SHA-256 names.
pub(crate) fn from_lists(lists: &Path, data: &Path) -> Result<()> {
    for (list, parse) in lists::LISTS {
        let path = lists.join(list);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let store = parse(&text).with_context(|| path.display().to_string())?;
        write_newer(&store_path(&store, data), &store.encode()?)?;
    }
    for (list, file, make) in records::LISTS {
        let path = lists.join(list);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let bytes = make(&text).with_context(|| path.display().to_string())?;
        write_newer(&data.join(file), &bytes)?;
    }
    Ok(())
}

/// Brings the files in `data` up to date with the lists in crates that were published on `date` (YYYY-MM-DD).
#[cfg(feature = "refresh")]
pub(crate) fn refresh(date: &str, data: &Path) -> Result<()> {
    let tracked = Store::decode(&fs::read(data.join("mozilla.roots"))?)?;
    let store = refresh::mozilla(&tracked, date)?;
    write_newer(&store_path(&store, data), &store.encode()?)?;
    println!("{}", refresh::ABOUT_CHROME);
    Ok(())
}

/// Without the feature `refresh`, says how to get it.
#[cfg(not(feature = "refresh"))]
pub(crate) fn refresh(date: &str, _: &Path) -> Result<()> {
    anyhow::bail!(
        "this needs the lists compiled in: cargo run --profile xtask -p xtask --features refresh -- roots --refresh {date}"
    )
}

fn store_path(store: &Store, data: &Path) -> PathBuf {
    data.join(format!("{}.roots", store.header.store))
}

/// Writes a data file, unless the one that is there is of a later day.
fn write_newer(path: &Path, bytes: &[u8]) -> Result<()> {
    let about = about(bytes)?;
    if let Ok(tracked) = fs::read(path) {
        let tracked = self::about(&tracked)?;
        if tracked.date > about.date {
            println!("{}: stays, of {}", path.display(), tracked.date);
            return Ok(());
        }
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    let (count, length) = (about.count, bytes.len());
    let About { source, date, .. } = about;
    println!(
        "{}: {count} entries, {length} bytes, {source} ({date})",
        path.display()
    );
    Ok(())
}

/// What a data file's first line says of it.
#[derive(Deserialize)]
struct About {
    source: String,
    /// YYYY-MM-DD, so that the later of two is the greater text.
    date: String,
    count: usize,
}

fn about(file: &[u8]) -> Result<About> {
    let line = file.split(|byte| *byte == b'\n').next();
    serde_json::from_slice(line.context("no first line")?).context("its first line")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative to xtask/, where cargo runs its tests.
    const LISTS: &str = "../../shared/trust";
    const DATA: &str = "../data";

    /// A file is what its list gives, until it was refreshed and is newer than the list.
    fn assert_made(file: &str, made: &[u8]) {
        let tracked = fs::read(Path::new(DATA).join(file)).expect(file);
        let [ours, lists] = [&tracked, made].map(|file| about(file).unwrap().date);
        assert!(
            tracked == made || ours > lists,
            "{file} differs: run cargo xtask roots"
        );
    }

    #[test]
    fn tracked_files_are_what_the_lists_give() {
        for ((list, parse), file) in lists::LISTS
            .into_iter()
            .zip(["chrome.roots", "mozilla.roots"])
        {
            let text = fs::read_to_string(Path::new(LISTS).join(list)).expect(list);
            assert_made(file, &parse(&text).unwrap().encode().unwrap());
            let tracked = fs::read(Path::new(DATA).join(file)).expect(file);
            let store = Store::decode(&tracked).unwrap();
            assert_eq!(store.header.count, store.certificates.len());
            assert!(store.header.count > 100, "{file}");
        }
    }

    #[test]
    fn tracked_records_are_what_the_lists_give() {
        for (list, file, make) in records::LISTS {
            let text = fs::read_to_string(Path::new(LISTS).join(list)).expect(list);
            assert_made(file, &make(&text).unwrap());
            let added = text.replacen("\": \"", "\": \"x\", \"and\": \"", 3);
            assert!(make(&added).is_err(), "{list}");
        }
    }

    #[test]
    fn what_is_newer_stays() {
        let directory = std::env::temp_dir().join(format!("certlens-roots-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let path = directory.join("a.data");
        let of = |date: &str| format!("{{\"source\":\"s\",\"date\":\"{date}\",\"count\":0}}\n");
        let (older, newer) = (of("2026-05-31"), of("2026-06-01"));
        for (file, then) in [(&older, &older), (&newer, &newer), (&older, &newer)] {
            write_newer(&path, file.as_bytes()).unwrap();
            assert_eq!(&fs::read_to_string(&path).unwrap(), then);
        }
        fs::remove_dir_all(&directory).unwrap();
    }

    #[test]
    fn a_wrong_certificate_is_refused() {
        for ((list, parse), field) in lists::LISTS
            .into_iter()
            .zip(["\"der\": \"MII", "\"der\": \"MII"])
        {
            let text = fs::read_to_string(Path::new(LISTS).join(list)).expect(list);
            assert!(parse(&text).is_ok());
            assert!(
                parse(&text.replacen(field, "\"der\": \"MIJ", 1)).is_err(),
                "{list}"
            );
        }
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let good = fs::read(Path::new(DATA).join("chrome.roots")).unwrap();
        assert!(Store::decode(&good).is_ok());
        let mut flipped = good.clone();
        *flipped.last_mut().unwrap() ^= 1;
        let longer = [good.as_slice(), b"\0"].concat();
        for bad in [
            &flipped,
            &longer,
            &good[..good.len() - 1],
            &good[..100],
            &[],
        ] as [&[u8]; 5]
        {
            assert!(Store::decode(bad).is_err());
        }
    }
}
