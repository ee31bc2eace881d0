//! Chains of our own, and what the real browsers say of them: the cases (made by `mint` from the tables of rules), the
//! harness that asks the installed Chromium and Firefox (feature `ask`), and their recorded verdicts, which ordinary tests
//! replay without a browser. Knows nothing of the engine.

pub mod case;
#[cfg(feature = "ask")]
pub mod chromium;
