// The reader's own CA, kept on this device if, and only if, they ask for it.

import { byId } from "./dom.js";
import { pem } from "./format.js";
import { recall, remember } from "./level.js";

const KEY = "certlens.own";

/** Wires the tick box; `anchors` is the box of own roots, `ask` asks the engine. Fills in what was kept; answers what to call after each change. */
export function wireOwn(anchors, drawn, ask) {
  const keep = byId("anchors-keep");
  const kept = recall(KEY);
  if (kept !== null) {
    keep.checked = true;
    anchors.put(kept);
    drawn();
  }
  let latest = 0; // counts changes: what the box held before one is not kept after it
  const store = async () => {
    const current = ++latest;
    if (!keep.checked) return void remember(KEY, null);
    const answer = await ask("inspect", { input: anchors.own() });
    if (answer === null || current !== latest) return;
    // Certificates only, in whatever form they came: what else is in the box, a key above all, is not stored.
    const read = answer.inspection?.certificates.filter(({ contents }) => contents !== null) ?? [];
    keep.checked = remember(KEY, read.length > 0 ? read.map(({ der }) => pem(der)).join("") : null);
    byId("not-kept").hidden = keep.checked;
    if (!keep.checked) remember(KEY, null); // what was kept before is not what is there
  };
  keep.addEventListener("change", store);
  return () => { if (keep.checked) store(); };
}
