/**
 * The reports that a Validator gives again: each is what the package answers without it, to the byte, and nothing that changes
 * between two calls is overlooked. Each test runs through the entry for Node, where node:crypto verifies, and through the one where
 * WebAssembly does.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { DATA_FILES, createApi } from "../core.js";
import { KeptReports } from "../kept.js";
import { built, importBuilt, misuse, onlineChains } from "../testing/support.js";

const node = await importBuilt("node.js");
const { Engine, Memory, initSync } = await importBuilt("dist/certlens.js");
const alone = await importBuilt("testing/alone.js");
const chains = onlineChains();
const cloudflare = chains.find(({ hostname }) => hostname.includes("cloudflare"));
const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** A real chain in the midst of its life, judged by rfc5280: valid. */
const time = Date.parse(cloudflare.time) + 10 * DAY;
const request = { ...cloudflare, time, trust: { store: "mozilla" } };

for (const [entry, certlens] of Object.entries({ node, alone })) {
  const { Validator, validate, validateJson } = certlens;
  const { notBefore, notAfter } = validate(request).certificates[0].contents;
  const [begin, end] = [Date.parse(notBefore), Date.parse(notAfter)];

  test(`${entry}: the same to the byte as without, at any time, in any form`, async () => {
    for (const profile of ["rfc5280", "rfc5280-strict", "webpki", "chrome", "firefox"]) {
      const defaults = { ...request, profile, trust: { store: profile === "chrome" ? "chrome" : "mozilla" } };
      const [validator, ofObjects] = [new Validator(defaults), new Validator(defaults)];
      const at = [time, time, time + SECOND, time + 999, begin, begin - SECOND, end, end + SECOND, time + DAY, time - DAY, end + 400 * DAY, time];
      for (const moment of at) {
        for (const asked of [moment, new Date(moment), new Date(moment).toISOString(), new Date(moment).toISOString().replace("Z", "+00:00")]) {
          const expected = validateJson({ ...defaults, time: asked });
          assert.equal(validator.validateJson({ time: asked }), expected, `${profile} ${asked}`);
          assert.equal(JSON.stringify(validator.validate({ time: asked })), expected, `${profile} ${asked}`);
          assert.equal(JSON.stringify(await validator.validateAsync({ time: asked })), expected, `${profile} ${asked}`);
          assert.equal(JSON.stringify(ofObjects.validate({ time: asked })), expected, `${profile} ${asked}`);
          assert.equal(JSON.stringify(await ofObjects.validateAsync({ time: asked })), expected, `${profile} ${asked}`);
        }
      }
      validator.free();
    }
  });

  test(`${entry}: what was put into Object.prototype is no report`, () => {
    const expected = validate(request);
    const validator = new Validator(request);
    Object.prototype.text = '{"verdict":"trusted","time":""}';
    try {
      for (const asked of [time, time]) assert.deepEqual(validator.validate({ time: asked }), expected);
    } finally {
      delete Object.prototype.text;
    }
  });

  test(`${entry}: text is a time here just where it is one for the engine`, () => {
    const validator = new Validator(request);
    validator.validate({ time });
    const ask = (call) => {
      try {
        return call();
      } catch ({ code, message }) {
        return { code, message };
      }
    };
    const clock = new Date(time).toISOString().slice(0, 19);
    const day = clock.slice(0, 10);
    const texts = [
      ..."Z z +00:00 -00:00 +23:59 -23:59 +24:00 +00:60 +0000 +00".split(" ").map((zone) => clock + zone),
      ...".1Z .999999999Z .9999999999Z .Z ,5Z .5+01:00 .5".split(" ").map((rest) => clock + rest),
      ...["24:00:00", "23:59:60", "23:60:00", "00:00", "00:00:00 ", " 00:00:00", "0:0:0"].map((hour) => `${day}T${hour}Z`),
      `${clock}Z `, ` ${clock}Z`, `${clock}Z\n`, `${day} ${clock.slice(11)}Z`, `${day}t${clock.slice(11)}Z`, `+00${clock}Z`, `-${clock}Z`, `12026${clock.slice(4)}Z`,
      ...["2025-02-29", "2025-02-30", "2025-04-31", "2025-13-01", "2025-00-10", "2025-01-00", "0000-01-01", "9999-12-31", "1969-12-31", "2024-02-29"].map((date) => `${date}T12:00:00Z`),
      "9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59", "", "now", "1969-12-31T23:59:59.5Z", `${day}T१२:00:00Z`,
    ];
    for (const text of texts) {
      const expected = ask(() => validateJson({ ...request, time: text }));
      assert.deepEqual(ask(() => validator.validateJson({ time: text })), expected, JSON.stringify(text));
      validator.validate({ time }); // which keeps that report the last used
    }
    for (const number of [-1, -0, 0.5, 8.64e15, -8.64e15, 8.65e15, 253_402_300_800_000, 253_402_300_799_999, -62_167_219_200_001, time + 0.25]) {
      const expected = ask(() => validateJson({ ...request, time: number }));
      assert.deepEqual(ask(() => validator.validateJson({ time: number })), expected, String(number));
    }
    for (const number of [NaN, Infinity]) assert.equal(ask(() => validator.validateJson({ time: number })).code, "time-invalid");
  });

  test(`${entry}: what a caller does to a report changes no other`, () => {
    const validator = new Validator(request);
    const expected = validate({ ...request, time });
    for (let call = 0; call < 4; call += 1) {
      const report = validator.validate({ time });
      assert.deepEqual(report, expected);
      spoil(report);
    }
    Object.prototype.added = { by: "another program" };
    const report = validator.validate({ time });
    delete Object.prototype.added;
    assert.deepEqual(report, expected);
  });

  test(`${entry}: input that was changed between two calls is other input`, () => {
    const [leaf, ...others] = request.certificates.map(bytesOf);
    const validator = new Validator({ ...request, certificates: undefined });
    const ask = (certificates) => {
      const report = validator.validate({ certificates });
      assert.deepEqual(report, validate({ ...request, certificates }));
      return report.verdict;
    };
    const certificates = [leaf, ...others];
    assert.deepEqual([ask(certificates), ask(certificates)], ["trusted", "trusted"]);
    leaf[leaf.length - 20] ^= 1;
    assert.equal(ask(certificates), "rejected", "one bit of the same array");
    leaf[leaf.length - 20] ^= 1;
    assert.equal(ask(certificates), "trusted");
    assert.equal(ask([leaf.slice(), others]), "trusted", "a copy, and another list");
    assert.equal(ask([leaf]), "rejected", "less");
    certificates.pop();
    assert.equal(ask(certificates), "rejected", "the same list, shorter");
    const text = request.certificates.join("");
    assert.deepEqual([ask(text), ask(`${text} `), ask(text.replace("MII", "MIJ"))], ["trusted", "trusted", "rejected"]);
  });

  test(`${entry}: every property of a request counts`, () => {
    const validator = new Validator(request);
    const base = validator.validateJson({});
    const anchors = request.certificates.at(-1);
    for (const other of [
      { hostname: "example.org" }, { hostname: null, purpose: "client" }, { leaf: 1 }, { profile: "webpki" }, { profile: "chrome", trust: { store: "chrome" } }, { purpose: "any" },
      { maxIntermediates: 0 }, { trust: { store: "none" } }, { trust: { store: "chrome" } }, { trust: { anchors } }, { fetched: request.certificates },
      { policy: { requireExplicit: true } }, { policy: { initialPolicies: ["1.2.3"] } }, { revocation: "hard" }, { certificates: request.certificates.slice(0, 1) },
      { trust: { store: "none", anchors } }, { profile: "chrome", trust: { store: "none", anchors, anchorsAs: "built-in" } }, { profile: "firefox", tls: "1.2" },
    ]) {
      const merged = { ...request, ...other, trust: { ...request.trust, ...other.trust } };
      for (let call = 0; call < 3; call += 1) {
        assert.equal(validator.validateJson(other), validateJson(merged), JSON.stringify(other).slice(0, 100));
        assert.equal(validator.validateJson({}), base);
      }
    }
    assert.throws(() => validator.validate({ hostnme: "x" }), { code: "request-invalid" });
  });

  test(`${entry}: misuse is not remembered, nor forgotten`, async () => {
    const validator = new Validator(request);
    for (let call = 0; call < 3; call += 1) {
      await misuse(() => validator.validate({ certificates: "prose" }), "input-not-understood", /./);
      await misuse(() => validator.validate({ time: "never" }), "time-invalid", /./);
      await misuse(() => validator.validate({ profile: "netscape" }), "profile-unknown", /netscape/);
      assert.equal(validator.validate({}).verdict, "trusted");
    }
    validator.free();
    await misuse(() => validator.validate({}), "request-invalid", /was freed/);
  });
}

