/**
 * The entry for browsers, workers and bundlers: the engine and the stores are fetched, when asked for, from where this
 * file lies. The URLs are written out so that bundlers find the files.
 */
import instantiate, { Engine } from "./dist/certlens.js";
import { DATA_FILES, createApi, readData, storeFailed } from "./core.js";
import { CertlensError, callEngine } from "./errors.js";
import { readStoreName } from "./request.js";

const ENGINE_URL = new URL("./dist/certlens_bg.wasm", import.meta.url);
/** By the names that the engine knows the files by, as in core.js's DATA_FILES. */
const DATA_URLS = {
  chrome: new URL("./stores/chrome.roots", import.meta.url),
  mozilla: new URL("./stores/mozilla.roots", import.meta.url),
  "public-suffix-list": new URL("./stores/public-suffixes.psl", import.meta.url),
};

let engine = null;
/** The promise of the running or successful `init`; null before it and after one that failed. */
let started = null;
/** The promises of running and successful loads by store. */
const loads = new Map();

export default function init(module = ENGINE_URL) {
  started ??= start(module).catch((error) => {
    started = null;
    throw error;
  });
  return started;
}

async function start(module) {
  try {
    await instantiate({ module_or_path: module });
  } catch (cause) {
    throw new CertlensError("not-initialized", `The engine could not be loaded: ${cause?.message ?? cause}`, { cause });
  }
  engine = new Engine();
}

export async function loadStore(name, data) {
  const store = readStoreName(name, "The store's name");
  if (started === null) throw notInitialized();
  if (data === undefined && loads.has(store)) return loads.get(store);
  const files = DATA_FILES[store].map(([file]) => file);
  const load = data === undefined ? Promise.all(files.map((file) => put(file, DATA_URLS[file]))) : put(store, data);
  loads.set(store, load);
  try {
    await load;
  } catch (error) {
    if (loads.get(store) === load) loads.delete(store);
    throw error;
  }
}

/** Fetches while the engine may still be on its way. */
async function put(store, source) {
  try {
    const [bytes] = await Promise.all([readData(source, fetch), started]);
    callEngine(() => engine.load(store, bytes));
  } catch (error) {
    throw storeFailed(store, error);
  }
}

export const { validate, validateJson, inspect, describe, checkIds, Validator } = createApi({
  engine() {
    if (engine === null) throw notInitialized();
    return engine;
  },
});

function notInitialized() {
  return new CertlensError("not-initialized", "The engine is not ready; call `await init()` first.");
}

export { CertlensError };
