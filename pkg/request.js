/**
 * Reads what a caller wrote into the form that the engine takes. Knows types, not meaning: whether a host name, a time
 * or a profile is a good one is for the engine to say. Every reader here is (value, its name for messages) to the value
 * in the engine's form, and throws `CertlensError`.
 */
import { CertlensError, safe, tagOf, typeOf, wrongType } from "./errors.js";

/** The stores that the package carries. */
export const STORES = ["chrome", "mozilla"];

/** The engine's own limit on the bytes of an input, kept here too so that more is not copied only to be refused. */
export const MAX_BYTES = 32 * 1024 * 1024;
/** Lists within lists, and elements in all: far above real use. Without it a list of shared lists could multiply for ever. */
const MAX_DEPTH = 16;
const MAX_ELEMENTS = 100_000;

const TRUST = {
  store: (value, name) => readStoreName(value, name, [...STORES, "none"]),
  anchors: readAnchors,
  anchorsAs: readText,
};
/** What a property is that a request has or has not. */
const PART = "a property of a request";
const POLICY = {
  initialPolicies: readTexts,
  requireExplicit: readBoolean,
  inhibitMapping: readBoolean,
  inhibitAny: readBoolean,
};
const REQUEST = {
  certificates: readInput,
  leaf: readCount,
  hostname: readHostname,
  time: readTime,
  purpose: readText,
  profile: readText,
  trust: (value, name) => readProperties(value, TRUST, name, `${name}.`, PART, "an object, as `{ anchors: … }` or `{ store: … }`"),
  fetched: readInput,
  maxIntermediates: readCount,
  policy: (value, name) => readProperties(value, POLICY, name, `${name}.`),
  crls: readInput,
  ocsp: readInput,
  revocation: readText,
  scts: readInput,
  tls: readText,
};

/** The most workers that can be asked for: more are a mistake, and would take the memory of this process. */
const MAX_WORKERS = 256;
const MANY_OPTIONS = { workers: readWorkers, signal: readSignal };

/** The inputs among them, in the order in which the engine takes their parts (src/wasm.rs). */
const INPUTS = ["certificates", "fetched", "anchors", "crls", "ocsp", "scts"];

/**
 * A request or a part of one: the properties that are there, read and copied, so that nothing the caller changes later
 * changes it. `name` is what messages call the whole.
 */
export function readRequest(request, name) {
  return readProperties(request, REQUEST, name, "", PART, "an object, as `{ certificates: … }`");
}

/** What a Validator holds for its requests, and the size of its cache. */
export function readDefaults(defaults, name) {
  return readProperties(defaults, { ...REQUEST, cacheSize: readCount }, name, "");
}

/** The options of `validateMany` and `validateEach`; in a worker all but `workers`. */
export function readManyOptions(options = {}, readers = MANY_OPTIONS) {
  return readProperties(options, readers, "options", "", "an option of validateMany");
}

export const readManyOptionsInWorker = (options) => readManyOptions(options, { signal: readSignal });

/** A request on top of `defaults` (as `readDefaults` answers them), with all that the engine wants to be there. */
export function readWhole(request, defaults = {}) {
  const given = readRequest(request, "The request");
  const trust = Object.assign(new Bare(), { anchors: [] }, property(defaults, "trust"), property(given, "trust"));
  const merged = Object.assign(new Bare(), { fetched: [], time: Date.now() }, defaults, given, { trust });
  if (merged.certificates === undefined) {
    throw new CertlensError("request-invalid", "certificates is missing: give what is to be judged.");
  }
  return merged;
}

/** A whole request as the engine takes it: JSON in which each input is the count of its parts, and the parts. */
export function toWire({ time, ...request }) {
  const [counted, parts] = split(request);
  return [JSON.stringify({ ...counted, ...wireTime(time) }), parts];
}

/** All of a whole request but its time, in the same form: where this is equal, the same is asked, if at another time. */
export function withoutTime({ time, ...request }) {
  const [counted, parts] = split(request);
  return [JSON.stringify(counted), parts];
}

/** A request in which the count of its parts stands for each input; and the parts. */
function split({ trust, ...request }) {
  const parts = [];
  const counted = { ...request, trust: { ...trust, anchors: trust.anchors.length } };
  for (const name of INPUTS) {
    const input = name === "anchors" ? trust.anchors : property(request, name);
    if (input === undefined) continue;
    parts.push(...input);
    if (name !== "anchors") counted[name] = input.length;
  }
  return [counted, parts];
}

