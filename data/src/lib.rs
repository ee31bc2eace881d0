//! What certlens' profiles judge by, compiled in: each constant is a file for `certlens::Data::load`, or those of a profile.
//!
//! ```
//! use certlens::{Data, ValidationRequest, Verdict, validate};
//!
//! let mut data = Data::default();
//! for file in certlens_data::CHROME {
//!     data.load(file)?;
//! }
//! let chain = std::fs::read("../mint/real/cloudflare.com.pem")?;
//! let time = "2026-03-13T00:00:00Z".parse()?;
//! let report = validate(&ValidationRequest::new(chain, "cloudflare.com", time), &data)?;
//! assert_eq!(report.verdict, Verdict::Trusted);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The lists are of the days that a report names in its `data`, and grow stale: take a newer version with each release of one's own.
//! What each file is, whose, and under which licence stands in the crate's README.

#![no_std]

/// The Chrome Root Store with each anchor's constraints.
pub const CHROME_ROOTS: &[u8] = include_bytes!("../chrome.roots");

/// Mozilla's roots for TLS servers with their distrust-after dates.
pub const MOZILLA_ROOTS: &[u8] = include_bytes!("../mozilla.roots");

/// The Public Suffix List.
pub const PUBLIC_SUFFIXES: &[u8] = include_bytes!("../public-suffixes.psl");

/// The Certificate Transparency logs that Chromium has built in.
pub const CT_LOGS: &[u8] = include_bytes!("../ct-logs.data");

/// Mozilla's OneCRL.
pub const ONECRL: &[u8] = include_bytes!("../onecrl.data");

/// Names and hashes of the intermediates that Firefox preloads.
pub const FIREFOX_INTERMEDIATES: &[u8] = include_bytes!("../firefox-intermediates.data");

/// All that the profile `chrome` judges by.
pub const CHROME: [&[u8]; 3] = [CHROME_ROOTS, PUBLIC_SUFFIXES, CT_LOGS];

/// All that the profile `firefox` judges by.
pub const FIREFOX: [&[u8]; 4] = [MOZILLA_ROOTS, CT_LOGS, ONECRL, FIREFOX_INTERMEDIATES];

/// All that the profile `webpki` judges by.
pub const WEBPKI: [&[u8]; 2] = [MOZILLA_ROOTS, PUBLIC_SUFFIXES];

/// All that any profile judges by, for comparisons.
pub const ALL: [&[u8]; 6] = [
    CHROME_ROOTS,
    MOZILLA_ROOTS,
    PUBLIC_SUFFIXES,
    CT_LOGS,
    ONECRL,
    FIREFOX_INTERMEDIATES,
];
