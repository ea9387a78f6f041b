// Small parts both faces use.
import { say } from "./start.js";

/** Buttons that only a script can serve are shown by the script. */
export function unhide(scope) {
  for (const button of scope.querySelectorAll("[data-dismiss], [data-copy], [data-close], [data-shortcuts-open]")) button.hidden = false;
}

/** A link to what a fold holds opens the fold, also in browsers that do not do so themselves. */
function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  for (let fold = named?.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) {
    fold.open = true;
    named.scrollIntoView();
  }
}

addEventListener("hashchange", openNamed);
openNamed();

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
  const word = button.querySelector("[data-copy-word]");
  const before = word.textContent;
  word.textContent = button.dataset.copied;
  say(button.dataset.copied);
  setTimeout(() => (word.textContent = before), 3000);
});

/** Closes a menu and gives the focus back to what opened it. */
function close(menu, focus) {
  if (!menu.open) return;
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close]");
  if (button) close(button.closest("details"), true);
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) close(menu, false);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details[data-menu][open]") ?? document.querySelector("details.ui-menu[open]");
  if (menu) close(menu, true);
});
