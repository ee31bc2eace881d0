// An ES module as a user of the package writes it. It prints what consumer.test.js expects.
import { readFileSync } from "node:fs";
import init, { CertlensError, validate } from "certlens";
import manifest from "certlens/package.json" with { type: "json" };

await init();
const { verdict } = validate(JSON.parse(readFileSync("request.json", "utf8")));
try {
  validate({ certificates: [] });
} catch (error) {
  const wasm = import.meta.resolve("certlens/dist/certlens_bg.wasm").endsWith("/certlens_bg.wasm");
  const store = import.meta.resolve("certlens/stores/chrome.roots").endsWith("/stores/chrome.roots");
  console.log(manifest.name, verdict, error instanceof CertlensError, error.code, wasm, store);
}
