//! Reads lists of signed certificate timestamps (RFC 6962 §3.2, §3.3) in TLS's encoding (RFC 5246 §4). Knows their form; does
//! not know logs.

/// SignedCertificateTimestamp, version 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sct {
    /// SHA-256 of the log's key.
    pub log_id: [u8; 32],
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub timestamp: u64,
    /// CtExtensions, as they are signed.
    pub extensions: Vec<u8>,
    /// Of [`Sct::extensions`]: where the certificate stands in a static-ct log
    /// (<https://c2sp.org/static-ct-api>, "SCT Extension"), as Firefox reads it, which passes over an SCT whose extensions are none.
    pub leaf_index: Result<Option<u64>, NoExtensions>,
    /// Whether Chrome finds that place (`policy::chrome`).
    pub has_index_for_chrome: bool,
    /// HashAlgorithm and SignatureAlgorithm (RFC 5246 §7.4.1.4.1).
    pub algorithm: (u8, u8),
    /// The signature.
    pub signature: Vec<u8>,
}

/// Extensions of an SCT are no list of extensions, or its leaf index is none, or stands there twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoExtensions;

/// SCTs in the order of their list; what cannot be read is kept with the reason.
pub type Scts = Vec<Result<Sct, &'static str>>;

/// A list of SCTs as it was read: how far it goes, and why it goes no further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SctList {
    scts: Scts,
    fault: Option<&'static str>,
}

impl SctList {
    /// A list that nothing of can be read.
    pub(super) fn none(fault: &'static str) -> Self {
        Self {
            scts: Vec::new(),
            fault: Some(fault),
        }
    }

    /// What is wrong with the list itself, if anything.
    pub fn fault(&self) -> Option<&'static str> {
        self.fault
    }

    /// As Chromium takes it (`ct::DecodeSCTList`): where something is wrong with the list itself, that stands for all of it.
    pub fn whole(self) -> Scts {
        match self.fault {
            Some(fault) => vec![Err(fault)],
            None => self.scts,
        }
    }

    /// As Firefox takes it (`DecodeSCTs` of security/ct/MultiLogCTVerifier.cpp): what stands before the fault counts.
    pub fn up_to_fault(mut self) -> Scts {
        self.scts.extend(self.fault.map(Err));
        self.scts
    }
}

/// Takes what TLS calls vectors from the front of some bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// `opaque x<0..2^16-1>`.
    fn vector(&mut self) -> Option<&'a [u8]> {
        let length = u16::from_be_bytes(self.array()?);
        self.take(length.into())
    }
}

/// ```text
/// opaque SerializedSCT<1..2^16-1>;
/// struct { SerializedSCT sct_list <1..2^16-1>; } SignedCertificateTimestampList;
/// ```
///
/// What of a list with a fault counts, browsers do not agree about.
pub fn read_list(bytes: &[u8]) -> SctList {
    let mut reader = Reader(bytes);
    let Some(list) = reader.vector() else {
        return SctList::none("the list is longer than what holds it");
    };
    if list.is_empty() {
        return SctList::none("the list is empty");
    }
    let is_whole = reader.0.is_empty();
    let mut reader = Reader(list);
    let mut scts = Vec::new();
    let fault = loop {
        if reader.0.is_empty() {
            break (!is_whole).then_some("there are bytes after the end of the list");
        }
        match reader.vector() {
            Some([]) => break Some("an entry of the list is empty"),
            Some(sct) => scts.push(Sct::read(sct)),
            None => break Some("an entry is longer than the list that holds it"),
        }
    };
    SctList { scts, fault }
}

impl Sct {
    /// ```text
    /// struct {
    ///     Version sct_version;
    ///     LogID id;
    ///     uint64 timestamp;
    ///     CtExtensions extensions;
    ///     digitally-signed struct { … };
    /// } SignedCertificateTimestamp;
    /// ```
    /// Question: may bytes follow? The structure has no room for them, but Chromium's `DecodeSignedCertificateTimestamp` leaves
    /// them unread, and the signature covers none of them. Answer: they are passed over, as there.
    fn read(bytes: &[u8]) -> Result<Self, &'static str> {
        const CUT: &str = "it ends too early";
        let mut reader = Reader(bytes);
        // §3.2: "The version of the protocol to which the SCT conforms"; RFC 9162's have another form altogether.
        if reader.array().ok_or(CUT)? != [0] {
            return Err("its version is not 1");
        }
        let log_id = reader.array().ok_or(CUT)?;
        let timestamp = u64::from_be_bytes(reader.array().ok_or(CUT)?);
        let extensions = reader.vector().ok_or(CUT)?;
        let [hash, signature_algorithm] = reader.array().ok_or(CUT)?;
        let signature = reader.vector().ok_or(CUT)?;
        let (leaf_index, has_index_for_chrome) = leaf_index(extensions);
        Ok(Self {
            log_id,
            timestamp,
            extensions: extensions.to_vec(),
            leaf_index,
            has_index_for_chrome,
            algorithm: (hash, signature_algorithm),
            signature: signature.to_vec(),
        })
    }
}

