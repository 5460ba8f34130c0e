// On a device that its owner calls their own: the service worker keeps the wallet's pages. The
// page that is open when it starts was not seen by it, so it is told of that one; and of a page that
// told what a form did, which is not kept as it stands, for that is told once.
const { serviceWorker } = navigator;
if (serviceWorker) {
  const known = serviceWorker.controller !== null;
  serviceWorker
    .register("/sw.js")
    .then(() => serviceWorker.ready)
    .then(({ active }) => {
      const told = document.querySelector("#content > .notice") !== null;
      if (told || !known) active.postMessage({ keep: location.pathname });
    })
    .catch((error) => console.info("not kept for later", error.name));
}
