/** Serves a directory as a server on the web would, each file compressed and with a tag by which it is not sent twice, and counts. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const TYPES = { ".css": "text/css", ".data": "application/octet-stream", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".psl": "text/plain", ".roots": "application/octet-stream", ".svg": "image/svg+xml", ".txt": "text/plain", ".wasm": "application/wasm" };

/** What the page asks for once its engine is there. */
const AFTERWARDS = "/sw.js";

/**
 * `{ url, sent, loaded, close }`. `sent` is a list of what was sent: each body's path and bytes; `loaded` resolves once the page
 * has its engine. Compresses all of it first.
 */
export async function serveCounted(directory) {
  const files = new Map();
  for (const path of readdirSync(directory, { recursive: true })) {
    const type = TYPES[extname(path)];
    if (type === undefined || path === "certlens.html") continue;
    const plain = readFileSync(join(directory, path));
    const tag = `"${createHash("sha256").update(plain).digest("hex").slice(0, 16)}"`;
    files.set(`/${path}`, { type, tag, body: brotliCompressSync(plain) });
  }
  const sent = [];
  let reportLoaded;
  const loaded = new Promise((resolve) => (reportLoaded = resolve));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname === "/" ? "/index.html" : pathname;
    const file = files.get(path);
    if (file === undefined) return response.writeHead(404).end();
    const headers = { "Cache-Control": "no-cache", ETag: file.tag };
    if (request.headers["if-none-match"] === file.tag) return response.writeHead(304, headers).end();
    sent.push({ path, size: file.body.length });
    if (path === AFTERWARDS) reportLoaded();
    response.writeHead(200, { ...headers, "Content-Encoding": "br", "Content-Type": file.type }).end(file.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, sent, loaded, close: () => server.close() };
}

/** What a first visit sent: until the page had its engine, and then for the copy that opens without a network. */
export function firstVisit(sent) {
  const total = (list) => list.reduce((sum, { size }) => sum + size, 0);
  const copy = sent.findIndex(({ path }) => path === AFTERWARDS);
  if (copy < 0) throw new Error("the page never asked for its service worker");
  return { load: total(sent.slice(0, copy)), copy: total(sent.slice(copy)) };
}

/** Answers once the page has that copy. Sent to the page as its own source: it must need nothing else. */
export function untilCopied() {
  return new Promise((resolve) => {
    const look = () => (document.documentElement.dataset.offline === "ready" ? resolve({}) : setTimeout(look, 20));
    look();
  });
}
