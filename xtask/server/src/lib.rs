//! A static file server for one directory, on this machine only, with the headers that the page is meant to have
//! wherever it is published. It notes what goes wrong, so that tests can ask.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use tiny_http::{Header, Method, Request, Response};

/// What the page may do: run and load its own files, and nothing else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Where browsers report violations of the policy, if the server was told to ask for reports.
const REPORTS: &str = "/csp-report";

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
    http: Arc<tiny_http::Server>,
    address: SocketAddr,
    problems: Arc<Mutex<Vec<String>>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves the files below `root` at 127.0.0.1, at `port` or, if it is taken, at the next that is free. Port 0 means
    /// any.
    ///
    /// # Errors
    /// Where `root` does not exist, or none of a hundred ports is free.
    pub fn start(root: &Path, port: u16, reports: Reports) -> io::Result<Server> {
        let root = root.canonicalize()?;
        let listener = listen(port)?;
        let address = listener.local_addr()?;
        let http =
            Arc::new(tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?);
        let problems = Arc::new(Mutex::new(Vec::new()));
        let thread = thread::spawn({
            let (http, problems) = (Arc::clone(&http), Arc::clone(&problems));
            move || {
                for request in http.incoming_requests() {
                    if let Some(problem) = respond(request, &root, reports) {
                        lock(&problems).push(problem);
                    }
                }
            }
        });
        Ok(Server {
            http,
            address,
            problems,
            thread: Some(thread),
        })
    }

    /// The page's address, with a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// What went wrong since the last call: requests not answered with a file, reported violations of the policy.
    pub fn problems(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.problems))
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
        self.http.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn lock(problems: &Mutex<Vec<String>>) -> std::sync::MutexGuard<'_, Vec<String>> {
    problems.lock().unwrap_or_else(PoisonError::into_inner)
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

/// Answers one request; returns what was wrong with it.
fn respond(mut request: Request, root: &Path, reports: Reports) -> Option<String> {
    let url = request.url().to_owned();
    if reports == Reports::On && url == REPORTS {
        let mut report = String::new();
        let read = io::Read::read_to_string(
            &mut io::Read::take(request.as_reader(), 1 << 16),
            &mut report,
        );
        let _ = request.respond(Response::empty(204));
        return Some(format!(
            "policy violated: {}",
            read.map_or_else(|e| e.to_string(), |_| report)
        ));
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        let problem = format!("{} {url}: 405", request.method());
        let _ = request.respond(
            with_headers(
                Response::from_data("only GET and HEAD\n"),
                "text/plain",
                reports,
            )
            .with_status_code(405),
        );
        return Some(problem);
    }
    match file(root, &url).and_then(|path| Some((mime_type(&path), fs::read(path).ok()?))) {
        Some((mime, body)) => {
            let _ = request.respond(with_headers(Response::from_data(body), mime, reports));
            None
        }
        None => {
            let _ = request.respond(
                with_headers(Response::from_data("not found\n"), "text/plain", reports)
                    .with_status_code(404),
            );
            Some(format!("GET {url}: 404"))
        }
    }
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

fn with_headers(
    response: Response<io::Cursor<Vec<u8>>>,
    mime: &str,
    reports: Reports,
) -> Response<io::Cursor<Vec<u8>>> {
    let policy = match reports {
        Reports::Off => CONTENT_SECURITY_POLICY.to_owned(),
        Reports::On => format!("{CONTENT_SECURITY_POLICY}; report-uri {REPORTS}"),
    };
    let headers = [
        ("Content-Type", mime),
        ("Content-Security-Policy", policy.as_str()),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ];
    headers
        .into_iter()
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
        .fold(response, Response::with_header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    /// A directory with a page, a secret beside it and a link to the secret; removed when dropped.
    struct Site(PathBuf);

    impl Site {
        fn new(name: &str) -> Site {
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
            Site(base)
        }

        fn www(&self) -> PathBuf {
            self.0.join("www")
        }
    }

    impl Drop for Site {
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
        let site = Site::new("files");
        let server = Server::start(&site.www(), 0, Reports::Off).unwrap();
        for (path, status, content) in [
            ("/", 200, "page"),
            ("/?query", 200, "page"),
            ("/sub/", 200, "sub"),
            ("/a.wasm", 200, "wasm"),
            ("/missing", 404, "not found"),
            ("/../secret.txt", 404, "not found"),
            ("/%2e%2e/secret.txt", 404, "not found"),
            ("/sub/../../secret.txt", 404, "not found"),
            ("//etc/hostname", 404, "not found"),
            ("/.hidden", 404, "not found"),
            ("/link.txt", 404, "not found"),
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
        let site = Site::new("headers");
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
        let site = Site::new("reports");
        let server = Server::start(&site.www(), 0, Reports::On).unwrap();
        assert!(ask(&server, "GET /", "").contains("; report-uri /csp-report"));
        ask(&server, "POST /csp-report", "{\"blocked\":1}");
        assert_eq!(server.problems(), ["policy violated: {\"blocked\":1}"]);
        let server = Server::start(&site.www(), 0, Reports::Off).unwrap();
        assert!(ask(&server, "POST /csp-report", "{}").starts_with("HTTP/1.1 405 "));
    }

    #[test]
    fn a_busy_port_is_no_failure() {
        let site = Site::new("ports");
        let first = Server::start(&site.www(), 0, Reports::Off).unwrap();
        let second = Server::start(&site.www(), first.address.port(), Reports::Off).unwrap();
        assert_ne!(first.address, second.address);
        assert!(ask(&second, "GET /", "").contains("page"));
    }
}
