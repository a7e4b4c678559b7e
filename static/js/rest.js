/* The rest clock of the session screen. Sets are logged and judged without it. */

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

setInterval(tick, 500);
document.addEventListener("visibilitychange", tick);
document.addEventListener("htmx:afterSettle", tick);
tick();