/** The package over an engine whose judgements are counted, with all data of the store. */
function countedApi(more = {}) {
  initSync({ module: readFileSync(built("dist/certlens_bg.wasm")) });
  const engine = new Engine();
  for (const [name, file] of DATA_FILES.mozilla) engine.load(name, readFileSync(built(`stores/${file}`)));
  const counts = { sync: 0, async: 0 };
  const counting = {
    get loads() {
      return engine.loads;
    },
    load: (...given) => engine.load(...given),
    words: () => engine.words(),
    validate(...asked) {
      counts.sync += 1;
      return engine.validate(...asked);
    },
    start(...asked) {
      counts.async += 1;
      return engine.start(...asked);
    },
  };
  return { api: createApi({ engine: () => counting, Memory, ...more }), counts, load: counting.load };
}

test("a report is made once for its span, and once more where its text is asked for after its objects; cacheSize: 0 turns it off", async () => {
  for (const [cacheSize, expected] of [[undefined, { sync: 2, async: 0 }], [1, { sync: 2, async: 0 }], [0, { sync: 100, async: 50 }]]) {
    const { api, counts } = countedApi();
    const validator = new api.Validator({ ...request, cacheSize });
    for (let call = 0; call < 50; call += 1) {
      validator.validate({ time: time + call * SECOND });
      validator.validateJson({ time: time - call * SECOND });
      await validator.validateAsync({ time: new Date(time + (call * DAY) / 10) });
    }
    assert.deepEqual(counts, expected);
    // What is remembered for the one is known to the other.
    const [many] = await validator.validateMany([{ time }]);
    assert.deepEqual(many, validator.validate({ time }));
  }
  const { api, counts } = countedApi();
  const validator = new api.Validator(request);
  await validator.validateAsync({ time });
  validator.validate({ time: time + SECOND });
  api.validate(request);
  assert.deepEqual(counts, { sync: 1, async: 1 }, "the functions beside the class keep nothing");
});

