// node node-script.mjs chain.pem example.com
import { readFileSync } from "node:fs";
import { bundle, timeline, validateAsync } from "certlens";

const [file, hostname] = process.argv.slice(2);
const request = { certificates: readFileSync(file), hostname, profile: "webpki", time: process.env.TIME };

const report = await validateAsync(request);
console.log(report.summary);
for (const { explanation, fix } of report.findings) console.log("-", explanation, fix?.summary ?? "");

console.log("When this changes:");
for (const { time, verdict, code } of timeline(request)) console.log("-", time, verdict, code ?? "");

const better = bundle(request);
if (better !== null && better.changes.length > 0) console.log("The server should send another bundle:", ...better.changes);
