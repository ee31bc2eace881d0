//! ARCHITECTURE.md says where each check is. The table is made from the sources, so that it cannot go stale:
//! `UPDATE_DOCUMENTS=1 cargo test --test documents` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use certlens::Check;

const DOCUMENT: &str = "ARCHITECTURE.md";
const BEGIN: &str = "<!-- checks: written by tests/documents.rs -->\n";
const END: &str = "<!-- end of checks -->\n";

#[test]
fn the_table_of_checks_is_true() {
    let document = fs::read_to_string(DOCUMENT).expect("the tests run in the project's directory");
    let (before, rest) = document.split_once(BEGIN).expect("the table's beginning");
    let (_, after) = rest.split_once(END).expect("the table's end");
    let expected = format!("{before}{BEGIN}{}{END}{after}", table());
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        fs::write(DOCUMENT, expected).expect("writable");
    } else {
        assert!(
            document == expected,
            "{DOCUMENT} is out of date: UPDATE_DOCUMENTS=1 cargo test --test documents"
        );
    }
}

/// A row for each set of files that answers some checks.
fn table() -> String {
    let sources = sources(Path::new("src"));
    let mut ids: BTreeMap<(BTreeSet<&str>, BTreeSet<&str>), Vec<&str>> = BTreeMap::new();
    for check in Check::ALL {
        let (rule, fault) = (format!("Check::{check:?}"), format!("Fault::{check:?}"));
        let files = |is_wanted: fn(&str) -> bool| -> BTreeSet<&str> {
            let wanted = sources.iter().filter(|(path, _)| is_wanted(path));
            let named = wanted.filter(|(_, text)| names(text, &rule) || names(text, &fault));
            named.map(|(path, _)| path.as_str()).collect()
        };
        let (asked, mut found) = (files(asks), files(reads));
        found.extend(decided_in(*check));
        assert!(!asked.is_empty(), "no file asks for {check:?}");
        for path in &found {
            assert!(sources.contains_key(*path), "{path}, of {check:?}");
        }
        ids.entry((asked, found)).or_default().push(check.id());
    }
    let mut table =
        "\n| asked in | found while reading, or decided, in | checks |\n|---|---|---|\n".to_owned();
    for ((asked, found), ids) in ids {
        let cell = |names: Vec<&str>| {
            let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            quoted.join(", ")
        };
        let (asked, found) = (asked.into_iter().collect(), found.into_iter().collect());
        writeln!(
            table,
            "| {} | {} | {} |",
            cell(asked),
            cell(found),
            cell(ids)
        )
        .expect("a String");
    }
    table + "\n"
}

/// Where the rule itself is, of a check that the files which ask it hand on.
fn decided_in(check: Check) -> &'static [&'static str] {
    match check {
        Check::DerValueInvalid => &["src/der/value.rs"],
        Check::ExtensionMalformed => &["src/certificate/extension.rs"],
        Check::ExtensionValueNotAllowed => &["src/certificate/extension/not_allowed.rs"],
        Check::SearchLimitReached => &["src/path.rs", "src/browser/firefox/decide.rs"],
        Check::CertificateTransparencyInsufficient => &["src/transparency/policy.rs"],
        Check::ImposedNameConstraintViolated => &["src/browser/firefox/constraints.rs"],
        Check::OcspStapleRefused => &["src/browser/chrome/ocsp.rs", "src/browser/firefox/ocsp.rs"],
        Check::ChromeCannotRead => &["src/browser/chrome/reading.rs"],
        Check::FirefoxCannotRead => &[
            "src/browser/firefox/nss.rs",
            "src/browser/firefox/reading.rs",
        ],
        _ => &[],
    }
}

/// The files in which rules are asked. What decides for a browser only reads what was answered.
fn asks(path: &str) -> bool {
    let is_of_browser = path.starts_with("src/browser/") && !path.ends_with("/decide.rs");
    path.starts_with("src/checks/") || is_of_browser || path.starts_with("src/engine/")
}

/// The files that find faults before any rule is asked: not those above, nor the vocabulary, its weight and its words.
fn reads(path: &str) -> bool {
    let others = [
        "src/finding.rs",
        "src/profile/",
        "src/judgement.rs",
        "src/report/",
        "src/browser/",
    ];
    !asks(path) && !others.iter().any(|other| path.starts_with(other))
}

/// Whether `text` has `name` as a whole word.
fn names(text: &str, name: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
    text.match_indices(name)
        .any(|(at, _)| ends(&text[at + name.len()..]))
}

/// Path and text of every source file below a directory, in order, without its tests.
fn sources(directory: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(directory).expect("a directory of sources") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_name().is_some_and(|name| name != "tests.rs")
        {
            let text = fs::read_to_string(&path).expect("UTF-8");
            let code = text
                .split("#[cfg(test)]\nmod tests {")
                .next()
                .unwrap_or(&text);
            found.insert(path.to_string_lossy().replace('\\', "/"), code.to_owned());
        }
    }
    found
}

/// ARCHITECTURE.md lists the modules from left to right: none names one to its right.
#[test]
fn each_module_knows_only_what_stands_to_its_left() {
    let text = std::fs::read_to_string("ARCHITECTURE.md").unwrap();
    let (_, list) = text.split_once("In full, from left to right: ").unwrap();
    let (list, _) = list.split_once("`tests/documents.rs`").unwrap();
    let order: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    let place = |module: &str| order.iter().position(|other| *other == module);
    let mut wrong = Vec::new();
    for (path, code) in sources(Path::new("src")) {
        let module = path.trim_start_matches("src/").split(['/', '.']).next();
        let module = module.unwrap();
        if module == "lib" || path.ends_with("testing.rs") {
            continue;
        }
        let own = place(module).unwrap_or_else(|| panic!("{module} is not in the list"));
        let lines = code.lines().map(str::trim);
        for line in lines.filter(|line| !line.starts_with("//")) {
            let is_of_name = |c: char| !c.is_ascii_lowercase() && c != '_';
            let named = line.split("crate::").skip(1);
            let named = named.filter_map(|rest| place(rest.split(is_of_name).next()?));
            if named.max().is_some_and(|other| other > own) {
                wrong.push(format!("{path}: {line}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(order.len() > 30);
}
