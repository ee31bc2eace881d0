//! A static file server for one directory, on this machine only, with the headers that the page is meant to have
//! wherever it is published. It notes what goes wrong, so that tests can ask.
//!
//! A connection is a thread and carries one request. Why no crate: of the small ones, tiny_http 0.12 left requests
//! unanswered when a browser opened several connections at once.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What the page may do: run and load its own files, and nothing else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Where browsers report violations of the policy, if the server was told to ask for reports.
const REPORTS: &str = "/csp-report";
/// The most bytes that a request's head, and a report, may have.
const LONGEST: u64 = 1 << 16;

/// Whether browsers are asked to report violations of the Content-Security-Policy to this server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reports {
    /// The headers are as published.
    Off,
    /// `report-uri` is added to the policy; reports become [`Server::problems`].
    On,
}

/// A running server; it stops when dropped.
pub struct Server {
    address: SocketAddr,
    site: Arc<Site>,
    thread: Option<JoinHandle<()>>,
}

/// What the connections share.
struct Site {
    root: PathBuf,
    reports: Reports,
    problems: Mutex<Vec<String>>,
    cut_off: Mutex<Option<String>>,
    stopped: AtomicBool,
}

impl Server {
    /// Serves the files below `root` at 127.0.0.1, at `port` or, if it is taken, at the next that is free. Port 0 means
    /// any.
    ///
    /// # Errors
    /// Where `root` does not exist, or none of a hundred ports is free.
    pub fn start(root: &Path, port: u16, reports: Reports) -> io::Result<Server> {
        let listener = listen(port)?;
        let address = listener.local_addr()?;
        let site = Arc::new(Site {
            root: root.canonicalize()?,
            reports,
            problems: Mutex::default(),
            cut_off: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let shared = Arc::clone(&site);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.stopped.load(Ordering::Relaxed) {
                    return;
                }
                let site = Arc::clone(&shared);
                // A browser may hang up at any time; that is no problem of the page.
                thread::spawn(move || answer(&stream, &site).ok());
            }
        });
        Ok(Server {
            address,
            site,
            thread: Some(thread),
        })
    }

    /// The page's address, with a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// What went wrong since the last call: requests not answered with a file, reported violations of the policy.
    pub fn problems(&self) -> Vec<String> {
        std::mem::take(
            &mut self
                .site
                .problems
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// Hangs up on requests for paths that begin so, as if there were no network, until the next call.
    pub fn cut_off(&self, paths: Option<&str>) {
        *self.site.cut_off() = paths.map(str::to_owned);
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.site.stopped.store(true, Ordering::Relaxed);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let ports = port..=if port == 0 {
        0
    } else {
        port.saturating_add(100)
    };
    ports
        .map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)))
        .find(|bound| !matches!(bound, Err(error) if error.kind() == io::ErrorKind::AddrInUse))
        .unwrap_or_else(|| Err(io::ErrorKind::AddrInUse.into()))
}

/// An answer: status line, media type, body.
type Answer = (&'static str, &'static str, Vec<u8>);

