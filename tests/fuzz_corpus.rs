//! Fuzzing's entries on the stable toolchain: what fuzzing once found is replayed, and each entry gets a short run of seeded
//! mutations. The long, coverage-guided runs are `cargo xtask fuzz`.

#[path = "../fuzz/entries.rs"]
mod entries;
#[path = "../fuzz/seeds.rs"]
mod seeds;

use std::panic::catch_unwind;
use std::path::Path;

/// The inputs that fuzzing found, by entry: `fuzz/corpus-regressions/<entry>/`.
#[test]
fn what_fuzzing_found_stays_fixed() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus-regressions");
    let mut count = 0;
    for (name, entry) in entries::ALL {
        let Ok(files) = std::fs::read_dir(directory.join(name)) else {
            continue; // nothing was found there
        };
        for file in files {
            let path = file.expect("readable").path();
            let bytes = std::fs::read(&path).expect("readable");
            assert!(catch_unwind(|| entry(&bytes)).is_ok(), "{}", path.display());
            count += 1;
        }
    }
    println!("{count} inputs replayed");
    let known: Vec<&str> = entries::ALL.iter().map(|(name, _)| *name).collect();
    for folder in std::fs::read_dir(directory).expect("the tracked corpus") {
        let folder = folder.expect("readable").file_name();
        let folder = folder.to_string_lossy();
        assert!(
            folder == "README.md" || known.contains(&&*folder),
            "{folder}"
        );
    }
}

/// `cargo xtask fuzz` starts from these: `target/fuzz-seeds/<entry>/`.
#[test]
fn the_seeds_are_taken_and_written_for_the_fuzzer() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz-seeds");
    for (name, entry) in entries::ALL {
        let directory = directory.join(name);
        std::fs::create_dir_all(&directory).expect("target/ can be written");
        for (index, seed) in seeds::of(name).iter().enumerate() {
            entry(seed);
            std::fs::write(directory.join(format!("{index:02}")), seed).expect("writable");
        }
    }
}

#[test]
fn a_short_run_of_mutations() {
    for (name, entry) in entries::ALL {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let seeds = seeds::of(name);
        for round in 0..1_500 {
            let mut bytes = seeds[random.below(seeds.len())].clone();
            for _ in 0..=random.below(4) {
                mutate(&mut bytes, &seeds, &mut random);
            }
            let outcome = catch_unwind(|| entry(&bytes));
            assert!(outcome.is_ok(), "{name}, round {round}: {bytes:02x?}");
        }
    }
}

/// Every target is a target of cargo-fuzz too, and the other way round.
#[test]
fn each_entry_has_a_target() {
    let targets = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let mut found: Vec<String> = std::fs::read_dir(targets)
        .expect("the targets")
        .map(|file| file.expect("readable").path())
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let mut known: Vec<&str> = entries::ALL.iter().map(|(name, _)| *name).collect();
    found.sort();
    known.sort();
    assert_eq!(found, known);
}

/// Changes something: a bit, a byte, a length, a stretch taken out, doubled or taken from another seed.
fn mutate(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    if bytes.is_empty() {
        bytes.push(random.next() as u8);
        return;
    }
    let at = random.below(bytes.len());
    let end = bytes.len().min(at + 1 + random.below(40));
    match random.below(7) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = random.next() as u8,
        2 => bytes[at] = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x84, 0xff][random.below(7)],
        3 => bytes.truncate(at),
        4 => drop(bytes.drain(at..end)),
        5 => {
            let stretch = bytes[at..end].to_vec();
            bytes.splice(at..at, stretch);
        }
        _ => {
            let other = &seeds[random.below(seeds.len())];
            let from = random.below(other.len());
            let to = other.len().min(from + 1 + random.below(60));
            bytes.splice(at..end, other[from..to].iter().copied());
        }
    }
}

/// xorshift64: the same numbers on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}
