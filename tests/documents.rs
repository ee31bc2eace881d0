//! docs/checks.md says where each check is and what it weighs. The table is made from the sources, so that it cannot go stale:
//! `UPDATE_DOCUMENTS=1 cargo test --test documents` writes it anew. And ARCHITECTURE.md says what each module may know.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use certlens::Check;
use certlens::path::Role;
use certlens::profile::{ALL, Profile, Severity};

const DOCUMENT: &str = "docs/checks.md";
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

/// A row for each check, by its id.
fn table() -> String {
    let sources = sources(Path::new("src"));
    let rows: BTreeMap<&str, String> = Check::ALL
        .iter()
        .map(|check| (check.id(), row(*check, &sources)))
        .collect();
    let titles = ALL.iter().map(|profile| profile.id).collect::<Vec<_>>();
    format!(
        "\n| check | asked in | found while reading, or decided, in | {} |\n|---|---|---{}|\n{}\n",
        titles.join(" | "),
        "|---".repeat(titles.len()),
        rows.into_values().collect::<String>()
    )
}

fn row(check: Check, sources: &BTreeMap<String, String>) -> String {
    let (rule, fault) = (format!("Check::{check:?}"), format!("Fault::{check:?}"));
    let files = |is_wanted: fn(&str) -> bool| -> BTreeSet<&str> {
        let wanted = sources.iter().filter(|(path, _)| is_wanted(path));
        let named = wanted.filter(|(_, text)| names(text, &rule) || names(text, &fault));
        named.map(|(path, _)| path.as_str()).collect()
    };
    let (asked, mut found) = (files(asks), files(reads));
    found.extend(decided_in(check));
    assert!(!asked.is_empty(), "no file asks for {check:?}");
    for path in &found {
        assert!(sources.contains_key(*path), "{path}, of {check:?}");
    }
    let cell = |files: BTreeSet<&str>| {
        let names = files.iter().map(|name| name.trim_start_matches("src/"));
        names.collect::<Vec<_>>().join(", ")
    };
    let weights: Vec<String> = ALL.iter().map(|profile| weight(profile, check)).collect();
    format!(
        "| `{}` | {} | {} | {} |\n",
        check.id(),
        cell(asked),
        cell(found),
        weights.join(" | ")
    )
}

/// What breaking it weighs for a leaf, an intermediate and an anchor, once where that is the same.
fn weight(profile: &Profile, check: Check) -> String {
    let roles = [Role::Leaf, Role::Intermediate, Role::Anchor];
    let [leaf, others @ ..] = roles.map(|role| match (profile.severity)(check, role) {
        Severity::Error => "E",
        Severity::Warning => "W",
        Severity::Info => "I",
        Severity::Off => "–",
    });
    match others.iter().all(|other| *other == leaf) {
        true => leaf.to_owned(),
        false => format!("{leaf} {}", others.join(" ")),
    }
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
        Check::SctListRefused => &["src/browser/chrome/handshake.rs", "src/transparency/sct.rs"],
        Check::ChromeCannotRead => &["src/browser/chrome/reading.rs"],
        Check::FirefoxCannotRead => &[
            "src/browser/firefox/nss.rs",
            "src/browser/firefox/back_cert.rs",
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

/// How many chains the browsers were asked about: the documents say what was recorded.
#[test]
fn as_many_chains_as_the_documents_say() {
    let count = |name| {
        let count = parity::record::read(name).expect(name).verdicts.len();
        match (count / 1000, count % 1000) {
            (0, count) => count.to_string(),
            (thousands, rest) => format!("{thousands},{rest:03}"),
        }
    };
    let ours = count("chromium");
    let built_in = ["chromium-built-in", "firefox-built-in"].map(count);
    assert_eq!(ours, count("firefox"));
    let readme = fs::read_to_string("README.md").expect("README.md");
    let package = fs::read_to_string("pkg/README.md").expect("pkg/README.md");
    assert!(
        package.contains(&format!("browsers on {ours} chains")),
        "pkg/README.md: {ours}"
    );
    let changelog = fs::read_to_string("CHANGELOG.md").expect("CHANGELOG.md");
    for phrase in [
        format!("was shown {ours} chains of our own"),
        format!("was asked with {} more", built_in[0]),
        format!("with {} more, with roots and logs of our own", built_in[1]),
    ] {
        assert!(readme.contains(&phrase), "README.md: {phrase}");
    }
    let phrase = format!("browsers on {ours} chains");
    assert!(changelog.contains(&phrase), "CHANGELOG.md: {phrase}");
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
