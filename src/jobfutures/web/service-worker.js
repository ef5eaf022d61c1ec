// Keeps what was read readable without a network: guide pages and the files they need, newest version first.
const KEPT = "pages-1";
const MOST = 600;
const FRESH_MS = 24 * 3600 * 1000; // how long the visitors' version of a page is good enough
const readable = (url) => url.pathname === "/" || url.pathname === "/help/" || /^\/(guides|practice)\//.test(url.pathname);
const isDeck = (url) => /^\/practice\/cards\/[-\w]+\.json$/.test(url.pathname);

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
  else if (readable(url) && event.request.mode === "navigate") event.respondWith(newestFirst(event.request, event));
  else if (isDeck(url)) event.respondWith(newestFirst(event.request, event));
});

// A page may name what it will need later: addresses of this site, that anybody may read.
self.addEventListener("message", (event) => {
  const wanted = Array.isArray(event.data?.keep) ? event.data.keep.slice(0, 120) : [];
  const urls = wanted.map((path) => new URL(path, location.origin)).filter((url) => url.origin === location.origin && readable(url));
  event.waitUntil(urls.reduce((before, url) => before.then(() => keepPublic(url)), Promise.resolve()));
});

async function keptFirst(request) {
  const kept = await (await caches.open(KEPT)).match(request);
  return kept ?? store(request, await fetch(request));
}

async function newestFirst(request, event) {
  try {
    const response = await fetch(request);
    if (isPersonal(response)) event.waitUntil(keepPublic(new URL(request.url)));
    return await store(request, response);
  } catch (offline) {
    const cache = await caches.open(KEPT);
    const kept = (await cache.match(request)) ?? (await cache.match(request, { ignoreSearch: true }));
    if (kept) return kept;
    throw offline;
  }
}

// What a signed-in reader sees is never kept: in its place stands what any visitor sees at the same address.
async function keepPublic(url) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(url);
  if (kept && Date.now() - Date.parse(kept.headers.get("Date") ?? 0) < FRESH_MS) return;
  const request = new Request(url, { credentials: "omit" });
  const response = await fetch(request).catch(() => undefined);
  if (!response || response.redirected) return;
  await store(request, response.clone());
  if (/html/.test(response.headers.get("Content-Type") ?? "")) await keepFiles(await response.text());
}

// The scripts and styles that a page names, and the scripts that those import, so that it works as it stands.
async function keepFiles(html) {
  const paths = [...new Set(html.match(/\/static\/[^"' )]+\.(?:js|css)/g) ?? [])];
  await Promise.all(paths.map((path) => keepFile(new URL(path, location.origin)).catch(() => undefined)));
}

async function keepFile(url) {
  const response = await keptFirst(new Request(url));
  if (!url.pathname.endsWith(".js")) return;
  const imported = [...(await response.clone().text()).matchAll(/from\s*["'](\.[^"']+)["']/g)].map((found) => new URL(found[1], url));
  await Promise.all(imported.map(keepFile));
}

const isPersonal = (response) => /no-store/.test(response.headers.get("Cache-Control") ?? "");

// A page made for a signed-in reader is never kept: the server marks it no-store.
async function store(request, response) {
  if (response.ok && !isPersonal(response)) await keep(request, response.clone()).catch(() => undefined); // a full disk takes no page away
  return response;
}

async function keep(request, response) {
  const cache = await caches.open(KEPT);
  await cache.put(request, response);
  const keys = await cache.keys();
  if (keys.length > MOST) await cache.delete(keys[0]);
}
