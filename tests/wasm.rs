//! The engine as WebAssembly in a real browser: the answers of target/corpus.json, which tests/same_everywhere.rs computed
//! natively, must be the same bytes here. `cargo xtask test wasm` runs this in Chromium and in Firefox.
#![cfg(target_arch = "wasm32")]

#[path = "common/corpus.rs"]
mod corpus;

use certlens::Data;
use corpus::Corpus;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_same_bytes_as_natively() {
    let mut data = Data::default();
    data.load(include_bytes!("../data/chrome.roots"))
        .expect("Chrome's store loads");
    data.load(include_bytes!("../data/mozilla.roots"))
        .expect("Mozilla's store loads");
    let corpus: Corpus = serde_json::from_slice(include_bytes!("../target/corpus.json"))
        .expect("the native suite wrote it");
    let differing: Vec<&str> = corpus
        .cases
        .iter()
        .filter(|case| corpus.answer(case, &data) != case.answer)
        .map(|case| case.name.as_str())
        .collect();
    assert!(corpus.cases.len() > 2_000);
    assert_eq!(differing, [] as [&str; 0]);
}