/** The engine reads whole numbers; one beyond JavaScript's safe ones is beyond all years that there are, too. */
const wireTime = (time) => (typeof time === "string" ? { time } : {
  milliseconds: Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Math.floor(time))),
});

/** The range of a timeline, as the engine takes it. */
export function readRange(range, name) {
  const ends = readProperties(range, { from: readTime, to: readTime }, name, `${name}.`, "a property of a range");
  return Object.fromEntries(Object.entries(ends).map(([end, time]) => [end, wireTime(time)]));
}

/** Text and bytes, in order, out of an `Input`; after a certificate of Node's those of its issuers, as far as it leads to them. */
export function readInput(input, name) {
  return readParts(input, name, (certificate) => property(certificate, "issuerCertificate"));
}

/** Who is trusted is said of each: whoever issued an anchor is none. */
function readAnchors(input, name) {
  return readParts(input, name, () => undefined);
}

/** `next` answers what comes after a certificate object. */
function readParts(input, inputName, next) {
  const parts = [];
  let elements = 0;
  let size = 0;

  function count() {
    elements += 1;
    if (elements > MAX_ELEMENTS) throw tooLarge(inputName, `more than ${MAX_ELEMENTS} elements`);
  }

  function add(part, partSize) {
    count();
    size += partSize;
    if (size > MAX_BYTES) throw tooLarge(inputName, `more than ${MAX_BYTES} bytes`);
    parts.push(part());
  }

  function walk(value, name, lists) {
    if (typeof value === "string") return add(() => value, value.length);
    if (isBytes(value)) return add(() => readBytes(value, name), value.byteLength);
    if (!Array.isArray(value)) return follow(value, name);
    count();
    if (lists.includes(value)) throw new CertlensError("request-invalid", `${name} is a list that contains itself.`);
    if (lists.length === MAX_DEPTH) {
      throw new CertlensError("request-invalid", `${name} is nested in more than ${MAX_DEPTH} lists.`);
    }
    const within = [...lists, value];
    // By index: a hole in the list is a wrong element, not one to skip.
    for (let index = 0; index < value.length; index += 1) walk(value[index], `${name}[${index}]`, within);
  }

  function follow(first, name) {
    const seen = new Set([undefined, null]); // and of Node's objects a root leads to itself
    let [certificate, place] = [first, name];
    do {
      seen.add(certificate);
      const [raw, rawName] = rawOf(certificate, place);
      add(() => readBytes(raw, rawName), raw.byteLength);
      [certificate, place] = [next(certificate), `${name}.issuerCertificate`];
    } while (!seen.has(certificate));
  }

  walk(input, inputName, []);
  return parts;
}

/** A copy of the bytes in a buffer or view, whatever realm it is from and whether its memory is shared. */
export function readBytes(value, name, expected = "bytes") {
  if (!isBytes(value)) throw wrongType(name, expected, value);
  try {
    const view = ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(value);
    return new Uint8Array(view);
  } catch (cause) {
    throw new CertlensError("request-invalid", `${name} holds bytes that were detached or transferred away.`, {
      cause,
    });
  }
}

/** An object that inherits nothing. Engines read it faster than one without any prototype. */
function Bare() {}
Bare.prototype = Object.create(null);

/** A half of a surrogate pair becomes U+FFFD, as it does wherever text becomes UTF-8: the engine says what it makes of it. */
export function readText(value, name) {
  if (typeof value !== "string") throw wrongType(name, "a string", value);
  return value.replace(/\p{Surrogate}/gu, "\ufffd");
}

function readHostname(value, name) {
  if (value === null || typeof value === "string") return value && readText(value, name);
  throw wrongType(name, "a string or null", value, tagOf(value) === "URL" ? "a URL: give its `hostname`" : undefined);
}

/** The name of a store that the package carries, or of what else may stand for one. */
export function readStoreName(value, name, known = STORES) {
  if (known.includes(readText(value, name))) return value;
  const names = known.map((store) => `"${store}"`).join(" or ");
  throw new CertlensError("request-invalid", `${name} is "${safe(value.slice(0, 40))}", no store of this version; it must be ${names}.`);
}

/** The files that `loadStore` was given: one, which is the store's own, or all by name. */
export function filesOf(store, given) {
  if (given?.constructor !== Object) return [[store, given]];
  const files = Object.entries(given);
  if (files.length === 0) throw new CertlensError("request-invalid", `No file is given for the store "${store}".`);
  return files;
}

