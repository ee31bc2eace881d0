/**
 * The packed package in a real browser, under a strict Content-Security-Policy: without a bundler, through Vite, webpack and
 * esbuild, and in a service worker. And what publint and arethetypeswrong say of it.
 *
 * The tools are those of xtask/tools, the browser is webdriver.json's Chromium; CERTLENS_TOOLS and CERTLENS_CHROMIUM name
 * others. `cargo xtask test npm` installs both.
 */
import assert from "node:assert/strict";
import { cpSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { browse } from "../testing/browser.js";
import { PACKAGE, freshProject, onlineChains, run } from "../testing/support.js";

const TOOLS = process.env.CERTLENS_TOOLS ?? fileURLToPath(new URL("../xtask/tools/node_modules", PACKAGE));
const SOURCES = fileURLToPath(new URL("testing/bundlers", PACKAGE));

let project;
let certlens;

before(async () => {
  if (!existsSync(TOOLS)) throw new Error(`${TOOLS} is missing: run \`npm ci --prefix xtask/tools\``);
  project = await freshProject();
  certlens = join(project, "node_modules", "certlens");
  writeFileSync(join(project, "request.json"), JSON.stringify({ ...onlineChains()[0], trust: { store: "mozilla" } }));
  for (const file of readdirSync(SOURCES)) copyFileSync(join(SOURCES, file), join(project, file));
  for (const tool of readdirSync(TOOLS)) {
    if (!tool.startsWith(".") && tool !== "certlens") symlinkSync(join(TOOLS, tool), join(project, "node_modules", tool));
  }
});

const tool = (path, ...args) => run(project, process.execPath, join(TOOLS, path), ...args);

/** A fresh directory to serve, with its page. */
function site(name, script) {
  const directory = join(project, `site-${name}`);
  mkdirSync(directory);
  writeFileSync(join(directory, "index.html"), `<!doctype html><meta charset="utf-8"><script type="module" src="${script}"></script>`);
  return directory;
}

/** The package's own files under /certlens/, and imports of it by their address. */
function plain(directory, script) {
  cpSync(certlens, join(directory, "certlens"), { recursive: true });
  const text = readFileSync(join(project, script), "utf8");
  writeFileSync(join(directory, script), text.replaceAll('"certlens/worker"', '"/certlens/worker.js"').replaceAll('"certlens"', '"/certlens/index.js"'));
}

test("a browser without a bundler", async () => {
  const directory = site("plain", "/app.js");
  plain(directory, "app.js");
  assert.equal(await browse(directory), "trusted true true");
});

test("a service worker", async () => {
  const directory = site("service-worker", "/service-worker-page.js");
  plain(directory, "service-worker-page.js");
  plain(directory, "service-worker.js");
  assert.equal(await browse(directory), "trusted true true");
});

test("Vite", async () => {
  const directory = site("vite", "./app.js");
  copyFileSync(join(project, "app.js"), join(directory, "app.js"));
  await tool("vite/bin/vite.js", "build", directory, "--logLevel", "warn", "--target", "es2022");
  assert.equal(await browse(join(directory, "dist")), "trusted true true");
});

test("Vite, with examples/page as it is", async () => {
  const directory = join(project, "example-page");
  cpSync(new URL("../examples/page", PACKAGE), directory, { recursive: true });
  await tool("vite/bin/vite.js", "build", directory, "--logLevel", "warn", "--target", "es2022");
  const assets = join(directory, "dist", "assets");
  const [script] = readdirSync(assets).filter((name) => /^index-.*\.js$/.test(name));
  assert.doesNotMatch(readFileSync(join(assets, script), "utf8"), /from\s*["']certlens["']/);
});

test("webpack 5", async () => {
  const directory = site("webpack", "/main.js");
  const config = { mode: "production", entry: "./app.js", output: { path: directory, publicPath: "/" }, performance: { hints: false } };
  writeFileSync(join(project, "webpack.config.cjs"), `module.exports = ${JSON.stringify(config)};`);
  await tool("webpack/bin/webpack.js", "--config", "webpack.config.cjs");
  assert.equal(await browse(directory), "trusted true true");
});

test("webpack 5, for a server", async () => {
  const config = { mode: "production", target: "node", entry: "./server.js", output: { path: join(project, "server"), filename: "server.cjs" } };
  writeFileSync(join(project, "webpack.server.cjs"), `module.exports = ${JSON.stringify(config)};`);
  await tool("webpack/bin/webpack.js", "--config", "webpack.server.cjs");
  assert.equal(await run(project, process.execPath, "server/server.cjs"), "trusted\n");
});

test("esbuild, for a server: in the bundle it says that it must be left out, and left out it works", async () => {
  const bundled = async (script, ...options) => {
    await run(project, join(TOOLS, ".bin/esbuild"), "server.js", "--bundle", "--platform=node", `--outfile=${script}`, "--log-level=error", ...options);
    return run(project, process.execPath, script);
  };
  const told = (why) => new RegExp(`CertlensError: The engine could not be loaded: ${why}.* --external:certlens\\.\n[^]*code: 'not-initialized'`);
  await assert.rejects(bundled("bundled.cjs"), told("Invalid URL"));
  await assert.rejects(bundled("bundled.mjs", "--format=esm"), told("ENOENT"));
  assert.equal(await bundled("bundled.mjs", "--format=esm", "--external:certlens"), "trusted\n");
});

test("esbuild, with the files where the script looks for them, as README.md has it", async () => {
  const directory = site("esbuild-beside", "/app.js");
  const [, commands] = /```sh\n(esbuild [^]*?)```/.exec(readFileSync(join(certlens, "README.md"), "utf8"));
  await run(project, "sh", "-ec", commands.replace("esbuild", join(TOOLS, ".bin/esbuild")).replaceAll("public", "site-esbuild-beside"));
  assert.equal(await browse(directory), "trusted true true");
});

test("esbuild, with files that the page names", async () => {
  const directory = site("esbuild", "/app.js");
  await run(project, join(TOOLS, ".bin/esbuild"), "esbuild.js", "--bundle", "--format=esm", `--outfile=${join(directory, "app.js")}`, "--log-level=error");
  copyFileSync(join(certlens, "dist/certlens_bg.wasm"), join(directory, "certlens_bg.wasm"));
  for (const file of ["mozilla.roots", "public-suffixes.psl"]) copyFileSync(join(certlens, "stores", file), join(directory, file));
  assert.equal(await browse(directory), "trusted true true");
});

test("the element", async () => {
  const directory = site("element", "/element.js");
  cpSync(certlens, join(directory, "certlens"), { recursive: true });
  writeFileSync(join(directory, "element.js"), readFileSync(join(project, "element.js"), "utf8").replace("certlens/element", "/certlens/element.js"));
  assert.equal(await browse(directory), "trusted trusted trusted trusted rejected profile-unknown request-invalid profile-unknown false true");
});

test("the element's module does no harm where there are no elements", async () => {
  assert.equal(await run(project, process.execPath, "--input-type=module", "-e", 'import "certlens/element"; console.log("there")'), "there\n");
});

test("publint finds nothing", async () => {
  assert.match(await tool("publint/src/cli.js", certlens, "--strict"), /All good!/);
});

test("arethetypeswrong finds nothing", async () => {
  const tarball = readdirSync(project).find((name) => name.endsWith(".tgz"));
  // ES modules only: Node has been able to `require` them since 20.19.
  await tool("@arethetypeswrong/cli/dist/index.js", tarball, "--profile", "esm-only");
});
