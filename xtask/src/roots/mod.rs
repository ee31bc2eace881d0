//! `cargo xtask roots`: the trust data files. The form of a store is in `store`, what is read in `lists` and `refresh`; what
//! holds no certificates is in `records`.

mod lists;
mod records;
#[cfg(feature = "refresh")]
mod refresh;
mod store;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use store::Store;

/// Makes chrome.roots and mozilla.roots in `data` from chrome-root-store.json and mozilla-roots.json in `lists`, and
/// ct-logs.data, onecrl.data and firefox-intermediates.data from the lists of those names.
///
/// # Errors
/// Where a list is missing, or a certificate is not the one that its SHA-256 names.
pub(crate) fn from_lists(lists: &Path, data: &Path) -> Result<()> {
    for (list, parse) in lists::LISTS {
        let path = lists.join(list);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        write(
            &parse(&text).with_context(|| path.display().to_string())?,
            data,
        )?;
    }
    for (list, file, make) in records::LISTS {
        let path = lists.join(list);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let bytes = make(&text).with_context(|| path.display().to_string())?;
        let path = data.join(file);
        fs::write(&path, &bytes)?;
        println!("{}: {} bytes", path.display(), bytes.len());
    }
    Ok(())
}

/// Brings the files in `data` up to date with the lists in crates that were published on `date` (YYYY-MM-DD).
#[cfg(feature = "refresh")]
pub(crate) fn refresh(date: &str, data: &Path) -> Result<()> {
    let tracked = Store::decode(&fs::read(data.join("mozilla.roots"))?)?;
    write(&refresh::mozilla(&tracked, date)?, data)?;
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

fn write(store: &Store, data: &Path) -> Result<()> {
    let path = data.join(format!("{}.roots", store.header.store));
    let bytes = store.encode()?;
    fs::create_dir_all(data)?;
    fs::write(&path, &bytes)?;
    let header = &store.header;
    println!(
        "{}: {} anchors, {} bytes, {} ({})",
        path.display(),
        header.count,
        bytes.len(),
        header.source,
        header.date
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative to xtask/, where cargo runs its tests.
    const LISTS: &str = "../../shared/trust";
    const DATA: &str = "../data";

    #[test]
    fn tracked_files_are_what_the_lists_give() {
        for ((list, parse), (file, count)) in lists::LISTS
            .into_iter()
            .zip([("chrome.roots", 115), ("mozilla.roots", 121)])
        {
            let text = fs::read_to_string(Path::new(LISTS).join(list)).expect(list);
            let tracked = fs::read(Path::new(DATA).join(file)).expect(file);
            assert!(
                parse(&text).unwrap().encode().unwrap() == tracked,
                "{file} differs: run cargo xtask roots"
            );
            let store = Store::decode(&tracked).unwrap();
            assert_eq!(store.header.count, count);
        }
    }

    #[test]
    fn tracked_records_are_what_the_lists_give() {
        for (list, file, make) in records::LISTS {
            let text = fs::read_to_string(Path::new(LISTS).join(list)).expect(list);
            let tracked = fs::read(Path::new(DATA).join(file)).expect(file);
            assert!(
                make(&text).unwrap() == tracked,
                "{file} differs: run cargo xtask roots"
            );
            let added = text.replacen("\": \"", "\": \"x\", \"and\": \"", 3);
            assert!(make(&added).is_err(), "{list}");
        }
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
