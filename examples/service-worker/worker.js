// Answers messages { certificates, hostname } with a verdict, for all pages of the site.
import init, { validateAsync } from "certlens";

addEventListener("message", async ({ data, ports: [port] }) => {
  try {
    await init();
    const { verdict, summary } = await validateAsync({ profile: "webpki", ...data });
    port.postMessage({ verdict, summary });
  } catch (error) {
    port.postMessage({ error: error.message });
  }
});
