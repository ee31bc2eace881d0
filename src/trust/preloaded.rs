//! The intermediates that Firefox preloads: it finds them though no server sends them. The list holds names and hashes, no
//! certificates, so it can say that one would be found, and not put it into a path.

use crate::data_file::{DataHeader, split};
use crate::sorted::Map;

/// What the first line of the data file says that it holds.
pub(crate) const NAME: &str = "firefox-intermediates";

/// The list.
#[derive(Debug)]
pub struct PreloadedIntermediates {
    header: DataHeader,
    /// Of the records that name a subject: its DER, and SHA-256 of each key (SubjectPublicKeyInfo) and certificate of that name.
    by_subject: Map<Vec<u8>, Vec<[[u8; 32]; 2]>>,
}

impl PreloadedIntermediates {
    /// Reads a data file: a line of JSON ([`DataHeader`]), then the records, one after the other: two octets with the length of
    /// the subject's DER, the DER, where there is one SHA-256 of SubjectPublicKeyInfo, and SHA-256 of the certificate.
    ///
    /// # Errors
    /// A sentence that says what does not fit; a list is taken whole or not at all.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let (header, mut rest) = split(bytes, NAME)?;
        let mut by_subject: Map<Vec<u8>, Vec<[[u8; 32]; 2]>> = Map::new();
        for _ in 0..header.count {
            let (subject, hashes) =
                record(&mut rest).ok_or("the file ends before its last record")?;
            if let &[key, certificate] = hashes {
                by_subject
                    .entry(subject.to_vec())
                    .or_default()
                    .push([key, certificate]);
            }
        }
        if !rest.is_empty() {
            return Err("the file's length does not fit its header".to_owned());
        }
        Ok(Self { header, by_subject })
    }

    /// What the file says of itself.
    pub fn header(&self) -> &DataHeader {
        &self.header
    }

    /// Whether a certificate with this subject (DER) is preloaded; Firefox looks intermediates up by exactly these bytes.
    pub fn holds_subject(&self, subject: &[u8]) -> bool {
        self.by_subject.get(subject).is_some()
    }

    /// Whether a certificate with this subject (DER) and key (SHA-256) is preloaded that is not the one with this fingerprint (SHA-256).
    pub fn holds_another(&self, subject: &[u8], key: [u8; 32], fingerprint: [u8; 32]) -> bool {
        let named = self.by_subject.get(subject).map(Vec::as_slice);
        let mut named = named.unwrap_or_default().iter();
        named.any(|[its_key, its_own]| *its_key == key && *its_own != fingerprint)
    }
}

/// The next record: the subject, and the hashes.
fn record<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], &'a [[u8; 32]])> {
    let mut take = |length: usize| {
        let (taken, after) = rest.split_at_checked(length)?;
        *rest = after;
        Some(taken)
    };
    let length = <[u8; 2]>::try_from(take(2)?).ok()?;
    let subject = take(u16::from_be_bytes(length).into())?;
    let count = if subject.is_empty() { 1 } else { 2 };
    let (hashes, _) = take(32 * count)?.as_chunks();
    Some((subject, hashes))
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
        for (key, fingerprint, expected) in [(7, 9, true), (7, 8, false), (8, 9, false)] {
            let is_held = list.holds_another(&[0x30, 0], [key; 32], [fingerprint; 32]);
            assert_eq!(is_held, expected, "{key}, {fingerprint}");
        }
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
