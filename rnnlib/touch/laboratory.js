// The laboratory: a network that one can touch. What it knows is one value (laboratory_state.js), how
// it looks follows from that (laboratory_view.js); here the mouse and the keys are joined to both.
function laboratory(root, data) {
  const STEP = 0.1, FINE = 0.01, COARSE = 1, PIXEL = 0.02, FAR = 8, PAUSE = 400; // a value, pixels, milliseconds
  let state = begin(data), drawing = 0, speaking = 0, typing = 0;
  root.replaceChildren();
  const body = root.appendChild(document.createElement("div")), voice = root.appendChild(document.createElement("p"));
  body.className = "lab-body";
  voice.className = "lab-voice";
  voice.setAttribute("role", "status");
  fromLink();
  draw();
  if (data.token) {
    root.dataset.token = data.token;
    root.addEventListener("laboratory-tell", tell);
    tell();
  }
  if (isBeingRun(root)) requestAnimationFrame(() => intoView(root));

  // --- state and picture

  function go(next) {
    const before = state;
    state = withWins(next);
    if (data.token && (state.model !== before.model || state.words !== before.words)) tell();
    if (!drawing) drawing = requestAnimationFrame(draw);
    clearTimeout(speaking);
    speaking = setTimeout(() => { voice.textContent = state.trouble || state.said; }, PAUSE); // not at each pixel of a drag
  }

  // To a kernel that listens (live.mjs).
  function tell() {
    const detail = { token: data.token, changed: changes(state), words: state.words.map(({ word }) => word) };
    document.dispatchEvent(new CustomEvent("laboratory-holds", { detail }));
  }

  function draw() {
    cancelAnimationFrame(drawing);
    drawing = 0;
    const home = body.querySelector(".lab-home");
    show(body, ...view(state, home && home.open && { link: link(), python: pythonLines(state) }).filter(Boolean));
  }

  function focus(selector) {
    draw();
    const found = body.querySelector(selector);
    if (found) found.focus();
  }

  function fromLink() {
    if (!data.network || !location.hash.startsWith(HASH)) return;
    try {
      state = unpacked(location.hash.slice(HASH.length), data);
    } catch (error) {
      state = { ...state, trouble: error.message };
    }
  }

  function link() { return location.href.split("#")[0] + HASH + packed(state); }

  // --- buttons

  const clicked = {
    undo: () => go(acts.undo(state)),
    reset: () => go(acts.reset(state)),
    cut: () => go(acts.cut(state)),
    without: () => go({ ...state, without: !state.without }),
    goBack: () => back(acts.goBack(state)),
    backMore: () => back(acts.backTo(state, state.back - 1)),
    backLess: () => back(acts.backTo(state, state.back + 1)),
    aim: ({ target }) => go(acts.aim(state, +target)),
    log: () => go({ ...state, log: !state.log }),
    open: ({ t }) => go(acts.open(state, +t)),
    ask: ({ t, unit }) => go(acts.ask(state, +t, unit === "f" ? null : +unit)),
    follow: ({ unit }) => { go(acts.follow(state, +unit)); focus(".lab-why button"); },
    earlier: () => move(-1),
    later: () => move(1),
    leaveOut: () => { go(acts.leaveOut(state, state.word)); focus(".lab-word"); },
    add: () => go(acts.add(state, state.word)),
    replace: ({ word }) => go(acts.replace(state, state.word, word)),
    less: () => by(state.held, -STEP),
    more: () => by(state.held, STEP),
    copyLink: () => copy("link"),
    copyPython: () => copy("python"),
  };

  // On the way back the step that is reached is in view.
  function back(next) {
    go(next);
    draw();
    const run = body.querySelector(".lab-run"), word = body.querySelectorAll(".lab-word")[state.back];
    if (word) run.scrollLeft = word.offsetLeft + word.offsetWidth / 2 - run.clientWidth / 2;
  }

  function move(by) { go(acts.move(state, state.word, state.word + by)); }

  function by(place, amount) { go(acts.touch(state, place, rounded(numberAt(state.model, place) + amount))); }

  function rounded(value) { return Math.round(value * 1000) / 1000; }

  function copy(which) {
    const field = body.querySelector(`[data-input=${which}]`);
    field.select();
    const done = () => go({ ...state, said: "Copied." });
    if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done, () => document.execCommand("copy") && done());
    else if (document.execCommand("copy")) done(); // pages without https
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button && !button.matches("[aria-disabled=true]") && !dragged) clicked[button.dataset.act](button.dataset);
  });
  root.addEventListener("toggle", draw, true);

  // --- fields

  root.addEventListener("input", ({ target }) => {
    const { input } = target.dataset;
    if (input === "slide") go(acts.touch(state, state.held, Math.round(target.value * 20) / 20));
    if (input === "back") back(acts.backTo(state, +target.value));
    if (input === "word") go({ ...state, typed: target.value.trim() });
    if (input === "sentence") {
      clearTimeout(typing);
      typing = setTimeout(() => go(acts.type(state, target.value)), PAUSE);
    }
  });
  root.addEventListener("change", ({ target }) => {
    const { input } = target.dataset, text = target.value.trim().replace("−", "-").replace(",", ".");
    if (input === "value") {
      const value = text === "" ? NaN : Number(text), now = numberAt(state.model, state.held);
      if (value !== now && text !== number(now).replace("−", "-")) go(acts.touch(state, state.held, value));
    }
    if (input === "sentence") {
      clearTimeout(typing);
      go(acts.type(state, target.value));
    }
  });
  root.addEventListener("focusout", () => requestAnimationFrame(() => {
    for (const field of body.querySelectorAll("input[data-input]:not(:focus)")) field.value = field.getAttribute("value");
  }));

  // --- dragging a number up and down, a word along the sentence

  let drag = null, dragged = false;
  root.addEventListener("pointerdown", (event) => {
    dragged = false;
    const cell = event.target.closest("[data-place]"), word = event.target.closest(".lab-word[data-t]");
    if (event.button || !(cell || word)) return;
    if (cell) {
      const { place } = cell.dataset;
      // a finger first chooses a number, so that it can still scroll the page
      if (event.pointerType === "mouse" || state.held === place) drag = { place, from: numberAt(state.model, place), y: event.clientY };
      go(acts.hold(state, place));
      cell.focus({ preventScroll: true });
      draw();
    } else drag = { t: +word.dataset.t, x: event.clientX };
    if (drag) (cell || word).setPointerCapture(event.pointerId);
    if (cell && event.pointerType === "mouse") event.preventDefault(); // no text is marked
  });
  root.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if ("place" in drag) {
      const value = drag.from + PIXEL * Math.round(drag.y - event.clientY);
      if (Math.abs(drag.y - event.clientY) >= 2) go(acts.touch(state, drag.place, Math.round(value * 100) / 100));
    } else if (Math.abs(event.clientX - drag.x) > FAR) dragged = true;
  });
  root.addEventListener("pointerup", (event) => {
    if (drag && "t" in drag && dragged) {
      const under = document.elementsFromPoint(event.clientX, event.clientY).find((element) => element.matches(".lab-columns > *"));
      const places = [...body.querySelectorAll(".lab-word")].map((word) => word.getBoundingClientRect());
      const to = places.findIndex(({ left, right }) => left <= event.clientX && event.clientX <= right);
      if (under && to >= 0) go(acts.move(state, drag.t, to));
    }
    drag = null;
  });
  root.addEventListener("pointercancel", () => { drag = null; });

  // --- keys: only those that are used here are kept; all others go on to the notebook or the deck

  function onNumber(cell) {
    const { place } = cell.dataset;
    return {
      ArrowUp: () => by(place, STEP), ArrowDown: () => by(place, -STEP),
      PageUp: () => by(place, COARSE), PageDown: () => by(place, -COARSE),
      ArrowRight: () => beside(cell, 1), ArrowLeft: () => beside(cell, -1),
      Home: () => beside(cell, -Infinity), End: () => beside(cell, Infinity),
      Delete: () => go(acts.touch(state, place, numberAt(data.network, place))),
      u: clicked.undo, r: clicked.reset,
    };
  }

  // To another number of the same letter, in reading order.
  function beside(cell, by) {
    const group = [...body.querySelectorAll(`[data-group=${cell.dataset.group}]`)];
    const to = group[Math.max(0, Math.min(group.indexOf(cell) + by, group.length - 1))];
    go(acts.hold(state, to.dataset.place));
    focus(`[data-id="${to.dataset.id}"]`);
  }

  function onState({ dataset: { t, unit } }) {
    const to = (t, unit) => () => focusState(t, unit);
    const i = unit === "f" ? -1 : +unit;
    return { ArrowRight: to(+t + 1, i), ArrowLeft: to(+t - 1, i), ArrowUp: to(+t, i - 1), ArrowDown: to(+t, i + 1) };
  }

  function focusState(t, i) {
    const cell = body.querySelector(`[data-act=ask][data-t="${t}"][data-unit="${i < 0 ? "f" : i}"]`);
    if (cell) cell.focus();
  }

  onKeys(root, (event) => {
    const { target, key } = event, cell = root.closest(".jp-Cell");
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if ((event.ctrlKey || event.metaKey) && key === "z" && !target.matches("[type=text], textarea")) return keep(event, clicked.undo);
    if (target.matches("[type=text], textarea")) return inField(event, cell, plain);
    if (!plain) return;
    if (event.shiftKey && target.dataset.place && /^Arrow(Up|Down)$/.test(key)) {
      return keep(event, () => by(target.dataset.place, key === "ArrowUp" ? FINE : -FINE));
    }
    if (event.shiftKey && key !== "-") return;
    if (target.matches("button, summary") && [" ", "Enter"].includes(key)) return event.stopPropagation(); // the browser clicks
    if (target.matches("[type=range]") && /^(Arrow|Home|End|Page)/.test(key)) return event.stopPropagation();
    const used = target.dataset.place ? onNumber(target) : target.dataset.act === "ask" ? onState(target) : {};
    if (used[key]) return keep(event, used[key]);
    if (target.dataset.place && /^[-−0-9.,]$/.test(key)) { // a number is typed: into its field
      go(acts.hold(state, target.dataset.place));
      focus("[data-input=value]");
      document.activeElement.select();
      return event.stopPropagation();
    }
    if (key === "Escape" && state.word !== null) return keep(event, () => { const t = state.word; go(acts.open(state, t)); focus(`.lab-word[data-t="${t}"]`); });
    if (key === "Enter" && cell) handOn(event, cell);
  });

  function keep(event, what) {
    event.stopPropagation();
    event.preventDefault();
    what();
  }

  function inField(event, cell, plain) {
    const { key, target } = event, runs = key === "Enter" && (event.shiftKey || !plain);
    if (cell && (runs || key === "Escape")) return handOn(event, cell);
    if (key === "Enter" && target.dataset.input === "word" && target.value.trim()) {
      const [word] = tokens(target.value, data.lower);
      if (word) go(acts.replace(state, state.word, word));
    }
    if (key === "Enter" && target.dataset.input === "value") {
      target.dispatchEvent(new Event("change", { bubbles: true }));
      const { held } = state;
      focus(`[data-place="${held}"]`);
    }
    if (key === "Enter" && target.dataset.input === "sentence") target.dispatchEvent(new Event("change", { bubbles: true }));
    if (plain) event.stopPropagation(); // it is typed
  }
}
