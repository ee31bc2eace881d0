// The verdict, first and big: the judges, the word, the cause, until when it holds, and what was not judged.

import { el, icon, jump } from "./dom.js";
import { causeOf } from "./cause.js";
import { commandsIn } from "./copy.js";
import { OWN_STORES } from "./choice.js";
import { drawUnknown } from "./failure.js";
import { distance, time } from "./format.js";
import { drawJudges, drawParting } from "./judges.js";
import { namesOf, saysCa } from "./names.js";
import { clip, paragraphs, say } from "./text.js";
import { count, DATA, judgeInFull, lower, MISUSE, STORES } from "./words.js";

/** The chosen report's verdict below the row of judges. */
export function drawVerdict(context) {
  const { report, reports, catalogue } = context;
  const trusted = report.verdict === "trusted";
  const cause = causeOf(report);
  const damage = damageOf(report);
  const tone = trusted ? "good" : "bad";
  return el("section", {
    class: `verdict ${tone}`, "data-testid": "verdict", "data-verdict": trusted ? "trusted" : "rejected",
  },
  drawJudges(reports, report.profile, context),
  el("div", { class: "panel" },
    icon(tone),
    el("div", {},
      el("h2", {}, damage !== null ? "The copy is cut off or damaged: copy it again, whole"
        : [trusted ? "Trusted" : "Not trusted", cause ? [": ", titleOf(cause, report)] : null]),
      el("p", { class: "unseen", dir: "auto" }, clip(report.summary, 2000)),
      damage === null ? moreFaults(report, cause) : null,
      unread(context),
      wrongKey(report),
      severalServers(context),
      otherServers(context),
      inItsPlace(report, cause),
      damage === null ? unprinted(context, cause) ?? firstSteps(cause)
        : cure("Copy it again, from its BEGIN line to its END line. What came: ", damage),
      report.validUntil === null ? null : el("p", {},
        `This answer holds until ${time(report.validUntil)}, ${distance(report.validUntil, report.time)} the time judged.`),
      el("p", { class: "quiet" }, "Judged ",
        report.purpose === "client" ? "as a client's certificate" : null,
        report.purpose === "client" && report.hostname === null ? null
          : [" for ", report.hostname === null ? "no particular name" : el("strong", {}, say(report.hostname))],
        ", ",
        `at ${time(report.time)}, with ${roots(context)}, by ${lower(judgeInFull(report.profile))}.`),
      el("div", { "data-place": "parting" }, drawParting(reports, catalogue, null)),
      notJudged(report, catalogue),
      report.staleData.length === 0 ? null : el("p", { class: "quiet" },
        `Older than 90 days at that time, and what changed since is not known here: ${report.staleData.map((name) => DATA[name] ?? clip(name)).join(", ")}.`))));
}

/** The cause's title; where “the certificate” in it is not the one that was judged, it says which: that one need not be renewed. */
function titleOf({ title, certificate }, { certificates, leaf }) {
  const other = certificate === leaf ? null : certificates[certificate];
  return [lower(clip(title)), other && title.startsWith("The certificate ") ? [" (the CA's, “", say(other.label, 60), "”)"] : null];
}

/** The other faults, by their titles: mending the first is not enough. */
function moreFaults({ findings }, cause) {
  const titles = new Set(findings.filter(({ outcome }) => outcome === "error").map(({ title }) => lower(clip(title))));
  titles.delete(lower(clip(cause?.title ?? "")));
  return titles.size === 0 ? null
    : el("p", { "data-testid": "more-faults" }, `And ${count(titles.size, "more fault")}: ${[...titles].slice(0, 5).join("; ")}${titles.size > 5 ? "; …" : "."}`);
}

/** What to do, in the one sentence of the cause's own cure. */
const firstSteps = (cause) => (cause?.fix
  ? cure("", cause.fix.summary, " ", el("a", { href: "#findings-title", onclick: jump }, "Step by step")) : null);

const cure = (before, said, ...more) => el("p", { class: "cure" }, el("strong", {}, "What to do: "), before,
  el("span", { dir: "auto" }, clip(said, 400)), more);

/** What the reading says of the certificate judged where that is not a whole copy; null where it could be read, or is written wrongly. */
export function damageOf({ certificates, leaf, input }) {
  if (leaf === null || !isCut(certificates[leaf])) return null;
  const note = noteOn(leaf, input);
  return note.includes(";") ? note : null; // a plain note says no more than what it is
}

const isCut = ({ contents, findings }) => contents === null || findings.some(({ id }) => id === "der-truncated");
const noteOn = (certificate, input) => input.find((item) => item.certificate === certificate)?.note ?? "";

/** `openssl s_client` lists all that the server sent and prints the first alone, unless told otherwise: the others are not missing there. */
function unprinted({ text, report }, cause) {
  const sent = text.match(/^ *\d+ s:/gm)?.length ?? 0;
  const given = report.certificates.filter(({ source }) => source === "certificates").length;
  if (cause?.id !== "issuer-not-found" || given >= sent) return null;
  return cure("", `Paste all that openssl s_client prints with -showcerts: the server sent ${sent} certificates, and only ${given} of them ${given === 1 ? "is" : "are"} here.`);
}

