//! The engine in a browser, through wasm-bindgen's headless runner: `cargo xtask test wasm`.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn runs_in_a_browser() {
    assert!(js_sys::eval("navigator.userAgent.length > 0").is_ok_and(|value| value.is_truthy()));
}
