// One recurrent unit: v, w, b and the inputs are touched; its states, the map from one state to the
// next, and σ follow. Small tasks are checked by what the unit does, not by its numbers.
function single_unit(root, data) {
  const LETTERS = ["v", "w", "b"], MEANS = { v: "weight of its own last state", w: "weight of the input", b: "bias" };
  const SIGMAS = Object.keys(activations), LARGEST = 2, COARSE = 0.5; // of the inputs
  const { x: inputs, ...numbers } = data, T = inputs.length;
  let now = { ...numbers, x: inputs, start: 0.5 }, before = [], merged = null, at = 0, task = null, wide = 0;
  const solved = new Set();
  root.querySelector(".rnn-first-look").remove();

  // --- the unit

  const network = ({ v, w, b, sigma }) => ({ W: [[w]], V: [[v]], b: [b], U: [[1]], c: [0], sigma, tau: "identity" });
  const states = (unit, x = unit.x) => run(network(unit), x.map((x_t) => [x_t])).z.map(([z_t]) => z_t);
  const next = (unit, z) => activations[unit.sigma](unit.v * z + unit.b); // without an input

  // Where the state comes to rest without an input: [{z, stable}], or "all" or "all from 0 on".
  function restingPoints(unit) {
    const { v, b, sigma } = unit, linear = v === 1 ? [] : [b / (1 - v)];
    if (sigma === "identity") return v === 1 && b === 0 ? "all" : linear.map(judged);
    if (sigma === "relu") {
      if (v === 1 && b === 0) return "all from 0 on";
      return [...(b <= 0 ? [0] : []), ...linear.filter((z) => z > 0)].map(judged);
    }
    const found = [], ahead = (z) => next(unit, z) - z, step = 1 / 1024;
    for (let z = -1 - step / 3; z < 1 + step; z += step) { // no round number is met by chance
      if (ahead(z) > 0 === ahead(z + step) > 0) continue;
      let [low, high] = [z, z + step];
      for (let n = 0; n < 50; n++) {
        const middle = (low + high) / 2;
        if (ahead(middle) > 0 === ahead(low) > 0) low = middle; else high = middle;
      }
      found.push(judged(Math.abs(low) < 1e-9 ? 0 : low));
    }
    return found;

    function judged(z) { // stable: a small push becomes smaller
      const push = 1e-3 * Math.max(1, Math.abs(z));
      return { z, stable: [push, -push].every((d) => Math.abs(next(unit, z + d) - z) < push) };
    }
  }

  // --- tasks: each has an input that shows what is asked for, and a check that says what it saw

  const first = (...x) => [...x, ...Array(T - x.length).fill(0)];
  const against = (sign) => [sign, ...Array(T - 1).fill(-0.1 * sign)];
  const near = (z, wanted) => Math.abs(z - wanted) < 1e-6;
  const TASKS = [
    { name: "Make it a running sum", x: first(1, -2, -1, 0, 1.5, 2), check(unit, x) {
      const z = states(unit, x).at(-1), sum = x.reduce((total, x_t) => total + x_t, 0);
      return [near(z, sum) && states(unit, x).every((z_t, t) => near(z_t, x.slice(0, t + 1).reduce((a, c) => a + c))),
        `The inputs add up to ${number(sum)}; the last state is ${number(z)}.`];
    } },
    { name: "Make it a leaky sum that keeps 0.9 at each step", x: first(1), check(unit, x) {
      const z = states(unit, x), other = states(unit, x.map((x_t) => -2 * x_t));
      return [z.every((z_t, t) => near(z_t, 0.9 ** t)) && other.every((z_t, t) => near(z_t, -2 * 0.9 ** t)),
        `After an input of 1 the states begin ${z.slice(0, 3).map((z_t) => number(z_t)).join(", ")}; wanted: 1, 0.90, 0.81, and twice as much below zero after an input of −2.`];
    } },
    { name: "Remember a first +1 or −1 for 20 steps, through a whisper of 0.1 against it", x: against(1), check(unit) {
      const [plus, minus] = [1, -1].map((sign) => states(unit, against(sign)).at(-1));
      return [plus > 0.5 && minus < -0.5, `In the end the state is ${number(plus)} after +1, and ${number(minus)} after −1; wanted: above 0.5, and below −0.5.`];
    } },
    { name: "Make two stable resting points", x: first(1), check(unit) {
      const points = restingPoints(unit), stable = Array.isArray(points) ? points.filter((p) => p.stable).length : 0;
      return [stable === 2, `It has ${stable === 0 ? "no stable resting point" : stable === 1 ? "one" : "two"}${typeof points === "string" ? ": no state comes back after a push" : ""}.`];
    } },
    { name: "Saturate it: z above 0.95, whatever comes from −1 to 1", x: first(-1, 1, -1), check(unit) {
      const lowest = Math.min(...[1, -1].flatMap((sign) => [states(unit, Array(T).fill(sign)), states(unit, Array.from({ length: T }, (_, t) => (t % 2 ? sign : -sign)))]).flat());
      const bounded = ["tanh", "sigmoid"].includes(unit.sigma);
      return [bounded && lowest > 0.95, bounded ? `The lowest state was ${number(lowest)}.` : `${unit.sigma} has no end where it could saturate.`];
    } },
    { name: "Make it explode: above 1,000 after a single 1", x: first(1), check(unit, x) {
      const z = Math.abs(states(unit, x).at(-1));
      return [!(z <= 1000), `20 steps later the state is ${number(z)} in size.`];
    } },
  ];

  // --- what can be touched

  const sliders = Object.fromEntries(LETTERS.map((letter) => {
    const range = make("input", { type: "range", min: -3, max: 3, step: 0.05 });
    const field = make("input", { type: "number", step: "any" });
    range.setAttribute("aria-label", `${letter}, ${MEANS[letter]}`);
    field.setAttribute("aria-label", `${letter} as a number`);
    range.oninput = () => change({ [letter]: Number(range.value) }, letter);
    field.onchange = () => (field.value.trim() === "" ? draw() : change({ [letter]: Number(field.value) }));
    return [letter, { range, field, row: make("div", { className: "slider" }, make("b", {}, letter), range, field) }];
  }));
  const sigma = choice("activation σ", SIGMAS.map((name) => [name, name]), now.sigma, (value) => change({ sigma: value }));
  const start = make("input", { type: "range", step: 0.05 });
  start.oninput = () => change({ start: Number(start.value) }, "start");
  const undo = make("button", { type: "button" }, "Undo"), reset = make("button", { type: "button" }, "Reset");
  undo.onclick = () => {
    now = before.pop();
    merged = null;
    draw();
  };
  reset.onclick = () => change({ ...numbers, x: inputs, start: 0.5 });
  const formula = make("p", { className: "formula" }), said = make("p");
  said.setAttribute("role", "status");
  const presets = [["one 1", first(1)], ["only 1", Array(T).fill(1)], ["+1, later −1", inputAt(10)], ["nothing", first(0)]]
    .map(([name, x]) => Object.assign(make("button", { type: "button" }, name), { onclick: () => change({ x }) }));
  function inputAt(t) { return first(1).map((x_t, i) => (i === t ? -1 : x_t)); }

  const bars = make("div", { className: "bars" });
  bars.setAttribute("role", "group");
  bars.setAttribute("aria-label", "the input x[t]: left and right choose a step, up and down change it");
  const bar = inputs.map((_, t) => {
    const element = make("div", { className: "bar", tabIndex: -1 }, make("i"), make("span"));
    element.setAttribute("role", "slider");
    element.setAttribute("aria-orientation", "vertical");
    element.setAttribute("aria-valuemin", -LARGEST);
    element.setAttribute("aria-valuemax", LARGEST);
    element.setAttribute("aria-label", `x[${t}]`);
    bars.append(element);
    return element;
  });
  const setInput = (t, value, merge) => {
    const x_t = Math.max(-LARGEST, Math.min(LARGEST, value));
    change({ x: now.x.map((old, i) => (i === t ? x_t : old)) }, merge);
  };
  bars.onpointerdown = (event) => {
    if (event.button) return;
    const t = bar.findIndex((b) => b.contains(event.target));
    if (t < 0) return;
    at = t;
    bar[t].focus({ preventScroll: true });
    event.preventDefault();
    const drag = (e) => {
      const box = bar[t].getBoundingClientRect(), share = 1 - (e.clientY - box.top) / box.height;
      setInput(t, Math.round((2 * LARGEST * share - LARGEST) / COARSE) * COARSE, `x${t}`);
    };
    bars.setPointerCapture(event.pointerId);
    bars.onpointermove = drag;
    bars.onpointerup = bars.onpointercancel = () => { bars.onpointermove = null; };
    drag(event);
  };
  onKeys(bars, (event) => {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const move = { ArrowLeft: -1, ArrowRight: 1, Home: -T, End: T }[event.key], by = { ArrowUp: COARSE, ArrowDown: -COARSE }[event.key];
    const to = event.key === "0" ? 0 : by && now.x[at] + by;
    if (move === undefined && to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (move !== undefined) {
      at = Math.max(0, Math.min(T - 1, at + move));
      draw();
      bar[at].focus();
    } else setInput(at, to, `x${at}`);
  });
  bar.forEach((element, t) => { element.onfocus = () => { at = t; }; });

  const list = make("ul", { className: "tasks" });
  const verdict = make("p", { className: "verdict" });
  verdict.setAttribute("role", "status");
  const buttons = TASKS.map((each) => {
    const button = make("button", { type: "button" });
    button.onclick = () => { task = each; change({ x: each.x }); };
    list.append(make("li", {}, button));
    return button;
  });

  const plots = { time: make("div"), map: make("figure", { className: "map" }), curve: make("figure", { className: "sigma" }) };
  root.append(
    make("div", { className: "unit" },
      make("div", { className: "knobs" }, formula, ...LETTERS.map((letter) => sliders[letter].row),
        make("div", { className: "fields" }, sigma, undo, reset), said),
      make("div", { className: "seen" },
        make("figure", { className: "time" }, make("figcaption", {}, "The state z over time, and below it the input x"), plots.time, bars, make("div", { className: "fields inputs" }, make("span", {}, "Input:"), ...presets)),
        make("div", { className: "rnn-charts" }, plots.map, plots.curve)),
      make("div", { className: "challenges" }, make("b", {}, "Can you …"), list, verdict)));
  const startLabel = make("label", { className: "start" }, "Staircase from ", start);
  settle(root);
  new ResizeObserver(() => { if (plots.time.clientWidth !== wide) draw(); }).observe(root);
  draw();

  // --- state in, picture out

  // A slider that is dragged is one change, which one undo takes back.
  function change(what, merge = null) {
    if (merge === null || merge !== merged) before.push(now);
    merged = merge;
    now = { ...now, ...what };
    draw();
  }

  function draw() {
    const z = states(now), points = restingPoints(now), lost = z.findIndex((z_t) => !Number.isFinite(z_t));
    for (const letter of LETTERS) {
      const { range, field } = sliders[letter];
      range.value = now[letter];
      if (field !== document.activeElement || Number(field.value) !== now[letter]) field.value = now[letter];
    }
    sigma.select.value = now.sigma;
    undo.disabled = !before.length;
    formula.replaceChildren("z[t] = ", ...colour(`${now.sigma}(`), ...term("v", now.v), " z[t−1] + ", ...term("w", now.w), " x[t] + ", ...term("b", now.b), ")");
    drawTime(z);
    drawBars();
    drawMap(points);
    drawSigma(z);
    said.textContent = lost < 0 ? `In the end z = ${number(z.at(-1))}. ${inWords(points)}`
      : `At step ${lost} the state is too large for a number. “Undo” brings back what you had.`;
    judge();
  }

  function colour(text) { return [make("span", { className: "name" }, text)]; }
  function term(letter, value) { return [make("span", { className: letter }, short(value))]; }
  function short(value) { return String(Math.abs(value) < 1e5 ? Math.round(value * 1e4) / 1e4 : value.toExponential(1)).replace("-", "−"); }

  function inWords(points) {
    if (typeof points === "string") return `Without an input, ${points === "all" ? "every state" : "every state from 0 on"} stays where it is.`;
    if (!points.length) return "Without an input, it comes to rest nowhere.";
    const each = points.map(({ z, stable }) => `${short(Math.round(100 * z) / 100)} (${stable ? "stable" : "not stable"})`);
    return `Without an input, it rests at ${each.join(", ")}.`;
  }

  // Only the task that was chosen is ticked off, so none is solved by accident.
  function judge() {
    const [done, saw] = task ? task.check(now, task.x) : [];
    if (done) solved.add(task);
    TASKS.forEach((each, i) => {
      buttons[i].textContent = (solved.has(each) ? "✓ " : "") + each.name;
      buttons[i].setAttribute("aria-pressed", String(task === each));
    });
    const all = solved.size === TASKS.length ? " All tasks are solved." : "";
    verdict.textContent = !task ? "Choose one. It is checked while you change the unit." : done ? `✓ Done. ${saw}${all}` : `Not yet. ${saw}`;
  }

  function nice(size) {
    const power = 10 ** Math.floor(Math.log10(size));
    return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= size);
  }

  function halfWide() { return Math.max(240, Math.min(380, plots.map.clientWidth || 300)); }

  function drawTime(z) {
    const most = Math.max(...z.filter(Number.isFinite).map(Math.abs), 0), top = most <= 1 ? 1 : most < 1e300 ? nice(most) : 1e300;
    wide = plots.time.clientWidth;
    const axes = chart({
      name: `the states: ${z.map((z_t) => number(z_t)).join(", ")}`, width: wide || 620, height: 180,
      x: [-0.5, T - 0.5], y: [-1.05 * top, 1.05 * top], xTicks: [0, 5, 10, 15, 20].filter((t) => t < T), yTicks: [-top, 0, top], xName: "step t", yName: "z[t]",
    });
    const finite = z.map((z_t, t) => [t, z_t]).filter(([, z_t]) => Number.isFinite(z_t));
    const dots = finite.map(([t, z_t]) => {
      const [cx, cy] = axes.at(t, z_t);
      return shape("circle", { cx, cy, r: 3.5, class: "dot" });
    });
    axes.draw(...(finite.length ? [shape("path", { d: axes.path(finite), class: "one" })] : []), ...dots);
    plots.time.replaceChildren(axes.svg);
  }

  function drawBars() {
    bar.forEach((element, t) => {
      const [fill, text] = element.children, share = Math.min(1, Math.abs(now.x[t]) / LARGEST);
      fill.style.height = `${50 * share}%`;
      fill.style[now.x[t] > 0 ? "bottom" : "top"] = "50%";
      fill.style[now.x[t] > 0 ? "top" : "bottom"] = "auto";
      text.textContent = now.x[t] ? short(now.x[t]) : "";
      element.tabIndex = t === at ? 0 : -1;
      element.setAttribute("aria-valuenow", now.x[t]);
      element.setAttribute("aria-valuetext", short(now.x[t]));
    });
  }

  function drawMap(points) {
    const R = ["tanh", "sigmoid"].includes(now.sigma) ? 1.5 : 4, grid = Array.from({ length: 121 }, (_, i) => -R + (i * R) / 60);
    const axes = chart({
      name: `the next state for each state, without an input. ${inWords(points)}`, x: [-R, R], y: [-R, R],
      xTicks: [-R, 0, R], yTicks: [-R, 0, R], xName: "state z", yName: `next state ${now.sigma}(v z + b)`, width: halfWide(), height: 240,
    });
    const inside = (z) => Math.max(-R, Math.min(R, z)), steps = [[now.start, inside(now.start)]];
    let z = now.start;
    for (let n = 0; n < 30 && Math.abs(z) <= R; n++) {
      const to = next(now, z);
      steps.push([z, inside(to)], [inside(to), inside(to)]);
      z = to;
    }
    const marks = (Array.isArray(points) ? points : []).filter(({ z: p }) => Math.abs(p) <= R).map(({ z: p, stable }) => {
      const [cx, cy] = axes.at(p, p);
      return shape("circle", { cx, cy, r: 6, class: stable ? "stable" : "unstable" });
    });
    const line = (at, kind) => shape("path", { d: axes.path(at), class: kind });
    axes.draw(line([[-R, -R], [R, R]], "diagonal"), line(grid.map((g) => [g, next(now, g)]), "one"), line(steps, "web"), ...marks);
    start.min = -R;
    start.max = R;
    start.value = now.start;
    plots.map.replaceChildren(make("figcaption", {}, "From one state to the next"), axes.svg, startLabel,
      make("p", { className: "key" }, "● stable  ○ not stable; grey: z itself"));
  }

  function drawSigma(z) {
    const { a } = run(network(now), now.x.map((x_t) => [x_t])), sums = a.map(([a_t]) => a_t);
    const R = 4, grid = Array.from({ length: 121 }, (_, i) => -R + (i * R) / 60), top = ["tanh", "sigmoid"].includes(now.sigma) ? 1.5 : 4;
    const axes = chart({
      name: `the curve of ${now.sigma}, and where on it the unit was`, x: [-R, R], y: [-top, top],
      xTicks: [-R, 0, R], yTicks: [-top, 0, top], xName: "weighted sum a", yName: `${now.sigma}(a)`, width: halfWide(), height: 240,
    });
    const dots = sums.map((a_t, t) => [a_t, z[t]]).filter(([a_t, z_t]) => Math.abs(a_t) <= R && Math.abs(z_t) <= top).map((point) => {
      const [cx, cy] = axes.at(...point);
      return shape("circle", { cx, cy, r: 4, class: "dot" });
    });
    axes.draw(shape("path", { d: axes.path(grid.map((g) => [g, activations[now.sigma](g)])), class: "two" }), ...dots);
    const beyond = sums.length - dots.length;
    plots.curve.replaceChildren(make("figcaption", {}, "σ, and where the unit was on it"), axes.svg,
      make("p", { className: "key" }, beyond ? `${beyond} of ${T} steps lie beyond this picture` : `all ${T} steps are dots on it`));
  }
}
