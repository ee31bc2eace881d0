/**
 * Wycheproof through both doors: what the engine offers to the platform, node:crypto and Node's WebCrypto answer as the
 * engine does. The vectors with the engine's answers are written by tests/wycheproof.rs; tests/wasm.rs asks the browsers.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { verify as byNode, verifySync as byNodeAtOnce } from "../platform-node.js";
import { verify as byWebCrypto } from "../platform.js";

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));

for (const algorithm of ["ECDSA", "RSASSA-PKCS1-v1_5", "RSASSA-PSS"]) {
  const file = new URL(`../../target/platform-${algorithm}.json`, import.meta.url);
  const offers = JSON.parse(readFileSync(file, "utf8")); // missing: run `cargo test --test wycheproof`
  for (const [door, verify] of [["node:crypto", byNode], ["node:crypto at once", byNodeAtOnce], ["WebCrypto", byWebCrypto]]) {
    test(`${algorithm} by ${door}`, async (context) => {
      assert.ok(offers.length > 100);
      const differing = [];
      for (const [name, curve, hash, saltLength, parts, expected, vector] of offers) {
        const answer = await verify([name, curve ?? undefined, hash, saltLength ?? undefined, ...parts.map(bytes)]);
        if (answer !== expected) differing.push(`${vector}: ${answer}, not ${expected}`);
      }
      context.diagnostic(`${offers.length} vectors, ${offers.filter((offer) => offer[5]).length} valid`);
      assert.deepEqual(differing, []);
    });
  }
}
