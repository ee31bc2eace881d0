//! A TLS server that sends whatever chain a case has: malformed, weak, or not its key's.
//!
//! It signs with the case's private key and takes no other notice of the leaf than whether its RSA key is for PSS alone, so a
//! leaf of another key is served too. A key that is none of [`mint::Key`]'s (an elliptic curve that no browser knows, say) signs
//! with rubbish: a browser that cannot read the leaf's key never comes to the signature. A browser that does not offer the
//! key's scheme is sent the alert `handshake_failure` in answer to its hello, as OpenSSL's server does.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use std::{env, fs};

use mint::{Hash, Key, Scheme};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::server::{Acceptor, ClientHello, ResolvesServerCert};
use rustls::sign::{CertifiedKey, Signer, SigningKey};
use rustls::version::TLS12;
use rustls::{
    Error, ServerConfig, SignatureAlgorithm, SignatureScheme, StreamOwned, SupportedProtocolVersion,
};
use x509_parser::oid_registry::OID_PKCS1_RSASSAPSS;
use x509_parser::parse_x509_certificate;

use crate::built_in::BuiltIn;
use crate::case::Case;

/// No browser of ours takes longer to say something.
const PATIENCE: Duration = Duration::from_secs(20);
const PAGE: &str = "<!doctype html><title>trusted</title>";
/// The record with this fatal alert (RFC 8446 §5.1, §6.2).
const HANDSHAKE_FAILURE: [u8; 7] = [21, 3, 3, 0, 2, 2, 40];

/// One listener on 127.0.0.1 that serves one case over TLS 1.2 and 1.3, until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    refused: Arc<OnceLock<String>>,
    listening: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts to listen on a port that is free.
    ///
    /// # Errors
    /// Where the system has no port, or the case has no certificate.
    pub fn start(case: &Case) -> io::Result<Self> {
        Self::serve(case, versions(&case.key))
    }

    /// The same over TLS 1.2 alone.
    ///
    /// # Errors
    /// As `start`.
    pub fn start_tls12(case: &Case) -> io::Result<Self> {
        Self::serve(case, ONLY_TLS12)
    }

    fn serve(case: &Case, versions: Versions) -> io::Result<Self> {
        let config = Arc::new(config(case, versions)?);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let stop = Arc::new(AtomicBool::new(false));
        let refused = Arc::new(OnceLock::new());
        let (stopped, refusal) = (Arc::clone(&stop), Arc::clone(&refused));
        let listening = thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                let (config, refusal) = (Arc::clone(&config), Arc::clone(&refusal));
                // A browser that breaks off has said what it thinks.
                thread::spawn(move || stream.and_then(|stream| answer(stream, config, &refusal)));
            }
        });
        Ok(Self {
            address,
            stop,
            refused,
            listening: Some(listening),
        })
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Why it broke off itself, before it sent a certificate: rustls takes no server name with a hyphen at a label's end.
    /// What a browser says then, it says of this server.
    pub fn refused(&self) -> Option<&str> {
        self.refused.get().map(String::as_str)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // It waits for a connection; this is the last one.
        if TcpStream::connect(self.address).is_ok()
            && let Some(listening) = self.listening.take()
        {
            let _ = listening.join();
        }
    }
}

/// OpenSSL's server for one case, until it is dropped: for what [`Server::refused`]. It reads the certificates, so it can't
/// send malformed ones.
#[derive(Debug)]
pub struct OpenSsl {
    child: Child,
    folder: PathBuf,
    port: u16,
}

impl OpenSsl {
    /// Starts `openssl s_server`, which is as a rule ready before a browser is.
    ///
    /// # Errors
    /// Where there is no `openssl`, or no place for its files.
    pub fn start(case: &Case) -> io::Result<Self> {
        Self::serve(case, None, &[])
    }

