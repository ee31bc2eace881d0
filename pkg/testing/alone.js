/**
 * The package with all its stores and without the platform's cryptography: every signature is verified in WebAssembly, as
 * `validate` does it in browsers. Not published.
 */
import { readFileSync } from "node:fs";
import { DATA_FILES } from "../core.js";
import * as slim from "../slim.js";
import { built } from "./support.js";

slim.initSync(readFileSync(built("dist/certlens_bg.wasm")));
for (const [store, files] of Object.entries(DATA_FILES)) {
  await slim.loadStore(store, Object.fromEntries(files.map(([name, file]) => [name, readFileSync(built(`stores/${file}`))])));
}

export const { validate, validateJson, Validator } = slim;
