/** Measures in Node and writes the figures: `node node.mjs CHAINS VALIDATIONS FIGURES`. `cargo xtask bench` runs it. */
import { execFileSync } from "node:child_process";
import { createPublicKey, verify } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as certlens from "../pkg/node.js";
import * as alone from "../pkg/testing/alone.js";
import { contest, must, request } from "./contest.mjs";
import { median, race } from "./measure.mjs";
import { NOT_EC, PEERS } from "./peers.mjs";

const [file, validations, written] = process.argv.slice(2);
const data = JSON.parse(readFileSync(file, "utf8"));
const time = new Date(data.time);
const own = (name) => fileURLToPath(new URL(name, import.meta.url));
const node = (...args) => execFileSync(process.execPath, args, { encoding: "utf8" });

const figures = {
  name: `Node ${process.version}`,
  machine: `${cpus().length} cores (${cpus()[0].model})`,
  versions: versions(),
  ...(await contest({ certlens, alone, data, verifyBare, peers: PEERS, notEc: NOT_EC, slice: 0 })),
  many: await many(),
  start: start(),
  growth: await growth(),
  memory: JSON.parse(node("--expose-gc", own("memory.mjs"), file, validations)),
  size: size(),
  load: loadavg()[2],
};
writeFileSync(written, JSON.stringify(figures));

/** The versions of the lock file. */
function versions() {
  const { packages } = JSON.parse(readFileSync(own("package-lock.json"), "utf8"));
  return ["pkijs", "@peculiar/x509", "node-forge", "jsrsasign"].map((name) => `${name} ${packages[`node_modules/${name}`].version}`);
}

/** node:crypto's calls, as bare as WebCrypto's in der.mjs: it is what the package asks in Node. */
function verifyBare(tasks) {
  return Promise.all(tasks.map(({ name, key, hash, message, signature }) => new Promise((resolve, reject) => {
    const read = createPublicKey({ key: Buffer.from(key), format: "der", type: "spki" });
    const options = name === "ECDSA" ? { dsaEncoding: "ieee-p1363" } : {};
    verify(hash.replace("-", "").toLowerCase(), message, { key: read, ...options }, signature, (error, isValid) =>
      isValid ? resolve() : reject(error ?? new Error("not verified")));
  })));
}

/** A thousand leaves below ten intermediates, each leaf once: milliseconds a leaf. */
async function many() {
  const leaves = data.many.leaves.map(({ leaf, hostname, intermediate }) => {
    const chain = { certificates: [leaf, data.many.intermediates[intermediate]], root: data.many.root };
    return { chain, asked: { ...request(chain, data), hostname } };
  });
  const runs = {
    validateMany: async () => (await certlens.validateMany(leaves.map(({ asked }) => asked))).forEach(must),
    alone() {
      const validator = new alone.Validator();
      for (const { asked } of leaves) must(validator.validate(asked));
      validator.free();
    },
    async "PKI.js"() {
      for (const { chain } of leaves) await PEERS["PKI.js"](chain, time);
    },
  };
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let round = 0; round < 5; round += 1) {
    for (const [name, run] of Object.entries(runs)) {
      const begin = performance.now();
      await run();
      times[name].push((performance.now() - begin) / leaves.length);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, found]) => [name, median(found)]));
}

/** From import to the first verdict, each in a process of its own, in turn. */
function start() {
  const times = { certlens: [], "PKI.js": [] };
  for (let round = 0; round < 15; round += 1) {
    times.certlens.push(Number(node(own("cold.mjs"), "certlens", file)));
    times["PKI.js"].push(Number(node(own("cold.mjs"), "pkijs", file)));
  }
  return Object.fromEntries(Object.entries(times).map(([name, found]) => [name, median(found)]));
}

/** Milliseconds by the size of one thing, with the signatures known: it is what grows that is looked at. */
async function growth() {
  const chains = {
    names: data.sans.map(({ count, chain }) => [count, chain]),
    // The intermediate is an anchor here, so that one certificate is enough.
    certificates: [1, 10, 50, 100, 200].map((count) => [count, { certificates: [...data.ec.certificates, ...data.crowd].slice(0, count), root: data.ec.certificates[1] }]),
    anchors: [1, 10, 100, 500, 1_000].map((count) => [count, { ...data.ec, root: [data.ec.root, ...data.crowd.slice(0, count - 1)] }]),
  };
  const tables = {};
  for (const [name, sizes] of Object.entries(chains)) {
    const validator = new certlens.Validator();
    // A bound that no path meets makes it another request each time: a report that is only given again tells of no growth.
    const judged = (chain) => (call) => must(validator.validate({ ...request(chain, data), maxIntermediates: 100 + call }));
    tables[name] = await race(Object.fromEntries(sizes.map(([count, chain]) => [count, judged(chain)])));
  }
  return tables;
}

function size() {
  const wasm = readFileSync(own("../pkg/dist/certlens_bg.wasm"));
  return { raw: wasm.length, gzip: gzipSync(wasm, { level: 9 }).length, brotli: brotliCompressSync(wasm).length };
}
