//! Compares certlens (profile `rfc5280`) with OpenSSL and rustls-webpki over mutated chains. Each disagreement must fall under
//! a rule of `rules.rs`, which says why; one that does not fails the run. `docs/differential.md` is what a full run found.

mod chains;
mod judges;
mod mutate;
mod report;
mod rules;

use std::process::ExitCode;

use certlens::Data;
use mint::random::Random;

use judges::Ours;
use report::Counts;
use rules::{Peer, Side};

/// Chains in a full run.
const FULL: u64 = 100_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)
    };
    let number =
        |name: &str, default: u64| option(name).map_or(Some(default), |text| text.parse().ok());
    let (Some(count), Some(seed)) = (number("--count", FULL), number("--seed", 1)) else {
        eprintln!("usage: differential [--count N] [--seed N] [--write FILE] [--chain N]");
        return ExitCode::FAILURE;
    };
    if let Some(chain) = option("--chain").and_then(|text| text.parse().ok()) {
        show(seed, chain);
        return ExitCode::SUCCESS;
    }
    let counts = run(count, seed);
    let table = report::markdown(&counts, count, seed);
    println!("{table}");
    if let Some(path) = option("--write")
        && let Err(error) = std::fs::write(path, &table)
    {
        eprintln!("{path}: {error}");
        return ExitCode::FAILURE;
    }
    if !counts.unclassified.is_empty() {
        eprintln!(
            "{} kinds of disagreement without a rule:",
            counts.unclassified.len()
        );
        for (kind, chains) in &counts.unclassified {
            eprintln!("{:6} {kind}", chains.len());
            for (number, what) in chains.iter().take(EXAMPLES) {
                eprintln!("       chain {number}: {what}");
            }
        }
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Chains shown of one kind of disagreement.
const EXAMPLES: usize = 20;

/// Each judges its part of the chains.
const THREADS: u64 = 2;

fn run(count: u64, seed: u64) -> Counts {
    let mut counts = Counts::default();
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..THREADS)
            .map(|part| {
                scope.spawn(move || run_part((part..count).step_by(THREADS as usize), seed))
            })
            .collect();
        for part in parts {
            counts.merge(part.join().expect("no judge panics"));
        }
    });
    counts
}

fn run_part(numbers: impl Iterator<Item = u64>, seed: u64) -> Counts {
    let bases = chains::all();
    let data = Data::default();
    let mut counts = Counts::default();
    for base in &bases {
        let ours = judges::ours(base, &data);
        assert!(
            ours.trusted,
            "a base chain for {} is rejected: {}",
            base.host, ours.code
        );
    }
    for number in numbers {
        let (chain, what) = mutate::mutated(&bases, &mut random(seed, number));
        let mut ours = judges::ours(&chain, &data);
        ours.told.extend(judges::facts(&chain, &ours.path));
        counts.chains(what, ours.trusted);
        let peers = [
            (Peer::OpenSsl, judges::openssl(&chain, false)),
            (Peer::OpenSslStrict, judges::openssl(&chain, true)),
            (Peer::Webpki, judges::webpki(&chain)),
        ];
        for (peer, answer) in peers {
            compare(&mut counts, &ours, peer, &answer, number, what);
        }
    }
    counts
}

/// Each chain has a seed of its own, so that one can be made again alone.
fn random(seed: u64, chain: u64) -> Random {
    Random::new(seed.wrapping_mul(1_000_003).wrapping_add(chain))
}

/// Prints one chain of a run and what each judge says of it.
fn show(seed: u64, number: u64) {
    let (chain, what) = mutate::mutated(&chains::all(), &mut random(seed, number));
    let ours = judges::ours(&chain, &Data::default());
    println!("{what}; asked for {}", chain.host);
    println!(
        "certlens: {} {:?} {:?}",
        ours.code,
        ours.told,
        judges::facts(&chain, &ours.path)
    );
    println!("OpenSSL: {:?}", judges::openssl(&chain, false));
    println!("OpenSSL, strict: {:?}", judges::openssl(&chain, true));
    println!("rustls-webpki: {:?}", judges::webpki(&chain));
    for certificate in &chain.certificates {
        println!("{}", mint::pem("CERTIFICATE", &certificate.der));
    }
}

fn compare(
    counts: &mut Counts,
    ours: &Ours,
    peer: Peer,
    answer: &Result<(), String>,
    number: u64,
    what: &'static str,
) {
    let (side, reason) = match (ours.trusted, answer) {
        (true, Ok(())) | (false, Err(_)) => return counts.agreed(peer),
        (true, Err(reason)) => (Side::WeAccept, reason.as_str()),
        (false, Ok(())) => (Side::WeReject, ours.code),
    };
    match rules::find(side, peer, reason, &ours.told) {
        Some(rule) => counts.classified(peer, side, reason, rule),
        None => {
            let kind = format!("{side:?} {peer:?} {reason:?} told {:?}", ours.told);
            counts.unclassified(kind, number, what);
        }
    }
}
