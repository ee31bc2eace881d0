/** The other entries: slim, which is given all that it needs, and inline, which carries the engine. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { built, importBuilt, misuse, onlineChains } from "../testing/support.js";

const request = { ...onlineChains()[0], trust: { store: "mozilla" } };
const read = (path) => readFileSync(built(path));
const DATA = { mozilla: read("stores/mozilla.roots"), "public-suffix-list": read("stores/public-suffixes.psl") }; // webpki needs no more

before(() => {
  globalThis.fetch = async (source) => {
    throw new Error(`nothing is to be fetched: ${source}`);
  };
});

test("slim loads nothing by itself, and says so", async () => {
  const slim = await importBuilt("slim.js");
  await misuse(slim.default(), "not-initialized", /this entry loads nothing by itself/);
  await misuse(() => slim.initSync(Uint8Array.of(1)), "not-initialized", /could not be loaded/);

  await misuse(slim.default(5), "not-initialized", /: module must be a WebAssembly\.Module, bytes, a Response or a URL, not the number 5\.$/);

  // Another module is not taken for the engine, then or later.
  const other = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const sent = () => new Response(other, { headers: { "Content-Type": "application/wasm" } });
  for (const module of [other, sent(), Promise.resolve(sent()), new WebAssembly.Module(other)]) {
    await misuse(slim.default(module), "not-initialized", /is not certlens_bg\.wasm/);
  }
  for (const module of [other, new WebAssembly.Module(other)]) {
    await misuse(() => slim.initSync(module), "not-initialized", /is not certlens_bg\.wasm/);
  }

  // The engine that is ready first stays, whatever becomes of one that was on its way.
  const bytes = read("dist/certlens_bg.wasm");
  for (const [name, late] of Object.entries({ engine: () => bytes, nothing: async () => Promise.reject(new Error("offline")) })) {
    const fresh = await importBuilt(`slim.js?late-${name}`);
    const pending = fresh.default(late());
    fresh.initSync(bytes);
    await fresh.loadStore("mozilla", DATA);
    await pending;
    await fresh.loadStore("mozilla");
    assert.equal(fresh.validate(request).verdict, "trusted");
  }

  const module = new WebAssembly.Module(bytes);
  slim.initSync(module);
  slim.initSync(module);
  await slim.default();
  const call = /[cC]all `await loadStore\("mozilla", \{ "mozilla": bytesOf\("certlens\/stores\/mozilla\.roots"\), "public-suffix-list": bytesOf\("certlens\/stores\/public-suffixes\.psl"\), .*, "firefox-intermediates": bytesOf\("certlens\/stores\/firefox-intermediates\.data"\) \}\)` first/;
  for (const ask of [() => slim.validate(request), slim.validateAsync(request), slim.loadStore("mozilla")]) await misuse(ask, "data-not-loaded", call);
  await slim.loadStore("mozilla", DATA.mozilla);
  assert.equal(slim.validate(request).verdict, "trusted");
  await misuse(() => slim.validate({ ...request, profile: "webpki" }), "data-not-loaded", /needs the Public Suffix List, which is not loaded\. Call/);
  await slim.loadStore("mozilla", DATA);
  await slim.loadStore("mozilla");
  await misuse(slim.loadStore("mozilla", new Uint8Array(3)), "data-not-loaded", /./);
  assert.equal(slim.validate(request).verdict, "trusted");
  assert.equal((await slim.validateAsync({ ...request, profile: "webpki" })).verdict, "trusted");
  await misuse(slim.validateMany([request], { workers: 1 }), "combination-invalid", /^certlens\/slim starts no workers/);
});

test("inline carries the engine", async () => {
  const inline = await importBuilt("inline.js");
  await misuse(() => inline.validate(request), "not-initialized", /await init\(\)/);
  await Promise.all([inline.default(), inline.default()]);
  await inline.loadStore("mozilla", DATA);
  assert.equal(inline.validate(request).verdict, "trusted");
  await misuse(inline.validateMany([request], { workers: 1 }), "combination-invalid", /^certlens\/inline starts no workers/);
  assert.equal(inline.validateJson(request), (await importBuilt("node.js")).validateJson(request));
});

/** Every module that one imports, itself included. */
function reached(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, next] of read(name).toString().matchAll(/^(?:import|export)[^;]*? from "\.\/([^"]+)";/gm)) reached(next, found);
  return found;
}

test("what starts workers is no part of them: Turbopack never comes out of that circle", () => {
  assert(reached("index.js").has("worker.js") && reached("index.js").has("entry.js"));
  const inWorker = reached("worker-thread.js");
  assert(inWorker.has("entry.js") && inWorker.has("files.js"));
  for (const name of inWorker) assert.doesNotMatch(read(name).toString(), /new Worker\(/, name);
});
