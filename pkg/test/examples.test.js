/** The programs in examples/, each with the packed package: in Node, and in headless Chromium by a script that uses the page. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { browse } from "../testing/browser.js";
import { PACKAGE, freshProject, onlineChains, run } from "../testing/support.js";

const EXAMPLES = fileURLToPath(new URL("../examples", PACKAGE));
const [chain] = onlineChains();
let project;

before(async () => {
  project = await freshProject();
  cpSync(EXAMPLES, join(project, "examples"), { recursive: true });
  mkdirSync(join(project, "certificates"));
  writeFileSync(join(project, "certificates", `${chain.hostname}.pem`), chain.certificates.join("\n"));
  process.env.TIME = chain.time; // the real chain has expired since
  delete process.env.NODE_TEST_CONTEXT; // the example's own tests are not ours
});

test("every example is run here", () => {
  const names = readdirSync(EXAMPLES).filter((name) => name !== "README.md");
  assert.deepEqual(names.sort(), ["certificates.test.mjs", "node-script.mjs", "page", "service-worker", "upload-form"]);
});

test("a script", async () => {
  const output = await run(project, process.execPath, "examples/node-script.mjs", `certificates/${chain.hostname}.pem`, chain.hostname);
  assert.match(output, /^Trusted for .*\n[^]*When this changes:\n- .* rejected certificate-not-yet-valid\n- .* trusted/);
});

test("a test for CI", async () => {
  const output = await run(project, process.execPath, "--test", "--test-reporter=tap", "examples/certificates.test.mjs");
  assert.match(output, /\n# pass 3\n# fail 0\n/);
});

test("a test for CI fails where it finds nothing to test", async () => {
  mkdirSync(join(project, "empty"));
  const test = run(project, "env", "CERTIFICATES=empty", process.execPath, "--test", "--test-reporter=tap", "examples/certificates.test.mjs");
  await assert.rejects(test, /\nnot ok 1 - there are bundles in empty\n/);
});

/** The example as it stands, with the package beside it, and a script of ours that uses its page. */
function site(name, drive) {
  const directory = join(project, "examples", name);
  cpSync(join(project, "node_modules", "certlens"), join(directory, "certlens"), { recursive: true });
  writeFileSync(join(directory, "drive.js"), `
    const request = await (await fetch("/request.json")).json();
    const post = (body) => fetch("/result", { method: "POST", body });
    const until = async (done) => { while (!done()) await new Promise((resolve) => setTimeout(resolve, 20)); };
    try { await post(await (${drive})(request, until)); } catch (error) { await post(error.stack); }
  `);
  const page = join(directory, "index.html");
  const script = '<script type="module" src="/drive.js"></script>';
  let html = "<!doctype html>";
  try {
    html = readFileSync(page, "utf8");
  } catch {
    // a service worker comes without a page
  }
  writeFileSync(page, html.replace("</html>", "") + script);
  return directory;
}

test("a plain page", async () => {
  const drive = async ({ certificates, hostname }, until) => {
    const form = document.querySelector("form");
    form.elements.hostname.value = hostname;
    form.elements.certificates.value = certificates.join("\n");
    form.requestSubmit();
    await until(() => document.querySelector("output").textContent !== "");
    return document.querySelector("output").textContent;
  };
  // It judges as of now.
  assert.match(await browse(site("page", drive)), /^Rejected: .*was valid until/);
});

test("a form that checks before it sends", async () => {
  const drive = async ({ certificates, hostname }, until) => {
    const { elements } = document.querySelector("form");
    const files = new DataTransfer();
    files.items.add(new File([certificates.join("\n")], "chain.pem"));
    elements.bundle.files = files.files;
    elements.hostname.value = hostname;
    elements.hostname.dispatchEvent(new Event("change"));
    await until(() => document.querySelector("output").textContent !== "");
    return `${document.querySelector("form").checkValidity()} ${elements.bundle.validationMessage}`;
  };
  assert.match(await browse(site("upload-form", drive)), /^false Rejected: .*was valid until/);
});

test("a service worker", async () => {
  const drive = async (request) => {
    await navigator.serviceWorker.register("/worker.js", { type: "module" });
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    active.postMessage(request, [port2]);
    const answer = await new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    return answer.verdict ?? answer.error;
  };
  assert.equal(await browse(site("service-worker", drive)), "trusted");
});
