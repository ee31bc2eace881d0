import { STORES } from "./request.js";

/**
 * What a worker does: calls the function that a message names, and answers. Misuse keeps its code, which no Error does. What
 * `validateAsync` verifies is remembered: of many chains' signatures most are the same CAs'.
 */
export function answerWith(api, ready, post) {
  let validator;
  return async ({ id, name, args }) => {
    try {
      await ready;
      if (name === "validateAsync") return post({ id, answer: await (validator ??= new api.Validator()).validateAsync(...args) });
      // Only the chosen function's store is loaded, in the worker's own time.
      if (LOADS_NOTHING.includes(name)) return post({ id, answer: await api[name](...args) });
      post({ id, answer: await withStores(api, () => api[name](...args)) });
    } catch (error) {
      post({ id, error: String(error?.message ?? error), misuse: error?.name === "CertlensError" ? error.code : undefined });
    }
  };
}

const LOADS_NOTHING = ["loadStore", "diff", "inspect", "describe", "checkIds"];

/** A worker may wait, so what a synchronous function lacks is loaded and the function called again. */
async function withStores(api, call) {
  try {
    return call();
  } catch (error) {
    if (error?.code !== "data-not-loaded") throw error;
    await Promise.all(STORES.map((store) => api.loadStore(store)));
    return call();
  }
}
