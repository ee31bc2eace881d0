/** The script of worker-node.js's workers. */
import { parentPort } from "node:worker_threads";
import * as api from "./node.js";
import { answerWith } from "./thread.js";

parentPort.on("message", answerWith(api, null, (message) => parentPort.postMessage(message)));
