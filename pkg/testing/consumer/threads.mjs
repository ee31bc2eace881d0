// Two threads and their parent judge the same request, each with an engine of its own; reports can be sent as messages.
import { readFileSync } from "node:fs";
import { Worker, isMainThread, parentPort } from "node:worker_threads";
import { isDeepStrictEqual } from "node:util";
import { validate } from "certlens";

const report = validate(JSON.parse(readFileSync("request.json", "utf8")));
if (isMainThread) {
  const workers = [new Worker(new URL(import.meta.url)), new Worker(new URL(import.meta.url))];
  const reports = await Promise.all(workers.map((worker) => new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject))));
  console.log(report.verdict, ...reports.map((theirs) => isDeepStrictEqual(theirs, report)));
} else {
  parentPort.postMessage(report);
}
