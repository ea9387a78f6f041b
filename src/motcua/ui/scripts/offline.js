// Pages already seen open again without a network: a service worker keeps those that the server says may be kept.
export function offline() {
  if (!("serviceWorker" in navigator) || document.documentElement.dataset.kiosk) return;
  // What was written stays in its form: sent without a network the page would give way to the browser's own, and the words be gone.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const words = document.getElementById("page-words")?.content.querySelector("[data-word=offline]");
    if (navigator.onLine || form.method !== "post" || !words) return;
    event.preventDefault();
    form.querySelector("[data-word=offline]")?.remove();
    const told = words.cloneNode(true);
    told.setAttribute("role", "alert");
    form.append(told); // beside what was pressed: the top of a long page is out of sight
  });
  addEventListener("load", async () => {
    const worker = navigator.serviceWorker;
    const first = !worker.controller;
    await worker.register("/sw.js");
    if (first) (await worker.ready).active.postMessage({ seen: location.href });
  });
  const tell = () => {
    const words = document.getElementById("page-words")?.content.querySelector("[data-word=kept]");
    const box = document.getElementById("page-alerts");
    if (document.querySelector("[data-unseen]") || (navigator.onLine && !document.documentElement.dataset.kept) || !words || !box) return;
    box.replaceChildren(words.cloneNode(true));
  };
  addEventListener("offline", tell);
  addEventListener("online", () => document.querySelector("#page-alerts [data-word=kept]")?.remove());
  tell();
}
