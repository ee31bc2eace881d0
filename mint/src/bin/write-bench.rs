//! Writes the chains that are measured, as JSON: `cargo run -p mint --bin write-bench -- target/bench.json`.

use std::{env, fs, process::ExitCode};

use mint::{Issued, Key};
use serde_json::{Value, json};

/// Chains that share no key: going round them, none of their 600 keys is among the 512 that the package keeps.
const FRESH: usize = 300;

fn main() -> ExitCode {
    let Some(path) = env::args_os().nth(1) else {
        eprintln!("usage: write-bench <file>");
        return ExitCode::FAILURE;
    };
    let sized = |count| json!({ "count": count, "chain": ec(&names(count)) });
    let sans = [1, 10, 100, 1_000, 10_000].map(sized);
    let text = json!({
        "time": "2026-06-01T00:00:00Z",
        "hostname": "example.com",
        "ec": ec(&["example.com"]),
        "fresh": (0..FRESH).map(fresh).collect::<Vec<Value>>(),
        "rsa": rsa(),
        "names": ec(&names(200)),
        "sans": sans,
        "many": many(),
        "crowd": crowd(),
    });
    match fs::write(&path, text.to_string()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}

fn chain(certificates: &[&Issued], root: &Issued) -> Value {
    let certificates: Vec<String> = certificates.iter().map(|issued| issued.pem()).collect();
    json!({ "certificates": certificates, "root": root.pem() })
}

/// P-256 below P-256 below P-384.
fn ec(names: &[impl AsRef<str>]) -> Value {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let root = mint::ca("EC Root").key(Key::p384("root")).issue();
    let ca = root.ca("EC Intermediate").issue();
    chain(&[&ca.leaf(&names).issue(), &ca], &root)
}

/// The same with keys of its own.
fn fresh(number: usize) -> Value {
    let root_key = Key::p384(format!("root {number}"));
    let root = mint::ca("EC Root").key(root_key).issue();
    let ca_key = Key::p256(format!("intermediate {number}"));
    let ca = root.ca("EC Intermediate").key(ca_key).issue();
    chain(&[&ca.leaf(&["example.com"]).issue(), &ca], &root)
}

/// 2048 below 2048 below 4096 bits.
fn rsa() -> Value {
    let root = mint::ca("RSA Root").key(Key::rsa(4096, 1)).issue();
    let ca = root.ca("RSA Intermediate").key(Key::rsa(2048, 1)).issue();
    let leaf = ca.leaf(&["example.com"]).key(Key::rsa(2048, 2)).issue();
    chain(&[&leaf, &ca], &root)
}

fn names(count: usize) -> Vec<String> {
    let more = (1..count).map(|number| format!("host-{number}.example.com"));
    std::iter::once("example.com".to_owned())
        .chain(more)
        .collect()
}

/// A thousand leaves below ten intermediates.
fn many() -> Value {
    let root = mint::ca("EC Root").key(Key::p384("root")).issue();
    let intermediates =
        (0..10).map(|number| root.ca(format!("Intermediate {number}").as_str()).issue());
    let intermediates: Vec<Issued> = intermediates.collect();
    let leaves = (0..1_000).map(|number| {
        let ca = &intermediates[number % 10];
        let host = format!("host-{number}.example.com");
        json!({ "leaf": ca.leaf(&[&host]).issue().pem(), "hostname": host, "intermediate": number % 10 })
    });
    let leaves: Vec<Value> = leaves.collect();
    let intermediates: Vec<String> = intermediates.iter().map(Issued::pem).collect();
    json!({ "root": root.pem(), "intermediates": intermediates, "leaves": leaves })
}

/// Certificates that have nothing to do with the chain, and anchors that nothing leads to.
fn crowd() -> Value {
    let crowd = (0..1_000).map(|number| mint::root(&format!("Stranger {number}")).pem());
    json!(crowd.collect::<Vec<String>>())
}
