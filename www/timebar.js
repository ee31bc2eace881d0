// Time: when each certificate of the path is valid, a moment that can be moved, and the moments where an answer changes.

import { el, svg } from "./dom.js";
import { day, time } from "./format.js";
import { breakable, clip, say } from "./text.js";
import { EDITIONS, JUDGES } from "./words.js";

const WIDTH = 1000;
const STEPS = 1000; // places that the moment can be moved to
const DAY = 86_400_000;

/** `{ section, addChanges(timeline) }` for the chosen report. */
export function drawTime(context) {
  const { report } = context;
  const path = report.paths[0]?.certificates ?? report.certificates.map(({ index }) => index);
  const rows = path.slice(0, 12).map((index) => report.certificates[index])
    .filter(({ contents }) => contents?.notBefore && contents?.notAfter)
    .map((certificate) => ({
      certificate, from: Date.parse(certificate.contents.notBefore), until: Date.parse(certificate.contents.notAfter),
    }));
  const changes = el("div", { "data-testid": "timeline" });
  const section = el("section", { "aria-labelledby": "time-title", "data-testid": "time-bar" },
    el("h2", { id: "time-title", "data-short": "Time" }, "When it is valid"));
  if (rows.length === 0) {
    section.append(el("p", { class: "quiet" }, "No certificate of the path has dates that can be read."));
    return { section, addChanges: () => {} };
  }
  const now = Date.parse(report.time);
  const span = rangeOf(rows[0], now);
  const marks = el("div", { class: "time-rows" });
  for (const row of rows) marks.append(drawRow(row, span, now));
  section.append(marks, drawSlider(span, now, context), changes);
  return {
    section,
    addChanges(timeline) {
      changes.replaceChildren(...drawChanges(timeline, report.time, context));
    },
  };
}

/** The first certificate's life with some room on both sides, and the moment judged: roots would make it invisible. */
function rangeOf({ from, until }, now) {
  const room = Math.max((until - from) / 4, 7 * DAY);
  const start = Math.min(from - room, now - room / 4);
  const end = Math.max(until + room, now + room / 4);
  return { start, end, at: (moment) => Math.max(0, Math.min(WIDTH, ((moment - start) / (end - start)) * WIDTH)) };
}

function drawRow({ certificate, from, until }, span, now) {
  const [left, right] = [span.at(from), span.at(until)];
  const good = from <= now && now <= until;
  const begins = from >= span.start;
  const ends = until <= span.end;
  const dates = `${day(certificate.contents.notBefore)} to ${day(certificate.contents.notAfter)}`;
  return el("div", { class: `time-row ${good ? "good" : "bad"}` },
    el("p", {}, el("strong", {}, say(certificate.label, 60)), " ", el("span", { class: "hint" }, dates, good ? "" : now > until ? ", over" : ", not begun")),
    svg("svg", { class: "time-line", viewBox: `0 0 ${WIDTH} 20`, preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { class: "track", x: 0, y: 7, width: WIDTH, height: 6, rx: 3 }),
      svg("rect", {
        class: "life", x: begins ? left : 0, y: 4, width: Math.max((ends ? right : WIDTH) - (begins ? left : 0), 4), height: 12,
      }),
      svg("rect", { class: "moment", x: span.at(now) - 1.5, y: 0, width: 3, height: 20 })));
}

/** Moves the moment that is judged at. */
function drawSlider({ start, end }, now, { judgeAt }) {
  const momentOf = (value) => new Date(start + ((end - start) * value) / STEPS).toISOString().replace(/\.\d+Z$/, "Z");
  const said = el("output", { for: "moment" }, time(new Date(now).toISOString()));
  const slider = el("input", {
    type: "range", id: "moment", min: 0, max: STEPS, step: 1, value: Math.round(((now - start) / (end - start)) * STEPS),
    "data-testid": "moment", "aria-valuetext": day(new Date(now).toISOString()),
    oninput: () => {
      const moment = momentOf(Number(slider.value));
      said.textContent = time(moment);
      slider.setAttribute("aria-valuetext", day(moment));
    },
    onchange: () => judgeAt(momentOf(Number(slider.value))),
  });
  return el("div", { class: "slider" },
    el("label", { for: "moment" }, "Judge at another moment"), slider,
    el("div", { class: "ends" }, el("span", { class: "hint" }, day(new Date(start).toISOString())), said,
      el("span", { class: "hint" }, day(new Date(end).toISOString()))));
}

function drawChanges(timeline, judged, { judgeAt }) {
  const answers = joinAnswers(timeline);
  if (answers.length === 0) return [];
  const isNever = answers.every(({ trusted }) => !trusted);
  return [
    el("h3", {}, "Where the answer changes"),
    isNever ? el("p", {}, "Nowhere: as it is, no judge trusts it at any time.") : "",
    el("ol", { class: `changes${isNever ? " expert" : ""}` }, answers.slice(0, 60).map(({ time: moment, trusted, since, summary, judges }) =>
      el("li", { class: trusted ? "good" : "bad" },
        el("button", { type: "button", class: "link", onclick: () => judgeAt(moment, true) }, time(moment)),
        moment <= judged ? el("span", { class: "hint" }, "before the time judged") : null,
        el("span", {}, `${trusted ? "Trusted" : "Not trusted"} ${since}: `, judges.map(drawJudge)),
        el("span", { class: "hint", dir: "auto" }, clip(summary ?? "", 300))))),
    answers.length > 60 ? el("p", { class: "hint" }, `and ${answers.length - 60} more`) : "",
  ];
}

/** Judges that give the same answer at the same moment, for the same reason, stand together. */
function joinAnswers(changes) {
  const answers = new Map();
  const begun = new Set();
  for (const { time: moment, profile, verdict, code, summary } of changes) {
    const since = begun.has(profile) ? "from here on" : "before all dates";
    begun.add(profile);
    const key = JSON.stringify([moment, verdict, since, summary]);
    if (!answers.has(key)) answers.set(key, { time: moment, trusted: verdict === "trusted", since, summary, judges: [] });
    answers.get(key).judges.push({ profile, code });
  }
  return [...answers.values()];
}

const drawJudge = ({ profile, code }, index) => [
  index > 0 ? ", " : null, el("strong", {}, JUDGES[profile] ?? EDITIONS[profile] ?? clip(profile, 30)),
  code ? [" ", el("code", {}, breakable(code))] : null,
];
