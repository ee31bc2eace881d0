// A certificate's extensions in words, with their bytes behind.

import { copyButton } from "./copy.js";
import { disclosure, el } from "./dom.js";
import { pairs, timeIn } from "./format.js";
import { logName } from "./logs.js";
import { say } from "./text.js";
import { table, values } from "./values.js";
import { EXTENSIONS, MEANINGS } from "./words.js";

const MOST = 500; // extensions drawn

/** All of them; `goTo(offset)` shows where one stands, where that can be shown. */
export function drawExtensions(extensions, goTo = null) {
  if (extensions.length === 0) return el("p", { class: "hint" }, "No extensions.");
  return [el("h3", {}, "Extensions"),
    el("div", { class: "extensions" }, extensions.slice(0, MOST).map((extension) => drawExtension(extension, goTo))),
    extensions.length > MOST ? el("p", { class: "hint" }, `and ${extensions.length - MOST} more`) : null];
}

function drawExtension({ oid, name, critical, offset, value, fields }, goTo) {
  return el("section", { class: "extension", "data-extension": oid },
    el("h4", {}, EXTENSIONS[name] ?? say(name, 80),
      critical ? el("span", { class: "tag warn" }, "critical") : null),
    el("p", { class: "hint expert" }, name in EXTENSIONS ? el("span", {}, say(name), ", ") : null, `${oid}, at byte ${offset} `,
      goTo === null ? null : el("button", {
        type: "button", class: "link", "aria-label": `show it there: the bytes of ${EXTENSIONS[name] ?? oid}`, onclick: () => goTo(offset),
      }, "show it there")),
    fields.length === 0 ? el("p", { class: "hint" }, "Its contents are not decoded.")
      : table(fields.map((field) => [say(field.label, 80), drawValues(name, field), copyButton(field.label, () => field.values.join("\n"))])),
    disclosure("Bytes", () => [el("code", { class: "hex" }, pairs(value)), copyButton("the extension's bytes", () => value)],
      { class: "bytes expert" }));
}

/** A field's values; codes are followed by what they mean. */
function drawValues(extension, { label, values: list }) {
  if (list.length === 0) return "none";
  if (extension === "signedCertificateTimestampList" && label === "Log") return logName(list[0]);
  if (list.every((value) => Object.hasOwn(MEANINGS, value))) {
    return el("ul", { class: "values" }, list.map((value) =>
      el("li", {}, MEANINGS[value], el("span", { class: "hint expert" }, ` ${value}`))));
  }
  return values(list.map(timeIn));
}
