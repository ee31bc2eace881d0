//! What Chromium's component updater brings of public key infrastructure ("PKI Metadata"): a root store and a list of logs, of our
//! own. Knows the protocol buffers that hold them: net/cert/root_store.proto,
//! components/certificate_transparency/certificate_transparency{,_config}.proto.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use mint::CtLog;
use serde_json::{Value, json};

use crate::built_in::{BuiltIn, chromium::logs};
use crate::near;
use crate::record;

/// Later than what is built in.
const VERSION: &str = "9999.1.1.1";

/// Writes it into a profile that no browser has used yet.
pub(super) fn install(profile: &Path, cases: &[&BuiltIn]) -> Result<()> {
    let folder = profile.join("PKIMetadata").join(VERSION);
    fs::create_dir_all(&folder)?;
    let manifest = json!({ "manifest_version": 2, "name": "pkiMetadata", "version": VERSION });
    fs::write(folder.join("manifest.json"), manifest.to_string())?;
    let fingerprint = format!("1.{}", "a".repeat(64));
    fs::write(folder.join("manifest.fingerprint"), fingerprint)?;
    fs::write(folder.join("crs.pb"), root_store(cases)?)?;
    fs::write(folder.join("ct_config.pb"), log_list())?;
    Ok(())
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn number(field: u64, value: u64) -> Vec<u8> {
    [varint(field << 3), varint(value)].concat()
}

fn bytes(field: u64, value: &[u8]) -> Vec<u8> {
    [&varint(field << 3 | 2), &varint(value.len() as u64), value].concat()
}

fn root_store(cases: &[&BuiltIn]) -> Result<Vec<u8>> {
    let mut store = number(2, 99_999);
    for (id, case) in (5000..).zip(cases) {
        let terms: Value = serde_json::from_str(&format!("{{\"terms\":0{}}}", case.terms))
            .with_context(|| case.case.id.clone())?;
        for root in &case.case.anchors {
            let (anchor, is_additional) = anchor(root, &terms, id)?;
            store.extend(bytes(if is_additional { 3 } else { 1 }, &anchor));
        }
        for root in &case.others {
            let (anchor, _) = anchor(root, &Value::Null, id)?;
            store.extend(bytes(1, &anchor));
        }
    }
    Ok(store)
}

/// TrustAnchor, and whether it is no root.
fn anchor(root: &[u8], terms: &Value, id: u64) -> Result<(Vec<u8>, bool)> {
    let is_additional = terms["kind"] == "additional";
    let mut anchor = bytes(1, root);
    for set in terms["constraints"].as_array().into_iter().flatten() {
        anchor.extend(bytes(4, &constraint_set(set)?));
    }
    for (field, is_set) in [
        (8, terms["enforceExpiry"] == true),
        (9, terms["enforceConstraints"] == true),
        (10, is_additional),
    ] {
        if is_set {
            anchor.extend(number(field, 1));
        }
    }
    anchor.extend(number(12, id));
    Ok((anchor, is_additional))
}

fn constraint_set(set: &Value) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    for (name, value) in set.as_object().into_iter().flatten() {
        let text = value.as_str();
        out.extend(match (name.as_str(), text) {
            ("sctNotAfter", Some(time)) => number(1, near::parsed(time) as u64),
            ("sctAllAfter", Some(time)) => number(2, near::parsed(time) as u64),
            ("minVersion", Some(version)) => bytes(3, version.as_bytes()),
            ("maxVersionExclusive", Some(version)) => bytes(4, version.as_bytes()),
            ("permittedDnsNames", _) => {
                let names = value.as_array().into_iter().flatten();
                let names = names.filter_map(Value::as_str);
                names.flat_map(|name| bytes(5, name.as_bytes())).collect()
            }
            _ => anyhow::bail!("no such constraint: {name}"),
        });
    }
    Ok(out)
}

/// CTConfig. The list is as old as the questions.
fn log_list() -> Vec<u8> {
    const USABLE: u64 = 3;
    const RETIRED: u64 = 5;
    let at = |time: i64| number(1, time as u64);
    let mut list = [number(1, 9999), number(2, 1)].concat();
    list.extend(bytes(3, &at(near::unix(record::TIME))));
    for (name, operator, is_static, retired) in logs() {
        let spki = CtLog::new(name).key.spki();
        let mut log = bytes(1, name.as_bytes());
        log.extend(bytes(2, STANDARD.encode(&spki).as_bytes()));
        log.extend(bytes(3, STANDARD.encode(CtLog::new(name).id()).as_bytes()));
        log.extend(bytes(
            6,
            &[bytes(1, &at(1)), bytes(2, &at(4_000_000_000))].concat(),
        ));
        log.extend(number(7, 1));
        let since = |state, time| bytes(8, &[number(1, state), bytes(2, &at(time))].concat());
        if let Some(retired) = retired {
            log.extend(since(RETIRED, near::parsed(&retired)));
        }
        log.extend(since(USABLE, 1));
        let operated = [bytes(1, operator.as_bytes()), bytes(2, &at(1))].concat();
        log.extend(bytes(9, &operated));
        log.extend(number(18, if is_static { 2 } else { 1 }));
        list.extend(bytes(6, &log));
    }
    bytes(2, &list)
}
