/**
 * As "certlens", with the engine inside: `init()` fetches nothing; `loadStore` is given the data. In Node too `init` is needed,
 * nothing is read by itself, and an address is one that `fetch` takes: no path and no file: URL. `validateMany` starts no workers:
 * with `workers` it is refused (`combination-invalid`).
 */
export * from "./index.js";
export { default } from "./index.js";
