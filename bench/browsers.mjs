/**
 * Measures in the browsers and writes the figures: `node browsers.mjs MEASURING-PAGE PAGE CHAINS FIGURES`, where the first
 * two are addresses and CHROMEDRIVER and GECKODRIVER name the drivers. `cargo xtask bench` runs it.
 */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { firstVisit, serveCounted, untilCopied } from "./first-load.mjs";
import { fromPaste } from "./paste.mjs";

const [measuring, page, file, written] = process.argv.slice(2);
const capabilities = JSON.parse(readFileSync(new URL("../webdriver.json", import.meta.url), "utf8"));
const data = JSON.parse(readFileSync(file, "utf8"));
/** Milliseconds that a script may take. */
const PATIENCE = 20 * 60_000;

const CALL = "const done = arguments[arguments.length - 1];";
const MEASURE = `${CALL} measured().then((figures) => done({ figures }), (error) => done({ error: String(error.stack ?? error) }));`;
const COPIED = `${CALL} (${untilCopied})().then((figures) => done({ figures }), (error) => done({ error: String(error) }));`;
const PASTE = `${CALL} (${fromPaste})(arguments[0], arguments[1]).then((figures) => done({ figures }), (error) => done({ error: String(error) }));`;

const chromium = await withBrowser(process.env.CHROMEDRIVER, "goog:chromeOptions", async (browser) => {
  const figures = await browser.ask(measuring, MEASURE);
  const bundle = [...data.ec.certificates, data.ec.root, ...data.crowd.slice(0, 197)].join("\n");
  const paste = {
    chain: await browser.ask(page, PASTE, [...data.ec.certificates, data.ec.root].join("\n"), 20),
    bundle: await browser.ask(page, PASTE, bundle, 5),
  };
  const served = await serveCounted(fileURLToPath(new URL("../www", import.meta.url)));
  await browser.ask(served.url, COPIED);
  served.close();
  return { name: browser.name, ...figures, paste, visit: firstVisit(served.sent) };
});
const firefox = await withBrowser(process.env.GECKODRIVER, "moz:firefoxOptions", async (browser) => ({
  name: browser.name, ...(await browser.ask(measuring, MEASURE)),
}));
writeFileSync(written, JSON.stringify([chromium, firefox]));

/** What `work` answers with a fresh browser, which ends with its driver. */
async function withBrowser(driver, options, work) {
  const port = await freePort();
  const process = spawn(driver, [`--port=${port}`], { stdio: "ignore" });
  const failed = new Promise((_, reject) => process.once("error", reject));
  const driverUrl = `http://127.0.0.1:${port}`;
  const send = async (method, path, body) => {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(driverUrl + path, { method, headers, body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value?.error}: ${value?.message}`);
    return value;
  };
  try {
    await Promise.race([failed, listening(driverUrl)]);
    const alwaysMatch = { [options]: capabilities[options], timeouts: { script: PATIENCE } };
    const { sessionId, capabilities: found } = await send("POST", "/session", { capabilities: { alwaysMatch } });
    const session = `/session/${sessionId}`;
    try {
      return await work({
        name: `${found.browserName} ${found.browserVersion}`,
        async ask(url, script, ...args) {
          await send("POST", `${session}/url`, { url });
          const { figures, error } = await send("POST", `${session}/execute/async`, { script, args });
          if (error !== undefined) throw new Error(error);
          return figures;
        },
      });
    } finally {
      await send("DELETE", session);
    }
  } finally {
    process.kill();
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function listening(url) {
  for (;;) {
    try {
      return await fetch(`${url}/status`);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
