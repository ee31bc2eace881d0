//! Project Wycheproof: every vector of every signature algorithm that the engine accepts, answered as expected. The same
//! natively and, under Node, as WebAssembly (`cargo xtask test wasm`).
//!
//! Natively it also writes those vectors that the engine would offer to a platform's own cryptography, with our answers, to
//! `target/platform-*.json`: pkg/test/platform.test.js puts them to node:crypto and Node's WebCrypto, tests/wasm.rs to the
//! browsers'.

#[path = "common/vectors.rs"]
mod vectors;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn every_vector_is_answered_as_expected() {
    for (algorithm, run, sets) in vectors::ALL {
        let tally = run();
        for (set, count) in &tally.sets {
            println!("{algorithm}: {count:5} {set}");
            assert_ne!(*count, 0, "no vector of {set} ran");
        }
        assert!(tally.failures.is_empty(), "{:#?}", tally.failures);
        assert_eq!(
            tally.sets.len(),
            sets,
            "{algorithm}: another number of sets"
        );
        #[cfg(not(target_arch = "wasm32"))]
        write(algorithm, &tally.offers);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn write(algorithm: &str, offers: &[vectors::Offer]) {
    let json = serde_json::to_vec(offers).expect("serialises");
    let path = format!("{}/target", env!("CARGO_MANIFEST_DIR"));
    std::fs::create_dir_all(&path).expect("target/ can be made");
    std::fs::write(format!("{path}/platform-{algorithm}.json"), json).expect("writable");
}
