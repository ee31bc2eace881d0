//! What a caller asks, and the same made ready for the engine. Misuse is an [`Error`]; a bad certificate never is.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::Serialize;

use crate::asked_time::AskedTime;
use crate::data::Data;
use crate::input::{self, Kind, Part};
use crate::name::{Host, HostError};
use crate::oid::Oid;
use crate::profile::{self, BrowserName, Profile, Standing};
use crate::public_suffix::PublicSuffixes;
use crate::text::visible_short;
use crate::time::Time;
use crate::transparency::LogList;
use crate::trust::{OneCrl, PreloadedIntermediates, StoreName};

/// A question to the engine. Build it with [`ValidationRequest::new`] or [`ValidationRequest::from_der`] and set what differs.
///
/// ```
/// use certlens::{Data, Hostname, Purpose, ValidationRequest, Verdict, validate};
///
/// # let root = mint::root("Example Root CA");
/// # let (leaf_der, root_pem) = (root.leaf(&["example.com"]).issue().der, root.pem());
/// let mut request = ValidationRequest::from_der([&leaf_der], "example.com", "2026-06-01T12:00:00Z".parse()?)
///     .with_profile("rfc5280")
///     .with_anchor(root_pem);
/// assert_eq!(validate(&request, &Data::default())?.verdict, Verdict::Trusted);
///
/// request.purpose = Purpose::Client;
/// request.hostname = Hostname::Unchecked;
/// # Ok::<(), certlens::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ValidationRequest {
    /// What to judge: text that holds PEM or base64, or bytes.
    pub certificates: Vec<Part>,
    /// Certificates that the client would have from elsewhere.
    pub fetched: Vec<Part>,
    /// Index among the certificates found in `certificates`, to choose the end-entity certificate by hand; one that is not there is
    /// `request-invalid`. `None`: it is found by itself; the first wins a tie.
    pub leaf: Option<usize>,
    /// The name that the client visits.
    pub hostname: Hostname,
    /// The moment to judge at.
    pub time: Time,
    /// What the certificate is to be used for; the browsers' profiles refuse [`Purpose::Any`] (`combination-invalid`).
    pub purpose: Purpose,
    /// Whose judgement is asked for, by id: `chrome` (the default), `firefox`, `webpki`, `rfc5280` or `rfc5280-strict`.
    pub profile: Option<String>,
    /// Whom to trust.
    pub trust: Trust,
    /// The most intermediates that a path may have (self-issued ones not counted); `None`: the profile's own limit.
    pub max_intermediates: Option<usize>,
    /// Which certificate policies are asked for.
    pub policy: RequestPolicy,
    /// Evidence: certificate revocation lists, PEM in any text or DER. The browsers' profiles leave them out, as browsers fetch
    /// none, and say in `notJudged` that revocation was not judged.
    pub crls: Vec<Part>,
    /// Evidence: OCSP responses, DER as a TLS server staples them, or PEM or base64 of it. To the browsers' profiles they are
    /// what the server staples for the leaf.
    pub ocsp: Vec<Part>,
    /// Evidence: SignedCertificateTimestampLists (RFC 6962 §3.3) that came with the TLS handshake, as their bytes.
    pub scts: Vec<Vec<u8>>,
    /// The TLS version of the handshake: browsers test the leaf's key usage against it.
    pub tls: Tls,
    /// What to ask of evidence; `None`: [`Revocation::Hard`] where there are `crls` or `ocsp`, else [`Revocation::Evidence`].
    pub revocation: Option<Revocation>,
}

/// The inputs to policy processing (RFC 5280 §6.1.1 (c) and (e) to (g)); by default any policy will do, and none is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestPolicy {
    /// user-initial-policy-set: the acceptable policies, as dotted numbers; `None`, or with `2.5.29.32.0` (anyPolicy) among
    /// them: all.
    pub initial_policies: Option<Vec<String>>,
    /// initial-explicit-policy: the path must be valid for one of them.
    pub require_explicit: bool,
    /// initial-policy-mapping-inhibit: no certificate may map policies.
    pub inhibit_mapping: bool,
    /// initial-any-policy-inhibit: anyPolicy in a certificate stands for nothing.
    pub inhibit_any: bool,
}

