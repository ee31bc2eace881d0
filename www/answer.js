// The page's second script, `page-answer.js`: all that is shown of what the engine says. `later.js` loads it.

export { drawDiff } from "./diff.js";
export { drawErrorPage, meaningOf } from "./error-page.js";
export { drawMisuse, drawReport } from "./report.js";
export { drawRoots } from "./roots.js";
