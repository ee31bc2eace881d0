//! The form of a .roots file: one line of JSON, then the certificates' DER, one after the other, in the header's order.
//! A reader that wants one certificate adds the lengths before it; nothing else has to be decoded.

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A programme's trust anchors.
#[derive(Debug)]
pub(crate) struct Store {
    pub header: Header,
    /// DER, in the order of `header.anchors`.
    pub certificates: Vec<Vec<u8>>,
}

/// The file's first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Header {
    /// 1; another number means that readers of this form cannot read the file.
    pub format: u32,
    /// `chrome` or `mozilla`.
    pub store: String,
    /// Where the list came from, in the words of its source.
    pub source: String,
    /// YYYY-MM-DD: a day from which on the list was current; never later than the list.
    pub date: String,
    /// How `date` follows from the source.
    pub date_basis: String,
    /// SPDX identifier.
    pub licence: String,
    /// As the programme counts.
    pub version: String,
    pub count: usize,
    pub anchors: Vec<Anchor>,
}

/// One anchor; what is empty or false in the source is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Anchor {
    /// Of the certificate, in bytes.
    pub length: usize,
    /// The programme's name for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Of the certificate, in lower-case hexadecimal.
    pub sha256: String,
    pub kind: Kind,
    /// The anchor is accepted where at least one whole set holds, or where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<ConstraintSet>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ev_policy_oids: Vec<String>,
    /// The certificate's own validity binds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub enforce_expiry: bool,
    /// The certificate's own extensions bind.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub enforce_constraints: bool,
    /// RFC 3339: a leaf whose notBefore is later is not trusted through this anchor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distrust_after: Option<String>,
}

/// A root, or a certificate below one that the programme trusts by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Root,
    Additional,
}

/// Chrome's conditions on an anchor, all of which must hold. Times are RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ConstraintSet {
    /// At least one SCT at or before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sct_not_after: Option<String>,
    /// Every SCT later than it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sct_all_after: Option<String>,
    /// Of Chrome, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_version: Option<String>,
    /// Of Chrome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_version_exclusive: Option<String>,
    /// Every dNSName of the leaf lies under one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permitted_dns_names: Vec<String>,
}

impl Store {
    /// The file's bytes: the same for the same store.
    ///
    /// # Errors
    /// As [`Store::verify`].
    pub(crate) fn encode(&self) -> Result<Vec<u8>> {
        self.verify()?;
        let mut bytes = serde_json::to_vec(&self.header)?;
        bytes.push(b'\n');
        bytes.extend(self.certificates.iter().flatten());
        Ok(bytes)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Where it is not of this form, or as [`Store::verify`].
    #[cfg(any(test, feature = "refresh"))]
    pub(crate) fn decode(bytes: &[u8]) -> Result<Store> {
        let end = bytes
            .iter()
            .position(|byte| *byte == b'\n')
            .ok_or_else(|| anyhow::anyhow!("no header line"))?;
        let (line, mut rest) = bytes.split_at(end + 1);
        let header: Header = serde_json::from_slice(line)?;
        let mut certificates = Vec::new();
        for anchor in &header.anchors {
            let (certificate, after) = rest
                .split_at_checked(anchor.length)
                .ok_or_else(|| anyhow::anyhow!("certificates are missing"))?;
            certificates.push(certificate.to_vec());
            rest = after;
        }
        if !rest.is_empty() {
            bail!("{} bytes after the last certificate", rest.len());
        }
        let store = Store {
            header,
            certificates,
        };
        store.verify()?;
        Ok(store)
    }

    /// Compares the count, each length and each SHA-256 with the certificates.
    fn verify(&self) -> Result<()> {
        let Header {
            format,
            count,
            anchors,
            ..
        } = &self.header;
        if *format != 1 || *count != anchors.len() || *count != self.certificates.len() {
            bail!(
                "format {format}, {count} anchors said, {} described, {} certificates",
                anchors.len(),
                self.certificates.len()
            );
        }
        for (anchor, certificate) in anchors.iter().zip(&self.certificates) {
            if anchor.length != certificate.len() || anchor.sha256 != sha256(certificate) {
                bail!(
                    "the certificate is not {} ({} bytes)",
                    anchor.sha256,
                    anchor.length
                );
            }
        }
        Ok(())
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
