//! An HTTP proxy that leads every host to this machine, whatever its name or address: Firefox can't be told so otherwise
//! where the host is an IP address.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::thread;

/// Starts one for as long as this process lives; its port.
pub(super) fn start() -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A connection that fails is Firefox's to report.
            thread::spawn(move || connect(stream));
        }
    });
    Ok(port)
}

/// `CONNECT host:port`, then octets in both directions.
fn connect(stream: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let port = request
        .split_whitespace()
        .nth(1)
        .and_then(|target| target.rsplit(':').next()?.parse::<u16>().ok());
    let (Some(port), true) = (port, request.starts_with("CONNECT ")) else {
        return (&stream).write_all(b"HTTP/1.1 502 Nobody\r\nContent-Length: 0\r\n\r\n");
    };
    let server = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    (&stream).write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;

    let (mut back_from, mut back_to) = (server.try_clone()?, stream.try_clone()?);
    thread::spawn(move || {
        let _ = io::copy(&mut back_from, &mut back_to);
        let _ = back_to.shutdown(Shutdown::Write);
    });
    io::copy(&mut reader, &mut &server)?;
    server.shutdown(Shutdown::Write)
}
