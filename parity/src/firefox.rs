//! Asks the installed Firefox ESR, by two routes. Its verifier, called directly, answers for any chain at any time, built-in
//! roots included; a visit over TLS gives what a user sees, which differs where TLS speaks first, where the peer's certificates
//! can't be read, and where a response is stapled. Where both have an answer, the visit's counts.

mod logs;
mod marionette;
mod proxy;
mod roots;

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{env, fs, net, path::PathBuf, process, thread};

use anyhow::{Context, Result, bail, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use x509_parser::parse_x509_certificate;

use crate::built_in::{BuiltIn, Listed};
use crate::case::{Case, Verdict};
use crate::near;
use crate::server::{BuiltInServer, OpenSsl, Server};

use marionette::Marionette;
use roots::Root;

/// Questions in one script: enough to hide the way to the browser and back, few enough to see progress.
const BATCH: usize = 50;

/// A question to the verifier.
#[derive(Clone, Debug)]
pub struct Question {
    /// Unique.
    pub id: String,
    /// DER, the leaf first.
    pub chain: Vec<Vec<u8>>,
    /// DER; roots that the user has added.
    pub anchors: Vec<Vec<u8>>,
    /// The name visited; `None` where no name is asked about.
    pub host: Option<String>,
    /// Seconds since 1970.
    pub time: i64,
    /// Whether the certificate is a client's.
    pub client: bool,
    /// How long to wait for the answer.
    pub patience: Duration,
}

impl Question {
    /// A case, judged at this time.
    pub fn of(case: &Case, time: i64) -> Self {
        Self {
            id: case.id.clone(),
            chain: case.chain.clone(),
            anchors: case.anchors.clone(),
            // As Firefox hands it over: A-labels, no brackets.
            host: Some(match case.hostname.as_str() {
                "bücher.host.example" => "xn--bcher-kva.host.example".to_owned(),
                host => host.to_owned(),
            }),
            time,
            client: false,
            // Some paths are so many that no user would wait for the end.
            patience: Duration::from_secs(20),
        }
    }
}

/// What a visit to each case ends with, by id, in the cases' order.
///
/// # Errors
/// Where Firefox can't be started or driven.
pub fn ask(cases: &[Case]) -> Result<Vec<(String, Verdict)>> {
    ask_of(
        cases,
        Browser::start(Setup {
            transparency: true,
            ..Setup::default()
        })?,
    )
}

/// The same where Firefox takes each case's roots for its own, not for such as were added.
///
/// # Errors
/// Where Firefox can't be started or driven, or there is no module for the roots.
pub fn ask_built_in(cases: &[Case]) -> Result<Vec<(String, Verdict)>> {
    let roots = cases.iter().flat_map(|case| &case.anchors);
    let roots: Vec<Root<'_>> = roots.map(|root| Root::of(root)).collect();
    let without: Vec<Case> = cases
        .iter()
        .map(|case| Case {
            anchors: Vec::new(),
            ..case.clone()
        })
        .collect();
    ask_of(
        &without,
        Browser::start(Setup {
            own_roots: &roots,
            ..Setup::default()
        })?,
    )
}

/// What a visit to each case ends with where its roots are Firefox's own, the logs of [`crate::built_in::firefox`] known and
/// Certificate Transparency asked for, by id, in the cases' order.
///
/// # Errors
/// Where Firefox can't be started or driven, or there is no module for the roots.
pub fn answers_built_in(cases: &[&BuiltIn]) -> Result<Vec<(String, Verdict)>> {
    let mut roots = Vec::new();
    for case in cases {
        let terms: Value = serde_json::from_str(&format!("{{\"terms\":0{}}}", case.terms))
            .with_context(|| case.case.id.clone())?;
        let distrust_after = terms["distrustAfter"].as_str().map(near::parsed);
        roots.extend(case.case.anchors.iter().map(|root| Root {
            distrust_after,
            ..Root::of(root)
        }));
        roots.extend(case.others.iter().map(|root| Root::of(root)));
    }
    let mut browser = Browser::start(Setup {
        own_roots: &roots,
        own_logs: true,
        transparency: true,
    })?;
    browser.store(cases)?;
    let mut answers = Vec::new();
    for batch in cases.chunks(BATCH) {
        let servers = batch.iter().map(|case| BuiltInServer::start(case));
        let servers = servers.collect::<Result<Vec<_>, _>>()?;
        let visits = batch.iter().zip(&servers).map(|(case, server)| {
            let local = case.case.anchors.iter().filter(|_| case.is_local_too);
            let added = local.chain(&case.added).cloned();
            let shown = Case {
                anchors: added.collect(),
                ..case.case.clone()
            };
            visit(&shown, server.port())
        });
        let said = browser.ask(VISIT, visits.collect())?;
        answers.extend(batch.iter().map(|case| case.case.id.clone()).zip(said));
        eprintln!("Firefox: {} of {} visited", answers.len(), cases.len());
    }
    Ok(answers)
}

fn ask_of(cases: &[Case], mut browser: Browser) -> Result<Vec<(String, Verdict)>> {
    let mut answers = Vec::new();
    for batch in cases.chunks(BATCH) {
        let servers = batch.iter().map(Server::start);
        let servers = servers.collect::<Result<Vec<_>, _>>()?;
        let visits = batch.iter().zip(&servers);
        let visits = visits.map(|(case, server)| visit(case, server.port()));
        let mut said = browser.ask(VISIT, visits.collect())?;
        for (at, case) in batch.iter().enumerate() {
            if servers[at].refused().is_some() {
                let server = OpenSsl::start(case)?;
                // It is a process, and there is no browser to start meanwhile.
                thread::sleep(Duration::from_millis(500));
                let again = browser.ask(VISIT, vec![visit(case, server.port())])?;
                said.splice(at..=at, again);
            }
        }
        answers.extend(batch.iter().map(|case| case.id.clone()).zip(said));
        eprintln!("Firefox: {} of {} visited", answers.len(), cases.len());
    }
    Ok(answers)
}

/// Whether the error page of each case lets one go on, by id, in the cases' order; `None` where there is no such page.
///
/// # Errors
/// Where Firefox can't be started or driven.
pub fn pages(cases: &[Case]) -> Result<Vec<(String, Option<bool>)>> {
    let mut browser = Browser::start(Setup {
        transparency: true,
        ..Setup::default()
    })?;
    let marionette = &mut browser.marionette;
    // Milliseconds; it does not notice each page that is there.
    let timeouts = json!({ "pageLoad": 6_000 });
    marionette.command("WebDriver:SetTimeouts", timeouts)?;
    let mut answers = Vec::new();
    for case in cases {
        let server = Server::start(case)?;
        let asked = visit(case, server.port());
        marionette.script(ADD, json!([asked["anchors"]]))?;
        let context = |name: &str| json!({ "value": name });
        marionette.command("Marionette:SetContext", context("content"))?;
        // That there is an error page is an error.
        let _ = marionette.command("WebDriver:Navigate", json!({ "url": asked["url"] }));
        let answer = marionette.script(include_str!("firefox/page.js"), json!([]))?;
        marionette.command("Marionette:SetContext", context("chrome"))?;
        answers.push((case.id.clone(), answer.as_bool()));
        eprintln!("Firefox: {} of {} pages", answers.len(), cases.len());
    }
    Ok(answers)
}

/// Adds roots; what it does not take it does not trust.
const ADD: &str = r#"
const [anchors, done] = arguments;
const db = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
for (const anchor of anchors) {
  try {
    db.addCertFromBase64(anchor, "CTu,CTu,CTu");
  } catch {}
}
done(null);
"#;

/// What the verifier says of each question, in their order.
///
/// # Errors
/// Where Firefox can't be started or driven.
pub fn verify(questions: &[Question]) -> Result<Vec<(String, Verdict)>> {
    let mut browser = Browser::start(Setup::default())?;
    let mut answers = Vec::new();
    for batch in questions.chunks(BATCH) {
        let sent = batch.iter().map(|question| {
            json!({
                "chain": encoded(&question.chain),
                "anchors": encoded(&question.anchors),
                "host": question.host,
                "time": question.time,
                "client": question.client,
                "patience": question.patience.as_millis(),
            })
        });
        let said = browser.ask(include_str!("firefox/verify.js"), sent.collect())?;
        answers.extend(batch.iter().map(|question| question.id.clone()).zip(said));
        eprintln!("Firefox: {} of {} verified", answers.len(), questions.len());
    }
    Ok(answers)
}

/// `153.7.0esr`.
///
/// # Errors
/// Where there is no Firefox.
pub fn version() -> Result<String> {
    let output = Command::new(FIREFOX)
        .arg("--version")
        .output()
        .context("Firefox is not installed")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.split_whitespace().last();
    version
        .map(str::to_owned)
        .context("Firefox does not tell its version")
}

const FIREFOX: &str = "firefox-esr";
const VISIT: &str = include_str!("firefox/visit.js");

fn visit(case: &Case, port: u16) -> Value {
    let host = match case.hostname.contains(':') {
        true => format!("[{}]", case.hostname),
        false => case.hostname.clone(),
    };
    let url = format!("https://{host}:{port}/");
    json!({ "anchors": encoded(&case.anchors), "url": url })
}

fn encoded(certificates: &[Vec<u8>]) -> Vec<String> {
    certificates
        .iter()
        .map(|der| STANDARD.encode(der))
        .collect()
}

/// How a Firefox is to be.
#[derive(Clone, Copy, Default)]
struct Setup<'a> {
    /// Roots that it takes for its own.
    own_roots: &'a [Root<'a>],
    /// Whether logs of ours are among those that it knows.
    own_logs: bool,
    /// Whether it asks for Certificate Transparency below its own roots, and verifies timestamps below all: not of real chains, which are
    /// asked without the dates of a list of logs, nor of those of ours, which no log has.
    transparency: bool,
}

