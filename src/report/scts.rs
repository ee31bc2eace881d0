//! The SCTs in a certificate for showing, with the names of their logs. Says what they say, not whether it is true: signatures
//! are for `checks`.

use serde::Serialize;

use crate::certificate::{Certificate, Contents};
use crate::text::{hex, visible_short};
use crate::time::Time;
use crate::transparency::{LogList, Sct, SctList, embedded};

/// SCTs of one certificate that are shown. Real ones have two to five.
const MOST: usize = 32;

/// A log's promise to publish the certificate (RFC 6962 §3.2), as it stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SctInfo {
    /// Hexadecimal; `None` where the SCT cannot be read.
    pub log_id: Option<String>,
    /// The log's name, where it is in the list of logs.
    pub log: Option<String>,
    /// Who runs it.
    pub operator: Option<String>,
    /// When the log took it, to the second.
    pub logged_at: Option<Time>,
    /// Why it cannot be read.
    pub problem: Option<&'static str>,
}

/// Describes the SCTs in a certificate.
pub(super) fn describe(
    certificate: &Certificate,
    contents: &Contents,
    logs: Option<&LogList>,
) -> Vec<SctInfo> {
    let list = embedded(certificate, contents).map(SctList::up_to_fault);
    let list = list.unwrap_or_default();
    list.iter().take(MOST).map(|sct| info(sct, logs)).collect()
}

fn info(sct: &Result<Sct, &'static str>, logs: Option<&LogList>) -> SctInfo {
    match sct {
        Err(problem) => SctInfo {
            log_id: None,
            log: None,
            operator: None,
            logged_at: None,
            problem: Some(problem),
        },
        Ok(sct) => {
            let log = logs.and_then(|logs| logs.get(&sct.log_id));
            let seconds = i64::try_from(sct.timestamp / 1000).unwrap_or(i64::MAX);
            SctInfo {
                log_id: Some(hex(&sct.log_id)),
                log: log.map(|log| visible_short(&log.name, 120)),
                operator: log.map(|log| visible_short(&log.operator, 120)),
                logged_at: Some(Time::from_unix(seconds)),
                problem: None,
            }
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::transparency::tests::{leaf, logs, sct};

    #[test]
    fn scts_are_shown_with_the_names_of_listed_logs() {
        let ca = mint::root("CA");
        let at = "2026-03-01T01:00:00Z";
        let scts = [sct("a", at), sct("unknown", at), sct("a", at).version(1)];
        let certificate = Certificate::read(leaf(&ca, 100, &scts).der);
        let contents = certificate.contents.as_ref().unwrap();
        let (logs, without) = (logs(), None);
        let shown = describe(&certificate, contents, Some(&logs));
        let names: Vec<_> = shown.iter().map(|sct| sct.log.as_deref()).collect();
        assert_eq!(names, [Some("Log a"), None, None]);
        assert_eq!(shown[0].operator.as_deref(), Some("A"));
        assert_eq!(shown[1].logged_at, Time::parse_rfc3339(at));
        assert_eq!(shown[2].problem, Some("its version is not 1"));
        let shown = describe(&certificate, contents, without);
        assert!(shown[0].log.is_none() && shown[0].log_id.is_some());
        let plain = Certificate::read(leaf(&ca, 100, &[]).der);
        let contents = plain.contents.as_ref().unwrap();
        assert_eq!(describe(&plain, contents, Some(&logs)), []);
    }
}
