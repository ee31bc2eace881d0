// How text that may be hostile is shown: whatever a certificate says comes through here.

import { el } from "./dom.js";

// Control characters, line breaks, and what is unseen or turns the direction of writing.
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** `text` with every character that could hide or reorder others written out, as `⟨U+202E⟩`. */
export function visible(text) {
  return String(text).replace(UNSEEN, (character) =>
    `⟨U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** At most `limit` UTF-16 units of `text`, made visible. */
export function clip(text, limit = 160) {
  const whole = String(text);
  if (whole.length <= limit) return visible(whole);
  return `${visible(whole.slice(0, limit).replace(/[\ud800-\udbff]$/, ""))}…`;
}

/** A short piece of foreign text inside a line, kept apart from the writing direction around it. */
export const say = (text, limit) => el("bdi", {}, clip(text, limit));

/** A piece of foreign text of any length: the rest is shown when asked for. */
export function sayAll(text, limit = 1200) {
  const node = el("bdi", {}, clip(text, limit));
  if (text.length <= limit) return node;
  const more = el("button", {
    type: "button", class: "small",
    onclick: () => {
      node.textContent = visible(text);
      node.tabIndex = -1;
      node.focus();
      more.remove();
    },
  }, `Show all ${text.length.toLocaleString("en")} characters`);
  return el("span", {}, node, " ", more);
}

/** A paragraph of the engine's prose; its line breaks are kept. */
export function paragraphs(text, props = {}) {
  return text.split("\n").filter((line) => line.trim() !== "")
    .map((line) => el("p", { dir: "auto", ...props }, sayAll(line, 4000)));
}

/** A code, which may be broken after each underscore. */
export const breakable = (code) => clip(code, 80).split(/(?<=_)/).map((part) => [part, el("wbr")]);
