// Frames that stand one below the other become frames to step through, one at a time.
function steps(root) {
  const frames = root.querySelectorAll(".rnn-frame");
  frames[0].insertAdjacentHTML("beforebegin",
    '<div><button type="button" aria-label="one step back">◀</button>' +
    '<input type="range" min="0" aria-label="step">' +
    '<button type="button" aria-label="one step on">▶</button></div><p aria-live="polite"></p>');
  const range = root.querySelector("input"), live = root.querySelector("[aria-live]");
  const [back, on] = root.querySelectorAll("button");
  range.max = frames.length - 1;
  function show(to) {
    range.value = to;
    frames.forEach((frame, i) => { frame.hidden = i != range.value; });
    live.textContent = frames[range.value].querySelector("p").textContent;
    range.setAttribute("aria-valuetext", live.textContent);
    back.disabled = range.value == 0;
    on.disabled = range.value == frames.length - 1;
  }
  frames.forEach((frame) => { frame.querySelector("p").hidden = true; });
  range.oninput = () => show(range.value);
  back.onclick = () => show(+range.value - 1);
  on.onclick = () => show(+range.value + 1);
  show(0);
}
