//! What binds below a browser's own roots alone: every chain that the real Chromium and the real Firefox were asked about with roots and
//! logs of ours in the place of their own (`parity/src/built_in.rs`) has the same code here, and below Chromium's the same answer to
//! whether one may go on. The verdicts are recorded in `parity/verdicts/chromium-built-in.json` and `firefox-built-in.json`.

#[path = "common/asked.rs"]
mod asked;
mod common;
#[path = "common/holds.rs"]
mod holds;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use certlens::{Data, Part, Report, StoreName, Tls};
use parity::built_in::{BuiltIn, Listed, Log, chromium, firefox};

/// One browser's.
struct Suite {
    /// The record's name.
    record: &'static str,
    profile: &'static str,
    store: (StoreName, &'static str),
    logs: Vec<Log>,
    cases: Vec<BuiltIn>,
}

/// Our logs, in a list of the day of the record.
fn logs(data: &mut Data, logs: &[Log]) {
    let base64 = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
    let count = logs.len();
    let lines = logs.iter().map(|(name, operator, is_static, retired)| {
        let log = mint::CtLog::new(name);
        let kind = if *is_static { "static-ct-api" } else { "rfc6962" };
        let retired = retired.as_ref();
        let retired = retired.map_or(String::new(), |at| format!(r#","retiredAt":"{at}""#));
        let (id, key) = (base64(&log.id()), base64(&log.key.spki()));
        format!(
            "{{\"name\":\"{name}\",\"operator\":\"{operator}\",\"kind\":\"{kind}\",\"id\":\"{id}\",\"key\":\"{key}\"{retired}}}\n"
        )
    });
    let lines: String = lines.collect();
    load(data, "ct-logs", count, &lines);
}

/// OneCRL with these entries alone.
fn one_crl(data: &mut Data, listed: &[Listed]) {
    let base64 = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
    let lines = listed.iter().map(|listed| match listed {
        Listed::Issued(issuer, serial) => {
            let (issuer, serial) = (base64(issuer), base64(serial));
            format!("{{\"issuer\":\"{issuer}\",\"serialNumbers\":[\"{serial}\"]}}\n")
        }
        Listed::Keyed(subject, key) => {
            let (subject, key) = (base64(subject), base64(key));
            format!("{{\"subject\":\"{subject}\",\"keyHashes\":[\"{key}\"]}}\n")
        }
    });
    let lines: String = lines.collect();
    load(data, "onecrl", listed.len(), &lines);
}

fn load(data: &mut Data, name: &str, count: usize, lines: &str) {
    let header = format!(
        r#"{{"format":1,"data":"{name}","source":"s","date":"2026-11-26","dateBasis":"b","licence":"l","count":{count}}}"#
    );
    data.load(format!("{header}\n{lines}").as_bytes())
        .expect("a data file");
}

/// The store with the roots of this case alone.
fn store(data: &mut Data, name: &str, case: &BuiltIn) {
    let [root] = case.case.anchors.as_slice() else {
        panic!("{}: one root with terms", case.case.id)
    };
    let first = format!(r#"{{"length":{}{}}}"#, root.len(), case.terms);
    let others = case.others.iter();
    let others = others.map(|root| format!(r#"{{"length":{}}}"#, root.len()));
    let anchors: Vec<String> = std::iter::once(first).chain(others).collect();
    let (count, anchors) = (anchors.len(), anchors.join(","));
    let header = format!(
        r#"{{"format":1,"store":"{name}","source":"s","date":"2026-11-26","licence":"l","count":{count},"anchors":[{anchors}]}}"#
    );
    let others = case.others.concat();
    data.load(&[header.as_bytes(), b"\n", root, &others].concat())
        .expect("a store");
}

fn judged(suite: &Suite, case: &BuiltIn, data: &mut Data) -> Report {
    let (store_name, name) = suite.store;
    store(data, name, case);
    one_crl(data, &case.listed);
    let parts = |certificates: &[Vec<u8>]| -> Vec<Part> {
        certificates.iter().cloned().map(Part::Bytes).collect()
    };
    let mut request = asked::request(&case.case, suite.profile);
    request.trust.store = store_name.into();
    if case.is_tls12 {
        request.tls = Tls::V12;
    }
    if !case.is_local_too {
        request.trust.anchors.clear();
    }
    request.trust.anchors.extend(parts(&case.added));
    request.fetched = parts(&case.downloaded);
    request.scts = case.scts.iter().cloned().collect();
    holds::validate(&request, data).expect("a well-formed request")
}

fn compare(suite: &Suite) {
    let record = parity::record::read(suite.record).expect("the record");
    let mut data = common::data();
    logs(&mut data, &suite.logs);
    assert_eq!(
        record.verdicts.len(),
        suite.cases.len(),
        "cases are gone: {}",
        suite.record
    );
    let mut differences = Vec::new();
    for case in &suite.cases {
        let line = &record.verdicts[&case.case.id];
        assert_eq!(line.question, case.digest(), "{}", case.case.id);
        let report = judged(suite, case, &mut data);
        let proceeds = line.proceed.filter(|_| line.code.is_some());
        let is_same = report.code == line.code.as_deref()
            && proceeds.is_none_or(|proceeds| report.overridable == Some(proceeds));
        if !is_same {
            differences.push(format!(
                "{}: {} {:?} {proceeds:?}, certlens {:?} {:?}: {}",
                case.case.id,
                record.browser,
                line.code,
                report.code,
                report.overridable,
                report.summary
            ));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn what_binds_below_built_in_roots_is_judged_as_chromium_judged_it() {
    compare(&Suite {
        record: "chromium-built-in",
        profile: "chrome",
        store: (StoreName::Chrome, "chrome"),
        logs: chromium::logs(),
        cases: chromium::all(),
    });
}

#[test]
fn what_binds_below_built_in_roots_is_judged_as_firefox_judged_it() {
    let logs = firefox::logs().into_iter();
    compare(&Suite {
        record: "firefox-built-in",
        profile: "firefox",
        store: (StoreName::Mozilla, "mozilla"),
        logs: logs.map(|(log, _)| log).collect(),
        cases: firefox::all(),
    });
}
