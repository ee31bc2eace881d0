/** What is asked in other ways than `validate`: signatures by the platform, many requests, workers, answers made of reports. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PACKAGE, built, importBuilt, misuse, onlineChains, run } from "../testing/support.js";

const certlens = await importBuilt("node.js");
const { createWorker } = await importBuilt("worker-node.js");
const { answerWith } = await importBuilt("thread.js");
const chains = onlineChains().map((chain) => ({ ...chain, trust: { store: "mozilla" } }));
const [chain] = chains;

/** A chain whose leaf's signature is not its issuer's. */
function forged({ certificates, ...rest }) {
  const der = Buffer.from(certificates[0].replace(/-----[A-Z ]+-----/g, ""), "base64");
  der[der.length - 3] ^= 1;
  return { ...rest, certificates: [der, ...certificates.slice(1)] };
}

test("the platform or the engine, at once or not: the same is said, of good and of forged signatures", async () => {
  const alone = await importBuilt("testing/alone.js");
  for (const request of [...chains, ...chains.map(forged)]) {
    const expected = alone.validate(request);
    assert.deepEqual(await certlens.validateAsync(request), expected);
    assert.deepEqual(certlens.validate(request), expected);
  }
  assert.equal(certlens.validate(forged(chain)).verdict, "rejected");
});

test("validateAsync of misuse rejects", async () => {
  await misuse(certlens.validateAsync({ ...chain, certificates: "" }), "input-empty", /./);
  await misuse(certlens.validateAsync({ ...chain, host: "a" }), "request-invalid", /^host is not a property/);
});

test("a platform that cannot tell leaves it to the engine; one that lies is all that could change a report", async () => {
  const { createApi } = await importBuilt("core.js");
  const { Engine, Memory, initSync } = await importBuilt("dist/certlens.js");
  initSync({ module: readFileSync(built("dist/certlens_bg.wasm")) });
  const engine = new Engine();
  engine.load("mozilla", readFileSync(built("stores/mozilla.roots")));
  const by = (verify) => createApi({ engine: () => engine, Memory, verify });
  const byAtOnce = (verifySync) => createApi({ engine: () => engine, Memory, verifySync });
  const each = (answer) => async (tasks) => tasks.map(() => answer);
  const request = { ...chain };
  assert.deepEqual(byAtOnce(() => undefined).validate(request), certlens.validate(request));
  assert.equal(byAtOnce(() => false).validate(request).code, "signature-invalid");
  assert.deepEqual(await by(each(undefined)).validateAsync(request), certlens.validate(request));
  assert.equal((await by(each(false)).validateAsync(request)).code, "signature-invalid");
  await assert.rejects(by(async () => Promise.reject(new Error("broken"))).validateAsync(request), /broken/);
});

test("validateMany answers in order; misuse is a result", async () => {
  const requests = [...chains, { ...chain, certificates: "" }, forged(chain), { ...chain, host: "x" }, null];
  for (const workers of [0, 2]) {
    const results = await certlens.validateMany(new Set(requests), { workers });
    const codes = results.map((result) => result.code);
    assert.deepEqual(codes, [...chains.map(() => null), "input-empty", "signature-invalid", "request-invalid", "request-invalid"]);
    for (const index of [0, 2, 3]) assert.ok(results[chains.length + index] instanceof certlens.CertlensError);
  }
});

test("validateMany reads its requests as it goes and can be ended", async () => {
  const controller = new AbortController();
  let read = 0;
  let closed = 0;
  function* endless() {
    try {
      for (;;) {
        read += 1;
        if (read === 100) controller.abort(new Error("enough"));
        yield chain;
      }
    } finally {
      closed += 1;
    }
  }
  await assert.rejects(certlens.validateMany(endless(), { signal: controller.signal }), /enough/);
  assert.equal(closed, 1);
  assert.ok(read < 120, `${read} were read`);
  await assert.rejects(certlens.validateMany([chain], { signal: AbortSignal.abort(new Error("early")) }), /early/);
});

test("validateMany lets others have a turn", async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1));
  await certlens.validateMany(Array(300).fill(chain));
  clearInterval(timer);
  assert.ok(turns > 0);
});

