// A piece of a page inside of a notebook: whose key it is, and that it is seen.

// Some commands JupyterLab takes only from the cell itself: it gets the focus and the key.
function handOn(event, cell) {
  event.stopPropagation();
  event.preventDefault();
  cell.focus();
  cell.dispatchEvent(new KeyboardEvent(event.type, event));
}

// Whether a reader has just run this cell of a notebook: then the next cell is the active one.
function isBeingRun(element) {
  const cell = element.closest(".jp-Cell"), prompt = cell && cell.querySelector(".jp-InputPrompt");
  const active = [cell, cell && cell.nextElementSibling].some((c) => c && c.matches(".jp-mod-active"));
  return Boolean(prompt && prompt.textContent.includes("*") && active);
}

// JupyterLab scrolls to the next cell, and what was run may be cut off: show all of it.
function intoView(element) {
  element.scrollIntoView({ block: "nearest" });
}
