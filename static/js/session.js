/* The session screen's set form: steppers, offered loads, chips that can be taken back, rules in place.
   Everything here is a convenience; sets are logged and judged without it. */

function typeIn(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// One rep or one step of the load more or less, as if typed. An empty load begins at the lightest.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  const field = button.closest(".rs-field").querySelector("input");
  const now = Number.parseFloat(field.value.replace(",", "."));
  const { step, least } = button.dataset;
  const next = Number.isNaN(now) ? Number(least ?? Math.max(0, step)) : Math.max(0, now + Number(step));
  typeIn(field, String(Math.round(next * 1000) / 1000));
});

// The load that is offered, as if typed; what was offered is done then.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-load]");
  if (!button) return;
  typeIn(button.form.elements.load, button.dataset.load);
  button.closest(".rs-offer")?.remove();
});

// The kind that is offered, as if chosen.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-kind]");
  if (!button) return;
  const kinds = button.form.elements.kind;
  kinds.value = button.dataset.kind;
  kinds.closest("details").open = true;
  kinds.dispatchEvent(new Event("change", { bubbles: true }));
  button.closest(".rs-offer")?.remove();
  kinds.focus();
});

// A tap on a number means another number: what is typed next takes its place.
let touched = null;
document.addEventListener("pointerdown", (event) => {
  const field = event.target.closest(".rs-field__mid")?.querySelector("input");
  touched = field !== document.activeElement ? field : null;
});
document.addEventListener("click", (event) => {
  if (touched && event.target === touched) touched.select();
  touched = null;
});

// What was wrong with a field is not said of what is typed there now.
document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.(".rs-set__form [aria-invalid]")) return;
  document.getElementById(field.getAttribute("aria-describedby"))?.remove();
  field.removeAttribute("aria-invalid");
  field.removeAttribute("aria-describedby");
});

// A chip tapped again is taken back: effort left blank is a fact too.
let chosen = null;
document.addEventListener("pointerdown", (event) => {
  const chip = event.target.closest(".rs-chips label")?.querySelector("input");
  chosen = chip?.checked ? chip : null;
});
document.addEventListener("click", (event) => {
  if (chosen && event.target === chosen) {
    chosen.checked = false;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
    chosen = null;
  }
});

// When another exercise opens its row comes into view, clear of the header and the clock. After the end
// of one: what was said of its last set, and below it the exercise that comes now.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "session-cards") return;
  const said = document.getElementById("said");
  if (said) scrollBy(0, said.getBoundingClientRect().top - document.querySelector(".rs-top").offsetHeight);
  else document.querySelector(".rs-set--open")?.scrollIntoView({ block: "nearest" });
});

// "Why" opens the whole rule below the line that names it, one at a time, and a tap closes it again.
let openRule = null;

function closeRule() {
  const { rule, why } = openRule;
  openRule = null;
  rule.remove();
  why.setAttribute("aria-expanded", "false");
  return why;
}

function showRule(address) {
  const { rule } = openRule;
  htmx.ajax("GET", address, { target: rule, swap: "innerHTML" }).then(() => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "rs-btn", textContent: "Close" });
    button.addEventListener("click", () => closeRule().focus({ preventScroll: true }));
    rule.append(button);
    rule.scrollIntoView({ block: "nearest" });
  });
}

document.addEventListener("click", (event) => {
  const why = event.target.closest("#session-cards a[data-rule]");
  if (!why || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // A rule that names another one gives way to it.
  if (why.closest(".rs-rule")) return showRule(why.getAttribute("href"));
  if (openRule && closeRule() === why) return;
  const rule = document.createElement("div");
  rule.className = "rs-rule";
  why.setAttribute("aria-expanded", "true");
  // Not within the region that is read out, which the next preview draws anew.
  const step = why.closest(".rs-chain__step");
  if (step) step.append(rule);
  else (why.closest(".rs-warns") ?? why.closest("p")).after(rule);
  openRule = { rule, why };
  showRule(why.getAttribute("href"));
});

// The stopwatch is fetched by who has a set told in seconds.
const { stopwatch } = document.currentScript.dataset;

function fetchStopwatch() {
  if (!document.querySelector("[data-hold]") || document.getElementById("stopwatch")) return;
  document.head.append(Object.assign(document.createElement("script"), { id: "stopwatch", src: stopwatch }));
}

document.addEventListener("htmx:afterSettle", fetchStopwatch);
fetchStopwatch();
