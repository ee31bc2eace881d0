/**
 * Misuse of the package: `code` says which (an `ErrorCode` of index.d.ts), `message` what to do about it.
 * A bad certificate is never an error, it is a report.
 */
export class CertlensError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }

  // On the class, not on each error, as the built-in errors have it.
  get name() {
    return "CertlensError";
  }
}

/**
 * The answer of `call`, which calls the engine and nothing else. The engine marks misuse by a string `code`; anything
 * else that it throws is a defect, of ours or of the platform, and goes through untouched.
 */
export function callEngine(call) {
  try {
    return call();
  } catch (error) {
    if (typeof error?.code !== "string") throw error;
    throw new CertlensError(error.code, error.message);
  }
}

/** The error for a value of the wrong type: names the property, what it must be and what was found. */
export function wrongType(name, expected, value, what = found(value)) {
  return new CertlensError("request-invalid", `${name} must be ${expected}, not ${what}.`);
}

/** What `value` is, in words. Texts are not quoted: one of them could be a private key. */
function found(value) {
  if (value === null || value === undefined || typeof value === "boolean") return String(value);
  if (typeof value === "number") return `the number ${value}`;
  if (Array.isArray(value)) return "an array";
  if (tagOf(value) === "Promise") return "a promise: await it first";
  if (typeof value === "object") return `an object of type ${typeOf(value)}`;
  return `a ${typeof value}`;
}

/** `ArrayBuffer`, say, of whatever realm a value comes from (a frame, a vm context, a test runner's sandbox). */
export const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** By its tag, or its class. */
export function typeOf(object) {
  const tag = tagOf(object);
  return tag === "Object" ? (Object.getPrototypeOf(object)?.constructor?.name ?? tag) : tag;
}

/** Text that may be anybody's, as a file's name is, without what a terminal obeys. */
export const safe = (text) => text.replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd");
