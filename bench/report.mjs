/** Writes the figures of node.mjs and browsers.mjs as the generated part of docs/benchmarks.md: `node report.mjs NODE BROWSERS`. */
import { readFileSync } from "node:fs";

const [node, browsers] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const [chromium] = browsers;
const places = [node, ...browsers];
const lines = [];
const print = (text = "") => lines.push(text);
const ms = (value) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
const times = (value) => `${value.toFixed(1)} ×`;
const number = (value) => Math.round(value).toLocaleString("en");
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
for (const place of browsers) place.name = place.name.replace("chrome", "Chromium").replace("firefox", "Firefox");
const short = ({ name }) => name.split(" ")[0];
const ALONE = ", WebAssembly alone";
const CHAINS = { ec: "EC chain (P-256, P-256, P-384 root)", rsa: "RSA chain (2048, 2048, 4096 root)", names: "EC leaf with 200 names" };
const GROWTH = { names: "names in the leaf", certificates: "certificates in the bundle", anchors: "anchors" };

print(`${new Date().toISOString().slice(0, 10)}, ${node.machine}, load average ${node.load.toFixed(1)} while Node was measured.`);
print(`${places.map(({ name }) => name).join(", ")}. Peers: ${node.versions.join(", ")}, and node:crypto as the floor.`);
print();
print("### The aims");
print();
print("| what | where | aim | measured | |");
print("|---|---|---|---|---|");
const aim = (what, where, wanted, measured, isMet) => print(`| ${what} | ${where} | ${wanted} | ${measured} | ${isMet ? "met" : "**not met**"} |`);
const faster = (what, place, wanted, { certlens, "PKI.js": peer }, how = "") =>
  aim(what, short(place) + how, `${wanted} × PKI.js`, `${times(peer / certlens)} (${ms(certlens)}, PKI.js ${ms(peer)})`, peer / certlens >= wanted);
