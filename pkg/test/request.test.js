/** How requests are read, and what the engine gets to see: with an engine that only records. */
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { test } from "node:test";
import vm from "node:vm";
import { createApi } from "../core.js";
import { misuse, onlineChains } from "../testing/support.js";

const PEM = onlineChains()[0].certificates[0];
const NODE_CERTIFICATE = new X509Certificate(PEM);

/** The package over an engine that answers with what it was asked, and the last request that the engine got. */
function recorder() {
  const seen = {};
  const engine = {
    words: () => "[[],[]]",
    validate(json, parts) {
      seen.request = unwired(json, parts);
      return '{"verdict":"trusted","paths":[]}';
    },
    inspect: (parts) => JSON.stringify({ items: parts.map((part) => (typeof part === "string" ? part : [...part])) }),
    describe: (id) => JSON.stringify({ id }),
    checkIds: () => '["a","b"]',
  };
  return { seen, api: createApi({ engine: () => engine, Memory }) };
}

class Memory {
  checks() {
    return new Uint32Array();
  }

  free() {}
}

/** The request that the engine reads out of what it gets (src/wasm.rs). */
function unwired(json, parts) {
  const { time, milliseconds, trust, ...request } = JSON.parse(json);
  const rest = [...parts];
  const take = (count) => rest.splice(0, count);
  const inputs = {};
  for (const name of ["certificates", "fetched"]) inputs[name] = take(request[name]);
  const anchors = take(trust.anchors);
  for (const name of ["crls", "ocsp"].filter((name) => name in request)) inputs[name] = take(request[name]);
  assert.deepEqual(rest, []);
  return { ...request, ...inputs, time: time ?? milliseconds, trust: { ...trust, anchors } };
}

/** What the engine gets for `request`. */
function normalised(request) {
  const { seen, api } = recorder();
  api.validate(request);
  return seen.request;
}

/** The parts that the engine gets for an input. */
const parts = (input) => recorder().api.inspect(input).items;

function nested(depth) {
  let list = "x";
  for (let level = 0; level < depth; level += 1) list = [list];
  return list;
}

