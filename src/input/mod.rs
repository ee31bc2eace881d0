//! Finds what is in what people paste: text or bytes in, DER blobs with their places out.
//! Knows encodings (PEM, base64, hex) and the outer shape of DER; judges nothing.
//!
//! `text` makes characters plain, `margin` takes off what stands around each line; `search` tries `hex`, `pem` and `bare`,
//! which find and decode with `encoded`; `keyed` knows what keys of YAML and JSON tell of their values; `shape` tells what the bytes look like; `identify` decides what becomes of them.
//! `strict` says where OpenSSL would not read what was repaired. `error_page` reads what a browser's own error page says besides. All of it is linear in the input.

mod bare;
mod der;
mod encoded;
pub mod error_page;
mod hex;
pub(crate) mod identify;
mod key;
mod keyed;
mod label;
mod margin;
mod pem;
#[cfg(test)]
mod samples;
mod search;
mod shape;
mod strict;
#[cfg(test)]
mod tests;
mod text;
mod unknown;

use std::fmt;

use serde::Serialize;

use self::search::{Form, Place, read_file, read_text};
use self::text::Encoding;

/// The most bytes that [`read`] takes, all parts together.
pub const MAX_BYTES: usize = 32 << 20;

/// The most things that are found; one more item, of kind [`Kind::Unknown`], then says that the rest was left out.
pub const MAX_ITEMS: usize = 10_000;

/// Private keys beyond this number are not compared: deriving a public key costs as much as a signature.
pub const MAX_DERIVED_KEYS: usize = 16;

/// One element of a request's input. `Debug` tells its length alone: it may be a private key.
#[derive(Clone, PartialEq)]
pub enum Part {
    /// Text in which PEM, base64 or hexadecimal is looked for.
    Text(String),
    /// DER, PKCS#7, or the bytes of such a text (UTF-8 or UTF-16).
    Bytes(Vec<u8>),
}

