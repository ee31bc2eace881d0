// Answers messages { certificates, hostname } with a verdict, for all pages of the site. Registered with { type: "module" }.
// A service worker has no import map: node_modules/certlens is copied beside this file. With a bundler, import "certlens".
import init, { validateAsync } from "./certlens/index.js";

addEventListener("message", async ({ data, ports: [port] }) => {
  try {
    await init();
    const { verdict, summary } = await validateAsync({ profile: "webpki", ...data });
    port.postMessage({ verdict, summary });
  } catch (error) {
    port.postMessage({ error: error.message });
  }
});
