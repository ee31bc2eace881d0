//! The Certificate Transparency logs that browsers know, read from a data file that the caller hands in.

use std::sync::Arc;

use serde::Deserialize;

use crate::signature::sha256;
use crate::sorted::Map;
use crate::time::Time;
use crate::trust::{DataHeader, base64, split};

/// What the first line of the data file says that it holds.
pub const NAME: &str = "ct-logs";

/// A log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// SHA-256 of its key (RFC 6962 §3.2).
    pub id: [u8; 32],
    /// As its operator calls it.
    pub name: String,
    /// Who runs it. Browsers know earlier operators of a log, too; none of the logs that are listed has changed hands.
    pub operator: String,
    /// By which interface it publishes.
    pub kind: LogKind,
    /// SubjectPublicKeyInfo.
    pub key: Vec<u8>,
    /// From when on its SCTs do not count any more.
    pub retired_at: Option<Time>,
}

/// By which interface a log publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum LogKind {
    /// RFC 6962.
    #[serde(rename = "rfc6962")]
    Rfc6962,
    /// <https://c2sp.org/static-ct-api>.
    #[serde(rename = "static-ct-api")]
    Static,
}

/// The logs.
#[derive(Debug)]
pub struct LogList {
    header: crate::trust::DataHeader,
    date: Time,
    logs: Map<[u8; 32], Arc<Log>>,
}

/// A line of the file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Line {
    name: String,
    operator: String,
    kind: LogKind,
    /// Base64.
    id: String,
    /// Base64.
    key: String,
    /// RFC 3339.
    retired_at: Option<String>,
}

impl LogList {
    /// Reads a data file: a line of JSON ([`DataHeader`]), then a line of JSON for each log.
    ///
    /// # Errors
    /// A sentence that says what does not fit; a list is taken whole or not at all.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let (header, rest) = split(bytes, NAME)?;
        let date = Time::parse_rfc3339(&format!("{}T00:00:00Z", header.date));
        let date = date.ok_or("the list's date is none")?;
        let mut logs = Map::new();
        let lines = rest.split(|byte| *byte == b'\n');
        for line in lines.filter(|line| !line.is_empty()) {
            let log = Log::read(line)?;
            logs.insert(log.id, Arc::new(log));
        }
        if logs.len() != header.count {
            return Err("the file's length does not fit its header".to_owned());
        }
        Ok(Self { header, date, logs })
    }

    /// What the file says of itself.
    pub fn header(&self) -> &DataHeader {
        &self.header
    }

    /// The beginning of the list's day.
    pub fn date(&self) -> Time {
        self.date
    }

    /// The log with this id.
    pub fn get(&self, id: &[u8; 32]) -> Option<&Arc<Log>> {
        self.logs.get(id)
    }
}

impl Log {
    fn read(line: &[u8]) -> Result<Self, String> {
        let line: Line = serde_json::from_slice(line)
            .map_err(|error| format!("a log is not as expected: {error}"))?;
        let key = base64(&line.key)?;
        let id = sha256(&key);
        if base64(&line.id)? != id {
            return Err(format!("the id of {} is not its key's", line.name));
        }
        let time =
            |text: String| Time::parse_rfc3339(&text).ok_or_else(|| format!("not a time: {text}"));
        Ok(Self {
            id,
            name: line.name,
            operator: line.operator,
            kind: line.kind,
            key,
            retired_at: line.retired_at.map(time).transpose()?,
        })
    }
}
