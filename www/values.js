// Lists of values of any length, and tables of label and value.

import { el } from "./dom.js";
import { sayAll } from "./text.js";

const SEARCHED = 12; // from here on a list can be searched
const FIRST = 50; // values shown at once
const CHUNK = 500; // values added a frame when all are asked for

/** One value as it is, several as a list; a longer one can be searched, and beyond fifty shown in full. */
export function values(list) {
  if (list.length === 1) return sayAll(list[0]);
  const long = list.length > SEARCHED;
  const items = el("ul", { class: list.length > 6 && !long ? "values many" : "values" });
  if (!long) {
    items.append(...list.map(item));
    return items;
  }

  items.tabIndex = 0; // it scrolls
  items.setAttribute("aria-label", "Values");
  const status = el("p", { class: "hint", role: "status" });
  const search = el("input", { type: "search", "aria-label": "Search these values", placeholder: "Search" });
  const all = el("button", { type: "button", class: "small" }, "Show all");
  let run = 0; // a new search or "show all" ends the one before
  const draw = (limit) => {
    const current = ++run;
    const wanted = search.value.trim().toLowerCase();
    const found = wanted === "" ? list : list.filter((value) => value.toLowerCase().includes(wanted));
    const end = Math.min(limit, found.length);
    items.replaceChildren();
    status.textContent = `${end.toLocaleString("en")} of ${found.length.toLocaleString("en")} shown`
      + (wanted === "" ? "" : `, ${list.length.toLocaleString("en")} in all`);
    all.hidden = end === found.length;
    const more = (from) => {
      if (current !== run) return;
      items.append(...found.slice(from, Math.min(from + CHUNK, end)).map(item));
      if (from + CHUNK < end) requestAnimationFrame(() => more(from + CHUNK));
    };
    more(0);
  };
  search.addEventListener("input", () => draw(FIRST));
  all.addEventListener("click", () => { draw(Infinity); items.focus(); });
  draw(FIRST);
  return el("div", { class: "long" }, el("div", { class: "row" }, search, status), items, all);
}

const item = (value) => el("li", {}, sayAll(value));

/** A table of `[label, node or text, ...more nodes]`; rows that are null are left out. */
export function table(rows) {
  return el("dl", { class: "fields" }, rows.filter((row) => row !== null).map(([label, ...content]) =>
    el("div", {}, el("dt", { dir: "auto" }, label), el("dd", {}, content))));
}
