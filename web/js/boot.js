// Brings the islands of a page to life. An island that can't be stays what the server sent:
// plain HTML that works. Which bundle has them is said by the tag that loads this script.
const { islands, wasm } = document.querySelector("script[data-islands]").dataset;
const bundle = await import(islands);

await bundle.default({ module_or_path: wasm });
bundle.hydrate();
for (const element of document.querySelectorAll("leptos-island")) {
  try {
    bundle[element.dataset.component](element);
  } catch (error) {
    console.error("island", element.dataset.component, error);
  }
}

// Where a browser keeps pages for when the network is away, it keeps the one that checks.
if (location.pathname === "/verify") {
  navigator.serviceWorker?.register("/sw.js").catch((error) => console.info("not kept for later", error.name));
}
