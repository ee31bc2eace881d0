/**
 * Reports that a Validator gives again. The engine says of each in which span of time it is the same, its `time` apart
 * (src/asked_time.rs): a request that differs from an earlier one in `time` alone, within that span, needs no judgement. Of
 * a report this knows that it has a `time`, and no more.
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
   * The answer to a request (`json` and `parts` as `withoutTime` has them) at a time, if it is known; `loads` as the engine
   * counts them now.
   */
  find([json, parts], time, loads) {
    this.#restOn(loads);
    if (this.#kept.length === 0) return undefined;
    const second = secondOf(time);
    const isAnswer = (kept) => kept.from <= second && second <= kept.to && kept.json === json && areEqual(kept.parts, parts);
    const index = this.#kept.findIndex(isAnswer);
    if (index < 0) return undefined;
    const [kept] = index > 0 ? this.#kept.splice(index, 1) : this.#kept;
    if (index > 0) this.#kept.unshift(kept);
    return answerAgain(kept, `${new Date(second * 1000).toISOString().slice(0, 19)}Z`);
  }

  /** Keeps a report for its span. One that holds for a second alone is not worth it. */
  keep([json, parts], loads, report, { from, to }) {
    this.#restOn(loads);
    if (!(from < to) || this.#most === 0) return;
    const size = parts.reduce((sum, part) => sum + part.length, json.length + report.length);
    if (size > MOST_SIZE) return;
    while (this.#kept.length >= this.#most || this.#size + size > MOST_SIZE) this.#size -= this.#kept.pop().size;
    this.#kept.unshift({ json, parts, from, to, size, ...aroundTime(report), object: null });
    this.#size += size;
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

/**
 * What the engine answered just now, in both forms: the text is canonical where it was asked for as text; `object`, where it is at hand,
 * is the second form, and is given out once.
 */
export function answer(json, object = null) {
  return {
    json: () => json,
    report() {
      const report = object ?? JSON.parse(json);
      object = null;
      return report;
    },
  };
}

/**
 * The canonical form of a report that was made as objects: the engine then escapes all that is not ASCII, as a text with one curly quote
 * takes twice the memory, and ten times as long to get here. Replaced in runs, which JSON.parse reads faster than they can be put together.
 */
function canonical(json) {
  if (!/\\u(?!00[0-7])/.test(json)) return json;
  return json.replace(/(?:\\u(?!00[0-7])[0-9a-f]{4}){1,999}|\\./g, (run) => (run.length === 2 ? run : JSON.parse(`"${run}"`)));
}

/** A kept report at another time. Objects are new each time: whoever gets one may change it. */
function answerAgain(kept, time) {
  return {
    json: () => canonical(kept.before + time + kept.after),
    report() {
      kept.object ??= JSON.parse(kept.before + time + kept.after);
      kept.object.time = time;
      return copy(kept.object);
    },
  };
}

/**
 * What stands before and after the report's time in its JSON. Before it come only names and simple values, and in a text of
 * JSON a quote has a backslash before it, so that the first `,"time":"` is the one.
 */
function aroundTime(report) {
  const begin = report.indexOf(',"time":"') + ',"time":"'.length;
  return { before: report.slice(0, begin), after: report.slice(report.indexOf('"', begin)) };
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
function secondOf(time) {
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
