// Lays a report out: what to do, the chain, time, every certificate, what else was pasted, every check, the input.

import { drawCertificates } from "./certificate.js";
import { drawChain } from "./chain.js";
import { drawChecks } from "./checks.js";
import { el, jump } from "./dom.js";
import { drawExtras } from "./extras.js";
import { drawFindings } from "./findings.js";
import { drawItems } from "./items.js";
import { fieldsOf, firstName, LABEL, namesOf, saysCa } from "./names.js";
import { drawRequest } from "./request.js";
import { drawShare } from "./share.js";
import { clip } from "./text.js";
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
export function drawMisuse({ error, inspection, request, leaf }, context) {
  if (request && error.code === "no-certificate") return drawRequestAlone(request, inspection, context);
  const found = inspection ?? { items: [], certificates: [] };
  const judged = found.certificates[leaf];
  const nameless = error.code === "hostname-missing" ? namelessness(judged) : null;
  const button = (label, onclick) => el("button", { type: "button", onclick }, label);
  const actions = {
    "hostname-missing": nameless ? [
      context.link.leaf === undefined ? null : button("Judge the one that is found by itself", () => context.judgeLeaf(undefined)),
      nameless.host ? button(`Judge for “${nameless.host}”`, () => context.chooseName(nameless.host)) : null,
      isOnlyClients(judged) ? button("Judge as a client's certificate", context.asClient) : null,
      button("Give the name", context.focusName), button("Judge without a name", context.uncheckName),
    ].filter(Boolean) : [],
    "data-not-loaded": [button("Try again", context.retry)],
  }[error.code] ?? [];
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
  return { verdict: drawError({ ...error, ...keyAlone(error, found), ...nameless }, actions, context.parts?.certificates), parts };
}

/** What is said where private keys are all that was given. */
function keyAlone({ code }, { items }) {
  if (code !== "no-certificate" || items.some(({ kind }) => kind !== "private-key")) return null;
  return {
    title: items.length === 1 ? "This is a private key: keep it secret" : "These are private keys: keep them secret",
    message: "Nothing of it has left this computer, and nothing of it is stored. Paste the certificate in its place: the file that begins with "
      + "“BEGIN CERTIFICATE”. The key may stand beside it: whether they belong together is told then.\n"
      + "Never send a private key to anybody. If it was in a chat, an e-mail, a ticket or a public repository, or on a page that you do not "
      + "trust, replace it: make a new key, have a certificate issued for it, and have the old certificate revoked.",
  };
}

/** What is said where no name was given, and the `host` that is offered: of those that the certificate lists, or its common name. */
function namelessness(judged) {
  const { subject, selfIssued } = judged?.contents ?? {};
  const listed = namesOf(judged);
  if (listed.length > 0) {
    const shown = listed.slice(0, 5).map((name) => `“${clip(name, 60)}”`).join(", ");
    return {
      host: firstName({ leaf: 0, certificates: [judged] }),
      message: `A server's certificate is judged for the name that the browser visits. This one lists ${shown}`
        + `${listed.length > 5 ? " and others" : ""}. Type the name above, or judge without one.`,
    };
  }
  const common = fieldsOf(judged, "subjectAltName") ? null : subject?.attributes.find(({ oid }) => oid === "2.5.4.3")?.value;
  const isCa = saysCa(judged);
  const host = LABEL.test(common ?? "") && (selfIssued || !isCa) && !isOnlyClients(judged) ? common : null;
  return {
    host,
    message: "A server's certificate is judged for the name that the browser visits, and this one lists none"
      + `${common ? `: browsers do not look at its common name, “${clip(common, 60)}”` : ""}. Type the name above, or judge without one.`
      + (isCa && !host ? " It is a CA's certificate: give the server's own with it." : ""),
  };
}

/** Whether a client alone may show this certificate, which names no server then. */
const isOnlyClients = (certificate) => fieldsOf(certificate, "extKeyUsage")?.flatMap(({ values }) => values).join() === "clientAuth";

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
