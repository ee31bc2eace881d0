// The engine's side: works away from the page, so that no input can freeze it. Talks to nobody but engine.js.

import { isSameCode } from "./certlens/codes.js";
import { DATA_FILES } from "./certlens/core.js";
import { asn1, certificateRequest } from "./certlens/dist/certlens.js";
import { createEntry } from "./certlens/entry.js";
import { causeOf } from "./cause.js";
import { OWN_STORES, chooseJudge, inBrief, isStandard } from "./choice.js";
import { bytes } from "./format.js";
import { askedFor, firstName } from "./names.js";
import { readStore } from "./store.js";

const ofPackage = (path) => new URL(`./certlens/${path}`, import.meta.url);
const certlens = createEntry({
  source: () => ofPackage("dist/certlens_bg.wasm"),
  data: Object.fromEntries(Object.values(DATA_FILES).flat().map(([name, file]) => [name, ofPackage(`stores/${file}`)])),
});
const { checkIds, describe, inspect, loadStore } = certlens;

// One for all: the judges ask about the same signatures.
let validator;
const validate = (request) => (validator ??= new certlens.Validator()).validate(request);

const ready = certlens.init();
ready.then(
  () => postMessage({ catalogue: new Map(checkIds().map((id) => [id, describe(id)])) }),
  (error) => postMessage({ failed: error.message }),
);

addEventListener("message", async ({ data: { id, kind, ...job } }) => {
  await ready;
  let answer;
  try {
    answer = await JOBS[kind](job, id);
  } catch (error) {
    answer = { error: problem(error) };
  }
  postMessage({ id, ...answer });
});

let latest = { judgement: null, reports: new Map() }; // what was judged last, in full

const JOBS = {
  judge,
  /** A report of which only the brief was sent; null where something else has been judged since. */
  report: ({ judgement, profile }) => ({ report: judgement === latest.judgement ? latest.reports.get(profile)?.report ?? null : null }),
  /** What follows the verdict: where it changes, the corrected bundle, and what the reader's own roots change. */
  async extras({ judges: asked, chosen }) {
    const [{ certificates }] = asked;
    const evidence = evidenceIn(whatIsThere(certificates), certificates);
    const judges = asked.map((job) => ({ ...job, ...evidence(job) }));
    const job = judges.find((other) => other.profile === chosen);
    await loadFor(job);
    return {
      timeline: await timeline(judges),
      bundle: optional(() => certlens.bundle(job)),
      partings: await partings(judges),
      withoutOwn: job.trust.anchors.length === 0 ? null : brief(validate({ ...job, trust: { ...job.trust, anchors: [] } })),
    };
  },
  asn1: ({ der }) => ({ view: JSON.parse(asn1(der)) }),
  store: async ({ name }) => ({ store: await readStore(name, inspect) }),
  inspect: ({ input }) => ({ inspection: inspect(input) }),
  /** What differs between two certificates, and what each judge says of either, with the reader's own roots. */
  async diff({ a, b, anchors, time }) {
    const rows = certlens.diff(a, b);
    const verdicts = [];
    for (const [profile, store] of [...Object.entries(OWN_STORES), ["rfc5280", "chrome"]]) {
      const sides = [];
      for (const certificates of [a, b]) {
        sides.push(await verdictOf({ certificates, hostname: null, time, profile, trust: { store, anchors } }));
      }
      if (sides.every(({ report }) => report)) verdicts.push({ profile, sides: sides.map(({ report }) => side(report)) });
    }
    return { rows, verdicts };
  },
};

/**
 * One request under each of `judges`, which differ in profile and store. Answers `{ reports, suggested, changes, own }` where
 * reports are by profile and only the one to be looked at closely is whole (others: the job `report`), or `{ error, inspection,
 * request }` in their place where the engine refuses to judge. `changes` is what was proposed, as a part of a request; `own` the
 * reader's roots, and the notes on those that cannot be read.
 */
