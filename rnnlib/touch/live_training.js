// A network that learns from generated sentences while one watches: loss, held-out sentences, V, and
// what it says of one sentence after each word.
function live_training(root, data) {
  const SLICE = 25, PACE = 150; // milliseconds: of training at a time, and at least for each round
  const SIZE = { width: 400, height: 200 };
  const settings = { ...data.settings };
  let training, random, running = false, seen = 0;
  root.querySelector(".rnn-first-look").remove();

  // --- what can be chosen

  const numbers = (values) => values.map((v) => [v, String(v)]);
  const chosen = (name) => (value) => { settings[name] = isNaN(value) ? value : Number(value); begin(); };
  const rates = [...new Set([...data.rates, settings.rate])].sort((a, b) => a - b);
  const seed = make("input", { type: "number", min: 0, max: 9999, step: 1, value: settings.seed });
  seed.onchange = () => chosen("seed")(Math.max(0, Math.floor(Number(seed.value)) || 0));
  const fields = make("div", { className: "fields" },
    choice("units n_z", numbers([1, 2, 4, 8, 16, 32]), settings.n_z, chosen("n_z")),
    choice("activation σ", ["tanh", "sigmoid", "relu", "identity"].map((s) => [s, s]), settings.sigma, chosen("sigma")),
    choice("step size", numbers(rates), settings.rate, chosen("rate")),
    choice("clip gradients at", [[0.1, "0.1"], [1, "1"], [0, "never"]], settings.clip || 0, chosen("clip")),
    choice("rounds", numbers([...new Set([5, 15, 30, 60, settings.rounds])].sort((a, b) => a - b)), settings.rounds, chosen("rounds")),
    make("label", {}, make("span", {}, "seed"), seed));
  const go = make("button", { type: "button", className: "main" }, "Train");
  const again = make("button", { type: "button" }, "Begin again");
  go.onclick = () => (running ? pause() : train());
  again.onclick = begin;
  const said = make("p", {});
  said.setAttribute("role", "status");
  fields.append(go, again);
  root.append(fields, said);

  // --- what is seen

  const charts = make("div", { className: "rnn-charts" });
  const input = make("input", { type: "text", value: data.sentence, autocomplete: "off", spellcheck: false });
  input.oninput = () => drawCurve();
  const answer = make("p"), V = make("div", { className: "rnn-matrix", role: "img" });
  const figures = { loss: make("figure"), right: make("figure"), curve: make("figure"), V: make("figure") };
  charts.append(...Object.values(figures));
  const place = make("div");
  figures.curve.append(make("label", {}, make("span", {}, "f after each word of "), input), place, answer);
  root.append(charts);
  settle(root);
  begin();

  function begin() {
    pause();
    random = randomNumbers(settings.seed);
    const net = fresh({ n_x: data.vocabulary.length, n_z: settings.n_z, sigma: settings.sigma }, random);
    const task = sentencesAsTask(data.train, data.valid, random);
    training = trainer(net, task, { ...settings, clip: settings.clip || null });
    seen = 0;
    go.textContent = "Train";
    go.disabled = false;
    say(`${data.train.x.length.toLocaleString("en")} sentences to learn from, ${data.valid.x.length} held out. Nothing is learned yet.`);
    draw();
  }

  function pause() {
    running = false;
    go.textContent = "Go on";
  }

  function train() {
    running = true;
    go.textContent = "Pause";
    let begun = performance.now();
    requestAnimationFrame(function frame() {
      if (!running || !root.isConnected) return;
      if (training.history.length === seen) training.work(SLICE);
      const waited = performance.now() - begun;
      if (training.problem || (training.history.length > seen && waited >= PACE)) {
        seen = training.history.length;
        begun = performance.now();
        draw();
        report();
      }
      if (!training.done || training.history.length > seen) requestAnimationFrame(frame);
    });
  }

  // While it runs, a screen reader is not told of every round.
  function say(sentence) {
    said.setAttribute("aria-live", running ? "off" : "polite");
    said.textContent = sentence;
  }

  function report() {
    const { round, loss, right } = training.history.at(-1) || { round: 0 };
    const now = `Round ${round} of ${settings.rounds}: loss ${number(loss)}, ${percent(right)} of the held-out sentences are right.`;
    if (training.problem) {
      pause();
      go.disabled = true;
      return say(`${training.problem} Choose smaller steps, or clip the gradients, and begin again.`);
    }
    if (!training.done) return say(now);
    pause();
    go.textContent = "Learned";
    go.disabled = true;
    say(`${now} ${verdictOn(right)}`);
  }

  function verdictOn(right) {
    const better = data.rivals.filter(([, share]) => share > right + 0.01).map(([name]) => name);
    if (better.length) return `Still behind: ${better.join(", ")}.`;
    return data.rivals.length ? "It is ahead of every dashed line." : "";
  }

  function percent(share) { return `${(100 * share).toFixed(1)} %`; }

  function draw() {
    const { history } = training;
    figures.loss.replaceChildren(...lossCurve(history));
    figures.right.replaceChildren(...shareCurve(history));
    figures.V.replaceChildren(make("figcaption", {}, "V, from unit (row) to unit (column)"), matrix());
    drawCurve();
  }

  function rounds(name, points, options) {
    const n = settings.rounds, ticks = n <= 5 ? [0, 1, 2, 3, 4, 5] : [0, n / 5, (2 * n) / 5, (3 * n) / 5, (4 * n) / 5, n];
    const axes = chart({ name: `${name} ${points.map(([, y]) => number(y)).join(", ") || "nothing yet"}`, x: [0, n], xTicks: ticks, xName: "round", ...SIZE, ...options });
    const dots = points.length === 1 ? axes.path([points[0], points[0]]) : axes.path(points);
    return [axes, points.length ? [shape("path", { d: dots, class: options.class })] : []];
  }

  function lossCurve(history) {
    const points = history.map(({ round, loss }) => [round, loss]), most = Math.max(0.8, ...points.map(([, y]) => (Number.isFinite(y) ? y : 0)));
    const top = most > 1.6 ? Math.ceil(most) : 0.8;
    const [axes, line] = rounds("loss after each round:", points, { y: [0, top], yTicks: [0, top / 2, top].map((t) => Math.round(10 * t) / 10), yName: "loss", class: "one" });
    axes.draw(...line);
    return [make("figcaption", {}, "Loss of the sentences it learns from"), axes.svg];
  }

  function shareCurve(history) {
    const points = history.map(({ round, right }) => [round, right]);
    const [axes, line] = rounds("share right after each round:", points, { y: [0.4, 1], yTicks: [0.4, 0.6, 0.8, 1], yName: "share right", class: "two" });
    const rivals = data.rivals.flatMap(([name, share]) => {
      const [x, y] = axes.at(settings.rounds, share);
      return [shape("path", { d: axes.path([[0, share], [settings.rounds, share]]), class: "rival" }),
        shape("text", { x, y: y - 5, "text-anchor": "end", class: "rival" }, `${name} ${number(share)}`)];
    });
    axes.draw(...rivals, ...line);
    return [make("figcaption", {}, "Held-out sentences, answered right"), axes.svg];
  }

  function matrix() {
    const { n_z, V: numbersOfV } = training.net, most = Math.max(...numbersOfV.map(Math.abs));
    V.style.setProperty("--n", n_z);
    V.setAttribute("aria-label", `V, ${n_z} times ${n_z} numbers, the largest is ${number(most)} in size`);
    V.replaceChildren(...Array.from(numbersOfV, (value, at) => {
      const strong = Math.min(1, Math.abs(value) / 1.5), colour = value > 0 ? `rgba(0, 96, 47, ${strong})` : `rgba(123, 63, 152, ${strong})`;
      const cell = make("span", { title: `V from unit ${Math.floor(at / n_z)} to unit ${at % n_z}: ${number(value)}` }, strong > 0.25 ? (value > 0 ? "+" : "−") : "");
      cell.style.background = Number.isFinite(value) ? colour : "none";
      cell.style.color = strong > 0.6 ? "#fff" : "#1a1a1a";
      return cell;
    }));
    return V;
  }

  function drawCurve() {
    const words = tokens(input.value, true);
    if (!words.length || words.length > data.most) {
      answer.textContent = words.length ? `${words.length} words are too many, at most ${data.most}.` : "Type at least one word.";
      return place.replaceChildren();
    }
    const read = known(words, data.vocabulary), f = run(nested(training.net), read.map((word) => data.vocabulary.indexOf(word))).f.map(([value]) => value);
    const axes = chart({
      name: `f after each word: ${words.map((word, t) => `${word} ${number(f[t])}`).join(", ")}`,
      x: [-0.5, words.length], y: [0, 1], xTicks: [], yTicks: [0, 0.5, 1], xName: "", yName: "f: 1 is positive", ...SIZE,
    });
    const names = words.map((word, t) => {
      const [x, y] = axes.at(t, 0);
      return shape("text", { transform: `translate(${x} ${y + 12}) rotate(35)`, "text-anchor": "start", class: read[t] === word ? "" : "rival" }, read[t] === word ? word : `${word}?`);
    });
    const dots = f.map((value, t) => {
      const [cx, cy] = axes.at(t, value);
      return shape("circle", { cx, cy, r: 4, fill: "#7b3f98" });
    });
    axes.draw(shape("path", { d: axes.path(f.map((value, t) => [t, value])), class: "one" }), ...dots, ...names);
    place.replaceChildren(axes.svg);
    const last = f.at(-1), unknown = words.filter((word, t) => read[t] !== word);
    answer.textContent = `f = ${number(last)}: ${last > 0.5 ? "positive" : "negative"}.` +
      (unknown.length ? ` Unknown, read as <unk>: ${unknown.join(", ")}.` : "");
  }
}
