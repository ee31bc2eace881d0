//! A headless Chromium, driven by the DevTools protocol over a pipe. Knows pages and their errors, no certificates.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs, process};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::case::Verdict;

pub(super) const CHROMIUM: &str = "chromium";

/// Pages that load at the same time.
const TABS: usize = 6;
/// For a command, and for a page until it is shown.
const PATIENCE: Duration = Duration::from_secs(30);

const OPTIONS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-default-apps",
    "--disable-sync",
    "--no-proxy-server",
    // Every name and address is this machine.
    "--host-resolver-rules=MAP * 127.0.0.1",
    "--remote-debugging-pipe",
];

/// Reads an error page: its code (a style sheet prints `net::` in capitals), and whether it lets one proceed.
const READ_PAGE: &str = "(() => { \
    const data = window.loadTimeDataRaw || {}; \
    const code = document.querySelector('#error-code, .error-code'); \
    return JSON.stringify({ \
        code: code && code.textContent.trim(), \
        overridable: typeof data.overridable === 'boolean' ? data.overridable : null }); })()";

/// What became of one visit.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) verdict: Verdict,
    pub(super) overridable: Option<bool>,
}

/// What is put into a profile before it is used.
pub(super) type Install<'a> = &'a dyn Fn(&Path) -> Result<()>;

pub(super) struct Browser {
    child: Child,
    commands: ChildStdin,
    messages: Receiver<Value>,
    profile: PathBuf,
    last_id: u64,
}

/// A tab, and where it stands with the visit that it makes.
struct Tab {
    session: String,
    visit: Option<Visit>,
}

struct Visit {
    index: usize,
    deadline: Instant,
    stage: Stage,
}

enum Stage {
    /// `Page.navigate` was sent.
    Navigating { id: u64 },
    /// It failed; the error page is on its way.
    Failed { error: String, loader: String },
    /// The error page is there and is being read.
    Reading { id: u64, error: String },
}

impl Browser {
    /// Starts it with further options.
    pub(super) fn start(further: &[String]) -> Result<Self> {
        let alone = "--disable-component-update".to_owned();
        Self::launch(&[further, &[alone]].concat(), &|_| Ok(()))
    }

    /// Starts it with a component that was put into its profile, and waits until that is read: nothing tells of it.
    pub(super) fn start_with(further: &[String], install: Install<'_>) -> Result<Self> {
        let browser = Self::launch(further, install)?;
        thread::sleep(PATIENCE);
        Ok(browser)
    }

