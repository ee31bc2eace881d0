// Two certificates field by field, as the engine compares them.

import { el, icon } from "./dom.js";
import { day, pem, timeIn } from "./format.js";
import { read } from "./input.js";
import { clip, sayAll } from "./text.js";
import { EXTENSIONS, JUDGES, judgeOf, lower, MEANINGS } from "./words.js";

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
    el("p", { class: "lead" }, "The old one and the renewed one; the one that works and the one that does not. Each may come with its chain. Only what differs is shown."),
    form, result));
}

function drawAnswer(answer, withOwn) {
  if (answer === null || answer.error) {
    const message = answer?.error?.message ?? "The engine gave no answer.";
    return [el("p", {}, clip(message.replace(/^`([ab])`: /, (_, side) => (side === "a" ? "The one: " : "The other: ")), 400))];
  }
  const isSame = answer.rows.length === 0;
  const differs = answer.verdicts.some(({ sides: [one, other] }) => one.verdict !== other.verdict);
  const same = isSame ? el("p", {}, "There is no difference: the two certificates are the same, byte by byte.",
    differs ? " What came with them is not." : "") : null;
  if (isSame && !differs) return [same];
  return [
    same,
    el("p", { class: "hint" }, `What is said of either now, for no particular name${withOwn ? ", with your own CA" : ""}:`),
    answer.verdicts.map(drawGain),
    isSame ? null : el("table", { class: "diff" },
      el("caption", { class: "unseen" }, "What differs"),
      el("thead", {}, el("tr", {}, ["Field", "The one", "The other"].map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, answer.rows.map(drawRow))),
  ].flat().filter(Boolean);
}

/** What no two certificates have in common, by the engine's names of fields. */
const OF_ITS_OWN = new Set(["Signature", "SHA-256 fingerprint"]);

function drawRow({ field, a, b }) {
  const [, extension, part] = /^([^,]+), (.+)$/.exec(field) ?? [];
  const words = EXTENSIONS[extension];
  const isOwn = OF_ITS_OWN.has(field);
  // Whether an extension is critical that is not there: what else it says tells enough.
  const isPassedOver = part === "critical" && (a === null || b === null);
  return el("tr", { class: isOwn ? "own" : isPassedOver ? "expert" : null },
    el("th", { scope: "row" }, words ? [words, el("span", { class: "hint" }, ` ${clip(part)} `), el("span", { class: "hint expert" }, extension)]
      : clip(field, 120),
      isOwn ? el("span", { class: "hint" }, " (each certificate has its own)") : null),
    [a, b].map((value) => el("td", {}, value === null ? el("span", { class: "hint" }, "not there") : drawValue(value))));
}

/** Times and codes are told in words, and of bytes as much as shows that they differ. */
function drawValue(value) {
  if (Object.hasOwn(MEANINGS, value)) return [MEANINGS[value], el("span", { class: "hint expert" }, ` ${value}`)];
  return sayAll(timeIn(value), /^[\da-f]{65,}$/.test(value) ? 32 : 400);
}

/** What one judge says of either. */
function drawGain({ profile, sides: [one, other] }) {
  const word = ({ verdict, code, cause, ended }) => (verdict === "trusted" ? "trusted"
    : `not trusted${profile in JUDGES ? ` (${clip(code ?? "", 60)})` : ""}: `
      + [cause && lower(clip(cause)), ended && `it expired on ${day(ended)}`].filter(Boolean).join("; "));
  const same = word(one) === word(other);
  const tone = other.verdict === "trusted" ? "good" : "bad";
  return el("p", { class: tone, "data-testid": `gain-${profile}` }, icon(tone),
    el("span", {}, el("strong", {}, judgeOf(profile)),
      same ? `: both are ${word(one)}.` : `: the one is ${word(one)}. The other is ${word(other)}.`));
}
