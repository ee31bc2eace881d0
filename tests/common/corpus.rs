//! Requests whose answer must be the same bytes everywhere, and how to make each from the few certificates that they share.
//! Compiled natively and to WebAssembly; pkg/testing/corpus.js does the same in JavaScript.

#![allow(unreachable_pub)] // a module of several suites

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certlens::signature::sha256;
use certlens::{Data, Hostname, Part, StoreName, Time, ValidationRequest, validate_json};
use serde::{Deserialize, Serialize};

/// All cases, and the certificates and texts that they are made of.
#[derive(Default, Serialize, Deserialize)]
pub struct Corpus {
    /// Base64 of DER, by name.
    pub certificates: BTreeMap<String, String>,
    /// Text inputs, by name.
    pub texts: BTreeMap<String, String>,
    pub cases: Vec<Case>,
}

/// One request, and the SHA-256 of its answer as computed natively.
#[derive(Clone, Serialize, Deserialize)]
pub struct Case {
    pub name: String,
    pub input: Vec<Piece>,
    #[serde(default)]
    pub anchors: Vec<Piece>,
    pub hostname: Option<String>,
    pub time: String,
    pub store: Option<StoreName>,
    pub profile: String,
    #[serde(default)]
    pub answer: String,
}

/// A part of an input.
#[derive(Clone, Serialize, Deserialize)]
pub enum Piece {
    /// The text of that name.
    Text(String),
    /// The certificate of that name.
    Certificate(String),
    /// Its first bytes.
    Cut(String, usize),
    /// One byte of it XORed with a mask.
    Flip(String, usize, u8),
}

impl Corpus {
    fn part(&self, piece: &Piece) -> Part {
        let der = |name: &String| STANDARD.decode(&self.certificates[name]).expect("base64");
        match piece {
            Piece::Text(name) => Part::Text(self.texts[name].clone()),
            Piece::Certificate(name) => Part::Bytes(der(name)),
            Piece::Cut(name, length) => Part::Bytes(der(name)[..*length].to_vec()),
            Piece::Flip(name, index, mask) => {
                let mut bytes = der(name);
                bytes[*index] ^= mask;
                Part::Bytes(bytes)
            }
        }
    }

    /// The request of a case.
    pub fn request(&self, case: &Case) -> ValidationRequest {
        let mut request =
            ValidationRequest::new("", "", Time::parse_rfc3339(&case.time).expect("RFC 3339"));
        request.profile = Some(case.profile.clone());
        request.certificates = case.input.iter().map(|piece| self.part(piece)).collect();
        request.hostname = case
            .hostname
            .clone()
            .map_or(Hostname::Unchecked, Hostname::Name);
        request.trust.store = case.store.into();
        request.trust.anchors = case.anchors.iter().map(|piece| self.part(piece)).collect();
        request
    }

    /// The SHA-256 of what the engine answers: the report's JSON, or the error's code and message.
    pub fn answer(&self, case: &Case, data: &Data) -> String {
        let answer =
            validate_json(&self.request(case), data).unwrap_or_else(|error| error.to_string());
        certlens::text::hex(&sha256(answer.as_bytes()))
    }
}
