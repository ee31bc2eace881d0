//! The border to JavaScript for what the page shows beside reports: converts types and nothing else.
#![allow(unreachable_pub)] // exported to JavaScript

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::text::to_ascii_json;
use crate::{Part, Purpose, Time};

/// The ASN.1 view of some DER as JSON.
#[wasm_bindgen]
pub fn asn1(der: &[u8]) -> String {
    to_ascii_json(&crate::asn1_view::asn1(der))
}

/// The first certificate request in `parts` (strings and byte arrays) as JSON, "null" where there is none; `at` in
/// milliseconds since 1970.
#[wasm_bindgen(js_name = certificateRequest)]
pub fn certificate_request(parts: &Array, at: f64, client: bool) -> String {
    let parts: Vec<Part> = parts
        .iter()
        .map(|part| match part.as_string() {
            Some(text) => Part::Text(text),
            None => Part::Bytes(Uint8Array::new(&part).to_vec()),
        })
        .collect();
    let at = Time::from_unix((at / 1000.0).floor() as i64);
    let purpose = if client {
        Purpose::Client
    } else {
        Purpose::Server
    };
    to_ascii_json(&crate::certificate_request::certificate_request(
        &parts, at, purpose,
    ))
}
