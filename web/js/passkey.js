// Passkeys: hands what a form asks to the browser, and posts the browser's answer by the same form.
//
// All that is shown stands in the page already, hidden: where scripts do not run or the browser knows no passkeys
// it stays so, and the mailed link does what a passkey would.

const known = window.PublicKeyCredential;

/** @param {HTMLFormElement} form */
function prepare(form) {
  const isNew = form.dataset.passkey === "new";
  const options = JSON.parse(form.dataset.options);
  const failed = form.querySelector("[data-passkey-failed]");
  const button = form.querySelector("button");
  let waiting = new AbortController();

  const post = (credential) => {
    form.elements.answer.value = JSON.stringify(credential);
    form.submit();
  };

  const ask = async () => {
    // What autofill waits for makes way.
    waiting.abort();
    waiting = new AbortController();
    failed.hidden = true;
    button.disabled = true;
    try {
      const { signal } = waiting;
      post(
        isNew
          ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options), signal })
          : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options), signal }),
      );
    } catch (error) {
      console.info("passkey", error.name);
      failed.hidden = false;
      button.disabled = false;
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  form.hidden = false;
  if (!isNew) autofill();

  // Offers passkeys where the address is typed.
  async function autofill() {
    if (!document.querySelector("input[autocomplete~=webauthn]")) return;
    if (!(await known.isConditionalMediationAvailable?.())) return;
    try {
      const publicKey = known.parseRequestOptionsFromJSON(options);
      post(await navigator.credentials.get({ publicKey, mediation: "conditional", signal: waiting.signal }));
    } catch (error) {
      if (error.name !== "AbortError") console.info("passkey", error.name);
    }
  }
}

if (known?.parseCreationOptionsFromJSON && known.parseRequestOptionsFromJSON && known.prototype.toJSON) {
  document.querySelectorAll("form[data-passkey]").forEach(prepare);
  for (const element of document.querySelectorAll("[data-passkey-without]")) element.hidden = true;
}
