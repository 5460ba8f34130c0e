// The service worker: lets `/verify` open without a network. It keeps the bundle's files, whose
// names say what is in them, and the page as anybody sees it who is not signed in. Everything
// else goes by untouched: signed-in pages, shared records and the API are never kept.
//
// The service puts a line before this one: const BUILD = { version, assets }. A version's files
// and its page are kept together and replaced together.
const PAGE = "/verify";
const CACHE = `page-${BUILD.version}`;
// How long the network may take before the kept page is shown.
const PATIENCE_MS = 4000;

addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      const page = await fetch(PAGE, { credentials: "omit", cache: "no-store" });
      if (!page.ok || page.redirected) throw new Error(`${PAGE} answered ${page.status}`);
      await Promise.all([cache.addAll(BUILD.assets), cache.put(PAGE, page)]);
    })(),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith("page-") && name !== CACHE);
      await Promise.all([...old.map((name) => caches.delete(name)), clients.claim()]);
    })(),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (BUILD.assets.includes(pathname)) event.respondWith(asset(request, pathname));
  else if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(request));
});

async function asset(request, pathname) {
  const cache = await caches.open(CACHE);
  return (await cache.match(pathname)) ?? fetch(request);
}

// The network's page while there is a network, so that nobody sees an old one.
async function page(request) {
  const fromNetwork = fetch(request);
  fromNetwork.catch(() => {}); // Somebody may be past waiting for it.
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const answer = await Promise.race([fromNetwork, late]);
    if (answer && answer.status < 500) return answer;
  } catch {}
  const cache = await caches.open(CACHE);
  return (await cache.match(PAGE)) ?? fromNetwork;
}
