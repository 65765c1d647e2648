// The way back: the loss against a target, and its slope on every number, from the last step to the first.

const slopesOf = new WeakMap(); // the facts of a run -> target -> what backward found

function wayBack(state) {
  const now = facts(state);
  if (!slopesOf.has(now)) slopesOf.set(now, {});
  const known = slopesOf.get(now);
  return known[state.target] || (known[state.target] = backward(state.model, now.x, [state.target]));
}

function canGoBack({ model, data }) { return Boolean(model) && data.judged; }

Object.assign(acts, {
  goBack(state) {
    if (state.back !== null) return { ...state, back: null, asked: [], said: "Forwards again: the states." };
    return backTo({ ...state, asked: [], series: "" }, state.words.length - 1);
  },
  backTo(state, t) { return backTo(state, Math.max(0, Math.min(t, state.words.length - 1))); },
  aim(state, target) { return backTo({ ...state, target }, state.back); },
});

function backTo(state, t) {
  const last = state.words.length - 1, { loss: value, parts } = wayBack(state);
  const length = small(lengthOfVector(parts[t].dz));
  const said = t === last
    ? `t = ${t}: the loss is ${number(value)}. U brings its slope to the last state: length ${length}.`
    : `t = ${t}: V brings the slope of step ${t + 1} one step back: length ${length}. What it adds to each weight joins the sum.`;
  return { ...state, back: t, said, trouble: "" };
}

function lengthOfVector(values) { return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)); }

// A number of any size: two digits that count.
function small(value) {
  if (value === 0 || Math.abs(value) >= 0.01) return number(value);
  return value.toExponential(0).replaceAll("-", "−");
}

// What the steps from the last one to the one now reached have added to a slope.
function addedSoFar(state) {
  const { parts } = wayBack(state), { model, back } = state;
  const sum = { dV: zeros(model.V), dU: zeros(model.U), db: zeros(model.b), dc: zeros(model.c) };
  for (const now of parts.slice(back)) {
    for (const name in sum) sum[name] = each(sum[name], [now[name]], (total, more) => total + more);
  }
  return sum;
}

// --- how it looks

function lengths(state) { return wayBack(state).parts.map(({ dz }) => lengthOfVector(dz)); }

// The length of dL/dz[t] for each step that was reached, as bars; on a log scale a decade is a line.
function lengthBars(state) {
  const all = lengths(state), T = all.length, { decades, top } = scale(all);
  const high = (value) => (state.log ? (value > 0 ? 1 - (Math.log10(top) - Math.log10(value)) / decades : 0) : value / top);
  const bars = all.flatMap((value, t) => {
    const share = Math.max(0.005, Math.min(1, high(value)));
    return t < state.back ? [] : [h("rect", { class: "lab-length", x: t + 0.3, width: 0.4, y: 1 - share, height: share })];
  });
  const lines = state.log ? [...Array(decades + 1).keys()].map((n) => h("path", { class: "lab-decade", d: `M0 ${n / decades}H${T}` })) : [];
  const spoken = all.map((value, t) => (t < state.back ? "" : `t = ${t}: ${small(value)}`)).filter(Boolean).join(", ");
  return h("svg", { class: "lab-curve", viewBox: `0 -0.06 ${T} 1.12`, preserveAspectRatio: "none", role: "img", "aria-label": `length of dL/dz: ${spoken}` },
    ...lines, h("path", { class: "lab-zero", d: `M0 1H${T}` }), ...bars);
}

function scale(all) {
  const some = all.filter((value) => value > 0), most = Math.max(...some, 1e-300), least = Math.min(...some, most);
  const above = Math.ceil(Math.log10(most)), decades = Math.min(16, Math.max(2, above - Math.floor(Math.log10(least))));
  return { decades, top: 10 ** above };
}

function lengthAxis(state) {
  const { decades, top } = scale(lengths(state));
  const marks = state.log ? [small(top), "|dL/dz|", small(top / 10 ** decades)] : [small(top), "|dL/dz|", "0"];
  return h("div", { class: "lab-axis", "aria-hidden": "true" }, ...marks.map((mark) => h("span", {}, mark)));
}

function slopeLabel(of) { return h("b", { class: `lab-${of}` }, `dL/d${of}`); }

