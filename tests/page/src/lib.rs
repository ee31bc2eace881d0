//! A harness for tests that use the page as a person does, in headless Chromium and Firefox.
//!
//! `cargo xtask test page` builds the page and names the drivers (CHROMEDRIVER, GECKODRIVER). Each browser is started once
//! and opens the page afresh for each test. After each test the harness asks what went wrong unseen: an error on the
//! console, a violation of the Content-Security-Policy, a request without an answer, a request to another machine. Any
//! of these fails the test.

mod answer;
mod browser;
mod driver;
mod page;
mod trap;
mod view;

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, anyhow};
use libtest_mimic::{Arguments, Failed, Trial};

pub use answer::{Answer, Finding, Request};
pub use browser::Browser;
pub use page::Page;
pub use view::Scheme;

/// A test's name, and what it does with the page; it begins with [`Page::open`].
pub type Test = (&'static str, fn(&Page) -> Result<()>);

/// Runs each test in each browser, as `chromium::name` and `firefox::name`, and ends the process. Arguments are those
/// of Rust's own harness.
pub fn run(tests: &[Test]) -> ! {
    let mut arguments = Arguments::from_args();
    // A thread for each test: nearly all wait for their browser, and no browser waits for the other.
    arguments
        .test_threads
        .get_or_insert(tests.len() * Browser::ALL.len());
    let pages = Browser::ALL.map(|browser| (browser, Arc::new(Mutex::new(None::<Page>))));
    let trials = tests.iter().flat_map(|&(name, test)| {
        pages.each_ref().map(|(browser, page)| {
            let (browser, page) = (*browser, Arc::clone(page));
            Trial::test(format!("{}::{name}", browser.name()), move || {
                in_browser(browser, &page, name, test)
            })
        })
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    // Ends the browsers, which `exit` would leave running.
    drop(pages);
    conclusion.exit()
}

/// Tests in the same browser wait for each other here. Where `PAGE_ATTEMPTS` allows more than one, a test that failed is
/// tried again in a browser of its own; that it needed to be is printed, as a fault that is to be found and mended.
fn in_browser(
    browser: Browser,
    page: &Mutex<Option<Page>>,
    name: &str,
    test: fn(&Page) -> Result<()>,
) -> Result<(), Failed> {
    let mut page = page.lock().unwrap_or_else(PoisonError::into_inner);
    let mut result = attempt(browser, &mut page, test);
    for number in 2..=attempts() {
        let Err(error) = &result else { break };
        println!(
            "{}::{name} is tried again; attempt {} failed: {error:#}",
            browser.name(),
            number - 1
        );
        *page = None;
        result = attempt(browser, &mut page, test);
    }
    result.map_err(|error| format!("{error:#}").into())
}

/// How often a test may be tried: what the variable says, or once.
fn attempts() -> u32 {
    let said = std::env::var("PAGE_ATTEMPTS").ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(1)
}

fn attempt(browser: Browser, page: &mut Option<Page>, test: fn(&Page) -> Result<()>) -> Result<()> {
    let page = match page {
        Some(page) => page,
        none => none.insert(Page::start(browser)?),
    };
    page.problems()?;
    let result = test(page);
    let problems = page.problems()?;
    let unseen = match problems.as_slice() {
        [] => Ok(()),
        problems => Err(anyhow!("went wrong unseen:\n{}", problems.join("\n"))),
    };
    // A test that failed may have failed because of what went wrong unseen.
    match (result, unseen) {
        (Err(error), Err(unseen)) => Err(anyhow!("{error:#}\n{unseen}")),
        (result, unseen) => result.and(unseen),
    }
}
