/* The editor of a program: an answer takes the place of what changed, and what stood open in it stays open. */

const folds = new Map();
let heldFocus = "";
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  if (target?.id !== "editor") return;
  folds.clear();
  for (const one of target.querySelectorAll("details[id]")) folds.set(one.id, one.open);
  heldFocus = target.contains(document.activeElement) ? document.activeElement.id : "";
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, isOpen] of folds) {
    const fold = document.getElementById(id);
    if (fold) fold.open = isOpen;
  }
  // Forms that stayed were made from an earlier state of the program: they speak of this one from now on.
  const state = document.getElementById("editor-state");
  const versions = document.querySelectorAll("#editor input[name=version]");
  for (const one of state ? versions : []) one.value = state.dataset.version;
  // What is folded away takes no focus: it is given back once its fold is open.
  const held = heldFocus && document.getElementById(heldFocus);
  if (held && document.activeElement === document.body) held.focus({ preventScroll: true });
});
