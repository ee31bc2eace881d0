// The page that each bundler is given: judges in every way there is, and tells the test's server.
import init, { bundle, loadStore, validate, validateAsync, validateMany } from "certlens";
import { createWorker } from "certlens/worker";

async function judge() {
  const request = await (await fetch("/request.json")).json();
  await Promise.all([init(), loadStore("mozilla")]);
  const report = JSON.stringify(validate(request));
  const worker = createWorker();
  const others = [
    await validateAsync(request),
    (await validateMany([request], { workers: 1 }))[0],
    await worker.validate(request),
  ];
  await worker.terminate();
  const agree = others.every((other) => JSON.stringify(other) === report);
  return `${JSON.parse(report).verdict} ${agree} ${bundle(request) !== null}`;
}

const result = await judge().catch((error) => `${error.stack}`);
await fetch("/result", { method: "POST", body: result });
