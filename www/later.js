// Loads the page's second script (`answer.js`) when it is first needed: once something is asked.

let script = null; // the promise of it
let failures = 0;

const PATIENCE = 30_000; // milliseconds that it may take: a server that never answers is no failure to a browser

/** What `answer.js` exports; null where it does not load. The next call tries again then. */
export function answerScript() {
  script ??= Promise.race([load(), late()]).catch((error) => {
    console.warn(error);
    script = null;
    failures += 1;
    return null;
  });
  return script;
}

const late = () => new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("page-answer.js did not come.")));

// `IN_ONE_FILE` is the build's. Browsers remember of an address that no module came from it: the next attempt has another.
const load = () => (IN_ONE_FILE ? import("./answer.js")
  : import(new URL(failures === 0 ? "./page-answer.js" : `./page-answer.js?again=${failures}`, import.meta.url)));
