// Keeps the room's page for when it is loaded without a connection: from the network where it answers, else as kept.

const CACHE = "kw-room";
const PATIENCE = 6000;

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const kept = await caches.open(CACHE);
  const known = await kept.match(request, { ignoreVary: true });
  const asked = fetch(request).then((found) => {
    if (found.ok && !found.redirected && found.type === "basic") kept.put(request, found.clone());
    return found;
  });
  if (!known) return asked;
  const patience = new Promise((_, no) => setTimeout(no, PATIENCE));
  return Promise.race([asked, patience]).catch(() => known);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  const own = path.startsWith("/static/") || path.endsWith("/room/") || path.endsWith("/room/names/");
  if (request.method === "GET" && own) event.respondWith(answer(request));
});
