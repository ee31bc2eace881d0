/** The entry for browsers, workers and bundlers: the engine and the stores are fetched, when asked for, from where files.js says. */
import { createEntry } from "./entry.js";
import { data, source } from "./files.js";
import { startPool } from "./worker.js";

const entry = createEntry({ source, data, startPool });

export default entry.init;
export const { initSync, loadStore, validate, validateJson, validateAsync, validateMany, validateEach, compare, timeline, bundle, diff, inspect, describe, checkIds, Validator } = entry;
export { CertlensError } from "./errors.js";
