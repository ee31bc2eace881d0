//! The intermediates that Firefox preloads: it finds them though no server sends them. The list holds names and hashes, no
//! certificates, so it can say that one would be found, and not put it into a path.

use crate::data_file::{DataHeader, split};
use crate::sorted::Set;

/// What the first line of the data file says that it holds.
pub(crate) const NAME: &str = "firefox-intermediates";

/// The list.
#[derive(Debug)]
pub struct PreloadedIntermediates {
    header: DataHeader,
    /// DER of the subjects, of the records that name one.
    subjects: Set<Vec<u8>>,
}

impl PreloadedIntermediates {
    /// Reads a data file: a line of JSON ([`DataHeader`]), then the records, one after the other: two octets with the length of
    /// the subject's DER, the DER, where there is one SHA-256 of SubjectPublicKeyInfo, and SHA-256 of the certificate.
    ///
    /// # Errors
    /// A sentence that says what does not fit; a list is taken whole or not at all.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let (header, mut rest) = split(bytes, NAME)?;
        let mut subjects = Set::new();
        for _ in 0..header.count {
            let subject = record(&mut rest).ok_or("the file ends before its last record")?;
            if !subject.is_empty() {
                subjects.insert(subject.to_vec());
            }
        }
        if !rest.is_empty() {
            return Err("the file's length does not fit its header".to_owned());
        }
        Ok(Self { header, subjects })
    }

    /// What the file says of itself.
    pub fn header(&self) -> &DataHeader {
        &self.header
    }

    /// Whether a certificate with this subject (DER) is preloaded; Firefox looks intermediates up by exactly these bytes.
    pub fn holds_subject(&self, subject: &[u8]) -> bool {
        self.subjects.contains(subject)
    }
}

/// The next record's subject; the hashes are not asked for.
fn record<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let mut take = |length: usize| {
        let (taken, after) = rest.split_at_checked(length)?;
        *rest = after;
        Some(taken)
    };
    let length = <[u8; 2]>::try_from(take(2)?).ok()?;
    let subject = take(u16::from_be_bytes(length).into())?;
    let hashes = if subject.is_empty() { 1 } else { 2 };
    take(32 * hashes)?;
    Some(subject)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_does_not_fit_its_header_is_refused_whole() {
        let header = |count| {
            format!(
                r#"{{"format":1,"data":"{NAME}","source":"s","date":"2026-01-01","dateBasis":"b","licence":"l","count":{count}}}"#
            )
        };
        let named = [&[0, 2, 0x30, 0][..], &[7; 32], &[8; 32]].concat();
        let hash_only = [&[0, 0][..], &[9; 32]].concat();
        let file = |count, records: &[&[u8]]| {
            [header(count).as_bytes(), b"\n", &records.concat()].concat()
        };
        let list = PreloadedIntermediates::read(&file(2, &[&named, &hash_only])).unwrap();
        assert!(list.holds_subject(&[0x30, 0]) && !list.holds_subject(&[]));
        for wrong in [
            file(1, &[&named, &hash_only]),
            file(3, &[&named, &hash_only]),
            file(1, &[&named[..67]]),
            header(0).into_bytes(),
        ] {
            assert!(PreloadedIntermediates::read(&wrong).is_err());
        }
    }
}
