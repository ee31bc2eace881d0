//! What CRLs and OCSP responses that the caller brought say of the certificates of a path (RFC 5280 §6.3, RFC 6960).
//! Fetches nothing, and knows of a profile only what its browser does with a staple: it answers [`Status`], and says of each piece
//! of evidence that was meant for a certificate and could not be used why not.
//!
//! `read` holds what both forms have in common; `crl`, `distribution_point` and `ocsp` read them; `by_crl` and `by_ocsp` are the
//! standards' algorithms; `cert_id` is how OCSP names an issuer; `signers` knows whose signature counts.

mod by_crl;
mod by_ocsp;
mod cert_id;
mod crl;
mod distribution_point;
mod inquiry;
mod ocsp;
mod read;
mod signers;

pub(crate) use cert_id::IssuerDigests;
pub use crl::Crl;
pub use inquiry::inquire;
pub(crate) use inquiry::links;
pub use ocsp::Response;
pub(crate) use read::signature_id;

use std::sync::Arc;

use crate::asked_time::AskedTime;
use crate::certificate::{Certificate, Contents};
use crate::finding::Fault;
use crate::input::Position;
use crate::path::{Candidate, Found, Ledger};
use crate::pool::Pool;
use crate::request::Terms;
use crate::sorted::Map;
use crate::text::visible_short;
use crate::time::Time;

/// Limits of what is looked at. What is left out because of one is never taken for good.
pub mod limit {
    /// CRLs of one issuer, and responses about one serial number, that are considered for one certificate. Larger CAs
    /// divide their CRLs by the hundred.
    pub const EVIDENCE: usize = 256;
    /// Distribution points of one certificate. Real ones have one or two.
    pub const POINTS: usize = 64;
    /// Certificates whose keys one CRL or response is tried with: a key rollover has two. Names of CRL issuers in one
    /// distribution point.
    pub const KEYS: usize = 4;
    /// CRL issuers outside the path whose own paths are judged.
    pub const CRL_ISSUERS: usize = 8;
    /// Paths of one such issuer that are judged.
    pub const PATHS: usize = 8;
    /// Certificates of one OCSP response. Real ones have one.
    pub const CERTIFICATES: usize = 16;
    /// Findings about evidence, for one certificate.
    pub const FINDINGS: usize = 5;
}

/// All evidence of a request.
#[derive(Debug, Default)]
pub struct Evidence {
    crls: Vec<(Position, Crl)>,
    responses: Vec<(Position, Response)>,
    /// Indices into `crls` by the issuer's name, the newest first.
    crls_by_issuer: Map<Vec<u8>, Vec<usize>>,
    /// Indices into `responses` by the serial numbers that they speak of.
    responses_by_serial: Map<Vec<u8>, Vec<usize>>,
}

impl Evidence {
    /// Leaves the CRLs out, as if none had been given.
    pub fn forget_crls(&mut self) {
        self.crls.clear();
        self.crls_by_issuer.clear();
    }

    /// Takes in a CRL in DER.
    pub fn add_crl(&mut self, der: Vec<u8>, position: Position) {
        let crl = Crl::read(der);
        if let Ok(list) = &crl.contents {
            let same_issuer = self.crls_by_issuer.entry(list.issuer.key().to_vec());
            let same_issuer = same_issuer.or_default();
            let is_newer = |other: &usize| {
                let other = self.crls.get(*other).map(|(_, crl)| &crl.contents);
                matches!(other, Some(Ok(other)) if other.this_update >= list.this_update)
            };
            same_issuer.insert(same_issuer.partition_point(is_newer), self.crls.len());
        }
        self.crls.push((position, crl));
    }

    /// Takes in an OCSPResponse in DER.
    pub fn add_response(&mut self, der: Vec<u8>, position: Position) {
        let response = Response::read(der);
        for serial in response.serials() {
            let same_serial = self.responses_by_serial.entry(serial.to_vec()).or_default();
            if same_serial.last() != Some(&self.responses.len()) {
                same_serial.push(self.responses.len());
            }
        }
        self.responses.push((position, response));
    }

