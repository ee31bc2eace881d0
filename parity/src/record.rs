//! Recorded verdicts: the files in `verdicts/`, a case a line. Each line has a digest of the question, so that an answer to
//! another question is noticed.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use mint::Hash;
use serde::{Deserialize, Serialize};

use crate::case::{Case, Verdict};

/// The time at which cases are to be judged when verdicts are replayed. Each case has the same verdict at this time as when
/// the browsers were asked: no period of a case begins or ends between.
pub const TIME: &str = "2026-11-26T07:30:00Z";

/// [`TIME`] in seconds since 1970.
pub const TIME_UNIX: i64 = 1_795_678_200;

/// What one browser said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// `Firefox ESR`, `Chromium`.
    pub browser: String,
    /// As the browser tells it.
    pub version: String,
    /// The day on which it was asked.
    pub date: String,
    /// By id.
    pub verdicts: BTreeMap<String, Line>,
}

/// What it said of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// [`digest`] of the question.
    pub question: String,
    /// What a user sees: an error's name, or null where the page loads.
    pub code: Option<String>,
    /// Why there is no answer. Then `code` means nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unanswered: Option<String>,
    /// What Firefox's verifier says when it is asked directly, where that differs from what a user sees: an error's name,
    /// `trusted`, or why there is no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verifier: Option<String>,
    /// Whether the error page lets one proceed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proceed: Option<bool>,
}

impl Line {
    /// An answer to a question.
    pub fn new(question: String, verdict: &Verdict) -> Self {
        let (code, unanswered) = match verdict {
            Verdict::Trusted => (None, None),
            Verdict::Rejected(code) => (Some(code.clone()), None),
            Verdict::Unanswered(why) => (None, Some(why.clone())),
        };
        Self {
            question,
            code,
            unanswered,
            ..Self::default()
        }
    }

    /// The same where a visit ends otherwise than the verifier has it; what the verifier says stands beside it.
    pub fn after_visit(&self, visited: &Verdict) -> Self {
        let verifier = match self.verdict() {
            Verdict::Trusted => "trusted".to_owned(),
            Verdict::Rejected(code) => code,
            Verdict::Unanswered(why) => why,
        };
        Self {
            verifier: (self.verdict() != *visited).then_some(verifier),
            ..Self::new(self.question.clone(), visited)
        }
    }

    /// The answer.
    pub fn verdict(&self) -> Verdict {
        match (&self.unanswered, &self.code) {
            (Some(why), _) => Verdict::Unanswered(why.clone()),
            (None, Some(code)) => Verdict::Rejected(code.clone()),
            (None, None) => Verdict::Trusted,
        }
    }
}

/// Of all that a case asks, in 32 hexadecimal digits.
pub fn digest(case: &Case) -> String {
    let lists = [
        &case.chain,
        &case.anchors,
        &Vec::from_iter(case.staple.clone()),
    ];
    digest_of(&lists.map(Vec::as_slice), &case.hostname)
}

/// Of lists of certificates and a text.
pub fn digest_of(lists: &[&[Vec<u8>]], text: &str) -> String {
    let mut all = Vec::new();
    let mut add = |bytes: &[u8]| {
        all.extend((bytes.len() as u64).to_be_bytes());
        all.extend(bytes);
    };
    for list in lists {
        add(&[]);
        list.iter().for_each(|bytes| add(bytes));
    }
    add(text.as_bytes());
    Hash::Sha256.digest(&all)[..16]
        .iter()
        .fold(String::new(), |mut hex, octet| {
            let _ = write!(hex, "{octet:02x}");
            hex
        })
}

/// The file of this name, `firefox` or `chromium`.
pub fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("verdicts");
    folder.join(format!("{name}.json"))
}

/// Reads a record.
///
/// # Errors
/// Where there is none, or it has another form.
pub fn read(name: &str) -> io::Result<Record> {
    let text = fs::read_to_string(path(name))?;
    serde_json::from_str(&text).map_err(io::Error::other)
}

/// Writes a record, a case a line.
///
/// # Errors
/// Where it can't be written.
pub fn write(name: &str, record: &Record) -> io::Result<()> {
    let quoted = |text: &str| serde_json::to_string(text).map_err(io::Error::other);
    let mut lines = Vec::new();
    for (id, line) in &record.verdicts {
        let line = serde_json::to_string(line).map_err(io::Error::other)?;
        lines.push(format!("{}: {line}", quoted(id)?));
    }
    let text = format!(
        "{{\n\"browser\": {},\n\"version\": {},\n\"date\": {},\n\"verdicts\": {{\n{}\n}}\n}}\n",
        quoted(&record.browser)?,
        quoted(&record.version)?,
        quoted(&record.date)?,
        lines.join(",\n"),
    );
    let path = path(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
