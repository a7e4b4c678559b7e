/* Behaviour every page shares. No page needs it: all forms post and all links lead somewhere without it. */

// One place to say that a request did not arrive or was refused. Field errors (422) and
// changed-elsewhere answers (409) are swapped in where they belong and never come here; what
// is marked data-quiet saves nothing, so that its failing is no news.
const region = document.getElementById("alert");

function say(event, text) {
  if (region && !event.detail.elt?.closest?.("[data-quiet]")) region.textContent = text;
}

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => say(event, region?.dataset.offline ?? ""));
}
// An answer in plain words says more than we could.
document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  const isWords = answer.getResponseHeader("Content-Type")?.startsWith("text/plain");
  say(event, isWords ? answer.responseText : region?.dataset.refused ?? "");
});
document.addEventListener("htmx:beforeRequest", (event) => say(event, ""));

// A swap that removes what had the focus would drop a keyboard user at the top of the page:
// the focus goes to what the answer marks with data-focus, else to what was swapped in.
let hadFocus = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  hadFocus = event.detail.target?.contains(document.activeElement) ?? false;
});
document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  const marked = swapped.matches("[data-focus]") ? swapped : swapped.querySelector("[data-focus]");
  const isLost = hadFocus && document.activeElement === document.body && swapped.isConnected;
  hadFocus = false;
  if (!marked && !isLost) return;
  const next = marked ?? swapped;
  if (!marked && !next.hasAttribute("tabindex")) next.setAttribute("tabindex", "-1");
  next.focus({ preventScroll: true });
});

// A menu closes when the tap goes elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".rs-menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});

// A page that is made for paper has a button for it, which only a script can press.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What was typed and not sent waits for its lifter (typed.js), and for nobody else.
function erase(isTheirs) {
  try {
    const typed = JSON.parse(localStorage.getItem("typed"));
    if (typed && !isTheirs(typed)) localStorage.removeItem("typed");
  } catch {
    /* Private windows may keep nothing. */
  }
}
const { person: here } = document.body.dataset;
if (here) erase((typed) => typed.person === here);
document.addEventListener("submit", (event) => {
  if (event.target.matches("[action$='/logout/']")) erase(() => false);
});
