//! The Public Suffix List: under which names the public registers names of its own (`com`, `co.uk`, `s3.amazonaws.com`).
//! Read from a data file that the caller hands in; knows the list's algorithm, and nothing of certificates.

use std::ops::Range;

use crate::data_file::{DataHeader, not_as_expected, split_with};

/// What the first line of the data file says that it holds, and what reports call it.
pub const NAME: &str = "public-suffix-list";

/// The list, both its sections (ICANN's and the private one).
#[derive(Debug)]
pub struct PublicSuffixes {
    header: DataHeader,
    text: String,
    /// The rules in `text`, of the ICANN section, in ascending order.
    icann: Vec<Range<usize>>,
    /// Those of the private section, likewise.
    private: Vec<Range<usize>>,
}

impl PublicSuffixes {
    /// Reads a data file: one line of JSON ([`DataHeader`] and `icann`), then a rule a line, in A-labels, lower case and ascending: first
    /// the ICANN section's (suffixes of registries, not of companies), as many as `icann` says, then the private section's.
    ///
    /// # Errors
    /// A sentence that says what does not fit; a list is taken whole or not at all.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "the file is not text")?;
        let (header, mut fields, rest) = split_with(bytes, NAME)?;
        let of_icann = fields.count("icann").map_err(not_as_expected)?;
        let text = text.get(bytes.len() - rest.len()..).unwrap_or_default();
        let mut start = 0;
        let mut icann: Vec<Range<usize>> = text
            .split_inclusive('\n')
            .map(|line| {
                let rule = start..start + line.trim_end_matches('\n').len();
                start += line.len();
                rule
            })
            .collect();
        if icann.len() != header.count || of_icann > header.count {
            return Err("the file's length does not fit its header".to_owned());
        }
        let private = icann.split_off(of_icann);
        let list = Self {
            header,
            text: text.to_owned(),
            icann,
            private,
        };
        let is_sorted = |rules: &[Range<usize>]| rules.is_sorted_by_key(|rule| list.rule(rule));
        if !is_sorted(&list.icann) || !is_sorted(&list.private) {
            return Err("the rules are not in ascending order".to_owned());
        }
        Ok(list)
    }

    /// What the file says of itself.
    pub fn header(&self) -> &DataHeader {
        &self.header
    }

    /// Whether `name` (lower case, A-labels) is itself a public suffix, by the list's own algorithm
    /// (<https://publicsuffix.org/list/>): a rule names it, or a wildcard rule covers it and no exception takes it out. A
    /// name of one label always is one ("If no rules match, the prevailing rule is `*`").
    pub fn is_public_suffix(&self, name: &str) -> bool {
        self.is_suffix(name, &[&self.icann, &self.private])
    }

    /// The same by the ICANN section alone: whether a registry lets the public register names directly below `name`.
    pub fn is_registry_suffix(&self, name: &str) -> bool {
        self.is_suffix(name, &[&self.icann])
    }

    fn is_suffix(&self, name: &str, sections: &[&[Range<usize>]]) -> bool {
        let holds = |rule: &str| sections.iter().any(|section| self.holds(section, rule));
        match name.split_once('.') {
            None => true,
            Some((_, parent)) => {
                (holds(name) || holds(&format!("*.{parent}"))) && !holds(&format!("!{name}"))
            }
        }
    }

    /// Whether `name` ends in a top-level domain of the list: in one that exists in the public DNS.
    pub fn has_top_level_domain(&self, name: &str) -> bool {
        let last = name.rsplit('.').next().unwrap_or_default();
        self.holds(&self.icann, last) || self.holds(&self.icann, &format!("*.{last}"))
    }

    fn holds(&self, section: &[Range<usize>], rule: &str) -> bool {
        section
            .binary_search_by(|range| self.rule(range).cmp(rule))
            .is_ok()
    }

    fn rule(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = r#"{"format":1,"data":"public-suffix-list","source":"s","date":"2026-01-01","dateBasis":"b","licence":"l","count":6,"icann":5}"#;
    const RULES: &str = "!www.ck\n*.ck\nco.uk\ncom\nuk\npages.com\n";

    #[test]
    fn follows_the_lists_algorithm() {
        let list = PublicSuffixes::read(format!("{HEADER}\n{RULES}").as_bytes()).unwrap();
        for (name, expected) in [
            ("com", true),
            ("example.com", false),
            ("uk", true),
            ("co.uk", true),
            ("example.co.uk", false),
            ("o.uk", false),
            ("a.ck", true),
            ("www.ck", false),
            ("b.a.ck", false),
            ("nowhere", true),
            ("a.nowhere", false),
            ("pages.com", true),
        ] {
            assert_eq!(list.is_public_suffix(name), expected, "{name}");
        }
        assert!(!list.is_registry_suffix("pages.com"));
        assert!(list.is_registry_suffix("co.uk"));
        for (name, expected) in [
            ("a.com", true),
            ("a.ck", true),
            ("com", true),
            ("a.nowhere", false),
            ("localhost", false),
        ] {
            assert_eq!(list.has_top_level_domain(name), expected, "{name}");
        }
    }

    #[test]
    fn a_file_that_does_not_fit_its_header_is_refused_whole() {
        let whole = format!("{HEADER}\n{RULES}");
        assert!(PublicSuffixes::read(whole.as_bytes()).is_ok());
        for wrong in [
            String::new(),
            HEADER.to_owned(),
            format!("{whole}zz\n"),
            whole.replace("\"format\":1", "\"format\":2"),
            whole.replace("public-suffix-list", "something"),
            whole.replace("co.uk\ncom", "com\nco.uk"),
        ] {
            assert!(PublicSuffixes::read(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert!(PublicSuffixes::read(&[0xff]).is_err());
    }
}
