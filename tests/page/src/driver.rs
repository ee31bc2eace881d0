//! A running chromedriver or geckodriver.

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::Browser;

/// Ends when dropped. What it and its browser print is kept.
pub(crate) struct Driver {
    child: Child,
    port: u16,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Driver {
    /// Starts it at a free port and waits until it listens.
    pub(crate) fn start(browser: Browser) -> Result<Driver> {
        let (variable, name) = browser.driver();
        let program = std::env::var_os(variable).unwrap_or_else(|| name.into());
        // Free now; that nobody else takes it in between cannot be had from the drivers' interface.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let mut child = Command::new(&program)
            .arg(format!("--port={port}"))
            .args(browser.driver_arguments())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| {
                format!(
                    "cannot start {}; use cargo xtask test page",
                    program.display()
                )
            })?;
        let lines = Arc::new(Mutex::new(Vec::new()));
        keep(child.stdout.take(), &lines);
        keep(child.stderr.take(), &lines);
        let driver = Driver { child, port, lines };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if start.elapsed() > Duration::from_secs(30) {
                bail!("{name} does not listen: {}", driver.lines().join("\n"));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(driver)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What was printed since the last call.
    pub(crate) fn lines(&self) -> Vec<String> {
        std::mem::take(&mut self.lines.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn keep(stream: Option<impl Read + Send + 'static>, lines: &Arc<Mutex<Vec<String>>>) {
    let (Some(stream), lines) = (stream, Arc::clone(lines)) else {
        return;
    };
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(|line| line.ok()) {
            lines
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(line);
        }
    });
}
