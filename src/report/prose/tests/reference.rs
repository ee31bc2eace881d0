//! The npm package's reference of findings (pkg/REFERENCE.md), made from the engine's tables and sentences.
//! `UPDATE_DOCUMENTS=1 cargo test --lib reference` writes it anew.

use std::fmt::Write as _;

use super::{explained, samples};
use crate::finding::reference::{Value, same_as_file, values};
use crate::finding::{Check, Fault};
use crate::path::Role;
use crate::revocation::UNUSABLE_IDS;

const FILE: &str = "pkg/REFERENCE.md";

const HEAD: &str = "# Findings

Every finding that certlens can make, by id: what the rule is, where it stands, what to do, and what other programs call the
fault, and what a finding of a report has in `details` (a time is RFC 3339, \"none\" is `null`). A report has what to do in steps and
commands for this very certificate; `describe(id)` answers the same as this page, but for what to do and `details`.

What stands after “Elsewhere” was asked of the programs: Chromium 156, Firefox 153 ESR, OpenSSL 3.0, Node 20 and Go 1.27 were
shown chains of our own (`parity/` in the repository). It is what they say of a server's own certificate, if it can have the fault,
in the usual case; in a report the names turn on the values found and on whose certificate it is. Where a program has several names
even then, none is told.

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
    for (place, value) in values(check).enumerate() {
        let Value { name, words, .. } = &value;
        let lead = if place == 0 { "\n`details`:\n\n" } else { "" };
        let list = match value.listed.as_slice() {
            [] => String::new(),
            listed => format!(" One of `{}`.", listed.join("`, `")),
        };
        let words = format!("{words}{list}");
        writeln!(text, "{lead}- `{name}`: {}", words.trim_start()).expect("a String");
    }
    text
}

#[test]
fn each_reason_not_to_use_evidence_is_listed() {
    for check in [Check::CrlUnusable, Check::OcspUnusable] {
        let reason = values(check).find(|value| value.name == "reason");
        assert_eq!(reason.expect("it has one").listed, UNUSABLE_IDS);
    }
}

/// What a program compares with is never anything else than what is listed.
#[test]
fn what_a_fault_says_is_listed() {
    for fault in samples("example.com") {
        let details = serde_json::to_value(&fault).expect("serialises");
        for Value { name, listed, .. } in values(fault.check()) {
            let said = details[&name].as_array().cloned();
            let said = said.unwrap_or_else(|| vec![details[&name].clone()]);
            let mut texts = said.iter().filter_map(serde_json::Value::as_str);
            assert!(
                listed.is_empty() || texts.all(|text| listed.contains(&text)),
                "{}, {name}: {details}",
                fault.check()
            );
        }
    }
}

#[test]
fn the_reference_of_findings_is_true() {
    let sections = samples("example.com")
        .iter()
        .map(section)
        .collect::<String>();
    let text = format!("{HEAD}{sections}");
    same_as_file(FILE, &text);
}
