// The same request gives the same bytes here as natively: see tests/same_everywhere.rs, which writes the answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { answer } from "../testing/corpus.js";
import { validate, validateJson as alone } from "../testing/alone.js";
import { validateJson } from "../node.js";

const file = new URL("../../target/corpus.json", import.meta.url);
const corpus = JSON.parse(readFileSync(file, "utf8")); // missing: run `cargo test --test same_everywhere`

for (const [door, judge] of [
  ["validateJson gives the bytes that the native engine gives, with signatures by node:crypto", validateJson],
  ["validateJson gives the bytes that the native engine gives, with signatures by WebAssembly", alone],
  ["validate gives objects of which the text is those bytes", (request) => JSON.stringify(validate(request))],
]) {
  test(door, () => {
    assert.ok(corpus.cases.length > 2_000);
    const differing = corpus.cases.filter((each) => answer(judge, corpus, each) !== each.answer);
    assert.deepEqual(differing.map((each) => each.name), []);
  });
}
