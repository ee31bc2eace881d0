/**
 * What both entries share: a request is read, joined with defaults and handed to the engine; its answer is parsed.
 * Where the engine and the stores come from is the entries' affair (index.js, node.js); what is right and wrong about a
 * certificate is the engine's.
 */
import { CertlensError, callEngine } from "./errors.js";
import { STORES, complete, readBytes, readInput, readRequest, readText } from "./request.js";

/** The data files of each store, by the name that the engine knows them by: the roots, and what its profiles need besides. */
export const DATA_FILES = {
  chrome: [["chrome", "chrome.roots"]],
  mozilla: [
    ["mozilla", "mozilla.roots"],
    ["public-suffix-list", "public-suffixes.psl"],
  ],
};

/** The stores that profiles trust where the request names none, as in src/profile/. */
const DEFAULT_STORES = { webpki: "mozilla" };

/**
 * The package's synchronous functions.
 *
 * `engine()` answers the ready engine or throws `not-initialized`. `needStore(name)` is called before a request that
 * names a store of the package: it loads it where that can be done at once; elsewhere it does nothing and the engine
 * throws `data-not-loaded` where the store is missing.
 */
export function createApi({ engine, needStore = () => {} }) {
  function ask(question) {
    const ready = engine();
    return JSON.parse(callEngine(() => question(ready)));
  }

  function judge(defaults, request) {
    const ready = engine();
    const completed = complete(defaults, readRequest(request, "The request"));
    const byDefault = DEFAULT_STORES[completed.profile];
    const store = completed.trust.store ?? byDefault;
    if (STORES.includes(store)) needStore(store);
    if (byDefault !== undefined && byDefault !== store) needStore(byDefault); // the profile's other data
    try {
      return callEngine(() => ready.validate(completed));
    } catch (error) {
      throw store !== undefined && error?.code === "data-not-loaded" ? storeNotLoaded(store) : error;
    }
  }

  const validateJson = (request) => judge({}, request);

  function inspect(input) {
    const parts = readInput(input, "input");
    return ask((ready) => ready.inspect(parts));
  }

  function describe(id) {
    const text = readText(id, "The check's id");
    return ask((ready) => ready.describe(text));
  }

  class Validator {
    #defaults;

    constructor(defaults = {}) {
      this.#defaults = readRequest(defaults, "The defaults");
    }

    validate(request) {
      return JSON.parse(this.validateJson(request));
    }

    validateJson(request) {
      if (this.#defaults === null)
        throw new CertlensError("request-invalid", "This Validator was freed; make a new one.");
      return judge(this.#defaults, request);
    }

    free() {
      this.#defaults = null;
    }
  }

  return {
    validate: (request) => JSON.parse(validateJson(request)),
    validateJson,
    inspect,
    describe,
    checkIds: () => ask((ready) => ready.checkIds()),
    Validator,
  };
}

/**
 * The bytes of what `loadStore` was given: bytes, a Response, or a string or URL, for which `open` answers one of these
 * or a promise of it.
 */
export async function readData(source, open) {
  const isAddress = typeof source === "string" || source instanceof URL;
  const data = isAddress ? await open(source) : source;
  if (typeof data?.arrayBuffer !== "function") return readBytes(data, "data");
  if (data.ok === false) throw new Error(`the answer from ${data.url || source} was ${data.status}`);
  return new Uint8Array(await data.arrayBuffer());
}

/** What `loadStore` throws for what went wrong: misuse as it is, all else as `data-not-loaded` with its cause. */
export function storeFailed(store, cause) {
  if (cause instanceof CertlensError) return cause;
  return new CertlensError("data-not-loaded", `The store "${store}" could not be loaded: ${cause?.message ?? cause}`, {
    cause,
  });
}

function storeNotLoaded(store) {
  return new CertlensError(
    "data-not-loaded",
    `The store "${store}" is not loaded; call \`await loadStore("${store}")\` first.`,
  );
}
