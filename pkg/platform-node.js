/** Signatures by node:crypto, as platform.js does them by WebCrypto, which in Node costs more. */
import { constants, createPublicKey, verify as nodeVerify } from "node:crypto";

const keys = new Map();
const MOST_KEYS = 512;

const HASHES = { "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" };
const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = constants;

/** Whether the signature is valid; undefined: node:crypto cannot tell, and the engine is to verify it. */
export function verify(task) {
  return new Promise((resolve) => {
    try {
      nodeVerify(...inNodesTerms(task), (error, isValid) => resolve(error ? undefined : isValid));
    } catch {
      resolve(undefined);
    }
  });
}

/** The same, at once. */
export function verifySync(task) {
  try {
    return nodeVerify(...inNodesTerms(task));
  } catch {
    return undefined;
  }
}

/** The arguments of node:crypto's `verify`. */
function inNodesTerms([algorithm, , hash, saltLength, key, message, signature]) {
  const padding = algorithm === "RSA-PSS" ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
  const options = algorithm === "ECDSA" ? { dsaEncoding: "ieee-p1363" } : { padding, saltLength };
  return [HASHES[hash], message, { key: readKey(key), ...options }, signature];
}

function readKey(bytes) {
  const name = String.fromCharCode(...bytes);
  const key = keys.get(name) ?? createPublicKey({ key: Buffer.from(bytes), format: "der", type: "spki" });
  keys.delete(name);
  keys.set(name, key);
  if (keys.size > MOST_KEYS) keys.delete(keys.keys().next().value);
  return key;
}
