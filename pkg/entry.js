/**
 * The entries for browsers, workers and edge runtimes: the engine and the stores come from where the entry says, when
 * asked for.
 */
import instantiateLater, { Engine, Memory, initSync as instantiate } from "./dist/certlens.js";
import { DATA_FILES, callsFor, createApi, isAddress, readData, storeFailed } from "./core.js";
import { CertlensError, callEngine } from "./errors.js";
import { verify } from "./platform.js";
import { filesOf, readBytes, readStoreName } from "./request.js";

/**
 * All that an entry exports. `source()` answers the engine where `init` is given none (undefined: it must be given);
 * `data` has the URL of each data file by the name that the engine knows it by; `startPool` as for createApi.
 */
export function createEntry({ source = () => undefined, data = {}, startPool }) {
  let engine = null;
  /** The promise of the running or successful `init`; null before it and after one that failed. */
  let started = null;
  /** The promises of running and successful loads by store. */
  const loads = new Map();
  /** Those of files, which stores share. */
  const files = new Map();
  /** What files were given: for which store, and their bytes. Workers get the same. */
  const given = new Map();

  function init(module) {
    started ??= start(module).catch((error) => {
      started = null;
      throw error;
    });
    return started;
  }

  async function start(module) {
    try {
      const asked = await (module ?? source());
      if (asked === undefined) throw new Error("this entry loads nothing by itself: give its URL, bytes or WebAssembly.Module to `init`");
      const compiled = engineOf(await compile(asked));
      if (engine !== null) return; // `initSync` came first
      try {
        instantiate({ module: compiled });
      } catch {
        // An older Chrome does not do this at once on a page. Then `initSync` cannot come in between either.
        await instantiateLater({ module_or_path: compiled });
      }
      engine ??= new Engine();
    } catch (cause) {
      if (engine === null) throw notLoaded(cause);
    }
  }

  function initSync(module) {
    if (engine !== null) return;
    try {
      instantiate({ module: engineOf(module instanceof WebAssembly.Module ? module : new WebAssembly.Module(readBytes(module, "module"))) });
      engine = new Engine();
    } catch (cause) {
      throw notLoaded(cause);
    }
    started = Promise.resolve();
  }

  async function loadStore(name, from) {
    const store = readStoreName(name, "The store's name");
    if (started === null) throw notInitialized();
    const puts =
      from === undefined
        ? lacking(store).map((file) => files.get(file) ?? put(store, file, data[file]))
        : filesOf(store, from).map(([file, one]) => put(store, file, one));
    await remember(loads, store, Promise.all(puts).then(() => {}));
  }

  /** What a store is loaded with where nothing is given: of an entry that has no files, what was given before. */
  function lacking(store) {
    const names = DATA_FILES[store].map(([file]) => file);
    const known = names.filter((file) => files.has(file) || data[file] !== undefined);
    return known.includes(store) ? known : names;
  }

  /** The calls of `loadStore` that bring a worker's engine to what this one has. */
  function loaded() {
    const whole = Object.keys(DATA_FILES).filter((store) => DATA_FILES[store].every(([file]) => files.has(file)));
    return [...callsFor(given), ...whole.map((store) => [store])];
  }

  /** The call that loads a store: where this entry has no files, with the bytes of each. */
  function callOf(store) {
    const missing = DATA_FILES[store].filter(([file]) => data[file] === undefined);
    const files = missing.map(([file, path]) => `"${file}": bytesOf("certlens/stores/${path}")`);
    return `loadStore("${store}"${files.length > 0 ? `, { ${files.join(", ")} }` : ""})`;
  }

  const put = (store, file, from) => remember(files, file, read(store, file, from));

  /** Keeps a load under its name; one that fails leaves what was there before it. */
  function remember(kept, name, load) {
    const before = kept.get(name);
    kept.set(name, load);
    load.catch(() => {
      if (kept.get(name) !== load) return;
      if (before === undefined) kept.delete(name);
      else kept.set(name, before);
    });
    return load;
  }

  /** Fetches while the engine may still be on its way. */
  async function read(store, file, from) {
    try {
      if (from === undefined) throw new Error(`this entry loads nothing by itself: call \`await ${callOf(store)}\` first`);
      const [bytes] = await Promise.all([readData(from, open), started]);
      callEngine(() => engine.load(file, bytes));
      if (from !== data[file]) given.set(file, [store, bytes]);
    } catch (error) {
      throw storeFailed(store, error);
    }
  }

  const api = createApi({
    engine() {
      if (engine === null) throw notInitialized();
      return engine;
    },
    Memory,
    loadStore: (store) => loads.get(store) ?? loadStore(store), // what was given is enough, as far as it goes
    verify,
    startPool: (size) => startPool(size, loaded()),
    callOf,
  });
  return { init, initSync, loadStore, ...api };
}

/** The module that is asked for: compiled while it arrives, where it is sent as what it is. */
async function compile(asked) {
  if (asked instanceof WebAssembly.Module) return asked;
  const data = isAddress(asked) ? await open(asked) : asked;
  const isStream = data.ok === true && data.headers.get("Content-Type") === "application/wasm" && WebAssembly.compileStreaming !== undefined;
  return isStream ? WebAssembly.compileStreaming(data).catch(naming(data.url)) : WebAssembly.compile(await readData(data, open, "module", "a WebAssembly.Module, bytes, a Response or a URL"));
}

const open = (address) => fetch(address).catch(naming(address));

/** What goes wrong with a file says of which: browsers do not. */
const naming = (address) => (cause) => {
  throw new Error(`${address}: ${cause?.message ?? cause}`, { cause });
};

/** The module, where it is the engine: another one that was instantiated could not be taken back. */
function engineOf(module) {
  if (WebAssembly.Module.exports(module).some(({ name }) => name === "engine_new")) return module;
  throw new Error("the module is not certlens_bg.wasm");
}

function notInitialized() {
  return new CertlensError("not-initialized", "The engine is not ready; call `await init()` first.");
}

function notLoaded(cause) {
  return new CertlensError("not-initialized", `The engine could not be loaded: ${cause?.message ?? cause}`, { cause });
}
