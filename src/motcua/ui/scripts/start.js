// What every page starts with: htmx, the components of govuk-frontend in use, and our own attributes.
import htmx from "htmx.org/dist/htmx.esm.js";
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";

window.htmx = htmx; // its own extensions and the tests look for it here

/** @returns {string} the CSRF token: of a form on the page, else of the cookie */
export function csrfToken() {
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (field?.value) return field.value;
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}

/** Says a sentence to screen readers, without showing it. */
export function say(text) {
  const status = document.getElementById("page-status");
  if (status) status.textContent = text;
}

/**
 * Starts the page: `parts` are functions that ready what lies inside an element; each runs for the page and for every swapped part.
 * `components` are classes of govuk-frontend.
 */
export function start(components, parts) {
  document.documentElement.classList.add("js-enabled");
  const ready = (scope) => {
    document.body.classList.add("js-enabled", "govuk-frontend-supported");
    for (const component of components) createAll(component, undefined, { scope });
    for (const part of parts) part(scope);
  };
  htmx.onLoad((element) => ready(element === document.body ? document : element));
  document.addEventListener("ui:replaced", () => ready(document));
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});

// A request that never got an answer is told as loudly as one that was refused.
document.addEventListener("htmx:sendError", () => {
  const box = document.getElementById("page-alerts");
  const words = document.getElementById("page-words");
  if (box && words) box.replaceChildren(words.content.querySelector("[data-word=offline]").cloneNode(true));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (!button) return;
  button.closest(".ui-notice")?.remove();
  document.getElementById("noi-dung")?.focus();
});
