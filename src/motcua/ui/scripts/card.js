// The QR code of an identity card, read by a scanner that types it: number|old number|name|birth|sex|address|issued, then Enter.

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || !field.dataset?.card || !field.value.includes("|")) return;
  event.preventDefault(); // a scanner ends with Enter, which must not send the form
  const parts = field.value.split("|").map((part) => part.trim());
  const [named, placed] = field.dataset.card.split(" ").map((name) => field.form.elements[name]);
  field.value = parts[0];
  if (named && parts[2]) named.value = parts[2];
  if (placed && parts[5]) placed.value = parts[5];
  (named?.value ? field.form.elements[field.dataset.cardNext] : named)?.focus();
});
