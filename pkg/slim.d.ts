/**
 * As "certlens", but nothing is loaded by itself: `init` or `initSync` is given the engine, `loadStore` the data, in Node too, where
 * an address is one that `fetch` takes: no path and no file: URL. `validateMany` starts no workers: with `workers` it is refused
 * (`combination-invalid`).
 */
export * from "./index.js";
export { default } from "./index.js";
