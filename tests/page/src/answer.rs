//! Asking the page a question, and reading its answer as a person would.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Page;
use crate::page::PATIENCE;

/// What is filled into the form. The default is an empty box, no name, the present, and Chrome's roots.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Request<'a> {
    /// The text in the box.
    pub text: &'a str,
    /// `None`: the box "do not check" is ticked.
    pub hostname: Option<&'a str>,
    /// As a field for date and time takes it, `2026-03-01T00:00:00`; `None`: now.
    pub time: Option<&'a str>,
    /// `chrome`, `mozilla` or `none`; `None`: the list that is chosen already.
    pub store: Option<&'a str>,
}

/// What the page says.
#[derive(Debug, Deserialize)]
pub struct Answer {
    /// `empty`, `result`, `error` or `failed`.
    pub state: String,
    /// `trusted` or `rejected`; `None` where there is no verdict.
    pub verdict: Option<String>,
    /// The code of misuse; `None` where there is none.
    pub error: Option<String>,
    /// The heading of verdict or error.
    pub heading: String,
    /// The verdict's sentence.
    pub summary: String,
    /// The id of the finding whose title the heading gives as the cause.
    pub cause: Option<String>,
    /// In the order of the page, without those of other paths and of single certificates.
    pub findings: Vec<Finding>,
    /// The indices of the certificates that the drawn chain consists of, the one judged first.
    pub path: Vec<usize>,
}

/// A finding's card.
#[derive(Debug, Deserialize)]
pub struct Finding {
    /// The finding's id.
    pub id: String,
    /// How it is drawn: `good`, `bad`, `warn`, `note` or `unknown`.
    pub tone: String,
    /// The index of the certificate that its link leads to.
    pub certificate: Option<usize>,
}

impl Answer {
    /// Whether a finding with this id is there, whatever its weight.
    pub fn has(&self, id: &str) -> bool {
        self.findings.iter().any(|finding| finding.id == id)
    }

    /// Whether this fault is shown as one, with a link to this certificate.
    pub fn blames(&self, id: &str, certificate: usize) -> bool {
        self.findings.iter().any(|finding| {
            finding.id == id && finding.tone == "bad" && finding.certificate == Some(certificate)
        })
    }
}

/// Reads all that [`Answer`] has; null while the page is at work, or shows what it showed before. The links of findings
/// are followed: what they open has the focus then.
const READ: &str = r##"
    const find = (id, within = document) => within.querySelector(`[data-testid="${id}"]`);
    const state = document.querySelector("#results").dataset.state;
    const shown = document.querySelector("#verdict").firstElementChild;
    if (state === "working" || shown === window.shownBefore) return null;
    const text = (node) => node?.textContent.trim() ?? "";
    const heading = text(shown?.querySelector("h2"));
    const cards = [...find("findings")?.querySelectorAll('.findings > [data-testid="finding"]') ?? []];
    const title = (card) => `not trusted: ${text(card.querySelector("h3"))}`.toLowerCase();
    const target = (card) => {
        const link = card.querySelector("header .link");
        if (link === null) return null;
        link.click();
        return Number(document.activeElement.closest("[data-certificate]").dataset.certificate);
    };
    const findings = cards.map((card) => ({
        id: card.dataset.findingId, tone: card.classList.item(2), certificate: target(card),
    }));
    return {
        state, heading, findings,
        verdict: shown?.dataset.verdict ?? null,
        error: shown?.dataset.errorCode ?? null,
        summary: text(shown && find("summary", shown)),
        cause: cards.find((card) => title(card) === heading.toLowerCase().replace(/ \(the ca's, “.*”\)$/, ""))?.dataset.findingId ?? null,
        path: [...find("chain")?.querySelectorAll('[data-testid="node"]') ?? []].map((node) => Number(node.dataset.certificate)),
    };
"##;

impl Page {
    /// Fills in the form, with the events that typing would cause, and presses "Judge".
    pub fn ask(&self, request: &Request<'_>) -> Result<Answer> {
        const FILL: &str = r#"
            const { text, hostname, time, store } = arguments[0];
            const find = (id) => document.querySelector(`[data-testid="${id}"]`);
            const change = (node, property, value) => {
                node[property] = value;
                for (const type of ["input", "change"]) node.dispatchEvent(new Event(type, { bubbles: true }));
            };
            change(find("input-box"), "value", text);
            change(find("hostname-unchecked"), "checked", hostname === null);
            if (hostname !== null) change(find("hostname"), "value", hostname);
            change(find(time === null ? "time-now" : "time-at"), "checked", true);
            if (time !== null) change(find("time"), "value", time);
            if (store !== null) change(find("store"), "value", store);
            find("judge").click();
        "#;
        self.answer_to(|page| {
            page.script(FILL, vec![serde_json::to_value(request)?])?;
            Ok(())
        })
    }

    /// Does something, and waits for the answer that it gives rise to.
    ///
    /// The answer must differ from what is shown before as a piece of the page, not in its words. Where `act` changes
    /// several things, only the last may be a file: files are read while the page goes on.
    pub fn answer_to(&self, act: impl FnOnce(&Page) -> Result<()>) -> Result<Answer> {
        const REMEMBER: &str =
            "window.shownBefore = document.querySelector('#verdict').firstElementChild;";
        self.script(REMEMBER, Vec::new())?;
        act(self)?;
        let start = Instant::now();
        loop {
            let found = self.script(READ, Vec::new())?;
            if found != Value::Null {
                return serde_json::from_value(found).context("an answer");
            }
            if start.elapsed() > PATIENCE {
                let state = self.script(
                    "return document.querySelector('#results').dataset.state",
                    Vec::new(),
                )?;
                bail!("the page gives no answer: {state}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks an example and waits for its answer.
    pub fn example(&self, id: &str) -> Result<Answer> {
        // Their list is loaded after the page; it appears as a whole.
        self.text("example")?;
        self.answer_to(|page| {
            page.script(
                "document.querySelector(`[data-example-id=\"${arguments[0]}\"]`).click()",
                vec![json!(id)],
            )?;
            Ok(())
        })
    }
}
