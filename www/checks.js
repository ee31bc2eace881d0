// Every check of the chosen path, so that what was looked at, and what was not, can be seen.

import { disclosure, el, icon } from "./dom.js";
import { drawReference } from "./findings.js";
import { clip, paragraphs, say } from "./text.js";
import { outcomeOf } from "./words.js";

const FILTERS = [
  ["all", "All", () => true],
  ["failed", "Failed", (check) => check.outcome === "error"],
  ["not-checked", "Not checked", (check) => check.outcome === "not-checked"],
];
const MANY = 2000; // rows drawn

/**
 * The section for `path`; checks are named by the catalogue. The roles are spelt out because the phone's layout would
 * take them from the table.
 */
export function drawChecks(path, context) {
  const body = el("tbody");
  const empty = el("p", { class: "hint" });
  const draw = ([, label, wanted]) => {
    const rows = path.checks.filter(wanted);
    body.replaceChildren(...rows.slice(0, MANY).map((check) => drawRow(check, context)));
    empty.textContent = rows.length === 0 ? `None: ${label.toLowerCase()}.`
      : rows.length > MANY ? `${rows.length - MANY} more are not drawn.` : "";
  };
  const choices = FILTERS.map((filter) => el("label", {},
    el("input", {
      type: "radio", name: "checks", value: filter[0], checked: filter[0] === "all", "data-testid": `filter-${filter[0]}`,
      onchange: () => draw(filter),
    }),
    el("span", {}, `${filter[1]} (${path.checks.filter(filter[2]).length})`)));
  draw(FILTERS[0]);
  return el("section", { "data-testid": "checks", "aria-labelledby": "checks-title" },
    el("h2", { id: "checks-title" }, "Every check"),
    el("p", { class: "quiet" }, "Each row is a fault that was looked for. “Passed” means that it is not there."),
    el("fieldset", { class: "segments" }, el("legend", { class: "unseen" }, "Which checks to show"), choices),
    el("table", { role: "table" },
      el("thead", {}, el("tr", { role: "row" }, ["Outcome", "Fault looked for", "Certificate"].map((head) =>
        el("th", { role: "columnheader", scope: "col" }, head)))),
      body),
    empty);
}

function drawRow({ id, certificate, outcome }, { report, catalogue }) {
  const { word, tone } = outcomeOf(outcome);
  const about = catalogue.get(id);
  const subject = certificate === null ? null : report.certificates[certificate];
  return el("tr", { role: "row", "data-check-id": id, "data-outcome": outcome },
    el("td", { role: "cell" }, el("span", { class: `tag ${tone}` }, icon(tone), word)),
    el("td", { role: "cell" }, about
      ? disclosure(clip(about.title), () =>
        [paragraphs(about.explanation), drawReference(about.reference), el("code", {}, id)])
      : el("code", {}, id)),
    el("td", { role: "cell" }, subject ? say(subject.label, 60) : "the whole path"));
}