test("validateMany lets others have a turn after each 20 milliseconds, however many requests are under way", async () => {
  const { createApi } = await importBuilt("core.js");
  const { now } = Date;
  let clock = now();
  let judged = 0;
  /** How many were judged from one turn of the others to the next. */
  const between = [];
  class Memory {
    free() {}
  }
  const job = { step: () => [], report: () => '{"paths":[]}', checks: () => new Uint32Array(), free() {} };
  const start = () => {
    judged += 1;
    clock += 5;
    return job;
  };
  const api = createApi({ engine: () => ({ words: () => "[[],[]]", start }), Memory });
  const watch = setInterval(() => {
    between.push(judged);
    judged = 0;
  });
  Date.now = () => clock;
  try {
    await api.validateMany(Array(200).fill({ certificates: "x", profile: "rfc5280" }));
  } finally {
    Date.now = now;
    clearInterval(watch);
  }
  // Four fill the time, and one more in each lane is under way by then.
  assert.ok(Math.max(...between) <= 16, `${between}`);
});

test("validateMany says what went wrong first", async () => {
  const requests = {
    [Symbol.iterator]: () => ({
      next: () => {
        throw new Error("first");
      },
      return: () => {
        throw new Error("second");
      },
    }),
  };
  await assert.rejects(certlens.validateMany(requests), /first/);
});

test("validateMany refuses what it cannot read", async () => {
  await misuse(certlens.validateMany(5), "request-invalid", /^requests must be an iterable/);
  await misuse(certlens.validateMany("x"), "request-invalid", /^requests must be an iterable/);
  await misuse(certlens.validateMany([], { threads: 2 }), "request-invalid", /^threads is not an option of validateMany/);
  await misuse(certlens.validateMany([], { workers: -1 }), "request-invalid", /^workers must be/);
  await misuse(certlens.validateMany([], { workers: 100_000 }), "request-invalid", /^workers is more than 256/);
  await misuse(certlens.validateMany([], { signal: 1 }), "request-invalid", /^signal must be an AbortSignal/);
  assert.deepEqual(await certlens.validateMany([]), []);
});

/** Requests that come in their own time. */
async function* coming(requests) {
  for (const request of requests) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    yield request;
  }
}

const listed = async (results) => {
  const list = [];
  for await (const result of results) list.push(result);
  return list;
};

test("requests may come in their own time, and results go as they are there: the same, in order, from everything that judges many", async () => {
  const requests = [...chains.slice(0, 5), { ...chain, certificates: "" }, forged(chain), ...chains.slice(0, 20)];
  const expected = await certlens.validateMany(requests);
  const validator = new certlens.Validator();
  const worker = createWorker();
  try {
    for (const { validateMany, validateEach } of [certlens, { validateMany: (given) => validator.validateMany(given), validateEach: (given) => validator.validateEach(given) }, worker]) {
      for (const results of [validateMany(coming(requests)), validateMany(requests), listed(validateEach(coming(requests))), listed(validateEach(requests))]) {
        assert.deepEqual(await results, expected);
      }
    }
    assert.deepEqual(await listed(certlens.validateEach(coming(requests), { workers: 2 })), expected);
    await misuse(worker.validateMany([], { workers: 2 }), "request-invalid", /^workers is not an option/);
    await misuse(worker.validateMany(5), "request-invalid", /^requests must be an iterable/);
  } finally {
    validator.free();
    await worker.terminate();
  }
  await misuse(listed(validator.validateEach(requests)), "request-invalid", /was freed/);
});

test("validateEach answers before the next request is there", async () => {
  let answered = () => {};
  async function* conversation() {
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = new Promise((resolve) => (answered = resolve));
      yield chain;
      await answer;
    }
  }
  let count = 0;
  for await (const { verdict } of certlens.validateEach(conversation())) {
    assert.equal(verdict, "trusted");
    count += 1;
    answered();
  }
  assert.equal(count, 3);
});

test("validateEach reads no further than results are taken, and a loop that is left early closes what it reads", async () => {
  let [read, closed] = [0, 0];
  const step = () => {
    read += 1;
    return chain;
  };
  function* endless() {
    try {
      for (;;) yield step();
    } finally {
      closed += 1;
    }
  }
  async function* endlessLater() {
    yield* endless();
  }
  for (const requests of [endless, endlessLater]) {
    [read, closed] = [0, 0];
    let taken = 0;
    for await (const { verdict } of certlens.validateEach(requests())) {
      assert.equal(verdict, "trusted");
      taken += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (taken === 10) break;
    }
    assert.ok(read < 40, `${read} were read`);
    assert.equal(closed, 1);
  }
});

