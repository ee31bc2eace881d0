//! Reads certificate revocation lists (RFC 5280 §5).

use std::ops::Range;

use super::distribution_point::{IssuingDistributionPoint, certificate_issuer};
use super::read::{
    Extension, Number, Read, Signed, explicit, extensions, malformed, nothing_more, reason, sound,
    take, time,
};
use super::{Defect, Reason, Unusable};
use crate::der::{Element, Tag, Tree, tag};
use crate::name::DistinguishedName;
use crate::oid::known::{AUTHORITY_KEY_IDENTIFIER, FRESHEST_CRL, ISSUER_ALT_NAME};
use crate::sorted::{Map, sort_by};
use crate::time::Time;

const CRL_NUMBER: &[u8] = &[0x55, 0x1d, 20];
const REASON_CODE: &[u8] = &[0x55, 0x1d, 21];
const INVALIDITY_DATE: &[u8] = &[0x55, 0x1d, 24];
const DELTA_CRL_INDICATOR: &[u8] = &[0x55, 0x1d, 27];
const ISSUING_DISTRIBUTION_POINT: &[u8] = &[0x55, 0x1d, 28];
const CERTIFICATE_ISSUER: &[u8] = &[0x55, 0x1d, 29];

/// A CRL as it was given.
#[derive(Debug)]
pub struct Crl {
    pub(super) der: Vec<u8>,
    /// What it says, or why it says nothing.
    pub(super) contents: Result<List, Defect>,
}

/// CertificateList.
#[derive(Debug)]
pub(super) struct List {
    pub(super) signed: Signed,
    pub(super) issuer: DistinguishedName,
    pub(super) this_update: Time,
    pub(super) next_update: Option<Time>,
    pub(super) scope: Option<IssuingDistributionPoint>,
    /// The content of the authorityKeyIdentifier extension.
    pub(super) authority_key: Option<Vec<u8>>,
    /// The keyIdentifier in it.
    pub(super) key_identifier: Option<Vec<u8>>,
    /// cRLNumber; `None` only in version 1 and where `defect` says so.
    pub(super) number: Option<Number>,
    /// deltaCRLIndicator: this is a delta CRL to the CRL with this number, or a later one.
    pub(super) base: Option<Number>,
    /// Why it must not be used, whatever for: it conforms to the syntax and not to the profile.
    pub(super) defect: Option<Defect>,
    /// Sorted by issuer and serial number, of which each pair is there once.
    entries: Vec<Entry>,
    /// The issuers that entries name, by their names' keys. 0 is the CRL's own.
    issuers: Map<Vec<u8>, u32>,
}

/// One element of revokedCertificates.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    issuer: u32,
    serial: Range<usize>,
    pub(super) revoked_at: Time,
    pub(super) reason: Reason,
    pub(super) invalidity_date: Option<Time>,
}

impl Crl {
    /// Reads a CRL. Never fails: what cannot be read says why.
    pub fn read(der: Vec<u8>) -> Self {
        let tree = Tree::read(&der, 0..der.len());
        let contents = sound(&tree).and_then(|root| List::read(&der, root));
        Self { contents, der }
    }

    /// The entry for a certificate, by its issuer's name and its serial number's content octets.
    pub(super) fn entry(&self, issuer: &DistinguishedName, serial: &[u8]) -> Option<&Entry> {
        let list = self.contents.as_ref().ok()?;
        let issuer = *list.issuers.get(issuer.key())?;
        let key = |entry: &Entry| (entry.issuer, self.serial(entry));
        let found = list
            .entries
            .binary_search_by(|entry| key(entry).cmp(&(issuer, serial)));
        list.entries.get(found.ok()?)
    }

    fn serial(&self, entry: &Entry) -> &[u8] {
        self.der.get(entry.serial.clone()).unwrap_or_default()
    }
}

