//! What binds below Chrome's own roots alone: every chain that the real Chromium was asked about with a root store and logs of ours
//! in the place of its own (`parity/src/built_in.rs`) has the same code here, and the same answer to whether one may go on.
//! The verdicts are recorded in `parity/verdicts/chromium-built-in.json`.

#[path = "common/asked.rs"]
mod asked;
mod common;
#[path = "common/holds.rs"]
mod holds;

use certlens::{Data, StoreName, Tls};
use parity::built_in::{self, BuiltIn};

/// Our logs, in a list of the day of the record.
fn logs(data: &mut Data) {
    use base64::Engine as _;
    let base64 = |bytes: &[u8]| base64::prelude::BASE64_STANDARD.encode(bytes);
    let logs = built_in::logs();
    let count = logs.len();
    let lines = logs.into_iter().map(|(name, operator, is_static, retired)| {
        let log = mint::CtLog::new(name);
        let kind = if is_static { "static-ct-api" } else { "rfc6962" };
        let retired = retired.map_or(String::new(), |at| format!(r#","retiredAt":"{at}""#));
        let (id, key) = (base64(&log.id()), base64(&log.key.spki()));
        format!(
            "{{\"name\":\"{name}\",\"operator\":\"{operator}\",\"kind\":\"{kind}\",\"id\":\"{id}\",\"key\":\"{key}\"{retired}}}\n"
        )
    });
    let lines: String = lines.collect();
    let header = format!(
        r#"{{"format":1,"data":"ct-logs","source":"s","date":"2026-11-26","dateBasis":"b","licence":"l","count":{count}}}"#
    );
    data.load(format!("{header}\n{lines}").as_bytes())
        .expect("a list of logs");
}

/// The store with this root alone.
fn store(data: &mut Data, case: &BuiltIn) {
    let [root] = case.case.anchors.as_slice() else {
        panic!("{}: one root", case.case.id)
    };
    let (length, terms) = (root.len(), &case.terms);
    let header = format!(
        r#"{{"format":1,"store":"chrome","source":"s","date":"2026-11-26","licence":"l","count":1,"anchors":[{{"length":{length}{terms}}}]}}"#
    );
    data.load(&[header.as_bytes(), b"\n", root].concat())
        .expect("a store");
}

#[test]
fn what_binds_below_built_in_roots_is_judged_as_chromium_judged_it() {
    let record = parity::record::read("chromium-built-in").expect("the record");
    let mut data = common::data();
    logs(&mut data);
    let cases = built_in::all();
    assert_eq!(record.verdicts.len(), cases.len(), "cases are gone");
    let mut differences = Vec::new();
    for case in &cases {
        let line = &record.verdicts[&case.case.id];
        assert_eq!(line.question, case.digest(), "{}", case.case.id);
        store(&mut data, case);
        let mut request = asked::request(&case.case, "chrome");
        request.trust.store = StoreName::Chrome.into();
        if case.is_tls12 {
            request.tls = Tls::V12;
        }
        if !case.is_local_too {
            request.trust.anchors.clear();
        }
        let report = holds::validate(&request, &data).expect("a well-formed request");
        let proceeds = line.proceed.filter(|_| line.code.is_some());
        let is_same = report.code == line.code.as_deref()
            && proceeds.is_none_or(|proceeds| report.overridable == Some(proceeds));
        if !is_same {
            differences.push(format!(
                "{}: Chromium {:?} {proceeds:?}, certlens {:?} {:?}: {}",
                case.case.id, line.code, report.code, report.overridable, report.summary
            ));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
