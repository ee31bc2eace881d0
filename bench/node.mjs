/** Measures in Node and prints the report, docs/benchmarks.md. `cargo xtask bench` runs it. */
import { execFileSync } from "node:child_process";
import { createPublicKey, verify as nodeVerify, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as certlens from "../pkg/node.js";
import { measure } from "./measure.mjs";
import { PEERS } from "./peers.mjs";

const file = process.argv[2];
const data = JSON.parse(readFileSync(file, "utf8"));
const time = new Date(data.time);
const request = ({ certificates, root }) => ({
  certificates, hostname: data.hostname, time: data.time, profile: "rfc5280", trust: { store: "none", anchors: root },
});
const must = ({ verdict, summary }) => {
  if (verdict !== "trusted") throw new Error(summary);
};
const print = (text = "") => console.log(text);
const ms = (value) => value.toFixed(value < 10 ? 2 : 1);
const times = (peer, own) => `${(peer / own).toFixed(1)} ×`;

const chains = { "EC (P-256, P-256, P-384 root)": data.ec, "RSA (2048, 2048, 4096 root)": data.rsa, "EC, leaf with 200 names": data.names };
print("# Benchmarks");
print();
print("Written by `cargo xtask bench`. Milliseconds are medians of a second's runs after a warm-up, in one process: parse the");
print("chain, verify its signatures, judge it. certlens also makes its whole report; its peers answer yes or no.");
print();
print(`Node ${process.version}, ${cpus()[0].model}. ${versions()}.`);
print();
print("## Once, nothing known before");
print();
print("| chain | certlens `validate` | `validateAsync` | " + Object.keys(PEERS).join(" | ") + " |");
print("|---|---|---|" + "---|".repeat(Object.keys(PEERS).length));
const figures = {};
for (const [name, chain] of Object.entries(chains)) {
  const cold = await measure(() => must(certlens.validate(request(chain))));
  const later = await measure(async () => must(await certlens.validateAsync(request(chain))));
  const peers = {};
  for (const [peer, verify] of Object.entries(PEERS)) {
    try {
      peers[peer] = await measure(() => verify(chain, time));
    } catch {
      peers[peer] = null; // it does not know the algorithm
    }
  }
  figures[name] = { cold, later, peers };
  const cells = Object.values(peers).map((peer) => (peer === null ? "–" : `${ms(peer.median)} (${times(peer.median, cold.median)})`));
  print(`| ${name} | ${ms(cold.median)} | ${ms(later.median)} | ${cells.join(" | ")} |`);
}
print();
print("In brackets: how many times longer than `validate`.");
print();
print("## Against the platform's bare calls");
print();
print("| chain | keys read and signatures verified by node:crypto, at the same time | `validateAsync` |");
print("|---|---|---|");
for (const [name, chain] of Object.entries(chains).slice(0, 2)) {
  const tasks = bareTasks(chain);
  const bare = await measure(() => Promise.all(tasks.map(bareVerify)));
  print(`| ${name} | ${ms(bare.median)} | ${ms(figures[name].later.median)} |`);
}
print();
print("## Again, and many");
print();
const pkijs = figures[Object.keys(chains)[0]].peers["PKI.js"].median;
const validator = new certlens.Validator(request(data.ec));
const again = await measure((count) => must(validator.validate({ time: time.getTime() + count * 1000 })));
print(`- The EC chain again through a \`Validator\`, at another time: ${ms(again.median)} ms, ${times(pkijs, again.median)} faster than PKI.js.`);
const leaves = data.many.leaves.map(({ leaf, hostname, intermediate }) => ({
  ...request({ certificates: [leaf, data.many.intermediates[intermediate]], root: data.many.root }), hostname,
}));
const start = performance.now();
(await certlens.validateMany(leaves)).forEach(must);
const each = (performance.now() - start) / leaves.length;
print(`- 1,000 leaves below ten intermediates through \`validateMany\`: ${ms(each)} ms each, ${times(pkijs, each)} faster than PKI.js.`);
const cold = (who) => median(Array.from({ length: 7 }, () => Number(execFileSync(process.execPath, [fileURLToPath(new URL("cold.mjs", import.meta.url)), who, file]))));
const [ownStart, peerStart] = [cold("certlens"), cold("pkijs")];
print(`- Import to first verdict in a new process: ${ms(ownStart)} ms; PKI.js ${ms(peerStart)} ms (${times(peerStart, ownStart)}).`);
print();
print("## Growth");
print();
print("| names in the leaf | ms | | certificates in the bundle | ms | | anchors | ms |");
print("|---|---|---|---|---|---|---|---|");
const sans = [];
for (const { count, chain } of data.sans) sans.push([count, (await measure(() => must(certlens.validate(request(chain))), { seconds: 0.3, least: 5 })).median]);
const bundles = [];
for (const count of [1, 10, 50, 100, 200]) {
  const chain = { ...data.ec, certificates: [...data.ec.certificates, ...data.crowd.slice(0, count)] };
  bundles.push([count, (await measure(() => must(certlens.validate(request(chain))), { seconds: 0.3, least: 5 })).median]);
}
const anchors = [];
for (const count of [1, 10, 100, 500, 1000]) {
  const chain = { ...data.ec, root: [data.ec.root, ...data.crowd.slice(0, count - 1)] };
  anchors.push([count, (await measure(() => must(certlens.validate(request(chain))), { seconds: 0.3, least: 5 })).median]);
}
for (let row = 0; row < 5; row += 1) print(`| ${[sans[row], bundles[row], anchors[row]].map(([count, time]) => `${count} | ${ms(time)}`).join(" | | ")} |`);
print();
print("## Size and memory");
print();
const wasm = readFileSync(new URL("../pkg/dist/certlens_bg.wasm", import.meta.url));
print(`- The engine: ${wasm.length} bytes, ${gzipSync(wasm, { level: 9 }).length} with gzip, ${brotliCompressSync(wasm).length} with brotli.`);
const small = new certlens.Validator({ ...request(data.ec), cacheSize: 64 });
const used = [];
for (let count = 0; count < 20_000; count += 1) {
  small.validateJson({ time: time.getTime() + count });
  if (count % 5_000 === 4_999) used.push((process.memoryUsage().arrayBuffers / 1e6).toFixed(1));
}
print(`- Buffers in MB after 5,000, 10,000, 15,000 and 20,000 validations: ${used.join(", ")}.`);

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function versions() {
  const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8")).packages;
  const names = ["pkijs", "@peculiar/x509", "node-forge", "jsrsasign"];
  return names.map((name) => `${name} ${lock[`node_modules/${name}`].version}`).join(", ");
}

/** What certlens asks of the platform for a chain, made by hand from Node's own reading of it. */
function bareTasks({ certificates, root }) {
  const chain = [...certificates, root].map((pem) => new X509Certificate(pem));
  return chain.slice(0, -1).map((certificate, index) => {
    const [tbs, signature, hash] = parts(certificate.raw);
    return { key: chain[index + 1].publicKey.export({ type: "spki", format: "der" }), tbs, signature, hash };
  });
}

/** TBSCertificate, signature and hash of a Certificate. */
function parts(raw) {
  const read = (at) => {
    const first = raw[at + 1];
    const [size, head] = first < 0x80 ? [first, 2] : first === 0x81 ? [raw[at + 2], 3] : [raw.readUInt16BE(at + 2), 4];
    return { start: at, content: at + head, end: at + head + size };
  };
  const outer = read(0);
  const tbs = read(outer.content);
  const algorithm = read(tbs.end);
  const signature = read(algorithm.end);
  // The last byte of ecdsa-with-SHA256 … and sha256WithRSAEncryption … tells the hash.
  const oid = read(algorithm.content);
  const hash = { 2: "sha256", 3: "sha384", 4: "sha512", 11: "sha256", 12: "sha384", 13: "sha512" }[raw[oid.end - 1]];
  return [raw.subarray(tbs.start, tbs.end), raw.subarray(signature.content + 1, signature.end), hash];
}

function bareVerify({ key, tbs, signature, hash }) {
  return new Promise((resolve, reject) => {
    nodeVerify(hash, tbs, createPublicKey({ key, format: "der", type: "spki" }), signature, (error, isValid) =>
      error || !isValid ? reject(error ?? new Error("not verified")) : resolve(),
    );
  });
}
