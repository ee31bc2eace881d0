/** As "certlens", with the engine inside: `init()` fetches nothing; `loadStore` is given the data. */
export * from "./index.js";
export { default } from "./index.js";
