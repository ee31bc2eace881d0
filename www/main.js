// Joins the parts: what the reader changes becomes a request, the engine's answer becomes the page.

import { command } from "./copy.js";
import { drawCertificates } from "./certificate.js";
import { drawChain } from "./chain.js";
import { drawChecks } from "./checks.js";
import { byId, el, reveal } from "./dom.js";
import { Engine } from "./engine.js";
import { createExamples } from "./examples.js";
import { drawFindings } from "./findings.js";
import { acceptDrops, createBox } from "./input.js";
import { drawItems } from "./items.js";
import { createOptions } from "./options.js";
import { drawError, drawFailure, drawVerdict, drawWorking } from "./verdict.js";
import { clip } from "./text.js";

const PAUSE = 250; // milliseconds after the last change until it is judged
const PATIENCE = 200; // milliseconds until "Judging…" is shown

const results = byId("results");
let catalogue = new Map();
let examples = null;
let example = null; // whose certificates are in the box, edited or not
let timer;
let latest = 0; // counts changes and requests: an answer to an older one is not shown

const anchors = createBox(byId("anchors"), () => { options.draw(); changed(); });
const box = createBox(byId("certificates"), () => {
  examples?.leave();
  if (example && !shareLine(example.input, box.text())) {
    options.forget(example);
    example = null;
  }
  options.renew();
  changed();
});
const options = createOptions(anchors, changed);
const engine = new Engine(
  (checks) => { catalogue = checks; },
  (message) => show("failed", drawFailure(message, () => judge(true))),
);

byId("empty-command").append(
  command("openssl s_client -connect example.com:443 -servername example.com -showcerts </dev/null"));
acceptDrops((target) => (anchors.contains(target) ? anchors : box), byId("drop-hint"));
byId("form").addEventListener("submit", (event) => { event.preventDefault(); judge(true); });
byId("form").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) judge(true);
});

examples = await createExamples((chosen) => {
  example = chosen;
  box.fill(example.input);
  options.fill(example);
  judge(true);
});

/** Whether some line of base64 is in both texts: then one is an edited form of the other. */
function shareLine(a, b) {
  const lines = new Set(b.split("\n").map((line) => line.trim()));
  return a.split("\n").some((line) => line.trim().length > 40 && lines.has(line.trim()));
}

function changed() {
  clearTimeout(timer);
  latest += 1;
  results.dataset.state = "working";
  timer = setTimeout(() => judge(false), PAUSE);
}

/** Judges what is there. `asked`: by a button, so that an empty box is answered too and the result brought into view. */
async function judge(asked) {
  clearTimeout(timer);
  const current = ++latest;
  if (box.isEmpty() && !asked) {
    options.suggest(null);
    return show("empty");
  }
  results.dataset.state = "working";
  results.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => {
    if (byId("verdict").childElementCount === 0) byId("verdict").append(drawWorking());
  }, PATIENCE);
  const { contents, names } = box.parts();
  const { request, store, suggestName } = options.read();
  const own = anchors.parts().names;
  const context = { store, ownRoots: own.length > 0, parts: { certificates: names, anchors: own }, open: () => {} };
  const answer = await engine.judge({ request: { certificates: contents, ...request }, suggestName });
  clearTimeout(slow);
  if (answer === null || current !== latest) return;
  if (answer.report) showReport(answer, context);
  else showError(answer, context);
  if (asked) reveal(results);
}

function showReport({ report, suggested }, parts) {
  options.suggest(suggested);
  const checks = el("div");
  const context = { ...parts, report, catalogue, judgedAt: report.time };
  const { section, open } = drawCertificates(report.certificates, context);
  context.open = open;
  const chain = drawChain(context, (index) => checks.replaceChildren(drawChecks(report.paths[index], context)));
  show("result", drawVerdict(context),
    drawFindings(report.findings, context), chain, section, drawItems(report.input, context), checks);
  const data = report.versions.data.map(({ name, date }) => `${clip(name, 60)} of ${clip(date, 40)}`);
  byId("versions").textContent = [`certlens ${clip(report.versions.engine, 40)}`, ...data].join(", ");
}

/** Misuse: the message, and what can be said of the input all the same. */
function showError({ error, inspection }, context) {
  options.suggest(null);
  const unnamed = error.code === "hostname-missing";
  const actions = unnamed ? [
    el("button", { type: "button", class: "primary", onclick: () => options.focusName() }, "Give the name"),
    el("button", { type: "button", onclick: () => { options.uncheckName(); judge(true); } }, "Judge without a name"),
  ] : [];
  const found = inspection ?? { items: [], certificates: [] };
  Object.assign(context, { report: found, catalogue, judgedAt: null });
  const parts = [];
  if (found.certificates.length > 0) {
    const { section, open } = drawCertificates(found.certificates, context);
    context.open = open;
    parts.push(section);
  }
  if (found.items.length > 0) parts.push(drawItems(found.items, context));
  show("error", drawError(error, actions), ...parts);
}

/** Puts the page into `state`: empty, result, error or failed. */
function show(state, verdict, ...parts) {
  const inside = results.contains(document.activeElement) && document.activeElement !== results;
  results.dataset.state = state;
  results.removeAttribute("aria-busy");
  byId("announcement").textContent = verdict
    ? [...verdict.querySelectorAll("h2, h2 + p")].map((part) => part.textContent).join(". ") : "";
  byId("empty").hidden = state !== "empty";
  byId("verdict").replaceChildren(...(verdict ? [verdict] : []));
  byId("report").replaceChildren(...parts);
  if (inside && document.activeElement === document.body) results.focus({ preventScroll: true });
}
