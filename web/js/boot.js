// Brings the islands of a page to life. An island that can't be stays what the server sent:
// plain HTML that works.
import init, * as app from "./app.js";

await init({ module_or_path: new URL("./app.wasm", import.meta.url) });
app.hydrate();
for (const element of document.querySelectorAll("leptos-island")) {
  try {
    app[element.dataset.component](element);
  } catch (error) {
    console.error("island", element.dataset.component, error);
  }
}

// Where a browser keeps pages for when the network is away, it keeps the one that checks.
if (location.pathname === "/verify") {
  navigator.serviceWorker?.register("/sw.js").catch((error) => console.info("not kept for later", error.name));
}
