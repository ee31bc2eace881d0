// The reader's own CA, kept on this device if, and only if, they ask for it.

import { byId } from "./dom.js";
import { recall, remember } from "./level.js";

const KEY = "certlens.own";

/** Wires the tick box; `anchors` is the box of own roots. Fills in what was kept. */
export function keepOwn(anchors, drawn) {
  const keep = byId("anchors-keep");
  const kept = recall(KEY);
  if (kept !== null) {
    keep.checked = true;
    anchors.fill(kept);
    drawn();
  }
  const store = () => {
    // Certificates only: whatever else is in the box, a key above all, is not stored.
    const blocks = anchors.text().match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
    remember(KEY, keep.checked && blocks.length > 0 ? `${blocks.join("\n")}\n` : null);
  };
  keep.addEventListener("change", store);
  return {
    changed: () => { if (keep.checked) store(); },
    /** Puts back what is kept, where an example or a link had taken its place. */
    restore() {
      const text = recall(KEY) ?? "";
      if (keep.checked && !anchors.text().includes(text)) anchors.put(text + anchors.text());
      drawn();
    },
  };
}
