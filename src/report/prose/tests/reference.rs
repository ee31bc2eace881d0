//! The npm package's reference of findings (pkg/REFERENCE.md), made from the engine's tables and sentences.
//! `UPDATE_DOCUMENTS=1 cargo test --lib reference` writes it anew.

use std::fmt::Write as _;
use std::fs;

use super::{explained, samples};
use crate::finding::{Check, Fault};
use crate::path::Role;

const FILE: &str = "pkg/REFERENCE.md";

const HEAD: &str = "# Findings

Every finding that certlens can make, by id: what the rule is, where it stands, what to do, and what other programs call the
fault. A report has the values found, and what to do in steps and commands for this very certificate; `describe(id)` answers the
same as this page, but for what to do.

What stands after “Elsewhere” was asked of the programs: Chromium 156, Firefox 153 ESR, OpenSSL 3.0, Node 20 and Go 1.27 were
shown chains of our own (`parity/` in the repository). Where a program has several names for a fault, none is told.

Written by `src/report/prose/tests/reference.rs` from the engine's tables.
";

/// Whose certificate the fault is, where it can be no server's.
fn role(check: Check) -> Role {
    match check {
        Check::BasicConstraintsMissing
        | Check::IssuerNotCa
        | Check::KeyUsageLacksCertSign
        | Check::CaSubjectEmpty
        | Check::CaKeyUsageMissing
        | Check::IntermediateExtendedKeyUsageMissing => Role::Intermediate,
        Check::RootExtendedKeyUsage => Role::Anchor,
        _ => Role::Leaf,
    }
}

fn section(fault: &Fault) -> String {
    let check = fault.check();
    let said = crate::describe(check.id()).expect("its own id");
    let title = said.title.trim_end_matches('.');
    let mut text = format!("\n## `{}`\n\n**{title}.** {}\n", said.id, said.explanation);
    if let Some(reference) = &said.reference {
        let json = serde_json::to_value(reference).expect("serialises");
        let field = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        let (document, section, url) = (field("document"), field("section"), field("url"));
        write!(text, "\nRule: [{document} section {section}]({url}).\n").expect("a String");
    }
    if let Some(fix) = explained(fault, role(check), Some("example.com")).fix {
        write!(text, "\nWhat to do: {}\n", fix.summary).expect("a String");
    }
    let codes = serde_json::to_value(said.codes).expect("serialises");
    let codes: Vec<String> = ["chrome", "firefox", "openssl", "node", "go"]
        .into_iter()
        .filter_map(|program| Some(format!("{program} `{}`", codes[program].as_str()?)))
        .collect();
    if !codes.is_empty() {
        write!(text, "\nElsewhere: {}.\n", codes.join(", ")).expect("a String");
    }
    text
}

#[test]
fn the_reference_of_findings_is_true() {
    let sections = samples("example.com")
        .iter()
        .map(section)
        .collect::<String>();
    let text = format!("{HEAD}{sections}");
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        fs::write(FILE, text).expect("writable");
    } else {
        let found = fs::read_to_string(FILE).unwrap_or_default();
        let advice = "UPDATE_DOCUMENTS=1 cargo test --lib reference";
        assert!(found == text, "{FILE} is out of date: {advice}");
    }
}
