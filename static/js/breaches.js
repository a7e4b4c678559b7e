/* The queue of breaches by keyboard: j and k walk, r goes to the answers, c opens the comment. Without it every button is there. */

function breachHere() {
  return document.activeElement?.closest("[data-breach]") ?? null;
}

function walkBreaches(step) {
  const all = [...document.querySelectorAll("[data-breach]")];
  const at = all.indexOf(breachHere());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const here = breachHere() ?? document.querySelector("[data-breach]");
  if (event.key === "j") walkBreaches(1);
  else if (event.key === "k") walkBreaches(-1);
  else if (event.key === "r") here?.querySelector("button[name=resolution]")?.focus();
  else if (event.key === "c") {
    const summary = here?.querySelector("[data-comment]");
    if (!summary) return;
    summary.parentElement.open = true;
    summary.parentElement.querySelector("textarea").focus();
  } else return;
  event.preventDefault();
});