async function judge({ judges, suggest, wanted }, judgement) {
  const [first] = judges;
  const inspection = whatIsThere(first.certificates);
  const page = inspection?.page ?? null;
  // An error page that was not there before says what is asked, whatever was chosen for the certificate before it.
  const isNews = page !== null && JSON.stringify(page) !== suggest.page;
  const suggested = { name: null, page, isNews, isAsked: false };
  const changes = {};
  if (suggest.name || (isNews && page.host)) {
    const nameless = page?.host ? null : namelessly(first, inspection);
    suggested.name = page?.host ?? (nameless && firstName(nameless));
    // What failed for one name must not be judged for another.
    const asked = page?.host || suggested.name === null ? null : [].concat(first.certificates).map(wordsOf).map(askedFor).find(Boolean);
    if (asked) Object.assign(suggested, { name: asked, isAsked: true });
    // Of one that cannot be read no name could be compared, and none is asked for.
    if (suggested.name !== null) changes.hostname = suggested.name;
    else if (nameless?.certificates[nameless.leaf]?.contents === null) changes.hostname = null;
  }
  if ((suggest.time || isNews) && page?.time) {
    const { isNow, at } = await momentOf(page, judges.map((job) => ({ ...job, ...changes })));
    suggested.time = isNow ? null : at;
    changes.time = at;
  }
  const own = ownRoots(first.trust.anchors);
  const evidence = evidenceIn(inspection, first.certificates);
  const reports = new Map();
  for (const job of judges) reports.set(job.profile, await verdictOf({ ...job, ...changes, ...evidence(job) }));
  const usable = [...reports.values()].some(({ report }) => report);
  const request = requestIn(inspection, first, changes);
  if (!usable) {
    const { error } = [...reports.values()].at(-1); // the standard's, which needs the least
    const nothing = ["input-empty", "input-not-understood", "input-too-large"].includes(error.code);
    return {
      error, suggested, changes, own, inspection: nothing ? null : inspection,
      leaf: error.code === "hostname-missing" ? namelessly(first, inspection)?.leaf ?? 0 : null,
      request: request && await draftJudged(request, judges, changes),
    };
  }
  latest = { judgement, reports };
  const chosen = chooseJudge(reports, wanted ?? page?.browser);
  const sent = new Map([...reports].map(([profile, answer]) =>
    [profile, answer.report && profile !== chosen ? { report: inBrief(answer.report) } : answer]));
  return { reports: sent, chosen, judgement, suggested, changes, own, request: request && await draftJudged(request, judges, changes) };
}

/**
 * The moment of an error page, which names a day, by the reader's own clock: of today the present, else noon; or the day's begin or end
 * where only then its code is shown.
 */
async function momentOf(page, judges) {
  const noon = new Date(page.time);
  const ofDay = (hours, seconds) => new Date(noon.getUTCFullYear(), noon.getUTCMonth(), noon.getUTCDate(), hours, 0, seconds);
  const [now, begin, end] = [new Date(), ofDay(0, 0), ofDay(24, -1)];
  const isToday = begin <= now && now <= end;
  const moments = (isToday ? [now, begin] : [noon, begin, end]).map((moment) => ({ isNow: moment === now, at: moment.toISOString() }));
  const job = judges.find(({ profile }) => profile === page.browser);
  for (const moment of moments) {
    const { report } = await verdictOf({ ...job, time: moment.at });
    if (report && isSameCode(report.code, page.code)) return moment;
  }
  return moments[0];
}

/**
 * What pasted CRLs and OCSP responses add to a judge's request. The standard is judged by them; browsers fetch no CRL, and a
 * response that somebody has need not be what a server staples.
 */
function evidenceIn(inspection, certificates) {
  const kinds = new Set(inspection?.items.map(({ kind }) => kind));
  const given = {
    ...(kinds.has("crl") ? { crls: certificates } : {}),
    ...(kinds.has("ocsp-response") ? { ocsp: certificates } : {}),
  };
  if (Object.keys(given).length === 0) return () => ({});
  // Who pastes one CRL does not claim to have all.
  return ({ profile }) => (isStandard(profile) ? { ...given, revocation: "evidence" } : {});
}

async function verdictOf(job) {
  try {
    await loadFor(job);
    return { report: validate(job) };
  } catch (error) {
    return { error: problem(error) };
  }
}

async function loadFor({ trust, profile }) {
  if (trust.store !== "none") await loadStore(trust.store);
  // The judges of public CAs need data of their own, whatever is trusted.
  if (profile === "chrome") await loadStore("chrome");
  if (["chrome", "firefox", "webpki"].includes(profile)) await loadStore("mozilla"); // the suffix list comes with it
}

