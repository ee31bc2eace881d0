//! The table of checks for readers: what each rule is, why there is such a rule, where it is written (`meanings`), and what other
//! programs call its fault (`codes`). Words without values; those with the values found are in [`super::prose`].

mod codes;
mod meanings;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::prose::Role;
use crate::finding::Check;

pub use codes::Codes;
pub(crate) use codes::codes_of;

/// What a check is; the same for every report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    /// States the fault in a few plain words, without a final period.
    pub title: &'static str,
    /// What the rule is and why it exists: two to four sentences.
    pub meaning: &'static str,
    /// Where the rule is written; `None` for rules of certlens itself.
    pub reference: Option<Reference>,
    /// What other programs call the fault.
    pub codes: Codes,
}

/// A place in a standard. Serialises to `{ document, section, url }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reference {
    /// `RFC 5280`, `X.690`.
    pub document: &'static str,
    /// `4.2.1.9`.
    pub section: &'static str,
}

impl Reference {
    /// The address of the section, derived from its name: the RFC editor's page, or the whole document where it has no
    /// addresses for sections: the ITU's for X.690, the CA/Browser Forum's.
    pub fn url(&self) -> String {
        if self.document == BASELINE_REQUIREMENTS {
            return "https://cabforum.org/working-groups/server/baseline-requirements/requirements/"
                .to_owned();
        }
        match self.document.strip_prefix("RFC ") {
            Some(number) => format!(
                "https://www.rfc-editor.org/rfc/rfc{number}#section-{}",
                self.section
            ),
            None => format!("https://www.itu.int/rec/T-REC-{}", self.document),
        }
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Reference", 3)?;
        object.serialize_field("document", self.document)?;
        object.serialize_field("section", self.section)?;
        object.serialize_field("url", &self.url())?;
        object.end()
    }
}

/// The CA/Browser Forum's rules for public TLS server certificates.
const BASELINE_REQUIREMENTS: &str = "Baseline Requirements";

/// The row of a check, with the codes that its fault has where it is most often met.
pub(super) fn row(check: Check) -> Row {
    let (title, meaning, reference) = meanings::of(check);
    Row {
        title,
        meaning,
        reference,
        codes: codes::codes(check, Role::None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_check_has_a_row_of_its_own() {
        let rows: Vec<Row> = Check::ALL.iter().map(|check| row(*check)).collect();
        let titles: BTreeSet<&str> = rows.iter().map(|row| row.title).collect();
        let meanings: BTreeSet<&str> = rows.iter().map(|row| row.meaning).collect();
        assert_eq!(titles.len(), Check::ALL.len());
        assert_eq!(meanings.len(), Check::ALL.len());
        for (row, check) in rows.iter().zip(Check::ALL) {
            let sentences = row.meaning.matches(". ").count() + 1;
            assert!((2..=4).contains(&sentences), "{}", row.meaning);
            assert!(
                row.meaning.ends_with('.') && !row.title.ends_with('.'),
                "{}",
                row.title
            );
            for text in [row.title, row.meaning] {
                let browsers = ["Chrome", "Firefox", "Safari", "Edge"];
                let names = browsers.iter().filter(|_| !check.is_of_one_browser());
                for wrong in ["  ", "TODO", "{", "}"].iter().chain(names) {
                    assert!(!text.contains(*wrong), "{wrong:?} in {text}");
                }
            }
        }
    }

    #[test]
    fn references_lead_to_their_sections() {
        let json =
            |check: Check| serde_json::to_value(row(check)).map(|row| row["reference"].clone());
        assert_eq!(
            json(Check::IssuerNotCa).unwrap(),
            serde_json::json!({
                "document": "RFC 5280",
                "section": "4.2.1.9",
                "url": "https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9",
            })
        );
        assert_eq!(
            json(Check::DerLengthInvalid).unwrap()["url"],
            "https://www.itu.int/rec/T-REC-X.690"
        );
        for check in Check::ALL {
            if let Some(reference) = row(*check).reference {
                let section = reference.section;
                assert!(
                    section
                        .split('.')
                        .all(|part| part.parse::<u8>().is_ok_and(|part| part > 0)),
                    "{section}"
                );
                assert!(
                    ["X.690", BASELINE_REQUIREMENTS].contains(&reference.document)
                        || reference.document.starts_with("RFC "),
                    "{}",
                    reference.document
                );
            }
        }
    }
}
