// A service worker may not import dynamically nor start workers; fetching is allowed.
import init, { loadStore, validateAsync } from "certlens";

addEventListener("message", async ({ data, ports: [port] }) => {
  try {
    await init();
    await loadStore("mozilla");
    port.postMessage(`${(await validateAsync(data)).verdict} true true`);
  } catch (error) {
    port.postMessage(`${error.stack}`);
  }
});
