/**
 * What all entries share: a request is read, joined with defaults and handed to the engine; its answer is parsed.
 * Where the engine and the stores come from is the entries' affair (index.js, node.js …), and who verifies signatures for
 * `validateAsync` too; what is right and wrong about a certificate is the engine's.
 */
import { CertlensError, callEngine, wrongType } from "./errors.js";
import { KeptReports } from "./kept.js";
import { reportReader } from "./report.js";
import { STORES, readBytes, readDefaults, readInput, readManyOptions, readRange, readText, readTexts, readWhole, toWire, withoutTime } from "./request.js";

/** The data files of each store, by the name that the engine knows them by: the roots, and what its profiles need besides. */
export const DATA_FILES = {
  chrome: [
    ["chrome", "chrome.roots"],
    ["public-suffix-list", "public-suffixes.psl"],
    ["ct-logs", "ct-logs.data"],
  ],
  mozilla: [
    ["mozilla", "mozilla.roots"],
    ["public-suffix-list", "public-suffixes.psl"],
    ["ct-logs", "ct-logs.data"],
    ["onecrl", "onecrl.data"],
    ["firefox-intermediates", "firefox-intermediates.data"],
  ],
};

/** The profiles, and the stores that they trust where the request names none, as in src/profile/. */
const DEFAULT_STORES = { chrome: "chrome", firefox: "mozilla", webpki: "mozilla", rfc5280: undefined, "rfc5280-strict": undefined };
const DEFAULT_PROFILE = "chrome";

/** Validations of `validateMany` that are under way, or wait for one before them: enough that no core waits for the next signature. */
export const LANES = 16;
/** Milliseconds after which `validateMany` lets others have a turn. */
const TURN = 20;

/**
 * The package's functions.
 *
 * `engine()` answers the ready engine or throws `not-initialized`; `Memory` is the engine's class for what it verified.
 * `needStore(name)` is called before a request that rests on a store of the package: it loads it where that can be done
 * at once; elsewhere it does nothing and the engine throws `data-not-loaded` where the store is missing. `loadStore(name)`
 * loads it in its own time. `verify(tasks, meanwhile)` is the platform's cryptography (platform.js), and `verifySync(task)` the
 * same of one task where the platform answers at once; without it the engine verifies for `validate` itself. `startPool(size)`
 * answers workers that have the data that was given here (pool.js). `callOf(name)` is the call of `loadStore` that a message tells.
 */
