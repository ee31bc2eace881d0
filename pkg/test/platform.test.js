/**
 * Wycheproof through both doors: what the engine offers to the platform, node:crypto and Node's WebCrypto answer as the
 * engine does. The vectors with the engine's answers are written by tests/wycheproof.rs; tests/wasm.rs asks the browsers.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { verify as byNode, verifySync as byNodeAtOnce } from "../platform-node.js";
import { verify as byWebCrypto } from "../platform.js";

const one = (verify) => async (task) => (await verify([task], () => {}))[0];
const DOORS = [["node:crypto", one(byNode)], ["node:crypto at once", byNodeAtOnce], ["WebCrypto", one(byWebCrypto)]];
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));

for (const algorithm of ["ECDSA", "RSASSA-PKCS1-v1_5", "RSASSA-PSS"]) {
  const file = new URL(`../../target/platform-${algorithm}.json`, import.meta.url);
  const offers = JSON.parse(readFileSync(file, "utf8")); // missing: run `cargo test --test wycheproof`
  for (const [door, verify] of DOORS) {
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

test("several at a time: answers in the tasks' order, and what is called meanwhile is called once, where something takes long", async () => {
  const offers = JSON.parse(readFileSync(new URL("../../target/platform-ECDSA.json", import.meta.url), "utf8"));
  const some = (curve, isValid) => offers.filter((offer) => offer[1] === curve && offer[5] === isValid).slice(0, 3);
  const mixed = ["P-256", "P-384", "P-521"].flatMap((curve) => [...some(curve, true), ...some(curve, false)]);
  mixed.push(mixed.shift());
  for (const [verify, asked, calls] of [[byNode, mixed, 1], [byNode, some("P-256", true), 0], [byWebCrypto, mixed, 1]]) {
    let called = 0;
    const tasks = asked.map(([name, curve, hash, saltLength, parts]) => [name, curve, hash, saltLength ?? undefined, ...parts.map(bytes)]);
    const answers = await verify(tasks, () => (called += 1));
    assert.deepEqual(answers, asked.map((offer) => offer[5]));
    assert.equal(called, calls);
  }
});

test("a Node too old to give node:crypto without importing it: the engine is left to verify", async () => {
  const { getBuiltinModule } = process;
  process.getBuiltinModule = undefined;
  const old = await import("../platform-node.js?old").finally(() => (process.getBuiltinModule = getBuiltinModule));
  const offers = JSON.parse(readFileSync(new URL("../../target/platform-ECDSA.json", import.meta.url), "utf8"));
  const [name, curve, hash, , parts] = offers.find(([, curve, , , , isValid]) => curve === "P-384" && isValid);
  const task = [name, curve, hash, undefined, ...parts.map(bytes)];
  assert.equal(old.verifySync(task), undefined);
  assert.deepEqual(await old.verify([task], () => {}), [undefined]);
  assert.deepEqual(await byNode([task], () => {}), [true]);
});
