// What was found in the input, what was repaired in reading it, and what was not understood; each with its place.

import { commandsIn } from "./copy.js";
import { disclosure, el } from "./dom.js";
import { size } from "./format.js";
import { clip, paragraphs } from "./text.js";
import { KINDS } from "./words.js";

const MANY = 20; // items listed at once

/** The section; `parts` names the parts of the input, `open(index)` shows a certificate. */
export function drawItems(items, { parts, open }) {
  return el("section", { "data-testid": "input-items", "aria-labelledby": "items-title" },
    el("h2", { id: "items-title", "data-short": "Input" }, "What the input holds"),
    items.length === 0 ? el("p", { class: "quiet" }, "Nothing was recognised.") : null,
    drawList(items, 0));

  function drawList(all, from) {
    const rest = all.length - from - MANY;
    return [
      el("ol", { class: "items", start: from + 1 }, all.slice(from, from + MANY).map(drawItem)),
      rest > 0 ? disclosure(`${rest} more`, () => drawList(all, from + MANY)) : null,
    ];
  }

  function drawItem(item) {
    const kind = KINDS[item.kind] ?? KINDS.unknown;
    return el("li", { "data-kind": item.kind },
      el("div", {},
        item.certificate === null ? el("strong", {}, kind)
          : el("button", { type: "button", class: "link", onclick: () => open(item.certificate) }, kind),
        el("span", { class: "hint" }, whereIs(item.position, item.source, parts))),
      paragraphs(item.note), commandsIn(item.note, [parts[item.source]?.[item.position.part]]));
  }
}

/** A position in words: "line 12 of the text", "byte 0 of chain.der, 1.2 kB". */
export function whereIs({ part, offset, length, line }, source, parts) {
  const name = parts[source]?.[part];
  const whole = name ? clip(name, 60) : source === "anchors" ? "your own roots" : "the text";
  return `${line === null ? `byte ${offset}` : `line ${line}`} of ${whole}, ${size(length)}`;
}