/// A Firefox with a profile of its own; both are gone when it is dropped.
struct Browser {
    process: Child,
    profile: PathBuf,
    marionette: Marionette,
}

impl Browser {
    fn start(setup: Setup<'_>) -> Result<Self> {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let name = format!("certlens-parity-firefox-{}-{number}", process::id());
        let profile = env::temp_dir().join(name);
        fs::create_dir_all(&profile)?;
        let port = net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let proxy = proxy::start()?;
        let preferences = [
            ("marionette.port", json!(port)),
            ("remote.prefs.recommended", json!(true)),
            // As users have it, or off.
            (
                "security.pki.certificate_transparency.mode",
                json!(if setup.transparency { 2 } else { 0 }),
            ),
            // It asks a server of Mozilla's whether somebody listens in.
            ("security.certerrors.mitm.priming.enabled", json!(false)),
            ("network.proxy.type", json!(1)),
            ("network.proxy.ssl", json!("127.0.0.1")),
            ("network.proxy.ssl_port", json!(proxy)),
            ("network.proxy.http", json!("127.0.0.1")),
            ("network.proxy.http_port", json!(proxy)),
            ("network.proxy.no_proxies_on", json!("")),
            ("network.proxy.allow_hijacking_localhost", json!(true)),
            ("network.dns.native_https_query", json!(false)),
            ("network.captive-portal-service.enabled", json!(false)),
            ("network.connectivity-service.enabled", json!(false)),
        ];
        let lines = preferences.map(|(name, value)| format!("user_pref({name:?}, {value});\n"));
        fs::write(profile.join("user.js"), lines.concat())?;
        if !setup.own_roots.is_empty() {
            roots::put_into(&profile, setup.own_roots)?;
        }
        let program = match setup.own_logs {
            true => logs::copy_with_ours(FIREFOX, &profile.join("program"))?,
            false => PathBuf::from(FIREFOX),
        };
        let process = Command::new(program)
            .args(["--headless", "-marionette", "-remote-allow-system-access"])
            .args(["-no-remote", "-profile"])
            .arg(&profile)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("Firefox is not installed")?;
        let mut process = Some(process);
        let connected = Marionette::connect(port, Duration::from_secs(90));
        let mut browser = match connected {
            Ok(marionette) => Self {
                process: process.take().expect("just started"),
                profile,
                marionette,
            },
            Err(error) => {
                if let Some(mut process) = process {
                    let _ = process.kill();
                    let _ = process.wait();
                }
                let _ = fs::remove_dir_all(&profile);
                return Err(error);
            }
        };
        let session =
            json!({ "capabilities": { "alwaysMatch": { "acceptInsecureCerts": false } } });
        browser
            .marionette
            .command("WebDriver:NewSession", session)?;
        // Milliseconds, for one script; thirty seconds otherwise.
        let timeouts = json!({ "script": 900_000 });
        browser
            .marionette
            .command("WebDriver:SetTimeouts", timeouts)?;
        let context = json!({ "value": "chrome" });
        browser
            .marionette
            .command("Marionette:SetContext", context)?;
        Ok(browser)
    }

