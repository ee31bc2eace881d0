//! The conformance table: how many cases of each public suite the engine judges as the suite says. Holds the table in README.md
//! true (`UPDATE_DOCUMENTS=1 cargo test --test conformance` writes it), and writes all requests and answers to
//! target/suites.json, with which pkg/test/suites.test.js does the same through WebAssembly.

mod common;
#[path = "common/suites.rs"]
mod suites;
#[path = "common/vectors.rs"]
mod vectors;

use std::fmt::Write as _;

use certlens::signature::sha256;
use certlens::{text, validate_json};
use serde_json::json;

const BEGIN: &str = "<!-- conformance: written by cargo xtask conformance -->\n";
const END: &str = "<!-- end of conformance -->\n";

/// What the other validators reach on the same files, measured in November 2026; "-" where a suite does not apply.
const PEERS: [(&str, [&str; 3]); 9] = [
    ("OpenSSL 3.6, default", ["146", "1,600", "245"]),
    ("OpenSSL 3.6, strictest options", ["160", "1,637", "243"]),
    ("Go 1.27 crypto/x509", ["147", "1,663", "174"]),
    ("rustls-webpki 0.103.17", ["141", "1,663", "163"]),
    ("pyca/cryptography 50", ["167", "1,663", "146"]),
    ("GnuTLS 3.7.9", ["138", "1,606", "166"]),
    ("PKI.js 4.0.0", ["101", "953", "202"]),
    ("@peculiar/x509 2.2.0", ["89", "309", "116"]),
    ("node-forge 1.4.3", ["153", "1,431", "156"]),
];

#[test]
fn the_table_is_true_and_the_requests_are_written() {
    let data = common::data();
    let mut rows = Vec::new();
    let mut written = Vec::new();
    for suite in suites::all() {
        let mut agreed = 0;
        let mut refused = 0;
        let mut cases = Vec::new();
        for case in &suite.cases {
            let request = case.asked.request();
            let report = certlens::validate(&request, &data).expect("a well-formed request");
            let agrees = case.agrees(&report);
            agreed += usize::from(agrees);
            refused += usize::from(case.is_refused_as_dsa(&report));
            let answer = validate_json(&request, &data).expect("a well-formed request");
            cases.push(json!({
                "id": case.id,
                "request": case.asked,
                "agrees": agrees,
                "answer": text::hex(&sha256(answer.as_bytes())),
            }));
        }
        let exceptions = match refused {
            0 => "none".to_owned(),
            count => format!("{count} that use DSA, which is refused by its name"),
        };
        rows.push((suite.name, suite.cases.len(), agreed, exceptions));
        written.push(json!({ "name": suite.name, "cases": cases }));
    }
    let tallies = vectors::ALL.map(|(_, run, _)| run());
    let vectors: usize = tallies.iter().map(vectors::Tally::vectors).sum();
    let failed: usize = tallies.iter().map(|tally| tally.failures.len()).sum();
    let exceptions = "none of the algorithms that are accepted".to_owned();
    rows.push((
        "Wycheproof, signatures",
        vectors,
        vectors - failed,
        exceptions,
    ));

    let target = common::root().join("target");
    std::fs::create_dir_all(&target).expect("target/ can be made");
    let bytes = serde_json::to_vec(&written).expect("serialises");
    std::fs::write(target.join("suites.json"), bytes).expect("target/ can be written");

    let table = table(&rows);
    println!("{table}");
    let path = common::root().join("README.md");
    let document = std::fs::read_to_string(&path).expect("README.md");
    let (before, rest) = document.split_once(BEGIN).expect("the table's beginning");
    let (_, after) = rest.split_once(END).expect("the table's end");
    let expected = format!("{before}{BEGIN}{table}{END}{after}");
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        std::fs::write(path, expected).expect("writable");
    } else {
        assert!(
            document == expected,
            "README.md is out of date: cargo xtask conformance"
        );
    }
}

/// Natively and as WebAssembly the numbers are the same, or pkg/test/suites.test.js or tests/wycheproof.rs fails there.
fn table(rows: &[(&str, usize, usize, String)]) -> String {
    let mut table =
        "\n| suite | cases | native | WebAssembly | exceptions |\n|---|---:|---:|---:|---|\n"
            .to_owned();
    for (name, cases, agreed, exceptions) in rows {
        let (cases, agreed) = (grouped(*cases), grouped(*agreed));
        writeln!(
            table,
            "| {name} | {cases} | {agreed} | {agreed} | {exceptions} |"
        )
        .expect("a String");
    }
    table.push_str("\nCases judged as the suite says; other validators on the same files (measured in November 2026):\n\n");
    table.push_str(
        "| validator | x509-limbo core | BetterTLS sample | NIST PKITS |\n|---|---:|---:|---:|\n",
    );
    let own: Vec<String> = rows.iter().take(3).map(|row| grouped(row.2)).collect();
    writeln!(table, "| certlens | {} |", own.join(" | ")).expect("a String");
    for (name, agreed) in PEERS {
        writeln!(table, "| {name} | {} |", agreed.join(" | ")).expect("a String");
    }
    table + "\n"
}

/// `1,663`.
fn grouped(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{},{rest:03}", grouped(thousands)),
    }
}
