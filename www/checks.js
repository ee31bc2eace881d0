// Every check of the chosen path, so that what was looked at, and what was not, can be seen.

import { disclosure, el, icon } from "./dom.js";
import { drawReference, rowsOf } from "./findings.js";
import { clip, paragraphs, say } from "./text.js";
import { table } from "./values.js";
import { outcomeOf } from "./words.js";

const FILTERS = [
  ["all", "All", () => true],
  ["failed", "Failed", (check) => check.outcome === "error"],
  ["remarks", "Remarks", (check) => check.outcome === "warning" || check.outcome === "info"],
  ["not-checked", "Not checked", (check) => check.outcome === "not-checked"],
  ["passed", "Passed", (check) => check.outcome === "passed"],
  ["not-applicable", "Not applicable", (check) => check.outcome === "not-applicable"],
];
const MANY = 30; // rows drawn at once
const MANY_OF = new Set(["all", "passed", "not-applicable"]); // of which there may be hundreds
const ORDER = ["error", "warning", "info", "not-checked", "passed", "not-applicable"]; // what matters comes first

/**
 * The section for `path`; checks are named by the catalogue. The roles are spelt out because the phone's layout would
 * take them from the table.
 */
export function drawChecks(path, context) {
  const sorted = path.checks.toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
  const body = el("tbody");
  const note = el("p", { class: "hint" });
  let current = FILTERS[0];
  const more = el("button", { type: "button", class: "on-paper", "data-testid": "all-checks", onclick: () => {
    const focused = document.activeElement === more;
    draw(current, Infinity);
    if (focused) body.rows[MANY].querySelector("summary")?.focus();
  } });
  const draw = (filter, limit) => {
    current = filter;
    const [, label, wanted] = filter;
    const rows = sorted.filter(wanted);
    body.replaceChildren(...rows.slice(0, limit).map((check) => drawRow(check, path, context)));
    const cut = rows.length > limit;
    note.textContent = rows.length === 0 ? `None: ${label.toLowerCase()}.` : cut ? `${limit} of ${rows.length} are shown.` : "";
    more.hidden = !cut;
    more.textContent = `Show all ${rows.length}`;
  };
  const choices = FILTERS.map((filter) => el("label", {},
    el("input", {
      type: "radio", name: "checks", value: filter[0], checked: filter[0] === "all", "data-testid": `filter-${filter[0]}`,
      onchange: () => draw(filter, MANY_OF.has(filter[0]) ? MANY : Infinity),
    }),
    el("span", {}, `${filter[1]} (${path.checks.filter(filter[2]).length})`)));
  draw(FILTERS[0], MANY);
  return el("section", { "data-testid": "checks", "aria-labelledby": "checks-title" },
    el("h2", { id: "checks-title" }, "Every check"),
    el("p", { class: "quiet" }, "Each row is a fault that was looked for. “Passed” means that it is not there."),
    el("fieldset", { class: "segments" }, el("legend", { class: "unseen" }, "Which checks to show"), choices),
    el("table", { role: "table" },
      el("thead", {}, el("tr", { role: "row" }, ["Outcome", "Fault looked for", "Certificate"].map((head) =>
        el("th", { role: "columnheader", scope: "col" }, head)))),
      body),
    note, more);
}

function drawRow({ id, certificate, outcome }, path, { report, catalogue }) {
  const { word, tone } = outcomeOf(outcome);
  const about = catalogue.get(id);
  const finding = path.findings.find((other) => other.id === id && other.certificate === certificate);
  const subject = certificate === null ? null : report.certificates[certificate];
  return el("tr", { role: "row", "data-check-id": id, "data-outcome": outcome },
    el("td", { role: "cell" }, el("span", { class: `tag ${tone}` }, icon(tone), word)),
    el("td", { role: "cell" }, about
      ? disclosure(clip(about.title), () =>
        [
          finding ? [paragraphs(finding.explanation, { class: "said" }), table(rowsOf(finding.details, report.certificates))] : null,
          paragraphs(about.explanation), drawReference(about.reference), el("code", { class: "expert" }, id),
        ])
      : el("code", {}, id)),
    el("td", { role: "cell" }, subject ? say(subject.label, 60) : "the whole path"));
}
