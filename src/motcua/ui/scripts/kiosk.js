// A terminal for everybody: after a while without a touch it asks, then wipes what the person did.
const root = document.documentElement;
const WARNING = 20; // seconds the question stands

/** The back button must not lead to what the person before has seen: pages remember whose turn they were opened in. */
function turn(form) {
  const now = (sessionStorage.kiosk ??= crypto.getRandomValues(new Uint32Array(2)).join(""));
  const then = history.state?.kiosk;
  if (then && then !== now) location.replace("/");
  else history.replaceState({ ...history.state, kiosk: now }, "");
  form.addEventListener("submit", () => sessionStorage.clear());
}

export function kiosk() {
  const seconds = Number(root.dataset.kiosk);
  const dialog = document.getElementById("kiosk-warning");
  const form = document.getElementById("kiosk-end");
  if (!seconds || !dialog || !form) return;
  turn(form);
  let last = Date.now();
  const rested = () => (Date.now() - last) / 1000;
  const fresh = (event) => {
    last = Date.now();
    if (dialog.open && !dialog.contains(event.target)) dialog.close(); // its own button closes it by itself
  };
  for (const kind of ["pointerdown", "keydown", "scroll", "input"]) addEventListener(kind, fresh, { passive: true, capture: true });
  // Where nobody has begun anything there is nothing to wipe.
  const untouched = () =>
    location.pathname.replace(/^\/en/, "") === "/" && !location.search && ![...document.querySelectorAll("input[type=search]")].some((field) => field.value);
  setInterval(() => {
    if (rested() < seconds) return;
    if (untouched()) {
      last = Date.now();
      return;
    }
    const left = Math.ceil(seconds + WARNING - rested());
    if (left <= 0) {
      form.requestSubmit();
      return;
    }
    dialog.querySelector("[data-left]").textContent = left;
    if (!dialog.open) dialog.showModal();
  }, 1000);
}
