/** The packed package, in a fresh Node project. */
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { BUILT, PACKAGE, freshProject, onlineChains, run } from "../testing/support.js";

const SCRIPTS = fileURLToPath(new URL("testing/consumer", PACKAGE));
let project;

before(async () => {
  project = await freshProject();
  for (const script of readdirSync(SCRIPTS)) copyFileSync(join(SCRIPTS, script), join(project, script));
  const [chain] = onlineChains();
  writeFileSync(join(project, "request.json"), JSON.stringify({ ...chain, trust: { store: "mozilla" } }));
  writeFileSync(join(project, "chain.pem"), chain.certificates.join("\n"));
});

test("the package holds what it needs and nothing else", () => {
  const directory = join(project, "node_modules", "certlens");
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(directory.length + 1).replaceAll("\\", "/"))
    .filter((name) => !name.startsWith("LICENSE"));
  const { files: published } = JSON.parse(readFileSync(new URL("package.json", PACKAGE), "utf8"));
  const written = published.filter((name) => name.endsWith(".js") && !name.startsWith("dist/"));
  const types = ["data", "element", "findings", "index", "inline", "slim", "wasm", "worker"].map((name) => `${name}.d.ts`);
  written.push("README.md", "REFERENCE.md", "package.json", "report.schema.json", ...types);
  assert.deepEqual(files.sort(), [...written, ...BUILT].sort());
});

test("an ES module", async () => {
  assert.equal(await run(project, process.execPath, "module.mjs"), "certlens trusted true input-empty true true\n");
});

// Node 20 before 20.19 cannot require an ES module, whatever the module does.
const unable = process.features.require_module ? false : `Node ${process.version} cannot require ES modules`;

test("a CommonJS script", { skip: unable }, async () => {
  assert.equal(await run(project, process.execPath, "script.cjs"), "trusted trusted\n");
});

test("worker threads", async () => {
  assert.equal(await run(project, process.execPath, "threads.mjs"), "trusted true true\n");
});

for (const path of ["README.md", "../README.md"]) {
  test(`the example for Node in ${path} runs as it stands`, async () => {
    const readme = readFileSync(new URL(path, PACKAGE), "utf8");
    const [, example] = /```js\n([^]*?)```/.exec(readme);
    writeFileSync(join(project, "example.mjs"), example);
    // Judged as of now, when the real chain has expired, and for a host that is not its own.
    assert.match(await run(project, process.execPath, "example.mjs"), /^chrome rejected \S+ - .+\n(.*\n)*(certificate-expired|hostname-mismatch): .+\n(.*\n)*firefox rejected /);
  });
}
