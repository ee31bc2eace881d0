// The guided examples: our own files, loaded when clicked.

import { el, byId } from "./dom.js";

/** Draws the list; `chosen(example)` is called with a whole example. Answers with what the page needs of it later. */
export async function createExamples(chosen) {
  const list = byId("examples");
  const teaches = byId("teaches");
  let entries = [];
  let wanted = null; // the example clicked last
  try {
    entries = await load("./examples/index.json");
  } catch {
    list.replaceChildren(el("li", { class: "hint" }, "The examples could not be loaded. Everything else works."));
  }

  const choose = async (entry) => {
    wanted = entry;
    try {
      const example = await load(`./examples/${entry.id}.json`);
      if (wanted !== entry) return;
      mark(entry);
      draw(entry, example);
      chosen(example);
    } catch (error) {
      teaches.hidden = false;
      teaches.replaceChildren(el("p", {}, `This example could not be loaded: ${error.message}`));
    }
  };

  const mark = (entry) => {
    for (const [index, button] of [...list.querySelectorAll("button")].entries()) {
      button.setAttribute("aria-pressed", String(entries[index] === entry));
    }
  };

  const draw = (entry, { teaches: text }) => {
    const index = entries.indexOf(entry);
    const step = (label, other) => el("button", {
      type: "button", class: "small", disabled: other === undefined, onclick: () => choose(other),
    }, label);
    const buttons = () => [...teaches.querySelectorAll("button")];
    const focused = buttons().indexOf(document.activeElement);
    teaches.hidden = false;
    teaches.replaceChildren(
      el("h2", {}, entry.title),
      el("p", {}, text),
      el("div", { class: "steps" },
        step("Previous", entries[index - 1]),
        step("Next", entries[index + 1]),
        el("span", { class: "hint" }, `Example ${index + 1} of ${entries.length}`)));
    if (focused >= 0) (buttons()[focused].disabled ? buttons()[1 - focused] : buttons()[focused]).focus();
  };

  if (entries.length > 0) {
    list.replaceChildren(...entries.map((entry) => el("li", {}, el("button", {
      type: "button", "aria-pressed": "false", "data-testid": "example", "data-example-id": entry.id,
      onclick: () => choose(entry),
    }, entry.title))));
  }

  return {
    /** The reader has put something else into the box. */
    leave() {
      wanted = null;
      mark(null);
      teaches.hidden = true;
      teaches.replaceChildren();
    },
  };
}

async function load(path) {
  const response = await fetch(new URL(path, import.meta.url));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.json();
}
