//! The engine as WebAssembly in a real browser: the answers of target/corpus.json, which tests/same_everywhere.rs computed
//! natively, must be the same bytes here. `cargo xtask test wasm` runs this in Chromium and in Firefox.
#![cfg(target_arch = "wasm32")]

#[path = "common/corpus.rs"]
mod corpus;

use certlens::Data;
use corpus::Corpus;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_same_bytes_as_natively() {
    let mut data = Data::default();
    for file in certlens_data::ALL {
        data.load(file).expect("a data file");
    }
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

#[wasm_bindgen(module = "/pkg/platform.js")]
extern "C" {
    /// Whether the platform takes each signature for valid; `undefined` where it cannot tell.
    #[wasm_bindgen(catch)]
    async fn verify(tasks: js_sys::Array, meanwhile: js_sys::Function) -> Result<JsValue, JsValue>;
}

/// As tests/wycheproof.rs writes it.
type Offer = (
    String,
    Option<String>,
    String,
    Option<u32>,
    [String; 3],
    bool,
    String,
);

/// Wycheproof's vectors: what the engine offers to the platform, the platform answers as the engine does.
#[wasm_bindgen_test]
async fn the_same_answers_as_the_platforms() {
    let files: [&[u8]; 3] = [
        include_bytes!("../target/platform-ECDSA.json"),
        include_bytes!("../target/platform-RSASSA-PKCS1-v1_5.json"),
        include_bytes!("../target/platform-RSASSA-PSS.json"),
    ];
    let nothing = js_sys::Function::new_no_args("");
    for file in files {
        let offers: Vec<Offer> = serde_json::from_slice(file).expect("the native suite wrote it");
        assert!(offers.len() > 100);
        let mut differing = Vec::new();
        for (algorithm, curve, hash, salt_length, bytes, expected, name) in offers {
            let [key, message, signature] = bytes.map(|hex| bytes_of(&hex));
            let task = js_sys::Array::from_iter([
                algorithm.into(),
                curve.into(),
                hash.into(),
                salt_length.into(),
                key,
                message,
                signature,
            ]);
            let answers = verify(js_sys::Array::of1(&task), nothing.clone()).await;
            let answer = js_sys::Array::from(&answers.expect("it never rejects")).get(0);
            if answer.as_bool() != Some(expected) {
                differing.push(format!("{name}: {answer:?}"));
            }
        }
        assert_eq!(differing, [] as [&str; 0]);
    }
}

fn bytes_of(hex: &str) -> JsValue {
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = hex.as_bytes().chunks(2).map(pair).collect();
    js_sys::Uint8Array::from(bytes.expect("hexadecimal").as_slice()).into()
}
