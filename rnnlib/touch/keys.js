// A piece of a page inside of a notebook: whose key it is, and that it is seen.

// The keys pressed inside of an element. Notebook 7 takes keys at the document, before they come to
// the element: therefore those of a notebook are met at the window. What is stopped there goes no
// further. On a slide and on the site the element is asked as usual, after the deck.
function onKeys(element, handle) {
  const inCell = (event) => event.target.closest && event.target.closest(".jp-Cell");
  element.addEventListener("keydown", (event) => { if (!inCell(event)) handle(event); });
  element.rnnKeys = handle;
  if (window.rnnKeys) return;
  window.rnnKeys = true;
  window.addEventListener("keydown", (event) => {
    for (let at = inCell(event) && event.target; at && !event.cancelBubble; at = at.parentElement) {
      if (at.rnnKeys) at.rnnKeys(event);
    }
  }, true);
}

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
