/**
 * Reports that a Validator gives again. The engine says of each in which span of time it is the same, its `time` apart
 * (src/asked_time.rs): a request that differs from an earlier one in `time` alone, within that span, needs no judgement. Of
 * a report this knows where its `time` is, and no more.
 */

/** The most reports that are kept, and how large they and their requests may be together, in characters and bytes. */
const MOST_REPORTS = 64;
const MOST_SIZE = 2 * 1024 * 1024;

/** Reports, and the requests and spans that they belong to. Where `most` is 0 it keeps none. */
export class KeptReports {
  #most;
  /** The last used first. */
  #kept = [];
  #size = 0;
  /** Which of the engine's data they rest on. */
  #loads = undefined;

  constructor(most = MOST_REPORTS) {
    this.#most = Math.min(most, MOST_REPORTS);
  }

  /**
   * The report on a request (`json` and `parts` as `withoutTime` has them) at a time, if it is known, as its canonical text or as
   * objects; `loads` as the engine counts them now.
   */
  find([json, parts], time, loads, isText) {
    this.#restOn(loads);
    if (this.#kept.length === 0) return undefined;
    const second = secondOf(time);
    // Objects can be made of text, not the engine's very text of objects.
    const hasForm = (kept) => kept.text !== undefined || !isText;
    const isAnswer = (kept) => kept.from <= second && second <= kept.to && hasForm(kept) && kept.json === json && areEqual(kept.parts, parts);
    const index = this.#kept.findIndex(isAnswer);
    if (index < 0) return undefined;
    const [kept] = index > 0 ? this.#kept.splice(index, 1) : this.#kept;
    if (index > 0) this.#kept.unshift(kept);
    return answerAgain(kept, `${new Date(second * 1000).toISOString().slice(0, 19)}Z`, isText);
  }

  /**
   * Keeps a report for its span, in place of one that is kept for the same: its canonical `text`, or `report()`, which makes its
   * objects of a text as large as `size`. One that holds for a second alone is not worth it.
   */
  keep([json, parts], loads, { text, report, size }, { from, to }) {
    this.#restOn(loads);
    if (!(from < to) || this.#most === 0) return;
    const whole = parts.reduce((sum, part) => sum + part.length, json.length + size);
    if (whole > MOST_SIZE) return;
    const isSame = (kept) => kept.json === json && kept.from === from && kept.to === to && areEqual(kept.parts, parts);
    const same = this.#kept.findIndex(isSame);
    if (same >= 0) this.#size -= this.#kept.splice(same, 1)[0].size;
    while (this.#kept.length >= this.#most || this.#size + whole > MOST_SIZE) this.#size -= this.#kept.pop().size;
    this.#kept.unshift({ json, parts, from, to, size: whole, text, make: report, objects: null });
    this.#size += whole;
  }

  /** With other data the same request may get another report. */
  #restOn(loads) {
    if (loads !== this.#loads) this.clear();
    this.#loads = loads;
  }

  clear() {
    this.#kept = [];
    this.#size = 0;
  }
}

/** A kept report at another time. Objects are new each time: whoever gets one may change it. */
function answerAgain(kept, time, isText) {
  if (kept.text !== undefined) {
    const text = withTime(kept.text, time);
    return isText ? text : JSON.parse(text);
  }
  if (kept.objects === null) Object.assign(kept, { objects: kept.make(), make: null });
  kept.objects.time = time;
  return copy(kept.objects);
}

/**
 * A report's text at another time. Before its time come only names and simple values, and in a text of JSON a quote has a backslash
 * before it, so that the first `,"time":"` is the one.
 */
function withTime(text, time) {
  const begin = text.indexOf(',"time":"') + ',"time":"'.length;
  return text.slice(0, begin) + time + text.slice(text.indexOf('"', begin));
}

/**
 * A copy of what JSON can hold, three times as fast as JSON.parse of it. Own properties only: a program may have put others into
 * Object.prototype.
 */
function copy(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  const made = {};
  for (const name in value) if (Object.hasOwn(value, name)) made[name] = copy(value[name]);
  return made;
}

/** Texts by value, bytes by value: both lists are copies that nobody changes. */
function areEqual(some, others) {
  return some.length === others.length && some.every((part, index) => isEqual(part, others[index]));
}

function isEqual(part, other) {
  if (part === other) return true;
  if (typeof part === "string" || typeof other === "string" || part.length !== other.length) return false;
  for (let index = 0; index < part.length; index += 1) if (part[index] !== other[index]) return false;
  return true;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|([+-])(\d\d):(\d\d))$/;

/** The second that a request's time names, since 1970; NaN for text in a form that only the engine reads. */
export function secondOf(time) {
  if (typeof time === "number") return Math.floor(time / 1000);
  const match = RFC_3339.exec(time);
  if (match === null) return NaN;
  const clock = time.slice(0, 19);
  const milliseconds = Date.parse(`${clock}Z`);
  // 30 February and 24 o'clock are other days to JavaScript, and no time to the engine.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(clock)) return NaN;
  const [, sign, hours, minutes] = match;
  if (sign === undefined) return milliseconds / 1000;
  if (hours > 23 || minutes > 59) return NaN;
  const offset = hours * 3600 + minutes * 60;
  return milliseconds / 1000 - (sign === "+" ? offset : -offset);
}
