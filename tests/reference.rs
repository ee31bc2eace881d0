//! The npm package's types of findings (pkg/findings.d.ts), made from the engine's table; their words are made in
//! `src/report/prose/tests/reference.rs`. `UPDATE_DOCUMENTS=1 cargo test --test reference` writes them anew.

use std::fmt::Write as _;
use std::fs;

use certlens::Check;

#[test]
fn the_types_of_findings_are_true() {
    let mut text = "/** Every finding's id, and the values that it carries. Written by tests/reference.rs from src/finding.rs. */\nexport interface FindingDetails {\n".to_owned();
    let rows = rows(&fs::read_to_string("src/finding.rs").expect("the sources are there"));
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let table: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
    assert_eq!(ids, table, "the table's form has changed: teach `rows`");
    for row in &rows {
        writeln!(text, "  /** {} */", row.documentation).expect("a String");
        let fields: Vec<String> = row
            .fields
            .iter()
            .map(|(name, kind)| format!("{}: {}", camel_case(name), typescript(kind)))
            .collect();
        let fields = match fields.as_slice() {
            [] => "Record<string, never>".to_owned(),
            fields => format!("{{ {} }}", fields.join("; ")),
        };
        writeln!(text, "  {:?}: {fields};", row.id).expect("a String");
    }
    text += "}\n\n/** Stable, in kebab-case; names the fault. */\nexport type FindingId = keyof FindingDetails;\n";
    same_as_file("pkg/findings.d.ts", &text);
}

/// The package must know before it asks which lists of roots the engine will want.
#[test]
fn the_packages_table_of_profiles_is_the_engines() {
    let source = fs::read_to_string("pkg/core.js").expect("the package is there");
    let (_, table) = source
        .split_once("const DEFAULT_STORES = { ")
        .expect("the table");
    let (table, _) = table.split_once(" };").expect("its end");
    let entries = table.split(", ").map(|entry| entry.replace('"', ""));
    let there: Vec<String> = entries.collect();
    let expected: Vec<String> = certlens::profile::ALL
        .iter()
        .map(|profile| {
            let store = profile
                .default_store
                .map_or("undefined", |store| store.id());
            format!("{}: {store}", profile.id)
        })
        .collect();
    assert_eq!(sorted(there), sorted(expected));
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list
}

/// A row of `checks!` in src/finding.rs.
struct Row {
    documentation: String,
    fields: Vec<(String, String)>,
    id: String,
}

fn rows(source: &str) -> Vec<Row> {
    let (_, table) = source
        .split_once("\nchecks! {\n")
        .expect("the table's beginning");
    let (table, _) = table.split_once("\n}\n").expect("the table's end");
    let mut rows = Vec::new();
    let mut documentation = Vec::new();
    let mut code = String::new();
    for line in table.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            documentation.push(words.trim());
        } else if !line.starts_with("//") && !line.is_empty() {
            code += line;
            code.push(' ');
        }
        if code.trim_end().ends_with(';') {
            let (fields, id) = code.split_once('}').expect("a row's fields");
            let (_, fields) = fields.split_once('{').expect("a row's fields");
            let id = id.split('"').nth(1).expect("a row's id").to_owned();
            let fields = fields.split(", ").filter_map(|field| {
                let (name, kind) = field.trim().trim_end_matches(',').split_once(": ")?;
                Some((name.to_owned(), kind.trim().to_owned()))
            });
            rows.push(Row {
                documentation: std::mem::take(&mut documentation).join(" "),
                fields: fields.collect(),
                id,
            });
            code.clear();
        }
    }
    rows
}

/// What a field's type is in JSON.
fn typescript(kind: &str) -> String {
    let inside = |outer: &str| kind.strip_prefix(outer)?.strip_suffix('>');
    if let Some(kind) = inside("Option<") {
        return format!("{} | null", typescript(kind));
    }
    if let Some(kind) = inside("Vec<") {
        return format!("{}[]", typescript(kind));
    }
    match kind {
        "usize" | "u8" | "u16" | "u32" | "u64" | "i64" => "number",
        "bool" => "boolean",
        "String" | "&'static str" | "Oid" | "Time" => "string",
        other => panic!("{other}: say what it is in JSON"),
    }
    .to_owned()
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_uppercase() + rest
    })
}

fn same_as_file(path: &str, expected: &str) {
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        fs::write(path, expected).expect("writable");
        return;
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == expected,
        "{path} is out of date: UPDATE_DOCUMENTS=1 cargo test --test reference"
    );
}
