// The names of Certificate Transparency logs, by what they are called in certificates: the SHA-256 of their key.

import { el } from "./dom.js";
import { bytes, pairs } from "./format.js";
import { clip } from "./text.js";

let list = null;

/** A node with the log's name once the list is there; with its id where it is not known. */
export function logName(id) {
  const node = el("span", {}, el("code", { class: "hex" }, pairs(id)));
  load().then((logs) => {
    if (logs.has(id)) node.prepend(`${clip(logs.get(id), 80)} `);
    else if (logs.size > 0) node.prepend("A log that is not in the list of known logs ");
  });
  return node;
}

/** Ids in hexadecimal to names, out of the data file that the engine reads, too; empty where it cannot be had. */
function load() {
  list ??= fetch(new URL("./certlens/stores/ct-logs.data", import.meta.url))
    .then((response) => (response.ok ? response.text() : ""))
    .then((text) => new Map(text.split("\n").slice(1).filter((line) => line !== "").map((line) => {
      const { id, name } = JSON.parse(line);
      return [Array.from(bytes(id), (byte) => byte.toString(16).padStart(2, "0")).join(""), name];
    })))
    .catch(() => new Map());
  return list;
}
