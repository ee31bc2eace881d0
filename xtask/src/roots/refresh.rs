//! Mozilla's list as the crate `webpki-root-certs` has it. The crate holds certificates only: what the tracked file
//! knows of a root (its name, its distrust-after date) is kept, and a new root comes without.

use anyhow::{Context, Result};
use time::{Date, macros::format_description};

use super::store::{Anchor, Header, Kind, Store, sha256};

/// Why only Mozilla's list is refreshed here.
pub(crate) const ABOUT_CHROME: &str = "Chrome's list is left as it is: the crate chromium-roots carries it with its constraints, \
but needs Rust 1.98 or newer. Make chrome-root-store.json from that and run cargo xtask roots.";

/// The tracked store brought up to date; says what came and what went. `date` is the day on which the crate was
/// published, as crates.io shows it.
pub(crate) fn mozilla(tracked: &Store, date: &str) -> Result<Store> {
    Date::parse(date, format_description!("[year]-[month]-[day]"))
        .context("the date is not YYYY-MM-DD")?;
    let known = &tracked.header.anchors;
    let certificates: Vec<Vec<u8>> = webpki_root_certs::TLS_SERVER_ROOT_CERTS
        .iter()
        .map(|der| der.to_vec())
        .collect();
    let anchors: Vec<Anchor> = certificates
        .iter()
        .map(|certificate| {
            let sha256 = sha256(certificate);
            let known = known.iter().find(|anchor| anchor.sha256 == sha256).cloned();
            known.unwrap_or_else(|| {
                println!("new: {sha256}; look up its name and distrust-after date");
                Anchor {
                    length: certificate.len(),
                    name: String::new(),
                    sha256,
                    kind: Kind::Root,
                    constraints: Vec::new(),
                    ev_policy_oids: Vec::new(),
                    enforce_expiry: false,
                    enforce_constraints: false,
                    distrust_after: None,
                }
            })
        })
        .collect();
    for gone in known
        .iter()
        .filter(|anchor| !anchors.iter().any(|other| other.sha256 == anchor.sha256))
    {
        println!("gone: {} {}", gone.sha256, gone.name);
    }
    let header = Header {
        format: 1,
        store: "mozilla".into(),
        source: "Mozilla's included CA certificates, through the crate webpki-root-certs".into(),
        date: date.into(),
        date_basis: "the day on which the crate was published".into(),
        licence: "CDLA-Permissive-2.0".into(),
        version: date.into(),
        count: anchors.len(),
        anchors,
    };
    Ok(Store {
        header,
        certificates,
    })
}
