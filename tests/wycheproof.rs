//! Project Wycheproof: every vector of every signature algorithm that the engine accepts, answered as expected. The same
//! natively and, under Node, as WebAssembly (`cargo xtask test wasm`).

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
    }
}
