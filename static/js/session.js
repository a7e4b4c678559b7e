/* The session screen: rep steppers, offered loads, chips that can be taken back, and the rest clock.
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

// The rest is over at a fixed instant, so the clock is right after the phone slept or the page
// was loaded again. Added time is kept beside that instant, for this set's rest only.
const STORE = "repstack-rest";

function extra(until) {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? "{}");
    return kept.until === until ? kept.extra : 0;
  } catch {
    return 0;
  }
}

function tick() {
  const dock = document.querySelector("[data-rest-until]");
  if (!dock) return;
  const until = Number(dock.dataset.restUntil);
  const more = extra(until);
  const total = Number(dock.dataset.restSeconds) + more;
  const left = Math.ceil((until + more * 1000 - Date.now()) / 1000);
  const clock = dock.querySelector("[role=timer]");
  const bar = dock.querySelector("progress");
  const late = -left;
  // Ten minutes late nobody is resting: the clock goes back to waiting for a set.
  if (late > 600) {
    clock.textContent = "–:––";
    bar.value = 0;
    return;
  }
  const shown = Math.abs(left);
  const text = `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
  clock.textContent = left >= 0 ? text : `+${text}`;
  bar.max = total;
  bar.value = Math.min(total, Math.max(0, total - left));
  dock.classList.toggle("is-over", left < 0);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rest-more]");
  const dock = document.querySelector("[data-rest-until]");
  if (!button || !dock) return;
  const until = Number(dock.dataset.restUntil);
  const added = extra(until) + Number(button.dataset.restMore);
  try {
    localStorage.setItem(STORE, JSON.stringify({ until, extra: added }));
  } catch {
    /* Private windows may keep nothing; the rest stays as planned. */
  }
  tick();
});

// When another exercise opens its row comes into view, clear of the header and the clock.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "session-cards") return;
  document.querySelector(".rs-set--open")?.scrollIntoView({ block: "nearest" });
});

setInterval(tick, 500);
document.addEventListener("visibilitychange", tick);
document.addEventListener("htmx:afterSettle", tick);
tick();

// A menu closes when the tap goes elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".rs-menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});