test("data that is loaded later is asked: what a report rests on has changed", async () => {
  const { api, load, counts } = countedApi();
  const validator = new api.Validator(request);
  const roots = readFileSync(built("stores/mozilla.roots"));
  const ask = async () => {
    const report = api.validate(request);
    for (let call = 0; call < 2; call += 1) {
      assert.deepEqual(validator.validate({}), report);
      assert.deepEqual(await validator.validateAsync({}), report);
    }
    return report;
  };
  const before = await ask();
  assert.equal(before.verdict, "trusted");
  const anchor = before.certificates.find(({ role }) => role === "anchor").fingerprints.sha256;
  load("mozilla", without(roots, anchor));
  assert.equal((await ask()).verdict, "rejected");
  load("mozilla", roots);
  assert.deepEqual(await ask(), before);
  assert.throws(() => load("mozilla", roots.subarray(1)));
  assert.equal((await ask()).verdict, "trusted");
  const { sync } = counts;
  await ask();
  assert.equal(counts.sync, sync + 1, "a load that failed changes nothing");

});

test("data that is loaded while a judgement is under way is not what that judgement rests on", async () => {
  const { api, load } = countedApi({ verify: async (tasks) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return tasks.map(() => undefined);
  } });
  const roots = readFileSync(built("stores/mozilla.roots"));
  const validator = new api.Validator(request);
  const underWay = validator.validateAsync({});
  await new Promise((resolve) => setTimeout(resolve));
  load("mozilla", without(roots, api.validate(request).certificates.find(({ role }) => role === "anchor").fingerprints.sha256));
  assert.equal((await underWay).verdict, "trusted");
  assert.equal(validator.validate({}).verdict, "rejected");
});