    /// The same, with a list of timestamps in the handshake (RFC 6962 §3.3.1), over TLS 1.2 alone where `is_tls12`, once it listens.
    ///
    /// # Errors
    /// As `start`.
    pub fn start_with_scts(case: &Case, scts: &[u8], is_tls12: bool) -> io::Result<Self> {
        let version: &[&str] = if is_tls12 { &["-tls1_2"] } else { &[] };
        let server = Self::serve(case, Some(scts), version)?;
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).is_err() {
            if Instant::now() > until {
                return Err(io::Error::other("openssl does not listen"));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    fn serve(case: &Case, scts: Option<&[u8]>, version: &[&str]) -> io::Result<Self> {
        // Free a moment ago.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let folder = env::temp_dir().join(format!("certlens-parity-openssl-{port}"));
        fs::create_dir_all(&folder)?;
        let mut chain = case.chain.iter().map(|der| mint::pem("CERTIFICATE", der));
        fs::write(folder.join("leaf.pem"), chain.next().unwrap_or_default())?;
        let others: String = chain.collect();
        fs::write(folder.join("others.pem"), &others)?;
        fs::write(folder.join("key.pem"), mint::pem("PRIVATE KEY", &case.key))?;
        let with_others: &[&str] = match others.is_empty() {
            true => &[],
            false => &["-cert_chain", "others.pem"],
        };
        let mut more = version.to_vec();
        if let Some(scts) = scts {
            // Contexts (a ClientHello and a certificate of TLS 1.3 and below), the extension's type, its length and value.
            const CONTEXTS: [u8; 4] = [0, 0, 0x11, 0xc0];
            let length = u16::try_from(scts.len()).map_err(io::Error::other)?;
            let info = [&CONTEXTS[..], &[0, 18], &length.to_be_bytes(), scts].concat();
            fs::write(
                folder.join("info.pem"),
                mint::pem("SERVERINFOV2 FOR SCTS", &info),
            )?;
            more.extend(["-serverinfo", "info.pem"]);
            // It refuses to hold a certificate of a small key otherwise.
            more.extend(["-cipher", "DEFAULT@SECLEVEL=0"]);
        }
        if let Some(staple) = &case.staple {
            fs::write(folder.join("staple.der"), staple)?;
            more.extend(["-status_file", "staple.der"]);
        }
        let child = Command::new("openssl")
            .args(["s_server", "-www", "-cert", "leaf.pem", "-key", "key.pem"])
            .args(with_others)
            .args(more)
            .args(["-accept", &format!("127.0.0.1:{port}")])
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self {
            child,
            folder,
            port,
        })
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for OpenSsl {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The server of those that can do what a case below a browser's own root wants of it.
#[derive(Debug)]
pub enum BuiltInServer {
    /// It sends what there is.
    Ours(Server),
    /// It sends timestamps too.
    OpenSsl(OpenSsl),
}

impl BuiltInServer {
    /// Starts it, and waits until it listens.
    ///
    /// # Errors
    /// As those.
    pub fn start(case: &BuiltIn) -> io::Result<Self> {
        Ok(match (&case.scts, case.is_tls12) {
            (Some(scts), is_tls12) => {
                Self::OpenSsl(OpenSsl::start_with_scts(&case.case, scts, is_tls12)?)
            }
            (None, true) => Self::Ours(Server::start_tls12(&case.case)?),
            (None, false) => Self::Ours(Server::start(&case.case)?),
        })
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        match self {
            Self::Ours(server) => server.port(),
            Self::OpenSsl(server) => server.port(),
        }
    }
}

fn config(case: &Case, versions: Versions) -> io::Result<ServerConfig> {
    if case.chain.is_empty() {
        return Err(io::Error::other("a server sends at least one certificate"));
    }
    let chain = case.chain.iter().cloned().map(CertificateDer::from);
    let mut sent = CertifiedKey::new(chain.collect(), Arc::new(CaseKey::of(case, versions)));
    sent.ocsp.clone_from(&case.staple);
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Always(Arc::new(sent))));
    Ok(config)
}

type Versions = &'static [&'static SupportedProtocolVersion];

static ONLY_TLS12: Versions = &[&TLS12];

/// TLS 1.3 has only PSS for RSA, and PSS with SHA-256 takes a modulus of 522 bits (RFC 8017 §9.1.1).
fn versions(key: &[u8]) -> Versions {
    /// Octets of an RSAPublicKey of about 600 bits.
    const SHORT: usize = 85;
    match Key::from_pkcs8(key) {
        Some(key) if is_rsa(&key) && key.public_key().len() < SHORT => ONLY_TLS12,
        _ => rustls::ALL_VERSIONS,
    }
}

/// One page, whatever is asked for.
fn answer(
    mut stream: TcpStream,
    config: Arc<ServerConfig>,
    refused: &OnceLock<String>,
) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut acceptor = Acceptor::default();
    let accepted = loop {
        if acceptor.read_tls(&mut stream)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match acceptor.accept() {
            Ok(Some(accepted)) => break accepted,
            Ok(None) => {}
            Err((error, mut alert)) => {
                let _ = refused.set(error.to_string());
                alert.write_all(&mut stream)?;
                return Err(io::Error::other(error));
            }
        }
    };
    let sent = config.cert_resolver.resolve(accepted.client_hello());
    let offered = accepted.client_hello().signature_schemes().to_vec();
    if sent.is_none_or(|sent| sent.key.choose_scheme(&offered).is_none()) {
        return stream.write_all(&HANDSHAKE_FAILURE);
    }
    let connection = accepted.into_connection(config);
    let connection = connection.map_err(|(error, mut alert)| {
        let _ = refused.set(error.to_string());
        let _ = alert.write_all(&mut stream);
        io::Error::other(error)
    })?;
    let mut reader = BufReader::new(StreamOwned::new(connection, stream));
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 && line.trim_end() != "" {
        line.clear();
    }
    let length = PAGE.len();
    let response = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{PAGE}"
    );
    let stream = reader.get_mut();
    stream.write_all(response.as_bytes())?;
    stream.conn.send_close_notify();
    stream.flush()
}

#[derive(Debug)]
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