    /// The lists of SCTs that answers about a certificate hold, for [`crate::transparency::Brought`]. A log's signature over the
    /// certificate is what an SCT is good by, so who signed the response does not matter, nor when.
    pub fn sct_lists(&self, certificate: &Certificate, contents: &Contents) -> Vec<Vec<u8>> {
        let name = certificate.bytes(&cert_id::issuer_name(certificate));
        let is_about = |single: &ocsp::Single| {
            let mut hashes = cert_id::HASHES.iter();
            let of = hashes.find(|(oid, _)| *oid == single.hash.content());
            of.is_some_and(|(_, hash)| hash(name) == single.issuer_name_hash)
        };
        let responses = self.responses_about(&contents.serial).iter();
        let answers = responses
            .filter_map(|index| self.response(*index)?.contents.as_ref().ok())
            .flat_map(|basic| basic.about(&contents.serial));
        let with_scts = answers
            .take(limit::EVIDENCE)
            .filter(|single| is_about(single));
        with_scts.filter_map(|single| single.scts.clone()).collect()
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.crls.is_empty() && self.responses.is_empty()
    }

    fn crl(&self, index: usize) -> Option<&Crl> {
        self.crls.get(index).map(|(_, crl)| crl)
    }

    /// A CRL that can be read.
    fn list(&self, index: usize) -> Option<(&Crl, &crl::List)> {
        let crl = self.crl(index)?;
        Some((crl, crl.contents.as_ref().ok()?))
    }

    fn response(&self, index: usize) -> Option<&Response> {
        self.responses.get(index).map(|(_, response)| response)
    }

    /// The CRLs of an issuer, by its name's key; the newest first.
    fn crls_of(&self, issuer: &[u8]) -> &[usize] {
        self.crls_by_issuer.get(issuer).map_or(&[], Vec::as_slice)
    }

    /// The responses that speak of a serial number, whoever's.
    fn responses_about(&self, serial: &[u8]) -> &[usize] {
        self.responses_by_serial
            .get(serial)
            .map_or(&[], Vec::as_slice)
    }

    /// Why a piece of evidence was not used, as a finding.
    fn fault(&self, piece: Piece, defect: Defect, time: &AskedTime) -> Option<Arc<Fault>> {
        let Defect {
            reason,
            offset,
            problem,
        } = defect;
        let reason = reason.id();
        let fault = match piece {
            Piece::Crl(index) => {
                let (position, crl) = self.crls.get(index)?;
                let list = crl.contents.as_ref().ok();
                Fault::CrlUnusable {
                    reason,
                    issuer: list.map(|list| visible_short(&list.issuer.text(), 500)),
                    this_update: list.map(|list| list.this_update),
                    next_update: list.and_then(|list| list.next_update),
                    time: time.shown(),
                    problem,
                    offset,
                    part: position.part,
                    line: position.line,
                }
            }
            Piece::Response { index, validity } => {
                let (position, _) = self.responses.get(index)?;
                Fault::OcspUnusable {
                    reason,
                    this_update: validity.map(|(this_update, _)| this_update),
                    next_update: validity.and_then(|(_, next_update)| next_update),
                    time: time.shown(),
                    problem,
                    offset,
                    part: position.part,
                    line: position.line,
                }
            }
        };
        Some(Arc::new(fault))
    }
}

/// What an inquiry is about.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// All certificates.
    pub pool: &'a Pool,
    /// All evidence.
    pub evidence: &'a Evidence,
    /// What was asked.
    pub terms: &'a Terms,
    /// How the browser hears a stapled response, where it has rules of its own.
    pub hear: Option<Hear>,
    /// Whether a CRL issuer's path is valid, its certificates' revocation apart.
    pub is_valid: fn(&Pool, &Terms, &Found, &Candidate) -> bool,
}

