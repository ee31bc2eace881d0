/**
 * Workers that judge. Knows messages, not how a worker is started: that differs between browsers (worker.js) and Node
 * (worker-node.js). What a worker does with them is in thread.js.
 */
import { LANES, all, inOrder } from "./core.js";
import { CertlensError } from "./errors.js";
import { filesOf, readBytes, readInput, readManyOptionsInWorker, readRange, readStoreName, readText, readTexts, readWhole } from "./request.js";

/** How each function's arguments are read before they are sent: a message carries data, not the objects they came from. */
const FUNCTIONS = {
  validate: (request) => [readWhole(request)],
  validateJson: (request) => [readWhole(request)],
  validateAsync: (request) => [readWhole(request)],
  compare: (request, profiles) => [readWhole(request), profiles === undefined ? undefined : readTexts(profiles, "profiles")],
  timeline: (request, range = {}) => [readWhole(request), unread(readRange(range, "range"))],
  bundle: (request) => [readWhole(request)],
  diff: (a, b) => [readInput(a, "a"), readInput(b, "b")],
  inspect: (input) => [readInput(input, "input")],
  describe: (id) => [readText(id, "The check's id")],
  checkIds: () => [],
  loadStore: (name, data) => [readStoreName(name, "The store's name"), data === undefined ? undefined : readFiles(name, data)],
};

const readFiles = (store, data) => Object.fromEntries(filesOf(store, data).map(([file, bytes]) => [file, readBytes(bytes, "data")]));
const unread = (ends) => Object.fromEntries(Object.entries(ends).map(([end, wire]) => [end, ...Object.values(wire)]));

/**
 * The package's functions, as promises of what one worker answers. `port` has `post(message)`, `terminate()`, and calls
 * what `listen(onMessage, onFailure)` was given.
 */
export function connect(port) {
  const calls = new Map();
  let next = 0;
  let broken = null;

  port.listen(
    ({ id, answer, error, misuse }) => {
      const call = calls.get(id);
      calls.delete(id);
      if (misuse !== undefined) call?.reject(new CertlensError(misuse, error));
      else if (error !== undefined) call?.reject(new Error(error));
      else call?.resolve(answer);
    },
    (failure) => {
      broken = failure;
      for (const { reject } of calls.values()) reject(failure);
      calls.clear();
    },
  );

  const call = (name) => async (...args) => {
    if (broken !== null) throw broken;
    const message = { id: next, name, args: FUNCTIONS[name](...args) };
    next += 1;
    return new Promise((resolve, reject) => {
      calls.set(message.id, { resolve, reject });
      port.post(message);
    });
  };

  const functions = Object.fromEntries(Object.keys(FUNCTIONS).map((name) => [name, call(name)]));

  /** The requests are read on this side: a message carries no iterator. */
  async function* validateEach(requests, options) {
    const { signal } = readManyOptionsInWorker(options);
    yield* inOrder(requests, signal, LANES, functions.validateAsync);
  }

  return {
    ...functions,
    validateEach,
    validateMany: (requests, options) => all(validateEach(requests, options)),
    async terminate() {
      broken = new Error("This worker was terminated.");
      for (const { reject } of calls.values()) reject(broken);
      calls.clear();
      await port.terminate();
    },
  };
}

/** Workers that share the work: each request goes to the next one. `calls` of `loadStore` come before the first. */
export async function createPool(start, size, calls) {
  const workers = Array.from({ length: size }, start);
  const terminate = () => Promise.all(workers.map((worker) => worker.terminate()));
  let turn = 0;
  try {
    await Promise.all(workers.map(async (worker) => {
      for (const call of calls) await worker.loadStore(...call);
    }));
  } catch (error) {
    await terminate();
    throw error;
  }
  return {
    validate(request) {
      turn = (turn + 1) % size;
      return workers[turn].validateAsync(request);
    },
    terminate,
  };
}
