// Passkeys: the browser's part of allauth's WebAuthn forms. Only pages that need it load this.

const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

function requestOptions(json) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  return { ...json, challenge: decode(json.challenge), allowCredentials: json.allowCredentials?.map((one) => ({ ...one, id: decode(one.id) })) };
}

function creationOptions(json) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  return {
    ...json,
    challenge: decode(json.challenge),
    user: { ...json.user, id: decode(json.user.id) },
    excludeCredentials: json.excludeCredentials?.map((one) => ({ ...one, id: decode(one.id) })),
  };
}

const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** The credential as JSON; older browsers do not write it themselves. */
function written(credential) {
  if (credential.toJSON) return credential.toJSON();
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = encode(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function perform(form, work) {
  const state = form.querySelector("[data-passkey-state]");
  const button = form.querySelector("[data-passkey-button]");
  button.disabled = true;
  state.textContent = state.dataset.waiting;
  try {
    const credential = await work();
    form.querySelector("input[name=credential]").value = JSON.stringify(written(credential));
    form.submit();
  } catch (error) {
    // NotAllowedError: the person closed the browser's window or it timed out; anything else is told the same way, with its name.
    state.textContent = error.name === "NotAllowedError" ? state.dataset.cancelled : `${state.dataset.failed} (${error.name})`;
    button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const supported = Boolean(window.PublicKeyCredential);
  const button = form.querySelector("[data-passkey-button]");
  const state = form.querySelector("[data-passkey-state]");
  button.hidden = !supported;
  if (!supported) state.textContent = state.dataset.unsupported;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    perform(form, async () => {
      if (form.dataset.passkey === "sign-in") {
        const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
        const { request_options: options } = await answer.json();
        return navigator.credentials.get({ publicKey: requestOptions(options.publicKey) });
      }
      const options = JSON.parse(form.dataset.options).publicKey;
      if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey: requestOptions(options) });
      const passwordless = form.querySelector("input[name=passwordless]")?.checked;
      Object.assign((options.authenticatorSelection ??= {}), {
        residentKey: passwordless ? "required" : "discouraged",
        requireResidentKey: Boolean(passwordless),
        ...(passwordless ? { userVerification: "required" } : {}),
      });
      return navigator.credentials.create({ publicKey: creationOptions(options) });
    });
  });
}
