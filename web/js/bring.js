// Bringing a large file: its size is looked at before it is sent, and the page says how far it is.
//
// All that is shown stands in the page already, hidden. Where scripts do not run, the form is sent as any other.

/** @param {HTMLFormElement} form */
function prepare(form) {
  const part = (name) => form.querySelector(`[data-bring-${name}]`);
  const [large, failed, working] = ["large", "failed", "working"].map(part);
  const [sending, checking] = ["sending", "checking"].map(part);
  const bar = form.querySelector("progress");
  const button = form.querySelector("button");

  const end = (told) => {
    working.hidden = true;
    button.disabled = false;
    if (told) told.hidden = false;
  };

  form.addEventListener("submit", (event) => {
    const file = form.elements.file.files[0];
    large.hidden = failed.hidden = true;
    if (!file) return;
    event.preventDefault();
    if (file.size > Number(form.dataset.bring)) {
      large.hidden = false;
      return;
    }
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.setRequestHeader("accept", "text/html");
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = (100 * loaded) / total;
    };
    request.upload.onload = () => {
      bar.removeAttribute("value");
      sending.hidden = true;
      checking.hidden = false;
    };
    request.onerror = () => end(failed);
    request.onload = () => {
      const main = request.response?.querySelector("main");
      if (!main) return end(failed);
      document.querySelector("main").replaceWith(document.adoptNode(main));
      const next = document.querySelector("form[data-bring]");
      if (next) prepare(next);
      const told = document.querySelector("#came, #file-problem, main h1");
      told.tabIndex = -1;
      told.focus();
    };
    bar.value = 0;
    sending.hidden = false;
    checking.hidden = true;
    working.hidden = false;
    button.disabled = true;
    request.send(new FormData(form));
  });
}

document.querySelectorAll("form[data-bring]").forEach(prepare);
