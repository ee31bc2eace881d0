//! Prints what the installed Chromium says of the cases whose ids contain a text, with its verifier's own notes after
//! `--notes`.

use std::env;

use anyhow::Result;
use parity::{cases, chromium, near};

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (options, texts): (Vec<_>, Vec<_>) = arguments
        .iter()
        .partition(|argument| argument.starts_with("--"));
    let mut cases = near::asked_later(near::since_recorded(), cases::all);
    cases.retain(|case| texts.is_empty() || texts.iter().any(|text| case.id.contains(*text)));
    println!("Chromium {}: {} cases", chromium::version()?, cases.len());
    for answer in chromium::answers(&cases)? {
        println!(
            "{:60} {:?} overridable: {:?}",
            answer.id, answer.verdict, answer.overridable
        );
    }
    if options.iter().any(|option| *option == "--notes") {
        for case in &cases {
            println!("{}: {:#?}", case.id, chromium::notes(case)?);
        }
    }
    Ok(())
}
