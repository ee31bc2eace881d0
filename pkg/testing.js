/** What the tests share. Outside test/, where `node --test` would run it as a test of its own. Not published. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

export const PACKAGE = new URL("./", import.meta.url);

/** Where a built file of the package lies; fails with what to do where it was not built. */
export function built(path) {
  const url = new URL(path, PACKAGE);
  if (!existsSync(url)) throw new Error(`${fileURLToPath(url)} is missing: run \`cargo xtask build\``);
  return url;
}

/** The module at `path` of the package, once all that it needs is built. */
export async function importBuilt(path) {
  for (const needed of ["dist/certlens.js", "dist/certlens_bg.wasm", "stores/chrome.roots", "stores/mozilla.roots"]) built(needed);
  return import(new URL(path, PACKAGE));
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
