//! On what terms a store trusts an anchor: what its programme adds to the certificate itself. Plain data from the store's
//! header; what a browser makes of it is for the rules to say.

use std::fmt;

use crate::json::Object;
use crate::time::Time;

/// What a programme says of one of its anchors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnchorTerms {
    /// Bytes of its certificate in the store's file.
    pub length: usize,
    /// A root, or a certificate below one.
    pub kind: AnchorKind,
    /// The anchor is accepted where at least one whole set holds, or where there is none.
    pub constraints: Vec<ConstraintSet>,
    /// The certificate's own extensions and dates bind (`enforce_anchor_constraints`).
    pub enforce_constraints: bool,
    /// A leaf whose notBefore is later is not trusted through it (`CKA_NSS_SERVER_DISTRUST_AFTER`).
    pub distrust_after: Option<Time>,
}

impl AnchorTerms {
    pub(super) fn read(mut fields: Object) -> Result<Self, String> {
        let kind = match fields.optional_text("kind")?.as_deref() {
            None | Some("root") => AnchorKind::Root,
            Some("additional") => AnchorKind::Additional,
            Some(other) => return Err(format!("not a kind of anchor: {other}")),
        };
        Ok(Self {
            length: fields.optional_count("length")?.unwrap_or_default(),
            kind,
            constraints: fields.objects("constraints", ConstraintSet::read)?,
            enforce_constraints: enforces_constraints(&mut fields)?,
            distrust_after: time(&mut fields, "distrustAfter")?,
        })
    }
}

/// `enforce_anchor_constraints` and `enforce_anchor_expiry`, which lists so far have together, and which the engine takes as one: a list
/// with one of them alone is not read.
fn enforces_constraints(fields: &mut Object) -> Result<bool, String> {
    let (expiry, constraints) = (
        fields.flag("enforceExpiry")?,
        fields.flag("enforceConstraints")?,
    );
    match expiry != constraints {
        true => Err("enforceExpiry and enforceConstraints differ".to_owned()),
        false => Ok(constraints),
    }
}

/// Whether an anchor is a root.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnchorKind {
    /// A root.
    #[default]
    Root,
    /// A certificate below a root that is trusted by itself.
    Additional,
}

/// Conditions on an anchor, all of which must hold (`ChromeRootCertConstraints`). One that this engine does not know makes the
/// file unreadable: passed over, it would widen what is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConstraintSet {
    /// At least one SCT is at or before it.
    pub sct_not_after: Option<Time>,
    /// There is an SCT, and every one is later.
    pub sct_all_after: Option<Time>,
    /// The browser's version is this or a later one.
    pub min_version: Option<Version>,
    /// The browser's version is an earlier one.
    pub max_version_exclusive: Option<Version>,
    /// Every dNSName of the leaf lies under one of them.
    pub permitted_dns_names: Vec<String>,
}

impl ConstraintSet {
    fn read(mut fields: Object) -> Result<Self, String> {
        let names = fields.optional_texts("permittedDnsNames")?;
        let set = Self {
            sct_not_after: time(&mut fields, "sctNotAfter")?,
            sct_all_after: time(&mut fields, "sctAllAfter")?,
            min_version: version(&mut fields, "minVersion")?,
            max_version_exclusive: version(&mut fields, "maxVersionExclusive")?,
            permitted_dns_names: names.unwrap_or_default(),
        };
        fields.finish()?;
        Ok(set)
    }
}

/// RFC 3339; a time that cannot be read makes the file unreadable.
fn time(fields: &mut Object, name: &str) -> Result<Option<Time>, String> {
    let text = fields.optional_text(name)?;
    text.map(crate::data_file::time).transpose()
}

fn version(fields: &mut Object, name: &str) -> Result<Option<Version>, String> {
    let text = fields.optional_text(name)?;
    let read = |text: String| Version::parse(&text).ok_or(format!("not a version: {text}"));
    text.map(read).transpose()
}

/// A browser's version: numbers separated by periods. Missing ones are zero, so that 139 and 139.0 are the same, as in
/// Chromium's `base::Version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version([u32; 4]);

impl Version {
    /// From its four numbers.
    pub const fn new(numbers: [u32; 4]) -> Self {
        Self(numbers)
    }

    /// Reads `153.0.8010.0`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = [0; 4];
        let parts: Vec<&str> = text.split('.').collect();
        if parts.len() > numbers.len() {
            return None;
        }
        for (number, part) in numbers.iter_mut().zip(parts) {
            *number = Some(part)
                .filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?
                .parse()
                .ok()?;
        }
        Some(Self(numbers))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, build, patch] = self.0;
        write!(f, "{major}.{minor}.{build}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_their_numbers() {
        let version = |text| Version::parse(text).unwrap();
        assert_eq!(version("139"), version("139.0.0.0"));
        assert!(version("139.0.1") > version("139"));
        assert!(version("153.0.8010.0") < version("156.0.8078.79"));
        assert!(version("9.0.0.0") < version("10.0.0.0"));
        for wrong in ["", "1.", "1..2", "a", "1.2.3.4.5", "-1", "+1", "4294967296"] {
            assert_eq!(Version::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn terms_are_read_and_unknown_conditions_refused() {
        let text = r#"{"length":3,"sha256":"","kind":"additional","enforceExpiry":true,"enforceConstraints":true,"constraints":[
            {"sctNotAfter":"2026-09-30T23:59:59Z","minVersion":"153.0.8010.0"},
            {"maxVersionExclusive":"139"},
            {"sctAllAfter":"2026-01-01T00:00:00Z","permittedDnsNames":["example"]}],
            "distrustAfter":"2024-11-30T23:59:59Z"}"#;
        let read = |text: &str| Object::read(text.as_bytes()).and_then(AnchorTerms::read);
        let terms = read(text).unwrap();
        let time = |text| Time::parse_rfc3339(text);
        let expected = AnchorTerms {
            length: 3,
            kind: AnchorKind::Additional,
            enforce_constraints: true,
            distrust_after: time("2024-11-30T23:59:59Z"),
            constraints: vec![
                ConstraintSet {
                    sct_not_after: time("2026-09-30T23:59:59Z"),
                    min_version: Version::parse("153.0.8010.0"),
                    ..ConstraintSet::default()
                },
                ConstraintSet {
                    max_version_exclusive: Version::parse("139"),
                    ..ConstraintSet::default()
                },
                ConstraintSet {
                    sct_all_after: time("2026-01-01T00:00:00Z"),
                    permitted_dns_names: vec!["example".to_owned()],
                    ..ConstraintSet::default()
                },
            ],
        };
        assert_eq!(terms, expected);
        for wrong in [
            r#"{"constraints":[{"indexNotAfter":5}]}"#,
            r#"{"constraints":[{"sctNotAfter":"soon"}]}"#,
            r#"{"constraints":[{"minVersion":"x"}]}"#,
            r#"{"kind":"other"}"#,
            r#"{"enforceExpiry":true}"#,
            r#"{"enforceConstraints":true}"#,
            r#"{"distrustAfter":"never"}"#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