/// The version of a TLS handshake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    /// TLS 1.2 (RFC 5246), judged with ECDHE, as nearly all servers have it: there too the key signs, but Chrome looks at its keyUsage
    /// only after it has judged the chain. ML-DSA is of TLS 1.3 alone.
    V12,
    /// TLS 1.3 (RFC 8446), where the key only signs.
    #[default]
    V13,
}

/// What is asked of evidence about revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// Nothing: it is not looked at.
    Off,
    /// What it says counts; a certificate that it does not speak of is not judged by it.
    Evidence,
    /// It must say of each certificate below the trust anchor that it is good, but for those of which none is told (RFC 9608).
    Hard,
}

/// Whom to trust.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Trust {
    /// A built-in store; it must have been loaded.
    pub store: StoreChoice,
    /// Added trust anchors: text or bytes with certificates.
    pub anchors: Vec<Part>,
    /// How they stand with a browser: as roots of one's own, trusted as CAs as an administrator's policy adds them, or as those of its
    /// programme.
    pub anchors_as: Standing,
}

/// Which built-in store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StoreChoice {
    /// The profile's own, where it has one.
    #[default]
    Profile,
    /// None: the added anchors alone.
    None,
    /// This one.
    Named(StoreName),
}

impl From<StoreName> for StoreChoice {
    fn from(store: StoreName) -> Self {
        Self::Named(store)
    }
}

/// `None` is [`StoreChoice::None`].
impl From<Option<StoreName>> for StoreChoice {
    fn from(store: Option<StoreName>) -> Self {
        store.map_or(Self::None, Self::Named)
    }
}

/// The name that the client visits. Text is a [`Hostname::Name`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hostname {
    /// Not said: misuse for purpose "server".
    Missing,
    /// Deliberately not compared; the report says so.
    Unchecked,
    /// A DNS name in A-labels or U-labels, or an IP address.
    Name(String),
}

impl From<String> for Hostname {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<&String> for Hostname {
    fn from(name: &String) -> Self {
        Self::Name(name.clone())
    }
}

impl From<&str> for Hostname {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

/// What the certificate is to be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// To authenticate a TLS server.
    #[default]
    Server,
    /// To authenticate a TLS client.
    Client,
    /// Whatever it says: no extended key usage is asked for.
    Any,
}

impl ValidationRequest {
    /// Asks the default profile, `chrome`, whether `certificates` are good for a TLS server of this name at this time. They are text that
    /// holds PEM or base64, or bytes (a file's, say: such a text, DER or PKCS#7).
    #[must_use]
    pub fn new(certificates: impl Into<Part>, hostname: impl Into<Hostname>, time: Time) -> Self {
        Self {
            certificates: vec![certificates.into()],
            fetched: Vec::new(),
            leaf: None,
            hostname: hostname.into(),
            time,
            purpose: Purpose::default(),
            profile: None,
            trust: Trust::default(),
            max_intermediates: None,
            policy: RequestPolicy::default(),
            crls: Vec::new(),
            ocsp: Vec::new(),
            scts: Vec::new(),
            tls: Tls::default(),
            revocation: None,
        }
    }

    /// The same of what a server sent in a TLS handshake: the DER of its certificates (`CertificateDer`s of rustls, for one). The first
    /// is judged. Where that is nothing like a certificate, the request has none at all (`input-empty`), so that no other is judged in
    /// its place.
    #[must_use]
    pub fn from_der(
        chain: impl IntoIterator<Item: AsRef<[u8]>>,
        hostname: impl Into<Hostname>,
        time: Time,
    ) -> Self {
        let parts = chain.into_iter().map(|der| Part::from(der.as_ref()));
        let mut certificates: Vec<Part> = parts.collect();
        let first = certificates.get(..1).unwrap_or_default();
        let is_certificate = match (first, input::read(first).as_slice()) {
            ([part], [item]) => item.kind == Kind::Certificate && item.der == part.as_bytes(),
            _ => false,
        };
        if !is_certificate {
            certificates.clear();
        }
        Self {
            certificates,
            leaf: Some(0),
            ..Self::new("", hostname, time)
        }
    }

