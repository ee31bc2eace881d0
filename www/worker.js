// The engine's side: judges away from the page, so that no input can freeze it. Talks to nobody but engine.js.

import init, { checkIds, describe, inspect, loadStore, validate } from "./certlens/index.js";
import { firstName } from "./names.js";

const ready = init();
ready.then(
  () => postMessage({ catalogue: new Map(checkIds().map((id) => [id, describe(id)])) }),
  (error) => postMessage({ failed: error.message }),
);

addEventListener("message", async ({ data: { id, request, suggestName } }) => {
  await ready;
  postMessage({ id, ...await judge(request, suggestName) });
});

/** `{ report, suggested }`, or `{ error, inspection }` where the engine refuses to judge. */
async function judge(request, suggestName) {
  try {
    if (request.trust.store !== "none") await loadStore(request.trust.store);
    const suggested = suggestName ? firstName(validate({ ...request, hostname: null })) : null;
    const hostname = suggested ?? request.hostname;
    return { report: validate({ ...request, hostname }), suggested };
  } catch (error) {
    const code = error.name === "CertlensError" ? error.code : "engine-failure";
    return { error: { code, message: error.message }, inspection: whatIsThere(request.certificates) };
  }
}

function whatIsThere(certificates) {
  try {
    return inspect(certificates);
  } catch {
    return null;
  }
}