/// Reads one request, answers it and hangs up.
fn answer(mut stream: &TcpStream, site: &Site) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream.take(LONGEST));
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_ascii_whitespace();
    let (Some(method), Some(url)) = (words.next(), words.next()) else {
        return Ok(());
    };
    let length = read_headers(&mut reader)?;
    // All of it, whatever the answer: hanging up on what is unread would take the answer back.
    let mut sent = Vec::new();
    reader.take(length).read_to_end(&mut sent)?;
    if (site.cut_off().as_deref()).is_some_and(|paths| url.starts_with(paths)) {
        return Ok(());
    }
    let (status, mime, body) = match (method, site.reports) {
        ("GET" | "HEAD", _) => match file(&site.root, url)
            .and_then(|path| Some((mime_type(&path), fs::read(path).ok()?)))
        {
            Some((mime, body)) => ("200 OK", mime, body),
            None => plain("404 Not Found"),
        },
        ("POST", Reports::On) if url == REPORTS => {
            site.note(format!(
                "policy violated: {}",
                String::from_utf8_lossy(&sent)
            ));
            ("204 No Content", "text/plain", Vec::new())
        }
        _ => plain("405 Method Not Allowed"),
    };
    if status.starts_with('4') {
        site.note(format!("{method} {url}: {status}"));
    }
    let policy = match site.reports {
        Reports::Off => CONTENT_SECURITY_POLICY.to_owned(),
        Reports::On => format!("{CONTENT_SECURITY_POLICY}; report-uri {REPORTS}"),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\n\
         Content-Type: {mime}\r\n\
         Content-Length: {}\r\n\
         Content-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\n\
         Cache-Control: no-store\r\n\
         Connection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

impl Site {
    fn note(&self, problem: String) {
        self.problems
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(problem);
    }

    fn cut_off(&self) -> MutexGuard<'_, Option<String>> {
        self.cut_off.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads up to the empty line; returns the body's length.
fn read_headers(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim_end().is_empty() {
            return Ok(length);
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
}

fn plain(status: &'static str) -> Answer {
    (status, "text/plain", format!("{status}\n").into_bytes())
}

/// The file that a URL names. Every segment is a plain name (so `..`, `%2e` and hidden files name nothing), and the
/// file lies below `root` even when it is reached through a symbolic link.
fn file(root: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let plain = |segment: &str| {
        !segment.starts_with('.')
            && segment
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
    };
    if !path.split('/').all(plain) {
        return None;
    }
    let mut path = root.join(path).canonicalize().ok()?;
    if path.is_dir() {
        path = path.join("index.html");
    }
    (path.starts_with(root) && path.is_file()).then_some(path)
}

fn mime_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt" | "pem" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory with a page, a secret beside it and a link to the secret; removed when dropped.
    struct Files(PathBuf);

    impl Files {
        fn new(name: &str) -> Files {
            let base = std::env::temp_dir().join(format!("certlens-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&base);
            fs::create_dir_all(base.join("www/sub")).unwrap();
            fs::write(base.join("secret.txt"), "secret").unwrap();
            fs::write(base.join("www/.hidden"), "secret").unwrap();
            fs::write(base.join("www/index.html"), "page").unwrap();
            fs::write(base.join("www/sub/index.html"), "sub").unwrap();
            fs::write(base.join("www/a.wasm"), "wasm").unwrap();
            #[cfg(unix)]
            std::os::unix::fs::symlink("../secret.txt", base.join("www/link.txt")).unwrap();
            Files(base)
        }

        fn www(&self) -> PathBuf {
            self.0.join("www")
        }
    }

    impl Drop for Files {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn ask(server: &Server, request_line: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "{request_line} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn files_below_the_root_and_no_others() {
        let site = Files::new("files");
        let server = Server::start(&site.www(), 0, Reports::Off).unwrap();
        for (path, status, content) in [
            ("/", 200, "page"),
            ("/?query", 200, "page"),
            ("/sub/", 200, "sub"),
            ("/a.wasm", 200, "wasm"),
            ("/missing", 404, "404 Not Found"),
            ("/../secret.txt", 404, "404 Not Found"),
            ("/%2e%2e/secret.txt", 404, "404 Not Found"),
            ("/sub/../../secret.txt", 404, "404 Not Found"),
            ("//etc/hostname", 404, "404 Not Found"),
            ("/.hidden", 404, "404 Not Found"),
            ("/link.txt", 404, "404 Not Found"),
        ] {
            let answer = ask(&server, &format!("GET {path}"), "");
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status} ")),
                "{path}: {answer}"
            );
            assert!(
                answer.contains(content) && !answer.contains("secret"),
                "{path}: {answer}"
            );
        }
        assert_eq!(server.problems().len(), 7);
        assert!(server.problems().is_empty());
    }

    #[test]
    fn every_answer_has_the_headers() {
        let site = Files::new("headers");
        let server = Server::start(&site.www(), 0, Reports::Off).unwrap();
        for (request, mime) in [
            ("GET /a.wasm", "application/wasm"),
            ("GET /no", "text/plain"),
            ("POST /", "text/plain"),
        ] {
            let answer = ask(&server, request, "");
            for header in [
                &format!("Content-Type: {mime}"),
                &format!("Content-Security-Policy: {CONTENT_SECURITY_POLICY}\r\n"),
                "X-Content-Type-Options: nosniff",
                "Referrer-Policy: no-referrer",
                "Cross-Origin-Opener-Policy: same-origin",
                "Cross-Origin-Resource-Policy: same-origin",
                "Cache-Control: no-store",
            ] {
                assert!(
                    answer.contains(header),
                    "{request}: {header} is missing in {answer}"
                );
            }
        }
    }

    #[test]
    fn reports_are_noted_only_when_asked_for() {
        let site = Files::new("reports");
        let server = Server::start(&site.www(), 0, Reports::On).unwrap();
        assert!(ask(&server, "GET /", "").contains("; report-uri /csp-report"));
        ask(&server, "POST /csp-report", "{\"blocked\":1}");
        assert_eq!(server.problems(), ["policy violated: {\"blocked\":1}"]);
        let server = Server::start(&site.www(), 0, Reports::Off).unwrap();
        assert!(ask(&server, "POST /csp-report", "{}").starts_with("HTTP/1.1 405 "));
    }

    #[test]
    fn what_is_cut_off_gets_no_answer() {
        let site = Files::new("cut-off");
        let server = Server::start(&site.www(), 0, Reports::Off).unwrap();
        server.cut_off(Some("/sub"));
        assert_eq!(ask(&server, "GET /sub/", ""), "");
        assert!(ask(&server, "GET /", "").contains("page"));
        server.cut_off(None);
        assert!(ask(&server, "GET /sub/", "").contains("sub"));
        assert!(server.problems().is_empty());
    }

    #[test]
    fn idle_connections_hold_nobody_up() {
        let site = Files::new("idle");
        let server = Server::start(&site.www(), 0, Reports::Off).unwrap();
        let idle: Vec<TcpStream> = (0..16)
            .map(|_| TcpStream::connect(server.address).unwrap())
            .collect();
        assert!(ask(&server, "GET /", "").contains("page"));
        drop(idle);
    }

    #[test]
    fn a_busy_port_is_no_failure() {
        let site = Files::new("ports");
        let first = Server::start(&site.www(), 0, Reports::Off).unwrap();
        let second = Server::start(&site.www(), first.address.port(), Reports::Off).unwrap();
        assert_ne!(first.address, second.address);
        assert!(ask(&second, "GET /", "").contains("page"));
    }
}
