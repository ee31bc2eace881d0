//! A question to a browser.

/// A chain as a server would send it, and the name that was visited.
#[derive(Clone, Debug)]
pub struct Case {
    /// Unique, kebab-case, stable: `extended-key-usage/lacks-server-auth`.
    pub id: String,
    /// The rows of the browsers' tables that it is about, as [`crate::rows`] names them.
    pub rows: Vec<&'static str>,
    /// Those of `rows` whose condition it meets; for the others it is a near miss.
    pub fires: Vec<&'static str>,
    /// DER; what the server sends, the leaf first.
    pub chain: Vec<Vec<u8>>,
    /// The leaf's private key, PKCS#8 DER, so that a TLS server can hold it.
    pub key: Vec<u8>,
    /// DER; roots that the user has added to the browser.
    pub anchors: Vec<Vec<u8>>,
    /// The name in the address bar: a DNS name or an IP address.
    pub hostname: String,
    /// A stapled OCSP response, DER.
    pub staple: Option<Vec<u8>>,
}

/// What a browser says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The page loads.
    Trusted,
    /// The error's name as the browser prints it: `NET::ERR_CERT_DATE_INVALID`, `SEC_ERROR_UNKNOWN_ISSUER`.
    Rejected(String),
    /// The browser could not be asked, and why.
    Unanswered(String),
}