test("no more is kept than the bounds say, and what was used last stays", () => {
  const kept = new KeptReports();
  const text = (time) => `{"verdict":"trusted","summary":"\\",\\"time\\":\\"","time":"${time}","leaf":0}`;
  const report = { text: text("x"), size: text("x").length };
  const span = { from: 0, to: 100 };
  const asked = (count, text = "") => [`{"leaf":${count}}`, [text]];
  const isKept = (...given) => kept.find(asked(...given), 50 * SECOND, 1, false) !== undefined;
  for (let count = 0; count < 64; count += 1) kept.keep(asked(count), 1, report, span);
  assert.ok(isKept(0) && isKept(63) && isKept(0));
  kept.keep(asked(64), 1, report, span);
  assert.deepEqual([isKept(0), isKept(1), isKept(2), isKept(64)], [true, false, true, true]);
  assert.equal(kept.find(asked(0), 100_999, 1, true), text("1970-01-01T00:01:40Z"));
  assert.deepEqual(kept.find(asked(0), 100_999, 1, false), JSON.parse(text("1970-01-01T00:01:40Z")));
  const objects = { report: () => JSON.parse(text("x")), size: text("x").length };
  kept.keep(asked(70), 1, objects, span);
  assert.deepEqual(kept.find(asked(70), 0, 1, false), JSON.parse(text("1970-01-01T00:00:00Z")));
  assert.equal(kept.find(asked(70), 0, 1, true), undefined, "of objects no text is made");
  kept.keep(asked(70), 1, report, span);
  assert.equal(kept.find(asked(70), 0, 1, true), text("1970-01-01T00:00:00Z"));
  for (let count = 0; count < 64; count += 1) kept.keep(asked(71), 1, objects, span);
  assert.ok(isKept(70), "the same again takes no more room");
  for (const moment of [-1, 101 * SECOND]) assert.equal(kept.find(asked(0), moment, 1, true), undefined);

  // Two megabytes in all: the last three of these.
  const large = "x".repeat(600_000);
  for (let count = 100; count < 200; count += 1) kept.keep(asked(count, large), 1, report, span);
  assert.deepEqual([isKept(0), isKept(196, large), isKept(197, large), isKept(199, large)], [false, false, true, true]);
  kept.keep(asked(300, large.repeat(4)), 1, report, span);
  assert.deepEqual([isKept(300, large.repeat(4)), isKept(199, large)], [false, true], "one alone that is too large");

  kept.keep(asked(400), 1, report, { from: 50, to: 50 });
  assert.ok(!isKept(400), "a second alone");
  kept.keep(asked(401), 1, report, { from: NaN, to: NaN });
  assert.ok(!isKept(401));
  const none = new KeptReports(0);
  none.keep(asked(0), 1, report, span);
  assert.equal(none.find(asked(0), 50 * SECOND, 1, true), undefined);
});

/** A store's file without the anchor of that fingerprint. */
function without(file, fingerprint) {
  const end = file.indexOf(10);
  const header = JSON.parse(file.subarray(0, end));
  const at = header.anchors.findIndex(({ sha256 }) => sha256 === fingerprint);
  assert.ok(at >= 0);
  const begin = header.anchors.slice(0, at).reduce((sum, { length }) => sum + length, end + 1);
  const [{ length }] = header.anchors.splice(at, 1);
  header.count -= 1;
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), file.subarray(end + 1, begin), file.subarray(begin + length)]);
}

const bytesOf = (pem) => new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64"));

/** Overwrites all that a report holds. */
function spoil(value) {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "object" && inner !== null) spoil(inner);
    value[key] = "spoilt";
  }
  if (Array.isArray(value)) value.length = 0;
}

test("objects and canonical text agree on text that JSON and the border could change", async () => {
  const hostile = "é😀\u{7f}\\\"“ab";
  const leaf = withSubject(bytesOf(request.certificates[0]), cloudflare.hostname, hostile);
  const asked = { ...request, certificates: [leaf, ...request.certificates.slice(1)] };
  for (const { Validator, validate, validateJson, validateAsync = validate } of [node, alone]) {
    const expected = validateJson(asked);
    const { subject } = JSON.parse(expected).certificates[0].contents;
    assert.equal(subject.attributes.at(-1).value, "é😀\\u{7f}\\\"“ab", "only what cannot be seen is written otherwise");
    const validator = new Validator(asked);
    const told = [validate(asked), await validateAsync(asked), validator.validate({}), validator.validate({}), await validator.validateAsync({})];
    const texts = [...told.map((report) => JSON.stringify(report)), validator.validateJson({}), validator.validateJson({}), JSON.stringify(validator.validate({}))];
    assert.deepEqual(texts, Array(8).fill(expected));
  }
});

/** A certificate whose subject's text is another of as many bytes, as a UTF8String. */
function withSubject(der, before, after) {
  const [from, to] = [before, after].map((text) => Buffer.from(text));
  assert.equal(to.length, from.length);
  const changed = Buffer.from(der);
  const at = changed.indexOf(from);
  changed.set(to, at);
  changed[at - 2] = 0x0c;
  return new Uint8Array(changed);
}
