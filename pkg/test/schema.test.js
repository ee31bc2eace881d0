/** report.schema.json, held against reports of every kind by ajv, which the build's tools bring along. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { reportsOfCorpus } from "../testing/corpus.js";
import { PACKAGE, importBuilt, onlineChains } from "../testing/support.js";

const tools = process.env.CERTLENS_TOOLS ?? fileURLToPath(new URL("../xtask/tools/node_modules", PACKAGE));
const Ajv = createRequire(`${tools}/schema-utils/package.json`)("ajv").default;
const schema = JSON.parse(readFileSync(new URL("report.schema.json", PACKAGE), "utf8"));

test("every report fits the schema; one with a property more or less does not", async () => {
  const { validate } = await importBuilt("node.js");
  const fits = new Ajv({ allErrors: true, strict: false }).compile(schema);
  const chains = onlineChains().map((chain) => ({ ...chain, trust: { store: "mozilla" } }));
  const [chain] = chains;
  const broken = Buffer.from(chain.certificates[0].replace(/-----[A-Z ]+-----/g, ""), "base64").subarray(0, 500);
  const requests = [
    ...chains,
    { ...chain, hostname: "other.invalid", time: "2099-01-01T00:00:00Z", certificates: [chain.certificates, "noise"] },
    { ...chain, certificates: broken },
    { ...chain, trust: { store: "none", anchors: chain.certificates }, purpose: "any", hostname: null },
    ...["firefox", "webpki", "rfc5280", "rfc5280-strict"].map((profile) => ({ ...chain, profile })),
  ];
  for (const report of requests.map(validate)) {
    assert.ok(fits(report), JSON.stringify(fits.errors?.slice(0, 3)));
    const { verdict, ...less } = report;
    assert.ok(!fits(less));
    assert.ok(!fits({ ...report, more: 1 }));
    // Each verdict has its own properties' types.
    assert.ok(!fits({ ...report, verdict: verdict === "trusted" ? "rejected" : "trusted" }));
  }
});

test("so does each of the corpus that native tests judge", async () => {
  const { validate } = await importBuilt("node.js");
  const fits = new Ajv({ strict: false }).compile(schema);
  const reports = await reportsOfCorpus(validate);
  assert.ok(reports.length > 2_000);
  assert.deepEqual(reports.filter((report) => !fits(report)), []);
});