impl List {
    /// ```asn1
    /// TBSCertList  ::=  SEQUENCE  {
    ///      version                 Version OPTIONAL, -- if present, MUST be v2
    ///      signature               AlgorithmIdentifier,
    ///      issuer                  Name,
    ///      thisUpdate              Time,
    ///      nextUpdate              Time OPTIONAL,
    ///      revokedCertificates     SEQUENCE OF SEQUENCE  { … } OPTIONAL,
    ///      crlExtensions           [0]  EXPLICIT Extensions OPTIONAL }
    /// ```
    fn read(der: &[u8], root: Element<'_>) -> Read<Self> {
        let mut outer = root.children();
        let tbs = take(root, &mut outer, tag::SEQUENCE, "tbsCertList")?;
        let algorithm = outer.peek();
        let signed = Signed::read(root, tbs, &mut outer)?;
        nothing_more(&mut outer)?;

        let mut fields = tbs.children();
        let version = fields.take_if(tag::INTEGER);
        if let Some(version) = version.filter(|version| version.content() != [1]) {
            return Err(malformed(
                version.start(),
                "there is no such version of CRLs",
            ));
        }
        let inner = take(tbs, &mut fields, tag::SEQUENCE, "signature")?;
        if algorithm.is_some_and(|outer| outer.bytes() != inner.bytes()) {
            let problem = "the two signature algorithms differ"; // §5.1.1.2
            return Err(malformed(inner.start(), problem));
        }
        let issuer = take(tbs, &mut fields, tag::SEQUENCE, "issuer")?;
        let issuer = DistinguishedName::read(issuer)
            .map_err(|offset| malformed(offset, "the issuer is not a Name"))?;
        let this_update = match fields.next() {
            Some(element) => time(element)?,
            None => return Err(malformed(tbs.range().end, "thisUpdate is missing")),
        };
        let next_update = fields
            .take_if(tag::UTC_TIME)
            .or_else(|| fields.take_if(tag::GENERALIZED_TIME));
        // An empty list should be left out (§5.1.2.6); what it means is plain all the same.
        let revoked = fields.take_if(tag::SEQUENCE);
        let is_v2 = version.is_some();
        let extensions_element = explicit(&mut fields, 0, tag::SEQUENCE, "crlExtensions")?;
        if let Some(element) = extensions_element.filter(|_| !is_v2) {
            return Err(needs_v2(element));
        }
        nothing_more(&mut fields)?;

        let mut list = Self {
            signed,
            this_update,
            next_update: next_update.map(time).transpose()?,
            scope: None,
            authority_key: None,
            key_identifier: None,
            number: None,
            base: None,
            defect: None,
            entries: Vec::new(),
            issuers: Map::from([(issuer.key().to_vec(), 0)]),
            issuer,
        };
        for extension in extensions_element
            .map(extensions)
            .transpose()?
            .unwrap_or_default()
        {
            list.extension(der, &extension)?;
        }
        if list.next_update.is_none() {
            list.blame(Unusable::NextUpdateMissing.into());
        }
        // §5: "Conforming applications that support CRLs are REQUIRED to process both version 1 and version 2 complete CRLs".
        if list.number.is_none() && is_v2 {
            list.blame(Unusable::CrlNumberMissing.into());
        }
        if let Some(revoked) = revoked {
            list.entries(der, revoked, is_v2)?;
        }
        Ok(list)
    }

    /// Of several the first, and one of its number last.
    fn blame(&mut self, defect: Defect) {
        let is_known = self.defect.as_ref();
        if is_known.is_none_or(|known| known.reason.is_of_number()) {
            self.defect = Some(defect);
        }
    }

