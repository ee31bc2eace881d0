/** A page in headless Chromium: webdriver.json's, or the one that CERTLENS_CHROMIUM names. Not published. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { PACKAGE, onlineChains } from "./support.js";

const WEBDRIVER = JSON.parse(readFileSync(new URL("../webdriver.json", PACKAGE), "utf8"));
const CHROMIUM = process.env.CERTLENS_CHROMIUM ?? WEBDRIVER["goog:chromeOptions"].binary;
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; form-action 'self'";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
/** Milliseconds: a browser's start and a verdict take some two seconds on an idle machine. */
const PATIENCE = 90_000;

/** What the page at `directory` posts to /result. It finds a request for a good chain at /request.json. */
export async function browse(directory) {
  const request = { ...onlineChains()[0], trust: { store: "mozilla" } };
  const posted = deferred();
  const server = createServer((message, response) => {
    const path = normalize(new URL(message.url, "http://localhost").pathname);
    if (path === "/result") {
      let body = "";
      message.on("data", (data) => (body += data)).on("end", () => posted.resolve(body));
      return response.end();
    }
    const file = join(directory, path === "/" ? "index.html" : path);
    const content = path === "/request.json" ? JSON.stringify(request) : existsSync(file) ? readFileSync(file) : undefined;
    response.writeHead(content === undefined ? 404 : 200, {
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      "Content-Security-Policy": POLICY.replace("script-src", `script-src ${hashOfMap(content)}`),
    });
    response.end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await inChromium(`http://127.0.0.1:${server.address().port}/`, posted.promise);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** What `answer` resolves to while a fresh Chromium has the page at `url` open. */
export async function inChromium(url, answer) {
  const profile = mkdtempSync(join(tmpdir(), "certlens-chromium-"));
  const browser = spawn(CHROMIUM, [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run",
    `--user-data-dir=${profile}`, "--remote-debugging-port=0", url,
  ], { stdio: "ignore" });
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  const failed = deferred();
  browser.once("error", failed.reject);
  const timer = setTimeout(() => failed.reject(new Error("the page has not answered")), PATIENCE);
  try {
    return await Promise.race([answer, failed.promise]);
  } finally {
    clearTimeout(timer);
    browser.kill();
    await ended;
    try {
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    } catch {
      // The browser's children may still write there; it lies among the machine's temporary files.
    }
  }
}

/** How a policy allows the import map of a page, which can only be written in it; nothing where there is none. */
function hashOfMap(content = "") {
  const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(content) ?? [];
  return map === undefined ? "" : `'sha256-${createHash("sha256").update(map).digest("base64")}'`;
}

function deferred() {
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  return result;
}
