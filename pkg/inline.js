/** The entry with the engine inside, for a single file: nothing is fetched but the stores, which `loadStore` is given. */
import { createEntry } from "./entry.js";
import { CertlensError } from "./errors.js";
import packed from "./dist/inline.js";

const entry = createEntry({ source: unpack, startPool: noPool });

export default entry.init;
export const { initSync, loadStore, validate, validateJson, validateAsync, validateMany, validateEach, compare, timeline, bundle, diff, inspect, describe, checkIds, Validator } = entry;
export { CertlensError };

/** The engine's bytes out of base64 and gzip. */
async function unpack() {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  // Not a Blob's stream: WebKit reads none in a worker of a page that was opened from disk.
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

async function noPool() {
  throw new CertlensError("combination-invalid", "certlens/inline starts no workers: use certlens, or start your own with certlens/inline in them.");
}
