// The chain drawn: from the certificate judged up to the root, with each link as the path's own checks found it.

import { el, icon } from "./dom.js";
import { day } from "./format.js";
import { clip, say } from "./text.js";
import { findingList, ROOT_FINDINGS } from "./findings.js";
import { count, roleOf, ROLES, STORES } from "./words.js";

// Checks that are about the step from a certificate to its issuer, rather than about the certificate itself.
const LINK_FAULTS = new Set([
  "signature-invalid", "signature-algorithm-weak", "signature-algorithm-unsupported", "signature-algorithm-mismatch",
  "issuer-not-found", "anchor-name-reused", "root-not-trusted", "self-signed-not-trusted", "path-loop", "path-too-long",
]);

/** The section: the chosen path drawn, the others to choose from. `chosen(index)` is called for each choice. */
export function drawChain(context, chosen) {
  const { report } = context;
  const place = el("div");
  const draw = (index) => {
    const path = report.paths[index];
    place.replaceChildren(picture(path, context), unused(path, context) ?? "",
      index === 0 ? "" : findingList(path.findings, context));
    chosen(index);
  };
  const section = el("section", { "data-testid": "chain", "aria-labelledby": "chain-title" },
    el("h2", { id: "chain-title" }, "The chain"),
    report.paths.length > 1 ? chooser(report, draw) : null,
    place);
  if (report.paths.length > 0) draw(0);
  else place.append(el("p", {}, "No chain could be built."), unused({ certificates: [] }, context) ?? "");
  return section;
}

function chooser(report, draw) {
  const select = el("select", {
    id: "path", "data-testid": "path-select", onchange: () => draw(Number(select.value)),
  }, report.paths.map((path, index) => el("option", { value: index }, named(path, index, report))));
  return el("div", { class: "row chooser" },
    el("label", { for: "path" }, `${report.paths.length + report.pathsOmitted} ways to build it; the best comes first`),
    select,
    report.pathsOmitted === 0 ? null : el("span", { class: "hint" }, `${report.pathsOmitted} more are not listed`));
}

function named(path, index, report) {
  const last = report.certificates[path.certificates.at(-1)];
  const word = path.verdict === "trusted" ? "trusted" : "not trusted";
  return `Path ${index + 1}: ${word}, ${path.certificates.length} long, up to ${clip(last?.label ?? "nothing", 50)}`;
}

/** Whether the path ends at a root, be it that the step to it failed, or that nobody trusts it. */
function endsAtRoot(path, report) {
  const last = report.certificates[path.certificates.at(-1) ?? -1];
  return path.anchor !== null || last?.source === "store" || last?.source === "anchors" || isUntrusted(path);
}

const isUntrusted = ({ findings, certificates }) => findings.some(({ id, certificate }) =>
  ROOT_FINDINGS.has(id) && certificate === certificates.at(-1));

function picture(path, context) {
  const rooted = endsAtRoot(path, context.report);
  const steps = path.certificates.flatMap((certificate, step) => {
    const above = path.certificates[step + 1];
    const link = above === undefined && rooted ? null : drawLink(linkState(path, certificate, above));
    return [el("li", { class: "node-item" }, drawNode(certificate, path, context)),
      link && el("li", { class: "link-item" }, link)];
  });
  const missing = rooted ? null
    : el("li", { class: "node-item" }, el("div", { class: "node missing", "data-anchor": "missing" },
      el("span", { class: "role" }, "Missing"), el("strong", { dir: "auto" }, nextMissing(path, context.report)),
      el("span", { class: "hint" }, "No trusted root was reached: the chain ends here")));
  return el("ol", {
    class: path.certificates.length > 4 ? "chain tall" : "chain", "aria-label": "From the certificate judged to the root",
  }, steps, missing);
}

/** Who would have to come next: the issuer that the last certificate names. */
function nextMissing(path, report) {
  const last = report.certificates[path.certificates.at(-1) ?? -1];
  const issuer = last?.contents?.issuer;
  if (!issuer || last.contents.selfIssued) return "A root that is trusted";
  const common = issuer.attributes.findLast(({ oid }) => oid === "2.5.4.3")?.value;
  return clip(common ?? (issuer.text || "An issuer without a name"), 90);
}

