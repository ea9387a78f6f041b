// A form that saves itself, says so, and is loud when it cannot.
import { csrfToken } from "./start.js";

const PAUSE = 800; // milliseconds after the last change
const RETRIES = [2000, 5000, 15000, 30000]; // then every half minute

class Autosave {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-autosave-state]");
    this.timer = 0;
    this.failures = 0;
    this.sent = this.now();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", () => this.leave());
  }

  now() {
    const data = new FormData(this.form);
    data.delete("csrfmiddlewaretoken");
    return new URLSearchParams([...data].filter(([, value]) => typeof value === "string")).toString();
  }

  get dirty() {
    return this.form.isConnected && this.now() !== this.sent;
  }

  changed() {
    if (!this.dirty) return;
    this.tell("waiting");
    this.later(PAUSE);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    const body = this.now();
    this.tell("saving");
    let status = 0;
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(body),
        headers: { "X-CSRFToken": csrfToken(), "X-Autosave": "1" },
        redirect: "manual",
      });
      status = answer.type === "opaqueredirect" ? 401 : answer.status;
    } catch {
      status = 0;
    }
    if (status >= 200 && status < 300) this.saved(body);
    else this.failed(status);
  }

  saved(body) {
    this.sent = body;
    this.failures = 0;
    const time = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date());
    this.tell("saved", ` ${time}`);
    if (this.dirty) this.later(PAUSE);
  }

  failed(status) {
    if (status === 422 || status === 400) {
      this.tell("refused");
      return; // only the person can mend it
    }
    this.tell(status === 401 || status === 403 ? "signedOut" : "failed");
    this.later(RETRIES[Math.min(this.failures++, RETRIES.length - 1)]);
  }

  tell(what, more = "") {
    if (!this.state) return;
    this.state.textContent = this.state.dataset[what] + more;
    this.state.classList.toggle("ui-autosave--failed", ["failed", "refused", "signedOut"].includes(what));
  }

  leave() {
    clearTimeout(this.timer);
    this.sent = this.now();
  }
}

const running = new Set();

export function autosave(scope) {
  const forms = [...scope.querySelectorAll("form[data-autosave]")];
  if (scope.matches?.("form[data-autosave]")) forms.push(scope);
  for (const form of forms) {
    if ([...running].some((one) => one.form === form)) continue;
    running.add(new Autosave(form));
  }
  for (const one of running) if (!one.form.isConnected) running.delete(one);
}

window.addEventListener("beforeunload", (event) => {
  if ([...running].some((one) => one.dirty)) event.preventDefault();
});

window.addEventListener("online", () => {
  for (const one of running) if (one.dirty) one.save();
});
