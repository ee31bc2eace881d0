/**
 * The entry that loads nothing by itself, for runtimes that hand in a WebAssembly.Module and for pages with their own idea
 * of where files lie: the engine is given to `init` or `initSync`, the data of a store to `loadStore`.
 */
import { createEntry } from "./entry.js";
import { CertlensError } from "./errors.js";

const entry = createEntry({ startPool: noPool });

export default entry.init;
export const { initSync, loadStore, validate, validateJson, validateAsync, validateMany, validateEach, compare, timeline, bundle, diff, inspect, describe, checkIds, Validator } = entry;
export { CertlensError };

async function noPool() {
  throw new CertlensError("combination-invalid", "certlens/slim starts no workers: use certlens, or start your own with certlens/slim in them.");
}
