// The verdict, first and big: the word, the cause, until when it holds, and what was not judged.

import { el, icon } from "./dom.js";
import { distance, time } from "./format.js";
import { clip, paragraphs, say } from "./text.js";
import { MISUSE, STORES } from "./words.js";

/** The report's verdict; `store` and `ownRoots` are what the reader chose to trust. */
export function drawVerdict({ report, catalogue, store, ownRoots }) {
  const trusted = report.verdict === "trusted";
  const cause = report.code === null ? null : report.findings.find((finding) => finding.id === report.code);
  return el("section", {
    class: `verdict ${trusted ? "good" : "bad"}`,
    "data-testid": "verdict", "data-verdict": trusted ? "trusted" : "rejected",
  },
  icon(trusted ? "good" : "bad"),
  el("div", {},
    el("h2", {}, trusted ? "Trusted" : "Not trusted", cause ? `: ${lower(clip(cause.title))}` : null),
    el("p", { class: "summary", "data-testid": "summary", dir: "auto" }, clip(report.summary, 2000)),
    report.validUntil === null ? null : el("p", {},
      `This answer holds until ${time(report.validUntil)}, ${distance(report.validUntil, report.time)} the time judged.`),
    el("p", { class: "quiet" }, "Judged for ",
      report.hostname === null ? "no particular name" : el("strong", {}, say(report.hostname)),
      `, at ${time(report.time)}, with ${roots(store, ownRoots)}, by the standard (RFC 5280).`),
    notJudged(report.notJudged, catalogue),
    report.staleData.length === 0 ? null : el("p", { class: "quiet" },
      `Older than 90 days at that time: ${report.staleData.map((name) => clip(name)).join(", ")}.`)));
}

/** What nobody looked at, said quietly but always: nothing unchecked counts as passed. */
function notJudged(ids, catalogue) {
  if (ids.length === 0) return null;
  const titles = ids.map((id) => clip(catalogue.get(id)?.title ?? id)).join("; ");
  const props = { class: "quiet", "data-testid": "not-judged" };
  if (ids.length <= 4) return el("p", props, `Not looked at, and so not ruled out: ${titles}.`);
  return el("details", props,
    el("summary", {}, `${ids.length} things were not looked at, and so are not ruled out`), `${titles}.`);
}

function roots(store, own) {
  if (store === "none") return own ? "your own roots only" : "no roots at all";
  return own ? `${STORES[store]} and your own roots` : STORES[store];
}

const lower = (title) => (/^(A |[A-Z][a-z])/.test(title) ? title[0].toLowerCase() + title.slice(1) : title);

const NAMELESS = "A server's certificate is judged for the name that the browser visits, and there is none to be "
  + "taken from the certificate. Type the name above, or judge without one.";

/** Misuse, in the verdict's place; `actions` are buttons that may help. */
export function drawError({ code, message }, actions) {
  return el("section", { class: "verdict unknown", "data-testid": "error", "data-error-code": code },
    icon("unknown"),
    el("div", {},
      el("h2", {}, MISUSE[code] ?? "This could not be judged"),
      paragraphs(code === "hostname-missing" ? NAMELESS : message),
      actions.length === 0 ? null : el("div", { class: "row" }, actions),
      el("p", { class: "quiet" }, el("code", {}, code))));
}

/** Shown while the first answer is awaited. */
export function drawWorking() {
  return el("section", { class: "verdict unknown" }, icon("note"), el("div", {}, el("h2", {}, "Judging…")));
}

/** The engine did not load; `retry` tries again. */
export function drawFailure(message, retry) {
  return el("section", { class: "verdict unknown", "data-testid": "error", "data-error-code": "engine-not-loaded" },
    icon("warn"),
    el("div", {},
      el("h2", {}, "The engine did not load"),
      el("p", {}, "This page judges with a WebAssembly module that it loads from its own address. Check the connection, or "
        + "whether the browser or an extension forbids WebAssembly or workers, and try again."),
      el("button", { type: "button", class: "primary", onclick: retry }, "Try again"),
      el("p", { class: "quiet" }, say(message))));
}