export function createApi({ engine, Memory, needStore = () => {}, loadStore = async (name) => needStore(name), verify = async (tasks) => tasks.map(() => undefined), verifySync, startPool, callOf = (name) => `loadStore("${name}")` }) {
  /** What is known where nothing is remembered. */
  let none = null;
  const nothing = { signatures: () => (none ??= new Memory(0)), reports: null };

  const readReport = reportReader(() => engine().words());

  const ask = (question) => {
    const ready = engine();
    return JSON.parse(callEngine(() => question(ready)));
  };

  /** Asks about a request that rests on these profiles' stores, which must be there. */
  function askAbout(completed, profiles, question) {
    const ready = engine();
    const stores = storesFor(completed, profiles);
    stores.forEach(needStore);
    return callEngine(() => named(stores, callOf, () => question(ready, ...toWire(completed))));
  }

  /**
   * The report on a request. `known`: the signatures and reports that are remembered. `isText`: its canonical text is wanted, not
   * objects.
   */
  function judge(defaults, request, known, isText = false) {
    const completed = readWhole(request, defaults);
    const { loads } = engine();
    const asked = known.reports === null ? null : withoutTime(completed);
    return known.reports?.find(asked, completed.time, loads, isText) ?? judgeAnew(completed, asked, known, isText);
  }

  /** `asked`: the request without its time, where reports are kept. */
  function judgeAnew(completed, asked, known, isText) {
    const profiles = [completed.profile];
    const memory = known.signatures();
    if (verifySync === undefined) {
      const text = askAbout(completed, profiles, (ready, json, parts) => ready.validate(json, parts, memory, isText));
      return keep(known, asked, engine().loads, memory, told(text, memory, isText));
    }
    const job = askAbout(completed, profiles, (ready, json, parts) => ready.start(json, parts, isText));
    const { loads } = engine();
    try {
      for (;;) {
        const tasks = job.step(memory);
        if (tasks.length === 0) return keep(known, asked, loads, job, told(job.report(), job, isText));
        tasks.forEach((task, index) => job.answer(index, verifySync(task), memory));
      }
    } finally {
      job.free();
    }
  }

  async function judgeAsync(defaults, request, known) {
    const completed = readWhole(request, defaults);
    const ready = engine();
    const stores = storesFor(completed, [completed.profile]);
    await Promise.all(stores.map((store) => loadStore(store)));
    const { loads } = ready;
    const asked = known.reports === null ? null : withoutTime(completed);
    const found = known.reports?.find(asked, completed.time, loads, false);
    if (found !== undefined) return found;
    const memory = known.signatures();
    const job = callEngine(() => named(stores, callOf, () => ready.start(...toWire(completed), false)));
    let assumed = null;
    try {
      for (;;) {
        const tasks = job.step(memory);
        if (tasks.length === 0) {
          const text = job.report();
          return keep(known, asked, loads, job, text === undefined ? assumed : told(text, job, false));
        }
        assumed = null;
        const answers = await verify(tasks, () => {
          // The report for the likeliest answers, while the platform looks for the true ones.
          const text = job.assume();
          if (text !== undefined) assumed = told(text, job, false);
        });
        answers.forEach((answer, index) => job.answer(index, answer, memory));
      }
    } finally {
      job.free();
    }
  }

  /** What the engine told last, as its canonical text or as objects; `by` is what made it, and knows its checks. */
  function told(text, by, isText) {
    if (isText) return { answer: text, text, report: null, size: text.length };
    const checks = by.checks();
    const report = () => readReport(text, checks);
    return { answer: report(), text: undefined, report, size: text.length + checks.byteLength };
  }

  /**
   * Answers a report, and keeps it for its span, which is `by`'s, where the data that it rests on, after so many loads, is still
   * the engine's.
   */
  function keep({ reports }, asked, loads, by, { answer, ...kept }) {
    if (engine().loads === loads) reports?.keep(asked, loads, kept, by);
    return answer;
  }

  /** Several validations at a time, their results in the order of the requests. */
  async function* judgeEach(requests, options, defaults, known) {
    const { workers, signal } = readManyOptions(options);
    signal?.throwIfAborted();
    if (!(workers > 0)) return yield* inOrder(requests, signal, LANES, (request) => judgeAsync(defaults, request, known));
    const pool = await startPool(workers);
    try {
      yield* inOrder(requests, signal, workers * 4, async (request) => pool.validate(readWhole(request, defaults)));
    } finally {
      await pool.terminate();
    }
  }

  async function* validateEach(requests, options) {
    engine();
    const memory = new Memory();
    try {
      yield* judgeEach(requests, options, {}, { signatures: () => memory, reports: null });
    } finally {
      memory.free();
    }
  }

  function compare(request, profiles) {
    const asked = profiles === undefined ? undefined : readTexts(profiles, "profiles");
    const { profile, ...completed } = readWhole(request);
    return JSON.parse(askAbout(completed, asked ?? Object.keys(DEFAULT_STORES), (ready, json, parts) => ready.compare(json, parts, asked)));
  }

  function timeline(request, range = {}) {
    const ends = readRange(range, "range");
    const completed = readWhole(request);
    const profiles = completed.profile === undefined ? Object.keys(DEFAULT_STORES) : [completed.profile];
    return JSON.parse(askAbout(completed, profiles, (ready, json, parts) => ready.timeline(json, parts, JSON.stringify(ends))));
  }

  function bundle(request) {
    const completed = readWhole(request);
    return JSON.parse(askAbout(completed, [completed.profile], (ready, json, parts) => ready.bundle(json, parts)));
  }

  function diff(a, b) {
    const [inA, inB] = [readInput(a, "a"), readInput(b, "b")];
    return ask((ready) => ready.diff(inA, inB));
  }

  function inspect(input) {
    const parts = readInput(input, "input");
    return ask((ready) => ready.inspect(parts));
  }

  function describe(id) {
    const text = readText(id, "The check's id");
    return ask((ready) => ready.describe(text));
  }

  class Validator {
    #defaults;
    #memory = null;
    #known;
    /** Calls under way: what they use is freed when the last has ended. */
    #running = 0;

    constructor(defaults = {}) {
      const { cacheSize, ...request } = readDefaults(defaults, "The defaults");
      this.#defaults = request;
      this.#known = { signatures: () => (this.#memory ??= new Memory(cacheSize)), reports: new KeptReports(cacheSize) };
    }

    validate(request) {
      return judge(this.#inUse(), request, this.#known);
    }

    validateJson(request) {
      return judge(this.#inUse(), request, this.#known, true);
    }

    async validateAsync(request) {
      const defaults = this.#begin();
      try {
        return await judgeAsync(defaults, request, this.#known);
      } finally {
        this.#end();
      }
    }

    async *validateEach(requests, options) {
      const defaults = this.#begin();
      try {
        yield* judgeEach(requests, options, defaults, this.#known);
      } finally {
        this.#end();
      }
    }

    async validateMany(requests, options) {
      return all(this.validateEach(requests, options));
    }

    free() {
      this.#defaults = null;
      this.#release();
    }

    #inUse() {
      if (this.#defaults === null)
        throw new CertlensError("request-invalid", "This Validator was freed; make a new one.");
      return this.#defaults;
    }

    #begin() {
      const defaults = this.#inUse();
      this.#running += 1;
      return defaults;
    }

    #end() {
      this.#running -= 1;
      this.#release();
    }

    #release() {
      if (this.#defaults !== null || this.#running > 0) return;
      this.#memory?.free();
      this.#memory = null;
      this.#known.reports.clear();
    }
  }

  return {
    validate: (request) => judge({}, request, nothing),
    validateJson: (request) => judge({}, request, nothing, true),
    validateAsync: (request) => judgeAsync({}, request, nothing),
    validateEach,
    validateMany: (requests, options) => all(validateEach(requests, options)),
    compare,
    timeline,
    bundle,
    diff,
    inspect,
    describe,
    checkIds: () => ask((ready) => ready.checkIds()),
    Validator,
  };
}

/** The package's stores that a request rests on under these profiles: whom it trusts, and the profiles' other data. */
function storesFor({ trust }, profiles) {
  const byDefault = profiles.map((profile) => DEFAULT_STORES[profile ?? DEFAULT_PROFILE]);
  const stores = [...byDefault, trust.store].filter((store) => STORES.includes(store));
  return [...new Set(stores)];
}

/** What `call` answers; where it lacks data, the error says which, and how to load what the request rests on. */
function named(stores, callOf, call) {
  try {
    return call();
  } catch (error) {
    if (error?.code !== "data-not-loaded" || stores.length === 0) throw error;
    const calls = stores.map((store) => `await ${callOf(store)}`);
    const message = `${error.message} Call \`${calls.join("; ")}\` first.`;
    throw Object.assign(new Error(message), { code: "data-not-loaded" });
  }
}

/** Whether it gives requests, at once or in its own time; a text would give letters. */
const isIterable = (value) => typeof value !== "string" && typeof (value?.[Symbol.asyncIterator] ?? value?.[Symbol.iterator]) === "function";

/** All results of such work, in a list. */
export async function all(results) {
  const list = [];
  for await (const result of results) list.push(result);
  return list;
}

/**
 * The results of `work` on each request, in the requests' order; at most `most` are under way, or wait for one before them. A request is
 * read when there is room for it. Misuse is a result; anything else that is thrown ends it all.
 */
export async function* inOrder(requests, signal, most, work) {
  if (!isIterable(requests)) throw wrongType("requests", "an iterable of requests", requests);
  const iterator = requests[Symbol.asyncIterator]?.() ?? requests[Symbol.iterator]();
  /** The next request, while it is read, and the results that are to come; all as `settled` has them. */
  let next = null;
  const results = [];
  let isAtEnd = false;
  let turn = Date.now();
  let abort = () => {};
  const onAbort = () => abort();
  signal?.addEventListener("abort", onAbort);
  try {
    for (;;) {
      signal?.throwIfAborted();
      if (!isAtEnd && results.length < most) next ??= settled(async () => iterator.next());
      if (next === null && results.length === 0) return;
      const { read, result } = await new Promise((resolve) => {
        abort = () => resolve({});
        next?.then((read) => resolve({ read }));
        results[0]?.then((result) => resolve({ result }));
      });
      if (read !== undefined) {
        isAtEnd = "thrown" in read || read.value.done === true;
        if ("thrown" in read) results.push(next); // in its turn
        else if (!isAtEnd) results.push(settled(() => work(read.value.value).catch(misuse)));
        next = null;
      } else if (result !== undefined) {
        if ("thrown" in result) throw result.thrown;
        results.shift();
        yield result.value;
      }
      if (Date.now() - turn > TURN) {
        await new Promise((resolve) => setTimeout(resolve));
        turn = Date.now();
      }
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    // So that a generator can close what it reads. What it throws comes of what went wrong first.
    const closed = settled(async () => isAtEnd || (await iterator.return?.()));
    if (next === null) await closed; // a generator that waits for what it reads cannot be closed before
    await Promise.all(results);
  }
}

/** The `value` that `work` answers, or what is `thrown`. */
async function settled(work) {
  try {
    return { value: await work() };
  } catch (thrown) {
    return { thrown };
  }
}

function misuse(error) {
  if (error instanceof CertlensError) return error;
  throw error;
}

/**
 * The bytes of what `loadStore` was given: bytes, a Response, or a string or URL, for which `open` answers one of these
 * or a promise of it. `name` and `expected` are for the message where it is none.
 */
export async function readData(source, open, name = "data", expected = "bytes, a Response, a URL or path, or an object of these by the files' names") {
  const data = isAddress(source) ? await open(source) : source;
  if (typeof data?.arrayBuffer !== "function") return readBytes(data, name, expected);
  if (data.ok === false) throw new Error(`the answer from ${data.url || (isAddress(source) ? source : "the server")} was ${data.status}`);
  return new Uint8Array(await data.arrayBuffer());
}

/** Whether what was given says where the data is, and is not the data. */
export const isAddress = (source) => typeof source === "string" || source instanceof URL;

/** The calls of `loadStore` that give files again, out of a Map of [store, bytes] by file. */
export const callsFor = (given) => [...given].map(([file, [store, bytes]]) => [store, { [file]: bytes }]);

/** What `loadStore` throws for what went wrong: misuse as it is, all else as `data-not-loaded` with its cause. */
export function storeFailed(store, cause) {
  if (cause instanceof CertlensError) return cause;
  return new CertlensError("data-not-loaded", `The store "${store}" could not be loaded: ${cause?.message ?? cause}`, {
    cause,
  });
}
