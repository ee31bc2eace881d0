//! Everything that the engine says is written here: text that is safe to show, numbers, hexadecimal, JSON. Knows nothing of what it
//! writes.
//!
//! A crate of its own because Cargo sets the optimisation by crate: this is what a report's every byte passes, and is compiled
//! for speed; the rest of the engine for size.

mod decimal;
mod hexadecimal;
mod json;
mod visible;

pub use decimal::push_number;
pub use hexadecimal::hex;
pub use json::{to_ascii_json, to_json};
pub use visible::{visible, visible_short};
