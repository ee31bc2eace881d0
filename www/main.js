// Joins the parts: what the reader changes becomes a request, the engine's answers become the page.

import { serverCommand } from "./certlens/server-command.js";
import { chooseJudge } from "./choice.js";
import { command } from "./copy.js";
import { byId, reveal } from "./dom.js";
import { Engine } from "./engine.js";
import { createExamples } from "./examples.js";
import { drawDamagedLink, drawFailure, drawNotLoaded, drawUnshown, drawWorking } from "./failure.js";
import { acceptDrops, createBox } from "./input.js";
import { answerScript } from "./later.js";
import { wireLevel } from "./level.js";
import { leaveLink, onLink, readLink } from "./link.js";
import { goOffline } from "./offline.js";
import { hostIn } from "./names.js";
import { createOptions } from "./options.js";
import { wireOwn } from "./own.js";
import { clip } from "./text.js";
import { wireViews } from "./views.js";

const PAUSE = 250; // milliseconds after the last change until it is judged
const TYPED = 100; // characters that come at once where nothing was pasted: a phone's keyboard may not say that it pastes
const PATIENCE = 200; // milliseconds until "Judging…" is shown

byId("not-started").remove(); // now it has
const results = byId("results");
let catalogue = new Map();
let examples = null;
let given = null; // the example or link whose certificates are in the box, edited or not
let before = ""; // the text of the certificates before the last change
let timer;
let latest = 0; // counts changes and requests: an answer to an older one is not shown
let wanted = null; // the judge whose reasons the reader asked for
let standing = null; // the one that the address asks for, whatever is judged
let follow = () => {}; // shows the wanted judge's reasons, of the answer that is there
let side = null; // a second worker, for what may take its time

const anchors = createBox(byId("anchors"), (complete) => {
  options.draw();
  keepOwn();
  changed(complete);
});
const box = createBox(byId("certificates"), (complete) => {
  examples?.leave();
  const text = box.text();
  if (complete || text.length > before.length + TYPED || !shareLine(before, text)) forget();
  before = text;
  options.renew();
  changed(complete);
});
const options = createOptions(anchors, changed);
const ask = (kind, job) => (side ??= new Engine()).ask(kind, job);
const keepOwn = wireOwn(anchors, options.draw, ask);
const engine = new Engine(
  (checks) => {
    if (catalogue.size === 0) {
      if (navigator.serviceWorker?.controller) answerScript(); // of the same copy as the rest: a newer one may replace it soon
      goOffline(byId("offline")); // once the engine is there: keeping copies must not delay it
    }
    catalogue = checks;
  },
  (message) => show("failed", drawFailure(message, () => judge(true))),
);

byId("empty-command").append(command(serverCommand("example.com")));
acceptDrops((target) => {
  view("judge"); // what was dropped must not go where it cannot be seen
  return anchors.contains(target) ? anchors : box;
}, byId("drop-hint"));
byId("form").addEventListener("submit", (event) => { event.preventDefault(); judge(true); });
byId("form").addEventListener("keydown", async (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  await judge(true);
  results.focus({ preventScroll: true });
});
wireLevel();
const view = wireViews({ ask, ownRoots: () => anchors.parts().contents, trust: anchors.addFile });
onLink(() => openLink());
openLink(); // before the examples are there: what is judged meanwhile is judged as the link says

examples = await createExamples(take);

/** Takes an example, or what a link carries: its choices are for its certificates alone. */
function take(chosen) {
  given = chosen;
  wanted = chosen.judge ?? standing;
  box.fill(chosen.input);
  before = box.text();
  options.fill(chosen);
  judge(true);
}

/** Takes what a shared link carries, if this is one. */
async function openLink() {
  const link = await readLink();
  if (link === null) return;
  view("judge");
  if (link.input === undefined) {
    wanted = standing = link.judge;
    return void (results.dataset.state === "result" && follow());
  }
  examples?.leave();
  if (link.input !== null) return take(link);
  latest += 1;
  show("error", drawDamagedLink());
  reveal(results);
}

/**
 * Other certificates are to be judged: what an example or a link chose, and which judge was asked for, was said of those before. What
 * comes at once and whole counts as others, though it may share lines: whoever made a link chose its lines.
 */
function forget() {
  wanted = standing;
  if (given === null) return;
  options.forget();
  given = null;
  leaveLink(); // a reload must not bring it back in the place of what has come since
}

/** Whether some line of base64 is in both texts: then one is an edited form of the other. */
function shareLine(a, b) {
  const lines = new Set(b.split("\n").map((line) => line.trim()));
  return a.split("\n").some((line) => line.trim().length > 40 && lines.has(line.trim()));
}

function changed(complete = false) {
  clearTimeout(timer);
  latest += 1;
  results.dataset.state = "working";
  timer = setTimeout(() => judge(false, complete === true), complete ? 0 : PAUSE);
}

