// The page's side of the worker: one verdict at a time, and the newest one counts; and questions beside it, in order.

const LIMIT = 10_000; // milliseconds that a verdict may take
const GRACE = 1_000; // milliseconds that it still has once a newer one waits
const START = 20_000; // milliseconds that the engine may take to load before it is started anew, with twice as many

export class Engine {
  #worker;
  #ready = false;
  #failed = false;
  #running = null;
  #next = null;
  #questions = new Map(); // those beside the verdicts, by id
  #early = []; // questions asked before the worker was ready
  #timer;
  #deadline = 0;
  #starting;
  #patience = START;
  #count = 0;
  #onready;
  #onfailed;

  /** `onready(catalogue)`: a Map of all checks' descriptions by id; `onfailed(message)`: the engine does not load. */
  constructor(onready = () => {}, onfailed = () => {}) {
    this.#onready = onready;
    this.#onfailed = onfailed;
    this.#start();
  }

  #start() {
    this.#worker?.terminate();
    this.#ready = this.#failed = false;
    clearTimeout(this.#starting);
    this.#starting = setTimeout(() => {
      if (this.#ready || this.#failed) return;
      const isLast = this.#patience > START;
      this.#patience = isLast ? START : 2 * START;
      if (isLast) this.#fail("Its files did not come in a minute.");
      else this.#start();
    }, this.#patience);
    this.#worker = new Worker(new URL("./page.js", import.meta.url), { type: "module" }); // start.js, as the build joins it
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
    this.#worker.addEventListener("error", (event) => this.#fail(event.message ?? "a file is missing"));
    this.#endQuestions();
  }

  /** Answers as worker.js's `judge` does, or null when a newer request has taken this one's place. */
  judge(job) {
    return new Promise((resolve) => {
      if (this.#failed) this.#start();
      this.#next?.resolve(null);
      this.#next = { id: ++this.#count, job: { kind: "judge", ...job }, resolve };
      if (this.#running) this.#limit(Math.min(this.#deadline, Date.now() + GRACE));
      else this.#send();
    });
  }

  /** Asks for something beside the verdict, as worker.js's JOBS name it; null where the worker ended before the answer. */
  ask(kind, job) {
    return new Promise((resolve) => {
      if (this.#failed) this.#start();
      const id = ++this.#count;
      this.#questions.set(id, resolve);
      if (this.#ready) this.#worker.postMessage({ id, kind, ...job });
      else this.#early.push({ id, kind, ...job });
    });
  }

  #send() {
    if (!this.#ready || !this.#next) return;
    this.#running = this.#next;
    this.#next = null;
    this.#worker.postMessage({ id: this.#running.id, ...this.#running.job });
    this.#limit(Date.now() + LIMIT);
  }

  #hear(data) {
    if (data.catalogue) {
      clearTimeout(this.#starting);
      this.#ready = true;
      for (const question of this.#early.splice(0)) this.#worker.postMessage(question);
      this.#onready(data.catalogue);
      this.#send();
    } else if (data.failed) {
      this.#fail(data.failed);
    } else if (this.#questions.has(data.id)) {
      this.#questions.get(data.id)(data);
      this.#questions.delete(data.id);
    } else if (data.id === this.#running?.id) {
      if (data.error?.code === "engine-failure") this.#start();
      this.#settle(data);
    }
  }

  #settle(answer) {
    clearTimeout(this.#timer);
    const { resolve } = this.#running;
    this.#running = null;
    resolve(this.#next ? null : answer);
    this.#send();
  }

  #limit(deadline) {
    clearTimeout(this.#timer);
    this.#deadline = deadline;
    this.#timer = setTimeout(() => {
      this.#start();
      this.#settle({ error: { code: "took-too-long", message: OVERDUE }, inspection: null });
    }, deadline - Date.now());
  }

  #endQuestions() {
    for (const resolve of this.#questions.values()) resolve(null);
    this.#questions.clear();
    this.#early = [];
  }

  #fail(message) {
    clearTimeout(this.#timer);
    this.#running?.resolve(null);
    this.#next?.resolve(null);
    this.#running = this.#next = null;
    this.#failed = true;
    this.#endQuestions();
    this.#onfailed(message);
  }
}

const OVERDUE = "The engine was stopped after ten seconds without an answer. Try again with fewer certificates.";
