//! Makes certificates, requests, CRLs and OCSP responses for tests and examples: **valid by default**, so that a
//! case states only what is wrong with it.
//!
//! ```
//! let root = mint::root("Example Root CA");
//! let intermediate = root.ca("Example Intermediate CA").issue();
//! let leaf = intermediate
//!     .leaf(&["example.com", "10.0.0.1"])
//!     .not_after("2026-02-01T00:00:00Z")
//!     .issue();
//! assert!(leaf.pem().starts_with("-----BEGIN CERTIFICATE-----\n"));
//! ```
//!
//! [`root`], [`ca`] and [`leaf`] sign themselves; the methods of the same names on [`Issued`] are signed by it. All but
//! `root` return a [`Builder`], whose methods change one thing each; `issue()` ends it.
//!
//! # What a certificate is by default
//!
//! | | leaf | CA |
//! |---|---|---|
//! | version, serial number | v3, 16 bytes, positive, a hash of the contents | the same |
//! | validity | 2026-01-01 to 2027-01-01, 00:00 UTC | 2020-01-01 to 2040-01-01, 00:00 UTC |
//! | subject | CN = first name | CN = its name |
//! | key | P-256, derived from the first name | P-256, derived from its name |
//! | basicConstraints | absent | critical, cA |
//! | keyUsage (critical) | digitalSignature | keyCertSign, cRLSign |
//! | extendedKeyUsage | serverAuth, clientAuth | absent |
//! | subjectAltName | the names | absent |
//! | subjectKeyIdentifier | yes | yes |
//! | authorityKeyIdentifier | the issuer's, where it has one | the same; absent when self-signed |
//!
//! # Deterministic
//!
//! The same calls make the same bytes, everywhere: EC keys come from names, RSA keys from tracked files, signatures need
//! no randomness (RFC 6979, RFC 8032; a PSS salt is a hash of the message). So **every private key made here is public
//! knowledge**, and nothing here may ever be trusted by anything but a test.
//!
//! # Wrong on purpose
//!
//! Whatever takes a value also has a form that takes raw DER (`_der`), [`der`] can break its rules, and
//! [`Builder::tbs`] and [`Builder::signature`] change bytes before and after signing. It is a tool for tests: where
//! *its caller* errs (a malformed OID, an RSA scheme for an EC key) it panics and says so.

mod builder;
mod crl;
mod csr;
pub mod der;
pub mod examples;
pub mod extension;
mod key;
pub mod mutate;
mod name;
mod ocsp;
pub mod oid;
mod pem;
pub mod random;
mod scheme;
mod sct;
mod signing;
pub mod tree;

pub use builder::{Builder, Criticality, Issued, ca, leaf, root};
pub use crl::CrlBuilder;
pub use csr::{CsrBuilder, csr};
pub use key::Key;
pub use name::{GeneralName, Name};
pub use ocsp::{CertificateStatus, OcspBuilder};
pub use pem::pem;
pub use scheme::{Hash, Pss, Scheme};
pub use sct::{CtLog, Sct, sct_list, with_sct_list, with_scts};
