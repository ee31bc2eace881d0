// Milliseconds in WebAssembly for each input made to take long, the report as JSON included. The inputs are those of
// tests/pathological.rs: `cargo test --test pathological` writes them.
import { validateJson } from "../testing/alone.js";
import { cases, request } from "../testing/pathological.js";

const all = cases();
let slowest = 0;
for (const each of all) {
  const made = request(each);
  const start = process.cpuUsage();
  let bytes;
  try {
    bytes = validateJson(made).length;
  } catch (error) {
    bytes = `${error.code}`;
  }
  const { user, system } = process.cpuUsage(start); // of the processor: the machine may have other things to do
  const milliseconds = (user + system) / 1000;
  slowest = Math.max(slowest, milliseconds);
  console.log(`${milliseconds.toFixed(0).padStart(7)} ms  ${String(bytes).padStart(10)}  ${each.name}`);
}
console.log(`${slowest.toFixed(0).padStart(7)} ms  the slowest of ${all.length}`);
