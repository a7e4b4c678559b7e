/* Behaviour every page shares. No page needs it: all forms post and all links lead somewhere without it. */

// One polite place to say that a request did not arrive or was refused. Field errors (422) and
// changed-elsewhere answers (409) are swapped in where they belong and never come here.
const region = document.getElementById("alert");

function say(text) {
  if (region) region.textContent = text;
}

document.addEventListener("htmx:sendError", () => say(region?.dataset.offline ?? ""));
document.addEventListener("htmx:timeout", () => say(region?.dataset.offline ?? ""));
document.addEventListener("htmx:responseError", () => say(region?.dataset.refused ?? ""));
document.addEventListener("htmx:beforeRequest", () => say(""));

// A swap that removes what had the focus would drop a keyboard user at the top of the page:
// the focus goes to what the answer marks with data-focus, else to what was swapped in.
document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  const marked = swapped.matches("[data-focus]") ? swapped : swapped.querySelector("[data-focus]");
  if (marked) {
    marked.focus({ preventScroll: true });
  } else if (document.activeElement === document.body && swapped.isConnected) {
    if (!swapped.hasAttribute("tabindex")) swapped.setAttribute("tabindex", "-1");
    swapped.focus({ preventScroll: true });
  }
});
