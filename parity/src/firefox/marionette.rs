//! Firefox's own remote protocol, Marionette: messages of JSON over TCP, each with its length before it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

/// A connection to one browser.
pub(super) struct Marionette {
    stream: BufReader<TcpStream>,
    sent: u64,
}

impl Marionette {
    /// Connects as soon as somebody listens there.
    pub(super) fn connect(port: u16, patience: Duration) -> Result<Self> {
        let start = Instant::now();
        let stream = loop {
            match TcpStream::connect((Ipv4Addr::LOCALHOST, port)) {
                Ok(stream) => break stream,
                Err(error) if start.elapsed() > patience => {
                    return Err(error).context("Firefox does not listen");
                }
                Err(_) => std::thread::sleep(Duration::from_millis(100)),
            }
        };
        let mut marionette = Self {
            stream: BufReader::new(stream),
            sent: 0,
        };
        marionette.receive().context("no greeting")?;
        Ok(marionette)
    }

    /// A command's result.
    pub(super) fn command(&mut self, name: &str, parameters: Value) -> Result<Value> {
        self.sent += 1;
        let message = json!([0, self.sent, name, parameters]).to_string();
        write!(self.stream.get_mut(), "{}:{message}", message.len())?;
        let mut answer = self.receive()?;
        ensure!(
            answer[1] == self.sent,
            "an answer to another command than {name}"
        );
        if !answer[2].is_null() {
            bail!("{name}: {}", answer[2]);
        }
        Ok(answer[3].take())
    }

    /// What a script hands to its last argument, a function.
    pub(super) fn script(&mut self, script: &str, arguments: Value) -> Result<Value> {
        let parameters = json!({ "script": script, "args": arguments });
        let mut answer = self.command("WebDriver:ExecuteAsyncScript", parameters)?;
        Ok(answer["value"].take())
    }

    fn receive(&mut self) -> Result<Value> {
        let mut length = Vec::new();
        self.stream.read_until(b':', &mut length)?;
        ensure!(
            length.pop() == Some(b':'),
            "Firefox has closed the connection"
        );
        let length = std::str::from_utf8(&length)?.parse()?;
        let mut message = vec![0; length];
        self.stream.read_exact(&mut message)?;
        Ok(serde_json::from_slice(&message)?)
    }
}
