// Keeps what was read readable without a network: guide pages and the files they need, newest version first.
const KEPT = "pages-1";
const MOST = 300;
const readable = (url) => url.pathname === "/" || url.pathname.startsWith("/guides/") || url.pathname === "/help/";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.includes("/vendor/pyodide/")) return; // large, and kept by the browser itself already
  if (url.pathname.startsWith("/static/")) event.respondWith(keptFirst(event.request));
  else if (readable(url) && event.request.mode === "navigate") event.respondWith(newestFirst(event.request));
});

async function keptFirst(request) {
  const kept = await (await caches.open(KEPT)).match(request);
  return kept ?? store(request, await fetch(request));
}

async function newestFirst(request) {
  try {
    return await store(request, await fetch(request));
  } catch (offline) {
    const kept = await (await caches.open(KEPT)).match(request);
    if (kept) return kept;
    throw offline;
  }
}

// A page made for a signed-in reader is never kept: the server marks it no-store.
async function store(request, response) {
  if (response.ok && !/no-store/.test(response.headers.get("Cache-Control") ?? "")) {
    const cache = await caches.open(KEPT);
    await cache.put(request, response.clone());
    const keys = await cache.keys();
    if (keys.length > MOST) await cache.delete(keys[0]);
  }
  return response;
}
