//! What a caller asks, and the same made ready for the engine. Misuse is an [`Error`]; a bad certificate never is.

use serde::{Deserialize, Serialize};

use crate::input::Part;
use crate::name::{Host, HostError};
use crate::profile::{self, Profile};
use crate::text::visible_short;
use crate::time::Time;
use crate::trust::StoreName;

/// A question to the engine. Build it with [`ValidationRequest::new`] and set what differs.
#[derive(Clone, Debug)]
pub struct ValidationRequest {
    /// What to judge: text that holds PEM or base64, or bytes.
    pub certificates: Vec<Part>,
    /// Certificates that the client would have from elsewhere.
    pub fetched: Vec<Part>,
    /// Index among the certificates found in `certificates`, to choose the end-entity certificate by hand.
    pub leaf: Option<usize>,
    /// The name that the client visits.
    pub hostname: Hostname,
    /// The moment to judge at.
    pub time: Time,
    /// What the certificate is to be used for.
    pub purpose: Purpose,
    /// Whose judgement is asked for, by id; this version has `rfc5280`.
    pub profile: Option<String>,
    /// Whom to trust.
    pub trust: Trust,
    /// The most intermediates that a path may have (self-issued ones not counted).
    pub max_intermediates: Option<usize>,
    /// Evidence: certificate revocation lists, PEM in any text or DER.
    pub crls: Vec<Part>,
    /// Evidence: OCSP responses, DER as a TLS server staples them, or PEM or base64 of it.
    pub ocsp: Vec<Part>,
    /// What to ask of evidence; `None`: [`Revocation::Hard`] where there are `crls` or `ocsp`, else [`Revocation::Evidence`].
    pub revocation: Option<Revocation>,
}

/// What is asked of evidence about revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// Nothing: it is not looked at.
    Off,
    /// What it says counts; a certificate that it does not speak of is not judged by it.
    Evidence,
    /// It must say of each certificate below the trust anchor that it is good.
    Hard,
}

/// Whom to trust.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// A built-in store; it must have been loaded.
    pub store: Option<StoreName>,
    /// Added trust anchors: text or bytes with certificates.
    pub anchors: Vec<Part>,
}

/// The name that the client visits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hostname {
    /// Not said: misuse for purpose "server".
    Missing,
    /// Deliberately not compared; the report says so.
    Unchecked,
    /// A DNS name in A-labels or U-labels, or an IP address.
    Name(String),
}

/// What the certificate is to be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
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
    /// Asks whether `certificates` (PEM or base64 in any text) are good for a TLS server of this name at this time, with no
    /// trust anchors yet.
    pub fn new(certificates: impl Into<String>, hostname: impl Into<String>, time: Time) -> Self {
        Self {
            certificates: vec![Part::Text(certificates.into())],
            fetched: Vec::new(),
            leaf: None,
            hostname: Hostname::Name(hostname.into()),
            time,
            purpose: Purpose::default(),
            profile: None,
            trust: Trust::default(),
            max_intermediates: None,
            crls: Vec::new(),
            ocsp: Vec::new(),
            revocation: None,
        }
    }
}

/// The request's terms, made ready for the checks.
#[derive(Clone, Debug)]
pub struct Terms {
    /// `None`: not compared.
    pub host: Option<Host>,
    /// The moment to judge at.
    pub time: Time,
    /// What the certificate is to be used for.
    pub purpose: Purpose,
    /// Whose judgement.
    pub profile: &'static Profile,
    /// The most intermediates that a path may have.
    pub max_intermediates: Option<usize>,
    /// What is asked of evidence about revocation.
    pub revocation: Revocation,
}

impl Terms {
    /// # Errors
    /// `profile-unknown`, `hostname-missing`, `hostname-invalid`.
    pub fn of(request: &ValidationRequest) -> Result<Self, Error> {
        let id = request.profile.as_deref().unwrap_or(profile::DEFAULT.id);
        let profile = profile::by_id(id).ok_or_else(|| {
            let known: Vec<&str> = profile::ALL.iter().map(|profile| profile.id).collect();
            let message = format!(
                "There is no profile \"{}\" in this version; it has: {}.",
                visible_short(id, 40),
                known.join(", ")
            );
            Error::new(ErrorCode::ProfileUnknown, message)
        })?;
        let host = match (&request.hostname, request.purpose) {
            (Hostname::Name(name), _) => {
                Some(Host::parse(name).map_err(|error| hostname_error(name, error))?)
            }
            (Hostname::Missing, Purpose::Server) => {
                return Err(Error::new(
                    ErrorCode::HostnameMissing,
                    "A server's certificate is judged for a host name, and none was given. Give `hostname`, or null to leave the name unchecked on purpose.",
                ));
            }
            (Hostname::Missing | Hostname::Unchecked, _) => None,
        };
        let (time, purpose, max_intermediates) =
            (request.time, request.purpose, request.max_intermediates);
        let has_evidence = !request.crls.is_empty() || !request.ocsp.is_empty();
        let revocation = request.revocation.unwrap_or(match has_evidence {
            true => Revocation::Hard,
            false => Revocation::Evidence,
        });
        Ok(Self {
            host,
            time,
            purpose,
            profile,
            max_intermediates,
            revocation,
        })
    }
}

fn hostname_error(text: &str, error: HostError) -> Error {
    let shown = visible_short(text, 80);
    let message = match error {
        HostError::Empty => {
            "The host name is empty. Give the name that is visited, or null to leave it unchecked on purpose.".to_owned()
        }
        HostError::NotOnlyAName(name) => format!(
            "\"{shown}\" is not a host name alone. Give only the name, without scheme, port or path: {}",
            visible_short(&name, 80)
        ),
        HostError::Invalid(problem) => format!("\"{shown}\" is not a host name: {problem}."),
    };
    Error::new(ErrorCode::HostnameInvalid, message)
}

/// Misuse: the question cannot be asked. Nothing about a certificate is ever an error.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code.id(), self.message)
    }
}

impl std::error::Error for Error {}

/// The kinds of misuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // `id` says what each is
pub enum ErrorCode {
    InputEmpty,
    InputNotUnderstood,
    NoCertificate,
    InputTooLarge,
    HostnameMissing,
    HostnameInvalid,
    TimeInvalid,
    ProfileUnknown,
    CombinationInvalid,
    DataNotLoaded,
    RequestInvalid,
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
