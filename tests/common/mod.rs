//! What the suites share: the data under ../shared and the tracked stores. A missing file fails, never skips.
#![allow(dead_code, unreachable_pub)] // each suite uses its part

use std::io::Read;
use std::path::PathBuf;

use certlens::{Data, Part, StoreName, Time, ValidationRequest};
use serde::Deserialize;

/// The folder of this package.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All tracked data: both stores, the Public Suffix List, and what browsers bring along beside them.
pub fn data() -> Data {
    let mut data = Data::default();
    for file in certlens_data::ALL {
        data.load(file).unwrap_or_else(|error| panic!("{error}"));
    }
    data
}

/// A file of the conformance data, unpacked.
pub fn conformance(name: &str) -> Vec<u8> {
    let path = root().join("../shared/conformance").join(name);
    let file =
        std::fs::File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(file)
        .read_to_end(&mut bytes)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    bytes
}

#[derive(Deserialize)]
pub struct Limbo {
    pub testcases: Vec<LimboCase>,
}

#[derive(Clone, Deserialize)]
pub struct LimboCase {
    pub id: String,
    pub validation_kind: String,
    pub trusted_certs: Vec<String>,
    pub untrusted_intermediates: Vec<String>,
    pub peer_certificate: String,
    pub validation_time: Option<String>,
    pub expected_result: String,
    pub expected_peer_name: Option<LimboName>,
    pub max_chain_depth: Option<usize>,
    #[serde(default)]
    pub crls: Vec<String>,
}

#[derive(Clone, Deserialize)]
pub struct LimboName {
    pub kind: String,
    pub value: String,
}

/// The 208 cases of limbo's core.
pub fn limbo_core() -> Vec<LimboCase> {
    let limbo: Limbo = serde_json::from_slice(&conformance("limbo-core.json.gz"))
        .expect("limbo-core.json.gz has limbo's form");
    limbo.testcases
}

/// A real chain, leaf first.
#[derive(Clone)]
pub struct RealChain {
    pub id: String,
    pub host: String,
    pub time: Time,
    /// DER.
    pub certificates: Vec<Vec<u8>>,
}

/// The chains `online::*`, collected from real servers.
pub fn real_chains() -> Vec<RealChain> {
    let chains: Vec<RealChain> = limbo_core()
        .into_iter()
        .filter(|case| case.id.starts_with("online::"))
        .map(|case| RealChain {
            host: case.expected_peer_name.expect("has a name").value,
            time: Time::parse_rfc3339(&case.validation_time.expect("has a time"))
                .expect("is RFC 3339"),
            certificates: std::iter::once(&case.peer_certificate)
                .chain(&case.untrusted_intermediates)
                .map(|pem| der(pem))
                .collect(),
            id: case.id,
        })
        .collect();
    assert_eq!(chains.len(), 14, "the suite's real chains");
    chains
}

/// The bytes of one PEM block.
pub fn der(pem: &str) -> Vec<u8> {
    let items = certlens::input::read(&[Part::Text(pem.to_owned())]);
    items.into_iter().next().expect("a PEM block").der
}

/// A request for DER certificates, leaf first.
pub fn request(
    certificates: &[Vec<u8>],
    host: &str,
    time: Time,
    store: Option<StoreName>,
) -> ValidationRequest {
    let mut request = ValidationRequest::new("", host, time);
    request.profile = Some("rfc5280".to_owned());
    request.certificates = certificates
        .iter()
        .map(|der| Part::Bytes(der.clone()))
        .collect();
    request.trust.store = store.into();
    request
}
