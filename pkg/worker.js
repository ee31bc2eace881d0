/** certlens off the main thread, in browsers: every function of the package, answered by a worker of its own. */
import { connect, createPool } from "./pool.js";

const NOT_LOADED =
  "worker-thread.js of certlens could not be loaded. Where a bundler does not find it by itself, it must be built to lie beside the script: see \"Bundlers\" in the package's README.md.";

export function createWorker() {
  const worker = new Worker(new URL("./worker-thread.js", import.meta.url), { type: "module" });
  return connect({
    post: (message) => worker.postMessage(message),
    terminate: async () => worker.terminate(),
    listen(onMessage, onFailure) {
      worker.addEventListener("message", ({ data }) => onMessage(data));
      worker.addEventListener("error", (event) => onFailure(new Error(`The worker failed: ${event.message ?? NOT_LOADED}`)));
    },
  });
}

export const startPool = (size, calls) => createPool(createWorker, size, calls);
