/** Signatures by node:crypto, as platform.js does them by WebCrypto, which in Node costs more. */

/** Not by `import`, which reads every export, WebCrypto among them: that is 3 ms of a cold start. Where it cannot be had so (Node before
 * 20.16 and 22.3), every call below fails, and the engine verifies. */
const crypto = process.getBuiltinModule?.("node:crypto") ?? {};
const { KeyObject, constants, createPublicKey, verify: nodeVerify } = crypto;

/** Keys of CAs, read once: by their bytes. The one that was not used for longest goes. */
const keys = new Map();
const MOST_KEYS = 512;

const HASHES = { "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" };

/** The bytes of a point by its curve; the engine offers only points that are not compressed. */
const POINTS = { "P-256": 65, "P-384": 97, "P-521": 133 };

/**
 * Whether each signature is valid, in the tasks' order; undefined: node:crypto cannot tell, and the engine is to verify it. Those
 * that take long are verified in threads, and `meanwhile` is called while they are; for the others a thread would cost more
 * than it saves.
 */
export async function verify(tasks, meanwhile) {
  const inThreads = new Map();
  for (const task of tasks.filter(takesLong)) {
    await importPoint(task);
    inThreads.set(task, verifyInThread(task));
  }
  if (inThreads.size > 0) meanwhile();
  const answers = [];
  for (const task of tasks) {
    if (!inThreads.has(task)) await importPoint(task);
    answers.push(inThreads.get(task) ?? verifySync(task));
  }
  return Promise.all(answers);
}

/** P-384 and P-521 some 0.7 ms, RSA above 3072 bits 0.15; what else is offered, less than it costs to go through a thread. */
function takesLong([algorithm, curve, , , key]) {
  return algorithm === "ECDSA" ? curve !== "P-256" : key.length > 500;
}

/** Whether a signature is valid, as above, at once. */
export function verifySync(task) {
  try {
    return nodeVerify(...inNodesTerms(task));
  } catch {
    return undefined;
  }
}

function verifyInThread(task) {
  return new Promise((resolve) => {
    try {
      nodeVerify(...inNodesTerms(task), (error, isValid) => resolve(error ? undefined : isValid));
    } catch {
      resolve(undefined);
    }
  });
}

/** The arguments of node:crypto's `verify`. */
function inNodesTerms([algorithm, , hash, saltLength, key, message, signature]) {
  const padding = algorithm === "RSA-PSS" ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const options = algorithm === "ECDSA" ? { dsaEncoding: "ieee-p1363" } : { padding, saltLength };
  return [HASHES[hash], message, { key: readKey(key), ...options }, signature];
}

function readKey(bytes) {
  const name = nameOf(bytes);
  return keep(name, keys.get(name) ?? createPublicKey({ key: Buffer.from(bytes), format: "der", type: "spki" }));
}

/** Reads an elliptic curve's key beforehand by its point, in half the time that it takes from its whole encoding. */
async function importPoint([algorithm, namedCurve, , , key]) {
  const name = nameOf(key);
  if (namedCurve === undefined || keys.has(name)) return;
  try {
    const point = key.subarray(-POINTS[namedCurve]);
    keep(name, KeyObject.from(await crypto.webcrypto.subtle.importKey("raw", point, { name: algorithm, namedCurve }, true, ["verify"])));
  } catch {
    // What reads the whole key will tell.
  }
}

function nameOf(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

function keep(name, key) {
  keys.delete(name);
  keys.set(name, key);
  if (keys.size > MOST_KEYS) keys.delete(keys.keys().next().value);
  return key;
}
