/** What a signature needs, taken from certificates by hand: the bare calls are measured without anybody's parser. */

export const der = (pem) => Uint8Array.from(atob(pem.replace(/-----[A-Z ]+-----|\s/g, "")), (character) => character.charCodeAt(0));

const CURVES = { 65: "P-256", 97: "P-384" }; // by the length of an uncompressed point
/** The last byte of ecdsa-with-SHA256 … and of sha256WithRSAEncryption … tells the hash. */
const HASHES = { 2: "SHA-256", 3: "SHA-384", 4: "SHA-512", 11: "SHA-256", 12: "SHA-384", 13: "SHA-512" };

/** The signatures of a chain below its root, each with the key that made it, in WebCrypto's terms. */
export function signatures({ certificates, root }) {
  const chain = [...certificates, root].map((pem) => parts(der(pem)));
  return chain.slice(0, -1).map(({ message, signature, hash }, index) => {
    const { key, curve } = chain[index + 1];
    return curve === undefined
      ? { name: "RSASSA-PKCS1-v1_5", key, hash, message, signature }
      : { name: "ECDSA", key, curve, hash, message, signature: fixedLength(signature, curve === "P-256" ? 32 : 48) };
  });
}

/** Reads the keys and verifies the signatures by WebCrypto, all at the same time. */
export async function verifyBare(tasks) {
  const { subtle } = globalThis.crypto;
  const answers = await Promise.all(tasks.map(async ({ name, key, curve, hash, message, signature }) => {
    const imported = await subtle.importKey("spki", key, { name, namedCurve: curve, hash }, false, ["verify"]);
    return subtle.verify({ name, hash }, imported, signature, message);
  }));
  if (!answers.every(Boolean)) throw new Error("not verified");
}

/** The places of an element's first byte, of its contents, and of what follows it. */
function element(bytes, start) {
  const first = bytes[start + 1];
  const count = first < 0x80 ? 0 : first & 0x7f;
  let size = count === 0 ? first : 0;
  for (let index = 0; index < count; index += 1) size = size * 256 + bytes[start + 2 + index];
  const content = start + 2 + count;
  return { start, content, end: content + size };
}

function children(bytes, { content, end }) {
  const found = [];
  for (let at = content; at < end; at = found.at(-1).end) found.push(element(bytes, at));
  return found;
}

function parts(bytes) {
  const [tbs, algorithm, value] = children(bytes, element(bytes, 0));
  const spki = children(bytes, tbs)[6]; // version, serialNumber, signature, issuer, validity, subject
  const [oid] = children(bytes, algorithm);
  return {
    message: bytes.slice(tbs.start, tbs.end),
    signature: bytes.slice(value.content + 1, value.end),
    hash: HASHES[bytes[oid.end - 1]],
    key: bytes.slice(spki.start, spki.end),
    curve: CURVES[children(bytes, spki)[1].end - children(bytes, spki)[1].content - 1],
  };
}

/** ECDSA's two numbers as WebCrypto takes them. */
function fixedLength(signature, size) {
  const fixed = new Uint8Array(size * 2);
  children(signature, element(signature, 0)).forEach(({ content, end }, index) => {
    const number = signature.subarray(Math.max(content, end - size), end);
    fixed.set(number, size * (index + 1) - number.length);
  });
  return fixed;
}
