// Lays a report out: what to do, the chain, time, every certificate, what else was pasted, every check, the input.

import { drawCertificates } from "./certificate.js";
import { drawChain } from "./chain.js";
import { drawChecks } from "./checks.js";
import { el, jump } from "./dom.js";
import { drawExtras } from "./extras.js";
import { drawFindings } from "./findings.js";
import { drawItems } from "./items.js";
import { drawRequest } from "./request.js";
import { drawShare } from "./share.js";
import { drawTime } from "./timebar.js";
import { damageOf, drawError, drawVerdict } from "./verdict.js";

/** `{ verdict, parts }` of the chosen report. */
export function drawReport(context) {
  const { report } = context;
  const checks = el("div");
  context.isDamaged = damageOf(report) !== null; // the copy is to be mended, not what it says
  const { section, open } = drawCertificates(report.certificates, context);
  context.open = open;
  const chain = drawChain(context, (index) => checks.replaceChildren(drawChecks(report.paths[index], context)));
  const time = drawTime(context);
  const verdict = drawVerdict(context);
  const findings = drawFindings(report.findings, context);
  const parts = [
    findings, chain, time.section, section, drawRequest(context), checks, drawItems(report.input.filter(isGiven), context), drawShare(context),
  ];
  drawExtras(context, { verdict, findings, chain, time });
  return { verdict, parts: [contents(parts), ...parts] };
}

/** `{ verdict, parts }` where the engine refused to judge: the message, and what can be said of the input all the same. */
export function drawMisuse({ error, inspection, request }, context) {
  if (request && error.code === "no-certificate") return drawRequestAlone(request, inspection, context);
  const found = inspection ?? { items: [], certificates: [] };
  const button = (label, onclick) => el("button", { type: "button", onclick }, label);
  const actions = {
    "hostname-missing": [button("Give the name", context.focusName), button("Judge without a name", context.uncheckName)],
    "data-not-loaded": [button("Try again", context.retry)],
  }[error.code] ?? [];
  if (error.code === "hostname-missing" && isOnlyClients(found.certificates[0])) {
    actions.unshift(button("Judge as a client's certificate", context.asClient));
  }
  actions[0]?.classList.add("primary");
  Object.assign(context, { report: found, judgedAt: null, profile: null });
  const parts = [];
  if (found.certificates.length > 0) {
    const { section, open } = drawCertificates(found.certificates, context);
    context.open = open;
    parts.push(section);
  }
  if (request) parts.push(drawRequest(context));
  if (found.items.length > 0) parts.push(drawItems(found.items, context));
  return { verdict: drawError(error, actions), parts };
}

/** Whether a client alone may show this certificate, which names no server then. */
const isOnlyClients = (certificate) => certificate?.contents?.extensions.find(({ name }) => name === "extKeyUsage")
  ?.fields.flatMap(({ values }) => values).join() === "clientAuth";

/** A certificate request and no certificate: the request is what the reader asks about. */
function drawRequestAlone(request, inspection, context) {
  Object.assign(context, { report: inspection, judgedAt: null, profile: null, request });
  const error = {
    code: "no-certificate", title: "A request, not yet a certificate",
    message: "This is a certificate request (CSR): a CA makes a certificate of it. What would be said of that certificate can be told already.",
  };
  return { verdict: drawError(error, []), parts: [drawRequest(context), drawItems(inspection.items, context)] };
}

/** CRLs and OCSP responses are given to the engine a second time, as evidence; the reader pasted them once. */
const isGiven = ({ source }) => source !== "crls" && source !== "ocsp";

/** Links to the report's parts. */
function contents(parts) {
  const links = parts.filter(Boolean).map((part) => part.querySelector("h2") ?? null).filter((head) => head?.id)
    .map((head) => el("li", {}, el("a", { href: `#${head.id}`, onclick: jump }, head.dataset.short ?? head.textContent)));
  return el("nav", { class: "contents", "aria-label": "Parts of the answer", "data-testid": "contents" }, el("ul", {}, links));
}
