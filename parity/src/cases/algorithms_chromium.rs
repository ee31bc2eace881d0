//! Algorithms of which only a browser could tell whether it takes them: ML-DSA (FIPS 204, RFC 9881) in each place, the proofs of
//! Merkle tree certificates below a CA that is none of theirs.

use mint::{Key, Scheme, der, oid};

use super::{At, Cases};
use crate::recipe::{expired, recipe};

const ROW: &[&str] = &["chrome/ml-dsa"];
const SEED: &str = "parity algorithms";

/// id-alg-mtcProof (draft-davidben-tls-merkle-tree-certs) is known to Chrome, so what has it is not well signed; with parameters it is
/// not.
fn merkle_proofs(cases: &mut Cases) {
    const ROWS: &[&str] = &["chrome/signatures", "chrome/signature-wrong", "firefox/S-1"];
    const PROOF: &str = "1.3.6.1.4.1.44363.47.0";
    for at in [At::Leaf, At::Intermediate] {
        for (name, algorithm) in [
            ("proof", vec![der::oid(PROOF)]),
            ("proof-with-null", vec![der::oid(PROOF), der::null()]),
        ] {
            let recipe = recipe(format!("merkle-tree/{at}-{name}")).fires(ROWS);
            let algorithm = der::sequence(&algorithm);
            cases.add(at.change(recipe, |b| b.algorithm(algorithm)));
        }
    }
    cases.add(
        recipe("merkle-tree/leaf-proof-and-expired")
            .fires(ROWS)
            .leaf(|b| expired(b).algorithm(der::sequence(&[der::oid(PROOF)]))),
    );
    cases.add(
        recipe("merkle-tree/leaf-proof-told-inside-only")
            .fires(ROWS)
            .leaf(|b| b.inner_algorithm(der::sequence(&[der::oid(PROOF)]))),
    );
}

pub(super) fn cases(cases: &mut Cases) {
    merkle_proofs(cases);
    type Make = fn() -> Key;
    let keys: [(&str, Make); 3] = [
        ("44", || Key::ml_dsa_44(SEED)),
        ("65", || Key::ml_dsa_65(SEED)),
        ("87", || Key::ml_dsa_87(SEED)),
    ];
    for at in [At::Leaf, At::Intermediate, At::Root] {
        for (name, key) in keys {
            let recipe = recipe(format!("ml-dsa/{at}-{name}")).fires(ROW);
            cases.add(at.change(recipe, move |b| b.key(key())));
        }
        let usual = recipe(format!("ml-dsa/{at}-none")).misses(ROW);
        cases.add(at.change(usual, |b| b.key(Key::p256(SEED))));
        let with_null = recipe(format!("ml-dsa/{at}-key-with-parameters")).fires(ROW);
        cases.add(at.change(with_null, |b| {
            let key = Key::ml_dsa_65(SEED);
            let algorithm = der::sequence(&[der::oid(oid::ML_DSA_65), der::null()]);
            let spki = der::sequence(&[algorithm, der::bit_string(&key.public_key())]);
            b.key(key).spki(spki)
        }));
    }
    cases.add(
        recipe("ml-dsa/everywhere")
            .fires(ROW)
            .root(|b| b.key(Key::ml_dsa_87("parity algorithms root")))
            .intermediate(|b| b.key(Key::ml_dsa_65("parity algorithms intermediate")))
            .leaf(|b| b.key(Key::ml_dsa_44("parity algorithms leaf"))),
    );
    cases.add(
        recipe("ml-dsa/signature-wrong")
            .fires(ROW)
            .intermediate(|b| b.key(Key::ml_dsa_65(SEED)))
            .leaf(|b| b.signature(|s| s[100] ^= 1)),
    );
    cases.add(
        recipe("ml-dsa/signature-with-parameters")
            .fires(ROW)
            .intermediate(|b| b.key(Key::ml_dsa_65(SEED)))
            .leaf(|b| b.algorithm(der::sequence(&[der::oid(oid::ML_DSA_65), der::null()]))),
    );
    cases.add(
        recipe("ml-dsa/signature-of-another-set")
            .fires(ROW)
            .intermediate(|b| b.key(Key::ml_dsa_65(SEED)))
            .leaf(|b| b.algorithm(Scheme::MlDsa44.algorithm())),
    );
}