    /// §5.2: "If a CRL contains a critical extension that the application cannot process, then the application MUST NOT use that
    /// CRL to determine the status of certificates."
    fn extension(&mut self, der: &[u8], extension: &Extension<'_>) -> Read<()> {
        let tree = Tree::read(der, extension.value.clone());
        match extension.oid.content() {
            CRL_NUMBER => {
                self.number = Some(Number::read(expect(sound(&tree)?, tag::INTEGER)?)?);
                if extension.critical {
                    self.blame(Unusable::CrlNumberCritical.into());
                }
            }
            DELTA_CRL_INDICATOR => {
                self.base = Some(Number::read(expect(sound(&tree)?, tag::INTEGER)?)?);
            }
            ISSUING_DISTRIBUTION_POINT => {
                let value = expect(sound(&tree)?, tag::SEQUENCE)?;
                self.scope = Some(IssuingDistributionPoint::read(value)?);
            }
            AUTHORITY_KEY_IDENTIFIER => {
                let mut fields = expect(sound(&tree)?, tag::SEQUENCE)?.children();
                let key = fields.take_if(Tag::context(0, false));
                self.key_identifier = key.map(|key| key.content().to_vec());
                self.authority_key = Some(extension.bytes.to_vec());
            }
            // Known, and nothing in them forbids anything.
            ISSUER_ALT_NAME | FRESHEST_CRL => {}
            _ if extension.critical => self.blame(extension.refused()),
            _ => {}
        }
        Ok(())
    }

    /// §5.3.3: certificateIssuer holds for its entry and those after it, until the next one.
    fn entries(&mut self, der: &[u8], revoked: Element<'_>, is_v2: bool) -> Read<()> {
        let is_indirect = self.scope.as_ref().is_some_and(|scope| scope.indirect);
        let mut issuer = 0;
        for element in revoked.children() {
            let mut fields = element.children();
            let serial = take(element, &mut fields, tag::INTEGER, "userCertificate")?;
            let revoked_at = match fields.next() {
                Some(element) => time(element)?,
                None => return Err(malformed(element.range().end, "revocationDate is missing")),
            };
            let mut entry = Entry {
                issuer,
                serial: serial.content_range(),
                revoked_at,
                reason: Reason::UNSPECIFIED,
                invalidity_date: None,
            };
            let entry_extensions = fields.take_if(tag::SEQUENCE);
            if let Some(element) = entry_extensions.filter(|_| !is_v2) {
                return Err(needs_v2(element));
            }
            nothing_more(&mut fields)?;
            for extension in entry_extensions
                .map(extensions)
                .transpose()?
                .unwrap_or_default()
            {
                let tree = Tree::read(der, extension.value.clone());
                match extension.oid.content() {
                    REASON_CODE => entry.reason = reason(sound(&tree)?)?,
                    INVALIDITY_DATE => {
                        let value = expect(sound(&tree)?, tag::GENERALIZED_TIME)?;
                        entry.invalidity_date = Some(time(value)?);
                    }
                    CERTIFICATE_ISSUER if is_indirect => {
                        let key = certificate_issuer(expect(sound(&tree)?, tag::SEQUENCE)?)?;
                        let next = self.issuers.len() as u32;
                        issuer = *self.issuers.entry(key).or_insert(next);
                        entry.issuer = issuer;
                    }
                    // §5.3: then the CRL must not be used for any certificate.
                    _ if extension.critical => self.blame(extension.refused()),
                    _ => {}
                }
            }
            self.entries.push(entry);
        }
        let serial = |entry: &Entry| der.get(entry.serial.clone()).unwrap_or_default();
        // Of two entries for one certificate the earlier revocation counts.
        sort_by(&mut self.entries, |a, b| {
            let key = |entry| (serial(entry), entry.revoked_at);
            (a.issuer.cmp(&b.issuer)).then_with(|| key(a).cmp(&key(b)))
        });
        self.entries
            .dedup_by(|b, a| a.issuer == b.issuer && serial(a) == serial(b));
        Ok(())
    }
}

/// §5.1.2.1: "When extensions are used, […] this field MUST be present and MUST specify version 2".
fn needs_v2(extensions: Element<'_>) -> Defect {
    malformed(extensions.start(), "extensions need version 2")
}

fn expect(element: Element<'_>, expected: Tag) -> Read<Element<'_>> {
    match element.is(expected) {
        true => Ok(element),
        false => Err(malformed(
            element.start(),
            format!("expected {}", expected.name()),
        )),
    }
}
