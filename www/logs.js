// The names of Certificate Transparency logs, by what they are called in certificates: the SHA-256 of their key.

import { el } from "./dom.js";
import { pairs } from "./format.js";

let list = null;

/** A node with the log's name once the list is there; with its id where it is not known. */
export function logName(id) {
  const node = el("span", {}, el("code", { class: "hex" }, pairs(id)));
  load().then((logs) => {
    const log = logs.get(id);
    if (log) node.prepend(`${log} `);
    else if (logs.size > 0) node.prepend("A log that is not in the list of known logs ");
  });
  return node;
}

function load() {
  list ??= fetch(new URL("./logs.json", import.meta.url))
    .then((response) => (response.ok ? response.json() : {}))
    .then((logs) => new Map(Object.entries(logs)))
    .catch(() => new Map());
  return list;
}