/** What is said without a name: it tells which certificate the engine takes for the server's. */
function namelessly(job, inspection) {
  if (!inspection || inspection.certificates.length === 0) return null;
  return optional(() => validate({
    certificates: job.certificates, leaf: job.leaf, hostname: null, time: job.time, profile: "rfc5280", trust: { store: "none" },
  }));
}

function ownRoots(given) {
  const { items, certificates } = (given.length > 0 && whatIsThere(given)) || { items: [], certificates: [] };
  const isLost = ({ kind, certificate }) => kind === "unknown" || certificates[certificate]?.contents === null;
  return { ders: certificates.map(({ der }) => der), unread: items.filter(isLost).map(({ note }) => note) };
}

const wordsOf = (part) => (typeof part === "string" ? part : "");

/** The certificate request among what was given, where there is one. */
function requestIn(inspection, job, changes) {
  if (!inspection?.items.some((item) => item.kind === "certificate-request")) return null;
  const parts = [].concat(job.certificates);
  const time = Date.parse(changes.time ?? job.time ?? "") || Date.now();
  return JSON.parse(certificateRequest(parts, time, job.purpose === "client"));
}

/** What each judge would say of the certificate that a CA would make of the request. */
async function draftJudged(request, judges, changes) {
  const certificates = [bytes(request.draft)];
  const anchors = [bytes(request.issuer)];
  const draft = inspect(certificates).certificates[0];
  const named = judges[0].hostname ?? changes.hostname
    ?? firstName({ leaf: 0, certificates: [draft] });
  // A server's without a name is good for none, whichever is visited; a client's is visited by none.
  const visited = named ?? (judges[0].purpose === "client" ? null : "example.com");
  const reports = new Map();
  for (const job of judges) {
    const answer = await verdictOf({
      ...job, ...changes, leaf: undefined, certificates, hostname: judges[0].hostname === null ? null : visited,
      trust: { store: job.trust.store, anchors },
    });
    reports.set(job.profile, answer.report ? { report: inBrief(answer.report) } : answer);
  }
  return { ...request, contents: draft.contents, reports, hostname: named ?? null };
}

/** The moments at which each judge's answer changes, in one list; at the same moment, the judges in their order. */
async function timeline(judges) {
  const all = [];
  for (const job of judges) {
    try {
      await loadFor(job);
      all.push(...certlens.timeline(job));
    } catch (error) {
      console.warn(error);
    }
  }
  const seen = new Set();
  return all.filter(({ profile, time, verdict, code }) => {
    const key = `${profile} ${time} ${verdict} ${code}`;
    return !seen.has(key) && seen.add(key);
  }).sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
}

/** Where the two browsers part, by the engine's own comparison. */
async function partings(judges) {
  const browsers = judges.filter(({ profile }) => profile in OWN_STORES);
  if (browsers.length < 2) return null;
  const { profile, trust: { store, ...trust }, ...request } = browsers[0];
  const own = store === "none" ? { store, ...trust } : trust;
  return optional(() => certlens.compare({ ...request, trust: own }, Object.keys(OWN_STORES)).partings);
}

/** An addition that may fail: the verdict stands without it. */
function optional(work) {
  try {
    return work();
  } catch (error) {
    console.warn(error);
    return null;
  }
}

const brief = ({ verdict, code, summary }) => ({ verdict, code, summary });

/** The same of one of two that are compared, and why it is refused: what for, and its own end where that has passed. */
function side(report) {
  const { certificates, findings, leaf } = report;
  const ended = findings.some(({ id, outcome, certificate }) => id === "certificate-expired" && outcome === "error" && certificate === leaf);
  const cause = causeOf(report);
  const isOwnEnd = ended && cause.id === "certificate-expired" && cause.certificate === leaf;
  const ofCa = cause !== null && cause.certificate !== leaf && cause.title.startsWith("The certificate ") ? " (a CA's)" : "";
  return { ...brief(report), cause: cause === null || isOwnEnd ? null : cause.title + ofCa, ended: ended ? certificates[leaf].contents.notAfter : null };
}

const problem = (error) => ({
  code: error.name === "CertlensError" ? error.code : "engine-failure", message: error.message,
});

/** What the input holds; null where it cannot be told. */
const whatIsThere = (certificates) => optional(() => inspect(certificates));
