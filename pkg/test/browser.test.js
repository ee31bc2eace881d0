/**
 * The entry for browsers (index.js), from the first import on: the tests below build on one another, in this order.
 * `fetch` is ours, for Node's own does not read files.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { PACKAGE, built, importBuilt, misuse, onlineChains } from "../testing/support.js";

const [chain] = onlineChains();
const chrome = { ...chain, trust: { store: "chrome" } };
const mozilla = { ...chain, trust: { store: "mozilla" } };
const MIME_TYPES = { wasm: "application/wasm" };
/** What a store's profiles need besides its roots. */
const SHARED = ["ct-logs.data", "public-suffixes.psl"];
const MOZILLA = ["firefox-intermediates.data", "mozilla.roots", "onecrl.data"];

let certlens;
/** What was fetched since the test began, and what a fetch answers. */
let fetched = [];
let answer = serve;

function serve(url) {
  return new Response(readFileSync(url), { headers: { "Content-Type": MIME_TYPES[url.pathname.split(".").pop()] ?? "application/octet-stream" } });
}

/** Runs `work` while fetches answer by `other`; answers the names of the files that were fetched. */
async function fetching(work, other = serve) {
  fetched = [];
  answer = other;
  try {
    await work();
  } finally {
    answer = serve;
  }
  return fetched;
}

before(async () => {
  globalThis.fetch = async (source) => {
    const url = new URL(source);
    fetched.push(url.pathname.split("/").pop());
    return answer(url);
  };
  certlens = await importBuilt("index.js");
});

test("before init every function says what to do", async () => {
  const calls = [
    () => certlens.validate(chrome),
    () => certlens.validateJson(chrome),
    () => certlens.inspect("x"),
    () => certlens.describe("hostname-mismatch"),
    () => certlens.checkIds(),
    () => new certlens.Validator(chrome).validate({}),
    () => certlens.loadStore("chrome"),
  ];
  for (const call of calls) await misuse(call, "not-initialized", /call `await init\(\)` first/);
});

test("a failed init says why and can be tried again", async () => {
  const offline = new TypeError("offline");
  const failures = [
    [() => certlens.default(), () => Promise.reject(offline), /certlens_bg\.wasm: offline/],
    [() => certlens.default(), () => new Response("<p>", { headers: { "Content-Type": "application/wasm" } }), /WebAssembly/],
    [() => certlens.default(), () => new Response("", { status: 404 }), /./],
    [() => certlens.default(Promise.reject(offline)), serve, /offline/],
    [() => certlens.default(Uint8Array.of(1, 2, 3)), serve, /./],
  ];
  for (const [init, fetched, why] of failures) {
    await fetching(() => misuse(init, "not-initialized", /^The engine could not be loaded: ./), fetched);
    await fetching(() => assert.rejects(init, ({ cause }) => why.test(cause.message)), fetched);
  }
  await misuse(() => certlens.validate(chrome), "not-initialized", /init/);
});

test("calls of init and loadStore share one fetch, also at the same time", async () => {
  const names = await fetching(async () => {
    const first = certlens.default();
    const second = certlens.default();
    await Promise.all([first, second, certlens.loadStore("chrome"), certlens.loadStore("chrome")]);
    await certlens.default();
    await certlens.loadStore("chrome");
  });
  assert.deepEqual(names.sort(), ["certlens_bg.wasm", "chrome.roots", ...SHARED]);
  assert.equal(certlens.validate(chrome).verdict, "trusted");
});

test("a store that was not loaded is named with the call that loads it", () =>
  misuse(() => certlens.validate(mozilla), "data-not-loaded", /await loadStore\("mozilla"\)/));