function detached() {
  const buffer = new ArrayBuffer(2);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

function cycle() {
  const list = ["x"];
  list.push(["y", list]);
  return list;
}

/** A certificate object and its issuers, as Node's TLS sockets give them: the last one issued itself. */
function peerCertificate(byte, ...issuers) {
  const certificate = { raw: Uint8Array.of(byte) };
  certificate.issuerCertificate = issuers.length === 0 ? certificate : peerCertificate(...issuers);
  return certificate;
}

function circle() {
  const first = { raw: Uint8Array.of(1) };
  first.issuerCertificate = { raw: Uint8Array.of(2), issuerCertificate: first };
  return first;
}

/** A certificate object whose issuers never end. */
const endless = () => ({
  raw: Uint8Array.of(1),
  get issuerCertificate() {
    return endless();
  },
});

/** 3 to the power of `times` elements out of as many lists. */
function doubled(times) {
  let list = ["x"];
  for (let level = 0; level < times; level += 1) list = [list, list, list];
  return list;
}

const memory = Uint8Array.of(9, 1, 2, 9);

const INPUTS = [
  ["text", "abc", ["abc"]],
  ["no text", "", [""]],
  ["an empty list", [], []],
  ["a Uint8Array", Uint8Array.of(1, 2), [[1, 2]]],
  ["an ArrayBuffer", Uint8Array.of(1, 2).buffer, [[1, 2]]],
  ["a SharedArrayBuffer", shared(1, 2).buffer, [[1, 2]]],
  ["a view of shared memory", shared(9, 1, 2).subarray(1), [[1, 2]]],
  ["a view's window", memory.subarray(1, 3), [[1, 2]]],
  ["a DataView's window", new DataView(memory.buffer, 1, 2), [[1, 2]]],
  ["wider elements", new Uint16Array(Uint8Array.of(9, 9, 1, 2).buffer, 2), [[1, 2]]],
  ["a Buffer from Node's pool", Buffer.from([1, 2]), [[1, 2]]],
  ["bytes of another realm", vm.runInNewContext("Uint8Array.of(1, 2).buffer"), [[1, 2]]],
  ["an object with raw", { raw: memory.subarray(1, 3) }, [[1, 2]]],
  ["an object with rawData", { rawData: Uint8Array.of(1, 2).buffer }, [[1, 2]]],
  ["what getPeerCertificate(true) gives: a root leads to itself", peerCertificate(1, 2, 3), [[1], [2], [3]]],
  ["a certificate whose issuer Node has not", { raw: Uint8Array.of(1), issuerCertificate: undefined }, [[1]]],
  ["a certificate without an issuer", { raw: Uint8Array.of(1), issuerCertificate: null }, [[1]]],
  ["certificates that lead round in a circle", circle(), [[1], [2]]],
  ["certificates that lead to their issuers, in a list", [peerCertificate(1, 2), peerCertificate(3)], [[1], [2], [3]]],
  ["Node's X509Certificate", NODE_CERTIFICATE, [[...NODE_CERTIFICATE.raw]]],
  ["lists in lists, in order", ["a", ["b", [Uint8Array.of(1)], []], "c"], ["a", "b", [1], "c"]],
  ["the same list twice", Array(2).fill(["a"]), ["a", "a"]],
  ["the deepest list", nested(16), ["x"]],
  ["the largest text", "x".repeat(2 ** 25), ["x".repeat(2 ** 25)]],
];

for (const [what, input, expected] of INPUTS) {
  test(`input: ${what}`, () => assert.deepEqual(parts(input), expected));
}

const WRONG_INPUTS = [
  ["nothing", undefined, "request-invalid", /^input must be text, bytes.*, not undefined\.$/],
  ["null", null, "request-invalid", /not null\.$/],
  ["a number", 5, "request-invalid", /not the number 5\.$/],
  ["a function", () => {}, "request-invalid", /not a function\.$/],
  ["an object", { pem: PEM }, "request-invalid", /not an object of type Object\.$/],
  ["what getPeerCertificate() gives of a resumed session", {}, "request-invalid", /not an empty object, as Node's getPeerCertificate\(\) gives where a session was resumed or the peer sent none\.$/],
  ["an empty object of a class", new (class Chain {})(), "request-invalid", /not an object of type Chain\.$/],
  ["a Buffer that was sent as JSON", JSON.parse(JSON.stringify([Buffer.from(PEM)])), "request-invalid", /^input\[0\] must be .*, not a Buffer as JSON has it: give `Uint8Array\.from\(value\.data\)`, say\.$/],
  ["an object with a type", { type: "Buffer", data: "x" }, "request-invalid", /not an object of type Object\.$/],
  ["a promise", Promise.resolve(PEM), "request-invalid", /not a promise: await it first\.$/],
  ["a Blob", new Blob([PEM]), "request-invalid", /not a Blob: give its bytes, as `await blob\.arrayBuffer\(\)`\.$/],
  ["a File", new File([PEM], "a.pem"), "request-invalid", /not a File: give its bytes, as `await file\.arrayBuffer\(\)`\.$/],
  ["a set", new Set(["x"]), "request-invalid", /not an object of type Set\.$/],
  ["text in raw", { raw: "x" }, "request-invalid", /not an object/],
  ["a wrong element", ["x", ["y", 5]], "request-invalid", /^input\[1\]\[1\] must be/],
  ["a hole in a list", Array(3), "request-invalid", /^input\[0\] must be .*, not undefined\.$/],
  ["a cycle", cycle(), "request-invalid", /^input\[1\]\[1\] is a list that contains itself\.$/],
  ["too deep a list", nested(17), "request-invalid", /more than 16 lists\.$/],
  ["a multiplying list", doubled(15), "input-too-large", /more than 100000 elements/],
  ["issuers without end", endless(), "input-too-large", /more than 100000 elements/],
  ["an issuer that is no certificate", { raw: Uint8Array.of(1), issuerCertificate: PEM }, "request-invalid", /^input\.issuerCertificate must be .*, not a string\.$/],
  ["too large a text", "x".repeat(2 ** 25 + 1), "input-too-large", /more than 33554432 bytes/],
  ["too large together", [new Uint8Array(2 ** 25), "x"], "input-too-large", /more than 33554432 bytes/],
  ["detached bytes", detached(), "request-invalid", /^input holds bytes that were detached/],
];

for (const [what, input, code, message] of WRONG_INPUTS) {
  test(`input refused: ${what}`, () => misuse(() => parts(input), code, message));
}

const PROPERTIES = [
  ["hostname, null", { hostname: null }, { hostname: null }],
  ["undefined is absent", { hostname: undefined, leaf: undefined, trust: undefined, crls: undefined, tls: undefined }, {}],
  ["undefined in trust is absent", { trust: { store: undefined } }, {}],
  ["leaf", { leaf: 0 }, { leaf: 0 }],
  ["maxIntermediates", { maxIntermediates: 3 }, { maxIntermediates: 3 }],
  ["time, a Date", { time: new Date(1500) }, { time: 1500 }],
  ["time, a Date of another realm", { time: vm.runInNewContext("new Date(1500)") }, { time: 1500 }],
  ["time, a number", { time: -1500 }, { time: -1500 }],
  ["text with half a surrogate pair", { hostname: "\ud800.com\udc00", profile: "\ud83d\ude00" }, { hostname: "\ufffd.com\ufffd", profile: "\ud83d\ude00" }],
  ["time, text", { time: "2026-01-01T00:00:00Z" }, { time: "2026-01-01T00:00:00Z" }],
  ["purpose and profile", { purpose: "any", profile: "chrome" }, { purpose: "any", profile: "chrome" }],
  ["fetched", { fetched: ["a", ["b"]] }, { fetched: ["a", "b"] }],
  ["crls", { crls: ["a", ["b"]] }, { crls: ["a", "b"] }],
  ["ocsp, bytes", { ocsp: new Uint8Array([1]) }, { ocsp: [new Uint8Array([1])] }],
  ["revocation", { revocation: "hard" }, { revocation: "hard" }],
  ["trust", { trust: { store: "none", anchors: "a" } }, { trust: { store: "none", anchors: ["a"] } }],
];

for (const [what, request, expected] of PROPERTIES) {
  test(`request: ${what}`, () => {
    const rest = { certificates: ["x"], fetched: [], time: 0, trust: { anchors: [] } };
    assert.deepEqual(normalised({ certificates: "x", time: 0, ...request }), { ...rest, ...expected });
  });
}

test("request: who issued an anchor is no anchor", () => {
  const { certificates, trust } = normalised({ certificates: peerCertificate(1, 2), trust: { anchors: peerCertificate(3, 4) } });
  assert.deepEqual([certificates, trust.anchors], [[Uint8Array.of(1), Uint8Array.of(2)], [Uint8Array.of(3)]]);
});

test("request: the time is now where there is none", () => {
  const before = Date.now();
  const { time } = normalised({ certificates: "x" });
  assert.ok(before <= time && time <= Date.now());
});

test("request: properties may be a class's", () => {
  class Asked {
    get certificates() {
      return "x";
    }

    get trust() {
      return { store: "none" };
    }
  }
  class Later extends Asked {
    time = 0;
  }
  assert.deepEqual(normalised(new Later()), { certificates: ["x"], fetched: [], time: 0, trust: { store: "none", anchors: [] } });
});

/** What a program, or an attacker who makes it merge JSON carelessly, may put into Object.prototype. */
const PUT = {
  trust: { store: "chrome", anchors: ["x"], anchorsAs: "built-in" }, store: "chrome", anchors: ["x"], certificates: "x", hostname: null, crls: ["x"],
  ocsp: ["x"], fetched: ["x"], profile: "webpki", policy: {}, leaf: 1, time: "x", from: "x", to: "x", cacheSize: 0, workers: 3, signal: 1, raw: Uint8Array.of(1),
  issuerCertificate: { raw: Uint8Array.of(1) },
};

/** Everything that an engine gets to see of what is asked in each way, by a program that did so or not. */
async function asked(ask, isPut) {
  const seen = [];
  const engine = new Proxy({ words: () => "[[],[]]", loads: 0 }, {
    get: (known, name) => known[name] ?? ((...args) => {
      seen.push([name, ...args.slice(0, 2)]);
      return '{"paths":[]}';
    }),
  });
  const api = createApi({ engine: () => engine, Memory, needStore: (store) => seen.push(store), startPool: () => seen.push("pool") });
  try {
    if (isPut) Object.assign(Object.prototype, PUT);
    await ask(api);
  } finally {
    for (const name of Object.keys(PUT)) delete Object.prototype[name];
  }
  return JSON.stringify(seen);
}

for (const [what, ask] of [
  ["validate", (api) => api.validate({ certificates: "x", time: 0, profile: "rfc5280" })],
  ["validate, trust", (api) => api.validate({ certificates: "x", time: 0, trust: {} })],
  ["another realm's request", (api) => api.validate(vm.runInNewContext('Object.prototype.trust = { anchors: "y" }; ({ certificates: "x", time: 0 })'))],
  ["a Validator", (api) => new api.Validator({ certificates: "x" }).validate({ time: 0 })],
  ["a Validator without defaults", (api) => new api.Validator().validate({ certificates: "x", time: 0 })],
  ["compare", (api) => api.compare({ certificates: "x", time: 0 }, ["rfc5280"])],
  ["timeline", (api) => api.timeline({ certificates: "x", time: 0 }, { from: 5 })],
  ["rawData", (api) => api.inspect({ rawData: Uint8Array.of(2) })],
  ["validateMany", (api) => api.validateMany([], {})],
]) {
  test(`what was put into Object.prototype is in no request: ${what}`, async () => {
    const expected = await asked(ask, false);
    assert.equal(await asked(ask, true), expected);
    assert.ok(!expected.includes("y"));
  });
}

test("what was put into Object.prototype makes no certificates", () => asked((api) => misuse(() => api.validate({}), "request-invalid", /^certificates is missing/), true));

const WRONG_REQUESTS = [
  ["nothing", undefined, "request-invalid", /^The request must be an object, as `\{ certificates: … \}`, not undefined\.$/],
  ["null", null, "request-invalid", /not null\.$/],
  ["text", PEM, "request-invalid", /not a string\.$/],
  ["a list", [], "request-invalid", /not an array\.$/],
  ["a Buffer", Buffer.from(PEM), "request-invalid", /^The request must be an object, as `\{ certificates: … \}`, not an object of type Uint8Array\.$/],
  ["an ArrayBuffer", new ArrayBuffer(1), "request-invalid", /`\{ certificates: … \}`, not an object of type ArrayBuffer\.$/],
  ["Node's X509Certificate", NODE_CERTIFICATE, "request-invalid", /`\{ certificates: … \}`, not an object of type X509Certificate\.$/],
  ["a promise", Promise.resolve({}), "request-invalid", /not a promise: await it first\.$/],
  ["a Map", new Map([["certificates", "x"]]), "request-invalid", /not an object of type Map\.$/],
  ["no certificates", {}, "request-invalid", /^certificates is missing/],
  ["an unknown property", { certificates: "x", host: "a" }, "request-invalid", /^host is not a property of a request\.$/],
  ["a property named as one that all objects have", { certificates: "x", toString: "a" }, "request-invalid", /^toString is not a/],
  ["an unknown property of trust", { certificates: "x", trust: { roots: "a" } }, "request-invalid", /^trust\.roots is not a/],
  ["a wrong TLS version", { certificates: "x", tls: 1.3 }, "request-invalid", /^tls must be a string/],
  ["anchorsAs, no text", { certificates: "x", trust: { anchorsAs: true } }, "request-invalid", /^trust\.anchorsAs must be a string/],
  ["a wrong policy", { certificates: "x", policy: { requireExplicit: 1 } }, "request-invalid", /^policy\.requireExplicit must be true or false/],
  ["policies that are no list", { certificates: "x", policy: { initialPolicies: "1.2.3" } }, "request-invalid", /^policy\.initialPolicies must be/],
  ["a wrong certificate", { certificates: [5] }, "request-invalid", /^certificates\[0\] must be/],
  ["a wrong CRL", { certificates: "x", crls: [5] }, "request-invalid", /^crls\[0\] must be/],
  ["a wrong kind of revocation", { certificates: "x", revocation: true }, "request-invalid", /^revocation must be a string/],
  ["a wrong anchor", { certificates: "x", trust: { anchors: [5] } }, "request-invalid", /^trust\.anchors\[0\] must be/],
  ["trust, text", { certificates: "x", trust: "chrome" }, "request-invalid", /^trust must be an object, as `\{ anchors: … \}` or `\{ store: … \}`, not a string\.$/],
  ["trust, a Buffer", { certificates: "x", trust: Buffer.from(PEM) }, "request-invalid", /^trust must be .*`\{ anchors: … \}` .*, not an object of type Uint8Array\.$/],
  ["trust, Node's X509Certificate", { certificates: "x", trust: NODE_CERTIFICATE }, "request-invalid", /^trust must be .*`\{ anchors: … \}` .*, not an object of type X509Certificate\.$/],
  ["trust, a list", { certificates: "x", trust: [PEM] }, "request-invalid", /^trust must be .*`\{ anchors: … \}` .*, not an array\.$/],
  ["an unknown store", { certificates: "x", trust: { store: "system" } }, "request-invalid", /^trust\.store is "system", no store of this version; it must be "chrome" or "mozilla" or "none"\.$/],
  ["an unknown store, long", { certificates: "x", trust: { store: `\u001b${"x".repeat(50)}` } }, "request-invalid", /^trust\.store is "\ufffdx{39}", no store/],
  ["a store that is no text", { certificates: "x", trust: { store: 1 } }, "request-invalid", /^trust\.store must be a string, not the number 1\.$/],
  ["hostname, a URL", { certificates: "x", hostname: new URL("https://a/") }, "request-invalid", /^hostname must be a string or null, not a URL: give its `hostname`\.$/],
  ["hostname, a number", { certificates: "x", hostname: 5 }, "request-invalid", /^hostname must be a string or null, not the number 5\.$/],
  ["leaf, text", { certificates: "x", leaf: "0" }, "request-invalid", /^leaf must be a whole number from 0, not a string\.$/],
  ["leaf below 0", { certificates: "x", leaf: -1 }, "request-invalid", /not the number -1\.$/],
  ["leaf between numbers", { certificates: "x", leaf: 0.5 }, "request-invalid", /not the number 0\.5\.$/],
  ["leaf beyond 32 bits", { certificates: "x", leaf: 2 ** 32 }, "request-invalid", /not the number 4294967296\.$/],
  ["maxIntermediates, NaN", { certificates: "x", maxIntermediates: NaN }, "request-invalid", /not the number NaN\.$/],
  ["purpose, a flag", { certificates: "x", purpose: true }, "request-invalid", /^purpose must be a string, not true\.$/],
  ["profile, null", { certificates: "x", profile: null }, "request-invalid", /^profile must be a string, not null\.$/],
  ["time, an invalid Date", { certificates: "x", time: new Date("soon") }, "time-invalid", /^time is no point in time: Invalid Date\.$/],
  ["time, infinite", { certificates: "x", time: Infinity }, "time-invalid", /^time is no point in time: Infinity\.$/],
  ["time, null", { certificates: "x", time: null }, "request-invalid", /^time must be a Date, RFC 3339 text or milliseconds since 1970, not null\.$/],
];

for (const [what, request, code, message] of WRONG_REQUESTS) {
  test(`request refused: ${what}`, () => misuse(() => normalised(request), code, message));
}

test("a message quotes no text of the request, but a store's name: it could be a private key", () => {
  for (const wrong of [{ leaf: "SECRET" }, { trust: "SECRET" }, { fetched: { raw: "SECRET" } }]) {
    assert.throws(() => normalised({ certificates: "x", ...wrong }), ({ message }) => !message.includes("SECRET"));
  }
});

test("what the engine gets is a copy", () => {
  const bytes = Uint8Array.of(1, 2);
  const { certificates } = normalised({ certificates: bytes });
  bytes.fill(9);
  assert.deepEqual(certificates, [Uint8Array.of(1, 2)]);
});

test("validateJson answers the engine's canonical text, validate what it says", () => {
  const { api } = recorder();
  assert.equal(api.validateJson({ certificates: "x" }), '{"verdict":"trusted","paths":[]}');
  assert.deepEqual(api.validate({ certificates: "x" }), { verdict: "trusted", paths: [] });
});

test("describe and checkIds ask the engine", () => {
  const { api } = recorder();
  assert.deepEqual(api.describe("b"), { id: "b" });
  assert.deepEqual(api.checkIds(), ["a", "b"]);
});

test("describe wants text", () => misuse(() => recorder().api.describe(5), "request-invalid", /^The check's id must be a string/));

test("Validator: a request wins over the defaults, in trust property by property", () => {
  const { seen, api } = recorder();
  const validator = new api.Validator({ hostname: "a", time: 1, trust: { store: "chrome", anchors: "root" } });
  validator.validate({ certificates: "x", hostname: "b", time: undefined, trust: { store: "none" } });
  assert.deepEqual(seen.request, {
    certificates: ["x"],
    fetched: [],
    hostname: "b",
    time: 1,
    trust: { store: "none", anchors: ["root"] },
  });
  validator.validateJson({ certificates: "x", hostname: null, trust: { anchors: [] } });
  assert.equal(seen.request.hostname, null);
  assert.deepEqual(seen.request.trust, { store: "chrome", anchors: [] });
});

test("Validator: the defaults are its own", () => {
  const { seen, api } = recorder();
  const bytes = Uint8Array.of(1);
  const defaults = { certificates: [bytes], hostname: "a", trust: { store: "chrome" } };
  const validator = new api.Validator(defaults);
  bytes[0] = 2;
  defaults.certificates.push("more");
  defaults.hostname = "b";
  defaults.trust.store = "mozilla";
  validator.validate({ time: 0 });
  assert.deepEqual(seen.request, {
    certificates: [Uint8Array.of(1)],
    fetched: [],
    hostname: "a",
    time: 0,
    trust: { store: "chrome", anchors: [] },
  });
});

test("Validator: requests do not change the defaults", () => {
  const { seen, api } = recorder();
  const validator = new api.Validator({ certificates: "x" });
  validator.validate({ hostname: "a", trust: { store: "chrome" } });
  validator.validate({});
  assert.equal(seen.request.hostname, undefined);
  assert.equal(seen.request.trust.store, undefined);
});

test("Validator: wrong defaults are refused when it is made", () => {
  const { Validator } = recorder().api;
  return Promise.all([
    misuse(() => new Validator("x"), "request-invalid", /^The defaults must be an object, not a string\.$/),
    misuse(() => new Validator(Buffer.from(PEM)), "request-invalid", /^The defaults must be an object, not an object of type Uint8Array\.$/),
    misuse(() => new Validator({ host: "a" }), "request-invalid", /^host is not a property/),
    misuse(() => new Validator({ cacheSize: "1" }), "request-invalid", /^cacheSize must be a whole number from 0, not a string\.$/),
  ]);
});

test("Validator: freed, it must not be used; freeing it again is no fault", async () => {
  const validator = new (recorder().api.Validator)({ certificates: "x" });
  validator.free();
  validator.free();
  await misuse(() => validator.validate({}), "request-invalid", /was freed/);
  await misuse(() => validator.validateJson({}), "request-invalid", /was freed/);
});

/** The package over an engine whose every function throws `error`. */
function failing(error) {
  const fail = () => {
    throw error;
  };
  return createApi({ engine: () => ({ validate: fail, inspect: fail, describe: fail, checkIds: fail }), Memory });
}

test("the engine's misuse errors become CertlensErrors with its code and message", async () => {
  const api = failing(Object.assign(new Error("what to do"), { code: "no-certificate" }));
  for (const call of [
    () => api.validate({ certificates: "x" }),
    () => api.inspect("x"),
    () => api.describe("x"),
    () => api.checkIds(),
  ]) {
    await misuse(call, "no-certificate", /^what to do$/);
  }
});

test("a defect is no misuse: it goes through as it is", () => {
  const defect = new WebAssembly.RuntimeError("unreachable");
  assert.throws(() => failing(defect).validate({ certificates: "x" }), (error) => error === defect);
});

test("a missing store's error says what is missing and how to load it", () =>
  misuse(
    () => failing(Object.assign(new Error("It is missing."), { code: "data-not-loaded" })).validate({ certificates: "x", trust: { store: "mozilla" } }),
    "data-not-loaded",
    /^It is missing\. Call `await loadStore\("chrome"\); await loadStore\("mozilla"\)` first\.$/,
  ));

test("a property that a range has not is refused as such", () => {
  const { api } = recorder();
  return misuse(() => api.timeline({ certificates: "x" }, { start: 0 }), "request-invalid", /^range\.start is not a property of a range\.$/);
});

test("needStore is asked for the stores of the package only", () => {
  const asked = [];
  const engine = { words: () => "[[],[]]", validate: () => '{"paths":[]}' };
  const api = createApi({ engine: () => engine, Memory, needStore: (name) => asked.push(name) });
  for (const trust of [{ store: "chrome" }, { store: "none" }, {}, undefined, { store: "mozilla" }]) {
    api.validate({ certificates: "x", trust, profile: "rfc5280" });
  }
  assert.deepEqual(asked, ["chrome", "mozilla"]);
  // A browser's profile needs its own store's data, whatever is trusted.
  for (const profile of [undefined, "firefox"]) api.validate({ certificates: "x", trust: { store: "none" }, profile });
  assert.deepEqual(asked.slice(2), ["chrome", "mozilla"]);
});

function shared(...bytes) {
  const view = new Uint8Array(new SharedArrayBuffer(bytes.length));
  view.set(bytes);
  return view;
}
