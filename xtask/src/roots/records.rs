//! The lists in ../shared/trust that hold no certificates: Certificate Transparency logs, OneCRL, preloaded intermediates.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

use super::store::sha256;

/// A list's file, the data file that is made of it, and how.
type List = (&'static str, &'static str, fn(&str) -> Result<Vec<u8>>);

/// All of them.
pub(crate) const LISTS: [List; 3] = [
    ("ct-logs.json", "ct-logs.data", ct_logs),
    ("onecrl.json", "onecrl.data", one_crl),
    (
        "firefox-intermediates.json",
        "firefox-intermediates.data",
        intermediates,
    ),
];

/// The file's first line; the engine's `trust::DataHeader` reads it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Header<'a> {
    format: u32,
    data: &'a str,
    source: &'a str,
    date: &'a str,
    date_basis: &'a str,
    licence: &'a str,
    count: usize,
}

fn file(header: &Header<'_>, body: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(header)?;
    bytes.push(b'\n');
    bytes.extend(body);
    Ok(bytes)
}

fn line(body: &mut Vec<u8>, value: &impl Serialize) -> Result<()> {
    body.extend(serde_json::to_vec(value)?);
    body.push(b'\n');
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LogList {
    source: String,
    #[serde(rename = "about")]
    _about: String,
    logs: Vec<ListedLog>,
}

/// An unknown field is refused: it might say that a log does not count.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedLog {
    name: String,
    operator: String,
    r#type: String,
    log_id: String,
    key: String,
    disqualified_at: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    name: String,
    operator: String,
    kind: String,
    id: String,
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    retired_at: Option<String>,
}

/// A line of JSON for each log.
fn ct_logs(text: &str) -> Result<Vec<u8>> {
    let list: LogList = serde_json::from_str(text)?;
    if !list.source.contains("Chromium 156.0.8078.") {
        bail!("add the date of {}", list.source);
    }
    let header = Header {
        format: 1,
        data: "ct-logs",
        source: &list.source,
        date: "2026-10-02",
        date_basis: "the source has none; Chromium 156.0.8078.108, of the same branch, holds the dates of two of its lists, 2 and 5 October 2026, of which this is the earlier",
        licence: "BSD-3-Clause",
        count: list.logs.len(),
    };
    let mut body = Vec::new();
    for log in list.logs {
        let key = BASE64_STANDARD.decode(&log.key)?;
        let id = BASE64_STANDARD.decode(&log.log_id)?;
        let id: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
        if sha256(&key) != id {
            bail!("the id of {} is not its key's", log.name);
        }
        line(
            &mut body,
            &Log {
                name: log.name,
                operator: log.operator,
                kind: log.r#type,
                id: log.log_id,
                key: log.key,
                retired_at: log.disqualified_at,
            },
        )?;
    }
    file(&header, &body)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneCrl {
    source: String,
    #[serde(rename = "about")]
    _about: String,
    records: Vec<Revoked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Revoked {
    issuer_name: Option<String>,
    serial_number: Option<String>,
    subject: Option<String>,
    pub_key_hash: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ByIssuer<'a> {
    issuer: &'a str,
    serial_numbers: &'a [&'a str],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BySubject<'a> {
    subject: &'a str,
    key_hashes: &'a [&'a str],
}

/// A line of JSON for each issuer with its serial numbers, then one for each subject with its keys.
fn one_crl(text: &str) -> Result<Vec<u8>> {
    let list: OneCrl = serde_json::from_str(text)?;
    if list.source != "Mozilla OneCRL as Firefox 153.7.0esr ships it" {
        bail!("add the date of {}", list.source);
    }
    let (mut issuers, mut subjects) = (BTreeMap::new(), BTreeMap::new());
    for record in &list.records {
        let Revoked {
            issuer_name,
            serial_number,
            subject,
            pub_key_hash,
        } = record;
        let (names, name, member) = match (issuer_name, serial_number, subject, pub_key_hash) {
            (Some(issuer), Some(serial), None, None) => (&mut issuers, issuer, serial),
            (None, None, Some(subject), Some(key)) => (&mut subjects, subject, key),
            _ => bail!("a record is neither issuer and serial nor subject and key"),
        };
        let members: &mut Vec<&str> = names.entry(name.as_str()).or_default();
        members.push(member);
    }
    let header = Header {
        format: 1,
        data: "onecrl",
        source: &list.source,
        date: "2026-11-03",
        date_basis: FIREFOX_DATE,
        licence: "MPL-2.0",
        count: list.records.len(),
    };
    let mut body = Vec::new();
    for (issuer, serial_numbers) in &issuers {
        let record = ByIssuer {
            issuer,
            serial_numbers,
        };
        line(&mut body, &record)?;
    }
    for (subject, key_hashes) in &subjects {
        let record = BySubject {
            subject,
            key_hashes,
        };
        line(&mut body, &record)?;
    }
    file(&header, &body)
}

/// How the dates of what Firefox ships are known.
const FIREFOX_DATE: &str = "the day on which Firefox 153.7.0esr was built";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Intermediates {
    source: String,
    #[serde(rename = "about")]
    _about: String,
    records: Vec<Intermediate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Intermediate {
    #[serde(rename = "subjectDN")]
    subject: Option<String>,
    #[serde(rename = "pubKeyHash")]
    key: Option<String>,
    #[serde(rename = "derHash")]
    certificate: String,
}

/// Of each record: two octets with the length of the subject's DER, the DER, where there is one the key's SHA-256, and the
/// certificate's SHA-256.
fn intermediates(text: &str) -> Result<Vec<u8>> {
    let list: Intermediates = serde_json::from_str(text)?;
    if !list
        .source
        .starts_with("Intermediates that Firefox 153.7.0esr preloads")
    {
        bail!("add the date of {}", list.source);
    }
    let mut body = Vec::new();
    let hash = |text: &str| -> Result<[u8; 32]> {
        let bytes = BASE64_STANDARD.decode(text)?;
        bytes.as_slice().try_into().context("not a SHA-256")
    };
    for record in &list.records {
        match (&record.subject, &record.key) {
            (Some(subject), Some(key)) => {
                let subject = BASE64_STANDARD.decode(subject)?;
                body.extend(u16::try_from(subject.len())?.to_be_bytes());
                body.extend(subject);
                body.extend(hash(key)?);
            }
            (None, None) => body.extend([0, 0]),
            _ => bail!("a record has a subject or a key alone"),
        }
        body.extend(hash(&record.certificate)?);
    }
    let header = Header {
        format: 1,
        data: "firefox-intermediates",
        source: &list.source,
        date: "2026-11-03",
        date_basis: FIREFOX_DATE,
        licence: "MPL-2.0",
        count: list.records.len(),
    };
    file(&header, &body)
}
