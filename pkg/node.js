/**
 * The entry for Node: the engine is ready on import, a store is read from the package when a request first rests on it.
 * No top-level await, so that `require("certlens")` works too. What few need is imported when it is needed: a process that judges
 * one certificate does little else than load this.
 */
import { readFileSync } from "node:fs";
import { Engine, Memory, initSync as instantiate } from "./dist/certlens.js";
import { DATA_FILES, callsFor, createApi, readData, storeFailed } from "./core.js";
import { CertlensError, callEngine } from "./errors.js";
import { verify, verifySync } from "./platform-node.js";
import { filesOf, readStoreName } from "./request.js";

try {
  instantiate({ module: readFileSync(new URL("./dist/certlens_bg.wasm", import.meta.url)) });
} catch (cause) {
  const message = `The engine could not be loaded: ${cause.message}. Where a program was bundled, certlens must be left out of the bundle, as esbuild does with --external:certlens.`;
  throw new CertlensError("not-initialized", message, { cause });
}
const engine = new Engine();
const loaded = new Set();
/** What files were given: for which store, and their bytes. Workers get the same. */
const given = new Map();

/** The data files by the name that the engine knows them by. Written out so that webpack finds them for a server, and
 * here again, not in files.js: a module more is nearly a millisecond of a cold start. */
const FILES = {
  chrome: new URL("./stores/chrome.roots", import.meta.url),
  mozilla: new URL("./stores/mozilla.roots", import.meta.url),
  "public-suffix-list": new URL("./stores/public-suffixes.psl", import.meta.url),
  "ct-logs": new URL("./stores/ct-logs.data", import.meta.url),
  onecrl: new URL("./stores/onecrl.data", import.meta.url),
  "firefox-intermediates": new URL("./stores/firefox-intermediates.data", import.meta.url),
};

export default async function init() {}

export function initSync() {}

export async function loadStore(name, data) {
  const store = readStoreName(name, "The store's name");
  if (data === undefined) return needStore(store);
  try {
    for (const [file, from] of filesOf(store, data)) {
      const bytes = await readData(from, open);
      put(file, bytes);
      given.set(file, [store, bytes]);
    }
  } catch (error) {
    throw storeFailed(store, error);
  }
}

function needStore(store) {
  for (const [name] of DATA_FILES[store]) {
    if (loaded.has(name)) continue;
    try {
      put(name, readFileSync(FILES[name]));
    } catch (error) {
      throw storeFailed(store, error);
    }
  }
}

function put(name, bytes) {
  callEngine(() => engine.load(name, bytes));
  loaded.add(name);
}

/** A string that is no URL is a path, from the working directory. */
async function open(address) {
  if (/^(https?|data|blob):/i.test(address)) return fetch(address);
  const { readFile } = await import("node:fs/promises");
  return readFile(/^file:/i.test(address) ? new URL(address) : address);
}

const startPool = async (size) => (await import("./worker-node.js")).startPool(size, callsFor(given));

const api = createApi({ engine: () => engine, Memory, needStore, verify, verifySync, startPool });

export const { validate, validateJson, validateAsync, validateMany, validateEach, compare, timeline, bundle, diff, inspect, describe, checkIds, Validator } = api;
export { CertlensError };
