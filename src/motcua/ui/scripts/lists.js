// Lists: the form and the address say the same, and the focus survives a swap.

function fields(form) {
  return [...form.elements].filter((field) => field.name);
}

// What the list was last asked for and has not yet answered; the address says it once it has.
let asked = null;

const known = () => asked ?? new URLSearchParams(location.search);

function same(left, right) {
  const written = (query) =>
    [...query]
      .filter(([name, value]) => name !== "cursor" && value.trim())
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join("&");
  return written(left) === written(right);
}

/** What the form asks for: nothing empty, and the sort of the address, since sorting swaps the results and not the form. */
function wanted(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (name !== "sort" && `${value}`.trim()) query.append(name, value);
  }
  const sort = known().get("sort");
  if (sort) query.set("sort", sort);
  return query;
}

/** Where a link of the list leads, taking along what was typed into the search box and not yet asked for. */
function along(target) {
  const shown = new URLSearchParams(location.search).get("q");
  const box = document.querySelector("[data-list-form] [name=q]");
  const typed = box?.value.trim() ?? "";
  asked = target.searchParams;
  // A link that itself changes the search («view all», «fewer words») means what it says.
  if (box && asked.get("q") === shown && typed !== (shown ?? "")) {
    if (typed) asked.set("q", typed);
    else asked.delete("q");
    asked.delete("cursor");
  }
  const query = asked.toString();
  return query ? `${target.pathname}?${query}` : target.pathname;
}

// A form that asks for what is there already (a search box that loses the focus) asks for nothing: it would undo a page or a sort.
// This event comes before htmx drops the request under way, the next one after.
document.addEventListener("htmx:confirm", (event) => {
  const { elt, triggeringEvent } = event.detail;
  if (!elt.matches("[data-list-form]")) return;
  if (same(wanted(elt), known()) && (asked || triggeringEvent?.type !== "submit")) event.preventDefault();
});

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, formData } = event.detail;
  if (elt.matches("a[hx-target='#list-results']")) event.detail.path = along(new URL(elt.href));
  if (!elt.matches("[data-list-form]")) return;
  asked = wanted(elt);
  for (const name of [...formData.keys()]) formData.delete(name);
  for (const [name, value] of asked) formData.append(name, value);
});

for (const name of ["htmx:afterOnLoad", "htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => (asked = null));
}

/** Sets the form to what the address says, after a chip was taken off or «clear» was pressed. */
function follow(form) {
  const query = new URLSearchParams(location.search);
  for (const field of fields(form)) {
    if (field === document.activeElement) continue;
    const values = query.getAll(field.name);
    if (field.type === "checkbox") field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
}

document.addEventListener("htmx:pushedIntoHistory", () => {
  const form = document.querySelector("[data-list-form]");
  if (form) follow(form);
});

// What had the focus may be gone (a chip taken off): then the count, which says what came of it, takes it.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "list-results") return;
  if (document.activeElement && document.activeElement !== document.body) return;
  document.getElementById("list-count")?.focus({ preventScroll: true });
});

const watched = new ResizeObserver((entries) => {
  for (const { target } of entries) measure(target);
});

/** A table that fits needs no scrolling of its own; one that does not can be scrolled by keyboard too, and says what it is. */
function measure(frame) {
  const table = frame.querySelector("table");
  const fits = table.scrollWidth <= frame.clientWidth + 1;
  frame.classList.toggle("ui-table-frame--fits", fits);
  frame.classList.toggle("ui-table-frame--wider", !fits);
  if (fits) {
    for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
  } else {
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", frame.dataset.fits ?? table.caption?.textContent.trim() ?? document.title);
  }
}

/** The tab that is shown stands in sight where the row of tabs is pushed sideways. */
export function tabs(scope) {
  for (const list of scope.querySelectorAll(".ui-tabs__list")) {
    const current = list.querySelector("[aria-current]")?.parentElement;
    if (!current || list.scrollWidth <= list.clientWidth) continue;
    list.scrollLeft += current.getBoundingClientRect().left - list.getBoundingClientRect().left - (list.clientWidth - current.offsetWidth) / 2;
  }
}

export function tables(scope) {
  for (const frame of scope.querySelectorAll(".ui-table-frame:has(> table)")) {
    watched.observe(frame);
    measure(frame);
  }
}
