// The drawing of a workflow, by bpmn-js. Only pages that show one load this; the table beside it says the same without a picture.
// The bpmn.io mark stays where bpmn-js puts it, fully visible: its licence asks for that.
import Viewer from "bpmn-js/lib/Viewer";

const AIR = 20;
const MARK = 40; // room for the bpmn.io mark below the drawing
const FULL = "full";
const FIT = "fit";
const LEGIBLE = 0.8; // below this its letters of 12 px cannot be read

/** How small it must be drawn to stand in the frame whole. */
function fitting(viewer, frame) {
  return Math.min(1, frame.clientWidth / (viewer.get("canvas").viewbox().inner.width + 2 * AIR));
}

/** As large as it is drawn, so that the frame scrolls; or as wide as the frame. */
function size(viewer, frame, place, how) {
  const canvas = viewer.get("canvas");
  const { inner } = canvas.viewbox();
  const whole = { x: inner.x - AIR, y: inner.y - AIR, width: inner.width + 2 * AIR, height: inner.height + 2 * AIR };
  const scale = how === FULL ? 1 : fitting(viewer, frame);
  place.style.width = `${Math.ceil(whole.width * scale)}px`;
  place.style.height = `${Math.ceil(whole.height * scale) + MARK}px`;
  canvas.resized();
  canvas.viewbox({ x: whole.x, y: whole.y, width: whole.width, height: whole.height + MARK / scale });
}

/** The time of each step at its upper edge, in the words of the table. */
function times(viewer, frame) {
  const overlays = viewer.get("overlays");
  const known = viewer.get("elementRegistry");
  for (const row of frame.ownerDocument.querySelectorAll("[data-bpmn-step]")) {
    if (!row.dataset.bpmnTime || !known.get(row.dataset.bpmnStep)) continue;
    const badge = document.createElement("span");
    badge.className = "ui-bpmn__time";
    badge.textContent = row.dataset.bpmnTime;
    overlays.add(row.dataset.bpmnStep, { position: { top: -14, left: 12 }, html: badge });
  }
}

async function draw(frame) {
  const place = frame.querySelector("[data-bpmn-place]");
  const failed = frame.querySelector("[data-bpmn-failed]");
  const buttons = document.querySelectorAll("[data-bpmn-size]");
  const colours = { defaultFillColor: "var(--ui-paper)", defaultStrokeColor: "currentColor", defaultLabelColor: "currentColor" };
  const viewer = new Viewer({ container: place, bpmnRenderer: colours, textRenderer: { defaultStyle: { fontFamily: "Be Vietnam Pro" } } });
  try {
    const answer = await fetch(frame.dataset.bpmn, { headers: { Accept: "application/xml" } });
    if (!answer.ok) throw new Error(answer.statusText);
    await document.fonts.ready;
    await viewer.importXML(await answer.text());
  } catch {
    failed.hidden = false;
    place.hidden = true;
    return;
  }
  const picture = place.querySelector("svg");
  picture.removeAttribute("tabindex");
  picture.setAttribute("aria-hidden", "true"); // the table says it; the frame scrolls by keyboard
  let how = fitting(viewer, frame) < LEGIBLE ? FULL : FIT;
  const show = () => {
    for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.bpmnSize === how));
    size(viewer, frame, place, how);
  };
  show();
  times(viewer, frame);
  let wide = frame.clientWidth;
  new ResizeObserver(() => {
    if (how !== FIT || frame.clientWidth === wide) return;
    wide = frame.clientWidth;
    size(viewer, frame, place, how);
  }).observe(frame);
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => {
      how = button.dataset.bpmnSize;
      show();
    });
  }
}

for (const frame of document.querySelectorAll("[data-bpmn]")) draw(frame);
