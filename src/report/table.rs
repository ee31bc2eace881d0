//! stub
use crate::finding::Check;
#[derive(Clone, Debug, serde::Serialize)]
pub struct Reference {}
#[derive(Clone, Debug, serde::Serialize)]
pub struct Codes {}
pub struct Row {
    pub title: &'static str,
    pub meaning: &'static str,
    pub reference: Option<Reference>,
    pub codes: Codes,
}
pub fn row(c: Check) -> Row {
    Row {
        title: c.id(),
        meaning: "",
        reference: None,
        codes: Codes {},
    }
}