test("what waits for a request that never comes can be ended", async () => {
  const controller = new AbortController();
  const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
  setTimeout(() => controller.abort(new Error("enough")), 20);
  await assert.rejects(certlens.validateMany(never, { signal: controller.signal }), /enough/);
});

test("what goes wrong with requests that come later is said; a CertlensError of theirs too is no result", async () => {
  for (const problem of [new Error("gone"), new certlens.CertlensError("request-invalid", "gone"), undefined]) {
    async function* broken() {
      yield chain;
      throw problem;
    }
    await assert.rejects(certlens.validateMany(broken()), (error) => error === problem);
    const before = [];
    await assert.rejects(async () => {
      for await (const { verdict } of certlens.validateEach(broken())) before.push(verdict);
    }, (error) => error === problem);
    assert.deepEqual(before, ["trusted"], "what came before it is answered");
  }
});

test("Validator: the same answers with a cache of any size, freed while it works", async () => {
  for (const cacheSize of [undefined, 0, 2]) {
    const validator = new certlens.Validator({ trust: { store: "mozilla" }, cacheSize });
    for (const { trust, ...request } of [...chains, ...chains]) {
      const expected = certlens.validateJson({ ...request, trust });
      assert.equal(validator.validateJson(request), expected);
      assert.equal(JSON.stringify(await validator.validateAsync(request)), expected);
    }
    const last = validator.validateMany([chain, chain]);
    validator.free();
    assert.deepEqual((await last).map(({ verdict }) => verdict), ["trusted", "trusted"]);
    await misuse(validator.validateAsync(chain), "request-invalid", /was freed/);
  }
});

test("compare: reports are validate's, and nothing parts where all agree", () => {
  const profiles = ["rfc5280", "webpki"];
  const { trust, ...rest } = chain;
  const { reports, partings } = certlens.compare({ ...rest, trust }, profiles);
  assert.deepEqual(reports, profiles.map((profile) => certlens.validate({ ...rest, trust, profile })));
  assert.deepEqual(partings, []);
  assert.ok(certlens.compare(chain).reports.length >= 3);
  return Promise.all([
    misuse(() => certlens.compare(chain, ["netscape"]), "profile-unknown", /netscape/),
    misuse(() => certlens.compare(chain, []), "request-invalid", /empty/),
    misuse(() => certlens.compare(chain, "webpki"), "request-invalid", /^profiles must be/),
  ]);
});

test("timeline: from before the first date to the last, and of a part", () => {
  const moments = certlens.timeline(chain);
  assert.deepEqual(moments.map(({ verdict }) => verdict), ["rejected", "trusted", "rejected"]);
  const until = certlens.validate(chain).validUntil;
  assert.equal(Date.parse(moments[2].time) - Date.parse(until), 1000);
  const part = certlens.timeline(chain, { from: new Date(moments[1].time), to: Date.parse(until) });
  assert.deepEqual(part.map(({ code }) => code), [null]);
  return misuse(() => certlens.timeline(chain, { until: 1 }), "request-invalid", /^range\.until is not/);
});

test("bundle: what was sent in another order is put right; what nothing cures is null", () => {
  const { pem, changes, report } = certlens.bundle({ ...chain, certificates: chain.certificates.toReversed() });
  assert.equal(report.verdict, "trusted");
  assert.ok(changes.length > 0);
  assert.equal(pem.match(/BEGIN CERTIFICATE/g).length, report.certificates.filter(({ source }) => source === "certificates").length);
  assert.equal(certlens.bundle({ ...chain, hostname: "other.invalid" }), null);
});

test("diff: nothing of the same, something of others", () => {
  const [a, b] = chains.map(({ certificates }) => certificates);
  assert.deepEqual(certlens.diff(a, a), []);
  assert.ok(certlens.diff(a, b).some(({ field }) => field === "Subject"));
  return misuse(() => certlens.diff(a, ""), "input-empty", /^`b`: /);
});

