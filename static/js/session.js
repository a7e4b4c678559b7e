/* The session screen's set form: rep steppers, offered loads, chips that can be taken back.
   Everything here is a convenience; sets are logged and judged without it. */

// One rep more or less, as if typed.
document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-step]");
  if (!step) return;
  const field = step.closest(".rs-field").querySelector("input");
  const now = Number.parseInt(field.value, 10);
  const next = Math.max(0, (Number.isNaN(now) ? 0 : now) + Number(step.dataset.step));
  field.value = String(next);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// The load that is offered, as if typed.
document.addEventListener("click", (event) => {
  const offer = event.target.closest("[data-load]");
  if (!offer) return;
  const field = offer.closest("form").querySelector("input[name=load]");
  field.value = offer.dataset.load;
  field.dispatchEvent(new Event("input", { bubbles: true }));
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

// When another exercise opens its row comes into view, clear of the header and the clock.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "session-cards") return;
  document.querySelector(".rs-set--open")?.scrollIntoView({ block: "nearest" });
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
