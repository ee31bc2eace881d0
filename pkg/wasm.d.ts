/**
 * The engine's module, as Cloudflare's wrangler and others that compile .wasm files make it of this import: for `initSync` or `init` of
 * "certlens/slim".
 */
import type {} from "./index.js"; // declares WebAssembly.Module where no library does

declare const module: WebAssembly.Module;
export default module;
