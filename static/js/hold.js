/* The stopwatch of a timed set's form. Seconds can always be typed; sets are logged without it.
   Fetched by session.js where there is one, which types in for it; its names are its own. */

{
  let hold = null;

  const clock = (seconds) =>
    seconds < 60 ? String(seconds) : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  const held = (text) => {
    const [seconds, minutes = 0] = text.split(":").reverse().map((part) => Number.parseInt(part, 10) || 0);
    return minutes * 60 + seconds;
  };

  const write = (field, seconds) => typeIn(field, clock(seconds));

  const passed = () => Math.max(1, Math.round((Date.now() - hold.since) / 1000));

  const stop = () => {
    clearInterval(hold.timer);
    // The form may have been drawn anew meanwhile: then nothing of it is counted.
    if (hold.button.isConnected) {
      write(hold.field, passed());
      hold.button.querySelector("span").textContent = "Start again";
    }
    hold = null;
  };

  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-seconds]");
    if (step) {
      const field = step.closest(".rs-field").querySelector("input");
      write(field, Math.max(1, held(field.value) + Number(step.dataset.seconds)));
      return;
    }
    const button = event.target.closest("[data-hold]");
    if (!button) return;
    const isRunning = hold?.button === button;
    if (hold) stop();
    if (isRunning) return;
    const field = button.form.elements.seconds;
    const label = button.querySelector("span");
    hold = { button, field, since: Date.now() };
    const tick = () => (label.textContent = `Stop ${clock(passed())}`);
    hold.timer = setInterval(tick, 250);
    tick();
  });

  // The tick logs what the stopwatch shows, before the form is sent.
  document.addEventListener(
    "click",
    (event) => {
      if (hold && event.target.closest(".rs-tick")?.form === hold.button.form) stop();
    },
    true,
  );

  const show = () => document.querySelectorAll("[data-hold]").forEach((button) => (button.hidden = false));
  document.addEventListener("htmx:afterSettle", show);
  show();
}
