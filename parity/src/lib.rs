//! Chains of our own, and what the real browsers say of them: the cases (made by `mint` from the tables of rules), the
//! harness that asks the installed Chromium and Firefox (feature `ask`), and their recorded verdicts, which ordinary tests
//! replay without a browser. Knows nothing of the engine.

pub mod built_in;
pub mod case;
pub mod cases;
#[cfg(feature = "ask")]
pub mod chromium;
#[cfg(feature = "ask")]
pub mod firefox;
pub mod near;
#[cfg(feature = "ask")]
pub mod programs;
pub mod recipe;
pub mod record;
pub mod rows;
#[cfg(feature = "ask")]
pub mod server;
