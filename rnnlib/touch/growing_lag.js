// How far back can a network learn? For each lag a fresh one is trained to keep the sign of its first
// input, until one fails. Beside it the means of the networks that were measured.
function growing_lag(root, data) {
  const SLICE = 25, UNITS = 16, ROUND = 40, KEPT = 0.9; // milliseconds, steps of a round, share that counts as kept
  const SIZE = { width: 400, height: 220 };
  const found = []; // one for each run: {kind, seed, points: [[lag, share], …], over}
  let settings = { ...data.settings }, training = null, seen = 0, running = false;
  root.querySelector(".rnn-first-look").remove();

  const set = (name) => (value) => { stop(); settings = { ...settings, [name]: isNaN(value) ? value : Number(value) }; };
  const seed = make("input", { type: "number", min: 0, max: 9999, step: 1, value: settings.seed });
  seed.onchange = () => set("seed")(Math.max(0, Math.floor(Number(seed.value)) || 0));
  const go = make("button", { type: "button", className: "main" }, "Train"), clear = make("button", { type: "button" }, "Clear");
  const said = make("p", {}, `Each network gets ${data.steps} steps. The first input is +1 or −1, then comes noise; after the lag it is asked for the sign.`);
  said.setAttribute("role", "status");
  const figures = [make("figure"), make("figure")];
  root.append(
    make("div", { className: "fields" },
      choice("V at the start", data.kinds.map((kind) => [kind, kind]), settings.kind, set("kind")),
      choice("activation σ", ["tanh", "relu", "sigmoid", "identity"].map((s) => [s, s]), settings.sigma, set("sigma")),
      make("label", {}, make("span", {}, "seed"), seed), go, clear),
    said, make("div", { className: "rnn-charts" }, ...figures));
  go.onclick = () => (running ? stop() : start());
  clear.onclick = () => { stop(); found.length = 0; training = null; draw(); };
  settle(root);
  draw();

  function stop() {
    if (running) found.pop();
    running = false;
    go.textContent = "Train";
    draw();
  }

  function start() {
    running = true;
    go.textContent = "Stop";
    found.push({ ...settings, points: [] });
    begin(data.lags[0]);
    requestAnimationFrame(function frame() {
      if (!running || !root.isConnected) return;
      training.work(SLICE);
      const { history, problem, done } = training;
      if (history.length > seen || problem) {
        seen = history.length;
        if (done || problem) finish();
        else say(`${sentenceOn(training)}: ${percent(history.at(-1).right)} right.`);
        draw();
      }
      requestAnimationFrame(frame);
    });
  }

  function begin(lag) {
    const random = randomNumbers(1000 * settings.seed + lag), net = fresh({ n_x: 2, n_z: UNITS, sigma: settings.sigma }, random);
    if (settings.kind === "identity V") net.V.forEach((_, i) => { net.V[i] = i % (UNITS + 1) === 0 ? 1 : 0; });
    if (settings.kind === "random V") net.V.forEach((_, i) => { net.V[i] = random.normal() / Math.sqrt(UNITS); });
    training = trainer(net, signs(lag, random), { rate: data.rate, clip: 1, rounds: data.steps / ROUND });
    training.lag = lag;
    seen = 0;
  }

  // The sequences: the first input and its mark, then noise. New ones in each step.
  function signs(lag, random) {
    const sequence = () => {
      const sign = random.next() < 0.5 ? -1 : 1;
      return [[[sign, 1], ...Array.from({ length: lag }, () => [data.noise * random.normal(), 0])], sign > 0 ? 1 : 0];
    };
    const many = (n) => Array.from({ length: n }, sequence);
    return { steps: ROUND, longest: lag + 1, valid: many(300), batch: () => many(32) };
  }

  function finish() {
    const { lag, history, problem } = training, run = found.at(-1), right = problem ? 0.5 : history.at(-1).right;
    run.points.push([lag, right]);
    const next = data.lags[data.lags.indexOf(lag) + 1], kept = right > KEPT;
    if (kept && next) return begin(next);
    running = false;
    go.textContent = "Train";
    const before = run.points.filter(([, share]) => share > KEPT).map(([l]) => l).at(-1);
    const last = kept ? `it kept the sign over every lag up to ${lag}` : problem ? `at a lag of ${lag} its numbers grew too large`
      : `at a lag of ${lag} it fails: ${percent(right)} right, and guessing gives 50 %`;
    say(`${run.kind}, ${run.sigma}, seed ${run.seed}: ${last}.${!kept && before ? ` It kept the sign over ${before} steps.` : ""}`);
  }

  // While it runs, a screen reader is not told of every round.
  function say(sentence) {
    said.setAttribute("aria-live", running ? "off" : "polite");
    said.textContent = sentence;
  }

  function sentenceOn({ lag, history }) { return `Lag ${lag}, step ${history.length * ROUND} of ${data.steps}`; }
  function percent(share) { return `${Math.round(100 * share)} %`; }

  function mark(kind, x, y) {
    const at = data.kinds.indexOf(kind), name = `mark k${at}`;
    if (at === 0) return shape("circle", { cx: x, cy: y, r: 5, class: name });
    return at === 1 ? shape("rect", { x: x - 4.5, y: y - 4.5, width: 9, height: 9, class: name })
      : shape("path", { d: `M${x} ${y - 6}L${x + 6} ${y + 5}H${x - 6}Z`, class: name });
  }

  function draw() {
    const longest = data.lags.at(-1), spoken = found.map((run) => `${run.kind}: ${run.points.map(([lag, share]) => `lag ${lag} ${number(share)}`).join(", ")}`);
    const axes = chart({ name: `share right for each lag. ${spoken.join("; ") || "nothing yet"}`, x: [0, longest], y: [0.4, 1], xTicks: data.lags.filter((lag) => lag > 5), yTicks: [0.4, 0.6, 0.8, 1], xName: "lag", yName: "share right", ...SIZE });
    const stored = Object.entries(data.stored).flatMap(([kind, shares]) => {
      const [x, y] = axes.at(longest, shares.at(-1)), at = [...data.kinds, "dense net"].indexOf(kind);
      return [shape("path", { d: axes.path(shares.map((share, i) => [data.lags[i], share])), class: `rival k${at}` }),
        shape("text", { x: x - 4, y: y - 6, "text-anchor": "end", class: `k${at}` }, kind)];
    });
    const own = found.flatMap(({ kind, points }) => [
      ...(points.length > 1 ? [shape("path", { d: axes.path(points), class: `own k${data.kinds.indexOf(kind)}` })] : []),
      ...points.map((point) => mark(kind, ...axes.at(...point))),
    ]);
    axes.draw(...stored, ...own);
    figures[0].replaceChildren(make("figcaption", {}, "How far back: yours, and dashed the means of five"), axes.svg);

    const history = training ? training.history : [], now = chart({
      name: `share right while it learns: ${history.map(({ right }) => number(right)).join(", ") || "nothing yet"}`, x: [0, data.steps], y: [0.4, 1],
      xTicks: [0, data.steps / 4, data.steps / 2, (3 * data.steps) / 4, data.steps], yTicks: [0.4, 0.6, 0.8, 1], xName: "step of the training", yName: "share right", ...SIZE,
    });
    const points = history.map(({ round, right }) => [round * ROUND, right]);
    now.draw(...(points.length ? [shape("path", { d: now.path(points), class: "two" })] : []), ...points.map((point) => {
      const [cx, cy] = now.at(...point);
      return shape("circle", { cx, cy, r: 3.5, fill: "#0067a3" });
    }));
    figures[1].replaceChildren(make("figcaption", {}, training ? `While it learns, at a lag of ${training.lag}` : "While it learns"), now.svg);
  }
}
