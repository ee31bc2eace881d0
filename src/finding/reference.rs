//! The npm package's types of findings (pkg/findings.d.ts), made from the table of checks; their words are made in
//! `src/report/prose/tests/reference.rs`. `UPDATE_DOCUMENTS=1 cargo test --lib reference` writes both anew.

use std::fmt::Write as _;
use std::fs;

use super::{Check, ROWS};

const FILE: &str = "pkg/findings.d.ts";

const HEAD: &str = "\
/** Every finding's id, and the values that it carries. Written by src/finding/reference.rs from src/finding.rs. A time is RFC 3339; \"none\" is null. */
export interface FindingDetails {
";

const TAIL: &str = "}

/** Stable, in kebab-case; names the fault. */
export type FindingId = keyof FindingDetails;
";

/// A row of the table.
pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) documentation: &'static [&'static str],
    /// Name, type and documentation of each, as in Rust.
    pub(crate) values: &'static [(&'static str, &'static str, &'static str)],
}

/// A value that a finding carries, as JavaScript has it.
pub(crate) struct Value {
    pub(crate) name: String,
    pub(crate) kind: String,
    /// Without the list of all that it may be, which is the type.
    pub(crate) words: String,
    /// All that it may be, or each of its elements, where that is listed.
    pub(crate) listed: Vec<&'static str>,
}

pub(crate) fn values(check: Check) -> impl Iterator<Item = Value> {
    let row = ROWS.iter().find(|row| row.id == check.id());
    let values = row.expect("each check has a row").values;
    values.iter().map(|(name, kind, words)| {
        let (words, list) = words.split_once("One of ").unwrap_or((words, ""));
        let listed: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
        Value {
            name: camel_case(name),
            kind: typescript(&kind.replace(' ', ""), &listed),
            words: words.trim_end().to_owned(),
            listed,
        }
    })
}

/// What a value's type is in JSON.
fn typescript(kind: &str, listed: &[&str]) -> String {
    let inside = |outer: &str| kind.strip_prefix(outer)?.strip_suffix('>');
    if let Some(kind) = inside("Option<") {
        return format!("{} | null", typescript(kind, listed));
    }
    if let Some(kind) = inside("Vec<") {
        return match listed {
            [] => format!("{}[]", typescript(kind, listed)),
            _ => format!("({})[]", typescript(kind, listed)),
        };
    }
    match (kind, listed) {
        ("usize" | "u8" | "u16" | "u32" | "u64" | "i64", []) => "number".to_owned(),
        ("bool", []) => "boolean".to_owned(),
        ("String" | "&'staticstr" | "Oid" | "Time", []) => "string".to_owned(),
        ("&'staticstr", _) => listed
            .iter()
            .map(|value| format!("{value:?}"))
            .collect::<Vec<_>>()
            .join(" | "),
        _ => panic!("{kind}, {listed:?}: say what it is in JSON"),
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_uppercase() + rest
    })
}

fn member(check: Check, row: &Row) -> String {
    let documentation: Vec<&str> = row.documentation.iter().map(|line| line.trim()).collect();
    let mut text = format!("  /** {} */\n  {:?}: ", documentation.join(" "), row.id);
    let mut values = values(check).peekable();
    if values.peek().is_none() {
        return text + "Record<string, never>;\n";
    }
    text += "{\n";
    for Value {
        name, kind, words, ..
    } in values
    {
        if !words.is_empty() {
            writeln!(text, "    /** {words} */").expect("a String");
        }
        writeln!(text, "    {name}: {kind};").expect("a String");
    }
    text + "  };\n"
}

#[test]
fn the_types_of_findings_are_true() {
    let members: String = Check::ALL
        .iter()
        .zip(ROWS)
        .map(|(check, row)| member(*check, row))
        .collect();
    let text = format!("{HEAD}{members}{TAIL}");
    same_as_file(FILE, &text);
}

/// A file that is written from the engine's tables is as they are; or is written, if that is asked for.
pub(crate) fn same_as_file(file: &str, text: &str) {
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        fs::write(file, text).expect("writable");
    } else {
        let found = fs::read_to_string(file).unwrap_or_default();
        let advice = "UPDATE_DOCUMENTS=1 cargo test --lib reference";
        assert!(found == text, "{file} is out of date: {advice}");
    }
}

/// A list that names what no code says any more would be believed.
#[test]
fn what_is_listed_stands_in_the_code() {
    let code = sources(std::path::Path::new("src"));
    let code = code.replace(
        &fs::read_to_string("src/finding/values.rs").expect("sources"),
        "",
    );
    for check in Check::ALL {
        for Value { name, listed, .. } in values(*check) {
            for value in listed {
                assert!(
                    code.contains(&format!("{value:?}")),
                    "{check}, {name}: {value}"
                );
            }
        }
    }
}

/// The code that finds: without what only words it, and without tests.
fn sources(directory: &std::path::Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(directory).expect("sources") {
        let path = entry.expect("an entry").path();
        let is_left_out = ["report", "tests", "tests.rs"]
            .iter()
            .any(|name| path.ends_with(name));
        if is_left_out {
            continue;
        }
        if path.is_dir() {
            text += &sources(&path);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = fs::read_to_string(&path).expect("text");
            let (code, _) = file
                .split_once("#[cfg(test)]\nmod tests {")
                .unwrap_or((&file, ""));
            text += code;
        }
    }
    text
}