test("a failed loadStore says why and can be tried again", async () => {
  const missing = () => new Response("", { status: 404 });
  await fetching(() => misuse(certlens.loadStore("mozilla"), "data-not-loaded", /"mozilla" could not be loaded: .*404/), missing);
  await fetching(() => misuse(certlens.loadStore("mozilla"), "data-not-loaded", /mozilla\.roots: offline/), async () => { throw new TypeError("offline"); });
  await misuse(certlens.loadStore("mozilla", new Uint8Array()), "data-not-loaded", /./);
  // What Chrome's store shares with it is there.
  assert.deepEqual((await fetching(() => certlens.loadStore("mozilla"))).sort(), MOZILLA);
  assert.equal(certlens.validate(mozilla).verdict, "trusted");
});

test("loadStore takes bytes, a Response, a URL and its text", async () => {
  const url = built("stores/mozilla.roots");
  const sources = [[readFileSync(url), 0], [serve(url), 0], [url, 1], [url.href, 1]];
  for (const [source, fetches] of sources) {
    const names = await fetching(() => certlens.loadStore("mozilla", source));
    assert.equal(names.length, fetches);
    assert.equal(certlens.validate(mozilla).verdict, "trusted");
  }
});

test("loadStore refuses what it cannot use", async () => {
  await misuse(certlens.loadStore("system"), "request-invalid", /The store's name is "system", no store of this version/);
  await misuse(certlens.loadStore(), "request-invalid", /must be a string, not undefined/);
  await misuse(certlens.loadStore("chrome", 5), "request-invalid", /^data must be bytes, a Response, a URL or path, or .*, not the number 5\.$/);
  await misuse(certlens.loadStore("chrome", null), "request-invalid", /^data must be .*, not null\.$/);
  await misuse(certlens.loadStore("chrome", {}), "request-invalid", /^No file is given for the store "chrome"\.$/);
});

test("what a store lacks beside what was given is loaded when asked for", async () => {
  const fresh = await import(`${new URL("index.js", PACKAGE)}?lacking`);
  await fetching(() => fresh.default());
  const chrome = { ...mozilla, trust: { store: "chrome" }, profile: "chrome" };
  await fetching(() => fresh.loadStore("chrome", readFileSync(built("stores/chrome.roots"))));
  await misuse(() => fresh.validate(chrome), "data-not-loaded", /await loadStore\("chrome"\)/);
  assert.deepEqual((await fetching(() => fresh.loadStore("chrome"))).sort(), ["ct-logs.data", "public-suffixes.psl"]);
  assert.ok(fresh.validate(chrome).verdict);
  assert.deepEqual(await fetching(() => fresh.loadStore("chrome")), []);
});

test("workers get what was given, and load what else was loaded", async () => {
  const { createEntry } = await import(new URL("entry.js", PACKAGE));
  let got;
  const startPool = async (size, calls) => {
    got = calls;
    return { validate: async () => null, terminate: async () => {} };
  };
  const data = Object.fromEntries(["mozilla.roots", "onecrl.data", "ct-logs.data", "firefox-intermediates.data"].map((file) => [file.split(".")[0], built(`stores/${file}`)]));
  const entry = createEntry({ source: () => built("dist/certlens_bg.wasm"), data: { ...data, "public-suffix-list": built("stores/public-suffixes.psl") }, startPool });
  const calls = async () => {
    await entry.validateMany([], { workers: 1 });
    return got;
  };
  await entry.init();
  assert.deepEqual(await calls(), []);
  const [roots, others] = ["stores/mozilla.roots", "stores/chrome.roots"].map((path) => new Uint8Array(readFileSync(built(path))));
  await entry.loadStore("mozilla", roots);
  assert.deepEqual(await calls(), [["mozilla", { mozilla: roots }]]);
  await entry.loadStore("mozilla");
  assert.deepEqual(await calls(), [["mozilla", { mozilla: roots }], ["mozilla"]]);
  await misuse(entry.loadStore("mozilla", new Uint8Array()), "data-not-loaded", /./);
  await entry.loadStore("chrome", { chrome: others });
  assert.deepEqual(await calls(), [["mozilla", { mozilla: roots }], ["chrome", { chrome: others }], ["chrome"], ["mozilla"]]);
});
