/** The script of worker.js's workers. */
import init, * as api from "./index.js";
import { answerWith } from "./thread.js";

const answer = answerWith(api, init(), (message) => postMessage(message));
addEventListener("message", ({ data }) => answer(data));
