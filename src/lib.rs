//! Would a browser trust this certificate, and exactly why or why not?

pub mod certificate;
pub mod der;
pub mod finding;
pub mod input;
pub mod name;
pub mod oid;
pub mod signature;
pub mod text;
pub mod time;
