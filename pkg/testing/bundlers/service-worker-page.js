const request = await (await fetch("/request.json")).json();
await navigator.serviceWorker.register("/service-worker.js", { type: "module" });
const { active } = await navigator.serviceWorker.ready;
const { port1, port2 } = new MessageChannel();
active.postMessage(request, [port2]);
const result = await new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
await fetch("/result", { method: "POST", body: result });