    /// The same, judged by this profile.
    #[must_use]
    pub fn with_profile(mut self, profile: impl Into<String>) -> Self {
        self.profile = Some(profile.into());
        self
    }

    /// The same, with a trust anchor more, or several in one text.
    #[must_use]
    pub fn with_anchor(mut self, anchor: impl Into<Part>) -> Self {
        self.trust.anchors.push(anchor.into());
        self
    }
}

/// The request's terms, made ready for the checks.
#[derive(Clone, Debug)]
pub struct Terms {
    /// `None`: not compared.
    pub host: Option<Host>,
    /// The moment to judge at.
    pub time: AskedTime,
    /// What the certificate is to be used for.
    pub purpose: Purpose,
    /// Whose judgement.
    pub profile: &'static Profile,
    /// The most intermediates that a path may have.
    pub max_intermediates: Option<usize>,
    /// Which certificate policies are asked for.
    pub policy: Policy,
    /// The built-in store to trust.
    pub store: Option<StoreName>,
    /// The Public Suffix List, where the profile asks for it.
    pub public_suffixes: Option<Arc<PublicSuffixes>>,
    /// What is asked of evidence about revocation.
    pub revocation: Revocation,
    /// The TLS version of the handshake.
    pub tls: Tls,
    /// An OCSP response came with the handshake.
    pub is_stapled: bool,
    /// How the request's own anchors stand with a browser.
    pub anchors_as: Standing,
    /// SCT lists that came with the handshake.
    pub scts: Vec<Vec<u8>>,
    /// What a browser brings along; `None`: not loaded, or the profile stands for none.
    pub browser_data: BrowserData,
}

/// Lists that browsers bring along. A rule that needs one that was not loaded is not checked.
#[derive(Clone, Debug, Default)]
pub struct BrowserData {
    /// Certificate Transparency logs.
    pub ct_logs: Option<Arc<LogList>>,
    /// Mozilla's list of revoked CA certificates.
    pub one_crl: Option<Arc<OneCrl>>,
    /// The intermediates that Firefox preloads.
    pub firefox_intermediates: Option<Arc<PreloadedIntermediates>>,
}

impl BrowserData {
    /// Those that the profile's browser has, as far as they were loaded.
    fn of(profile: &Profile, data: &Data) -> Self {
        match profile.browser.map(|browser| browser.name) {
            None => Self::default(),
            Some(BrowserName::Chrome) => Self {
                ct_logs: data.ct_logs().cloned(),
                ..Self::default()
            },
            Some(BrowserName::Firefox) => Self {
                ct_logs: data.ct_logs().cloned(),
                one_crl: data.one_crl().cloned(),
                firefox_intermediates: data.firefox_intermediates().cloned(),
            },
        }
    }
}

/// [`RequestPolicy`] with its OIDs read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// user-initial-policy-set.
    pub initial_policies: Option<Vec<Oid>>,
    /// initial-explicit-policy.
    pub require_explicit: bool,
    /// initial-policy-mapping-inhibit.
    pub inhibit_mapping: bool,
    /// initial-any-policy-inhibit.
    pub inhibit_any: bool,
}

impl Policy {
    /// Whether anything is asked of policies.
    pub fn is_asked(&self) -> bool {
        *self != Self::default()
    }

    /// # Errors
    /// `request-invalid`: no policy is acceptable, or one is no OID.
    fn of(request: &RequestPolicy) -> Result<Self, Error> {
        let invalid = |message: String| Error::new(ErrorCode::RequestInvalid, message);
        let read = |text: &String| {
            oid(text).ok_or_else(|| {
                let shown = visible_short(text, 80);
                invalid(format!(
                    "`policy.initialPolicies` holds \"{shown}\", which is no object identifier such as 2.23.140.1.2.1."
                ))
            })
        };
        let policies = request.initial_policies.as_ref();
        if policies.is_some_and(Vec::is_empty) {
            return Err(invalid(
                "`policy.initialPolicies` is empty, so that no certificate could be acceptable. Leave it out to accept any policy.".to_owned(),
            ));
        }
        Ok(Self {
            initial_policies: policies
                .map(|policies| policies.iter().map(read).collect())
                .transpose()?,
            require_explicit: request.require_explicit,
            inhibit_mapping: request.inhibit_mapping,
            inhibit_any: request.inhibit_any,
        })
    }
}

