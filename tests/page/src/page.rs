//! The page in one browser: what a person can do with it, and what they see.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use page_server::{Reports, Server};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::Browser;
use crate::driver::Driver;
use crate::trap::Trap;

/// How long the page may take over anything.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A browser at the page. Elements are named by their `data-testid`; each method waits until its element is there.
pub struct Page {
    browser: Browser,
    // `Option`: closing the session takes it.
    client: Option<Client>,
    runtime: Runtime,
    driver: Driver,
    server: Server,
    trap: Trap,
}

impl Page {
    /// Starts server, driver and browser; all end when the page is dropped.
    pub(crate) fn start(browser: Browser) -> Result<Page> {
        let trap = Trap::start()?;
        let server =
            Server::start(&project().join("www"), 0, Reports::On).context("cannot serve www/")?;
        let driver = Driver::start(browser)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let connect = async {
            let capabilities = browser.capabilities(&project(), trap.address())?;
            let mut builder = ClientBuilder::new(HttpConnector::new());
            Ok::<_, anyhow::Error>(
                builder
                    .capabilities(capabilities)
                    .connect(&driver.url())
                    .await?,
            )
        };
        let client = runtime
            .block_on(connect)
            .with_context(|| format!("cannot start {}", browser.name()))?;
        Ok(Page {
            browser,
            client: Some(client),
            runtime,
            driver,
            server,
            trap,
        })
    }

    /// Which browser this is.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// Opens the page afresh, with nothing stored. The standard's reasons are shown, whatever the browsers' profiles say.
    pub fn open(&self) -> Result<()> {
        self.open_at("#judge=rfc5280")
    }

    /// The same with this after the page's address.
    pub fn open_at(&self, rest: &str) -> Result<()> {
        let (client, url) = (self.client()?, self.server.url());
        self.runtime.block_on(async {
            if client.current_url().await?.as_str().starts_with(&url) {
                client
                    .execute("localStorage.clear(); sessionStorage.clear();", Vec::new())
                    .await?;
            }
            // An address that differs in its fragment alone would not load anew.
            client.goto("about:blank").await?;
            client.goto(&format!("{url}{rest}")).await
        })?;
        Ok(())
    }

    /// Lets requests for paths that begin so go unanswered, as if there were no network, until the next call.
    pub fn cut_off(&self, paths: Option<&str>) {
        self.server.cut_off(paths);
    }

    /// Opens another address, such as a file's.
    pub fn visit(&self, url: &str) -> Result<()> {
        let client = self.client()?;
        self.runtime.block_on(async {
            // What was there before must not be taken for what is to come.
            client.goto("about:blank").await?;
            client.goto(url).await
        })?;
        Ok(())
    }

    /// Loads the page anew, with what it stored, and waits until that is done: a script's `location.reload()` returns while
    /// the old page is still there to answer.
    pub fn reload(&self) -> Result<()> {
        Ok(self.runtime.block_on(self.client()?.refresh())?)
    }

    /// The document's title.
    pub fn title(&self) -> Result<String> {
        Ok(self.runtime.block_on(self.client()?.title())?)
    }

