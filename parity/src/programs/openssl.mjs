/** OpenSSL's own client: the first error that verifying meets, by the name that its header gives the number. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerEach } from "./questions.mjs";

/** Debian: libssl-dev. */
const header = readFileSync("/usr/include/openssl/x509_vfy.h", "utf8");
const NAMES = new Map([...header.matchAll(/define\s+(X509_V_ERR_\w+)\s+(\d+)/g)].map(([, name, number]) => [number, name]));
const file = join(mkdtempSync(join(tmpdir(), "certlens-parity-openssl-")), "anchors.pem");

await answerEach(async ({ port, hostname, isAddress, anchors, time }) => {
  writeFileSync(file, anchors);
  const name = isAddress ? ["-noservername", "-verify_ip", hostname] : ["-servername", hostname, "-verify_hostname", hostname];
  const output = await run("openssl", [
    "s_client", "-connect", `127.0.0.1:${port}`, ...name, "-no-CApath", "-no-CAstore", "-verify_return_error", "-policy_check",
    "-attime", String(time), ...(anchors ? ["-CAfile", file] : ["-no-CAfile"]),
  ]);
  const number = /verify error:num=(\d+)/.exec(output)?.[1];
  if (number !== undefined) return { code: NAMES.get(number) ?? number };
  if (/Verify return code: 0 /.test(output) && !output.includes("no peer certificate available")) return { code: null };
  return { unanswered: /:error:(.*)/.exec(output)?.[1].replace(/:\.\.\/.*/, "") ?? output.slice(-200) };
});

function run(command, parameters) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: ["ignore", "pipe", "pipe"], timeout: 20_000 });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("latin1").on("data", (text) => (output += text));
    child.once("error", reject);
    child.once("close", () => resolve(output));
  });
}