function slopeStates(state, now) {
  const { parts } = wayBack(state), n_z = now.z[0].length, written = n_z <= NUMBERED;
  const largest = Math.max(...parts.flatMap(({ dz, da }) => [...dz, ...da]).map(Math.abs)) || 1;
  const cells = (name, of, opens) => [...Array(n_z).keys()].flatMap((i) => [unitLabel(i), ...parts.map((part, t) => {
    const value = part[of][i], reached = t >= state.back;
    if (!reached) return h("span", { class: "lab-cell lab-still" });
    const look = { class: `lab-cell ${sign(value)}`, style: slopeInk(state, value, largest), "aria-label": `${name} of unit ${i} after ${now.words[t].word}, ${small(value)}` };
    if (!opens) return h("span", { ...look, class: `${look.class} lab-still`, role: "img" }, written ? small(value) : "");
    const asked = state.asked.at(-1), open = asked && asked.t === t && asked.unit === i;
    const first = asked ? open : t === state.back && i === 0;
    return h("button", { ...look, type: "button", "data-act": "ask", "data-t": t, "data-unit": i, tabindex: first ? 0 : -1, "aria-pressed": String(Boolean(open)) }, written ? small(value) : "");
  })]);
  const hasRows = Boolean(state.data.vocabulary);
  return [h("div", { class: "lab-net" },
    h("div", { class: "lab-caption" }, slopeLabel("z"), " the slope on each state (click one: why?)"), ...cells("slope", "dz", true),
    hasRows && h("div", { class: "lab-caption" }, slopeLabel("W"), " what the step adds for its word"), ...(hasRows ? cells("added to W", "da", false) : []),
    arrows(state, now))];
}

// On a log scale a shade is a power of ten, as it is a height of the bars.
function slopeInk(state, value, largest) {
  if (!state.log || value === 0) return ink(value, largest);
  return ink(Math.max(0, 1 + Math.log10(Math.abs(value) / largest) / (scale(lengths(state)).decades + 1)));
}

function slopeWeights(state, now) {
  const n_z = now.z[0].length, sum = addedSoFar(state), units = [...Array(n_z).keys()];
  const { to, written, look } = columnsOf(state, n_z);
  const largest = Math.max(...Object.values(sum).flat(2).map(Math.abs)) || 1;
  const cell = (value, name, shown) => h("span", { class: `lab-cell lab-still ${sign(value)}`, style: slopeInk(state, value, largest), role: "img", "aria-label": `${name}, ${small(value)}` }, shown ? small(value) : "");
  const row = (name, cells) => [h("span", { class: "lab-label" }, name), ...cells];
  return [h("div", { class: "lab-caption" }, "The slopes of ", letter("V"), ", ", letter("U"), ", ", letter("b"), " and ", letter("c"), `: what steps ${now.f.length - 1} to ${state.back} add, in one sum`),
    h("div", { class: `lab-weights ${look}`, style: `--n:${to.length}`, role: "group", "aria-label": "slopes of the weights" },
    ...row("from", columnNames(to, written)),
    ...units.flatMap((i) => row(`unit ${i}`, [...to.map((j) => cell(sum.dV[i][j], `slope of V from unit ${i} to unit ${j}`, written)), cell(sum.dU[i][0], `slope of U from unit ${i} to f`, true)])),
    ...row("bias", [...to.map((j) => cell(sum.db[j], `slope of b of unit ${j}`, written)), cell(sum.dc[0], "slope of c of f", true)]))];
}

function backControls(state) {
  const aims = [["positive", 1], ["negative", 0]].map(([name, target]) => act("aim", name, { "data-target": target, "aria-pressed": String(state.target === target) }));
  const last = state.words.length - 1;
  return h("div", { class: "lab-hand" },
    h("p", {}, "The answer should be ", ...aims, act("log", "log scale", { "aria-pressed": String(state.log) })),
    h("div", {},
      act("backMore", "◀", { "aria-label": "one step back in time", "aria-disabled": state.back > 0 ? null : "true" }),
      h("input", { type: "range", "data-input": "back", min: 0, max: last, step: 1, value: state.back, "aria-label": "the step that the way back has reached", "aria-valuetext": `t = ${state.back}` }),
      act("backLess", "▶", { "aria-label": "one step on in time", "aria-disabled": state.back < last ? null : "true" })));
}

// dL/dz[t] of one unit is a sum too: by U from the loss, by V from each unit of the next step.
function summandsBack(state, { t, unit }) {
  const { parts } = wayBack(state), { U, V } = state.model;
  const byU = parts[t].ds.map((ds, k) => ({ letter: "U", from: k, weight: U[unit][k], times: ds, value: U[unit][k] * ds }));
  const byV = t + 1 < parts.length ? parts[t + 1].da.map((da, j) => ({ letter: "V", from: j, weight: V[unit][j], times: da, value: V[unit][j] * da })) : [];
  return [...byU, ...byV];
}
