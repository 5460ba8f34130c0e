// The service worker: lets `/verify` open without a network, for everybody, and the wallet, on a
// device that its owner calls their own.
//
// The service puts a line before this one: const BUILD = { version, language, assets }. Of
// `/verify` it keeps the page as anybody sees it who is not signed in, with its files, whose names
// say what is in them; a version's files and its page are kept together and replaced together.
//
// Of the wallet it keeps the pages that were last seen, those alone which say that they may be
// kept. Every page says in the header `own-device` whose it is: "none", the name of an account, or
// that name and "; keep". What was kept for another goes at once, and all of it when somebody signs
// out, with or without a network. A page is shown no longer than a session lasts. Shared records, the
// desk, the API and pictures are never kept.
const PAGE = "/verify";
// Shown without a network instead of a page of the wallet that was not kept.
const OFFLINE = "/offline";
const CACHE = `page-${BUILD.version}`;
// How long the network may take before the kept page is shown.
const PATIENCE_MS = 4000;
// Pages of the wallet that are kept at most.
const MOST_PAGES = 60;
// How long a kept page may be shown: as long as a session lasts, which a device without a network
// does not hear the end of.
const LIFE_MS = 30 * 24 * 60 * 60 * 1000;
const SAYS = "own-device";

addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      const headers = { "accept-language": BUILD.language };
      const pages = [PAGE, OFFLINE].map(async (path) => {
        const page = await fetch(path, { credentials: "omit", cache: "no-store", headers });
        if (!page.ok || page.redirected) throw new Error(`${path} answered ${page.status}`);
        await cache.put(path, page);
      });
      await Promise.all([cache.addAll(BUILD.assets), ...pages]);
    })(),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith("page-") && name !== CACHE);
      // Pages of the wallet may still need the files of the version before.
      if (names.some((name) => name.startsWith("own-"))) old.pop();
      await Promise.all([...old.map((name) => caches.delete(name)), clients.claim()]);
    })(),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  // Without a network nobody would answer that the session is over.
  if (request.method === "POST" && pathname === "/sign-out") event.waitUntil(forget());
  if (request.mode === "navigate") event.respondWith(navigate(event, request, pathname));
  else if (request.method === "GET" && pathname.startsWith("/assets/")) event.respondWith(asset(request, pathname));
});

addEventListener("message", (event) => {
  const path = event.data?.keep;
  if (typeof path !== "string" || !ofWallet(path)) return;
  const request = new Request(path, { cache: "no-store", redirect: "manual", headers: { accept: "text/html" } });
  event.waitUntil(fetch(request).then(async (answer) => (await heed(request, answer))?.()));
});

// A file whose name says what is in it: of this version, or of the one before, which kept pages need.
async function asset(request, pathname) {
  return (await caches.match(pathname)) ?? fetch(request);
}

function ofWallet(pathname) {
  return pathname === "/wallet" || pathname.startsWith("/wallet/");
}

// The network's page while there is a network, so that nobody sees an old one.
async function navigate(event, request, pathname) {
  const fromNetwork = fetch(request).then(async (answer) => {
    const keep = await heed(request, answer);
    if (keep) event.waitUntil(keep());
    return answer;
  });
  const kept = { [PAGE]: keptPage }[pathname] ?? (ofWallet(pathname) ? keptOwn : null);
  if (request.method !== "GET" || !kept) return fromNetwork;
  fromNetwork.catch(() => {}); // Somebody may be past waiting for it.
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const answer = await Promise.race([fromNetwork, late]);
    if (answer && answer.status < 500) return answer;
  } catch {}
  const page = await kept(request);
  if (page) return page;
  try {
    return await fromNetwork;
  } catch (error) {
    const instead = ofWallet(pathname) && (await notKept());
    if (instead) return instead;
    throw error;
  }
}

// Does what a page says of whose it is; gives what keeps it, where it may be kept.
async function heed(request, answer) {
  const says = answer.headers.get(SAYS);
  if (says === null) return null;
  const [whose, keep] = says.split("; ");
  const own = `own-${whose}`;
  await forget(own);
  if (whose === "none" || keep !== "keep" || !answer.ok || request.method !== "GET") return null;
  const copy = answer.clone();
  return async () => {
    const cache = await caches.open(own);
    // A page that is seen again becomes the last one.
    await cache.delete(request.url);
    await cache.put(request.url, copy);
    const pages = await cache.keys();
    await Promise.all(pages.slice(0, Math.max(0, pages.length - MOST_PAGES)).map((page) => cache.delete(page)));
  };
}

// Forgets what was kept of the wallet, but for one account's.
async function forget(own = null) {
  const others = (await caches.keys()).filter((name) => name.startsWith("own-") && name !== own);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function keptPage() {
  return (await caches.open(CACHE)).match(PAGE);
}

// On a device of somebody's own, what there is instead of a page that was not kept: those that were.
async function notKept() {
  const own = (await caches.keys()).find((name) => name.startsWith("own-"));
  const page = own && (await (await caches.open(CACHE)).match(OFFLINE));
  if (!page) return undefined;
  const cache = await caches.open(own);
  const lines = (await cache.keys()).map(async ({ url }) => {
    const text = await (await cache.match(url)).text();
    // As it stands in the page: escaped there, and escaped here.
    const title = /<title>([^<]*)<\/title>/.exec(text)?.[1];
    const path = new URL(url).pathname;
    return title && `<li><a href="${encodeURI(path).replaceAll("&", "&amp;")}">${title}</a></li>`;
  });
  const list = (await Promise.all(lines)).filter(Boolean).reverse().join("");
  const text = (await page.text()).replace('<ul class="offline-kept">', (start) => start + list);
  return new Response(text, { headers: page.headers });
}

// A kept page of the wallet, with the line that says from when it is.
async function keptOwn(request) {
  const own = (await caches.keys()).find((name) => name.startsWith("own-"));
  const cache = own && (await caches.open(own));
  const page = await cache?.match(request.url);
  if (!page) return undefined;
  const age_ms = Date.now() - Date.parse(page.headers.get("date"));
  if (!(age_ms <= LIFE_MS)) {
    await cache.delete(request.url);
    return undefined;
  }
  const text = (await page.text()).replace('<p hidden class="own-device-note"', '<p class="own-device-note"');
  return new Response(text, { headers: page.headers });
}
