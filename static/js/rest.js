/* The rest clock of the session screen. Sets are logged and judged without it. */

// The rest is over at a fixed instant, so the clock is right after the phone slept or the page was
// loaded again. What is changed of it (seconds more or fewer, a pause, a skip) is kept on the phone
// beside that instant, for this set's rest only.
const STORE = "repstack-rest";

const dockOf = () => document.querySelector("[data-rest-until]");

function changes(until) {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? "{}");
    if (kept.until === until) return kept;
  } catch {
    /* Something else wrote there, or a private window keeps nothing. */
  }
  return { until, extra: 0, held: 0 };
}

function keepRest(rest) {
  try {
    localStorage.setItem(STORE, JSON.stringify(rest));
  } catch {
    /* Private windows may keep nothing; the rest stays as planned. */
  }
}

// Milliseconds to go; while it is paused none of them goes by.
function left(rest, now) {
  return rest.until + (rest.extra ?? 0) * 1000 + (rest.held ?? 0) - (rest.pausedAt ?? now);
}

function show(dock, text, value, isOver) {
  dock.querySelector("[role=timer]").textContent = text;
  dock.querySelector("progress").value = value;
  dock.classList.toggle("is-over", isOver);
}

function tick() {
  const dock = dockOf();
  for (const button of document.querySelectorAll("[data-rest-more], [data-rest-pause], [data-rest-skip]")) {
    button.disabled = !dock;
  }
  if (!dock) return;
  const now = Date.now();
  const rest = changes(Number(dock.dataset.restUntil));
  const ms = left(rest, now);
  const seconds = Math.ceil(ms / 1000);
  const pause = document.querySelector("[data-rest-pause]");
  if (pause) pause.textContent = rest.pausedAt ? "Go on" : "Pause";
  // Ten minutes late nobody is resting: the clock goes back to waiting for a set.
  if (rest.skipped || seconds < -600) return show(dock, "–:––", 0, false);
  const shown = Math.abs(seconds);
  const text = `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
  const total = Math.max(1, Number(dock.dataset.restSeconds) + (rest.extra ?? 0));
  dock.querySelector("progress").max = total;
  show(dock, seconds >= 0 ? text : `+${text}`, Math.min(total, Math.max(0, total - seconds)), seconds < 0);
  if (ms > 0 || rest.rang) return;
  // Once for a rest, whatever is loaded again after it.
  keepRest({ ...rest, rang: true });
  document.dispatchEvent(new CustomEvent("rest:over", { detail: { late: -ms } }));
}

function change(how) {
  const dock = dockOf();
  if (!dock) return;
  const now = Date.now();
  const rest = changes(Number(dock.dataset.restUntil));
  const next = { ...rest, ...how(rest, now) };
  // Who takes a rest that was over on again is told of its end again.
  keepRest({ ...next, rang: left(next, now) <= 0 });
  tick();
}

// A rest is not shortened below nothing.
function more(seconds) {
  return (rest, now) => ({
    extra: (rest.extra ?? 0) + (seconds < 0 ? -Math.min(-seconds, Math.max(0, left(rest, now) / 1000)) : seconds),
    skipped: false,
  });
}

function pauseOrGoOn(rest, now) {
  if (!rest.pausedAt) return { pausedAt: now };
  return { pausedAt: undefined, held: (rest.held ?? 0) + now - rest.pausedAt };
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("restMore" in button.dataset) change(more(Number(button.dataset.restMore)));
  else if ("restPause" in button.dataset) change(pauseOrGoOn);
  else if ("restSkip" in button.dataset) change(() => ({ skipped: true, pausedAt: undefined }));
  else if ("restOpen" in button.dataset) {
    const panel = document.getElementById("rest");
    panel.hidden = !panel.hidden;
    showOpen();
  }
});

// The dock is drawn anew with every set; the panel above it stays as it is.
function showOpen() {
  const panel = document.getElementById("rest");
  document.querySelector("[data-rest-open]")?.setAttribute("aria-expanded", String(!panel?.hidden));
}

setInterval(tick, 500);
document.addEventListener("visibilitychange", tick);
document.addEventListener("htmx:afterSettle", () => {
  showOpen();
  tick();
});
tick();
