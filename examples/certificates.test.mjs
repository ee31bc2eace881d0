// A test for CI, `node --test`: every bundle in the folder CERTIFICATES is trusted today and for 30 more days. A bundle is
// named for its host: example.com.pem.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, parse } from "node:path";
import { test } from "node:test";
import { validateAsync } from "certlens";

const folder = process.env.CERTIFICATES ?? "certificates";
const now = process.env.TIME === undefined ? Date.now() : Date.parse(process.env.TIME);
const DAYS = 30;

const files = readdirSync(folder).filter((name) => name.endsWith(".pem"));

test(`there are bundles in ${folder}`, () => assert.ok(files.length > 0));

for (const file of files) {
  for (const days of [0, DAYS]) {
    test(`${file} in ${days} days`, async () => {
      const report = await validateAsync({
        certificates: readFileSync(join(folder, file)),
        hostname: parse(file).name,
        profile: "webpki",
        time: now + days * 86_400_000,
      });
      assert.equal(report.verdict, "trusted", report.summary);
    });
  }
}