    /// What the cases want it to have downloaded.
    fn store(&mut self, cases: &[&BuiltIn]) -> Result<()> {
        let listed = cases.iter().flat_map(|case| &case.listed);
        let revoked = listed.map(|listed| match listed {
            Listed::Issued(issuer, serial) => {
                json!({ "issuer": STANDARD.encode(issuer), "serial": STANDARD.encode(serial) })
            }
            Listed::Keyed(subject, key) => {
                json!({ "subject": STANDARD.encode(subject), "key": STANDARD.encode(key) })
            }
        });
        let downloaded = cases.iter().flat_map(|case| &case.downloaded);
        let intermediates = downloaded.map(|der| {
            let (_, certificate) = parse_x509_certificate(der).context("an intermediate")?;
            let subject = STANDARD.encode(certificate.subject().as_raw());
            Ok(json!({ "cert": STANDARD.encode(der), "subject": subject }))
        });
        let stored = json!({
            "revoked": revoked.collect::<Vec<_>>(),
            "intermediates": intermediates.collect::<Result<Vec<_>>>()?,
        });
        let said = self.ask(include_str!("firefox/stored.js"), vec![stored])?;
        ensure!(
            said == [Verdict::Trusted],
            "it does not take what it is given: {said:?}"
        );
        Ok(())
    }

    /// One answer for each question.
    fn ask(&mut self, script: &str, questions: Vec<Value>) -> Result<Vec<Verdict>> {
        let count = questions.len();
        let answers = self.marionette.script(script, json!([questions]))?;
        let Value::Array(answers) = answers else {
            bail!("no list of answers: {answers}");
        };
        ensure!(answers.len() == count, "an answer is missing");
        Ok(answers.into_iter().map(verdict).collect())
    }
}

fn verdict(answer: Value) -> Verdict {
    match answer {
        Value::Null => Verdict::Trusted,
        Value::String(name) => Verdict::Rejected(name),
        other => Verdict::Unanswered(match other["unanswered"].as_str() {
            Some(why) => why.to_owned(),
            None => other.to_string(),
        }),
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}