/** What `openssl s_client` prints of two servers is no chain: what the one sends must not stand in for what the other does not. */
function severalServers({ text }) {
  const servers = text.match(/^Certificate chain\r?$/gm)?.length ?? 0;
  return servers < 2 ? null : el("p", { class: "cure warn", "data-testid": "several-servers" },
    el("strong", {}, `What ${servers} servers sent is here, judged as if one had sent it all. `), "Paste what one of them sends.");
}

/** One certificate is judged: another server's that is here must not be taken for judged with it. */
function otherServers({ report: { certificates, leaf, paths }, judgeLeaf }) {
  const isOther = (other) => other.source === "certificates" && other.index !== leaf && (other.duplicateOf ?? null) === null
    && namesOf(other).length > 0 && !saysCa(other) && !paths.some((path) => path.certificates.includes(other.index));
  const others = certificates.filter(isOther);
  return others.length === 0 ? null : el("p", { class: "cure warn", "data-testid": "other-servers" },
    el("strong", {}, `${others.length === 1 ? "Another server certificate is" : `${others.length} other server certificates are`} here, not judged: `),
    others.slice(0, 3).map(({ index, label }) => [say(label, 90), " ", el("button", {
      type: "button", class: "small", "data-testid": "judge-other", onclick: () => judgeLeaf(index),
    }, "Judge this one"), " "]),
    others.length > 3 ? "…" : null);
}

/** An intermediate that was given and issued nothing here stands where the missing one should: so a renewal goes wrong. */
function inItsPlace({ certificates, findings }, cause) {
  if (cause?.id !== "issuer-not-found") return null;
  const others = findings.filter(({ id }) => id === "certificate-unused").map(({ certificate }) => certificates[certificate])
    .filter((other) => saysCa(other) && !other.contents.selfIssued);
  return others.length === 0 ? null : el("p", { class: "cure", "data-testid": "in-its-place" },
    el("strong", {}, "In its place is “", say(others[0].label, 90), "”, which is not the issuer. "),
    "After a renewal another intermediate may be needed: take the one that came with the new certificate.");
}

/** A key of another certificate changes no verdict, yet no server works with it. */
function wrongKey({ findings }) {
  const wrong = findings.find(({ id }) => id === "private-key-mismatch");
  if (!wrong || findings.some(({ id }) => id === "private-key-matches")) return null;
  const [what, so] = wrong.details.ownerIsCa
    ? ["A CA's private key is here", "Whoever has it can issue certificates for any name."] : [clip(wrong.title), "No server works with both."];
  return el("p", { class: "cure warn", "data-testid": "wrong-key" }, el("strong", {}, what, ". "), so, " ",
    el("a", { href: "#findings-title", onclick: jump }, "Step by step"));
}

/** What was given besides and could not be read: it counts for nothing, and may be all that is missing. */
function unread({ report: { certificates, leaf, input }, own }) {
  const others = certificates.filter((other) => other.source === "certificates" && other.index !== leaf && isCut(other));
  return [
    ...own.unread.map((note) => ["Your own CA could not be read. ", note]),
    ...others.map(({ index }) => ["Another certificate could not be read. ", noteOn(index, input)]),
  ].slice(0, 3).map(([what, note]) => el("p", { class: "cure warn", "data-testid": "unread" },
    el("strong", {}, what), "Copy it again, whole. What came: ", el("span", { dir: "auto" }, clip(note, 400))));
}

/** What nobody looked at, said quietly but always: nothing unchecked counts as passed. */
function notJudged({ notJudged: ids, findings }, catalogue) {
  if (ids.length === 0) return null;
  const found = new Set(findings.map(({ id }) => id));
  const titles = ids.map((id) =>
    `whether ${lower(clip(catalogue.get(id)?.title ?? id))}${found.has(id) ? " (of another certificate)" : ""}`).join("; ");
  const props = { class: "quiet", "data-testid": "not-judged" };
  if (ids.length <= 4) return el("p", props, `Not looked at, and so not ruled out: ${titles}.`);
  return el("details", props,
    el("summary", {}, `${ids.length} things were not looked at, and so are not ruled out`), `${titles}.`);
}

function roots({ report, store, ownRoots }) {
  if (store === "none") return ownRoots ? "your own roots only" : "no roots at all";
  const list = OWN_STORES[report.profile] ?? store;
  return ownRoots ? `${STORES[list]} and your own roots` : STORES[list];
}

/** What to do, in the place of the engine's message or before it. */
const ADVICE = {
  "data-not-loaded": (message) =>
    `It is a file of this page. Check the connection and try again; without one, load the page again.\n${message}`,
  "time-invalid": () => "Choose a date and a time, the year in four digits, or “Now”.",
};

/** Misuse, in the verdict's place; `actions` are buttons that may help, `names` what the parts of the input are called. */
export function drawError({ code, message, title }, actions, names) {
  return drawUnknown(code, "unknown", title ?? MISUSE[code] ?? "This could not be judged",
    paragraphs(ADVICE[code]?.(message) ?? message), commandsIn(message, names),
    actions.length === 0 ? null : el("div", { class: "row" }, actions),
    el("p", { class: "quiet" }, el("code", {}, code)));
}
