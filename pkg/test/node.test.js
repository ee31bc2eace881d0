/** The entry for Node (node.js) over the real engine and stores. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { built, importBuilt, misuse, onlineChains } from "../testing/support.js";

const certlens = await importBuilt("node.js");
const { validate } = certlens;
const chains = onlineChains();

test("there are 14 real chains", () => assert.equal(chains.length, 14));

/** What is changed in a request for a real chain: the verdict's code (null: trusted) and the leaf's index. */
const VARIATIONS = [
  ["as it is", (chain) => chain, null, () => 0],
  ["in reverse", (chain) => ({ ...chain, certificates: chain.certificates.toReversed() }), null, (chain) => chain.certificates.length - 1],
  ["with another host name", (chain) => ({ ...chain, hostname: "other.invalid" }), "hostname-mismatch", () => 0],
  ["too late", (chain) => ({ ...chain, time: "2099-01-01T00:00:00Z" }), "certificate-expired", () => 0],
  ["too early", (chain) => ({ ...chain, time: new Date("2018-01-01T00:00:00Z") }), "certificate-not-yet-valid", () => 0],
  ["with no roots", (chain) => ({ ...chain, trust: { store: "none" } }), "issuer-not-found", () => 0],
];

for (const store of ["chrome", "mozilla"]) {
  for (const [how, change, code, leaf] of VARIATIONS) {
    for (const chain of chains) {
      test(`${chain.hostname} ${how}, store ${store}`, () => {
        const report = validate(change({ ...chain, trust: { store } }));
        assert.equal(report.code, code, report.summary);
        assert.equal(report.verdict, code === null ? "trusted" : "rejected");
        assert.equal(report.leaf, leaf(chain));
      });
    }
  }
}

const request = { ...chains[0], trust: { store: "chrome" } };

test("init and loadStore have nothing to do", async () => {
  assert.equal(await certlens.default(), undefined);
  assert.equal(await certlens.loadStore("chrome"), undefined);
});

test("loadStore takes bytes, a URL of any kind, its text, a path and a Response", async () => {
  const url = built("stores/mozilla.roots");
  const path = fileURLToPath(url);
  const bytes = readFileSync(url);
  const inside = [`data:application/octet-stream;base64,${bytes.toString("base64")}`, URL.createObjectURL(new Blob([bytes]))];
  for (const data of [bytes, url, url.href, path, relative(process.cwd(), path), new Response(bytes), ...inside, ...inside.map((text) => new URL(text))]) {
    await certlens.loadStore("mozilla", data);
    assert.equal(validate({ ...request, trust: { store: "mozilla" } }).verdict, "trusted");
  }
});

test("loadStore says what is wrong", async () => {
  await misuse(certlens.loadStore("system"), "request-invalid", /^The store's name is "system", no store of this version; it must be "chrome" or "mozilla"\.$/);
  await misuse(certlens.loadStore("chrome", 5), "request-invalid", /^data must be bytes, a Response, a URL or path, or an object of these by the files' names, not the number 5\.$/);
  await misuse(certlens.loadStore("chrome", {}), "request-invalid", /^No file is given for the store "chrome"\.$/);
  await misuse(certlens.loadStore("chrome", "./no-such.roots"), "data-not-loaded", /could not be loaded: ENOENT/);
  await misuse(certlens.loadStore("chrome", new Response("", { status: 404 })), "data-not-loaded", /could not be loaded: the answer from the server was 404$/);
  await misuse(certlens.loadStore("chrome", new Uint8Array()), "data-not-loaded", /./);
  assert.equal(validate(request).verdict, "trusted");
});

test("every way to write the same request gives the same report, byte for byte", () => {
  const expected = certlens.validateJson(request);
  const text = request.certificates.join("\n");
  const bytes = request.certificates.map((pem) => Buffer.from(pem));
  const validator = new certlens.Validator({ ...request, certificates: [] });
  assert.deepEqual(JSON.parse(expected), validate(request));
  assert.equal(certlens.validateJson({ ...request, time: new Date(request.time) }), expected);
  assert.equal(certlens.validateJson({ ...request, time: Date.parse(request.time) }), expected);
  assert.equal(certlens.validateJson({ ...request, certificates: bytes }), expected);
  assert.equal(certlens.validateJson({ ...request, certificates: [[request.certificates]] }), expected);
  assert.equal(validator.validateJson({ certificates: request.certificates }), expected);
  assert.equal(validate({ ...request, certificates: text }).verdict, "trusted");
});

test("a root of one's own is trusted, on top of no store", () => {
  const { certificates, hostname, time } = request;
  const [, intermediate] = certificates;
  assert.equal(validate({ certificates, hostname, time, trust: { store: "none", anchors: intermediate } }).verdict, "trusted");
  assert.equal(validate({ certificates, hostname, time, trust: { store: "none" } }).verdict, "rejected");
});

test("a broken certificate is a report, no error", () => {
  const certificates = Buffer.from(request.certificates[0].replace(/-----[A-Z ]+-----/g, ""), "base64").subarray(0, 500);
  assert.equal(validate({ ...request, certificates }).verdict, "rejected");
});

test("inspect tells what is in the input without judging it", () => {
  const { items, certificates } = certlens.inspect(request.certificates);
  assert.deepEqual(items.map(({ kind }) => kind), request.certificates.map(() => "certificate"));
  assert.equal(certificates.length, request.certificates.length);
});

test("describe knows every check", () => {
  const ids = certlens.checkIds();
  assert.ok(ids.includes("hostname-mismatch"));
  for (const id of ids) assert.equal(certlens.describe(id).id, id);
});

const privateKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });

const MISUSES = [
  ["no input", { certificates: "" }, "input-empty"],
  ["an empty list", { certificates: [] }, "input-empty"],
  ["words", { certificates: "Where did I put it?" }, "input-not-understood"],
  ["a key alone", { certificates: privateKey }, "no-certificate"],
  ["no host name", { hostname: undefined }, "hostname-missing"],
  ["a URL for a host name", { hostname: "https://example.com/" }, "hostname-invalid"],
  ["a time that is none", { time: "tomorrow" }, "time-invalid"],
  ["a time beyond all years", { time: 1e300 }, "time-invalid"],
  ["an unknown profile", { profile: "netscape" }, "profile-unknown"],
  ["an unknown purpose", { purpose: "decoration" }, "request-invalid"],
  ["a leaf that is not there", { leaf: 99 }, "request-invalid"],
];

for (const [what, change, code] of MISUSES) {
  test(`misuse: ${what}`, () => misuse(() => validate({ ...request, ...change }), code, /./));
}

test("misuse: describe of no check", () => misuse(() => certlens.describe("no-such-check"), "check-unknown", /no-such-check/));
test("misuse: inspect of nothing", () => misuse(() => certlens.inspect([]), "input-empty", /./));

test("a host that cannot normalise text refuses names beyond ASCII, and nothing else", () => {
  const { normalize } = String.prototype;
  const named = (hostname) => () => validate({ ...request, hostname });
  assert.equal(named("bücher.example")().code, "hostname-mismatch");
  String.prototype.normalize = String.prototype.toString;
  try {
    assert.throws(named("bücher.example"), { code: "hostname-invalid" });
    assert.equal(named(request.hostname)().verdict, "trusted");
  } finally {
    String.prototype.normalize = normalize;
  }
});
