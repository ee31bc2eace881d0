// The same request gives the same bytes here as natively: see tests/same_everywhere.rs, which writes the answers.
import assert from "node:assert/strict";
import test from "node:test";
import { answer, readCorpus } from "../testing/corpus.js";
import { validate, validateJson as alone } from "../testing/alone.js";
import { validate as validateInNode, validateAsync, validateJson } from "../node.js";

const corpus = readCorpus();

for (const [door, judge] of [
  ["validateJson gives the bytes that the native engine gives, with signatures by node:crypto", validateJson],
  ["validateJson gives the bytes that the native engine gives, with signatures by WebAssembly", alone],
  ["validate gives objects of which the text is those bytes, with signatures by node:crypto", (request) => JSON.stringify(validateInNode(request))],
  ["validate gives objects of which the text is those bytes, with signatures by WebAssembly", (request) => JSON.stringify(validate(request))],
  ["validateAsync gives objects of which the text is those bytes", async (request) => JSON.stringify(await validateAsync(request))],
]) {
  test(door, async () => {
    assert.ok(corpus.cases.length > 2_000);
    const differing = [];
    for (const each of corpus.cases) if ((await answer(judge, corpus, each)) !== each.answer) differing.push(each.name);
    assert.deepEqual(differing, []);
  });
}