function readBoolean(value, name) {
  if (typeof value !== "boolean") throw wrongType(name, "true or false", value);
  return value;
}

export function readTexts(value, name) {
  if (!Array.isArray(value)) throw wrongType(name, "a list of strings", value);
  return Array.from(value, (text, index) => readText(text, `${name}[${index}]`));
}

/** A number that can count or index things: it fits in 32 bits. */
export function readCount(value, name) {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff)
    throw wrongType(name, "a whole number from 0", value);
  return value;
}

function readWorkers(value, name) {
  if (readCount(value, name) > MAX_WORKERS) throw new CertlensError("request-invalid", `${name} is more than ${MAX_WORKERS}.`);
  return value;
}

function readSignal(value, name) {
  if (typeof value?.throwIfAborted !== "function") throw wrongType(name, "an AbortSignal", value);
  return value;
}

/** Milliseconds since 1970, or text, which the engine reads. */
function readTime(value, name) {
  if (typeof value === "string") return readText(value, name);
  const isDate = tagOf(value) === "Date";
  if (!isDate && typeof value !== "number")
    throw wrongType(name, "a Date, RFC 3339 text or milliseconds since 1970", value);
  const milliseconds = Number(value);
  if (!Number.isFinite(milliseconds)) throw new CertlensError("time-invalid", `${name} is no point in time: ${value}.`);
  return milliseconds;
}

/**
 * Reads an object's properties by `readers`; `prefix` comes before each property's name, `what` says what one is and `form` what the
 * whole must be. An undefined one is absent.
 */
function readProperties(object, readers, name, prefix, what = PART, form = "an object") {
  if (!canHaveProperties(object)) throw wrongType(name, form, object);
  const unknown = Object.keys(object).find((key) => !Object.hasOwn(readers, key) && object[key] !== undefined);
  if (unknown !== undefined) throw new CertlensError("request-invalid", `${prefix}${unknown} is not ${what}.`);
  const read = new Bare();
  for (const [key, reader] of Object.entries(readers)) {
    const value = property(object, key);
    if (value !== undefined) read[key] = reader(value, `${prefix}${key}`);
  }
  return read;
}

/** Whether it can be a request, say, and not what belongs into one: bytes, a list, a certificate, a promise … */
function canHaveProperties(object) {
  return /^(Object|Module)$/.test(tagOf(object)) && typeof object === "object" && !isBytes(property(object, "raw"));
}

/**
 * An object's property, its own or its class's. What a program put into Object.prototype, of this realm or another, is no
 * object's: a request must not trust a root by it.
 */
function property(object, key) {
  if (Object.hasOwn(object, key)) return object[key];
  if (!(key in object)) return undefined;
  let owner = object;
  while (owner !== null && !Object.hasOwn(owner, key)) owner = Object.getPrototypeOf(owner);
  const isEveryObjects = owner !== null && owner !== object && Object.hasOwn(owner, "isPrototypeOf");
  return isEveryObjects ? undefined : object[key];
}

export function tooLarge(name, much) {
  return new CertlensError("input-too-large", `${name} holds ${much}; give the certificates alone.`);
}

/** The DER that a certificate object of another library carries (`raw`: node:crypto; `rawData`: @peculiar/x509) and its name. */
function rawOf(value, name) {
  const key = ["raw", "rawData"].find((key) => typeof value === "object" && value !== null && isBytes(property(value, key)));
  if (key === undefined)
    throw wrongType(name, "text, bytes, an object with its bytes in `raw`, or a list of these", value, mistaken(value));
  return [value[key], `${name}.${key}`];
}

/** What is often given where its bytes were meant, and what to do. */
function mistaken(value) {
  if (typeof value !== "object" || value === null) return undefined;
  const type = typeOf(value);
  if (value.type === "Buffer" && Array.isArray(value.data)) return "a Buffer as JSON has it: give `Uint8Array.from(value.data)`, say";
  if (typeof value.arrayBuffer === "function") return `a ${type}: give its bytes, as \`await ${type.toLowerCase()}.arrayBuffer()\``;
  if (type !== "Object" || Reflect.ownKeys(value).length > 0) return undefined;
  return "an empty object, as Node's getPeerCertificate() gives where a session was resumed or the peer sent none";
}

/** By tag and not by instanceof: a value may come from another realm. */
function isBytes(value) {
  const tag = tagOf(value);
  return ArrayBuffer.isView(value) || tag === "ArrayBuffer" || tag === "SharedArrayBuffer";
}
