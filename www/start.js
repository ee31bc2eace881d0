// The first script's beginning: in the page it starts that, in a worker what works for it.

if (typeof document === "undefined") import("./worker.js").catch((error) => postMessage({ failed: error.message }));
else import("./main.js");