/// What evidence says of one certificate at the time asked for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Status {
    /// It is not revoked.
    Good,
    /// It is.
    Revoked(Revoked),
    /// Nothing usable says.
    #[default]
    Unknown,
}

/// A revocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// Since when.
    pub at: Time,
    /// Why, as RFC 5280 §5.3.1 calls it.
    pub reason: Reason,
    /// Since when the key is thought to have been unsafe (§5.3.2), where that is said.
    pub invalidity_date: Option<Time>,
    /// What says so: `crl` or `ocsp`.
    pub source: &'static str,
}

/// [`Status`] with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Answer {
    /// What is known.
    pub status: Status,
    /// When [`Status::Good`] must be learnt anew: the earliest nextUpdate that it rests on.
    pub until: Option<Time>,
    /// Evidence that was meant for the certificate and could not be used: by the standard, where a browser said nothing of it.
    pub unusable: Vec<Arc<Fault>>,
    /// What a browser that reads responses by rules of its own makes of this one: [`Case::hear`].
    pub heard: Option<Heard>,
}

/// A leaf with the OCSP response that came with it.
pub struct Stapled<'a, 'f> {
    /// OCSPResponse, or what was given for one.
    pub response: &'a [u8],
    /// The leaf.
    pub child: &'a Certificate,
    /// The certificate above it.
    pub issuer: &'a Certificate,
    /// What may name the two in a CertID.
    pub(crate) digests: &'f IssuerDigests<'f>,
    /// The moment.
    pub time: &'a AskedTime,
}

/// Good news, or what the browser has against the response.
pub type Heard = Result<(), Objection>;

/// How a browser reads and judges it. Signatures that are not known yet are taken for valid meanwhile; `None`: the response says
/// nothing that counts.
pub type Hear = for<'a> fn(&Stapled<'a, '_>, &mut Ledger<'a>) -> Option<Heard>;

/// What a browser has against a response.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Objection {
    /// The browser's code, and what follows, where it has more to say than that the certificate is revoked.
    pub error: &'static str,
    /// A phrase for people: "it is dated in the future".
    pub words: &'static str,
    /// It counts as no response, where the browser has other means.
    pub is_tolerated: bool,
    /// It says that the certificate is revoked.
    pub revoked: Option<Revoked>,
}

/// What evidence says of the certificates of all paths.
#[derive(Debug, Default)]
pub struct Statuses {
    answers: Map<Link, Answer>,
    /// How many CRLs and how many OCSP responses there were.
    pub evidence: (usize, usize),
    /// Evidence that cannot be read at all.
    pub unreadable: Vec<Arc<Fault>>,
    /// Evidence that speaks of none of the certificates.
    pub unrelated: Vec<Arc<Fault>>,
}

impl Statuses {
    /// What is known of a certificate of a path.
    pub fn of(&self, link: Link) -> Option<&Answer> {
        self.answers.get(&link)
    }
}

/// A certificate in a path: what decides whose word about it counts. Indices into the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The certificate.
    pub child: usize,
    /// The certificate above it.
    pub issuer: usize,
    /// The path's trust anchor.
    pub anchor: usize,
}

/// CRLReason (RFC 5280 §5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason(u8);

impl Reason {
    /// What stands for a reason that is not given.
    pub const UNSPECIFIED: Self = Self(0);
    const REMOVE_FROM_CRL: Self = Self(8);

    const NAMES: [Option<&'static str>; 11] = [
        Some("unspecified"),
        Some("keyCompromise"),
        Some("cACompromise"),
        Some("affiliationChanged"),
        Some("superseded"),
        Some("cessationOfOperation"),
        Some("certificateHold"),
        None, // 7 is not used
        Some("removeFromCRL"),
        Some("privilegeWithdrawn"),
        Some("aACompromise"),
    ];

    /// The reason with this number, if there is one.
    pub(crate) fn from_number(number: u8) -> Option<Self> {
        let name = Self::NAMES.get(usize::from(number)).copied().flatten();
        name.map(|_| Self(number))
    }

    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        let name = Self::NAMES.get(usize::from(self.0)).copied().flatten();
        name.unwrap_or("unspecified")
    }
}