/// id-dsa, as it stands in a PKCS #8 key.
const DSA: &[u8] = &[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1];

/// A private key, PKCS #8. rustls's own keys refuse short RSA moduli and P-521.
#[derive(Debug)]
struct CaseKey {
    pkcs8: Vec<u8>,
    /// The certificate calls it an id-RSASSA-PSS key.
    is_pss: bool,
    /// Its server speaks TLS 1.2 alone.
    is_tls12: bool,
}

impl CaseKey {
    fn of(case: &Case, versions: Versions) -> Self {
        let leaf = case.chain.first().map(|leaf| parse_x509_certificate(leaf));
        let is_pss = matches!(leaf, Some(Ok((_, leaf)))
            if leaf.public_key().algorithm.algorithm == OID_PKCS1_RSASSAPSS);
        Self {
            pkcs8: case.key.clone(),
            is_pss,
            is_tls12: versions == ONLY_TLS12,
        }
    }
}

impl SigningKey for CaseKey {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        // RFC 5758; no browser offers it, and nobody signs with it here.
        let dsa_sha256 = SignatureScheme::Unknown(0x0402);
        let is_dsa = self.pkcs8.windows(DSA.len()).any(|octets| octets == DSA);
        // RFC 8446 §4.2.3: such a key signs with rsa_pss_pss_* alone, which no browser offers either.
        let rsa_pss_pss_sha256 = SignatureScheme::Unknown(0x0809);
        if is_dsa && !offered.contains(&dsa_sha256)
            || self.is_pss && !offered.contains(&rsa_pss_pss_sha256)
        {
            return None;
        }
        let Some(key) = Key::from_pkcs8(&self.pkcs8) else {
            return offered
                .first()
                .map(|scheme| Box::new(Rubbish(*scheme)) as _);
        };
        // draft-ietf-tls-mldsa: none of these is for TLS 1.2.
        let is_ml_dsa = matches!(
            key.default_scheme(),
            Scheme::MlDsa44 | Scheme::MlDsa65 | Scheme::MlDsa87
        );
        if is_ml_dsa && self.is_tls12 {
            return None;
        }
        let (scheme, tls) = *schemes(&key)
            .iter()
            .find(|(_, tls)| offered.contains(tls))?;
        let key = self.pkcs8.clone();
        Some(Box::new(CaseSigner { key, scheme, tls }))
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        let key = Key::from_pkcs8(&self.pkcs8);
        match key.map(|key| key.default_scheme()) {
            Some(Scheme::Pkcs1(_) | Scheme::Pss(_)) => SignatureAlgorithm::RSA,
            Some(Scheme::Ed25519) => SignatureAlgorithm::ED25519,
            _ => SignatureAlgorithm::ECDSA,
        }
    }
}

fn is_rsa(key: &Key) -> bool {
    matches!(key.default_scheme(), Scheme::Pkcs1(_) | Scheme::Pss(_))
}

/// What a key can sign in TLS (RFC 8446 §4.2.3), the best first.
fn schemes(key: &Key) -> Vec<(Scheme, SignatureScheme)> {
    use SignatureScheme as Tls;
    let default = key.default_scheme();
    match default {
        Scheme::Pkcs1(_) | Scheme::Pss(_) if versions(&key.pkcs8()) == ONLY_TLS12 => {
            vec![(Scheme::Pkcs1(Hash::Sha256), Tls::RSA_PKCS1_SHA256)]
        }
        Scheme::Pkcs1(_) | Scheme::Pss(_) => {
            vec![(Scheme::pss(Hash::Sha256), Tls::RSA_PSS_SHA256)]
        }
        Scheme::Ecdsa(Hash::Sha384) => vec![(default, Tls::ECDSA_NISTP384_SHA384)],
        Scheme::Ecdsa(Hash::Sha512) => vec![(default, Tls::ECDSA_NISTP521_SHA512)],
        Scheme::Ecdsa(_) => vec![(default, Tls::ECDSA_NISTP256_SHA256)],
        Scheme::Ed25519 => vec![(default, Tls::ED25519)],
        Scheme::MlDsa44 => vec![(default, Tls::ML_DSA_44)],
        Scheme::MlDsa65 => vec![(default, Tls::ML_DSA_65)],
        Scheme::MlDsa87 => vec![(default, Tls::ML_DSA_87)],
    }
}

#[derive(Debug)]
struct CaseSigner {
    key: Vec<u8>,
    scheme: Scheme,
    tls: SignatureScheme,
}

impl Signer for CaseSigner {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let key = Key::from_pkcs8(&self.key).ok_or(Error::General("no key".to_owned()))?;
        Ok(key.sign(self.scheme, message))
    }

    fn scheme(&self) -> SignatureScheme {
        self.tls
    }
}

#[derive(Debug)]
struct Rubbish(SignatureScheme);

impl Signer for Rubbish {
    fn sign(&self, _message: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(vec![0; 64])
    }

    fn scheme(&self) -> SignatureScheme {
        self.0
    }
}
