// Two certificates field by field, as the engine compares them.

import { el, icon } from "./dom.js";
import { pem } from "./format.js";
import { read } from "./input.js";
import { clip, sayAll } from "./text.js";
import { judgeOf } from "./words.js";

/** Draws the view into `place`. `ownRoots()` are what the reader trusts besides. */
export function drawDiff(place, { ask, ownRoots }) {
  const box = (id, label) => [
    el("label", { for: id }, label),
    el("textarea", { id, "data-testid": id, rows: 7, spellcheck: "false", autocapitalize: "off", placeholder: "-----BEGIN CERTIFICATE-----" }),
  ];
  const result = el("div", { role: "status", "data-testid": "diff-result" });
  const form = el("form", { class: "card diff-form" },
    el("div", {}, box("diff-a", "The one")), el("div", {}, box("diff-b", "The other")),
    el("button", { type: "submit", class: "primary", "data-testid": "diff-go" }, "Compare"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [a, b] = ["diff-a", "diff-b"].map((id) => form.querySelector(`#${id}`).value);
    const anchors = ownRoots();
    const answer = await ask("diff", { a, b, anchors, time: new Date().toISOString() });
    result.replaceChildren(...drawAnswer(answer, anchors.length > 0));
  });
  form.addEventListener("drop", async (event) => {
    const area = event.target.closest(".diff-form > div")?.querySelector("textarea");
    const [file] = event.dataTransfer.files;
    if (!area || !file) return;
    event.preventDefault();
    const content = await read(file);
    area.value = typeof content === "string" ? content : pem(btoa(Array.from(content, (byte) => String.fromCharCode(byte)).join("")));
  });
  place.replaceChildren(el("section", { class: "diff-view", "aria-labelledby": "diff-title" },
    el("h2", { id: "diff-title" }, "Compare two certificates"),
    el("p", { class: "lead" }, "The old one and the renewed one; the one that works and the one that does not. Only what differs is shown."),
    form, result));
}

function drawAnswer(answer, withOwn) {
  if (answer === null || answer.error) {
    return [el("p", {}, clip(answer?.error?.message ?? "The engine gave no answer.", 400))];
  }
  const gains = answer.verdicts.map((verdict) => drawGain(verdict, withOwn));
  if (answer.rows.length === 0) return [el("p", {}, "There is no difference: they are the same, byte by byte.")];
  return [...gains, el("table", { class: "diff" },
    el("caption", { class: "unseen" }, "What differs"),
    el("thead", {}, el("tr", {}, ["Field", "The one", "The other"].map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, answer.rows.map(({ field, a, b }) => el("tr", {},
      el("th", { scope: "row" }, clip(field, 120)),
      [a, b].map((side) => el("td", {}, side === null ? el("span", { class: "hint" }, "not there") : sayAll(side, 400)))))))];
}

/** What one judge says of either, for no particular name. */
function drawGain({ profile, sides: [one, other] }, withOwn) {
  const word = ({ verdict, code }) => (verdict === "trusted" ? "trusted" : `not trusted (${clip(code ?? "", 60)})`);
  const same = one.verdict === other.verdict && one.code === other.code;
  const tone = other.verdict === "trusted" ? "good" : "bad";
  return el("p", { class: tone, "data-testid": `gain-${profile}` }, icon(tone),
    el("span", {}, el("strong", {}, judgeOf(profile)),
      same ? `: both are ${word(one)}, for no particular name and now` : `: the one is ${word(one)}, the other is ${word(other)}`,
      withOwn ? ", with your own CA" : null));
}
