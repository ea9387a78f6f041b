// Reviewing beside the source: every value knows its words, every change saves itself, nothing typed is lost.
import { csrfToken, say } from "./start.js";

const PAUSE = 900; // milliseconds after the last key
const RETRY = 4000;

/** Places in the source are counted in characters as the server counts them; a script counts some rare ones twice. */
function characters(text) {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}

class Source {
  constructor(root, url) {
    this.root = root;
    this.url = url;
    this.shown = null;
  }

  places() {
    return [...this.root.querySelectorAll("[data-s]")];
  }

  clear() {
    for (const mark of this.root.querySelectorAll("mark.ui-source__mark")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  }

  /** Marks the characters [start, end) and brings them into sight; loads their part when it is not there yet. */
  async show(start, end, scroll = true) {
    this.clear();
    this.shown = [start, end];
    let touched = this.touching(start, end);
    if (!touched.length && this.url) {
      await this.load(start);
      touched = this.touching(start, end);
    }
    const marks = touched.flatMap((place) => this.mark(place, start, end));
    if (marks.length && scroll) this.scrollTo(marks[0]);
    return marks.length > 0;
  }

  touching(start, end) {
    return this.places().filter((place) => Number(place.dataset.s) < end && Number(place.dataset.e) > start);
  }

  async load(start) {
    const answer = await fetch(`${this.url}?vi-tri=${start}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    this.root.innerHTML = await answer.text(); // our own server's fragment, escaped there
    window.htmx.process(this.root);
  }

  mark(place, start, end) {
    const marks = [];
    let at = Number(place.dataset.s);
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const length = characters(node.data);
      const low = Math.max(start - at, 0);
      const high = Math.min(end - at, length);
      at += length;
      if (low >= high) continue;
      const letters = length === node.data.length ? null : [...node.data];
      const index = (n) => (letters ? letters.slice(0, n).join("").length : n);
      const range = document.createRange();
      range.setStart(node, index(low));
      range.setEnd(node, index(high));
      const mark = document.createElement("mark");
      mark.className = "ui-source__mark";
      range.surroundContents(mark);
      marks.push(mark);
    }
    return marks;
  }

  scrollTo(mark) {
    const frame = mark.closest(".ui-source__frame");
    if (frame) frame.scrollLeft = Math.max(0, mark.offsetLeft - 24);
    if (this.root.scrollHeight > this.root.clientHeight + 4) {
      const box = this.root.getBoundingClientRect();
      this.root.scrollTop += mark.getBoundingClientRect().top - box.top - box.height / 3;
    } else {
      mark.scrollIntoView({ block: "center" });
    }
  }

  /** The characters that are selected, or null. */
  selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !this.root.contains(selection.anchorNode) || !this.root.contains(selection.focusNode)) return null;
    const range = selection.getRangeAt(0);
    const start = this.offset(range.startContainer, range.startOffset);
    const end = this.offset(range.endContainer, range.endOffset);
    const text = selection.toString().replace(/\s+/g, " ").trim();
    return start === null || end === null || end <= start || !text ? null : { start, end, text };
  }

  offset(node, within) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    let place = element.closest("[data-s]");
    if (!place) {
      place = this.places().find((one) => node.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING || node.contains(one));
      return place ? Number(place.dataset.s) : null;
    }
    const before = document.createRange();
    before.selectNodeContents(place);
    before.setEnd(node, within);
    return Number(place.dataset.s) + characters(before.toString());
  }
}

const GROWS = CSS.supports("field-sizing", "content");

/** Lets a text area be as high as its words, where the style sheet alone cannot. */
function grow(area) {
  if (GROWS || area.tagName !== "TEXTAREA") return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

class Field {
  constructor(review, element) {
    this.review = review;
    this.element = element;
    this.control = element.querySelector("[data-control]");
    this.state = element.querySelector("[data-state]");
    this.seen = JSON.parse(element.dataset.seen);
    this.kept = this.control.value;
    this.timer = 0;
    this.busy = false;
    this.refused = false;
    this.key = `review:${review.root.dataset.reading}:${element.dataset.path}`;
    grow(this.control);
    this.control.addEventListener("input", () => grow(this.control));
    this.control.addEventListener("input", () => this.changed());
    this.control.addEventListener("change", () => this.later(0));
    this.control.addEventListener("focus", () => review.focused(this));
    this.restore();
  }

  get dirty() {
    return this.control.value !== this.kept;
  }

  restore() {
    const draft = localStorage.getItem(this.key);
    if (draft === null || draft === this.kept) return;
    this.control.value = draft;
    this.tell(this.review.words.kept);
    this.later(0);
  }

  changed() {
    this.refused = false;
    if (this.dirty) localStorage.setItem(this.key, this.control.value);
    else localStorage.removeItem(this.key);
    this.later(PAUSE);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    if (this.busy || !this.dirty || this.refused) return;
    const sent = this.control.value;
    this.busy = true;
    this.tell(this.review.words.saving);
    const answer = await this.review.post(this.review.root.dataset.correctUrl, {
      path: this.element.dataset.path,
      value: sent,
      seen: JSON.stringify(this.seen),
    });
    this.busy = false;
    this.answered(sent, answer);
  }

  answered(sent, { status, body }) {
    if (status === 200) {
      this.seen = body.value;
      this.kept = sent;
      localStorage.removeItem(this.key);
      if (this.control.value === sent) {
        if (this.control.tagName !== "SELECT") this.control.value = body.shown;
        this.kept = this.control.value;
      }
      this.element.querySelector("[data-understood]").innerHTML = body.understood ?? ""; // drawn by our server
      this.tell(this.review.words.saved, "saved");
      if (this.dirty) this.later(PAUSE);
    } else if (status === 412) {
      this.refused = true;
      this.tell(body.message, "refused");
      this.offer(body);
    } else if (status === 422 || status === 409 || status === 404) {
      this.refused = true;
      this.tell(`${this.review.words.refused} ${body.message ?? ""}`, "refused");
    } else {
      this.tell(status === 401 || status === 403 ? this.review.words.signedOut : this.review.words.offline, "refused");
      this.later(RETRY);
    }
  }

  /** Somebody was quicker: theirs or mine, the person decides. */
  offer(body) {
    const button = (text, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "ui-link-button";
      made.textContent = text;
      made.addEventListener("click", () => {
        this.seen = body.value;
        this.refused = false;
        act();
        this.control.focus();
      });
      return made;
    };
    this.state.append(
      " ",
      button(this.review.words.mine, () => this.save()),
      " ",
      button(this.review.words.theirs, () => {
        this.control.value = body.shown;
        this.kept = body.shown;
        localStorage.removeItem(this.key);
        this.tell("");
      }),
    );
  }

  tell(text, kind = "") {
    this.state.textContent = text;
    this.element.classList.toggle("ui-field--refused", kind === "refused");
    this.element.classList.toggle("ui-field--saved", kind === "saved");
    if (kind === "refused") this.control.setAttribute("aria-invalid", "true");
    else this.control.removeAttribute("aria-invalid");
  }

  use(text) {
    const lines = this.control.tagName === "TEXTAREA" && this.control.hasAttribute("aria-describedby");
    this.control.value = lines && this.control.value.trim() ? `${this.control.value.trimEnd()}\n${text}` : text;
    this.control.dispatchEvent(new Event("input", { bubbles: true }));
    this.control.focus();
  }
}

class Review {
  constructor(root) {
    this.root = root;
    this.words = root.dataset;
    this.pane = root.querySelector("[data-source]");
    this.source = new Source(root.querySelector("[data-source-text]"), root.dataset.sourceUrl);
    this.last = null;
    this.fields = [...root.querySelectorAll("[data-field]")].filter((one) => one.querySelector("[data-control]")).map((one) => new Field(this, one));
    this.picked = root.querySelector("[data-picked]");
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("mouseover", (event) => this.hovered(event));
    document.addEventListener("selectionchange", () => this.pick());
    document.addEventListener("keydown", (event) => this.key(event), true);
    const close = root.querySelector("[data-source-close]");
    if (close) close.hidden = false;
    this.here();
  }

  get items() {
    return [...this.root.querySelectorAll("[data-review-item]")];
  }

  get current() {
    return document.activeElement?.closest?.("[data-review-item]") ?? this.root.querySelector(".ui-item--current");
  }

  async post(url, values) {
    try {
      const answer = await fetch(url, {
        method: "POST",
        body: new URLSearchParams(values),
        headers: { "X-CSRFToken": csrfToken() },
        redirect: "manual",
      });
      if (answer.type === "opaqueredirect") return { status: 401, body: {} };
      const body = (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : {};
      return { status: answer.status, body };
    } catch {
      return { status: 0, body: {} };
    }
  }

  focused(field) {
    this.last = field;
    field.element.closest("details")?.setAttribute("open", "");
    this.enter(field.element.closest("[data-review-item]"));
    this.light(field.element);
  }

  enter(item) {
    for (const one of this.items) one.classList.toggle("ui-item--current", one === item);
  }

  /** Marks what a field or an item stands on; without its own words, those of its item. */
  light(element, scroll = true) {
    const from = element.dataset.start === undefined ? element.closest("[data-review-item][data-start]") : element;
    if (!from) return this.source.clear();
    const start = Number(from.dataset.start);
    return this.source.show(start, Number(from.dataset.end ?? start + 1), scroll);
  }

  hovered(event) {
    const field = event.target.closest("[data-field][data-start]");
    if (!field || field === this.over || field.contains(document.activeElement) || getSelection()?.toString()) return;
    this.over = field;
    this.light(field, matchMedia("(min-width: 60em)").matches);
  }

  clicked(event) {
    const target = event.target;
    const item = target.closest("[data-review-item]");
    if (target.closest("[data-confirm]")) this.confirm(item);
    else if (target.closest("[data-remove]")) this.remove(item, target.closest("[data-remove]").dataset.remove);
    else if (target.closest("[data-show-source]")) this.open(item);
    else if (target.closest("[data-source-close]")) this.close();
    else if (target.closest("[data-use]")) this.useSelection();
    else if (target.closest(".ui-source__found") && !getSelection()?.toString()) this.find(target.closest(".ui-source__found").dataset.item);
    else if (item && !target.closest("a, button, input, textarea, select, label")) this.light(target.closest("[data-field]") ?? item);
  }

  async confirm(item) {
    const button = item.querySelector("[data-confirm]");
    const now = button.getAttribute("aria-pressed") !== "true";
    const { status, body } = await this.post(this.root.dataset.confirmUrl, { path: item.dataset.path, confirmed: now ? "1" : "0" });
    if (status !== 200) return say(body.message ?? this.words.offline);
    button.setAttribute("aria-pressed", `${now}`);
    const word = button.querySelector("[data-word]");
    word.textContent = now ? word.dataset.on : word.dataset.off;
    return say(word.textContent);
  }

  async remove(item, value) {
    const seen = value === "true" ? "null" : "true";
    const { status, body } = await this.post(this.root.dataset.correctUrl, { path: `${item.dataset.path}/_removed`, value, seen });
    if (status !== 200 && status !== 412) return say(body.message ?? this.words.offline);
    location.hash = item.id;
    return location.reload();
  }

  async open(item) {
    if (!item) return;
    this.pane.classList.add("ui-review__source--open");
    this.from = item;
    await this.light(item);
    if (!matchMedia("(min-width: 60em)").matches) this.root.querySelector("[data-source-close]")?.focus();
  }

  close() {
    this.pane.classList.remove("ui-review__source--open");
    this.from?.scrollIntoView({ block: "nearest" });
    this.from?.focus();
  }

  find(key) {
    const item = document.getElementById(`m-${key}`);
    if (!item) return;
    this.close();
    this.enter(item);
    item.scrollIntoView({ block: "center" });
    item.focus({ preventScroll: true });
  }

  pick() {
    if (!this.picked) return;
    const found = this.source.selected();
    if (!found) {
      if (!this.picked.contains(document.activeElement)) this.picked.hidden = true;
      return;
    }
    this.selection = found;
    this.picked.elements.start.value = found.start;
    this.picked.elements.end.value = found.end;
    this.picked.querySelector("[data-picked-words]").textContent = `“${found.text.length > 60 ? `${found.text.slice(0, 60)}…` : found.text}”`;
    const use = this.picked.querySelector("[data-use]");
    use.hidden = !this.last;
    if (this.last) use.querySelector("[data-use-label]").textContent = `: ${this.last.element.querySelector("label").firstChild.textContent.trim()}`;
    this.picked.hidden = false;
  }

  useSelection() {
    if (!this.selection || !this.last) return;
    this.picked.hidden = true;
    this.last.use(this.selection.text);
  }

  /** Back to the item that the address names. */
  here() {
    const item = document.getElementById(location.hash.slice(1));
    if (item?.matches("[data-review-item]")) {
      this.enter(item);
      this.light(item);
    }
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape") {
      if (this.pane.classList.contains("ui-review__source--open")) this.close();
      else if (typing) typing.closest("[data-review-item]")?.focus();
      return;
    }
    if (typing || document.querySelector("dialog[open]")) return;
    const item = this.current;
    const acts = {
      j: () => this.step(1),
      k: () => this.step(-1),
      e: () => item?.querySelector("[data-control]")?.focus(),
      x: () => item?.querySelector("[data-confirm]") && this.confirm(item),
      s: () => this.open(item ?? this.items[0]),
    };
    if (!acts[event.key] || Date.now() - (this.goes ?? 0) < 1500) {
      if (event.key === "g") this.goes = Date.now();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  step(by) {
    const { items } = this;
    const now = items.indexOf(this.current);
    const next = items[Math.min(items.length - 1, Math.max(0, now + by))];
    if (!next) return;
    this.enter(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    this.light(next);
  }
}

const running = new Map();

export function review(scope) {
  for (const root of scope.querySelectorAll("[data-review]")) {
    if (!running.has(root)) running.set(root, new Review(root));
  }
  for (const text of scope.querySelectorAll("[data-show-at]")) {
    const at = Number(text.dataset.showAt);
    new Source(text, "").show(at, at + 1);
  }
  for (const button of scope.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

window.addEventListener("beforeunload", (event) => {
  for (const one of running.values()) if (one.fields.some((field) => field.dirty)) event.preventDefault();
});
