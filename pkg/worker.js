/** certlens off the main thread, in browsers: every function of the package, answered by a worker of its own. */
import { connect, createPool } from "./pool.js";

export function createWorker() {
  const worker = new Worker(new URL("./worker-thread.js", import.meta.url), { type: "module" });
  return connect({
    post: (message) => worker.postMessage(message),
    terminate: async () => worker.terminate(),
    listen(onMessage, onFailure) {
      worker.addEventListener("message", ({ data }) => onMessage(data));
      worker.addEventListener("error", (event) => onFailure(new Error(`The worker failed: ${event.message ?? "it could not be loaded"}`)));
    },
  });
}

export const startPool = (size, calls) => createPool(createWorker, size, calls);
