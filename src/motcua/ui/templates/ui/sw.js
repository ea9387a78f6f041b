// Keeps public pages that were seen, for the time without a network. Network first: what is kept is never shown while there is one.
const KEPT = "trang-{{ version }}";
const OFFLINE = "{{ offline }}";
const OFFLINE_EN = "{{ offline_en }}";
const FRAME = {{ frame|safe }};
const MOST = 60;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll([OFFLINE, OFFLINE_EN, ...FRAME])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

async function trim(cache) {
  const pages = (await cache.keys()).filter((request) => !new URL(request.url).pathname.startsWith("/static/") && !request.url.endsWith(OFFLINE));
  for (const request of pages.slice(0, Math.max(0, pages.length - MOST))) await cache.delete(request);
}

async function page(request) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.headers.get("{{ header }}") === "keep") {
      await cache.delete(request); // the newest stands last
      await cache.put(request, answer.clone());
      await trim(cache);
    }
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return marked(kept);
    return (await cache.match(new URL(request.url).pathname.startsWith("{{ english }}") ? OFFLINE_EN : OFFLINE)) ?? Promise.reject(error);
  }
}

/** A kept page says of itself that it is one: what browsers tell of being online is not to be relied upon. */
async function marked(kept) {
  const text = (await kept.text()).replace("<html ", '<html data-kept="1" ');
  return new Response(text, { status: 200, headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": kept.headers.get("Content-Security-Policy") ?? "" } });
}

async function asset(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") await cache.put(request, answer.clone());
  return answer;
}

const mayKeep = (url) => !{{ personal|safe }}.some((start) => url.pathname.startsWith(start));

// The page that brought the worker here was fetched before it: whoever came by a QR code has seen only that one.
self.addEventListener("message", (event) => {
  const url = new URL(event.data?.seen ?? "", location.origin);
  if (url.origin === location.origin && mayKeep(url)) event.waitUntil(page(new Request(url, { headers: { Accept: "text/html" } })));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
  else if (event.request.mode === "navigate" && mayKeep(url)) event.respondWith(page(event.request));
});
