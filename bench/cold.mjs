/** Import to first verdict, in a process of its own: prints milliseconds. `node cold.mjs certlens|pkijs FILE` */
import { readFileSync } from "node:fs";

const [who, file] = process.argv.slice(2);
const { ec, hostname, time } = JSON.parse(readFileSync(file, "utf8"));
const start = performance.now();
if (who === "certlens") {
  const { validate } = await import("../pkg/node.js");
  const { verdict, summary } = validate({
    certificates: ec.certificates, hostname, time, profile: "rfc5280", trust: { store: "none", anchors: ec.root },
  });
  if (verdict !== "trusted") throw new Error(summary);
} else {
  const { verifyByPkijs } = await import("./pkijs.mjs");
  await verifyByPkijs(ec, new Date(time));
}
console.log(performance.now() - start);
