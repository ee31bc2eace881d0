//! Asks the installed Chromium.