    fn launch(further: &[String], install: Install<'_>) -> Result<Self> {
        let profile = env::temp_dir().join(format!("certlens-parity-chromium-{}", process::id()));
        let _ = fs::remove_dir_all(&profile);
        fs::create_dir_all(&profile)?;
        install(&profile)?;
        // DevTools' pipe is descriptors 3 (commands) and 4 (messages).
        let mut child = Command::new("sh")
            .args([
                "-c",
                "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null",
                "sh",
                CHROMIUM,
            ])
            .args(OPTIONS)
            .args(further)
            .arg(format!("--user-data-dir={}", profile.display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("can't start Chromium")?;
        let commands = child.stdin.take().context("no pipe to Chromium")?;
        let output = child.stdout.take().context("no pipe from Chromium")?;
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            for message in BufReader::new(output).split(0) {
                let Ok(message) = message else { return };
                let Ok(message) = serde_json::from_slice(&message) else {
                    return;
                };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            child,
            commands,
            messages,
            profile,
            last_id: 0,
        })
    }

    /// Visits each address; what is shown, in the same order.
    pub(super) fn visit(mut self, urls: &[String]) -> Result<Vec<Shown>> {
        let mut waiting: VecDeque<usize> = (0..urls.len()).collect();
        let mut shown = vec![None; urls.len()];
        let mut tabs = Vec::new();
        for _ in 0..TABS.min(urls.len()) {
            tabs.push(self.open_tab()?);
        }
        loop {
            for tab in &mut tabs {
                if tab.visit.is_none()
                    && let Some(index) = waiting.pop_front()
                {
                    let params = json!({ "url": urls[index] });
                    let id = self.send(Some(&tab.session), "Page.navigate", params)?;
                    tab.visit = Some(Visit {
                        index,
                        deadline: Instant::now() + PATIENCE,
                        stage: Stage::Navigating { id },
                    });
                }
            }
            if tabs.iter().all(|tab| tab.visit.is_none()) {
                break;
            }
            match self.messages.recv_timeout(Duration::from_millis(250)) {
                Ok(message) => {
                    let session = message["sessionId"].as_str();
                    let tab = tabs.iter_mut().find(|tab| Some(&*tab.session) == session);
                    if let Some(tab) = tab
                        && let Some(visit) = tab.visit.take()
                    {
                        let index = visit.index;
                        match self.advance(&tab.session, visit, &message)? {
                            Progress::Going(visit) => tab.visit = Some(visit),
                            Progress::Done(result) => shown[index] = Some(result),
                        }
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => bail!("Chromium has gone"),
            }
            for tab in &mut tabs {
                if let Some(visit) = tab.visit.take_if(|visit| visit.deadline < Instant::now()) {
                    shown[visit.index] = Some(given_up(visit.stage));
                    self.send(Some(&tab.session), "Page.stopLoading", json!({}))?;
                }
            }
        }
        let _ = self.send(None, "Browser.close", json!({}));
        Ok(shown.into_iter().flatten().collect())
    }

    /// What a message of the tab means for its visit.
    fn advance(&mut self, session: &str, visit: Visit, message: &Value) -> Result<Progress> {
        let id = message["id"].as_u64();
        let going = |stage| Ok(Progress::Going(Visit { stage, ..visit }));
        match visit.stage {
            Stage::Navigating { id: sent } if id == Some(sent) => {
                let result = &message["result"];
                let error = result["errorText"].as_str().unwrap_or_default();
                match (error, result["loaderId"].as_str()) {
                    ("", Some(_)) => Ok(Progress::Done(Shown {
                        verdict: Verdict::Trusted,
                        overridable: None,
                    })),
                    ("", None) => Ok(Progress::Done(Shown {
                        verdict: Verdict::Unanswered(message["error"]["message"].to_string()),
                        overridable: None,
                    })),
                    (error, loader) => going(Stage::Failed {
                        error: error.to_owned(),
                        loader: loader.unwrap_or_default().to_owned(),
                    }),
                }
            }
            Stage::Failed { error, loader } => {
                let params = &message["params"];
                if message["method"] == "Page.lifecycleEvent"
                    && params["name"] == "load"
                    && params["loaderId"] == *loader
                {
                    let params = json!({ "expression": READ_PAGE });
                    let id = self.send(Some(session), "Runtime.evaluate", params)?;
                    going(Stage::Reading { id, error })
                } else {
                    going(Stage::Failed { error, loader })
                }
            }
            Stage::Reading { id: sent, error } if id == Some(sent) => {
                let read = message["result"]["result"]["value"].as_str();
                let read: Value = serde_json::from_str(read.unwrap_or("{}"))?;
                let code = read["code"]
                    .as_str()
                    .filter(|code| code.ends_with(plain(&error)));
                Ok(Progress::Done(Shown {
                    verdict: Verdict::Rejected(code.map_or_else(
                        || as_on_page(&error),
                        |code| code.replacen("net::", "NET::", 1),
                    )),
                    overridable: read["overridable"].as_bool(),
                }))
            }
            stage => going(stage),
        }
    }

    fn open_tab(&mut self) -> Result<Tab> {
        let target = self.call(None, "Target.createTarget", json!({ "url": "about:blank" }))?;
        let params = json!({ "targetId": target["targetId"], "flatten": true });
        let session = self.call(None, "Target.attachToTarget", params)?;
        let session = session["sessionId"]
            .as_str()
            .context("no session")?
            .to_owned();
        self.call(Some(&session), "Page.enable", json!({}))?;
        let params = json!({ "enabled": true });
        self.call(Some(&session), "Page.setLifecycleEventsEnabled", params)?;
        Ok(Tab {
            session,
            visit: None,
        })
    }

    /// Sends a command and waits for its result; events meanwhile are nobody's.
    fn call(&mut self, session: Option<&str>, method: &str, params: Value) -> Result<Value> {
        let id = self.send(session, method, params)?;
        loop {
            let message = self.messages.recv_timeout(PATIENCE);
            let mut message = message.with_context(|| format!("no answer to {method}"))?;
            if message["id"].as_u64() == Some(id) {
                if let Some(error) = message.get("error") {
                    bail!("{method}: {error}");
                }
                return Ok(message["result"].take());
            }
        }
    }

    fn send(&mut self, session: Option<&str>, method: &str, params: Value) -> Result<u64> {
        self.last_id += 1;
        let mut message = json!({ "id": self.last_id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let message = [message.to_string().as_bytes(), &[0]].concat();
        self.commands
            .write_all(&message)
            .context("Chromium has gone")?;
        Ok(self.last_id)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let patience = Instant::now() + Duration::from_secs(5);
        // After `Browser.close` it goes by itself, and then takes its helpers along.
        let _ = self.send(None, "Browser.close", json!({}));
        while Instant::now() < patience && matches!(self.child.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

enum Progress {
    Going(Visit),
    Done(Shown),
}

fn given_up(stage: Stage) -> Shown {
    let verdict = match stage {
        Stage::Navigating { .. } => Verdict::Unanswered("the page never came".to_owned()),
        // The error is certain, its page is not.
        Stage::Failed { error, .. } | Stage::Reading { error, .. } => {
            Verdict::Rejected(as_on_page(&error))
        }
    };
    Shown {
        verdict,
        overridable: None,
    }
}

/// `net::ERR_CERT_INVALID` without its prefix.
fn plain(error: &str) -> &str {
    error.strip_prefix("net::").unwrap_or(error)
}

/// The page of a certificate error prints `NET::` before the name, other pages the name alone.
fn as_on_page(error: &str) -> String {
    let plain = plain(error);
    match plain.starts_with("ERR_CERT") {
        true => format!("NET::{plain}"),
        false => plain.to_owned(),
    }
}
