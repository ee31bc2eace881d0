//! How large the page's viewport is, and in which colours it is drawn.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{Browser, Page};

/// The colours that the reader's system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// Both.
    pub const ALL: [Scheme; 2] = [Scheme::Light, Scheme::Dark];

    /// As in `prefers-color-scheme`.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }
}

impl Page {
    /// Gives the page a viewport of this size in CSS pixels, and these colours, until the next call.
    ///
    /// Both browsers refuse windows as narrow as a phone. Chromium emulates; Firefox is zoomed, which it can be only by
    /// its own chrome.
    pub fn view(&self, width: u32, height: u32, scheme: Scheme) -> Result<()> {
        match self.browser() {
            Browser::Chromium => self.emulate(width, height, scheme)?,
            Browser::Firefox => self.zoom(width, height, scheme)?,
        }
        let seen = self.script(
            "return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]",
            Vec::new(),
        )?;
        ensure!(
            seen == json!([width, scheme == Scheme::Dark]),
            "the viewport is {seen}"
        );
        Ok(())
    }

    fn emulate(&self, width: u32, height: u32, scheme: Scheme) -> Result<()> {
        let cdp = |command: &str, parameters: Value| {
            let body = json!({ "cmd": command, "params": parameters });
            self.extension("goog/cdp/execute", body)
        };
        cdp(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        )?;
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme.name() });
        cdp(
            "Emulation.setEmulatedMedia",
            json!({ "features": [feature] }),
        )?;
        Ok(())
    }

    fn zoom(&self, width: u32, height: u32, scheme: Scheme) -> Result<()> {
        const ZOOM: &str = "const [width, height, dark] = arguments;
            const zoom = width < 600 ? 2 : 1;
            Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', dark ? 0 : 1);
            const browser = gBrowser.selectedBrowser;
            browser.fullZoom = zoom;
            const { width: shownWidth, height: shownHeight } = browser.getBoundingClientRect();
            window.resizeBy(width * zoom - shownWidth, height * zoom - shownHeight);
            return zoom;";
        let context = |name: &str| self.extension("moz/context", json!({ "context": name }));
        context("chrome")?;
        let zoomed = self.script(
            ZOOM,
            vec![json!(width), json!(height), json!(scheme == Scheme::Dark)],
        );
        context("content")?;
        zoomed.context("Firefox refuses to be zoomed")?;
        // The content process learns of it a little later.
        const WAIT: &str = "const [width, dark, done] = arguments;
            const there = () => innerWidth === width && matchMedia('(prefers-color-scheme: dark)').matches === dark;
            const wait = (left) => there() || left === 0 ? done() : setTimeout(wait, 20, left - 1);
            wait(250);";
        self.waiting_script(WAIT, vec![json!(width), json!(scheme == Scheme::Dark)])?;
        Ok(())
    }
}
