//! A proxy that lets nothing through: the browser sends it every request that would leave the machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::Result;

/// Listens until the process ends.
pub(crate) struct Trap {
    address: String,
    hosts: Arc<Mutex<Vec<String>>>,
}

impl Trap {
    pub(crate) fn start() -> Result<Trap> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?.to_string();
        let hosts = Arc::new(Mutex::new(Vec::new()));
        let caught = Arc::clone(&hosts);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let caught = Arc::clone(&caught);
                // Each by itself: a connection on which nothing is asked must not hold up the next.
                thread::spawn(move || {
                    if let Ok(host) = refuse(&stream) {
                        let mut caught = caught.lock().unwrap_or_else(PoisonError::into_inner);
                        caught.push(host);
                    }
                });
            }
        });
        Ok(Trap { address, hosts })
    }

    /// Host and port, for a browser's proxy setting.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The hosts asked for since the last call.
    pub(crate) fn hosts(&self) -> Vec<String> {
        std::mem::take(&mut self.hosts.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn refuse(mut stream: &TcpStream) -> Result<String> {
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    let mut line = String::new();
    BufReader::new(stream).take(8192).read_line(&mut line)?;
    stream
        .write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
    Ok(host(&line).to_owned())
}

/// The host in a proxy's request line: `CONNECT example.com:443 HTTP/1.1` or `GET http://example.com/ HTTP/1.1`.
fn host(line: &str) -> &str {
    let target = line.split(' ').nth(1).unwrap_or(line);
    let authority = target
        .strip_prefix("http://")
        .unwrap_or(target)
        .split('/')
        .next()
        .unwrap_or(target);
    authority
        .rsplit_once(':')
        .map_or(authority, |(host, _)| host)
}
