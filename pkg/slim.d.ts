/** As "certlens", but nothing is loaded by itself: `init` or `initSync` is given the engine, `loadStore` the data. */
export * from "./index.js";
export { default } from "./index.js";
