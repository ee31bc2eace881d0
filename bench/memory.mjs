/**
 * Whether memory stays flat: `node --expose-gc memory.mjs FILE COUNT` validates so often through one Validator, a tenth of
 * them a leaf that it must verify, half of them a report that it gives again, and prints at ten moments what is held after a
 * collection, as JSON.
 */
import { readFileSync } from "node:fs";
import { Validator } from "../pkg/node.js";
import { initSync } from "../pkg/dist/certlens.js";

const [file, total] = [process.argv[2], Number(process.argv[3])];
const { many, time } = JSON.parse(readFileSync(file, "utf8"));
const { memory } = initSync(); // the instance that the package made
const start = Date.parse(time);
// It remembers far fewer signatures and reports than there are leaves, so that it forgets all the time.
const validator = new Validator({ profile: "rfc5280", trust: { store: "none", anchors: many.root }, cacheSize: 64 });
const moments = [];
for (let count = 0; count < total; count += 1) {
  const { leaf, hostname, intermediate } = many.leaves[Math.floor(count / 10) % many.leaves.length];
  const request = { certificates: [leaf, many.intermediates[intermediate]], hostname, time: start + count, maxIntermediates: 10 + (count % 5) };
  // Once in a hundred, the platform verifies.
  const { verdict, summary } = count % 100 === 0 ? await validator.validateAsync(request) : validator.validate(request);
  if (verdict !== "trusted") throw new Error(summary);
  if ((count + 1) % Math.floor(total / 10) === 0) {
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    moments.push({ count: count + 1, heap: heapUsed, external, wasm: memory.buffer.byteLength });
  }
}
console.log(JSON.stringify(moments));
