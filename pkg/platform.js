/**
 * Signatures by WebCrypto. The engine offers only those to which every platform gives the same answer as it would itself
 * (signature/src/platform.rs).
 */

/** Keys of CAs, imported once: by algorithm and key. The one that was not used for longest goes. */
const keys = new Map();
const MOST_KEYS = 512;

/**
 * Whether each signature is valid, in the tasks' order; undefined: this platform cannot tell, and the engine is to verify it.
 * `meanwhile` is called while they are verified.
 */
export function verify(tasks, meanwhile) {
  const answers = tasks.map(verifyOne);
  meanwhile();
  return Promise.all(answers);
}

async function verifyOne([algorithm, curve, hash, saltLength, key, message, signature]) {
  const subtle = globalThis.crypto?.subtle; // not there on a page that was loaded without TLS
  if (subtle === undefined) return undefined;
  try {
    const imported = await importedKey(subtle, algorithm, curve, hash, key);
    return await subtle.verify({ name: algorithm, hash, saltLength }, imported, signature, message);
  } catch {
    return undefined;
  }
}

function importedKey(subtle, algorithm, curve, hash, key) {
  // Of WebCrypto's keys, only RSA's are bound to a hash.
  const name = `${algorithm} ${curve ?? hash} ${String.fromCharCode.apply(null, key)}`;
  const known = keys.get(name);
  keys.delete(name);
  const imported = known ?? subtle.importKey("spki", key, { name: algorithm, namedCurve: curve, hash }, false, ["verify"]);
  keys.set(name, imported);
  if (keys.size > MOST_KEYS) keys.delete(keys.keys().next().value);
  return imported;
}
