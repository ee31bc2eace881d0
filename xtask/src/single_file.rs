//! The page as one file that opens from disk: its modules joined into one script, everything that it would load beside
//! them, and a Content-Security-Policy that allows exactly this script and this style, by their hashes.
//!
//! The joining relies on how the page's and the package's modules are written: `import` and `export` stand at the
//! beginning of a line, and no export is assigned again later. A form that it does not know ends the build.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Writes `www/certlens.html` from what is in `www/`, which must be complete.
pub(crate) fn write(page: &Path) -> Result<()> {
    let mut modules = BTreeMap::new();
    for root in ["main.js", "worker.js"] {
        collect(page, Path::new(root), &mut modules)?;
    }
    let script = script(&modules);
    let style = fs::read_to_string(page.join("style.css"))?;
    let icon = STANDARD.encode(fs::read(page.join("favicon.svg"))?);
    let html = fs::read_to_string(page.join("index.html"))?;
    let html = assemble(&html, &script, &style, &icon, &assets(page)?)?;
    let path = page.join("certlens.html");
    fs::write(&path, &html)?;
    println!("{}: {} bytes, everything in it", path.display(), html.len());
    Ok(())
}

/// A module and all that it imports, rewritten as bodies of functions; by their paths below the page.
fn collect(page: &Path, path: &Path, modules: &mut BTreeMap<String, String>) -> Result<()> {
    let name = path.to_string_lossy().into_owned();
    if modules.contains_key(&name) {
        return Ok(());
    }
    modules.insert(name.clone(), String::new());
    let text = fs::read_to_string(page.join(path)).with_context(|| name.clone())?;
    let directory = path.parent().unwrap_or(Path::new(""));
    let (body, imported) = rewrite(&text, directory, &name).with_context(|| name.clone())?;
    modules.insert(name, body);
    for path in imported {
        collect(page, &path, modules)?;
    }
    Ok(())
}

/// A module's text as the body of `async ($exports, $load) => { … }`, and what it imports.
fn rewrite(text: &str, directory: &Path, name: &str) -> Result<(String, Vec<PathBuf>)> {
    let (mut body, mut exports, mut imported) = (String::new(), Vec::new(), Vec::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("import ") {
            let mut statement = line.to_owned();
            while !statement.ends_with(';') {
                statement.push_str(lines.next().context("an import without an end")?);
            }
            let (names, from) = statement
                .trim_start_matches("import ")
                .trim_end_matches(';')
                .rsplit_once(" from ")
                .with_context(|| format!("not understood: {statement}"))?;
            let path = resolve(directory, from.trim_matches('"'))?;
            body.push_str(&format!(
                "const {} = await $load({:?});",
                bindings(names)?,
                path.to_string_lossy()
            ));
            imported.push(path);
        } else if let Some(rest) = line.strip_prefix("export ") {
            let mut rest = rest.to_owned();
            while list_is_open(&rest) {
                rest.push(' ');
                rest.push_str(lines.next().context("an export without an end")?.trim());
            }
            match rest.rsplit_once(" from ") {
                Some((list, from)) if rest.starts_with('{') => {
                    let path = resolve(directory, from.trim_end_matches(';').trim_matches('"'))?;
                    body.push_str(&format!(
                        "const {} = await $load({:?});",
                        bindings(list)?,
                        path.to_string_lossy()
                    ));
                    imported.push(path);
                    exports.push(list.trim_matches(['{', '}', ' ']).to_owned());
                }
                _ => body.push_str(&export(&rest, &mut exports)?),
            }
        } else {
            let mut line = line.to_owned();
            while let Some((before, after)) = line.split_once("await import(\"") {
                let (target, after) = after
                    .split_once("\")")
                    .context("an import() without an end")?;
                let path = resolve(directory, target)?;
                line = format!("{before}await $load({:?}){after}", path.to_string_lossy());
                imported.push(path);
            }
            body.push_str(&line);
        }
        body.push('\n');
    }
    let body = body.replace("import.meta.url", &format!("$url({name:?})"));
    Ok((
        format!(
            "{body}Object.assign($exports, {{ {} }});\n",
            exports.join(", ")
        ),
        imported,
    ))
}

/// `export { a,` and `export const { a,` may go on over several lines.
fn list_is_open(statement: &str) -> bool {
    (statement.starts_with('{') || statement.starts_with("const {")) && !statement.contains('}')
}

/// The statement without `export`; `exports` gets the properties that it adds.
fn export(statement: &str, exports: &mut Vec<String>) -> Result<String> {
    let identifier = |text: &str| -> String {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '$'))
            .collect()
    };
    if let Some(list) = statement.strip_prefix('{') {
        let list = list.split('}').next().unwrap_or_default();
        for part in list
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            exports.push(match part.split_once(" as ") {
                Some((local, outer)) => format!("{outer}: {local}"),
                None => part.to_owned(),
            });
        }
        return Ok(String::new());
    }
    if let Some(rest) = statement.strip_prefix("const {") {
        let list = rest.split('}').next().unwrap_or_default();
        exports.extend(
            list.split(',')
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty()),
        );
        return Ok(statement.to_owned());
    }
    let (statement, is_default) = match statement.strip_prefix("default ") {
        Some(rest) => (rest, true),
        None => (statement, false),
    };
    for keyword in ["async function ", "function ", "class ", "const "] {
        if let Some(rest) = statement.strip_prefix(keyword) {
            let name = identifier(rest);
            if name.is_empty() {
                break;
            }
            exports.push(if is_default {
                format!("default: {name}")
            } else {
                name
            });
            return Ok(statement.to_owned());
        }
    }
    let value = statement.trim_end_matches(';');
    if is_default
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '.'))
    {
        exports.push(format!("default: {value}"));
        return Ok(String::new());
    }
    bail!("an export of a form that is not known: {statement}")
}

