// Makes the page work without a network after the first visit, and says whether it does.

import { el } from "./dom.js";

/** Registers the service worker; `place` is told in words what became of it. */
export async function goOffline(place) {
  const { dataset } = document.documentElement;
  if (location.protocol === "file:" || dataset.single !== undefined) {
    place.textContent = "This is the one-file version: everything is in it.";
    document.getElementById("single-file").hidden = true;
    document.getElementById("licences").addEventListener("click", async (event) => {
      event.preventDefault();
      const text = await (await fetch(new URL("./certlens/LICENCES.txt", import.meta.url))).text();
      const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
      el("a", { href: address, download: "LICENCES.txt" }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    });
    return;
  }
  if (!("serviceWorker" in navigator)) {
    place.textContent = "This browser keeps no copy of it.";
    return;
  }
  const failed = () => { place.textContent = "This browser could not keep a copy of it."; };
  try {
    const { installing } = await navigator.serviceWorker.register(new URL("./sw.js", import.meta.url));
    // Without all files there is no copy, and nobody waiting for it is told.
    installing?.addEventListener("statechange", () => {
      if (installing.state === "redundant" && !dataset.offline) failed();
    });
    await navigator.serviceWorker.ready;
    place.textContent = "This browser has kept a copy of it: it also opens and judges without a network.";
    dataset.offline = "ready";
  } catch {
    failed();
  }
}