/// A piece of evidence, as findings are about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Crl(usize),
    Response {
        index: usize,
        /// thisUpdate and nextUpdate of the answer that was meant.
        validity: Option<(Time, Option<Time>)>,
    },
}

/// Why a piece of evidence is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Defect {
    reason: Unusable,
    /// Where in its DER.
    offset: Option<usize>,
    /// What exactly.
    problem: Option<String>,
}

impl From<Unusable> for Defect {
    fn from(reason: Unusable) -> Self {
        Self {
            reason,
            offset: None,
            problem: None,
        }
    }
}

macro_rules! reasons {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal; )*) => {
        /// The kinds of reasons; of several, the greatest is told.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        enum Unusable { $( $(#[$doc])* $variant, )* }

        impl Unusable {
            fn id(self) -> &'static str {
                match self { $( Self::$variant => $id, )* }
            }

            /// It is the CRL number, which tells one list of an issuer from another (§5.2.3), and not what is in the list.
            fn is_of_number(self) -> bool {
                matches!(self, Self::CrlNumberMissing | Self::CrlNumberCritical)
            }
        }

        /// All ids of [`Unusable`], for the words that explain them.
        #[cfg(test)]
        pub(crate) const UNUSABLE_IDS: &[&str] = &[ $( $id, )* ];
    };
}

reasons! {
    /// It speaks of none of the path's certificates.
    WrongIssuer = "wrong-issuer";
    /// RFC 5280 §6.3.3 (b): issuingDistributionPoint leaves this certificate out.
    OutOfScope = "out-of-scope";
    /// §5.2.4: a delta CRL without a CRL that it could be applied to.
    DeltaWithoutBase = "delta-without-base";
    /// §6.3.3 (f): no certificate with the CRL issuer's name; RFC 6960 §4.2.2.2: nobody who may sign is named.
    SignerNotFound = "signer-not-found";
    /// §6.3.3 (g).
    SignatureInvalid = "signature-invalid";
    /// The limit on signatures was reached.
    SignatureNotChecked = "signature-not-checked";
    /// §6.3.3 (f): the CRL issuer has no valid path to the same trust anchor; RFC 6960 §4.2.2.2: the responder's certificate.
    SignerNotTrusted = "signer-not-trusted";
    /// §6.3.3 (f): keyUsage without cRLSign; RFC 6960 §4.2.2.2: extKeyUsage without OCSPSigning.
    SignerMayNotSign = "signer-may-not-sign";
    /// A signature algorithm that is broken or unknown.
    AlgorithmRefused = "algorithm-refused";
    /// thisUpdate is in the future.
    NotYetValid = "not-yet-valid";
    /// nextUpdate is in the past.
    Expired = "expired";
    /// RFC 5280 §5.1.2.5: "Conforming CRL issuers MUST include the nextUpdate field in all CRLs."
    NextUpdateMissing = "next-update-missing";
    /// §5.2.3: "CRL issuers conforming to this profile MUST include this extension in all CRLs".
    CrlNumberMissing = "crl-number-missing";
    /// §5.2.3: "and MUST mark this extension as non-critical".
    CrlNumberCritical = "crl-number-critical";
    /// §5.2, §5.3, RFC 6960 §4.4: a critical extension that is not processed here.
    CriticalExtension = "critical-extension";
    /// RFC 6960 §2.3: the responder gave no answer.
    NotSuccessful = "not-successful";
    /// RFC 6960 §2.2: certStatus unknown.
    UnknownToResponder = "unknown-to-responder";
    /// It is not what it should be.
    Malformed = "malformed";
}

impl Unusable {
    /// Whether it is only told where the status stays unknown: evidence for others is no fault.
    fn is_for_others(self) -> bool {
        matches!(self, Self::WrongIssuer | Self::OutOfScope)
    }
}