    /// Fills a text box, or chooses in a list, at once and with the events that typing would cause. Fit for texts of
    /// megabytes.
    pub fn set(&self, id: &str, value: &str) -> Result<()> {
        const SET: &str = "const [element, value] = arguments;
            element.value = value;
            for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }));";
        self.script(SET, vec![self.handle(id)?, json!(value)])?;
        Ok(())
    }

    /// A text box's contents, or a list's choice.
    pub fn value(&self, id: &str) -> Result<String> {
        let value = self.script("return arguments[0].value;", vec![self.handle(id)?])?;
        Ok(value.as_str().context("not a text")?.to_owned())
    }

    /// Clicks.
    pub fn click(&self, id: &str) -> Result<()> {
        self.click_at_rest(self.element(id)?)
    }

    /// Clicks as a person does, who waits until what they aim at has stopped moving and is not below something else. (The
    /// page scrolls softly to an answer; WebDriver reckons where to click, and then clicks there, whatever is there by now.)
    fn click_at_rest(&self, element: Element) -> Result<()> {
        const AT_REST: &str = "const [element, done] = arguments;
            const frame = () => new Promise(requestAnimationFrame);
            const place = () => { const { x, y, width, height } = element.getBoundingClientRect(); return [x + width / 2, y + height / 2]; };
            (async () => {
                for (let tries = 0, calm = 0; tries < 120 && calm < 3; tries += 1) {
                    const [x, y] = place();
                    const hit = document.elementFromPoint(x, y);
                    if (hit === null || !(element.contains(hit) || hit.contains(element)))
                        element.scrollIntoView({ block: 'center', behavior: 'instant' });
                    await frame();
                    await frame();
                    calm = String(place()) === String([x, y]) ? calm + 1 : 0;
                }
            })().then(() => done(null), (error) => done(String(error)));";
        let handle = serde_json::to_value(&element)?;
        self.waiting_script(AT_REST, vec![handle])?;
        Ok(self.runtime.block_on(element.click())?)
    }

    /// Clicks the button, link, tab, label or summary whose visible text is this.
    pub fn click_named(&self, name: &str) -> Result<()> {
        if name.contains('"') {
            bail!("XPath has no way to quote {name}");
        }
        let kinds = "self::button or self::a or self::label or self::summary or @role='tab' or @role='button'";
        let path = format!("//*[({kinds}) and normalize-space()=\"{name}\"]");
        self.click_at_rest(self.wait_for(Locator::XPath(&path))?)
    }

    /// Types at an element, as a person would; also keys by their WebDriver code points.
    pub fn type_at(&self, id: &str, keys: &str) -> Result<()> {
        Ok(self.runtime.block_on(self.element(id)?.send_keys(keys))?)
    }

    /// Gives files to a file picker.
    pub fn choose_files(&self, id: &str, files: &[&Path]) -> Result<()> {
        let paths = files
            .iter()
            .map(|path| Ok(path.canonicalize()?.display().to_string()));
        let paths: Vec<String> = paths.collect::<Result<_>>()?;
        self.type_at(id, &paths.join("\n"))
    }

    /// Drops files, each a name and its contents, on an element.
    pub fn drop_files(&self, id: &str, files: &[(&str, &[u8])]) -> Result<()> {
        const DROP: &str = "const [element, files] = arguments;
            const dataTransfer = new DataTransfer();
            for (const [name, base64] of files) {
                const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                dataTransfer.items.add(new File([bytes], name));
            }
            for (const type of ['dragenter', 'dragover', 'drop'])
                element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));";
        let files = files
            .iter()
            .map(|(name, contents)| json!([name, BASE64_STANDARD.encode(contents)]));
        self.script(DROP, vec![self.handle(id)?, files.collect()])?;
        Ok(())
    }

    /// Presses keys, text or WebDriver's code points, wherever the focus is. Control is held until the null key.
    pub fn press(&self, keys: &str) -> Result<()> {
        let down = |value| KeyAction::Down { value };
        let up = |value| KeyAction::Up { value };
        let strokes = keys.chars().flat_map(|key| match key {
            '\u{E000}' => vec![up('\u{E009}')],
            '\u{E009}' => vec![down(key)],
            '\n' => vec![down('\u{E007}'), up('\u{E007}')],
            _ => vec![down(key), up(key)],
        });
        let strokes = strokes.fold(KeyActions::new("keyboard".into()), KeyActions::then);
        Ok(self
            .runtime
            .block_on(self.client()?.perform_actions(strokes))?)
    }

    /// The visible text of an element.
    pub fn text(&self, id: &str) -> Result<String> {
        Ok(self.runtime.block_on(self.element(id)?.text())?)
    }

    /// Waits until an element's visible text contains this; the error says what it was instead.
    pub fn wait_for_text(&self, id: &str, text: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            // The element may be replaced while it is read.
            let found = self.text(id);
            match found {
                Ok(found) if found.contains(text) => return Ok(()),
                _ if start.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(50)),
                found => bail!("{id} does not say {text:?} but {:?}", found?),
            }
        }
    }

    /// How many elements there are now; does not wait.
    pub fn count(&self, id: &str) -> Result<usize> {
        let found = self
            .runtime
            .block_on(self.client()?.find_all(Locator::Css(&selector(id))))?;
        Ok(found.len())
    }

    /// Saves what the window shows as target/screenshots/NAME-BROWSER.png.
    pub fn screenshot(&self, name: &str) -> Result<()> {
        let directory = target_directory()?.join("screenshots");
        std::fs::create_dir_all(&directory)?;
        let png = self.runtime.block_on(self.client()?.screenshot())?;
        std::fs::write(
            directory.join(format!("{name}-{}.png", self.browser.name())),
            png,
        )?;
        Ok(())
    }

    /// Runs JavaScript in the page; `arguments` are `args`. The result is what it returns.
    pub fn script(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self
            .runtime
            .block_on(self.client()?.execute(script, args))?)
    }

    /// The same for a script that waits: it calls its last argument with the result.
    pub fn waiting_script(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self
            .runtime
            .block_on(self.client()?.execute_async(script, args))?)
    }

    /// Posts to a browser's own addition to WebDriver.
    pub(crate) fn extension(&self, path: &'static str, body: Value) -> Result<Value> {
        Ok(self
            .runtime
            .block_on(self.client()?.issue_cmd(Extension(path, body)))?)
    }

    /// What went wrong unseen since the last call: see the crate's documentation.
    pub fn problems(&self) -> Result<Vec<String>> {
        let mut problems = self.server.problems();
        let hosts = self
            .trap
            .hosts()
            .into_iter()
            .filter(|host| !self.browser.asks_by_itself(host));
        problems.extend(hosts.map(|host| format!("a request to {host}")));
        let printed = self.driver.lines();
        match self.browser {
            Browser::Chromium => {
                let log = self.extension("se/log", json!({ "type": "browser" }))?;
                let entries = log.as_array().cloned().unwrap_or_default();
                problems.extend(
                    entries
                        .iter()
                        .filter(|entry| entry["level"] == "SEVERE")
                        .map(|entry| entry["message"].to_string()),
                );
            }
            // Firefox prints uncaught errors, its own and the page's.
            Browser::Firefox => {
                let ours = format!("JavaScript error: {}", self.server.url());
                problems.extend(printed.into_iter().filter(|line| line.contains(&ours)));
            }
        }
        Ok(problems)
    }

    fn client(&self) -> Result<&Client> {
        self.client.as_ref().context("the session is closed")
    }

    fn element(&self, id: &str) -> Result<Element> {
        self.wait_for(Locator::Css(&selector(id)))
    }

    fn wait_for(&self, locator: Locator<'_>) -> Result<Element> {
        let wait = self
            .client()?
            .wait()
            .at_most(PATIENCE)
            .every(Duration::from_millis(50));
        self.runtime
            .block_on(wait.for_element(locator))
            .with_context(|| format!("{locator:?} does not appear"))
    }

    /// An element as an argument for a script.
    fn handle(&self, id: &str) -> Result<Value> {
        Ok(serde_json::to_value(self.element(id)?)?)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let _ = self.runtime.block_on(client.close());
        }
    }
}

/// A browser's own addition to WebDriver: a path below the session's, and the body to post there.
#[derive(Debug)]
struct Extension(&'static str, Value);

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.0
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.1.to_string()))
    }
}

fn selector(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The test binary is in TARGET/PROFILE/deps.
fn target_directory() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    Ok(program
        .ancestors()
        .nth(3)
        .context("no target directory")?
        .to_owned())
}