const WANTED = { ec: 1.8, rsa: 3, names: 10 };
for (const [chain, title] of Object.entries(CHAINS)) {
  for (const place of places) faster(`\`validate\`, ${title}`, place, WANTED[chain], place.cold[chain]);
  const { alone, ...cold } = node.cold[chain];
  faster(`\`validate\`, ${title}`, node, WANTED[chain], { ...cold, certlens: alone }, ALONE);
}
for (const chain of ["ec", "rsa"]) {
  for (const place of places) {
    const { certlens, bare } = place.platform[chain];
    const wanted = bare * 1.3 + 0.5;
    aim(`\`validateAsync\` beside the platform's bare calls, ${CHAINS[chain]}`, short(place), `at most 1.3 × ${ms(bare)} + 0.5 ms = ${ms(wanted)}`, ms(certlens), certlens <= wanted);
  }
}
for (const place of places) faster(`\`validateAsync\`, ${CHAINS.ec}`, place, place === node ? 4 : 2.5, place.platform.ec);
for (const place of places) faster("`validateAsync`, intermediate and anchor seen before", place, 6, place.known);
for (const place of places) faster("the same chain through a `Validator`, at another time", place, 40, place.again);
faster("1,000 leaves below ten intermediates, `validateMany`, each", node, 6, { certlens: node.many.validateMany, "PKI.js": node.many["PKI.js"] });
aim("cold start, import to first verdict", "Node", "a quarter of PKI.js", `${times(node.start.certlens / node.start["PKI.js"]).replace(" ×", "")} of it (${ms(node.start.certlens)}, PKI.js ${ms(node.start["PKI.js"])})`, node.start.certlens * 4 <= node.start["PKI.js"]);
aim("size of the engine, brotli", "", "300,000 bytes", `${number(node.size.brotli)} bytes`, node.size.brotli <= 300_000);
const memory = flat(node.memory);
aim(`memory over ${number(node.memory.at(-1).count)} validations`, "Node", "flat", memory.text, memory.isFlat);
for (const [what, title] of Object.entries(GROWTH)) {
  const { text, isLinear } = linear(node.growth[what]);
  aim(`cost by ${title}`, "Node", "linear", text, isLinear);
}
const { chain, bundle } = chromium.paste;
aim("from paste to verdict in a warm page, three certificates", "Chromium", "under 100 ms", `${ms(chain.median)}, at worst ${ms(chain.worst)} (${chain.times} times)`, chain.median < 100);
aim("from paste to verdict in a warm page, 200 certificates", "Chromium", "under 2,000 ms", `${ms(bundle.median)}; the page stood still for at most ${ms(bundle.still)}`, bundle.median < 2_000);
const { load, copy } = chromium.visit;
aim("first load of the page, brotli, without root lists", "Chromium", "400,000 bytes", `${number(load)} bytes; ${number(copy)} more, afterwards, for the copy that opens without a network`, load < 400_000);
print();
print("### Nothing known before");
print();
print("`validate`: in Node, node:crypto verifies; in browsers, and where it says so, WebAssembly. In brackets: how many times as");
print("long as certlens.");
const names = Object.keys(node.cold.rsa).filter((name) => !["certlens", "alone"].includes(name));
for (const [chain, title] of Object.entries(CHAINS)) {
  print();
  print(`| ${title} | certlens | ${names.join(" | ")} |`);
  print(`|---|---|${"---|".repeat(names.length)}`);
  const row = (where, found, own) => {
    const cells = names.map((name) => (found[name] === undefined ? "–" : `${ms(found[name])} (${times(found[name] / own)})`));
    print(`| ${where} | ${ms(own)} | ${cells.join(" | ")} |`);
  };
  row(short(node), node.cold[chain], node.cold[chain].certlens);
  row(short(node) + ALONE, node.cold[chain], node.cold[chain].alone);
  for (const place of browsers) row(short(place), place.cold[chain], place.cold[chain].certlens);
}
print();
print("### 1,000 leaves below ten intermediates");
print();
print("| | each |");
print("|---|---|");
print(`| \`validateMany\`, the platform verifies | ${ms(node.many.validateMany)} |`);
print(`| \`Validator.validate\`, all in WebAssembly, on one thread | ${ms(node.many.alone)} (PKI.js ${times(node.many["PKI.js"] / node.many.alone)}) |`);
print(`| PKI.js | ${ms(node.many["PKI.js"])} |`);
print();
print("### Growth");
print();
print("Through a `Validator` that knows the signatures, each time another request, so that only what grows is seen.");
print();
const tables = Object.entries(GROWTH).map(([what, title]) => [title, Object.entries(node.growth[what])]);
print(`| ${tables.map(([title]) => `${title} | `).join(" | | ")} |`);
print("|---|---|---|---|---|---|---|---|");
for (let row = 0; row < 5; row += 1) print(`| ${tables.map(([, rows]) => `${number(rows[row][0])} | ${ms(rows[row][1])}`).join(" | | ")} |`);
print();
print("### Size and memory");
print();
print(`The engine: ${number(node.size.raw)} bytes, ${number(node.size.gzip)} with gzip, ${number(node.size.brotli)} with brotli.`);
print();
print("| validations | JavaScript's heap, MB | beside it, MB | WebAssembly's memory, MB |");
print("|---|---|---|---|");
for (const { count, heap, external, wasm } of node.memory) print(`| ${number(count)} | ${megabytes(heap)} | ${megabytes(external)} | ${megabytes(wasm)} |`);
console.log(lines.join("\n"));

/** From the second moment on, when all is warm: the same WebAssembly memory, and a heap that does not grow by a tenth. */
function flat(moments) {
  const [, early] = moments;
  const last = moments.at(-1);
  const isFlat = last.wasm === early.wasm && last.heap + last.external <= (early.heap + early.external) * 1.1;
  return { isFlat, text: `${megabytes(early.heap + early.external)} MB after ${number(early.count)}, ${megabytes(last.heap + last.external)} MB at the end; WebAssembly ${megabytes(early.wasm)} and ${megabytes(last.wasm)} MB` };
}

/** Whether the last step's slope is at most half as steep again as the middle's. */
function linear(table) {
  const points = Object.entries(table).map(([count, time]) => [Number(count), time]);
  const slope = ([fromCount, from], [toCount, to]) => ((to - from) / (toCount - fromCount)) * 1000;
  const [before, after] = [slope(points.at(-3), points.at(-2)), slope(points.at(-2), points.at(-1))];
  return { isLinear: after <= before * 1.5, text: `${before.toFixed(1)} µs for each from ${number(points.at(-3)[0])} to ${number(points.at(-2)[0])}, then ${after.toFixed(1)} µs` };
}
