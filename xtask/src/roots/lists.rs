//! The two root lists in ../shared/trust.

use anyhow::{Context, Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::store::{Anchor, ConstraintSet, Header, Kind, Store};

/// A list's file, and how its text is read.
type List = (&'static str, fn(&str) -> Result<Store>);

/// Both lists.
pub(crate) const LISTS: [List; 2] = [
    ("chrome-root-store.json", chrome),
    ("mozilla-roots.json", mozilla),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChromeList {
    source: String,
    #[serde(rename = "about")]
    _about: String,
    anchors: Vec<ChromeAnchor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChromeAnchor {
    sha256: String,
    name: String,
    kind: String,
    constraints: Vec<ChromeConstraints>,
    ev_policy_oids: Vec<String>,
    enforce_anchor_expiry: bool,
    enforce_anchor_constraints: bool,
    der: String,
}

/// An unknown constraint is refused: dropped, it would widen what is trusted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChromeConstraints {
    sct_not_after: Option<i64>,
    sct_all_after: Option<i64>,
    min_version: Option<String>,
    max_version_exclusive: Option<String>,
    #[serde(default)]
    permitted_dns_names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MozillaList {
    source: String,
    #[serde(rename = "about")]
    _about: String,
    roots: Vec<MozillaRoot>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MozillaRoot {
    name: String,
    sha256: String,
    distrust_after: Option<String>,
    der: String,
}

fn chrome(text: &str) -> Result<Store> {
    let list: ChromeList = serde_json::from_str(text)?;
    let (_, version) = list
        .source
        .split_once("version ")
        .context("the source names no version")?;
    let version = version.split(' ').next().unwrap_or_default().to_owned();
    // The list carries no date.
    let (date, date_basis) = match version.as_str() {
        "40" => (
            "2026-09-01",
            "estimated: the source names Chrome 154 and no day; BoringSSL of 2026-08-21 is that of Chrome 153 to 154",
        ),
        _ => bail!("add the date of version {version}"),
    };
    let header = |anchors: Vec<Anchor>| Header {
        format: 1,
        store: "chrome".into(),
        source: list.source,
        date: date.into(),
        date_basis: date_basis.into(),
        licence: "BSD-3-Clause".into(),
        version,
        count: anchors.len(),
        anchors,
    };
    store(list.anchors.into_iter().map(chrome_anchor), header)
}

fn chrome_anchor(anchor: ChromeAnchor) -> Result<(Anchor, Vec<u8>)> {
    let certificate = BASE64_STANDARD.decode(&anchor.der)?;
    let constraints = anchor.constraints.into_iter().map(|set| {
        Ok(ConstraintSet {
            sct_not_after: set.sct_not_after.map(rfc3339).transpose()?,
            sct_all_after: set.sct_all_after.map(rfc3339).transpose()?,
            min_version: set.min_version,
            max_version_exclusive: set.max_version_exclusive,
            permitted_dns_names: set.permitted_dns_names,
        })
    });
    if anchor.enforce_anchor_expiry != anchor.enforce_anchor_constraints {
        bail!(
            "{}: the engine takes dates and constraints of an anchor as one (src/trust/terms.rs)",
            anchor.name
        );
    }
    let anchor = Anchor {
        length: certificate.len(),
        name: anchor.name,
        sha256: anchor.sha256,
        kind: match anchor.kind.as_str() {
            "Root" => Kind::Root,
            "Additional" => Kind::Additional,
            other => bail!("unknown kind {other}"),
        },
        constraints: constraints.collect::<Result<_>>()?,
        ev_policy_oids: anchor.ev_policy_oids,
        enforce_expiry: anchor.enforce_anchor_expiry,
        enforce_constraints: anchor.enforce_anchor_constraints,
        distrust_after: None,
    };
    Ok((anchor, certificate))
}

fn mozilla(text: &str) -> Result<Store> {
    let list: MozillaList = serde_json::from_str(text)?;
    let (date, version) = match list.source.as_str() {
        source if source.starts_with("NSS certdata.txt, May 2026 ") => ("2026-05-01", "2026-05"),
        source => bail!("add the date of {source}"),
    };
    let header = |anchors: Vec<Anchor>| Header {
        format: 1,
        store: "mozilla".into(),
        source: list.source,
        date: date.into(),
        date_basis: "the first day of the month that the source names".into(),
        licence: "MPL-2.0".into(),
        version: version.into(),
        count: anchors.len(),
        anchors,
    };
    store(list.roots.into_iter().map(mozilla_anchor), header)
}

fn mozilla_anchor(root: MozillaRoot) -> Result<(Anchor, Vec<u8>)> {
    let certificate = BASE64_STANDARD.decode(&root.der)?;
    if let Some(time) = &root.distrust_after {
        OffsetDateTime::parse(time, &Rfc3339)?;
    }
    let anchor = Anchor {
        length: certificate.len(),
        name: root.name,
        sha256: root.sha256,
        kind: Kind::Root,
        constraints: Vec::new(),
        ev_policy_oids: Vec::new(),
        enforce_expiry: false,
        enforce_constraints: false,
        distrust_after: root.distrust_after,
    };
    Ok((anchor, certificate))
}

fn store(
    anchors: impl Iterator<Item = Result<(Anchor, Vec<u8>)>>,
    header: impl FnOnce(Vec<Anchor>) -> Header,
) -> Result<Store> {
    let (anchors, certificates) = anchors.collect::<Result<Vec<_>>>()?.into_iter().unzip();
    let store = Store {
        header: header(anchors),
        certificates,
    };
    store.encode()?;
    Ok(store)
}

fn rfc3339(seconds: i64) -> Result<String> {
    Ok(OffsetDateTime::from_unix_timestamp(seconds)?.format(&Rfc3339)?)
}
