// The judges side by side: each with its verdict, its code, one sentence, and its version. One of them is looked at closely.

import { el, icon } from "./dom.js";
import { causeOf } from "./cause.js";
import { breakable, clip, say } from "./text.js";
import { EDITIONS, judgeOf, MISUSE } from "./words.js";

/**
 * The row of judges; `reports` maps profiles to `{ report }` or `{ error }`. `choose(profile)` is called when the reader
 * wants to see another's reasons.
 */
export function drawJudges(reports, chosen, { choose }) {
  return el("fieldset", { class: "judges", "data-testid": "judges" },
    el("legend", { class: "unseen" }, "Whose reasons to show"),
    [...reports].map(([profile, answer]) => drawJudge(profile, answer, profile === chosen, choose)));
}

function drawJudge(profile, { report, error }, isChosen, choose) {
  const tone = !report ? "unknown" : report.verdict === "trusted" ? "good" : "bad";
  const name = judgeOf(profile);
  const isVisit = report && report.purpose !== "client";
  return el("label", {
    class: `judge ${tone}`, "data-testid": `judge-${profile}`, "data-verdict": report?.verdict ?? null,
    "data-code": report?.code ?? null,
  },
  el("input", {
    type: "radio", name: "judge", value: profile, checked: isChosen, disabled: !report, onchange: () => choose(profile),
    "aria-label": `${name}: ${wordOf(report)}`,
  }),
  el("span", { class: "who" }, el("strong", {}, name), el("span", { class: "hint" }, versionOf(profile, report))),
  el("span", { class: "word" }, icon(tone), wordOf(report)),
  report?.code ? el("code", { class: "code" }, breakable(report.code)) : null,
  el("span", { class: "sentence", "data-testid": isChosen ? "summary" : null, dir: "auto" },
    report ? clip(report.summary, 2000) : MISUSE[error.code] ?? clip(error.message)),
  isVisit && report.overridable === true ? el("span", { class: "hint" }, "A visitor could click past it, unless the site asks for HTTPS always (HSTS).") : null,
  isVisit && report.overridable === false ? el("span", { class: "hint" }, "A visitor cannot click past it.") : null);
}

const wordOf = (report) => (!report ? "No answer" : report.verdict === "trusted" ? "Trusted" : "Not trusted");

function versionOf(profile, report) {
  if (report?.versions.browser) return clip(report.versions.browser, 60);
  return EDITIONS[profile] ?? "";
}

/** In one sentence, where the judges part; null where they agree. */
export function drawParting(reports, catalogue, partings) {
  const judged = [...reports].filter(([, { report }]) => report).map(([profile, { report }]) => [profile, report]);
  const named = (list) => new Intl.ListFormat("en").format(list.map(([profile]) => judgeOf(profile)));
  const refusing = judged.filter(([, report]) => report.verdict !== "trusted");
  const first = partings?.[0];
  const title = first ? catalogue.get(first.id)?.title : null;
  if (refusing.length === 0 || refusing.length === judged.length) {
    return title && refusing.length === 0 ? el("p", { class: "parting", "data-testid": "parting" }, icon("note"),
      el("span", {}, "Chrome and Firefox weigh one rule differently: ", clip(title), ".")) : null;
  }
  const causes = refusing.map(([, report]) => causeOf(report)).filter(Boolean);
  const why = title ?? causes[0]?.title;
  return el("p", { class: "parting", "data-testid": "parting" }, icon("note"),
    el("span", {}, el("strong", {}, "They part here: "),
      `${named(refusing)} ${refusing.length === 1 ? "refuses" : "refuse"} it`, why ? [", because of this: ", say(why)] : "", "."));
}
