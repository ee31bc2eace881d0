//! All data files that the engine was given, whichever they are. Knows which there are; not what is in one.

use std::fmt;
use std::sync::Arc;

use crate::data_file::first_line;
use crate::public_suffix::{self, PublicSuffixes};
use crate::sorted::Map;
use crate::transparency::logs::{self, LogList};
use crate::trust::{ONE_CRL, OneCrl, PRELOADED, PreloadedIntermediates, Store, StoreName};

/// What a data file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DataName {
    /// A list of trust anchors.
    Store(StoreName),
    /// The Public Suffix List.
    PublicSuffixes,
    /// The Certificate Transparency logs that browsers know.
    CtLogs,
    /// Mozilla's list of revoked CA certificates.
    OneCrl,
    /// The intermediates that Firefox preloads.
    FirefoxIntermediates,
}

impl DataName {
    /// As data files and reports name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Store(store) => store.id(),
            Self::PublicSuffixes => public_suffix::NAME,
            Self::CtLogs => logs::NAME,
            Self::OneCrl => ONE_CRL,
            Self::FirefoxIntermediates => PRELOADED,
        }
    }
}

/// Why bytes are no data file; a part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    problem: String,
    /// It begins as they do.
    is_of_certlens: bool,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        match self.is_of_certlens {
            true => Ok(()),
            false => f.write_str(
                "; it is no data file of certlens (a CA's certificate goes into `request.trust.anchors`)",
            ),
        }
    }
}

impl std::error::Error for DataError {}

/// All data files that the engine was given.
#[derive(Debug, Default)]
pub struct Data {
    stores: Map<StoreName, Store>,
    public_suffixes: Option<Arc<PublicSuffixes>>,
    ct_logs: Option<Arc<LogList>>,
    one_crl: Option<Arc<OneCrl>>,
    firefox_intermediates: Option<Arc<PreloadedIntermediates>>,
}

impl Data {
    /// Takes in a data file, whichever of [`DataName`]; one of the same name is replaced.
    ///
    /// # Errors
    /// The file is none of certlens' (of this version).
    ///
    /// ```
    /// use certlens::{Data, DataName, StoreName};
    ///
    /// let mut data = Data::default();
    /// let name = data.load(&std::fs::read("data/mozilla.roots")?)?;
    /// assert_eq!(name, DataName::Store(StoreName::Mozilla));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn load(&mut self, bytes: &[u8]) -> Result<DataName, DataError> {
        self.take_in(bytes).map_err(|problem| DataError {
            problem,
            is_of_certlens: first_line(bytes).is_ok(),
        })
    }

    /// The same.
    ///
    /// # Errors
    /// A part of a sentence that says what does not fit, as that file's own `read` says it.
    pub(crate) fn take_in(&mut self, bytes: &[u8]) -> Result<DataName, String> {
        let kind = first_line(bytes).and_then(|(mut fields, _)| fields.text("data"));
        match kind.as_deref().ok() {
            Some(public_suffix::NAME) => {
                self.public_suffixes = Some(Arc::new(PublicSuffixes::read(bytes)?));
                return Ok(DataName::PublicSuffixes);
            }
            Some(logs::NAME) => {
                self.ct_logs = Some(Arc::new(LogList::read(bytes)?));
                return Ok(DataName::CtLogs);
            }
            Some(ONE_CRL) => {
                self.one_crl = Some(Arc::new(OneCrl::read(bytes)?));
                return Ok(DataName::OneCrl);
            }
            Some(PRELOADED) => {
                let list = PreloadedIntermediates::read(bytes)?;
                self.firefox_intermediates = Some(Arc::new(list));
                return Ok(DataName::FirefoxIntermediates);
            }
            _ => {}
        }
        let store = Store::read(bytes)?;
        let name = store.header().store;
        self.insert(store);
        Ok(DataName::Store(name))
    }

    /// Takes in all that `other` holds; what has the same name is replaced.
    pub fn merge(&mut self, other: Self) {
        for (name, store) in other.stores {
            self.stores.insert(name, store);
        }
        self.public_suffixes = other.public_suffixes.or(self.public_suffixes.take());
        self.ct_logs = other.ct_logs.or(self.ct_logs.take());
        self.one_crl = other.one_crl.or(self.one_crl.take());
        let intermediates = self.firefox_intermediates.take();
        self.firefox_intermediates = other.firefox_intermediates.or(intermediates);
    }

    /// The Certificate Transparency logs, if they were loaded.
    pub fn ct_logs(&self) -> Option<&Arc<LogList>> {
        self.ct_logs.as_ref()
    }

    /// Mozilla's list of revoked CA certificates, if it was loaded.
    pub fn one_crl(&self) -> Option<&Arc<OneCrl>> {
        self.one_crl.as_ref()
    }

    /// The intermediates that Firefox preloads, if they were loaded.
    pub fn firefox_intermediates(&self) -> Option<&Arc<PreloadedIntermediates>> {
        self.firefox_intermediates.as_ref()
    }

    /// The Public Suffix List, if it was loaded.
    pub fn public_suffixes(&self) -> Option<&Arc<PublicSuffixes>> {
        self.public_suffixes.as_ref()
    }

    /// Takes in a store.
    pub fn insert(&mut self, store: Store) {
        self.stores.insert(store.header().store, store);
    }

    /// The store of that name, if it was loaded.
    pub fn store(&self, name: StoreName) -> Option<&Store> {
        self.stores.get(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_a_certificate_belongs() {
        let mut data = Data::default();
        let of_root = data.load(mint::root("Root").pem().as_bytes()).unwrap_err();
        assert!(of_root.to_string().contains("request.trust.anchors"));
        let list = br#"{"format":1,"data":"ct-logs"}"#;
        let of_list = data.load(&[list, b"\n".as_slice()].concat()).unwrap_err();
        assert!(!of_list.to_string().contains("anchors"), "{of_list}");
    }
}