impl Part {
    /// Its bytes; of text, UTF-8.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Text(_) => "Text",
            Self::Bytes(_) => "Bytes",
        };
        write!(f, "{kind}({} bytes)", self.as_bytes().len())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Part {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Vec<u8>> for Part {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<&[u8]> for Part {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

/// What `include_bytes!` gives.
impl<const LENGTH: usize> From<&[u8; LENGTH]> for Part {
    fn from(bytes: &[u8; LENGTH]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

/// Whether a text tells what a server sent: a browser's error page, or what `openssl s_client` prints.
pub(crate) fn is_of_server(parts: &[Part]) -> bool {
    let prints = |part: &Part| {
        let mut lines = part.as_bytes().split(|byte| *byte == b'\n');
        lines.any(|line| line.trim_ascii() == b"Server certificate")
    };
    parts.iter().any(prints) || error_page::find(parts).is_some()
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Position {
    /// Index of the part.
    pub part: usize,
    /// In bytes of that part; UTF-8 for text. What was inside base64 is where the base64 is.
    pub offset: usize,
    /// In bytes of that part.
    pub length: usize,
    /// From 1; `None` where the part is binary.
    pub line: Option<usize>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// RFC 5280 §4.1, or what is left of one.
    Certificate,
    /// PKCS#10 (RFC 2986).
    CertificateRequest,
    /// RFC 5280 §5.1.
    Crl,
    /// RFC 6960 §4.2.1.
    OcspResponse,
    /// PKCS#7 or CMS (RFC 5652). What it bundles follows as items of their own.
    Pkcs7,
    /// Of any format, encrypted or not.
    PrivateKey,
    /// SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    PublicKey,
    /// RFC 6962 §3.3.
    SignedCertificateTimestamps,
    /// Not understood, or of no use.
    Unknown,
}

/// What more is known of a thing than its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// Nothing.
    Plain,
    /// Of [`Kind::Unknown`]: what it is is known, and can never change an answer.
    Useless,
    /// Of [`Kind::PrivateKey`]: a part of it is missing, so that no program can read it.
    Damaged,
    /// Of [`Kind::Certificate`]: it stands where clients look for the CAs that they trust, and no server sends it from there.
    Beside,
}

/// One thing that was found, or not understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// What more is known.
    pub state: State,
    /// Its bytes as they were given, broken or not; of what does not look like it, or stands behind it, only the first
    /// four, as that may be anything. For a private key the SubjectPublicKeyInfo of its public key, empty
    /// where that could not be had; the key itself is never here. For a public key always SubjectPublicKeyInfo. Empty
    /// for [`Kind::Unknown`].
    pub der: Vec<u8>,
    /// Where it was.
    pub position: Position,
    /// What it is, what was repaired in reading it or is wrong with it, in plain words; safe to show as text.
    pub note: String,
}

/// Finds everything there is in `parts`, in input order; duplicates are kept. Each part yields at least one item: where
/// nothing was found, one of [`Kind::Unknown`] says what the part looks like. Text around what was found is passed over.
///
/// Never fails: a CERTIFICATE block that cannot be decoded is still a certificate, with the bytes that could be had.
/// Callers refuse more than [`MAX_BYTES`]; here parts beyond it are not read, and an item says so.
pub fn read(parts: &[Part]) -> Vec<Item> {
    read_strictly(parts).0
}

/// As [`read`], and of each part that looks like a file of certificates as servers load them, why it can't be loaded.
pub fn read_strictly(parts: &[Part]) -> (Vec<Item>, Vec<Unloadable>) {
    let mut items = Items::default();
    let mut total = 0_usize;
    for (index, part) in parts.iter().enumerate() {
        total = total.saturating_add(part.as_bytes().len());
        if items.is_full() {
            break;
        }
        let before = items.found.len();
        let form = match part {
            Part::Text(_) => Form::Text(Encoding::Utf8),
            Part::Bytes(_) if total > MAX_BYTES => Form::Neither,
            Part::Bytes(bytes) => Form::of(bytes),
        };
        let place = Place::part(index, part, form);
        if total > MAX_BYTES {
            items.push(place.unknown("Not read: the input is larger than 32 MiB.".into()));
            continue;
        }
        let bytes = part.as_bytes();
        match form {
            Form::Text(encoding) => read_text(bytes, encoding, &place, &mut items),
            Form::Der => {
                let is_der = bytes.first() == Some(&der::SEQUENCE);
                let encoding = if is_der { "DER" } else { "binary" };
                read_file(bytes, &place, true, encoding, &mut items);
            }
            Form::Neither => read_text(bytes, Encoding::Utf8, &place, &mut items),
        }
        if items.found.len() == before && !items.is_full() {
            items.push(place.unknown(unknown::describe(bytes, form != Form::Neither)));
        }
    }
    let unloadable = std::mem::take(&mut items.unloadable);
    (items.finish(), unloadable)
}

/// A part with PEM that is read here but not by OpenSSL, or with what Kubernetes cannot use in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Unloadable {
    /// Index of the part.
    pub part: usize,
    /// The first line at fault, from 1.
    pub line: usize,
    /// The end of a sentence that begins with the line. It names Kubernetes where that cannot load it.
    pub problem: &'static str,
}

/// What has been found so far.
#[derive(Default)]
struct Items {
    found: Vec<Item>,
    /// Where the first item stood that there was no room for.
    left_out: Option<Position>,
    derived_keys: usize,
    /// For each part the first fault.
    unloadable: Vec<Unloadable>,
}

impl Items {
    fn push(&mut self, item: Item) {
        if self.found.len() < MAX_ITEMS {
            self.found.push(item);
        } else if self.left_out.is_none() {
            self.left_out = Some(item.position);
        }
    }

    /// Something was left out already: looking further is of no use.
    fn is_full(&self) -> bool {
        self.left_out.is_some()
    }

    /// Of text, which alone has lines.
    fn is_unloadable(&mut self, part: usize, line: Option<usize>, problem: &'static str) {
        let is_told = self.unloadable.last().is_some_and(|last| last.part == part);
        if let Some(line) = line.filter(|_| !is_told) {
            self.unloadable.push(Unloadable {
                part,
                line,
                problem,
            });
        }
    }

    /// May one more public key be derived?
    fn may_derive(&mut self) -> bool {
        self.derived_keys = self.derived_keys.saturating_add(1);
        self.derived_keys <= MAX_DERIVED_KEYS
    }

    fn finish(mut self) -> Vec<Item> {
        let note = format!(
            "There is more: only the first {MAX_ITEMS} things were read, the rest was left out."
        );
        let rest = self.left_out.map(|position| Item {
            kind: Kind::Unknown,
            state: State::Plain,
            der: Vec::new(),
            position,
            note,
        });
        self.found.extend(rest);
        self.found
    }
}

/// Hostile text for use in a note: short, and with nothing in it but letters, digits and a few signs.
fn quote(text: &str) -> String {
    const LONGEST: usize = 40;
    let is_harmless =
        |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '#' | '_' | '/' | '+');
    let mut quoted: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if is_harmless(&c) { c } else { '?' })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        quoted.push('…');
    }
    format!("\"{quoted}\"")
}
