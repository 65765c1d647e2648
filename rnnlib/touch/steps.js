// Frames that stand one below the other become steps: by slider, buttons, arrow keys, or played.
function steps(root) {
  const frames = [...root.querySelectorAll(".rnn-frame")];
  const sentences = frames.map((frame) => frame.querySelector("p"));
  sentences.forEach((sentence) => { sentence.hidden = true; });
  if (frames.every(isTall)) root.classList.add("rnn-tall");
  const go = controls(frames[0], (now) => {
    frames.forEach((frame, i) => { frame.hidden = i !== now; });
    return sentences[now].textContent;
  });
  go(0, frames.length);
}

// Whether a frame is a picture beside which buttons and sentence have room.
function isTall(frame) {
  const picture = frame.querySelector("img");
  return picture && +picture.getAttribute("width") <= 760 && +picture.getAttribute("height") >= 400;
}

// Puts buttons and slider before an element. `show(now)` shows a step and returns its sentence.
// Returns go(to, count), which goes to a step, of so many from now on if a count is given.
function controls(before, show) {
  const SECOND = 1000;
  before.insertAdjacentHTML("beforebegin",
    '<div class="rnn-controls"><button type="button">Play</button>' +
    '<button type="button" aria-label="one step back">◀</button>' +
    '<input type="range" min="0" aria-label="step">' +
    '<button type="button" aria-label="one step on">▶</button></div>' +
    '<p class="rnn-said" aria-live="polite"></p>');
  const said = before.previousElementSibling, box = said.previousElementSibling;
  const [play, back, on] = box.querySelectorAll("button"), range = box.querySelector("input");
  let count = 1, now = 0, playing = 0;

  function go(to, of = count) {
    count = of;
    now = Math.max(0, Math.min(to, count - 1));
    range.max = count - 1;
    range.value = now;
    said.textContent = show(now);
    range.setAttribute("aria-valuetext", said.textContent);
    for (const [button, end] of [[back, 0], [on, count - 1]]) {
      if (now === end && document.activeElement === button) range.focus(); // a key must not get lost
      button.disabled = now === end;
    }
    if (now === count - 1) pause();
  }

  function pause() {
    clearInterval(playing);
    playing = 0;
    play.textContent = "Play";
  }

  function start() {
    if (now === count - 1) go(0);
    if (count === 1) return;
    play.textContent = "Pause";
    playing = setInterval(() => (box.isConnected ? go(now + 1) : pause()), 1.5 * SECOND);
  }

  const by = (steps) => () => { pause(); go(now + steps); };
  play.onclick = () => (playing ? pause() : start());
  back.onclick = by(-1);
  on.onclick = by(1);
  range.oninput = () => { pause(); go(+range.value); };

  // Only the keys that are used here are kept; all others go on to the notebook or the deck.
  const acts = {
    ArrowLeft: by(-1), ArrowDown: by(-1), ArrowRight: by(1), ArrowUp: by(1),
    Home: () => { pause(); go(0); }, End: () => go(count - 1),
  };
  onKeys(box, (event) => {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const pressed = event.target.matches("button") && [" ", "Enter"].includes(event.key);
    const cell = box.closest(".jp-Cell");
    if (event.key === "Enter" && !pressed && cell) return handOn(event, cell);
    if (!pressed && !acts[event.key]) return;
    event.stopPropagation();
    if (pressed) return; // the browser clicks the button
    event.preventDefault();
    acts[event.key]();
  });
  // A click with the mouse leaves the keyboard at the slider, so that Enter is the notebook's.
  box.addEventListener("click", (event) => { if (event.detail) range.focus(); });
  if (isBeingRun(box)) requestAnimationFrame(() => intoView(box.parentElement));
  return go;
}
