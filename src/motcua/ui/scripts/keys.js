// The desk's keyboard: / searches, g and a letter goes, j and k walk the rows, ? shows all this.

const typing = (element) => element?.closest("input, textarea, select, [contenteditable=true]");
const WAIT = 1500; // milliseconds between g and its letter

let going = 0;

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.contains(document.activeElement) || row.classList.contains("govuk-table__row--current"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now + step))];
  for (const row of rows) row.classList.toggle("govuk-table__row--current", row === next);
  const link = next.querySelector("a, button, input, summary") ?? next;
  if (link === next) next.tabIndex = -1;
  link.focus();
  next.scrollIntoView({ block: "nearest" });
}

function help() {
  const dialog = document.getElementById("shortcuts");
  if (dialog && !dialog.open) dialog.showModal();
}

const ACTS = {
  "/": () => {
    // A page's own search comes before the desk's.
    const inputs = document.querySelectorAll("[data-shortcut='/']");
    const input = inputs[inputs.length - 1];
    input?.focus();
    input?.select();
  },
  "?": help,
  j: () => walk(1),
  k: () => walk(-1),
  g: () => (going = Date.now()),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (Date.now() - going < WAIT && event.key !== "g") {
    going = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
    return;
  }
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shortcuts-open]")) {
    event.target.closest("details").open = false;
    help();
  }
  const toggle = event.target.closest("[data-toggle]");
  if (toggle) {
    const panel = document.getElementById(toggle.dataset.toggle);
    const collapsed = panel.toggleAttribute("data-collapsed");
    toggle.setAttribute("aria-expanded", `${!collapsed}`);
  }
});

/** On a narrow screen the navigation starts folded. */
export function foldNavigation(scope) {
  for (const toggle of scope.querySelectorAll("[data-toggle]")) {
    toggle.hidden = false;
    document.getElementById(toggle.dataset.toggle).setAttribute("data-collapsed", "");
  }
}
