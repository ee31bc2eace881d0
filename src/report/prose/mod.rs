//! stub
use crate::finding::Fault;
use crate::profile::Role;
pub struct Context<'a> {
    pub label: &'a dyn Fn(usize) -> String,
    pub certificate: Option<usize>,
    pub role: Role,
    pub hostname: Option<&'a str>,
}
pub struct Prose {
    pub explanation: String,
    pub fix: Option<Fix>,
}
#[derive(Clone, Debug, serde::Serialize)]
pub struct Fix {
    pub summary: String,
    pub steps: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<String>,
}
pub fn explain(_: &Fault, _: &Context<'_>) -> Prose {
    Prose {
        explanation: String::new(),
        fix: None,
    }
}
