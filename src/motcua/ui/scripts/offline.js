// Pages already seen open again without a network: a service worker keeps those that the server says may be kept.
export function offline() {
  if (!("serviceWorker" in navigator) || document.documentElement.dataset.kiosk) return;
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js"));
  const tell = () => {
    const words = document.getElementById("page-words")?.content.querySelector("[data-word=kept]");
    const box = document.getElementById("page-alerts");
    if ((navigator.onLine && !document.documentElement.dataset.kept) || !words || !box) return;
    box.replaceChildren(words.cloneNode(true));
  };
  addEventListener("offline", tell);
  addEventListener("online", () => document.querySelector("#page-alerts [data-word=kept]")?.remove());
  tell();
}
