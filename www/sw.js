// Keeps this page's own files, so that it opens without a network. Knows nothing of what is pasted: it only sees requests
// for files, and answers none for another place.

importScripts("./files.js"); // written by the build: FILES and VERSION

const { FILES, VERSION } = self.CERTLENS;

const CACHE = `certlens-${VERSION}`;

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    // What the page has just loaded is asked about, not sent again; what another version left behind does not answer.
    await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    // A page that is open already goes on without: taking it over while its engine loads can leave that waiting in Firefox.
    for (const name of await caches.keys()) if (name.startsWith("certlens-") && name !== CACHE) await caches.delete(name);
  })());
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    const asked = url.pathname.endsWith("/index.html") ? "./" : event.request; // one page by two names
    return await cache.match(asked, { ignoreSearch: true }) ?? fetch(event.request);
  })());
});
