//! The page as one file that opens from disk: its modules joined into one script, everything that it would load beside
//! them, and a Content-Security-Policy that allows exactly this script and this style, by their hashes.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::{files, page_script};

/// Writes `www/certlens.html` from what is in `www/`, which must be complete.
pub(crate) fn write(page: &Path) -> Result<()> {
    let script = page_script::within(page, BEFORE, "})();\n})();", "certlensAddress")?;
    // What ends a script element ends it in a string, too.
    let script = script.replace("</script", "<\\/script");
    let style = fs::read_to_string(page.join("style.css"))?;
    let icon = STANDARD.encode(fs::read(page.join("favicon.svg"))?);
    let html = fs::read_to_string(page.join("index.html"))?;
    let html = assemble(&html, &script, &style, &icon, &assets(page)?)?;
    let path = page.join("certlens.html");
    fs::write(&path, &html)?;
    println!("{}: {} bytes, everything in it", path.display(), html.len());
    Ok(())
}

/// What it would load comes out of the page itself; a worker is made of the same script and the same packed files. The modules
/// stand in a function of their own: only the names that are meant for them reach into it.
const BEFORE: &str = r#"(() => {
const inPage = typeof document !== "undefined";
const source = inPage ? document.currentScript.textContent : null;
const packed = inPage ? document.getElementById("assets").textContent : null;
const assets = inPage ? JSON.parse(packed) : self.certlensAssets;
const origin = "https://certlens.invalid/";
const certlensAddress = origin + "page.js";
const fetch = async (address) => {
  const name = String(address).slice(origin.length);
  if (!Object.hasOwn(assets, name)) return new Response("", { status: 404, statusText: "not in this file" });
  const bytes = Uint8Array.from(atob(assets[name]), (character) => character.charCodeAt(0));
  // Not a Blob's stream: WebKit reads none in a worker of a page that was opened from disk.
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(stream, { headers: { "content-type": type } });
};
let script = null;
const Worker = inPage ? class extends self.Worker {
  constructor() {
    script ??= URL.createObjectURL(new Blob(["self.certlensAssets = ", packed, ";\n", source], { type: "text/javascript" }));
    super(script);
  }
} : null;
(async () => {
"#;

/// What the page would load, compressed, as a JSON object by path.
fn assets(page: &Path) -> Result<String> {
    let mut files: Vec<PathBuf> = vec!["certlens/LICENCES.txt".into()];
    for (directory, extension) in [
        ("examples", "json"),
        ("certlens/dist", "wasm"),
        ("certlens/stores", "roots"),
        ("certlens/stores", "psl"),
        ("certlens/stores", "data"),
    ] {
        let names = files::named(&page.join(directory), extension)?;
        files.extend(names.iter().map(|name| Path::new(directory).join(name)));
    }
    let mut packed = BTreeMap::new();
    for file in files {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&fs::read(page.join(&file))?)?;
        packed.insert(
            file.to_string_lossy().into_owned(),
            STANDARD.encode(gzip.finish()?),
        );
    }
    Ok(serde_json::to_string(&packed)?)
}

/// index.html with everything in the place of what it refers to. Each place must be there.
fn assemble(html: &str, script: &str, style: &str, icon: &str, assets: &str) -> Result<String> {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    let mut html = html.to_owned();
    let mut put = |from: &str, to: &str| -> Result<()> {
        if !html.contains(from) {
            bail!("index.html has no {from}");
        }
        html = html.replace(from, to);
        Ok(())
    };
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                  connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";
    put(
        policy,
        &format!(
            "default-src 'none'; script-src 'sha256-{}' 'wasm-unsafe-eval'; style-src 'sha256-{}'; img-src data:; \
             connect-src 'none'; worker-src blob:; base-uri 'none'; form-action 'none'",
            hash(script),
            hash(style)
        ),
    )?;
    put("<html lang=\"en\"", "<html lang=\"en\" data-single")?;
    put(
        "<link rel=\"stylesheet\" href=\"page.css\">",
        &format!("<style>{style}</style>"),
    )?;
    put(
        "\"favicon.svg\"",
        &format!("\"data:image/svg+xml;base64,{icon}\""),
    )?;
    put("  <script type=\"module\" src=\"page.js\"></script>\n", "")?;
    put(
        "</body>",
        &format!(
            "<script type=\"application/json\" id=\"assets\">{assets}</script>\n<script>{script}</script>\n</body>"
        ),
    )?;
    Ok(html)
}
