//! Everything that the engine says is written here: text that is safe to show, numbers, hexadecimal, JSON; and what it is given is
//! searched. Knows nothing of what it writes or finds.
//!
//! A crate of its own because Cargo sets the optimisation by crate: this is what every byte of an input or a report passes, and is
//! compiled for speed; the rest of the engine for size.

mod bytes;
mod decimal;
mod hexadecimal;
mod json;
mod visible;

pub use bytes::{base64_length, count_byte, find_pair, plain_length};
pub use decimal::push_number;
pub use hexadecimal::hex;
pub use json::{to_ascii_json, to_json};
pub use visible::{visible, visible_short};
