// Files: name and size before sending, a limit told early, progress while sending. Without this the plain form sends as ever.

function size(bytes) {
  const megabytes = bytes / 1024 ** 2;
  const language = document.documentElement.lang === "en" ? "en" : "vi-VN";
  const format = (value, unit, digits) => `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} ${unit}`;
  return megabytes >= 1 ? format(megabytes, "MB", 1) : format(bytes / 1024, "KB", 0);
}

/** Where a form goes. Asked of its attribute: `form.action` is the field of that name where the form has one. */
function address(form) {
  return new URL(form.getAttribute("action") ?? "", location.href).href;
}

class Upload {
  constructor(root) {
    this.root = root;
    this.input = root.querySelector("input[type=file]");
    this.files = root.querySelector("[data-upload-files]");
    this.bar = root.querySelector("[data-upload-progress]");
    this.state = root.querySelector("[data-upload-state]");
    this.limit = Number(this.input.dataset.uploadLimit || 0);
    this.input.addEventListener("change", () => this.chosen());
    this.input.form?.addEventListener("submit", (event) => this.submit(event));
  }

  tooLarge() {
    return this.limit ? [...this.input.files].filter((file) => file.size > this.limit) : [];
  }

  chosen() {
    this.files.replaceChildren(
      ...[...this.input.files].map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} · ${size(file.size)}`;
        return line;
      }),
    );
    const large = this.tooLarge();
    this.tell(large.length ? `${this.root.dataset.tooLarge} (${size(this.limit)}): ${large.map((file) => file.name).join(", ")}` : "", large.length > 0);
  }

  submit(event) {
    if (event.defaultPrevented) return;
    if (this.tooLarge().length) {
      event.preventDefault();
      this.input.focus();
      return;
    }
    if (!this.input.files.length) return;
    event.preventDefault();
    this.send(event.target, event.submitter);
  }

  send(form, button) {
    const request = new XMLHttpRequest(); // fetch cannot tell how much has been sent
    const data = new FormData(form, button ?? undefined);
    request.open("POST", address(form));
    request.upload.addEventListener("progress", (step) => this.sent(step));
    request.addEventListener("load", () => this.answered(request, form));
    request.addEventListener("error", () => this.failed(button));
    if (button) button.disabled = true;
    this.bar.hidden = false;
    this.bar.value = 0;
    request.send(data);
  }

  sent(step) {
    const percent = Math.floor((100 * step.loaded) / step.total);
    this.bar.value = percent;
    this.tell(percent < 100 ? `${this.root.dataset.sending}: ${size(step.loaded)} / ${size(step.total)}` : this.root.dataset.checking);
    if (percent === 100) this.bar.removeAttribute("value");
  }

  /** Shows what the form's answer would have shown: the page it redirects to, or the form again with what is wrong. */
  answered(request, form) {
    if (request.status >= 500 && !request.responseText) return this.failed();
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    if (!page.querySelector("main")) return this.failed();
    // The answer is shown as it came, not asked for again: what it says once («Đã nhận…») would be lost.
    const redirected = request.responseURL && request.responseURL !== address(form);
    if (redirected) history.pushState(null, "", request.responseURL);
    document.title = page.title;
    document.body.className = page.body.className;
    document.body.replaceChildren(...page.body.childNodes);
    window.scrollTo(0, 0);
    window.htmx.process(document.body);
    document.dispatchEvent(new CustomEvent("ui:replaced"));
    if (redirected) document.querySelector("main").focus();
    return undefined;
  }

  failed(button) {
    this.bar.hidden = true;
    if (button) button.disabled = false;
    this.tell(this.root.dataset.failed, true);
  }

  tell(text, wrong = false) {
    this.state.textContent = text;
    this.state.classList.toggle("ui-upload__state--failed", wrong);
  }
}

const known = new WeakSet();

export function upload(scope) {
  for (const root of scope.querySelectorAll("[data-upload]")) {
    if (known.has(root)) continue;
    known.add(root);
    new Upload(root);
  }
}