/// The OID that dotted numbers name (X.660: the first is 0, 1 or 2; the second, below 0 and 1, at most 39). Numbers have at
/// most 128 bits, which the UUIDs under 2.25 need.
fn oid(text: &str) -> Option<Oid> {
    let number = |text: &str| {
        let is_canonical =
            text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
        is_canonical.then(|| text.parse::<u128>().ok())?
    };
    let mut numbers = text.split('.').map(number);
    let (root, second) = (numbers.next()??, numbers.next()??);
    if root > 2 || (root < 2 && second > 39) {
        return None;
    }
    let mut content = Vec::new();
    let first = second.checked_add(40 * root)?;
    for number in std::iter::once(Some(first)).chain(numbers) {
        let number = number?;
        let groups = (128 - number.leading_zeros()).div_ceil(7).max(1);
        for group in (0..groups).rev() {
            let more = if group > 0 { 0x80 } else { 0 };
            content.push((number >> (7 * group)) as u8 & 0x7f | more);
        }
    }
    Some(Oid::from_content(&content))
}

impl Terms {
    /// # Errors
    /// `profile-unknown`, `hostname-missing`, `hostname-invalid`, `combination-invalid`, `data-not-loaded`, `request-invalid`.
    pub fn of(request: &ValidationRequest, data: &Data) -> Result<Self, Error> {
        let profile = profile_of(request)?;
        let host = host_of(request)?;
        if let Some(problem) = combination_problem(request, profile) {
            return Err(Error::new(ErrorCode::CombinationInvalid, problem));
        }
        let store = match request.trust.store {
            StoreChoice::Profile => profile.default_store,
            StoreChoice::None => None,
            StoreChoice::Named(store) => Some(store),
        };
        let public_suffixes = match (profile.uses_public_suffixes, data.public_suffixes()) {
            (false, _) => None,
            (true, Some(list)) => Some(Arc::clone(list)),
            (true, None) => {
                let message = format!(
                    "The profile \"{}\" needs the Public Suffix List, which is not loaded.",
                    profile.id
                );
                return Err(Error::new(ErrorCode::DataNotLoaded, message));
            }
        };
        let has_evidence = !request.crls.is_empty() || !request.ocsp.is_empty();
        let revocation = match (request.revocation, profile.browser) {
            // A browser does what it does; what it makes of evidence is a rule of its own.
            (_, Some(_)) => Revocation::Evidence,
            (Some(revocation), None) => revocation,
            (None, None) if has_evidence => Revocation::Hard,
            (None, None) => Revocation::Evidence,
        };
        Ok(Self {
            host,
            time: AskedTime::new(request.time),
            purpose: request.purpose,
            profile,
            max_intermediates: request.max_intermediates,
            policy: Policy::of(&request.policy)?,
            store,
            public_suffixes,
            revocation,
            tls: request.tls,
            is_stapled: !request.ocsp.is_empty(),
            anchors_as: request.trust.anchors_as,
            scts: request.scts.clone(),
            browser_data: BrowserData::of(profile, data),
        })
    }
}

/// The profile that a request names, or the default.
fn profile_of(request: &ValidationRequest) -> Result<&'static Profile, Error> {
    let id = request.profile.as_deref().unwrap_or(profile::DEFAULT.id);
    profile::by_id(id).ok_or_else(|| {
        let known: Vec<&str> = profile::ALL.iter().map(|profile| profile.id).collect();
        let message = format!(
            "There is no profile \"{}\" in this version; it has: {}.",
            visible_short(id, 40),
            known.join(", ")
        );
        Error::new(ErrorCode::ProfileUnknown, message)
    })
}

