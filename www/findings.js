// Each finding: what is wrong, what to do about it, and where the standard says so.

import { disclosure, el, icon } from "./dom.js";
import { command } from "./copy.js";
import { pem } from "./format.js";
import { paragraphs, clip, say, sayAll } from "./text.js";
import { table, values } from "./values.js";
import { count, outcomeOf, plain, PROGRAMS } from "./words.js";

/** The section of a report's findings; what the whole answer rests on. */
export function drawFindings(findings, context) {
  const errors = findings.filter((finding) => finding.outcome === "error").length;
  const rest = findings.length - errors;
  const told = [errors > 0 ? count(errors, "fault") : null, rest > 0 ? count(rest, "remark") : null].filter(Boolean);
  return el("section", { "data-testid": "findings", "aria-labelledby": "findings-title" },
    el("h2", { id: "findings-title", "data-short": errors > 0 ? "What to do" : "Findings" }, errors > 0 ? "What is wrong, and what to do" : "What was found"),
    el("p", { class: "quiet" }, findings.length === 0 ? "No fault, and nothing to remark." : `${told.join(" and ")}.`),
    findingList(findings, context));
}

const MANY = 25; // findings listed at once

/** Findings below a heading of another part. */
export function findingList(findings, context) {
  const draw = (some) => some.map((finding) => drawFinding(finding, context));
  const list = el("div", { class: "findings" }, draw(findings.slice(0, MANY)));
  if (findings.length > MANY) {
    const more = el("button", {
      type: "button", class: "on-paper", "data-testid": "more-findings", onclick: () => {
        const rest = draw(findings.slice(MANY));
        const focused = document.activeElement === more;
        more.replaceWith(...rest);
        if (focused) rest[0].querySelector("button, summary").focus();
      },
    }, `Show ${findings.length - MANY} more`);
    list.append(more);
  }
  return list;
}

/** Faults that are none to whoever trusts the root that came along. */
export const ROOT_FINDINGS = new Set(["root-not-trusted", "self-signed-not-trusted"]);

function drawFinding(finding, context) {
  const { report, open } = context;
  const { word, tone } = outcomeOf(finding.outcome);
  const subject = finding.certificate === null ? null : report.certificates[finding.certificate];
  return el("article", { class: `card finding ${tone}`, "data-testid": "finding", "data-finding-id": finding.id },
    el("header", {},
      el("span", { class: "tag" }, icon(tone), word),
      el("h3", { dir: "auto" }, clip(finding.title)),
      subject && el("button", { type: "button", class: "link", onclick: () => open(finding.certificate) },
        say(subject.label, 80))),
    paragraphs(finding.explanation, { class: "explanation" }),
    finding.fix && !context.isDamaged ? drawFix(finding.fix, finding.outcome === "error") : null,
    ROOT_FINDINGS.has(finding.id) && subject?.der ? drawTrial(subject, context) : null,
    finding.certificate !== null && Number.isInteger(finding.details.offset)
      ? el("button", { type: "button", class: "link small expert", "data-testid": "show-offset",
        onclick: () => open(finding.certificate, finding.details.offset) }, `Show byte ${finding.details.offset}`) : null,
    disclosure("Details", () => [
      table([...rowsOf(finding.details, report.certificates), ["Name of this check", el("code", {}, finding.id)]]),
      drawCodes(finding.codes),
    ], { class: "details" }),
    drawReference(finding.reference));
}

/** Offers to judge once more with this root among the reader's own. */
const drawTrial = ({ der }, { trust }) => el("div", { class: "trial" },
  el("button", { type: "button", "data-testid": "trust-root", onclick: () => trust("the root on trial", pem(der), true) }, "Judge as if this root were trusted"),
  el("p", { class: "quiet small" }, "On this page only: it goes into the box “Your own CA”. No browser learns of it."));

/** The cure; open at once where something is broken. */
function drawFix({ summary, steps, commands }, open) {
  return el("details", { class: "fix", open },
    el("summary", {}, "What to do"),
    paragraphs(summary),
    steps.length === 0 ? null : el("ol", {}, steps.map((step) => el("li", { dir: "auto" }, sayAll(step)))),
    (commands ?? []).map(command));
}

/** A value of `details`, whatever its shape, as nodes. */
function shown(value) {
  if (value === null || value === undefined) return ["none"];
  if (typeof value === "boolean") return [value ? "yes" : "no"];
  if (Array.isArray(value)) {
    if (value.length === 0) return ["none"];
    return value.every((part) => typeof part !== "object") ? [values(value.map(String))] : value.flatMap(shown);
  }
  return [typeof value === "object" ? table(rowsOf(value)) : sayAll(String(value))];
}

/** `details` as rows of a table. Certificates that they name by index are named by number and label. */
export const rowsOf = (object, certificates) => Object.entries(object).map(([key, value]) => [
  clip(plain(key), 60), ...shown(!INDICES.has(key) || value === null ? value
    : Array.isArray(value) ? value.map((index) => numbered(index, certificates)) : numbered(value, certificates)),
]);

const INDICES = new Set(["first", "constrainer", "demandedBy", "owner", "order"]);
const numbered = (index, certificates) => [`number ${index + 1}`, certificates?.[index]?.label].filter(Boolean).join(", ");

function drawCodes(codes) {
  const rows = Object.entries(codes).filter(([program]) => program in PROGRAMS)
    .map(([program, code]) => [PROGRAMS[program], el("code", {}, say(code))]);
  return rows.length === 0 ? null : [el("h4", {}, "What other programs call this fault"), table(rows)];
}

/** The rule, as a link to it: following it is the reader's own act. */
export function drawReference(reference) {
  if (reference === null) return null;
  const text = `${clip(reference.document)}${reference.section === "" ? "" : `, section ${clip(reference.section)}`}`;
  const safe = URL.canParse(reference.url) && new URL(reference.url).protocol === "https:";
  return el("p", { class: "reference" }, "The rule: ",
    safe ? el("a", { href: reference.url, target: "_blank", rel: "noopener noreferrer" }, text) : text);
}
