//! Two certificates, field by field. Makes something of what the report shows of a certificate; judges nothing.

use serde::Serialize;

use crate::certificate::VERSION_NOT_ONE_OCTET;
use crate::engine::inspect_leaf;
use crate::input::Part;
use crate::report::{CertificateContents, CertificateInfo};
use crate::request::Error;
use crate::sorted::{Map, Set};
use crate::time::Time;

/// A field that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// Its name; of an extension's field, the extension's name, a comma and its own.
    pub field: String,
    /// What the first has; `None`: nothing.
    pub a: Option<String>,
    /// What the second has.
    pub b: Option<String>,
}

/// In what the end-entity certificates of two inputs differ, in the order of a certificate's fields. A list of values is
/// compared value by value: each that only one of them has is a difference of its own. What is compared is what a report shows,
/// which cuts what is monstrous; the last two rows, signature and fingerprint, tell that something differs. Equal bytes have
/// no difference.
///
/// # Errors
/// As [`crate::validate`] for an input without certificates; the message says which.
///
/// ```
/// use certlens::{Part, diff};
///
/// # let root = mint::root("Example Root CA");
/// # let old_pem = root.leaf(&["example.com", "old.example"]).issue().pem();
/// # let new_pem = root.leaf(&["example.com", "new.example"]).issue().pem();
/// let (old, new) = ([Part::Text(old_pem)], [Part::Text(new_pem)]);
/// let differences = diff(&old, &new)?;
/// let names: Vec<_> = differences
///     .iter()
///     .filter(|difference| difference.field == "subjectAltName, DNS names")
///     .map(|difference| (difference.a.as_deref(), difference.b.as_deref()))
///     .collect();
/// assert_eq!(names, [(Some("old.example"), None), (None, Some("new.example"))]);
/// assert!(diff(&old, &old)?.is_empty());
/// # Ok::<(), certlens::Error>(())
/// ```
pub fn diff(a: &[Part], b: &[Part]) -> Result<Vec<Difference>, Error> {
    let leaf = |name: &str, parts: &[Part]| {
        inspect_leaf(parts).map_err(|error| {
            let message = format!("`{name}`: {}", error.message);
            Error::new(error.code, message)
        })
    };
    let (a, b) = (leaf("a", a)?, leaf("b", b)?);
    if a.fingerprints.sha256 == b.fingerprints.sha256 {
        return Ok(Vec::new());
    }
    let (a, b) = (fields(&a), fields(&b));
    let only_b = b.names.iter().filter(|name| !a.values.contains_key(*name));
    let names = a.names.iter().chain(only_b);
    let mut rows: Vec<Difference> = Vec::new();
    for name in names {
        let found = differences(name, a.values.get(name), b.values.get(name));
        // An extension's bytes are only told where nothing that is read out of them differs.
        if let Some(extension) = name.strip_suffix(RAW) {
            let prefix = format!("{extension}, ");
            let is_told = |row: &Difference| {
                let field = row.field.strip_prefix(&prefix);
                field.is_some_and(|field| field != "critical")
            };
            if rows
                .iter()
                .rev()
                .take_while(|row| row.field.starts_with(&prefix))
                .any(is_told)
            {
                continue;
            }
        }
        rows.extend(found);
    }
    Ok(rows)
}

/// What the bytes of an extension are called.
const RAW: &str = ", value";

/// How one field differs.
fn differences(name: &str, a: Option<&Vec<String>>, b: Option<&Vec<String>>) -> Vec<Difference> {
    let difference = |a: Option<&String>, b: Option<&String>| Difference {
        field: name.to_owned(),
        a: a.cloned(),
        b: b.cloned(),
    };
    let (a, b) = (
        a.map_or(&[][..], Vec::as_slice),
        b.map_or(&[][..], Vec::as_slice),
    );
    match (a, b) {
        _ if a == b => Vec::new(),
        ([] | [_], [] | [_]) => vec![difference(a.first(), b.first())],
        _ => {
            let (in_a, in_b): (Set<_>, Set<_>) = (a.iter().collect(), b.iter().collect());
            let left = a.iter().filter(|value| !in_b.contains(value));
            let came = b.iter().filter(|value| !in_a.contains(value));
            let rows: Vec<Difference> = left
                .map(|value| difference(Some(value), None))
                .chain(came.map(|value| difference(None, Some(value))))
                .collect();
            if rows.is_empty() {
                // The same values, otherwise arranged.
                let (a, b) = (a.join(", "), b.join(", "));
                return vec![difference(Some(&a), Some(&b))];
            }
            rows
        }
    }
}

/// A certificate's fields by name, in its order. What an encoding has twice is one field with both values.
#[derive(Default)]
struct Fields {
    names: Vec<String>,
    values: Map<String, Vec<String>>,
}

impl Fields {
    fn add(&mut self, name: impl Into<String>, values: impl IntoIterator<Item = String>) {
        let name = name.into();
        if !self.values.contains_key(&name) {
            self.names.push(name.clone());
        }
        self.values.entry(name).or_default().extend(values);
    }
}

fn fields(info: &CertificateInfo) -> Fields {
    let mut fields = Fields::default();
    if let Some(contents) = &info.contents {
        add_contents(contents, &mut fields);
    }
    fields.add("SHA-256 fingerprint", [info.fingerprints.sha256.clone()]);
    fields
}

fn version(version: i64) -> String {
    match version {
        VERSION_NOT_ONE_OCTET => "not one byte long".to_owned(),
        version => version.to_string(),
    }
}

fn add_contents(contents: &CertificateContents, fields: &mut Fields) {
    let time = |time: Option<Time>| time.map(|time| time.to_string());
    let (key, algorithm) = (&contents.public_key, &contents.signature_algorithm);
    for (name, value) in [
        ("Version", Some(version(contents.version))),
        ("Serial number", Some(contents.serial_number.clone())),
        ("Signature algorithm", Some(algorithm.name.clone())),
        ("Signature parameters", algorithm.parameters.clone()),
        ("Issuer", Some(contents.issuer.text.clone())),
        ("Valid from", time(contents.not_before)),
        ("Valid until", time(contents.not_after)),
        ("Subject", Some(contents.subject.text.clone())),
        ("Public key algorithm", Some(key.algorithm.name.clone())),
        ("Public key parameters", key.algorithm.parameters.clone()),
        (
            "Public key size",
            key.bits.map(|bits| format!("{bits} bits")),
        ),
        ("Public key", Some(key.key.clone())),
    ] {
        fields.add(name, value);
    }
    for extension in &contents.extensions {
        let name = &extension.name;
        let critical = if extension.critical { "yes" } else { "no" };
        fields.add(format!("{name}, critical"), [critical.to_owned()]);
        for field in &extension.fields {
            fields.add(format!("{name}, {}", field.label), field.values.clone());
        }
        fields.add(format!("{name}{RAW}"), [extension.value.clone()]);
    }
    fields.add("Signature", [contents.signature.clone()]);
}
