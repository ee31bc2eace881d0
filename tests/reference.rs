//! The npm package's table of findings, made from the engine's: types (pkg/findings.d.ts) and words (pkg/REFERENCE.md).
//! `UPDATE_DOCUMENTS=1 cargo test --test reference` writes them anew.

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

#[test]
fn the_reference_of_findings_is_true() {
    let mut text = "# Findings\n\nEvery finding that certlens can make, by id: what the rule is, where it stands, and what other programs call the\nfault. A report has the values found and what to do; `describe(id)` answers the same as this page.\n\nWhat stands after “Elsewhere” was asked of the programs: Chromium 156, Firefox 153 ESR, OpenSSL 3.0, Node 20 and Go 1.27 were\nshown chains of our own (`parity/` in the repository). Where a program has several names for a fault, none is told.\n\nWritten by `tests/reference.rs` from the engine's table.\n".to_owned();
    for check in Check::ALL {
        let said = certlens::describe(check.id()).expect("its own id");
        let paragraph = |text: &mut String, words: &str| {
            write!(text, "\n{words}\n").expect("a String");
        };
        paragraph(&mut text, &format!("## `{}`", said.id));
        paragraph(
            &mut text,
            &format!(
                "**{}.** {}",
                said.title.trim_end_matches('.'),
                said.explanation
            ),
        );
        if let Some(reference) = &said.reference {
            let json = serde_json::to_value(reference).expect("serialises");
            let field = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
            let (document, section, url) = (field("document"), field("section"), field("url"));
            paragraph(
                &mut text,
                &format!("Rule: [{document} section {section}]({url})."),
            );
        }
        let codes = serde_json::to_value(said.codes).expect("serialises");
        let codes: Vec<String> = ["chrome", "firefox", "openssl", "node", "go"]
            .into_iter()
            .filter_map(|program| Some(format!("{program} `{}`", codes[program].as_str()?)))
            .collect();
        if !codes.is_empty() {
            paragraph(&mut text, &format!("Elsewhere: {}.", codes.join(", ")));
        }
    }
    same_as_file("pkg/REFERENCE.md", &text);
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
