// Makes the page work without a network after the first visit, and says whether it does.

import { el } from "./dom.js";

/** Registers the service worker; `place` is told in words what became of it. */
export async function goOffline(place) {
  const single = location.protocol === "file:" || document.documentElement.dataset.single !== undefined;
  if (single) {
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
    place.textContent = "This browser does not keep pages for later visits.";
    return;
  }
  try {
    await navigator.serviceWorker.register(new URL("./sw.js", import.meta.url));
    await navigator.serviceWorker.ready;
    place.textContent = "This browser has kept a copy of it, so it also opens and judges without a network.";
    document.documentElement.dataset.offline = "ready";
  } catch {
    place.textContent = "This browser could not keep a copy of it for later visits.";
  }
}
