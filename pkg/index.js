/**
 * The entry for browsers, workers and bundlers: the engine and the stores are fetched, when asked for, from where this
 * file lies. The URLs are written out so that bundlers find the files.
 */
import { createEntry } from "./entry.js";
import { startPool } from "./worker.js";

const entry = createEntry({
  source: () => new URL("./dist/certlens_bg.wasm", import.meta.url),
  data: {
    chrome: new URL("./stores/chrome.roots", import.meta.url),
    mozilla: new URL("./stores/mozilla.roots", import.meta.url),
    "public-suffix-list": new URL("./stores/public-suffixes.psl", import.meta.url),
    "ct-logs": new URL("./stores/ct-logs.data", import.meta.url),
    onecrl: new URL("./stores/onecrl.data", import.meta.url),
    "firefox-intermediates": new URL("./stores/firefox-intermediates.data", import.meta.url),
  },
  startPool,
});

export default entry.init;
export const { initSync, loadStore, validate, validateJson, validateAsync, validateMany, compare, timeline, bundle, diff, inspect, describe, checkIds, Validator } = entry;
export { CertlensError } from "./errors.js";
