//! The enterprise policy that makes Chromium trust roots of our own. Knows where Debian's Chromium looks for policies.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

const FOLDER: &str = "/etc/chromium/policies/managed";
const FILE: &str = "/etc/chromium/policies/managed/certlens-parity.json";

/// Roots are trusted until it is dropped.
pub(super) struct Policy;

impl Policy {
    /// Trusts these, DER, as an administrator does by the policy `CACertificates`.
    pub(super) fn trust<'a>(anchors: impl Iterator<Item = &'a Vec<u8>>) -> Result<Self> {
        // In their order: of two that are alike Chromium tries the first before the second.
        let mut list: Vec<String> = Vec::new();
        for anchor in anchors.map(|der| STANDARD.encode(der)) {
            if !list.contains(&anchor) {
                list.push(anchor);
            }
        }
        fs::create_dir_all(FOLDER)
            .with_context(|| format!("can't make {FOLDER}: asking Chromium needs root"))?;
        let policy = Self;
        fs::write(FILE, json!({ "CACertificates": list }).to_string())
            .with_context(|| format!("can't write {FILE}"))?;
        Ok(policy)
    }
}

impl Drop for Policy {
    fn drop(&mut self) {
        // The empty folders go too; where they hold somebody's policies they stay.
        let _ = fs::remove_file(FILE);
        let folder = Path::new(FOLDER);
        let _ =
            fs::remove_dir(folder).and_then(|()| folder.parent().map_or(Ok(()), fs::remove_dir));
    }
}
