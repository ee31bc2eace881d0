// The same request gives the same bytes here as natively: see tests/same_everywhere.rs, which writes the answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { answer } from "../testing/corpus.js";
import { validateJson } from "../node.js";

test("validateJson gives the bytes that the native engine gives", () => {
  const file = new URL("../../target/corpus.json", import.meta.url);
  const corpus = JSON.parse(readFileSync(file, "utf8")); // missing: run `cargo test --test same_everywhere`
  assert.ok(corpus.cases.length > 2_000);
  const differing = corpus.cases.filter((each) => answer(validateJson, corpus, each) !== each.answer);
  assert.deepEqual(differing.map((each) => each.name), []);
});
