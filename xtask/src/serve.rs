//! `cargo xtask serve`: builds everything, then serves the page on this machine.

use std::path::Path;

use anyhow::{Context, Result};
use page_server::{Reports, Server};

/// Builds, then serves www/ at 127.0.0.1 until interrupted: at `port`, or at the next that is free.
pub(crate) fn serve(port: u16) -> Result<()> {
    crate::build::build()?;
    let server =
        Server::start(Path::new("www"), port, Reports::Off).context("cannot serve www/")?;
    println!("certlens is at {} (Ctrl-C ends it)", server.url());
    server.wait();
    Ok(())
}
