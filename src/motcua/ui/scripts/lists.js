// Lists: the form and the address say the same, and the focus survives a swap.

function fields(form) {
  return [...form.elements].filter((field) => field.name);
}

// The address holds what is asked, nothing else; the sort is the address's, since sorting swaps the results and not the form.
document.addEventListener("htmx:configRequest", (event) => {
  const form = event.target.closest?.("[data-list-form]");
  if (!form || event.detail.elt !== form) return;
  const parameters = event.detail.formData;
  const sort = new URLSearchParams(location.search).get("sort");
  parameters.delete("sort");
  if (sort) parameters.set("sort", sort);
  for (const name of new Set(fields(form).map((field) => field.name))) {
    const kept = parameters.getAll(name).filter((value) => `${value}`.trim());
    parameters.delete(name);
    for (const value of kept) parameters.append(name, value);
  }
});

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
  if (fits) {
    for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
  } else {
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", frame.dataset.fits);
  }
}

export function tables(scope) {
  const frames = [...scope.querySelectorAll("[data-fits]")];
  for (const frame of frames) {
    watched.observe(frame);
    measure(frame);
  }
}
