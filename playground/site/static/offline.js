// Keeps the page for visits without a network. The version changes with any file; then
// the new files are fetched, and the old ones forgotten.
const cacheName = "longcase-VERSION";
const files = [
  "./", "page.css", "page.js", "trusted.js", "engine.js", "editor.js", "state.js",
  "outcome.js", "worker.js", "wasm_exec.js", "engine.wasm", "icon.svg", "page.webmanifest",
];

// Files that the page has just loaded are not sent again: the server says "not modified".
async function fill() {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" })));
  await self.skipWaiting();
}

async function forget() {
  for (const name of await caches.keys()) {
    if (name.startsWith("longcase-") && name !== cacheName) await caches.delete(name);
  }
  await self.clients.claim();
}

async function answer(request) {
  const cache = await caches.open(cacheName);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(forget()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
