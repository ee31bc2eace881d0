// What comes after the verdict, when the engine has worked it out: the corrected bundle, the moments at which the answer
// changes, where the browsers part, and what the reader's own CA changes.

import { el, icon } from "./dom.js";
import { downloadButton } from "./copy.js";
import { drawParting } from "./judges.js";
import { clip, sayAll } from "./text.js";
import { count } from "./words.js";

/** Asks for it and puts it where it belongs, unless another answer has come in the meantime. */
export async function drawExtras(context, { verdict, findings, chain, time }) {
  const { ask, judges, profile, isCurrent, reports, catalogue, ownRoots } = context;
  const answer = await ask("extras", { judges, chosen: profile });
  if (answer === null || answer.error || !isCurrent()) return;
  if (answer.bundle && answer.bundle.changes.length > 0) findings.append(drawBundle(answer.bundle));
  if (answer.timeline) time.addChanges(answer.timeline);
  if (answer.partings) verdict.querySelector("[data-place=parting]")?.replaceChildren(drawParting(reports, catalogue, answer.partings) ?? "");
  if (ownRoots && answer.withoutOwn) chain.append(drawWithoutOwn(answer.withoutOwn, context.report));
}

function drawBundle({ pem, changes, report }) {
  const trusted = report.verdict === "trusted";
  const tone = trusted ? "good" : "warn";
  return el("article", { class: `card bundle ${tone}`, "data-testid": "bundle", "data-verdict": report.verdict },
    el("h3", {}, "A corrected file for the server"),
    el("p", {}, `The same certificates, with ${count(changes.length, "change")}:`),
    el("ul", {}, changes.map((change) => el("li", { dir: "auto" }, sayAll(change)))),
    el("p", { class: "tag" }, icon(tone), trusted ? "Judged again: trusted" : "Judged again: still not trusted"),
    el("p", {}, clip(report.summary, 600)),
    el("div", { class: "row export" },
      downloadButton("Download the corrected bundle", "fullchain.pem", "application/x-pem-file", () => pem)));
}

function drawWithoutOwn({ verdict, summary }, report) {
  const same = verdict === report.verdict;
  return el("p", { class: "quiet", "data-testid": "without-own" },
    same ? "Your own CA changes nothing in the verdict. " : "Your own CA makes the difference. ",
    `Without it: ${verdict === "trusted" ? "trusted" : "not trusted"}. `, clip(summary, 600));
}
