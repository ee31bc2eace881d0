//! Names and how they are compared: distinguished names (RFC 5280 §7.1), general names (§4.2.1.6), host names and the
//! patterns in certificates that match them (RFC 9525), constraints on names (§4.2.1.10). Knows DER elements; knows nothing of
//! certificates or rules.

mod comparison;
pub mod constraint;
mod distinguished;
mod general;
mod host;
mod idna;
mod prepare;
mod punycode;
mod unicode;
pub(crate) mod uri;

pub use comparison::NameComparison;
pub use distinguished::{Attribute, DistinguishedName};
pub use general::GeneralName;
pub(crate) use host::is_number;
pub use host::{DnsPattern, Host, HostError};
pub(crate) use unicode::lower_case;