test("a worker answers as the package does", async () => {
  const worker = createWorker();
  try {
    const calls = {
      validate: [chain], validateJson: [chain], validateAsync: [chain], compare: [chain, ["rfc5280", "webpki"]],
      timeline: [chain, { from: chain.time }], bundle: [chain], diff: [chain.certificates[0], chain.certificates[1]],
      inspect: [chain.certificates], describe: ["hostname-mismatch"], checkIds: [],
    };
    for (const [name, args] of Object.entries(calls)) {
      assert.deepEqual(await worker[name](...args), await certlens[name](...args), name);
    }
    await misuse(worker.validate({ ...chain, certificates: "" }), "input-empty", /./);
    await misuse(worker.validate({ ...chain, host: "x" }), "request-invalid", /^host is not/);
  } finally {
    const underWay = areTerminated(worker);
    await worker.terminate();
    await underWay;
  }
  await areTerminated(worker);
});

/** No request is misuse by that: of many none has it for its result. */
function areTerminated(worker) {
  const calls = [worker.checkIds(), worker.validateMany([chain])];
  return Promise.all(calls.map((call) => assert.rejects(call, { name: "Error", message: /terminated/ })));
}

/** Mozilla's list with its first root only, which none of the chains leads to. */
function oneRoot() {
  const file = readFileSync(built("stores/mozilla.roots"));
  const end = file.indexOf("\n");
  const { anchors: [first], ...head } = JSON.parse(file.subarray(0, end));
  return Buffer.concat([Buffer.from(`${JSON.stringify({ ...head, count: 1, anchors: [first] })}\n`), file.subarray(end + 1, end + 1 + first.length)]);
}

test("workers judge by the data that was given here", async () => {
  const fresh = await importBuilt("node.js?given");
  await fresh.loadStore("mozilla", oneRoot());
  for (const workers of [0, 2]) {
    const reports = await fresh.validateMany([chain, chain], { workers });
    assert.deepEqual(reports.map(({ code }) => code), ["issuer-not-found", "issuer-not-found"]);
  }
});

test("a worker remembers what validateAsync verified, and nothing for the others", async () => {
  let [made, remembered, alone] = [0, 0, 0];
  const api = {
    Validator: class {
      constructor() { made += 1; }
      async validateAsync() { remembered += 1; return "report"; }
    },
    validate: () => { alone += 1; return "report"; },
  };
  const answers = [];
  const answer = answerWith(api, null, (message) => answers.push(message));
  for (const name of ["validateAsync", "validateAsync", "validate"]) await answer({ id: answers.length, name, args: [{}] });
  assert.deepEqual(answers, [0, 1, 2].map((id) => ({ id, answer: "report" })));
  assert.deepEqual([made, remembered, alone], [1, 2, 1]);
});

test("a worker judges by the data that it was given", async () => {
  const worker = createWorker();
  try {
    await worker.loadStore("mozilla");
    assert.equal((await worker.validate(chain)).verdict, "trusted");
    for (const data of [oneRoot(), { mozilla: oneRoot() }]) {
      await worker.loadStore("mozilla", data);
      assert.equal((await worker.validate(chain)).code, "issuer-not-found");
    }
    await misuse(worker.loadStore("system"), "request-invalid", /no store of this version/);
    await misuse(worker.loadStore("mozilla", "mozilla.roots"), "request-invalid", /^data must be bytes, not a string/);
    await misuse(worker.loadStore("mozilla", {}), "request-invalid", /^No file is given/);
    await misuse(worker.loadStore("mozilla", new Uint8Array(3)), "data-not-loaded", /./);
  } finally {
    await worker.terminate();
  }
});

test("a worker starts in a process that was started with a script as text", async () => {
  const script = `import { validateMany } from "${new URL("node.js", PACKAGE)}"; console.log((await validateMany([{ certificates: "" }], { workers: 1 }))[0].code);`;
  assert.equal(await run(".", process.execPath, "--input-type=module", "-e", script), "input-empty\n");
});

test("a worker that nobody asks keeps no process alive; one that is asked answers first", async () => {
  for (const [use, said] of [["", ""], ["worker.checkIds().then(({ length }) => console.log(length));", `${certlens.checkIds().length}\n`]]) {
    const script = `import { createWorker } from "${new URL("worker-node.js", PACKAGE)}"; const worker = createWorker(); setTimeout(() => process.exit(1), 20_000).unref(); ${use}`;
    assert.equal(await run(".", process.execPath, "--input-type=module", "-e", script), said);
  }
});
