//! What differs between the browsers.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

/// A browser that the tests drive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Debian's Chromium, in the place of Chrome.
    Chromium,
    /// Firefox ESR.
    Firefox,
}

impl Browser {
    /// Both.
    pub const ALL: [Browser; 2] = [Browser::Chromium, Browser::Firefox];

    /// As in the tests' names.
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        }
    }

    /// The environment variable that names its driver, and the driver's name where it is on the PATH.
    pub(crate) fn driver(self) -> (&'static str, &'static str) {
        match self {
            Browser::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Browser::Firefox => ("GECKODRIVER", "geckodriver"),
        }
    }

    /// What its driver is started with. Firefox's may use the browser's own chrome: see view.rs.
    pub(crate) fn driver_arguments(self) -> &'static [&'static str] {
        match self {
            Browser::Chromium => &[],
            Browser::Firefox => &["--allow-system-access"],
        }
    }

    /// This browser's part of the project's webdriver.json. Requests to other machines go to `proxy`; errors are logged.
    pub(crate) fn capabilities(self, project: &Path, proxy: &str) -> Result<Map<String, Value>> {
        let text = std::fs::read(project.join("webdriver.json")).context("webdriver.json")?;
        let all: Map<String, Value> = serde_json::from_slice(&text)?;
        let key = match self {
            Browser::Chromium => "goog:chromeOptions",
            Browser::Firefox => "moz:firefoxOptions",
        };
        let mut own: Map<String, Value> = all.into_iter().filter(|(name, _)| name == key).collect();
        own.insert(
            "proxy".into(),
            json!({ "proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy }),
        );
        if self == Browser::Chromium {
            own.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
        }
        Ok(own)
    }

    /// Whether the browser asks this host on its own account, whatever the page does.
    pub(crate) fn asks_by_itself(self, host: &str) -> bool {
        let domains: &[&str] = match self {
            Browser::Chromium => &["google.com", "googleapis.com", "gvt1.com"],
            Browser::Firefox => &[
                "mozilla.com",
                "mozilla.net",
                "mozilla.org",
                "firefox.com",
                "mozgcp.net",
            ],
        };
        domains.iter().any(|domain| {
            let rest = host.strip_suffix(domain);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}
