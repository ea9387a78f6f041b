// Fields that only one choice asks for (`shown_when` of a form) stand folded while another is chosen.

/** Folds or opens every such part of a form. */
function settle(form) {
  for (const part of form.querySelectorAll("[data-when]")) {
    const named = [...form.elements].filter((field) => field.name === part.dataset.when);
    const chosen = named.find((field) => field.checked) ?? named.find((field) => field.tagName === "SELECT");
    part.hidden = !part.dataset.whenIs.split(" ").includes(chosen?.value ?? "");
  }
}

export function when(scope) {
  for (const form of scope.querySelectorAll("form")) {
    if (form.querySelector("[data-when]")) settle(form);
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.querySelector("[data-when]")) settle(form);
});
