//! The Certificate Transparency logs that browsers know, read from a data file that the caller hands in.

use std::sync::Arc;

use crate::data_file::{DataHeader, base64, split, time};
use crate::json::Object;
use crate::signature::sha256;
use crate::sorted::Map;
use crate::time::Time;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogKind {
    /// RFC 6962.
    Rfc6962,
    /// <https://c2sp.org/static-ct-api>.
    Static,
}

/// The logs.
#[derive(Debug)]
pub struct LogList {
    header: DataHeader,
    date: Time,
    logs: Map<[u8; 32], Arc<Log>>,
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
        Self::of(line).map_err(|problem| format!("a log is not as expected: {problem}"))
    }

    /// A line of the file: an object.
    fn of(line: &[u8]) -> Result<Self, String> {
        let mut fields = Object::read(line)?;
        let key = base64(&fields.text("key")?)?;
        let log = Self {
            id: sha256(&key),
            name: fields.text("name")?,
            operator: fields.text("operator")?,
            kind: match fields.text("kind")?.as_str() {
                "rfc6962" => LogKind::Rfc6962,
                "static-ct-api" => LogKind::Static,
                other => return Err(format!("not a kind of log: {other}")),
            },
            key,
            retired_at: fields.optional_text("retiredAt")?.map(time).transpose()?,
        };
        if base64(&fields.text("id")?)? != log.id {
            return Err(format!("the id of {} is not its key's", log.name));
        }
        fields.finish()?;
        Ok(log)
    }
}