/// The host that a request names; `None` where none is to be compared.
fn host_of(request: &ValidationRequest) -> Result<Option<Host>, Error> {
    match (&request.hostname, request.purpose) {
        (Hostname::Name(name), _) => match Host::parse(name) {
            Ok(host) => Ok(Some(host)),
            Err(error) => Err(hostname_error(name, error)),
        },
        (Hostname::Missing, Purpose::Server) => Err(Error::new(
            ErrorCode::HostnameMissing,
            "A server's certificate is judged for a host name, and none was given. Give `hostname`, or null to leave the name unchecked on purpose.",
        )),
        (Hostname::Missing | Hostname::Unchecked, _) => Ok(None),
    }
}

/// What contradicts itself in a request to a browser.
fn combination_problem(request: &ValidationRequest, profile: &Profile) -> Option<String> {
    let own = profile
        .default_store
        .filter(|_| profile.browser.is_some())?;
    let id = profile.id;
    match (request.purpose, request.trust.store) {
        (Purpose::Any, _) => Some(format!(
            "The profile \"{id}\" stands for a browser, which always judges for one purpose: ask for \"server\" or \"client\", or use another profile."
        )),
        (_, StoreChoice::Named(store)) if store != own => Some(format!(
            "The profile \"{id}\" judges by its own root programme; the store \"{}\" is another's. Use \"{}\" or \"none\".",
            store.id(),
            own.id()
        )),
        _ => None,
    }
}

fn hostname_error(text: &str, error: HostError) -> Error {
    let shown = visible_short(text, 80);
    let message = match error {
        HostError::Empty => {
            "The host name is empty. Give the name that is visited, or null to leave it unchecked on purpose.".to_owned()
        }
        HostError::NotOnlyAName(name) => format!(
            "\"{shown}\" is not a host name alone. Give only the name: {}",
            visible_short(&name, 80)
        ),
        HostError::Invalid(problem) => format!("\"{shown}\" is not a host name: {problem}."),
    };
    Error::new(ErrorCode::HostnameInvalid, message)
}

/// RFC 3339, as [`Time::parse_rfc3339`] reads it; else `time-invalid`.
impl FromStr for Time {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse_rfc3339(text).ok_or_else(|| {
            let shown = visible_short(text, 40);
            let message = format!(
                "\"{shown}\" is not RFC 3339, such as 2026-11-23T16:00:00Z, in the years 0 to 9999."
            );
            Error::new(ErrorCode::TimeInvalid, message)
        })
    }
}

/// Misuse: the question cannot be asked. Nothing about a certificate is ever an error.
///
/// The message calls a request's properties as JavaScript has them: of `maxIntermediates` it means `max_intermediates`; of a
/// `hostname` that is null, [`Hostname::Unchecked`]; of a `store` "none", [`StoreChoice::None`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Error {
    /// What kind of misuse.
    pub code: ErrorCode,
    /// What is wrong and what to do, for the developer or the person who pasted.
    pub message: String,
}

impl Error {
    /// An error with a message that says what to do.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.id(), self.message)
    }
}

impl std::error::Error for Error {}

/// The kinds of misuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// There is nothing to read.
    InputEmpty,
    /// What there is was not understood.
    InputNotUnderstood,
    /// There is no certificate among what was understood.
    NoCertificate,
    /// The input is larger than 32 MiB.
    InputTooLarge,
    /// A server's certificate is judged for a host, and the request names none.
    HostnameMissing,
    /// The host name is none.
    HostnameInvalid,
    /// The time is none.
    TimeInvalid,
    /// There is no profile of that id.
    ProfileUnknown,
    /// The request contradicts itself: a browser's profile with another's store, or with [`Purpose::Any`].
    CombinationInvalid,
    /// The profile or the request needs data that was not loaded.
    DataNotLoaded,
    /// A field of the request means nothing.
    RequestInvalid,
    /// There is no check of that id.
    CheckUnknown,
}