/// What an import binds, as a pattern: `{ a as b }` as `{ a: b }`.
fn bindings(names: &str) -> Result<String> {
    if let Some(name) = names.strip_prefix("* as ") {
        return Ok(name.to_owned());
    }
    let (default, list) = match names.split_once('{') {
        Some((default, list)) => (
            default.trim().trim_end_matches(','),
            list.trim_end_matches('}'),
        ),
        None => (names, ""),
    };
    let list = list.replace(" as ", ": ");
    match (default.trim(), list.trim()) {
        ("", list) => Ok(format!("{{ {list} }}")),
        (default, "") => Ok(format!("{{ default: {default} }}")),
        (default, list) => Ok(format!("{{ default: {default}, {list} }}")),
    }
}

/// `./x.js` seen from a directory.
fn resolve(directory: &Path, target: &str) -> Result<PathBuf> {
    let target = target
        .strip_prefix("./")
        .with_context(|| format!("not a file beside it: {target}"))?;
    Ok(directory.join(target))
}

/// The one script. In the page it starts main.js, in a worker worker.js; a worker is made of this same script.
fn script(modules: &BTreeMap<String, String>) -> String {
    const HEAD: &str = r#""use strict";
(() => {
const inPage = typeof document !== "undefined";
const source = inPage ? document.currentScript.textContent : null;
const packed = inPage ? document.getElementById("assets").textContent : null;
const assets = inPage ? JSON.parse(packed) : self.certlensAssets;
const origin = "https://certlens.invalid/";
const $url = (name) => origin + name;
const fetch = async (address) => {
  const name = String(address).slice(origin.length);
  if (!Object.hasOwn(assets, name)) return new Response("", { status: 404, statusText: "not in this file" });
  const bytes = Uint8Array.from(atob(assets[name]), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
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
const modules = {
"#;
    const TAIL: &str = r#"};
const loaded = {};
const $load = (name) => loaded[name] ??= (async () => {
  const exports = {};
  await modules[name](exports, $load);
  return exports;
})();
$load(inPage ? "main.js" : "worker.js");
})();
"#;
    let mut script = HEAD.to_owned();
    for (name, body) in modules {
        script.push_str(&format!(
            "{name:?}: async ($exports, $load) => {{\n{body}}},\n"
        ));
    }
    script.push_str(TAIL);
    // What ends a script element ends it in a string, too.
    script.replace("</script", "<\\/script")
}

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
        let names = crate::build::files(&page.join(directory), extension)?;
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
        "<link rel=\"stylesheet\" href=\"style.css\">",
        &format!("<style>{style}</style>"),
    )?;
    put(
        "\"favicon.svg\"",
        &format!("\"data:image/svg+xml;base64,{icon}\""),
    )?;
    put("  <script type=\"module\" src=\"main.js\"></script>\n", "")?;
    put(
        "</body>",
        &format!(
            "<script type=\"application/json\" id=\"assets\">{assets}</script>\n<script>{script}</script>\n</body>"
        ),
    )?;
    Ok(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_become_functions() {
        let text = "import a, { b as c,\n  d } from \"./x.js\";\nimport * as e from \"./y/z.js\";\n\
                    export const f = 1;\nexport async function g() {}\nexport class H extends I {}\n\
                    export default function j() {}\nexport const { k,\n  l } = m();\nexport { n, o as p };\n\
                    export { s } from \"./v.js\";\n\
                    const q = async () => (await import(\"./r.js\")).s;\nnew URL(\"./t\", import.meta.url);\n";
        let (body, imported) = rewrite(text, Path::new("dir"), "dir/u.js").expect("understood");
        assert_eq!(
            body,
            "const { default: a, b: c,  d } = await $load(\"dir/x.js\");\nconst e = await $load(\"dir/y/z.js\");\n\
             const f = 1;\nasync function g() {}\nclass H extends I {}\nfunction j() {}\nconst { k, l } = m();\n\nconst { s } = await $load(\"dir/v.js\");\n\
             const q = async () => (await $load(\"dir/r.js\")).s;\nnew URL(\"./t\", $url(\"dir/u.js\"));\n\
             Object.assign($exports, { f, g, H, default: j, k, l, n, p: o, s });\n"
        );
        let paths: Vec<_> = imported.iter().map(|path| path.to_string_lossy()).collect();
        assert_eq!(paths, ["dir/x.js", "dir/y/z.js", "dir/v.js", "dir/r.js"]);
        assert!(rewrite("export default 1 + 1;\n", Path::new(""), "x").is_err());
        assert!(rewrite("import \"side-effect\";\n", Path::new(""), "x").is_err());
    }
}
