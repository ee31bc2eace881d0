//! Trust stores and what goes with them: named lists, read from data files that the caller hands in. Knows how a file looks
//! and how an anchor is found by its subject; does not know what a browser makes of an anchor's terms.

mod one_crl;
mod preloaded;
mod terms;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use crate::data_file::DataHeader;
pub(crate) use one_crl::NAME as ONE_CRL;
pub use one_crl::{ListedBy, OneCrl};
pub(crate) use preloaded::NAME as PRELOADED;
pub use preloaded::PreloadedIntermediates;
pub use terms::{AnchorKind, AnchorTerms, ConstraintSet, Version};

use crate::certificate::subject_key;
use crate::data_file::{first_line, not_as_expected};
use crate::json::Object;
use crate::sorted::Map;

/// A built-in store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StoreName {
    /// The Chrome Root Store.
    Chrome,
    /// Mozilla's root programme, TLS servers.
    Mozilla,
}

impl StoreName {
    /// As in requests and data files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Mozilla => "mozilla",
        }
    }

    /// As a sentence names it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Chrome => "the Chrome Root Store",
            Self::Mozilla => "Mozilla's root store",
        }
    }
}

/// [`StoreName::id`].
impl fmt::Display for StoreName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// The first line of a data file (`cargo xtask roots` writes them).
#[derive(Clone, Debug)]
pub struct StoreHeader {
    /// The file's layout; this engine reads 1.
    pub format: usize,
    /// Which store.
    pub store: StoreName,
    /// Where the list came from.
    pub source: String,
    /// The list's own date, YYYY-MM-DD.
    pub date: String,
    /// The list's licence.
    pub licence: String,
    /// How many anchors follow.
    pub count: usize,
    anchors: Vec<AnchorTerms>,
}

impl StoreHeader {
    fn read(mut fields: Object) -> Result<Self, String> {
        Ok(Self {
            format: fields.count("format")?,
            store: match fields.text("store")?.as_str() {
                "chrome" => StoreName::Chrome,
                "mozilla" => StoreName::Mozilla,
                other => return Err(format!("not a store: {other}")),
            },
            source: fields.text("source")?,
            date: fields.text("date")?,
            licence: fields.text("licence")?,
            count: fields.count("count")?,
            anchors: fields.objects("anchors", AnchorTerms::read)?,
        })
    }
}

/// An anchor of a store.
#[derive(Clone, Copy, Debug)]
pub struct StoredAnchor<'a> {
    /// Its certificate.
    pub der: &'a [u8],
    /// On what terms it is trusted.
    pub terms: &'a Arc<AnchorTerms>,
}

/// A list of trust anchors.
#[derive(Debug)]
pub struct Store {
    header: StoreHeader,
    bytes: Vec<u8>,
    by_subject: Map<Vec<u8>, Vec<Anchor>>,
}

/// Where its certificate stands, and on what terms it is trusted.
type Anchor = (Range<usize>, Arc<AnchorTerms>);

impl Store {
    /// Reads a data file: one line of JSON (see [`StoreHeader`]), then the anchors' DER, one after the other.
    ///
    /// # Errors
    /// A sentence that says what does not fit; a store is taken whole or not at all.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let (fields, rest) = first_line(bytes)?;
        let header = StoreHeader::read(fields).map_err(not_as_expected)?;
        if header.format != 1 {
            return Err(format!(
                "the file has format {}; this engine reads format 1",
                header.format
            ));
        }
        let bytes = rest.to_vec();
        let mut by_subject: Map<_, Vec<_>> = Map::new();
        let mut position: usize = 0;
        for anchor in &header.anchors {
            let range = position..position.saturating_add(anchor.length);
            position = range.end;
            let der = bytes
                .get(range.clone())
                .ok_or("the file ends before its last anchor")?;
            let subject = subject_key(der).ok_or("an anchor is not a certificate")?;
            let terms = Arc::new(anchor.clone());
            by_subject.entry(subject).or_default().push((range, terms));
        }
        if position != bytes.len() || header.anchors.len() != header.count {
            return Err("the file's length does not fit its header".to_owned());
        }
        Ok(Self {
            header,
            bytes,
            by_subject,
        })
    }

    /// What the file says of itself.
    pub fn header(&self) -> &StoreHeader {
        &self.header
    }

    /// The anchors whose subject has this key ([`crate::name::DistinguishedName::key`]).
    pub fn by_subject(&self, key: &[u8]) -> impl Iterator<Item = StoredAnchor<'_>> {
        let anchors = self.by_subject.get(key).into_iter().flatten();
        anchors.filter_map(|(range, terms)| {
            let der = self.bytes.get(range.clone())?;
            Some(StoredAnchor { der, terms })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = r#"{"format":1,"store":"chrome","source":"s","date":"2026-01-01","licence":"l","count":0,"anchors":[]}"#;

    #[test]
    fn a_file_that_does_not_fit_its_header_is_refused_whole() {
        assert!(Store::read(format!("{HEADER}\n").as_bytes()).is_ok());
        for wrong in [
            String::new(),
            HEADER.to_owned(),
            format!("{HEADER}\nx"),
            format!("{}\n", HEADER.replace("\"format\":1", "\"format\":2")),
            format!("{}\n", HEADER.replace("\"count\":0", "\"count\":1")),
            format!("{}\n", HEADER.replace("chrome", "other")),
            format!(
                "{}\n",
                HEADER
                    .replace("[]", r#"[{"length":3}]"#)
                    .replace("\"count\":0", "\"count\":1")
            ),
            format!(
                "{}\nabc",
                HEADER
                    .replace("[]", r#"[{"length":3}]"#)
                    .replace("\"count\":0", "\"count\":1")
            ),
        ] {
            assert!(Store::read(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
