//! Asks programs that are no browsers, whose names for faults a report tells too: OpenSSL's, Node's and Go's clients visit each
//! case's [`Server`] and trust its anchors alone. A small client of each reads a question a line and answers with a line.

use std::io::{BufRead, BufReader, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::case::{Case, Verdict};
use crate::record::TIME_UNIX;
use crate::server::Server;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// `openssl s_client`; the constant's name of the first error that verifying meets.
    OpenSsl,
    /// `tls.connect`; `error.code`.
    Node,
    /// `tls.Client`; the error's text. A newer Go than the distribution's may be named in `GO`.
    Go,
}

impl Program {
    /// By the name of its record.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "openssl" => Some(Self::OpenSsl),
            "node" => Some(Self::Node),
            "go" => Some(Self::Go),
            _ => None,
        }
    }

    /// As people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::OpenSsl => "OpenSSL",
            Self::Node => "Node",
            Self::Go => "Go",
        }
    }

    /// As it tells it.
    ///
    /// # Errors
    /// Where it is not installed.
    pub fn version(self) -> Result<String> {
        let mut command = match self {
            Self::OpenSsl => Command::new("openssl"),
            Self::Node => Command::new("node"),
            Self::Go => Command::new(go()),
        };
        let argument = match self {
            Self::Node => "--version",
            _ => "version",
        };
        let output = command
            .arg(argument)
            .output()
            .with_context(|| format!("{} is not installed", self.title()))?;
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// What it says of each case, by id, in the cases' order.
    ///
    /// # Errors
    /// Where it is not installed, or ends.
    pub fn ask(self, cases: &[Case]) -> Result<Vec<(String, Verdict)>> {
        let mut client = Client::start(self)?;
        let ask = |case: &Case| Ok((case.id.clone(), client.visit(case)?));
        cases.iter().map(ask).collect()
    }
}

fn go() -> String {
    std::env::var("GO").unwrap_or_else(|_| "go".to_owned())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/programs")
}

/// A program that waits for questions.
struct Client {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Client {
    fn start(program: Program) -> Result<Self> {
        let mut command = match program {
            Program::OpenSsl => script("openssl.mjs"),
            Program::Node => script("node.mjs"),
            Program::Go => {
                let mut command = Command::new(go());
                command.args(["run", "."]).current_dir(folder().join("go"));
                command
            }
        };
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} is not installed", program.title()))?;
        let questions = child.stdin.take().context("its standard input")?;
        let answers = child.stdout.take().context("its standard output")?;
        Ok(Self {
            child,
            questions,
            answers: BufReader::new(answers),
        })
    }

    fn visit(&mut self, case: &Case) -> Result<Verdict> {
        let server = match Server::start(case) {
            Ok(server) => server,
            Err(error) => return Ok(Verdict::Unanswered(error.to_string())),
        };
        let host = case.hostname.trim_matches(['[', ']']);
        let question = json!({
            "port": server.port(),
            "hostname": host,
            "isAddress": host.parse::<IpAddr>().is_ok(),
            "anchors": case.anchors.iter().map(|der| pem(der)).collect::<String>(),
            "time": TIME_UNIX,
        });
        writeln!(self.questions, "{question}")?;
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            bail!("{}: the program ended", case.id);
        }
        let answer: Value = serde_json::from_str(&line)?;
        Ok(match (&answer["code"], &answer["unanswered"]) {
            (_, Value::String(why)) => Verdict::Unanswered(why.clone()),
            (Value::String(code), _) => Verdict::Rejected(code.clone()),
            _ => Verdict::Trusted,
        })
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn script(name: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(folder().join(name));
    command
}

fn pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines = text.as_bytes().chunks(64).map(String::from_utf8_lossy);
    format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        lines.collect::<Vec<_>>().join("\n")
    )
}