/** What the path's own checks say of the step above `certificate`. Without a passed signature it is never good. */
function linkState(path, certificate, above) {
  const own = path.checks.filter((check) => check.certificate === certificate);
  const faulty = own.some((check) => check.outcome === "error" && LINK_FAULTS.has(check.id));
  if (faulty || above === undefined) return "broken";
  return own.some((check) => check.id === "signature-invalid" && check.outcome === "passed") ? "good" : "unchecked";
}

const LINKS = {
  good: ["good", "signed by"],
  broken: ["bad", "broken"],
  unchecked: ["unknown", "not checked"],
};

function drawLink(state) {
  const [tone, word] = LINKS[state];
  return el("span", { class: `joint ${tone}`, "data-link": state }, icon(tone), el("span", {}, word));
}

function drawNode(index, path, { report, store, open }) {
  const certificate = report.certificates[index];
  const faults = path.findings.filter((finding) => finding.certificate === index && finding.outcome === "error").length;
  const anchor = path.anchor === index;
  const root = index === path.certificates.at(-1) && endsAtRoot(path, report);
  const role = index === report.leaf ? ROLES.leaf : root ? anchorRole(certificate, store, path) : ROLES.intermediate;
  const until = certificate.contents?.notAfter;
  return el("button", {
    type: "button", class: `node ${faults > 0 ? "bad" : anchor ? "good" : ""}`,
    "data-testid": "node", "data-certificate": index,
    "data-anchor": anchor ? certificate.source : null, onclick: () => open(index),
  },
  el("span", { class: "role" }, role),
  el("strong", {}, say(certificate.label, 90)),
  el("span", { class: "hint" }, until ? `until ${day(until)}` : "not readable"),
  sentAs(certificate, path, report),
  faults > 0 ? el("span", { class: "tag bad" }, icon("bad"), count(faults, "fault")) : null);
}

/** Where a certificate stood in what was given, when that is not where it belongs. */
function sentAs(certificate, path, report) {
  if (certificate.source !== "certificates") return null;
  const given = report.certificates.filter(({ source }) => source === "certificates").map(({ index }) => index);
  const wanted = path.certificates.filter((index) => given.includes(index));
  const [place, right] = [given.indexOf(certificate.index), wanted.indexOf(certificate.index)];
  if (place === right) return null;
  return el("span", { class: "tag warn", "data-testid": "misplaced" }, icon("warn"), `given as number ${place + 1}, belongs at ${right + 1}`);
}

function anchorRole(certificate, store, path) {
  const kind = certificate.contents?.selfIssued === false ? "Intermediate" : "Root";
  return {
    store: `${kind}, from ${STORES[store]}`,
    anchors: `${kind}, one of your own`,
  }[certificate.source] ?? (isUntrusted(path) ? ROLES.root : roleOf("anchor", certificate));
}

/** What the input holds that this path does not use. */
function unused(path, { report, open }) {
  const rest = report.certificates.filter((certificate) => !path.certificates.includes(certificate.index));
  if (rest.length === 0) return null;
  const shown = rest.slice(0, 8);
  return el("div", { class: "unused", "data-testid": "unused" },
    el("h3", {}, "Not used in this path"),
    el("ul", {}, shown.map((certificate) => el("li", {},
      el("button", { type: "button", class: "link", onclick: () => open(certificate.index) }, say(certificate.label, 90)),
      el("span", { class: certificate.source === "certificates" ? "tag warn" : "hint" }, why(certificate, report))))),
    rest.length > shown.length ? el("p", { class: "hint" }, `and ${rest.length - shown.length} more, listed below`) : null);
}

function why(certificate, report) {
  const original = report.certificates[certificate.duplicateOf ?? -1];
  if (original) return `the same as ${clip(original.label, 60)}, a second time`;
  if (certificate.contents === null) return "could not be read";
  if (report.paths.some(({ certificates }) => certificates.includes(certificate.index))) return "another of the paths leads through it";
  return { anchors: "one of your own roots", store: "a root of the list" }[certificate.source] ?? "superfluous: no path needs it here";
}
