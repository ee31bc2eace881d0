//! Would a browser trust this certificate, and exactly why or why not?
pub mod input;
pub mod signature;
pub mod time;
