// What stands in the verdict's place where there is none to be had, whatever else of the page has not loaded.

import { el, icon } from "./dom.js";
import { say } from "./text.js";

/** No verdict, for the reason that `title` says; `sign` is its icon. */
export const drawUnknown = (code, sign, title, ...parts) =>
  el("section", { class: "verdict unknown", "data-testid": "error", "data-error-code": code },
    el("div", { class: "panel" }, icon(sign), el("div", {}, el("h2", {}, title), parts)));

/** Shown while the first answer is awaited. */
export function drawWorking() {
  return el("section", { class: "verdict unknown" },
    el("div", { class: "panel" }, icon("note"), el("div", {}, el("h2", {}, "Judging…"))));
}

/** What a shared link carried cannot be read. */
export function drawDamagedLink() {
  return drawUnknown("link-damaged", "unknown", "This link is damaged",
    el("p", {}, "It was cut off or changed on its way. Open it whole, or paste the certificates themselves."),
    el("p", { class: "quiet" }, el("code", {}, "link-damaged")));
}

/** The engine did not load; `retry` tries again. */
export function drawFailure(message, retry) {
  return drawUnknown("engine-not-loaded", "warn", "The engine did not load",
    el("p", {}, "This page judges with a WebAssembly module that it loads from its own address. Check the connection, or "
      + "whether the browser or an extension forbids WebAssembly or workers, and try again."),
    again(retry), el("p", { class: "quiet" }, say(message)));
}

/** The second script did not load, without which nothing that the engine says can be shown. */
export function drawNotLoaded(retry) {
  return drawUnknown("page-not-loaded", "warn", "A part of this page did not load",
    el("p", {}, "It is a file of this page, without which no answer can be shown. Check the connection and try again; if that does "
      + "not help, load the page again."),
    again(retry));
}

/** There is an answer, and this page failed at showing it: a fault of the page, which must not look like work in progress. */
export function drawUnshown(message, retry) {
  return drawUnknown("answer-not-shown", "warn", "The answer could not be shown",
    el("p", {}, "The engine has answered, and this page failed at showing the answer: a fault of certlens, not of what you pasted. "
      + "There is no verdict. Please report it with the line below."),
    again(retry), el("p", { class: "quiet" }, say(message)));
}

const again = (retry) => el("button", { type: "button", class: "primary", onclick: retry }, "Try again");
