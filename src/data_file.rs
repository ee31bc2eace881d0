//! The form that data files share: a first line of JSON that says what follows, and how times and bytes are written. Knows no
//! file's records.

use crate::json::Object;
use crate::time::Time;

/// The first line of a data file (`cargo xtask roots` and `cargo xtask suffixes` write them); stores have one of their own,
/// [`StoreHeader`](crate::trust::StoreHeader).
#[derive(Clone, Debug)]
pub struct DataHeader {
    /// The file's layout; this engine reads 1.
    pub format: usize,
    /// What it holds.
    pub data: String,
    /// Where the list came from.
    pub source: String,
    /// YYYY-MM-DD; how exact it is, `date_basis` says.
    pub date: String,
    /// How the date is known.
    pub date_basis: String,
    /// The list's licence.
    pub licence: String,
    /// How many records follow.
    pub count: usize,
}

impl DataHeader {
    fn read(fields: &mut Object) -> Result<Self, String> {
        Ok(Self {
            format: fields.count("format")?,
            data: fields.text("data")?,
            source: fields.text("source")?,
            date: fields.text("date")?,
            date_basis: fields.text("dateBasis")?,
            licence: fields.text("licence")?,
            count: fields.count("count")?,
        })
    }
}

/// Takes a file apart into its header and what follows the first line.
///
/// # Errors
/// A sentence that says what does not fit.
pub(crate) fn split<'a>(bytes: &'a [u8], data: &str) -> Result<(DataHeader, &'a [u8]), String> {
    let (header, _, rest) = split_with(bytes, data)?;
    Ok((header, rest))
}

/// The same of a file whose first line says more: with the fields that are its own.
///
/// # Errors
/// A sentence that says what does not fit.
pub(crate) fn split_with<'a>(
    bytes: &'a [u8],
    data: &str,
) -> Result<(DataHeader, Object, &'a [u8]), String> {
    let (mut fields, rest) = first_line(bytes)?;
    let header = DataHeader::read(&mut fields).map_err(not_as_expected)?;
    if header.format != 1 || header.data != data {
        return Err(format!("the file is not {data} of format 1"));
    }
    Ok((header, fields, rest))
}

/// The fields of the first line, and what follows it.
///
/// # Errors
/// A sentence that says what does not fit.
pub(crate) fn first_line(bytes: &[u8]) -> Result<(Object, &[u8]), String> {
    let line_end = bytes.iter().position(|byte| *byte == b'\n');
    let line_end = line_end.ok_or("the header line has no end")?;
    let (line, rest) = bytes.split_at(line_end);
    let fields = Object::read(line).map_err(not_as_expected)?;
    Ok((fields, rest.get(1..).unwrap_or_default()))
}

/// The sentence about a first line of which `problem` says a part.
pub(crate) fn not_as_expected(problem: String) -> String {
    format!("the header line is not as expected: {problem}")
}

/// RFC 3339 as data files hold it.
pub(crate) fn time(text: String) -> Result<Time, String> {
    Time::parse_rfc3339(&text).ok_or_else(|| format!("not a time: {text}"))
}

/// Base64 as data files hold it.
pub(crate) fn base64(text: &str) -> Result<Vec<u8>, String> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .map_err(|_| format!("not base64: {text}"))
}
