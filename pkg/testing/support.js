/** What the tests share. Outside test/, where `node --test` would run it as a test of its own. Not published. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";

export const PACKAGE = new URL("../", import.meta.url);

/** Where a built file of the package lies; fails with what to do where it was not built. */
export function built(path) {
  const url = new URL(path, PACKAGE);
  if (!existsSync(url)) throw new Error(`${fileURLToPath(url)} is missing: run \`cargo xtask build\``);
  return url;
}

/** The files that the build makes. */
export const BUILT = ["dist/certlens.js", "dist/certlens_bg.wasm", "dist/inline.js", "stores/chrome.roots", "stores/mozilla.roots", "stores/public-suffixes.psl", "stores/ct-logs.data", "stores/onecrl.data", "stores/firefox-intermediates.data", "LICENCES.txt"];

/** The module at `path` of the package, once all that it needs is built. */
export async function importBuilt(path) {
  BUILT.forEach(built);
  return import(new URL(path, PACKAGE));
}

/** Runs a program; answers its standard output. Fails with all that it printed where it fails. */
export async function run(directory, program, ...args) {
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd: directory });
    return stdout;
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")}: ${error.message}\n${error.stdout}\n${error.stderr}`);
  }
}

/**
 * The directory of a fresh project with nothing in it but the packed and installed package. It goes when this process
 * ends.
 */
export async function freshProject() {
  BUILT.forEach(built);
  const project = mkdtempSync(join(tmpdir(), "certlens-consumer-"));
  process.once("exit", () => rmSync(project, { recursive: true, force: true }));
  writeFileSync(join(project, "package.json"), '{ "name": "consumer", "private": true }');
  await run(fileURLToPath(PACKAGE), "npm", "pack", "--silent", "--pack-destination", project);
  const tarball = readdirSync(project).find((name) => name.endsWith(".tgz"));
  await run(project, "npm", "install", "--silent", "--offline", "--no-audit", "--no-fund", `./${tarball}`);
  return project;
}

/** The real chains of x509-limbo (`online::*`), each as a request without its store. */
export function onlineChains() {
  const file = new URL("../../shared/conformance/limbo-core.json.gz", PACKAGE);
  const { testcases } = JSON.parse(gunzipSync(readFileSync(file)).toString());
  return testcases
    .filter(({ id }) => id.startsWith("online::"))
    .map((testcase) => ({
      certificates: [testcase.peer_certificate, ...testcase.untrusted_intermediates],
      hostname: testcase.expected_peer_name.value,
      time: testcase.validation_time,
      profile: "rfc5280",
    }));
}

/** Asserts that `call` throws, or the promise `call` rejects with, a CertlensError of that code whose message matches. */
export async function misuse(call, code, message) {
  await assert.rejects(
    async () => (typeof call === "function" ? call() : call),
    (error) => {
      assert.equal(error.name, "CertlensError", String(error.stack));
      assert.equal(error.code, code, error.message);
      assert.match(error.message, message);
      return true;
    },
  );
}
