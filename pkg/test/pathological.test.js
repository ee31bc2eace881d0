// Inputs made to take long get the same bytes here as natively: see tests/pathological.rs, which writes the answers.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { cases, request } from "../testing/pathological.js";
import { validate, validateJson } from "../testing/alone.js";

for (const [form, judge] of [["as text", validateJson], ["as objects", (asked) => JSON.stringify(validate(asked))]]) {
  test(`inputs made to take long get the answers that the native engine gives, ${form}`, () => {
    const all = cases(); // the file is missing: run `cargo test --test pathological`
    assert.ok(all.length > 20);
    const answer = (each) => {
      try {
        return judge(request(each));
      } catch (error) {
        return `${error.code}: ${error.message}`;
      }
    };
    const digest = (text) => createHash("sha256").update(text).digest("hex");
    const differing = all.filter((each) => digest(answer(each)) !== each.answer);
    assert.deepEqual(differing.map((each) => each.name), []);
  });
}
