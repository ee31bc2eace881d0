//! `cargo xtask sizes`: which crates and modules the engine's bytes are of, as the compiler left them: before products are written
//! out and names are removed. What a module takes with brotli is a third of that, more or less.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Result;
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::build;

/// How deep a path is shown: crate, module, and the file below it.
const DEPTH: usize = 3;

/// Places that take less than so many bytes are not shown by themselves.
const LEAST: usize = 2_000;

/// Compiles the engine, if need be, and prints the bytes of its functions by place, and of its data.
pub(crate) fn print() -> Result<()> {
    let module = fs::read(build::compile()?)?;
    let (functions, data) = read(&module)?;
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (name, bytes) in &functions {
        let path = path_of(name);
        let parts: Vec<&str> = path.split("::").collect();
        for depth in 1..=parts.len().min(DEPTH) {
            *places.entry(parts[..depth].join("::")).or_default() += bytes;
        }
    }
    println!(
        "{:>9}  functions",
        functions.iter().map(|(_, b)| b).sum::<usize>()
    );
    for (place, bytes) in places.iter().filter(|(_, bytes)| **bytes >= LEAST) {
        let indent = "  ".repeat(1 + place.matches("::").count());
        println!("{bytes:>9}{indent}{place}");
    }
    println!("{data:>9}  data: words, tables");
    Ok(())
}

/// The functions with their names as written in Rust, and the bytes of all data.
fn read(module: &[u8]) -> Result<(Vec<(String, usize)>, usize)> {
    let (mut imported, mut data) = (0, 0);
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
            Payload::DataSection(section) => {
                for segment in section {
                    data += segment?.data.len();
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    for name in section {
                        if let Name::Function(functions) = name? {
                            for naming in functions {
                                let naming = naming?;
                                names.insert(naming.index, naming.name.to_owned());
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let named = (imported..).zip(bodies).map(|(index, bytes)| {
        let name = names.get(&index).map_or("", String::as_str);
        (format!("{:#}", rustc_demangle::demangle(name)), bytes)
    });
    Ok((named.collect(), data))
}

/// The path that a function stands in: of `<certlens::pool::Pool as core::fmt::Debug>::fmt`, `certlens::pool`.
fn path_of(name: &str) -> String {
    let is_of_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':');
    let name = name.trim_start_matches(|c| !is_of_path(c));
    let name = name.split(|c| !is_of_path(c)).next().unwrap_or_default();
    let is_module = |part: &&str| part.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    let mut modules: Vec<&str> = name.split("::").take_while(is_module).collect();
    // The last is the function itself, unless a type stood there.
    if modules.len() > 1 && modules.len() == name.split("::").count() {
        modules.pop();
    }
    match modules.as_slice() {
        [] => "elsewhere".to_owned(),
        modules => modules.join("::"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_stands_in_its_module() {
        for (name, path) in [
            (
                "certlens::report::prose::beside::key_present",
                "certlens::report::prose::beside",
            ),
            (
                "<certlens::pool::Pool as core::fmt::Debug>::fmt",
                "certlens::pool",
            ),
            ("<alloc::vec::Vec<u8>>::push", "alloc::vec"),
            ("memcpy", "memcpy"),
            ("", "elsewhere"),
        ] {
            assert_eq!(path_of(name), path, "{name}");
        }
    }
}
