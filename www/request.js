// A certificate request (CSR): what it asks for, whether its signature is good, what belongs to it, and what each judge
// would say of the certificate that a CA would make of it.

import { basics, hex } from "./certificate.js";
import { el, icon } from "./dom.js";
import { drawExtensions } from "./extensions.js";
import { findingList } from "./findings.js";
import { causeOf } from "./cause.js";
import { day } from "./format.js";
import { breakable, clip, say } from "./text.js";
import { table } from "./values.js";
import { judgeInFull, JUDGES } from "./words.js";

const SIGNATURES = {
  valid: ["good", "Its signature is good: whoever made it has the private key that belongs to it."],
  invalid: ["bad", "Its signature is not good: it was changed, or made without the private key. No CA will take it."],
  "not-checked": ["unknown", "Its signature is of an algorithm that is not verified here."],
};

/** The section; null where there is no request. */
export function drawRequest(context) {
  const { request, report } = context;
  if (!request) return null;
  const [tone, text] = SIGNATURES[request.signature];
  const matching = report.certificates.filter(({ fingerprints }) => fingerprints.spkiSha256 === request.spkiSha256);
  const asked = request.contents.extensions.filter(({ oid }) => request.extensions.includes(oid));
  return el("section", { "data-testid": "request", "data-signature": request.signature, "aria-labelledby": "request-title" },
    el("h2", { id: "request-title", "data-short": "Request" }, "The certificate request (CSR)"),
    el("p", { class: tone }, icon(tone), " ", text),
    drawKey(request.keyMatches),
    drawMatches(matching, report, context),
    drawVerdicts(request, context),
    el("div", { class: "card" },
      el("h3", {}, "What it asks for"),
      table([
        ...basics({ subject: request.contents.subject, publicKey: request.contents.publicKey }, { judgedAt: null }),
        ["Signed with", say(request.signedWith)],
        ["SHA-256 of its public key", ...hex("SHA-256 of its public key", request.spkiSha256)],
        request.attributes.length === 0 ? null : ["Other attributes", request.attributes.map((name) => clip(name, 60)).join(", ")],
      ]),
      asked.length === 0 ? el("p", {}, "It asks for no extension, not even for names: a CA must add the names itself.")
        : drawExtensions(asked)));
}

/** Whether the key that was pasted with it belongs to it; nothing where there was none. */
function drawKey(matches) {
  if (matches === null) return null;
  const tone = matches ? "good" : "bad";
  return el("p", { class: tone, "data-testid": "request-key", "data-match": matches ? "yes" : "no" }, icon(tone),
    matches ? " The key that you pasted belongs to it." : " The key that you pasted is not the one of this request.");
}

function drawMatches(matching, report, { open }) {
  if (report.certificates.length === 0) return null;
  if (matching.length === 0) {
    return el("p", { class: "bad", "data-testid": "request-match", "data-match": "no" }, icon("bad"),
      " None of the certificates here has the key of this request: they do not belong together.");
  }
  return el("p", { class: "good", "data-testid": "request-match", "data-match": "yes" }, icon("good"), " Its key is that of ",
    matching.map((certificate, index) => [index > 0 ? ", " : "", el("button", {
      type: "button", class: "link", onclick: () => open(certificate.index),
    }, say(certificate.label, 80))]), ": they belong together.");
}

/** What would become of it, judge by judge. */
function drawVerdicts(request, context) {
  const judged = [...request.reports].filter(([, { report }]) => report);
  const faults = new Map();
  for (const [, { report }] of judged) {
    for (const finding of report.findings.filter(({ certificate, outcome }) => certificate === 0 && (outcome === "error" || outcome === "warning"))) {
      if (!faults.has(finding.id)) faults.set(finding.id, finding);
    }
  }
  const draft = { ...context, report: { certificates: [] }, open: () => {} };
  const [{ time: issued, purpose } = {}] = judged.map(([, { report }]) => report);
  const isClients = purpose === "client";
  return el("div", { class: "would" },
    el("h3", {}, "If a CA issued it like this"),
    el("p", { class: "quiet" }, request.hostname === null ? "Judged for no particular name" : "Judged for ",
      request.hostname === null ? null : el("strong", {}, say(request.hostname)),
      `, as issued ${issued === undefined ? "" : `on ${day(issued)} `}for 90 days by a CA that is trusted${isClients ? ", to a client" : ""}. What a CA adds of its own accord (dates, key identifier, policy) is taken to be right.`),
    el("ul", { class: "plain" }, judged.map(([profile, { report }]) => {
      const tone = report.verdict === "trusted" ? "good" : "bad";
      const cause = causeOf(report);
      return el("li", { class: tone, "data-testid": `would-${profile}`, "data-verdict": report.verdict }, icon(tone), " ",
        el("strong", {}, judgeInFull(profile)),
        report.verdict === "trusted" ? " would accept it" : ` would refuse it: ${clip(cause?.title ?? report.summary, 200)}`,
        report.code && profile in JUDGES ? [" ", el("code", {}, breakable(report.code))] : null);
    })),
    findingList([...faults.values()].map((finding) => ({ ...finding, certificate: null, fix: fixOfRequest(finding.fix) })), draft));
}

/** What to do while there is no certificate yet: of what helps one that was issued, what a new request needs too. */
const fixOfRequest = (fix) => fix && {
  summary: "Make the request anew: a signed one cannot be edited.",
  steps: fix.steps.filter((step) => step.startsWith("Make sure that the new certificate ")),
  commands: ["openssl req -in request.csr -noout -text", ...fix.commands.filter((command) => command.startsWith("openssl req -new "))],
};
