//! The harness notices what it promises to notice.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use page_tests::{Page, Test};

pub(crate) const TESTS: &[Test] = &[
    ("harness_notices_errors", errors),
    ("harness_notices_policy_violations", policy_violations),
    ("harness_notices_missing_files", missing_files),
    ("harness_notices_foreign_requests", foreign_requests),
];

fn errors(page: &Page) -> Result<()> {
    notices(
        page,
        "setTimeout(() => { throw new Error('on purpose'); });",
        "on purpose",
    )
}

fn policy_violations(page: &Page) -> Result<()> {
    notices(
        page,
        "fetch('https://blocked.example/').catch(() => {});",
        "blocked.example",
    )
}

fn missing_files(page: &Page) -> Result<()> {
    notices(
        page,
        "fetch('./no-such-file').catch(() => {});",
        "no-such-file",
    )
}

/// Navigation is what a Content-Security-Policy does not govern.
fn foreign_requests(page: &Page) -> Result<()> {
    notices(
        page,
        "setTimeout(() => { location.href = 'http://elsewhere.example/'; });",
        "a request to elsewhere.example",
    )
}

/// Waits until what else the same fault gives rise to is over: a browser asks once more, with TLS or without.
fn calm_down(page: &Page) -> Result<()> {
    page.visit("about:blank")?;
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(500));
        if page.problems()?.is_empty() {
            return Ok(());
        }
    }
    bail!("it does not end")
}

/// Runs a script that does wrong and waits until that is among the problems.
fn notices(page: &Page, script: &str, problem: &str) -> Result<()> {
    page.open()?;
    page.problems()?;
    page.script(script, Vec::new())?;
    let start = Instant::now();
    let mut problems = Vec::new();
    while start.elapsed() < Duration::from_secs(10) {
        problems.extend(page.problems()?);
        if problems.iter().any(|found| found.contains(problem)) {
            return calm_down(page);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    bail!("{problem} is not among {problems:?}")
}
