//! The page loads.

use anyhow::{Result, ensure};
use page_tests::{Page, Test};

pub(crate) const TESTS: &[Test] = &[("page_loads", page_loads)];

/// The box is there and can be typed in. (That nothing went wrong meanwhile, the harness asks after each test.)
fn page_loads(page: &Page) -> Result<()> {
    page.open()?;
    ensure!(page.title()?.contains("certlens"));
    page.set("input-box", "hello")?;
    ensure!(page.value("input-box")? == "hello");
    Ok(())
}
