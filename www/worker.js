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
    if (!suggestName) return { report: validate(request), suggested: null };
    const unnamed = validate({ ...request, hostname: null });
    if (!isReadable(unnamed)) return { report: unnamed, suggested: null }; // no name could change its rejection
    const suggested = firstName(unnamed);
    return { report: validate({ ...request, hostname: suggested ?? undefined }), suggested };
  } catch (error) {
    const code = error.name === "CertlensError" ? error.code : "engine-failure";
    return { error: { code, message: error.message }, inspection: whatIsThere(code, request.certificates) };
  }
}

const isReadable = (report) => report.verdict === "trusted" || Boolean(report.certificates[report.leaf ?? -1]?.contents);

/** What the input holds all the same; null where the refusal says that it holds nothing. */
function whatIsThere(code, certificates) {
  if (code === "input-empty" || code === "input-not-understood" || code === "input-too-large") return null;
  try {
    return inspect(certificates);
  } catch {
    return null;
  }
}
