//! The request that a browser was asked by, of a case of our own.

#![allow(unreachable_pub)] // a module of several suites

use certlens::{Part, StoreChoice, Time, ValidationRequest};
use parity::case::Case;

/// What the browser was shown and what it trusted, at the time of the record, under this profile.
pub fn request(case: &Case, profile: &str) -> ValidationRequest {
    let time = Time::parse_rfc3339(parity::record::TIME).expect("RFC 3339");
    let parts = |certificates: &[Vec<u8>]| certificates.iter().cloned().map(Part::Bytes).collect();
    let mut request = ValidationRequest::new("", &case.hostname, time);
    request.certificates = parts(&case.chain);
    request.leaf = Some(0);
    request.trust.anchors = parts(&case.anchors);
    request.trust.store = StoreChoice::None;
    request.ocsp = case.staple.iter().cloned().map(Part::Bytes).collect();
    request.profile = Some(profile.to_owned());
    request
}