impl ErrorCode {
    /// The stable id: `CertlensError.code` in JavaScript.
    pub fn id(self) -> &'static str {
        match self {
            Self::InputEmpty => "input-empty",
            Self::InputNotUnderstood => "input-not-understood",
            Self::NoCertificate => "no-certificate",
            Self::InputTooLarge => "input-too-large",
            Self::HostnameMissing => "hostname-missing",
            Self::HostnameInvalid => "hostname-invalid",
            Self::TimeInvalid => "time-invalid",
            Self::ProfileUnknown => "profile-unknown",
            Self::CombinationInvalid => "combination-invalid",
            Self::DataNotLoaded => "data-not-loaded",
            Self::RequestInvalid => "request-invalid",
            Self::CheckUnknown => "check-unknown",
        }
    }
}

/// [`ErrorCode::id`].
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judgement::Verdict;

    #[test]
    fn policies_are_read_from_dotted_numbers() {
        for text in [
            "2.5.29.32.0",
            "2.23.140.1.2.1",
            "0.39",
            "1.0.128",
            "2.16383",
            "2.999.18446744073709551615",
        ] {
            assert_eq!(oid(text).map(|oid| oid.to_string()), Some(text.to_owned()));
        }
        // A UUID takes 128 bits (X.667).
        let uuid = oid("2.25.340282366920938463463374607431768211455").expect("an OID");
        assert_eq!(uuid.content().len(), 20);
        for text in [
            "",
            "2",
            "3.1",
            "1.40",
            "1.2.",
            ".1.2",
            "1..2",
            "1.02",
            "1.+2",
            "1.2 ",
            "a.b",
            "2.340282366920938463463374607431768211455",
            "2.25.340282366920938463463374607431768211456",
        ] {
            assert_eq!(oid(text), None, "{text}");
        }
    }

    #[test]
    fn a_private_key_is_not_in_what_debug_writes() {
        let text = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n";
        let time = Time::from_unix(0);
        let mut request = ValidationRequest::new(text, "a.example", time);
        let parts = [Part::from(text.as_bytes()), Part::from(b"MC4C")];
        request.certificates.extend(parts);
        let written = format!("{request:?}");
        assert!(!written.contains("MC4"), "{written}");
        assert!(!written.contains("77, 67, 52"), "{written}");
        let expected = "[Text(53 bytes), Bytes(53 bytes), Bytes(4 bytes)]";
        assert!(written.contains(expected), "{written}");
        let error = ErrorCode::DataNotLoaded;
        assert_eq!(format!("{error:>16}"), " data-not-loaded");
    }

    /// In whatever form the first comes, none of the others is judged in its place.
    #[test]
    fn the_first_of_a_handshake_is_judged() {
        let root = mint::root("Root");
        let leaf = root.leaf(&["a.example"]).issue();
        let time = Time::parse_rfc3339("2026-06-01T00:00:00Z").unwrap();
        let ask = |chain: &[&[u8]]| {
            let request = ValidationRequest::from_der(chain, "a.example", time)
                .with_profile("rfc5280")
                .with_anchor(root.pem());
            crate::validate(&request, &Data::default())
        };
        let leaf_pem = leaf.pem();
        assert_eq!(
            ask(&[&leaf.der, &root.der]).unwrap().verdict,
            Verdict::Trusted
        );
        for first in [
            b"".as_slice(),
            b"\x30\x03\x02\x01",
            b"hello",
            leaf_pem.as_bytes(),
            &leaf.der[..leaf.der.len() / 2],
            &root.der,
        ] {
            let report = ask(&[first, &leaf.der, &root.der]);
            let is_trusted = report.is_ok_and(|report| report.verdict == Verdict::Trusted);
            assert!(!is_trusted, "{first:?}");
        }
        assert_eq!(ask(&[]).unwrap_err().code, ErrorCode::InputEmpty);
    }

    #[test]
    fn policies_that_nothing_could_satisfy_are_misuse() {
        let policy = |policies: &[&str]| {
            let policies = policies.iter().map(ToString::to_string).collect();
            Policy::of(&RequestPolicy {
                initial_policies: Some(policies),
                ..RequestPolicy::default()
            })
        };
        assert!(policy(&["2.999.1"]).is_ok());
        for policies in [&[][..], &["2.999.1", "any"]] {
            let error = policy(policies).expect_err("misuse");
            assert_eq!(error.code, ErrorCode::RequestInvalid);
        }
    }
}
