// Loads the page's second script (`answer.js`) when it is first needed: once something is asked.

let script = null; // the promise of it
let failures = 0;

/** What `answer.js` exports; null where it does not load. The next call tries again then. */
export function answerScript() {
  script ??= load().catch((error) => {
    console.warn(error);
    script = null;
    failures += 1;
    return null;
  });
  return script;
}

// `IN_ONE_FILE` is the build's. Browsers remember of an address that no module came from it: the next attempt has another.
const load = () => (IN_ONE_FILE ? import("./answer.js")
  : import(new URL(failures === 0 ? "./page-answer.js" : `./page-answer.js?again=${failures}`, import.meta.url)));
