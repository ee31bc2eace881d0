/** certlens off the main thread, in Node: as worker.js, by worker threads. An idle one keeps no process alive. */
import { Worker } from "node:worker_threads";
import { connect, createPool } from "./pool.js";

export function createWorker() {
  // The process's flags are for its own script: with --input-type no worker would start from a file.
  const worker = new Worker(new URL("./worker-thread-node.js", import.meta.url), { execArgv: [] });
  let waiting = 0;
  let isEnding = false;
  return connect({
    post(message) {
      waiting += 1;
      worker.ref();
      worker.postMessage(message);
    },
    terminate() {
      isEnding = true; // what comes until then lets no process end before the worker has
      return worker.terminate();
    },
    listen(onMessage, onFailure) {
      worker.on("message", (message) => {
        waiting -= 1;
        if (waiting === 0 && !isEnding) worker.unref();
        onMessage(message);
      });
      worker.on("error", (error) => onFailure(new Error(`The worker failed: ${error.message}`, { cause: error })));
      worker.unref(); // after the listener for messages: adding that one refs it
    },
  });
}

export const startPool = (size, calls) => createPool(createWorker, size, calls);