/// ```text
/// struct { ExtensionType extension_type; opaque extension_data<0..2^16-1>; } Extension;
/// uint8 uint40[5];
/// ```
/// with type 0 for the leaf index; other types are passed over (Firefox's `SignedCertificateTimestamp::DecodeExtensions`). Beside it,
/// whether Chromium finds an index: asked, 156 wants exactly one, and no octet less.
fn leaf_index(extensions: &[u8]) -> (Result<Option<u64>, NoExtensions>, bool) {
    let mut reader = Reader(extensions);
    let mut found = Vec::new();
    while !reader.0.is_empty() {
        let (Some([kind]), Some(data)) = (reader.array(), reader.vector()) else {
            return (Err(NoExtensions), false);
        };
        if kind == 0 {
            found.push(data);
        }
    }
    let for_firefox = match found.as_slice() {
        [] => Ok(None),
        [octets] if octets.len() == 5 => Ok(Some(
            octets
                .iter()
                .fold(0, |index, octet| (index << 8) | u64::from(*octet)),
        )),
        _ => Err(NoExtensions),
    };
    (
        for_firefox,
        matches!(found.as_slice(), [[_, _, _, _, _, ..]]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An SCT with these fields, signed with two octets.
    fn sct(version: u8, extensions: &[u8]) -> Vec<u8> {
        let length = (extensions.len() as u16).to_be_bytes();
        let mut bytes = vec![version];
        bytes.extend([7; 32]);
        bytes.extend(1_790_000_000_123_u64.to_be_bytes());
        bytes.extend(length);
        bytes.extend(extensions);
        bytes.extend([4, 3, 0, 2, 0xaa, 0xbb]);
        bytes
    }

    fn vector(bytes: &[u8]) -> Vec<u8> {
        [&(bytes.len() as u16).to_be_bytes(), bytes].concat()
    }

    fn list(scts: &[Vec<u8>]) -> Vec<u8> {
        vector(&scts.iter().flat_map(|sct| vector(sct)).collect::<Vec<_>>())
    }

    #[test]
    fn reads_every_field() {
        let index = [0, 0, 5, 0, 0, 0, 1, 2];
        let read = read_list(&list(&[sct(0, &[]), sct(0, &index)])).whole();
        let expected = Sct {
            log_id: [7; 32],
            timestamp: 1_790_000_000_123,
            extensions: Vec::new(),
            leaf_index: Ok(None),
            has_index_for_chrome: false,
            algorithm: (4, 3),
            signature: vec![0xaa, 0xbb],
        };
        assert_eq!(read[0], Ok(expected.clone()));
        assert_eq!(
            read[1],
            Ok(Sct {
                extensions: index.to_vec(),
                leaf_index: Ok(Some(0x102)),
                has_index_for_chrome: true,
                ..expected
            })
        );
    }

    #[test]
    fn what_cannot_be_read_is_kept_and_hinders_no_other() {
        let good = sct(0, &[]);
        let cut = good[..good.len() - 1].to_vec();
        let read = read_list(&list(&[sct(1, &[]), cut, good])).whole();
        assert_eq!(read[0], Err("its version is not 1"));
        assert_eq!(read[1], Err("it ends too early"));
        assert!(read[2].is_ok());
        for length in 0..sct(0, &[]).len() {
            let read = Sct::read(&sct(0, &[])[..length]);
            assert_eq!(read, Err("it ends too early"), "{length}");
        }
    }

    #[test]
    fn of_a_list_with_a_fault_nothing_counts_or_what_stands_before_it() {
        let entry = vector(&sct(0, &[]));
        let good = vector(&entry);
        assert_eq!(read_list(&good).whole().len(), 1);
        assert_eq!(read_list(&good).up_to_fault().len(), 1);
        for (wrong, before) in [
            (vec![], 0),
            (vec![0], 0),
            (vec![0, 0], 0),
            (good[..good.len() - 1].to_vec(), 0),
            ([good.as_slice(), &[0]].concat(), 1),
            (vector(&[&entry[..], &[0, 0]].concat()), 1),
            (vector(&[&[0, 0], &entry[..]].concat()), 0),
            (vector(&[&entry[..], &[0, 0], &entry[..]].concat()), 1),
            (vector(&[&entry[..], &entry[..], &[0, 9, 1]].concat()), 2),
        ] {
            let whole = read_list(&wrong).whole();
            assert!(matches!(whole[..], [Err(_)]), "{wrong:?}");
            let read = read_list(&wrong).up_to_fault();
            assert!(matches!(read.last(), Some(Err(_))), "{wrong:?}");
            assert_eq!(read.iter().flatten().count(), before, "{wrong:?}");
        }
    }

    #[test]
    fn a_leaf_index_is_five_octets_under_type_0() {
        for (extensions, expected, for_chrome) in [
            (&[][..], Ok(None), false),
            (&[0, 0, 5, 0xff, 0, 0, 0, 1], Ok(Some(0xff_0000_0001)), true),
            (&[1, 0, 1, 9, 0, 0, 5, 0, 0, 0, 0, 3], Ok(Some(3)), true),
            (&[0, 0, 5, 0, 0, 0, 0, 3, 1, 0, 1, 9], Ok(Some(3)), true),
            (&[1, 0, 5, 0, 0, 0, 0, 1], Ok(None), false),
            (&[0, 0, 4, 0, 0, 0, 1], Err(NoExtensions), false),
            (&[0, 0, 6, 0, 0, 0, 0, 0, 1], Err(NoExtensions), true),
            (&[0, 0, 5, 0, 0, 0, 1], Err(NoExtensions), false),
            (&[0, 0, 5, 0, 0, 0, 0, 1, 9], Err(NoExtensions), false),
            (
                &[0, 0, 5, 0, 0, 0, 0, 1, 0, 0, 5, 0, 0, 0, 0, 1],
                Err(NoExtensions),
                false,
            ),
            (&[1], Err(NoExtensions), false),
            (&[1, 0, 3, 9, 9], Err(NoExtensions), false),
        ] {
            assert_eq!(
                leaf_index(extensions),
                (expected, for_chrome),
                "{extensions:?}"
            );
        }
    }
}
