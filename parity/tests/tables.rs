//! No row of the two tables of rules (`../shared/rules`, beside the checkout) is forgotten: each is asked of a browser, with
//! roots that were added or with roots of its own, or stands among those that no chain fires, with the reason.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use parity::rows::{self, Place};

/// The first column of each row, up to the section with this number; headings left out, bold print too.
fn first_column(table: &str, before: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/rules")
        .join(table);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let from = text.find("\n## 1. ").expect("a first section");
    let to = text
        .find(&format!("\n## {before}. "))
        .expect("a section after the rules");
    let lines: Vec<&str> = text[from..to].lines().collect();
    let is_heading = |at: usize| {
        lines
            .get(at + 1)
            .is_some_and(|next| next.starts_with("|---"))
    };
    let rows = lines.iter().enumerate().filter(|(at, line)| {
        line.starts_with('|') && !line.starts_with("|---") && !is_heading(*at)
    });
    let cell = |line: &str| {
        line.split('|')
            .nth(1)
            .expect("a cell")
            .trim()
            .replace("**", "")
    };
    rows.map(|(_, line)| cell(line)).collect()
}

fn listed() -> BTreeSet<&'static str> {
    let all = rows::ALL.iter().chain(rows::OWN_ROOTS);
    all.map(|(row, _)| *row).collect()
}

#[test]
fn each_row_of_chromes_table_has_a_place() {
    let places: Vec<&str> = rows::CHROME.iter().map(|(row, _)| *row).collect();
    assert_eq!(first_column("chrome.md", "10"), places);
    let mut meant = BTreeSet::new();
    for (row, place) in rows::CHROME {
        match place {
            Place::Under(names) => meant.extend(*names),
            Place::Nowhere(why) => assert!(!why.is_empty(), "{row}"),
        }
    }
    // The ranks of section 10.
    meant.insert("chrome/rank");
    let listed = listed()
        .into_iter()
        .filter(|row| row.starts_with("chrome/"));
    assert_eq!(listed.collect::<BTreeSet<_>>(), meant);
}

#[test]
fn each_row_of_firefoxs_table_has_a_place() {
    let listed = listed();
    let listed: BTreeSet<&str> = listed
        .iter()
        .filter_map(|row| row.strip_prefix("firefox/"))
        .collect();
    let nowhere: BTreeSet<&str> = rows::FIREFOX_NOWHERE.iter().map(|(row, _)| *row).collect();
    let both: Vec<_> = listed.intersection(&nowhere).collect();
    assert!(both.is_empty(), "both asked and not: {both:?}");
    let is_name = |cell: &String| cell.contains('-') && !cell.contains(' ');
    let rows: Vec<String> = first_column("firefox.md", "11")
        .into_iter()
        .filter(is_name)
        .collect();
    let rows: BTreeSet<&str> = rows.iter().map(String::as_str).collect();
    // The order of section 11, and what differs below built-in roots.
    let ours = ["precedence", "H-3-built-in", "R-5-built-in"];
    let expected: BTreeSet<&str> = rows.iter().copied().chain(ours).collect();
    let found: BTreeSet<&str> = listed.union(&nowhere).copied().collect();
    assert_eq!(found, expected);
}
