/* What was typed into a set's form when the log-in had run out comes back after it, to the same person. */

// The answer is 401, and htmx is about to leave for the log-in. A form's key is made anew with each
// page, so the set is found again by where it is sent and its number, and keeps the key it had.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.status !== 401) return;
  // A preview saves nothing: no reason to leave in the middle of a number.
  if (elt.matches("[data-quiet]")) event.preventDefault();
  if (!elt.matches(".rs-set__form")) return;
  const { csrfmiddlewaretoken, ...values } = Object.fromEntries(new FormData(elt));
  const { person } = document.body.dataset;
  sessionStorage.setItem("typed", JSON.stringify({ person, form: elt.id, action: elt.action, values }));
});

function keptSet() {
  const kept = JSON.parse(sessionStorage.getItem("typed"));
  return kept?.person === document.body.dataset.person ? kept : null;
}

function fillIn() {
  const kept = keptSet();
  const form = kept && document.getElementById(kept.form);
  if (!form || form.action !== kept.action) return;
  sessionStorage.removeItem("typed");
  // By now that set is logged from elsewhere: what is open is the next one.
  if (form.elements.number.value !== kept.values.number) return;
  for (const field of form.elements) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = kept.values[field.name] === field.value;
    else if (field.name in kept.values) field.value = kept.values[field.name];
  }
  form.querySelector(".rs-extra").open = kept.values.note !== "" || kept.values.kind !== "working";
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

fillIn();
document.addEventListener("htmx:afterSettle", fillIn);
// It was typed into an exercise that this page does not show open: open it.
const card = keptSet()?.form.replace("set-", "card-");
if (card) document.querySelector(`#${card} .rs-ex__sum`)?.click();
