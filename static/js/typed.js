/* What is typed into a set's form stays on the phone until the set is on record or cleared: through a
   reload, a tap on something else, a flat battery and a log-in that ran out. A log-out erases it (app.js). */

const TYPED = "typed";
const { person } = document.body.dataset;

// Under where each set is sent: an exercise has one set about to be done, a saved one its own address.
function kept() {
  try {
    const store = JSON.parse(localStorage.getItem(TYPED));
    return store?.person === person ? store.sets : {};
  } catch {
    return {};
  }
}

function write(sets) {
  try {
    if (Object.keys(sets).length) localStorage.setItem(TYPED, JSON.stringify({ person, sets }));
    else localStorage.removeItem(TYPED);
  } catch {
    /* Private windows may keep nothing: then a reload forgets, as it did before. */
  }
}

function forget(isOver) {
  write(Object.fromEntries(Object.entries(kept()).filter(([action, set]) => !isOver(action, set))));
}

const fieldsOf = (form) => [...form.elements].filter((field) => field.matches("input, select") && field.name);

function isAsDrawn(form) {
  return fieldsOf(form).every((field) => {
    if (field.type === "radio" || field.type === "checkbox") return field.checked === field.defaultChecked;
    if (field.options) return [...field.options].every((one) => one.selected === one.defaultSelected);
    return field.value === field.defaultValue;
  });
}

// What the server drew as typed says of no field what it would have been without.
function keep(form) {
  const action = form.getAttribute("action");
  if (!("typed" in form.dataset) && isAsDrawn(form)) return forget((one) => one === action);
  const { csrfmiddlewaretoken, ...values } = Object.fromEntries(new FormData(form));
  write({ ...kept(), [action]: { page: location.pathname, form: form.id, at: Date.now(), values } });
}

for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.(".rs-set__form");
    if (form) keep(form);
  });
}

const opened = () => document.querySelector(".rs-set__form");

// A preview settles as well: what is typed meanwhile is newer.
const seen = new WeakSet();

function fillIn() {
  const form = opened();
  if (!form || seen.has(form)) return;
  seen.add(form);
  if ("typed" in form.dataset) {
    keep(form);
    // The same set under other safeties is warned of something else.
    if (!form.querySelector("[aria-invalid], .rs-clash")) form.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  const action = form.getAttribute("action");
  const values = kept()[action]?.values;
  if (!values) return;
  // The answer that it is saved was lost, or it was given in another tab.
  if (document.querySelector(`[data-key="${CSS.escape(values.key)}"]`)) return forget((one) => one === action);
  // Its place is filled from elsewhere: what was typed is the next set, under the key of the next.
  const isSame = form.elements.number.value === values.number;
  for (const field of fieldsOf(form)) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = values[field.name] === field.value;
    else if (field.name === "load" && values.unit !== form.elements.unit.value) continue;
    else if (field.type !== "hidden" || field.name === "version" || (isSame && field.name === "key")) {
      field.value = values[field.name] ?? field.value;
    }
  }
  form.querySelector(".rs-extra").open = values.note !== "" || !["working", "timed"].includes(values.kind);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

// On record, changed, or given up by a tap on what says so: nothing of it waits any more.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.status === 401) {
    // A preview saves nothing: no reason to leave in the middle of a number.
    if (elt.matches("[data-quiet]")) event.preventDefault();
    return;
  }
  const form = elt.closest(".rs-set__form");
  if (xhr.status !== 200 || !form || elt.closest("[data-quiet]")) return;
  const isEnd = xhr.getResponseHeader("HX-Redirect") !== null;
  forget((action, set) => action === form.getAttribute("action") || (isEnd && set.page === location.pathname));
});

// The set typed last, of this session, whose form is not the open one.
function waiting() {
  const others = Object.entries(kept()).filter(
    ([action, set]) => set.page === location.pathname && action !== opened()?.getAttribute("action"),
  );
  return others.sort(([, one], [, other]) => other.at - one.at)[0];
}

function reopen([action, set]) {
  const card = document.getElementById(set.form.replace("set-", "card-"));
  const link = card?.querySelector(`[hx-get="${action.replace("edit/", "")}"]`) ?? card?.querySelector(".rs-ex__sum");
  // The exercise was taken out or is done: there is no form it could come back to.
  if (!link) forget((one) => one === action);
  else link.click();
  return Boolean(link);
}

// An end asks about the set in the open form: one that waits for another exercise is opened first.
let ending = null;
document.addEventListener("click", (event) => {
  const end = event.target.closest("[data-finish]");
  const other = end && !(opened() && kept()[opened().getAttribute("action")]) && waiting();
  if (!other || !reopen(other)) return;
  event.preventDefault();
  ending = other[0];
});

document.addEventListener("htmx:afterSettle", () => {
  fillIn();
  if (!ending) return;
  if (opened()?.getAttribute("action") !== ending) forget((one) => one === ending);
  ending = null;
  document.querySelector("[data-finish]")?.click();
});

// It was typed into an exercise that this page does not show open, and nothing else was asked for.
const latest = waiting();
const shown = kept()[opened()?.getAttribute("action")]?.at ?? 0;
fillIn();
if (latest && latest[1].at > shown && !/[?&](edit|exercise)=/.test(location.search)) reopen(latest);
