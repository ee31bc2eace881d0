/**
 * The entry for Node: the engine is ready on import, a store is read from the package when a request first names it.
 * No top-level await, so that `require("certlens")` works too.
 */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Engine, initSync } from "./dist/certlens.js";
import { DATA_FILES, createApi, readData, storeFailed } from "./core.js";
import { CertlensError, callEngine } from "./errors.js";
import { readStoreName } from "./request.js";

initSync({ module: readFileSync(new URL("./dist/certlens_bg.wasm", import.meta.url)) });
const engine = new Engine();
const loaded = new Set();

export default async function init() {}

export async function loadStore(name, data) {
  const store = readStoreName(name, "The store's name");
  if (data === undefined) return needStore(store);
  try {
    put(store, await readData(data, open));
  } catch (error) {
    throw storeFailed(store, error);
  }
}

function needStore(store) {
  for (const [name, file] of DATA_FILES[store]) {
    if (loaded.has(name)) continue;
    try {
      put(name, readFileSync(new URL(`./stores/${file}`, import.meta.url)));
    } catch (error) {
      throw storeFailed(store, error);
    }
  }
}

function put(store, bytes) {
  callEngine(() => engine.load(store, bytes));
  loaded.add(store);
}

/** A string that is no URL is a path, from the working directory. */
function open(address) {
  if (/^https?:/i.test(address)) return fetch(address);
  return readFile(/^file:/i.test(address) ? new URL(address) : address);
}

export const { validate, validateJson, inspect, describe, checkIds, Validator } = createApi({
  engine: () => engine,
  needStore,
});

export { CertlensError };
