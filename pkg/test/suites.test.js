// The public suites through the package, signatures in WebAssembly: each request of target/suites.json, which `cargo test --test conformance` writes with the
// native answers, gives the same bytes here. Every suite whole, unless CERTLENS_SAMPLE asks for every n-th case only.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import { validateJson } from "../testing/alone.js";

const file = new URL("../../target/suites.json", import.meta.url);
const suites = JSON.parse(readFileSync(file, "utf8")); // missing: run `cargo test --test conformance`
const step = Number(process.env.CERTLENS_SAMPLE ?? 1);

/** Text as it is; `{ base64 }` as bytes. */
const part = (piece) => (typeof piece === "string" ? piece : Uint8Array.from(Buffer.from(piece.base64, "base64")));

function answer({ trust, certificates, fetched, crls, ...request }) {
  const json = validateJson({
    ...request,
    certificates: certificates.map(part),
    fetched: fetched.map(part),
    crls: crls.map(part),
    trust: { ...trust, anchors: trust.anchors.map(part) },
  });
  return createHash("sha256").update(json).digest("hex");
}

for (const { name, cases } of suites) {
  const asked = cases.filter((_, index) => index % step === 0);
  test(`${name}: ${asked.length} of ${cases.length} cases are judged as natively`, () => {
    assert.ok(asked.length > 0);
    const differing = asked.filter((each) => answer(each.request) !== each.answer);
    assert.deepEqual(differing.map((each) => each.id), []);
  });
}
