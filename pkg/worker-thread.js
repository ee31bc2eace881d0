/** The script of worker.js's workers. It is sent no `validateMany`, so it starts none itself. */
import { createEntry } from "./entry.js";
import { data, source } from "./files.js";
import { answerWith } from "./thread.js";

const entry = createEntry({ source, data });
const answer = answerWith(entry, entry.init(), (message) => postMessage(message));
addEventListener("message", ({ data: message }) => answer(message));