/** Judges what is there. `asked`: by a button, so that an empty box is answered too; `seen`: the result is brought into view. */
async function judge(asked, seen = asked) {
  clearTimeout(timer);
  const current = ++latest;
  if (box.isEmpty() && !asked) {
    options.suggest({ name: null, page: null });
    return show("empty");
  }
  results.dataset.state = "working";
  results.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => {
    if (byId("verdict").childElementCount === 0) byId("verdict").append(drawWorking());
  }, PATIENCE);
  const { contents, names } = box.parts();
  const { judges, suggest, store, edition, ownNames } = options.read(contents);
  const [answer, script] = await Promise.all([engine.judge({ judges, suggest, wanted }), answerScript()]);
  clearTimeout(slow);
  if (answer === null || current !== latest) return;
  if (answer.suggested) options.suggest(answer.suggested);
  const { ders, unread } = answer.own ?? { ders: [], unread: [] };
  if (unread.length > 0) options.tellUnread("(could not be read)");
  else if (ownNames.length > 0 && answer.own && ders.length === 0) options.tellUnread("(no certificate in it)");
  const context = {
    catalogue, store, edition, ask, judges: judges.map((job) => ({ ...job, ...answer.changes })), own: answer.own,
    ownRoots: ders.length > 0, text: box.text(), parts: { certificates: names, anchors: ownNames }, request: answer.request ?? null,
    page: answer.suggested?.page ?? null, open: () => {}, isCurrent: () => current === latest,
    judgeLeaf: (index) => { options.chooseLeaf(index); judge(true); },
    trust: anchors.addFile,
    judgeAt: (time, complete) => { options.chooseTime(time); changed(complete); },
    link: { ...judges[0], ...answer.changes, edition, store },
  };
  try {
    if (script === null) show("failed", drawNotLoaded(() => judge(true)));
    else if (answer.reports) showReport(script, answer, context);
    else showError(script, answer, context);
  } catch (error) {
    show("failed", drawUnshown(error.message, () => judge(true)));
    throw error; // to the console, where a fault of the page belongs
  }
  if (seen) reveal(results);
}

function showReport({ drawErrorPage, drawReport }, { reports, judgement, chosen }, context) {
  const choose = async (other) => {
    wanted = other;
    const answer = reports.get(other);
    if (answer.report.isBrief) {
      const whole = await engine.ask("report", { judgement, profile: other });
      if (!context.isCurrent()) return;
      if (!whole?.report) return void judge(false);
      answer.report = whole.report;
    }
    draw(other);
    document.querySelector("input[name=judge]:checked")?.focus();
  };
  const draw = (profile) => {
    const { report } = reports.get(profile);
    const { verdict, parts } = drawReport({
      ...context, reports, report, choose, judgedAt: report.time, profile,
    });
    show("result", verdict, drawErrorPage(context.page, { reports, text: context.text }), ...parts);
    const data = report.versions.data.map(({ name, date }) => `${clip(name, 60)} of ${clip(date, 40)}`);
    byId("versions").textContent = [`certlens ${clip(report.versions.engine, 40)}`, ...data].join(", ");
  };
  // Of the others only the brief is here; the reader may have chosen one of them since the question was asked.
  follow = () => {
    const now = chooseJudge(reports, wanted ?? context.page?.browser);
    if (now === chosen) draw(chosen);
    else choose(now);
  };
  follow();
}

/** Misuse: the message, and what can be said of the input all the same. */
function showError({ drawErrorPage, drawMisuse, meaningOf }, answer, context) {
  const alone = context.page !== null && !answer.request && ["input-not-understood", "no-certificate"].includes(answer.error.code);
  const isLost = answer.error.code === "input-not-understood" && !alone;
  const meaning = isLost ? meaningOf(box.text(), catalogue) : null;
  const error = {
    ...answer.error,
    ...meaning,
    ...(alone ? { title: "This error page came without its certificates", message: "What it says, and how to get them:" } : {}),
  };
  const { verdict, parts } = drawMisuse({ ...answer, error }, {
    ...context, focusName: () => options.focusName(), uncheckName: () => { options.uncheckName(); judge(true); },
    chooseName: (name) => { options.chooseName(name); judge(true); },
    asClient: () => { options.chooseClient(); judge(true); }, retry: () => judge(true),
  });
  show("error", verdict, drawErrorPage(context.page, { catalogue, alone, text: context.text }), ...parts);
  if (!isLost || meaning?.isElsewhere) return;
  const { host, port } = hostIn(box.text()) ?? { host: "example.com" };
  byId("empty-command").replaceChildren(command(serverCommand(host, port)));
  byId("empty").hidden = false;
}

/** Puts the page into `state`: empty, result, error or failed. */
function show(state, verdict, ...parts) {
  const focused = document.activeElement;
  results.dataset.state = state;
  results.removeAttribute("aria-busy");
  byId("announcement").textContent = verdict
    ? [":checked", "h2, h2 + p", "input:not(:checked)"].flatMap((which) => [...verdict.querySelectorAll(which)])
      .map((part) => part.ariaLabel ?? part.textContent).join(". ").replace(/([.?:…])\. /g, "$1 ") : "";
  byId("empty").hidden = state !== "empty";
  byId("verdict").replaceChildren(...(verdict ? [verdict] : []));
  byId("report").replaceChildren(...parts.filter(Boolean));
  // What had the focus is drawn anew: by its name, as the slider, it is found again.
  if (focused !== document.activeElement) (byId(focused.id) ?? results).focus({ preventScroll: true });
}
